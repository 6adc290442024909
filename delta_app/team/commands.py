"""The acts of the team page, as the slices below offer them: the page knows this module and none of theirs."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from delta_app.core.access import Role, allowed
from delta_app.hosts.allowance_commands import note_allowance, remove_allowance
from delta_app.hosts.commands import (
    MOST_SHIFTS,
    HostDetails,
    add_host,
    change_host,
    details_of,
    note_absence,
    note_answers,
    remove_absence,
    remove_answers,
    set_pair,
    set_weekly_availability,
)
from delta_app.hosts.list_import import NEW_HOST, HostImport, PersonRead, import_host_list, preview_people
from delta_app.hosts.model import LEVELS, ORIGINS, STATES
from delta_app.hosts.path_commands import mark_step, set_mentor, unmark_step
from delta_app.hosts.pin_commands import give_pins, remove_pin
from delta_app.hosts.queries import (
    Answer,
    Doubt,
    HostRow,
    PartnerRow,
    Period,
    WeeklyWish,
    Wish,
    hosts,
    partners,
    told_apart,
    usual_week,
)
from delta_app.shifts.leaving_commands import StateChanged, change_state
from delta_app.shifts.path_commands import conclude_path
from delta_app.shifts.poll_import import NOT_OURS, PollImported, import_poll, preview_poll_people
from delta_app.team.rules import Span, noted_otherwise, painted
from delta_app.venue.queries import opening_pattern

__all__ = [
    "LEVELS",
    "MOST_SHIFTS",
    "NEW_HOST",
    "NOT_OURS",
    "ORIGINS",
    "STATES",
    "Answer",
    "Doubt",
    "HostDetails",
    "HostImport",
    "HostRow",
    "PartnerRow",
    "Period",
    "PersonRead",
    "PollImported",
    "StateChanged",
    "WeeklyWish",
    "Wish",
    "add_host",
    "change_host",
    "change_state",
    "conclude_path",
    "details_of",
    "forget_other_hours",
    "give_pins",
    "hosts",
    "import_host_list",
    "import_poll",
    "mark_step",
    "note_absence",
    "note_allowance",
    "note_answers",
    "paint_week",
    "partners",
    "preview_people",
    "preview_poll_people",
    "remove_absence",
    "remove_allowance",
    "remove_answers",
    "remove_pin",
    "set_mentor",
    "set_pair",
    "set_weekly_availability",
    "told_apart",
    "unmark_step",
]


@allowed(Role.COORDINATOR)
def paint_week(session: Session, host_id: int, strokes: Mapping[Span, Wish | None]) -> None:
    """Write when somebody usually comes, cell by cell of the opening pattern; what else is noted stays.

    Refuses ``no_such_host``, ``bad_wish``.
    """
    weekly = usual_week(session, host_id)
    cells = [(slot.weekday, slot.start_minute, slot.end_minute) for slot in opening_pattern(session)]
    set_weekly_availability(session, host_id, painted(weekly, cells, strokes))


@allowed(Role.COORDINATOR)
def forget_other_hours(session: Session, host_id: int) -> None:
    """Take away what is noted of a week for other hours than the opening pattern's. Refuses ``no_such_host``."""
    weekly = usual_week(session, host_id)
    cells = [(slot.weekday, slot.start_minute, slot.end_minute) for slot in opening_pattern(session)]
    elsewhere = noted_otherwise(weekly, cells)
    set_weekly_availability(session, host_id, [wish for wish in weekly if wish not in elsewhere])
