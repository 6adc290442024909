"""Acts of hosts on their shifts: look for somebody else, swap, come where a place is free; and what others answer."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

import delta_app.shifts.words  # noqa: F401 (registers what the refusals say)
from delta_app.core import clock, settings
from delta_app.core.access import Role, acting, allowed, refuse_for_others
from delta_app.core.belief import clock_is_believed
from delta_app.core.calendar import Month
from delta_app.core.errors import Refused
from delta_app.shifts.model import Agreement, Seat, Trade, TradeChoice
from delta_app.shifts.queries import SeatRow, SlotRow, roster, seats_between, slot_row
from delta_app.shifts.settings import LATE_HOURS, TRADES_FREE, TRADES_WRITE
from delta_app.shifts.trade_checks_data import (
    active_team,
    host_who_welcomes,
    refuse_obstacles,
    refuse_over,
    refuse_unless_possible,
)
from delta_app.shifts.trade_data import (
    ChoiceRow,
    TradeJudge,
    TradeRow,
    seat_and_slot,
    trade,
    trades,
)


@dataclass(frozen=True)
class Agreed:
    """What somebody's yes led to: ``done`` at once, or waiting for the coordinator."""

    trade_id: int
    done: bool


@allowed(Role.HOST, Role.COORDINATOR)
def seek_cover(session: Session, seat_id: int, chosen: Collection[int] | None = None) -> int:
    """Look for somebody who takes a shift: whoever can come, or some ``chosen`` hosts; returns the request's number.

    Its host stays responsible until somebody has said yes. Another request for the same place takes over from the one
    before. Refuses ``no_such_seat``, ``not_yours``, ``slot_over``, ``shadow_no_trade``, ``nobody_asked``,
    ``no_such_host``.
    """
    seat, slot = _own_seat(session, seat_id)
    row = _open(session, "replacement", seat, slot, to_all=chosen is None)
    if chosen is not None:
        team = active_team(session)
        asked = [host_id for host_id in dict.fromkeys(chosen) if host_id != seat.host_id]
        if not asked:
            raise Refused("nobody_asked")
        for host_id in asked:
            if host_id not in team:
                raise Refused("no_such_host")
            session.add(TradeChoice(trade_id=row.id, host_id=host_id))
    return row.id


@allowed(Role.HOST, Role.COORDINATOR)
def offer_swap(session: Session, seat_id: int, wanted: Sequence[int]) -> int:
    """Offer a shift for one of several of other hosts, named by their seats; returns the request's number.

    Refuses as ``seek_cover`` does, and ``not_both`` with what stands against a swap that could not be.
    """
    seat, slot = _own_seat(session, seat_id)
    found = [seat_and_slot(session, other) for other in dict.fromkeys(wanted)]
    if not found:
        raise Refused("nobody_asked")
    row = _open(session, "swap", seat, slot, to_all=False)
    judge = TradeJudge(session)
    for pair in found:
        if pair is None:
            raise Refused("no_such_seat")
        other, there = pair
        refuse_over(session, there)
        if other.kind != "host":
            raise Refused("shadow_no_trade")
        leaving = ((seat.host_id, slot.id), (other.host_id, there.id))
        refuse_obstacles(session, judge, seat.host_id, there, leaving)
        session.add(
            TradeChoice(
                trade_id=row.id,
                host_id=other.host_id,
                slot_id=there.id,
                day=there.day,
                start_minute=there.start_minute,
                end_minute=there.end_minute,
            )
        )
    return row.id


@allowed(Role.HOST, Role.COORDINATOR)
def accept_trade(
    session: Session, trade_id: int, host_id: int, *, slot_id: int | None = None, overrule: str = ""
) -> Agreed:
    """Somebody says yes: to a replacement, or to a swap for one of their shifts, ``slot_id``. Rules and double booking
    are looked at now, for both people and both places. The coordinator may say it for them, and set a rule aside with
    a reason, ``overrule``.

    Where trades are free the places change hands at once, else the coordinator is to approve.
    Refuses ``trade_over`` with what it has become, ``not_yours``, ``not_asked``, ``trade_rule`` with what stands
    against it.
    """
    refuse_for_others(session, host_id)
    row = _standing(session, trade_id)
    if row.state == "agreed":
        raise Refused("trade_over", state="agreed", name=row.name)
    choice = _choice(row, host_id, slot_id)
    refuse_unless_possible(session, row, host_id, choice, overrule=_reason(session, overrule))
    settle_trades(session)
    stored = session.get_one(Trade, trade_id)
    session.add(
        Agreement(trade_id=trade_id, choice_id=None if choice is None else choice.id, host_id=host_id, at=clock.now())
    )
    if choice is not None:
        session.get_one(TradeChoice, choice.id).answer = "agreed"
    free = settings.get(session, TRADES_FREE) or acting(session).role == Role.COORDINATOR
    if free:
        _change_hands(session, row, host_id, choice, overrule)
        stored.state, stored.ended_at = "done", clock.now()
    else:
        stored.state = "agreed"
    return Agreed(trade_id, free)


@allowed(Role.HOST, Role.COORDINATOR)
def decline_trade(session: Session, trade_id: int, host_id: int) -> None:
    """Somebody who was asked says no; why is nobody's business. Whoever said yes may still say no while the
    coordinator has not approved: the request waits again.

    Refuses ``trade_over``, ``not_yours``, ``not_asked``.
    """
    refuse_for_others(session, host_id)
    row = _standing(session, trade_id)
    if row.state == "agreed":
        if row.taker_id != host_id:
            raise Refused("trade_over", state="agreed", name=row.name)
        _take_yes_back(session, row)
    asked = [one for one in row.choices if one.host_id == host_id]
    if not asked and not (row.to_all and row.taker_id == host_id):
        raise Refused("not_asked")
    for one in asked:
        session.get_one(TradeChoice, one.id).answer = "declined"
    session.flush()
    present = trade(session, trade_id)
    if present is not None and present.state == "declined":
        _end(session, present, "declined")


@allowed(Role.HOST, Role.COORDINATOR)
def cancel_trade(session: Session, trade_id: int) -> None:
    """Whoever asked comes after all; the coordinator may take any request back.

    Refuses ``trade_over``, ``not_yours``.
    """
    row = _standing(session, trade_id)
    refuse_for_others(session, row.host_id)
    _end(session, row, "cancelled")


@allowed(Role.HOST, Role.COORDINATOR)
def keep_seat(session: Session, seat_id: int) -> tuple[int, ...]:
    """Its host comes after all: whatever was asked for the place is over; returns the numbers of those requests.
    Refuses ``no_such_seat``, ``not_yours``."""
    row = session.get(Seat, seat_id)
    if row is None:
        raise Refused("no_such_seat")
    refuse_for_others(session, row.host_id)
    row.seeking = False
    return _cancel_of(session, row.slot_id, row.host_id)


@allowed(Role.COORDINATOR)
def approve_trade(session: Session, trade_id: int, *, overrule: str = "") -> None:
    """Let a trade both agreed to be done, looked at once more. Refuses ``trade_over`` and ``trade_rule``."""
    row = _standing(session, trade_id)
    agreement = session.scalar(select(Agreement).where(Agreement.trade_id == trade_id))
    if row.state != "agreed" or agreement is None:
        raise Refused("trade_over", state=row.state, name=row.name)
    choice = next((one for one in row.choices if one.id == agreement.choice_id), None)
    refuse_unless_possible(session, row, agreement.host_id, choice, overrule=overrule)
    _change_hands(session, row, agreement.host_id, choice, overrule)
    stored = session.get_one(Trade, trade_id)
    stored.state, stored.ended_at = "done", clock.now()


@allowed(Role.COORDINATOR)
def hand_over_seat(session: Session, seat_id: int, host_id: int) -> int:
    """Seat somebody in the place of its host, as the coordinator agreed with both; the place keeps the service that
    owes it, and whatever was asked for it is over. Returns the request's number.

    Refuses ``no_such_seat`` and as ``seek_cover`` and ``accept_trade`` do.
    """
    seat, _slot = _own_seat(session, seat_id)
    standing = next(
        (
            row
            for row in trades(session, since=clock.today())
            if row.stands and row.seat_id == seat_id and row.kind == "replacement" and row.to_all
        ),
        None,
    )
    trade_id = seek_cover(session, seat.id) if standing is None else standing.id
    session.flush()
    accept_trade(session, trade_id, host_id)
    return trade_id


@allowed(Role.COORDINATOR)
def refuse_trade(session: Session, trade_id: int) -> None:
    """A trade both agreed to does not go through; everybody keeps their place. Refuses ``trade_over``."""
    row = _standing(session, trade_id)
    if row.state != "agreed":
        raise Refused("trade_over", state=row.state, name=row.name)
    _end(session, row, "refused")


@allowed(Role.HOST, Role.COORDINATOR)
def take_gap(session: Session, slot_id: int, host_id: int) -> int:
    """Come where a place is free; returns the seat's number. Such a seat is fixed: composing leaves it.

    Hosts do so in months that were published. Refuses ``no_such_slot``, ``not_yours``, ``no_such_host``,
    ``slot_over``, ``slot_shut``, ``slot_full``, ``month_not_published``, ``already_seated``, ``learns_only``,
    ``trade_rule``.
    """
    refuse_for_others(session, host_id)
    slot = slot_row(session, slot_id)
    if slot is None:
        raise Refused("no_such_slot")
    host = host_who_welcomes(session, host_id)
    refuse_over(session, slot)
    seats = seats_between(session, slot.day, slot.day).get(slot.id, ())
    if acting(session).role != Role.COORDINATOR and not roster(session, Month.of(slot.day)).version:
        raise Refused("month_not_published", month=Month.of(slot.day))
    if any(seat.host_id == host_id for seat in seats):
        raise Refused("already_seated", name=host.name)
    if sum(seat.kind == "host" for seat in seats) >= slot.seats:
        raise Refused("slot_full", seats=slot.seats)
    refuse_obstacles(session, TradeJudge(session), host_id, slot, ())
    row = Seat(slot_id=slot_id, host_id=host_id, locked=True, partner_id=host.partner_id)
    session.add(row)
    session.flush()
    return row.id


@allowed(Role.COORDINATOR)
def seek_replacement(session: Session, seat_id: int, *, seeking: bool) -> None:
    """Note that a seat looks for somebody else, whoever can come; its host stays responsible until then. Or that it
    does no longer. Refuses ``no_such_seat``, and as ``seek_cover`` does."""
    row = session.get(Seat, seat_id)
    if row is None:
        raise Refused("no_such_seat")
    if not seeking:
        keep_seat(session, seat_id)
    elif not row.seeking:
        seek_cover(session, seat_id)


@allowed(Role.COORDINATOR)
def set_trade_rules(session: Session, *, free: bool, write: bool, late_hours: int) -> None:
    """Say whether trades are done once both agree, whether those they concern are written to, and from how many hours
    before a shift a lack is told in large letters. Refuses ``bad_setting``."""
    settings.change_setting(session, TRADES_FREE, free)
    settings.change_setting(session, TRADES_WRITE, write)
    settings.change_setting(session, LATE_HOURS, late_hours)


@allowed(*Role)
def settle_trades(session: Session) -> int:
    """Write down what requests have become by themselves: lapsed, void, declined by all; returns how many. Whoever asks
    or agrees does it in passing, so that a clock set back brings no old request to life; a clock that may have jumped
    ahead ends none for good."""
    if not clock_is_believed(session):
        return 0
    settled = 0
    for stored in session.scalars(select(Trade).where(Trade.state.in_(("open", "agreed"))).order_by(Trade.id)).all():
        row = trade(session, stored.id)
        if row is not None and row.state != stored.state:
            _end(session, row, row.state)
            settled += 1
    return settled


def _own_seat(session: Session, seat_id: int) -> tuple[SeatRow, SlotRow]:
    """A host's place in a shift that is not over, of whoever acts or, for the coordinator, of anybody."""
    found = seat_and_slot(session, seat_id)
    if found is None:
        raise Refused("no_such_seat")
    seat, slot = found
    refuse_for_others(session, seat.host_id)
    if seat.kind != "host":
        raise Refused("shadow_no_trade")
    refuse_over(session, slot)
    return seat, slot


def _open(session: Session, kind: str, seat: SeatRow, slot: SlotRow, *, to_all: bool) -> Trade:
    settle_trades(session)
    _cancel_of(session, slot.id, seat.host_id)
    row = Trade(
        kind=kind,
        host_id=seat.host_id,
        slot_id=slot.id,
        day=slot.day,
        start_minute=slot.start_minute,
        end_minute=slot.end_minute,
        to_all=to_all,
        asked_at=clock.now(),
    )
    session.add(row)
    session.get_one(Seat, seat.id).seeking = True
    session.flush()
    return row


def _cancel_of(session: Session, slot_id: int, host_id: int) -> tuple[int, ...]:
    """A place has one request at a time: those that stood, by number, stand no more."""
    standing = session.scalars(
        select(Trade)
        .where(Trade.slot_id == slot_id, Trade.host_id == host_id, Trade.state.in_(("open", "agreed")))
        .order_by(Trade.id)
    ).all()
    for row in standing:
        row.state, row.ended_at = "cancelled", clock.now()
    return tuple(row.id for row in standing)


def _end(session: Session, row: TradeRow, state: str) -> None:
    """The request is over and the place keeps its host; who said that they cannot come still looks for somebody where
    nobody could, or the other half is gone."""
    stored = session.get_one(Trade, row.id)
    stored.state, stored.ended_at = state, clock.now()
    if row.seat_id is not None and state in _KEEPS_THE_PLACE:
        session.get_one(Seat, row.seat_id).seeking = False


_KEEPS_THE_PLACE = frozenset({"cancelled", "refused"})


def _take_yes_back(session: Session, row: TradeRow) -> None:
    """Nobody has said yes any more."""
    for agreement in session.scalars(select(Agreement).where(Agreement.trade_id == row.id).order_by(Agreement.id)):
        session.delete(agreement)
    session.get_one(Trade, row.id).state = "open"
    session.flush()


def _standing(session: Session, trade_id: int) -> TradeRow:
    row = trade(session, trade_id)
    if row is None:
        raise Refused("no_such_trade")
    if not row.stands:
        raise Refused("trade_over", state=row.state, name=row.name)
    return row


def _choice(row: TradeRow, host_id: int, slot_id: int | None) -> ChoiceRow | None:
    """What somebody says yes to. Refuses ``not_asked``."""
    if host_id == row.host_id:
        raise Refused("not_asked")
    asked = [one for one in row.asks(host_id) if row.kind == "replacement" or slot_id in (None, one.slot_id)]
    if asked and (row.kind == "replacement" or slot_id is not None or len(asked) == 1):
        return asked[0]
    if row.kind == "replacement" and row.to_all:
        return None
    raise Refused("not_asked")


def _reason(session: Session, overrule: str) -> str:
    """Only the coordinator sets a rule aside."""
    return overrule.strip() if acting(session).role == Role.COORDINATOR else ""


def _change_hands(session: Session, row: TradeRow, host_id: int, choice: ChoiceRow | None, overrule: str) -> None:
    """The places change hands; each keeps the service that owes it."""
    _hand_over(session, row.slot_id, row.host_id, host_id, overrule)
    if row.kind == "swap" and choice is not None and choice.slot_id is not None:
        _hand_over(session, choice.slot_id, host_id, row.host_id, overrule)


def _hand_over(session: Session, slot_id: int, giver: int, taker: int, overrule: str) -> None:
    seat = session.scalar(select(Seat).where(Seat.slot_id == slot_id, Seat.host_id == giver))
    if seat is None:
        raise Refused("no_such_seat")
    _cancel_of_others(session, slot_id, giver)
    seat.host_id, seat.seeking, seat.locked, seat.overrule = taker, False, True, overrule.strip()


def _cancel_of_others(session: Session, slot_id: int, giver: int) -> None:
    """Whatever else was asked for the place that goes is over with it."""
    for other in trades(session, since=clock.today()):
        if other.stands and (other.slot_id, other.host_id) == (slot_id, giver):
            stored = session.get_one(Trade, other.id)
            if stored.state == "open":
                stored.state, stored.ended_at = "cancelled", clock.now()
