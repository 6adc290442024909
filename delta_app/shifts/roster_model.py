"""The roster problem as a nearly-network linear model: columns, rows and one whole-number cost vector per tier."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from delta_app.shifts.checker import back_to_back, clash, fixed_pairs, previous_seats, tie_value
from delta_app.shifts.problem import UNLISTED_FIXED_DISLIKE, Host, Pair, Problem, Slot
from delta_app.shifts.roster_pairs import Clashes, possible_pairs

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

    Every coefficient is 1, but those of ``row_minus`` (places in ``row_index``), which are -1.
    ``gaps`` has the columns that count the missing seats of a slot, ``rules`` the rows that are hard rules (in the
    model of the coverage only, to explain it by).
    """

    pairs: list[Pair] = field(default_factory=list)
    seat_count: int = 0
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    row_lower: list[float] = field(default_factory=list)
    row_upper: list[float] = field(default_factory=list)
    row_start: list[int] = field(default_factory=lambda: [0])
    row_index: list[int] = field(default_factory=list)
    row_minus: list[int] = field(default_factory=list)
    costs: list[dict[int, int]] = field(default_factory=lambda: [{} for _ in range(TIERS)])
    constants: list[int] = field(default_factory=lambda: [0] * TIERS)
    gaps: dict[int, list[int]] = field(default_factory=dict)
    rules: dict[int, Rule] = field(default_factory=dict)

    def add_column(self, upper: float, costs: Mapping[int, int]) -> int:
        """A column from 0 to ``upper`` with its cost in some tiers."""
        column = len(self.lower)
        self.lower.append(0)
        self.upper.append(upper)
        for tier, cost in costs.items():
            if cost:
                self.costs[tier][column] = cost
        return column

    def add_row(self, lower: float, upper: float, plus: Sequence[int], minus: Sequence[int] = ()) -> int:
        """The columns of ``plus`` less those of ``minus``; a column may stand only once in a row (see lp_of)."""
        entries = self.row_index
        entries += plus
        if minus:
            self.row_minus += range(len(entries), len(entries) + len(minus))
            entries += minus
        self.row_start.append(len(entries))
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
        self.hosts = problem.host_of
        self.avoiding = {host.id: host.avoid for host in problem.hosts if host.avoid}
        self.preferring = {host.id: host.prefer for host in problem.hosts if host.prefer}
        self.fixed = fixed_pairs(problem)
        self.clashes = Clashes(problem)
        self.any_fixed = bool(self.fixed.all)
        self.model = RosterModel()
        self.host_at: list[Host] = []  # by column
        # Columns of decisions, by host and by slot.
        self.by_host: defaultdict[int, list[int]] = defaultdict(list)
        self.seats_in: defaultdict[int, list[int]] = defaultdict(list)
        self.shadows_in: defaultdict[int, list[int]] = defaultdict(list)

    def build(self) -> RosterModel:
        self._add_pairs()
        self._add_seats()
        self._add_company()
        for host_id, columns in self.by_host.items():
            self._add_host_limits(self.hosts[host_id], columns)
        if not self.coverage_only:
            self._add_shadowing()
            self._add_slot_wishes()
            self._add_promises()
            self._add_fairness()
            self._add_preferred()
        return self.model

    def _add_pairs(self) -> None:
        seats, shadows = possible_pairs(self.problem, self.fixed)
        model, hosts = self.model, self.hosts
        self._add_decisions(seats, self.seats_in)
        model.seat_count = len(seats)
        dislikes = [hosts[host].dislike.get(slot, UNLISTED_FIXED_DISLIKE) for host, slot in seats]
        model.costs[LIKING] = {column: dislike for column, dislike in enumerate(dislikes) if dislike}
        model.costs[TIE] = dict(enumerate(map(tie_value, seats)))
        if self.problem.is_repair:
            previous = previous_seats(self.problem)
            model.costs[CHANGES] = {column: -1 if pair in previous else 1 for column, pair in enumerate(seats)}
            model.constants[CHANGES] = len(previous)
        if not self.coverage_only:
            self._add_decisions(shadows, self.shadows_in)
            model.costs[SHADOW_TIE] = dict(enumerate(map(tie_value, shadows), len(seats)))

    def _add_decisions(self, pairs: Sequence[Pair], by_slot: defaultdict[int, list[int]]) -> None:
        model, fixed, by_host = self.model, self.fixed.all, self.by_host
        first = len(model.lower)
        model.lower += [1 if pair in fixed else 0 for pair in pairs] if fixed else [0] * len(pairs)
        model.upper += [1] * len(pairs)
        model.pairs += pairs
        self.host_at += [self.hosts[host] for host, _ in pairs]
        for column, (host, slot) in enumerate(pairs, first):
            by_host[host].append(column)
            by_slot[slot].append(column)

    def _given(self, columns: Iterable[int]) -> int:
        """How many of these decisions are fixed: a rule allows what it says, or as much as that."""
        if not self.any_fixed:
            return 0
        return sum(1 for column in columns if self.model.lower[column] == 1)

    def _add_at_most(self, limit: int, columns: Sequence[int], *rule: Any) -> None:
        """``rule``: the values of the Rule it comes from, if it is one."""
        if len(columns) <= limit:
            return
        allowed = max(limit, self._given(columns))
        if len(columns) > allowed:
            row = self.model.add_row(-UNBOUNDED, allowed, columns)
            if rule and self.coverage_only:
                self.model.rules[row] = Rule(*rule)

    def _add_seats(self) -> None:
        """Given + short + nobody = seats; ``nobody`` costs more than ``short``, so it comes last."""
        model = self.model
        for n, slot in enumerate(self.problem.slots):
            columns = self.seats_in[n]
            if self._given(columns) >= slot.seats:
                continue
            if not columns:
                model.constants[MISSING] += slot.seats
                model.constants[NOBODY] += 1
                continue
            rest = [model.add_column(1, {MISSING: 1, NOBODY: 1})]
            if slot.seats > 1:
                rest.append(model.add_column(slot.seats - 1, {MISSING: 1}))
            model.gaps[n] = rest
            model.add_row(slot.seats, slot.seats, [*columns, *rest])

    def _of_level(self, columns: Sequence[int], level: str) -> list[int]:
        host_at = self.host_at
        return [column for column in columns if host_at[column].level == level]

    def _add_company(self) -> None:
        """Who may be together in a slot: novices beside experienced hosts, pairs to avoid apart."""
        model = self.model
        for n in range(len(self.problem.slots)):
            seats = self.seats_in[n]
            if novices := self._of_level(seats, "novice"):
                experienced = self._of_level(seats, "experienced")
                excused = max(0, self._given(novices) - self._given(experienced))
                rows = [model.add_row(-UNBOUNDED, excused, novices, experienced)]
                if n in model.gaps and not self._given(novices):
                    # Follows for whole seats, not for halves: without an experienced host there is nobody at all, and
                    # of three seats one is a novice's at most.
                    rows.append(model.add_row(1, UNBOUNDED, [*experienced, model.gaps[n][0]]))
                    room = self.problem.slots[n].seats
                    if room > 1 and room % 2 and len(novices) > room // 2:
                        rows.append(model.add_row(-UNBOUNDED, room // 2, novices))
                if self.coverage_only:
                    model.rules.update(dict.fromkeys(rows, Rule("novices", None, n)))
            if self.avoiding:
                for columns in self._named_pairs([*seats, *self.shadows_in[n]], self.avoiding):
                    self._add_at_most(1, columns, "avoid", None, n)

    def _named_pairs(self, columns: Sequence[int], named: Mapping[int, Sequence[int]]) -> list[list[int]]:
        """Pairs among those who sit or shadow here where at least one names the other, in the order of their ids."""
        at = {self.host_at[column].id: column for column in columns}
        pairs = {
            (min(one, other), max(one, other)) for one in named if one in at for other in named[one] if other in at
        }
        return [[at[one], at[other]] for one, other in sorted(pairs)]

    def _add_host_limits(self, host: Host, columns: Sequence[int]) -> None:
        """Maxima, overlaps and rest; a maximum of one a day is a clash of all slots of the day, which is stronger."""
        slots, pairs = self.problem.slots, self.model.pairs
        column_of = {pairs[column][1]: column for column in columns}
        ordered = self.clashes.in_time(list(column_of))
        for clique in self.clashes.cliques(host, ordered):
            first, last = slots[clique[0]].day, slots[clique[-1]].day
            name = "rest" if first != last else "max_day" if host.max_day == 1 else "overlap"
            self._add_at_most(1, [column_of[n] for n in clique], name, host.id, first)
        columns, here = [column_of[n] for n in ordered], [slots[n] for n in ordered]
        if host.max_day != 1:
            self._add_maximum("max_day", host.max_day, host, _grouped(columns, [slot.day for slot in here]))
        self._add_maximum("max_week", host.max_week, host, _grouped(columns, [slot.week for slot in here]))
        self._add_maximum("max_month", host.max_month, host, _grouped(columns, [slot.month for slot in here]))
        if not (self.coverage_only or host.back_to_back_ok or (host.max_day == 1 and not self.any_fixed)):
            self._add_back_to_back(host, list(zip(here, columns, strict=True)))

    def _add_maximum(self, name: str, limit: int, host: Host, groups: Mapping[int, Sequence[int]]) -> None:
        for when, columns in groups.items():
            if len(columns) > limit:
                self._add_at_most(limit, columns, name, host.id, when)

    def _add_back_to_back(self, host: Host, timed: Sequence[tuple[Slot, int]]) -> None:
        """``timed``: the slots of the host, with their columns, by time."""
        for place, (one, column) in enumerate(timed):
            for other, following in timed[place + 1 :]:
                if other.day != one.day:
                    break
                if not back_to_back(one, other):
                    continue
                columns = [column, following]
                apart = host.max_day == 1 or clash(host, one, other)
                if not apart or self._given(columns) == 2:
                    both = self.model.add_column(1, {WISHES: 1})
                    self.model.add_row(-UNBOUNDED, 1, columns, [both])

    def _add_shadowing(self) -> None:
        """A shadow beside somebody experienced, one a slot; shadow shifts that lack are a wish not met."""
        for n, columns in self.shadows_in.items():
            if not columns:
                continue
            experienced = self._of_level(self.seats_in[n], "experienced")
            self._add_at_most(1, columns)
            if self._given(experienced) == 0 and self._given(columns) == 0:
                self.model.add_row(-UNBOUNDED, 0, columns, experienced)
        for host in self.problem.hosts:
            if not host.is_trainee:
                continue
            columns = self.by_host.get(host.id, [])
            if not columns:
                self.model.constants[WISHES] += 3 * host.shadow_shifts
                continue
            self._add_at_most(host.shadow_shifts, columns)
            if host.shadow_shifts:
                lacking = self.model.add_column(host.shadow_shifts, {WISHES: 3})
                self.model.add_row(host.shadow_shifts, UNBOUNDED, [*columns, lacking])

    def _add_slot_wishes(self) -> None:
        host_at = self.host_at
        for n, slot in enumerate(self.problem.slots):
            if not (slot.wants_dutch or slot.wants_mix):
                continue
            columns = self.seats_in[n]
            room = max(slot.seats, self._given(columns))
            if slot.wants_dutch:
                dutch = [column for column in columns if host_at[column].dutch]
                self._add_wish([dutch], possible=room >= 1)
            if slot.wants_mix:
                staff = [column for column in columns if host_at[column].origin == "staff"]
                volunteers = [column for column in columns if host_at[column].origin == "volunteer"]
                unmet = self._add_wish([staff, volunteers], possible=room >= 2)
                if unmet is not None and n in self.model.gaps:
                    # One person is no mix: follows for whole seats, not for halves.
                    self.model.add_row(-UNBOUNDED, slot.seats - 2, [self.model.gaps[n][1]], [unmet])

    def _add_wish(self, groups: Sequence[Sequence[int]], *, possible: bool) -> int | None:
        """A wish costs 2 unless somebody of every group sits there; the column that says it is not met."""
        if not possible or not all(groups):
            self.model.constants[WISHES] += 2
            return None
        if self.any_fixed and all(self._given(group) for group in groups):
            return None
        unmet = self.model.add_column(1, {WISHES: 2})
        for group in groups:
            self.model.add_row(1, UNBOUNDED, [*group, unmet])
        return unmet

    def _add_promises(self) -> None:
        promising = {partner.id for partner in self.problem.partners}
        given: defaultdict[tuple[int | None, int], list[int]] = defaultdict(list)
        for host in self.problem.hosts:
            if host.partner in promising and not host.is_trainee:
                for column in self.by_host.get(host.id, ()):
                    given[host.partner, self.problem.slots[self.model.pairs[column][1]].month].append(column)
        for partner in self.problem.partners:
            for month in range(self.problem.months):
                columns = given[partner.id, month]
                if not columns:
                    self.model.constants[WISHES] += 3 * partner.promised
                elif partner.promised:
                    lacking = self.model.add_column(partner.promised, {WISHES: 3})
                    self.model.add_row(partner.promised, UNBOUNDED, [*columns, lacking])

    def _add_fairness(self) -> None:
        """Squares as unary counters of rising price: the k-th shift costs k² - (k-1)² more than the one before."""
        slots, pairs = self.problem.slots, self.model.pairs
        for host in self.problem.hosts:
            if host.is_trainee:
                continue
            self.model.constants[FAIRNESS] += self.problem.months * host.target**2
            every = self.by_host.get(host.id, [])
            months = [slots[pairs[column][1]].month for column in every]
            for columns in _grouped(every, months).values():
                most = min(len(columns), max(host.max_month, self._given(columns)))
                self._add_counter(columns, range(1 - 2 * host.target, 2 * (most - host.target), 2))
                unsocial = [column for column in columns if slots[pairs[column][1]].unsocial]
                self._add_counter(unsocial, range(2, 4 * min(most, len(unsocial)), 4))

    def _add_counter(self, columns: Sequence[int], prices: Sequence[int]) -> None:
        """``prices``: of the first of these, of the second, … as far as there can be."""
        if len(columns) == 1 and prices:
            costs = self.model.costs[FAIRNESS]
            costs[columns[0]] = costs.get(columns[0], 0) + prices[0]
        elif columns and prices:
            self.model.add_row(0, 0, columns, [self.model.add_column(1, {FAIRNESS: price}) for price in prices])

    def _add_preferred(self) -> None:
        if not self.preferring:
            return
        for n, slot in enumerate(self.problem.slots):
            columns = self.seats_in[n]
            if max(slot.seats, self._given(columns)) < 2:
                continue
            for both in self._named_pairs(columns, self.preferring):
                together = self.model.add_column(1, {LIKING: -1})
                for column in both:
                    self.model.add_row(-UNBOUNDED, 0, [together], [column])


def _grouped(columns: Iterable[int], keys: Iterable[int]) -> dict[int, list[int]]:
    """Columns by key: their day, week or month."""
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for column, key in zip(columns, keys, strict=True):
        groups[key].append(column)
    return groups
