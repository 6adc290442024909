"""The answer to what somebody would improve, on paper: handed to them, or pinned beside the box."""

from datetime import date

from delta_app.core.i18n import _, format_date
from delta_app.programme.proposal_data import ProposalRow
from delta_app.sheets.document import Block, Space, Text, document


def improvement_pdf(row: ProposalRow, venue: str, *, printed_on: date) -> bytes:
    """An idea for the house in the words it was told in, and its answer. A4, without the first name: it may hang where
    everybody reads."""
    heads = {"accepted": _("Oui."), "later": _("Pas maintenant.")}
    blocks: list[Block] = [Text(_("Vous avez proposé :"), "soft"), Text(row.title, "large")]
    if row.words:
        blocks.append(Text(_("« {words} »").format(words=row.words)))
    blocks += [Space(18), Text(heads.get(row.state, _("On en parle à l’assemblée.")), "heading")]
    if row.state == "assembly":
        blocks.append(Text(_("Venez le dire avec vos mots : l’assemblée est ouverte à tout le monde.")))
    elif row.answer:
        blocks.append(Text(row.answer))
    blocks += [Space(18), Text(_("Merci pour l’idée. La suivante se dit à l’accueil, comme celle-ci."))]
    foot = _("{venue} · imprimé le {day}").format(venue=venue, day=format_date(printed_on, "d MMMM y"))
    return document(_("Une idée, une réponse"), blocks, author=venue, foot=foot)
