"""The path by which somebody becomes a host, decided on plain values: its steps, what is done, what comes next."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from delta_app.core.i18n import _

SHADOWS = "shadows"
ACTIVE = "active"  # the mark of somebody whose path is concluded; no step of the path itself
MOST_STEPS = 12
MOST_SHADOWS = 9


@dataclass(frozen=True)
class Step:
    """A step. ``name`` empty: it is called as its ``key`` usually is. ``needed`` counts shadow shifts, else 0."""

    key: str
    name: str = ""
    needed: int = 0


# What the program ships. Belgian law of 3 July 2005: the information note is handed over before anybody starts.
DEFAULT_PATH = (
    Step("met"), Step("charter"), Step("note"), Step("training"), Step(SHADOWS, needed=2), Step("talk"),
)  # fmt: skip
# Known to the program and not in its path of itself. Of formalities, the date they were checked is all that is kept.
KNOWN_STEPS = (*DEFAULT_PATH, Step("formalities"))

_TITLES: dict[str, Callable[[], str]] = {
    "met": lambda: _("Première rencontre"),
    "charter": lambda: _("Visite du lieu et charte signée"),
    "note": lambda: _("Note d’information remise"),
    "training": lambda: _("Module de formation"),
    SHADOWS: lambda: _("Doublures"),
    "talk": lambda: _("Bilan avec la coordination"),
    "formalities": lambda: _("Formalités vérifiées"),
}
_SHORT: dict[str, Callable[[], str]] = {
    "met": lambda: _("Rencontre"),
    "charter": lambda: _("Charte"),
    "note": lambda: _("Note"),
    "training": lambda: _("Formation"),
    SHADOWS: lambda: _("En doublure"),
    "talk": lambda: _("Bilan"),
    "formalities": lambda: _("Formalités"),
}


def usual_title(key: str) -> str:
    """What the program calls a step; empty for one of the place's own."""
    return _TITLES[key]() if key in _TITLES else ""


def step_title(step: Step) -> str:
    """``Visite du lieu et charte signée``."""
    return step.name or usual_title(step.key) or step.key


def step_short(step: Step) -> str:
    """The same in a word, for a pill: ``Charte``."""
    return step.name or (_SHORT[step.key]() if step.key in _SHORT else step.key)


@dataclass(frozen=True)
class Mark:
    """A step was done on a day, with a host or, None, with the coordination."""

    key: str
    done_on: date
    by_host_id: int | None = None


@dataclass(frozen=True)
class StepNow:
    """A step of one newcomer: ``mark`` when somebody noted it; ``count`` of ``needed`` shadow shifts held."""

    step: Step
    mark: Mark | None = None
    count: int = 0
    needed: int = 0
    counted_on: date | None = None  # the day of the shadow shift that made it enough

    @property
    def done_on(self) -> date | None:
        """When it was done; None while it is not."""
        return self.mark.done_on if self.mark is not None else self.counted_on


@dataclass(frozen=True)
class PathNow:
    """Where one newcomer is. ``others`` are marks of steps that the path no longer has."""

    steps: tuple[StepNow, ...]
    active_on: date | None = None
    others: tuple[Mark, ...] = ()

    @cached_property
    def missing(self) -> tuple[StepNow, ...]:
        """What is not done yet, in order."""
        return tuple(step for step in self.steps if step.done_on is None)

    @property
    def current(self) -> StepNow | None:
        """The first of it: where they are; None when all is done."""
        return self.missing[0] if self.missing else None

    @property
    def shadows(self) -> StepNow | None:
        """The shadow shifts; None where the path has none."""
        return next((one for one in self.steps if one.step.key == SHADOWS), None)

    @property
    def may_shadow(self) -> bool:
        """Whether shadow shifts are what comes next: all steps before them are done, and they are not."""
        return self.current is not None and self.current.step.key == SHADOWS

    @cached_property
    def last_done(self) -> date | None:
        """The day something was done last."""
        return max((one.done_on for one in self.steps if one.done_on is not None), default=None)


def path_now(steps: Sequence[Step], marks: Iterable[Mark], held: Sequence[date], own_needed: int = 0) -> PathNow:
    """Where somebody is. ``held`` are the days of their shadow shifts, in order; ``own_needed`` the number noted for
    them alone, which goes before that of the path."""
    by_key = {mark.key: mark for mark in marks}
    found = []
    for step in steps:
        needed = (own_needed or step.needed) if step.key == SHADOWS else 0
        enough = needed and len(held) >= needed
        found.append(
            StepNow(
                step,
                by_key.get(step.key),
                count=len(held) if step.key == SHADOWS else 0,
                needed=needed,
                counted_on=held[needed - 1] if enough else None,
            )
        )
    keys = {step.key for step in steps} | {ACTIVE}
    active = by_key.get(ACTIVE)
    others = tuple(sorted((mark for mark in by_key.values() if mark.key not in keys), key=lambda mark: mark.done_on))
    return PathNow(tuple(found), active.done_on if active else None, others)
