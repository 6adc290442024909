"""Why seats stay empty: every host counted once, forcing rules that do force, help that does help, and the words."""

import json
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from delta_app.shifts.compose import compose
from delta_app.shifts.explain import Forced, Forcing, Helper, Stopped, Why, explain, read_why
from delta_app.shifts.explain_words import Names, broken_in_words, gap_in_words, why_in_words
from delta_app.shifts.problem import Host, Plan, Problem, read_problem
from delta_app.shifts.roster_engine import Solved, solve
from tests.shifts import roster_factory
from tests.shifts.roster_factory import a_host, overconstrained_problem, uneven_problem

SAMPLES = Path(__file__).parents[2] / "resources" / "samples" / "roster"


a_slot = partial(roster_factory.a_slot, seats=1)


@pytest.fixture(scope="module")
def over() -> tuple[Problem, Plan, tuple[Why, ...]]:
    problem = read_problem(json.loads((SAMPLES / "over.json").read_text(encoding="utf-8")))
    plan = compose(problem, explained=False)
    return problem, plan, explain(problem, plan, seconds=20)


def test_every_host_who_is_not_seated_is_counted_once(over: tuple[Problem, Plan, tuple[Why, ...]]) -> None:
    problem, plan, whys = over
    assert sum(why.missing for why in whys) == plan.tiers[0]
    for why in whys:
        seated = {host for host, slot in plan.assigned if slot == why.slot}
        counted = [host for stopped in why.stopped for host in stopped.hosts]
        assert sorted(counted) == sorted(host.id for host in problem.hosts if host.id not in seated)
        assert "nothing" not in {stopped.rule for stopped in why.stopped}


def test_the_sample_s_gap_is_forced_by_thirteen_maxima_and_a_pairing_rule(
    over: tuple[Problem, Plan, tuple[Why, ...]],
) -> None:
    forcing = {item.rule: item.count for item in over[2][0].forcing}
    assert forcing == {"max_month": 13, "novices": 1}


@pytest.mark.parametrize("problem", [overconstrained_problem(3), uneven_problem(3), uneven_problem(11)])
def test_the_forcing_rules_alone_force_the_gap(problem: Problem) -> None:
    """With every rule lifted that is not listed, no plan fills more seats."""
    plan = compose(problem, explained=False)
    forcing = explain(problem, plan, seconds=20)[0].forcing
    assert forcing
    assert compose(only_under(problem, forcing), explained=False).tiers[0] == plan.tiers[0]


def only_under(problem: Problem, forcing: tuple[Forcing, ...]) -> Problem:
    """The problem without the rules that are not listed."""
    listed = {item.rule: item.hosts for item in forcing}
    hosts = tuple(
        replace(
            host,
            **{rule: 99 for rule in ("max_month", "max_week", "max_day") if host.id not in listed.get(rule, ())},
            rest_minutes=host.rest_minutes if host.id in listed.get("rest", ()) else 0,
            avoid=host.avoid if "avoid" in listed else (),
            level=host.level if "novices" in listed or host.is_trainee else "experienced",
        )
        for host in problem.hosts
    )
    return replace(problem, hosts=hosts)


def test_the_pairing_rule_is_named_where_novices_could_not_come_alone() -> None:
    both = {0: 0, 1: 0}
    novices = (a_host(2, level="novice", dislike=both), a_host(3, level="novice", dislike=both))
    problem = Problem(1, (a_slot(), a_slot(day=1)), (a_host(1, max_month=1, dislike=both), *novices))
    why = read_why(compose(problem).short[0].why)
    forcing = {item.rule: item.count for item in why.forcing}
    assert forcing["novices"] in (1, 2)
    assert compose(only_under(problem, why.forcing), explained=False).tiers[0] == why.missing_in_all == 1
    alone = Problem(1, (a_slot(),), (a_host(2, level="novice"),))
    why = read_why(compose(alone).short[0].why)
    assert {item.rule: item.count for item in why.forcing} == {"novices": 1}
    assert "à cause de 1 règle de jumelage" in gap_in_words(why, NAMES)[0]


def test_helpers_help_as_much_as_said(over: tuple[Problem, Plan, tuple[Why, ...]]) -> None:
    problem, plan, whys = over
    helpers = whys[0].helpers
    assert helpers
    for helper in helpers:
        assert helper.missing < plan.tiers[0]
        hosts = tuple(
            replace(host, **{rule: getattr(host, rule) + 1 for rule in helper.rules})
            if host.id == helper.host
            else host
            for host in problem.hosts
        )
        most = compose(replace(problem, hosts=hosts), explained=False).tiers[0]
        assert most <= helper.missing  # of all the weeks only one is raised
        assert most == helper.missing or "max_week" in helper.rules


@pytest.mark.parametrize("rule", ["max_week", "max_month"])
def test_one_shift_more_is_not_one_more_in_every_week_or_month(rule: str) -> None:
    slots = tuple(a_slot(day=day, week=day // 7, month=day // 7) for day in (0, 1, 7, 8))
    host = a_host(1, dislike=dict.fromkeys(range(4), 0), **{rule: 1})
    problem = Problem(2, slots, (host,))
    why = read_why(compose(problem).short[0].why)
    assert (why.missing_in_all, why.helpers) == (2, (Helper(1, (rule,), 1),))


def test_what_filling_a_slot_would_cost_is_said_only_when_proven(
    over: tuple[Problem, Plan, tuple[Why, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    problem, plan, whys = over
    assert any(why.forced is not None and why.forced.possible for why in whys)

    def unproven(*args: Any, **more: Any) -> Solved:
        solved = solve(*args, **more)
        return solved if solved.impossible else replace(solved, bound=solved.bound - 1)

    monkeypatch.setattr("delta_app.shifts.explain.solve", unproven)
    assert not any(why.forced is not None and why.forced.possible for why in explain(problem, plan, seconds=20))


def test_whys_survive_the_plan_file(over: tuple[Problem, Plan, tuple[Why, ...]]) -> None:
    for why in over[2]:
        assert read_why(json.loads(json.dumps(why.as_json()))) == why


def test_a_slot_nobody_lists_cannot_be_filled_and_another_only_at_a_price() -> None:
    slots = (a_slot(), a_slot(day=1), a_slot(day=2))
    problem = Problem(1, slots, (a_host(1, max_week=1, dislike={0: 0, 1: 0}),))
    plan = compose(problem, explained=False)
    by_slot = {why.slot: why for why in explain(problem, plan)}
    taken = plan.assigned[0][1]
    other = 1 - taken
    assert by_slot[2].forced == Forced(possible=False)
    assert by_slot[other].forced == Forced(possible=True, emptied=(taken,), missing=2)
    assert by_slot[other].helpers == (Helper(1, ("max_week",), 1),)
    assert by_slot[other].stopped == (Stopped("max_week", (1,)),)


@pytest.mark.parametrize(
    ("host", "rule"),
    [
        (a_host(2, dislike={}), "not_listed"),
        (a_host(2, level="trainee"), "trainee"),
        (a_host(2, max_month=0), "max_month"),
        (a_host(2, max_week=0), "max_week"),
        (a_host(2, max_day=0), "max_day"),
        (a_host(2, level="novice"), "novice_alone"),
    ],
)
def test_the_rule_in_the_way_is_named(host: Host, rule: str) -> None:
    problem = Problem(1, (a_slot(seats=2),), (host,))
    plan = Plan((), (), (2, 1, 0, 0, 0), proven=False)
    assert explain(problem, plan)[0].stopped == (Stopped(rule, (2,)),)


def test_absence_avoidance_overlap_and_rest_are_named_too() -> None:
    slots = (a_slot(seats=2), a_slot(start=600, rank=1), a_slot(day=1, start=0, end=60))
    hosts = (
        a_host(1),
        a_host(2, avoid=(1,)),
        a_host(3),
        a_host(4, max_day=2, dislike={0: 0, 1: 0}),
        a_host(5, rest_minutes=900, dislike={0: 0, 2: 0}),
    )
    problem = Problem(1, slots, hosts, absent=frozenset({(3, 0)}))
    plan = Plan(((1, 0), (4, 1), (5, 2)), (), (), proven=False)
    found = {stopped.rule: stopped.hosts for stopped in explain(problem, plan)[0].stopped}
    assert found == {"absent": (3,), "avoid": (2,), "overlap": (4,), "rest": (5,)}


def test_a_full_plan_needs_no_explaining() -> None:
    problem = Problem(1, (a_slot(),), (a_host(1),))
    assert compose(problem).short == ()


def test_without_time_the_first_layer_still_stands(over: tuple[Problem, Plan, tuple[Why, ...]]) -> None:
    problem, plan, _ = over
    for why in explain(problem, plan, seconds=0):
        assert why.stopped
        assert (why.forcing, why.helpers, why.forced) == ((), (), None)


NAMES = Names({7: "Luc D.", 8: "Fatma Ö."}, {4: "jeudi 10 à 13 h", 5: "vendredi 11 à 9 h"})


def test_the_words_say_it_all() -> None:
    why = Why(
        4,
        1,
        1,
        (
            Stopped("not_listed", tuple(range(100, 115))),
            Stopped("max_week", tuple(range(200, 205))),
            Stopped("absent", (300, 301, 302)),
            Stopped("novice_alone", (400,)),
        ),
        (Forcing("max_month", 13, (1,), ()), Forcing("novices", 1, (), (4,))),
        (Helper(7, ("max_week",), 0),),
        Forced(possible=True, emptied=(5,), missing=1),
        seated=1,
    )
    assert why_in_words(why, NAMES) == [
        (
            "Aucune des 24 autres personnes ne peut la prendre : 15 indisponibles, "
            "5 déjà à leur maximum de la semaine, 3 absentes, 1 débutante sans jumelage possible."
        ),
        "La remplir laisserait une place vide ailleurs : vendredi 11 à 9 h.",
    ]
    assert gap_in_words(why, NAMES) == [
        (
            "Avec les réponses reçues, 1 place reste vide de toute façon, "
            "à cause de 13 maximums du mois et 1 règle de jumelage."
        ),
        "Avec une permanence de plus pour Luc D., tout serait rempli.",
    ]


def test_the_words_when_little_is_known() -> None:
    assert why_in_words(Why(4, 1, 3, ()), Names({}, {})) == ["Personne n’est encore inscrit dans l’équipe."]
    assert why_in_words(Why(4, 1, 3, ()), NAMES) == ["Toute l’équipe y est déjà : il faudrait une personne de plus."]
    why = Why(4, 1, 3, (Stopped("nothing", (7,)),), (), (Helper(7, ("max_day",), 2), Helper(8, ("max_day",), 2)))
    assert why_in_words(why, NAMES) == ["1 personne pourrait encore la prendre."]
    assert gap_in_words(why, NAMES) == [
        "Avec une permanence de plus pour Luc D. ou Fatma Ö., il ne resterait que 2 places vides.",
    ]
    impossible = Why(4, 1, 3, (Stopped("trainee", (7,)),), forced=Forced(possible=False))
    assert why_in_words(impossible, NAMES) == [
        "La seule personne de l’équipe ne peut pas la prendre : 1 encore en apprentissage.",
        "La remplir n’est pas possible, même en déplaçant d’autres personnes.",
    ]
    nobody = Why(4, 2, 2, (Stopped("not_listed", (7, 8)),), forced=Forced(possible=False))
    assert why_in_words(nobody, NAMES) == ["Aucune des 2 personnes ne peut la prendre : 2 indisponibles."]


def test_a_gap_is_put_down_to_what_causes_it_seat_by_seat() -> None:
    """Nobody listed for one seat, a fixed colleague to avoid for another, and a maximum for the third."""
    slots = (a_slot(), a_slot(day=1, seats=2, fixed=(2,)), a_slot(day=2), a_slot(day=3))
    hosts = (a_host(1, avoid=(2,), max_month=1, dislike={1: 0, 2: 0, 3: 0}), a_host(2, dislike={}))
    why = read_why(compose(Problem(1, slots, hosts)).short[0].why)
    assert (why.missing_in_all, why.unlisted_in_all, why.shut_out_in_all) == (3, 1, 1)
    assert {item.rule: item.count for item in why.forcing} == {"max_month": 1}
    assert gap_in_words(why, Names({1: "Ana C.", 2: "Luc D."}, {}))[0] == (
        "Avec les réponses reçues, 3 places restent vides de toute façon : 1 parce que personne d’autre n’est "
        "disponible ou n’a répondu, 1 à cause de ce qui est déjà fixé et 1 à cause de 1 maximum du mois."
    )


def test_a_gap_for_want_of_people_is_not_blamed_on_a_rule() -> None:
    problem = Problem(1, (a_slot(seats=2), a_slot(day=1)), (a_host(1),))
    why = read_why(compose(problem).short[0].why)
    assert (why.missing_in_all, why.unlisted_in_all, why.forcing) == (2, 2, ())
    assert gap_in_words(why, NAMES) == [
        (
            "Avec les réponses reçues, 2 places restent vides de toute façon, parce que personne d’autre n’est "
            "disponible ou n’a répondu."
        )
    ]
    unknown = Why(4, 1, 9, (), unlisted_in_all=7)
    assert "2 à cause des règles prises ensemble" in gap_in_words(unknown, NAMES)[0]


def test_who_never_answered_is_not_called_unavailable() -> None:
    why = Why(4, 1, 1, (Stopped("not_listed", (7, 8, 9)), Stopped("max_week", (10,))), forced=Forced(possible=False))
    assert why_in_words(why, NAMES, {8, 9, 99}) == [
        (
            "Aucune des 2 personnes qui ont répondu ne peut la prendre : 1 indisponible, "
            "1 déjà à son maximum de la semaine."
        ),
        "La remplir n’est pas possible, même en déplaçant d’autres personnes.",
        "2 personnes n’ont encore rien répondu pour ce moment : leur demander est le plus simple.",
    ]
    nobody_asked = replace(why, stopped=why.stopped[:1])
    assert why_in_words(nobody_asked, NAMES, {7, 8, 9}) == [
        "3 personnes n’ont encore rien répondu pour ce moment : leur demander est le plus simple."
    ]


def test_in_a_team_of_two_the_other_one_is_the_only_other() -> None:
    problem = Problem(1, (a_slot(seats=2),), (a_host(7), a_host(8, dislike={})))
    why = read_why(compose(problem).short[0].why)
    assert why.seated == 1
    assert why_in_words(why, NAMES) == ["La seule autre personne de l’équipe ne peut pas la prendre : 1 indisponible."]
    assert why_in_words(replace(why, stopped=(Stopped("absent", (8,)), Stopped("not_listed", (9,)))), NAMES, {9})[
        0
    ] == ("La seule autre personne qui a répondu ne peut pas la prendre : 1 absente.")


def test_a_rule_that_fixed_seats_break_is_named_with_who_and_when() -> None:
    slots = (a_slot(seats=2, fixed=(7, 8)), a_slot(day=1, fixed=(7,)))
    hosts = (a_host(7, avoid=(8,), max_week=1, level="novice"), a_host(8, level="novice"))
    plan = compose(Problem(1, slots, hosts))
    names = replace(NAMES, slots={0: "mar. 5 janv. à 10h", 1: "mer. 6 janv. à 10h"})
    seated = {0: (7, 8), 1: (7,)}
    told = [broken_in_words(item, names, seated[item["slots"][0]]) for item in plan.broken_fixed]
    assert told == [
        "Luc D. vient 2 fois la même semaine, malgré son maximum de 1 : mar. 5 janv. à 10h et mer. 6 janv. à 10h.",
        (
            "Luc D. et Fatma Ö. sont à l’accueil mar. 5 janv. à 10h, malgré « qui débute vient avec quelqu’un "
            "d’expérimenté »."
        ),
        "Luc D. et Fatma Ö. sont ensemble mar. 5 janv. à 10h, malgré « à ne pas mettre ensemble ».",
        "Luc D. est à l’accueil mer. 6 janv. à 10h, malgré « qui débute vient avec quelqu’un d’expérimenté ».",
    ]
    for rule in ("shadow_without_experienced", "shadows_in_slot", "seats", "max_day", "max_month", "overlap", "rest",
                 "fixed_but_absent"):  # fmt: skip
        broken = {"rule": rule, "hosts": (7,), "slots": (0,), "found": 3, "allowed": 2}
        assert "{" not in broken_in_words(broken, names, ())


def test_every_rule_has_words(over: tuple[Problem, Plan, tuple[Why, ...]]) -> None:
    problem, _, whys = over
    names = Names({host.id: f"H{host.id}" for host in problem.hosts}, {n: f"S{n}" for n in range(len(problem.slots))})
    for why in whys:
        assert all("{" not in sentence for sentence in [*why_in_words(why, names), *gap_in_words(why, names)])


def test_whom_only_a_maximum_keeps_out_could_be_asked_and_nobody_else() -> None:
    slots = (a_slot(day=0), a_slot(day=1), a_slot(day=2, seats=2))
    hosts = (
        a_host(7, max_month=2, dislike={0: 0, 1: 0, 2: 1}),
        a_host(8, max_month=1, avoid=(9,), dislike={2: 0}),
        a_host(9, max_month=9, dislike={2: 0}, level="trainee", shadow_shifts=0),
    )
    why = read_why(compose(Problem(1, slots, hosts)).short[0].why)
    assert why.slot == 2
    assert [(helper.host, helper.rules) for helper in why.askable] == [(7, ("max_month",))]
    assert why.shadows == ()  # beside 8 they should not be


def test_a_trainee_who_could_come_is_named_for_the_slot_that_stays_short() -> None:
    hosts = (a_host(8, dislike={0: 0}), a_host(9, dislike={0: 0}, level="trainee", shadow_shifts=0))
    plan = compose(Problem(1, (a_slot(seats=2),), hosts))
    assert read_why(plan.short[0].why).shadows == (9,)
    alone = compose(Problem(1, (a_slot(seats=2),), (a_host(8, dislike={}), hosts[1])))
    assert read_why(alone.short[0].why).shadows == ()
