"""A second engine, with the rules written down a second time, reaches the same best tiers."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from delta_app.shifts.compose import compose
from delta_app.shifts.problem import Problem, write_problem
from tests.shifts.roster_factory import (
    fixed_problem,
    month_problem,
    overconstrained_problem,
    repair_of,
    tiny_problem,
    uneven_problem,
)

ENGINE = Path(__file__).with_name("second_engine.py")


def assert_second_engine_agrees(folder: Path, problems: list[Problem]) -> None:
    paths = []
    for number, problem in enumerate(problems):
        path = folder / f"{number}.json"
        path.write_text(json.dumps(write_problem(problem)), encoding="utf-8")
        paths.append(str(path))
    done = subprocess.run([sys.executable, str(ENGINE), *paths], capture_output=True, text=True, check=True)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == len(problems)
    for problem, second in zip(problems, found, strict=True):
        plan = compose(problem, explained=False)
        assert plan.proven
        known = len(second["tiers"])
        assert list(plan.tiers)[:known] == second["tiers"]
        if not second["proven"]:  # it ran out of time, and knows of the next tier only between what it lies
            least, found = second["between"]
            assert least <= plan.tiers[known]
            assert found is None or plan.tiers[known] <= found


def test_tiny_problems(tmp_path: Path) -> None:
    assert_second_engine_agrees(tmp_path, [tiny_problem(seed) for seed in range(7_000, 7_080)])


def test_a_small_month_its_repair_and_one_with_too_few_hosts(tmp_path: Path) -> None:
    small = month_problem(3, host_count=12, weeks=2)
    repair = repair_of(small, compose(small, explained=False), 3)
    few = month_problem(4, host_count=7, weeks=2, availability=0.25)
    assert_second_engine_agrees(tmp_path, [small, repair, few])


@pytest.mark.long
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("seed", range(100, 120))
def test_months_of_every_kind(tmp_path: Path, seed: int) -> None:
    month = month_problem(seed)
    repair = repair_of(month, compose(month, explained=False), seed)
    problems = [month, repair, overconstrained_problem(seed), fixed_problem(seed), uneven_problem(seed)]
    assert_second_engine_agrees(tmp_path, problems)


@pytest.mark.long
@pytest.mark.parametrize("first", range(20_000, 22_000, 200))
def test_many_tiny_problems(tmp_path: Path, first: int) -> None:
    assert_second_engine_agrees(tmp_path, [tiny_problem(seed) for seed in range(first, first + 200)])
