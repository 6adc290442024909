"""The treasurer's month: what was where before and after it, what it came to, and its journal."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from delta_app.budget.belgian_rules import BookRow, book_rows
from delta_app.budget.model import BudgetLine
from delta_app.budget.month_rules import MONEY, OWED, PLACES, MonthSums, Place, PlaceMonth, place_month, sums_of
from delta_app.budget.natures import Nature, NatureMap
from delta_app.budget.settings import NATURE_OF
from delta_app.core.calendar import Month
from delta_app.core.settings import get
from delta_app.till.entry_data import EntryRow
from delta_app.till.journal_data import entries_between
from delta_app.till.model import TillEntry, TillLine
from delta_app.till.queries import balances
from delta_app.venue.queries import venue


@dataclass(frozen=True)
class TillMonth:
    """A month of the till. ``entries``: its journal, by day, then by number. ``line_names``: budget lines named in it.

    ``head``: of its entries the one noted last; its digest answers for every entry noted before.
    """

    month: Month
    venue_name: str
    places: tuple[PlaceMonth, ...]
    sums: MonthSums
    entries: tuple[EntryRow, ...]
    line_names: dict[int, str]
    natures: NatureMap
    head: EntryRow | None

    def place(self, name: Place) -> PlaceMonth:
        """One place's month."""
        return next(place for place in self.places if place.place == name)

    @property
    def money(self) -> tuple[PlaceMonth, ...]:
        """The places where money is: not what is owed."""
        return tuple(place for place in self.places if place.place in MONEY)

    @property
    def owed(self) -> tuple[PlaceMonth, ...]:
        """What is owed: on cards, for suspended coffees."""
        return tuple(place for place in self.places if place.place in OWED)

    @property
    def money_moved(self) -> int:
        """By how much the month changed the money, wherever it lies."""
        return sum(place.moved for place in self.money)

    @property
    def explained(self) -> int:
        """What receipts, expenses, debts and the first float say that the money changed by."""
        return self.sums.result + self.place("cards").moved + self.place("suspended").moved + self.sums.start

    @property
    def holds(self) -> bool:
        """Whether every opening and its movements come to the closing, and the sums explain the money."""
        return all(place.holds for place in self.places) and self.explained == self.money_moved

    @property
    def book(self) -> tuple[BookRow, ...]:
        """The month as the Belgian simplified journal has it."""
        return book_rows(self.entries, self.natures)


def till_month(session: Session, month: Month) -> TillMonth:
    """The till in a month. Refuses ``no_venue``."""
    entries = entries_between(session, month.first, month.last)
    before = _moved(session, TillEntry.day < month.first)
    after = _moved(session, TillEntry.day > month.last)
    now = balances(session)
    lines = _budget_lines(session, entries)
    return TillMonth(
        month=month,
        venue_name=venue(session).name,
        # What is there after the month is asked of the balances that the newest entry states, not of the same lines.
        places=tuple(
            place_month(place, before[place], entries, getattr(now, place) - after[place]) for place in PLACES
        ),
        sums=sums_of(month, entries, {line.id: line.name for line in lines}),
        entries=entries,
        line_names={line.id: line.name for line in lines},
        natures=nature_map(session, lines),
        head=max(entries, key=lambda entry: entry.id, default=None),
    )


def nature_map(session: Session, lines: Iterable[BudgetLine] = ()) -> NatureMap:
    """Which column of the Belgian simplified journal things stand in here, and these budget lines."""
    chosen: dict[str, Nature] = {of: get(session, setting) for of, setting in NATURE_OF.items()}  # type: ignore[misc]
    of_line: dict[int, Nature] = {line.id: line.nature for line in lines}  # type: ignore[misc]
    return NatureMap(**chosen, of_line=of_line)


def _moved(session: Session, which: ColumnElement[bool]) -> dict[Place, int]:
    """What the lines of the entries of some days moved in each place; of what is owed, by how much it grew."""
    entry_days = select(TillLine.account, func.sum(TillLine.cents)).join(TillEntry, TillEntry.id == TillLine.entry_id)
    rows = session.execute(entry_days.where(which).group_by(TillLine.account).order_by(func.min(TillLine.id)))
    moved: dict[str, int] = {account: int(cents) for account, cents in rows}
    return {place: moved.get(place, 0) if place in MONEY else -moved.get(place, 0) for place in PLACES}


def _budget_lines(session: Session, entries: Iterable[EntryRow]) -> list[BudgetLine]:
    """The budget lines that entries name."""
    named = {line.budget_line_id for entry in entries for line in entry.lines if line.budget_line_id}
    if not named:
        return []
    return list(session.scalars(select(BudgetLine).where(BudgetLine.id.in_(named)).order_by(BudgetLine.id)))
