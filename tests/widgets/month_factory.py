"""Months made up for looking at and for tests: the team of the drawings, with defaults for everything."""

from collections.abc import Sequence
from datetime import date, timedelta

from delta_app.core.calendar import Month, monday_of
from delta_app.planning.queries import ActivityRow, DayRow, MonthView, RosterState, SeatRow, SlotRow, WeekRow

NAMES = (
    "Aïcha B.", "Luc D.", "Fatma Ö.", "Jeroen V.", "Inès M.", "Paul K.", "Sofia R.", "Malik T.", "Chantal P.",
    "Noor H.", "Élodie G.", "İpek Y.", "Youssef A.", "Bernard L.", "Greet S.", "Ana C.",
)  # fmt: skip
STARTS = (600, 780, 960)


def make_seat(number: int, names: Sequence[str] = NAMES, **facts: object) -> SeatRow:
    """Somebody in a slot."""
    name = names[number % len(names)]
    given: dict[str, object] = {"level": "experienced", "origin": "bénévole"} | facts
    return SeatRow(seat_id=number, host_id=number % len(names), name=name, **given)  # type: ignore[arg-type]


def make_slot(
    day: date, start: int = 600, *, slot_id: int = 1, taken: Sequence[SeatRow] = (), **facts: object
) -> SlotRow:
    """A slot of three hours and two seats."""
    given: dict[str, object] = {"seats": 2} | facts
    return SlotRow(slot_id, day, start, start + 180, taken=tuple(taken), **given)  # type: ignore[arg-type]


def make_month(
    month: Month = Month(2026, 12),  # noqa: B008 (frozen)
    *,
    weekdays: Sequence[int] = (1, 2, 3, 4, 5),
    starts: Sequence[int] = STARTS,
    names: Sequence[str] = NAMES,
    half: frozenset[int] = frozenset({16, 39}),
    empty: frozenset[int] = frozenset({34}),
    closures: dict[date, str] | None = None,
    activities: dict[date, ActivityRow] | None = None,
    state: RosterState = "draft",
    version: int = 0,
    changes: int = 0,
    host_count: int = 16,
) -> MonthView:
    """A month, its slots filled in turn except the numbered ones."""
    closures = {date(2026, 12, 25): "Noël"} if closures is None else closures
    activities = {date(2026, 12, 3): ActivityRow(840, "Atelier cuisine")} if activities is None else activities
    slots: list[SlotRow] = []
    weeks: list[WeekRow] = []
    monday = monday_of(month.first)
    while monday <= month.last:
        days = []
        for weekday in weekdays:
            day = monday + timedelta(days=weekday)
            inside = Month.of(day) == month
            of_day: list[SlotRow] = []
            for start in starts if inside and day not in closures else ():
                number = len(slots)
                seats = 0 if number in empty else 1 if number in half else 2
                taken = [make_seat(2 * number + i, names) for i in range(seats)]
                of_day.append(make_slot(day, start, slot_id=100 + number, taken=taken))
                slots.append(of_day[-1])
            happens = (activities[day],) if day in activities else ()
            days.append(DayRow(day, inside, tuple(of_day), closures.get(day, "") if inside else "", happens))
        if any(day.in_month for day in days):
            weeks.append(WeekRow(monday.isocalendar().week, tuple(days)))
        monday += timedelta(days=7)
    return MonthView(
        month, "Le Delta", "rue du Delta 61, Forest", tuple(weekdays), tuple(weeks), state, version,
        changes_since_published=changes, host_count=host_count, slots=tuple(slots),
    )  # fmt: skip
