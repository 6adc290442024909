"""The acts of the planning page, as the slices below offer them: the page knows this module and none of theirs."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from delta_app.core.access import Role, allowed
from delta_app.core.calendar import Month
from delta_app.core.errors import Refused
from delta_app.planning.compose_data import Background, background
from delta_app.shifts.commands import PlanApplied, apply_plan, keep_weights, open_month, publish
from delta_app.shifts.compose_process import ComposeJob, Failure, Progress
from delta_app.shifts.queries import SlotRow, roster, seats_of, slot_row, slots_not_held, slots_of
from delta_app.shifts.roster_data import Ask, Moment, Plan, RosterProblem, Weights, roster_problem, weights_of
from delta_app.shifts.seat_commands import (
    assign_host,
    assign_where_possible,
    call_off_slot,
    edit_slot,
    free_seat,
    hold_slot_again,
    lock_seat,
    move_seat,
    note_slot,
    replace_host,
    swap_seats,
)
from delta_app.shifts.trade_commands import seek_replacement
from delta_app.venue.commands import set_opening_hours
from delta_app.venue.queries import DEFAULT_SEATS, MOST_SEATS, parse_opening, parse_time

__all__ = [
    "DEFAULT_SEATS",
    "MOST_SEATS",
    "Ask",
    "ComposeJob",
    "Failure",
    "Moment",
    "Order",
    "Plan",
    "PlanApplied",
    "Progress",
    "Proposed",
    "RosterProblem",
    "Weights",
    "apply_proposal",
    "assign_host",
    "assign_where_possible",
    "call_off_slot",
    "edit_slot",
    "free_seat",
    "hold_slot_again",
    "keep_weights",
    "lock_seat",
    "move_seat",
    "note_slot",
    "open_month",
    "parse_opening",
    "parse_time",
    "preview_proposal",
    "publish",
    "replace_host",
    "roster",
    "seek_replacement",
    "set_opening_hours",
    "slot_row",
    "slots_not_held",
    "slots_of",
    "swap_seats",
    "weights_of",
]


@dataclass(frozen=True)
class Order:
    """What is asked of a composition beside what the file says; nothing of it is written before it is applied.

    ``change``: ``all`` composes afresh, ``least`` moves as few people as can be, ``empty`` fills empty seats only.
    ``closed`` slots are not held; ``shadows`` are (host id, moment) of people still learning who come along; both name
    a slot by its moment, for the slots of a month not opened yet have no lasting number. ``weights`` None: the place's.
    """

    change: str = "all"
    asks: tuple[Ask, ...] = ()
    shadows: tuple[tuple[int, Moment], ...] = ()
    closed: tuple[Moment, ...] = ()
    weights: Weights | None = None

    def without(self, ask: Ask) -> "Order":
        """The same without one thing asked."""
        return replace(self, asks=tuple(one for one in self.asks if one != ask))

    def closing(self, *moments: Moment) -> "Order":
        """The same with these slots not held, and nobody asked to come to them."""
        return replace(
            self,
            asks=tuple(one for one in self.asks if one.at not in moments),
            shadows=tuple(one for one in self.shadows if one[1] not in moments),
            closed=(*self.closed, *moments),
        )


@dataclass(frozen=True)
class Proposed:
    """A problem ready to be composed, the order it follows, and the month as it stood before."""

    month: Month
    order: Order
    opens: bool  # the month has no slots yet: applying opens it
    composed: RosterProblem
    background: Background


def preview_proposal(session: Session, month: Month, order: Order) -> Proposed:
    """What composing a month by an order starts from; to be called in a rehearsal. Refuses what opening and
    ``roster_problem`` refuse, and ``no_such_slot`` when one that the order names is gone."""
    before = background(session, month)
    opens = not slots_of(session, month)
    _make_ready(session, month, order, opens=opens)
    return Proposed(month, order, opens, _problem(session, month, order), before)


@allowed(Role.COORDINATOR)
def apply_proposal(session: Session, proposed: Proposed, plan: Plan) -> PlanApplied:
    """All that a proposal shows, in one act: the month opened, slots closed, shadows and people seated, others freed.

    Refuses ``plan_outdated`` when the file has changed since, and what ``preview_proposal`` refuses.
    """
    _make_ready(session, proposed.month, proposed.order, opens=proposed.opens)
    return apply_plan(session, proposed.composed, plan.assigned, plan.shadows)


def _problem(session: Session, month: Month, order: Order) -> RosterProblem:
    return roster_problem(
        session,
        month,
        repair=order.change == "least",
        keep=order.change == "empty",
        asks=order.asks,
        weights=order.weights,
    )


def _make_ready(session: Session, month: Month, order: Order, *, opens: bool) -> None:
    """The month as the order wants it before anybody is seated."""
    if opens:
        open_month(session, month)
        session.flush()
    for ask in order.asks:
        if ask.at is not None:
            _slot_at(session, month, ask.at)
    for moment in order.closed:
        _close_slot(session, month, _slot_at(session, month, moment))
    for host_id, moment in order.shadows:
        assign_host(session, _slot_at(session, month, moment).id, host_id, kind="shadow")
    session.flush()


def _slot_at(session: Session, month: Month, moment: Moment) -> SlotRow:
    found = next((slot for slot in slots_of(session, month) if (slot.day, slot.start_minute) == moment), None)
    if found is None:
        raise Refused("no_such_slot")
    return found


def _close_slot(session: Session, month: Month, slot: SlotRow) -> None:
    """Not held: whoever sat there is freed, and is told when the month is published."""
    for seat in seats_of(session, month).get(slot.id, ()):
        free_seat(session, seat.id)
    session.flush()
    edit_slot(session, slot.id, start_minute=slot.start_minute, end_minute=slot.end_minute, seats=0, note=slot.note)
