"""Acts on repairs: reported, planned, done, given up; their photos, and what they cost asked of the budget."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

import delta_app.upkeep.words  # noqa: F401 (registers what the refusals say)
from delta_app.budget.purchase_commands import Wish, ask_purchase
from delta_app.core import clock
from delta_app.core.access import Role, acting, allowed
from delta_app.core.errors import Refused
from delta_app.upkeep.equipment_data import find_equipment
from delta_app.upkeep.model import Repair, RepairPhoto
from delta_app.upkeep.repair_data import find_repair
from delta_app.upkeep.rules import (
    LONGEST_DETAILS,
    LONGEST_NAME,
    LONGEST_PLACE,
    MOST_PHOTOS,
    checked_cents,
    checked_line,
    checked_lines,
    checked_title,
    cut,
)
from delta_app.venue.room_data import room_row

TEAM = (Role.HOST, Role.COORDINATOR, Role.TREASURER)


@dataclass(frozen=True)
class RepairDetails:
    """What is broken, how, and where: in a room, in words, or one of the things the place owns."""

    title: str
    details: str = ""
    room_id: int | None = None
    place: str = ""
    equipment_id: int | None = None
    urgent: bool = False


@allowed(*TEAM)
def report_repair(session: Session, repair: RepairDetails, photos: Sequence[bytes] = ()) -> int:
    """Say that something is broken; returns its number. ``photos``: small JPEGs, as ``read_photo`` makes them.

    Refuses as ``change_repair`` and ``add_photo`` do.
    """
    row = Repair(
        state="reported", reported_on=clock.today(), coming="", coming_on=None, cost_cents=None, purchase_id=None,
        ended_on=None, outcome="",
    )  # fmt: skip
    _write(session, row, repair)
    session.add(row)
    session.flush()
    for photo in photos:
        add_photo(session, row.id, photo)
    return row.id


@allowed(*TEAM)
def change_repair(session: Session, repair_id: int, repair: RepairDetails) -> None:
    """Say otherwise what is broken; of what is planned or ended the coordinator.

    Refuses ``no_such_repair``, ``repair_not_so``, ``house_title_needed``, ``house_text_long``, ``no_such_room``,
    ``no_such_equipment``.
    """
    row = find_repair(session, repair_id)
    if row.state != "reported" and acting(session).role != Role.COORDINATOR:
        raise Refused("repair_not_so", title=row.title, state=row.state)
    _write(session, row, repair)


@allowed(Role.COORDINATOR)
def plan_repair(
    session: Session, repair_id: int, coming: str, on: date | None = None, cost_cents: int | None = None
) -> None:
    """Who comes, when, and what it may cost. Refuses ``no_such_repair``, ``repair_not_so``, ``house_text_long``,
    ``repair_nobody_comes``, ``bad_amount``."""
    row = _open_repair(session, repair_id)
    who = checked_line(coming, LONGEST_NAME)
    if not who and on is None:
        raise Refused("repair_nobody_comes")
    row.state, row.coming, row.coming_on, row.cost_cents = "planned", who, on, checked_cents(cost_cents)


@allowed(*TEAM)
def finish_repair(session: Session, repair_id: int, outcome: str = "") -> None:
    """It works again; ``outcome``: how, in a word. Refuses ``no_such_repair``, ``repair_not_so``,
    ``house_text_long``."""
    _end(_open_repair(session, repair_id), "done", checked_line(outcome, LONGEST_DETAILS))


@allowed(Role.COORDINATOR)
def give_up_repair(session: Session, repair_id: int, why: str) -> None:
    """It is not mended, and why. Refuses ``no_such_repair``, ``repair_not_so``, ``repair_why_needed``,
    ``house_text_long``."""
    row = _open_repair(session, repair_id)
    reason = checked_line(why, LONGEST_DETAILS)
    if not reason:
        raise Refused("repair_why_needed")
    _end(row, "given_up", reason)


@allowed(*TEAM)
def reopen_repair(session: Session, repair_id: int) -> None:
    """It is broken again, or still. Refuses ``no_such_repair``, ``repair_not_so``."""
    row = find_repair(session, repair_id)
    if row.ended_on is None:
        raise Refused("repair_not_so", title=row.title, state=row.state)
    row.state, row.ended_on, row.outcome = "planned" if row.coming or row.coming_on else "reported", None, ""


@allowed(*TEAM)
def ask_for_repair(session: Session, repair_id: int, cents: int, line_id: int | None = None) -> int:
    """Ask the budget for what a repair costs; returns the purchase's number.

    Refuses ``no_such_repair``, ``repair_not_so``, ``repair_asked_already``, and what ``ask_purchase`` does.
    """
    row = _open_repair(session, repair_id)
    if row.purchase_id is not None:
        raise Refused("repair_asked_already", title=row.title)
    row.purchase_id = ask_purchase(session, Wish(cut(row.title, LONGEST_NAME), cents, row.coming, line_id))
    row.cost_cents = cents
    return row.purchase_id


@allowed(*TEAM)
def add_photo(session: Session, repair_id: int, photo: bytes) -> int:
    """Keep a photo with a repair; returns its number. Refuses ``no_such_repair``, ``photos_many``."""
    row = find_repair(session, repair_id)
    kept = session.scalar(select(func.count(RepairPhoto.id)).where(RepairPhoto.repair_id == repair_id)) or 0
    if kept >= MOST_PHOTOS:
        raise Refused("photos_many", title=row.title, most=MOST_PHOTOS)
    added = RepairPhoto(repair_id=repair_id, added_on=clock.today(), content=base64.b64encode(photo).decode())
    session.add(added)
    session.flush()
    return added.id


@allowed(*TEAM)
def remove_photo(session: Session, photo_id: int) -> None:
    """Take a photo away. Refuses ``no_such_photo``."""
    row = session.get(RepairPhoto, photo_id)
    if row is None:
        raise Refused("no_such_photo")
    session.delete(row)


def _write(session: Session, row: Repair, repair: RepairDetails) -> None:
    if repair.room_id is not None:
        room_row(session, repair.room_id)
    if repair.equipment_id is not None:
        find_equipment(session, repair.equipment_id)
    row.title = checked_title(repair.title)
    row.details = checked_lines(repair.details, LONGEST_DETAILS)
    row.room_id, row.place = repair.room_id, checked_line(repair.place, LONGEST_PLACE)
    row.equipment_id, row.urgent = repair.equipment_id, repair.urgent


def _end(row: Repair, state: str, outcome: str) -> None:
    row.state, row.outcome, row.ended_on = state, outcome, clock.today()


def _open_repair(session: Session, repair_id: int) -> Repair:
    row = find_repair(session, repair_id)
    if row.ended_on is not None:
        raise Refused("repair_not_so", title=row.title, state=row.state)
    return row
