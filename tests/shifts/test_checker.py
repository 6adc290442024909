"""The checker finds every broken rule, and none where fixed seats alone break it."""

import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from delta_app.shifts.checker import check, tie_break_of, tiers_of
from delta_app.shifts.problem import Host, Pair, Partner, Plan, Problem, Slot
from tests.shifts import roster_factory
from tests.shifts.roster_factory import a_slot

a_host = partial(roster_factory.a_host, max_day=2, max_week=9, max_month=9, target=0, dislike={0: 0, 1: 1, 2: 3})


SLOTS = (
    a_slot(),
    a_slot(start=780, end=960, rank=1),
    a_slot(day=1, start=300, end=480),
)


def rules_broken(
    hosts: tuple[Host, ...], assigned: tuple[Pair, ...], shadows: tuple[Pair, ...] = (), slots: tuple[Slot, ...] = SLOTS
) -> list[str]:
    problem = Problem(1, slots, hosts)
    return sorted(violation.rule for violation in check(problem, Plan(assigned, shadows, (), proven=False)))


@pytest.mark.parametrize(
    ("hosts", "assigned", "shadows", "rules"),
    [
        ((a_host(1),), ((1, 0), (1, 1)), (), []),
        ((a_host(1, dislike={}),), ((1, 0),), (), ["not_listed"]),
        ((a_host(1),), ((2, 0),), (), ["unknown_pair"]),
        ((a_host(1),), ((1, 7),), (), ["unknown_pair"]),
        ((a_host(1),), ((1, 0), (1, 0)), (), ["overlap", "twice_in_slot"]),
        ((a_host(1), a_host(2), a_host(3)), ((1, 0), (2, 0), (3, 0)), (), ["seats"]),
        ((a_host(1, max_day=1),), ((1, 0), (1, 1)), (), ["max_day"]),
        ((a_host(1, max_week=1),), ((1, 0), (1, 1)), (), ["max_week"]),
        ((a_host(1, max_month=1),), ((1, 0), (1, 1)), (), ["max_month"]),
        ((a_host(1, rest_minutes=781),), ((1, 1), (1, 2)), (), ["rest"]),
        ((a_host(1, rest_minutes=780),), ((1, 1), (1, 2)), (), []),
        ((a_host(1, avoid=(2,)), a_host(2)), ((1, 0), (2, 0)), (), ["avoid"]),
        ((a_host(1), a_host(2, avoid=(1,))), ((1, 0), (2, 1)), (), []),
        ((a_host(1, level="novice"),), ((1, 0),), (), ["novices"]),
        ((a_host(1, level="novice"), a_host(2)), ((1, 0), (2, 0)), (), []),
        ((a_host(1, level="trainee"),), ((1, 0),), (), ["trainee_in_seat"]),
        ((a_host(1, level="trainee"), a_host(2)), ((2, 0),), ((1, 0),), []),
        ((a_host(1, level="trainee"),), (), ((1, 0),), ["shadow_without_experienced"]),
        ((a_host(1),), (), ((1, 0),), ["shadow_not_trainee", "shadow_without_experienced"]),
        (
            (a_host(1, level="trainee"), a_host(2, level="trainee"), a_host(3)),
            ((3, 0),),
            ((1, 0), (2, 0)),
            ["shadows_in_slot"],
        ),
        ((a_host(1, level="trainee", max_day=1), a_host(2)), ((2, 0), (2, 1)), ((1, 0), (1, 1)), ["max_day"]),
        ((a_host(1, level="trainee", avoid=(2,)), a_host(2)), ((2, 0),), ((1, 0),), ["avoid"]),
    ],
)
def test_broken_rules_are_found(
    hosts: tuple[Host, ...], assigned: tuple[Pair, ...], shadows: tuple[Pair, ...], rules: list[str]
) -> None:
    assert rules_broken(hosts, assigned, shadows) == rules


def test_slots_that_overlap_are_not_for_one_person() -> None:
    slots = (a_slot(), a_slot(start=719, end=800), a_slot(start=720, end=800))
    assert rules_broken((a_host(1),), ((1, 0), (1, 1)), slots=slots) == ["overlap"]
    assert rules_broken((a_host(1),), ((1, 0), (1, 2)), slots=slots) == []


def test_rest_counts_over_midnight_and_over_more_than_one_day() -> None:
    slots = (a_slot(start=1320, end=1560), a_slot(day=1, start=130, end=200), a_slot(day=3))
    assert rules_broken((a_host(1, rest_minutes=11),), ((1, 0), (1, 1)), slots=slots) == ["rest"]
    assert rules_broken((a_host(1, rest_minutes=3300),), ((1, 0), (1, 2)), slots=slots) == []
    assert rules_broken((a_host(1, rest_minutes=3301),), ((1, 0), (1, 2)), slots=slots) == ["rest"]


def test_an_absent_pair_may_not_sit_and_a_fixed_one_may_not_move() -> None:
    problem = Problem(1, (a_slot(fixed=(1,)), a_slot(day=1)), (a_host(1), a_host(2)), absent=frozenset({(2, 1)}))
    plan = Plan(((2, 1),), (), (), proven=False)
    assert sorted(violation.rule for violation in check(problem, plan)) == ["absent", "fixed_moved"]


def test_what_fixed_seats_break_is_not_held_against_the_plan_but_more_of_it_is() -> None:
    slots = (a_slot(fixed=(1,)), a_slot(start=600, rank=1, fixed=(1,)), a_slot(start=1000, end=1100, rank=2))
    problem = Problem(1, slots, (a_host(1, max_day=1),))
    fixed_only = Plan(((1, 0), (1, 1)), (), (), proven=False)
    assert check(problem, fixed_only) == []
    more = replace(fixed_only, assigned=((1, 0), (1, 1), (1, 2)))
    assert [violation.rule for violation in check(problem, more)] == ["max_day"]


def test_tiers_count_what_the_page_says() -> None:
    slots = (
        a_slot(wants_mix=True, wants_dutch=True, unsocial=True),
        a_slot(start=780, end=960, rank=1, wants_mix=True),
        a_slot(day=1, month=1, seats=3),
    )
    hosts = (
        a_host(1, origin="staff", partner=0, target=1, prefer=(2,)),
        a_host(2, prefer=(1,), dutch=True, back_to_back_ok=True),
        a_host(3, level="trainee", shadow_shifts=3),
    )
    problem = Problem(2, slots, hosts, (Partner(0, 2),))
    assigned = ((1, 0), (1, 1), (2, 0))
    # promised: both in month 0, none in month 1; mix lacks in slot 1; host 1 back to back; two shadows lack
    wishes = 3 * 2 + 2 * 1 + 1 + 3 * 2
    # host 1: (2-1)² + 2·1² in month 0, (0-1)² in month 1; host 2: 1² + 2·1²
    assert tiers_of(problem, assigned, ((3, 0),)) == (4, 1, wishes, 3 + 1 + 3, 0 + 1 + 0 - 1)
    repair = replace(problem, previous=((1, 0), (2, 1), (3, 0)))
    assert tiers_of(repair, assigned, ((3, 0),))[2] == 3


def test_the_tie_break_is_a_sum_of_checksums() -> None:
    assert tie_break_of([]) == 0
    assert tie_break_of([(3, 14), (0, 7)]) == 1_111_913


def test_the_checker_needs_no_solver() -> None:
    code = "import sys, delta_app.shifts.checker; print({'highspy', 'numpy', 'ortools'} & set(sys.modules))"
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "set()"
