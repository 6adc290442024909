"""Words of a name as they are compared, without accents, case, apostrophes or hyphens; what was typed, and where a line
may break."""

import re
import unicodedata
from functools import lru_cache

# The space French sets before a mark and inside guillemets, everybody before a unit, and Dutch after the euro.
_CLINGING = re.compile(r" (?=[»:;?!%€])|(?<=«) |(?<=€) (?=[-0-9])")

# Letters that carry no accent to take off, yet are typed without theirs.
_PLAIN_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th", "ß": "ss"}
)
# Written or left out as the keyboard allows: D’Hondt, D'Hondt, DHondt; voisin·e.
_UNWRITTEN = str.maketrans(dict.fromkeys("'’‘ʼʻ′´`＇ʹ·•‧∙", ""))

# Accents standing by themselves after NFKD, and invisible signs (zero-width joiners, direction marks).
_SILENT_CATEGORIES = frozenset({"Mn", "Me", "Mc", "Cf"})


def one_line(text: str) -> str:
    """What somebody typed as one line: line breaks and signs that nobody sees are no part of it."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def lines(text: str) -> str:
    """What somebody typed in several lines, without what nobody sees; empty lines only between others."""
    return "\n".join(one_line(line) for line in text.splitlines()).strip("\n")


def unbroken(text: str) -> str:
    """The text with no-break spaces where a line may not break: no line begins with ``:`` or ``»``."""
    return _CLINGING.sub("\u00a0", text)


def one_stop(sentence: str) -> str:
    """The sentence without the second full stop that a shortened name at its end brings."""
    return sentence.removesuffix(".") if sentence.endswith("..") else sentence


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """The text as compared: small unaccented letters and digits, words parted by one space.

    Apostrophes and middots vanish, every other sign parts words. ``fold(fold(x)) == fold(x)``.
    """
    text = unicodedata.normalize("NFKD", text.translate(_UNWRITTEN)).casefold()
    text = unicodedata.normalize("NFKD", text).translate(_UNWRITTEN).translate(_PLAIN_LETTERS)
    kept = (letter for letter in text if unicodedata.category(letter) not in _SILENT_CATEGORIES)
    return " ".join("".join(letter if letter.isalnum() else " " for letter in kept).split())


def compact(text: str) -> str:
    """The folded text without spaces: ``Van den Berghe`` and ``Vandenberghe`` alike."""
    return fold(text).replace(" ", "")


def one_typo_apart(one: str, other: str) -> bool:
    """Whether two different words differ by one letter left out, added, changed, or two neighbours swapped."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    return max(len(left), len(right)) == 1 or (len(left) == len(right) == 2 and left == right[::-1])


# Words that begin a family name of several words: Van den Berghe, De Smet, El Amrani.
_FAMILY_BEGINS = frozenset(
    {"van", "von", "de", "den", "der", "du", "des", "del", "da", "dos", "el", "al", "ben", "le", "la", "ter", "ten"}
)


def split_full_name(text: str, family_first: bool = False) -> tuple[str, str, bool]:
    """Given name, family name, and whether they could not be parted otherwise.

    A comma follows the family name; capitals throughout are the family name; a particle begins it. Else the first
    word is the given name (the family name, when the column says that it comes first).
    """
    before, comma, after = (part.strip() for part in text.partition(","))
    if comma and before and after:
        return after, before, True
    words = text.replace(",", " ").split()
    if len(words) < 2:
        return " ".join(words), "", True
    capitals = [word for word in words if word.isupper() and len(fold(word)) > 1]
    others = [word for word in words if word not in capitals]
    if capitals and others and words in (capitals + others, others + capitals):
        return " ".join(others), " ".join(capitals), True
    if len(words) == 2:
        given, family = reversed(words) if family_first else words
        return given, family, True
    if family_first:
        return words[-1], " ".join(words[:-1]), False
    begin = next((index for index, word in enumerate(words) if index and fold(word) in _FAMILY_BEGINS), None)
    cut = begin or 1
    return " ".join(words[:cut]), " ".join(words[cut:]), begin is not None
