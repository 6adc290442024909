"""The roster problem as a nearly-network linear model: columns, rows and one whole-number cost vector per tier."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from delta_app.shifts.checker import back_to_back, clash, fixed_pairs, previous_seats, tie_value
from delta_app.shifts.problem import UNLISTED_FIXED_DISLIKE, Host, Pair, Problem
from delta_app.shifts.roster_pairs import clash_cliques, possible_pairs

MISSING, NOBODY, CHANGES, WISHES, FAIRNESS, LIKING, TIE, SHADOW_TIE = range(8)
TIERS = 8
UNBOUNDED = float("inf")


@dataclass(frozen=True, slots=True)
class Rule:
    """Where a row comes from: a rule about a host (``when``: the day, week or month) or about a slot (``when``)."""

    name: str
    host: int | None
    when: int


@dataclass(slots=True)
class RosterModel:
    """Columns 0 … len(pairs)-1 are the decisions (seats first, then shadows); the others follow from them.

    ``gaps`` has the columns that count the missing seats of a slot, ``rules`` the rows that are hard rules.
    """

    pairs: list[Pair] = field(default_factory=list)
    seat_count: int = 0
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    row_lower: list[float] = field(default_factory=list)
    row_upper: list[float] = field(default_factory=list)
    row_start: list[int] = field(default_factory=lambda: [0])
    row_index: list[int] = field(default_factory=list)
    row_value: list[float] = field(default_factory=list)
    costs: list[dict[int, int]] = field(default_factory=lambda: [{} for _ in range(TIERS)])
    constants: list[int] = field(default_factory=lambda: [0] * TIERS)
    gaps: dict[int, list[int]] = field(default_factory=dict)
    rules: dict[int, Rule] = field(default_factory=dict)

    def add_column(self, lower: float, upper: float, costs: Mapping[int, int]) -> int:
        column = len(self.lower)
        self.lower.append(lower)
        self.upper.append(upper)
        for tier, cost in costs.items():
            if cost:
                self.costs[tier][column] = cost
        return column

    def add_row(
        self, lower: float, upper: float, ones: Sequence[int], others: Mapping[int, float] | None = None
    ) -> int:
        """A row with coefficient 1 for the columns in ``ones``; a column may stand only once in a row (see lp_of)."""
        self.row_index += ones
        self.row_value += [1.0] * len(ones)
        if others:
            self.row_index += others
            self.row_value += others.values()
        self.row_start.append(len(self.row_index))
        self.row_lower.append(lower)
        self.row_upper.append(upper)
        return len(self.row_lower) - 1


def build_model(problem: Problem, *, coverage_only: bool = False) -> RosterModel:
    """The model of a problem. With ``coverage_only`` only what decides which seats stay empty (T1, T2)."""
    return _Builder(problem, coverage_only).build()


class _Builder:
    """Holds the look-up tables that the parts of the model share while it is written."""

    def __init__(self, problem: Problem, coverage_only: bool) -> None:
        self.problem = problem
        self.coverage_only = coverage_only
        self.hosts = {host.id: host for host in problem.hosts}
        self.fixed = fixed_pairs(problem)
        self.any_fixed = bool(self.fixed.all)
        self.model = RosterModel()
        self.at: dict[Pair, int] = {}
        self.by_host: defaultdict[int, list[int]] = defaultdict(list)
        self.seats_in: defaultdict[int, list[int]] = defaultdict(list)
        self.shadows_in: defaultdict[int, list[int]] = defaultdict(list)

    def build(self) -> RosterModel:
        self._add_pairs()
        self._add_seats()
        self._add_company()
        for host_id, slots in self.by_host.items():
            self._add_host_limits(self.hosts[host_id], slots)
        if not self.coverage_only:
            self._add_shadowing()
            self._add_slot_wishes()
            self._add_promises()
            self._add_fairness()
            self._add_preferred()
        return self.model

    def _add_pairs(self) -> None:
        seats, shadows = possible_pairs(self.problem, self.fixed)
        previous = previous_seats(self.problem) if self.problem.is_repair else set()
        liking, tie, changes = self.model.costs[LIKING], self.model.costs[TIE], self.model.costs[CHANGES]
        self._add_decisions(seats, self.seats_in)
        for column, pair in enumerate(seats):
            host, slot = pair
            if cost := self.hosts[host].dislike.get(slot, UNLISTED_FIXED_DISLIKE):
                liking[column] = cost
            tie[column] = tie_value(pair)
            if self.problem.is_repair:
                changes[column] = -1 if pair in previous else 1
        self.model.constants[CHANGES] = len(previous)
        self.model.seat_count = len(seats)
        if not self.coverage_only:
            self._add_decisions(shadows, self.shadows_in)
            for pair in shadows:
                self.model.costs[SHADOW_TIE][self.at[pair]] = tie_value(pair)

    def _add_decisions(self, pairs: Sequence[Pair], by_slot: defaultdict[int, list[int]]) -> None:
        model, fixed = self.model, self.fixed.all
        first = len(model.lower)
        model.lower += [1 if pair in fixed else 0 for pair in pairs] if fixed else [0] * len(pairs)
        model.upper += [1] * len(pairs)
        model.pairs += pairs
        self.at.update(zip(pairs, range(first, first + len(pairs)), strict=True))
        for host, slot in pairs:
            self.by_host[host].append(slot)
            by_slot[slot].append(host)

    def _columns(self, hosts: Iterable[int], slot: int) -> list[int]:
        at = self.at
        return [at[host, slot] for host in hosts]

    def _given(self, columns: Iterable[int]) -> int:
        """How many of these decisions are fixed: a rule allows what it says, or as much as that."""
        if not self.any_fixed:
            return 0
        return sum(1 for column in columns if self.model.lower[column] == 1)

    def _add_at_most(self, limit: int, columns: Sequence[int], rule: Rule | None = None) -> None:
        if len(columns) <= limit:
            return
        allowed = max(limit, self._given(columns))
        if len(columns) > allowed:
            row = self.model.add_row(-UNBOUNDED, allowed, columns)
            if rule:
                self.model.rules[row] = rule

    def _add_seats(self) -> None:
        """Given + short + nobody = seats; ``nobody`` costs more than ``short``, so it comes last."""
        model = self.model
        for n, slot in enumerate(self.problem.slots):
            columns = self._columns(self.seats_in[n], n)
            if self._given(columns) >= slot.seats:
                continue
            if not columns:
                model.constants[MISSING] += slot.seats
                model.constants[NOBODY] += 1
                continue
            rest = [model.add_column(0, 1, {MISSING: 1, NOBODY: 1})]
            if slot.seats > 1:
                rest.append(model.add_column(0, slot.seats - 1, {MISSING: 1}))
            model.gaps[n] = rest
            model.add_row(slot.seats, slot.seats, [*columns, *rest])

    def _add_company(self) -> None:
        """Who may be together in a slot: novices beside experienced hosts, pairs to avoid apart."""
        for n in range(len(self.problem.slots)):
            novices = self._columns((h for h in self.seats_in[n] if self.hosts[h].level == "novice"), n)
            experienced = self._columns((h for h in self.seats_in[n] if self.hosts[h].level == "experienced"), n)
            if novices:
                excused = max(0, self._given(novices) - self._given(experienced))
                row = self.model.add_row(-UNBOUNDED, excused, novices, dict.fromkeys(experienced, -1.0))
                self.model.rules[row] = Rule("novices", None, n)
                if n in self.model.gaps and not self._given(novices):
                    # Without an experienced host there is nobody at all: follows for whole seats, not for halves.
                    self.model.add_row(1, UNBOUNDED, [*experienced, self.model.gaps[n][0]])
            here = {*self.seats_in[n], *self.shadows_in[n]}
            for one, other in _listed_pairs(self.hosts, here, "avoid"):
                self._add_at_most(1, self._columns((one, other), n), Rule("avoid", None, n))

    def _add_host_limits(self, host: Host, slots: Sequence[int]) -> None:
        """Maxima, overlaps and rest; a maximum of one a day is a clash of all slots of the day, which is stronger."""
        ordered = sorted(slots, key=lambda n: (self.problem.slots[n].day, self.problem.slots[n].start, n))
        for clique in clash_cliques(self.problem, host, ordered):
            days = {self.problem.slots[n].day for n in clique}
            name = "rest" if len(days) > 1 else "max_day" if host.max_day == 1 else "overlap"
            self._add_at_most(1, [self.at[host.id, n] for n in clique], Rule(name, host.id, min(days)))
        for period, limit in (("day", host.max_day), ("week", host.max_week), ("month", host.max_month)):
            if period == "day" and limit == 1:
                continue
            for when, group in _grouped(self.problem, ordered, period).items():
                columns = [self.at[host.id, n] for n in group]
                self._add_at_most(limit, columns, Rule(f"max_{period}", host.id, when))
        if not (self.coverage_only or host.back_to_back_ok):
            self._add_back_to_back(host, ordered)

    def _add_back_to_back(self, host: Host, slots: Sequence[int]) -> None:
        for day_slots in _grouped(self.problem, slots, "day").values():
            for place, n in enumerate(day_slots):
                for m in day_slots[place + 1 :]:
                    one, other = self.problem.slots[n], self.problem.slots[m]
                    columns = [self.at[host.id, n], self.at[host.id, m]]
                    apart = host.max_day == 1 or clash(host, one, other)
                    if back_to_back(one, other) and (not apart or self._given(columns) == 2):
                        both = self.model.add_column(0, 1, {WISHES: 1})
                        self.model.add_row(-UNBOUNDED, 1, columns, {both: -1.0})

    def _add_shadowing(self) -> None:
        """A shadow beside somebody experienced, one a slot; shadow shifts that lack are a wish not met."""
        by_trainee: defaultdict[int, list[int]] = defaultdict(list)
        for n, trainees in self.shadows_in.items():
            columns = self._columns(trainees, n)
            experienced = self._columns((h for h in self.seats_in[n] if self.hosts[h].level == "experienced"), n)
            self._add_at_most(1, columns)
            if self._given(experienced) == 0 and self._given(columns) == 0:
                self.model.add_row(-UNBOUNDED, 0, columns, dict.fromkeys(experienced, -1.0))
            for trainee, column in zip(trainees, columns, strict=True):
                by_trainee[trainee].append(column)
        for host in self.problem.hosts:
            if not host.is_trainee:
                continue
            columns = by_trainee[host.id]
            if not columns:
                self.model.constants[WISHES] += 3 * host.shadow_shifts
                continue
            self._add_at_most(host.shadow_shifts, columns)
            if host.shadow_shifts:
                lacking = self.model.add_column(0, host.shadow_shifts, {WISHES: 3})
                self.model.add_row(host.shadow_shifts, UNBOUNDED, [*columns, lacking])

    def _add_slot_wishes(self) -> None:
        for n, slot in enumerate(self.problem.slots):
            here = self.seats_in[n]
            dutch = self._columns((h for h in here if self.hosts[h].dutch), n)
            staff = self._columns((h for h in here if self.hosts[h].origin == "staff"), n)
            volunteers = self._columns((h for h in here if self.hosts[h].origin == "volunteer"), n)
            room = max(slot.seats, self._given(self._columns(here, n)))
            if slot.wants_dutch:
                self._add_wish([dutch], possible=room >= 1)
            if slot.wants_mix:
                unmet = self._add_wish([staff, volunteers], possible=room >= 2)
                if unmet is not None and n in self.model.gaps:
                    # One person is no mix: follows for whole seats, not for halves.
                    self.model.add_row(-UNBOUNDED, slot.seats - 2, [self.model.gaps[n][1]], {unmet: -1.0})

    def _add_wish(self, groups: Sequence[Sequence[int]], *, possible: bool) -> int | None:
        """A wish costs 2 unless somebody of every group sits there; the column that says it is not met."""
        if not possible or not all(groups):
            self.model.constants[WISHES] += 2
            return None
        if all(self._given(group) for group in groups):
            return None
        unmet = self.model.add_column(0, 1, {WISHES: 2})
        for group in groups:
            self.model.add_row(1, UNBOUNDED, [*group, unmet])
        return unmet

    def _add_promises(self) -> None:
        given: defaultdict[tuple[int | None, int], list[int]] = defaultdict(list)
        for column, (host, slot) in enumerate(self.model.pairs[: self.model.seat_count]):
            given[self.hosts[host].partner, self.problem.slots[slot].month].append(column)
        for partner in self.problem.partners:
            for month in range(self.problem.months):
                columns = given[partner.id, month]
                if not columns:
                    self.model.constants[WISHES] += 3 * partner.promised
                elif partner.promised:
                    lacking = self.model.add_column(0, partner.promised, {WISHES: 3})
                    self.model.add_row(partner.promised, UNBOUNDED, [*columns, lacking])

    def _add_fairness(self) -> None:
        """Squares as unary counters of rising price: the k-th shift costs k² - (k-1)² more than the one before."""
        for host in self.problem.hosts:
            if host.is_trainee:
                continue
            self.model.constants[FAIRNESS] += self.problem.months * host.target**2
            by_month = _grouped(self.problem, self.by_host.get(host.id, ()), "month")
            for slots in by_month.values():
                columns = [self.at[host.id, n] for n in slots]
                most = min(len(columns), max(host.max_month, self._given(columns)))
                self._add_counter(columns, [2 * k - 1 - 2 * host.target for k in range(1, most + 1)])
                unsocial = [self.at[host.id, n] for n in slots if self.problem.slots[n].unsocial]
                self._add_counter(unsocial, [2 * (2 * k - 1) for k in range(1, min(most, len(unsocial)) + 1)])

    def _add_counter(self, columns: Sequence[int], prices: Sequence[int]) -> None:
        if len(columns) == 1 and prices:
            costs = self.model.costs[FAIRNESS]
            costs[columns[0]] = costs.get(columns[0], 0) + prices[0]
        elif columns and prices:
            steps = [self.model.add_column(0, 1, {FAIRNESS: price}) for price in prices]
            self.model.add_row(0, 0, columns, dict.fromkeys(steps, -1.0))

    def _add_preferred(self) -> None:
        for n, slot in enumerate(self.problem.slots):
            here = self.seats_in[n]
            if max(slot.seats, self._given(self._columns(here, n))) < 2:
                continue
            for one, other in _listed_pairs(self.hosts, set(here), "prefer"):
                together = self.model.add_column(0, 1, {LIKING: -1})
                for column in self._columns((one, other), n):
                    self.model.add_row(-UNBOUNDED, 0, [together], {column: -1.0})


def _listed_pairs(hosts: Mapping[int, Host], here: Collection[int], wish: str) -> list[Pair]:
    """Pairs among these hosts where at least one names the other."""
    named = {(min(one, other), max(one, other)) for one in here for other in getattr(hosts[one], wish) if other in here}
    return sorted(named)


def _grouped(problem: Problem, slots: Iterable[int], period: str) -> dict[int, list[int]]:
    """The slots by day, week or month."""
    when = attrgetter(period)
    groups: dict[int, list[int]] = {}
    for n in slots:
        groups.setdefault(when(problem.slots[n]), []).append(n)
    return groups
