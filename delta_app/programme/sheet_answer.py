"""The answer to an idea on paper: handed to whoever had it, or pinned beside the box."""

from datetime import date

from delta_app.core.calendar import MINUTES_IN_DAY
from delta_app.core.i18n import _, capitalised, format_date, format_span, long_date
from delta_app.programme.proposal_data import ProposalRow
from delta_app.programme.queries import DateRow
from delta_app.sheets.document import Block, Space, Text, document


def answer_pdf(row: ProposalRow, dates: tuple[DateRow, ...], venue: str, *, printed_on: date) -> bytes:
    """An idea in the words it was told in, and what became of it; ``dates``: when it takes place, from the next on. A4,
    without the first name: it may hang where everybody reads."""
    blocks: list[Block] = [Text(_("Vous avez proposé :"), "soft"), Text(row.title, "large")]
    if row.words:
        blocks.append(Text(_("« {words} »").format(words=row.words)))
    blocks.append(Space(18))
    if row.state == "accepted":
        blocks += [Text(_("Oui, c’est au programme."), "heading"), *_when(row, dates)]
    elif row.state == "later":
        blocks += [Text(_("Pas maintenant."), "heading"), Text(row.answer)]
    else:
        blocks += [
            Text(_("On en parle à l’assemblée."), "heading"),
            Text(_("Venez le dire avec vos mots : l’assemblée est ouverte à tout le monde.")),
        ]
    blocks += [Space(18), Text(_("Merci pour l’idée. La suivante se dit à l’accueil, comme celle-ci."))]
    foot = _("{venue} · imprimé le {day}").format(venue=venue, day=format_date(printed_on, "d MMMM y"))
    return document(_("Une idée, une réponse"), blocks, author=venue, foot=foot)


def _when(row: ProposalRow, dates: tuple[DateRow, ...]) -> list[Block]:
    if not dates:
        return [Text(row.activity)]
    said: list[Block] = [Text(dates[0].title, "large")]
    for one in dates:
        end = one.end_minute % MINUTES_IN_DAY or MINUTES_IN_DAY
        hours = "" if one.whole_day else f", {format_span(one.start_minute, end)}"
        where = f" · {one.room}" if one.room else ""
        said.append(Text(f"{capitalised(long_date(one.day))}{hours}{where}"))
    return said
