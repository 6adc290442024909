"""The passphrases of coordination and treasurer: asked for, chosen, taken away, chosen anew by the printed code."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from delta_app.core import clock
from delta_app.core.access import PASSPHRASE_MIN_LENGTH, Role, has_passphrase, remove_passphrase, set_passphrase
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _
from delta_app.core.identity import prove_passphrase, recover
from delta_app.core.recovery import has_recovery_code, make_recovery_code, remove_recovery_code
from delta_app.sheets.output import keep_pdf
from delta_app.venue.queries import venue
from delta_app.venue.sheet import recovery_pdf
from delta_app.widgets.buttons import Button
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.forms import add_field, form_on, secret_field
from delta_app.widgets.page import Desk
from delta_app.widgets.paper_dialog import PaperDialog
from delta_app.widgets.secret_dialog import SecretDialog
from delta_app.widgets.text import words


def ask_passphrase(desk: Desk, parent: QWidget, role: Role = Role.COORDINATOR) -> bool:
    """Whether the role's passphrase was given, or another chosen by the printed code."""
    store, forgotten = desk.store, None
    coordination = role == Role.COORDINATOR
    with store.read() as session:
        if coordination and has_recovery_code(session):
            forgotten = Button(_("Phrase oubliée…"))
    dialog = SecretDialog(
        _("Coordination") if coordination else _("Trésorerie"),
        _("Phrase de passe de la coordination") if coordination else _("Phrase de passe de la trésorerie"),
        lambda typed: prove_passphrase(store, typed, role),
        parent,
        note=_("Sans elle, le planning se lit et s’imprime, mais ne change pas."),
        leave=_("Seulement regarder"),
        other_way=forgotten,
    )
    if forgotten is not None:

        def on_forgotten() -> None:
            if RecoverDialog(desk, dialog).exec():
                dialog.accept()

        forgotten.clicked.connect(on_forgotten)
    return bool(dialog.exec())


def show_recovery_code(desk: Desk, code: str, parent: QWidget | None) -> None:
    """The paper with the code, to be printed now: it is shown nowhere again."""
    with desk.store.read() as session:
        name = venue(session).name
    today = clock.today()
    note = _("Imprimez ce code maintenant : il ne se montre qu’une fois, et remplace le précédent.")
    PaperDialog(
        desk, _("Code de secours"), lambda: recovery_pdf(code, venue_name=name, printed_on=today), keep_pdf,
        name=_("code-de-secours"), note=note, parent=parent,
    ).exec()  # fmt: skip


class _NewPassphrase(Dialog):
    """What choosing another passphrase has in common: it is written twice, and what is not right is said.

    ``keep`` writes it, and refuses what is said to the person.
    """

    def __init__(self, desk: Desk, title: str, keep: Callable[[], None], parent: QWidget | None) -> None:
        super().__init__(title, parent, width=460)
        self._desk, self._write = desk, keep
        self._new, self._again = secret_field(), secret_field()
        self._new.setPlaceholderText(_("au moins {n} caractères").format(n=PASSPHRASE_MIN_LENGTH))
        self._fields: list[QLineEdit] = []
        self._error = words(role="error", wrap=True)
        self._error.hide()
        self.form = form_on()

    def _add(self, label: str, field: QLineEdit) -> None:
        add_field(self.form, label, field)
        self._fields.append(field)
        field.textEdited.connect(self._error.hide)

    def _lay_out(self, note: str, keep: Button) -> None:
        leave = Button(_("Annuler"))
        self.column.addLayout(self.form)
        self.column.addWidget(self._error)
        self.column.addWidget(words(note, "soft", wrap=True))
        self.lay_out_buttons(leave, keep)
        leave.clicked.connect(self.reject)
        keep.clicked.connect(self.on_keep)
        for field in self._fields[:1]:
            field.setFocus()

    def on_keep(self) -> None:
        """Do it, or say what is not right."""
        try:
            if self._new in self._fields and self._new.text() != self._again.text():
                raise Refused("passphrases_differ")
            self._write()
        except Refused as refusal:
            first = refusal.code in {"secret_wrong", "locked_out", "no_secret"}
            self._say(say(refusal), self._fields[0] if first else self._fields[-1])
            return
        self.accept()

    def _say(self, sentence: str, field: QLineEdit) -> None:
        self._error.setText(sentence)
        self._error.show()
        field.selectAll()
        field.setFocus()


class ChangePassphraseDialog(_NewPassphrase):
    """Accepted: another passphrase is in place, or with ``remove`` none. The coordination's present one is asked for
    first; ``code`` is the recovery code that comes with the coordination's own."""

    def __init__(self, desk: Desk, role: Role = Role.COORDINATOR, *, remove: bool = False,
                 parent: QWidget | None = None) -> None:  # fmt: skip
        whose = "" if role == Role.COORDINATOR else _("Trésorerie")
        title = _("Retirer la phrase de passe") if remove else _("Phrase de passe")
        super().__init__(desk, f"{title} · {whose}" if whose else title, self._keep, parent)
        self.code = ""
        self._role, self._taking_away = role, remove
        with desk.store.read() as session:
            self._guarded = has_passphrase(session)
        self._present = secret_field()
        if self._guarded:
            present = _("Phrase actuelle") if role == Role.COORDINATOR else _("Phrase de la coordination")
            self._add(present, self._present)
        if not remove:
            self._add(_("Nouvelle phrase"), self._new)
            self._add(_("Encore une fois"), self._again)
        no_way_back = _("Ceci ne s’annule pas par Ctrl+Z : on change de phrase de passe en venant ici à nouveau.")
        self._lay_out(no_way_back, Button(_("Retirer") if remove else _("Mettre en place"), "lock", kind="main"))

    def _keep(self) -> None:
        """Refuses as ``prove_passphrase`` and ``set_passphrase`` do."""
        if self._guarded:
            prove_passphrase(self._desk.store, self._present.text())
        with self._desk.store.write(self._desk.actor, self._label()) as session:
            if self._taking_away:
                remove_passphrase(session, self._role)
            else:
                set_passphrase(session, self._new.text(), self._role)
            if self._role == Role.COORDINATOR:
                if self._taking_away:
                    remove_recovery_code(session)
                else:
                    self.code = make_recovery_code(session)

    def _label(self) -> str:
        if self._role == Role.COORDINATOR:
            return _("Retirer la phrase de passe") if self._taking_away else _("Choisir la phrase de passe")
        if self._taking_away:
            return _("Retirer la phrase de passe de la trésorerie")
        return _("Choisir la phrase de passe de la trésorerie")


class RecoverDialog(_NewPassphrase):
    """Accepted: whoever forgot the coordination's passphrase chose another by the printed code."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Phrase de passe oubliée"), self._keep, parent)
        self._code = QLineEdit()
        self._add(_("Code de secours imprimé"), self._code)
        self._add(_("Nouvelle phrase"), self._new)
        self._add(_("Encore une fois"), self._again)
        note = _("Le code ne sert qu’une fois : un autre s’imprime ensuite.")
        self._lay_out(note, Button(_("Mettre en place"), "lock", kind="main"))

    def _keep(self) -> None:
        """Refuses as ``recover`` does."""
        code = recover(self._desk.store, self._code.text(), self._new.text())
        show_recovery_code(self._desk, code, self)
