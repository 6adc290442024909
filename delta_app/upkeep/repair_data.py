"""Repairs as rows: what is broken, how it stands, who comes and when, and its photos."""

import base64
import binascii
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from delta_app.budget.purchase_data import PurchaseRow, find_purchase
from delta_app.core.asking import asked_once
from delta_app.core.database import as_stored
from delta_app.core.errors import Refused
from delta_app.upkeep.model import Equipment, Repair, RepairPhoto
from delta_app.upkeep.rules import RepairState
from delta_app.venue.room_data import room_rows

OPEN: tuple[RepairState, ...] = ("reported", "planned")
ENDED_SHOWN = 20


@dataclass(frozen=True)
class RepairRow:
    """Something broken. ``where``: the room and the words that say where; ``equipment``: what it is, where it is one of
    the things the place owns, and ``guarantee_until`` of that. ``photos``: their ids, in order."""

    id: int
    title: str
    details: str
    where: str
    room_id: int | None
    place: str
    equipment_id: int | None
    equipment: str
    guarantee_until: date | None
    reported_on: date
    urgent: bool
    state: RepairState
    coming: str
    coming_on: date | None
    cost_cents: int | None
    purchase: PurchaseRow | None
    ended_on: date | None
    outcome: str
    photos: tuple[int, ...]

    @property
    def is_open(self) -> bool:
        """Whether it is still to be mended."""
        return self.state in OPEN


def find_repair(session: Session, repair_id: int) -> Repair:
    """A repair by its number. Refuses ``no_such_repair``."""
    row = session.get(Repair, repair_id)
    if row is None:
        raise Refused("no_such_repair")
    return row


@asked_once
def repair_rows(session: Session) -> tuple[RepairRow, ...]:
    """Those to be mended, urgent ones first, then the oldest; then those ended, the latest first."""
    rows = session.scalars(select(Repair).order_by(Repair.id)).all()
    rooms = {room.id: room.name for room in room_rows(session)}
    owned = {one.id: one for one in session.scalars(select(Equipment).order_by(Equipment.id))}
    photos: dict[int, list[int]] = defaultdict(list)
    for photo in session.execute(select(RepairPhoto.id, RepairPhoto.repair_id).order_by(RepairPhoto.id)):
        photos[photo.repair_id].append(photo.id)
    found = [_row(session, row, rooms, owned, tuple(photos[row.id])) for row in rows]
    waiting = [row for row in found if row.is_open]
    ended = [row for row in found if not row.is_open]
    return (
        *sorted(waiting, key=lambda row: (not row.urgent, row.state == "planned", row.reported_on, row.id)),
        *sorted(ended, key=lambda row: (row.ended_on or row.reported_on, row.id), reverse=True),
    )


def repair_row(session: Session, repair_id: int) -> RepairRow:
    """One repair. Refuses ``no_such_repair``."""
    found = next((row for row in repair_rows(session) if row.id == repair_id), None)
    if found is None:
        raise Refused("no_such_repair")
    return found


def how_many_new(session: Session) -> int:
    """How many repairs nobody has planned yet."""
    return session.scalar(select(func.count(Repair.id)).where(Repair.state == "reported")) or 0


def photo_of(session: Session, photo_id: int) -> bytes:
    """A photo, as a JPEG. Refuses ``no_such_photo``."""
    row = session.get(RepairPhoto, photo_id)
    if row is None:
        raise Refused("no_such_photo")
    return as_stored(_decoded, row.content)


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("no photo of ours") from error


def _row(
    session: Session, row: Repair, rooms: dict[int, str], owned: dict[int, Equipment], photos: tuple[int, ...]
) -> RepairRow:
    thing = owned.get(row.equipment_id or 0)
    purchase = None if row.purchase_id is None else find_purchase(session, row.purchase_id)[1]
    return RepairRow(
        id=row.id,
        title=row.title,
        details=row.details,
        where=", ".join(filter(None, (rooms.get(row.room_id or 0, ""), row.place))),
        room_id=row.room_id,
        place=row.place,
        equipment_id=row.equipment_id,
        equipment="" if thing is None else thing.name,
        guarantee_until=None if thing is None else thing.guarantee_until,
        reported_on=row.reported_on,
        urgent=row.urgent,
        state=cast(RepairState, row.state),
        coming=row.coming,
        coming_on=row.coming_on,
        cost_cents=row.cost_cents,
        purchase=purchase,
        ended_on=row.ended_on,
        outcome=row.outcome,
        photos=photos,
    )
