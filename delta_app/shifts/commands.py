"""Acts on the roster: open a month, seat and free people, apply a composed plan, publish, note poll answers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

import delta_app.shifts.words  # noqa: F401 (registers what the refusals say)
from delta_app.core import clock
from delta_app.core.access import Role, allowed
from delta_app.core.calendar import Month
from delta_app.core.errors import Refused
from delta_app.core.i18n import _
from delta_app.core.settings import change_setting
from delta_app.hosts.queries import HostRow, hosts
from delta_app.shifts.candidates_data import candidates
from delta_app.shifts.model import Publication, PublishedSeat, PublishedSlot, Roster, Seat, Slot
from delta_app.shifts.queries import (
    people_told,
    roster,
    seats_of,
    shut_slots,
    slots_between,
    slots_of,
    standing_plan,
)
from delta_app.shifts.roster_data import RosterProblem, asked_slot, roster_problem
from delta_app.shifts.settings import REST_MINUTES, SHARE_UNSOCIAL, WISH_DUTCH, WISH_MIX, Weights
from delta_app.venue.commands import close_holidays_up_to
from delta_app.venue.queries import (
    DEFAULT_SEATS,
    MOST_SEATS,
    PlannedSlot,
    closures_between,
    opening_pattern,
    planned_slots_of,
    planned_slots_on,
)


@dataclass(frozen=True)
class OpenedMonth:
    """What opening a month did.

    ``kept`` are slots that no longer fit the pattern but have people in them; ``freed`` counts the seats of a draft
    nobody was told of, taken away with their slots; ``closed`` are the holidays of a new year.
    """

    added: int
    changed: int
    removed: int
    freed: int
    kept: tuple[tuple[date, int], ...]
    closed: tuple[tuple[date, str], ...]


@dataclass(frozen=True)
class PlanApplied:
    """What applying a plan did: the seats given and freed as (slot id, host id), how many were left as they were."""

    given: tuple[tuple[int, int], ...]
    taken_away: tuple[tuple[int, int], ...]
    unchanged: int

    @property
    def seated(self) -> int:
        """How many seats were given."""
        return len(self.given)

    @property
    def freed(self) -> int:
        """How many seats were freed."""
        return len(self.taken_away)


@allowed(Role.COORDINATOR)
def open_month(session: Session, month: Month) -> OpenedMonth:
    """Give a month the slots of the opening pattern, or bring them up to date with it.

    Slots edited by hand and days gone by are left alone, and nothing comes to overlap them. A slot that the pattern no
    longer has goes, unless somebody who was told sits there: then it is kept, and nobody joins them. The first month of
    a year that is opened closes the year's legal holidays, where the place keeps them.

    Refuses ``no_opening_pattern``, ``month_closed``.
    """
    closed = close_holidays_up_to(session, month.year)
    session.flush()
    opened = session.scalar(select(Roster.id).where(Roster.month == str(month))) is not None
    first = max(month.first, clock.today()) if opened else month.first
    planned = {(slot.day, slot.start_minute): slot for slot in planned_slots_of(session, month) if slot.day >= first}
    rows = session.scalars(select(Slot).where(Slot.day.between(first, month.last)).order_by(Slot.id)).all()
    if not planned and not rows and not (opened and slots_of(session, month)):
        _refuse_closed(session, month)
        raise Refused("no_opening_pattern", month=month)
    counts = {"added": 0, "changed": 0, "removed": 0, "freed": 0}
    kept: list[tuple[date, int]] = []
    told_of = _slots_told_of(session, month)
    for row in rows:
        key = (row.planned_day, row.planned_start) if row.planned_day is not None else (row.day, row.start_minute)
        slot = planned.pop(key, None)  # type: ignore[arg-type]
        if row.edited:
            continue
        if slot is not None:
            counts["changed"] += not _overlaps_edited(slot, rows) and _bring_up_to_date(row, slot)
        elif row.id in told_of:
            row.planned_day = row.planned_start = None
            kept.append((row.day, row.start_minute))
        else:
            counts["freed"] += _remove_slot(session, row)
            counts["removed"] += 1
    session.flush()
    for slot in planned.values():
        if not _overlaps_edited(slot, rows):
            session.add(_slot_from(slot))
            counts["added"] += 1
    if not opened:
        session.add(Roster(month=str(month)))
    return OpenedMonth(**counts, kept=tuple(sorted(kept)), closed=closed)


def _refuse_closed(session: Session, month: Month) -> None:
    """Refuse ``month_closed`` when the hours would give slots and only closures take them all."""
    if opening_pattern(session) and not planned_slots_of(session, month):
        reasons = [closed.reason for closed in closures_between(session, month.first, month.last)]
        if reasons:
            raise Refused("month_closed", month=month, reasons=list(dict.fromkeys(reasons)))


def _slots_told_of(session: Session, month: Month) -> set[int]:
    """Slots with people who know of it: their seat was published, or given by hand.

    Seats that composing gave since are nobody's yet.
    """
    told = people_told(session, month)
    return {
        seat.slot_id
        for seats in seats_of(session, month).values()
        for seat in seats
        if seat.locked or seat.seeking or (seat.slot_id, seat.host_id) in told
    }


def _remove_slot(session: Session, row: Slot) -> int:
    """Take a slot away with whoever sits there; returns how many seats went."""
    seats = _seats_in(session, row.id)
    for seat in seats:
        session.delete(seat)
    session.delete(row)
    return len(seats)


def _slot_from(planned: PlannedSlot) -> Slot:
    return Slot(
        day=planned.day,
        start_minute=planned.start_minute,
        end_minute=planned.end_minute,
        seats=planned.seats,
        wants_dutch=planned.wants_dutch,
        wants_mix=planned.wants_mix,
        unsocial=planned.unsocial,
        planned_day=planned.day,
        planned_start=planned.start_minute,
    )


def _overlaps_edited(planned: PlannedSlot, rows: Sequence[Slot]) -> bool:
    """Whether a slot changed by hand takes up some of this time."""
    return any(
        row.edited
        and row.day == planned.day
        and row.start_minute < planned.end_minute
        and planned.start_minute < row.end_minute
        for row in rows
    )


def _bring_up_to_date(row: Slot, planned: PlannedSlot) -> bool:
    """Write what the pattern says into a slot nobody edited; tells whether anything changed."""
    changed = False
    for column in ("end_minute", "seats", "wants_dutch", "wants_mix", "unsocial"):
        if getattr(row, column) != getattr(planned, column):
            setattr(row, column, getattr(planned, column))
            changed = True
    row.planned_day, row.planned_start = planned.day, planned.start_minute
    return changed


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
    ``no_such_host``, ``host_paused``, ``not_learning``, ``already_seated``, ``slot_full``, ``shadow_there``,
    ``elsewhere_then``.
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
    if not slot.seats or slot.id in shut_slots(session, slots_between(session, slot.day, slot.day)):
        raise Refused("slot_shut", day=slot.day, start_minute=slot.start_minute, end_minute=slot.end_minute)
    if host.state == "paused":
        raise Refused("host_paused", name=host.name)
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


@allowed(Role.COORDINATOR)
def seek_replacement(session: Session, seat_id: int, *, seeking: bool) -> None:
    """Mark that a seat looks for somebody else; its host stays responsible until then. Refuses ``no_such_seat``."""
    _seat(session, seat_id).seeking = seeking


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


@allowed(Role.COORDINATOR)
def apply_plan(
    session: Session,
    composed: RosterProblem,
    assigned: Sequence[tuple[int, int]],
    shadows: Sequence[tuple[int, int]] = (),
) -> PlanApplied:
    """Put a composed plan, as (host id, slot number of ``composed``), in the place of the month's free seats.

    Locked seats and days gone by stay, and whoever is to be told of a slot shut since. What somebody was asked for
    beyond their maximum becomes a fixed seat that says so. Refuses ``plan_outdated`` when
    the file has changed since it was composed.
    """
    month = composed.month
    again = roster_problem(
        session,
        month,
        repair=composed.problem.is_repair,
        keep=composed.keep,
        asks=composed.asks,
        weights=composed.weights,
    )
    if again != composed:
        raise Refused("plan_outdated")
    own, slot_ids = composed.own_slots, again.slot_ids
    wanted = {(slot_ids[number], host): "host" for host, number in assigned if number in own}
    wanted |= {(slot_ids[number], host): "shadow" for host, number in shadows if number in own}
    partner_of = {host.id: host.partner_id for host in hosts(session)}
    slots = slots_of(session, month)
    fixed_slots = shut_slots(session, slots) | {row.id for row in slots if row.day < clock.today()}
    freed: list[tuple[int, int]] = []
    unchanged = 0
    for slot in slots:
        for seat in _seats_in(session, slot.id):
            kind = wanted.pop((seat.slot_id, seat.host_id), None)
            if kind is not None:
                unchanged += 1
                if seat.slot_id not in fixed_slots:
                    seat.kind = kind  # they learn, or have a seat, by what they are now
            elif not seat.locked and seat.slot_id not in fixed_slots:
                session.delete(seat)
                freed.append((seat.slot_id, seat.host_id))
    session.flush()
    for (slot_id, host_id), kind in sorted(wanted.items()):
        session.add(Seat(slot_id=slot_id, host_id=host_id, kind=kind, partner_id=partner_of.get(host_id)))
    _fix_what_was_asked(session, again, assigned)
    return PlanApplied(tuple(sorted(wanted)), tuple(freed), unchanged)


def _fix_what_was_asked(session: Session, composed: RosterProblem, assigned: Sequence[tuple[int, int]]) -> None:
    """A shift more than somebody's maximum is fixed, with the reason, and so are those it was asked beside: composing
    again leaves them, and nobody wonders why."""
    session.flush()
    for ask in composed.asks:
        more = asked_slot(composed, ask, assigned)
        for number in sorted(composed.own_slots):
            if number != more and composed.spans[number][:2] not in ask.held:
                continue
            for seat in _seats_in(session, composed.slot_ids[number]):
                if seat.host_id == ask.host_id:
                    seat.locked = True
                    if number == more:
                        seat.overrule = _("une permanence de plus que son maximum, demandée pour ce mois")


@allowed(Role.COORDINATOR)
def keep_weights(session: Session, weights: Weights) -> None:
    """Make what was tried on a proposal the place's own. Refuses ``bad_setting``."""
    change_setting(session, WISH_DUTCH, weights.wish_dutch)
    change_setting(session, WISH_MIX, weights.wish_mix)
    change_setting(session, SHARE_UNSOCIAL, weights.share_unsocial)
    change_setting(session, REST_MINUTES, weights.rest_minutes)


@allowed(Role.COORDINATOR)
def publish(session: Session, month: Month) -> int:
    """Make the month as it stands the next published version, and return its number, which no other ever had.

    Slots shut since are not in it: whoever sits there is still to be told, and was published before.
    Refuses ``nothing_to_publish`` for a month without slots, ``month_closed`` for one without open days,
    ``nothing_changed`` when the last version still stands.
    """
    if not slots_of(session, month):
        _refuse_closed(session, month)
        raise Refused("nothing_to_publish", month=month)
    row = session.scalar(select(Roster).where(Roster.month == str(month)))
    if row is None:
        row = Roster(month=str(month), version=0)
        session.add(row)
        session.flush()
    present = roster(session, month)
    if row.version and not present.changed_slots:
        raise Refused("nothing_changed", version=row.version)
    row.version, row.published_at = present.next_version, clock.now()
    session.add(Publication(month=str(month), version=row.version, at=row.published_at))
    slots, seats = standing_plan(session, month)
    for slot in slots:
        session.add(
            PublishedSlot(
                roster_id=row.id,
                version=row.version,
                slot_id=slot.id,
                day=slot.day,
                start_minute=slot.start_minute,
                end_minute=slot.end_minute,
                seats=slot.seats,
            )
        )
    for seat in seats:
        session.add(
            PublishedSeat(
                roster_id=row.id, version=row.version, slot_id=seat.slot_id, host_id=seat.host_id, kind=seat.kind
            )
        )
    return row.version
