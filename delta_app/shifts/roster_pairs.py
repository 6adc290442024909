"""Which pairs of host and slot can be given at all, and which slots one person cannot both do."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

from delta_app.shifts.checker import FixedPairs, clash
from delta_app.shifts.problem import DAY_MINUTES, Host, Pair, Problem


def possible_pairs(problem: Problem, fixed: FixedPairs) -> tuple[list[Pair], list[Pair]]:
    """Seats and shadows that can be given at all: listed, not absent, and not shut out by what is fixed."""
    shut_out = _ShutOut(problem, fixed)
    seats: list[Pair] = []
    shadows: list[Pair] = []
    fixed_slots: defaultdict[int, set[int]] = defaultdict(set)
    for host_id, slot in fixed.all:
        fixed_slots[host_id].add(slot)
    for host in problem.hosts:
        given = fixed_slots[host.id]
        if not fixed.all and not host.is_trainee:
            open_slots = sorted(n for n in host.dislike if problem.slots[n].seats)
            seats += [pair for n in open_slots if (pair := (host.id, n)) not in problem.absent]
            continue
        for slot in sorted({*host.dislike, *given}):
            pair = (host.id, slot)
            if slot in given or (pair not in problem.absent and not shut_out(host, slot, given)):
                (shadows if host.is_trainee else seats).append(pair)
    return seats, shadows


class _ShutOut:
    """Says whether the fixed pairs alone already forbid one more pair."""

    def __init__(self, problem: Problem, fixed: FixedPairs) -> None:
        self.slots = problem.slots
        self.hosts = problem.host_of
        self.seats_taken = Counter(slot for _, slot in fixed.seats)
        self.shadow_taken = {slot for _, slot in fixed.shadows}
        self.present: defaultdict[int, set[int]] = defaultdict(set)
        for host, slot in fixed.all:
            self.present[slot].add(host)

    def __call__(self, host: Host, slot: int, given: Collection[int]) -> bool:
        if host.is_trainee:
            if slot in self.shadow_taken or len(given) >= host.shadow_shifts:
                return True
        elif self.seats_taken[slot] >= self.slots[slot].seats:
            return True
        present = self.present.get(slot)
        if present and any(other in host.avoid or host.id in self.hosts[other].avoid for other in present):
            return True
        if not given:
            return False
        if any(clash(host, self.slots[slot], self.slots[other]) for other in given):
            return True
        return any(
            sum(1 for other in given if getattr(self.slots[other], period) == getattr(self.slots[slot], period)) >= most
            for period, most in (("day", host.max_day), ("week", host.max_week), ("month", host.max_month))
        )


class Clashes:
    """Says which slots a person cannot both do; worked out once for all who need the same rest."""

    def __init__(self, problem: Problem) -> None:
        self._slots = problem.slots
        self._in_time = sorted(range(len(self._slots)), key=lambda n: (self._slots[n].day, self._slots[n].start, n))
        self._place = {n: place for place, n in enumerate(self._in_time)}
        self._sorted = self._in_time == list(range(len(self._slots)))
        self._near: dict[tuple[int, bool], list[set[int]]] = {}

    def in_time(self, slots: Sequence[int]) -> Sequence[int]:
        """These slots, given by their numbers, by time."""
        return slots if self._sorted else sorted(slots, key=self._place.__getitem__)

    def cliques(self, host: Host, ordered: Sequence[int]) -> list[list[int]]:
        """Sets of slots of which this person can do one only, covering every clash; ``ordered`` by time."""
        key = (host.rest_minutes, host.max_day == 1)
        if key not in self._near:
            self._near[key] = self._neighbours(*key)
        near, place = self._near[key], self._place
        here = {place[n] for n in ordered}
        neighbours = {at: both for at in sorted(here) if (both := near[at] & here)}
        return [[self._in_time[at] for at in clique] for clique in _cover_by_cliques(neighbours)]

    def _neighbours(self, rest_minutes: int, all_day: bool) -> list[set[int]]:
        """For each place in time the places of the slots that clash with it."""
        slots = [self._slots[n] for n in self._in_time]
        starts = [slot.day * DAY_MINUTES + slot.start for slot in slots]
        neighbours: list[set[int]] = [set() for _ in slots]
        for place, slot in enumerate(slots):
            ends = slot.day * DAY_MINUTES + slot.end
            for later in range(place + 1, len(slots)):
                gap = starts[later] - ends
                if slots[later].day == slot.day:
                    if gap >= 0 and not all_day:
                        continue
                elif gap >= rest_minutes:
                    break
                neighbours[place].add(later)
                neighbours[later].add(place)
        return neighbours


def _cover_by_cliques(neighbours: Mapping[int, set[int]]) -> list[list[int]]:
    covered: set[Pair] = set()
    cliques = []
    for one, near in neighbours.items():
        for other in sorted(near):
            if other < one or (one, other) in covered:
                continue
            clique = [one, other]
            if common := near & neighbours[other]:
                for third in sorted(common):
                    if all(third in neighbours[member] for member in clique):
                        clique.append(third)
                clique.sort()
                covered.update(combinations(clique, 2))
            cliques.append(clique)
    return cliques
