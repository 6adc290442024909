"""A plan at once and without any search, for when the time is up: it keeps every rule, and fills what comes easily."""

from collections import Counter, defaultdict

from delta_app.shifts.checker import previous_seats
from delta_app.shifts.problem import Problem
from delta_app.shifts.roster_model import RosterModel


def hasty_plan(problem: Problem, model: RosterModel) -> frozenset[int]:
    """The decisions taken: what is fixed, what a repair can keep, then slot after slot those with the fewest shifts.

    Every slot gets somebody experienced first, then novices, who are the harder to place, then whoever is left.
    """
    plan = _Plan(problem, model)
    kept = previous_seats(problem)
    for level in ("experienced", "novice"):
        for column in plan.seats[level]:
            if model.pairs[column] in kept:
                plan.take(column)
    plan.fill("experienced", up_to=1)
    plan.fill("novice")
    plan.fill("experienced")
    for column in range(model.seat_count, len(model.pairs)):
        plan.take(column)
    return frozenset(plan.taken)


class _Plan:
    """The decisions taken so far, and how many shifts that gives to whom and where."""

    def __init__(self, problem: Problem, model: RosterModel) -> None:
        self._rows, self._model = _Rows(model), model
        self._spare = {host.id: host.target for host in problem.hosts}  # shifts still wished
        self._in_slot: Counter[int] = Counter()
        self.taken: set[int] = set()
        level_of = {host.id: host.level for host in problem.hosts}
        self.seats: defaultdict[str, list[int]] = defaultdict(list)  # by level
        for column, (host, _) in enumerate(model.pairs[: model.seat_count]):
            self.seats[level_of[host]].append(column)
        for column in range(len(model.pairs)):
            if model.lower[column] == 1:
                self._add(column)

    def take(self, column: int) -> None:
        """Take a decision unless a rule is against it."""
        if column not in self.taken and self._rows.allow(column):
            self._add(column)

    def _add(self, column: int) -> None:
        host, slot = self._model.pairs[column]
        self.taken.add(column)
        self._rows.add(column)
        self._spare[host] -= 1
        self._in_slot[slot] += column < self._model.seat_count

    def fill(self, level: str, up_to: int | None = None) -> None:
        """Seat those of a level wherever they may, until a slot has as many people; the scarcest slots first."""
        by_slot: defaultdict[int, list[int]] = defaultdict(list)
        for column in self.seats[level]:
            by_slot[self._model.pairs[column][1]].append(column)
        for slot, columns in sorted(by_slot.items(), key=lambda item: (len(item[1]), item[0])):
            for column in sorted(columns, key=lambda column: -self._spare[self._model.pairs[column][0]]):
                if up_to is None or self._in_slot[slot] < up_to:
                    self.take(column)


class _Rows:
    """How full the model's rows are; columns that are no decisions follow, so they count as what suits a row best."""

    def __init__(self, model: RosterModel) -> None:
        self._lower, self._upper = model.row_lower, model.row_upper
        self._least: list[float] = []
        self._most: list[float] = []
        self._signs: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)  # by decision: rows, and their sign
        minus = set(model.row_minus)
        for row, start in enumerate(model.row_start[:-1]):
            least = most = 0.0
            for place in range(start, model.row_start[row + 1]):
                column, sign = model.row_index[place], -1 if place in minus else 1
                if column < len(model.pairs):
                    self._signs[column].append((row, sign))
                elif sign > 0:
                    most += model.upper[column]
                else:
                    least -= model.upper[column]
            self._least.append(least)
            self._most.append(most)

    def allow(self, column: int) -> bool:
        """Whether no row is against this decision."""
        return all(
            self._least[row] + 1 <= self._upper[row] if sign > 0 else self._most[row] - 1 >= self._lower[row]
            for row, sign in self._signs[column]
        )

    def add(self, column: int) -> None:
        for row, sign in self._signs[column]:
            self._least[row] += sign
            self._most[row] += sign
