"""A composed month as a person judges it: how much is filled, who does how many, what stays empty and why."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from delta_app.core import clock
from delta_app.core.i18n import (
    _,
    capitalised,
    day_month,
    format_number,
    format_span,
    format_time,
    join_names,
    ngettext,
    short_date,
)
from delta_app.shifts.roster_data import Plan, RosterProblem, broken_sentences, gap_sentences, short_sentences

PREFERRED, IF_NEEDED = 0, 3  # how ROSTER.md's problem writes these two answers


@dataclass(frozen=True)
class HostShare:
    """How many shifts the plan gives somebody, beside the number wished."""

    name: str
    given: int
    target: int


@dataclass(frozen=True)
class ShortSlot:
    """A slot the plan cannot fill, and why, in words."""

    slot_id: int
    title: str
    present: str
    missing: int
    why: str


@dataclass(frozen=True)
class Summary:
    """The plan in figures and words."""

    seats: int
    filled: int
    without_anybody: int
    proven: bool
    seconds: float
    shares: tuple[HostShare, ...]
    short: tuple[ShortSlot, ...]
    gap: tuple[str, ...]  # what is true of all missing seats together, in words
    kept: tuple[str, ...]  # what was held to, in words
    set_aside: tuple[str, ...]  # the rules that seats fixed by hand break, and who sits there, in words
    changes: int | None  # seats that differ from the published plan, when composing was asked to change little

    @property
    def verdict(self) -> str:
        """How the plan was found."""
        seconds = format_number(round(self.seconds, 1))
        if self.proven:
            return _("composé en {seconds} s · le meilleur, prouvé").format(seconds=seconds)
        return _("composé en {seconds} s · le meilleur trouvé").format(seconds=seconds)


def summarise(composed: RosterProblem, plan: Plan) -> Summary:
    """What a plan gives the month itself, its neighbours' seats left aside."""
    own = composed.own_slots
    slots = composed.problem.slots
    taken = Counter(number for _host, number in plan.assigned if number in own)
    given = Counter(host for host, number in plan.assigned if number in own)
    before = composed.problem.previous
    changes = None
    if before is not None:
        changes = len({pair for pair in before if pair[1] in own} ^ {pair for pair in plan.assigned if pair[1] in own})
    shares = [
        HostShare(composed.names[host.id], given[host.id], host.target)
        for host in composed.problem.hosts
        if not host.is_trainee and (host.dislike or given[host.id])
    ]
    return Summary(
        seats=sum(slots[number].seats for number in own),
        filled=sum(taken.values()),
        without_anybody=sum(1 for number in own if slots[number].seats and not taken[number]),
        proven=plan.proven,
        seconds=plan.seconds,
        shares=tuple(sorted(shares, key=lambda share: _plain(share.name))),
        short=_short_slots(composed, plan),
        gap=tuple(gap_sentences(plan, composed)),
        kept=_kept(composed, plan),
        set_aside=(*broken_sentences(plan, composed), *_fixed_unavailable(composed)),
        changes=changes,
    )


def _plain(name: str) -> str:
    """The name as a directory sorts it, accents aside."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))


def _fixed_unavailable(composed: RosterProblem) -> Iterator[str]:
    """Who is fixed from today on without having said to be available, and when, a sentence each."""
    slots = composed.problem.slots
    coming = [number for number in sorted(composed.own_slots) if composed.spans[number][0] >= clock.today()]
    for host in composed.problem.hosts:
        times = [
            _("{day} à {time}").format(day=short_date(composed.spans[number][0]), time=format_time(start))
            for number, start in ((number, composed.spans[number][1]) for number in coming)
            if host.id in slots[number].fixed
            and (number not in host.dislike or host.id in composed.unanswered[number])
            and (host.id, number) not in composed.problem.absent
        ]
        if times:
            sentence = _("{who} est fixé·e {when} sans s’être dit·e disponible.")
            yield sentence.format(who=composed.names[host.id], when=join_names(times))


def _kept(composed: RosterProblem, plan: Plan) -> tuple[str, ...]:
    """What holds for the seats given here, whatever was fixed before, and how far wishes were met."""
    wishes = {host.id: host.dislike for host in composed.problem.hosts}
    seats = [(host, number) for host, number in plan.assigned if number in composed.own_slots]
    liked = sum(wishes[host].get(number) == PREFERRED for host, number in seats)
    needed = sum(wishes[host].get(number) == IF_NEEDED for host, number in seats)
    fixed = {(host, number) for number in composed.own_slots for host in composed.problem.slots[number].fixed}
    stayed = fixed <= {*plan.assigned, *plan.shadows}
    return (
        _("Personne n’a reçu ici de place sans être disponible, ni au-delà de son maximum."),
        _("Qui débute n’en a reçu qu’à côté de quelqu’un d’expérimenté."),
        *([_("Ce qui était fixé est resté.")] if stayed else []),
        ngettext(
            "{n} place sur un moment préféré, {needed} sur un « si nécessaire ».",
            "{n} places sur un moment préféré, {needed} sur un « si nécessaire ».",
            liked,
        ).format(n=liked, needed=needed),
    )


def _short_slots(composed: RosterProblem, plan: Plan) -> tuple[ShortSlot, ...]:
    times = {number: _slot_words(span) for number, span in enumerate(composed.spans)}
    rows = []
    for short in plan.short:
        if short.slot not in composed.own_slots:
            continue
        title = capitalised(times[short.slot])
        here = [composed.names[host] for host, number in plan.assigned if number == short.slot]
        present = (
            ngettext("{names} est seul·e", "{names} sont là", len(here)).format(names=join_names(here))
            if here
            else _("personne")
        )
        why = " ".join(short_sentences(short, composed))
        rows.append(ShortSlot(composed.slot_ids[short.slot], title, present, short.missing, why))
    return tuple(rows)


def _slot_words(span: tuple[date, int, int]) -> str:
    """``jeudi 10 décembre, 13h – 16h``."""
    day, start, end = span
    return _("{day}, {span}").format(day=day_month(day), span=format_span(start, end))
