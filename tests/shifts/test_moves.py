"""People moved from one slot to another and exchanged: what stands against it, and the act itself."""

from datetime import date

import pytest
import time_machine

from delta_app.core.errors import Refused
from delta_app.hosts.commands import note_absence, set_pair
from delta_app.shifts.moves_data import exchanges, landings
from delta_app.shifts.queries import seats_of
from delta_app.shifts.seat_commands import assign_host, lock_seat, move_seat, replace_host, swap_seats
from delta_app.shifts.trade_commands import seek_replacement
from tests.factory import COORDINATOR, JANUARY, a_host, a_store, acting, all_data, an_open_month


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel(date(2026, 12, 9), tick=True):
        yield


@pytest.fixture
def store(tmp_path):
    made = a_store(tmp_path)
    yield made
    made.close()


def seated(store):
    """(slot id, host id) of every seat, in order."""
    with store.read() as session:
        return sorted((seat.slot_id, seat.host_id) for seats in seats_of(session, JANUARY).values() for seat in seats)


def give(store, slot_id, host_id):
    with acting(store) as session:
        return assign_host(session, slot_id, host_id)


def codes(obstacles):
    return [obstacle.code for obstacle in obstacles]


def test_every_slot_tells_whether_somebody_taken_from_another_could_come(store):
    fatma, ana = a_host(store), a_host(store, "Ana", "Costa")
    slots = an_open_month(store)
    give(store, slots[0], fatma)
    give(store, slots[1], ana)
    with acting(store) as session:
        note_absence(session, fatma, date(2027, 1, 6), date(2027, 1, 6))
        set_pair(session, fatma, ana, "avoid")
    with store.read() as session:
        found = landings(session, JANUARY, fatma, leaving=slots[0])
        taken_from_the_team = landings(session, JANUARY, fatma)
    assert len(found) == len(slots)
    first_day, second = found[slots[2]], found[slots[1]]
    assert first_day.free
    assert codes(first_day.obstacles) == []  # the seat left behind is no second one that day
    assert codes(second.obstacles) == ["avoid"]
    assert codes(taken_from_the_team[slots[2]].obstacles) == ["max_day"]
    away = [landing for landing in found.values() if codes(landing.obstacles)[:1] == ["absent"]]
    assert len(away) == 3


def test_a_full_slot_is_not_free_and_names_whom_one_could_change_places_with(store):
    fatma, ana, luc = a_host(store), a_host(store, "Ana", "Costa"), a_host(store, "Luc", "Dumont")
    paul = a_host(store, "Paul", "Kessels")
    slots = an_open_month(store)
    give(store, slots[0], fatma)
    there = [give(store, slots[3], ana), give(store, slots[3], luc)]
    with acting(store) as session:
        note_absence(session, luc, date(2027, 1, 1), date(2027, 1, 1))
    with store.read() as session:
        assert not landings(session, JANUARY, fatma, leaving=slots[0])[slots[3]].free
        found = exchanges(session, JANUARY, fatma, slots[3], leaving=slots[0])
        from_the_team = exchanges(session, JANUARY, paul, slots[3])
    assert [exchange.seat_id for exchange in found] == there
    assert [codes(exchange.mine) for exchange in found] == [[], []]
    assert [codes(exchange.theirs) for exchange in found] == [[], ["absent"]]
    assert [exchange.theirs for exchange in from_the_team] == [None, None]


def test_moving_keeps_one_seat_fixes_it_and_is_undone_as_one_act(store):
    fatma = a_host(store)
    slots = an_open_month(store)
    seat = give(store, slots[0], fatma)
    with acting(store) as session:
        lock_seat(session, seat, locked=False)
        seek_replacement(session, seat, seeking=True)
    before = all_data(store)
    with acting(store) as session:
        move_seat(session, seat, slots[4])
    assert seated(store) == [(slots[4], fatma)]
    with store.read() as session:
        moved = seats_of(session, JANUARY)[slots[4]][0]
    assert moved.locked
    assert not moved.seeking
    store.undo(COORDINATOR)
    assert all_data(store) == before


def test_moving_within_a_day_is_no_double_booking(store):
    fatma = a_host(store)
    slots = an_open_month(store)
    seat = give(store, slots[0], fatma)
    with acting(store) as session:
        move_seat(session, seat, slots[1])
    assert seated(store) == [(slots[1], fatma)]


def test_two_people_change_places_even_on_the_same_day(store):
    fatma, ana = a_host(store), a_host(store, "Ana", "Costa")
    slots = an_open_month(store)
    one, other = give(store, slots[0], fatma), give(store, slots[1], ana)
    with acting(store) as session:
        swap_seats(session, one, other)
    assert seated(store) == sorted([(slots[1], fatma), (slots[0], ana)])


def test_whoever_is_in_the_other_slot_already_is_not_put_there_twice(store):
    fatma, ana = a_host(store), a_host(store, "Ana", "Costa")
    slots = an_open_month(store)
    one = give(store, slots[0], fatma)
    give(store, slots[0], ana)
    other = give(store, slots[4], ana)
    with pytest.raises(Refused) as refused, acting(store) as session:
        swap_seats(session, one, other)
    assert refused.value.code == "already_seated"
    with pytest.raises(Refused) as refused, acting(store) as session:
        move_seat(session, other, slots[0])
    assert refused.value.code == "already_seated"
    assert len(seated(store)) == 3


def test_a_full_slot_takes_nobody_more_but_somebody_in_the_place_of_another(store):
    fatma, ana, luc = a_host(store), a_host(store, "Ana", "Costa"), a_host(store, "Luc", "Dumont")
    slots = an_open_month(store)
    there = give(store, slots[0], fatma)
    give(store, slots[0], ana)
    elsewhere = give(store, slots[4], luc)
    with pytest.raises(Refused) as refused, acting(store) as session:
        move_seat(session, elsewhere, slots[0])
    assert refused.value.code == "slot_full"
    with acting(store) as session:
        replace_host(session, there, luc, overrule="il le voulait")
    assert seated(store) == sorted([(slots[0], ana), (slots[0], luc), (slots[4], luc)])
    with store.read() as session:
        assert [seat.overrule for seat in seats_of(session, JANUARY)[slots[0]]] == ["", "il le voulait"]
