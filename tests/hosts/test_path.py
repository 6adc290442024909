"""The path of newcomers: its steps, what was done of it and when, who stands by whom; states that change on a day."""

from datetime import date

import pytest
import time_machine

from delta_app.core.access import Actor, Role
from delta_app.core.errors import Refused
from delta_app.hosts.path_commands import mark_step, set_mentor, set_path, unmark_step
from delta_app.hosts.path_data import DEFAULT_PATH, Mark, Step, mentors, path_marks, path_steps, step_title
from delta_app.hosts.path_rules import path_now
from tests.factory import COORDINATOR, SERVER_AT_LENGTH, a_host, a_store, acting, all_data

pytestmark = [pytest.mark.usefixtures("each_database"), SERVER_AT_LENGTH]
DAY = date(2026, 12, 9)


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel("2026-12-09T09:00+01:00", tick=False):
        yield


@pytest.fixture
def store(tmp_path):
    made = a_store(tmp_path)
    yield made
    made.close()


def steps_of(store):
    with store.read() as session:
        return path_steps(session)


def marks_of(store, host):
    with store.read() as session:
        return path_marks(session).get(host, ())


def refused(store, act, actor=COORDINATOR):
    with pytest.raises(Refused) as refusal, acting(store, "try", actor) as session:
        act(session)
    return refusal.value


def test_the_path_of_the_program_holds_until_the_place_says_otherwise_and_then_again(store):
    assert steps_of(store) == DEFAULT_PATH
    before = all_data(store)
    changed = (Step("met"), Step("", "Soirée d’accueil"), Step("shadows", needed=3), Step("formalities"))
    with acting(store, "path") as session:
        kept = set_path(session, changed)
    assert steps_of(store) == kept
    assert [step_title(step) for step in kept] == [
        "Première rencontre", "Soirée d’accueil", "Doublures", "Formalités vérifiées",
    ]  # fmt: skip
    with acting(store, "turn") as session:
        set_path(session, (kept[1], Step("met", "Premier café"), *kept[2:]))
    assert [step.key for step in steps_of(store)][:2] == [kept[1].key, "met"]
    store.undo(COORDINATOR)
    assert steps_of(store) == kept
    with acting(store, "as shipped") as session:
        set_path(session, DEFAULT_PATH)
    assert steps_of(store) == DEFAULT_PATH
    assert all_data(store)["path_step"] == before["path_step"] == []


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ((), "no_step"),
        ((Step("met"), Step("")), "step_unnamed"),
        ((Step("met"), Step("", "premiere RENCONTRE")), "step_twice"),
        ((Step("met"), Step("met")), "step_twice"),
        ((Step("shadows", needed=0),), "bad_needed"),
        ((Step("shadows", needed=10),), "bad_needed"),
        (tuple(Step("", f"Étape {number}") for number in range(13)), "too_many_steps"),
    ],
)
def test_a_path_that_makes_no_sense_is_refused_whole(store, steps, code):
    assert refused(store, lambda s: set_path(s, steps)).code == code
    assert steps_of(store) == DEFAULT_PATH


def test_what_was_noted_of_a_step_that_goes_stays_and_its_key_is_never_given_again(store):
    noor = a_host(store, "Noor", "Haddad", level="trainee")
    with acting(store) as session:
        (own,) = [step for step in set_path(session, (*DEFAULT_PATH, Step("", "Soirée"))) if step.name]
    with acting(store) as session:
        mark_step(session, noor, own.key, DAY)
    with acting(store) as session:
        set_path(session, DEFAULT_PATH)
    path = path_now(steps_of(store), marks_of(store, noor), ())
    assert [mark.key for mark in path.others] == [own.key]
    with acting(store) as session:
        again = set_path(session, (*DEFAULT_PATH, Step("", "Autre chose")))[-1]
    assert again.key != own.key


def test_a_step_is_noted_with_its_day_and_with_whom_changed_and_taken_back(store):
    noor, luc = a_host(store, "Noor", "Haddad", level="trainee"), a_host(store, "Luc", "Dumont")
    with acting(store) as session:
        mark_step(session, noor, "met", date(2026, 12, 2))  # before she was written here
    with acting(store) as session:
        mark_step(session, noor, "met", date(2026, 12, 3), luc)
    assert marks_of(store, noor) == (Mark("met", date(2026, 12, 3), luc),)
    with acting(store) as session:
        unmark_step(session, noor, "met")
    assert marks_of(store, noor) == ()
    store.undo(COORDINATOR)
    assert marks_of(store, noor) == (Mark("met", date(2026, 12, 3), luc),)


def test_what_cannot_be_noted_of_a_path_is_refused(store):
    noor = a_host(store, "Noor", "Haddad", level="trainee")
    assert refused(store, lambda s: mark_step(s, noor, "met", date(2026, 12, 10))).code == "step_early"
    assert refused(store, lambda s: mark_step(s, noor, "formalities", DAY)).code == "no_such_step"
    assert refused(store, lambda s: mark_step(s, noor, "met", DAY, noor)).code == "same_person"
    assert refused(store, lambda s: mark_step(s, 99, "met", DAY)).code == "no_such_host"
    assert refused(store, lambda s: unmark_step(s, noor, "met")).code == "step_not_marked"
    herself = Actor("Noor", Role.HOST, noor)
    assert refused(store, lambda s: mark_step(s, noor, "met", DAY), herself).code == "not_allowed"


def test_somebody_experienced_who_is_here_stands_by_a_newcomer(store):
    noor, luc = a_host(store, "Noor", "Haddad", level="trainee"), a_host(store, "Luc", "Dumont")
    ana, paul = a_host(store, "Ana", "Costa", level="novice"), a_host(store, "Paul", "Kessels", state="paused")
    for other in (ana, paul):
        assert refused(store, lambda s, other=other: set_mentor(s, noor, other)).code == "bad_mentor"
    assert refused(store, lambda s: set_mentor(s, noor, noor)).code == "same_person"
    with acting(store) as session:
        set_mentor(session, noor, luc)
    with store.read() as session:
        assert mentors(session) == {noor: luc}
    with acting(store) as session:
        set_mentor(session, noor, None)
    with store.read() as session:
        assert mentors(session) == {}


def test_where_somebody_is_follows_from_what_is_done_in_any_order():
    steps = DEFAULT_PATH
    marks = (Mark("charter", DAY), Mark("note", DAY))
    path = path_now(steps, marks, ())
    assert path.current.step.key == "met"
    assert [one.step.key for one in path.missing] == ["met", "training", "shadows", "talk"]
    assert not path.may_shadow
    path = path_now(steps, (*marks, Mark("met", DAY), Mark("training", DAY)), (DAY,))
    assert (path.current.step.key, path.current.count, path.current.needed) == ("shadows", 1, 2)
    assert path.may_shadow
    later = date(2026, 12, 11)
    path = path_now(steps, (*marks, Mark("met", DAY), Mark("training", DAY)), (DAY, later))
    assert path.shadows.done_on == later
    assert path.current.step.key == "talk"
    assert path_now(steps, marks, (DAY, later), own_needed=3).shadows.done_on is None
    by_hand = path_now(steps, (*marks, Mark("shadows", DAY)), ())
    assert by_hand.shadows.done_on == DAY
