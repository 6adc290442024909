"""The section of settings with the languages of the team: which are offered, and how many people speak each."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from delta_app.core.i18n import _, ngettext
from delta_app.hosts.commands import offer_languages
from delta_app.hosts.languages_data import LanguageRow, every_language, language_rows
from delta_app.widgets.buttons import Button
from delta_app.widgets.cards import Card
from delta_app.widgets.choice import Choice
from delta_app.widgets.forms import acts_row
from delta_app.widgets.item_rows import ItemRow, empty_layout
from delta_app.widgets.page import Act, Desk
from delta_app.widgets.sections import Section, SectionView
from delta_app.widgets.text import words
from delta_app.widgets.theme import Tone


class LanguagesView(SectionView):
    """A row a language. Taking one off the list changes nobody's card."""

    tables = frozenset({"setting", "host"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        sentence = _(
            "Les langues proposées quand on note une personne. Celle de la fenêtre se choisit sous « Affichage et "
            "langue »."
        )
        super().__init__(desk, _("Langues de l’équipe"), sentence, parent)
        self._rows_shown: tuple[LanguageRow, ...] = ()
        self._hold = ""
        self._choice = Choice(_("Langue à ajouter"))
        self._choice.setMinimumContentsLength(18)
        self._choice.setPlaceholderText(_("choisissez une langue"))
        label = words(_("Langue à ajouter"), "strong")
        label.setBuddy(self._choice)
        self._add = Button(_("Proposer cette langue"), "plus")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        card = Card()
        card.column.addLayout(self._rows)

        self.column.addWidget(card)
        self.column.addLayout(acts_row(label, self._choice, self._add))

        self._add.clicked.connect(self.on_add)
        self._choice.currentIndexChanged.connect(self.on_choice)

    def refresh(self) -> None:
        """Show the languages as they are kept."""
        with self.desk.attempt():
            with self.desk.store.read() as session:
                self._rows_shown = language_rows(session)
            may = self.desk.may_write
            empty_layout(self._rows)
            to_hold: Button | None = None
            for row in self._rows_shown:
                button = self._button(row)
                button.setEnabled(may)
                self._rows.addWidget(ItemRow(row.name, _people_words(row), button, chip=_chip(row)))
                to_hold = button if row.code == self._hold else to_hold
            self._fill_choice()
            self._choice.setEnabled(may)
            if to_hold is not None:
                to_hold.setFocus()
            self._hold = ""

    def _button(self, row: LanguageRow) -> Button:
        offered = [one.code for one in self._rows_shown if one.offered]
        if row.offered:
            button = Button(_("Ne plus proposer"))
            button.setAccessibleName(_("Ne plus proposer : {language}").format(language=row.name))
            button.clicked.connect(lambda: self._offer([code for code in offered if code != row.code], row))
        else:
            button = Button(_("Proposer"))
            button.setAccessibleName(_("Proposer : {language}").format(language=row.name))
            button.clicked.connect(lambda: self._offer([*offered, row.code], row))
        return button

    def _fill_choice(self) -> None:
        shown = {row.code for row in self._rows_shown if row.offered}
        chosen = self._choice.currentData()
        self._choice.clear()
        for code, name in every_language():
            if code not in shown:
                self._choice.addItem(name, code)
        self._choice.setCurrentIndex(self._choice.findData(chosen) if chosen is not None else -1)
        self.on_choice()

    def on_choice(self) -> None:
        """Nothing is proposed of itself: a language has to be chosen first."""
        self._add.setEnabled(self.desk.may_write and self._choice.currentIndex() >= 0)

    def _offer(self, codes: Sequence[str], row: LanguageRow) -> None:
        self._hold = row.code
        gone = row.code not in codes
        label = _("Ne plus proposer : {language}") if gone else _("Proposer : {language}")
        told = (
            _("{language} n’est plus proposé ; les fiches ne changent pas.") if gone else _("{language} est proposé.")
        )
        done = self.desk.act(
            label.format(language=row.name),
            lambda session: offer_languages(session, codes),
            lambda _nothing: told.format(language=row.name),
        )
        if done and gone and not row.people:
            self._choice.setFocus()  # its row has gone

    def on_add(self) -> None:
        """Offer the language that is chosen."""
        code, name = str(self._choice.currentData()), self._choice.currentText()
        self._offer([*(row.code for row in self._rows_shown if row.offered), code], LanguageRow(code, name, False, 0))
        self._choice.setFocus()

    def offers(self) -> Sequence[Act]:
        """Nothing that cannot be found by the name of the section."""
        return ()


def _people_words(row: LanguageRow) -> str:
    if not row.people:
        return _("personne ne la parle dans l’équipe")
    return ngettext("{n} personne la parle", "{n} personnes la parlent", row.people).format(n=row.people)


def _chip(row: LanguageRow) -> tuple[str, str, Tone]:
    return (_("proposée"), "check", "good") if row.offered else (_("pas proposée"), "minus", "plain")


def languages_section() -> Section:
    """What the team speaks."""
    return Section("languages", _("Langues de l’équipe"), "speech", LanguagesView)
