"""Undoing an entry of the journal: a contrary one, and why."""

from PySide6.QtWidgets import QLineEdit, QWidget

from delta_app.budget.entries_data import EntryRow
from delta_app.budget.reverse_commands import reverse
from delta_app.budget.rules import LONGEST_TEXT
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _, long_date
from delta_app.core.money import format_money
from delta_app.till.entry_data import entry_words, number_words, reversed_words
from delta_app.widgets.buttons import Button
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.forms import add_field, form_on
from delta_app.widgets.page import Desk
from delta_app.widgets.text import words


class ReverseDialog(Dialog):
    """Before it sits the treasurer, who found that something was noted wrongly, and has to say how it came."""

    def __init__(self, desk: Desk, entry: EntryRow, parent: QWidget | None = None) -> None:
        number = number_words((entry.year, entry.number))
        super().__init__(_("Annuler l’écriture {number}").format(number=number), parent, width=480)
        self._desk, self._entry = desk, entry
        self.why = QLineEdit(maxLength=LONGEST_TEXT)
        self._error = words(role="error", wrap=True)
        self._error.hide()
        form = form_on()
        add_field(form, _("Pourquoi"), self.why)
        said = (long_date(entry.day), entry_words(entry), format_money(entry.amount))
        self.column.addWidget(words(" · ".join(said), "strong", wrap=True))
        self.column.addWidget(words(self._consequence(), wrap=True))
        self.column.addLayout(form)
        self.column.addWidget(self._error)
        leave, go = Button(_("La laisser")), Button(_("Annuler l’écriture"), "undo", kind="main")
        leave.clicked.connect(self.reject)
        go.clicked.connect(self.on_go)
        self.lay_out_buttons(leave, go)
        self.why.setFocus()

    def _consequence(self) -> str:
        told = _("Une écriture contraire, à la date d’aujourd’hui, la défait ; les deux restent lisibles.")
        cash = self._entry.moved("till")
        if cash > 0:
            return _("{told} Rendez {amount} de la caisse.").format(told=told, amount=format_money(cash))
        if cash < 0:
            return _("{told} Remettez {amount} dans la caisse.").format(told=told, amount=format_money(-cash))
        return told

    def on_go(self) -> None:
        """Undo it, or say here why not."""
        label = _("Annuler l’écriture {number}").format(number=number_words((self._entry.year, self._entry.number)))
        try:
            with self._desk.store.write(self._desk.actor, label) as session:
                booked = reverse(session, self._entry.id, self.why.text())
        except Refused as refusal:
            self._error.setText(say(refusal))
            self._error.show()
            self.why.setFocus()
            return
        self._desk.told.emit(reversed_words(self._entry, (booked.year, booked.number)), False)
        self.accept()
