"""What is done with the stock and the shopping list, one act each, and how it is told."""

import re
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from delta_app.core.i18n import _, format_number, join_names, ngettext
from delta_app.core.money import format_money
from delta_app.upkeep.act_dialog import AskBudgetDialog
from delta_app.upkeep.deeds_page import Deeds
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

NAMED = 8
_NUMBER_FIRST = re.compile(r"([0-9]{1,5})\s*(?:[x×*]\s*)?(.+)")


class StockDeeds(Deeds):
    """Acts on the stock and on the list."""

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
        self._act(
            _("Retirer de la réserve : {name}").format(name=row.name),
            lambda session: withdraw_stock(session, row.id),
            _("Retiré de la réserve : {name}.").format(name=row.name),
        )

    def restore(self, row: StockRow) -> None:
        """It does again."""
        self._act(
            _("Remettre dans la réserve : {name}").format(name=row.name),
            lambda session: withdraw_stock(session, row.id, False),
            _("De nouveau dans la réserve : {name}.").format(name=row.name),
        )

    def add_usual(self) -> None:
        """What most houses have."""

        def add(session: Session) -> int:
            for name, unit, category, minimum, wanted in FIRST_STOCK:
                add_stock(session, StockDetails(name(), unit(), category, "", minimum, wanted))
            return len(FIRST_STOCK)

        self._act(
            _("Remplir la liste de la réserve"),
            add,
            lambda number: _("{n} choses sont là : gardez celles d’ici, puis comptez.").format(n=number),
        )

    def count(self, counts: Mapping[int, int]) -> bool:
        """How many there are; what changed is told."""
        if not self._desk.identify():
            return False
        return self._act(
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
        return self._act(
            _("Sur la liste de courses : {name}").format(**about),
            lambda session: add_shopping(session, name, number),
            _("Sur la liste : {name}.").format(**about),
        )

    def set_number(self, row: ShoppingRow, number: int) -> None:
        """Another number of it."""
        about = {"name": row.name, "n": format_number(number)}
        self._act(
            _("Courses : {n} × {name}").format(**about),
            lambda session: change_shopping(session, row.key, number),
            _("Sur la liste : {n} × {name}.").format(**about),
        )

    def remove(self, row: ShoppingRow) -> None:
        """It need not be bought."""
        self._act(
            _("Ôter de la liste de courses : {name}").format(name=row.name),
            lambda session: remove_shopping(session, row.key),
            _("Ôté de la liste : {name}.").format(name=row.name),
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
        return self._act(_("Ranger les courses"), lambda session: put_away(session, taken), put_away_told)

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
        about = _named([row.name for row in rows])
        title = _("Demander les courses au budget")
        dialog = AskBudgetDialog(self._desk, title, about, store, self._parent, cents=cents, line_id=line_id)
        return bool(dialog.exec())


def put_away_told(number: int) -> str:
    """``3 choses rangées.``"""
    return ngettext("{n} chose rangée.", "{n} choses rangées.", number).format(n=format_number(number))


def _named(names: Sequence[str]) -> str:
    """``Lait, café moulu et 12 autres``."""
    more = len(names) - NAMED
    if more < 2:
        return join_names(list(names))
    told = ngettext("{n} autre", "{n} autres", more).format(n=format_number(more))
    return join_names([*names[:NAMED], told])
