"""What is known of the place: identity, opening pattern, closures, and the slots they give to a month."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.core import settings
from delta_app.core.access import Actor, coordinator
from delta_app.core.asking import asked_once
from delta_app.core.calendar import Month, days_between
from delta_app.core.errors import Refused
from delta_app.venue.model import Closure, ExtraOpening, Opening, Venue
from delta_app.venue.rules import (
    DEFAULT_SEATS,
    MOST_SEATS,
    ClosedDays,
    PlannedSlot,
    WeeklySlot,
    closure_reason,
    parse_opening,
    parse_time,
    planned_slots,
    public_holidays,
)
from delta_app.venue.settings import COORDINATOR

__all__ = [  # with the plain values these rows are made of, for the slices above
    "DEFAULT_SEATS",
    "MOST_SEATS",
    "ClosedDays",
    "ClosureRow",
    "ExtraRow",
    "HolidayRow",
    "PlannedSlot",
    "VenueRow",
    "WeeklySlot",
    "closure_reason",
    "closure_rows",
    "closures_between",
    "coordinating",
    "extra_openings_between",
    "extra_rows",
    "holidays_of",
    "opening_pattern",
    "parse_opening",
    "parse_time",
    "planned_slots_of",
    "planned_slots_on",
    "proposed_closures",
    "venue",
]


@dataclass(frozen=True)
class VenueRow:
    """The identity of the place. ``calendar_uid`` makes its calendar entries unlike any other place's."""

    name: str
    address: str
    language: str
    calendar_uid: str
    is_demo: bool


@asked_once
def venue(session: Session) -> VenueRow:
    """The place this file belongs to. Refuses ``no_venue`` when the file has none yet."""
    row = session.get(Venue, 1)
    if row is None:
        raise Refused("no_venue")
    return VenueRow(row.name, row.address, row.language, row.calendar_uid, row.is_demo)


@dataclass(frozen=True)
class ClosureRow:
    """Days closed, both included."""

    id: int
    first_day: date
    last_day: date
    reason: str


@dataclass(frozen=True)
class ExtraRow:
    """A slot outside the pattern."""

    day: date
    start_minute: int
    end_minute: int
    seats: int
    reason: str


@dataclass(frozen=True)
class HolidayRow:
    """A legal holiday: ``closure`` says why the place is closed then, empty when it is not; ``usually_open`` whether
    the pattern opens that weekday."""

    day: date
    name: str
    closure: str
    usually_open: bool


def coordinating(session: Session) -> Actor:
    """The coordinator, by the name the place gives them."""
    return coordinator(settings.get(session, COORDINATOR))


def closure_rows(session: Session, first: date, last: date) -> tuple[ClosureRow, ...]:
    """Closures that touch these days, by date."""
    rows = session.scalars(
        select(Closure)
        .where(Closure.first_day <= last, Closure.last_day >= first)
        .order_by(Closure.first_day, Closure.last_day, Closure.id)
    )
    return tuple(ClosureRow(row.id, row.first_day, row.last_day, row.reason) for row in rows)


def extra_rows(session: Session, first: date, last: date) -> tuple[ExtraRow, ...]:
    """Extra openings on these days, by date."""
    rows = session.scalars(
        select(ExtraOpening)
        .where(ExtraOpening.day.between(first, last))
        .order_by(ExtraOpening.day, ExtraOpening.start_minute, ExtraOpening.id)
    )
    return tuple(ExtraRow(row.day, row.start_minute, row.end_minute, row.seats, row.reason) for row in rows)


def holidays_of(session: Session, year: int) -> tuple[HolidayRow, ...]:
    """The legal holidays of a year, and whether the place is closed then."""
    weekdays = {slot.weekday for slot in opening_pattern(session)}
    closed = closures_between(session, date(year, 1, 1), date(year, 12, 31))
    return tuple(
        HolidayRow(day, name, closure_reason(day, closed) or "", day.weekday() in weekdays)
        for day, name in public_holidays(year)
    )


@asked_once
def opening_pattern(session: Session) -> tuple[WeeklySlot, ...]:
    """The weekly slots, in order."""
    rows = session.scalars(select(Opening).order_by(Opening.weekday, Opening.start_minute, Opening.id))
    return tuple(
        WeeklySlot(
            row.weekday,
            row.start_minute,
            row.end_minute,
            row.seats,
            row.wants_dutch,
            row.wants_mix,
            row.unsocial,
        )
        for row in rows
    )


@asked_once
def closures_between(session: Session, first: date, last: date) -> tuple[ClosedDays, ...]:
    """Closures that touch these days, both included."""
    rows = session.scalars(
        select(Closure)
        .where(Closure.first_day <= last, Closure.last_day >= first)
        .order_by(Closure.first_day, Closure.id)
    )
    return tuple(ClosedDays(row.first_day, row.last_day, row.reason) for row in rows)


@asked_once
def extra_openings_between(session: Session, first: date, last: date) -> tuple[PlannedSlot, ...]:
    """Extra openings on these days, both included."""
    rows = session.scalars(select(ExtraOpening).where(ExtraOpening.day.between(first, last)).order_by(ExtraOpening.id))
    return tuple(PlannedSlot(row.day, row.start_minute, row.end_minute, row.seats) for row in rows)


def planned_slots_of(session: Session, month: Month) -> tuple[PlannedSlot, ...]:
    """The slots a month should have by the pattern, the closures and the extra openings."""
    return _planned_slots_between(session, month.first, month.last)


def planned_slots_on(session: Session, day: date) -> tuple[PlannedSlot, ...]:
    """The slots one day should have."""
    return _planned_slots_between(session, day, day)


def _planned_slots_between(session: Session, first: date, last: date) -> tuple[PlannedSlot, ...]:
    return planned_slots(
        days_between(first, last),
        opening_pattern(session),
        closures_between(session, first, last),
        extra_openings_between(session, first, last),
    )


def proposed_closures(session: Session, year: int) -> tuple[tuple[date, str], ...]:
    """Public holidays of a year that fall on an open weekday and are neither closed nor opened on purpose."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    open_weekdays = {slot.weekday for slot in opening_pattern(session)}
    closed = closures_between(session, first, last)
    opened = {extra.day for extra in extra_openings_between(session, first, last)}
    return tuple(
        (day, name)
        for day, name in public_holidays(year)
        if day.weekday() in open_weekdays and closure_reason(day, closed) is None and day not in opened
    )
