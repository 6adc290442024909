"""Months and host months of every shape, with defaults, for the tests of sheets and files."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from delta_app.core.calendar import Month, days_between, minutes, monday_of
from delta_app.planning.queries import (
    ActivityRow,
    DayRow,
    HostMonth,
    HostShiftRow,
    MonthView,
    SeatRow,
    SlotRow,
    WeekRow,
)

NAMES = (
    "Ana C.", "Élodie G.", "Greet S.", "Inès M.", "Fatma Ö.", "Aïcha B.", "Paul K.", "İpek Y.", "Luc D.", "Noor H.",
    "Bernard L.", "Jeroen V.", "Chantal P.", "Łukasz W.", "Nguyễn T.", "Ștefan I.", "Malik T.", "Sofia R.",
)  # fmt: skip
THREE_SLOTS = ((minutes(10), minutes(13)), (minutes(13), minutes(16)), (minutes(16), minutes(19)))
DECEMBER = Month(2026, 12)
CHRISTMAS = date(2026, 12, 25)


def seat(name: str, number: int = 1, **changes: Any) -> SeatRow:
    """Somebody in a slot."""
    facts = {"level": "experienced", "origin": "bénévole"} | changes
    return SeatRow(seat_id=number, host_id=number, name=name, **facts)


def slot(day: date, start: int, end: int, *, number: int = 1, seats: int = 2, **changes: Any) -> SlotRow:
    """One slot, empty unless told otherwise."""
    return SlotRow(number, day, start, end, seats, **changes)


Fill = Callable[[int, date, int, int], SlotRow]


def filler(
    names: Sequence[str] = NAMES, *, seats: int = 2, empty_every: int = 9, seeking_every: int = 0, shadow_every: int = 0
) -> Fill:
    """A function that fills slots in turn from the names, with holes, people who seek, and shadows."""

    def fill(number: int, day: date, start: int, end: int) -> SlotRow:
        taken = []
        for index in range(seats):
            turn = number * seats + index
            if names and not (empty_every and turn % empty_every == empty_every - 1):
                seeking = bool(seeking_every) and turn % seeking_every == seeking_every - 1
                taken.append(seat(names[turn % len(names)], turn + 1, seeking=seeking))
        shadowed = bool(shadow_every and names) and number % shadow_every == shadow_every - 1
        shadows = (seat(names[(number * 5 + 3) % len(names)], 9000 + number, level="trainee"),) if shadowed else ()
        return SlotRow(number + 1, day, start, end, seats, tuple(taken), shadows)

    return fill


def month_view(
    month: Month = DECEMBER,
    *,
    weekdays: Sequence[int] = (1, 2, 3, 4, 5),
    times: Sequence[tuple[int, int]] = THREE_SLOTS,
    fill: Fill | None = None,
    closures: dict[date, str] | None = None,
    activities: dict[date, Sequence[ActivityRow]] | None = None,
    **changes: Any,
) -> MonthView:
    """A month of the venue: by default December 2026 as on the wall, Christmas closed."""
    closures = {CHRISTMAS: "Noël"} if closures is None else closures
    fill = fill or filler()
    weeks, slots = [], []
    for monday in days_between(monday_of(month.first), month.last):
        if monday.weekday():
            continue
        days = []
        for day in (monday + timedelta(days=weekday) for weekday in weekdays):
            in_month = Month.of(day) == month
            closure = closures.get(day, "") if in_month else ""
            open_slots = []
            if in_month and not closure:
                for start, end in times:
                    open_slots.append(fill(len(slots), day, start, end))
                    slots.append(open_slots[-1])
            seen = tuple((activities or {}).get(day, ()))
            days.append(DayRow(day, in_month, tuple(open_slots), closure, seen))
        if any(day.in_month for day in days):
            weeks.append(WeekRow(monday.isocalendar().week, tuple(days)))
    facts: dict[str, Any] = {"state": "published", "version": 3, "host_count": len(NAMES)} | changes
    return MonthView(
        month, facts.pop("venue_name", "Le Delta"), facts.pop("venue_address", "rue du Delta 61, Forest"),
        tuple(weekdays), tuple(weeks), slots=tuple(slots), **facts,
    )  # fmt: skip


def closed_since(view: MonthView, days: Collection[date], reason: str) -> MonthView:
    """The month with days closed after people were seated there."""

    def shut(day: DayRow) -> DayRow:
        if day.day not in days or not day.in_month:
            return day
        return replace(day, closure=reason, slots=tuple(replace(slot, shut=True) for slot in day.slots))

    weeks = tuple(replace(week, days=tuple(map(shut, week.days))) for week in view.weeks)
    return replace(view, weeks=weeks, slots=tuple(slot for week in weeks for day in week.days for slot in day.slots))


def host_shift(day: date, start: int = minutes(10), end: int = minutes(13), **changes: Any) -> HostShiftRow:
    """One shift of a host, with Ana C."""
    facts = {"slot_id": day.toordinal(), "companions": ("Ana C.",)} | changes
    return HostShiftRow(day=day, start_minute=start, end_minute=end, **facts)


def host_month(shifts: Sequence[HostShiftRow] = (), month: Month = DECEMBER, **changes: Any) -> HostMonth:
    """A month of Fatma."""
    facts: dict[str, Any] = {
        "venue_name": "Le Delta", "venue_address": "rue du Delta 61, Forest", "host_id": 7,
        "name": "Fatma Ö.", "full_name": "Fatma Öztürk", "version": 3, "state": "published",
    } | changes  # fmt: skip
    return HostMonth(month=month, shifts=tuple(shifts), **facts)
