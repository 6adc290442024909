"""Purchases as they are now: asked for, approved, refused, bought; and the entries that one may turn out to be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from delta_app.budget.closed_data import closed_years, goes_on_in
from delta_app.budget.model import BudgetLine, Purchase
from delta_app.budget.rules import OPEN, PurchaseState, state_now
from delta_app.core import clock
from delta_app.core.asking import asked_once
from delta_app.core.errors import Refused
from delta_app.till.journal_data import EntryRow, entries_by_id
from delta_app.till.model import TillEntry, TillLine


@dataclass(frozen=True)
class PurchaseRow:
    """A purchase as it is now. ``cents``: what it was thought to cost; ``paid``: what its entry came to, once bought.

    ``entry_id`` and ``number``: of the entry by which it was bought, None as long as it is not, or where that was
    reversed. ``year``: of its line, else in which it was asked for. What is not bought when that year's accounts are
    closed goes on in the next, on the line of the same name where there is one; what was bought and undone in a later
    year, in that one. ``asks_line``: it waits for an answer and is on no line, although there are some to choose from.
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
    number: tuple[int, int] | None
    paid: int | None
    asks_line: bool

    @property
    def year_to_pay(self) -> int:
        """The year in which it is bought at the earliest."""
        return max(self.year, clock.today().year)


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
        Purchase.entry_id.in_(
            select(TillEntry.reverses_id).where(TillEntry.kind == "reverse", TillEntry.year.between(since, year))
        ),
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
    reversal, entry = aliased(TillEntry), aliased(TillEntry)
    found = session.execute(
        wanted.outerjoin(BudgetLine, BudgetLine.id == Purchase.budget_line_id)
        .outerjoin(entry, entry.id == Purchase.entry_id)
        .outerjoin(reversal, reversal.reverses_id == Purchase.entry_id)
        .add_columns(BudgetLine, entry.year, entry.number, reversal.year)
        .order_by(Purchase.id.desc())
    ).all()
    paid = _paid(session, [row.entry_id for row, *_rest, undone in found if row.entry_id is not None and not undone])
    return tuple(
        _row(session, row, planned, None if year is None or undone else (year, number), paid, undone)
        for row, planned, year, number, undone in found
    )


def _row(
    session: Session,
    row: Purchase,
    planned: BudgetLine | None,
    number: tuple[int, int] | None,
    paid: Mapping[int, int],
    undone: int | None,
) -> PurchaseRow:
    """A purchase, the line it was put on, the entry by which it was bought, what that came to, and in which year it was
    undone."""
    state = state_now(row.state, undone=undone is not None)  # type: ignore[arg-type]
    year = row.asked_on.year if planned is None else planned.year
    year, line = _going_on(session, max(year, undone or year), planned) if state in OPEN else (year, planned)
    entry_id = None if undone else row.entry_id
    made = PurchaseRow(
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
        entry_id=entry_id,
        number=number,
        paid=None if entry_id is None else paid.get(entry_id),
        asks_line=False,
    )
    if state != "asked" or line is not None:
        return made
    return replace(made, asks_line=_has_lines(session, made.year_to_pay))


@asked_once
def _has_lines(session: Session, year: int) -> bool:
    """Whether a year has lines of costs to choose from."""
    wanted = select(BudgetLine.id).where(BudgetLine.year == year, BudgetLine.side == "expense")
    return session.scalar(wanted.where(BudgetLine.withdrawn.in_([False])).limit(1)) is not None


def _going_on(session: Session, year: int, line: BudgetLine | None) -> tuple[int, BudgetLine | None]:
    """The year and the line on which a purchase that is not over in this year, and was on this line, goes on."""
    on = goes_on_in(session, year)
    return on, line if line is None or on == line.year else line_alike(session, line, on)


def line_alike(session: Session, line: BudgetLine, year: int) -> BudgetLine | None:
    """The line of another year that has the same name and side, unless it is withdrawn."""
    alike = (BudgetLine.year == year, BudgetLine.side == line.side, BudgetLine.name == line.name)
    return session.scalar(select(BudgetLine).where(*alike, BudgetLine.withdrawn.in_([False])))


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
