"""Who could come to a slot: those who fit first, and of the others what really stands against them."""

from datetime import date

import pytest
import time_machine

from delta_app.core.settings import change_setting
from delta_app.hosts.commands import note_absence, note_answers, set_pair, set_weekly_availability
from delta_app.hosts.rules import Answer
from delta_app.shifts.candidates_data import candidates
from delta_app.shifts.queries import slots_of
from delta_app.shifts.seat_commands import assign_host
from delta_app.shifts.settings import REST_MINUTES
from tests.factory import JANUARY, a_host, a_store, acting, an_open_month

FIFTH = date(2027, 1, 5)


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel("2026-12-09T10:00:00Z", tick=False):
        yield


@pytest.fixture
def store(tmp_path):
    made = a_store(tmp_path)
    an_open_month(made)
    yield made
    made.close()


def slot_at(store, day, start=600):
    with store.read() as session:
        return next(row.id for row in slots_of(session, JANUARY) if (row.day, row.start_minute) == (day, start))


def seat(store, host, day, start=600):
    with acting(store) as session:
        assign_host(session, slot_at(store, day, start), host)


def found(store, day=FIFTH, start=600):
    with store.read() as session:
        return {one.name: one for one in candidates(session, slot_at(store, day, start))}


def codes(candidate):
    return [obstacle.code for obstacle in candidate.obstacles]


def test_those_who_fit_come_first_the_gladder_and_the_less_busy_before(store):
    busy, glad, _usual = (a_host(store, name, "Test") for name in ("Ana", "Bart", "Chantal"))
    with acting(store) as session:
        note_answers(session, {glad: [Answer(FIFTH, 600, 780, "prefers")]}, source="hand")
    seat(store, busy, date(2027, 1, 12))
    rows = found(store)
    assert list(rows) == ["Bart T.", "Chantal T.", "Ana T."]
    assert all(one.fits for one in rows.values())
    assert [one.given for one in rows.values()] == [0, 0, 1]


def test_whoever_sits_there_or_has_left_is_no_candidate(store):
    here = a_host(store, "Ana", "Test")
    a_host(store, "Bart", "Test", state="left")
    a_host(store, "Chantal", "Test", state="paused")
    seat(store, here, FIFTH)
    assert found(store) == {}


def test_answers_and_absences_stand_against_somebody(store):
    away, refuses, silent = (a_host(store, name, "Test") for name in ("Ana", "Bart", "Chantal"))
    with acting(store) as session:
        note_absence(session, away, date(2027, 1, 4), date(2027, 1, 8))
        note_answers(session, {refuses: [Answer(FIFTH, 600, 780, "cannot")]}, source="hand")
        set_weekly_availability(session, silent, [])
    rows = found(store)
    assert {name: codes(one) for name, one in rows.items()} == {
        "Ana T.": ["absent"], "Bart T.": ["said_no"], "Chantal T.": ["not_answered"],
    }  # fmt: skip
    assert rows["Ana T."].obstacles[0].away.last_day == date(2027, 1, 8)
    assert next(iter(rows)) == "Chantal T."  # only has to be asked


def test_limits_times_and_pairs_stand_against_somebody(store):
    day, week, month, avoided, tired = (
        a_host(store, name, "Test", **limits)
        for name, limits in (
            ("Ana", {"max_day": 1}), ("Bart", {"max_week": 1}), ("Chantal", {"max_month": 1}),
            ("Dirk", {}), ("Els", {}),
        )
    )  # fmt: skip
    beside = a_host(store, "Fatma", "Test")
    with acting(store) as session:
        set_pair(session, avoided, beside, "avoid")
        change_setting(session, REST_MINUTES, 1200)
    seat(store, day, FIFTH, 780)
    seat(store, week, date(2027, 1, 8))
    seat(store, month, date(2027, 1, 26))
    seat(store, tired, date(2027, 1, 6))
    seat(store, beside, FIFTH)
    rows = found(store)
    assert {name: codes(one) for name, one in rows.items()} == {
        "Ana T.": ["max_day"], "Bart T.": ["max_week"], "Chantal T.": ["max_month"], "Dirk T.": ["avoid"], "Els T.": [],
    }  # fmt: skip
    assert rows["Dirk T."].obstacles[0].others == ("Fatma T.",)
    assert rows["Ana T."].obstacles[0].elsewhere == ((FIFTH, 780),)
    late = found(store, FIFTH, 960)
    assert codes(late["Els T."]) == ["rest"]
    assert late["Els T."].obstacles[0].elsewhere == ((date(2027, 1, 6), 600),)


def test_a_novice_needs_somebody_experienced_and_a_trainee_comes_as_a_shadow(store):
    a_host(store, "Ana", "Test", level="novice")
    a_host(store, "Bart", "Test", level="trainee", shadow_shifts=2)
    guide = a_host(store, "Chantal", "Test")
    assert codes(found(store)["Ana T."]) == ["novices"]
    assert codes(found(store)["Bart T."]) == ["shadow_without_experienced"]
    seat(store, guide, FIFTH)
    rows = found(store)
    assert rows["Ana T."].fits
    assert rows["Bart T."].fits
    assert rows["Bart T."].learns
    assert list(rows) == ["Ana T.", "Bart T."]  # a shadow fills no seat
    seat(store, a_host(store, "Dirk", "Test", level="trainee", shadow_shifts=2), FIFTH)
    second = found(store)["Bart T."]
    assert codes(second) == ["shadows_in_slot"]
    assert not second.may_all_the_same


def test_a_full_slot_says_nothing_against_the_people(store):
    for name in ("Ana", "Bart"):
        seat(store, a_host(store, name, "Test"), FIFTH)
    a_host(store, "Chantal", "Test")
    assert found(store)["Chantal T."].fits


def test_a_month_gone_by_and_a_slot_that_is_gone_have_no_candidates(store):
    a_host(store, "Ana", "Test")
    slot = slot_at(store, FIFTH)
    with time_machine.travel("2027-02-09T10:00:00Z", tick=False), store.read() as session:
        assert candidates(session, slot) == ()
        assert candidates(session, 10_000) == ()
