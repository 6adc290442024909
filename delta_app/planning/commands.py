"""The acts of the planning page, as the slices below offer them: the page knows this module and none of theirs."""

from delta_app.hosts.commands import NEW_HOST, HostImport, import_host_list
from delta_app.hosts.queries import HostRow, Match, Written, hosts, match_written_people
from delta_app.shifts.commands import apply_plan, open_month, publish
from delta_app.shifts.compose_process import ComposeJob, Failure, Progress
from delta_app.shifts.poll_import import NOT_OURS, PollImported, import_poll, preview_poll
from delta_app.shifts.queries import roster, slots_of
from delta_app.shifts.roster_data import Plan, RosterProblem, roster_problem
from delta_app.venue.commands import set_opening_hours

__all__ = [
    "NEW_HOST",
    "NOT_OURS",
    "ComposeJob",
    "Failure",
    "HostImport",
    "HostRow",
    "Match",
    "Plan",
    "PollImported",
    "Progress",
    "RosterProblem",
    "Written",
    "apply_plan",
    "hosts",
    "import_host_list",
    "import_poll",
    "match_written_people",
    "open_month",
    "preview_poll",
    "publish",
    "roster",
    "roster_problem",
    "set_opening_hours",
    "slots_of",
]
