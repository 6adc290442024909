"""Purchases as they are now: asked for, approved, refused, bought; and the entries that one may turn out to be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from delta_app.budget.model import BudgetLine, Purchase
from delta_app.budget.rules import PurchaseState, state_now
from delta_app.core.asking import asked_once
from delta_app.core.errors import Refused
from delta_app.till.journal_data import EntryRow, entries_by_id
from delta_app.till.model import TillEntry, TillLine


@dataclass(frozen=True)
class PurchaseRow:
    """A purchase as it is now. ``cents``: what it was thought to cost; ``paid``: what its entry came to, once bought.

    ``entry_id``: the entry by which it was bought, None as long as it is not, or where that was reversed.
    """

    id: int
    label: str
    asked_for: str
    cents: int
    state: PurchaseState
    asked_on: date
    asked_by: int | None
    decided_on: date | None
    why: str
    line_id: int | None
    line_name: str
    entry_id: int | None
    paid: int | None


def how_many_asked(session: Session) -> int:
    """How many purchases wait for an answer."""
    asked = select(func.count()).select_from(Purchase).where(Purchase.state == "asked")
    return session.scalar(asked) or 0


def purchases_of_year(session: Session, year: int) -> tuple[PurchaseRow, ...]:
    """The purchases on lines of a year, and those without a line that were asked for in it; the newest first."""
    own_year = or_(
        BudgetLine.year == year,
        Purchase.budget_line_id.is_(None) & Purchase.asked_on.between(date(year, 1, 1), date(year, 12, 31)),
    )
    return _rows(session, select(Purchase).where(own_year))


def purchases_by(session: Session, host_id: int) -> tuple[PurchaseRow, ...]:
    """What a host asked for, the newest first."""
    return _rows(session, select(Purchase).where(Purchase.asked_by == host_id))


def find_purchase(session: Session, purchase_id: int) -> tuple[Purchase, PurchaseRow]:
    """A purchase by its number, and as it is now. Refuses ``no_such_purchase``."""
    row = session.get(Purchase, purchase_id)
    if row is None:
        raise Refused("no_such_purchase")
    (now,) = _rows(session, select(Purchase).where(Purchase.id == purchase_id))
    return row, now


def _rows(session: Session, wanted: Select[Purchase]) -> tuple[PurchaseRow, ...]:
    reversal = aliased(TillEntry)
    found = session.execute(
        wanted.outerjoin(BudgetLine, BudgetLine.id == Purchase.budget_line_id)
        .outerjoin(reversal, reversal.reverses_id == Purchase.entry_id)
        .add_columns(BudgetLine.name, reversal.id)
        .order_by(Purchase.id.desc())
    ).all()
    bought = [row.entry_id for row, _name, undone in found if row.entry_id is not None and undone is None]
    paid = _paid(session, bought)
    return tuple(
        PurchaseRow(
            id=row.id,
            label=row.label,
            asked_for=row.asked_for,
            cents=row.cents,
            state=state_now(row.state, undone=undone is not None),
            asked_on=row.asked_on,
            asked_by=row.asked_by,
            decided_on=row.decided_on,
            why=row.why,
            line_id=row.budget_line_id,
            line_name=name or "",
            entry_id=None if undone is not None else row.entry_id,
            paid=None if undone is not None or row.entry_id is None else paid.get(row.entry_id),
        )
        for row, name, undone in found
    )


def _paid(session: Session, entry_ids: Sequence[int]) -> dict[int, int]:
    """Entry → what it cost, in cents."""
    rows = session.execute(
        select(TillLine.entry_id, TillLine.cents)
        .where(TillLine.entry_id.in_(entry_ids), TillLine.account == "expense")
        .order_by(TillLine.id)
    )
    cost: dict[int, int] = {}
    for entry_id, cents in rows:
        cost[entry_id] = cost.get(entry_id, 0) + cents
    return cost


@asked_once
def entries_to_link(session: Session, year: int) -> tuple[int, ...]:
    """The entries of a year by which a purchase may have been bought, the newest first: money spent from the till or
    the bank's account, not reversed, and not another purchase's."""
    reversal = aliased(TillEntry)
    wanted = (
        select(TillEntry.id)
        .join(TillLine, TillLine.entry_id == TillEntry.id)
        .where(
            TillEntry.year == year,
            TillEntry.kind.in_(("spend", "bank")),
            TillLine.account == "expense",
            TillLine.cents > 0,
            ~exists().where(reversal.reverses_id == TillEntry.id),
            ~exists().where(Purchase.entry_id == TillEntry.id, Purchase.state == "bought"),
        )
        .distinct()
        .order_by(TillEntry.id.desc())
    )
    return tuple(session.scalars(wanted))


def linkable_rows(session: Session, year: int) -> tuple[EntryRow, ...]:
    """The same as rows."""
    rows = {row.id: row for row in entries_by_id(session, entries_to_link(session, year))}
    return tuple(rows[entry_id] for entry_id in entries_to_link(session, year))


def can_be_linked(session: Session, entry_id: int) -> bool:
    """Whether a purchase may have been bought by this entry."""
    entry = session.get(TillEntry, entry_id)
    return entry is not None and entry_id in entries_to_link(session, entry.year)
