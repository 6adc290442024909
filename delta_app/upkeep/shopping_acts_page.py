"""What is done with the stock and the shopping list, one act each, and how it is told."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from delta_app.core.i18n import _, format_number, join_names, ngettext
from delta_app.core.money import format_money
from delta_app.upkeep.act_dialog import AskBudgetDialog
from delta_app.upkeep.first_things import FIRST_STOCK
from delta_app.upkeep.shopping_commands import (
    Payment,
    Taken,
    add_shopping,
    ask_for_shopping,
    buy_shopping,
    change_shopping,
    put_away,
    remove_shopping,
)
from delta_app.upkeep.shopping_dialog import BoughtThingsDialog
from delta_app.upkeep.spoken import count_told
from delta_app.upkeep.stock_commands import (
    StockDetails,
    add_stock,
    change_stock,
    count_stock,
    withdraw_stock,
)
from delta_app.upkeep.stock_data import ShoppingRow, StockRow, common_line, expected_cents
from delta_app.upkeep.stock_dialog import StockDialog
from delta_app.widgets.page import Desk

_NUMBER_FIRST = re.compile(r"([0-9]{1,5})\s*(?:[x×*]\s*)?(.+)")


class StockDeeds:
    """Acts on the stock and on the list."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk, self._parent = desk, parent

    def _wrote(self, label: str, act: Any, told: str, *, undo: bool = True) -> None:
        """One act out of a dialog, which tells a refusal itself."""
        with self._desk.store.write(self._desk.actor, label) as session:
            act(session)
        self._desk.told.emit(told, undo)

    def add(self, places: Sequence[str]) -> None:
        """The house always has one thing more."""

        def store(details: StockDetails, there: int | None) -> None:
            self._wrote(
                _("Ajouter à la réserve : {name}").format(name=details.name),
                lambda session: add_stock(session, details, there),
                _("Dans la réserve : {name}.").format(name=details.name),
            )

        StockDialog(self._desk, None, places, store, self._parent).exec()

    def change(self, row: StockRow, places: Sequence[str]) -> None:
        """Say it otherwise."""

        def store(details: StockDetails, _there: int | None) -> None:
            self._wrote(
                _("Modifier dans la réserve : {name}").format(name=details.name),
                lambda session: change_stock(session, row.id, details),
                _("Modifié : {name}.").format(name=details.name),
            )

        StockDialog(self._desk, row, places, store, self._parent).exec()

    def withdraw(self, row: StockRow) -> None:
        """The house keeps none of it."""
        self._desk.act(
            _("Retirer de la réserve : {name}").format(name=row.name),
            lambda session: withdraw_stock(session, row.id),
            lambda _done: _("Retiré de la réserve : {name}.").format(name=row.name),
        )

    def restore(self, row: StockRow) -> None:
        """It does again."""
        self._desk.act(
            _("Remettre dans la réserve : {name}").format(name=row.name),
            lambda session: withdraw_stock(session, row.id, False),
            lambda _done: _("De nouveau dans la réserve : {name}.").format(name=row.name),
        )

    def add_usual(self) -> None:
        """What most houses have."""

        def add(session: Any) -> int:
            for name, unit, category, minimum, wanted in FIRST_STOCK:
                add_stock(session, StockDetails(name(), unit(), category, "", minimum, wanted))
            return len(FIRST_STOCK)

        self._desk.act(
            _("Remplir la liste de la réserve"),
            add,
            lambda number: _("{n} choses sont là : gardez celles d’ici, puis comptez.").format(n=number),
        )

    def count(self, counts: Mapping[int, int]) -> bool:
        """How many there are; what changed is told."""
        if not self._desk.identify():
            return False
        return self._desk.act(
            _("Compter la réserve"),
            lambda session: count_stock(session, counts),
            lambda changed: count_told(len(counts), changed),
        )

    def add_to_list(self, typed: str) -> bool:
        """What somebody typed, with how many of it where a number comes first: ``3 ampoules``."""
        found = _NUMBER_FIRST.fullmatch(typed.strip())
        number, name = (int(found[1]), found[2]) if found else (None, typed)
        if not name.strip() or not self._desk.identify():
            return False
        about = {"name": " ".join(name.split())}
        return self._desk.act(
            _("Sur la liste de courses : {name}").format(**about),
            lambda session: add_shopping(session, name, number),
            lambda _key: _("Sur la liste : {name}.").format(**about),
        )

    def set_number(self, row: ShoppingRow, number: int) -> None:
        """Another number of it."""
        about = {"name": row.name, "n": format_number(number)}
        self._desk.act(
            _("Courses : {n} × {name}").format(**about),
            lambda session: change_shopping(session, row.key, number),
            lambda _done: _("Sur la liste : {n} × {name}.").format(**about),
        )

    def remove(self, row: ShoppingRow) -> None:
        """It need not be bought."""
        self._desk.act(
            _("Ôter de la liste de courses : {name}").format(name=row.name),
            lambda session: remove_shopping(session, row.key),
            lambda _done: _("Ôté de la liste : {name}.").format(name=row.name),
        )

    def buy(self, rows: Sequence[ShoppingRow]) -> bool:
        """They were bought: paid, and put away."""
        if not self._desk.identify():
            return False

        def store(taken: Sequence[Taken], payment: Payment | None) -> None:
            if payment is None:
                self._put_away(taken)
                return
            amount = format_money(payment.cents)
            self._wrote(
                _("Courses payées : {amount}").format(amount=amount),
                lambda session: buy_shopping(session, taken, payment),
                _("Courses payées, {amount}, et rangées.").format(amount=amount),
                undo=False,
            )

        with self._desk.store.read() as session:
            cents, line_id = expected_cents(tuple(rows)), common_line(session, tuple(rows))
        dialog = BoughtThingsDialog(self._desk, rows, store, self._parent, cents=cents, line_id=line_id)
        return bool(dialog.exec())

    def put_away(self, rows: Sequence[ShoppingRow]) -> bool:
        """What the budget has paid for is there."""
        if not self._desk.identify():
            return False
        taken = [Taken(row.key, row.quantity) for row in rows]
        return self._desk.act(_("Ranger les courses"), lambda session: put_away(session, taken), put_away_told)

    def _put_away(self, taken: Sequence[Taken]) -> None:
        self._wrote(_("Ranger les courses"), lambda session: put_away(session, taken), put_away_told(len(taken)))

    def ask(self, rows: Sequence[ShoppingRow]) -> bool:
        """Ask the budget for them."""
        if not self._desk.identify():
            return False
        taken = [Taken(row.key, row.quantity) for row in rows]

        def store(cents: int, line_id: int | None) -> None:
            amount = format_money(cents)
            self._wrote(
                _("Demander au budget : courses, {amount}").format(amount=amount),
                lambda session: ask_for_shopping(session, taken, cents, line_id),
                _("Demandé au budget : {amount}. Cela reste sur la liste d’ici là.").format(amount=amount),
            )

        with self._desk.store.read() as session:
            cents, line_id = expected_cents(tuple(rows)), common_line(session, tuple(rows))
        about = join_names([row.name for row in rows])
        title = _("Demander les courses au budget")
        dialog = AskBudgetDialog(self._desk, title, about, store, self._parent, cents=cents, line_id=line_id)
        return bool(dialog.exec())


def put_away_told(number: int) -> str:
    """``3 choses rangées.``"""
    return ngettext("{n} chose rangée.", "{n} choses rangées.", number).format(n=format_number(number))
