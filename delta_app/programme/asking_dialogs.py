"""Short questions about a date: how far an act goes, why it is cancelled, whether it stays despite what stands in the
way."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _
from delta_app.programme.date_words_data import about_words
from delta_app.programme.queries import DateRow
from delta_app.programme.rules import LONGEST_REASON, checked_reason
from delta_app.programme.series import Scope
from delta_app.programme.spoken import scope_words
from delta_app.widgets.buttons import Button
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.forms import add_field, form_on
from delta_app.widgets.long_choice import LongRadioButton
from delta_app.widgets.text import words

SCOPES: tuple[Scope, ...] = ("date", "following", "all")


class ScopeDialog(Dialog):
    """How far an act goes on a recurring activity, and why where the act wants a reason. Accepted: ``scope`` and
    ``reason`` are the answers."""

    def __init__(self, title: str, row: DateRow, go: str, *, asks_why: bool = False, note: str = "",
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(title, parent, width=480)
        self._radios: dict[Scope, LongRadioButton] = {}
        self.reason = ""
        self.column.addWidget(words(about_words(row), "soft", wrap=True))
        if note:
            self.column.addWidget(words(note, wrap=True))
        if row.recurring:
            for scope in SCOPES:
                radio = LongRadioButton(scope_words(scope))
                self._radios[scope] = radio
                self.column.addWidget(radio)
            self._radios["date"].setChecked(True)
        self._error = words("", "error", wrap=True)
        self._error.hide()
        self._why = self._ask_why() if asks_why else None
        self.column.addWidget(self._error)
        leave, accept = Button(_("Ne rien changer")), Button(go, "check", kind="main")
        leave.clicked.connect(self.reject)
        accept.clicked.connect(self.on_go)
        self.lay_out_buttons(leave, accept)
        first: QWidget = accept
        if self._why is not None:
            first = self._why
        elif self._radios:
            first = self._radios["date"]
        first.setFocus()

    def _ask_why(self) -> QLineEdit:
        field = QLineEdit()
        field.setMaxLength(LONGEST_REASON)
        field.setPlaceholderText(_("comme « salle en travaux » ; pas de nom"))
        form = form_on()
        add_field(form, _("Pourquoi"), field)
        self.column.addLayout(form)
        return field

    @property
    def scope(self) -> Scope:
        """How far; a single date where it does not come again."""
        return next((scope for scope, radio in self._radios.items() if radio.isChecked()), "date")

    def on_go(self) -> None:
        """Take the answers, or say here what is missing."""
        if self._why is not None:
            try:
                self.reason = checked_reason(self._why.text())
            except Refused as refusal:
                self._error.setText(say(refusal))
                self._error.show()
                self._why.setFocus()
                return
        self.accept()


class ConsentDialog(Dialog):
    """Something stands in the way: accepted, it is done all the same."""

    def __init__(self, title: str, sentences: Sequence[str], go: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent, width=480)
        for sentence in sentences:
            self.column.addWidget(words(sentence, wrap=True))
        leave, accept = Button(_("Ne rien changer"), kind="main"), Button(go)
        leave.clicked.connect(self.reject)
        accept.clicked.connect(self.accept)
        self.lay_out_buttons(accept, leave)
        leave.setFocus()
