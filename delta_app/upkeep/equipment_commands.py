"""Acts on what the place owns: noted, changed, lent and back, withdrawn."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

import delta_app.upkeep.words  # noqa: F401 (registers what the refusals say)
from delta_app.core import clock
from delta_app.core.access import Role, allowed
from delta_app.core.errors import Refused
from delta_app.hosts.queries import partners
from delta_app.upkeep.equipment_data import find_equipment
from delta_app.upkeep.model import Equipment
from delta_app.upkeep.rules import (
    LONGEST_NAME,
    LONGEST_NOTE,
    LONGEST_PLACE,
    checked_line,
    checked_lines,
    checked_number,
    checked_title,
)
from delta_app.venue.room_data import room_row


@dataclass(frozen=True)
class EquipmentDetails:
    """What it is, how many, where, since when, and until when its guarantee runs."""

    name: str
    number: int = 1
    room_id: int | None = None
    place: str = ""
    bought_on: date | None = None
    guarantee_until: date | None = None
    note: str = ""


@allowed(Role.COORDINATOR)
def add_equipment(session: Session, details: EquipmentDetails) -> int:
    """The place owns something; returns its number. Refuses as ``change_equipment`` does."""
    row = Equipment(withdrawn=False, lent_to="", partner_id=None, lent_on=None, back_on=None)
    _write(session, row, details)
    session.add(row)
    session.flush()
    return row.id


@allowed(Role.COORDINATOR)
def change_equipment(session: Session, equipment_id: int, details: EquipmentDetails) -> None:
    """Say otherwise what it is. Refuses ``no_such_equipment``, ``house_title_needed``, ``house_text_long``,
    ``house_number``, ``no_such_room``."""
    _write(session, find_equipment(session, equipment_id), details)


@allowed(Role.HOST, Role.COORDINATOR)
def lend_equipment(
    session: Session, equipment_id: int, to: str = "", partner_id: int | None = None, back_on: date | None = None
) -> None:
    """Somebody has it: a partner service, or whoever the words say; until when.

    Refuses ``no_such_equipment``, ``equipment_lent``, ``equipment_to_whom``, ``no_such_partner``, ``house_text_long``.
    """
    row = find_equipment(session, equipment_id)
    if row.lent_on is not None:
        raise Refused("equipment_lent", name=row.name)
    whom = checked_line(to, LONGEST_NAME)
    if partner_id is not None and partner_id not in {one.id for one in partners(session)}:
        raise Refused("no_such_partner")
    if not whom and partner_id is None:
        raise Refused("equipment_to_whom")
    row.lent_to, row.partner_id, row.lent_on, row.back_on = whom, partner_id, clock.today(), back_on


@allowed(Role.HOST, Role.COORDINATOR)
def take_equipment_back(session: Session, equipment_id: int) -> None:
    """It is here again; who had it is not kept. Refuses ``no_such_equipment``, ``equipment_here``."""
    row = find_equipment(session, equipment_id)
    if row.lent_on is None:
        raise Refused("equipment_here", name=row.name)
    row.lent_to, row.partner_id, row.lent_on, row.back_on = "", None, None, None


@allowed(Role.COORDINATOR)
def withdraw_equipment(session: Session, equipment_id: int, withdrawn: bool = True) -> None:
    """The place has it no more, or again. Refuses ``no_such_equipment``."""
    find_equipment(session, equipment_id).withdrawn = withdrawn


def _write(session: Session, row: Equipment, details: EquipmentDetails) -> None:
    if details.room_id is not None:
        room_row(session, details.room_id)
    row.name = checked_title(details.name, LONGEST_NAME)
    row.number = checked_number(details.number, 1)
    row.room_id, row.place = details.room_id, checked_line(details.place, LONGEST_PLACE)
    row.bought_on, row.guarantee_until = details.bought_on, details.guarantee_until
    row.note = checked_lines(details.note, LONGEST_NOTE)
