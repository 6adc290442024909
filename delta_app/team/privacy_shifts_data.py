"""What is kept of one person in shifts: seats, what was published of them, and what they traded."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from delta_app.hosts.queries import partners
from delta_app.shifts.alerts_data import decisions_between
from delta_app.shifts.model import Agreement, PublishedSeat, PublishedSlot, Roster, Seat, Slot, Trade, TradeChoice
from delta_app.shifts.queries import shut_slots, slots_between
from delta_app.team.person_values import Agreed, Asked, Asking, Published, Shift


def shifts_of(session: Session, host_id: int) -> tuple[Shift, ...]:
    """Every seat, done and to come, by date."""
    known = slots_between(session, date.min, date.max)
    shut = shut_slots(session, known)
    lost = {(row.day, row.start_minute): row.lost_minutes for row in decisions_between(session, date.min, date.max)}
    services = {partner.id: partner.name for partner in partners(session)}
    rows = session.execute(
        select(Seat, Slot)
        .join(Slot, Slot.id == Seat.slot_id)
        .where(Seat.host_id == host_id)
        .order_by(Slot.day, Slot.start_minute, Seat.id)
    )
    return tuple(
        Shift(
            day=slot.day,
            start_minute=slot.start_minute,
            end_minute=slot.end_minute,
            kind=seat.kind,
            fixed=seat.locked,
            seeking=seat.seeking,
            service=services.get(seat.partner_id, "") if seat.partner_id is not None else "",
            overrule=seat.overrule,
            lost_minutes=slot.end_minute - slot.start_minute
            if slot.id in shut
            else lost.get((slot.day, slot.start_minute), 0),
        )
        for seat, slot in rows
    )


def published_of(session: Session, host_id: int) -> tuple[Published, ...]:
    """Every seat in a version that was published, by month and version."""
    same = and_(
        PublishedSlot.roster_id == PublishedSeat.roster_id,
        PublishedSlot.version == PublishedSeat.version,
        PublishedSlot.slot_id == PublishedSeat.slot_id,
    )
    rows = session.execute(
        select(PublishedSeat, Roster.month, PublishedSlot)
        .join(Roster, Roster.id == PublishedSeat.roster_id)
        .outerjoin(PublishedSlot, same)
        .where(PublishedSeat.host_id == host_id)
        .order_by(PublishedSeat.id)
    ).all()
    slots: list[PublishedSlot | None] = [row[2] for row in rows]
    found = [
        Published(
            month,
            seat.version,
            slot.day if slot is not None else None,
            slot.start_minute if slot is not None else None,
            slot.end_minute if slot is not None else None,
            seat.kind,
        )
        for (seat, month, _slot), slot in zip(rows, slots, strict=True)
    ]
    return tuple(sorted(found, key=lambda row: (row.month, row.version, str(row.day), row.start_minute or 0)))


def trades_of(session: Session, host_id: int, names: Mapping[int, str]) -> tuple[Asking, ...]:
    """What the person asked of others, in order."""
    rows = session.scalars(select(Trade).where(Trade.host_id == host_id).order_by(Trade.id)).all()
    asked: dict[int, list[str]] = defaultdict(list)
    choices = select(TradeChoice.trade_id, TradeChoice.host_id).where(
        TradeChoice.trade_id.in_([row.id for row in rows])
    )
    for choice in session.execute(choices.order_by(TradeChoice.id)):
        asked[choice.trade_id].append(names.get(choice.host_id, ""))
    return tuple(
        Asking(
            row.kind,
            row.day,
            row.start_minute,
            row.end_minute,
            row.to_all,
            row.state,
            row.asked_at,
            row.ended_at,
            tuple(dict.fromkeys(asked[row.id])),
        )
        for row in rows
    )


def asked_of(session: Session, host_id: int, names: Mapping[int, str]) -> tuple[Asked, ...]:
    """What others asked the person, in order."""
    rows = session.execute(
        select(TradeChoice, Trade)
        .join(Trade, Trade.id == TradeChoice.trade_id)
        .where(TradeChoice.host_id == host_id)
        .order_by(TradeChoice.id)
    )
    return tuple(
        Asked(
            trade.kind,
            names.get(trade.host_id, ""),
            trade.day,
            trade.start_minute,
            choice.day,
            choice.start_minute,
            choice.answer,
        )
        for choice, trade in rows
    )


def agreed_of(session: Session, host_id: int, names: Mapping[int, str]) -> tuple[Agreed, ...]:
    """What the person said yes to, in order."""
    rows = session.execute(
        select(Agreement, Trade)
        .join(Trade, Trade.id == Agreement.trade_id)
        .where(Agreement.host_id == host_id)
        .order_by(Agreement.id)
    )
    return tuple(
        Agreed(names.get(trade.host_id, ""), trade.day, trade.start_minute, agreement.at) for agreement, trade in rows
    )
