"""A person's data: given to them whole, and their name taken away after they left.

Before the first stands the coordinator, asked by somebody for their data: to see that it is all there and hand it over.
Before the second, once, the coordinator with somebody who left: to know what goes, and what does not, before it does.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.errors import Refused
from delta_app.core.i18n import _
from delta_app.hosts.nameless_data import nameless_name
from delta_app.hosts.queries import HostRow
from delta_app.team.person_values import PersonData
from delta_app.team.privacy_commands import anonymise, note_handed_out, rehearse
from delta_app.team.privacy_data import person_data
from delta_app.team.privacy_lines import copies_line, handed_out_words, stay_lines, still_line, unsure_line, went_lines
from delta_app.team.privacy_rules import Anonymised
from delta_app.team.sheet_person import person_pdf, person_title
from delta_app.team.sheet_person_files import keep_person
from delta_app.widgets import space
from delta_app.widgets.buttons import Button
from delta_app.widgets.cards import Card
from delta_app.widgets.columns import Columns
from delta_app.widgets.dialog import Dialog, scrolled
from delta_app.widgets.folder_paper_dialog import FolderPaperDialog
from delta_app.widgets.forms import acts_row
from delta_app.widgets.page import Desk
from delta_app.widgets.text import words

SIDE_BY_SIDE_FROM = 520  # width at 100 % text under which what goes and what stays stand one below the other


def show_person_data(desk: Desk, host_id: int, parent: QWidget) -> None:
    """All that is kept about somebody, as they will read it; both files go into a folder from here."""
    with desk.attempt():
        with desk.store.read() as session:
            data = person_data(session, host_id)
        note = _(
            "Les deux fichiers disent tout : remettez-les en main propre, ou sur une clé, puis effacez-les de ce PC. "
            "Vous seul·e pouvez les y ouvrir."
        )
        dialog = FolderPaperDialog(
            desk,
            person_title(data),
            partial(person_pdf, data),
            partial(_keep, data),
            save_words=_("Enregistrer PDF et JSON…"),
            note=note,
            parent=parent,
        )
        if dialog.exec():  # printed or kept
            with desk.store.write(desk.actor, handed_out_words(data)) as session:
                note_handed_out(session)


def _keep(data: PersonData, folder: Path, made: bytes) -> None:
    keep_person(folder, data, made)


def take_name_away(desk: Desk, host: HostRow, parent: QWidget) -> bool:
    """Show what would go and what stays; do it when it is wanted for good. Whether it was done, be it
    that the file could not be written anew: that is told."""
    gone = False
    with desk.attempt():
        told = rehearse(desk.store, desk.actor, host.id)
        dialog = AnonymiseDialog(host.name, told, parent)
        dialog.export.clicked.connect(lambda: show_person_data(desk, host.id, dialog))
        if dialog.exec():
            try:
                done = anonymise(desk.store, desk.actor, host.id)
            except Refused as refusal:
                gone = refusal.code == "not_rewritten"  # the name is gone, and the file will be written anew later
                raise
            gone = True
            sentence = _("Le nom est retiré : {instead}.").format(instead=nameless_name(done.number))
            desk.told.emit(sentence, False)
    return gone


class AnonymiseDialog(Dialog):
    """Accepted: the name is to go."""

    def __init__(self, name: str, told: Anonymised, parent: QWidget | None = None) -> None:
        super().__init__(_("Retirer le nom de {name}").format(name=name), parent, width=760)
        sentence = _("{name} devient « {instead} » partout et pour toujours : cela ne se reprend pas.").format(
            name=name, instead=nameless_name(told.number)
        )
        goes, stays = Card(_("S’en va")), Card(_("Reste, sous le numéro {n}").format(n=told.number))
        _fill(goes, went_lines(told))
        _fill(stays, stay_lines(told) or (_("rien"),))
        self.export = Button(_("Lui donner d’abord ses données…"), "save")
        self.leave, self.go = Button(_("Ne rien changer")), Button(_("Retirer le nom pour toujours"), kind="main")
        self.go.setAutoDefault(False)

        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        space.between(column, 12)
        column.addWidget(words(sentence, wrap=True))
        column.addLayout(acts_row(self.export))
        column.addWidget(Columns(((1, (goes,)), (1, (stays,))), narrow_below=SIDE_BY_SIDE_FROM, fill=True))
        if still_line(told):
            column.addWidget(words(still_line(told), wrap=True))
        for line in filter(None, (unsure_line(told), copies_line(clock.today()))):
            column.addWidget(words(line, "soft", wrap=True))
        area = scrolled(body)
        self.column.addWidget(area, 1)
        self.lay_out_buttons(self.leave, self.go)
        self.fit_to(area)

        self.leave.clicked.connect(self.reject)
        self.go.clicked.connect(self.accept)
        self.leave.setFocus()


def _fill(card: Card, lines: Sequence[str]) -> None:
    for line in lines:
        card.column.addWidget(words(f"– {line}", wrap=True))
    card.column.addStretch(1)
