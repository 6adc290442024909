"""What is known of school holidays: those noted, those that could be, and those in which the place is closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.core import clock
from delta_app.core.calendar import days_between
from delta_app.core.errors import Refused
from delta_app.core.i18n import _
from delta_app.venue.model import SchoolHoliday
from delta_app.venue.queries import closure_reason, closures_between, opening_pattern
from delta_app.venue.school import (
    COMMUNITIES,
    MOST_DAYS,
    Community,
    SchoolDays,
    known_school_holidays,
    overlap,
    school_year_of,
)

__all__ = [  # with the plain values these rows are made of, for the slices above
    "COMMUNITIES",
    "MOST_DAYS",
    "Community",
    "SchoolDays",
    "SchoolHolidayRow",
    "closed_school_holidays",
    "proposed_school_holidays",
    "school_holiday_on",
    "school_holiday_rows",
    "whose_schools",
]


@dataclass(frozen=True)
class SchoolHolidayRow:
    """A holiday of the schools of a community, both days included; ``checked``: somebody compared its dates."""

    id: int
    community: Community
    name: str
    first_day: date
    last_day: date
    checked: bool

    @property
    def days(self) -> SchoolDays:
        """The holiday alone."""
        return SchoolDays(self.community, self.name, self.first_day, self.last_day)


def whose_schools(community: Community) -> str:
    """``écoles francophones``."""
    return _("écoles néerlandophones") if community == "nl" else _("écoles francophones")


def school_holiday_rows(session: Session, first: date, last: date) -> tuple[SchoolHolidayRow, ...]:
    """The holidays noted that touch these days, by date, of one day French-speaking schools first."""
    rows = session.scalars(
        select(SchoolHoliday)
        .where(SchoolHoliday.first_day <= last, SchoolHoliday.last_day >= first)
        .order_by(SchoolHoliday.id)
    )
    found = [
        SchoolHolidayRow(row.id, _community(row.community), row.name, row.first_day, row.last_day, row.checked)
        for row in rows
    ]
    return tuple(sorted(found, key=lambda row: (row.first_day, row.community, row.last_day)))


def school_holiday_on(session: Session, community: str, day: date) -> SchoolHolidayRow:
    """The holiday of a community in which a day falls. Refuses ``no_school_holiday``."""
    row = next((row for row in school_holiday_rows(session, day, day) if row.community == community), None)
    if row is None:
        raise Refused("no_school_holiday", day=day)
    return row


def closed_school_holidays(session: Session, rows: Iterable[SchoolHolidayRow]) -> frozenset[int]:
    """The ids of those in which every day the place would still open is closed."""
    wanted, today = tuple(rows), clock.today()
    if not wanted:
        return frozenset()
    weekdays = {slot.weekday for slot in opening_pattern(session)}
    closures = closures_between(session, min(row.first_day for row in wanted), max(row.last_day for row in wanted))
    closed = set()
    for row in wanted:
        coming = days_between(max(row.first_day, today), row.last_day)
        days = [day for day in coming if day.weekday() in weekdays]
        if days and all(closure_reason(day, closures) is not None for day in days):
            closed.add(row.id)
    return frozenset(closed)


def proposed_school_holidays(session: Session, first: date, last: date) -> tuple[SchoolDays, ...]:
    """The known ones that touch these days and share none with what is noted of their community.

    Those of school years gone by are not proposed: nothing is planned in them any more.
    """
    start = max(first, school_year_of(clock.today()))
    if start > last:
        return ()
    known = known_school_holidays(start, last)
    if not known:
        return ()
    noted = school_holiday_rows(session, known[0].first_day, max(one.last_day for one in known))
    return tuple(one for one in known if not any(overlap(one, row.days) for row in noted))


def _community(text: str) -> Community:
    return "nl" if text == "nl" else "fr"
