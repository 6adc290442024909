"""An activity and the dates on which it departs from its rule, as plain values, and what takes place.

A date of an activity is known by its ``original_day``, the day its rule gives, wherever it was moved to since.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Literal

from delta_app.core.calendar import MINUTES_IN_DAY
from delta_app.programme.recurrence import days_of, last_of

State = Literal["idea", "planned", "confirmed", "held", "cancelled"]
SchoolsSkipped = Literal["", "fr", "nl", "both"]
Scope = Literal["date", "following", "all"]
MOST_DAYS = 14  # that one date of an activity lasts

# What may be another on one date than in its series; who leads it is one thing.
PER_DATE = (
    "title", "description", "title_nl", "description_nl", "room_id", "capacity", "host_id", "facilitator", "partner_id",
    "material",
)  # fmt: skip
LEADS = ("host_id", "facilitator", "partner_id")


@dataclass(frozen=True)
class Plan:
    """What an activity is: a title, when (minutes since midnight of its day, beyond 1440 on the days after), how it
    comes again (``rule``, empty: once), and all that is known of it.

    ``even_closed``: it takes place also on days the place is closed. ``public``: it is printed and published.
    ``cost_cents`` is for all of it, or for each date (``cost_each``). ``registration``: one has to register.
    """

    title: str
    first_day: date
    start_minute: int
    end_minute: int
    rule: str = ""
    skips_school: SchoolsSkipped = ""
    even_closed: bool = False
    description: str = ""
    title_nl: str = ""
    description_nl: str = ""
    colour: str = "sky"
    public: bool = True
    state: State = "planned"
    reason: str = ""
    room_id: int | None = None
    capacity: int | None = None
    host_id: int | None = None
    facilitator: str = ""
    partner_id: int | None = None
    material: str = ""
    cost_cents: int = 0
    cost_each: bool = False
    line_id: int | None = None
    language: str = ""
    registration: bool = False

    def told_in(self, language: str) -> tuple[str, str]:
        """Its title and description in a language, those of the place where nobody wrote others."""
        if language == "nl":
            return self.title_nl or self.title, self.description_nl or self.description
        return self.title, self.description

    @property
    def last_day(self) -> date | None:
        """The last day its rule gives; None without end."""
        return last_of(self.rule, self.first_day)

    @property
    def hours(self) -> tuple[int, int]:
        """When it begins and ends, in minutes."""
        return self.start_minute, self.end_minute


@dataclass(frozen=True)
class Departure:
    """What is not as the series says on one of its dates.

    ``when``: the day and the minutes it takes place instead. ``changes``: values of ``PER_DATE`` that differ.
    ``attendance``: how many came, ``registered``: how many said they would; None where nobody counted.
    """

    original_day: date
    removed: bool = False
    when: tuple[date, int, int] | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    state: State | None = None
    reason: str = ""
    attendance: int | None = None
    registered: int | None = None
    even_closed: bool = False

    @property
    def says_something(self) -> bool:
        """Whether anything is not as the series says."""
        return self != Departure(self.original_day)

    @property
    def was_held(self) -> bool:
        """Whether somebody said that it took place."""
        return self.state == "held" or self.attendance is not None

    @property
    def is_kept(self) -> bool:
        """Whether it stays as a date of its own where a changed rule gives none any more: somebody fixed it, or people
        came or will."""
        counted = self.was_held or self.registered is not None
        return not self.removed and (self.when is not None or bool(self.changes) or counted)


@dataclass(frozen=True)
class Series:
    """An activity with its departures."""

    id: int
    plan: Plan
    departures: tuple[Departure, ...] = ()

    @property
    def recurring(self) -> bool:
        """Whether it has a rule."""
        return bool(self.plan.rule)


@dataclass(frozen=True)
class Occurrence:
    """One date of an activity. ``plan``: what holds on that date; ``closure``: why the place is closed then, if so."""

    activity_id: int
    original_day: date
    day: date
    start_minute: int
    end_minute: int
    plan: Plan
    departure: Departure
    closure: str = ""

    @property
    def state(self) -> State:
        """Of this date."""
        return self.departure.state or self.plan.state

    @property
    def reason(self) -> str:
        """Why it is cancelled."""
        return self.departure.reason or self.plan.reason

    @property
    def shut(self) -> bool:
        """Whether it does not take place because the place is closed."""
        return bool(self.closure) and not self.plan.even_closed

    @property
    def takes_place(self) -> bool:
        """Whether one can come: an idea, a cancelled date and one on a closed day are none."""
        return self.state in ("planned", "confirmed", "held") and not self.shut

    @property
    def last_day(self) -> date:
        """The day on which it ends; what ends at midnight ends on the day before."""
        return self.day + timedelta(days=max(0, self.end_minute - 1) // MINUTES_IN_DAY)

    @property
    def moved(self) -> bool:
        """Whether it is not when its series says."""
        return self.departure.when is not None

    def overlaps(self, other: "Occurrence") -> bool:
        """Whether both are on at a time."""
        mine, its = _minutes(self), _minutes(other)
        return mine[0] < its[1] and its[0] < mine[1]


def _minutes(one: Occurrence) -> tuple[int, int]:
    day = one.day.toordinal() * MINUTES_IN_DAY
    return day + one.start_minute, day + one.end_minute


@dataclass(frozen=True)
class Calendar:
    """What a series has to know of the days: why the place is closed on some, and when schools have holidays."""

    closures: Mapping[date, str] = field(default_factory=dict)
    school: Mapping[str, Collection[date]] = field(default_factory=dict)  # of either community, "fr" and "nl"

    def skips(self, schools: SchoolsSkipped, day: date) -> bool:
        """Whether an activity that skips these holidays has none on a day."""
        wanted = ("fr", "nl") if schools == "both" else (schools,)
        return any(day in self.school.get(community, ()) for community in wanted)


def gives(plan: Plan, day: date) -> bool:
    """Whether a day is one of a plan's rule, or the day of what comes once."""
    return bool(days_of(plan.rule, plan.first_day, day, day))


def occurrences(series: Series, first: date, last: date, days: Calendar) -> tuple[Occurrence, ...]:
    """The dates of an activity that touch these days, both included, in order: those cancelled or on closed days too,
    removed ones not."""
    departures = {one.original_day: one for one in series.departures}
    plan = series.plan
    given = days_of(plan.rule, plan.first_day, first - timedelta(days=MOST_DAYS), last)
    found = [
        _occurrence(series, Departure(day), days)
        for day in given
        if day not in departures and not days.skips(plan.skips_school, day)
    ]
    found += [_occurrence(series, one, days) for one in departures.values() if not one.removed]
    touching = [one for one in found if one.day <= last and one.last_day >= first]
    return tuple(sorted(touching, key=lambda one: (one.day, one.start_minute, one.original_day)))


def _occurrence(series: Series, departure: Departure, days: Calendar) -> Occurrence:
    plan = replace(series.plan, **departure.changes)
    if departure.even_closed:
        plan = replace(plan, even_closed=True)
    day, start, end = departure.when or (departure.original_day, *plan.hours)
    return Occurrence(series.id, departure.original_day, day, start, end, plan, departure, days.closures.get(day, ""))


def occurrence_on(series: Series, original_day: date, days: Calendar) -> Occurrence | None:
    """The date known by its original day; None where it was removed, or the rule gives none."""
    departure = next((one for one in series.departures if one.original_day == original_day), None)
    if departure is not None:
        return None if departure.removed else _occurrence(series, departure, days)
    plan = series.plan
    if not days_of(plan.rule, plan.first_day, original_day, original_day) or days.skips(
        plan.skips_school, original_day
    ):
        return None
    return _occurrence(series, Departure(original_day), days)
