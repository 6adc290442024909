"""Slots, seats and the state of a month's roster as frozen rows."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from delta_app.core.asking import asked_once
from delta_app.core.calendar import Month
from delta_app.shifts.model import Publication, PublishedSeat, PublishedSlot, Roster, Seat, Slot
from delta_app.venue.queries import closure_reason, closures_between, extra_openings_between, planned_slots_of


@dataclass(frozen=True)
class SlotRow:
    """A slot; times are local minutes since midnight. ``outside`` the opening hours: kept for whoever sits there."""

    id: int
    day: date
    start_minute: int
    end_minute: int
    seats: int
    wants_dutch: bool
    wants_mix: bool
    unsocial: bool
    edited: bool
    note: str
    outside: bool = False


@dataclass(frozen=True)
class SeatRow:
    """Somebody in a slot: ``kind`` host or shadow; ``overrule``: why a rule was set aside for it, mostly empty."""

    id: int
    slot_id: int
    host_id: int
    kind: str
    locked: bool
    seeking: bool
    overrule: str = ""


@dataclass(frozen=True)
class RosterRow:
    """How far a month is: never opened, draft, or published as ``version``; which seats differ from that version.

    ``added`` and ``removed`` hold (slot id, host id, kind); ``moved_slots`` the slots that are new, gone, or have other
    hours or another number of seats. ``next_version`` is the number that publishing would give.
    """

    version: int
    published_at: datetime | None
    added: frozenset[tuple[int, int, str]]
    removed: frozenset[tuple[int, int, str]]
    moved_slots: frozenset[int] = frozenset()
    next_version: int = 1

    @property
    def changed_slots(self) -> frozenset[int]:
        """Slots that are not as they were published."""
        return frozenset(slot_id for slot_id, _host, _kind in self.added | self.removed) | self.moved_slots


@asked_once
def slots_between(session: Session, first: date, last: date) -> tuple[SlotRow, ...]:
    """Slots on these days, both included, in order."""
    # Columns, not mapped rows: these are read by the hundred after every act.
    columns = (
        Slot.id, Slot.day, Slot.start_minute, Slot.end_minute, Slot.seats, Slot.wants_dutch, Slot.wants_mix,
        Slot.unsocial, Slot.edited, Slot.note, Slot.planned_day,
    )  # fmt: skip
    rows = session.execute(select(*columns).where(Slot.day.between(first, last)).order_by(Slot.day, Slot.start_minute))
    return tuple(
        SlotRow(
            id=row.id,
            day=row.day,
            start_minute=row.start_minute,
            end_minute=row.end_minute,
            seats=row.seats,
            wants_dutch=row.wants_dutch,
            wants_mix=row.wants_mix,
            unsocial=row.unsocial,
            edited=row.edited,
            note=row.note,
            outside=row.planned_day is None and not row.edited,
        )
        for row in rows
    )


def slot_row(session: Session, slot_id: int) -> SlotRow | None:
    """One slot; None when it is gone."""
    day = session.scalar(select(Slot.day).where(Slot.id == slot_id))
    return None if day is None else next(row for row in slots_between(session, day, day) if row.id == slot_id)


def slots_of(session: Session, month: Month) -> tuple[SlotRow, ...]:
    """A month's slots, in order; none when the month was not opened yet."""
    return slots_between(session, month.first, month.last)


def slots_not_held(session: Session, month: Month) -> tuple[SlotRow, ...]:
    """A month's slots that were called off, in order: shown nowhere, they can be held again. Not those shut since."""
    rows = slots_of(session, month)
    shut = shut_slots(session, rows)
    return tuple(row for row in rows if not row.seats and row.id not in shut)


@asked_once
def seats_between(session: Session, first: date, last: date) -> dict[int, tuple[SeatRow, ...]]:
    """Who sits in the slots of these days, by slot id, in the order they were seated."""
    # Columns, not mapped rows: these are read by the hundred after every act.
    rows = session.execute(
        select(Seat.id, Seat.slot_id, Seat.host_id, Seat.kind, Seat.locked, Seat.seeking, Seat.overrule)
        .join(Slot, Slot.id == Seat.slot_id)
        .where(Slot.day.between(first, last))
        .order_by(Seat.id)
    )
    found: dict[int, list[SeatRow]] = defaultdict(list)
    for row in rows:
        found[row.slot_id].append(SeatRow(*row))
    return {slot_id: tuple(seats) for slot_id, seats in found.items()}


def shut_slots(session: Session, slots: tuple[SlotRow, ...]) -> frozenset[int]:
    """Those of some slots, in order, that lie outside the hours or on days closed since: they stay for whom to tell."""
    if not slots:
        return frozenset()
    first, last = slots[0].day, slots[-1].day
    closures = closures_between(session, first, last)
    extras = {(extra.day, extra.start_minute) for extra in extra_openings_between(session, first, last)}
    return frozenset(
        row.id
        for row in slots
        if row.outside or (closure_reason(row.day, closures) and (row.day, row.start_minute) not in extras)
    )


def seats_of(session: Session, month: Month) -> dict[int, tuple[SeatRow, ...]]:
    """Who sits in a month's slots, by slot id."""
    return seats_between(session, month.first, month.last)


def known_spans(session: Session, month: Month) -> tuple[tuple[date, int, int], ...]:
    """(day, start, end) of a month's slots; of the slots it should have while it is not opened."""
    rows = slots_of(session, month)
    if rows:
        return tuple((row.day, row.start_minute, row.end_minute) for row in rows if row.seats)
    return tuple((slot.day, slot.start_minute, slot.end_minute) for slot in planned_slots_of(session, month))


def seats_owed(session: Session, partner_id: int) -> int:
    """How many seats, of any month, a service owes or owed."""
    return session.scalar(select(func.count()).select_from(Seat).where(Seat.partner_id == partner_id)) or 0


@asked_once
def roster(session: Session, month: Month) -> RosterRow:
    """The state of a month. A slot shut since counts as gone, with whoever sits there: that is what changed."""
    given = session.scalar(select(func.max(Publication.version)).where(Publication.month == str(month))) or 0
    row = session.scalar(select(Roster).where(Roster.month == str(month)))
    if row is None or row.version == 0:
        return RosterRow(0, None, frozenset(), frozenset(), next_version=given + 1)
    published = frozenset(published_seats(session, row.id, row.version))
    slots, seats = standing_plan(session, month)
    present = frozenset((seat.slot_id, seat.host_id, seat.kind) for seat in seats)
    on_the_wall = frozenset(_published_slots(session, row.id, row.version))
    now = frozenset((slot.id, slot.day, slot.start_minute, slot.end_minute, slot.seats) for slot in slots)
    moved = frozenset(slot_id for slot_id, *_times in on_the_wall ^ now)
    return RosterRow(row.version, row.published_at, present - published, published - present, moved, given + 1)


def standing_plan(session: Session, month: Month) -> tuple[tuple[SlotRow, ...], tuple[SeatRow, ...]]:
    """A month's slots and the seats in them, without those shut since: what the next version says."""
    slots = slots_of(session, month)
    shut = shut_slots(session, slots)
    seats = [seat for slot_id, seats in seats_of(session, month).items() if slot_id not in shut for seat in seats]
    return tuple(slot for slot in slots if slot.id not in shut), tuple(seats)


def _published_slots(session: Session, roster_id: int, version: int) -> list[tuple[int, date, int, int, int]]:
    columns = (
        PublishedSlot.slot_id,
        PublishedSlot.day,
        PublishedSlot.start_minute,
        PublishedSlot.end_minute,
        PublishedSlot.seats,
    )
    here = (PublishedSlot.roster_id == roster_id, PublishedSlot.version == version)
    return [tuple(row) for row in session.execute(select(*columns).where(*here))]  # type: ignore[misc]


def published_seats(session: Session, roster_id: int, version: int) -> tuple[tuple[int, int, str], ...]:
    """(slot id, host id, kind) of every seat of a published version."""
    rows = session.execute(
        select(PublishedSeat.slot_id, PublishedSeat.host_id, PublishedSeat.kind)
        .where(PublishedSeat.roster_id == roster_id, PublishedSeat.version == version)
        .order_by(PublishedSeat.id)
    )
    return tuple((slot_id, host_id, kind) for slot_id, host_id, kind in rows)


def people_told(session: Session, month: Month) -> frozenset[tuple[int, int]]:
    """(slot id, host id) of every seat of any version that stands or stood."""
    rows = session.execute(
        select(PublishedSeat.slot_id, PublishedSeat.host_id)
        .join(Roster, Roster.id == PublishedSeat.roster_id)
        .where(Roster.month == str(month))
        .distinct()
    )
    return frozenset((slot_id, host_id) for slot_id, host_id in rows)


def published_ever(session: Session, month: Month, host_id: int | None = None) -> dict[int, tuple[date, int, int]]:
    """Slot id → (day, start, end) as last published, of every slot of any version of a month; of one host's seats."""
    shown = select(PublishedSlot).join(Roster, Roster.id == PublishedSlot.roster_id).where(Roster.month == str(month))
    if host_id is not None:
        shown = shown.join(
            PublishedSeat,
            and_(
                PublishedSeat.roster_id == PublishedSlot.roster_id,
                PublishedSeat.version == PublishedSlot.version,
                PublishedSeat.slot_id == PublishedSlot.slot_id,
            ),
        ).where(PublishedSeat.host_id == host_id)
    rows = session.scalars(shown.order_by(PublishedSlot.version))
    return {row.slot_id: (row.day, row.start_minute, row.end_minute) for row in rows}


def last_slot_day(session: Session) -> date | None:
    """The last day that has a slot."""
    return session.scalar(select(func.max(Slot.day)))
