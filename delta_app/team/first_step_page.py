"""What the team page shows while nobody is in the team: how people come into it."""

from collections.abc import Callable

from delta_app.core.i18n import _
from delta_app.widgets.buttons import Button
from delta_app.widgets.cards import FirstStep


def first_step(*, may_write: bool, by_hand: Callable[[], None], by_file: Callable[[], None]) -> FirstStep:
    """The question who welcomes here, with its two answers for whoever may give them."""
    title = _("Qui accueille ici ?")
    if not may_write:
        return FirstStep("team", title, _("La coordination n’a encore accueilli personne ici."))
    one, many = Button(_("Accueillir quelqu’un…")), Button(_("Importer une liste…"), kind="main")
    one.clicked.connect(by_hand)
    many.clicked.connect(by_file)
    sentence = _("Importez la liste que vous avez déjà, ou glissez le fichier dans cette fenêtre.")
    return FirstStep("team", title, sentence, one, many)
