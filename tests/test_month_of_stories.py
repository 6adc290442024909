"""A month of the place, played through the commands: what hosts, the coordinator and the treasurer do in December."""

import json
from datetime import date

import pytest
import time_machine

from delta_app.core.access import Actor, Role
from delta_app.core.calendar import Month
from delta_app.core.errors import Refused, say
from delta_app.hosts.allowance_commands import note_allowance, set_ceiling
from delta_app.hosts.path_commands import mark_step
from delta_app.hosts.state_commands import keep_states
from delta_app.planning.queries import month_view
from delta_app.shifts.alerts_data import alerts
from delta_app.shifts.commands import open_month, publish
from delta_app.shifts.day_commands import count_visits, note_visits
from delta_app.shifts.day_data import visits_between, visits_of
from delta_app.shifts.day_rules import Visits, mean_visits
from delta_app.shifts.path_commands import conclude_path
from delta_app.shifts.queries import roster, seats_of, slots_of
from delta_app.shifts.seat_commands import assign_host, free_seat
from delta_app.shifts.shadows_data import newcomer_path
from delta_app.shifts.trade_commands import accept_trade, offer_swap, seek_cover
from delta_app.shifts.trade_data import trade
from delta_app.team.commands import change_state
from delta_app.team.privacy_commands import anonymise
from delta_app.team.privacy_data import person_data
from delta_app.team.sheet_person import person_pdf
from delta_app.team.sheet_person_json import person_json
from tests.factory import COORDINATOR, READER, a_host, a_store, acting, all_data
from tests.sheets.reading import text_of

DECEMBER = Month(2026, 12)
PEOPLE = {"Fatma": "Öztürk", "Luc": "Dumont", "Ana": "Costa", "Paul": "Kessels", "Jeroen": "Vandevelde"}

pytestmark = pytest.mark.usefixtures("each_database")


class Place:
    """December, two hosts a shift from Tuesday to Saturday; people by first name, shifts by (day, hour)."""

    def __init__(self, folder):
        self.store = a_store(folder)
        self.ids = {given: a_host(self.store, given, family, max_week=4) for given, family in PEOPLE.items()}
        with acting(self.store) as session:
            open_month(session, DECEMBER)
        with self.store.read() as session:
            self.slots = {(slot.day.day, slot.start_minute // 60): slot.id for slot in slots_of(session, DECEMBER)}

    def seat(self, name, *moment):
        with acting(self.store) as session:
            return assign_host(session, self.slots[moment], self.ids[name])

    def do(self, name, act):
        actor = Actor(name, Role.HOST, self.ids[name])
        with acting(self.store, f"{name} acts", actor) as session:
            return act(session)

    def who(self, *moment):
        names = {number: name for name, number in self.ids.items()}
        with self.store.read() as session:
            seats = seats_of(session, DECEMBER).get(self.slots[moment], ())
        return {names[seat.host_id] for seat in seats}

    def publish(self):
        with acting(self.store) as session:
            return publish(session, DECEMBER)


@pytest.fixture
def place(tmp_path):
    with time_machine.travel("2026-12-01T09:00+01:00", tick=False):
        made = Place(tmp_path)
    yield made
    made.store.close()


def test_the_month_of_december_from_the_first_meeting_to_the_last_goodbye(place, tmp_path):
    """All the stories in one place and in the order of their days; its hosts, shifts and clock are shared."""
    noor = story_5_a_newcomer_is_met_learns_and_is_told_of_her_shadow_shifts(place)
    story_4_a_host_of_thursday_swaps_with_one_of_friday_and_a_double_booking_is_refused(place)
    story_3_somebody_falls_ill_a_third_comes_and_the_planning_becomes_version_2(place)
    story_5_the_newcomer_has_been_a_shadow_twice_and_is_active(place, noor)
    story_15_visits_are_numbers_and_nothing_else(place)
    story_13_an_allowance_beyond_the_years_ceiling_is_refused_with_what_is_still_possible(place)
    story_14_a_host_employed_by_a_partner_gets_no_allowance(place)
    story_19_a_host_leaves_asks_for_the_data_and_is_nameless(place, tmp_path)


def story_5_a_newcomer_is_met_learns_and_is_told_of_her_shadow_shifts(place):
    with time_machine.travel("2026-12-02T10:00+01:00", tick=False):
        noor = a_host(place.store, "Noor", "Haddad", level="trainee", max_week=4)
        place.ids["Noor"] = noor
        with acting(place.store) as session:
            mark_step(session, noor, "met", date(2026, 12, 2))
    with time_machine.travel("2026-12-03T10:00+01:00", tick=False):
        for moment in ((4, 13), (11, 16)):
            for name in ("Jeroen", "Ana"):
                place.seat(name, *moment)
        with acting(place.store) as session:
            for key in ("charter", "note", "training"):
                mark_step(session, noor, key, date(2026, 12, 3), by_host_id=place.ids["Jeroen"])
            for moment in ((4, 13), (11, 16)):
                assign_host(session, place.slots[moment], noor, kind="shadow")
        place.publish()
    with place.store.read() as session:
        view = {slot.slot_id: slot for slot in month_view(session, DECEMBER).slots}[place.slots[4, 13]]
    assert (view.coverage, len(view.taken), [one.name for one in view.shadows]) == ("full", 2, ["Noor H."])
    with acting(place.store) as session:
        free_seat(session, view.taken[0].seat_id)
    with place.store.read() as session:
        alone = {slot.slot_id: slot for slot in month_view(session, DECEMBER).slots}[place.slots[4, 13]]
    assert (alone.coverage, alone.missing) == ("partial", 1)  # a shadow is never one of the two
    place.store.undo(COORDINATOR)
    return noor


def story_5_the_newcomer_has_been_a_shadow_twice_and_is_active(place, noor):
    with time_machine.travel("2026-12-12T10:00+01:00", tick=False):
        with place.store.read() as session:
            shadows = next(one for one in newcomer_path(session, noor, 0).steps if one.needed)
        assert (shadows.count, shadows.done_on) == (2, date(2026, 12, 11))
        with pytest.raises(Refused, match="path_incomplete"), acting(place.store) as session:
            conclude_path(session, noor, date(2026, 12, 12))  # the talk with the coordinator lacks
    with time_machine.travel("2026-12-15T09:00+01:00", tick=False):
        with acting(place.store) as session:
            mark_step(session, noor, "talk", date(2026, 12, 15))
            conclude_path(session, noor, date(2026, 12, 15))
        place.seat("Jeroen", 22, 13)
        seat = place.seat("Noor", 22, 13)
        with place.store.read() as session:
            there = next(one for one in seats_of(session, DECEMBER)[place.slots[22, 13]] if one.id == seat)
        assert there.kind == "host"


def story_19_a_host_leaves_asks_for_the_data_and_is_nameless(place, tmp_path):
    paul = place.ids["Paul"]
    past, future = (10, 13), (31, 13)
    assert "Paul" in place.who(*past)  # since the swap of story 4
    with time_machine.travel("2026-12-20T10:00+01:00", tick=False):
        place.seat("Paul", *future)
        with acting(place.store) as session:
            freed = change_state(session, paul, "left", date(2026, 12, 31)).freed
        assert [(seat.day, seat.start_minute) for seat in freed] == [(date(2026, 12, 31), 780)]
    with time_machine.travel("2027-01-05T10:00+01:00", tick=False):
        keep_states(place.store)
        with place.store.read() as session:
            data = person_data(session, paul)
        asked = json.loads(person_json(data))
        assert asked["person"]["card"]["family_name"] == "Kessels"
        assert "2026-12-10" in json.dumps(asked["person"])
        assert "Kessels" in text_of(person_pdf(data))
        anonymise(place.store, COORDINATOR, paul)
        with place.store.read() as session:
            view = {slot.slot_id: slot for slot in month_view(session, DECEMBER).slots}[place.slots[past]]
            everything = json.dumps(all_data(place.store), default=str)
    assert [seat.name for seat in view.taken] == ["Ancien·ne accueillant·e 1"]
    assert "Kessels" not in everything


def story_3_somebody_falls_ill_a_third_comes_and_the_planning_becomes_version_2(place):
    ill = place.seat("Fatma", 9, 13)
    place.seat("Luc", 9, 13)
    first = place.publish()
    with time_machine.travel("2026-12-09T14:00+01:00", tick=False):
        number = place.do("Fatma", lambda s: seek_cover(s, ill))
        with place.store.read() as session:
            alert = next(one for one in alerts(session) if one.slot_id == place.slots[9, 13])
        assert (alert.lack, alert.sure, alert.seeking) == ("one_left", ("Luc D.",), ("Fatma Ö.",))
        assert place.who(9, 13) == {"Fatma", "Luc"}  # she stays responsible meanwhile
        place.do("Ana", lambda s: accept_trade(s, number, place.ids["Ana"]))
        assert place.who(9, 13) == {"Ana", "Luc"}
        with place.store.read() as session:
            assert place.slots[9, 13] not in {one.slot_id for one in alerts(session)}
            assert place.slots[9, 13] in roster(session, DECEMBER).changed_slots
        assert place.publish() == first + 1


def story_4_a_host_of_thursday_swaps_with_one_of_friday_and_a_double_booking_is_refused(place):
    mine, theirs = place.seat("Fatma", 10, 13), place.seat("Paul", 11, 10)
    with time_machine.travel("2026-12-08T10:00+01:00", tick=False):
        number = place.do("Fatma", lambda s: offer_swap(s, mine, [theirs]))
        place.do("Paul", lambda s: accept_trade(s, number, place.ids["Paul"]))
        assert (place.who(10, 13), place.who(11, 10)) == ({"Paul"}, {"Fatma"})
        assert trade_state(place, number) == "done"
        place.seat("Luc", 17, 13)
        place.seat("Luc", 18, 10)
        lucs, anas = place.seat("Luc", 19, 10), place.seat("Ana", 18, 13)
        with pytest.raises(Refused, match="trade_rule"):  # Luc is there that Friday already
            place.do("Luc", lambda s: offer_swap(s, lucs, [anas]))
        assert (place.who(19, 10), place.who(18, 13)) == ({"Luc"}, {"Ana"})


def trade_state(place, number):
    with place.store.read() as session:
        return trade(session, number).state


def story_13_an_allowance_beyond_the_years_ceiling_is_refused_with_what_is_still_possible(place):
    with time_machine.travel("2026-12-20T10:00+01:00", tick=False):
        with acting(place.store) as session:
            set_ceiling(session, 2026, 50_00, 1726_36)
            day, left = date(2026, 1, 2), 1710_00
            while left:
                cents = min(left, 50_00)
                note_allowance(session, place.ids["Fatma"], day, cents)
                session.flush()
                day, left = date.fromordinal(day.toordinal() + 1), left - cents
        with pytest.raises(Refused) as caught, acting(place.store) as session:
            note_allowance(session, place.ids["Fatma"], date(2026, 12, 19), 20_00)
        assert caught.value.code == "allowance_over"
        assert "16,36" in say(caught.value)
        with acting(place.store) as session:
            note_allowance(session, place.ids["Fatma"], date(2026, 12, 19), 16_36)
        with pytest.raises(Refused, match="allowance_over"), acting(place.store) as session:
            note_allowance(session, place.ids["Fatma"], date(2026, 12, 18), 1)


def story_14_a_host_employed_by_a_partner_gets_no_allowance(place):
    lent = a_host(place.store, "Sofia", "Ribeiro", origin="staff", partner="L’Adret")
    with (
        time_machine.travel("2026-12-20T10:00+01:00", tick=False),
        pytest.raises(Refused, match="allowance_staff"),
        acting(place.store) as session,
    ):
        note_allowance(session, lent, date(2026, 12, 19), 10_00)


def story_15_visits_are_numbers_and_nothing_else(place):
    with time_machine.travel("2026-12-15T12:00+01:00", tick=False):
        for _visit in range(23):
            with acting(place.store, actor=READER) as session:
                count_visits(session, date(2026, 12, 15), 600, visits=1)
        with place.store.read() as session:
            assert visits_of(session, date(2026, 12, 15), 600) == Visits(23, 0)
            assert visits_of(session, date(2026, 12, 15), 780) is None  # not counted is not zero
    moments = [moment for moment in sorted(place.slots) if moment[0] != 15][:17]
    numbers = [19] * 10 + [20] * 6 + [23]
    with time_machine.travel("2026-12-31T19:00+01:00", tick=False), acting(place.store) as session:
        for (day, hour), visits in zip(moments, numbers, strict=True):
            note_visits(session, date(2026, 12, day), hour * 60, Visits(visits))
    with place.store.read() as session:
        counts = [row.counted for row in visits_between(session, DECEMBER.first, DECEMBER.last)]
    assert (sum(count.visits for count in counts), len(counts)) == (356, 18)
    assert round(mean_visits(counts), 1) == 19.8
