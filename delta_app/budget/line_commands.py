"""Acts on a year of the budget: its lines, next year copied from it, and its accounts closed."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

import delta_app.budget.words  # noqa: F401 (registers what the refusals say)
from delta_app.budget.closed_data import is_closed, refuse_closed
from delta_app.budget.entries_data import unclassified
from delta_app.budget.line_settings import ALERT_SHARE
from delta_app.budget.model import BudgetLine
from delta_app.budget.queries import find_line
from delta_app.budget.rules import NATURES_OF, Side, line_name, plan
from delta_app.core import clock
from delta_app.core.access import Role, allowed
from delta_app.core.database import is_referred_to
from delta_app.core.errors import Refused
from delta_app.core.settings import store_setting
from delta_app.till.model import ClosedYear
from delta_app.till.queries import opening_entry

KEEPERS = (Role.COORDINATOR, Role.TREASURER)
EARLIEST, LATEST = 2000, 2999


@dataclass(frozen=True)
class LineDetails:
    """What is said of a line: its name, what is planned in cents, and its column in the Belgian simplified journal
    (empty: the side's last one, "other")."""

    name: str
    planned: int
    nature: str = ""


@allowed(*KEEPERS)
def add_line(session: Session, year: int, details: LineDetails, side: Side = "expense") -> int:
    """Plan for one purpose in a year, after the lines there are; returns the line's number.

    Refuses ``year_unknown``, ``year_closed``, ``line_unnamed``, ``line_name_long``, ``line_taken``, ``bad_amount``.
    """
    if not EARLIEST <= year <= LATEST:
        raise Refused("year_unknown", text=str(year))
    refuse_closed(session, year)
    name = _free_name(session, year, side, details.name)
    last = session.scalar(select(func.max(BudgetLine.position)).where(BudgetLine.year == year))
    row = BudgetLine(
        year=year,
        side=side,
        name=name,
        nature=_nature(side, details.nature),
        planned=plan(details.planned),
        position=0 if last is None else last + 1,
        withdrawn=False,
    )
    session.add(row)
    session.flush()
    return row.id


@allowed(*KEEPERS)
def change_line(session: Session, line_id: int, details: LineDetails) -> None:
    """Say something else of a line; what is on it stays on it. An empty ``nature`` leaves it as it is.

    Refuses as ``add_line`` does, and ``no_such_line``.
    """
    row = _open_line(session, line_id)
    side: Side = row.side  # type: ignore[assignment]
    row.name = _free_name(session, row.year, side, details.name, besides=line_id)
    row.planned = plan(details.planned)
    row.nature = _nature(side, details.nature or row.nature)


@allowed(*KEEPERS)
def withdraw_line(session: Session, line_id: int) -> None:
    """Plan no more for a line. One on which anything is, as money moved or a purchase, stays, withdrawn; another goes
    altogether.

    Refuses ``no_such_line``, ``year_closed``.
    """
    row = _open_line(session, line_id)
    if is_referred_to(session, row):
        row.withdrawn = True
    else:
        session.delete(row)


@allowed(*KEEPERS)
def bring_back_line(session: Session, line_id: int) -> None:
    """Plan again for a line that was withdrawn. Refuses ``no_such_line``, ``year_closed``."""
    _open_line(session, line_id).withdrawn = False


@allowed(*KEEPERS)
def order_lines(session: Session, year: int, line_ids: Sequence[int]) -> None:
    """Give a year's lines this order; those it does not name follow as they were. Refuses ``year_closed``."""
    refuse_closed(session, year)
    place = {line_id: number for number, line_id in enumerate(line_ids)}
    wanted = select(BudgetLine).where(BudgetLine.year == year).order_by(BudgetLine.position, BudgetLine.id)
    rows = sorted(session.scalars(wanted), key=lambda row: place.get(row.id, len(place)))
    for position, row in enumerate(rows):
        if row.position != position:
            row.position = position


@allowed(*KEEPERS)
def copy_year(session: Session, year: int, into: int) -> int:
    """Plan a year as another was planned: its lines with their amounts, without those withdrawn; how many.

    Refuses ``year_unknown``, ``year_closed``, ``year_without_lines``, ``year_has_lines``.
    """
    if not EARLIEST <= into <= LATEST:
        raise Refused("year_unknown", text=str(into))
    refuse_closed(session, into)
    if session.scalar(select(BudgetLine.id).where(BudgetLine.year == into).limit(1)) is not None:
        raise Refused("year_has_lines", year=into)
    wanted = select(BudgetLine).where(BudgetLine.year == year, BudgetLine.withdrawn.in_([False]))
    rows = list(session.scalars(wanted.order_by(BudgetLine.position, BudgetLine.id)))
    if not rows:
        raise Refused("year_without_lines", year=year)
    for position, row in enumerate(rows):
        copied = {"side": row.side, "name": row.name, "nature": row.nature, "planned": row.planned}
        session.add(BudgetLine(year=into, position=position, withdrawn=False, **copied))
    return len(rows)


@allowed(*KEEPERS)
def close_year(session: Session, year: int, *, anyway: bool = False) -> None:
    """Close the accounts of a year for good: no entry is added to it any more, and its lines stay as they are.

    Refuses ``year_closed_already``, ``year_to_come``, ``till_open_in_year``, ``year_not_over`` until its last day is
    over, for the till would stay shut; and, unless it is to be done ``anyway``, ``unclassified_left`` while costs or
    receipts stand on no line.
    """
    today = clock.today()
    if not EARLIEST <= year <= LATEST:
        raise Refused("year_unknown", text=str(year))
    if is_closed(session, year):
        raise Refused("year_closed_already", year=year)
    if year > today.year:
        raise Refused("year_to_come", year=year)
    opening = opening_entry(session)
    if opening is not None and opening.year == year:
        raise Refused("till_open_in_year", year=year)
    if year == today.year:
        raise Refused("year_not_over", year=year)
    if not anyway:
        left = len(unclassified(session, year, "expense")) + len(unclassified(session, year, "income"))
        if left:
            raise Refused("unclassified_left", year=year, count=left)
    session.add(ClosedYear(year=year, at=clock.now()))


@allowed(Role.COORDINATOR, Role.TREASURER)
def set_alert_share(session: Session, share: int) -> None:
    """From which part of a line on, in percent, the budget draws attention to it. Refuses ``bad_setting``."""
    store_setting(session, ALERT_SHARE, share)


def _open_line(session: Session, line_id: int) -> BudgetLine:
    row = find_line(session, line_id)
    refuse_closed(session, row.year)
    return row


def _free_name(session: Session, year: int, side: Side, text: str, besides: int | None = None) -> str:
    name = line_name(text)
    for row in session.scalars(select(BudgetLine).where(BudgetLine.year == year, BudgetLine.side == side)):
        if row.name.casefold() == name.casefold() and row.id != besides:
            raise Refused("line_taken", name=row.name, year=year, withdrawn=row.withdrawn)
    return name


def _nature(side: Side, nature: str) -> str:
    if nature and nature not in NATURES_OF[side]:
        raise ValueError("no such nature")
    return nature or NATURES_OF[side][-1]
