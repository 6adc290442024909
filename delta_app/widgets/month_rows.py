"""What the month grid is given to show: plain values, words already in the reader's language."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from delta_app.widgets.theme import Tone


@dataclass(frozen=True)
class GridName:
    """Somebody in a slot, and what is told of them by a small mark."""

    text: str
    locked: bool = False
    seeking: bool = False
    changed: bool = False
    struck: bool = False  # does not come after all, and has to hear of it


GridCoverage = Literal["full", "partial", "empty", "shut"]

# The icon and the tone that tell of a coverage, wherever it is told.
COVERAGE: dict[GridCoverage, tuple[str, Tone]] = {
    "full": ("check", "good"),
    "partial": ("half", "attention"),
    "empty": ("alert", "alarm"),
    "shut": ("door", "plain"),
}


@dataclass(frozen=True)
class GridSlot:
    """One opening slot; ``spoken`` is its accessible name, ``free`` what stands there when nobody does."""

    key: int
    time: str
    coverage: GridCoverage  # shut: whoever is named should know that nothing opens
    names: tuple[GridName, ...]
    missing: int
    free: str
    free_short: str
    spoken: str
    tip: str
    shadowed: bool = False
    hours: str = ""  # when it opens, where that is not all the time it should
    changed: bool = False  # not as published, though nobody named here is new
    beneath: tuple[str, ...] = ()  # what stands under the names where there is room


@dataclass(frozen=True)
class GridOffer:
    """What a slot says to somebody carried over the month: whether they can be put there, and in words."""

    fits: bool
    words: str


@dataclass(frozen=True)
class GridDay:
    """One day; ``closure`` says why nothing opens, ``notes`` what else there is, ``spoken`` is its accessible name.

    ``mark`` is a word about the day, shown where there is room; ``tip`` says it in full to who points at it.
    """

    day: date
    in_month: bool
    today: bool
    slots: tuple[GridSlot, ...]
    closure: str
    notes: tuple[str, ...]
    spoken: str
    mark: str = ""
    tip: str = ""


@dataclass(frozen=True)
class GridWeek:
    """One line of the grid and its heading (``S49``)."""

    heading: str
    days: tuple[GridDay, ...]


@dataclass(frozen=True)
class GridMonth:
    """The whole month, or one week of it; every week has as many days as there are columns."""

    columns: tuple[str, ...]
    weeks: tuple[GridWeek, ...]
    roomy: bool = False  # a line a name, in larger letters, with what stands beneath
