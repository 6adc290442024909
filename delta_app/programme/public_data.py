"""The programme as everybody may know it, for calendars and the website: no names, no ideas, nothing inside."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from delta_app.core import clock, journal
from delta_app.core.calendar import MINUTES_IN_DAY, Month
from delta_app.programme.activity_data import days_known, departure_of, plan_of
from delta_app.programme.model import Activity, ActivityDate
from delta_app.programme.queries import programme_between
from delta_app.programme.series import Calendar, Departure, Occurrence, Plan, Series
from delta_app.venue.model import Closure, SchoolHoliday
from delta_app.venue.queries import venue
from delta_app.venue.room_data import room_rows

# What a calendar or a page says of an activity may come from any of these.
_TOLD = ("activity", "activity_date", "closure", "extra_opening", "school_holiday", "room", "venue")
_YEARS_AHEAD = timedelta(days=5 * 366)  # how far beyond a file what is known of closed days is followed

Span = tuple[date, date]


def is_whole_day(start_minute: int, end_minute: int) -> bool:
    """Whether something has no hours."""
    return start_minute == 0 and end_minute % MINUTES_IN_DAY == 0


@dataclass(frozen=True)
class PublicDate:
    """One date that everybody may know: what takes place then, or was called off. ``room``: where, empty where nobody
    said."""

    occurrence: Occurrence
    room: str = ""

    @property
    def day(self) -> date:
        """When it takes place."""
        return self.occurrence.day

    @property
    def called_off(self) -> bool:
        """Whether one came for nothing."""
        return self.occurrence.state == "cancelled"

    @property
    def whole_day(self) -> bool:
        """Whether it has no hours."""
        return is_whole_day(self.occurrence.start_minute, self.occurrence.end_minute)

    @property
    def usual_start(self) -> tuple[date, int]:
        """When its series would have it begin."""
        return self.occurrence.original_day, self.occurrence.plan.start_minute


@dataclass(frozen=True)
class PublicActivity:
    """An activity whole, with all its departures; ``uid``: what it is known by here."""

    uid: str
    series: Series


@dataclass(frozen=True)
class PublicProgramme:
    """What is public of a month or a year: the activities whole, and their dates that begin in it.

    ``month``: None for a year. ``known_until``: how far closed days and school holidays are known (``days``). ``place``
    makes its calendar entries unlike any other's. ``told_at`` and ``sequence``: when what it says was last changed, and
    a number that grows with every change.
    """

    first: date
    last: date
    month: Month | None
    venue_name: str
    address: str
    language: str
    place: str
    activities: tuple[PublicActivity, ...]
    dates: tuple[PublicDate, ...]
    rooms: Mapping[int, str]
    days: Calendar
    known_until: date
    told_at: datetime
    sequence: int

    @cached_property
    def plans(self) -> Mapping[int, Plan]:
        """Of each activity, by its number."""
        return {one.series.id: one.series.plan for one in self.activities}


def public_programme(session: Session, span: Month | int) -> PublicProgramme:
    """What is public of a month, or of a year. Refuses ``no_venue``."""
    month, first, last = _span(span)
    identity = venue(session)
    rooms = {row.id: row.name for row in room_rows(session)}
    dates = tuple(
        PublicDate(row.occurrence, rooms.get(row.plan.room_id or 0, ""))
        for row in programme_between(session, first, last)
        if first <= row.day and row.plan.public and (row.takes_place or row.state == "cancelled")
    )
    activities = whole_activities(session, {one.occurrence.activity_id for one in dates})
    days, known_until = _days(session, activities, last)
    sequence = journal.last_touching(session, _TOLD)
    record = journal.find(session, sequence)
    return PublicProgramme(
        first=first,
        last=last,
        month=month,
        venue_name=identity.name,
        address=identity.address,
        language=public_language(session),
        place=identity.calendar_uid,
        activities=activities,
        dates=dates,
        rooms=rooms,
        days=days,
        known_until=known_until,
        told_at=clock.now() if record is None else record.at,
        sequence=sequence,
    )


def public_language(session: Session) -> str:
    """The language in which the place speaks to everybody. Refuses ``no_venue``."""
    return "nl" if venue(session).language == "nl" else "fr"


def _span(span: Month | int) -> tuple[Month | None, date, date]:
    if isinstance(span, Month):
        return span, span.first, span.last
    return None, date(span, 1, 1), date(span, 12, 31)


def whole_activities(session: Session, ids: Collection[int]) -> tuple[PublicActivity, ...]:
    """Activities with all their departures, in the order they were planned."""
    departures: dict[int, list[Departure]] = defaultdict(list)
    of_them = select(ActivityDate).where(ActivityDate.activity_id.in_(ids)).order_by(ActivityDate.original_day)
    for one in session.scalars(of_them):
        departures[one.activity_id].append(departure_of(one))
    rows = session.scalars(select(Activity).where(Activity.id.in_(ids)).order_by(Activity.id))
    return tuple(PublicActivity(row.uid, Series(row.id, plan_of(row), tuple(departures[row.id]))) for row in rows)


def _days(session: Session, activities: Collection[PublicActivity], last: date) -> tuple[Calendar, date]:
    """What is known of closed days and school holidays from the first of these activities on, and how far."""
    begun = [one.series.plan.first_day for one in activities]
    moved = [when[0] for one in activities for when in (dep.when for dep in one.series.departures) if when]
    first_known, last_known = known_span(session)
    known_until = min(max([last, last_known, *moved]), last + _YEARS_AHEAD)
    first = max(min([last, *begun, *moved]), min(last, first_known))
    return days_known(session, first, known_until), known_until


def known_span(session: Session) -> tuple[date, date]:
    """The first and the last day that something is known of: that the place is closed, or that schools are. Today
    where nothing is."""
    columns = (Closure.first_day, Closure.last_day, SchoolHoliday.first_day, SchoolHoliday.last_day)
    ends = [session.scalar(select(end(column))) for column in columns for end in (func.min, func.max)]
    days = [day for day in ends if day is not None] or [clock.today()]
    return min(days), max(days)
