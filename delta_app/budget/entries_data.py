"""The entries behind every figure of the budget, each with its part in it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from delta_app.budget.bank_data import awaited
from delta_app.budget.model import BudgetLine
from delta_app.budget.rules import Side
from delta_app.core.asking import asked_once
from delta_app.core.calendar import Month
from delta_app.till.journal_data import EntryRow, entries_by_id
from delta_app.till.model import TillEntry, TillLine

__all__ = [
    "RECEIPTS",
    "AtPlace",
    "Awaited",
    "Behind",
    "BehindRow",
    "EntryRow",
    "OfLine",
    "OfYear",
    "Part",
    "Place",
    "Unclassified",
    "entries_behind",
    "entries_by_id",
    "parts_behind",
    "rows_behind",
    "unclassified",
]  # fmt: skip

RECEIPTS = ("sales", "offered", "income")
"""What comes in for good: sold, less what was on the house, and received. Money put on a card is owed until it is
spent, a suspended coffee until it is drunk."""

Place = Literal["till", "envelope", "bank", "cards", "suspended"]
_OWED = ("cards", "suspended")


@dataclass(frozen=True)
class OfLine:
    """What moved on a budget line, within its own year."""

    line_id: int


@dataclass(frozen=True)
class Unclassified:
    """What stands on no line of a year and side."""

    year: int
    side: Side


@dataclass(frozen=True)
class OfYear:
    """All that was spent (``expense``), or came in for good (``receipts``), in a year or one month of it; ``income``:
    what came in otherwise than by sales."""

    year: int
    what: Literal["expense", "income", "receipts"]
    month: int | None = None


@dataclass(frozen=True)
class AtPlace:
    """What is in a place of money, or owed, now."""

    place: Place


@dataclass(frozen=True)
class Awaited:
    """What moved on the bank's account by the journal and no file of the bank has shown yet."""


Behind = OfLine | Unclassified | OfYear | AtPlace | Awaited


@dataclass(frozen=True)
class Part:
    """An entry and what it has in a figure, in cents; all parts sum to the figure."""

    entry_id: int
    cents: int


def parts_behind(session: Session, behind: Behind) -> tuple[Part, ...]:
    """The entries behind a figure, the newest first."""
    if isinstance(behind, Unclassified):
        parts = unclassified(session, behind.year, behind.side)
    elif isinstance(behind, Awaited):
        parts = tuple(Part(one.entry_id, one.cents) for one in awaited(session))
    else:
        sign, wanted = _wanted(session, behind)
        rows = session.execute(
            select(TillLine.entry_id, func.sum(TillLine.cents))
            .join(TillEntry, TillEntry.id == TillLine.entry_id)
            .where(*wanted)
            .group_by(TillLine.entry_id)
            .order_by(TillLine.entry_id)
        )
        parts = tuple(Part(entry_id, sign * int(cents)) for entry_id, cents in rows if cents)
    return parts[::-1]


def entries_behind(session: Session, behind: Behind) -> tuple[int, ...]:
    """The numbers in the data of the entries behind a figure, the newest first."""
    return tuple(part.entry_id for part in parts_behind(session, behind))


def _wanted(session: Session, behind: OfLine | OfYear | AtPlace) -> tuple[int, list[Any]]:
    """The sign with which lines of the journal count in a figure, and which ones do."""
    if isinstance(behind, AtPlace):
        return -1 if behind.place in _OWED else 1, [TillLine.account == behind.place]
    if isinstance(behind, OfLine):
        line = session.get(BudgetLine, behind.line_id)
        if line is None:
            return 1, [TillLine.id < 0]
        of_line = [TillLine.budget_line_id == line.id, TillLine.account == line.side, TillEntry.year == line.year]
        return 1 if line.side == "expense" else -1, of_line
    accounts = RECEIPTS if behind.what == "receipts" else (behind.what,)
    wanted: list[Any] = [TillLine.account.in_(accounts), TillEntry.year == behind.year]
    if behind.month is not None:
        month = Month(behind.year, behind.month)
        wanted.append(TillEntry.day.between(month.first, month.last))
    return 1 if behind.what == "expense" else -1, wanted


@asked_once
def unclassified(session: Session, year: int, side: Side) -> tuple[Part, ...]:
    """The entries of a year whose cost or receipt stands on no line of that year and side now, oldest first."""
    ours = select(BudgetLine.id).where(BudgetLine.year == year, BudgetLine.side == side)
    stray = TillLine.budget_line_id.is_(None) | TillLine.budget_line_id.not_in(ours)
    rows = session.execute(
        select(TillEntry.id, TillEntry.kind, TillEntry.why, TillEntry.reverses_id, TillLine.cents)
        .join(TillLine, TillLine.entry_id == TillEntry.id)
        .where(TillEntry.year == year, TillLine.account == side, stray)
        .order_by(TillEntry.id, TillLine.position)
    ).all()
    originals = _numbered(session, year, (why for _id, kind, why, _reverses, _cents in rows if kind == "reclassify"))
    left: Counter[int] = Counter()
    for entry_id, kind, why, reverses_id, cents in rows:
        about = originals.get(why, entry_id) if kind == "reclassify" else entry_id
        if reverses_id is not None and reverses_id in left:
            about = reverses_id
        left[about] += cents if side == "expense" else -cents
    return tuple(Part(entry_id, cents) for entry_id, cents in sorted(left.items()) if cents)


def _numbered(session: Session, year: int, named: Iterable[str]) -> dict[str, int]:
    """``2026-147`` → the entry of that number."""
    numbers = {int(name.rpartition("-")[2]) for name in named}
    rows = session.execute(
        select(TillEntry.number, TillEntry.id)
        .where(TillEntry.year == year, TillEntry.number.in_(numbers))
        .order_by(TillEntry.id)
    )
    return {f"{year}-{number}": entry_id for number, entry_id in rows}


@dataclass(frozen=True)
class BehindRow:
    """An entry as it is listed behind a figure; ``cents`` is its part in it."""

    entry: EntryRow
    cents: int


def rows_behind(session: Session, parts: Sequence[Part]) -> tuple[BehindRow, ...]:
    """These parts with their entries, in the same order."""
    entries = {row.id: row for row in entries_by_id(session, [part.entry_id for part in parts])}
    return tuple(BehindRow(entries[part.entry_id], part.cents) for part in parts)
