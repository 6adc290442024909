"""The section of settings that says who the place is: its name, its address, and who coordinates."""

from PySide6.QtWidgets import QLineEdit, QWidget

from delta_app.core.i18n import _
from delta_app.core.settings import get
from delta_app.venue.commands import change_venue, name_coordinator
from delta_app.venue.queries import venue
from delta_app.venue.settings import COORDINATOR, LONGEST_NAME
from delta_app.widgets.buttons import Button
from delta_app.widgets.cards import Card
from delta_app.widgets.forms import acts_row, add_field, form_on
from delta_app.widgets.page import Desk
from delta_app.widgets.sections import Section, SectionView
from delta_app.widgets.text import words

LONGEST_PLACE = 80


class IdentityView(SectionView):
    """Two cards; what was typed and not saved yet stays until it is."""

    tables = frozenset({"venue", "setting"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        sentence = _("Le nom et l’adresse sont sur les feuilles imprimées et dans les agendas.")
        super().__init__(desk, _("Le lieu"), sentence, parent)
        self._saved = ("", "", "")
        self._build()
        self._lay_out()
        self._connect()

    def _build(self) -> None:
        self._name, self._address, self._coordinator = QLineEdit(), QLineEdit(), QLineEdit()
        for field, length in ((self._name, LONGEST_PLACE), (self._address, 200), (self._coordinator, LONGEST_NAME)):
            field.setMaxLength(length)
        self._address.setPlaceholderText(_("pour les feuilles imprimées"))
        self._coordinator.setPlaceholderText(_("prénom et initiale, par exemple Camille S."))
        self._save_place = Button(_("Enregistrer le lieu"), "check")
        self._save_name = Button(_("Enregistrer le nom"), "check")

    def _lay_out(self) -> None:
        place = Card(_("Identité"))
        form = form_on()
        add_field(form, _("Nom du lieu"), self._name)
        add_field(form, _("Adresse"), self._address)
        place.column.addLayout(form)
        place.column.addLayout(acts_row(self._save_place))
        person = Card(_("Coordination"))
        form = form_on()
        add_field(form, _("Qui coordonne"), self._coordinator)
        person.column.addLayout(form)
        shown = _("Ce nom se voit en bas de la barre de gauche, et dans l’historique de ce qui est fait ici.")
        person.column.addWidget(words(shown, "soft", wrap=True))
        person.column.addLayout(acts_row(self._save_name))
        for card in (place, person):
            self.column.addWidget(card)

    def _connect(self) -> None:
        for field in (self._name, self._address, self._coordinator):
            field.textEdited.connect(self.on_edited)
        self._name.returnPressed.connect(self._save_place.click)
        self._address.returnPressed.connect(self._save_place.click)
        self._coordinator.returnPressed.connect(self._save_name.click)
        self._save_place.clicked.connect(self.on_save_place)
        self._save_name.clicked.connect(self.on_save_name)

    def refresh(self) -> None:
        """Show what is kept, save for fields somebody is changing."""
        with self.desk.attempt():
            with self.desk.store.read() as session:
                row = venue(session)
                kept = (row.name, row.address, get(session, COORDINATOR))
            fields = (self._name, self._address, self._coordinator)
            for field, before, now in zip(fields, self._saved, kept, strict=True):
                if field.text() == before:
                    field.setText(now)
            self._saved = kept
            self.on_edited()

    def on_edited(self) -> None:
        """Saving is offered for what differs; whoever only looks changes nothing."""
        may = self.desk.may_write
        name, address, coordinator = self._saved
        for field in (self._name, self._address, self._coordinator):
            field.setReadOnly(not may)
        self._save_place.setEnabled(may and (self._name.text(), self._address.text()) != (name, address))
        self._save_name.setEnabled(may and self._coordinator.text() != coordinator)

    def on_save_place(self) -> None:
        """Name and address, as one act."""
        name, address = self._name.text().strip(), self._address.text().strip()
        self._name.setText(name)
        self._address.setText(address)
        done = self.desk.act(
            _("Changer l’identité du lieu : {name}").format(name=name),
            lambda session: change_venue(session, name, address),
            lambda _nothing: _("Le lieu s’appelle {name}.").format(name=name),
        )
        self._name.setFocus() if done else self._name.selectAll()

    def on_save_name(self) -> None:
        """Who coordinates."""
        name = " ".join(self._coordinator.text().split())
        self._coordinator.setText(name)
        self.desk.act(
            _("Nommer la coordination : {name}").format(name=name or "–"),
            lambda session: name_coordinator(session, name),
            lambda _nothing: (
                _("{name} coordonne.").format(name=name) if name else _("La coordination n’a plus de nom.")
            ),
        )
        self._coordinator.setFocus()


def identity_section() -> Section:
    """Who the place is."""
    return Section("identity", _("Le lieu"), "house", IdentityView)
