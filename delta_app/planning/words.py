"""The refusals of the planning in words."""

from delta_app.core.errors import register_words
from delta_app.core.i18n import _

register_words(
    {
        "printer_trouble": lambda f: _(
            "L’imprimante n’a pas répondu ; rien n’est perdu. Vérifiez qu’elle est allumée, ou enregistrez en PDF."
        ),
    }
)
