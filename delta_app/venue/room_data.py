"""The rooms of the place as rows."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.core.asking import asked_once
from delta_app.core.errors import Refused
from delta_app.core.text import fold
from delta_app.venue.model import Room

LONGEST_ROOM, LONGEST_ROOM_NOTE = 60, 200


@dataclass(frozen=True)
class RoomRow:
    """A room; ``capacity``: how many people, None where nobody said; ``withdrawn``: no longer to be chosen."""

    id: int
    name: str
    capacity: int | None
    note: str
    withdrawn: bool


@asked_once
def room_rows(session: Session) -> tuple[RoomRow, ...]:
    """Every room, by name, those withdrawn last."""
    rows = session.scalars(select(Room).order_by(Room.id))
    found = [RoomRow(row.id, row.name, row.capacity, row.note, row.withdrawn) for row in rows]
    return tuple(sorted(found, key=lambda row: (row.withdrawn, fold(row.name), row.id)))


def room_row(session: Session, room_id: int) -> RoomRow:
    """One room. Refuses ``no_such_room``."""
    found = next((row for row in room_rows(session) if row.id == room_id), None)
    if found is None:
        raise Refused("no_such_room")
    return found
