"""The information note and the certificate of volunteering on A4, each in its own language, with room to sign."""

from delta_app.core.i18n import _, format_date, speaking
from delta_app.hosts.paper_data import WrittenPaper, paper_title
from delta_app.hosts.paper_rules import Piece
from delta_app.sheets.document import Block, Points, Signatures, Text, document


def paper_pdf(paper: WrittenPaper) -> bytes:
    """The paper as it is filled in; the same bytes every time."""
    with speaking(paper.language):
        blocks: list[Block] = [_block(piece) for piece in paper.filled.pieces]
        blocks.append(_signatures(paper))
        day = format_date(paper.printed_on, "d MMMM y")
        foot = _("{venue} · imprimé le {day}").format(venue=paper.venue_name, day=day)
        return document(paper_title(paper.paper), blocks, author=paper.venue_name, foot=foot)


def _block(piece: Piece) -> Block:
    if piece.kind == "points":
        return Points(piece.lines)
    return Text("\n".join(piece.lines), "heading" if piece.kind == "heading" else "plain")


def _signatures(paper: WrittenPaper) -> Signatures:
    """Both sign the note; the certificate is signed for the place alone."""
    place = (_("Pour {venue}").format(venue=paper.venue_name), _("nom, date et signature"))
    if paper.paper == "certificate":
        return Signatures((place,))
    volunteer = _("Reçu par {name}").format(name=paper.person) if paper.person else _("Reçu par la personne volontaire")
    return Signatures(((volunteer, _("date et signature")), place))
