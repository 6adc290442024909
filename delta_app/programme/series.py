"""An activity and the dates on which it departs from its rule, as plain values: what takes place, and what edits give.

A date of an activity is known by its ``original_day``, the day its rule gives, wherever it was moved to since. A later
edit of the series keeps every departure: what was moved stays where it was moved to, what was changed stays changed.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from typing import Any, Literal

from delta_app.core.calendar import MINUTES_IN_DAY, monday_of
from delta_app.programme.recurrence import coming, days_of, first_of, last_of, parse_rule, shifted

State = Literal["idea", "planned", "confirmed", "held", "cancelled"]
SchoolsSkipped = Literal["", "fr", "nl", "both"]
Scope = Literal["date", "following", "all"]
MOST_DAYS = 14  # that one date of an activity lasts

# What may be another on one date than in its series; who leads it is one thing.
PER_DATE = (
    "title", "description", "title_nl", "description_nl", "room_id", "capacity", "host_id", "facilitator", "partner_id",
    "material",
)  # fmt: skip
_LEADS = ("host_id", "facilitator", "partner_id")
# What tells how it was: an edit of the whole series leaves that of dates which are over as it is.
_FACTS = (
    "first_day", "start_minute", "end_minute", "rule", "skips_school", "even_closed", "room_id", *_LEADS, "state",
)  # fmt: skip


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
    def is_kept(self) -> bool:
        """Whether it stays as a date of its own where a changed rule gives none any more: somebody fixed it, or people
        came or will."""
        counted = self.attendance is not None or self.registered is not None or self.state == "held"
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


def departing(series: Series, original_day: date) -> Departure:
    """What is noted of one date, nothing where nothing is."""
    found = (one for one in series.departures if one.original_day == original_day)
    return next(found, Departure(original_day))


def with_departure(series: Series, departure: Departure) -> Series:
    """The series with this noted of one date; nothing noted where it says nothing. A date that its rule does not give
    has its own day and hours as long as it is there."""
    plan, day = series.plan, departure.original_day
    if not days_of(plan.rule, plan.first_day, day, day):
        own = departure.when or (day, *plan.hours)
        departure = Departure(day) if departure.removed else replace(departure, when=own)
    others = [one for one in series.departures if one.original_day != day]
    kept = [*others, departure] if departure.says_something else others
    return replace(series, departures=tuple(sorted(kept, key=lambda one: one.original_day)))


def changed_date(series: Series, original_day: date, wanted: Plan) -> Series:
    """One date as wanted, ``first_day`` being the day it takes place; the rest of the series as it is."""
    when = (wanted.first_day, *wanted.hours)
    usual = (original_day, *series.plan.hours)
    return with_departure(
        series,
        replace(
            departing(series, original_day),
            when=None if when == usual else when,
            changes={name: getattr(wanted, name) for name in _differing(series.plan, wanted, PER_DATE)},
            even_closed=wanted.even_closed and not series.plan.even_closed,
        ),
    )


def _differing(one: Plan, other: Plan, names: Iterable[str]) -> set[str]:
    found = {name for name in names if getattr(one, name) != getattr(other, name)}
    for group in (_LEADS, ("title", "title_nl"), ("description", "description_nl")):
        found |= set(group) if found & set(group) else set()
    return found


def is_first(series: Series, original_day: date) -> bool:
    """Whether the rule of a series gives no date before this one."""
    plan = series.plan
    return not days_of(plan.rule, plan.first_day, plan.first_day, original_day - timedelta(days=1))


def parted(series: Series, original_day: date) -> tuple[Series, Series] | None:
    """A series in two: what lies before a day, and all that follows from it on, under the same rule; None where the
    rule gives nothing on one of both sides."""
    plan = series.plan
    following = coming(plan.rule, plan.first_day, original_day, 1)
    if not following or is_first(series, original_day):
        return None
    read = parse_rule(plan.rule, plan.first_day)
    earlier = replace(plan, rule=str(read.ending(original_day - timedelta(days=1))))
    later = replace(plan, first_day=following[0], rule=str(read))
    if not plan.cost_each:
        later = replace(later, cost_cents=0)  # it is noted once, where it was
    return (
        Series(series.id, earlier, tuple(one for one in series.departures if one.original_day < original_day)),
        Series(0, later, tuple(one for one in series.departures if one.original_day >= original_day)),
    )


def only_these(series: Series, kept: Sequence[Departure]) -> Series:
    """A series of which nothing takes place but these dates, at least one: its rule ends with the last of them."""
    plan, last = series.plan, max(one.original_day for one in kept)
    given = days_of(plan.rule, plan.first_day, plan.first_day, last)
    if given:
        plan = replace(plan, rule=str(parse_rule(plan.rule, plan.first_day).ending(last)))
    else:
        plan = replace(plan, rule="", first_day=last)
    stay = {one.original_day for one in kept}
    only = Series(series.id, plan)
    for one in (*(Departure(day, removed=True) for day in given if day not in stay), *kept):
        only = with_departure(only, one)
    return only


def with_plan(series: Series, wanted: Plan) -> Series:
    """The whole series under another plan; departures go along, each with the date that takes the place of its own."""
    first = first_of(wanted.rule, wanted.first_day)
    plan = replace(wanted, first_day=first)
    return Series(series.id, plan, tuple(_rekeyed(series, plan)))


def _rekeyed(series: Series, plan: Plan) -> Iterator[Departure]:
    """The departures under the days of another rule."""
    old = series.plan
    if (old.rule, old.first_day) == (plan.rule, plan.first_day):
        yield from series.departures
        return
    taken: set[date] = set()
    loose = []
    for one in series.departures:
        if days_of(plan.rule, plan.first_day, one.original_day, one.original_day):
            taken.add(one.original_day)
            yield one
        else:
            loose.append(one)
    for one in loose:
        day = _counterpart(old, plan, one.original_day)
        if day is not None and day not in taken:
            taken.add(day)
            yield replace(one, original_day=day)
        elif one.is_kept:
            yield replace(one, when=one.when or (one.original_day, *old.hours))


def _counterpart(old: Plan, new: Plan, day: date) -> date | None:
    """The day that takes the place of one in its week, month or year, by its rank there; None where there is none."""
    if not old.rule and not new.rule:
        return new.first_day if day == old.first_day else None
    if not old.rule or not new.rule:
        return None
    every = parse_rule(new.rule, new.first_day).every
    if parse_rule(old.rule, old.first_day).every != every or every == "DAILY":
        return None
    first, last = _period(every, day)
    before = days_of(old.rule, old.first_day, first, last)
    after = days_of(new.rule, new.first_day, first, last)
    gone = [one for one in before if one not in after]
    come = [one for one in after if one not in before]
    if day not in gone or not come:
        return None
    return come[min(gone.index(day), len(come) - 1)]


def _period(every: str, day: date) -> tuple[date, date]:
    if every == "WEEKLY":
        return monday_of(day), monday_of(day) + timedelta(days=6)
    if every == "MONTHLY":
        following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
        return day.replace(day=1), following - timedelta(days=1)
    return date(day.year, 1, 1), date(day.year, 12, 31)


def period_of(plan: Plan, day: date) -> tuple[date, date]:
    """The week, month or year in which one date of a plan takes the place of another; the day alone where it comes
    daily or once."""
    every = parse_rule(plan.rule, plan.first_day).every if plan.rule else "DAILY"
    return (day, day) if every == "DAILY" else _period(every, day)


def moved_along(plan: Plan, old_day: date, new_day: date) -> Plan:
    """The plan of a series whose date on one day goes to another: all of it goes as many days, and its rule follows.

    Refuses ``rule_too_special``.
    """
    if not plan.rule:
        return replace(plan, first_day=new_day)
    rule, first = shifted(plan.rule, plan.first_day, old_day, new_day)
    return replace(plan, rule=rule, first_day=first)


def states_facts_differently(old: Plan, new: Plan) -> bool:
    """Whether a change is of what happened rather than of how it is told."""
    return any(getattr(old, name) != getattr(new, name) for name in _FACTS)


def told_as(old: Plan, new: Plan) -> Plan:
    """The old plan with the words of the new: what tells how it was stays."""
    words = {one.name: getattr(new, one.name) for one in fields(Plan) if one.name not in (*_FACTS, "reason")}
    return replace(old, **words)
