"""What is asked of the budget: how a year stands line by line and month by month, and where the money is."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from delta_app.budget.bank_data import awaited
from delta_app.budget.closed_data import is_closed
from delta_app.budget.coming_data import ComingRow, by_line, costs_to_come
from delta_app.budget.entries_data import RECEIPTS, unclassified
from delta_app.budget.line_settings import ALERT_SHARE
from delta_app.budget.model import BudgetLine
from delta_app.budget.purchase_data import PurchaseRow, purchases_of_year
from delta_app.budget.rules import Figures, Side, total
from delta_app.core.asking import asked_once
from delta_app.core.errors import Refused
from delta_app.core.settings import get
from delta_app.till.lines_data import Balances
from delta_app.till.model import TillEntry, TillLine
from delta_app.till.queries import balances


@dataclass(frozen=True)
class LineRow:
    """A line of a year. ``id`` is None for what is on no line yet: money moved without one, or on a line of another
    year or the other side, and purchases that name none. ``alert``: enough of it is used to call for attention."""

    id: int | None
    side: Side
    name: str
    nature: str
    figures: Figures
    alert: bool = False
    withdrawn: bool = False


@dataclass(frozen=True)
class MonthRow:
    """What came in for good and what was spent in a month (1 to 12), in cents."""

    month: int
    receipts: int
    expenses: int


@dataclass(frozen=True)
class YearView:
    """A year's budget. ``lines``: of the expenses, then of the income, in their order, what is on no line last of each
    side where there is any. ``money``: what is where now, whatever the year; ``awaited``: what of the bank's no file of
    it has shown yet, None where nothing is awaited."""

    year: int
    closed: bool
    alert_share: int
    lines: tuple[LineRow, ...]
    months: tuple[MonthRow, ...]
    money: Balances
    awaited: int | None
    purchases: tuple[PurchaseRow, ...]
    coming: tuple[ComingRow, ...] = ()  # the activities of the year still to come that are to cost something

    def of(self, side: Side) -> tuple[LineRow, ...]:
        """The lines of a side."""
        return tuple(line for line in self.lines if line.side == side)

    def total(self, side: Side) -> Figures:
        """All lines of a side together."""
        return total(line.figures for line in self.of(side))

    @property
    def planned_at_all(self) -> bool:
        """Whether the year has any lines."""
        return any(line.id is not None for line in self.lines)


@dataclass(frozen=True)
class PlannedLine:
    """A line as it is planned, whatever was spent on it: to choose from."""

    id: int
    year: int
    side: Side
    name: str
    nature: str
    planned: int
    withdrawn: bool


@asked_once
def lines_of_year(session: Session, year: int) -> tuple[PlannedLine, ...]:
    """The lines of a year in their order, expenses first; those withdrawn too."""
    rows = session.scalars(
        select(BudgetLine).where(BudgetLine.year == year).order_by(BudgetLine.position, BudgetLine.id)
    )
    planned = [
        PlannedLine(row.id, row.year, row.side, row.name, row.nature, row.planned, row.withdrawn)  # type: ignore[arg-type]
        for row in rows
    ]
    return tuple(sorted(planned, key=lambda line: line.side != "expense"))


def find_line(session: Session, line_id: int) -> BudgetLine:
    """A line by its number. Refuses ``no_such_line``."""
    row = session.get(BudgetLine, line_id)
    if row is None:
        raise Refused("no_such_line")
    return row


@asked_once
def known_years(session: Session) -> tuple[int, ...]:
    """The years that have lines or entries, oldest first."""
    years = set(session.scalars(select(BudgetLine.year).distinct()))
    years |= set(session.scalars(select(TillEntry.year).distinct()))
    return tuple(sorted(years))


@asked_once
def year_view(session: Session, year: int) -> YearView:
    """How a year stands."""
    purchases = purchases_of_year(session, year)
    planned, coming = lines_of_year(session, year), costs_to_come(session, year)
    moved = _moved(session, year)
    committed, to_come = _committed(purchases, planned), by_line(coming)
    share = get(session, ALERT_SHARE)
    rows: list[LineRow] = []
    sides: tuple[Side, ...] = ("expense", "income")
    for side in sides:
        for line in planned:
            figures = _figures(line, moved.lines[side, line.id], committed[line.id], to_come[line.id])
            if line.side == side and not (line.withdrawn and figures == Figures()):
                alert = side == "expense" and not line.withdrawn and figures.calls_for_attention(share)
                rows.append(LineRow(line.id, side, line.name, line.nature, figures, alert, line.withdrawn))
        ours = {line.id for line in planned if line.side == side}
        stray = sum(cents for (where, line_id), cents in moved.lines.items() if where == side and line_id not in ours)
        waiting = sum(cents for line_id, cents in committed.items() if line_id is None) if side == "expense" else 0
        loose = to_come[None] if side == "expense" and planned else 0
        if stray or waiting or loose or unclassified(session, year, side):
            rows.append(LineRow(None, side, "", "", Figures(0, stray, waiting, loose)))
    waiting_at_bank = awaited(session)
    return YearView(
        year=year,
        closed=is_closed(session, year),
        alert_share=share,
        lines=tuple(rows),
        months=moved.months(),
        money=balances(session),
        awaited=sum(one.cents for one in waiting_at_bank) if waiting_at_bank else None,
        purchases=purchases,
        coming=coming,
    )


def _figures(line: PlannedLine, moved: int, committed: int, coming: int) -> Figures:
    """How a line stands. Of one that was withdrawn, no more is planned than what is gone or spoken for."""
    return Figures(moved + committed if line.withdrawn else line.planned, moved, committed, coming)


class _Moved:
    """What moved in a year: by side and line, and by month."""

    def __init__(self) -> None:
        self.lines: Counter[tuple[str, int | None]] = Counter()
        self._receipts: Counter[int] = Counter()
        self._expenses: Counter[int] = Counter()

    def add(self, month: int, account: str, line_id: int | None, cents: int) -> None:
        """Take in what an account's lines of a day come to."""
        if account in RECEIPTS:
            self._receipts[month] -= cents
        if account == "income":
            self.lines["income", line_id] -= cents
        if account == "expense":
            self._expenses[month] += cents
            self.lines["expense", line_id] += cents

    def months(self) -> tuple[MonthRow, ...]:
        """The twelve months."""
        return tuple(MonthRow(month, self._receipts[month], self._expenses[month]) for month in range(1, 13))


def _moved(session: Session, year: int) -> _Moved:
    rows = session.execute(
        select(TillEntry.day, TillLine.account, TillLine.budget_line_id, func.sum(TillLine.cents))
        .join(TillLine, TillLine.entry_id == TillEntry.id)
        .where(TillEntry.year == year, TillLine.account.in_((*RECEIPTS, "expense")))
        .group_by(TillEntry.day, TillLine.account, TillLine.budget_line_id)
        .order_by(func.min(TillLine.id))
    )
    moved = _Moved()
    for day, account, line_id, cents in rows:
        moved.add(day.month, account, line_id, int(cents))
    return moved


def _committed(purchases: Iterable[PurchaseRow], planned: Iterable[PlannedLine]) -> Counter[int | None]:
    """Line → what approved purchases are thought to cost; under None those that name no line of expenses."""
    expenses = {line.id for line in planned if line.side == "expense"}
    committed: Counter[int | None] = Counter()
    for purchase in purchases:
        if purchase.state == "approved":
            committed[purchase.line_id if purchase.line_id in expenses else None] += purchase.cents
    return committed
