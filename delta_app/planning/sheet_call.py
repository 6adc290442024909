"""The list of people to telephone, for whoever coordinates alone: it holds numbers, and says so."""

from collections.abc import Sequence
from datetime import date

from delta_app.core.i18n import _, day_month, format_date, format_span, join_names, ngettext
from delta_app.planning.call_data import CalleeRow, CallView
from delta_app.sheets.document import Block, Rows, Text, document


def phone_list_pdf(view: CallView, people: Sequence[CalleeRow], *, printed_on: date) -> bytes:
    """A row for each person to be called, in the order given: name, number, when they were last asked, an answer to be
    ringed. A4."""
    when = f"{day_month(view.day)}, {format_span(*view.span)}"
    wanted = ngettext("Il manque {n} personne.", "Il manque {n} personnes.", view.wanted).format(n=view.wanted)
    there = _("Là : {names}").format(names=join_names(list(view.sure))) if view.sure else _("Personne n’est encore là.")
    blocks: list[Block] = [
        Text(_("Document de la coordination – contient des numéros, ne pas afficher."), "heading"),
        Text(f"{wanted} {there}"),
        Rows(
            (_("Nom"), _("Téléphone"), _("Dernier appel"), _("Réponse")),
            tuple(
                (
                    one.person.full_name,
                    one.person.phone or _("pas de numéro"),
                    one.asked,
                    _("oui / non / à rappeler"),
                )
                for one in people
            ),
            widths=(3.3, 4.5, 2.7, 3.8),
            large=(1,),
            apart=6,
        ),
        Text(
            _("Entourez la réponse ; inscrivez ensuite la personne dans le planning. À détruire après usage."), "soft"
        ),
    ]
    return document(
        _("À appeler : {when}").format(when=when),
        blocks,
        author=view.writer.venue,
        foot=_("{venue} · imprimé le {day} · coordination, ne pas afficher").format(
            venue=view.writer.venue, day=format_date(printed_on, "d MMMM y")
        ),
    )
