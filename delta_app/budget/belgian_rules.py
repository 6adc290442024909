"""An entry of the till as rows of the Belgian simplified journal: one for the cash, one for the account, by nature."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from delta_app.budget.natures import EXPENSES, RECEIPTS, Nature, NatureMap
from delta_app.till.entry_data import EntryRow

BookPlace = Literal["cash", "account", ""]
_CASH = ("till", "envelope")


@dataclass(frozen=True)
class BookRow:
    """A row of the book. ``total`` is what came in (below zero: went out) in this place, in cents, and the sum of
    ``natures``, each likewise positive for money that comes in. A row without natures is money that only changed its
    place, or was there before the first entry; one without a place moved none, and says that a nature was another."""

    entry: EntryRow
    place: BookPlace
    total: int
    natures: Mapping[Nature, int]

    def shown(self, nature: Nature) -> int | None:
        """What stands in a nature's column: receipts and expenses are both written as positive amounts."""
        if nature not in self.natures:
            return None
        return self.natures[nature] if nature in RECEIPTS else -self.natures[nature]


@dataclass(frozen=True)
class _Part:
    """So much of a nature; ``cash`` where it can only have happened in coins: a rounding, a difference of counts."""

    nature: Nature
    cents: int
    cash: bool = False


def book_rows(entries: Iterable[EntryRow], mapping: NatureMap) -> tuple[BookRow, ...]:
    """The rows of these entries, in their order. Their totals come to what cash (till and envelopes) and account moved,
    and each row's natures to its total."""
    return tuple(row for entry in entries for row in _rows(entry, mapping))


def nature_totals(rows: Iterable[BookRow]) -> dict[Nature, int]:
    """Each column's sum, as it is shown."""
    every = tuple(rows)
    return {nature: sum(row.shown(nature) or 0 for row in every) for nature in RECEIPTS + EXPENSES}


def _rows(entry: EntryRow, mapping: NatureMap) -> Iterator[BookRow]:
    moved: dict[BookPlace, int] = {"cash": entry.moved(*_CASH), "account": entry.moved("bank")}
    natures = _placed(list(_parts(entry, mapping)), moved)
    for place in ("cash", "account", ""):
        by_nature = {nature: cents for nature, cents in natures[place].items() if cents}
        total = sum(by_nature.values())
        if by_nature:
            yield BookRow(entry, place, total, by_nature)
        rest = moved.get(place, 0) - total
        if place and rest:
            yield BookRow(entry, place, rest, {})


def _placed(parts: list[_Part], moved: Mapping[BookPlace, int]) -> dict[BookPlace, dict[Nature, int]]:
    """Each part where it was paid: what goes through the account first, the rest in cash."""
    placed: dict[BookPlace, dict[Nature, int]] = {"cash": {}, "account": {}, "": {}}

    def put(place: BookPlace, nature: Nature, cents: int) -> None:
        placed[place][nature] = placed[place].get(nature, 0) + cents

    if not moved["cash"] and not moved["account"]:
        for part in parts:
            put("cash" if part.cash else "", part.nature, part.cents)
        return placed
    left = moved["account"]
    for part in parts:
        here = part.cents if not moved["cash"] else _at_most(part.cents, left)
        if part.cash:
            here = 0
        left -= here
        put("account", part.nature, here)
        put("cash", part.nature, part.cents - here)
    return placed


def _at_most(cents: int, most: int) -> int:
    """As much of an amount as goes the same way as ``most``, and no further."""
    if cents * most <= 0:
        return 0
    return min(cents, most) if cents > 0 else max(cents, most)


def _parts(entry: EntryRow, mapping: NatureMap) -> Iterator[_Part]:
    """What the money of an entry was for; what a card, the house or a suspended coffee paid is no money."""
    if any(line.product_id is not None for line in entry.lines):
        yield from _sale(entry, mapping)
    else:
        yield _Part(mapping.cards, -entry.moved("cards"))
        yield _Part(mapping.suspended, -entry.moved("suspended"))
        yield _Part(mapping.sales, -entry.moved("sales", "offered"))
    for line in entry.lines:
        if line.account in ("income", "expense"):
            unclassified = mapping.income if line.account == "income" else mapping.expense
            yield _Part(mapping.of_line.get(line.budget_line_id or 0, unclassified), -line.cents)
    yield _Part(mapping.rounding, -entry.moved("rounding"), cash=True)
    yield _Part(mapping.difference, -entry.moved("difference"), cash=True)


def _sale(entry: EntryRow, mapping: NatureMap) -> Iterator[_Part]:
    """What was sold, less what was not paid in money: taken first from what is served, then from suspended coffees."""
    sold = -entry.moved("sales")
    suspended = -sum(line.cents for line in entry.lines if line.account == "suspended" and line.product_id is not None)
    used = sum(line.cents for line in entry.lines if line.account == "suspended" and line.product_id is None)
    otherwise = used + entry.moved("cards", "offered")
    from_sold = _at_most(otherwise, sold)
    yield _Part(mapping.sales, sold - from_sold)
    yield _Part(mapping.suspended, suspended - (otherwise - from_sold))
