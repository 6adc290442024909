"""Team life as rows: gatherings as far as whoever looks may know of them, and who has a shift meanwhile."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from delta_app.core.i18n import join_names, ngettext
from delta_app.hosts.gathering_data import (
    GATHERING_KINDS,
    LONGEST_PLACE,
    LONGEST_THEME,
    YEARS,
    AttendanceList,
    Attendee,
    GatheringDetails,
    GatheringRow,
    GatheringYear,
    attendance_list,
    coming_gatherings,
    gathering_kind_words,
    gathering_words,
    gatherings_of,
    gatherings_of_year,
    span_words,
    took_part_words,
    year_words,
)
from delta_app.hosts.model import STATES
from delta_app.hosts.queries import hosts
from delta_app.shifts.queries import seats_between, shut_slots, slots_between
from delta_app.venue.queries import venue

__all__ = [  # with the plain values these rows are made of, for the pages above
    "GATHERING_KINDS",
    "LONGEST_PLACE",
    "LONGEST_THEME",
    "YEARS",
    "AttendanceList",
    "Attendee",
    "GatheringDetails",
    "GatheringRow",
    "GatheringYear",
    "TeamLife",
    "attendance_list",
    "clash_words",
    "gathering_kind_words",
    "gathering_words",
    "gatherings_of",
    "gatherings_of_year",
    "on_shift_then",
    "span_words",
    "team_life",
    "took_part_words",
    "venue",
    "year_words",
]

MOST_COMING = 20


@dataclass(frozen=True)
class TeamLife:
    """``coming``, of any year, the next first; ``over``, of the year asked for, the latest first, for the coordinator
    alone. ``meanwhile``: who has a shift at the time of one to come, by its id."""

    year: int
    coming: tuple[GatheringRow, ...]
    over: tuple[GatheringRow, ...]
    meanwhile: dict[int, tuple[str, ...]]


def team_life(session: Session, year: int, local: datetime, *, whole: bool) -> TeamLife:
    """Gatherings to come for anybody, without names; with ``whole``, those of a year that are over and who came."""
    coming = coming_gatherings(session, local, at_most=MOST_COMING)
    if not whole:
        return TeamLife(year, coming, (), {})
    over = gatherings_of_year(session, year).over(local)
    meanwhile = {row.id: on_shift_then(session, row.day, row.start_minute, row.end_minute) for row in coming}
    return TeamLife(year, coming, over, meanwhile)


def on_shift_then(session: Session, day: date, start_minute: int, end_minute: int) -> tuple[str, ...]:
    """The short names of those who have a shift that touches these hours, shadows included, by name."""
    slots = slots_between(session, day, day)
    shut, seated = shut_slots(session, slots), seats_between(session, day, day)
    busy = {
        seat.host_id
        for slot in slots
        if slot.id not in shut and slot.start_minute < end_minute and start_minute < slot.end_minute
        for seat in seated.get(slot.id, ())
    }
    return tuple(host.name for host in hosts(session, states=STATES) if host.id in busy)


def clash_words(names: tuple[str, ...]) -> str:
    """What is said of those who have a shift at that time; empty where nobody has."""
    if not names:
        return ""
    sentence = ngettext(
        "{names} tient une permanence à ce moment-là.", "{names} tiennent une permanence à ce moment-là.", len(names)
    )
    return sentence.format(names=join_names(list(names)))
