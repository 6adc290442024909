"""From when on somebody is here, away for a while or gone, decided on plain values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from delta_app.hosts.rules import Period

State = Literal["active", "paused", "left"]


@dataclass(frozen=True)
class StateFrom:
    """From this day on somebody is so."""

    from_day: date
    state: State


def state_on(day: date, changes: Sequence[StateFrom], now: State, today: date) -> State:
    """What somebody is on a day. ``changes`` in order; ``now`` is what is written of them on ``today``, which counts
    where no change that was noted reaches the day."""
    reached = [change for change in changes if change.from_day <= day]
    if reached:
        return reached[-1].state
    if not changes or changes[0].from_day > today:
        return now
    return "active"  # before the first thing that was ever noted of them


def not_here(first: date, last: date, changes: Sequence[StateFrom], now: State, today: date) -> tuple[Period, ...]:
    """The days of a span, both ends included, on which somebody is paused or gone."""
    starts = sorted({first, *(change.from_day for change in changes if first < change.from_day <= last)})
    ends = [start - timedelta(days=1) for start in starts[1:]] + [last]
    return tuple(
        Period(start, end)
        for start, end in zip(starts, ends, strict=True)
        if state_on(start, changes, now, today) != "active"
    )


def noted(
    changes: Iterable[StateFrom], state: State, from_day: date, back_on: date | None, today: date
) -> tuple[StateFrom, ...]:
    """The changes once one more is noted, in order and without those that change nothing.

    It takes the place of what was planned of its kind, and of all that comes after it; a pause, which is planned with
    its end, leaves a planned departure.
    """
    replaced = {"paused", "active"} if state == "paused" else {state}
    kept = [
        change
        for change in changes
        if (change.from_day < from_day and not (change.from_day > today and change.state in replaced))
        or (state == "paused" and change.state == "left" and change.from_day > (back_on or from_day))
    ]
    new = [StateFrom(from_day, state), *([StateFrom(back_on, "active")] if back_on is not None else [])]
    told: list[StateFrom] = []
    for change in sorted({*kept, *new}, key=lambda change: change.from_day):
        if not told or told[-1].state != change.state:
            told.append(change)
    return tuple(told)
