"""When somebody can come, decided on plain values: absences, then dated answers, then the weekly pattern."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

Wish = Literal["prefers", "can", "if_needed", "cannot"]
_RESERVED_FIRST: tuple[Wish, ...] = ("cannot", "if_needed", "can", "prefers")
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

    An answer speaks for a slot when its span holds the slot whole, a refusal also when it touches the slot: whoever
    is away for an hour of it cannot take it. Of several the narrowest speaks, of two as narrow the one that holds
    the slot, of two that do the more reserved: what is read first decides nothing. Without any answer nobody is
    presumed to come: not having answered is no refusal, but no promise either.
    """
    if any(absence.first_day <= day <= absence.last_day for absence in absences):
        return Availability("cannot", "absent", explicit=True)
    said = _spoken((answer for answer in dated if answer.day == day), start_minute, end_minute)
    if said:
        return Availability(said, "said_no" if said == "cannot" else None, explicit=True)
    usual = usual_wish(day.weekday(), start_minute, end_minute, weekly)
    if usual:
        return Availability(usual, "usually_not" if usual == "cannot" else None)
    return Availability("cannot", "not_answered")


def usual_wish(weekday: int, start_minute: int, end_minute: int, weekly: Iterable[WeeklyWish]) -> Wish | None:
    """What a weekly pattern says of some hours of a weekday; None when it says nothing."""
    return _spoken((wish for wish in weekly if wish.weekday == weekday), start_minute, end_minute)


def _spoken(answers: Iterable[Answer | WeeklyWish], start_minute: int, end_minute: int) -> Wish | None:
    """The wish of the answer of a day that speaks for the slot; None when none does."""

    def holds(answer: Answer | WeeklyWish) -> bool:
        return answer.start_minute <= start_minute and end_minute <= answer.end_minute

    def refuses(answer: Answer | WeeklyWish) -> bool:
        return answer.wish == "cannot" and answer.start_minute < end_minute and start_minute < answer.end_minute

    speaking = [answer for answer in answers if holds(answer) or refuses(answer)]
    if not speaking:
        return None

    def place(answer: Answer | WeeklyWish) -> tuple[int, bool, int]:
        return answer.end_minute - answer.start_minute, not holds(answer), _RESERVED_FIRST.index(answer.wish)

    return min(speaking, key=place).wish


PIN_LENGTHS = range(4, 7)
DEMO_CODE = "2580"  # everybody's, in the demonstration, which says so


def is_pin(text: str) -> bool:
    """Whether a code is four to six digits, as any keypad has them."""
    return len(text) in PIN_LENGTHS and text.isascii() and text.isdecimal()


def is_easily_guessed(pin: str) -> bool:
    """Whether a code is among the first anybody tries: one digit over and over, digits in a row up or down, a year of
    birth, or two digits repeated."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    year = len(pin) == 4 and pin[:2] in {"19", "20"}
    return (len(steps) == 1 and steps <= {0, 1, 9}) or year or pin == pin[:2] * (len(pin) // 2)


def pin_subject(host_id: int) -> str:
    """The name under which wrong tries of a host's code are counted."""
    return f"host {host_id}"
