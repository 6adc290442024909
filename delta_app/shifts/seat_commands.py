"""One slot and its seats corrected by hand: people seated, freed, fixed, moved, a slot changed or called off."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

import delta_app.shifts.words  # noqa: F401 (registers what the refusals say)
from delta_app.core.access import Role, allowed
from delta_app.core.errors import Refused
from delta_app.hosts.queries import HostRow, hosts
from delta_app.hosts.state_data import states_on
from delta_app.shifts.alerts_data import not_open
from delta_app.shifts.candidates_data import candidates
from delta_app.shifts.model import Seat, Slot
from delta_app.shifts.queries import (
    slots_between,
)
from delta_app.venue.queries import (
    DEFAULT_SEATS,
    MOST_SEATS,
    planned_slots_on,
)


@allowed(Role.COORDINATOR)
def edit_slot(
    session: Session,
    slot_id: int,
    *,
    start_minute: int,
    end_minute: int,
    seats: int,
    note: str = "",
    wants_dutch: bool | None = None,
    wants_mix: bool | None = None,
) -> None:
    """Change one slot by hand; generating the month again will leave it so. No seats: the slot is not held.

    Wishes that are None stay as they are.

    Refuses ``no_such_slot``, ``bad_times``, ``bad_seats``, ``slot_in_the_way``, ``too_many_in_slot``.
    """
    row = _slot(session, slot_id)
    if not 0 <= start_minute < end_minute <= 24 * 60:
        raise Refused("bad_times", start_minute=start_minute, end_minute=end_minute)
    if not 0 <= seats <= MOST_SEATS:
        raise Refused("bad_seats", most=MOST_SEATS)
    for other in session.scalars(select(Slot).where(Slot.day == row.day, Slot.id != row.id).order_by(Slot.id)):
        if other.start_minute < end_minute and start_minute < other.end_minute:
            raise Refused("slot_in_the_way", day=row.day, start_minute=other.start_minute, end_minute=other.end_minute)
    # Where nobody comes, no shadow does either.
    taken = len([seat for seat in _seats_in(session, slot_id) if seat.kind == "host" or not seats])
    if seats < taken:
        raise Refused("too_many_in_slot", taken=taken, seats=seats)
    row.start_minute, row.end_minute, row.seats, row.note = start_minute, end_minute, seats, note.strip()
    row.wants_dutch = row.wants_dutch if wants_dutch is None else wants_dutch
    row.wants_mix = row.wants_mix if wants_mix is None else wants_mix
    row.edited = True


@allowed(Role.COORDINATOR)
def note_slot(session: Session, slot_id: int, note: str) -> None:
    """Write something beside a slot, which goes on following the opening pattern. Refuses ``no_such_slot``."""
    _slot(session, slot_id).note = note.strip()


@allowed(Role.COORDINATOR)
def call_off_slot(session: Session, slot_id: int) -> tuple[int, ...]:
    """Do not hold a slot, and free whoever sits there; returns their host ids. Refuses ``no_such_slot``."""
    row = _slot(session, slot_id)
    seats = _seats_in(session, slot_id)
    for seat in seats:
        session.delete(seat)
    row.seats, row.edited = 0, True
    return tuple(seat.host_id for seat in seats)


@allowed(Role.COORDINATOR)
def hold_slot_again(session: Session, slot_id: int) -> int:
    """Hold a slot that was called off, with the seats the opening hours give it; returns how many.

    Where it is as the opening hours say, it follows them again. Refuses ``no_such_slot``.
    """
    row = _slot(session, slot_id)
    if row.seats:
        return row.seats
    came_from = (row.planned_day or row.day, row.start_minute if row.planned_start is None else row.planned_start)
    planned = next(
        (slot for slot in planned_slots_on(session, came_from[0]) if slot.start_minute == came_from[1]), None
    )
    row.seats = DEFAULT_SEATS if planned is None else planned.seats
    row.edited = planned is None or any(
        getattr(row, column) != getattr(planned, column)
        for column in ("day", "start_minute", "end_minute", "wants_dutch", "wants_mix", "unsocial")
    )
    return row.seats


@allowed(Role.COORDINATOR)
def assign_host(
    session: Session, slot_id: int, host_id: int, *, kind: str = "host", locked: bool = True, overrule: str = ""
) -> int:
    """Seat somebody by hand; returns the seat's id. Such a seat is fixed: composing leaves it.

    ``overrule`` is why a rule is set aside for it. Nobody is asked for one here: the coordinator may seat anybody.

    Whoever is still learning comes as a shadow, and nobody else does. Refuses ``no_such_slot``, ``slot_shut``,
    ``no_such_host``, ``host_paused``, ``host_gone_then``, ``not_learning``, ``already_seated``, ``slot_full``,
    ``shadow_there``, ``elsewhere_then``.
    """
    slot = _slot(session, slot_id)
    host = _host(session, host_id)
    _refuse_to_seat(session, slot, host, wanted=kind)
    seat = Seat(
        slot_id=slot_id,
        host_id=host_id,
        kind=_kind_of(host),
        locked=locked,
        partner_id=host.partner_id,
        overrule=overrule.strip(),
    )
    session.add(seat)
    session.flush()
    return seat.id


@allowed(Role.COORDINATOR)
def assign_where_possible(session: Session, host_id: int, slot_ids: Collection[int]) -> tuple[int, ...]:
    """Seat somebody in each of some slots where a seat is free and nothing stands against it once the ones before are
    given; returns the slots given, in order. Refuses ``no_such_slot``, ``no_such_host``, ``month_gone``."""
    _host(session, host_id)
    given = []
    for slot in sorted((_slot(session, slot_id) for slot_id in slot_ids), key=lambda row: (row.day, row.start_minute)):
        free = slot.seats > sum(seat.kind == "host" for seat in _seats_in(session, slot.id))
        fitting = candidates(session, slot.id) if free else ()
        if any(one.host_id == host_id and one.fits for one in fitting):
            assign_host(session, slot.id, host_id)
            given.append(slot.id)
    return tuple(given)


def _host(session: Session, host_id: int) -> HostRow:
    host = next((host for host in hosts(session) if host.id == host_id), None)
    if host is None:
        raise Refused("no_such_host")
    return host


def _kind_of(host: HostRow) -> str:
    """Whoever is still learning comes as a shadow."""
    return "shadow" if host.level == "trainee" else "host"


def _refuse_to_seat(
    session: Session, slot: Slot, host: HostRow, *, wanted: str = "host", leaving: Collection[int] = ()
) -> None:
    """Refuse a place that there is not, or that somebody cannot be in; the seats in ``leaving`` count no more."""
    if not slot.seats or slot.id in not_open(session, slots_between(session, slot.day, slot.day)):
        raise Refused("slot_shut", day=slot.day, start_minute=slot.start_minute, end_minute=slot.end_minute)
    state = states_on(session, slot.day)[host.id]
    if state != "active":
        raise Refused("host_paused" if state == "paused" else "host_gone_then", name=host.name, day=slot.day)
    kind = _kind_of(host)
    if wanted == "shadow" and kind != "shadow":
        raise Refused("not_learning", name=host.name)
    present = [seat for seat in _seats_in(session, slot.id) if seat.id not in leaving]
    if any(seat.host_id == host.id for seat in present):
        raise Refused("already_seated", name=host.name)
    alike = [seat for seat in present if seat.kind == kind]
    if kind == "shadow" and alike:
        raise Refused("shadow_there")
    if kind == "host" and len(alike) >= slot.seats:
        raise Refused("slot_full", seats=slot.seats)
    _refuse_double_booking(session, slot, host, leaving)


def _refuse_double_booking(session: Session, slot: Slot, host: HostRow, leaving: Collection[int]) -> None:
    others = session.execute(
        select(Slot, Seat.id)
        .join(Seat, Seat.slot_id == Slot.id)
        .where(Seat.host_id == host.id, Slot.day == slot.day)
        .order_by(Slot.id)
    )
    for other, seat_id in others:
        at_once = other.start_minute < slot.end_minute and slot.start_minute < other.end_minute
        if at_once and seat_id not in leaving:
            raise Refused(
                "elsewhere_then",
                name=host.name,
                day=other.day,
                start_minute=other.start_minute,
                end_minute=other.end_minute,
            )


@allowed(Role.COORDINATOR)
def move_seat(session: Session, seat_id: int, slot_id: int, *, overrule: str = "") -> None:
    """Have somebody come to another slot instead, fixed there. Refuses ``no_such_seat`` and as ``assign_host``."""
    seat, slot = _seat(session, seat_id), _slot(session, slot_id)
    _refuse_to_seat(session, slot, _host(session, seat.host_id), leaving=(seat.id,))
    _put(session, seat, slot_id, overrule)


@allowed(Role.COORDINATOR)
def swap_seats(session: Session, seat_id: int, other_id: int, *, overrule: str = "") -> None:
    """Have two people change places, both fixed; each service's promise goes with its own person.

    Refuses ``no_such_seat`` and as ``assign_host``, for either of them.
    """
    one, other = _seat(session, seat_id), _seat(session, other_id)
    for comes, to in ((one, other), (other, one)):
        slot = _slot(session, to.slot_id)
        _refuse_to_seat(session, slot, _host(session, comes.host_id), leaving=(one.id, other.id))
    here, there = one.slot_id, other.slot_id
    _put(session, one, there, overrule)
    _put(session, other, here, overrule)


@allowed(Role.COORDINATOR)
def replace_host(session: Session, seat_id: int, host_id: int, *, overrule: str = "") -> int:
    """Seat somebody in the place of somebody else; returns the new seat's id.

    Refuses ``no_such_seat`` and as ``assign_host``.
    """
    seat = _seat(session, seat_id)
    slot_id = seat.slot_id
    session.delete(seat)
    session.flush()
    return assign_host(session, slot_id, host_id, overrule=overrule)


def _put(session: Session, seat: Seat, slot_id: int, overrule: str) -> None:
    """Bring a seat to another slot; what was said of it there is over."""
    seat.slot_id, seat.kind = slot_id, _kind_of(_host(session, seat.host_id))
    seat.locked, seat.seeking, seat.overrule = True, False, overrule.strip()


@allowed(Role.COORDINATOR)
def free_seat(session: Session, seat_id: int) -> None:
    """Free a seat. Refuses ``no_such_seat``."""
    session.delete(_seat(session, seat_id))


@allowed(Role.COORDINATOR)
def lock_seat(session: Session, seat_id: int, *, locked: bool) -> None:
    """Fix a seat so that composing leaves it, or let it go again. Refuses ``no_such_seat``."""
    _seat(session, seat_id).locked = locked


def _slot(session: Session, slot_id: int) -> Slot:
    row = session.get(Slot, slot_id)
    if row is None:
        raise Refused("no_such_slot")
    return row


def _seat(session: Session, seat_id: int) -> Seat:
    row = session.get(Seat, seat_id)
    if row is None:
        raise Refused("no_such_seat")
    return row


def _seats_in(session: Session, slot_id: int) -> Sequence[Seat]:
    return session.scalars(select(Seat).where(Seat.slot_id == slot_id).order_by(Seat.id)).all()
