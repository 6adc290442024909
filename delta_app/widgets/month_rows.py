"""What the month grid is given to show: plain values, words already in the reader's language."""

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True)
class GridName:
    """Somebody in a slot, and what is told of them by a small mark."""

    text: str
    locked: bool = False
    seeking: bool = False
    changed: bool = False


@dataclass(frozen=True)
class GridSlot:
    """One opening slot; ``spoken`` is its accessible name, ``free`` its empty seats in words."""

    key: int
    time: str
    coverage: Literal["full", "partial", "empty"]
    names: tuple[GridName, ...]
    missing: int
    free: str
    free_short: str
    spoken: str
    tip: str
    shadowed: bool = False


@dataclass(frozen=True)
class GridDay:
    """One day; ``closure`` says why nothing opens, ``spoken`` is its accessible name."""

    day: date
    in_month: bool
    today: bool
    slots: tuple[GridSlot, ...]
    closure: str
    activities: tuple[str, ...]
    spoken: str


@dataclass(frozen=True)
class GridWeek:
    """One line of the grid and its heading (``S49``)."""

    heading: str
    days: tuple[GridDay, ...]


@dataclass(frozen=True)
class GridMonth:
    """The whole month; every week has as many days as there are columns."""

    columns: tuple[str, ...]
    weeks: tuple[GridWeek, ...]
