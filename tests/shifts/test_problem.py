"""The problem and plan files: what is read is what was written, and what is wrong is named."""

import copy
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from delta_app.shifts.problem import (
    Plan,
    ProblemError,
    Short,
    read_plan,
    read_problem,
    write_plan,
    write_problem,
)
from tests.shifts.roster_factory import tiny_problem

SAMPLES = Path(__file__).parents[2] / "resources" / "samples" / "roster"


@pytest.fixture
def data() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SAMPLES / "venue-absence.json").read_text(encoding="utf-8"))
    return loaded


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_samples_are_written_as_they_were_read(path: Path) -> None:
    data = json.loads(path.read_text(encoding="utf-8"))
    assert write_problem(read_problem(data)) == data


def test_random_problems_survive_the_file() -> None:
    for seed in range(200):
        problem = tiny_problem(seed)
        assert read_problem(json.loads(json.dumps(write_problem(problem)))) == problem


def test_a_plan_survives_the_file() -> None:
    plan = Plan(((1, 2),), ((3, 2),), (1, 0, 2, 3, 4), True, 0.25, (Short(2, 1, {"stopped": []}),), 7, ({"rule": "a"},))
    for one in (plan, replace(plan, tie_break_proven=False)):
        assert read_plan(json.loads(json.dumps(write_plan(one)))) == one


def test_what_is_left_out_has_its_plain_meaning(data: dict[str, Any]) -> None:
    for name in ("previous", "absent", "partners"):
        del data[name]
    for host in data["hosts"]:
        for name in ("avoid", "prefer", "shadow_shifts", "partner", "rest_minutes", "dutch", "back_to_back_ok"):
            del host[name]
    for slot in data["slots"]:
        del slot["fixed"]
    problem = read_problem(data)
    assert not problem.is_repair
    assert problem.hosts[0].partner is None


def test_an_empty_previous_plan_is_no_repair(data: dict[str, Any]) -> None:
    data["previous"] = []
    assert not read_problem(data).is_repair


def test_lists_that_mean_sets_count_a_double_once(data: dict[str, Any]) -> None:
    data["slots"][0]["fixed"] = [4, 3, 3]
    data["previous"] = [[1, 1], [1, 1], [0, 2]]
    problem = read_problem(data)
    assert problem.slots[0].fixed == (3, 4)
    assert problem.previous == ((0, 2), (1, 1))


def changed(data: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """The data with one value replaced; the path as hosts.0.level."""
    other = copy.deepcopy(data)
    place: Any = other
    *way, last = path.split(".")
    for step in way:
        place = place[int(step) if step.isdecimal() else step]
    place[int(last) if last.isdecimal() and isinstance(place, list) else last] = value
    return other


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("format", "delta-roster/2", "wrong_format"),
        ("format", None, "wrong_format"),
        ("months", 0, "number_out_of_range"),
        ("months", "1", "not_a_whole_number"),
        ("slots", {}, "not_a_list"),
        ("slots", None, "not_a_list"),
        ("slots.0", 5, "not_an_object"),
        ("slots.0.day", None, "missing"),
        ("slots.0.day", -1, "number_out_of_range"),
        ("slots.0.day", 1.5, "not_a_whole_number"),
        ("slots.0.seats", True, "not_a_whole_number"),
        ("slots.0.month", 1, "unknown_month"),
        ("slots.0.end", 540, "slot_ends_before_it_starts"),
        ("slots.0.wants_mix", 1, "not_true_or_false"),
        ("slots.0.fixed", [77], "unknown_host"),
        ("slots.0.fixed", "3", "not_a_list"),
        ("hosts.1.id", 0, "duplicate"),
        ("hosts.0.level", "expert", "unknown_choice"),
        ("hosts.0.origin", None, "missing"),
        ("hosts.0.partner", 9, "unknown_partner"),
        ("hosts.0.avoid", [0], "paired_with_themselves"),
        ("hosts.0.prefer", [99], "unknown_host"),
        ("hosts.0.dislike", [1], "not_an_object"),
        ("hosts.0.dislike", {"64": 0}, "unknown_slot"),
        ("hosts.0.dislike", {"x": 0}, "unknown_slot"),
        ("hosts.0.dislike", {"01": 0}, "unknown_slot"),
        ("hosts.0.dislike", {"1": "3"}, "not_a_whole_number"),
        ("partners.1.id", 0, "duplicate"),
        ("previous", [[0, 99]], "unknown_slot"),
        ("previous", [[99, 0]], "unknown_host"),
        ("previous", [[1]], "not_a_pair"),
        ("absent", ["12"], "not_a_pair"),
    ],
)
def test_what_does_not_fit_is_named(data: dict[str, Any], path: str, value: Any, code: str) -> None:
    with pytest.raises(ProblemError) as caught:
        read_problem(changed(data, path, value))
    assert caught.value.code == code
    assert code in str(caught.value)


@pytest.mark.parametrize("whole", [None, [], "delta-roster/1", 3])
def test_another_json_is_not_a_problem(whole: Any) -> None:
    with pytest.raises(ProblemError):
        read_problem(whole)
