"""Asks for one secret and says what is not right with it, until it is right or given up."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _
from delta_app.widgets.buttons import Button
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.text import words


class SecretDialog(Dialog):
    """Right: accepted, and ``outcome`` is what ``prove`` gave. Wrong: says so and asks again. ``other_way`` is a button
    for whoever forgot it."""

    def __init__(self, title: str, label: str, prove: Callable[[str], object], parent: QWidget | None = None, *,
                 note: str = "", leave: str = "", digits: bool = False,
                 other_way: Button | None = None) -> None:  # fmt: skip
        super().__init__(title, parent, width=440)
        self.outcome: object = None
        self._prove = prove
        named = words(label, "strong")
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        if digits:
            self.field.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
        named.setBuddy(self.field)
        self.field.setAccessibleName(label)
        self._error = words(role="error", wrap=True)
        self._leave = Button(leave or _("Annuler"))
        self._enter = Button(_("Entrer"), kind="main")

        for piece in (named, self.field, self._error):
            self.column.addWidget(piece)
        if note:
            self.column.addWidget(words(note, "soft", wrap=True))
        self.lay_out_buttons(*([other_way] if other_way is not None else []), self._leave, self._enter)

        self._leave.clicked.connect(self.reject)
        self._enter.clicked.connect(self.on_enter)
        self.field.textEdited.connect(lambda: self._error.setText(""))
        self.field.setFocus()

    def on_enter(self) -> None:
        """Try what was typed."""
        try:
            self.outcome = self._prove(self.field.text())
        except Refused as refusal:
            self._error.setText(say(refusal))
            self.field.selectAll()
            self.field.setFocus()
            return
        self.accept()
