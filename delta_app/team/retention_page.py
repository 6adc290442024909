"""The section of settings about privacy: what is kept, why and for how long, what is due, and the register.

Before it stands the coordinator, once or twice a year or because somebody asked: to read what the place keeps, change
for how long, see to those who left, and print the register. Whoever else looks reads the table, which is no secret.
"""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.i18n import _, long_date, ngettext
from delta_app.core.settings import get
from delta_app.hosts.queries import hosts
from delta_app.sheets.output import keep_pdf
from delta_app.team.privacy_dialogs import show_person_data, take_name_away
from delta_app.team.register_data import register_facts
from delta_app.team.retention_commands import change_setting, purge_what_is_due, rewrite
from delta_app.team.retention_data import LeftRow, RetentionRow, left_rows, retention_rows
from delta_app.team.settings import CONTACT, LONGEST_LINE, RESPONSIBLE
from delta_app.team.sheet_register import register_file_name, register_pdf, register_title
from delta_app.widgets.buttons import Button
from delta_app.widgets.cards import Card
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.forms import NumberField, acts_row, add_field, form_on
from delta_app.widgets.item_rows import ItemRow, empty_layout
from delta_app.widgets.page import Act, Desk
from delta_app.widgets.paper_dialog import PaperDialog
from delta_app.widgets.sections import Section, SectionView
from delta_app.widgets.text import words
from delta_app.widgets.theme import Tone

LONGEST = 730  # days or months: the setting itself says which make sense


class PrivacyView(SectionView):
    """The table, those who left and are still named, and who answers for it all."""

    tables = frozenset(
        {"setting", "host", "host_state_change", "anonymised_host", "logbook_entry", "outbox_letter", "dated_answer",
         "absence", "allowance", "seat", "proposal", "activity", "activity_date", "chore", "chore_done"}
    )  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        sentence = _(
            "Ce que le programme garde sur les personnes, pourquoi et combien de temps. Ce dont la durée est passée "
            "s’efface seul, à l’ouverture et quand le jour change ; pour les défraiements, et après deux mois sans que "
            "rien soit noté, c’est à vous, avec « Purger maintenant »."
        )
        super().__init__(desk, _("Vie privée"), sentence, parent)
        self._hold = ""  # the accessible name of the button that should have the keyboard once all is shown anew
        self._buttons: dict[str, Button] = {}  # those of the rows, by their accessible name
        self._kept = ("", "")
        self._build()
        self._lay_out()
        self._connect()

    def _build(self) -> None:
        self._purge = Button(_("Purger maintenant"), "check")
        self._register = Button(_("Registre des traitements…"), "print")
        self._rows, self._left = QVBoxLayout(), QVBoxLayout()
        for column in (self._rows, self._left):
            column.setSpacing(0)
        self._gone = Card(_("Personnes parties, encore nommées"))
        self._responsible, self._contact = QLineEdit(), QLineEdit()
        for field in (self._responsible, self._contact):
            field.setMaxLength(LONGEST_LINE)
        self._responsible.setPlaceholderText(_("l’association, son adresse, son numéro d’entreprise"))
        self._contact.setPlaceholderText(_("nom, e-mail ou téléphone"))
        self._save = Button(_("Enregistrer"), "check")
        self._save.setAccessibleName(_("Enregistrer qui répond des données"))

    def _lay_out(self) -> None:
        self.column.addLayout(acts_row(self._register, self._purge))
        table = Card()
        table.column.addLayout(self._rows)
        self.column.addWidget(table)
        self._gone.column.addLayout(self._left)
        self.column.addWidget(self._gone)
        answers = Card(_("Qui répond des données"))
        said = _("Ces lignes ouvrent le registre : il se montre à qui le demande (règlement européen, art. 30).")
        answers.column.addWidget(words(said, "soft", wrap=True))
        form = form_on()
        add_field(form, _("Responsable"), self._responsible)
        add_field(form, _("À qui s’adresser"), self._contact)
        answers.column.addLayout(form)
        answers.column.addLayout(acts_row(self._save))
        self.column.addWidget(answers)

    def _connect(self) -> None:
        self._purge.clicked.connect(self.on_purge)
        self._register.clicked.connect(self.on_register)
        self._responsible.textChanged.connect(self.on_edited)
        self._contact.textChanged.connect(self.on_edited)
        self._save.clicked.connect(self.on_save)

    def refresh(self) -> None:
        """Show the table as it is, save for lines that somebody is writing."""
        with self.desk.attempt():
            with self.desk.store.read() as session:
                rows, left = retention_rows(session), left_rows(session)
                kept = (get(session, RESPONSIBLE), get(session, CONTACT))
            self._buttons = {}
            self._show_rows(rows)
            self._show_left(left)
            self._show_fields(kept)
            self._purge.setVisible(self.desk.may_write)
            self._give_back_keyboard()

    def _show_rows(self, rows: Sequence[RetentionRow]) -> None:
        empty_layout(self._rows)
        for row in rows:
            buttons = []
            if row.setting is not None:
                change = self._button(_("Modifier…"), _("Modifier la durée : {what}").format(what=row.what), "pen")
                change.setEnabled(self.desk.may_write)
                change.clicked.connect(lambda _checked=False, row=row: self.on_change(row))
                buttons.append(change)
            caption = _("Durée : {how_long}. Pour : {why}. Ensuite : {then}.").format(
                how_long=row.how_long, why=row.why, then=row.then
            )
            self._rows.addWidget(ItemRow(row.what, caption, *buttons, chip=_due_chip(row)))

    def _button(self, text: str, name: str, icon: str = "") -> Button:
        button = Button(text, icon)
        button.setAccessibleName(name)
        self._buttons[name] = button
        return button

    def _show_left(self, left: Sequence[LeftRow]) -> None:
        empty_layout(self._left)
        self._gone.setVisible(bool(left) and self.desk.may_write)  # a host looks at nobody's data but their own
        for row in left if self.desk.may_write else ():
            export = self._button(_("Ses données…"), _("Données de {name}…").format(name=row.name))
            forget = self._button(_("Retirer le nom…"), _("Retirer le nom de {name}…").format(name=row.name))
            export.clicked.connect(lambda _checked=False, host=row.host_id: self.on_export(host))
            forget.clicked.connect(lambda _checked=False, host=row.host_id: self.on_forget(host))
            chip: tuple[str, str, Tone] | None = (_("à voir"), "clock", "attention") if row.due else None
            caption = _("parti·e le {day}").format(day=long_date(row.left_on))
            self._left.addWidget(ItemRow(row.name, caption, export, forget, chip=chip))

    def _show_fields(self, kept: tuple[str, str]) -> None:
        for field, before, now in zip((self._responsible, self._contact), self._kept, kept, strict=True):
            if field.text() == before:
                field.setText(now)
            field.setReadOnly(not self.desk.may_write)
        self._kept = kept
        self.on_edited()

    def _give_back_keyboard(self) -> None:
        if self._hold:
            again = self._buttons.get(self._hold)
            (again if again is not None and again.isEnabled() else self._register).setFocus()
        self._hold = ""

    def on_change(self, row: RetentionRow) -> None:
        """Another period."""
        setting = row.setting
        if setting is None:
            return
        with self.desk.attempt():
            with self.desk.store.read() as session:
                value = get(session, setting)
            dialog = PeriodDialog(row, value, self)
            if not dialog.exec():
                return
            number = dialog.number.value()
            self._hold = _("Modifier la durée : {what}").format(what=row.what)
            self.desk.act(
                _("Durée de conservation : {what}").format(what=row.what),
                lambda session: change_setting(session, setting, number),
                lambda _done: _("Durée changée : {what}.").format(what=row.what),
            )

    def on_purge(self) -> None:
        """What is due goes now, and nothing of it is left in the file."""
        with self.desk.attempt():
            gone = purge_what_is_due(self.desk.store, self.desk.actor)
            rewrite(self.desk.store)
            number = gone.rows + gone.values
            said = (
                ngettext("{n} ligne effacée pour de bon.", "{n} lignes effacées pour de bon.", number).format(n=number)
                if number
                else _("Rien n’avait atteint sa durée ; le fichier est propre.")
            )
            self.desk.told.emit(said, False)
            self.refresh()

    def on_export(self, host_id: int) -> None:
        """All that is kept about somebody."""
        show_person_data(self.desk, host_id, self)

    def on_forget(self, host_id: int) -> None:
        """Their name goes."""
        with self.desk.attempt():
            with self.desk.store.read() as session:
                host = next(one for one in hosts(session, states=("left",)) if one.id == host_id)
            self._hold = _("Retirer le nom de {name}…").format(name=host.name)
            take_name_away(self.desk, host, self)
            self._give_back_keyboard()

    def on_register(self) -> None:
        """The register as it will come out of the printer."""
        with self.desk.attempt():
            with self.desk.store.read() as session:
                facts = register_facts(session)
            today = clock.today()
            note = (
                "" if facts.responsible else _("Il y manque qui répond des données : à écrire plus bas, sur la page.")
            )
            PaperDialog(
                self.desk, register_title(), lambda: register_pdf(facts, printed_on=today), keep_pdf,
                name=register_file_name(today), note=note, parent=self,
            ).exec()  # fmt: skip

    def on_edited(self) -> None:
        """There is something to save once a line differs."""
        written = (self._responsible.text(), self._contact.text())
        self._save.setEnabled(self.desk.may_write and written != self._kept)

    def on_save(self) -> None:
        """Keep who answers."""
        responsible, contact = self._responsible.text().strip(), self._contact.text().strip()

        def work(session: object) -> None:
            change_setting(session, RESPONSIBLE, responsible)  # type: ignore[arg-type]
            change_setting(session, CONTACT, contact)  # type: ignore[arg-type]

        self._kept = (self._responsible.text(), self._contact.text())  # so that what was saved is shown as it is
        self.desk.act(_("Qui répond des données"), work, lambda _done: _("C’est noté ; le registre le dit."))
        self._responsible.setFocus()

    def offers(self) -> Sequence[Act]:
        """The register, and what is due."""
        register = Act.of("settings.register", self._register)
        return (register, Act.of("settings.purge", self._purge)) if self.desk.may_write else (register,)


def _due_chip(row: RetentionRow) -> tuple[str, str, Tone] | None:
    if not row.due:
        return None
    if row.key == "hosts":
        return ngettext("{n} nom à retirer", "{n} noms à retirer", row.due).format(n=row.due), "clock", "attention"
    return ngettext("{n} à effacer", "{n} à effacer", row.due).format(n=row.due), "clock", "attention"


class PeriodDialog(Dialog):
    """Accepted: ``number`` is the new period, one that makes sense."""

    def __init__(self, row: RetentionRow, value: int, parent: QWidget | None = None) -> None:
        super().__init__(row.what, parent, width=460)
        self._setting = row.setting
        unit = _("Jours") if row.unit == "days" else _("Mois")
        self.number = NumberField(0, LONGEST, value)
        self._said = words("", "soft", wrap=True)
        leave, self._go = Button(_("Annuler")), Button(_("Enregistrer"), "check", kind="main")
        form = form_on()
        add_field(form, unit, self.number)
        if row.setting is not None:
            self.column.addWidget(words(row.setting.meaning(), wrap=True))
        self.column.addLayout(form)
        self.column.addWidget(self._said)
        self.lay_out_buttons(leave, self._go)
        self.number.valueChanged.connect(self.on_edited)
        leave.clicked.connect(self.reject)
        self._go.clicked.connect(self.accept)
        self._value = value
        self.on_edited()
        self.number.setFocus()
        self.number.selectAll()

    def on_edited(self) -> None:
        """Only what makes sense can be kept; a shorter period is said to reach back."""
        number = self.number.value()
        sound = self._setting is not None and self._setting.accepts(number)
        if not sound:
            self._said.setText(_("Cette durée ne convient pas : trop courte ou trop longue."))
        elif number < self._value:
            self._said.setText(
                _("Ce qui est déjà plus vieux s’effacera à la prochaine ouverture, ou avec « Purger maintenant ».")
            )
        else:
            self._said.setText(_("Ce qui est déjà effacé ne revient pas."))
        self._go.setEnabled(sound and number != self._value)


def privacy_section() -> Section:
    """What is kept about people."""
    return Section("privacy", _("Vie privée"), "person", PrivacyView)
