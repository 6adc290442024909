"""Acts on rooms: those of the venue's own, and a room kept for something that is on no programme."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

import delta_app.upkeep.words  # noqa: F401 (registers what the refusals say)
from delta_app.core.access import Role, allowed
from delta_app.core.errors import Refused
from delta_app.programme.commands import plan_activity, remove_activity
from delta_app.programme.model import Activity
from delta_app.programme.recurring_data import Plan, Scope
from delta_app.upkeep.room_data import BOOKING_MARK, is_booking
from delta_app.venue.room_commands import RoomDetails, add_room, change_room, withdraw_room
from delta_app.venue.room_data import room_row

__all__ = ["Booking", "RoomDetails", "Scope", "add_room", "book_room", "change_room", "free_room", "withdraw_room"]


@dataclass(frozen=True)
class Booking:
    """Who or what needs a room, when (minutes since midnight), and every week until when; None: once."""

    room_id: int
    title: str
    day: date
    start_minute: int
    end_minute: int
    weekly_until: date | None = None


@allowed(Role.COORDINATOR)
def book_room(session: Session, booking: Booking, *, despite: bool = False, even_closed: bool = False) -> int:
    """Keep a room: an activity that no programme announces; returns its number. ``despite``: also where something else
    is in it then; ``even_closed``: also on a day the place is closed.

    Refuses what ``plan_activity`` does, ``no_such_room`` and ``booking_ends_before``.
    """
    room_row(session, booking.room_id)
    until = booking.weekly_until
    if until is not None and until < booking.day:
        raise Refused("booking_ends_before")
    plan = Plan(
        title=booking.title,
        first_day=booking.day,
        start_minute=booking.start_minute,
        end_minute=booking.end_minute,
        rule="" if until is None else f"FREQ=WEEKLY;UNTIL={until:%Y%m%d}",
        public=False,
        state="confirmed",
        colour="sand",
        room_id=booking.room_id,
        even_closed=even_closed,
    )
    number = plan_activity(session, plan, despite=despite)
    session.get_one(Activity, number).uid = BOOKING_MARK.format(key=uuid.uuid4())
    return number


@allowed(Role.COORDINATOR)
def free_room(session: Session, activity_id: int, original_day: date, scope: Scope) -> None:
    """A booked room is needed no more on a date, from it on, or at all.

    Refuses ``no_such_activity``, ``no_such_date``, ``date_was_held``, and ``not_a_booking`` for what was planned in the
    programme: it is taken out there.
    """
    activity = session.get(Activity, activity_id)
    if activity is not None and not is_booking(activity):
        raise Refused("not_a_booking", title=activity.title)
    remove_activity(session, activity_id, original_day, scope)
