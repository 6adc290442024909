"""Somebody pauses, comes back, leaves: on the day that was said, without anybody doing anything then."""

from contextlib import closing
from datetime import date

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from delta_app.core import datafile, schema
from delta_app.core.errors import Refused
from delta_app.hosts.commands import change_host, details_of
from delta_app.hosts.path_commands import set_mentor
from delta_app.hosts.path_data import mentors
from delta_app.hosts.pin_commands import set_pin
from delta_app.hosts.queries import hosts, hosts_on, with_pin
from delta_app.hosts.state_commands import keep_states, note_state
from delta_app.hosts.state_data import StateFrom, away_by_state, changes_of, states_on
from delta_app.hosts.state_rules import not_here, noted, state_on
from tests.factory import COORDINATOR, a_host, a_store, acting

TODAY = "2026-12-09T09:00+01:00"
ALL = ("active", "paused", "left")


def day(number, month=12, year=2026):
    return date(year, month, number)


@pytest.fixture
def store(tmp_path, each_database_at_length):
    with time_machine.travel("2026-11-03T09:00+01:00", tick=False):
        made = a_store(tmp_path)
    yield made
    made.close()


def at(moment):
    return time_machine.travel(moment, tick=False)


def state_of(store, host):
    with store.read() as session:
        return next(one.state for one in hosts(session, states=ALL) if one.id == host)


def note(store, host, state, from_day, back_on=None):
    with acting(store, f"{state}") as session:
        return note_state(session, host, state, from_day, back_on)


def test_a_departure_takes_effect_across_midnight_by_itself(store):
    with at(TODAY):
        luc, noor = a_host(store, "Luc", "Dumont"), a_host(store, "Noor", "Haddad", level="trainee")
        with acting(store) as session:
            set_pin(session, luc, "4827")
            set_mentor(session, noor, luc)
        note(store, luc, "left", day(31))
        assert state_of(store, luc) == "active"
        assert not keep_states(store)
    with at("2026-12-30T23:59+01:00"):
        assert not keep_states(store)
        assert state_of(store, luc) == "active"
    with at("2026-12-31T00:01+01:00"):
        assert keep_states(store)
        assert state_of(store, luc) == "left"
        with store.read() as session:
            assert with_pin(session) == frozenset()
            assert mentors(session) == {}
        assert not keep_states(store)  # once is enough
        assert (store.history()[0].actor, store.history()[0].label) == (
            "Delta",
            "À la date prévue : Luc D. quitte l’équipe",
        )


def test_a_pause_with_an_end_comes_and_goes(store):
    with at(TODAY):
        luc = a_host(store, "Luc", "Dumont")
        note(store, luc, "paused", day(12), day(20))
        with store.read() as session:
            states = [states_on(session, day(number))[luc] for number in (11, 12, 19, 20)]
            assert states == ["active", "paused", "paused", "active"]
            (away,) = away_by_state(session, day(1), day(31))[luc]
            assert (away.first_day, away.last_day) == (day(12), day(19))
            assert luc not in {host.id for host in hosts_on(session, day(15))}
    for moment, state in (("2026-12-12T00:00+01:00", "paused"), ("2026-12-20T07:00+01:00", "active")):
        with at(moment):
            assert keep_states(store)
            assert state_of(store, luc) == state


def test_a_pc_that_slept_over_both_ends_of_a_pause_has_nothing_to_do(store):
    with at(TODAY):
        luc = a_host(store, "Luc", "Dumont")
        note(store, luc, "paused", day(12), day(20))
    with at("2027-01-05T09:00+01:00"):
        assert not keep_states(store)
        assert state_of(store, luc) == "active"


def test_a_clock_that_was_wrong_for_a_while_is_put_right_by_the_next_day_that_is_read(store):
    with at(TODAY):
        luc = a_host(store, "Luc", "Dumont")
        note(store, luc, "left", day(31))
    with at("2031-01-01T09:00+01:00"):  # far ahead, by mistake
        assert keep_states(store)
        assert state_of(store, luc) == "left"
    with at("2026-12-10T09:00+01:00"):
        assert keep_states(store)
        assert state_of(store, luc) == "active"
    with at("2020-01-01T00:00+01:00"):  # a flat battery: before anything was noted
        assert not keep_states(store)
        assert state_of(store, luc) == "active"
    with at("2026-12-31T09:00+01:00"):
        assert keep_states(store)
        assert state_of(store, luc) == "left"


def test_a_clock_that_ran_ahead_took_the_code_of_somebody_who_had_not_left(store):
    with at(TODAY):
        luc, ana = a_host(store, "Luc", "Dumont"), a_host(store, "Ana", "Costa")
        with acting(store) as session:
            set_pin(session, luc, "4827")
            set_mentor(session, ana, luc)
        note(store, luc, "left", day(31))
    with at("2028-01-01T09:00+01:00"):
        assert keep_states(store)
        assert state_of(store, luc) == "left"
    with at("2026-12-10T09:00+01:00"):
        assert keep_states(store)
        with store.read() as session:
            assert (with_pin(session), mentors(session)[ana]) == (frozenset({luc}), luc)
    with at("2026-12-31T09:00+01:00"):  # on the day itself they go
        assert keep_states(store)
        with store.read() as session:
            assert not with_pin(session)
            assert ana not in mentors(session)
        assert not keep_states(store)


def test_a_departure_taken_back_after_its_day_brings_the_person_back(store):
    with at(TODAY):
        luc = a_host(store, "Luc", "Dumont")
        note(store, luc, "left", day(31))
        record = store.last_own_record
    with at("2026-12-31T09:00+01:00"):
        keep_states(store)
        store.undo(COORDINATOR, record)
        assert keep_states(store)
        assert state_of(store, luc) == "active"


def test_a_departure_is_put_off_brought_forward_and_called_off(store):
    with at(TODAY):
        luc = a_host(store, "Luc", "Dumont")
        note(store, luc, "left", day(20))
        assert note(store, luc, "left", day(31)).replaced == (StateFrom(day(20), "left"),)
        with store.read() as session:
            assert states_on(session, day(25))[luc] == "active"
            assert states_on(session, day(31))[luc] == "left"
        note(store, luc, "left", day(15))
        note(store, luc, "active", day(9))
        with store.read() as session:
            assert states_on(session, day(31))[luc] == "active"
        with pytest.raises(Refused) as refusal:
            note(store, luc, "active", day(9))
        assert refusal.value.code == "state_already"


def test_a_pause_before_a_planned_departure_leaves_it(store):
    with at(TODAY):
        luc = a_host(store, "Luc", "Dumont")
        note(store, luc, "left", day(31))
        note(store, luc, "paused", day(10), day(20))
        with store.read() as session:
            states = [states_on(session, day(number))[luc] for number in (9, 10, 20, 31)]
        assert states == ["active", "paused", "active", "left"]


def test_what_the_form_or_a_list_writes_holds_from_today(store):
    from dataclasses import replace

    with at(TODAY):
        luc = a_host(store, "Luc", "Dumont")
        with acting(store) as session:
            change_host(session, luc, replace(details_of(session, luc), state="paused"))
        assert not keep_states(store)
        with store.read() as session:
            assert changes_of(session, luc)[-1] == StateFrom(day(9), "paused")


def test_a_return_comes_after_the_pause_has_begun(store):
    with at(TODAY):
        luc = a_host(store, "Luc", "Dumont")
        for state, back in (("paused", day(9)), ("left", day(20))):
            with pytest.raises(Refused) as refusal:
                note(store, luc, state, day(9), back)
            assert refusal.value.code == "back_before"


DAYS = st.dates(day(1), day(31))
CHANGES = st.lists(st.tuples(st.sampled_from(ALL), DAYS, st.none() | DAYS), max_size=6)


@given(CHANGES, DAYS)
def test_whatever_is_noted_the_days_away_are_those_on_which_one_is_not_active(said, today):
    changes = ()
    for state, from_day, back_on in said:
        back = back_on if state == "paused" and back_on is not None and back_on > from_day else None
        changes = noted(changes, state, from_day, back, today)
        assert state_on(from_day, changes, "active", today) == state
        assert list(changes) == sorted(changes, key=lambda change: change.from_day)
        assert len({change.from_day for change in changes}) == len(changes)
    away = not_here(day(1), day(31), changes, "active", today)
    for number in range(1, 32):
        held = any(period.first_day <= day(number) <= period.last_day for period in away)
        assert held == (state_on(day(number), changes, "active", today) != "active")


def test_a_departure_from_an_older_file_taken_back_after_its_day_brings_the_person_back(tmp_path):
    path = tmp_path / "old.db"
    schema.make_file(path, 5)
    with closing(schema.connect(path)) as old:
        columns = "given_name, family_name, origin, languages, level, state, max_day, max_week, max_month, target"
        old.execute(
            f"INSERT INTO host ({columns}, back_to_back_ok, shadow_shifts, email, phone, joined_at) VALUES "
            "('Luc', 'Dumont', 'volunteer', 'FR', 'experienced', 'active', 1, 2, 8, 4, 0, 0, '', '', "
            "'2026-11-03T09:00:00Z')"
        )
        old.commit()
    with at(TODAY):
        store = datafile.open_store(path)
        note(store, 1, "left", day(11))
        leaving = store.undoable().id
    with at("2026-12-12T09:00+01:00"):
        assert keep_states(store)
        assert state_of(store, 1) == "left"
        store.undo(COORDINATOR, leaving)
        keep_states(store)
        assert state_of(store, 1) == "active"
    store.close()
