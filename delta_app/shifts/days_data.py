"""What stands on some days: the slots and the people in them, asked before the place is closed then."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from delta_app.core import clock
from delta_app.shifts.queries import seats_between, slots_between


@dataclass(frozen=True)
class DaysRow:
    """Slots still to come on these days, and how many people sit in them."""

    slots: int
    people: int


def days_row(session: Session, first: date, last: date) -> DaysRow:
    """What would be touched by closing from one day to another, both included; days gone by are not."""
    start = max(first, clock.today())
    if start > last:
        return DaysRow(0, 0)
    slots = [slot for slot in slots_between(session, start, last) if slot.seats]
    seats = seats_between(session, start, last)
    people = {seat.host_id for slot in slots for seat in seats.get(slot.id, ())}
    return DaysRow(len(slots), len(people))
