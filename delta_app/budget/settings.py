"""Which column of the Belgian simplified journal stands for what has no budget line, as settings of the place."""

from collections.abc import Callable

from delta_app.budget.natures import NATURES, NatureMap
from delta_app.core.i18n import _
from delta_app.core.settings import Setting


def _nature(of: str, default: str, meaning: Callable[[], str]) -> Setting[str]:
    return Setting(f"budget.nature_{of}", default, meaning, lambda value: value in NATURES, NATURES)


_PLAIN = NatureMap()
NATURE_OF: dict[str, Setting[str]] = {
    "sales": _nature("sales", _PLAIN.sales, lambda: _("Colonne du livre journal pour les ventes")),
    "cards": _nature(
        "cards",
        _PLAIN.cards,
        lambda: _("Colonne du livre journal pour les cartes de consommation vendues ou remboursées"),
    ),
    "suspended": _nature("suspended", _PLAIN.suspended, lambda: _("Colonne du livre journal pour les cafés suspendus")),
    "income": _nature("income", _PLAIN.income, lambda: _("Colonne du livre journal pour les recettes à classer")),
    "expense": _nature("expense", _PLAIN.expense, lambda: _("Colonne du livre journal pour les dépenses à classer")),
    "rounding": _nature(
        "rounding", _PLAIN.rounding, lambda: _("Colonne du livre journal pour les arrondis aux 5 cents")
    ),
    "difference": _nature(
        "difference", _PLAIN.difference, lambda: _("Colonne du livre journal pour les écarts de comptage")
    ),
}
"""By the field of ``NatureMap`` each fills."""
ALL: tuple[Setting[str], ...] = tuple(NATURE_OF.values())
