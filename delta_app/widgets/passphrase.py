"""Asking for the coordination's passphrase, and changing it."""

from PySide6.QtWidgets import QLineEdit, QWidget

from delta_app.core.access import (
    PASSPHRASE_MIN_LENGTH,
    has_passphrase,
    remove_passphrase,
    set_passphrase,
    verify_passphrase,
)
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _
from delta_app.core.store import Store
from delta_app.widgets.buttons import Button
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.forms import add_field, form_on, secret_field
from delta_app.widgets.page import Desk
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


class ChangePassphraseDialog(Dialog):
    """Accepted: another passphrase is in place, or with ``remove`` none. The present one is asked for first."""

    def __init__(self, desk: Desk, *, remove: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(_("Retirer la phrase de passe") if remove else _("Phrase de passe"), parent, width=460)
        self._desk, self._taking_away = desk, remove
        with desk.store.read() as session:
            guarded = has_passphrase(session)
        self._present, self._new, self._again = secret_field(), secret_field(), secret_field()
        self._fields = [self._present] if guarded else []
        form = form_on()
        if guarded:
            add_field(form, _("Phrase actuelle"), self._present)
        if not remove:
            self._new.setPlaceholderText(_("au moins {n} caractères").format(n=PASSPHRASE_MIN_LENGTH))
            add_field(form, _("Nouvelle phrase"), self._new)
            add_field(form, _("Encore une fois"), self._again)
            self._fields += [self._new, self._again]
        self._error = words(role="error", wrap=True)
        self._error.hide()
        leave, keep = (
            Button(_("Annuler")),
            Button(_("Retirer") if remove else _("Mettre en place"), "lock", kind="main"),
        )

        self.column.addLayout(form)
        self.column.addWidget(self._error)
        no_way_back = _("Ceci ne s’annule pas par Ctrl+Z : on change de phrase de passe en venant ici à nouveau.")
        self.column.addWidget(words(no_way_back, "soft", wrap=True))
        self.lay_out_buttons(leave, keep)

        leave.clicked.connect(self.reject)
        keep.clicked.connect(self.on_keep)
        for field in self._fields:
            field.textEdited.connect(self._error.hide)
        self._fields[0].setFocus()

    def on_keep(self) -> None:
        """Do it, or say what is not right."""
        try:
            self._check()
            with self._desk.store.write(self._desk.actor, self._label()) as session:
                if self._taking_away:
                    remove_passphrase(session)
                else:
                    set_passphrase(session, self._new.text())
        except Refused as refusal:
            self._say(say(refusal), self._present if refusal.code == "passphrase_wrong" else self._fields[-1])
            return
        self.accept()

    def _check(self) -> None:
        """Refuses ``passphrase_wrong`` and ``passphrases_differ``."""
        if self._present in self._fields:
            with self._desk.store.read() as session:
                if not verify_passphrase(session, self._present.text()):
                    raise Refused("passphrase_wrong")
        if not self._taking_away and self._new.text() != self._again.text():
            raise Refused("passphrases_differ")

    def _label(self) -> str:
        return _("Retirer la phrase de passe") if self._taking_away else _("Choisir la phrase de passe")

    def _say(self, sentence: str, field: QLineEdit) -> None:
        self._error.setText(sentence)
        self._error.show()
        field.selectAll()
        field.setFocus()
