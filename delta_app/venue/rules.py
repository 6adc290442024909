"""Opening pattern and holidays as plain decisions: which slots a month has, which days Belgian law makes holidays."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise, product

from delta_app.core.errors import Refused
from delta_app.core.i18n import current_language

# Two letters are enough where they tell a day apart; «ma» is mardi or maandag by the language in use.
_WEEKDAYS = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
}
MOST_SEATS = 9
DEFAULT_SEATS = 2
_TIME = re.compile(r"(\d{1,2})(?:[:hu.](\d{2})?)?", re.IGNORECASE)
_SPAN = re.compile(rf"{_TIME.pattern}\s*[-–]\s*{_TIME.pattern}", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class WeeklySlot:
    """A slot that comes back every week: weekday 0 Monday … 6 Sunday, minutes since midnight."""

    weekday: int
    start_minute: int
    end_minute: int
    seats: int = DEFAULT_SEATS
    wants_dutch: bool = False
    wants_mix: bool = False
    unsocial: bool = False


@dataclass(frozen=True, order=True)
class PlannedSlot:
    """A slot the opening pattern or an extra opening gives to a date."""

    day: date
    start_minute: int
    end_minute: int
    seats: int
    wants_dutch: bool = False
    wants_mix: bool = False
    unsocial: bool = False


@dataclass(frozen=True)
class ClosedDays:
    """Days closed, both included, and why."""

    first_day: date
    last_day: date
    reason: str


def parse_opening(text: str) -> tuple[WeeklySlot, ...]:
    """Read an opening pattern such as ``tue-sat 10-13 13-16 16-19; sun 14-17``.

    Days in French, Dutch or English by at least two letters, ranges with a hyphen, lists with commas; times as
    ``10``, ``10:30``, ``10h30``. Groups are separated by ``;``. Saturdays and Sundays count as unsocial.
    Refuses ``bad_opening`` with the word that was not understood, ``overlapping_opening`` for times that overlap.
    """
    slots: list[WeeklySlot] = []
    for group in filter(None, (part.strip() for part in text.split(";"))):
        days_text, _, times_text = group.partition(" ")
        words = re.sub(r"\s*[-–]\s*", "-", times_text).split()
        if not words:
            raise Refused("bad_opening", text=group)
        for day, word in product(_weekdays(days_text), words):
            span = _span(word)
            if span is None:
                raise Refused("bad_opening", text=word)
            slots.append(WeeklySlot(day, *span, unsocial=day >= 5))
    if not slots:
        raise Refused("bad_opening", text=text)
    return checked_pattern(slots)


def checked_pattern(slots: Iterable[WeeklySlot]) -> tuple[WeeklySlot, ...]:
    """The slots in order. Refuses ``overlapping_opening`` when two of a day overlap, ``bad_times`` for an end at or
    before its start."""
    ordered = sorted(slots)
    for slot in ordered:
        if not 0 <= slot.start_minute < slot.end_minute <= 24 * 60:
            raise Refused("bad_times", start_minute=slot.start_minute, end_minute=slot.end_minute)
        if not 1 <= slot.seats <= MOST_SEATS:
            raise Refused("bad_seats", most=MOST_SEATS)
    for earlier, later in pairwise(ordered):
        if earlier.weekday == later.weekday and later.start_minute < earlier.end_minute:
            raise Refused("overlapping_opening", weekday=later.weekday, start_minute=later.start_minute)
    return tuple(ordered)


def _weekdays(text: str) -> list[int]:
    days: list[int] = []
    for part in text.split(","):
        first, _, last = part.replace("–", "-").partition("-")
        start = _weekday(first)
        end = _weekday(last) if last else start
        days += [(start + offset) % 7 for offset in range((end - start) % 7 + 1)]
    return days


def _weekday(word: str) -> int:
    """The weekday a word means, by its first two letters or more: in the language in use, else in any of ours."""
    start = word.strip().strip(".").lower()
    for languages in ([current_language()], _WEEKDAYS):
        meant = {
            index
            for language in languages
            for index, name in enumerate(_WEEKDAYS[language])
            if len(start) > 1 and (name.startswith(start) or name[:3] == start[:3])
        }
        if len(meant) == 1:
            return meant.pop()
    raise Refused("bad_opening", text=word)


def parse_span(word: str) -> tuple[int, int]:
    """Read ``10-13``, ``10:30-13h``: (start, end) in minutes since midnight. Refuses ``bad_span``."""
    span = _span(word)
    if span is None:
        raise Refused("bad_span", text=word)
    return span


def _span(word: str) -> tuple[int, int] | None:
    found = _SPAN.fullmatch(word.strip())
    if not found:
        return None
    start_hour, start_minute, end_hour, end_minute = (int(part or 0) for part in found.groups())
    start, end = start_hour * 60 + start_minute, end_hour * 60 + end_minute
    return (start, end) if start_minute < 60 and end_minute < 60 and start < end <= 24 * 60 else None


def parse_time(word: str) -> int:
    """Read ``10``, ``10:30``, ``10h30``: minutes since midnight. Refuses ``bad_time``."""
    found = _TIME.fullmatch(word.strip())
    hour, minute = (int(part or 0) for part in found.groups()) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise Refused("bad_time", text=word)
    return hour * 60 + minute


def planned_slots(
    days: Iterable[date],
    pattern: Iterable[WeeklySlot],
    closures: Iterable[ClosedDays],
    extras: Iterable[PlannedSlot],
) -> tuple[PlannedSlot, ...]:
    """The slots these days should have, in order; an extra opening opens even a closed day.

    Where an extra opening and the pattern overlap, the extra one was meant.
    """
    closed = tuple(closures)
    weekly: dict[int, list[WeeklySlot]] = {}
    for slot in pattern:
        weekly.setdefault(slot.weekday, []).append(slot)
    wanted = list(days)
    slots = {
        (day, slot.start_minute): PlannedSlot(
            day,
            slot.start_minute,
            slot.end_minute,
            slot.seats,
            slot.wants_dutch,
            slot.wants_mix,
            slot.unsocial,
        )
        for day in wanted
        if closure_reason(day, closed) is None
        for slot in weekly.get(day.weekday(), ())
    }
    asked = set(wanted)
    opened = [extra for extra in extras if extra.day in asked]
    kept = (slot for slot in slots.values() if not any(_overlap(slot, extra) for extra in opened))
    return tuple(sorted([*kept, *opened]))


def _overlap(one: PlannedSlot, other: PlannedSlot) -> bool:
    return one.day == other.day and one.start_minute < other.end_minute and other.start_minute < one.end_minute


def closure_reason(day: date, closures: Iterable[ClosedDays]) -> str | None:
    """Why the place is closed that day; None when it is not. Of several closures the shortest speaks."""
    here = [closed for closed in closures if closed.first_day <= day <= closed.last_day]
    return min(here, key=lambda closed: closed.last_day - closed.first_day).reason if here else None


def public_holidays(year: int) -> tuple[tuple[date, str], ...]:
    """The ten legal public holidays of Belgium (law of 4 January 1974) with their names in the language in use.

    The library also lists the Sundays of Easter and Pentecost, which are no legal holidays of their own.
    """
    import holidays

    days = holidays.country_holidays("BE", years=year, language=_holiday_language())
    easter_sundays = _easter_and_pentecost(year)
    return tuple((day, name.replace("'", "’")) for day, name in sorted(days.items()) if day not in easter_sundays)


def _holiday_language() -> str:
    return {"fr": "fr", "nl": "nl", "en": "en_US"}[current_language()]


def _easter_and_pentecost(year: int) -> frozenset[date]:
    from dateutil.easter import easter

    sunday = easter(year)
    return frozenset({sunday, sunday + timedelta(days=49)})
