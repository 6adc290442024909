"""The paper on which the recovery code is printed, to be kept where papers are kept."""

from datetime import date

from delta_app.core.i18n import _, format_date
from delta_app.sheets.document import Space, Text, document


def recovery_pdf(code: str, *, venue_name: str, printed_on: date) -> bytes:
    """One A4 page with the code, and what it is for."""
    return document(
        _("Code de secours"),
        (
            Text(venue_name, "soft"),
            Space(30),
            Text(code, "large", centred=True),
            Space(20),
            Text(
                _(
                    "Ce code permet de choisir une autre phrase de passe de coordination si elle est oubliée : dans la "
                    "fenêtre où on la demande, « Phrase oubliée… ». Il ne sert qu’une fois ; un autre s’imprime alors."
                )
            ),
            Text(
                _(
                    "Gardez cette feuille loin du PC, là où vous gardez les papiers importants. Qui l’a en main peut "
                    "tout changer. Un code imprimé plus tard remplace celui-ci."
                )
            ),
        ),
        author=venue_name,
        foot=_("Imprimé le {day}").format(day=format_date(printed_on, "d MMMM y")),
    )
