"""Whoever leads an activity during a shift is told before they come to it, and so is whoever asks or seats them."""

from datetime import date

import pytest

from delta_app import app
from delta_app.core import clock
from delta_app.core.access import Actor, Role
from delta_app.programme.commands import plan_activity
from delta_app.programme.series import Plan
from delta_app.shifts.queries import seats_of
from delta_app.shifts.seat_commands import assign_host, lock_seat
from delta_app.shifts.trade_commands import offer_swap, seek_cover
from delta_app.today.mine_data import mine_view
from delta_app.today.queries import own_seats, swap_view
from delta_app.today.spoken import able_words, choice_words
from delta_app.today.todo_data import how_many_wait, todo_view
from delta_app.widgets.finder import Finder
from tests.desk import a_window
from tests.factory import COORDINATOR, acting
from tests.person import answering, press, read_text
from tests.today.place import DECEMBER

TRICOT = "mène Tricot, 10h – 12h"


@pytest.fixture
def look(place, tmp_path, qtbot):
    def opened(who="", page="today"):
        actor = Actor(who, Role.HOST, place.ids[who]) if who else COORDINATOR
        window = a_window(place.store, tmp_path, qtbot, actor=actor, pages=app.page_entries())
        window.show_page(page)
        return window

    return opened


def leads(place, name="Luc", day=11, start=600, end=720):
    """Somebody leads Tricot, by default on Friday 11 from ten to noon."""
    with acting(place.store) as session:
        plan = Plan("Tricot", date(2026, 12, day), start, end, host_id=place.ids[name])
        return plan_activity(session, plan, despite=True)


def do(place, name, act):
    with acting(place.store, f"{name} acts", Actor(name, Role.HOST, place.ids[name])) as session:
        return act(session)


def test_a_host_is_told_before_they_come_and_may_leave_it(look, place):
    leads(place)
    window = look("Luc")
    seen = []

    def leave(dialog):
        seen.append(read_text(dialog))
        press(dialog, "Annuler")

    answering(leave)
    press(window, "Je viens ven. 11 déc. à 10h")
    assert "Vous menez Tricot, 10h – 12h." in seen[0]
    assert place.who((11, 10)) == {"Ana"}


def test_a_host_comes_all_the_same(look, place):
    leads(place)
    window = look("Luc")
    answering(lambda dialog: press(dialog, "Venir quand même"))
    press(window, "Je viens ven. 11 déc. à 10h")
    assert place.who((11, 10)) == {"Ana", "Luc"}


def test_who_leads_nothing_then_is_asked_nothing(look, place):
    leads(place, start=780, end=900)
    press(look("Luc"), "Je viens ven. 11 déc. à 10h")
    assert place.who((11, 10)) == {"Ana", "Luc"}


def test_the_coordinator_reads_it_beside_the_name(look, place):
    leads(place)
    window = look()
    seen = []

    def choose(dialog):
        assert isinstance(dialog, Finder)
        seen.extend(entry.line for entry in dialog._entries)
        dialog.reject()

    answering(choose)
    press(window, "Je viens ven. 11 déc. à 10h")
    assert f"Luc D. · {TRICOT}" in seen


def test_what_one_is_asked_says_what_one_leads(look, place):
    leads(place)
    do(place, "Ana", lambda s: seek_cover(s, place.seats["Ana", (11, 10)]))
    with place.store.read() as session:
        (asked,) = mine_view(session, place.ids["Luc"], DECEMBER, clock.local_now()).asked
    assert asked.leads == "vous menez Tricot, 10h – 12h"
    assert "Vous menez Tricot, 10h – 12h." in read_text(look("Luc", "mine").page)


def test_ones_own_shift_says_it_too(look, place):
    leads(place, "Ana")
    with place.store.read() as session:
        assert [seat.leads for seat in own_seats(session, place.ids["Ana"])] == ["vous menez Tricot, 10h – 12h"]
    assert "vous menez Tricot, 10h – 12h" in read_text(look("Ana", "mine").page)


def test_a_swap_tells_what_either_would_lead(place):
    """Ana gives Friday at ten, when Luc leads; what she leads herself on Wednesday is said at his shift."""
    leads(place)
    leads(place, "Ana", day=10, start=840, end=900)
    with acting(place.store) as session:
        assign_host(session, place.slots[(10, 13)], place.ids["Luc"])
    with place.store.read() as session:
        view = swap_view(session, place.seats["Ana", (11, 10)])
    said = {choice_words(view, one) for one in view.options if one.name == "Luc D."}
    assert f"jeu. 10 · 13h · Luc D. (Ana C. mène Tricot, 14h – 15h ; Luc D. {TRICOT})" in said
    assert view.options[0].name == "Fatma Ö."  # who leads nothing comes first


def test_whom_one_asks_is_said_to_lead(place):
    leads(place)
    with place.store.read() as session:
        view = swap_view(session, place.seats["Ana", (11, 10)])
    told = [able_words(view, one.name, one.host_id) for one in view.able]
    assert told == [f"Luc D. ({TRICOT})"]


def test_what_composing_gave_waits_until_the_coordinator_keeps_it(look, place):
    leads(place, "Ana")
    assert not _leading(place)  # given by hand: whoever did was told
    with acting(place.store) as session:
        lock_seat(session, place.seats["Ana", (11, 10)], locked=False)
    (one,) = _leading(place)
    assert (one.name, one.leads) == ("Ana C.", TRICOT)
    with place.store.read() as session:
        before = how_many_wait(session)
    window = look(page="todo")
    assert "Mènent une activité pendant leur permanence" in read_text(window.page)
    press(window, "Garder ainsi, Ana C., vendredi 11 décembre, 10h – 13h")
    assert not _leading(place)
    with place.store.read() as session:
        assert how_many_wait(session) == before - 1
        assert next(seat.locked for seat in seats_of(session, DECEMBER)[place.slots[(11, 10)]])


def test_somebody_else_is_seated_for_whoever_leads(look, place):
    leads(place, "Ana")
    with acting(place.store) as session:
        lock_seat(session, place.seats["Ana", (11, 10)], locked=False)
    window = look(page="todo")

    def choose(dialog):
        dialog.chosen = place.ids["Luc"]
        dialog.accept()

    answering(choose)
    press(window, "Inscrire quelqu’un, Ana C., vendredi 11 décembre, 10h – 13h…")
    assert place.who((11, 10)) == {"Luc"}


def test_who_looks_for_somebody_anyway_is_listed_once(place):
    leads(place, "Ana")
    with acting(place.store) as session:
        lock_seat(session, place.seats["Ana", (11, 10)], locked=False)
    do(place, "Ana", lambda s: offer_swap(s, place.seats["Ana", (11, 10)], [place.seats["Fatma", (10, 13)]]))
    assert not _leading(place)


def _leading(place):
    with place.store.read() as session:
        return todo_view(session).leading


def test_of_many_activities_to_come_the_page_tells_how_many_more(look, place):
    for number in range(6):
        with acting(place.store) as session:
            plan_activity(session, Plan(f"Atelier {number}", date(2026, 12, 10), 600, 660), despite=True)
    said = read_text(look().page)
    assert "10h – 11h : Atelier 3\net 2 autres dans la semaine" in said
    assert "Atelier 4" not in said
