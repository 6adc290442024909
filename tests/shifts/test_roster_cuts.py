"""Cuts take away torn optima only: every plan is still there, at the same price."""

from dataclasses import replace
from itertools import product

from delta_app.shifts.roster_branch import relaxed
from delta_app.shifts.roster_engine import Deadline, Relaxation
from delta_app.shifts.roster_model import FAIRNESS, LIKING, MISSING, NOBODY, TIE, WISHES, build_model
from delta_app.shifts.roster_parts import Lp, lp_of
from delta_app.shifts.roster_search import tier_weights
from tests.shifts.roster_factory import tiny_problem
from tests.shifts.test_compose import sample

MOST_DECISIONS = 8
WEIGHTS = {MISSING: 7, NOBODY: 5, WISHES: 3, FAIRNESS: 2, LIKING: 1}


def price_of(lp: Lp, decisions: tuple[int, ...]) -> float | None:
    """What these decisions cost with all that follows from them; None when they break a rule."""
    lower, upper = lp.lower.copy(), lp.upper.copy()
    lower[: lp.whole] = upper[: lp.whole] = decisions
    price = Relaxation(replace(lp, lower=lower, upper=upper), WEIGHTS, Deadline.after(60)).bound()
    return None if price is None else round(price, 6)


def test_every_plan_survives_the_cuts() -> None:
    cut_models = 0
    for seed in range(30_000, 30_400):
        lp = lp_of(build_model(tiny_problem(seed)))
        if not 4 <= lp.whole <= MOST_DECISIONS:
            continue
        cut, _ = relaxed(lp, {MISSING: 100_000, WISHES: 300_000, FAIRNESS: 50_000, TIE: 1}, Deadline.after(60))
        if len(cut.rows) == len(lp.rows):
            continue
        cut_models += 1
        for decisions in product((0, 1), repeat=lp.whole):
            assert price_of(cut, decisions) == price_of(lp, decisions), f"seed {seed}"
    assert cut_models >= 4


def test_cuts_close_what_halves_leave_open() -> None:
    """The relaxation of this month lies one and a half units below its best plan."""
    model, weights = tier_weights(sample("mv0"))
    lp = lp_of(model)
    uncut = Relaxation(lp, weights, Deadline.after(60)).bound()
    _, root = relaxed(lp, weights, Deadline.after(60))
    assert uncut is not None
    assert root is not None
    assert round(root.bound - uncut, 3) == 1.5
