"""On tiny problems with every rule at work, composing finds the very plan that trying everything finds."""

from dataclasses import replace

import pytest

from delta_app.shifts import roster_branch, roster_search
from delta_app.shifts.checker import check
from delta_app.shifts.compose import compose
from delta_app.shifts.problem import Problem, check_problem, read_problem, write_problem
from delta_app.shifts.roster_parts import parts_of
from tests.shifts.brute_force import best_plan, size_of
from tests.shifts.roster_factory import tiny_problem

MOST_PAIRS = 9


def assert_same_as_brute_force(seed: int) -> None:
    problem = tiny_problem(seed)
    if size_of(problem) > MOST_PAIRS:
        return
    check_problem(problem)
    assert read_problem(write_problem(problem)) == problem
    tiers, tie_break, seats, shadows = best_plan(problem)
    plan = compose(problem, explained=False)
    assert plan.proven
    assert plan.tiers == tiers, f"seed {seed}"
    assert (plan.tie_break, plan.assigned, plan.shadows) == (tie_break, seats, shadows), f"seed {seed}"
    assert check(problem, plan) == []


@pytest.mark.parametrize("first", range(0, 400, 50))
def test_composing_finds_what_trying_everything_finds(first: int) -> None:
    for seed in range(first, first + 50):
        assert_same_as_brute_force(seed)


@pytest.mark.parametrize("first", range(400, 500, 50))
def test_large_problems_are_led_and_proven_the_same(first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The way of large problems, tried on tiny ones."""
    monkeypatch.setattr(roster_search, "_HIGHEST_TOTAL", -1)
    for seed in range(first, first + 50):
        assert_same_as_brute_force(seed)


@pytest.mark.parametrize("most_solved", [0, 300])
@pytest.mark.parametrize("first", range(500, 600, 50))
def test_branching_and_the_engine_s_own_search_find_the_same(
    first: int, most_solved: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What happens where cuts are of no use, and where branching drags."""
    monkeypatch.setattr(roster_branch, "MOST_CUTTINGS", 0)
    monkeypatch.setattr(roster_branch, "MOST_SOLVED", most_solved)
    for seed in range(first, first + 50):
        assert_same_as_brute_force(seed)


def test_parts_that_share_nothing_are_composed_apart_to_the_same_plan() -> None:
    """Two problems side by side in one: hosts, slots and days apart."""
    checked = 0
    for seed in range(600, 630):
        one, other = tiny_problem(seed), tiny_problem(seed + 100)
        if size_of(one) + size_of(other) > MOST_PAIRS or one.months != other.months:
            continue
        both = side_by_side(one, other)
        tiers, _, seats, shadows = best_plan(both)
        plan = compose(both, explained=False)
        assert (plan.tiers, plan.assigned, plan.shadows) == (tiers, seats, shadows)
        checked += len(parts_of(both)) > 1
    assert checked > 9


def test_parts_that_share_a_partner_are_composed_as_if_together() -> None:
    checked = 0
    for seed in range(600, 760):
        one, other = tiny_problem(seed), tiny_problem(seed + 2_000)
        if size_of(one) + size_of(other) > MOST_PAIRS or one.months != other.months or not one.partners:
            continue
        both = side_by_side(one, other)
        first = one.partners[0].id
        hosts = tuple(replace(host, partner=first) if host.origin == "staff" else host for host in both.hosts)
        shared = replace(both, hosts=hosts)
        tiers, _, seats, shadows = best_plan(shared)
        plan = compose(shared, explained=False)
        assert (plan.tiers, plan.assigned, plan.shadows) == (tiers, seats, shadows)
        checked += 1
    assert checked >= MOST_PAIRS


def side_by_side(one: Problem, other: Problem) -> Problem:
    hosts, slots, partners = 100, len(one.slots), len(one.partners)
    moved = [
        replace(
            host,
            id=host.id + hosts,
            avoid=tuple(n + hosts for n in host.avoid),
            prefer=tuple(n + hosts for n in host.prefer),
            partner=None if host.partner is None else host.partner + partners,
            dislike={slot + slots: value for slot, value in host.dislike.items()},
        )
        for host in other.hosts
    ]
    later = [
        replace(slot, day=slot.day + 30, week=slot.week + 10, fixed=tuple(n + hosts for n in slot.fixed))
        for slot in other.slots
    ]
    previous = None
    if one.previous is not None or other.previous is not None:
        previous = (*(one.previous or ()), *((h + hosts, s + slots) for h, s in other.previous or ()))
    return replace(
        one,
        slots=(*one.slots, *later),
        hosts=(*one.hosts, *moved),
        partners=(*one.partners, *(replace(partner, id=partner.id + partners) for partner in other.partners)),
        previous=previous,
        absent=one.absent | {(h + hosts, s + slots) for h, s in other.absent},
    )


@pytest.mark.long
@pytest.mark.parametrize("first", range(10_000, 16_000, 200))
def test_composing_finds_what_trying_everything_finds_many_times(first: int) -> None:
    for seed in range(first, first + 200):
        assert_same_as_brute_force(seed)
