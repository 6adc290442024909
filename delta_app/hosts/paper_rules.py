"""What papers for volunteers are written in: headings, points and placeholders, read and filled in on plain values.

A line that begins with ``# `` is a heading, one with ``- `` a point; lines together are a paragraph, an empty line ends
it. ``{prénom}`` is filled in; ``[à compléter : assureur]`` is a blank that the place still has to write. What is filled
in is plain text: it is read neither as a heading nor as another placeholder.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

import delta_app.hosts.paper_words  # noqa: F401 (registers what the refusals say)
from delta_app.core.errors import Refused
from delta_app.core.i18n import LANGUAGES as SPOKEN
from delta_app.core.text import compact

Paper = Literal["information_note", "certificate"]
PaperLanguage = Literal["fr", "nl", "en"]
Fact = Literal["organisation", "legal_form", "insurer", "policy", "contact"]
PAPERS: tuple[Paper, ...] = get_args(Paper)
PAPER_LANGUAGES: tuple[PaperLanguage, ...] = get_args(PaperLanguage)
FACTS: tuple[Fact, ...] = get_args(Fact)
LONGEST_TEXT = 20_000
LONGEST_FACT = 120

NAMES: dict[str, tuple[str, str, str]] = {
    "given": ("prénom", "voornaam", "first name"),
    "family": ("nom", "achternaam", "family name"),
    "venue": ("lieu", "plek", "place"),
    "address": ("adresse", "adres", "address"),
    "date": ("date", "datum", "date"),
    "organisation": ("organisation", "organisatie", "organisation"),
    "legal_form": ("statut", "rechtsvorm", "legal form"),
    "insurer": ("assureur", "verzekeraar", "insurer"),
    "policy": ("police", "polis", "policy"),
    "contact": ("contact", "contact", "contact"),
    "ceilings": ("plafonds", "maxima", "ceilings"),
    "from": ("du", "van", "from"),
    "until": ("au", "tot", "until"),
    "shifts": ("permanences", "permanenties", "shifts"),
    "hours": ("heures", "uren", "hours"),
    "shadows": ("doublures", "meeloopdiensten", "shadow shifts"),
}
"""What each placeholder is called in French, Dutch and English; any of them does in any text, accents aside."""

_OF_BOTH = ("given", "family", "venue", "address", "date", "organisation", "legal_form")
OF_PAPER: dict[Paper, tuple[str, ...]] = {
    "information_note": (*_OF_BOTH, "insurer", "policy", "contact", "ceilings"),
    "certificate": (*_OF_BOTH, "from", "until", "shifts", "hours", "shadows"),
}
LINE_GOES = frozenset({"shadows"})
"""A line that carries one of these is left out where there is nothing to say."""

_KEYS = {compact(name): key for key, names in NAMES.items() for name in names}
_BLANK = r"\[\s*(?:à compléter|in te vullen|to fill in)\s*:?\s*(?P<blank>[^\[\]\n]*)\]"
_MARKS = re.compile(r"\{(?P<name>[^{}\n]*)\}|" + _BLANK, re.IGNORECASE)
_TO_CHECK = re.compile(r"\((?:à vérifier|te controleren|to be checked)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Piece:
    """A heading, a paragraph (its lines under each other), or points."""

    kind: Literal["heading", "paragraph", "points"]
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Filled:
    """A text filled in: its pieces, what is still blank, placeholders nobody knows (left as written), and how often it
    says that something is to be checked."""

    pieces: tuple[Piece, ...]
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    to_check: int = 0


@dataclass(frozen=True)
class Served:
    """What somebody gave from one day to another, both included: shifts held and their minutes, shadow shifts."""

    first: date
    last: date
    shifts: int
    minutes: int
    shadows: int


def placeholder_name(key: str, language: PaperLanguage) -> str:
    """``prénom``: what a placeholder is called in a language."""
    return NAMES[key][PAPER_LANGUAGES.index(language)]


def unknown_placeholders(text: str, paper: Paper) -> tuple[str, ...]:
    """The names in braces that this paper cannot fill in, in order, each once."""
    found = (match["name"] for match in _MARKS.finditer(text) if match["name"] is not None)
    return tuple(dict.fromkeys(name.strip() for name in found if name.strip() and _key_of(name, paper) is None))


def _key_of(name: str, paper: Paper) -> str | None:
    key = _KEYS.get(compact(name))
    return key if key in OF_PAPER[paper] else None


def checked_text(text: str, paper: str, language: str) -> str:
    """A text that can be printed, its line ends and spaces at ends put right.

    Refuses ``bad_paper``, ``bad_paper_language``, ``paper_empty``, ``paper_too_long``, ``unknown_placeholder``.
    """
    if paper not in PAPERS:
        raise Refused("bad_paper", paper=paper)
    if language not in PAPER_LANGUAGES:
        raise Refused("bad_paper_language", language=language, known=tuple(SPOKEN))
    clean = "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")
    if not clean.strip():
        raise Refused("paper_empty")
    if len(clean) > LONGEST_TEXT:
        raise Refused("paper_too_long", most=LONGEST_TEXT)
    unknown = unknown_placeholders(clean, paper)
    if unknown:
        raise Refused("unknown_placeholder", names=unknown)
    return clean


def checked_fact(text: str) -> str:
    """What a place says of itself, on one line. Refuses ``fact_too_long``."""
    clean = " ".join(text.split())
    if len(clean) > LONGEST_FACT:
        raise Refused("fact_too_long", most=LONGEST_FACT)
    return clean


def checked_period(first: date, last: date, today: date) -> None:
    """Refuse ``period_backwards``, and ``period_to_come`` for days that are not over: nobody can attest to those."""
    if last < first:
        raise Refused("period_backwards", first=first, last=last)
    if last > today:
        raise Refused("period_to_come", day=last)


def fill_in(text: str, paper: Paper, values: Mapping[str, str], blank: Callable[[str], str],
            label: Callable[[str], str]) -> Filled:  # fmt: skip
    """A text with its values. One without a value is a blank called ``label(key)``, and a line about what there is none
    of goes. ``blank`` writes a blank on the paper, with what belongs there where the text says so."""
    missing: list[str] = []
    unknown = unknown_placeholders(text, paper)

    def put(match: re.Match[str]) -> str:
        if match["name"] is None:
            words = hint = match["blank"].strip()
        else:
            key = _key_of(match["name"], paper)
            if key is None:
                return match[0]
            if values.get(key):
                return " ".join(values[key].split())
            words, hint = label(key), ""  # the text around it says what it is
        missing.append(words or "?")
        return blank(hint)

    def goes(line: str) -> bool:
        keys = {_key_of(match["name"], paper) for match in _MARKS.finditer(line) if match["name"] is not None}
        return any(key in LINE_GOES and not values.get(key) for key in keys if key)

    pieces = tuple(
        Piece(piece.kind, tuple(_MARKS.sub(put, line) for line in piece.lines))
        for piece in pieces_of("\n".join(line for line in text.splitlines() if not goes(line)))
    )
    checks = sum(len(_TO_CHECK.findall(line)) for piece in pieces for line in piece.lines)
    return Filled(pieces, tuple(dict.fromkeys(missing)), unknown, checks)


def pieces_of(text: str) -> tuple[Piece, ...]:
    """The pieces of a text, its placeholders as they are."""
    return tuple(Piece(kind, tuple(lines)) for kind, lines in _gathered(text))


def _gathered(text: str) -> Iterator[tuple[Literal["heading", "paragraph", "points"], list[str]]]:
    kind: Literal["paragraph", "points"] | None = None
    lines: list[str] = []
    for written in [*text.splitlines(), ""]:
        line = written.strip()
        this: Literal["paragraph", "points"] | None = "points" if line.startswith("- ") else "paragraph"
        heading = line.startswith("# ")
        if not line or heading:
            this = None
        if this != kind and kind is not None:
            yield kind, lines
            lines = []
        kind = this
        if heading:
            yield "heading", [line[2:].strip()]
        elif this is not None:
            lines.append(line[2:].strip() if this == "points" else line)


def language_for(spoken: tuple[str, ...], of_place: str) -> PaperLanguage:
    """The first of somebody's languages that papers are written in, else the one of the place, else French."""
    for code in (*spoken, of_place):
        for language in PAPER_LANGUAGES:
            if code.lower() == language:
                return language
    return "fr"
