"""The stock and the shopping list as rows: what is there, what is low, and what is to be bought."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.budget.purchase_data import PurchaseRow, find_purchase
from delta_app.budget.purchase_lines_data import line_in_year
from delta_app.core import clock
from delta_app.core.asking import asked_once
from delta_app.core.errors import Refused
from delta_app.core.text import fold
from delta_app.upkeep.model import ShoppingItem, StockItem
from delta_app.upkeep.rules import CATEGORIES, Category, cents_for, is_low, missing

COUNTED_RECENTLY_DAYS = 31
_WAITING = ("asked", "approved")


@dataclass(frozen=True)
class StockRow:
    """Something the house always has; ``quantity`` None: never counted. ``price_cents``: what one cost last."""

    id: int
    name: str
    unit: str
    category: Category
    place: str
    minimum: int
    wanted: int
    quantity: int | None
    counted_on: date | None
    price_cents: int | None
    line_id: int | None
    withdrawn: bool

    @property
    def low(self) -> bool:
        """Whether less of it is there than there should be."""
        return is_low(self.quantity, self.minimum)

    @property
    def to_buy(self) -> int:
        """How many to buy, none where it is not low."""
        return missing(self.quantity, self.minimum, self.wanted)


@dataclass(frozen=True)
class ShoppingRow:
    """Something to buy. ``item_id``: where somebody added it, or something is known of it; ``stock``: what it is of the
    stock, if it is. ``by_hand``: somebody asked for it, whatever the stock says."""

    item_id: int | None
    stock: StockRow | None
    name: str
    quantity: int
    by_hand: bool
    purchase: PurchaseRow | None

    @property
    def key(self) -> str:
        """By which it stays known while it is on the list."""
        return f"stock-{self.stock.id}" if self.stock is not None else f"words-{self.item_id}"

    @property
    def asked(self) -> bool:
        """Whether the budget has been asked for it, and it has neither said no nor been paid yet."""
        return self.purchase is not None and self.purchase.state in _WAITING

    @property
    def bought(self) -> bool:
        """Whether the budget has paid for it: it only has to be put away."""
        return self.purchase is not None and self.purchase.state == "bought"

    @property
    def is_to_buy(self) -> bool:
        """Whether somebody has to buy it, or ask for it."""
        return not (self.asked or self.bought)


def find_stock(session: Session, stock_id: int) -> StockItem:
    """A thing of the stock by its number. Refuses ``no_such_stock``."""
    row = session.get(StockItem, stock_id)
    if row is None:
        raise Refused("no_such_stock")
    return row


@asked_once
def stock_rows(session: Session) -> tuple[StockRow, ...]:
    """The whole stock, by category, place and name; what is withdrawn last."""
    found = [_row(row) for row in session.scalars(select(StockItem).order_by(StockItem.id))]
    order = {category: place for place, category in enumerate(CATEGORIES)}
    found.sort(key=lambda row: (row.withdrawn, order[row.category], fold(row.place), fold(row.name), row.id))
    return tuple(found)


def stock_here(session: Session) -> tuple[StockRow, ...]:
    """The same without what is withdrawn."""
    return tuple(row for row in stock_rows(session) if not row.withdrawn)


def stock_called(session: Session, name: str) -> StockRow | None:
    """The thing of the stock that is called so, accents and case aside, withdrawn ones after the others."""
    return next((row for row in stock_rows(session) if fold(row.name) == fold(name)), None)


def low_stock(session: Session) -> tuple[StockRow, ...]:
    """What there should be more of, and nobody has asked the budget for or bought yet."""
    settled = {row.stock.id for row in shopping_rows(session) if row.stock is not None and not row.is_to_buy}
    return tuple(row for row in stock_here(session) if row.low and row.id not in settled)


@asked_once
def shopping_rows(session: Session) -> tuple[ShoppingRow, ...]:
    """What is to be bought or put away: what the stock asks for, in its order, then what somebody added."""
    items = session.scalars(select(ShoppingItem).order_by(ShoppingItem.id)).all()
    of_stock = {row.stock_item_id: row for row in items if row.stock_item_id is not None}
    found = []
    for row in stock_here(session):
        item = of_stock.get(row.id)
        if item is not None or row.low:
            found.append(_shopping(session, item, row))
    found += [_shopping(session, item, None) for item in items if item.stock_item_id is None]
    return tuple(found)


def shopping_row(session: Session, key: str) -> ShoppingRow:
    """One of the list. Refuses ``no_such_shopping``."""
    found = next((row for row in shopping_rows(session) if row.key == key), None)
    if found is None:
        raise Refused("no_such_shopping")
    return found


def expected_cents(rows: tuple[ShoppingRow, ...]) -> int | None:
    """What these may cost at the last prices, as far as any is known."""
    return cents_for((None if row.stock is None else row.stock.price_cents, row.quantity) for row in rows)


def common_line(session: Session, rows: tuple[ShoppingRow, ...]) -> int | None:
    """This year's budget line where all that has one has the same; else None."""
    year = clock.today().year
    lines = {line_in_year(session, row.stock.line_id, year) for row in rows if row.stock and row.stock.line_id}
    return lines.pop() if len(lines) == 1 else None


def _shopping(session: Session, item: ShoppingItem | None, row: StockRow | None) -> ShoppingRow:
    purchase = None
    if item is not None and item.purchase_id is not None:
        purchase = find_purchase(session, item.purchase_id)[1]
    asked = item.quantity if item is not None else None
    suggested = row.to_buy if row is not None else 0
    return ShoppingRow(
        item_id=None if item is None else item.id,
        stock=row,
        name=row.name if row is not None else item.words if item is not None else "",
        quantity=asked or suggested or 1,
        by_hand=item is not None and (row is None or asked is not None or not row.low),
        purchase=purchase,
    )


def _row(row: StockItem) -> StockRow:
    return StockRow(
        id=row.id,
        name=row.name,
        unit=row.unit,
        category=cast(Category, row.category),
        place=row.place,
        minimum=row.minimum,
        wanted=row.wanted,
        quantity=row.quantity,
        counted_on=row.counted_on,
        price_cents=row.price_cents,
        line_id=row.budget_line_id,
        withdrawn=row.withdrawn,
    )
