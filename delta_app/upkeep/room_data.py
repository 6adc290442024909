"""The rooms of the place with what goes on in them: activities and bookings of the days to come."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.programme.model import Activity
from delta_app.programme.queries import DateRow, programme_between
from delta_app.venue.queries import closure_reason, closures_between, extra_openings_between
from delta_app.venue.room_data import RoomRow, room_rows

__all__ = [
    "BOOKING_MARK", "DateRow", "RoomAgenda", "RoomRow", "closed_because", "is_booking", "room_agendas", "room_rows",
]  # fmt: skip

BOOKING_MARK = "booking-{key}@delta"
"""What an activity is known by (``uid``) that only keeps a room."""
_BOOKING = re.compile(r"(?:since[0-9a-f-]+\.)?booking-[0-9a-f-]+@delta")  # the later part of one that was parted, too


@dataclass(frozen=True)
class RoomAgenda:
    """A room and what goes on in it on some days, in order; ``bookings``: the activities that only keep a room."""

    room: RoomRow
    rows: tuple[DateRow, ...]
    bookings: frozenset[int] = frozenset()

    def is_booked_by(self, row: DateRow) -> bool:
        """Whether it is a booking that one frees here; else it is in the programme."""
        return row.activity_id in self.bookings


def is_booking(activity: Activity) -> bool:
    """Whether it was written to keep a room and is not announced: what was planned in the programme stays there,
    internal or not."""
    return not activity.public and _BOOKING.fullmatch(activity.uid) is not None


def room_agendas(session: Session, first: date, last: date) -> tuple[RoomAgenda, ...]:
    """Every room with what takes place in it on these days; withdrawn ones only where something still does."""
    by_room: dict[int, list[DateRow]] = defaultdict(list)
    for row in programme_between(session, first, last):
        if row.plan.room_id is not None and row.takes_place:
            by_room[row.plan.room_id].append(row)
    inside = session.scalars(select(Activity).where(Activity.public.in_([False])).order_by(Activity.id))
    bookings = frozenset(one.id for one in inside if is_booking(one))
    agendas = [RoomAgenda(room, tuple(by_room[room.id]), bookings) for room in room_rows(session)]
    return tuple(one for one in agendas if one.rows or not one.room.withdrawn)


def closed_because(session: Session, day: date) -> str:
    """Why the place is closed on a day, empty where it is not."""
    if any(extra.day == day for extra in extra_openings_between(session, day, day)):
        return ""
    return closure_reason(day, closures_between(session, day, day)) or ""
