"""Judges a plan against its problem without any solver: the tiers it reaches and every hard rule it breaks."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import Any
from zlib import crc32

from delta_app.shifts.problem import DAY_MINUTES, UNLISTED_FIXED_DISLIKE, Host, Pair, Plan, Problem, Slot


@dataclass(frozen=True, slots=True)
class Violation:
    """One hard rule broken: which, and by whom and where as far as it concerns one host or slot."""

    rule: str
    hosts: tuple[int, ...] = ()
    slots: tuple[int, ...] = ()
    found: int = 0
    allowed: int = 0

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "hosts": list(self.hosts), "slots": list(self.slots)}


@dataclass(frozen=True, slots=True)
class FixedPairs:
    """The seats and shadows fixed beforehand, as pairs; an absence undoes a fixed pair."""

    seats: frozenset[Pair]
    shadows: frozenset[Pair]

    @property
    def all(self) -> frozenset[Pair]:
        return self.seats | self.shadows


def fixed_pairs(problem: Problem) -> FixedPairs:
    """Which pairs are given. A trainee fixed in a slot is a shadow there, for trainees never take a seat."""
    trainees = {host.id for host in problem.hosts if host.is_trainee}
    pairs = {(host, index) for index, slot in enumerate(problem.slots) for host in slot.fixed} - problem.absent
    shadows = frozenset(pair for pair in pairs if pair[0] in trainees)
    return FixedPairs(seats=frozenset(pairs) - shadows, shadows=shadows)


def clash(host: Host, one: Slot, other: Slot) -> bool:
    """Whether one person cannot do both slots: they overlap, or on different days leave too little rest."""
    first, second = (one, other) if (one.day, one.start) <= (other.day, other.start) else (other, one)
    gap = (second.day - first.day) * DAY_MINUTES + second.start - first.end
    return gap < (host.rest_minutes if first.day != second.day else 0)


def back_to_back(one: Slot, other: Slot) -> bool:
    """Whether two slots follow each other in the order of the same day."""
    return one.day == other.day and abs(one.rank - other.rank) == 1


def tie_value(pair: Pair) -> int:
    """The weight of a pair in the last tier, which only serves to choose always the same among equal plans."""
    return crc32(f"{pair[0]}/{pair[1]}".encode()) % 1_000_000


def tie_break_of(assigned: Iterable[Pair]) -> int:
    """The last tier: lower goes first."""
    return sum(map(tie_value, assigned))


def tiers_of(problem: Problem, assigned: Collection[Pair], shadows: Collection[Pair]) -> tuple[int, ...]:
    """What the plan costs, tier after tier: T1, T2, (changes in a repair), T3, T4, T5."""
    hosts = problem.host_of
    seated = _hosts_by_slot(assigned)
    missing = sum(max(0, slot.seats - len(seated[n])) for n, slot in enumerate(problem.slots))
    nobody = sum(1 for n, slot in enumerate(problem.slots) if slot.seats > 0 and not seated[n])
    changes: tuple[int, ...] = ()
    if problem.is_repair:
        changes = (len(previous_seats(problem) ^ set(assigned)),)
    wishes = (
        3 * _promises_missing(problem, hosts, assigned)
        + _wishes_missing(problem, hosts, seated)
        + _unwished_back_to_back(problem, hosts, [*assigned, *shadows])
        + 3 * _shadows_missing(problem, shadows)
    )
    liking = _dislike(hosts, assigned) - _preferred_together(hosts, seated)
    return (missing, nobody, *changes, wishes, _unfairness(problem, assigned), liking)


def previous_seats(problem: Problem) -> set[Pair]:
    """The seats of the published plan; shadows are not seats."""
    trainees = {host.id for host in problem.hosts if host.is_trainee}
    return {pair for pair in problem.previous or () if pair[0] not in trainees}


def check(problem: Problem, plan: Plan) -> list[Violation]:
    """Every hard rule the plan breaks. What fixed seats break among themselves is not held against it."""
    fixed = fixed_pairs(problem)
    unknown = list(_unknown_pairs(problem, plan))
    if unknown:
        return unknown
    return [
        *_wrong_pairs(problem, plan, fixed),
        *_rules_broken(problem, plan.assigned, plan.shadows, fixed),
    ]


def broken_by_fixed(problem: Problem, assigned: Collection[Pair], shadows: Collection[Pair]) -> list[Violation]:
    """The rules that given seats break in this plan, for which no composing is to blame."""
    fixed = fixed_pairs(problem)
    given_up = [
        Violation("fixed_but_absent", (host,), (index,))
        for index, slot in enumerate(problem.slots)
        for host in slot.fixed
        if (host, index) in problem.absent
    ]
    nothing = FixedPairs(frozenset(), frozenset())
    given = {_about(violation) for violation in _rules_broken(problem, fixed.seats, fixed.shadows, nothing)}
    if not given:
        return given_up
    still_broken = _rules_broken(problem, assigned, shadows, nothing)
    return given_up + [violation for violation in still_broken if _about(violation) in given]


def newly_broken(problem: Problem, assigned: Iterable[Pair], shadows: Iterable[Pair], pair: Pair) -> list[Violation]:
    """The rules that one pair more would break, beside those broken already. A trainee is added as a shadow."""
    host, slot = pair
    seats = [one for one in assigned if one[0] == host or one[1] == slot]
    others = [one for one in shadows if one[0] == host or one[1] == slot]
    learns = host in problem.host_of and problem.host_of[host].is_trainee
    nothing = FixedPairs(frozenset(), frozenset())
    before = {_about(violation) for violation in _rules_broken(problem, seats, others, nothing)}
    (others if learns else seats).append(pair)
    return [one for one in _rules_broken(problem, seats, others, nothing) if _about(one) not in before]


def _about(violation: Violation) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """What a violation concerns: adding an experienced host may lessen a broken rule without mending it."""
    return (violation.rule, violation.hosts, violation.slots)


def _hosts_by_slot(pairs: Iterable[Pair]) -> defaultdict[int, set[int]]:
    by_slot: defaultdict[int, set[int]] = defaultdict(set)
    for host, slot in pairs:
        by_slot[slot].add(host)
    return by_slot


def _slots_by_host(pairs: Iterable[Pair]) -> dict[int, list[int]]:
    by_host: defaultdict[int, list[int]] = defaultdict(list)
    for host, slot in sorted(pairs):
        by_host[host].append(slot)
    return by_host


def partners_let_down(problem: Problem, assigned: Iterable[Pair]) -> set[int]:
    """The partners whose hosts get fewer shifts than promised in some month."""
    partner_of = {host.id: host.partner for host in problem.hosts}
    given = Counter((partner_of[host], problem.slots[slot].month) for host, slot in assigned)
    return {
        partner.id
        for partner in problem.partners
        if any(given[partner.id, month] < partner.promised for month in range(problem.months))
    }


def _promises_missing(problem: Problem, hosts: Mapping[int, Host], assigned: Iterable[Pair]) -> int:
    given = Counter((hosts[host].partner, problem.slots[slot].month) for host, slot in assigned)
    return sum(
        max(0, partner.promised - given[partner.id, month])
        for partner in problem.partners
        for month in range(problem.months)
    )


def _wishes_missing(problem: Problem, hosts: Mapping[int, Host], seated: Mapping[int, set[int]]) -> int:
    missing = 0
    for n, slot in enumerate(problem.slots):
        if not (slot.wants_dutch or slot.wants_mix):
            continue
        here = [hosts[host] for host in seated.get(n, ())]
        if slot.wants_dutch and not any(host.dutch for host in here):
            missing += 2
        if slot.wants_mix and len({host.origin for host in here}) < 2:
            missing += 2
    return missing


def _unwished_back_to_back(problem: Problem, hosts: Mapping[int, Host], pairs: Iterable[Pair]) -> int:
    return sum(
        1
        for host, slots in _slots_by_host(pairs).items()
        if not hosts[host].back_to_back_ok
        for one, other in combinations(slots, 2)
        if back_to_back(problem.slots[one], problem.slots[other])
    )


def _shadows_missing(problem: Problem, shadows: Iterable[Pair]) -> int:
    done = Counter(host for host, _ in shadows)
    return sum(max(0, host.shadow_shifts - done[host.id]) for host in problem.hosts if host.is_trainee)


def _unfairness(problem: Problem, assigned: Iterable[Pair]) -> int:
    shifts: defaultdict[Pair, int] = defaultdict(int)
    unsocial: defaultdict[Pair, int] = defaultdict(int)
    for host, index in assigned:
        slot = problem.slots[index]
        shifts[host, slot.month] += 1
        unsocial[host, slot.month] += slot.unsocial
    return sum(
        (shifts[host.id, month] - host.target) ** 2 + 2 * unsocial[host.id, month] ** 2
        for host in problem.hosts
        if not host.is_trainee
        for month in range(problem.months)
    )


def _dislike(hosts: Mapping[int, Host], assigned: Iterable[Pair]) -> int:
    return sum(hosts[host].dislike.get(slot, UNLISTED_FIXED_DISLIKE) for host, slot in assigned)


def _preferred_together(hosts: Mapping[int, Host], seated: Mapping[int, set[int]]) -> int:
    return sum(
        1
        for here in seated.values()
        for one, other in combinations(sorted(here), 2)
        if other in hosts[one].prefer or one in hosts[other].prefer
    )


def _unknown_pairs(problem: Problem, plan: Plan) -> Iterator[Violation]:
    known = {host.id for host in problem.hosts}
    for host, slot in (*plan.assigned, *plan.shadows):
        if host not in known or not 0 <= slot < len(problem.slots):
            yield Violation("unknown_pair", (host,), (slot,))


def _wrong_pairs(problem: Problem, plan: Plan, fixed: FixedPairs) -> Iterator[Violation]:
    """Rules about one pair alone."""
    hosts = problem.host_of
    for pair, times in Counter((*plan.assigned, *plan.shadows)).items():
        host, slot = pair
        if times > 1:
            yield Violation("twice_in_slot", (host,), (slot,), times, 1)
        if pair in problem.absent:
            yield Violation("absent", (host,), (slot,))
        elif slot not in hosts[host].dislike and pair not in fixed.all:
            yield Violation("not_listed", (host,), (slot,))
    for host, slot in plan.assigned:
        if hosts[host].is_trainee:
            yield Violation("trainee_in_seat", (host,), (slot,))
    for host, slot in plan.shadows:
        if not hosts[host].is_trainee:
            yield Violation("shadow_not_trainee", (host,), (slot,))
    for host, slot in sorted((fixed.seats - set(plan.assigned)) | (fixed.shadows - set(plan.shadows))):
        yield Violation("fixed_moved", (host,), (slot,))


def _rules_broken(
    problem: Problem, assigned: Collection[Pair], shadows: Collection[Pair], fixed: FixedPairs
) -> Iterator[Violation]:
    """Rules about several pairs. Each allows what it says, or as much as the fixed pairs already take."""
    hosts = problem.host_of
    yield from _maxima_broken(problem, hosts, [*assigned, *shadows], fixed.all)
    yield from _clashes(problem, hosts, [*assigned, *shadows], fixed.all)
    seated, shadowing = _hosts_by_slot(assigned), _hosts_by_slot(shadows)
    fixed_seated, fixed_shadowing = _hosts_by_slot(fixed.seats), _hosts_by_slot(fixed.shadows)
    for n in sorted({*seated, *shadowing}):
        slot = problem.slots[n]
        yield from _over(Violation("seats", (), (n,), len(seated[n]), max(slot.seats, len(fixed_seated[n]))))
        yield from _over(Violation("shadows_in_slot", (), (n,), len(shadowing[n]), max(1, len(fixed_shadowing[n]))))
        excess, excused = _novice_excess(hosts, seated[n]), max(0, _novice_excess(hosts, fixed_seated[n]))
        yield from _over(Violation("novices", (), (n,), excess, excused))
        fixed_alone = fixed_shadowing[n] and not _experienced(hosts, fixed_seated[n])
        if shadowing[n] and not fixed_alone and not _experienced(hosts, seated[n]):
            yield Violation("shadow_without_experienced", tuple(sorted(shadowing[n])), (n,), 1, 0)
        here, given = seated[n] | shadowing[n], fixed_seated[n] | fixed_shadowing[n]
        for one, other in combinations(sorted(here), 2):
            avoid = other in hosts[one].avoid or one in hosts[other].avoid
            if avoid and not (one in given and other in given):
                yield Violation("avoid", (one, other), (n,), 2, 1)


def _over(violation: Violation) -> list[Violation]:
    return [violation] if violation.found > violation.allowed else []


def _experienced(hosts: Mapping[int, Host], here: Iterable[int]) -> int:
    return sum(1 for host in here if hosts[host].level == "experienced")


def _novice_excess(hosts: Mapping[int, Host], here: Collection[int]) -> int:
    return sum(1 for host in here if hosts[host].level == "novice") - _experienced(hosts, here)


def _maxima_broken(
    problem: Problem, hosts: Mapping[int, Host], pairs: Iterable[Pair], fixed: Collection[Pair]
) -> Iterator[Violation]:
    in_order = sorted(pairs)
    for rule in ("max_day", "max_week", "max_month"):
        period = rule.removeprefix("max_")
        slots_in: defaultdict[Pair, list[int]] = defaultdict(list)
        for host, slot in in_order:
            slots_in[host, getattr(problem.slots[slot], period)].append(slot)
        given = Counter([(host, getattr(problem.slots[slot], period)) for host, slot in fixed]) if fixed else {}
        for key, slots in slots_in.items():
            allowed = max(getattr(hosts[key[0]], rule), given.get(key, 0))
            yield from _over(Violation(rule, (key[0],), tuple(slots), len(slots), allowed))


def _clashes(
    problem: Problem, hosts: Mapping[int, Host], pairs: Iterable[Pair], fixed: Collection[Pair]
) -> Iterator[Violation]:
    for host, slots in _slots_by_host(pairs).items():
        for one, other in combinations(slots, 2):
            both_fixed = (host, one) in fixed and (host, other) in fixed
            if not both_fixed and clash(hosts[host], problem.slots[one], problem.slots[other]):
                same_day = problem.slots[one].day == problem.slots[other].day
                yield Violation("overlap" if same_day else "rest", (host,), (one, other), 2, 1)
