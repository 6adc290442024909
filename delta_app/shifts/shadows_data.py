"""Shadow shifts of newcomers: those held, counted and never typed; those to come; how many are to be given."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.core import clock
from delta_app.core.asking import asked_once
from delta_app.core.calendar import Month
from delta_app.hosts.path_data import PathNow, newcomers, path_marks, path_now, path_steps
from delta_app.shifts.alerts_data import not_open
from delta_app.shifts.day_rules import is_over
from delta_app.shifts.model import PublishedSeat, Roster, Seat, Slot
from delta_app.shifts.queries import slots_between


@dataclass(frozen=True)
class ShadowShift:
    """A shadow shift of somebody; ``sure``: it was published or given by hand, not only composed."""

    slot_id: int
    day: date
    start_minute: int
    end_minute: int
    sure: bool


@dataclass(frozen=True)
class Shadowing:
    """The shadow shifts of one person, in order: ``held`` are over and count, ``coming`` are not over."""

    held: tuple[ShadowShift, ...] = ()
    coming: tuple[ShadowShift, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        """The days of those held."""
        return tuple(shift.day for shift in self.held)


@asked_once
def shadowing(session: Session, host_ids: frozenset[int]) -> dict[int, Shadowing]:
    """The shadow shifts of those of these hosts who have any. One that nobody was told of, that was called off or
    closed, was not held."""
    rows = session.execute(
        select(Seat.host_id, Seat.slot_id, Seat.locked, Slot.day, Slot.start_minute, Slot.end_minute)
        .join(Slot, Slot.id == Seat.slot_id)
        .where(Seat.host_id.in_(host_ids), Seat.kind == "shadow", Slot.seats > 0)
        .order_by(Slot.day, Slot.start_minute, Seat.id)
    ).all()
    if not rows:
        return {}
    told = _told(session, {str(Month.of(row.day)) for row in rows})
    closed = not_open(session, slots_between(session, rows[0].day, rows[-1].day))
    local = clock.local_now()
    held: dict[int, list[ShadowShift]] = defaultdict(list)
    coming: dict[int, list[ShadowShift]] = defaultdict(list)
    for row in rows:
        if row.slot_id in closed:
            continue
        shift = ShadowShift(
            row.slot_id, row.day, row.start_minute, row.end_minute,
            sure=row.locked or (row.slot_id, row.host_id) in told,
        )  # fmt: skip
        if not is_over(shift, local):
            coming[row.host_id].append(shift)
        elif shift.sure:
            held[row.host_id].append(shift)
    return {host_id: Shadowing(tuple(held[host_id]), tuple(coming[host_id])) for host_id in {*held, *coming}}


def learners(session: Session) -> frozenset[int]:
    """The numbers of all newcomers."""
    return frozenset(one.host_id for one in newcomers(session))


def _told(session: Session, months: Collection[str]) -> frozenset[tuple[int, int]]:
    """(slot id, host id) of every shadow of these months that was ever published."""
    rosters = session.scalars(select(Roster.id).where(Roster.month.in_(months)).order_by(Roster.id)).all()
    rows = session.execute(
        select(PublishedSeat.slot_id, PublishedSeat.host_id)
        .where(PublishedSeat.roster_id.in_(rosters), PublishedSeat.kind == "shadow")
        .distinct()
    )
    return frozenset((row.slot_id, row.host_id) for row in rows)


def newcomer_path(session: Session, host_id: int, own_needed: int) -> PathNow:
    """Where one person is on the path, shadow shifts counted."""
    shadows = shadowing_of(session, host_id)
    return path_now(path_steps(session), path_marks(session).get(host_id, ()), shadows.days, own_needed)


def shadowing_of(session: Session, host_id: int) -> Shadowing:
    """The shadow shifts of one person; those of all newcomers are read together."""
    together = learners(session)
    asked = together if host_id in together else frozenset({host_id})
    return shadowing(session, asked).get(host_id, Shadowing())


def shadows_wanted(session: Session) -> dict[int, int]:
    """How many shadow shifts each newcomer is to have in all, by host: the number noted for them alone, else that of
    the path once shadow shifts are what comes next. None for whoever has done with them."""
    found = {}
    steps, marks, shadows_of = path_steps(session), path_marks(session), shadowing(session, learners(session))
    for newcomer in newcomers(session):
        held = shadows_of.get(newcomer.host_id, Shadowing()).days
        path = path_now(steps, marks.get(newcomer.host_id, ()), held, newcomer.own_needed)
        shadows = path.shadows
        marked = shadows is not None and shadows.mark is not None
        if marked or path.active_on is not None:
            continue
        if newcomer.own_needed:
            found[newcomer.host_id] = newcomer.own_needed
        elif path.may_shadow and shadows is not None:
            found[newcomer.host_id] = shadows.needed
    return found


def shadows_done(session: Session, apart_from: tuple[date, date]) -> dict[int, int]:
    """How many shadow shifts each newcomer has, held or to come, those from one day to another left aside."""
    first, last = apart_from
    return {
        host_id: sum(not first <= shift.day <= last for shift in (*one.held, *one.coming))
        for host_id, one in shadowing(session, learners(session)).items()
    }
