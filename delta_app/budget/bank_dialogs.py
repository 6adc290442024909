"""A movement of the bank's account noted by hand, or what was on it before the first one."""

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QLineEdit, QWidget

from delta_app.budget.bank_commands import add_bank_movement, set_bank_start
from delta_app.budget.bank_data import bank_started
from delta_app.budget.entries_dialogs import line_choice
from delta_app.budget.queries import lines_of_year
from delta_app.budget.rules import LONGEST_TEXT
from delta_app.core import clock
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _, long_date
from delta_app.core.money import MOST_OF_ACCOUNTS, format_money, parse_money
from delta_app.widgets.buttons import Button
from delta_app.widgets.choice import Choice
from delta_app.widgets.date_field import DateField
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.forms import add_field, form_on
from delta_app.widgets.money_field import MoneyField
from delta_app.widgets.page import Desk
from delta_app.widgets.text import words

FIRST_YEAR = 2000


class MovementDialog(Dialog):
    """Came in or went out, on which day, how much, what for, and on which line."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Mouvement de la banque"), parent, width=500)
        self._desk = desk
        with desk.store.read() as session:
            self._started = bank_started(session)
        self._build()
        self._lay_out()
        self._connect()
        self.on_way()
        self.amount.setFocus()

    def _build(self) -> None:
        self.way = Choice(_("Sens"))
        self.way.addItem(_("Sorti du compte"), "out")
        self.way.addItem(_("Entré sur le compte"), "in")
        if not self._started:
            self.way.addItem(_("Solde de départ"), "start")
        self.day = DateField(_("Jour"))
        today = clock.today()
        self.day.setDateRange(QDate(FIRST_YEAR, 1, 1), QDate(today.year, today.month, today.day))
        self.day.show_day(today)
        self.amount, self.text = MoneyField(), QLineEdit()
        self.text.setMaxLength(LONGEST_TEXT)
        self.line = Choice(_("Ligne"))
        self._error = words(role="error", wrap=True)
        self._error.hide()
        self._leave, self._go = Button(_("Annuler")), Button(_("Noter"), "check", kind="main")

    def _lay_out(self) -> None:
        self._form = form_on()
        for text, field in (
            (_("Sens"), self.way), (_("Jour"), self.day), (_("Montant"), self.amount), (_("Texte"), self.text),
            (_("Ligne"), self.line),
        ):  # fmt: skip
            add_field(self._form, text, field)
        self.column.addLayout(self._form)
        self.column.addWidget(self._error)
        self.lay_out_buttons(self._leave, self._go)

    def _connect(self) -> None:
        self.way.currentIndexChanged.connect(self.on_way)
        self.day.dateChanged.connect(self.on_way)
        self._leave.clicked.connect(self.reject)
        self._go.clicked.connect(self.on_go)

    def on_way(self) -> None:
        """The lines of that side and year; a starting balance is on none."""
        way = self.way.currentData()
        self._form.setRowVisible(self.text, way != "start")
        self._form.setRowVisible(self.line, way != "start")
        side = "income" if way == "in" else "expense"
        with self._desk.attempt():
            with self._desk.store.read() as session:
                lines = [line for line in lines_of_year(session, self.day.day.year) if line.side == side]
            offered = line_choice(lines)
            self.line.clear()
            for place in range(offered.count()):
                self.line.addItem(offered.itemText(place), offered.itemData(place))
            offered.deleteLater()
        self._error.hide()

    def on_go(self) -> None:
        """Note it, or say here why not."""
        way, day = self.way.currentData(), self.day.day
        try:
            cents = parse_money(self.amount.text(), MOST_OF_ACCOUNTS)
            label = _("Mouvement de la banque : {text}").format(text=self.text.text() or long_date(day))
            with self._desk.store.write(self._desk.actor, label) as session:
                if way == "start":
                    set_bank_start(session, day, cents)
                else:
                    signed = -cents if way == "out" else cents
                    add_bank_movement(session, day, signed, self.text.text(), self.line.currentData())
        except Refused as refusal:
            self._error.setText(say(refusal))
            self._error.show()
            (self.text if refusal.code == "label_needed" else self.amount).setFocus()
            return
        told = _("Banque : {amount} noté, {day}.").format(amount=format_money(cents), day=long_date(day))
        self._desk.told.emit(told, False)
        self.accept()
