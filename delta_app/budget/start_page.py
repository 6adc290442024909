"""What an empty year of the budget asks for first."""

from collections.abc import Callable

from delta_app.core.i18n import _
from delta_app.widgets.buttons import Button
from delta_app.widgets.cards import FirstStep


def first_lines(
    year: int, usual: Callable[[], object], by_hand: Callable[[], object], copied: Callable[[], object] | None
) -> FirstStep:
    """Its lines: the usual ones, written by hand, or those of the year before where it has any (``copied``)."""
    buttons: list[Button] = []
    ways = (
        (_("Copier le budget {year}").format(year=year - 1), copied),
        (_("Proposer les enveloppes habituelles"), usual),
        (_("Les écrire soi-même…"), by_hand),
    )
    for text, act in ways:
        if act is not None:
            button = Button(text, kind="plain" if buttons else "main")
            button.clicked.connect(lambda _checked=False, act=act: act())
            buttons.append(button)
    return FirstStep(
        "budget",
        _("Rien n’est prévu pour {year}").format(year=year),
        _("D’abord les enveloppes : pour quoi, et combien. Chaque dépense se range ensuite dans l’une d’elles."),
        *buttons,
    )
