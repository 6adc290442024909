"""When hosts meet, decided on plain values: what can be noted of a gathering, and who can have been there.

A gathering has a theme and no notes: what was said of anybody is kept nowhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

import delta_app.hosts.gathering_words  # noqa: F401 (registers what the refusals say)
from delta_app.core.calendar import MINUTES_IN_DAY
from delta_app.core.errors import Refused

GatheringKind = Literal["meeting", "intervision", "training"]
Standing = Literal["active", "paused", "left", "unknown"]
GATHERING_KINDS: tuple[GatheringKind, ...] = get_args(GatheringKind)
LONGEST_THEME = 120
LONGEST_PLACE = 80
YEARS = range(2000, 2100)


@dataclass(frozen=True)
class GatheringDetails:
    """What is noted of a gathering; times are local minutes since midnight."""

    kind: GatheringKind
    day: date
    start_minute: int
    end_minute: int
    theme: str = ""
    place: str = ""


@dataclass(frozen=True)
class StateFrom:
    """From this day on somebody is active, paused or gone."""

    from_day: date
    state: Literal["active", "paused", "left"]


def checked_gathering(details: GatheringDetails) -> GatheringDetails:
    """A gathering that can be one, its words on one line.

    Refuses ``bad_gathering_kind``, ``bad_gathering_day``, ``bad_gathering_hours``, ``theme_too_long``.
    """
    if details.kind not in GATHERING_KINDS:
        raise Refused("bad_gathering_kind", kind=details.kind)
    if details.day.year not in YEARS:
        raise Refused("bad_gathering_day", day=details.day)
    if not 0 <= details.start_minute < details.end_minute <= MINUTES_IN_DAY:
        raise Refused("bad_gathering_hours")
    theme, place = " ".join(details.theme.split()), " ".join(details.place.split())
    if len(theme) > LONGEST_THEME or len(place) > LONGEST_PLACE:
        raise Refused("theme_too_long", theme=LONGEST_THEME, place=LONGEST_PLACE)
    return GatheringDetails(details.kind, details.day, details.start_minute, details.end_minute, theme, place)


def standing_on(
    day: date, since: date, changes: Iterable[StateFrom], now: Literal["active", "paused", "left"]
) -> Standing:
    """What somebody was on a day: ``unknown`` before the first day anybody knew them.

    Between that day and the first change that is dated, they were active; with no change dated, what they are ``now``.
    """
    if day < since:
        return "unknown"
    dated = sorted(changes, key=lambda change: change.from_day)
    before = [change.state for change in dated if change.from_day <= day]
    if before:
        return before[-1]
    return "active" if dated else now


def can_have_come(standing: Standing, *, left_dated: bool) -> bool:
    """Whether somebody of this standing can have been at a gathering: not before anybody knew them, and not after they
    left, where it is known when that was."""
    return standing != "unknown" and not (standing == "left" and left_dated)


def counted(kinds: Iterable[GatheringKind]) -> dict[GatheringKind, int]:
    """How many of each kind, in their order."""
    found = list(kinds)
    return {kind: found.count(kind) for kind in GATHERING_KINDS}
