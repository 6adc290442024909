"""When somebody can come, decided on plain values: absences, then dated answers, then the weekly pattern."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

Wish = Literal["prefers", "can", "if_needed", "cannot"]
WhyNot = Literal["absent", "said_no", "usually_not", "not_answered"]


@dataclass(frozen=True)
class Answer:
    """How gladly somebody comes in a span of a date, minutes since midnight."""

    day: date
    start_minute: int
    end_minute: int
    wish: Wish


@dataclass(frozen=True)
class WeeklyWish:
    """The same for a weekday (0 Monday … 6 Sunday)."""

    weekday: int
    start_minute: int
    end_minute: int
    wish: Wish


@dataclass(frozen=True)
class Period:
    """Days away, both included."""

    first_day: date
    last_day: date


@dataclass(frozen=True)
class Availability:
    """What is known for one slot: a wish, or why there is none. ``explicit`` when the person said so for that date."""

    wish: Wish
    why_not: WhyNot | None = None
    explicit: bool = False


def availability(
    day: date,
    start_minute: int,
    end_minute: int,
    *,
    absences: Iterable[Period],
    dated: Iterable[Answer],
    weekly: Iterable[WeeklyWish],
) -> Availability:
    """Whether and how gladly somebody can take this slot.

    An answer speaks for a slot when its span holds the slot whole; of several the narrowest speaks. Without any
    answer nobody is presumed to come: not having answered is no refusal, but no promise either.
    """
    if any(absence.first_day <= day <= absence.last_day for absence in absences):
        return Availability("cannot", "absent", explicit=True)
    said = [answer for answer in dated if answer.day == day and _holds(answer, start_minute, end_minute)]
    if said:
        wish = min(said, key=_width).wish
        return Availability(wish, "said_no" if wish == "cannot" else None, explicit=True)
    usual = [
        answer for answer in weekly if answer.weekday == day.weekday() and _holds(answer, start_minute, end_minute)
    ]
    if usual:
        wish = min(usual, key=_width).wish
        return Availability(wish, "usually_not" if wish == "cannot" else None)
    return Availability("cannot", "not_answered")


def _holds(answer: Answer | WeeklyWish, start_minute: int, end_minute: int) -> bool:
    return answer.start_minute <= start_minute and end_minute <= answer.end_minute


def _width(answer: Answer | WeeklyWish) -> int:
    return answer.end_minute - answer.start_minute
