"""A month of the till as sums: places of money, receipts and expenses, debts, weeks, products; all in cents.

An entry and its reversal take each other away in every sum; both stand in the journal. A sale counts when it is made,
however it is paid: what is put on a consumption card is no receipt but a debt, until it is drunk.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from delta_app.core.calendar import Month, monday_of
from delta_app.till.entry_data import EntryRow, Line

Place = Literal["till", "envelope", "bank", "cards", "suspended"]
MONEY: tuple[Place, ...] = ("till", "envelope", "bank")
OWED: tuple[Place, ...] = ("cards", "suspended")
PLACES = MONEY + OWED


@dataclass(frozen=True)
class PlaceMonth:
    """A place of money, or what is owed on cards or for suspended coffees: what was there before the month, what the
    entries of the month brought and took, and what the journal says is there after it, which is known otherwise."""

    place: Place
    opening: int
    came: int
    went: int
    closing: int

    @property
    def moved(self) -> int:
        """What the month changed."""
        return self.came - self.went

    @property
    def reckoned(self) -> int:
        """What must be there at the end."""
        return self.opening + self.moved

    @property
    def holds(self) -> bool:
        """Whether opening and movements come to the closing."""
        return self.reckoned == self.closing


@dataclass(frozen=True)
class BudgetSum:
    """What went to a budget line; number None and no name for what nobody classified yet."""

    budget_line_id: int | None
    name: str
    cents: int


@dataclass(frozen=True)
class ProductSum:
    """What was sold of a product, under the name it last had that month."""

    product_id: int
    name: str
    quantity: int
    cents: int


@dataclass(frozen=True)
class WeekSum:
    """The days of a week that lie in the month, both included; ``offered`` is below zero."""

    number: int
    first: date
    last: date
    sales: int
    offered: int
    income: int
    expenses: int

    @property
    def receipts(self) -> int:
        """What came in as receipts."""
        return self.sales + self.offered + self.income


@dataclass(frozen=True)
class CardsMonth:
    """What consumption cards were: sold and topped up, drunk, given back."""

    sold: int
    topped_up: int
    used: int
    refunded: int


@dataclass(frozen=True)
class SuspendedMonth:
    """Coffees paid for somebody else, and those that were drunk; ``coffees`` counts the former."""

    paid: int
    used: int
    coffees: int


@dataclass(frozen=True)
class MonthSums:
    """What the entries of a month come to. ``offered`` is below zero; ``rounding`` and ``difference`` are gains, below
    zero where lost; ``counts_off`` of ``counts`` openings and closings found one. ``start``: money there before the
    first entry."""

    sales: tuple[tuple[str, int], ...]
    offered: int
    income: tuple[BudgetSum, ...]
    expenses: tuple[BudgetSum, ...]
    cards: CardsMonth
    suspended: SuspendedMonth
    rounding: int
    difference: int
    counts_off: int
    counts: int
    start: int
    weeks: tuple[WeekSum, ...]
    products: tuple[ProductSum, ...]

    @property
    def receipts(self) -> int:
        """All receipts, what the house offered taken off."""
        return sum(cents for _category, cents in self.sales) + self.offered + sum(one.cents for one in self.income)

    @property
    def spent(self) -> int:
        """All expenses."""
        return sum(one.cents for one in self.expenses)

    @property
    def result(self) -> int:
        """Receipts less expenses, with roundings and differences."""
        return self.receipts - self.spent + self.rounding + self.difference


def place_month(place: Place, opening: int, entries: Iterable[EntryRow], closing: int) -> PlaceMonth:
    """A place's month from its entries: what each brought, or took, as a whole."""
    moves = [moved_in(entry, place) for entry in entries]
    came = sum(move for move in moves if move > 0)
    return PlaceMonth(place, opening, came, came - sum(moves), closing)


def moved_in(entry: EntryRow, place: Place) -> int:
    """What an entry changed in a place; of what is owed, by how much it grew."""
    return entry.moved(place) if place in MONEY else -entry.moved(place)


def sums_of(month: Month, entries: Sequence[EntryRow], line_names: Mapping[int, str]) -> MonthSums:
    """What these entries come to. ``line_names``: of budget lines."""
    counted = [entry for entry in entries if entry.kind in ("open", "close")]
    return MonthSums(
        sales=_by_category(entries),
        offered=-_moved(entries, "offered"),
        income=_by_budget_line(entries, "income", -1, line_names),
        expenses=_by_budget_line(entries, "expense", 1, line_names),
        cards=_cards(entries),
        suspended=_suspended(entries),
        rounding=-_moved(entries, "rounding"),
        difference=-_moved(entries, "difference"),
        counts_off=sum(1 for entry in counted if entry.moved("difference")),
        counts=len(counted),
        start=-_moved(entries, "start"),
        weeks=_weeks(month, entries),
        products=_products(entries),
    )


def _moved(entries: Iterable[EntryRow], account: str) -> int:
    return sum(entry.moved(account) for entry in entries)


def _by_category(entries: Iterable[EntryRow]) -> tuple[tuple[str, int], ...]:
    """Most sold first; what has no category last."""
    sums: defaultdict[str, int] = defaultdict(int)
    for entry in entries:
        for line in entry.lines:
            if line.account == "sales":
                sums[line.category] -= line.cents
    return tuple(sorted(sums.items(), key=lambda one: (not one[0], -one[1], one[0])))


def _by_budget_line(
    entries: Iterable[EntryRow], account: str, sign: int, names: Mapping[int, str]
) -> tuple[BudgetSum, ...]:
    """The largest first; what is to be classified last."""
    sums: defaultdict[int | None, int] = defaultdict(int)
    for entry in entries:
        for line in entry.lines:
            if line.account == account:
                sums[line.budget_line_id] += sign * line.cents
    rows = (BudgetSum(number, names.get(number or 0, ""), cents) for number, cents in sums.items())
    return tuple(sorted(rows, key=lambda one: (one.budget_line_id is None, -one.cents, one.name)))


def _cards(entries: Iterable[EntryRow]) -> CardsMonth:
    sums: defaultdict[str, int] = defaultdict(int)
    for entry in entries:
        sums[entry.about] -= entry.moved("cards")
    return CardsMonth(
        sold=sums["card_new"],
        topped_up=sums["card_topup"],
        used=-sums["sell"] or 0,
        refunded=-sums["card_refund"] or 0,
    )


def _suspended(entries: Iterable[EntryRow]) -> SuspendedMonth:
    paid, used, coffees = 0, 0, 0
    for entry in entries:
        for line in entry.lines:
            if line.account == "suspended" and line.product_id is None:
                used += line.cents
            elif line.account == "suspended":
                paid -= line.cents
                coffees += _pieces(entry, line)
    return SuspendedMonth(paid, used, coffees)


def _pieces(entry: EntryRow, line: Line) -> int:
    """How many a line sold: a reversal takes them back, also where they cost nothing."""
    return -(line.quantity or 0) if entry.kind == "reverse" else line.quantity or 0


def _weeks(month: Month, entries: Sequence[EntryRow]) -> tuple[WeekSum, ...]:
    weeks, first = [], month.first
    while first <= month.last:
        last = min(monday_of(first) + timedelta(days=6), month.last)
        there = [entry for entry in entries if first <= entry.day <= last]
        weeks.append(
            WeekSum(
                number=first.isocalendar().week,
                first=first,
                last=last,
                sales=-_moved(there, "sales"),
                offered=-_moved(there, "offered"),
                income=-_moved(there, "income"),
                expenses=_moved(there, "expense"),
            )
        )
        first = last + timedelta(days=1)
    return tuple(weeks)


def _products(entries: Iterable[EntryRow]) -> tuple[ProductSum, ...]:
    """Most brought in first; suspended coffees apart, for these are a debt."""
    names: dict[int, str] = {}
    pieces: defaultdict[int, int] = defaultdict(int)
    cents: defaultdict[int, int] = defaultdict(int)
    for entry in entries:
        for line in entry.lines:
            if line.account == "sales" and line.product_id is not None:
                names[line.product_id] = line.text
                pieces[line.product_id] += _pieces(entry, line)
                cents[line.product_id] -= line.cents
    by_worth: Callable[[ProductSum], tuple[int, int, str]] = lambda one: (-one.cents, -one.quantity, one.name)  # noqa: E731
    rows = (ProductSum(number, name, pieces[number], cents[number]) for number, name in names.items())
    return tuple(sorted(rows, key=by_worth))
