"""Replacements, swaps and free places: who may, what is checked when both have said yes, and what requests become."""

import threading
from contextlib import closing
from datetime import date

import pytest
import time_machine
from sqlalchemy import select

from delta_app.core import datafile
from delta_app.core.access import Actor, Role
from delta_app.core.errors import Refused, say
from delta_app.core.settings import change_setting
from delta_app.hosts.commands import note_absence, promise_shifts, set_pair
from delta_app.shifts.commands import publish
from delta_app.shifts.model import Agreement, Seat
from delta_app.shifts.queries import seats_of, slots_of
from delta_app.shifts.seat_commands import assign_host, free_seat
from delta_app.shifts.settings import TRADES_FREE
from delta_app.shifts.trade_commands import (
    accept_trade,
    approve_trade,
    cancel_trade,
    decline_trade,
    keep_seat,
    offer_swap,
    refuse_trade,
    seek_cover,
    seek_replacement,
    settle_trades,
    take_gap,
)
from delta_app.shifts.trade_data import seat_and_slot, standing_trades, swap_options, trade
from tests.factory import COORDINATOR, JANUARY, READER, SERVER_AT_LENGTH, a_copy, a_host, a_store, acting, an_open_month

pytestmark = [pytest.mark.usefixtures("each_database"), SERVER_AT_LENGTH]


@pytest.fixture(autouse=True)
def _new_year():
    with time_machine.travel("2027-01-04T09:00+01:00", tick=False):
        yield


class Place:
    """January, three slots a day from Tuesday to Saturday, from the 5th on. People by first name."""

    def __init__(self, folder):
        self.store = a_store(folder)
        self.ids = {
            given: a_host(self.store, given, family, max_week=3)
            for given, family in (("Fatma", "Öztürk"), ("Luc", "Dumont"), ("Ana", "Costa"), ("Zoé", "Willems"))
        }
        self.slots = an_open_month(self.store)[6:]

    def me(self, name):
        return Actor(name, Role.HOST, self.ids[name])

    def seat(self, name, slot):
        with acting(self.store) as session:
            return assign_host(session, self.slots[slot], self.ids[name])

    def do(self, name, act):
        with acting(self.store, f"{name} acts", self.me(name) if name else COORDINATOR) as session:
            return act(session)

    def refused(self, name, act):
        with pytest.raises(Refused) as caught:
            self.do(name, act)
        return caught.value

    def who(self, slot):
        with self.store.read() as session:
            seats = seats_of(session, JANUARY).get(self.slots[slot], ())
        names = {number: name for name, number in self.ids.items()}
        return {(names[seat.host_id], "seeking" if seat.seeking else "") for seat in seats}

    def state(self, number):
        with self.store.read() as session:
            return trade(session, number).state


@pytest.fixture
def place(tmp_path):
    made = a_copy(Place, tmp_path)
    yield made
    made.store.close()


def test_a_host_stays_responsible_until_somebody_takes_the_shift(place):
    seat = place.seat("Fatma", 0)
    number = place.do("Fatma", lambda s: seek_cover(s, seat))
    assert place.who(0) == {("Fatma", "seeking")}
    assert place.do("Luc", lambda s: accept_trade(s, number, place.ids["Luc"])).done
    assert place.who(0) == {("Luc", "")}
    assert place.state(number) == "done"


def test_only_ones_own_shift_is_given_away_and_only_by_name_is_a_yes_said(place):
    seat = place.seat("Fatma", 0)
    assert place.refused("Luc", lambda s: seek_cover(s, seat)).code == "not_yours"
    number = place.do("Fatma", lambda s: seek_cover(s, seat))
    assert place.refused("Luc", lambda s: accept_trade(s, number, place.ids["Ana"])).code == "not_yours"
    assert place.refused("Luc", lambda s: cancel_trade(s, number)).code == "not_yours"
    for act in (lambda s: seek_cover(s, seat), lambda s: accept_trade(s, number, place.ids["Ana"])):
        with pytest.raises(Refused, match="not_allowed"), acting(place.store, actor=READER) as session:
            act(session)
    assert place.refused("Luc", lambda s: approve_trade(s, number)).code == "not_allowed"


def test_chosen_people_alone_may_say_yes(place):
    seat = place.seat("Fatma", 0)
    number = place.do("Fatma", lambda s: seek_cover(s, seat, [place.ids["Luc"], place.ids["Luc"]]))
    assert place.refused("Ana", lambda s: accept_trade(s, number, place.ids["Ana"])).code == "not_asked"
    assert place.refused("Fatma", lambda s: accept_trade(s, number, place.ids["Fatma"])).code == "not_asked"
    assert place.refused("Fatma", lambda s: seek_cover(s, seat, [place.ids["Fatma"]])).code == "nobody_asked"
    place.do("Luc", lambda s: accept_trade(s, number, place.ids["Luc"]))
    assert place.who(0) == {("Luc", "")}


def test_a_swap_gives_one_date_for_one_of_several(place):
    mine, lucs, anas = place.seat("Fatma", 0), place.seat("Luc", 4), place.seat("Ana", 8)
    number = place.do("Fatma", lambda s: offer_swap(s, mine, [lucs, anas]))
    assert place.do("Ana", lambda s: accept_trade(s, number, place.ids["Ana"])).done
    assert place.who(0) == {("Ana", "")}
    assert place.who(4) == {("Luc", "")}
    assert place.who(8) == {("Fatma", "")}


def test_of_two_dates_of_the_same_person_one_is_named(place):
    mine, one, other = place.seat("Fatma", 0), place.seat("Luc", 4), place.seat("Luc", 8)
    number = place.do("Fatma", lambda s: offer_swap(s, mine, [one, other]))
    assert place.refused("Luc", lambda s: accept_trade(s, number, place.ids["Luc"])).code == "not_asked"
    place.do("Luc", lambda s: accept_trade(s, number, place.ids["Luc"], slot_id=place.slots[8]))
    assert place.who(8) == {("Fatma", "")}
    assert place.who(4) == {("Luc", "")}


def test_a_swap_that_double_books_either_is_refused_when_it_is_asked_and_when_it_is_agreed(place):
    mine, lucs = place.seat("Fatma", 0), place.seat("Luc", 4)
    number = place.do("Fatma", lambda s: offer_swap(s, mine, [lucs]))
    with acting(place.store) as session:  # meanwhile Fatma is seated the same day as Luc's
        assign_host(session, place.slots[3], place.ids["Fatma"])
    refusal = place.refused("Luc", lambda s: accept_trade(s, number, place.ids["Luc"]))
    assert refusal.code == "trade_rule"
    assert "Fatma" in say(refusal)
    assert place.who(0) == {("Fatma", "seeking")}
    assert place.who(4) == {("Luc", "")}
    another = place.seat("Ana", 5)
    assert place.refused("Fatma", lambda s: offer_swap(s, mine, [another])).code == "trade_rule"


def test_a_seat_keeps_the_service_that_owes_it(place):
    with acting(place.store) as session:
        promise_shifts(session, "L’Adret", 3)
    lent = a_host(place.store, "Sofia", "Ribeiro", origin="staff", partner="L’Adret")
    place.ids["Sofia"] = lent
    mine, lucs = place.seat("Sofia", 0), place.seat("Luc", 4)
    number = place.do("Sofia", lambda s: offer_swap(s, mine, [lucs]))
    place.do("Luc", lambda s: accept_trade(s, number, place.ids["Luc"]))
    with place.store.read() as session:
        owed = {row.slot_id: row.partner_id for row in session.scalars(select(Seat))}
    assert owed[place.slots[0]] is not None
    assert owed[place.slots[4]] is None


def test_where_trades_wait_for_the_coordinator_nothing_moves_before(place):
    with acting(place.store) as session:
        change_setting(session, TRADES_FREE, False)
    seat = place.seat("Fatma", 0)
    number = place.do("Fatma", lambda s: seek_cover(s, seat))
    assert not place.do("Luc", lambda s: accept_trade(s, number, place.ids["Luc"])).done
    assert place.who(0) == {("Fatma", "seeking")}
    assert place.refused("Ana", lambda s: accept_trade(s, number, place.ids["Ana"])).facts["state"] == "agreed"
    place.do("", lambda s: approve_trade(s, number))
    assert place.who(0) == {("Luc", "")}


def test_the_coordinator_may_not_approve_and_everybody_keeps_their_place(place):
    with acting(place.store) as session:
        change_setting(session, TRADES_FREE, False)
    seat = place.seat("Fatma", 0)
    number = place.do("Fatma", lambda s: seek_cover(s, seat))
    place.do("Luc", lambda s: accept_trade(s, number, place.ids["Luc"]))
    place.do("", lambda s: refuse_trade(s, number))
    assert place.who(0) == {("Fatma", "")}
    assert place.state(number) == "refused"


def test_the_coordinator_acts_for_somebody_and_takes_back_even_what_both_agreed(place):
    seat = place.seat("Fatma", 0)
    number = place.do("", lambda s: seek_cover(s, seat))
    place.do("", lambda s: accept_trade(s, number, place.ids["Luc"]))
    assert place.who(0) == {("Luc", "")}
    place.store.undo(COORDINATOR)
    assert place.who(0) == {("Fatma", "seeking")}
    assert place.state(number) == "open"


def test_a_yes_the_other_relies_on_is_not_undone_by_whoever_said_it(place):
    seat = place.seat("Fatma", 0)
    number = place.do("Fatma", lambda s: seek_cover(s, seat))
    place.do("Luc", lambda s: accept_trade(s, number, place.ids["Luc"]))
    with pytest.raises(Refused, match="not_allowed"):
        place.store.undo(place.me("Luc"))
    assert place.who(0) == {("Luc", "")}


def test_ones_own_request_is_undone_while_it_is_fresh(place):
    seat = place.seat("Fatma", 0)
    place.do("Fatma", lambda s: seek_cover(s, seat))
    with pytest.raises(Refused, match="not_allowed"):
        place.store.undo(place.me("Luc"))
    place.store.undo(place.me("Fatma"))
    assert place.who(0) == {("Fatma", "")}
    place.do("Fatma", lambda s: seek_cover(s, seat))
    with time_machine.travel("2027-01-04T09:11+01:00"), pytest.raises(Refused, match="not_allowed"):
        place.store.undo(place.me("Fatma"))


def test_a_request_is_taken_back_or_taken_over_by_another(place):
    seat = place.seat("Fatma", 0)
    first = place.do("Fatma", lambda s: seek_cover(s, seat))
    second = place.do("Fatma", lambda s: seek_cover(s, seat, [place.ids["Luc"]]))
    assert (place.state(first), place.state(second)) == ("cancelled", "open")
    place.do("Fatma", lambda s: cancel_trade(s, second))
    assert place.who(0) == {("Fatma", "")}
    assert place.refused("Luc", lambda s: accept_trade(s, second, place.ids["Luc"])).facts["state"] == "cancelled"
    place.do("", lambda s: seek_replacement(s, seat, seeking=True))
    place.do("Fatma", lambda s: keep_seat(s, seat))
    assert place.who(0) == {("Fatma", "")}


def test_when_all_who_were_asked_say_no_the_host_still_looks_for_somebody(place):
    seat = place.seat("Fatma", 0)
    number = place.do("Fatma", lambda s: seek_cover(s, seat, [place.ids["Luc"], place.ids["Ana"]]))
    place.do("Luc", lambda s: decline_trade(s, number, place.ids["Luc"]))
    assert place.state(number) == "open"
    place.do("Ana", lambda s: decline_trade(s, number, place.ids["Ana"]))
    assert place.state(number) == "declined"
    assert place.who(0) == {("Fatma", "seeking")}
    assert place.refused("Zoé", lambda s: decline_trade(s, number, place.ids["Zoé"])).code == "trade_over"


def test_somebody_who_said_no_may_still_say_yes_while_others_are_asked(place):
    seat = place.seat("Fatma", 0)
    number = place.do("Fatma", lambda s: seek_cover(s, seat, [place.ids["Luc"], place.ids["Ana"]]))
    place.do("Luc", lambda s: decline_trade(s, number, place.ids["Luc"]))
    place.do("Luc", lambda s: accept_trade(s, number, place.ids["Luc"]))
    assert place.who(0) == {("Luc", "")}


def test_a_request_lapses_when_its_shift_is_over_and_not_before(place):
    seat = place.seat("Fatma", 0)  # Tuesday 5, 10 to 13
    number = place.do("Fatma", lambda s: seek_cover(s, seat))
    with time_machine.travel("2027-01-05T12:59+01:00"):
        assert place.state(number) == "open"
    with time_machine.travel("2027-01-05T13:00+01:00"):
        assert place.state(number) == "expired"
        assert place.refused("Luc", lambda s: accept_trade(s, number, place.ids["Luc"])).facts["state"] == "expired"
        with place.store.read() as session:
            assert not standing_trades(session)
        with acting(place.store, actor=READER) as session:
            assert settle_trades(session) == 1
        assert place.refused("Fatma", lambda s: seek_cover(s, seat)).code == "slot_over"


def test_what_lapsed_stays_so_when_the_clock_goes_back(place):
    seat = place.seat("Fatma", 0)
    number = place.do("Fatma", lambda s: seek_cover(s, seat))
    with time_machine.travel("2027-01-06T08:00+01:00"), acting(place.store, actor=READER) as session:
        settle_trades(session)
    with time_machine.travel("2026-12-01T08:00+01:00"):
        assert place.state(number) == "expired"
        assert place.refused("Luc", lambda s: accept_trade(s, number, place.ids["Luc"])).code == "trade_over"


def test_whoever_asks_next_writes_down_what_lapsed_meanwhile(place):
    old, new = place.seat("Fatma", 0), place.seat("Luc", 6)
    number = place.do("Fatma", lambda s: seek_cover(s, old))
    with time_machine.travel("2027-01-06T08:00+01:00"):
        place.do("Luc", lambda s: seek_cover(s, new))
    with time_machine.travel("2027-01-04T08:00+01:00"):
        assert place.state(number) == "expired"


def test_a_clock_set_back_between_asking_and_saying_yes_does_no_harm(place):
    seat = place.seat("Fatma", 0)
    number = place.do("Fatma", lambda s: seek_cover(s, seat))
    with time_machine.travel("2027-01-03T08:00+01:00"):
        place.do("Luc", lambda s: accept_trade(s, number, place.ids["Luc"]))
        with place.store.read() as session:
            row = trade(session, number)
    assert place.who(0) == {("Luc", "")}
    assert row.ended_at < row.asked_at


def test_a_swap_whose_other_half_was_deleted_is_void_and_nothing_is_half_done(place):
    mine, lucs = place.seat("Fatma", 0), place.seat("Luc", 4)
    number = place.do("Fatma", lambda s: offer_swap(s, mine, [lucs]))
    with acting(place.store) as session:
        free_seat(session, lucs)
    assert place.state(number) == "void"
    assert place.refused("Luc", lambda s: accept_trade(s, number, place.ids["Luc"])).facts["state"] == "void"
    assert place.who(0) == {("Fatma", "seeking")}
    assert place.who(4) == set()
    with acting(place.store) as session:
        settle_trades(session)
    assert place.state(number) == "void"


def test_a_place_given_by_the_coordinator_meanwhile_makes_a_request_void(place):
    seat = place.seat("Fatma", 0)
    number = place.do("Fatma", lambda s: seek_cover(s, seat))
    with acting(place.store) as session:
        free_seat(session, seat)
    assert place.state(number) == "void"
    assert place.refused("Luc", lambda s: accept_trade(s, number, place.ids["Luc"])).code == "trade_over"


def test_a_swapped_shift_ends_what_else_was_asked_for_it(place):
    mine, lucs = place.seat("Fatma", 0), place.seat("Luc", 4)
    lucs_own = place.do("Luc", lambda s: seek_cover(s, lucs))
    number = place.do("Fatma", lambda s: offer_swap(s, mine, [lucs]))
    place.do("Luc", lambda s: accept_trade(s, number, place.ids["Luc"]))
    assert place.state(number) == "done"
    assert place.state(lucs_own) == "cancelled"
    assert place.who(4) == {("Fatma", "")}


def test_two_people_who_say_yes_at_the_same_second_from_two_windows(place):
    seat = place.seat("Fatma", 0)
    number = place.do("Fatma", lambda s: seek_cover(s, seat))
    outcomes = []
    both = threading.Barrier(2)

    def say_yes(name):
        with closing(datafile.open_store(place.store.path)) as window:
            both.wait()
            try:
                with window.write(place.me(name), "yes") as session:
                    accept_trade(session, number, place.ids[name])
                outcomes.append((name, "yes"))
            except Refused as refusal:
                outcomes.append((name, refusal.code))

    people = [threading.Thread(target=say_yes, args=(name,)) for name in ("Luc", "Ana")]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert sorted(word for _name, word in outcomes) == ["trade_over", "yes"]
    winner = next(name for name, word in outcomes if word == "yes")
    assert place.who(0) == {(winner, "")}
    with place.store.read() as session:
        assert len(session.scalars(select(Agreement)).all()) == 1


def test_rules_hold_for_whoever_takes_a_shift_and_the_coordinator_may_set_them_aside(place):
    seat = place.seat("Fatma", 0)
    place.seat("Luc", 1)
    number = place.do("Fatma", lambda s: seek_cover(s, seat))
    assert "maximum par jour" in say(place.refused("Luc", lambda s: accept_trade(s, number, place.ids["Luc"])))
    assert (
        place.refused("Luc", lambda s: accept_trade(s, number, place.ids["Luc"], overrule="oui")).code == "trade_rule"
    )
    with acting(place.store) as session:
        note_absence(session, place.ids["Ana"], date(2027, 1, 5), date(2027, 1, 5))
    assert "absence" in say(place.refused("Ana", lambda s: accept_trade(s, number, place.ids["Ana"])))
    place.do("", lambda s: accept_trade(s, number, place.ids["Ana"], overrule="elle revient plus tôt"))
    assert place.who(0) == {("Ana", "")}


def test_whom_somebody_should_not_sit_with_is_not_told_to_them(place):
    seat = place.seat("Fatma", 0)
    place.seat("Ana", 0)
    with acting(place.store) as session:
        set_pair(session, place.ids["Luc"], place.ids["Ana"], "avoid")
    number = place.do("Fatma", lambda s: seek_cover(s, seat))
    sentence = say(place.refused("Luc", lambda s: accept_trade(s, number, place.ids["Luc"])))
    assert "Ana" not in sentence
    assert "cette composition ne va pas" in sentence


def test_what_somebody_answered_before_does_not_hinder_their_yes(place):
    shy = a_host(place.store, "Noor", "Haddad", max_week=2)
    place.ids["Noor"] = shy
    seat = place.seat("Fatma", 0)
    number = place.do("Fatma", lambda s: seek_cover(s, seat))
    place.do("Noor", lambda s: accept_trade(s, number, shy))
    assert place.who(0) == {("Noor", "")}


def test_somebody_still_learning_neither_takes_nor_trades_a_place(place):
    learner = a_host(place.store, "Noor", "Haddad", level="trainee")
    place.ids["Noor"] = learner
    seat = place.seat("Fatma", 0)
    number = place.do("Fatma", lambda s: seek_cover(s, seat))
    assert place.refused("Noor", lambda s: accept_trade(s, number, learner)).code == "learns_only"
    assert place.refused("Noor", lambda s: take_gap(s, place.slots[4], learner)).code == "learns_only"
    with acting(place.store) as session:
        shadow = assign_host(session, place.slots[0], learner)
    assert place.refused("Noor", lambda s: seek_cover(s, shadow)).code == "shadow_no_trade"


def test_a_free_place_is_taken_by_whoever_comes_first(place):
    with acting(place.store) as session:
        publish(session, JANUARY)
    place.do("Luc", lambda s: take_gap(s, place.slots[0], place.ids["Luc"]))
    assert place.who(0) == {("Luc", "")}
    assert place.refused("Luc", lambda s: take_gap(s, place.slots[0], place.ids["Luc"])).code == "already_seated"
    place.do("Ana", lambda s: take_gap(s, place.slots[0], place.ids["Ana"]))
    assert place.refused("Zoé", lambda s: take_gap(s, place.slots[0], place.ids["Zoé"])).code == "slot_full"
    assert place.refused("Luc", lambda s: take_gap(s, place.slots[1], place.ids["Zoé"])).code == "not_yours"
    assert place.refused("Luc", lambda s: take_gap(s, place.slots[1], place.ids["Luc"])).code == "trade_rule"
    with time_machine.travel("2027-01-05T13:00+01:00"):
        assert place.refused("Zoé", lambda s: take_gap(s, place.slots[0], place.ids["Zoé"])).code == "slot_over"
    place.store.undo(place.me("Ana"))
    assert place.who(0) == {("Luc", "")}


def test_what_could_be_swapped_is_listed_with_what_stands_against_the_rest(place):
    mine = place.seat("Fatma", 0)
    place.seat("Luc", 4)
    place.seat("Ana", 8)
    place.seat("Fatma", 7)  # the same day as Ana's
    with place.store.read() as session:
        seat, slot = seat_and_slot(session, mine)
        options = {one.name: one for one in swap_options(session, seat, slot)}
    assert options["Luc D."].fits
    assert not options["Ana C."].fits
    assert {one.code for one in options["Ana C."].mine} >= {"max_day"}


def test_a_swap_reaches_into_the_next_month(place):
    with time_machine.travel("2027-01-27T09:00+01:00"):
        february = an_open_month(place.store, JANUARY.plus(1))
        with place.store.read() as session:
            last = next(slot for slot in slots_of(session, JANUARY) if slot.day == date(2027, 1, 30))
        with acting(place.store) as session:
            mine = assign_host(session, last.id, place.ids["Fatma"])
            lucs = assign_host(session, february[0], place.ids["Luc"])
        number = place.do("Fatma", lambda s: offer_swap(s, mine, [lucs]))
        place.do("Luc", lambda s: accept_trade(s, number, place.ids["Luc"]))
        with place.store.read() as session:
            hosts_of = {row.slot_id: row.host_id for row in session.scalars(select(Seat))}
        assert hosts_of[last.id] == place.ids["Luc"]
        assert hosts_of[february[0]] == place.ids["Fatma"]
