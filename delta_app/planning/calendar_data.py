"""What a calendar file of a month says beside its shifts: whose it is, how new it is, and what was called off."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from delta_app.core import journal
from delta_app.core.calendar import Month
from delta_app.planning.queries import standing_slots
from delta_app.shifts import queries as shifts
from delta_app.venue.queries import venue


@dataclass(frozen=True)
class CalledOff:
    """A slot, or somebody's shift, that was published once and is no more."""

    slot_id: int
    day: date
    start_minute: int
    end_minute: int


@dataclass(frozen=True)
class CalendarFacts:
    """What a calendar file needs beside the month: who its entries belong to, how new they are, what to take out.

    ``sequence`` grows with every change of what calendars say (RFC 5545, 3.8.7.4).
    """

    uid: str
    sequence: int
    called_off: tuple[CalledOff, ...] = ()


_IN_CALENDARS = ("slot", "seat", "host", "venue", "roster", "closure", "extra_opening", "opening_decision")


def calendar_facts(session: Session, month: Month, host_id: int | None = None) -> CalendarFacts:
    """For the calendar of a month, or of one host's shifts in it. Refuses ``no_venue``."""
    rows, seated, _shut = standing_slots(session, month)
    standing = {
        slot.id for slot in rows if host_id is None or any(seat.host_id == host_id for seat in seated.get(slot.id, ()))
    }
    return CalendarFacts(
        uid=venue(session).calendar_uid,
        sequence=journal.last_touching(session, _IN_CALENDARS),
        called_off=tuple(
            CalledOff(slot_id, *span)
            for slot_id, span in shifts.published_ever(session, month, host_id).items()
            if slot_id not in standing
        ),
    )
