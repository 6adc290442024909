"""The cells of a bank's export as they are written: days, amounts with their sign anywhere, words made short."""

import re
from datetime import date

from delta_app.core.errors import Refused
from delta_app.core.money import MOST_OF_ACCOUNTS, parse_money
from delta_app.core.text import compact

LONGEST_WORDS = 200
EARLIEST_YEAR, LATEST_YEAR = 2000, 2999

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?", re.ASCII)
_OURS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ]\d{1,2}:\d{2}.*)?", re.ASCII)
_MINUS = "-−–"
_DEBIT = frozenset({"debet", "debit", "d", "db", "dbit", "af", "uit", "sortie", "depense"})
_CREDIT = frozenset({"credit", "c", "cr", "kredit", "bij", "in", "entree", "recette"})
_TURNED_DOWN = ("refus", "geweiger", "reject", "declin", "annul", "revert", "failed", "mislukt")


def read_day(text: str) -> date | None:
    """``05/12/2026``, ``5-12-2026``, ``2026-12-05``, with a time behind it or not; None for anything else. A year of
    two digits is not guessed."""
    iso, ours = _ISO.fullmatch(text.strip()), _OURS.fullmatch(text.strip())
    if iso is not None:
        year, month, day = (int(part) for part in iso.groups())
    elif ours is not None:
        day, month, year = (int(part) for part in ours.groups())
    else:
        return None
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_amount(text: str) -> int | None:
    """Cents of ``-1.234,50``, ``1234.50``, ``+12,5``, ``12,50-``, ``(12,50)``, ``12,50 EUR``; None for anything else,
    a lone ``1.234`` too, which might be either."""
    said = re.sub(r"[\s\u00a0\u202f]+", " ", text).strip().removesuffix("EUR").removeprefix("EUR").strip("€ ")
    sign = 1
    if said[:1] == "(" and said[-1:] == ")":
        sign, said = -1, said[1:-1].strip()
    elif said[:1] and said[:1] in _MINUS:
        sign, said = -1, said[1:].strip()
    elif said[-1:] and said[-1:] in _MINUS:
        sign, said = -1, said[:-1].strip()
    else:
        said = said.removeprefix("+").removesuffix("+").strip()
    try:
        return sign * parse_money(said, MOST_OF_ACCOUNTS)
    except Refused:
        return None


def read_sign(text: str) -> int | None:
    """Which way money went where a column says so: -1 ``Debet``, ``D``, ``Af``; 1 ``Credit``, ``C``, ``Bij``."""
    word = compact(text)
    if word in _DEBIT or text.strip() == "-":
        return -1
    return 1 if word in _CREDIT or text.strip() == "+" else None


def was_turned_down(text: str) -> bool:
    """Whether a movement's state says that the bank did not do it: ``Refusé``, ``Geweigerd``."""
    return compact(text).startswith(_TURNED_DOWN)


def short_words(*cells: str) -> str:
    """What a bank says of a movement as one line of plain text, each thing once, cut where it is too long. Whatever it
    looks like, ``=HYPERLINK(…)`` too, it stays those characters."""
    said: list[str] = []
    for cell in cells:
        words = " ".join("".join(sign if sign.isprintable() else " " for sign in cell).split())
        if words and not any(f" {words} ".casefold() in f" {earlier} ".casefold() for earlier in said):
            said.append(words)
    whole = " · ".join(said)
    return whole if len(whole) <= LONGEST_WORDS else whole[: LONGEST_WORDS - 1].rstrip() + "…"
