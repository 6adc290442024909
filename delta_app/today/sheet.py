"""The notice for the door: in letters one reads from the street, that the place opens later, shorter or not."""

from datetime import date

from delta_app.core.i18n import _, capitalised, day_month, format_date, format_span
from delta_app.sheets.document import Block, Space, Text, document
from delta_app.today.queries import DecisionRow


def notice_pdf(day: date, span: tuple[int, int], decision: DecisionRow | None, *, venue_name: str,
               next_opening: tuple[date, int, int] | None, printed_on: date) -> bytes:  # fmt: skip
    """One A4 page. Without a decision it says closed; who is missing, and why, is nobody's business at the door."""
    when = capitalised(day_month(day))
    blocks: list[Block] = [
        Space(60),
        Text(venue_name, "large", centred=True),
        Space(30),
        Text(when, "large", centred=True),
    ]
    if decision is not None and decision.open_from is not None and decision.open_until is not None:
        blocks += [
            Text(_("ouvert de"), "large", centred=True),
            Text(format_span(decision.open_from, decision.open_until), "huge", centred=True),
            Text(_("au lieu de {span}").format(span=format_span(*span)), "large", centred=True),
        ]
    elif decision is not None and decision.decision == "open":
        blocks += [
            Text(format_span(*span), "huge", centred=True),
            Text(_("ouvert, avec une équipe réduite"), "large", centred=True),
        ]
    else:
        blocks += [
            Space(20),
            Text(_("FERMÉ"), "giant", centred=True),
            Text(_("de {span}").format(span=format_span(*span)), "large", centred=True),
        ]
    if next_opening is not None:
        following, start, end = next_opening
        told = _("On vous accueille à nouveau {day}, {span}.").format(
            day=day_month(following), span=format_span(start, end)
        )
        blocks += [Space(40), Text(told, "large", centred=True)]
    return document(
        _("Avis pour la porte"), blocks, author=venue_name, titled=False,
        foot=_("Imprimé le {day}").format(day=format_date(printed_on, "d MMMM y")),
    )  # fmt: skip
