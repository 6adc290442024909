"""Where somebody taken in hand could go: every slot of the month, and whom they could change places with."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from delta_app.core import clock
from delta_app.core.calendar import Month
from delta_app.shifts.candidates_data import MonthJudge, Obstacle
from delta_app.shifts.queries import seats_of, slots_of
from delta_app.shifts.roster_data import RosterProblem, roster_problem


@dataclass(frozen=True)
class Landing:
    """A slot, seen by whoever might go there. ``free``: a place of their kind is free."""

    slot_id: int
    free: bool
    obstacles: tuple[Obstacle, ...]


@dataclass(frozen=True)
class Exchange:
    """Somebody in a slot that another may go to: they change places, or the other comes in their place.

    ``theirs`` is what stands against their coming to the slot that the other leaves; None when there is none to go to.
    """

    seat_id: int
    host_id: int
    mine: tuple[Obstacle, ...]
    theirs: tuple[Obstacle, ...] | None


def landings(session: Session, month: Month, host_id: int, leaving: int | None = None) -> dict[int, Landing]:
    """Every slot of the month by id, for somebody who leaves a slot of it, or is only taken from the team.

    Refuses ``month_gone``.
    """
    composed = roster_problem(session, month, answers=False)
    if not composed.slot_ids:
        return {}
    judge, seats = MonthJudge(session, composed), seats_of(session, month)
    kind = "shadow" if host_id in judge.learning else "host"
    left = [] if leaving is None else [(host_id, composed.slot_ids.index(leaving))]
    room = {row.id: 1 if kind == "shadow" else row.seats for row in slots_of(session, month)}
    found = {}
    for number in sorted(composed.own_slots):
        slot_id = composed.slot_ids[number]
        taken = sum(seat.kind == kind for seat in seats.get(slot_id, ()))
        gone = (Obstacle("gone_by"),) if composed.spans[number][0] < clock.today() else ()
        obstacles = (*gone, *judge.obstacles(host_id, number, without=left))
        found[slot_id] = Landing(slot_id, taken < room[slot_id], obstacles)
    return found


def exchanges(
    session: Session, month: Month, host_id: int, slot_id: int, leaving: int | None = None
) -> tuple[Exchange, ...]:
    """Whoever sits in a slot in the same way as somebody would, in the order they were seated."""
    composed = roster_problem(session, month, answers=False)
    judge = MonthJudge(session, composed)
    kind = "shadow" if host_id in judge.learning else "host"
    return tuple(
        _exchange(judge, composed, (host_id, slot_id), (seat.id, seat.host_id), leaving)
        for seat in seats_of(session, month).get(slot_id, ())
        if seat.kind == kind and seat.host_id != host_id
    )


def _exchange(
    judge: MonthJudge, composed: RosterProblem, going: tuple[int, int], other: tuple[int, int], leaving: int | None
) -> Exchange:
    (host_id, slot_id), (seat_id, other_id) = going, other
    there = composed.slot_ids.index(slot_id)
    here = None if leaving is None else composed.slot_ids.index(leaving)
    left = [(other_id, there), *([] if here is None else [(host_id, here)])]
    theirs = None if here is None else judge.obstacles(other_id, here, without=left)
    return Exchange(seat_id, other_id, judge.obstacles(host_id, there, without=left), theirs)
