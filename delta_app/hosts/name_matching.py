"""Who is meant by a name written in a poll: sure when only one host fits, asked of a person otherwise."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from delta_app.core.text import compact, fold, one_typo_apart

# Words in front of a family name that an initial may skip: ``Els B.`` for Van den Berghe.
# fmt: off
_PARTICLES = frozenset({
    "abu", "al", "bel", "ben", "da", "das", "de", "del", "den", "der", "des", "di", "do", "dos", "du", "el", "het",
    "ibn", "la", "le", "les", "san", "t", "ten", "ter", "van", "vande", "vanden", "vander", "von",
})
# fmt: on


@dataclass(frozen=True)
class Written:
    """A person as a poll or a list has written them."""

    name: str
    email: str | None = None


@dataclass(frozen=True)
class Known:
    """A host of the team; ``aliases`` are the spellings that somebody has already confirmed as theirs."""

    id: int
    given: str
    family: str
    email: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Match:
    """What is known of a written name: ``sure`` is the host it certainly means, else the ``candidates`` to ask about.

    Reasons of a sure match: exact, alias, initial, email. Of a doubtful one: typo, partial, nickname, given_only,
    family_only, initials (what makes the candidates likely), email_alone (a host's address under a name that nobody
    comes near), namesakes (several hosts fit alike), contested (another written name fits the same host), conflict
    (name and e-mail mean different hosts), unknown (nobody comes near).
    """

    written: Written
    sure: int | None
    candidates: tuple[int, ...]
    reason: str


@dataclass(frozen=True)
class Doubt:
    """Somebody to ask about: the line of the file that names them, and whom the name may mean, if anybody."""

    line: int
    match: Match

    @property
    def written(self) -> str:
        """The name as the file has it."""
        return self.match.written.name


class _Fit(IntEnum):
    """How well a name fits a host; from INITIAL on it may be sure."""

    NONE = 0
    INITIALS = 1
    FAMILY_ONLY = 2
    GIVEN_ONLY = 3
    NICKNAME = 4
    PARTIAL = 5
    TYPO = 6
    INITIAL = 7
    EXACT = 8
    ALIAS = 9


@dataclass(frozen=True)
class _Host:
    """A host with the forms of the name that are compared, worked out once."""

    id: int
    given: tuple[str, ...]
    family: tuple[str, ...]
    emails: frozenset[str]
    aliases: frozenset[str]

    @property
    def whole(self) -> bool:
        """Whether both names are known and more than initials."""
        return len("".join(self.given)) > 1 and len("".join(self.family)) > 1


@dataclass(frozen=True)
class _Name:
    """A written name in words; ``dotted`` are those that end in a full stop."""

    words: tuple[str, ...]
    dotted: frozenset[str]

    @property
    def together(self) -> str:
        """The words without spaces."""
        return "".join(self.words)


@dataclass(frozen=True)
class _Claim:
    """A first verdict on one written name, before looking at the other written names."""

    hosts: frozenset[int]
    likely: frozenset[int]
    reason: str
    sure: bool


def match_people(written: Iterable[Written], hosts: Iterable[Known]) -> tuple[Match, ...]:
    """One match per written person, in their order; the order of people and hosts changes no verdict.

    Sure: a name equal but for accents, case, spaces, apostrophes, hyphens and order; a confirmed alias; an e-mail
    address under a name that comes near; or a name with an initial that fits one host only. Never two written people
    for the same host: when two fit the same one, however well, both are asked about, for nobody can tell here whether
    somebody answered twice or two people share a name. An initial is sure only when no other written name comes near
    that host at all.
    """
    people = tuple(written)
    team = [_prepared(host) for host in hosts]
    by_email: dict[str, set[int]] = defaultdict(set)
    by_name: dict[str, list[_Host]] = defaultdict(list)
    for host in team:
        for address in host.emails:
            by_email[address].add(host.id)
        for spelling in {*host.aliases, *_full_spellings(host)}:
            by_name[spelling].append(host)
    claims = [_claim(person, team, by_name, by_email) for person in people]
    return tuple(
        _verdict(person, claim, rival) for person, claim, rival in zip(people, claims, _rivals(claims), strict=True)
    )


def _prepared(host: Known) -> _Host:
    return _Host(
        host.id,
        tuple(fold(host.given).split()),
        tuple(fold(host.family).split()),
        frozenset(filter(None, [_address(host.email)])),
        frozenset(filter(None, map(compact, host.aliases))),
    )


def _address(email: str | None) -> str:
    return (email or "").strip().casefold()


def _full_spellings(host: _Host) -> set[str]:
    given, family = "".join(host.given), "".join(host.family)
    return {given + family, family + given} if host.whole else set()


def _claim(
    person: Written, team: Sequence[_Host], by_name: dict[str, list[_Host]], by_email: dict[str, set[int]]
) -> _Claim:
    """Whom a written person means, judged alone."""
    by_fit = _fits(_name_of(person.name), team, by_name)
    best = max(by_fit, default=_Fit.NONE)
    named = frozenset(by_fit.get(best, ()))
    near = frozenset(host for hosts in by_fit.values() for host in hosts)
    addressed = frozenset(by_email.get(_address(person.email), ()))
    if addressed:
        return _claim_by_email(addressed, named, near, best)
    if best >= _Fit.INITIAL and len(named) == 1:
        return _Claim(named, near, best.name.lower(), sure=True)
    if best >= _Fit.INITIAL:
        return _Claim(named, near, "namesakes", sure=False)
    return _Claim(near, near, best.name.lower() if near else "unknown", sure=False)


def _claim_by_email(addressed: frozenset[int], named: frozenset[int], near: frozenset[int], best: _Fit) -> _Claim:
    """An address decides among the hosts whom the name may mean; alone it is a doubt, for services share theirs."""
    both = addressed & (named if best >= _Fit.INITIAL else near)
    if len(both) == 1:
        return _Claim(both, near | addressed, "email", sure=True)
    if not near and len(addressed) == 1:
        return _Claim(addressed, addressed, "email_alone", sure=False)
    everyone = addressed | near
    return _Claim(everyone, everyone, "namesakes" if both or not near else "conflict", sure=False)


def _fits(name: _Name, team: Sequence[_Host], by_name: dict[str, list[_Host]]) -> dict[_Fit, set[int]]:
    """The hosts a name may mean, by how well it fits; a full name or an alias leaves no room for lesser fits."""
    if not name.words:
        return {}
    full = {host.id for host in by_name.get(name.together, ()) if _fit(name, host) >= _Fit.EXACT}
    if full:
        only = all(name.together in host.aliases for host in by_name[name.together] if host.id in full)
        return {_Fit.ALIAS if only else _Fit.EXACT: full}
    by_fit: dict[_Fit, set[int]] = defaultdict(set)
    for host in team:
        by_fit[_fit(name, host)].add(host.id)
    by_fit.pop(_Fit.NONE, None)
    return by_fit


def _name_of(text: str) -> _Name:
    dotted = frozenset(compact(word) for word in re.findall(r"(\w+)\.", text))
    return _Name(tuple(fold(text).split()), dotted)


def _fit(name: _Name, host: _Host) -> _Fit:
    """The best way in which a written name fits a host."""
    if name.together in host.aliases:
        return _Fit.ALIAS
    if not host.given or not host.family:
        return _fit_of_parts(name, host)
    best = _Fit.NONE
    for cut in range(1, len(name.words)):
        left, right = name.words[:cut], name.words[cut:]
        for given, family in ((left, right), (right, left)):
            best = max(best, _fit_split(given, family, host, name.dotted))
    return max(best, _fit_of_parts(name, host))


def _fit_split(given: Sequence[str], family: Sequence[str], host: _Host, dotted: frozenset[str]) -> _Fit:
    """How a name fits when it is known which words are the given and which the family name."""
    written_given, written_family = "".join(given), "".join(family)
    host_given, host_family = "".join(host.given), "".join(host.family)
    same_given, same_family = written_given == host_given, written_family == host_family
    if same_given and same_family:
        return _Fit.EXACT if host.whole else _Fit.INITIAL
    short_given = _initial_of(written_given, host.given, frozenset())
    short_family = _initial_of(written_family, host.family, dotted)
    if (same_given and short_family) or (same_family and short_given):
        return _Fit.INITIAL
    near_given = same_given or one_typo_apart(written_given, host_given)
    near_family = same_family or one_typo_apart(written_family, host_family)
    if (
        (near_given and near_family)
        or (near_given and short_family and len(host_given) > 3)
        or (near_family and short_given and len(host_family) > 3)
    ):
        return _Fit.TYPO
    if same_given and (_begins(written_family, host_family) or _initial_of(host_family, family, frozenset())):
        return _Fit.PARTIAL
    if (near_family or short_family) and _is_nickname(written_given, host.given):
        return _Fit.NICKNAME
    return _Fit.INITIALS if short_given and short_family else _Fit.NONE


def _begins(one: str, other: str) -> bool:
    """Whether one of two words is the beginning of the other."""
    return one.startswith(other) or other.startswith(one)


def _initial_of(short: str, words: Sequence[str], dotted: frozenset[str]) -> bool:
    """Whether a word stands for a name by its first letter, the first letters of its words, or a dotted beginning."""
    core = [word for word in words if word not in _PARTICLES] or list(words)
    if short in {words[0][0], core[0][0], "".join(word[0] for word in words)}:
        return True
    return short in dotted and len(short) > 1 and ("".join(words).startswith(short) or "".join(core).startswith(short))


def _fit_of_parts(name: _Name, host: _Host) -> _Fit:
    """How a name fits that leaves out, adds or runs together parts."""
    words, given, family = set(name.words), set(host.given), set(host.family)
    together = name.together
    host_given, host_family = "".join(host.given), "".join(host.family)
    if len(together) > 3 and any(
        together == whole or one_typo_apart(together, whole)
        for whole in (host_given + host_family, host_family + host_given)
    ):
        return _Fit.TYPO
    family_core = family - _PARTICLES or family
    if words & given and words & family_core and (words <= given | family or given | family <= words):
        return _Fit.PARTIAL
    if host_given and (together == host_given or words <= given or (not family and given <= words)):
        return _Fit.GIVEN_ONLY
    if host_given and _is_given_name_alike(name, host):
        return _Fit.NICKNAME
    if host_family and (
        together == host_family or (words <= family and words & family_core) or (not given and family <= words)
    ):
        return _Fit.FAMILY_ONLY
    return _Fit.NONE


def _is_given_name_alike(name: _Name, host: _Host) -> bool:
    """Whether all that was written is a short or misspelt form of the given name.

    Words beyond it are a family name, and somebody else's: Janine Albrecht has nothing of Jan Janssens.
    """
    if len(name.words) > len(host.given):
        return False
    together, whole = name.together, "".join(host.given)
    alike = _is_nickname(together, host.given) if len(name.words) == 1 else whole.startswith(together)
    return alike or (len(together) > 3 and one_typo_apart(together, whole))


def _is_nickname(short: str, given: Sequence[str]) -> bool:
    """Whether a word is the beginning of a given name, or the other way about: Fatou and Fatoumata."""
    whole = "".join(given)
    return (
        any(
            min(len(short), len(name)) > 2 and short != name and (name.startswith(short) or short.startswith(name))
            for name in (*given, whole)
        )
        or short in given
    )


def _rivals(claims: Sequence[_Claim]) -> list[bool]:
    """For each claim, whether another written name stands in the way of its being sure."""
    claimed: dict[int, int] = defaultdict(int)
    approached: dict[int, int] = defaultdict(int)
    for claim in claims:
        for host in claim.hosts:
            approached[host] += 1
            claimed[host] += claim.sure
    return [
        claim.sure and any((approached if claim.reason == "initial" else claimed)[host] > 1 for host in claim.hosts)
        for claim in claims
    ]


def _verdict(person: Written, claim: _Claim, rival: bool) -> Match:
    if claim.sure and not rival:
        (sure,) = claim.hosts
        return Match(person, sure, (sure,), claim.reason)
    hosts = claim.likely if rival else claim.hosts
    return Match(person, None, tuple(sorted(hosts)), "contested" if rival else claim.reason)
