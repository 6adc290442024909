"""What comes in the way of an activity: a room or a person that is taken at the same time, or somebody away."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sqlalchemy.orm import Session

from delta_app.core import clock
from delta_app.core.calendar import MINUTES_IN_DAY, days_between
from delta_app.core.text import fold
from delta_app.hosts.queries import absences_between
from delta_app.programme.queries import DateRow, programme_between
from delta_app.shifts.queries import seats_between, shut_slots, slots_between

DAYS_AHEAD = 400
"""How far ahead one looks: two activities that come again for ever meet in that time or hardly ever."""

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


def clashes_of(session: Session, activity_ids: Collection[int]) -> tuple[Clash, ...]:
    """What comes in the way of these activities from today on, by day. Cancelled dates and mere ideas need no room."""
    today = clock.today()
    until = today + timedelta(days=DAYS_AHEAD)
    by_day: dict[date, list[DateRow]] = defaultdict(list)
    mine = []
    for row in programme_between(session, today, until):
        if not row.takes_place:
            continue
        for day in days_between(max(row.day, today), row.occurrence.last_day):
            by_day[day].append(row)
        if row.activity_id in activity_ids:
            mine.append(row)
    found = [clash for row in mine for clash in _with_others(row, by_day, activity_ids)]
    found += _with_hosts(session, mine)
    unique = {(*clash.is_new_beside, clash.title): clash for clash in found}
    return tuple(sorted(unique.values(), key=lambda one: (one.day, one.span, one.kind, one.who)))


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
