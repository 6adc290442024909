"""Which column of the Belgian simplified journal stands for what has no budget line."""

from PySide6.QtWidgets import QWidget

from delta_app.budget.month_data import nature_map
from delta_app.budget.month_words import nature_words
from delta_app.budget.natures import NATURES
from delta_app.budget.natures_commands import set_natures
from delta_app.budget.settings import NATURE_OF
from delta_app.core.i18n import _
from delta_app.widgets.buttons import Button
from delta_app.widgets.choice import Choice
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.forms import add_field, form_on
from delta_app.widgets.page import Desk
from delta_app.widgets.text import words


def _names() -> dict[str, str]:
    return {
        "sales": _("Ventes"),
        "cards": _("Cartes vendues ou remboursées"),
        "suspended": _("Cafés suspendus"),
        "income": _("Recettes à classer"),
        "expense": _("Dépenses à classer"),
        "rounding": _("Arrondis aux 5 cents"),
        "difference": _("Écarts de comptage"),
    }


class NaturesDialog(Dialog):
    """A choice each; what has a budget line follows its line."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Colonnes du livre journal"), parent, width=560)
        self._desk = desk
        with desk.store.read() as session:
            now = nature_map(session)
        note = _("Ce qui a un poste au budget va dans la colonne de son poste ; ici, c’est le reste.")
        self.column.addWidget(words(note, "soft", wrap=True))
        form = form_on()
        self._choices: dict[str, Choice] = {}
        for key, name in _names().items():
            choice = Choice(name)
            for nature in NATURES:
                choice.addItem(nature_words(nature), nature)
            choice.setCurrentIndex(choice.findData(getattr(now, key)))
            add_field(form, name, choice)
            self._choices[key] = choice
        self.column.addLayout(form)
        cancel, save = Button(_("Annuler")), Button(_("Enregistrer"), kind="main")
        self.lay_out_buttons(cancel, save)
        cancel.clicked.connect(self.reject)
        save.clicked.connect(self.on_save)

    def on_save(self) -> None:
        """One act, whatever differs."""
        chosen = {key: str(choice.currentData()) for key, choice in self._choices.items() if key in NATURE_OF}
        if self._desk.act(
            _("Changer les colonnes du livre journal"),
            lambda session: set_natures(session, chosen),
            lambda _done: _("Les colonnes du livre journal sont enregistrées."),
        ):
            self.accept()
