"""What the place owns, as rows."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.core.asking import asked_once
from delta_app.core.errors import Refused
from delta_app.core.text import fold
from delta_app.hosts.queries import partners
from delta_app.upkeep.model import Equipment
from delta_app.venue.room_data import room_rows


@dataclass(frozen=True)
class EquipmentRow:
    """A thing, or several of a kind. ``where``: the room and the words; ``lent_to``: the service, or in words whoever
    has it now, empty while it is here."""

    id: int
    name: str
    number: int
    where: str
    room_id: int | None
    place: str
    bought_on: date | None
    guarantee_until: date | None
    note: str
    partner_id: int | None
    lent_to: str
    lent_on: date | None
    back_on: date | None
    withdrawn: bool

    def is_late(self, today: date) -> bool:
        """Whether it should have come back."""
        return bool(self.lent_to) and self.back_on is not None and self.back_on < today


def find_equipment(session: Session, equipment_id: int) -> Equipment:
    """A thing by its number. Refuses ``no_such_equipment``."""
    row = session.get(Equipment, equipment_id)
    if row is None:
        raise Refused("no_such_equipment")
    return row


@asked_once
def equipment_rows(session: Session) -> tuple[EquipmentRow, ...]:
    """Everything, by name, what is withdrawn last."""
    rooms = {room.id: room.name for room in room_rows(session)}
    services = {partner.id: partner.name for partner in partners(session)}
    found = [
        EquipmentRow(
            id=row.id,
            name=row.name,
            number=row.number,
            where=", ".join(filter(None, (rooms.get(row.room_id or 0, ""), row.place))),
            room_id=row.room_id,
            place=row.place,
            bought_on=row.bought_on,
            guarantee_until=row.guarantee_until,
            note=row.note,
            partner_id=row.partner_id,
            lent_to=", ".join(filter(None, (services.get(row.partner_id or 0, ""), row.lent_to))),
            lent_on=row.lent_on,
            back_on=row.back_on,
            withdrawn=row.withdrawn,
        )
        for row in session.scalars(select(Equipment).order_by(Equipment.id))
    ]
    return tuple(sorted(found, key=lambda row: (row.withdrawn, fold(row.name), row.id)))
