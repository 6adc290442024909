"""Searches one part of a roster: leads the engine to a plan, proves each tier, then breaks ties always the same way."""

import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from delta_app.shifts.checker import tiers_of
from delta_app.shifts.problem import Pair, Problem
from delta_app.shifts.roster_branch import Root, find_best, is_level, relaxed
from delta_app.shifts.roster_engine import Deadline, Weights, whole_bound
from delta_app.shifts.roster_hasty import hasty_plan
from delta_app.shifts.roster_model import (
    CHANGES,
    FAIRNESS,
    LIKING,
    MISSING,
    NOBODY,
    SHADOW_TIE,
    TIE,
    WISHES,
    RosterModel,
    build_model,
)
from delta_app.shifts.roster_parts import Lp, capped, held, labels_of, lp_of, priced, reduced, tightened

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Tell = Callable[[str, float], None]  # stage, fraction of the part done

# An objective that outweighs tier by tier stays below this, so that a double still tells its ones apart with room left.
_HIGHEST_TOTAL = 2**42
_FREE = 1e-3  # a column or row that costs less, costs nothing
_TIE_GUESS = 400_000.0  # by how much the least tie-break may pass the relaxation, at first
_TIE_PATIENCE = 15  # here branching is far better than the engine's own search
# A tie-break makes no plan better: on a network it may take this many times as long as the proof, and never less than
# a month ever needs.
_TIE_SHARE, _TIE_LEAST_SECONDS = 2.0, 30.0
_GUIDE = {MISSING: 200_000, NOBODY: 10_000, WISHES: 100, FAIRNESS: 1}
_REPAIR_GUIDE = {MISSING: 2_000_000, NOBODY: 200_000, CHANGES: 2_000, WISHES: 50, FAIRNESS: 1}


@dataclass(frozen=True, slots=True)
class Found:
    """A plan for a part; ``proven``: none has better tiers; ``settled``: nor the same and a lower tie-break.

    ``tiers`` are those of the part; None of several parts put together, which are to be counted anew.
    """

    assigned: list[Pair]
    shadows: list[Pair]
    proven: bool
    settled: bool
    tiers: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class _Plan:
    taken: frozenset[int]
    tiers: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Proof:
    """Plans with the best tiers are those of ``lp`` that cost ``price``, of which ``values`` has the columns of one."""

    lp: Lp
    weights: Weights
    price: int
    values: "Floats"
    root: Root


def search(problem: Problem, deadline: Deadline, tell: Tell) -> Found:
    """The best plan of a part. Past the deadline the best found so far, which at worst is a hasty one."""
    tell("model", 0.0)
    task = _Task(problem, deadline)
    taken = task.fixed_only()
    proven = settled = True
    if any(low < high for low, high in zip(task.model.lower, task.model.upper, strict=True)):
        tell("search", 0.1)
        began = time.monotonic()
        at_once = _at_once(task)
        if at_once is None:
            plan, proof = _best_tiers(task, tell)
            proven = proof is not None
            tell("tie_break", 0.7)
            task.deadline = _tie_deadline(deadline, began)
            taken, settled = _break_ties(task, plan, proof) if proof else (plan.taken, False)
        else:
            taken, settled = at_once
    pairs = [task.model.pairs[column] for column in sorted(taken)]
    seats = sum(1 for column in taken if column < task.model.seat_count)
    return Found(pairs[:seats], pairs[seats:], proven, settled and proven, task.plan(taken).tiers)


class _Task:
    """A part with its model, and exact arithmetic on plans."""

    def __init__(self, problem: Problem, deadline: Deadline) -> None:
        self.problem = problem
        self.deadline = deadline
        self.model = build_model(problem)
        self._counted: dict[frozenset[int], _Plan] = {}
        changes = (CHANGES,) if problem.is_repair else ()
        self.order = (MISSING, NOBODY, *changes, WISHES, FAIRNESS, LIKING)
        self.lp = lp_of(self.model)
        self.spans = _spans(self)
        exact = _outweighing(self.order, self.spans)
        fits = sum(exact[tier] * self.spans[tier] for tier in self.order) <= _HIGHEST_TOTAL
        self.exact = exact if fits else {}  # weights by which every tier outweighs the later ones, if a double can tell

    def plan(self, taken: Iterable[int]) -> _Plan:
        """The plan with its tiers counted anew in whole numbers, whatever the engine says."""
        kept = frozenset(taken)
        if kept in self._counted:
            return self._counted[kept]
        count = self.model.seat_count
        seats = [self.model.pairs[column] for column in kept if column < count]
        shadows = [self.model.pairs[column] for column in kept if column >= count]
        plan = self._counted[kept] = _Plan(kept, tiers_of(self.problem, seats, shadows))
        return plan

    def plan_of(self, values: "Floats") -> _Plan:
        import numpy as np

        return self.plan(np.flatnonzero(values[: len(self.model.pairs)] > 0.5).tolist())

    def fixed_only(self) -> frozenset[int]:
        return frozenset(column for column in range(len(self.model.pairs)) if self.model.lower[column] == 1)

    def price(self, plan: _Plan, weights: Weights) -> int:
        """The objective of a plan as the engine counts it, constants left out."""
        return sum(
            weights.get(tier, 0) * (reached - self.model.constants[tier])
            for tier, reached in zip(self.order, plan.tiers, strict=True)
        )

    def find(self, lp: Lp, weights: Weights, start: "Floats | None" = None) -> tuple[_Plan | None, _Proof | None]:
        """The plan of least price, and what proves that it is."""
        best = find_best(lp, weights, deadline=self.deadline, start=start)
        values = best.solved.values
        if values is None:
            return None, None
        plan = self.plan_of(values)
        price = self.price(plan, weights)
        if best.root is None or not best.solved.bound == best.solved.price == price:
            return plan, None
        return plan, _Proof(best.lp, weights, price, values, best.root)


def tier_weights(problem: Problem) -> tuple[RosterModel, dict[int, int]]:
    """The model of a problem and weights by which every tier outweighs the later ones; for measuring."""
    task = _Task(problem, Deadline.after(0))
    return task.model, _outweighing(task.order, task.spans)


def _at_once(task: _Task) -> tuple[frozenset[int], bool] | None:
    """The best plan by its tie-break too, and whether that is settled; None when it takes more than this.

    A relaxation of whole price mostly is the price of a plan. Then no plan need be known to look among all that cost
    no more for the one of least tie-break: found, it proves the price as well.
    """
    began, deadline = time.monotonic(), task.deadline
    lp, root = relaxed(task.lp, task.exact, deadline) if task.exact else (task.lp, None)
    if root is None or not is_level(root.bound):
        return None
    proof = _Proof(lp, task.exact, round(root.bound), root.values, root)
    task.deadline = _tie_deadline(deadline, began)
    values, settled = _least_tie(task, proof, _level_face(proof))
    task.deadline = deadline
    if values is None:
        return None
    plan = task.plan_of(values)
    return (plan.taken, settled) if task.price(plan, task.exact) == proof.price else None


def _tie_deadline(deadline: Deadline, began: float) -> Deadline:
    """Until when to search for the least tie-break; ``began``: when the search for the tiers did."""
    patience = max(_TIE_LEAST_SECONDS, _TIE_SHARE * (time.monotonic() - began))
    return Deadline.after(min(deadline.left(), patience))


def _best_tiers(task: _Task, tell: Tell) -> tuple[_Plan, _Proof | None]:
    """The best plan, and what proves that it is. Without proof, whatever is best of what was found."""
    found: list[_Plan | None] = []
    if task.exact:
        plan, proof = task.find(task.lp, task.exact)
        if plan is not None and proof is not None:
            return plan, proof
        found.append(plan)
    if task.deadline.left() > 0:
        plan, proof = _guided_tiers(task, task.lp, task.spans, tell)
        if plan is not None and proof is not None:
            return plan, proof
        found.append(plan)
    found.append(task.plan(hasty_plan(task.problem, task.model)))
    return min((plan for plan in found if plan is not None), key=lambda plan: plan.tiers), None


def _guided_tiers(task: _Task, lp: Lp, spans: Mapping[int, int], tell: Tell) -> tuple[_Plan | None, _Proof | None]:
    """For large parts: moderate weights lead to a plan; then the upper tiers and the lower are proven apart."""
    first, last = task.order[:-2], task.order[-2:]
    upper, lower = _outweighing(first, spans), _outweighing(last, spans)
    guide = {tier: weight * lower[FAIRNESS] for tier, weight in _guide(task.problem).items()} | {LIKING: 1}
    plan, proof = task.find(lp, guide)
    tell("prove", 0.5)
    if plan is not None and proof is not None:
        # The least guide price proves the lower tiers too, among plans with these upper tiers.
        bound = proof.root.relaxation.bound_at(proof.lp.prices(upper))
        if bound is not None and whole_bound(bound) == task.price(plan, upper):
            return plan, proof
    by_upper, upper_proof = task.find(lp, upper)
    if by_upper is None or upper_proof is None:
        return min((one for one in (plan, by_upper) if one), key=lambda one: one.tiers, default=None), None
    if plan is not None and proof is not None and task.price(plan, upper) == upper_proof.price:
        return plan, proof
    caps = [(lp.costs[tier], float(round(float(lp.costs[tier] @ upper_proof.values)))) for tier in first]
    plan, proof = task.find(capped(lp, caps), lower, upper_proof.values)
    return plan or by_upper, proof


def _guide(problem: Problem) -> dict[int, int]:
    return _REPAIR_GUIDE if problem.is_repair else _GUIDE


def _break_ties(task: _Task, plan: _Plan, proof: _Proof) -> tuple[frozenset[int], bool]:
    """Among plans with these tiers the one of least tie-break, first by its seats, then by its shadows."""
    for careful in (False, True):
        level = not careful and is_level(proof.root.bound) and round(proof.root.bound) == proof.price
        best, settled = _least_tie(task, proof, _level_face(proof) if level else _face(task, proof, careful))
        if best is not None:
            other = task.plan_of(best)
            if other.tiers == plan.tiers:
                return other.taken, settled
    return plan.taken, False


def _least_tie(task: _Task, proof: _Proof, face: Lp) -> "tuple[Floats | None, bool]":
    """The plan of the face with the least tie-break, and whether that is proven."""
    import numpy as np

    values = proof.values.copy()
    settled = _lessen(task, face, TIE, values)
    if not _is_whole(values[: task.lp.whole]):
        return None, False
    if task.model.seat_count < len(task.model.pairs):
        here = values[face.columns]
        left = reduced(tightened(face, face.columns < task.model.seat_count, np.round(here)))
        settled = _lessen(task, left, SHADOW_TIE, values) and settled
    return values, settled


def _lessen(task: _Task, face: Lp, tie: int, values: "Floats") -> bool:
    """Makes the tie-break as small as can be; whether that is proven."""
    if not face.costs[tie].any():
        return _is_whole(values[: task.lp.whole])
    here = values[face.columns]
    found = find_best(
        face,
        {tie: 1},
        deadline=task.deadline,
        start=here if _is_whole(here[: face.whole]) else None,
        guess=_TIE_GUESS,
        patience=_TIE_PATIENCE,
    ).solved
    if found.values is not None:
        values[face.columns] = found.values
    return found.proven


def _is_whole(values: "Floats") -> bool:
    import numpy as np

    return bool((np.abs(values - np.round(values)) < _FREE).all())


def _level_face(proof: _Proof) -> Lp:
    """What is still open to plans that cost no more than the relaxation: nothing that costs anything."""
    import numpy as np

    room = proof.root.room(proof.price)
    left = held(proof.lp, proof.root.row_prices, room)
    return reduced(tightened(left, proof.root.settled(proof.price), np.round(proof.root.values)))


def _face(task: _Task, proof: _Proof, careful: bool) -> Lp:
    """What is still open when the tiers may get no worse: settled columns out, rows that cost held tight.

    The best of the whole is the best of each group that hangs together. So a group has only as much room as it takes
    itself, and its tiers are capped alone; when it takes none, what it holds costs the same anyway.
    """
    import numpy as np

    face, root = _level_face(proof), proof.root
    labels = labels_of(face)
    left, costs = _tight_groups(face, labels, proof)
    face = reduced(tightened(left, costs != 0, np.where(costs > 0, left.lower, left.upper)))
    labels = labels_of(face)
    open_costs = np.abs(priced(face, root.row_prices[face.rows], face.prices(proof.weights))) > _FREE
    loose = (face.row_lower < face.row_upper) & (np.abs(root.row_prices[face.rows]) > _FREE)
    open_costs[face.index[loose[face.row_of()]]] = True
    groups = np.unique(labels if careful else labels[open_costs])
    caps = []
    for label in groups.tolist():
        chosen = labels == label
        for tier in task.order:
            costs = np.where(chosen, face.costs[tier], 0.0)
            caps.append((costs, ceil(float(costs @ proof.values[face.columns]) - _FREE)))  # whole, as every bound
    return capped(face, caps)


def _tight_groups(face: Lp, labels: "NDArray[np.intp]", proof: _Proof) -> "tuple[Lp, Floats]":
    """The rows as tight as the room of each group has them; and the costs of columns that settle them, else 0."""
    import numpy as np

    prices = face.prices(proof.weights)
    row_prices = proof.root.row_prices[face.rows]
    side = np.where(row_prices > 0, face.row_lower, face.row_upper)
    row_prices = np.where(np.isfinite(side), row_prices, 0.0)
    side = np.where(np.isfinite(side), side, 0.0)
    costs = priced(face, row_prices, prices)
    taken = prices * proof.values[face.columns] - np.minimum(costs * face.lower, costs * face.upper)
    row_label = labels[face.index[face.start[:-1]]] if len(face.rows) else labels[:0]
    room = np.bincount(labels, taken, len(labels)) - np.bincount(row_label, row_prices * side, len(labels))
    size = np.bincount(labels, np.abs(prices), len(labels))
    room = np.maximum(room, 0.0) + np.maximum(1e-3, 1e-12 * size)
    kept = np.where(np.abs(costs) > room[labels], costs, 0.0)
    return held(face, row_prices, room[row_label]), kept


def _outweighing(order: Collection[int], spans: Mapping[int, int]) -> dict[int, int]:
    """Weights by which one unit of a tier outweighs all that the later tiers can differ."""
    weights: dict[int, int] = {}
    below = 0
    for tier in reversed(list(order)):
        weights[tier] = below + 1
        below += weights[tier] * spans[tier]
    return weights


def _spans(task: _Task) -> dict[int, int]:
    """By how much each tier can differ between two plans, at most."""
    import numpy as np

    widest = np.abs(task.lp.costs) @ (task.lp.upper - task.lp.lower)
    spans = {tier: round(float(widest[tier])) for tier in task.order}
    spans[LIKING] = _liking_span(task.problem, task.model)
    return spans


def _liking_span(problem: Problem, model: RosterModel) -> int:
    """Tighter than all dislikes together: no slot holds more people than it has room for."""
    liking = model.costs[LIKING]
    dislikes: defaultdict[int, list[int]] = defaultdict(list)
    for column, (_, slot) in enumerate(model.pairs[: model.seat_count]):
        dislikes[slot].append(liking.get(column, 0))
    span = sum(1 for cost in liking.values() if cost < 0)
    for slot, costs in dislikes.items():
        room = max(problem.slots[slot].seats, len(problem.slots[slot].fixed))
        span += sum(sorted(costs)[-room:])
    return span
