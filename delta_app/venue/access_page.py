"""The section of settings that says who may do what here: passphrases, the printed code, and when the PC locks."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from delta_app.core.access import Role, has_passphrase
from delta_app.core.i18n import _
from delta_app.core.recovery import has_recovery_code, make_recovery_code
from delta_app.core.settings import change_setting, get
from delta_app.venue.passphrase_dialogs import ChangePassphraseDialog, show_recovery_code
from delta_app.venue.settings import LOCK_MINUTES
from delta_app.widgets.buttons import Button
from delta_app.widgets.cards import Card
from delta_app.widgets.chips import Chip
from delta_app.widgets.forms import NumberField, acts_row, add_field, form_on
from delta_app.widgets.page import Act, Desk
from delta_app.widgets.sections import Section, SectionView
from delta_app.widgets.text import words


class AccessView(SectionView):
    """A card each for the coordination, the treasurer, and the lock."""

    tables = frozenset({"setting", "credential", "recovery_code"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        sentence = _("Ce PC est partagé : chacun dit qui il est, et ne change que ce qui le regarde.")
        super().__init__(desk, _("Accès"), sentence, parent)
        self._kept_minutes = LOCK_MINUTES.default
        self._build()
        self._lay_out()
        self._connect()

    def _build(self) -> None:
        self._guard, self._printed, self._till = Chip(), Chip(), Chip()
        self._change, self._remove = Button(_("Changer la phrase de passe…"), "lock"), Button(_("La retirer…"))
        self._code = Button(_("Imprimer un code de secours…"), "print")
        self._change_till, self._remove_till = Button("", "lock"), Button(_("La retirer…"))
        self._remove_till.setAccessibleName(_("Retirer la phrase de passe de la trésorerie…"))
        self._minutes = NumberField(0, 240, LOCK_MINUTES.default)
        self._minutes.setSpecialValueText(_("jamais"))
        self._save = Button(_("Enregistrer le délai"), "check")

    def _lay_out(self) -> None:
        guard = Card(_("Coordination"))
        guard.column.addLayout(acts_row(self._guard, self._printed))
        meaning = _(
            "Elle protège contre une main distraite sur un PC partagé : sans elle, on lit et on imprime, sans rien "
            "changer. Si elle est oubliée, seul le code de secours imprimé permet d’en choisir une autre."
        )
        guard.column.addWidget(words(meaning, "soft", wrap=True))
        guard.column.addLayout(acts_row(self._change, self._code, self._remove))
        till = Card(_("Trésorerie"))
        till.column.addLayout(acts_row(self._till))
        till.column.addLayout(acts_row(self._change_till, self._remove_till))
        lock = Card(_("Verrouillage"))
        form = form_on()
        add_field(form, _("Minutes sans toucher au PC"), self._minutes)
        lock.column.addLayout(form)
        kept = _(
            "Ensuite le PC se verrouille et montre « Aujourd’hui ». Ce qui était en train d’être écrit reste, caché, "
            "pour la même personne. Ctrl+L verrouille tout de suite."
        )
        lock.column.addWidget(words(kept, "soft", wrap=True))
        lock.column.addLayout(acts_row(self._save))
        for card in (guard, till, lock):
            self.column.addWidget(card)

    def _connect(self) -> None:
        self._change.clicked.connect(lambda: self.on_passphrase(Role.COORDINATOR, remove=False))
        self._remove.clicked.connect(lambda: self.on_passphrase(Role.COORDINATOR, remove=True))
        self._change_till.clicked.connect(lambda: self.on_passphrase(Role.TREASURER, remove=False))
        self._remove_till.clicked.connect(lambda: self.on_passphrase(Role.TREASURER, remove=True))
        self._code.clicked.connect(self.on_code)
        self._minutes.valueChanged.connect(self.on_edited)
        self._save.clicked.connect(self.on_save)

    def refresh(self) -> None:
        """Show what is in place, save for a delay somebody is changing."""
        with self.desk.attempt():
            with self.desk.store.read() as session:
                guarded, keeps_till = has_passphrase(session), has_passphrase(session, Role.TREASURER)
                printed, minutes = has_recovery_code(session), get(session, LOCK_MINUTES)
            self._show_guard(guarded=guarded, printed=printed)
            self._show_till(guarded=keeps_till)
            if self._minutes.value() == self._kept_minutes:
                self._minutes.setValue(minutes)
            self._kept_minutes = minutes
            self.on_edited()

    def _show_guard(self, *, guarded: bool, printed: bool) -> None:
        if guarded:
            self._guard.tell(_("protégé par une phrase de passe"), "lock", "good")
        else:
            self._guard.tell(_("ouvert à qui s’assied devant ce PC"), "alert", "attention")
        if printed:
            self._printed.tell(_("code de secours imprimé"), "check", "good")
        else:
            self._printed.tell(_("pas de code de secours"), "alert", "attention")
        self._change.say(_("Changer la phrase de passe…") if guarded else _("Choisir une phrase de passe…"))
        for piece in (self._remove, self._printed, self._code):
            piece.setVisible(guarded)

    def _show_till(self, *, guarded: bool) -> None:
        if guarded:
            self._till.tell(_("protégée par une phrase de passe"), "lock", "good")
            self._change_till.say(_("Changer la phrase de passe de la trésorerie…"))
        else:
            self._till.tell(_("personne n’a ce rôle"), "minus", "plain")
            self._change_till.say(_("Choisir une phrase de passe pour la trésorerie…"))
        self._remove_till.setVisible(guarded)

    def on_edited(self) -> None:
        """Saving is offered for what differs; whoever only looks changes nothing."""
        may = self.desk.may_write
        self._minutes.setReadOnly(not may)
        self._save.setEnabled(may and self._minutes.value() != self._kept_minutes)
        for button in (self._change, self._remove, self._code, self._change_till, self._remove_till):
            button.setEnabled(may)

    def on_passphrase(self, role: Role, *, remove: bool) -> None:
        """Choose, change or take away a passphrase; the coordination's present one is asked for first."""
        coordination = role == Role.COORDINATOR
        with self.desk.attempt():
            dialog = ChangePassphraseDialog(self.desk, role, remove=remove, parent=self)
            if not dialog.exec():
                return
            if dialog.code:
                show_recovery_code(self.desk, dialog.code, self)
            self.desk.told.emit(_told(coordination=coordination, remove=remove), False)
            (self._change if coordination else self._change_till).setFocus()

    def on_code(self) -> None:
        """A new code to print; the one before opens nothing any more."""
        code = ""
        with self.desk.attempt():
            with self.desk.store.write(self.desk.actor, _("Imprimer un code de secours")) as session:
                code = make_recovery_code(session)
            show_recovery_code(self.desk, code, self)

    def on_save(self) -> None:
        """The delay."""
        minutes = self._minutes.value()
        told = _("Le PC se verrouille après {n} min.").format(n=minutes) if minutes else _("Le PC reste ouvert.")
        self.desk.act(
            _("Changer le délai de verrouillage"),
            lambda session: change_setting(session, LOCK_MINUTES, minutes),
            lambda _nothing: told,
        )
        self._minutes.setFocus()

    def offers(self) -> Sequence[Act]:
        """The passphrase."""
        if not self.desk.may_write:
            return ()
        return (Act.of("settings.passphrase", self._change),)


def _told(*, coordination: bool, remove: bool) -> str:
    if not coordination:
        return _("Personne n’a plus le rôle de la trésorerie.") if remove else _("La phrase de passe est en place.")
    if remove:
        return _("La phrase de passe est retirée : qui s’assied devant ce PC peut tout changer.")
    return _("La phrase de passe est en place. Gardez-la en lieu sûr.")


def access_section() -> Section:
    """Who may do what."""
    return Section("access", _("Accès"), "lock", AccessView)
