"""Whoever leads an activity cannot stand at the door meanwhile: it is said before, and hinders nobody."""

from datetime import date

import pytest
import time_machine
from PySide6.QtCore import Qt

from delta_app.hosts.commands import note_absence
from delta_app.planning.call_data import call_view
from delta_app.planning.candidates_data import candidate_rows, common_rows
from delta_app.planning.commands import Order, preview_proposal
from delta_app.planning.compose_data import summarise
from delta_app.planning.moves_data import exchange_rows, landing_rows
from delta_app.planning.queries import month_view
from delta_app.programme.commands import plan_activity
from delta_app.programme.leading_data import leading_between
from delta_app.programme.series import Plan
from delta_app.shifts.compose import compose
from delta_app.shifts.seat_commands import assign_host, edit_slot
from delta_app.widgets.person_row import PersonRow
from delta_app.widgets.slot_row import SlotRow
from tests.desk import a_window
from tests.factory import JANUARY, a_host, a_store, acting, an_open_month
from tests.person import choosing, find, key, press, read_text, shown, words_of

WEDNESDAY = date(2027, 1, 6)
SLOT = "mercredi 6 janvier, 10h à 13h"
TRICOT = "mène Tricot, 10h – 12h"


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel(date(2026, 12, 9), tick=True):
        yield


class Place:
    """January open; Ana leads Tricot on Wednesdays from ten to noon."""

    def __init__(self, folder):
        self.store = a_store(folder)
        self.ids = {name: a_host(self.store, name, "Test") for name in ("Ana", "Bart", "Chantal")}
        an_open_month(self.store)
        self.tricot = self.plan("Tricot", WEDNESDAY, 600, 720, "FREQ=WEEKLY;UNTIL=20270127", host_id=self.ids["Ana"])

    def plan(self, title, day, start, end, rule="", **more):
        with acting(self.store) as session:
            return plan_activity(session, Plan(title, day, start, end, rule, **more), despite=True)

    def slot(self, day=6, start=600):
        with self.store.read() as session:
            slots = month_view(session, JANUARY).slots
        return next(slot for slot in slots if (slot.day.day, slot.start_minute) == (day, start))

    def seat(self, name, day=6, start=600):
        with acting(self.store) as session:
            return assign_host(session, self.slot(day, start).slot_id, self.ids[name])

    def read(self, query, *words):
        with self.store.read() as session:
            return query(session, *words)


@pytest.fixture
def place(tmp_path):
    made = Place(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def look(place, tmp_path, qtbot):
    def opened():
        window = a_window(place.store, tmp_path, qtbot)
        window.page.show_month(JANUARY)
        return window

    return opened


def test_whoever_leads_is_listed_after_the_others_and_fits_all_the_same(place):
    rows = place.read(candidate_rows, place.slot().slot_id)
    assert [(row.name.split()[0], row.fits, row.leads) for row in rows] == [
        ("Bart", True, ""), ("Chantal", True, ""), ("Ana", True, TRICOT),
    ]  # fmt: skip
    assert rows[-1].caption.startswith(f"{TRICOT} · disponible")


@pytest.mark.parametrize(("day", "start"), [(6, 780), (7, 600), (5, 600)])
def test_at_another_time_nothing_is_said(place, day, start):
    rows = place.read(candidate_rows, place.slot(day, start).slot_id)
    assert not any(row.leads for row in rows)


def test_an_idea_and_a_cancelled_activity_lead_nobody_away(place):
    place.plan("Rêve", date(2027, 1, 7), 600, 720, state="idea", host_id=place.ids["Bart"])
    place.plan("Raté", date(2027, 1, 7), 600, 720, state="cancelled", reason="grippe", host_id=place.ids["Bart"])
    assert not any(row.leads for row in place.read(candidate_rows, place.slot(7).slot_id))


def test_an_activity_over_two_days_is_led_on_both(place):
    place.plan("Nuit des contes", date(2027, 1, 8), 1_080, 1_440 + 660, host_id=place.ids["Bart"])
    led = place.read(leading_between, date(2027, 1, 8), date(2027, 1, 9))
    assert [(one.day.day, one.start_minute, one.end_minute) for one in led] == [(8, 1_080, 1_440), (9, 0, 660)]
    rows = place.read(candidate_rows, place.slot(9).slot_id)
    assert [row.leads for row in rows if row.name.startswith("Bart")] == ["mène Nuit des contes, 0h – 11h"]
    assert not place.read(leading_between, date(2027, 1, 10), date(2027, 1, 10))


def test_a_long_title_is_cut_and_several_are_named(place):
    place.plan("Atelier d’écriture et de lecture à voix haute de textes", WEDNESDAY, 690, 780, host_id=place.ids["Ana"])
    (row,) = (row for row in place.read(candidate_rows, place.slot().slot_id) if row.leads)
    assert row.leads == f"{TRICOT} et Atelier d’écriture et de lecture à voix…, 11h30 – 13h"


def test_whoever_is_away_leads_nothing_that_is_told(place):
    with acting(place.store) as session:
        note_absence(session, place.ids["Ana"], WEDNESDAY, WEDNESDAY)
    captions = {row.name.split()[0]: row.caption for row in place.read(candidate_rows, place.slot().slot_id)}
    assert captions["Ana"].startswith("absent·e")


def test_of_several_slots_the_day_is_said(place):
    ids = [place.slot(day).slot_id for day in (6, 7)]
    captions = {row.name.split()[0]: row.caption for row in place.read(common_rows, ids)}
    assert captions["Ana"].endswith("· mène Tricot, mer. 6 janv. 10h – 12h")
    assert "mène" not in captions["Bart"]


def test_carried_over_the_month_the_slots_say_it(place):
    rows = place.read(landing_rows, JANUARY, place.ids["Ana"])
    here, elsewhere = rows[place.slot().slot_id], rows[place.slot(7).slot_id]
    assert (here.words, here.fits, here.against) == (f"{TRICOT} · peut venir", False, "")
    assert (elsewhere.words, elsewhere.fits) == ("peut venir", True)


def test_an_exchange_tells_what_the_other_leads(place):
    place.seat("Bart")
    place.seat("Ana", 7)
    there, here = place.slot(7).slot_id, place.slot().slot_id
    (row,) = place.read(exchange_rows, JANUARY, (place.ids["Bart"], "Bart"), there, here, {place.ids["Ana"]: "Ana"})
    assert (row.leads, row.against, row.may_all_the_same) == (f"Ana : {TRICOT}", "", True)


def test_a_call_says_it_and_ticks_the_others_first(place):
    people = place.read(call_view, place.slot().slot_id).people
    assert {one.person.full_name.split()[0]: one.leads for one in people} == {"Ana": TRICOT, "Bart": "", "Chantal": ""}


def proposal(store):
    with store.read() as session:
        proposed = preview_proposal(session, JANUARY, Order())
    return summarise(proposed.composed, compose(proposed.composed.problem), proposed.background)


def test_a_proposal_warns_before_it_is_applied(place):
    for name in ("Bart", "Chantal"):
        with acting(place.store) as session:
            note_absence(session, place.ids[name], WEDNESDAY, WEDNESDAY)
    place.seat("Ana")  # so that she is there whatever is composed
    assert f"Mer. 6 janv., 10h – 13h : Ana T. {TRICOT}." in proposal(place.store).leading


def test_the_side_says_it_and_one_press_seats_her(look, place):
    window = look()
    find(window, SLOT, SlotRow).clicked.emit()
    assert f"Ana T., {TRICOT} · disponible" in "\n".join(words_of(row) for row in shown(window, PersonRow))
    press(window, f"Inscrire Ana T., {TRICOT}")
    assert [seat.leads for seat in place.slot().taken] == [TRICOT]
    assert TRICOT in read_text(window.page.body.inspector)
    slot = next(row for row in shown(window, SlotRow) if words_of(row).startswith(SLOT))
    assert f"Ana T. (fixé, {TRICOT})" in words_of(slot)


def test_an_exchange_with_a_leader_is_asked_before_it_is_done_though_it_is_the_only_way(look, place):
    place.seat("Bart")
    with acting(place.store) as session:
        edit_slot(session, place.slot(7).slot_id, start_minute=600, end_minute=780, seats=1)
    place.seat("Ana", 7)
    window = look()
    find(window, SLOT, SlotRow).clicked.emit()
    choosing("Déplacer ou échanger…")
    press(window, "Autres actes pour Bart T.")
    key(Qt.Key.Key_Right)
    choosing(f"Échanger avec Ana T. (Ana T. : {TRICOT})")
    key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [seat.name for seat in place.slot().taken] == ["Ana T."]
