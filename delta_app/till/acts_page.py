"""The acts of the page of the till: each asks what it needs, does it in one write, and says what came of it."""

import secrets
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from delta_app.core import clock
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _
from delta_app.core.money import format_money
from delta_app.core.store import Store
from delta_app.till.basket import Basket, ShownLine, change_for, total_of
from delta_app.till.card_dialogs import NEW, REFUND, ConsumptionCardDialog
from delta_app.till.commands import (
    Paid,
    Wanted,
    accept_clock,
    deposit,
    receive,
    refund_card,
    reverse,
    sell_card,
    spend,
    top_up_card,
    withdraw,
)
from delta_app.till.draft_commands import keep_draft, sell_draft
from delta_app.till.entry_data import reversed_words
from delta_app.till.journal_data import EntryRow
from delta_app.till.ledger_process import Booked
from delta_app.till.money_dialogs import CHANGE, DEPOSIT, PURCHASE, MoneyDialog
from delta_app.till.payment_code import new_communication, payment_code
from delta_app.till.queries import balances, card_balance, find_card, next_card_number
from delta_app.till.rules import rounded_cash
from delta_app.till.sale_dialogs import CardDialog, CodeDialog, SplitDialog
from delta_app.till.session_data import TillView
from delta_app.till.spoken import entry_words, number_words
from delta_app.widgets.page import Desk

_DESK = "till/desk"
_TYPED = ("free", "suggested")


def desk_key(desk: Desk) -> str:
    """What this PC calls itself where it keeps what was begun: a number of its own, not its name."""
    key = str(desk.memory.value(_DESK, "") or "")
    if not key:
        key = secrets.token_hex(8)
        desk.memory.setValue(_DESK, key)
    return key


class TillActs(QObject):
    """``sold`` says in large letters what is to be given back, and what was noted."""

    sold = Signal(str, str)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._over = desk, parent

    @property
    def _store(self) -> Store:
        return self._desk.store

    def keep(self, kind: str, content: str, version: int) -> int | None:
        """Keep what was begun; its new version, or None where it could not be, which is told."""
        try:
            with self._store.write_aside(self._desk.actor) as session:
                return keep_draft(session, desk_key(self._desk), kind, content, version)
        except Refused as refusal:
            self._desk.refused.emit(say(refusal))
            return None

    def pay(self, way: str, handed: int, view: TillView, basket: Basket, shown: Sequence[ShownLine]) -> bool:
        """Have the bill paid in this way; whether it was."""
        total = total_of(shown)
        paid, receipt = self._parts(way, total, view)
        if paid is None:
            return False
        wanted = [
            Wanted(line.line.product_id, line.line.quantity, line.line.unit if line.kind in _TYPED else None)
            for line in shown
        ]
        label = _("Vente : {amount}").format(amount=format_money(total))

        def work(session: Any) -> Booked:
            return sell_draft(session, desk_key(self._desk), view.basket.version, wanted, paid, receipt=receipt)

        booked = self._book(label, work)
        if booked is None:
            return False
        cash = sum(part.cents for part in paid if part.way == "cash")
        back = change_for(cash, handed) if handed and cash else None
        said = _("Rendez {amount}").format(amount=format_money(back)) if back else _("C’est noté")
        if not back and cash:
            said = _("Reçu {amount}").format(amount=format_money(rounded_cash(cash)))
        self.sold.emit(said, number_words((booked.year, booked.number)))
        return True

    def _parts(self, way: str, total: int, view: TillView) -> tuple[list[Paid] | None, str]:
        """How it is paid, None where somebody thought better of it; and the communication of a payment by code."""
        if not total:
            return [], ""
        if way == "card":
            card = CardDialog(total, self._on_card, self._over)
            return (card.paid, "") if card.exec() else (None, "")
        if way == "split":
            split = SplitDialog(total, by_code=bool(view.iban), suspended=view.suspended, look_up=self._on_card,
                                parent=self._over)  # fmt: skip
            if not split.exec():
                return None, ""
            by_code = sum(part.cents for part in split.paid if part.way == "qr")
            communication = self._by_code(by_code, view) if by_code else ""
            return (None, "") if communication is None else (split.paid, communication)
        if way == "qr":
            communication = self._by_code(total, view)
            return (None, "") if communication is None else ([Paid("qr", total)], communication)
        return [Paid(way, total)], ""  # type: ignore[arg-type]

    def _by_code(self, cents: int, view: TillView) -> str | None:
        """Show the code; its communication once it is paid."""
        communication = new_communication(clock.today())
        code = payment_code(view.iban, view.beneficiary, cents, communication)
        return communication if CodeDialog(code, self._over).exec() else None

    def _on_card(self, number: str) -> int:
        """What is on a card, in cents. Refuses ``no_such_card``, ``bad_card``."""
        with self._store.read() as session:
            return card_balance(session, find_card(session, number).id)

    def undo(self, row: EntryRow) -> None:
        """Undo an entry by a contrary one."""
        said = _("Annuler {number} : {what}").format(number=number_words((row.year, row.number)), what=entry_words(row))
        booked = self._book(said, lambda session: reverse(session, row.id, _("erreur de saisie")))
        if booked is None:
            return
        self._desk.told.emit(reversed_words(row, (booked.year, booked.number)), False)

    def consumption_card(self, by_code: bool, view: TillView) -> None:
        """Sell a card, top one up, or give back what is on it."""
        with self._store.read() as session:
            number = next_card_number(session)
        dialog = ConsumptionCardDialog(self._on_card, number, by_code=by_code, parent=self._over)
        if not dialog.exec():
            return
        cents, way = dialog.cents, dialog.way
        if dialog.act == REFUND:
            there = self._on_card(dialog.number)
            self._tell(
                self._book(
                    _("Rembourser une carte"), lambda session: refund_card(session, dialog.number)
                ),
                _("Carte remboursée : rendez {amount}.").format(amount=format_money(rounded_cash(there))),
            )  # fmt: skip
            return
        receipt = self._by_code(cents, view) if cents is not None and way == "qr" else ""
        if cents is None or receipt is None:
            return
        command = sell_card if dialog.act == NEW else top_up_card
        label = _("Vendre une carte") if dialog.act == NEW else _("Recharger une carte")
        done = _("Carte vendue : {amount} dessus.") if dialog.act == NEW else _("Carte rechargée de {amount}.")
        self._tell(
            self._book(label, lambda session: command(session, dialog.number, cents, way, receipt=receipt)),  # type: ignore[arg-type]
            done.format(amount=format_money(cents)),
        )

    def money(self) -> None:
        """Money that goes out, or comes in otherwise than by a sale."""
        with self._store.read() as session:
            envelope = balances(session).envelope
        dialog = MoneyDialog(envelope, self._over, keeps=self._desk.handles_money)
        if not dialog.exec() or dialog.amount.cents is None:
            return
        cents, label, receipt = dialog.amount.cents, dialog.label.text(), dialog.receipt.text()
        amount = format_money(cents)
        works: dict[str, tuple[str, Callable[[Any], Booked], str]] = {
            PURCHASE: (
                _("Achat : {label}").format(label=label),
                lambda session: spend(session, cents, label, receipt=receipt, paper=dialog.paper),
                _("Noté : {amount} sortis de la caisse.").format(amount=format_money(rounded_cash(cents))),
            ),
            DEPOSIT: (
                _("Verser {amount} à la banque").format(amount=amount),
                lambda session: deposit(session, cents, dialog.source, receipt=receipt),
                _("Versement noté : {amount}.").format(amount=amount),
            ),
            CHANGE: (
                _("Mettre {amount} dans la caisse").format(amount=amount),
                lambda session: withdraw(session, cents, dialog.source),
                _("Noté : {amount} mis dans la caisse.").format(amount=amount),
            ),
        }
        gift = (
            _("Reçu : {label}").format(label=label),
            lambda session: receive(session, cents, label, receipt=receipt),
            _("Noté : {amount} reçus.").format(amount=format_money(rounded_cash(cents))),
        )
        said, work, done = works.get(dialog.kind, gift)
        self._tell(self._book(said, work), done)

    def accept_clock(self) -> None:
        """The last entry was noted by a clock that ran ahead: go on from now."""
        self._tell(
            self._book(
                _("Accepter l’heure de ce PC"),
                lambda session: accept_clock(session, _("l’heure de ce PC est la bonne")),
            ),
            _("C’est noté : la caisse suit de nouveau l’heure de ce PC."),
        )

    def _tell(self, booked: Booked | None, done: str) -> None:
        if booked is not None:
            self._desk.told.emit(done, False)

    def _book(self, label: str, work: Callable[[Any], Booked]) -> Booked | None:
        """One write; its entry, or None where it was refused, which is told."""
        try:
            with self._store.write(self._desk.actor, label) as session:
                return work(session)
        except Refused as refusal:
            self._desk.refused.emit(say(refusal))
            return None
