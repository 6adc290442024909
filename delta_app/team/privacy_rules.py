"""Taking a name out of what was written: where it stands, and where it may be somebody else's."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

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
        """What to look for, in any case of letters, where all of it has to be read: with accents and without."""
        return tuple(dict.fromkeys((*self.own, *map(_flat, self.own), *filter(None, (self.alone,)))))

    def stand_in(self, text: str) -> bool:
        """Whether this person is named in a text, and nobody else can be meant."""
        return without(text, self.own, "", alone=self.alone) != text


@dataclass(frozen=True)
class Anonymised:
    """What taking a name away did, or would do: how many of each kind ``went``, and how many ``stay`` under the number.

    ``unsure``: words that may mean a namesake and so were left as they are. ``named_until``: the last day on which the
    list of allowances still shows the name; None where it never has to.
    """

    number: int
    went: dict[str, int]
    stay: dict[str, int]
    unsure: int = 0
    named_until: date | None = None


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
    for name in names:
        text = _replaced(text, name, instead)
    if alone:
        text = re.sub(rf"(?<!\w){re.escape(alone)}(?!\w)", lambda _found: instead, text)
    return text


def says(text: str, names: Iterable[str]) -> bool:
    """Whether one of these names stands in a text."""
    return any(_replaced(text, name, "\0") != text for name in names)


def _replaced(text: str, name: str, instead: str) -> str:
    if not text or not name:
        return text
    plain = unicodedata.normalize("NFC", text)
    flat = _flat(plain)
    sought = _flat(name)
    # Not within a longer word or a double first name, and not where a number says that somebody else is meant.
    after = r"" if sought[-1:] == "." else r"(?![\w-])"
    number = "" if re.search(r"[)\d]$", sought) else r"(?! ?\(\d+\)|#\d)"
    places = [
        (found.start(), found.end())
        for found in re.finditer(rf"(?<![\w-]){re.escape(sought)}{after}{number}", flat)
        if " " in sought or "@" in sought or _is_a_first_name(plain, found.start(), found.end(), name)
    ]
    if not places:
        return text
    for start, end in reversed(places):
        plain = plain[:start] + instead + plain[end:]
    return plain


def _is_a_first_name(text: str, start: int, end: int, name: str) -> bool:
    """Whether a single word is the name: written with its capital, for many names are words too, and not followed by
    another capital: it is then somebody else's, who has a family name too."""
    following = text[end : end + 2]
    other = following[:1] in (" ", "-") and following[1:].isupper()
    return not other and (text[start].isupper() or not name[:1].isupper())


def _flat(text: str) -> str:
    """The text letter by letter without accents and case, as long as it was."""
    letters = []
    for letter in unicodedata.normalize("NFC", text):
        plain = fold(letter)
        letters.append(plain if len(plain) == 1 else "'" if letter in "’‘ʼ" else letter.lower()[:1] or letter)
    return "".join(letters)
