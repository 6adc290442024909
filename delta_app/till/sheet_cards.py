"""Consumption cards to be cut out: a number and its code, and nobody's name. Ten on a page of A4."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from delta_app.core.i18n import _
from delta_app.sheets import style
from delta_app.sheets.glyphs import printable
from delta_app.sheets.output import paper_size, pdf_bytes
from delta_app.till.rules import card_number

_MM = 72 / 25.4
WIDE, HIGH = 85.0 * _MM, 54.0 * _MM
"""The size of a bank card (ISO/IEC 7810, ID-1), rounded: it goes in any wallet."""
ACROSS, DOWN = 2, 5
MOST_CARDS = 200
_CODE = 30 * _MM


@dataclass(frozen=True)
class CardSheet:
    """The cards to print: the first number, and how many follow on it."""

    venue_name: str
    first: int
    count: int


def cards_pdf(sheet: CardSheet) -> bytes:
    """The cards; the same bytes every time."""

    numbers = [card_number(str(sheet.first + place)) for place in range(min(sheet.count, MOST_CARDS))]
    per_page = ACROSS * DOWN
    pages = [_page(sheet.venue_name, numbers[at : at + per_page]) for at in range(0, len(numbers), per_page)]
    return pdf_bytes(pages, size=paper_size("A4"), title=_("Cartes de consommation"), author=sheet.venue_name)


def _page(venue_name: str, numbers: Sequence[str]) -> tuple[str, Callable[[Any], None]]:
    def draw(canvas: Any) -> None:
        for place, number in enumerate(numbers):
            _card(canvas, venue_name, number, place)

    return f"{numbers[0]} – {numbers[-1]}", draw


def _card(canvas: Any, venue_name: str, number: str, place: int) -> None:
    page_wide, page_high = paper_size("A4")
    left = (page_wide - ACROSS * WIDE) / 2 + place % ACROSS * WIDE
    bottom = page_high - (page_high - DOWN * HIGH) / 2 - (place // ACROSS + 1) * HIGH
    canvas.setStrokeColor(style.LINE)
    canvas.setLineWidth(0.5)
    canvas.rect(left, bottom, WIDE, HIGH)
    inner = left + 14
    room = WIDE - _CODE - 34
    name, look = style.fitted(venue_name, style.Look(style.SEMIBOLD, 13), room, 8)
    _write(canvas, inner, bottom + HIGH - 26, name, look)
    _write(canvas, inner, bottom + HIGH - 42, _("Carte de consommation"), style.Look(style.REGULAR, 8.5, style.SOFT))
    _write(canvas, inner, bottom + 44, _("n° {number}").format(number=number), style.Look(style.BOLD, 20))
    note = style.Look(style.REGULAR, 7.5, style.SOFT)
    for line, text in enumerate(style.wrapped(_("Sans nom : qui a la carte s’en sert."), note, room, 2)):
        _write(canvas, inner, bottom + 24 - 9 * line, text, note)
    _code(canvas, number, left + WIDE - _CODE - 14, bottom + (HIGH - _CODE) / 2)


def _write(canvas: Any, x: float, y: float, text: str, look: style.Look) -> None:
    canvas.setFont(look.face, look.size)
    canvas.setFillColor(look.colour)
    canvas.drawString(x, y, printable(text))


def _code(canvas: Any, number: str, left: float, bottom: float) -> None:
    """The number as a code that any reader types in the field of the till."""
    import segno

    rows = segno.make(number, micro=False, error="h").matrix
    side = _CODE / len(rows)
    canvas.setFillColor("#000000")
    for down, row in enumerate(rows):
        for across, dark in enumerate(row):
            if dark:
                canvas.rect(left + across * side, bottom + _CODE - (down + 1) * side, side, side, stroke=0, fill=1)
