"""What an edit makes of a series: of one date, of those that follow, of all.

Every departure is kept: what was moved stays where it was moved to, what was changed stays changed; the rest of what is
noted of a date goes along with the one that takes its place.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import count

from delta_app.core.calendar import monday_of
from delta_app.programme.recurrence import coming, days_of, first_of, goes_to, parse_rule, shifted
from delta_app.programme.series import LEADS, PER_DATE, Departure, Plan, Series, gives

# What tells how it was: an edit of the whole series leaves that of dates which are over as it is.
_FACTS = (
    "first_day", "start_minute", "end_minute", "rule", "skips_school", "even_closed", "room_id", *LEADS, "state",
)  # fmt: skip


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
    for group in (LEADS, ("title", "title_nl"), ("description", "description_nl")):
        found |= set(group) if found & set(group) else set()
    return found


def parted(series: Series, original_day: date) -> tuple[Series, Series] | None:
    """A series in two: what lies before a day, and all that follows from it on, under the same rule; None where the
    rule gives nothing on one of both sides."""
    plan = series.plan
    before = days_of(plan.rule, plan.first_day, plan.first_day, original_day - timedelta(days=1))
    if not before or not coming(plan.rule, plan.first_day, original_day, 1):
        return None
    earlier, later = split(series, original_day, lambda one: one.original_day >= original_day)
    return None if earlier is None or later is None else (earlier, later)


def over_and_to_come(series: Series, day: date, minute: int) -> tuple[Series | None, Series | None]:
    """A series in two: what has begun at a moment, and what is to come, each date where it takes place and not where
    its rule gives it; None for what there is nothing of. A date that was held is over."""
    since = day if series.plan.start_minute > minute else day + timedelta(days=1)

    def is_to_come(one: Departure) -> bool:
        if one.removed or one.when is None:
            return one.original_day >= since and not one.was_held
        return one.when[:2] > (day, minute) and not one.was_held

    return split(series, since, is_to_come)


def split(
    series: Series, since: date, is_later: Callable[[Departure], bool]
) -> tuple[Series | None, Series | None]:  # fmt: skip
    """A series in two under the same rule: the dates it gives before a day, and those from it on; each departure is on
    the side it belongs to, whatever its original day. None for a side without a date."""
    plan = series.plan
    before = days_of(plan.rule, plan.first_day, plan.first_day, since - timedelta(days=1))
    following = coming(plan.rule, plan.first_day, since, 1)
    late = tuple(one for one in series.departures if is_later(one))
    early = tuple(one for one in series.departures if not is_later(one))
    if not before and all(one.removed for one in early):
        return None, series
    if not following and all(one.removed for one in late):
        return series, None
    read = parse_rule(plan.rule, plan.first_day) if plan.rule else None
    rest = plan if plan.cost_each else replace(plan, cost_cents=0)  # what it costs in all is noted once, where it was
    earlier = later = None
    if before:
        last = since - timedelta(days=1)
        earlier = plan if read is None else replace(plan, rule=str(read.ending(min(last, read.until or last))))
    if following:
        later = replace(rest, first_day=following[0], rule="" if read is None else str(read))
    return _side(Series(series.id, plan), earlier, early, late), _side(Series(0, rest), later, late, early)


def _side(whole: Series, plan: Plan | None, mine: Sequence[Departure], others: Sequence[Departure]) -> Series:
    """One side of a series: under its part of the rule, where there is one, or nothing but departures."""
    if plan is None:
        kept = tuple(one for one in mine if not one.removed)
        if len(kept) > 1:
            return only_these(whole, kept)
        return with_departure(Series(whole.id, replace(whole.plan, rule="", first_day=kept[0].original_day)), kept[0])
    side = Series(whole.id, plan)
    for one in (*mine, *(Departure(one.original_day, removed=True) for one in others)):
        side = with_departure(side, one)
    return side


def only_these(series: Series, kept: Sequence[Departure]) -> Series:
    """A series of which nothing takes place but these dates, at least one: its rule ends with them."""
    plan, last = series.plan, max(one.original_day for one in kept)
    given = days_of(plan.rule, plan.first_day, plan.first_day, last)
    if given:
        plan = replace(plan, rule=str(parse_rule(plan.rule, plan.first_day).ending(given[-1])))
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
    return Series(series.id, plan, tuple(_rekeyed(series, plan, lambda day: day)))


def moved_along(series: Series, old_day: date, new_day: date) -> Series:
    """The series whose date on one day goes to another: all of it goes as many days and its rule follows; what is noted
    of a date goes along with it.

    Refuses ``rule_too_special``.
    """
    old = series.plan
    if not old.rule or old_day == new_day:
        return with_plan(series, replace(old, first_day=old.first_day if old.rule else new_day))
    rule, first = shifted(old.rule, old.first_day, old_day, new_day)
    plan, along = replace(old, rule=rule, first_day=first), goes_to(old.rule, old.first_day, old_day, new_day)

    def goes(day: date) -> date | None:
        return along(day) if gives(old, day) else None

    return Series(series.id, plan, tuple(_rekeyed(series, plan, goes)))


def _rekeyed(series: Series, plan: Plan, goes: Callable[[date], date | None]) -> Iterator[Departure]:
    """The departures under the days of another rule: each where its date ``goes``, or else where one takes its place.
    What is kept although the rule gives it no more is known by a day of its own."""
    old = series.plan
    if (old.rule, old.first_day) == (plan.rule, plan.first_day):
        yield from series.departures
        return
    taken: set[date] = set()
    loose = []
    for one in series.departures:
        day = goes(one.original_day)
        if day is not None and gives(plan, day):
            taken.add(day)
            yield replace(one, original_day=day)
        else:
            loose.append(one)
    for one in loose:
        day = _counterpart(old, plan, one.original_day)
        if day is not None and day not in taken:
            taken.add(day)
            yield replace(one, original_day=day)
        elif one.is_kept:
            day = next(day for day in _days_around(one.original_day) if day not in taken and not gives(plan, day))
            taken.add(day)
            yield replace(one, original_day=day, when=one.when or (one.original_day, *old.hours))


def _days_around(day: date) -> Iterator[date]:
    """A day, then those ever farther from it on both sides."""
    yield day
    for number in count(1):
        yield day + timedelta(days=number)
        yield day - timedelta(days=number)


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


def states_facts_differently(old: Plan, new: Plan) -> bool:
    """Whether a change is of what happened rather than of how it is told."""
    return any(getattr(old, name) != getattr(new, name) for name in _FACTS)


def told_as(old: Plan, new: Plan) -> Plan:
    """The old plan with the words of the new: what tells how it was stays."""
    words = {one.name: getattr(new, one.name) for one in fields(Plan) if one.name not in (*_FACTS, "reason")}
    return replace(old, **words)
