"""The programme as rows: the dates of activities with the names of rooms and people, for pages, sheets and words."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from delta_app.core.asking import asked_once
from delta_app.core.calendar import Month
from delta_app.core.errors import Refused
from delta_app.core.i18n import join_names
from delta_app.core.text import fold
from delta_app.hosts.queries import hosts, partners
from delta_app.programme.activity_data import days_known, parts_of, series_between, series_of
from delta_app.programme.rules import MOST_PEOPLE
from delta_app.programme.series import Occurrence, Plan, State, occurrence_on, occurrences
from delta_app.venue.queries import opening_pattern, venue
from delta_app.venue.room_data import room_rows
from delta_app.venue.school_data import SchoolHolidayRow, school_holiday_rows

__all__ = [  # with the plain values these rows are made of, for the slices above
    "MOST_PEOPLE",
    "DateRow",
    "Occurrence",
    "Plan",
    "ProgrammeMonth",
    "coming_activities",
    "date_row",
    "next_dates",
    "programme_between",
    "programme_month",
]

YEAR_AHEAD = 366
EVERYBODY = ("active", "paused", "left")


@dataclass(frozen=True)
class DateRow:
    """One date of an activity. ``host``: the short name of the host who leads it; ``leader``: all who do, as the place
    calls them, or the partner service."""

    occurrence: Occurrence
    room: str = ""
    host: str = ""
    leader: str = ""
    partner: str = ""
    recurring: bool = False

    @property
    def activity_id(self) -> int:
        """Of which activity."""
        return self.occurrence.activity_id

    @property
    def original_day(self) -> date:
        """The day its rule gives, by which it is known."""
        return self.occurrence.original_day

    @property
    def plan(self) -> Plan:
        """What holds on this date."""
        return self.occurrence.plan

    @property
    def title(self) -> str:
        """Of this date."""
        return self.plan.title

    @property
    def day(self) -> date:
        """When it takes place."""
        return self.occurrence.day

    @property
    def start_minute(self) -> int:
        """When it begins, in minutes of its day."""
        return self.occurrence.start_minute

    @property
    def end_minute(self) -> int:
        """When it ends; beyond 1440 on a later day."""
        return self.occurrence.end_minute

    @property
    def state(self) -> State:
        """Of this date."""
        return self.occurrence.state

    @property
    def takes_place(self) -> bool:
        """Whether one can come."""
        return self.occurrence.takes_place

    @property
    def is_public(self) -> bool:
        """Whether it is announced to everybody."""
        return self.plan.public and self.takes_place

    @property
    def whole_day(self) -> bool:
        """Whether it has no hours."""
        return self.start_minute == 0 and self.end_minute % 1440 == 0

    def is_over(self, local: datetime) -> bool:
        """Whether it has ended, by the clock of the wall."""
        minute = self.end_minute - (self.occurrence.last_day - self.day).days * 1440
        return (self.occurrence.last_day, minute) <= (local.date(), local.hour * 60 + local.minute)

    def has_begun(self, local: datetime) -> bool:
        """Whether it is on or over."""
        return (self.day, self.start_minute) <= (local.date(), local.hour * 60 + local.minute)

    def waits_for_count(self, local: datetime) -> bool:
        """Whether it is over and nobody said yet how it was."""
        return self.takes_place and self.state != "held" and self.is_over(local)


@dataclass(frozen=True)
class ProgrammeMonth:
    """A month of the programme: whole weeks. ``closures``: why the place is closed, by day; ``weekdays``: those it
    opens on, all where it has not said."""

    month: Month
    venue_name: str
    rows: tuple[DateRow, ...]
    closures: dict[date, str]
    weekdays: frozenset[int]
    school: tuple[SchoolHolidayRow, ...] = ()

    @property
    def of_month(self) -> tuple[DateRow, ...]:
        """The dates that begin in the month itself."""
        return tuple(row for row in self.rows if Month.of(row.day) == self.month)

    @property
    def taking_place(self) -> tuple[DateRow, ...]:
        """Those of them one can come to."""
        return tuple(row for row in self.of_month if row.takes_place)


@asked_once
def programme_between(session: Session, first: date, last: date) -> tuple[DateRow, ...]:
    """Every date of an activity that touches these days, both included, by day and time: cancelled ones too."""
    days = days_known(session, first, last)
    recurring: dict[int, bool] = {}
    found: list[Occurrence] = []
    for series in series_between(session, first, last):
        recurring[series.id] = series.recurring
        found += occurrences(series, first, last, days)
    named = _named(session)
    found.sort(key=lambda one: (one.day, one.start_minute, one.plan.title, one.activity_id))
    return tuple(named.row(one, recurring[one.activity_id]) for one in found)


def programme_month(session: Session, month: Month) -> ProgrammeMonth:
    """A month of the programme in whole weeks. Refuses ``no_venue``."""
    first, last = month.whole_weeks
    return ProgrammeMonth(
        month=month,
        venue_name=venue(session).name,
        rows=programme_between(session, first, last),
        closures=dict(days_known(session, first, last).closures),
        weekdays=frozenset(slot.weekday for slot in opening_pattern(session)) or frozenset(range(7)),
        school=school_holiday_rows(session, first, last),
    )


def date_row(session: Session, activity_id: int, original_day: date) -> DateRow:
    """One date by its original day. Refuses ``no_such_activity``, ``no_such_date``."""
    series = series_of(session, activity_id)
    first = last = original_day
    for one in series.departures:
        if one.original_day == original_day and one.when is not None:
            first, last = min(first, one.when[0]), max(last, one.when[0])
    found = occurrence_on(series, original_day, days_known(session, first, last))
    if found is None:
        raise Refused("no_such_date", title=series.plan.title, day=original_day)
    return _named(session).row(found, series.recurring)


def next_dates(session: Session, activity_id: int, since: date, at_most: int = 1) -> tuple[DateRow, ...]:
    """The next dates of an activity, all parts of it, from a day on that one can come to, within a year."""
    until = since + timedelta(days=YEAR_AHEAD)
    days = days_known(session, since, until)
    parts = [series_of(session, part) for part in parts_of(session, activity_id)]
    found = [one for part in parts for one in occurrences(part, since, until, days) if one.takes_place]
    coming = sorted(found, key=lambda one: (one.day, one.start_minute, one.activity_id))[:at_most]
    return tuple(_named(session).row(one, recurring=True) for one in coming)


def coming_activities(session: Session, since: date) -> tuple[DateRow, ...]:
    """The next date that anyone can come to of every activity that has one within a year, by title."""
    first: dict[int, DateRow] = {}
    for row in programme_between(session, since, since + timedelta(days=YEAR_AHEAD)):
        if row.takes_place and row.plan.public and row.activity_id not in first:
            first[row.activity_id] = row
    return tuple(sorted(first.values(), key=lambda row: (fold(row.title), row.day, row.activity_id)))


@dataclass(frozen=True)
class _Names:
    """What rooms, people and services are called."""

    rooms: dict[int, str]
    hosts: dict[int, str]
    partners: dict[int, str]

    def row(self, one: Occurrence, recurring: bool) -> DateRow:
        """A date with its names."""
        plan = one.plan
        partner, host = self.partners.get(plan.partner_id or 0, ""), self.hosts.get(plan.host_id or 0, "")
        leader = join_names([name for name in (host, plan.facilitator) if name]) or partner
        return DateRow(one, self.rooms.get(plan.room_id or 0, ""), host, leader, partner, recurring)


@asked_once
def _named(session: Session) -> _Names:
    return _Names(
        {row.id: row.name for row in room_rows(session)},
        {row.id: row.name for row in hosts(session, states=EVERYBODY)},
        {row.id: row.name for row in partners(session)},
    )
