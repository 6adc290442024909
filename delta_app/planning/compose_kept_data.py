"""What a proposal holds to, rule by rule and wish by wish, and the few numbers that two proposals are compared by."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from delta_app.core.i18n import _, format_number, join_names, ngettext
from delta_app.planning.compose_people_data import CAN, HostShare
from delta_app.planning.compose_plan_data import Composed

MOST_NAMED = 3


@dataclass(frozen=True)
class Held:
    """One thing that was to be respected, in words, and whether it wholly was."""

    text: str
    wholly: bool = True


@dataclass(frozen=True)
class Measures:
    """A proposal in numbers. ``judged`` seats are at a moment their host spoke of, ``gladly`` of them not merely « if
    needed ». ``gap``: how far anybody is from the number they wish, absences and silence aside. ``dutch`` and ``mixed``
    count slots from today on, ``held`` in all; ``uneasy`` is the most unsocial shifts that one person has."""

    seats: int
    filled: int
    without_anybody: int
    judged: int
    gladly: int
    gap: int
    held: int
    dutch: int
    mixed: int
    uneasy: int

    @property
    def percent(self) -> int:
        """How many seats in a hundred are at a moment their host prefers or can gladly take, rounded down."""
        return 100 * self.gladly // self.judged if self.judged else 100


def measures(composed: Composed, people: Sequence[HostShare]) -> Measures:
    """The numbers of a proposal, for the month itself; ``people``: who does how many."""
    slots = composed.problem.problem.slots
    own = [(host, number) for host, number in composed.plan.assigned if number in composed.own]
    answers = [composed.hosts[host].dislike[number] for host, number in own if number in composed.hosts[host].dislike]
    coming = [number for number in composed.coming if slots[number].seats]
    return Measures(
        seats=sum(slots[number].seats for number in composed.own),
        filled=len(own),
        without_anybody=sum(1 for number in composed.own if slots[number].seats and not composed.seated[number]),
        judged=len(answers),
        gladly=sum(answer <= CAN for answer in answers),
        gap=max((abs(one.given - one.target) for one in people if not one.excused), default=0),
        held=len(coming),
        dutch=sum(_speaks_dutch(composed, number) for number in coming),
        mixed=sum(_is_mixed(composed, number) for number in coming),
        uneasy=max(_uneasy(composed).values(), default=0),
    )


def _speaks_dutch(composed: Composed, number: int) -> bool:
    return any(composed.hosts[host].dutch for host in composed.seated[number])


def _is_mixed(composed: Composed, number: int) -> bool:
    return len({composed.hosts[host].origin for host in composed.seated[number]}) > 1


def _uneasy(composed: Composed) -> Counter[int]:
    """How many unsocial shifts each person has."""
    unsocial = composed.problem.unsocial & composed.own
    return Counter(host for host, number in composed.plan.assigned if number in unsocial)


def kept(composed: Composed) -> tuple[Held, ...]:
    """What was respected, rules first, wishes after."""
    return (*_rules(composed), *_promises(composed), *_wishes(composed))


def _rules(composed: Composed) -> Iterator[Held]:
    problem = composed.problem
    asked = {(ask.host_id, moment) for ask in problem.asks for moment in ask.held}
    fixed = {
        (host, number)
        for number in composed.own
        for host in problem.problem.slots[number].fixed
        if (host, composed.moment(number)) not in asked
    }
    stay = fixed & {*composed.plan.assigned, *composed.plan.shadows}
    if fixed:
        text = ngettext("{n} place déjà donnée, inchangée", "{n} places déjà données, inchangées", len(stay))
        yield Held(text.format(n=len(stay)), stay == fixed)
    broken = {item["rule"] for item in composed.plan.broken_fixed if composed.own.intersection(item["slots"])}
    if any(host.level == "novice" for host in composed.hosts.values()) and "novices" not in broken:
        yield Held(_("Qui débute vient toujours à côté de quelqu’un d’expérimenté"))
    yield Held(_("Personne n’a reçu ici de place sans être disponible"))
    yield _limits(composed, broken)
    rest = max((host.rest_minutes for host in composed.hosts.values()), default=0)
    if rest and "rest" not in broken:
        hours = format_number(round(rest / 60, 1))
        yield Held(_("Au moins {hours} h de repos entre deux jours").format(hours=hours))


def _limits(composed: Composed, broken: set[str]) -> Held:
    weeks = {host.max_week for host in composed.hosts.values() if host.dislike}
    if len(weeks) == 1:
        n = weeks.pop()
        text = ngettext(
            "Au plus {n} permanence par semaine et par personne",
            "Au plus {n} permanences par semaine et par personne",
            n,
        ).format(n=n)
    else:
        text = _("Le maximum de chacun·e, par jour, par semaine et par mois")
    asked = sorted({ask.host_id for ask in composed.problem.asks}, key=composed.sorting)
    if asked:
        names = join_names([composed.problem.names[host] for host in asked])
        return Held(_("{rule}, sauf {names}, à qui vous demandez plus").format(rule=text, names=names), wholly=False)
    if broken & {"max_day", "max_week", "max_month"}:
        return Held(_("{rule}, sauf ce qui était déjà donné").format(rule=text), wholly=False)
    return Held(text)


def _promises(composed: Composed) -> Iterator[Held]:
    given = Counter(composed.hosts[host].partner for host, number in composed.plan.assigned if number in composed.own)
    promised = [(name, given[partner], n) for partner, (name, n) in composed.before.services.items() if n]
    if promised:
        told = [_("{service} {given}/{promised}").format(service=s, given=g, promised=n) for s, g, n in promised]
        text = _("Engagements des services : {services}").format(services=", ".join(told))
        yield Held(text, all(done >= n for _name, done, n in promised))


def _wishes(composed: Composed) -> Iterator[Held]:
    slots = composed.problem.problem.slots
    dutch = [number for number in composed.coming if slots[number].wants_dutch]
    if dutch:
        n = sum(_speaks_dutch(composed, number) for number in dutch)
        text = ngettext(
            "Une personne néerlandophone : {n} permanence sur {of}",
            "Une personne néerlandophone : {n} permanences sur {of}",
            n,
        )
        yield Held(text.format(n=n, of=len(dutch)), n == len(dutch))
    mixed = [number for number in composed.coming if slots[number].wants_mix]
    if mixed:
        n = sum(_is_mixed(composed, number) for number in mixed)
        text = ngettext(
            "Un service et un·e bénévole ensemble : {n} permanence sur {of}",
            "Un service et un·e bénévole ensemble : {n} permanences sur {of}",
            n,
        )
        yield Held(text.format(n=n, of=len(mixed)), n == len(mixed))
    yield from _shared_unsocial(composed)
    yield from _shadows(composed)


def _shared_unsocial(composed: Composed) -> Iterator[Held]:
    counts = _uneasy(composed)
    shared = any(composed.problem.problem.slots[number].unsocial for number in composed.own)
    if not counts or not shared:
        return
    most = max(counts.values())
    if most == 1:
        yield Held(_("Samedis et soirs répartis : au plus 1 par personne"))
        return
    having = sorted((host for host in counts if counts[host] == most), key=composed.sorting)
    if len(having) <= MOST_NAMED and most - 1 in counts.values():
        names = join_names([composed.problem.names[host] for host in having])
        sentence = _("Samedis et soirs répartis : au plus {usual} par personne, sauf {names} ({most})")
        yield Held(sentence.format(usual=most - 1, names=names, most=most), wholly=False)
    else:
        yield Held(_("Samedis et soirs répartis : au plus {most} par personne").format(most=most), wholly=False)


def _shadows(composed: Composed) -> Iterator[Held]:
    trainees = [host for host in composed.hosts.values() if host.is_trainee and host.shadow_shifts]
    if trainees:
        done = Counter(host for host, number in composed.plan.shadows if number in composed.own)
        wanted = sum(host.shadow_shifts for host in trainees)
        n = sum(min(done[host.id], host.shadow_shifts) for host in trainees)
        text = ngettext("Doublures à faire : {n} sur {of}", "Doublures à faire : {n} sur {of}", n)
        yield Held(text.format(n=n, of=wanted), n == wanted)


def effects(before: Measures, after: Measures) -> tuple[str, ...]:
    """What another proposal changes, each as ``places pourvues 127 → 128``; nothing when the numbers are the same."""
    rows = (
        (_("places pourvues {before} → {after}"), before.filled, after.filled),
        (_("personne néerlandophone {before} → {after} permanences"), before.dutch, after.dutch),
        (_("service et bénévole ensemble {before} → {after} permanences"), before.mixed, after.mixed),
        (_("préférences respectées {before} % → {after} %"), before.percent, after.percent),
        (_("écart avec le nombre souhaité ± {before} → ± {after}"), before.gap, after.gap),
        (_("samedis et soirs par personne, au plus {before} → {after}"), before.uneasy, after.uneasy),
    )
    return tuple(text.format(before=old, after=new) for text, old, new in rows if old != new)
