"""Purchases as they are now: asked for, approved, refused, bought; and the entries that one may turn out to be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from delta_app.budget.closed_data import closed_years, goes_on_in
from delta_app.budget.model import BudgetLine, Purchase
from delta_app.budget.rules import OPEN, PurchaseState, state_now
from delta_app.core.asking import asked_once
from delta_app.core.errors import Refused
from delta_app.till.journal_data import EntryRow, entries_by_id
from delta_app.till.model import TillEntry, TillLine


@dataclass(frozen=True)
class PurchaseRow:
    """A purchase as it is now. ``cents``: what it was thought to cost; ``paid``: what its entry came to, once bought.

    ``entry_id``: the entry by which it was bought, None as long as it is not, or where that was reversed. ``year``: of
    its line, else in which it was asked for. What is not bought when that year's accounts are closed goes on in the
    next, on the line of the same name where there is one.
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
    year: int
    line_id: int | None
    line_name: str
    entry_id: int | None
    paid: int | None


def how_many_asked(session: Session) -> int:
    """How many purchases wait for an answer."""
    asked = select(func.count()).select_from(Purchase).where(Purchase.state == "asked")
    return session.scalar(asked) or 0


def purchases_of_year(session: Session, year: int) -> tuple[PurchaseRow, ...]:
    """The purchases of a year, the newest first."""
    since = year
    while since - 1 in closed_years(session):  # what is not over in a closed year goes on in this one
        since -= 1
    of_years = or_(
        BudgetLine.year.between(since, year),
        Purchase.budget_line_id.is_(None) & Purchase.asked_on.between(date(since, 1, 1), date(year, 12, 31)),
    )
    return tuple(row for row in _rows(session, select(Purchase).where(of_years)) if row.year == year)


def purchases_by(session: Session, host_id: int) -> tuple[PurchaseRow, ...]:
    """What a host asked for, the newest first."""
    return _rows(session, select(Purchase).where(Purchase.asked_by == host_id))


def purchases_asked(session: Session) -> tuple[PurchaseRow, ...]:
    """The purchases that wait for an answer, the newest first."""
    return _rows(session, select(Purchase).where(Purchase.state == "asked"))


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
        .add_columns(BudgetLine, reversal.id)
        .order_by(Purchase.id.desc())
    ).all()
    bought = [row.entry_id for row, _line, undone in found if row.entry_id is not None and undone is None]
    paid = _paid(session, bought)
    rows = []
    for row, planned, undone in found:
        state = state_now(row.state, undone=undone is not None)
        year = row.asked_on.year if planned is None else planned.year
        year, line = _going_on(session, year, planned) if state in OPEN else (year, planned)
        rows.append(
            PurchaseRow(
                id=row.id,
                label=row.label,
                asked_for=row.asked_for,
                cents=row.cents,
                state=state,
                asked_on=row.asked_on,
                asked_by=row.asked_by,
                decided_on=row.decided_on,
                why=row.why,
                year=year,
                line_id=None if line is None else line.id,
                line_name="" if line is None else line.name,
                entry_id=None if undone is not None else row.entry_id,
                paid=None if undone is not None or row.entry_id is None else paid.get(row.entry_id),
            )
        )
    return tuple(rows)


def _going_on(session: Session, year: int, line: BudgetLine | None) -> tuple[int, BudgetLine | None]:
    """The year and the line on which a purchase of this year and line goes on as long as it is not over."""
    on = goes_on_in(session, year)
    if line is None or on == year:
        return on, line
    alike = select(BudgetLine).where(BudgetLine.year == on, BudgetLine.side == line.side, BudgetLine.name == line.name)
    return on, session.scalar(alike.where(BudgetLine.withdrawn.in_([False])))


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
