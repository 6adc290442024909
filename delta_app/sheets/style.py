"""The look of everything on paper: colours, Fira Sans, measuring text and making it fit."""

import re
from dataclasses import dataclass, replace
from functools import cache
from threading import RLock

from delta_app.core.text import unbroken
from delta_app.sheets.glyphs import font_file, printable

INK = "#1f2a30"
SOFT = "#56636b"
PAPER = "#f7f5f0"
WHITE = "#ffffff"
LINE = "#c9c4b8"  # darker than on screen: a laser printer loses #e3dfd6
HATCH = "#cdc8bb"
BAR = "#12352f"
ATTENTION = "#a15c07"
ATTENTION_SOFT = "#fdf0d5"
ACTIVITY = "#7a3e74"

REGULAR = "FiraSans-Regular"
MEDIUM = "FiraSans-Medium"
SEMIBOLD = "FiraSans-SemiBold"
BOLD = "FiraSans-Bold"
ITALIC = "FiraSans-Italic"
MEDIUM_ITALIC = "FiraSans-MediumItalic"
FACES = (REGULAR, MEDIUM, SEMIBOLD, BOLD, ITALIC, MEDIUM_ITALIC)

ELLIPSIS = "…"
CAP_HEIGHT = 0.69  # of the size, for centring a line of text optically
MAKING = RLock()
"""Held while a sheet is made, for another may be on another thread: what reportlab keeps of a face is shared by all."""
_HYPHENATED = re.compile(r"[^-]+-*|-+")


@dataclass(frozen=True)
class Look:
    """How a piece of text is set: face, size in points, colour."""

    face: str
    size: float
    colour: str = INK

    def sized(self, size: float) -> "Look":
        """The same look at another size."""
        return replace(self, size=size)

    def coloured(self, colour: str) -> "Look":
        """The same look in another colour."""
        return replace(self, colour=colour)


def register_fonts() -> None:
    """Make the faces known to reportlab, once, when a first sheet needs them."""
    with MAKING:
        _register_once()


@cache
def _register_once() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for face in FACES:
        pdfmetrics.registerFont(TTFont(face, str(font_file(face.removeprefix("FiraSans-")))))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=MEDIUM_ITALIC)


def text_width(text: str, look: Look) -> float:
    """Width in points of the text as it will be drawn."""
    return look.size * _relative_width(printable(text), look.face)


@cache
def _relative_width(drawn: str, face: str) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    register_fonts()
    return float(stringWidth(drawn, face, 1000)) / 1000


def fitted(text: str, look: Look, width: float, smallest: float) -> tuple[str, Look]:
    """The text and look that fit a width: shrunk down to the smallest size, and only then cut with ``…``."""
    needed = text_width(text, look)
    if needed <= width:
        return text, look
    size = max(min(smallest, look.size), look.size * width / needed * 0.999)
    smaller = look.sized(size)
    if text_width(text, smaller) <= width:
        return text, smaller
    return cut(text, smaller, width), smaller


def cut(text: str, look: Look, width: float) -> str:
    """As many first letters as fit before ``…``; at least one letter, that somebody may be recognised by."""
    drawn = printable(text)
    fits, low, high = "", 1, len(drawn) - 1
    while low <= high:  # the more letters, the wider
        middle = (low + high) // 2
        shorter = drawn[:middle].rstrip(" .,-–·([?") + ELLIPSIS
        if text_width(shorter, look) <= width:
            fits, low = shorter, middle + 1
        else:
            high = middle - 1
    return fits or drawn[:1] + ELLIPSIS


def wrapped(text: str, look: Look, width: float, most_lines: int) -> list[str]:
    """The text broken at spaces and hyphens into lines of a width; the last is cut when the text is longer still."""
    lines = _lines(text, look, width, most_lines + 1)
    if len(lines) > most_lines:
        lines[most_lines - 1 :] = ["".join(lines[most_lines - 1 :])]
    shown = [line.strip() for line in lines]
    return [line if text_width(line, look) <= width else cut(line, look, width) for line in shown]


def wrapped_whole(text: str, look: Look, width: float) -> list[str] | None:
    """The text broken at spaces and hyphens into lines of a width; None when a word is too long for one."""
    lines = [line.strip() for line in _lines(text, look, width)]
    return lines if all(text_width(line, look) <= width for line in lines) else None


def _lines(text: str, look: Look, width: float, at_most: int = 0) -> list[str]:
    """Lines that keep to the width as far as their words do; each but the first keeps the space it was broken at.
    ``at_most``: as many of them as are wanted, all where none are told."""
    lines = [""]
    for word in unbroken(printable(text)).split(" "):
        for index, piece in enumerate(_HYPHENATED.findall(word)):
            longer = f"{lines[-1]}{' ' if lines[-1] and not index else ''}{piece}"
            if text_width(longer, look) <= width or not lines[-1]:
                lines[-1] = longer
            else:
                lines.append(piece if index else f" {piece}")
        if 0 < at_most < len(lines):
            lines = lines[:at_most]
            break
    return [line.replace("\u00a0", " ") for line in lines]
