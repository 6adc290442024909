"""Taking a name out of what was written: where it stands, and where it may be somebody else's."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from delta_app.core.text import fold

_SHORTEST_ALONE = 3  # letters of a family name that is looked for by itself


@dataclass(frozen=True)
class Called:
    """How somebody is written. ``own``: nobody else of the place can be meant; ``shared``: somebody else may be, so it
    is theirs only where that is known; ``alone``: the family name by itself, looked for with its capitals and accents,
    for many family names are words too. ``given``: the first name, by itself theirs only where that is known."""

    own: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    alone: str = ""
    given: str = ""

    def sought(self) -> tuple[str, ...]:
        """What to look for, in any case of letters, where all of it has to be read: with accents and without, and
        nothing that is only said with what is looked for already."""
        ways = dict.fromkeys((*self.own, *map(_flat, self.own), *filter(None, (self.alone,))))
        # As bytes, whose ``lower`` knows ASCII alone: no database takes more letters for one another than that.
        return _least(ways, lambda way: way.encode().lower())

    def stand_in(self, text: str) -> bool:
        """Whether this person is named in a text, and nobody else can be meant."""
        return without(text, self.own, "", alone=self.alone) != text


@dataclass(frozen=True)
class Anonymised:
    """What taking a name away did, or would do: how many of each kind ``went``, and how many ``stay`` under the number.

    ``unsure``: words that may mean a namesake and so were left as they are. ``named_until``: the last day on which the
    list of allowances still shows the name; None where it never has to. ``still``: the lines of the settings
    that say the name, or perhaps a namesake's, in words; they are the coordinator's to change. ``leads_on``: the titles
    of activities to come that would be led by nobody one knows.
    """

    number: int
    went: dict[str, int]
    stay: dict[str, int]
    unsure: int = 0
    named_until: date | None = None
    still: tuple[str, ...] = ()
    leads_on: tuple[str, ...] = ()


def called(own: Iterable[str], others: Collection[str], *, numbered: Iterable[str] = (), given: str = "",
           family: str = "", families: Collection[str] = ()) -> Called:  # fmt: skip
    """Tell the ways in which somebody is written from those that may mean one of the ``others`` too.

    ``numbered`` are names that carry a number to tell them apart (``Marie D. (2)``): nobody else's. ``families`` are
    the family and given names of the others.
    """
    theirs = {_flat(name) for name in others}
    mine = list(dict.fromkeys(filter(None, own)))
    alone = family.strip()
    if len(fold(alone)) < _SHORTEST_ALONE or fold(alone) in {fold(name) for name in families}:
        alone = ""
    return Called(
        own=(*numbered, *(name for name in mine if _flat(name) not in theirs)),
        shared=tuple(name for name in mine if _flat(name) in theirs),
        alone=alone,
        given=given,
    )


def without(text: str, names: Iterable[str], instead: str, *, alone: str = "") -> str:
    """The text with ``instead`` wherever one of these names stands, accents and case aside; ``alone`` exactly."""
    known = tuple(names)
    if _may_say(text, known):
        for name in known:
            text = _replaced(text, name, instead)
    if alone and alone in text:
        text = re.sub(rf"(?<!\w){re.escape(alone)}(?!\w)", lambda _found: instead, text)
    return text


def says(text: str, names: Iterable[str]) -> bool:
    """Whether one of these names stands in a text."""
    known = tuple(names)
    return _may_say(text, known) and any(_replaced(text, name, "\0") != text for name in known)


def _may_say(text: str, names: tuple[str, ...]) -> bool:
    """Whether the letters of one of these names stand in a text at all: few do, of the thousands to look at."""
    looked_for = _looked_for(names)
    return bool(text) and looked_for is not None and looked_for.search(_flat(text)) is not None


@lru_cache(maxsize=64)
def _looked_for(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """One look for all of them; None where there is no name."""
    flat = _least(filter(None, map(_flat, names)), str)
    return re.compile("|".join(map(re.escape, flat))) if flat else None


def _least(ways: Iterable[str], seen_as: Callable[[str], Any]) -> tuple[str, ...]:
    """These without those that hold another of them, so that whatever says one of them says one of what is left."""
    left: list[str] = []
    for way in sorted(set(ways), key=lambda one: (len(one), one)):
        if not any(seen_as(shorter) in seen_as(way) for shorter in left):
            left.append(way)
    return tuple(left)


def _replaced(text: str, name: str, instead: str) -> str:
    if not text or not name:
        return text
    plain = unicodedata.normalize("NFC", text)
    sought, pattern = _pattern(name)
    places = [
        (found.start(), found.end())
        for found in pattern.finditer(_flat(plain))
        if " " in sought or "@" in sought or _is_a_first_name(plain, found.start(), found.end(), name)
    ]
    if not places:
        return text
    for start, end in reversed(places):
        plain = plain[:start] + instead + plain[end:]
    return plain


@lru_cache(maxsize=256)
def _pattern(name: str) -> tuple[str, re.Pattern[str]]:
    """The flat name and where it stands: not within a longer word or a double first name, and not where a number says
    that somebody else is meant."""
    sought = _flat(name)
    after = r"" if sought[-1:] == "." else r"(?![\w-])"
    number = "" if re.search(r"[)\d]$", sought) else r"(?! ?\(\d+\)|#\d)"
    return sought, re.compile(rf"(?<![\w-]){re.escape(sought)}{after}{number}")


def _is_a_first_name(text: str, start: int, end: int, name: str) -> bool:
    """Whether a single word is the name: written with its capital, for many names are words too, and not followed by
    another capital: it is then somebody else's, who has a family name too."""
    following = text[end : end + 2]
    other = following[:1] in (" ", "-") and following[1:].isupper()
    return not other and (text[start].isupper() or not name[:1].isupper())


def _flat(text: str) -> str:
    """The text letter by letter without accents and case, as long as it was."""
    return unicodedata.normalize("NFC", text).translate(_FLAT)


class _FlatLetters(dict[int, str]):
    """One letter for each, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = fold(letter)
        self[code] = plain if len(plain) == 1 else "'" if letter in "’‘ʼ" else letter.lower()[:1] or letter
        return self[code]


_FLAT = _FlatLetters()
