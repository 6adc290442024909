"""Acts on the rooms of the place: added, changed, withdrawn, and offered again."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

import delta_app.venue.words  # noqa: F401 (registers what the refusals say)
from delta_app.core.access import Role, allowed
from delta_app.core.errors import Refused
from delta_app.core.text import fold
from delta_app.venue.model import Room
from delta_app.venue.room_data import LONGEST_ROOM, LONGEST_ROOM_NOTE

MOST_PEOPLE = 10_000


@dataclass(frozen=True)
class RoomDetails:
    """What a room is called, how many people it holds (None: nobody said), and what is in it."""

    name: str
    capacity: int | None = None
    note: str = ""


@allowed(Role.COORDINATOR)
def add_room(session: Session, details: RoomDetails) -> int:
    """A room where something can go on; returns its number. Refuses as ``change_room`` does."""
    row = Room(withdrawn=False)
    _write(session, row, details)
    session.add(row)
    session.flush()
    return row.id


@allowed(Role.COORDINATOR)
def change_room(session: Session, room_id: int, details: RoomDetails) -> None:
    """Give a room other details. Refuses ``no_such_room``, ``room_name_needed``, ``room_text_long``, ``room_taken``,
    ``bad_capacity``."""
    _write(session, _room(session, room_id), details)


@allowed(Role.COORDINATOR)
def withdraw_room(session: Session, room_id: int, withdrawn: bool = True) -> None:
    """Offer a room no longer, or again; what was planned in it stays. Refuses ``no_such_room``."""
    _room(session, room_id).withdrawn = withdrawn


def _write(session: Session, row: Room, details: RoomDetails) -> None:
    name, note = " ".join(details.name.split()), " ".join(details.note.split())
    if not name:
        raise Refused("room_name_needed")
    if len(name) > LONGEST_ROOM or len(note) > LONGEST_ROOM_NOTE:
        raise Refused("room_text_long", most=LONGEST_ROOM if len(name) > LONGEST_ROOM else LONGEST_ROOM_NOTE)
    if details.capacity is not None and not 1 <= details.capacity <= MOST_PEOPLE:
        raise Refused("bad_capacity", most=MOST_PEOPLE)
    others = session.scalars(select(Room).order_by(Room.id))
    same = next((one for one in others if one.id != row.id and fold(one.name) == fold(name)), None)
    if same is not None:
        raise Refused("room_taken", name=same.name, withdrawn=same.withdrawn)
    row.name, row.capacity, row.note = name, details.capacity, note


def _room(session: Session, room_id: int) -> Room:
    row = session.get(Room, room_id)
    if row is None:
        raise Refused("no_such_room")
    return row
