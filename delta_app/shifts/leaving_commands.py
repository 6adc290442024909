"""Somebody pauses, comes back or leaves, from a day on: their shifts to come are freed, and what they asked is over."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

import delta_app.shifts.words  # noqa: F401 (registers what the refusals say)
from delta_app.core import clock
from delta_app.core.access import Role, allowed
from delta_app.core.errors import Refused
from delta_app.hosts.model import Host
from delta_app.hosts.state_commands import note_state
from delta_app.hosts.state_data import State, StateFrom
from delta_app.shifts.leaving_data import SeatToFree, leaving
from delta_app.shifts.model import Agreement, Seat, Trade, TradeChoice
from delta_app.shifts.trade_commands import settle_trades


@dataclass(frozen=True)
class StateChanged:
    """What a change of state did: shifts freed and kept, whom they stood by, and what had been planned otherwise."""

    name: str
    state: State
    from_day: date
    back_on: date | None
    freed: tuple[SeatToFree, ...]
    kept: tuple[SeatToFree, ...]
    mentored: tuple[str, ...]
    had_code: bool
    replaced: tuple[StateFrom, ...]


@allowed(Role.COORDINATOR)
def change_state(
    session: Session,
    host_id: int,
    state: State,
    from_day: date | None = None,
    *,
    back_on: date | None = None,
    free: bool = True,
) -> StateChanged:
    """From a day on, today where none is said, somebody is paused (until ``back_on``, if that is known), back, or gone.

    Whoever leaves is freed of every shift from that day on that has not begun, shadow shifts included; whoever pauses
    of those within the pause, unless they keep them (``free``). What they asked for those shifts is void, and a yes of
    theirs to somebody else's is taken back: that request waits again. A code, and those they stood by, go on the day.
    Refuses ``no_such_host``, ``bad_host``, ``back_before``, ``state_already``.
    """
    from_day = from_day or clock.today()
    if session.get(Host, host_id) is None:
        raise Refused("no_such_host")
    behind = leaving(session, host_id, from_day, back_on)
    noted = note_state(session, host_id, state, from_day, back_on)
    goes = state == "left"
    seats = behind.seats if state != "active" else ()
    freed = seats if goes or free else ()
    for seat in freed:
        session.delete(session.get_one(Seat, seat.seat_id))
    if not freed:
        for seat in seats:  # what they keep although they are away, composing leaves to them
            session.get_one(Seat, seat.seat_id).locked = True
    session.flush()
    if state != "active":
        _take_yes_back(session, host_id, from_day, back_on)
    settle_trades(session)
    return StateChanged(
        name=behind.name,
        state=state,
        from_day=from_day,
        back_on=back_on,
        freed=freed,
        kept=() if goes or free else seats,
        mentored=behind.mentored if goes else (),
        had_code=behind.has_code and goes,
        replaced=noted.replaced,
    )


def _take_yes_back(session: Session, host_id: int, from_day: date, back_on: date | None) -> None:
    """Somebody who will not be here cannot take a shift they said yes to: whoever asked goes on looking."""
    waiting = (
        select(Agreement, Trade)
        .join(Trade, Trade.id == Agreement.trade_id)
        .where(Agreement.host_id == host_id, Trade.state == "agreed", Trade.day >= from_day)
        .order_by(Trade.id)
    )
    for agreement, trade in session.execute(waiting).all():
        if back_on is not None and trade.day >= back_on:
            continue
        choice = None if agreement.choice_id is None else session.get(TradeChoice, agreement.choice_id)
        if choice is not None:
            choice.answer = "declined"
        session.delete(agreement)
        trade.state = "open"
    session.flush()
