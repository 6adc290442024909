"""Acts on the stock: what it holds is noted, changed, withdrawn, and counted."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

import delta_app.upkeep.words  # noqa: F401 (registers what the refusals say)
from delta_app.budget.queries import find_line
from delta_app.core import clock
from delta_app.core.access import Role, allowed
from delta_app.core.errors import Refused
from delta_app.core.text import fold
from delta_app.upkeep.model import ShoppingItem, StockItem
from delta_app.upkeep.repair_commands import TEAM
from delta_app.upkeep.rules import (
    LONGEST_NAME,
    LONGEST_PLACE,
    LONGEST_UNIT,
    Category,
    Recount,
    checked_cents,
    checked_line,
    checked_number,
    checked_title,
    is_low,
)
from delta_app.upkeep.stock_data import find_stock, shopping_rows, stock_rows


@dataclass(frozen=True)
class StockDetails:
    """What it is called and counted in, where it stands, below how many it is bought, and up to how many."""

    name: str
    unit: str = ""
    category: Category = "kitchen"
    place: str = ""
    minimum: int = 1
    wanted: int = 2
    price_cents: int | None = None
    line_id: int | None = None


@allowed(Role.COORDINATOR)
def add_stock(session: Session, details: StockDetails, quantity: int | None = None) -> int:
    """The house always has this from now on; returns its number. ``quantity``: how many are there, None: not counted.

    Refuses as ``change_stock`` does.
    """
    row = StockItem(withdrawn=False, quantity=None, counted_on=None)
    _write(session, row, details)
    if quantity is not None:
        row.quantity, row.counted_on = checked_number(quantity), clock.today()
    session.add(row)
    session.flush()
    return row.id


@allowed(Role.COORDINATOR)
def change_stock(session: Session, stock_id: int, details: StockDetails) -> None:
    """Say otherwise what it is. Refuses ``no_such_stock``, ``house_title_needed``, ``house_text_long``,
    ``house_number``, ``stock_taken``, ``stock_wanted_below``, ``bad_amount``, ``no_such_line``,
    ``line_not_for_costs``."""
    _write(session, find_stock(session, stock_id), details)


@allowed(Role.COORDINATOR)
def withdraw_stock(session: Session, stock_id: int, withdrawn: bool = True) -> None:
    """The house keeps none of it any more, or again. Refuses ``no_such_stock``."""
    find_stock(session, stock_id).withdrawn = withdrawn


@allowed(*TEAM)
def count_stock(session: Session, counts: Mapping[int, int]) -> tuple[Recount, ...]:
    """How many of each are there; returns those that are not as many as was known. All that was counted was so today.
    What the stock asked for is on the shopping list as it asks for it now, or no more, whatever number was put there.

    Refuses ``no_such_stock``, ``house_number``.
    """
    asked_for = _asked_for_by_stock(session)
    changed = []
    for stock_id, number in counts.items():
        row, now = find_stock(session, stock_id), checked_number(number)
        if row.quantity != now:
            changed.append(Recount(stock_id, row.name, row.quantity, now))
        row.quantity, row.counted_on = now, clock.today()
        if stock_id in asked_for:
            _follow_stock(session, row, asked_for[stock_id])
    return tuple(changed)


def _asked_for_by_stock(session: Session) -> dict[int, int]:
    """What is noted on the list of things that are low, by the thing; not what waits for the budget, or is paid and to
    be put away: that stays as it was asked."""
    return {
        row.stock.id: row.item_id
        for row in shopping_rows(session)
        if row.stock is not None and row.stock.low and row.item_id is not None and row.is_to_buy
    }


def _follow_stock(session: Session, thing: StockItem, item_id: int) -> None:
    """Let go of the number that somebody put on the list before it was counted."""
    item = session.get_one(ShoppingItem, item_id)
    if item.purchase_id is not None and is_low(thing.quantity, thing.minimum):
        item.quantity = None  # why the budget said no is still told
    else:
        session.delete(item)


def _write(session: Session, row: StockItem, details: StockDetails) -> None:
    name = checked_title(details.name, LONGEST_NAME)
    same = next((one for one in stock_rows(session) if one.id != row.id and fold(one.name) == fold(name)), None)
    if same is not None:
        raise Refused("stock_taken", name=same.name, withdrawn=same.withdrawn)
    minimum, wanted = checked_number(details.minimum), checked_number(details.wanted)
    if wanted < minimum:
        raise Refused("stock_wanted_below", name=name, minimum=minimum)
    if details.line_id is not None:
        line = find_line(session, details.line_id)
        if line.side != "expense":
            raise Refused("line_not_for_costs", name=line.name)
    row.name, row.unit = name, checked_line(details.unit, LONGEST_UNIT)
    row.category, row.place = details.category, checked_line(details.place, LONGEST_PLACE)
    row.minimum, row.wanted = minimum, wanted
    row.price_cents, row.budget_line_id = checked_cents(details.price_cents), details.line_id
