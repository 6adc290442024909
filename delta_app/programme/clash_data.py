"""What comes in the way of an activity: a room or a person that is taken at the same time, or somebody away."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from sqlalchemy.orm import Session

from delta_app.core import clock
from delta_app.core.calendar import MINUTES_IN_DAY, days_between
from delta_app.core.text import fold
from delta_app.hosts.queries import absences_between, hosts, partners
from delta_app.programme.activity_data import days_known, series_between, series_of
from delta_app.programme.queries import EVERYBODY, YEAR_AHEAD, DateRow
from delta_app.programme.recurrence import coming, days_of
from delta_app.programme.series import LEADS, Calendar, Occurrence, Series, occurrences
from delta_app.shifts.queries import seats_between, shut_slots, slots_between
from delta_app.venue.room_data import room_rows

DAYS_AHEAD = 400
"""How far one looks at what has no end, and at least a year past its next date: two that come again for ever meet in
that time or hardly ever."""
MOST_DATES, MOST_DAYS_AHEAD = 520, 20 * 366  # that one looks at, of a series that ends very late
_ONE_SPAN = timedelta(days=60)  # dates no farther from each other are looked at together
_NEEDED = ("room_id", *LEADS)

ClashKind = Literal["room", "leader", "namesake", "shift", "away"]


@dataclass(frozen=True)
class Clash:
    """On a date of one activity, what stands in the way. ``who``: the room or the person, whom a ``namesake`` may not
    be. ``other``: the title of the other activity, empty for a shift or an absence; ``span``: from when to when that
    is, in minutes."""

    kind: ClashKind
    day: date
    title: str
    who: str
    span: tuple[int, int]
    other: str = ""
    between: tuple[int, int] = (0, 0)  # the activities' ids, the smaller first

    @property
    def is_new_beside(self) -> tuple[object, ...]:
        """What makes it another clash than one there was before, whatever part of a series it stands in."""
        return (self.kind, self.day, self.who, self.span, self.other)


def clashes_of(session: Session, activity_ids: Collection[int], days_ahead: int = DAYS_AHEAD) -> tuple[Clash, ...]:
    """What comes in the way of these activities from today on, by day: to the last of their dates, or so many days
    ahead where there is no last. Cancelled dates and mere ideas need no room."""
    mine = [series_of(session, activity_id) for activity_id in sorted(activity_ids)]
    needed = frozenset(need for series in mine for need in _needs(series))
    if not needed:
        return ()
    rows: list[DateRow] = []
    found: list[Clash] = []
    named = _namer(session)
    for span in _spans(mine, days_ahead):
        by_day = _around(session, span, needed, named)
        some = _of(by_day, activity_ids)
        found += [clash for row in some for clash in _with_others(row, by_day, activity_ids)]
        rows += some
    found += _with_hosts(session, rows)
    unique = {(*clash.is_new_beside, clash.title): clash for clash in found}
    return tuple(sorted(unique.values(), key=lambda one: (one.day, one.span, one.kind, one.who)))


def _needs(series: Series) -> Iterator[tuple[str, object]]:
    """The rooms and people that an activity asks for, on whatever date: no other can come in its way."""
    for plan in (series.plan, *(replace(series.plan, **one.changes) for one in series.departures if one.changes)):
        needs = [(name, getattr(plan, name)) for name in _NEEDED]
        yield from ((name, fold(value) if isinstance(value, str) else value) for name, value in needs if value)


def _spans(mine: Iterable[Series], days_ahead: int) -> Sequence[tuple[date, date]]:
    """The days to look at, from today on: those of these activities, without the long times between them."""
    today = clock.today()
    found: list[tuple[date, date]] = []
    for first, last in sorted((max(day, today), last) for one in mine for day, last in _touched(one, days_ahead)):
        if found and first <= found[-1][1] + _ONE_SPAN:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return found


def _touched(series: Series, days_ahead: int) -> Iterator[tuple[date, date]]:
    """The first and the last day of each date to come, be the place closed or not."""
    today, plan = clock.today(), series.plan
    for day, _start, end in (one.when for one in series.departures if one.when):
        last_day = day + timedelta(days=(end - 1) // MINUTES_IN_DAY)
        if last_day >= today:
            yield day, last_day
    following = next(iter(coming(plan.rule, plan.first_day, today, 1)), today)
    if plan.last_day is None:
        last = max(today + timedelta(days=days_ahead), following + timedelta(days=YEAR_AHEAD))
    else:
        last = min(plan.last_day, following + timedelta(days=MOST_DAYS_AHEAD))
    given = days_of(plan.rule, plan.first_day, today, last)[:MOST_DATES]
    found = occurrences(series, today, given[-1] if given else today, Calendar())
    yield from ((one.day, one.last_day) for one in found)


def _around(
    session: Session,
    span: tuple[date, date],
    needed: frozenset[tuple[str, object]],
    named: Callable[[Occurrence], DateRow],
) -> dict[date, list[DateRow]]:
    """By day, all that takes place on some days and asks for any of what is needed."""
    days = days_known(session, *span)
    by_day: dict[date, list[DateRow]] = defaultdict(list)
    for series in series_between(session, *span):
        for one in () if needed.isdisjoint(_needs(series)) else occurrences(series, *span, days):
            if one.takes_place:
                row = named(one)
                for day in days_between(max(one.day, span[0]), one.last_day):
                    by_day[day].append(row)
    return by_day


def _of(by_day: Mapping[date, Iterable[DateRow]], activity_ids: Collection[int]) -> Sequence[DateRow]:
    """What of it is these activities', each date once."""
    rows = {
        (row.activity_id, row.original_day): row
        for some in by_day.values()
        for row in some
        if row.activity_id in activity_ids
    }
    return tuple(rows.values())


def _namer(session: Session) -> Callable[[Occurrence], DateRow]:
    """Dates with what their rooms, hosts and services are called."""
    rooms = {row.id: row.name for row in room_rows(session)}
    leaders = {row.id: row.name for row in hosts(session, states=EVERYBODY)}
    services = {row.id: row.name for row in partners(session)}

    def named(one: Occurrence) -> DateRow:
        plan = one.plan
        room, host = rooms.get(plan.room_id or 0, ""), leaders.get(plan.host_id or 0, "")
        return DateRow(one, room, host, partner=services.get(plan.partner_id or 0, ""))

    return named


def _with_others(row: DateRow, by_day: dict[date, list[DateRow]], activity_ids: Collection[int]) -> Iterator[Clash]:
    near = {
        (other.activity_id, other.original_day): other
        for day in days_between(row.day, row.occurrence.last_day)
        for other in by_day[day]
    }
    for (activity_id, original_day), other in near.items():
        same = (activity_id, original_day) == (row.activity_id, row.original_day)
        told = activity_id in activity_ids and (activity_id, original_day) < (row.activity_id, row.original_day)
        if same or told or not row.occurrence.overlaps(other.occurrence):
            continue
        about = (row.day, row.title)
        span = (other.start_minute, other.end_minute)
        pair = (min(row.activity_id, activity_id), max(row.activity_id, activity_id))
        if row.plan.room_id is not None and row.plan.room_id == other.plan.room_id:
            yield Clash("room", *about, row.room, span, other.title, pair)
        for kind, who in _shared_leaders(row, other):
            yield Clash(kind, *about, who, span, other.title, pair)


def _shared_leaders(row: DateRow, other: DateRow) -> Iterator[tuple[ClashKind, str]]:
    """Whoever would lead both at a time; a service has several people, unless it alone leads both. Of people of the
    place nothing but the first name is known, which two may share."""
    mine, its = row.plan, other.plan
    if mine.host_id is not None and mine.host_id == its.host_id:
        yield "leader", row.host
    if mine.facilitator and fold(mine.facilitator) == fold(its.facilitator):
        yield "namesake", mine.facilitator
    alone = not (mine.host_id or mine.facilitator or its.host_id or its.facilitator)
    if alone and mine.partner_id is not None and mine.partner_id == its.partner_id:
        yield "leader", row.partner


def _with_hosts(session: Session, rows: Iterable[DateRow]) -> Iterator[Clash]:
    """Hosts who sit in a shift, or are away, while they would lead."""
    led = [row for row in rows if row.plan.host_id is not None]
    if not led:
        return
    first, last = min(row.day for row in led), max(row.occurrence.last_day for row in led)
    away = absences_between(session, first, last)
    slots = slots_between(session, first, last)
    shut, seats = shut_slots(session, slots), seats_between(session, first, last)
    held: dict[tuple[int, date], list[tuple[int, int]]] = defaultdict(list)
    for slot in slots:
        for seat in () if slot.id in shut else seats.get(slot.id, ()):
            held[seat.host_id, slot.day].append((slot.start_minute, slot.end_minute))
    for row in led:
        host_id = row.plan.host_id or 0
        for number, day in enumerate(days_between(row.day, row.occurrence.last_day)):
            start, end = row.start_minute - number * MINUTES_IN_DAY, row.end_minute - number * MINUTES_IN_DAY
            for span in held[host_id, day]:
                if start < span[1] and span[0] < end:
                    yield Clash("shift", day, row.title, row.host, span)
            if any(period.first_day <= day <= period.last_day for period in away.get(host_id, ())):
                yield Clash("away", day, row.title, row.host, (0, MINUTES_IN_DAY))
