"""What Fira Sans can draw: text brought down to its glyphs, so that no name ever prints as an empty box."""

import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path

MISSING = "[?]"
"""Stands for a run of letters the font lacks (Arabic, Chinese…): readable, and explained in the sheet's legend."""

_DECORATION = frozenset({"So", "Sk", "Cn", "Co"})  # emoji, their skin tones, unassigned and private characters


def font_file(style: str) -> Path:
    """The static TrueType file of a Fira Sans style, e.g. ``Regular`` or ``MediumItalic``."""
    return Path(str(files("fontpkg_fira_sans"))) / "files" / f"FiraSans-{style}.ttf"


@cache
def _drawable() -> frozenset[str]:
    """Every character that Fira Sans has a glyph for; all its styles cover the same set."""
    from reportlab.pdfbase.ttfonts import TTFontFile

    face = TTFontFile(str(font_file("Regular")))
    return frozenset(chr(code) for code in face.charToGlyph if code >= 0x20 and not 0x7F <= code < 0xA0)


@cache
def _plain() -> frozenset[str]:
    """Of these, what stands as it is in any text: no spaces but the usual one, nothing hidden."""
    return frozenset(sign for sign in _drawable() if sign == " " or not (_is_space(sign) or _is_hidden(sign)))


def one_line(text: str) -> str:
    """The text on one line: composed accents, no control, invisible or direction characters, single spaces."""
    shown = (" " if _is_space(sign) else sign for sign in unicodedata.normalize("NFC", text) if not _is_hidden(sign))
    return " ".join("".join(shown).split())


def printable(text: str) -> str:
    """The text in characters the font has.

    Emoji and dingbats are dropped, compatible forms replaced (``Ａ`` → ``A``, ``ǎ́`` → ``ǎ``), and a run of letters
    that cannot be drawn becomes ``[?]``. A text of which nothing is left becomes ``[?]`` too: never nothing.
    """
    if _plain().issuperset(text) and unicodedata.is_normalized("NFC", text) and "  " not in text:
        return text.strip(" ")  # most texts, and measuring asks for each of their beginnings
    line = one_line(text)
    if not line:
        return MISSING if text.strip() else ""
    if _drawable().issuperset(line):
        return line
    drawn = " ".join("".join(_substitutes(line)).split())
    while MISSING * 2 in drawn:
        drawn = drawn.replace(MISSING * 2, MISSING)
    return drawn.replace(f"{MISSING} {MISSING}", MISSING) or MISSING


def lost_characters(text: str) -> str:
    """The letters of a text that no sheet can print, each once, in order; empty when all is well."""
    lost = (sign for sign in one_line(text) if _substitute(sign) == MISSING)
    return "".join(dict.fromkeys(lost))


def _substitutes(line: str) -> list[str]:
    return [_substitute(sign) for sign in line]


@cache
def _substitute(sign: str) -> str:
    if sign in _drawable():
        return sign
    apart = unicodedata.normalize("NFKD", sign)
    kept = "".join(part for part in apart if part in _drawable())
    if kept:
        return unicodedata.normalize("NFC", kept)
    category = unicodedata.category(sign)
    if category in _DECORATION or category.startswith("M"):
        return ""
    return MISSING


def _is_space(sign: str) -> bool:
    return unicodedata.category(sign) in {"Zs", "Zl", "Zp"} or sign in "\t\n\r\v\f"


def _is_hidden(sign: str) -> bool:
    """Control, format (direction, joiner) and lone surrogate characters, and the selectors of emoji."""
    if _is_space(sign):
        return False
    return unicodedata.category(sign) in {"Cc", "Cf", "Cs"} or "\ufe00" <= sign <= "\ufe0f"
