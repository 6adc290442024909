"""Measures composing: python tests/bench/bench_compose.py [RANDOM_MONTHS] prints the figures ROSTER.md asks for."""

import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from delta_app.shifts.compose import compose  # noqa: E402
from delta_app.shifts.problem import Problem  # noqa: E402
from delta_app.shifts.roster_engine import Deadline, relax  # noqa: E402
from delta_app.shifts.roster_search import tier_weights  # noqa: E402
from tests.shifts.roster_factory import fixed_problem, month_problem, overconstrained_problem  # noqa: E402
from tests.shifts.test_compose import BEST, sample  # noqa: E402

REPEATS = 7
REPAIR_OF = {"venue-absence": "venue", "over-absence": "over"}


def main() -> None:
    months = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    compose(sample("venue"), explained=False)  # the engine is loaded once
    proofs: dict[str, float] = {}
    ratios: dict[str, float] = {}
    print(f"{'sample':14} {'tiers':28} {'best':5} {'proven':6} {'proof ms':>9} {'LP ms':>7} {'ratio':>6}")
    for name, best in BEST.items():
        problem = sample(name)
        plan = compose(problem, explained=False)
        proofs[name] = median_seconds(partial(compose, problem, explained=False))
        relaxation = relaxation_seconds(problem)
        ratios[name] = proofs[name] / relaxation
        print(
            f"{name:14} {plan.tiers!s:28} {plan.tiers == best!s:5} {plan.proven!s:6}"
            f" {1000 * proofs[name]:9.1f} {1000 * relaxation:7.1f} {ratios[name]:6.2f}"
        )
    print(f"geometric mean of proof / LP: {statistics.geometric_mean(ratios.values()):.2f}")
    for repair, full in REPAIR_OF.items():
        print(f"{repair} / {full}: {proofs[repair] / proofs[full]:.2f}")
    random_months(months)


def median_seconds(act: Callable[[], object]) -> float:
    return statistics.median(timed(act) for _ in range(REPEATS))


def timed(act: Callable[[], object]) -> float:
    """Processor time: one thread works, and other programs on the machine do not count."""
    began = time.process_time()
    act()
    return time.process_time() - began


def relaxation_seconds(problem: Problem) -> float:
    """One linear relaxation of the same model: the tiers weighted as composing weights them."""
    model, weights = tier_weights(problem)
    return median_seconds(lambda: relax(model, weights, deadline=Deadline.after(60)))


def random_months(count: int) -> None:
    for kind in (month_problem, overconstrained_problem, fixed_problem):
        times, unproven = [], []
        for seed in range(count):
            problem = kind(seed)
            began = time.process_time()
            plan = compose(problem, explained=False)
            times.append(time.process_time() - began)
            if not plan.proven:
                unproven.append(seed)
        if times:
            print(
                f"{kind.__name__}: {len(unproven)} of {count} unproven {unproven or ''}"
                f" median {statistics.median(times):.3f} s, worst {max(times):.2f} s"
            )


if __name__ == "__main__":
    main()
