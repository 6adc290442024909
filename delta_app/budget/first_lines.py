"""The envelopes most places begin with."""

from collections.abc import Callable

from delta_app.core.i18n import _

USUAL_LINES: tuple[tuple[Callable[[], str], str], ...] = (
    (lambda: _("Consommation"), "goods"),
    (lambda: _("Activités"), "services"),
    (lambda: _("Entretien et nettoyage"), "services"),
    (lambda: _("Petit matériel"), "services"),
    (lambda: _("Impression, affiches"), "services"),
    (lambda: _("Défraiements"), "other_expense"),
)
"""Their names, and their columns in the Belgian simplified journal."""
