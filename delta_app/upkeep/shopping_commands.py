"""Acts on the shopping list: something added, bought from the till, asked of the budget, put away in the stock."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

import delta_app.upkeep.words  # noqa: F401 (registers what the refusals say)
from delta_app.budget.purchase_commands import Wish, ask_purchase
from delta_app.budget.queries import find_line
from delta_app.core import clock
from delta_app.core.access import allowed
from delta_app.core.errors import Refused
from delta_app.core.forgetting import keep_no_values
from delta_app.core.i18n import _
from delta_app.till.commands import spend
from delta_app.till.ledger_process import Booked
from delta_app.till.lines_data import Paper, Way
from delta_app.upkeep.model import ShoppingItem
from delta_app.upkeep.repair_commands import TEAM
from delta_app.upkeep.rules import LONGEST_NAME, checked_number, checked_title, cut
from delta_app.upkeep.stock_data import ShoppingRow, find_stock, shopping_row, shopping_rows, stock_called


@dataclass(frozen=True)
class Taken:
    """So many of something of the list, known by its key, as were bought, or are to be asked for."""

    key: str
    quantity: int


@dataclass(frozen=True)
class Payment:
    """What a purchase cost in all, the number of its receipt, how it was paid, on which budget line, and the photo or
    PDF of the receipt."""

    cents: int
    receipt: str = ""
    way: Way = "cash"
    line_id: int | None = None
    paper: Paper | None = None


@allowed(*TEAM)
def add_shopping(session: Session, words: str, quantity: int | None = None) -> str:
    """Have something bought; of the stock where it is called as something there. Returns its key on the list.

    Refuses ``house_title_needed``, ``house_text_long``, ``house_number``.
    """
    name = checked_title(words, LONGEST_NAME)
    number = None if quantity is None else checked_number(quantity, 1)
    thing = stock_called(session, name)
    stock_id = None if thing is None or thing.withdrawn else thing.id
    same = next((row for row in shopping_rows(session) if row.name == name and row.stock is None), None)
    if stock_id is None and same is not None and same.is_to_buy:
        _item(session, same).quantity = number or same.quantity
        return same.key
    return _put_on_list(session, "" if stock_id else name, stock_id, number)


@allowed(*TEAM)
def add_stock_to_shopping(session: Session, stock_id: int, quantity: int | None = None) -> str:
    """Have more of something of the stock bought, whether it is low or not. Returns its key on the list.

    Refuses ``no_such_stock``, ``house_number``.
    """
    find_stock(session, stock_id)
    return _put_on_list(session, "", stock_id, None if quantity is None else checked_number(quantity, 1))


@allowed(*TEAM)
def change_shopping(session: Session, key: str, quantity: int) -> None:
    """Another number of it. Refuses ``no_such_shopping``, ``shopping_asked``, ``house_number``."""
    row = shopping_row(session, key)
    _refuse_unless_to_buy(row)
    _item(session, row).quantity = checked_number(quantity, 1)


@allowed(*TEAM)
def remove_shopping(session: Session, key: str) -> None:
    """It need not be bought; what the stock lacks stays on the list as the stock asks for it.

    Refuses ``no_such_shopping``, ``shopping_asked``, ``shopping_by_stock``.
    """
    row = shopping_row(session, key)
    _refuse_unless_to_buy(row)
    if row.item_id is None:
        raise Refused("shopping_by_stock", name=row.name)
    session.delete(session.get_one(ShoppingItem, row.item_id))


@allowed(*TEAM)
def buy_shopping(session: Session, taken: Sequence[Taken], payment: Payment) -> Booked:
    """Pay for things of the list, in one entry of the till's journal, and put them in the stock. Money is reversed and
    never taken back, so this act is not undone: the stock is counted again where it was wrong.

    Refuses ``nothing_taken``, ``no_such_shopping``, ``shopping_asked``, ``house_number``, ``line_of_other_year``, and
    what ``till.commands.spend`` does.
    """
    rows = _rows(session, taken)
    for row, _quantity in rows:
        _refuse_unless_to_buy(row)
    if payment.line_id is not None:
        line = find_line(session, payment.line_id)
        if line.year != clock.today().year:
            raise Refused("line_of_other_year", name=line.name, year=line.year, wanted=clock.today().year)
    keep_no_values(session)
    booked = spend(
        session,
        payment.cents,
        shopping_label([row.name for row, _quantity in rows]),
        receipt=payment.receipt,
        way=payment.way,
        budget_line_id=payment.line_id,
        paper=payment.paper,
    )
    _put_away(session, rows)
    _note_price(session, rows, payment.cents)
    return booked


def _note_price(session: Session, rows: Sequence[tuple[ShoppingRow, int]], cents: int) -> None:
    """What one of a thing costs is known where nothing else was bought with it."""
    row, quantity = rows[0]
    if len(rows) == 1 and row.stock is not None:
        find_stock(session, row.stock.id).price_cents = (cents + quantity // 2) // quantity


@allowed(*TEAM)
def put_away(session: Session, taken: Sequence[Taken]) -> int:
    """Things of the list are there, however they came: given, or paid already. Returns how many.

    Refuses ``nothing_taken``, ``no_such_shopping``, ``house_number``.
    """
    rows = _rows(session, taken)
    _put_away(session, rows)
    return len(rows)


@allowed(*TEAM)
def ask_for_shopping(session: Session, taken: Sequence[Taken], cents: int, line_id: int | None = None) -> int:
    """Ask the budget for things of the list together; returns the purchase's number. They wait on the list until it is
    paid and they are put away; where the budget says no, they are to be bought again.

    Refuses ``nothing_taken``, ``no_such_shopping``, ``shopping_asked``, and what ``ask_purchase`` does.
    """
    rows = _rows(session, taken)
    for row, _quantity in rows:
        _refuse_unless_to_buy(row)
    label = shopping_label([row.name for row, _quantity in rows])
    number = ask_purchase(session, Wish(label, cents, _("Maison"), line_id))
    for row, quantity in rows:
        item = _item(session, row)
        item.quantity, item.purchase_id = quantity, number
    return number


def shopping_label(names: Sequence[str]) -> str:
    """What was bought, in a line: ``Courses : lait, café``, cut where it would be longer than the budget takes."""
    return cut(_("Courses : {names}").format(names=", ".join(names)), LONGEST_NAME)


def _put_on_list(session: Session, words: str, stock_id: int | None, quantity: int | None) -> str:
    known = next((row for row in shopping_rows(session) if row.stock is not None and row.stock.id == stock_id), None)
    if known is not None:
        _refuse_unless_to_buy(known)
        _item(session, known).quantity = quantity or known.quantity
        return known.key
    item = ShoppingItem(
        words=words, stock_item_id=stock_id, quantity=quantity, added_on=clock.today(), purchase_id=None
    )
    session.add(item)
    session.flush()
    return f"stock-{stock_id}" if stock_id is not None else f"words-{item.id}"


def _rows(session: Session, taken: Sequence[Taken]) -> list[tuple[ShoppingRow, int]]:
    if not taken:
        raise Refused("nothing_taken")
    known = {row.key: row for row in shopping_rows(session)}
    wanted = {one.key: checked_number(one.quantity, 1) for one in taken}
    if not wanted.keys() <= known.keys():
        raise Refused("no_such_shopping")
    return [(known[key], quantity) for key, quantity in wanted.items()]


def _put_away(session: Session, rows: Sequence[tuple[ShoppingRow, int]]) -> None:
    for row, quantity in rows:
        if row.stock is not None:
            thing = find_stock(session, row.stock.id)
            thing.quantity = checked_number((thing.quantity or 0) + quantity)
        if row.item_id is not None:
            session.delete(session.get_one(ShoppingItem, row.item_id))


def _item(session: Session, row: ShoppingRow) -> ShoppingItem:
    """What is kept of a line of the list; of one that the stock alone asks for, it is made now."""
    if row.item_id is not None:
        return session.get_one(ShoppingItem, row.item_id)
    stock_id = None if row.stock is None else row.stock.id
    item = ShoppingItem(words="", stock_item_id=stock_id, quantity=None, added_on=clock.today(), purchase_id=None)
    session.add(item)
    session.flush()
    return item


def _refuse_unless_to_buy(row: ShoppingRow) -> None:
    if not row.is_to_buy:
        raise Refused("shopping_asked", name=row.name)
