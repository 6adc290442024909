"""What was bought of the list: how many of each, what it cost, and how it was paid; then it is in the stock."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QButtonGroup, QLineEdit, QWidget

from delta_app.core.i18n import _
from delta_app.core.money import format_money, parse_money
from delta_app.till.lines_data import Paper, rounded_cash
from delta_app.till.queries import opening_entry
from delta_app.upkeep.act_dialog import ActDialog, line_choice
from delta_app.upkeep.joining_page import Joining
from delta_app.upkeep.receipt_files import read_paper
from delta_app.upkeep.rules import MOST_THINGS
from delta_app.upkeep.shopping_commands import Payment, Taken
from delta_app.upkeep.stock_data import ShoppingRow
from delta_app.widgets.dialog import ask_file_to_open
from delta_app.widgets.forms import NumberField, add_field, form_on
from delta_app.widgets.long_choice import LongRadioButton
from delta_app.widgets.money_field import MoneyField
from delta_app.widgets.page import Desk
from delta_app.widgets.text import words

LONGEST_RECEIPT = 40
Store = Callable[[Sequence[Taken], Payment | None], None]


class Quantities(QWidget):
    """How many of each, a field a thing."""

    def __init__(self, rows: Sequence[ShoppingRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields = {row.key: NumberField(0, MOST_THINGS, row.quantity) for row in rows}
        form = form_on(self)
        for row in rows:
            name = row.name
            if row.stock is not None and row.stock.unit:
                name = _("{name}, {unit}").format(name=row.name, unit=row.stock.unit)
            add_field(form, name, self._fields[row.key])

    @property
    def taken(self) -> list[Taken]:
        """So many of each; none of what is 0."""
        return [Taken(key, field.value()) for key, field in self._fields.items() if field.value()]


class BoughtThingsDialog(ActDialog):
    """Before it stands whoever comes back from the shop, with a receipt and full hands."""

    def __init__(
        self, desk: Desk, rows: Sequence[ShoppingRow], store: Store, parent: QWidget | None = None, *,
        cents: int | None = None, line_id: int | None = None,
    ) -> None:  # fmt: skip
        super().__init__(_("Acheté"), _("Noter et ranger"), parent, width=540)
        self._store, self._keeps = store, desk.handles_money
        with desk.store.read() as session:
            self._open = opening_entry(session) is not None
        self.quantities = Quantities(rows)
        self.by_till = LongRadioButton(_("Payé maintenant avec l’argent de la caisse"))
        self.by_bank = LongRadioButton(_("Payé par la banque"))
        self.by_nobody = LongRadioButton(_("Déjà payé, ou reçu : seulement ranger"))
        self.amount, self.receipt, self.line = MoneyField(cents), QLineEdit(), line_choice(desk, line_id)
        self.receipt.setMaxLength(LONGEST_RECEIPT)
        self.receipt.setPlaceholderText(_("comme T12"))
        self.paper = Joining(_("Joindre une photo ou un PDF…"), _ask_paper, read_paper, _paper_told)
        self._rounded, self._note = words("", "strong", wrap=True), words("", "soft", wrap=True)
        self._lay_out()
        self.take_files(self.paper)
        self.amount.textEdited.connect(lambda _text: self._tell_rounded())
        for way in (self.by_till, self.by_bank, self.by_nobody):
            way.toggled.connect(self.on_way)
        (self.by_till if self._open else self.by_bank if self._keeps else self.by_nobody).setChecked(True)
        self.on_way()
        self.amount.setFocus()

    def _lay_out(self) -> None:
        column = self.inside
        column.addWidget(self.quantities)
        self._ways = QButtonGroup(self)
        for way in (self.by_till, self.by_bank, self.by_nobody):
            self._ways.addButton(way)
            column.addWidget(way)
        self.by_till.setEnabled(self._open)
        self.by_bank.setVisible(self._keeps)
        self._closed = words(
            _("La caisse est fermée : ouvrez-la d’abord pour payer avec son argent."), "soft", wrap=True
        )
        column.addWidget(self._closed)
        self._closed.setVisible(not self._open)
        self._form = form_on()
        add_field(self._form, _("Montant"), self.amount)
        add_field(self._form, _("N° de la pièce"), self.receipt)
        add_field(self._form, _("Enveloppe"), self.line)
        column.addLayout(self._form)
        column.addWidget(self.paper)
        column.addWidget(self._rounded)
        column.addWidget(self._note)
        self.lay_out_foot()

    def on_way(self) -> None:
        """Ask only for what that way needs."""
        pays = not self.by_nobody.isChecked()
        self._form.setRowVisible(self.amount, pays)
        self._form.setRowVisible(self.receipt, pays)
        self._form.setRowVisible(self.line, pays and self._keeps and self.line.count() > 1)
        self._note.setText(
            _("De l’argent ne s’annule pas d’un clic : une écriture contraire, à la Caisse, le rend. La réserve, elle, "
              "se recompte.") if pays else ""
        )  # fmt: skip
        self._note.setVisible(pays)
        self.paper.setVisible(pays)
        self._tell_rounded()

    def _tell_rounded(self) -> None:
        """What leaves the till where coins are not so small."""
        cents = self.amount.cents
        told = ""
        if self.by_till.isChecked() and cents is not None and rounded_cash(cents) != cents:
            told = _("En espèces, arrondi : {amount}").format(amount=format_money(rounded_cash(cents)))
        self._rounded.setText(told)
        self._rounded.setVisible(bool(told))
        self.refit()

    def write(self) -> None:
        """Book it, or only put it away."""
        if self.by_nobody.isChecked():
            self._store(self.quantities.taken, None)
            return
        way = "bank" if self.by_bank.isChecked() else "cash"
        cents = parse_money(self.amount.text())
        paper = self.paper.files[0] if self.paper.files else None
        payment = Payment(cents, self.receipt.text(), way, self.line.currentData(), paper)  # type: ignore[arg-type]
        self._store(self.quantities.taken, payment)


def _ask_paper(parent: QWidget) -> Path | None:
    return ask_file_to_open(parent, _("Joindre la pièce"), _("Photos et PDF (*.jpg *.jpeg *.png *.webp *.pdf)"))


def _paper_told(papers: Sequence[Paper]) -> str:
    if not papers:
        return ""
    return _("Joint : {name} ({size} Ko)").format(name=papers[0].name, size=-(-len(papers[0].content) // 1024))
