"""The rooms of the place with what goes on in them: activities and bookings of the days to come."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from delta_app.programme.queries import DateRow, programme_between
from delta_app.venue.queries import closure_reason, closures_between, extra_openings_between
from delta_app.venue.room_data import RoomRow, room_rows

__all__ = ["DateRow", "RoomAgenda", "RoomRow", "closed_because", "room_agendas", "room_rows"]


@dataclass(frozen=True)
class RoomAgenda:
    """A room and what goes on in it on some days, in order."""

    room: RoomRow
    rows: tuple[DateRow, ...]


def room_agendas(session: Session, first: date, last: date) -> tuple[RoomAgenda, ...]:
    """Every room with what takes place in it on these days; withdrawn ones only where something still does."""
    by_room: dict[int, list[DateRow]] = defaultdict(list)
    for row in programme_between(session, first, last):
        if row.plan.room_id is not None and row.takes_place:
            by_room[row.plan.room_id].append(row)
    agendas = [RoomAgenda(room, tuple(by_room[room.id])) for room in room_rows(session)]
    return tuple(one for one in agendas if one.rows or not one.room.withdrawn)


def closed_because(session: Session, day: date) -> str:
    """Why the place is closed on a day, empty where it is not."""
    if any(extra.day == day for extra in extra_openings_between(session, day, day)):
        return ""
    return closure_reason(day, closures_between(session, day, day)) or ""
