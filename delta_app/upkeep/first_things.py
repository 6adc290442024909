"""What most houses begin with: chores and a stock to be changed by whoever knows the place."""

from collections.abc import Callable

from delta_app.core.i18n import _
from delta_app.upkeep.rules import Category, Moment

FIRST_CHORES: tuple[tuple[Callable[[], str], Moment, tuple[int, ...]], ...] = (
    (lambda: _("Aérer, ouvrir les volets"), "first", (0, 1, 2, 3, 4, 5, 6)),
    (lambda: _("Vider le lave-vaisselle"), "every", (0, 1, 2, 3, 4, 5, 6)),
    (lambda: _("Nettoyer les tables et le comptoir"), "every", (0, 1, 2, 3, 4, 5, 6)),
    (lambda: _("Vérifier les toilettes"), "last", (0, 1, 2, 3, 4, 5, 6)),
    (lambda: _("Sortir les poubelles, fermer les fenêtres"), "last", (0, 1, 2, 3, 4, 5, 6)),
)
"""What is done, at which shifts, on which weekdays (0 Monday)."""

FIRST_IN_TURN: tuple[Callable[[], str], ...] = (lambda: _("Nettoyer le frigo"), lambda: _("Laver les essuies"))
"""What somebody does each week, in turn."""

FIRST_STOCK: tuple[tuple[Callable[[], str], Callable[[], str], Category, int, int], ...] = (
    (lambda: _("Café moulu"), lambda: _("paquets"), "kitchen", 2, 4),
    (lambda: _("Lait"), lambda: _("litres"), "kitchen", 3, 8),
    (lambda: _("Thé"), lambda: _("boîtes"), "kitchen", 1, 2),
    (lambda: _("Sucre"), lambda: _("paquets"), "kitchen", 1, 2),
    (lambda: _("Liquide vaisselle"), lambda: _("flacons"), "cleaning", 1, 2),
    (lambda: _("Éponges"), lambda: _("pièces"), "cleaning", 2, 6),
    (lambda: _("Sacs poubelle"), lambda: _("rouleaux"), "cleaning", 1, 3),
    (lambda: _("Papier toilette"), lambda: _("rouleaux"), "hygiene", 8, 24),
    (lambda: _("Savon pour les mains"), lambda: _("flacons"), "hygiene", 1, 3),
    (lambda: _("Papier A4"), lambda: _("ramettes"), "office", 1, 2),
)
"""What it is, what it is counted in, its kind, below how many it is bought, and up to how many."""
