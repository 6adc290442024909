"""Names of people, shortened for print and told apart within a team; names of services compared."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence

from delta_app.core.text import compact, fold, one_typo_apart

# Words in front of a service's name that people leave out: Le Gué, L’Adret, De Brug.
_ARTICLES = ("le", "la", "les", "l", "de", "het", "the")


def services_alike(one: str, other: str) -> bool:
    """Whether two names of services may mean the same one: an article, an ending or one letter apart."""
    first, second = _without_article(one), _without_article(other)
    if compact(one) == compact(other) or first == second:
        return True
    longer, shorter = sorted((first, second), key=len, reverse=True)
    return len(shorter) > 2 and (longer.startswith(shorter) or (len(longer) > 3 and one_typo_apart(longer, shorter)))


def _without_article(name: str) -> str:
    words = fold(re.sub(r"(?i)^l['’]", "l ", name.strip())).split()
    return "".join(words[1:] if len(words) > 1 and words[0] in _ARTICLES else words)


def short_name(given: str, family: str) -> str:
    """First name and initial, as rosters show people: ``Fatma Ö.``, ``Els V.`` for Van den Berghe."""
    return _shortened(given, family, 1)


def short_names(people: Iterable[tuple[int, str, str]]) -> dict[int, str]:
    """Short names of a whole team, from (id, given, family), all different.

    Where several would read alike, each takes as many letters of the family name as it needs (``Nadia Am.``,
    ``Nadia At.``); people whose whole names are alike are numbered by id (``Nadia A. (1)``).
    """
    alike: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for person in people:
        alike[fold(short_name(person[1], person[2]))].append(person)
    names: dict[int, str] = {}
    for group in alike.values():
        names.update(_told_apart(sorted(group)))
    return names


def written_names(given: str, family: str) -> tuple[str, ...]:
    """Every way in which this program ever writes a name: whole, either way round, and shortened to any number of
    letters; the longest first, none twice."""
    given, family = " ".join(given.split()), " ".join(family.split())
    both = {f"{given} {family}", f"{family} {given}", f"{family}, {given}"} if given and family else {given or family}
    letters = range(1, len(family) + 1) if given and family else ()
    both |= {_shortened(given, family, number) for number in letters}
    return tuple(sorted(filter(None, both), key=lambda name: (-len(name), name)))


def _told_apart(group: Sequence[tuple[int, str, str]]) -> dict[int, str]:
    """Short names of people whose first name and initial are the same."""
    homonyms: dict[str, list[int]] = defaultdict(list)
    for person, _, family in group:
        homonyms[compact(family)].append(person)
    names: dict[int, str] = {}
    for person, given, family in group:
        own = compact(family)
        shared = max((_common_length(own, other) for other in homonyms if other != own), default=0)
        name = _shortened(given, family, shared + 1)
        namesakes = homonyms[own]
        names[person] = f"{name} ({namesakes.index(person) + 1})" if len(namesakes) > 1 else name
    return names


def _shortened(given: str, family: str, letters: int) -> str:
    """The first name and so many letters of the family name, with a full stop when some are left out."""
    given, family = (" ".join(given.split()), " ".join(unicodedata.normalize("NFC", family).split()))
    if not given or not family:
        return given or family
    cut = 1
    while cut < len(family) and len(compact(family[:cut])) < letters:
        cut += 1
    start = family[0].upper() + family[1:cut]
    return f"{given} {start}" if cut == len(family) and letters > 1 else f"{given} {start}."


def _common_length(one: str, other: str) -> int:
    """How many letters two words share from their start."""
    length = 0
    while length < min(len(one), len(other)) and one[length] == other[length]:
        length += 1
    return length
