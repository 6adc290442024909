"""Purchases asked for, refused with a reason, and in a list."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from delta_app.budget.cards_page import PurchaseActs, purchase_row
from delta_app.budget.entries_dialogs import line_choice
from delta_app.budget.purchase_commands import Wish, ask_purchase, refuse_purchase
from delta_app.budget.purchase_data import PurchaseRow
from delta_app.budget.queries import lines_of_year
from delta_app.budget.rules import LONGEST_NAME, LONGEST_TEXT
from delta_app.budget.spoken import given_up_words
from delta_app.core import clock
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _
from delta_app.core.money import format_money, parse_money
from delta_app.widgets import space
from delta_app.widgets.buttons import Button
from delta_app.widgets.dialog import Dialog, scrolled
from delta_app.widgets.forms import add_field, form_on
from delta_app.widgets.item_rows import empty_layout
from delta_app.widgets.money_field import MoneyField
from delta_app.widgets.page import Desk
from delta_app.widgets.text import words


class AskDialog(Dialog):
    """What, for what, and about how much; whoever handles money also says on which line."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Demander un achat"), parent, width=480)
        self._desk = desk
        self.label, self.asked_for, self.amount = QLineEdit(), QLineEdit(), MoneyField()
        for field in (self.label, self.asked_for):
            field.setMaxLength(LONGEST_NAME)
        self.label.setPlaceholderText(_("comme « filtre pour la machine à café »"))
        self.asked_for.setPlaceholderText(_("comme « atelier tricot » ; pas de nom"))
        year = clock.today().year
        with desk.store.read() as session:
            lines = [line for line in lines_of_year(session, year) if line.side == "expense"]
        self.line = line_choice(lines, none=_("À décider"))
        self._error = words(role="error", wrap=True)
        self._error.hide()
        form = form_on()
        add_field(form, _("Quoi"), self.label)
        add_field(form, _("Pour quoi"), self.asked_for)
        add_field(form, _("À peu près"), self.amount)
        add_field(form, _("Enveloppe"), self.line)
        form.setRowVisible(self.line, desk.handles_money and bool(lines))
        self.column.addLayout(form)
        self.column.addWidget(self._error)
        leave, go = Button(_("Annuler")), Button(_("Demander"), "check", kind="main")
        leave.clicked.connect(self.reject)
        go.clicked.connect(self.on_go)
        self.lay_out_buttons(leave, go)
        self.label.setFocus()

    def on_go(self) -> None:
        """Ask, or say here what is missing."""
        try:
            cents = parse_money(self.amount.text())
            wish = Wish(self.label.text(), cents, self.asked_for.text(), self.line.currentData())
            label = _("Demander un achat : {label}").format(label=wish.label)
            with self._desk.store.write(self._desk.actor, label) as session:
                ask_purchase(session, wish)
        except Refused as refusal:
            self._error.setText(say(refusal))
            self._error.show()
            (self.amount if refusal.code == "bad_amount" else self.label).setFocus()
            return
        told = _("Achat demandé : {label}, {amount}.")
        said = told.format(label=" ".join(wish.label.split()), amount=format_money(cents))
        self._desk.told.emit(said, True)
        self.accept()


class RefuseDialog(Dialog):
    """Why a purchase is not granted, or, once it was, not bought after all: whoever asked reads it."""

    def __init__(self, desk: Desk, row: PurchaseRow, parent: QWidget | None = None) -> None:
        self._granted, about = row.state == "approved", {"label": row.label}
        self._title = (_("Ne plus acheter : {label}") if self._granted else _("Refuser : {label}")).format(**about)
        super().__init__(self._title, parent, width=480)
        self._desk, self._row = desk, row
        self.why = QLineEdit()
        self.why.setMaxLength(LONGEST_TEXT)
        self._error = words(role="error", wrap=True)
        self._error.hide()
        form = form_on()
        add_field(form, _("Pourquoi"), self.why)
        self.column.addWidget(words(_("La personne qui l’a demandé lit cette raison."), wrap=True))
        self.column.addLayout(form)
        self.column.addWidget(self._error)
        leave = Button(_("Annuler"))
        go = Button(_("Ne plus acheter") if self._granted else _("Refuser"), kind="main")
        leave.clicked.connect(self.reject)
        go.clicked.connect(self.on_go)
        self.lay_out_buttons(leave, go)
        self.why.setFocus()

    def on_go(self) -> None:
        """Refuse it, or say here what is missing."""
        about = {"label": self._row.label}
        label = self._title if self._granted else _("Refuser l’achat : {label}").format(**about)
        told = given_up_words(self._row) if self._granted else _("Achat refusé : {label}.").format(**about)
        try:
            with self._desk.store.write(self._desk.actor, label) as session:
                refuse_purchase(session, self._row.id, self.why.text())
        except Refused as refusal:
            self._error.setText(say(refusal))
            self._error.show()
            return
        self._desk.told.emit(told, True)
        self.accept()


class PurchasesDialog(Dialog):
    """Purchases in a list, with what can be done with each; ``rows`` says which, also once something was done."""

    def __init__(
        self,
        title: str,
        rows: Callable[[], Sequence[PurchaseRow]],
        acts: PurchaseActs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent, width=560)
        self._rows, self._acts = rows, self._and_read_again(acts)
        body = QWidget()
        self._list = QVBoxLayout(body)
        space.around(self._list, 2, 2, 10, 2)
        space.between(self._list, 0)
        self._area = scrolled(body)
        self.column.addWidget(self._area, 1)
        self._close = Button(_("Fermer"), kind="main")
        self._close.clicked.connect(self.accept)
        self._read()
        self.lay_out_buttons(self._close)
        self.fit_to(self._area)

    def _read(self) -> None:
        empty_layout(self._list)
        listed = self._rows()
        for row in listed:
            self._list.addWidget(purchase_row(row, self._acts))
        if not listed:
            self._list.addWidget(words(_("Aucun achat."), wrap=True))
        self._list.addStretch(1)
        self._close.setFocus()

    def _and_read_again(self, acts: PurchaseActs) -> PurchaseActs:
        def then_read(act: Callable[[PurchaseRow], object]) -> Callable[[PurchaseRow], None]:
            def both(row: PurchaseRow) -> None:
                act(row)
                self._read()

            return both

        return replace(
            acts,
            approve=then_read(acts.approve),
            refuse=then_read(acts.refuse),
            bought=then_read(acts.bought),
            give_up=then_read(acts.give_up),
            detach=then_read(acts.detach),
        )
