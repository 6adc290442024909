"""A month of the place, played through the commands: what hosts, the coordinator and the treasurer do in December."""

from datetime import date

import pytest
import time_machine

from delta_app.core.access import Actor, Role
from delta_app.core.calendar import Month
from delta_app.core.errors import Refused
from delta_app.hosts.allowance_commands import note_allowance, set_ceiling
from delta_app.shifts.alerts_data import alerts
from delta_app.shifts.commands import open_month, publish
from delta_app.shifts.day_commands import count_visits, note_visits
from delta_app.shifts.day_data import visits_between, visits_of
from delta_app.shifts.day_rules import Visits, mean_visits
from delta_app.shifts.queries import roster, seats_of, slots_of
from delta_app.shifts.seat_commands import assign_host
from delta_app.shifts.trade_commands import accept_trade, offer_swap, seek_cover
from delta_app.shifts.trade_data import trade
from tests.factory import READER, a_host, a_store, acting

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


def test_story_3_somebody_falls_ill_a_third_comes_and_the_planning_becomes_version_2(place):
    ill = place.seat("Fatma", 9, 13)
    place.seat("Luc", 9, 13)
    assert place.publish() == 1
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
        assert place.publish() == 2


def test_story_4_a_host_of_thursday_swaps_with_one_of_friday_and_a_double_booking_is_refused(place):
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


def test_story_13_an_allowance_beyond_the_years_ceiling_is_refused_with_what_is_still_possible(place):
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
        with acting(place.store) as session:
            note_allowance(session, place.ids["Fatma"], date(2026, 12, 19), 16_36)
        with pytest.raises(Refused, match="allowance_over"), acting(place.store) as session:
            note_allowance(session, place.ids["Fatma"], date(2026, 12, 18), 1)


def test_story_14_a_host_employed_by_a_partner_gets_no_allowance(place):
    lent = a_host(place.store, "Sofia", "Ribeiro", origin="staff", partner="L’Adret")
    with (
        time_machine.travel("2026-12-20T10:00+01:00", tick=False),
        pytest.raises(Refused, match="allowance_staff"),
        acting(place.store) as session,
    ):
        note_allowance(session, lent, date(2026, 12, 19), 10_00)


def test_story_15_visits_are_numbers_and_nothing_else(place):
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
