"""Whole decisions from one linear relaxation: what it settles is left out, the rest falls apart and is branched on.

The models are nearly networks: mostly the relaxation is whole at once, or after a few cuts. Its reduced costs tell
which columns no good plan changes; without them the few decisions still torn hang together in groups, each searched
alone.
"""

from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from math import inf
from typing import TYPE_CHECKING, Any

from delta_app.shifts.roster_cuts import cuts_of
from delta_app.shifts.roster_engine import Basis, Deadline, Relaxation, Solved, Weights, solve, whole_bound
from delta_app.shifts.roster_parts import Lp, capped, held, labels_of, piece_of, priced, reduced, tightened

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

MOST_CUTTINGS = 3  # rounds; what is torn after that is better branched on
_SOUGHT, _TORN_A_CUT = 12, 3  # looked for in a round: so many, or one for so many torn columns
MOST_SOLVED = 300  # relaxations before the engine's own search takes over
_EASY = 8  # as many relaxations without comparing decisions: mostly that is all it takes
_MOST_COLUMNS = 5_000  # above, the halves of many groups multiply, and only cuts get through: no branching
MOST_TRIED = 4  # torn decisions tried at each branching
GUESS = 0.6  # by how many units the best plan may pass the relaxation, at first
_TORN_FOR_MORE = 40  # and as much again for so many torn decisions
_LEVEL = 0.05  # what a bound may be off a whole number, and the arithmetic of its size inexact
_GRAIN = 840  # row prices are rounded to such parts (halves to eighths all fit), which a double adds up exactly
_WIDER = 64.0  # times, when there is no plan so near the relaxation
_WHOLE = 1e-6  # how far from 0 or 1 a decision may be and still count as taken


@dataclass(frozen=True, slots=True, eq=False)
class Root:
    """The optimum of a relaxation: its price, the columns' values, their reduced costs and the prices of the rows."""

    relaxation: Relaxation
    bound: float
    values: "Floats"
    costs: "Floats"
    row_prices: "Floats"

    def room(self, price: float) -> float:
        """How much a plan of this price may pass the relaxation, and a little for floating point."""
        return price - self.bound + _unsure(self.bound)

    def settled(self, price: float) -> "Flags":
        """Columns that every plan of this price or less leaves as they are here."""
        import numpy as np

        return np.abs(self.costs) > self.room(price)


def is_level(bound: float) -> bool:
    """Whether this is the price of a plan as far as can be seen: whole, and surely told from its neighbours."""
    return abs(bound - round(bound)) + _unsure(bound) < _LEVEL


def _unsure(bound: float) -> float:
    """By how much floating point may be wrong about a bound of this size."""
    return max(1e-3, abs(bound) * 1e-12)


@dataclass(frozen=True, slots=True, eq=False)
class Best:
    """The best plan found, with the relaxation that the search began from: that of ``lp``, which has all cuts."""

    solved: Solved
    root: Root | None
    lp: Lp


def find_best(
    lp: Lp,
    weights: Weights,
    *,
    deadline: Deadline,
    start: "Floats | None" = None,
    guess: float = GUESS,
    patience: int = 1,
) -> Best:
    """The decisions of least price. ``start`` has the columns of a plan known to be possible.

    ``guess``: by how much the best plan may pass the relaxation, at first: to look for a plan hardly dearer settles
    most. ``patience``: how many times longer than usual to branch before handing over.
    """
    import numpy as np

    if not len(lp.lower):
        return Best(Solved(lp.lower, 0), None, lp)
    relaxation = Relaxation(lp, weights, deadline)
    uncut = lp
    lp, root = _cut_root(lp, relaxation)
    if root is None:
        return Best(solve(uncut, weights, deadline=deadline, start=start), None, uncut)
    bound, values = root.bound, root.values
    prices = lp.prices(weights)
    torn = _torn(values, lp.whole)
    least = whole_bound(bound)
    if not len(torn):
        return Best(Solved(_rounded(values, lp.whole), least, round(bound)), root, lp)
    best, price = start, inf if start is None else float(round(float(prices @ start)))
    guess *= 1 + len(torn) / _TORN_FOR_MORE
    basis = relaxation.basis()
    farthest = float(np.abs(prices) @ (lp.upper - lp.lower))  # by how much any plan can pass the relaxation
    while True:
        limit = min(price, bound + guess)
        left = _Left(lp, weights, root, limit, basis, deadline, patience)
        solved = left.search(best if limit == price else None)
        if solved.values is not None and solved.price < price:
            best, price = solved.values, float(solved.price)
        if best is not None and solved.proven and price <= limit:
            return Best(Solved(best, price, round(price)), root, lp)
        if limit == price or guess > farthest or deadline.left() == 0:
            break
        guess = guess * _WIDER if best is None else inf
    return Best(Solved(best, least, 0 if best is None else round(price)), root, lp)


def relaxed(lp: Lp, weights: Weights, deadline: Deadline) -> tuple[Lp, Root | None]:
    """The model with cuts and the optimum of its relaxation; None when there is none, or none in time.

    No more is cut than makes the optimum level: what is torn then does not show in the price.
    """
    return _cut_root(lp, Relaxation(lp, weights, deadline), until_level=True)


def _cut_root(lp: Lp, relaxation: Relaxation, *, until_level: bool = False) -> tuple[Lp, Root | None]:
    """The model with cuts as far as they take it, and the optimum of its relaxation."""
    import numpy as np

    made = 0
    while True:
        bound = relaxation.bound()
        if bound is None:
            return lp, None
        values = relaxation.values()
        torn = np.abs(values - np.round(values)) > _WHOLE
        cut = lp
        if made < MOST_CUTTINGS and torn[: lp.whole].any() and not (until_level and made and is_level(bound)):
            sought = max(_SOUGHT, int(torn.sum()) // _TORN_A_CUT)
            cut = capped(lp, cuts_of(lp, values, relaxation.inverse_rows(torn, sought)))
        if cut is lp:
            return lp, Root(relaxation, bound, values, *relaxation.prices())
        relaxation.add_rows(cut, len(lp.rows))
        lp, made = cut, made + 1


class _Left:
    """What is left to search when all that no plan up to a price changes is kept."""

    def __init__(
        self,
        lp: Lp,
        weights: Weights,
        root: Root,
        limit: float,
        basis: Basis,
        deadline: Deadline,
        patience: int,
    ) -> None:
        import numpy as np

        self._deadline, self._patience = deadline, patience
        self._whole, self._prices, self._basis, self._root = lp.whole, lp.prices(weights), basis, root
        room = root.room(limit)
        lp = replace(held(lp, root.row_prices, room), rows=np.arange(len(lp.rows)))  # numbered as in the basis
        # What rows that hold with equality charge is the same for all plans: without it, prices are small and exact.
        charged = (np.abs(root.row_prices) > room) & (lp.row_lower == lp.row_upper)
        self._charges = np.where(charged, np.round(root.row_prices * _GRAIN), 0.0)
        self._small = priced(lp, self._charges, self._prices * _GRAIN) / _GRAIN
        self._kept = tightened(lp, root.settled(limit), np.round(root.values))
        self._free = self._kept.lower != self._kept.upper
        self._left = reduced(self._kept)
        self._place = np.flatnonzero(self._free)

    def search(self, start: "Floats | None") -> Solved:
        """The best plan among these; ``start`` is one of them."""
        import numpy as np

        left, free = self._left, self._free
        if (self._kept.lower > self._kept.upper).any() or (np.diff(left.start) == 0).any():
            return Solved(None, inf, impossible=True)
        prices = self._prices[free]
        inner = np.where(_rowless(left), np.where(prices < 0, left.upper, left.lower), self._root.values[free])
        torn = np.abs(inner - np.round(inner)) > _WHOLE
        torn |= (inner < left.lower - _WHOLE) | (inner > left.upper + _WHOLE)
        labels = labels_of(left)
        proven = True
        for label in np.unique(labels[torn]).tolist():
            chosen = labels == label
            solved = self._search_piece(chosen, None if start is None else start[free][chosen])
            if solved.values is None:
                return Solved(None, inf if solved.impossible else -inf, impossible=solved.impossible)
            proven = proven and solved.proven
            inner[chosen] = solved.values
        values = self._kept.lower.copy()
        values[free] = inner
        values = _rounded(values, self._whole)
        price = round(float(self._prices @ values))
        return Solved(values, price if proven else -inf, price)

    def _search_piece(self, chosen: "Flags", start: "Floats | None") -> Solved:
        import numpy as np

        piece = piece_of(self._left, chosen)
        columns, charges = self._place[chosen], self._charges[piece.rows]
        basis, prices = self._basis.of(columns, piece.rows), self._small[columns]
        piece = replace(piece, offset=float(charges @ np.where(charges != 0, piece.row_lower, 0)) % _GRAIN / _GRAIN)
        tree = _Tree(piece, prices, self._deadline, start, basis, self._patience)
        if tree.explore():
            price = 0 if tree.best is None else round(tree.best_price)
            return Solved(tree.best, tree.best_price, price, impossible=tree.best is None)
        led = solve(piece, prices, deadline=self._deadline, start=tree.best, settled=tree.settled)
        led = _followed(piece, prices, led, self._deadline)
        bound = max(led.bound, whole_bound(tree.root_bound))
        if led.values is not None and led.price < tree.best_price:
            return Solved(led.values, bound, led.price)
        if tree.best is None:
            return Solved(None, bound, impossible=led.impossible)
        return Solved(tree.best, bound, round(tree.best_price))


def _followed(lp: Lp, prices: "Floats", led: Solved, deadline: Deadline) -> Solved:
    """With what follows from the decisions at its least: the engine's search stops short of that when near enough."""
    if led.values is None:
        return led
    taken = led.values[: lp.whole]
    lower, upper = lp.lower.copy(), lp.upper.copy()
    lower[: lp.whole] = upper[: lp.whole] = taken
    relaxation = Relaxation(replace(lp, lower=lower, upper=upper), prices, deadline)
    price = relaxation.bound()
    return led if price is None else replace(led, values=relaxation.values(), price=round(price))


def _rowless(lp: Lp) -> "Flags":
    import numpy as np

    alone = np.ones(len(lp.lower), dtype=bool)
    alone[lp.index] = False
    return alone


def _torn(values: "Floats", whole: int) -> "NDArray[np.intp]":
    """The decisions that are neither taken nor not."""
    import numpy as np

    decisions = values[:whole]
    return np.flatnonzero(np.abs(decisions - np.round(decisions)) > _WHOLE)


def _rounded(values: "Floats", whole: int) -> "Floats":
    """The decisions as whole as they are meant."""
    import numpy as np

    near = np.round(values)
    near[whole:] = np.where(np.abs(near - values) < _WHOLE, near, values)[whole:]
    return near


@dataclass(order=True, slots=True)
class _Node:
    """A branch with its relaxation; the one of least bound comes first, among equals the deepest."""

    least: float
    depth: int
    number: int
    bound: float = field(compare=False)
    branch: dict[int, float] = field(compare=False)
    values: Any = field(compare=False)


class _Tree:
    """A best-first search, cut off where the relaxation is no better than the best plan known."""

    def __init__(
        self,
        lp: Lp,
        prices: "Floats",
        deadline: Deadline,
        start: "Floats | None",
        basis: Basis,
        patience: int,
    ) -> None:
        self._most_solved = patience * MOST_SOLVED if len(lp.lower) <= _MOST_COLUMNS else 0
        self.best = start
        self.best_price = inf if start is None else float(round(float(prices @ start) + lp.offset))
        self.root_bound = -inf
        self.settled: dict[int, float] = {}
        self._lp = lp
        self._relaxation = Relaxation(lp, prices, deadline)
        self._relaxation.begin_at(basis)
        self.solved = 0
        self._branch: dict[int, float] = {}
        self._root: Root | None = None

    def explore(self) -> bool:
        """Whether the whole tree was seen, which makes ``best`` the best there is."""
        root = self._solve({})
        if root is None:
            return self._relaxation.impossible()
        self.root_bound = root.bound
        self._root = Root(self._relaxation, root.bound, root.values, *self._relaxation.prices())
        self._settle()
        waiting = [root]
        while waiting:
            node = heappop(waiting)
            if node.least >= self.best_price:
                return True
            torn = self._most_torn(node.values)
            if not torn:
                self._keep(node)
                continue
            if self.solved > self._most_solved:
                return False
            children = self._branch_on(node, torn)
            if children is None:
                return False
            for child in children:
                heappush(waiting, child)
        return True

    def _branch_on(self, node: "_Node", torn: list[int]) -> "list[_Node] | None":
        """Both sides of the torn decision that raises the bound most; None when the engine gives up."""
        chosen: list[_Node] | None = None
        most = -1.0
        for column in torn:
            sides: list[_Node] = []
            gain = 1.0
            for value in (0.0, 1.0):
                side = self._solve({**node.branch, column: value})
                if side is None:
                    return None
                gain *= min(side.bound - node.bound, 1e9) + 1e-3
                if side.least < self.best_price:
                    sides.append(side)
            if gain > most or len(sides) < 2:
                chosen, most = sides, gain
            if len(sides) < 2:
                break
        return chosen

    def _solve(self, branch: dict[int, float]) -> "_Node | None":
        """The relaxation of a branch; one that is impossible has an endless bound."""
        self.solved += 1
        self._go_to(branch)
        bound = self._relaxation.bound()
        if bound is not None:
            return _Node(whole_bound(bound), -len(branch), self.solved, bound, branch, self._relaxation.values())
        if self._relaxation.impossible() and branch:
            return _Node(inf, 0, self.solved, inf, branch, None)
        return None

    def _go_to(self, branch: dict[int, float]) -> None:
        """Sets the bounds of the branched columns as this branch wants them."""
        for column in self._branch.keys() - branch.keys():
            kept = self.settled.get(column)
            low, high = (0.0, 1.0) if kept is None else (kept, kept)
            self._relaxation.limit_column(column, low, high)
        for column, value in branch.items():
            if self._branch.get(column) != value:
                self._relaxation.limit_column(column, value, value)
        self._branch = branch

    def _most_torn(self, values: "NDArray[np.float64]") -> list[int]:
        """The few decisions farthest from being taken or not."""
        import numpy as np

        torn = _torn(values, self._lp.whole)
        tried = MOST_TRIED if self.solved > _EASY else 1
        order = np.argsort(np.abs(values[torn] - 0.5), kind="stable")[:tried]
        return [int(column) for column in torn[order]]

    def _keep(self, node: "_Node") -> None:
        self.best, self.best_price = _rounded(node.values, self._lp.whole), float(round(node.bound))
        self._settle()

    def _settle(self) -> None:
        """Keeps what the best plan known settles out of the rest of the search."""
        import numpy as np

        if self._root is None or self.best_price == inf:
            return
        columns = np.flatnonzero(self._root.settled(self.best_price)).tolist()
        new = {column: float(round(self._root.values[column])) for column in columns}
        free = new.keys() - self.settled.keys() - self._branch.keys()
        self.settled.update(new)
        self._relaxation.settle({column: new[column] for column in free})
