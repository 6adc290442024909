"""The slips with the codes just given to hosts, to be cut apart and handed over."""

from collections.abc import Sequence
from datetime import date

from delta_app.core.i18n import _, format_date
from delta_app.sheets.document import Rows, Text, document


def pins_pdf(pins: Sequence[tuple[str, str]], *, venue_name: str, printed_on: date) -> bytes:
    """A row for each (name, code), far enough apart for scissors."""
    what = _("Pour dire qui vous êtes au PC de {venue} : Ctrl+L, votre prénom, ce code. Vous pouvez le changer.")
    sentence = what.format(venue=venue_name)
    return document(
        _("Codes pour le PC"),
        (
            Text(_("À couper et à remettre à chacun en main propre : les codes ne se montrent nulle part ailleurs.")),
            Rows((), tuple((name, pin, sentence) for name, pin in pins), widths=(4, 2, 5), large=(0, 1), apart=13),
        ),
        author=venue_name,
        foot=_("Imprimé le {day}").format(day=format_date(printed_on, "d MMMM y")),
    )
