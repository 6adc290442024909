"""What the day asks for, decided on plain values: which shift is on, which was last, and what a count may become."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


class Span(Protocol):
    """Anything with a date, a start and an end, local minutes since midnight."""

    @property
    def day(self) -> date:
        """The date."""
        ...

    @property
    def start_minute(self) -> int:
        """When it begins."""
        ...

    @property
    def end_minute(self) -> int:
        """When it ends."""
        ...


@dataclass(frozen=True)
class Visits:
    """How many came, and how many of them for the first time."""

    visits: int = 0
    first_visits: int = 0


def minute_of(local: datetime) -> int:
    """Minutes since midnight."""
    return local.hour * 60 + local.minute


def is_on(span: Span, local: datetime) -> bool:
    """Whether it has begun and is not over."""
    return span.day == local.date() and span.start_minute <= minute_of(local) < span.end_minute


def is_over(span: Span, local: datetime) -> bool:
    """Whether it has ended."""
    return (span.day, span.end_minute) <= (local.date(), minute_of(local))


def counted_now(slots: Sequence[Span], local: datetime) -> int | None:
    """The place, among slots in order, of the one whose visits are counted now: the one that is on; else the one of
    today that ended last, for a tally is often brought up to date at the door. None before the first of the day."""
    today = [place for place, slot in enumerate(slots) if slot.day == local.date()]
    begun = [place for place in today if slots[place].start_minute <= minute_of(local)]
    return begun[-1] if begun else None


def changed_count(counted: Visits | None, visits: int, first_visits: int) -> Visits | None:
    """A count with so many more or fewer, None where that cannot be: never below nothing, and never more first visits
    than visits. Counting begins at nothing when nobody counted."""
    before = counted or Visits()
    after = Visits(before.visits + visits, before.first_visits + first_visits)
    return after if 0 <= after.first_visits <= after.visits else None


def mean_visits(counts: Sequence[Visits]) -> float | None:
    """Visits a shift, over the shifts that were counted; None when none was: not counted is not zero."""
    return sum(count.visits for count in counts) / len(counts) if counts else None
