"""The acts of the planning page, as the slices below offer them: the page knows this module and none of theirs."""

from delta_app.hosts.list_import import NEW_HOST, HostImport, import_host_list, preview_doubts
from delta_app.hosts.model import STATES
from delta_app.hosts.queries import Doubt, HostRow, hosts, told_apart
from delta_app.shifts.commands import (
    apply_plan,
    assign_host,
    assign_where_possible,
    call_off_slot,
    edit_slot,
    free_seat,
    hold_slot_again,
    lock_seat,
    move_seat,
    note_slot,
    open_month,
    publish,
    replace_host,
    seek_replacement,
    swap_seats,
)
from delta_app.shifts.compose_process import ComposeJob, Failure, Progress
from delta_app.shifts.poll_import import NOT_OURS, PollImported, import_poll, preview_poll
from delta_app.shifts.queries import roster, slot_row, slots_not_held, slots_of
from delta_app.shifts.roster_data import Plan, RosterProblem, roster_problem
from delta_app.venue.commands import set_opening_hours
from delta_app.venue.queries import DEFAULT_SEATS, MOST_SEATS, parse_opening, parse_time

__all__ = [
    "DEFAULT_SEATS",
    "MOST_SEATS",
    "NEW_HOST",
    "NOT_OURS",
    "STATES",
    "ComposeJob",
    "Doubt",
    "Failure",
    "HostImport",
    "HostRow",
    "Plan",
    "PollImported",
    "Progress",
    "RosterProblem",
    "apply_plan",
    "assign_host",
    "assign_where_possible",
    "call_off_slot",
    "edit_slot",
    "free_seat",
    "hold_slot_again",
    "hosts",
    "import_host_list",
    "import_poll",
    "lock_seat",
    "move_seat",
    "note_slot",
    "open_month",
    "parse_opening",
    "parse_time",
    "preview_doubts",
    "preview_poll",
    "publish",
    "replace_host",
    "roster",
    "roster_problem",
    "seek_replacement",
    "set_opening_hours",
    "slot_row",
    "slots_not_held",
    "slots_of",
    "swap_seats",
    "told_apart",
]
