"""The narrow door to HiGHS: solves a roster model, relaxed or with whole decisions, and says how sure it is."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil, isfinite
from typing import TYPE_CHECKING

from delta_app.shifts.roster_model import UNBOUNDED, RosterModel
from delta_app.shifts.roster_parts import Lp, lp_of

if TYPE_CHECKING:
    import highspy
    import numpy as np
    from numpy.typing import NDArray

    Prices = Mapping[int, int] | NDArray[np.float64]  # by column, or the weights from which they follow

_HALF = 0.5
Weights = Mapping[int, int]  # tier → price of one unit
Settled = Mapping[int, float]  # column → the value it keeps

# Most searches for early plans cost more than they bring on these nearly-network models, and presolve too, unless a
# search has to be made; one thread and a given seed make the run the same every time; objectives are whole numbers, so
# a gap below 1 is a proof.
_OPTIONS: Mapping[str, bool | int | float | str] = {
    "output_flag": False,
    "presolve": "off",
    "threads": 1,
    "random_seed": 1,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.999,
    "mip_detect_symmetry": False,
    "mip_heuristic_run_feasibility_jump": False,
    "mip_heuristic_run_shifting": True,
}

# The dual simplex method, the quickest here, breaks down on one model in some thousands.
_DUAL, _PRIMAL = 1, 4
_OTHER_WAYS: tuple[tuple[str, int | str, int | str], ...] = (
    ("simplex_strategy", _PRIMAL, _DUAL),
    ("presolve", "on", "off"),
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment on the monotonic clock after which no search goes on."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        return cls(time.monotonic() + seconds)

    def left(self) -> float:
        return max(0.0, self.at - time.monotonic())


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """The columns of the best plan found (None: none) and its price, and what no plan can go below."""

    values: "NDArray[np.float64] | None"
    bound: float
    price: int = 0
    impossible: bool = False

    @property
    def proven(self) -> bool:
        return self.values is not None and self.bound >= self.price

    def taken(self, decisions: int) -> list[int]:
        """Which of the decisions are taken."""
        return [] if self.values is None else (self.values[:decisions] > _HALF).nonzero()[0].tolist()


def relax(model: RosterModel | Lp, weights: Weights, *, deadline: Deadline) -> float | None:
    """The optimum of the linear relaxation, or None when it was not solved in time."""
    return Relaxation(model, weights, deadline).bound()


def solve(
    model: RosterModel | Lp,
    prices: "Prices",
    *,
    deadline: Deadline,
    start: "NDArray[np.float64] | None" = None,
    settled: Settled | None = None,
) -> Solved:
    """The best whole decisions within the deadline; ``start`` has the columns of a plan known to be possible."""
    import highspy
    import numpy as np

    lp = _as_lp(model)
    engine = _load(lp, prices, deadline, whole=True)
    _settle(engine, settled or {})
    if start is not None:
        engine.setSolution(lp.whole, np.arange(lp.whole, dtype=np.int32), start[: lp.whole])
    engine.run()
    info = engine.getInfo()
    if engine.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
        return Solved(None, UNBOUNDED, impossible=True)
    bound = whole_bound(info.mip_dual_bound)
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Solved(None, bound)
    values = np.asarray(engine.getSolution().col_value)
    values[: lp.whole] = np.round(values[: lp.whole])
    return Solved(values, bound, round(info.objective_function_value))


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """Where a relaxation stands, column by column and row by row."""

    columns: "list[highspy.HighsBasisStatus]"
    rows: "list[highspy.HighsBasisStatus]"

    def of(self, columns: "NDArray[np.intp]", rows: "NDArray[np.intp]") -> "Basis":
        """The same for only these columns and rows."""
        return Basis([self.columns[n] for n in columns.tolist()], [self.rows[n] for n in rows.tolist()])


class Relaxation:
    """A linear relaxation that is changed a little and solved again from where it stood."""

    def __init__(self, model: RosterModel | Lp, prices: "Prices", deadline: Deadline) -> None:
        self._engine = _load(_as_lp(model), prices, deadline, whole=False)

    def bound(self) -> float | None:
        """The optimum; None when there is none, or none in time. A way that breaks down is given up for others."""
        import highspy

        states = highspy.HighsModelStatus
        self._engine.run()
        for name, value, usual in _OTHER_WAYS:
            if self._engine.getModelStatus() in {states.kOptimal, states.kInfeasible, states.kTimeLimit}:
                break
            self._engine.clearSolver()
            self._engine.setOptionValue(name, value)
            self._engine.run()
            self._engine.setOptionValue(name, usual)
        solved = self._engine.getModelStatus() == states.kOptimal
        return self._engine.getObjectiveValue() if solved else None

    def bound_at(self, prices: "NDArray[np.float64]") -> float | None:
        """The optimum at other prices, begun from the last one, which is possible still but perhaps not the best."""
        import numpy as np

        self._engine.changeColsCost(len(prices), np.arange(len(prices), dtype=np.int32), prices)
        self._engine.setOptionValue("simplex_strategy", _PRIMAL)
        bound = self.bound()
        self._engine.setOptionValue("simplex_strategy", _DUAL)
        return bound

    def impossible(self) -> bool:
        """Whether the last solve found that nothing satisfies the rows."""
        import highspy

        return self._engine.getModelStatus() == highspy.HighsModelStatus.kInfeasible

    def binding_rows(self) -> list[int]:
        """The rows that the last optimum leans on."""
        return [row for row, dual in enumerate(self._engine.getSolution().row_dual) if abs(dual) > 1e-7]

    def values(self) -> "NDArray[np.float64]":
        """The columns' values at the last optimum."""
        import numpy as np

        return np.asarray(self._engine.getSolution().col_value)

    def prices(self) -> "tuple[NDArray[np.float64], NDArray[np.float64]]":
        """The columns' reduced costs at the last optimum, and what the rows cost."""
        import numpy as np

        solution = self._engine.getSolution()
        return np.asarray(solution.col_dual), np.asarray(solution.row_dual)

    def basis(self) -> Basis:
        basis = self._engine.getBasis()
        return Basis(list(basis.col_status), list(basis.row_status))

    def inverse_rows(self, columns: "NDArray[np.bool_]", most: int) -> "Iterator[NDArray[np.float64]]":
        """The rows of the basis's inverse that give the first of these columns, as far as they are basic."""
        places = self._engine.getBasicVariables()[1]  # type: ignore[attr-defined]  # rows are numbered from -1 down
        wanted = (places >= 0) & columns[places.clip(0)]
        for place in wanted.nonzero()[0][:most].tolist():
            yield self._engine.getBasisInverseRow(place)[1]  # type: ignore[attr-defined]

    def add_rows(self, lp: Lp, first: int) -> None:
        """The rows of ``lp`` from this one on."""
        begin = lp.start[first]
        self._engine.addRows(
            len(lp.row_lower) - first,
            lp.row_lower[first:],
            lp.row_upper[first:],
            len(lp.index) - begin,
            lp.start[first:-1] - begin,
            lp.index[begin:],
            lp.value[begin:],
        )
        self._keep_prices()

    def begin_at(self, basis: Basis) -> None:
        """Solves from here, though it may not fit quite."""
        import highspy

        given = highspy.HighsBasis()
        given.col_status, given.row_status = basis.columns, basis.rows
        given.valid = given.alien = True
        self._engine.setBasis(given)
        self._keep_prices()

    def _keep_prices(self) -> None:
        """Near the optimum already, prices shaken against stalling only lead away from it."""
        self._engine.setOptionValue("dual_simplex_cost_perturbation_multiplier", 0.0)

    def limit_row(self, row: int, least: float, most: float) -> None:
        self._engine.changeRowBounds(row, least, most)

    def limit_column(self, column: int, least: float, most: float) -> None:
        self._engine.changeColBounds(column, least, most)

    def settle(self, settled: Settled) -> None:
        """These columns keep these values from now on."""
        _settle(self._engine, settled)


def whole_bound(bound: float) -> float:
    """The least whole number that a bound in floating point still allows."""
    if not isfinite(bound):
        return bound
    return ceil(bound - max(1e-4, abs(bound) * 1e-13))


def _load(lp: Lp, prices: "Prices", deadline: Deadline, *, whole: bool) -> "highspy.Highs":
    import highspy
    import numpy as np

    engine = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in _OPTIONS.items():
        engine.setOptionValue(name, value)
    if whole:
        engine.setOptionValue("presolve", "on")
    engine.setOptionValue("time_limit", max(0.01, deadline.left()))
    kinds = np.zeros(len(lp.lower), dtype=np.int32)
    if whole:
        kinds[: lp.whole] = int(highspy.HighsVarType.kInteger)
    status = engine.passModel(
        len(lp.lower),
        len(lp.row_lower),
        len(lp.index),
        int(highspy.MatrixFormat.kRowwise),
        int(highspy.ObjSense.kMinimize),
        lp.offset,
        lp.prices(prices) if isinstance(prices, Mapping) else prices,
        lp.lower,
        lp.upper,
        lp.row_lower,
        lp.row_upper,
        lp.start[:-1],
        lp.index,
        lp.value,
        kinds,
    )
    if status == highspy.HighsStatus.kError:
        raise AssertionError("the engine refuses the model")
    return engine


def _settle(engine: "highspy.Highs", settled: Settled) -> None:
    import numpy as np

    if settled:
        columns = np.array(list(settled), dtype=np.int32)
        values = np.array(list(settled.values()), dtype=float)
        engine.changeColsBounds(len(columns), columns, values, values)


def _as_lp(model: RosterModel | Lp) -> Lp:
    return model if isinstance(model, Lp) else lp_of(model)
