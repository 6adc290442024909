"""Composing months: the samples' known best, the same plan every time, and an answer to every odd problem."""

import json
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from delta_app.shifts import roster_search
from delta_app.shifts.checker import check, tiers_of
from delta_app.shifts.compose import compose, default_seconds
from delta_app.shifts.problem import Plan, Problem, read_problem, write_plan
from delta_app.shifts.roster_engine import Weights
from delta_app.shifts.roster_hasty import hasty_plan
from delta_app.shifts.roster_model import build_model
from delta_app.shifts.roster_parts import Lp
from tests.shifts.roster_factory import (
    a_host,
    a_slot,
    fixed_problem,
    month_problem,
    network_problem,
    overconstrained_problem,
    quarrelling_problem,
    repair_of,
    uneven_problem,
    year_problem,
)

SAMPLES = Path(__file__).parents[2] / "resources" / "samples" / "roster"
BEST = {
    "venue": (0, 0, 0, 264, 58),
    "over": (47, 12, 70, 104, 46),
    "mv0": (0, 0, 14, 311, 60),
    "venue-absence": (0, 0, 6, 13, 268, 61),
    "over-absence": (48, 12, 1, 72, 107, 45),
}


MONTHS = (month_problem, overconstrained_problem, fixed_problem, uneven_problem, quarrelling_problem)


def sample(name: str) -> Problem:
    return read_problem(json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8")))


def assert_sound(problem: Problem, plan: Plan) -> None:
    assert plan.proven
    assert plan.tie_break_proven
    assert check(problem, plan) == []
    assert plan.tiers == tiers_of(problem, plan.assigned, plan.shadows)
    assert list(plan.assigned) == sorted(plan.assigned)
    assert list(plan.shadows) == sorted(plan.shadows)


@pytest.mark.parametrize("name", BEST)
def test_the_samples_reach_their_known_best(name: str) -> None:
    problem = sample(name)
    plan = compose(problem)
    assert plan.tiers == BEST[name]
    assert_sound(problem, plan)
    assert [short.slot for short in plan.short] == sorted({short.slot for short in plan.short})
    assert sum(short.missing for short in plan.short) == plan.tiers[0]


@pytest.mark.parametrize("name", ["mv0", "over-absence"])
def test_the_order_of_the_file_does_not_change_the_plan(name: str) -> None:
    problem = sample(name)
    hosts = list(problem.hosts)
    random.Random(1).shuffle(hosts)
    turned = [replace(host, dislike=dict(reversed(list(host.dislike.items())))) for host in hosts]
    plan = compose(problem, explained=False)
    again = compose(replace(problem, hosts=tuple(turned)), explained=False)
    assert (plan.assigned, plan.shadows) == (again.assigned, again.shadows)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("kind", MONTHS)
def test_random_months_and_their_repairs_are_proven(kind: type, seed: int) -> None:
    problem: Problem = kind(seed)
    plan = compose(problem, explained=False)
    assert_sound(problem, plan)
    repair = repair_of(problem, plan, seed)
    assert_sound(repair, compose(repair, explained=False))


def test_a_relaxation_that_breaks_down_is_solved_another_way() -> None:
    problem = overconstrained_problem(5094)  # the dual simplex method gives up on it (HiGHS 1.15)
    plan = compose(problem, explained=False)
    assert_sound(problem, plan)
    assert plan.tiers == (56, 22, 40, 122, 51)


def test_a_repair_without_absence_changes_nothing() -> None:
    problem = month_problem(5)
    plan = compose(problem, explained=False)
    again = compose(replace(problem, previous=plan.assigned), explained=False)
    assert again.assigned == plan.assigned
    assert again.tiers[2] == 0


@pytest.mark.parametrize(
    ("problem", "tiers"),
    [
        (Problem(1, (), ()), (0, 0, 0, 0, 0)),
        (Problem(1, (), (a_host(1, dislike={}, target=3),)), (0, 0, 0, 9, 0)),
        (Problem(1, (a_slot(),), ()), (2, 1, 0, 0, 0)),
        (Problem(1, (a_slot(seats=0),), (a_host(1),)), (0, 0, 0, 1, 0)),
        (Problem(2, (a_slot(),), (a_host(1, dislike={}),)), (2, 1, 0, 2, 0)),
        (Problem(1, (a_slot(wants_mix=True, wants_dutch=True),), (a_host(1),)), (1, 0, 4, 0, 0)),
        (Problem(1, (a_slot(),), (a_host(1, level="novice"),)), (2, 1, 0, 1, 0)),
        (Problem(1, (a_slot(),), (a_host(1, level="trainee", shadow_shifts=2),)), (2, 1, 6, 0, 0)),
    ],
)
def test_empty_and_hopeless_months_have_an_answer(problem: Problem, tiers: tuple[int, ...]) -> None:
    plan = compose(problem)
    assert plan.tiers == tiers
    assert_sound(problem, plan)


def test_fixed_seats_that_break_rules_stay_and_are_reported() -> None:
    slots = (
        a_slot(fixed=(1, 2, 3), seats=2),
        a_slot(start=600, end=800, rank=1, fixed=(1,)),
        a_slot(day=1, fixed=(4,)),
    )
    hosts = (
        a_host(1, avoid=(2,), dislike={}),
        a_host(2, dislike={}),
        a_host(3, dislike={}),
        a_host(4, level="novice", dislike={2: 0}),
        a_host(5, level="novice", dislike={2: 0}),
        a_host(6, dislike={0: 0, 1: 0}),
    )
    problem = Problem(1, slots, hosts)
    plan = compose(problem)
    assert set(plan.assigned) == {(1, 0), (2, 0), (3, 0), (1, 1), (4, 2), (6, 1)}
    assert_sound(problem, plan)
    assert {item["rule"] for item in plan.broken_fixed} == {"seats", "avoid", "max_day", "overlap", "novices"}


def test_a_fixed_novice_is_no_broken_rule_once_somebody_experienced_sits_there_too() -> None:
    problem = Problem(1, (a_slot(fixed=(1,)),), (a_host(1, level="novice"), a_host(2)))
    plan = compose(problem)
    assert plan.assigned == ((1, 0), (2, 0))
    assert plan.broken_fixed == ()


def test_an_absence_undoes_a_fixed_seat() -> None:
    problem = Problem(1, (a_slot(fixed=(1,)),), (a_host(1), a_host(2)), absent=frozenset({(1, 0)}))
    plan = compose(problem)
    assert plan.assigned == ((2, 0),)
    assert [item["rule"] for item in plan.broken_fixed] == ["fixed_but_absent"]


def test_a_fixed_trainee_shadows_and_takes_no_seat() -> None:
    problem = Problem(1, (a_slot(fixed=(1,)),), (a_host(1, level="trainee"), a_host(2), a_host(3)))
    plan = compose(problem)
    assert plan.shadows == ((1, 0),)
    assert plan.assigned == ((2, 0), (3, 0))


def test_pairs_to_avoid_are_apart_whoever_lists_it_and_shadows_too() -> None:
    hosts = (a_host(1, avoid=(2,)), a_host(2, level="trainee", shadow_shifts=1))
    plan = compose(Problem(1, (a_slot(),), hosts))
    assert (plan.assigned, plan.shadows) == (((1, 0),), ())


def test_a_pair_that_likes_each_other_counts_once() -> None:
    hosts = (a_host(1, prefer=(2,)), a_host(2, prefer=(1,)))
    assert compose(Problem(1, (a_slot(),), hosts)).tiers == (0, 0, 0, 0, -1)


def test_a_time_too_short_still_gives_a_plan_that_keeps_the_rules() -> None:
    problem = fixed_problem(0)
    plan = compose(problem, seconds=0.0)
    assert not plan.proven
    assert check(problem, plan) == []
    assert plan.tiers == tiers_of(problem, plan.assigned, plan.shadows)


@pytest.mark.parametrize("kind", MONTHS)
def test_a_hasty_plan_keeps_the_rules_and_fills_what_comes_easily(kind: type) -> None:
    problem: Problem = kind(1)
    best, hasty = compose(problem, explained=False), a_hasty_plan(problem)
    assert check(problem, hasty) == []
    assert best.tiers[0] <= hasty.tiers[0] <= best.tiers[0] + 4
    repair = repair_of(problem, best, 1)
    hasty = a_hasty_plan(repair)
    assert check(repair, hasty) == []
    could_stay = set(repair.previous or ()) - repair.absent
    assert len(could_stay - set(hasty.assigned)) <= 2  # a novice whose colleague fell ill


def a_hasty_plan(problem: Problem) -> Plan:
    model = build_model(problem)
    taken = sorted(hasty_plan(problem, model))
    seats = tuple(model.pairs[column] for column in taken if column < model.seat_count)
    shadows = tuple(model.pairs[column] for column in taken if column >= model.seat_count)
    return Plan(seats, shadows, tiers_of(problem, seats, shadows), proven=False)


def test_what_exact_weights_do_not_prove_is_proven_tier_by_tier(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = sample("mv0")
    find = roster_search._Task.find

    def find_nothing_exactly(task: roster_search._Task, lp: Lp, weights: Weights, *start: Any) -> Any:
        return (None, None) if weights == task.exact else find(task, lp, weights, *start)

    best = compose(problem, explained=False)
    monkeypatch.setattr(roster_search, "_at_once", lambda _task: None)
    monkeypatch.setattr(roster_search._Task, "find", find_nothing_exactly)
    plan = compose(problem, explained=False)
    assert (plan.tiers, plan.proven) == (best.tiers, True)


def test_a_network_out_of_time_is_not_left_empty() -> None:
    problem = network_problem(1, venues=2)
    plan = compose(problem, seconds=0.5, explained=False)
    assert check(problem, plan) == []
    assert plan.tiers[0] < 10


def test_a_tie_break_without_proof_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = sample("over")
    best = compose(problem, explained=False)
    assert best.proven
    assert best.tie_break_proven
    monkeypatch.setattr(roster_search, "_lessen", lambda *_: False)
    plan = compose(problem, explained=False)
    assert plan.proven
    assert not plan.tie_break_proven
    assert (plan.tiers, plan.tie_break > best.tie_break) == (best.tiers, True)
    assert write_plan(plan)["tie_break_proven"] is False


def test_the_time_allowed_grows_with_the_problem() -> None:
    assert default_seconds(month_problem(0)) == 60
    assert 60 < default_seconds(year_problem(0)) <= 900


def test_progress_goes_forward_to_the_end() -> None:
    heard: list[tuple[str, float]] = []
    compose(sample("over"), progress=lambda stage, fraction: heard.append((stage, fraction)))
    fractions = [fraction for _, fraction in heard]
    assert fractions == sorted(fractions)
    assert heard[0] == ("model", 0.0)
    assert heard[-1] == ("done", 1.0)


def test_importing_compose_does_not_load_the_engine() -> None:
    code = "import sys, delta_app.shifts.compose; print({'highspy', 'numpy'} & set(sys.modules))"
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "set()"


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1000, 1100))
@pytest.mark.parametrize("kind", MONTHS)
def test_many_random_months_and_their_repairs_are_proven(kind: type, seed: int) -> None:
    test_random_months_and_their_repairs_are_proven(kind, seed)


@pytest.mark.long
def test_a_year_is_proven() -> None:
    problem = year_problem(1)
    assert_sound(problem, compose(problem, explained=False))


@pytest.mark.long
@pytest.mark.timeout(1000)
def test_twenty_venues_are_proven() -> None:
    problem = network_problem(1, sharing=0.0)
    assert_sound(problem, compose(problem, explained=False))
