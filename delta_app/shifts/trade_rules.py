"""What becomes of a request for a replacement or a swap, decided on plain values."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Literal, Protocol

from delta_app.core.clock import BRUSSELS
from delta_app.shifts.day_rules import Span, is_over

TradeKind = Literal["replacement", "swap"]
TradeState = Literal["open", "agreed", "done", "cancelled", "declined", "expired", "void", "refused"]
Answer = Literal["asked", "declined", "agreed"]
STANDING: frozenset[TradeState] = frozenset({"open", "agreed"})


class Asked(Protocol):
    """Somebody who is asked, in a swap for one of their own shifts."""

    @property
    def answer(self) -> Answer:
        """What they said."""
        ...

    @property
    def holds(self) -> bool:
        """Whether what they are asked for is still theirs to give."""
        ...

    @property
    def over(self) -> bool:
        """Whether it is past."""
        ...


def state_now(state: TradeState, *, over: bool, seated: bool, to_all: bool, asked: Sequence[Asked]) -> TradeState:
    """What a request has become by now. One that stands lapses once its shift is ``over``, is void once whoever asked
    is no longer ``seated`` there or nobody who was asked holds their part any more, and is declined once all of those
    asked have said no."""
    if state not in STANDING:
        return state
    if over:
        return "expired"
    if not seated:
        return "void"
    if to_all:
        return state
    left = [one for one in asked if one.holds]
    if not left:
        return "void"
    if all(one.over for one in left):
        return "expired"
    if state == "open" and all(one.answer == "declined" or one.over for one in left):
        return "declined"
    return state


def hours_until(span: Span, local: datetime) -> int:
    """Whole hours from now until a shift begins, on the wall clock's own time; none once it has begun."""
    return max(0, int((starts_at(span.day, span.start_minute) - local).total_seconds() // 3600))


def starts_at(day: date, minute: int) -> datetime:
    """The instant a local date and time stand for; where the hour changes, that of the first time it is read."""
    return datetime(day.year, day.month, day.day, minute // 60 % 24, minute % 60, tzinfo=BRUSSELS)


def is_late(span: Span, local: datetime, late_hours: int) -> bool:
    """Whether a shift is so near that the coordinator must be told at once when somebody cannot come: from the hours
    that the place says until it is over."""
    if is_over(span, local):
        return False
    return starts_at(span.day, span.start_minute) - local < timedelta(hours=late_hours)
