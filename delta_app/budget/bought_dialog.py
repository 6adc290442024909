"""How a purchase was bought: now from the till or the bank, or by an entry that is there."""

from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QWidget

from delta_app.budget.entries_data import EntryRow
from delta_app.budget.entries_dialogs import EntryWords
from delta_app.budget.purchase_commands import buy_purchase, link_purchase, put_purchase_on
from delta_app.budget.purchase_data import PurchaseRow, linkable_rows
from delta_app.budget.purchase_lines_data import (
    choice_words,
    is_on_no_line,
    later_words,
    line_in_year,
    lines_to_choose,
)
from delta_app.budget.spoken import purchase_words
from delta_app.core import clock
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _, format_date
from delta_app.core.money import format_money, parse_money
from delta_app.widgets.buttons import Button
from delta_app.widgets.choice import Choice
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.forms import add_field, form_on
from delta_app.widgets.money_field import MoneyField
from delta_app.widgets.page import Desk
from delta_app.widgets.text import words


class BoughtDialog(Dialog):
    """How a purchase was bought: by an entry that is there, or paid now; and on which line of the year it is paid in.

    Before it sits the treasurer with a receipt in hand, perhaps in January with one of a purchase granted in December.
    """

    def __init__(self, desk: Desk, row: PurchaseRow, tell: EntryWords, parent: QWidget | None = None) -> None:
        super().__init__(_("Acheté : {label}").format(label=row.label), parent, width=560)
        self._desk, self._row = desk, row
        self._year = 0  # of the lines that are offered
        with desk.store.read() as session:
            year = clock.today().year  # what was bought before New Year may only be told now
            self._entries = (*linkable_rows(session, year), *linkable_rows(session, year - 1))
        self._build(tell)
        self._lay_out()
        self._connect()
        (self.entry if self._entries else self.amount).setFocus()

    def _build(self, tell: EntryWords) -> None:
        self.by_entry = QRadioButton(_("La dépense est déjà dans le journal"))
        self.by_till = QRadioButton(_("Payer maintenant de la caisse"))
        self.by_bank = QRadioButton(_("Payer maintenant par la banque"))
        self._ways = QButtonGroup(self)
        for way in (self.by_entry, self.by_till, self.by_bank):
            self._ways.addButton(way)
        self.by_entry.setEnabled(bool(self._entries))
        (self.by_entry if self._entries else self.by_till).setChecked(True)
        self.entry = Choice(_("Écriture"))
        for entry in self._entries:
            self.entry.addItem(entry_line(entry, tell), entry.id)
        self._choose_nearest()
        self.line = Choice(_("Enveloppe"))
        self.amount, self.receipt = MoneyField(self._row.cents), QLineEdit()
        self._error = words(role="error", wrap=True)
        self._error.hide()
        self._leave, self._go = Button(_("Annuler")), Button(_("Noter"), "check", kind="main")

    def _choose_nearest(self) -> None:
        """The entry whose amount is nearest to what was thought."""
        if self._entries:
            apart = [abs(entry.moved("expense") - self._row.cents) for entry in self._entries]
            self.entry.setCurrentIndex(apart.index(min(apart)))

    def _lay_out(self) -> None:
        self.column.addWidget(words(purchase_words(self._row), wrap=True))
        self._form = form_on()
        self.column.addWidget(self.by_entry)
        self.column.addWidget(self.by_till)
        self.column.addWidget(self.by_bank)
        add_field(self._form, _("Écriture"), self.entry)
        add_field(self._form, _("Montant"), self.amount)
        add_field(self._form, _("Enveloppe"), self.line)
        add_field(self._form, _("Pièce n°"), self.receipt)
        self.column.addLayout(self._form)
        self.column.addWidget(self._error)
        self.on_way()
        self.lay_out_buttons(self._leave, self._go)

    def _connect(self) -> None:
        self._ways.buttonClicked.connect(self.on_way)
        self.entry.currentIndexChanged.connect(self.on_way)
        self._leave.clicked.connect(self.reject)
        self._go.clicked.connect(self.on_go)

    def on_way(self) -> None:
        """Ask only for what that way needs."""
        there = self.by_entry.isChecked()
        self._form.setRowVisible(self.entry, there)
        self._form.setRowVisible(self.amount, not there)
        self._form.setRowVisible(self.receipt, not there)
        self._offer_lines()
        self._error.hide()

    def _offer_lines(self) -> None:
        """The lines of the year in which it is paid; none where the entry is on one already."""
        there = next((one for one in self._entries if one.id == self.entry.currentData()), None)
        entry = there if self.by_entry.isChecked() else None
        year = clock.today().year if entry is None else entry.year
        with self._desk.store.read() as session:
            own = line_in_year(session, self._row.line_id, year)
            lines = lines_to_choose(session, year, own)
            settled = entry is not None and not is_on_no_line(session, entry.id)
        if year != self._year:  # else what was chosen stays
            self._year = year
            self.line.clear()
            self.line.addItem(later_words(), None)
            for line in lines:
                self.line.addItem(choice_words(line), line.id)
            self.line.setCurrentIndex(max(0, self.line.findData(own)))
        asked = bool(lines) or (entry is None and self._row.line_id is not None)  # it cannot stay on one of last year
        self._form.setRowVisible(self.line, asked and not settled)

    def on_go(self) -> None:
        """Note it, or say here why not."""
        about = {"label": self._row.label}
        try:
            with self._desk.store.write(self._desk.actor, _("Acheté : {label}").format(**about)) as session:
                if self._form.isRowVisible(self.line):
                    put_purchase_on(session, self._row.id, self.line.currentData())
                if self.by_entry.isChecked():
                    link_purchase(session, self._row.id, int(self.entry.currentData()))
                else:
                    cents = parse_money(self.amount.text())
                    way = "bank" if self.by_bank.isChecked() else "cash"
                    buy_purchase(session, self._row.id, cents, receipt=self.receipt.text(), way=way)  # type: ignore[arg-type]
        except Refused as refusal:
            self._error.setText(say(refusal))
            self._error.show()
            return
        self._desk.told.emit(_("Acheté : {label}.").format(**about), False)
        self.accept()


def entry_line(entry: EntryRow, tell: EntryWords) -> str:
    """An entry in a choice: day, amount, what it was."""
    cost = format_money(entry.moved("expense"))
    return f"{format_date(entry.day, 'dd/MM')} · {cost} · {tell(entry)}"
