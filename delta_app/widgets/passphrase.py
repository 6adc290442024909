"""Asking for the coordination's passphrase."""

from PySide6.QtWidgets import QLineEdit, QWidget

from delta_app.core.access import verify_passphrase
from delta_app.core.i18n import _
from delta_app.core.store import Store
from delta_app.widgets.buttons import Button
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.text import words


class PassphraseDialog(Dialog):
    """Right: accepted. Wrong: says so and asks again. Left: only looking."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(_("Coordination"), parent, width=440)
        self._store = store
        self._label = words(_("Phrase de passe de la coordination"), "strong")
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self._label.setBuddy(self.field)
        self.field.setAccessibleName(self._label.text())
        self._error = words(role="error", wrap=True)
        self._look = Button(_("Seulement regarder"))
        self._enter = Button(_("Entrer"), kind="main")

        for piece in (self._label, self.field, self._error):
            self.column.addWidget(piece)
        without = _("Sans elle, le planning se lit et s’imprime, mais ne change pas.")
        self.column.addWidget(words(without, "soft", wrap=True))
        self.lay_out_buttons(self._look, self._enter)

        self._look.clicked.connect(self.reject)
        self._enter.clicked.connect(self.on_enter)
        self.field.textEdited.connect(lambda: self._error.setText(""))

    def on_enter(self) -> None:
        """Check what was typed."""
        with self._store.read() as session:
            right = verify_passphrase(session, self.field.text())
        if right:
            self.accept()
            return
        self._error.setText(_("Ce n’est pas la bonne phrase de passe. Réessayez."))
        self.field.selectAll()
        self.field.setFocus()


def ask_passphrase(store: Store, parent: QWidget | None = None) -> bool:
    """Whether the right passphrase was given."""
    return bool(PassphraseDialog(store, parent).exec())
