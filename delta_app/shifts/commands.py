"""Acts on a month of the roster: open it, apply a composed plan, keep what composing weighs, publish."""

from collections.abc import Sequence
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
from delta_app.hosts.queries import hosts
from delta_app.shifts.alerts_data import not_open
from delta_app.shifts.model import Publication, PublishedSeat, PublishedSlot, Roster, Seat, Slot
from delta_app.shifts.queries import (
    people_told,
    roster,
    seats_of,
    slots_of,
    standing_plan,
)
from delta_app.shifts.roster_data import RosterProblem, asked_slot, roster_problem
from delta_app.shifts.settings import REST_MINUTES, SHARE_UNSOCIAL, WISH_DUTCH, WISH_MIX, Weights
from delta_app.venue.commands import close_holidays_up_to
from delta_app.venue.queries import (
    PlannedSlot,
    closures_between,
    opening_pattern,
    planned_slots_of,
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
    fixed_slots = not_open(session, slots) | {row.id for row in slots if row.day < clock.today()}
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
