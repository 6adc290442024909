"""What hosts have given: the shifts they held that are over, with their hours, and the shadow shifts they did."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from delta_app.shifts.alerts_data import decisions_between
from delta_app.shifts.day_rules import is_over
from delta_app.shifts.model import Seat, Slot
from delta_app.shifts.queries import seats_between, shut_slots, slots_between


@dataclass(frozen=True)
class Given:
    """Shifts held and over, and their minutes; shadow shifts, which are learning, apart."""

    shifts: int = 0
    minutes: int = 0
    shadows: int = 0


@dataclass(frozen=True)
class Held:
    """One shift that was held and is over; ``minutes`` as far as it opened."""

    day: date
    start_minute: int
    minutes: int
    shadow: bool


def given_by(session: Session, host_id: int, first: date, last: date, local: datetime) -> Given:
    """What one host gave on these days, both included, as far as it is over now.

    A shift that was shut or decided closed was not held; of one that opened for some of its hours, those count.
    """
    held = held_by(session, host_id, first, last, local)
    done = [one.minutes for one in held if not one.shadow]
    return Given(len(done), sum(done), len(held) - len(done))


def held_by(session: Session, host_id: int, first: date, last: date, local: datetime) -> tuple[Held, ...]:
    """The same shift by shift, in order."""
    rows = slots_between(session, first, last)
    shut, seated = shut_slots(session, rows), seats_between(session, first, last)
    lost = {(row.day, row.start_minute): row.lost_minutes for row in decisions_between(session, first, last)}
    held = []
    for row in rows:
        kind = next((seat.kind for seat in seated.get(row.id, ()) if seat.host_id == host_id), None)
        length = row.end_minute - row.start_minute - lost.get((row.day, row.start_minute), 0)
        if kind is not None and row.id not in shut and length > 0 and is_over(row, local):
            held.append(Held(row.day, row.start_minute, length, shadow=kind == "shadow"))
    return tuple(held)


def first_seat_day(session: Session, host_id: int) -> date | None:
    """The first day that somebody has or had a seat, as host or as shadow."""
    return session.scalar(select(func.min(Slot.day)).join(Seat, Seat.slot_id == Slot.id).where(Seat.host_id == host_id))
