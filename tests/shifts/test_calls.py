"""Calls for help: who could come, in the order of who was asked longest ago; what is noted, and what is refused."""

from datetime import date, timedelta

import pytest
import time_machine

from delta_app.core.access import Actor, Role
from delta_app.core.calendar import Month
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import speaking
from delta_app.hosts.commands import note_absence, set_pair
from delta_app.shifts.call_commands import note_call
from delta_app.shifts.call_data import ago_words, asked_words, called_words, callees, calls_of, need_of
from delta_app.shifts.commands import open_month
from delta_app.shifts.day_commands import decide_opening
from delta_app.shifts.queries import slot_row, slots_of
from delta_app.shifts.seat_commands import assign_host
from delta_app.shifts.trade_commands import seek_cover
from delta_app.venue.commands import close_days
from tests.factory import COORDINATOR, READER, SERVER_AT_LENGTH, a_copy, a_host, a_store, acting

DECEMBER = Month(2026, 12)
PEOPLE = {"Fatma": "Öztürk", "Luc": "Dumont", "Ana": "Costa", "Paul": "Kessels", "Bea": "Aerts"}

pytestmark = [pytest.mark.usefixtures("each_database"), SERVER_AT_LENGTH]


class Place:
    """December opened; Fatma and Luc on Thursday 10 from 13 to 16, Luc alone from 10 to 13 on Friday 11."""

    def __init__(self, folder):
        self.store = a_store(folder)
        self.ids = {given: a_host(self.store, given, family, max_week=3) for given, family in PEOPLE.items()}
        with acting(self.store) as session:
            open_month(session, DECEMBER)
        with self.store.read() as session:
            self.slots = {(slot.day.day, slot.start_minute // 60): slot.id for slot in slots_of(session, DECEMBER)}
        self.seats = {name: self.seat(name, 10, 13) for name in ("Fatma", "Luc")}
        self.seat("Luc", 11, 10)

    def seat(self, name, *moment):
        with acting(self.store) as session:
            return assign_host(session, self.slots[moment], self.ids[name])

    def call(self, names, *moment, way="phone", actor=COORDINATOR):
        with acting(self.store, "Appeler", actor) as session:
            return note_call(session, self.slots[moment], [self.ids[name] for name in names], way)

    def who(self, *moment):
        with self.store.read() as session:
            return [one.host.given_name for one in callees(session, self.slots[moment])]

    def refusal(self, names, *moment, **more):
        with pytest.raises(Refused) as caught:
            self.call(names, *moment, **more)
        assert "Personne n’a été appelé" in say(caught.value) or "Rien n’" in say(caught.value)
        return caught.value


@pytest.fixture
def place(tmp_path):
    with time_machine.travel("2026-12-09T12:30Z", tick=False):
        made = a_copy(Place, tmp_path)
        yield made
        made.store.close()


def test_never_asked_first_then_who_was_asked_longest_ago(place):
    assert place.who(11, 10) == ["Ana", "Bea", "Fatma", "Paul"]
    for days, name in ((30, "Ana"), (3, "Bea"), (12, "Paul")):
        with time_machine.travel(f"2026-{12 if days < 9 else 11}-{(9 - days) % 30 or 30:02}T10:00Z", tick=False):
            place.call([name], 18, 10)
    assert place.who(11, 10) == ["Fatma", "Ana", "Paul", "Bea"]
    with place.store.read() as session:
        told = {one.host.given_name: asked_words(one.last_asked) for one in callees(session, place.slots[11, 10])}
    assert told["Fatma"] == "jamais appelé·e"
    assert told["Bea"] == "appelé·e il y a 3 jours"


def test_somebody_asked_for_a_replacement_was_asked_too(place):
    with acting(place.store) as session:
        seek_cover(session, place.seats["Fatma"], [place.ids["Ana"]])
    assert place.who(11, 10) == ["Bea", "Fatma", "Paul", "Ana"]


def test_who_cannot_come_is_not_called(place):
    with acting(place.store) as session:
        note_absence(session, place.ids["Ana"], date(2026, 12, 11), date(2026, 12, 11))
        set_pair(session, place.ids["Bea"], place.ids["Luc"], "avoid")
    place.seat("Paul", 11, 16)  # one shift a day
    assert place.who(11, 10) == ["Fatma"]
    for name, words in (("Ana", "une absence est notée"), ("Bea", "composition"), ("Paul", "maximum par jour")):
        refusal = place.refusal([name], 11, 10)
        assert refusal.code == "cannot_be_called"
        assert words in say(refusal)
    assert "y est déjà" in say(place.refusal(["Luc"], 11, 10))
    with place.store.read() as session:
        assert calls_of(session, [place.slots[11, 10]]) == {}


def test_whoever_learns_or_left_is_not_called(place):
    learner = a_host(place.store, "Zoé", "Petit", level="trainee")
    gone = a_host(place.store, "Yan", "Roos", state="left")
    assert "Zoé" not in place.who(11, 10)
    assert "Yan" not in place.who(11, 10)
    place.ids |= {"Zoé": learner, "Yan": gone}
    assert place.refusal(["Zoé"], 11, 10).code == "cannot_be_called"
    assert place.refusal(["Yan"], 11, 10).code == "no_such_host"


def test_a_full_slot_calls_nobody_unless_somebody_in_it_seeks(place):
    assert place.who(10, 13) == []
    assert place.refusal(["Ana"], 10, 13).code == "nothing_to_call_for"
    with acting(place.store) as session:
        seek_cover(session, place.seats["Fatma"])
        set_pair(session, place.ids["Bea"], place.ids["Fatma"], "avoid")  # Bea would come in the place of Fatma
        set_pair(session, place.ids["Paul"], place.ids["Luc"], "avoid")  # who stays
    with place.store.read() as session:
        need = need_of(session, slot_row(session, place.slots[10, 13]))
        assert (need.free, need.seeking, need.wanted) == (0, (place.ids["Fatma"],), 1)
    assert place.who(10, 13) == ["Ana", "Bea"]
    assert place.call(["Ana", "Bea"], 10, 13) == 2


def test_what_is_over_shut_or_gone_calls_nobody(place):
    assert place.refusal(["Ana"], 9, 10).code == "slot_over"
    assert place.who(9, 10) == []
    assert place.refusal([], 11, 10).code == "nobody_called"
    with acting(place.store) as session:
        close_days(session, date(2026, 12, 11), date(2026, 12, 11), "Travaux")
    assert place.refusal(["Ana"], 11, 10).code == "slot_shut"
    assert place.who(11, 10) == []
    with acting(place.store) as session:
        decide_opening(session, date(2026, 12, 18), 600, "closed")
    assert place.refusal(["Ana"], 18, 10).code == "call_for_closed"
    assert place.who(18, 10) == []
    place.slots[0, 0] = 99_999
    assert place.refusal(["Ana"], 0, 0).code == "no_such_slot"
    with time_machine.travel("2027-01-15T10:00Z", tick=False):
        assert place.who(18, 10) == []


@pytest.mark.parametrize("actor", [READER, Actor("Ana", Role.HOST, 3), Actor("Trésorerie", Role.TREASURER)])
def test_only_the_coordinator_calls(place, actor):
    with pytest.raises(Refused, match="not_allowed"):
        place.call(["Ana"], 11, 10, actor=actor)


def test_a_call_is_taken_back_and_somebody_named_twice_is_called_once(place):
    assert place.call(["Ana", "Ana"], 11, 10, way="draft") == 1
    place.store.undo(COORDINATOR)
    with place.store.read() as session:
        assert calls_of(session, [place.slots[11, 10]]) == {}


def test_who_was_called_is_said_by_day_and_way(place):
    with time_machine.travel("2026-12-08T10:00Z", tick=False):
        place.call(["Ana", "Bea"], 11, 10, way="mail")
    place.call(["Paul"], 11, 10)
    with place.store.read() as session:
        calls = calls_of(session, [place.slots[11, 10]])[place.slots[11, 10]]
        here = {one.host.given_name: one.called_here for one in callees(session, place.slots[11, 10])}
    assert called_words(calls) == (
        "1 personne appelée aujourd’hui par téléphone : Paul K.",
        "2 personnes appelées hier par mail : Ana C. et Bea A.",
    )
    assert called_words(calls, named=False)[1] == "2 personnes appelées hier par mail"
    assert here["Fatma"] is None
    assert here["Ana"] is not None


@pytest.mark.parametrize(
    ("days", "words"),
    [(-3, "aujourd’hui"), (0, "aujourd’hui"), (1, "hier"), (2, "il y a 2 jours"), (13, "il y a 13 jours"),
     (14, "il y a 2 semaines"), (60, "il y a 8 semaines"), (61, "il y a 2 mois"), (365, "il y a 12 mois"),
     (730, "il y a 2 ans")],
)  # fmt: skip
def test_how_long_ago_is_said_in_words(days, words):
    from delta_app.core import clock

    with time_machine.travel("2026-12-09T12:30Z", tick=False):
        assert ago_words(clock.now() - timedelta(days=days)) == words
        with speaking("nl"):
            assert ago_words(clock.now()) == "vandaag"
