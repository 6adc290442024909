"""Somebody pauses or leaves: which of their shifts are freed, what becomes of requests, who is still asked to come."""

from datetime import date

import pytest
import time_machine

from delta_app.core.access import Actor, Role
from delta_app.core.calendar import Month
from delta_app.core.errors import Refused
from delta_app.core.settings import change_setting
from delta_app.hosts.path_commands import set_mentor
from delta_app.hosts.state_commands import keep_states
from delta_app.shifts.candidates_data import candidates, common_candidates
from delta_app.shifts.commands import apply_plan, open_month, publish
from delta_app.shifts.compose import compose
from delta_app.shifts.leaving_commands import change_state
from delta_app.shifts.queries import roster, seats_of, slots_of
from delta_app.shifts.roster_data import roster_problem
from delta_app.shifts.seat_commands import assign_host
from delta_app.shifts.settings import TRADES_FREE
from delta_app.shifts.trade_commands import accept_trade, approve_trade, offer_swap, seek_cover, take_gap
from delta_app.shifts.trade_data import swap_options, trade
from tests.factory import COORDINATOR, SERVER_AT_LENGTH, a_copy, a_host, a_store, acting, all_data

DECEMBER = Month(2026, 12)
PEOPLE = {"Fatma": "Öztürk", "Luc": "Dumont", "Ana": "Costa", "Paul": "Kessels"}

pytestmark = [pytest.mark.usefixtures("each_database"), SERVER_AT_LENGTH]


class Place:
    """December; people by first name, shifts by (day, hour). It is the morning of the 9th."""

    def __init__(self, folder):
        self.store = a_store(folder)
        self.ids = {given: a_host(self.store, given, family, max_week=4) for given, family in PEOPLE.items()}
        self.ids["Noor"] = a_host(self.store, "Noor", "Haddad", level="trainee")
        with acting(self.store) as session:
            open_month(session, DECEMBER)
        with self.store.read() as session:
            self.slots = {(slot.day.day, slot.start_minute // 60): slot.id for slot in slots_of(session, DECEMBER)}

    def seat(self, name, *moment):
        with acting(self.store) as session:
            kind = "shadow" if name == "Noor" else "host"
            return assign_host(session, self.slots[moment], self.ids[name], kind=kind)

    def who(self, *moment):
        names = {number: name for name, number in self.ids.items()}
        with self.store.read() as session:
            return {names[seat.host_id] for seat in seats_of(session, DECEMBER).get(self.slots[moment], ())}

    def do(self, name, act):
        with acting(self.store, f"{name} acts", Actor(name, Role.HOST, self.ids[name])) as session:
            return act(session)

    def publish(self):
        with acting(self.store) as session:
            return publish(session, DECEMBER)

    def change(self, name, state, day=None, **more):
        with acting(self.store, f"{name} {state}") as session:
            return change_state(session, self.ids[name], state, day, **more)

    def trade(self, number):
        with self.store.read() as session:
            return trade(session, number)

    def can_come(self, *moment):
        with self.store.read() as session:
            return {one.name.split()[0] for one in candidates(session, self.slots[moment]) if one.fits}


def day(number, month=12, year=2026):
    return date(year, month, number)


@pytest.fixture
def place(tmp_path):
    with time_machine.travel("2026-12-09T09:00+01:00", tick=False):
        made = a_copy(Place, tmp_path)
        yield made
        made.store.close()


def test_story_19_leaving_frees_every_shift_from_that_day_and_says_which(place):
    place.seat("Luc", 15, 10)
    place.publish()
    for moment in ((29, 13), (31, 10), (31, 16)):
        place.seat("Luc", *moment)
    place.seat("Fatma", 31, 10)
    changed = place.change("Luc", "left", day(31))
    told = [(seat.day, seat.start_minute // 60, seat.remaining) for seat in changed.freed]
    assert told == [(day(31), 10, ("Fatma Ö.",)), (day(31), 16, ())]
    assert (place.who(15, 10), place.who(29, 13)) == ({"Luc"}, {"Luc"})
    assert (place.who(31, 10), place.who(31, 16)) == ({"Fatma"}, set())
    with place.store.read() as session:
        assert roster(session, DECEMBER).version == 1
    for moment, there in (((23, 10), True), ((30, 10), True), ((31, 13), False)):
        assert ("Luc" in place.can_come(*moment)) == there, moment
    with time_machine.travel("2027-01-05T09:00+01:00", tick=False):
        keep_states(place.store)
        assert place.who(15, 10) == {"Luc"}  # what was is not rewritten


def test_leaving_is_one_act_with_a_way_back(place):
    for moment in ((12, 10), (31, 10)):
        place.seat("Luc", *moment)
    place.seat("Noor", 31, 10)
    with acting(place.store) as session:
        set_mentor(session, place.ids["Noor"], place.ids["Luc"])
    before = all_data(place.store)
    changed = place.change("Luc", "left")
    assert (len(changed.freed), changed.mentored) == (2, ("Noor H.",))
    assert all_data(place.store)["mentoring"] == []
    place.store.undo(COORDINATOR)
    assert all_data(place.store) == before


def test_what_would_be_freed_is_seen_before_and_nothing_of_it_is_kept(place):
    place.seat("Luc", 31, 10)
    before = all_data(place.store)
    with place.store.rehearse(COORDINATOR) as session:
        assert len(change_state(session, place.ids["Luc"], "left", day(20)).freed) == 1
    assert all_data(place.store) == before


def test_a_shift_that_has_begun_is_not_freed(place):
    place.seat("Luc", 9, 10)
    place.seat("Luc", 9, 13)
    with time_machine.travel("2026-12-09T10:30+01:00", tick=False):
        assert [seat.start_minute for seat in place.change("Luc", "left").freed] == [780]
    assert place.who(9, 10) == {"Luc"}


def test_a_newcomer_who_leaves_frees_shadow_shifts_too(place):
    place.seat("Luc", 12, 10)
    place.seat("Noor", 12, 10)
    assert [seat.kind for seat in place.change("Noor", "left").freed] == ["shadow"]
    assert place.who(12, 10) == {"Luc"}


def test_a_seat_that_looks_for_somebody_goes_with_its_request(place):
    seat = place.seat("Luc", 15, 10)
    place.publish()
    number = place.do("Luc", lambda s: seek_cover(s, seat))
    place.change("Luc", "left", day(12))
    assert place.trade(number).state == "void"
    assert place.who(15, 10) == set()


def test_an_agreed_trade_of_whoever_leaves_is_void_and_is_said_before(place):
    with acting(place.store) as session:
        change_setting(session, TRADES_FREE, False)
    seat = place.seat("Luc", 15, 10)
    number = place.do("Luc", lambda s: seek_cover(s, seat))
    place.do("Ana", lambda s: accept_trade(s, number, place.ids["Ana"]))
    (freed,) = place.change("Luc", "left", day(12)).freed
    assert freed.agreed_by == "Ana C."
    assert place.trade(number).state == "void"
    with pytest.raises(Refused) as refusal, acting(place.store) as session:
        approve_trade(session, number)
    assert refusal.value.code == "trade_over"


def test_a_yes_of_whoever_leaves_is_taken_back_and_the_request_waits_again(place):
    with acting(place.store) as session:
        change_setting(session, TRADES_FREE, False)
    seat = place.seat("Fatma", 15, 10)
    number = place.do("Fatma", lambda s: seek_cover(s, seat, [place.ids["Luc"], place.ids["Ana"]]))
    place.do("Luc", lambda s: accept_trade(s, number, place.ids["Luc"]))
    place.change("Luc", "left", day(12))
    assert place.trade(number).state == "open"
    assert [one.holds for one in place.trade(number).choices] == [False, True]
    place.do("Ana", lambda s: accept_trade(s, number, place.ids["Ana"]))
    assert place.trade(number).state == "agreed"


def test_a_swap_whose_other_half_leaves_is_void(place):
    mine, other = place.seat("Fatma", 15, 10), place.seat("Luc", 16, 10)
    number = place.do("Fatma", lambda s: offer_swap(s, mine, [other]))
    place.change("Luc", "left", day(12))
    assert place.trade(number).state == "void"
    assert place.who(15, 10) == {"Fatma"}


def test_nobody_who_will_be_gone_is_seated_takes_a_gap_or_a_shift_of_somebody_else(place):
    seat = place.seat("Fatma", 29, 10)
    place.publish()
    place.change("Luc", "left", day(20))
    with pytest.raises(Refused) as refusal:
        place.seat("Luc", 22, 10)
    assert refusal.value.code == "host_gone_then"
    with pytest.raises(Refused) as refusal:
        place.do("Luc", lambda s: take_gap(s, place.slots[22, 10], place.ids["Luc"]))
    assert refusal.value.code == "trade_rule"
    number = place.do("Fatma", lambda s: seek_cover(s, seat))
    with pytest.raises(Refused) as refusal:
        place.do("Luc", lambda s: accept_trade(s, number, place.ids["Luc"]))
    assert refusal.value.code == "trade_rule"
    place.seat("Luc", 12, 10)  # until then they come


def test_a_swap_is_not_offered_for_a_day_on_which_the_other_is_gone(place):
    mine = place.seat("Fatma", 29, 10)
    place.seat("Luc", 16, 10)
    place.change("Luc", "left", day(20))
    with place.store.read() as session:
        (slot,) = [slot for slot in slots_of(session, DECEMBER) if slot.id == place.slots[29, 10]]
        (seat,) = [seat for seat in seats_of(session, DECEMBER)[slot.id] if seat.id == mine]
        assert [option.fits for option in swap_options(session, seat, slot) if option.name == "Luc D."] == [False]


def test_a_pause_frees_what_lies_within_it_or_leaves_it(place):
    for moment in ((10, 10), (15, 10), (22, 10)):
        place.seat("Luc", *moment)
    kept = place.change("Luc", "paused", day(12), back_on=day(20), free=False)
    assert ([seat.day for seat in kept.kept], kept.freed) == ([day(15)], ())
    place.store.undo(COORDINATOR)
    freed = place.change("Luc", "paused", day(12), back_on=day(20))
    assert [seat.day for seat in freed.freed] == [day(15)]
    assert place.who(22, 10) == {"Luc"}
    assert "Luc" not in place.can_come(15, 13)
    assert "Luc" in place.can_come(29, 10)
    with place.store.read() as session:
        found = common_candidates(session, [place.slots[moment] for moment in ((15, 13), (29, 10))])
    assert {one.name: one.fits for one in found}["Luc D."] == 1


def test_whoever_pauses_until_next_month_is_composed_for_it_from_the_day_of_return(place):
    place.change("Luc", "paused", back_on=day(12, 1, 2027))
    january = Month(2027, 1)
    with acting(place.store) as session:
        open_month(session, january)
    with place.store.read() as session:
        composed = roster_problem(session, january)
    luc = next(host for host in composed.problem.hosts if host.id == place.ids["Luc"])
    days = {composed.spans[number][0] for number in luc.dislike}
    assert min(days) == day(12, 1, 2027)


def test_composing_gives_nothing_to_whoever_will_be_gone_and_takes_away_what_they_have(place):
    with acting(place.store) as session:
        assign_host(session, place.slots[29, 10], place.ids["Luc"], locked=False)
    place.change("Luc", "left", day(20), free=True)
    with place.store.read() as session:
        composed = roster_problem(session, DECEMBER)
    plan = compose(composed.problem, explained=False)
    days = {composed.spans[number][0] for host, number in plan.assigned if host == place.ids["Luc"]}
    assert days
    assert max(days) < day(20)
    with acting(place.store) as session:
        apply_plan(session, composed, plan.assigned, plan.shadows)


def test_what_somebody_keeps_while_they_pause_is_left_to_them_by_composing(place):
    place.seat("Luc", 15, 10)
    with acting(place.store) as session:
        kept = change_state(session, place.ids["Luc"], "paused", day(14), back_on=day(20), free=False).kept
    assert len(kept) == 1
    with place.store.read() as session:
        problem = roster_problem(session, DECEMBER, repair=True).problem
    assert not problem.absent
    with place.store.read() as session:
        assert [seat.locked for seat in seats_of(session, DECEMBER)[place.slots[15, 10]]] == [True]
