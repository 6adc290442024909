"""What is free further ahead, what waits for one's answer, and the months one takes along, as a person finds them."""

from datetime import date

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from delta_app import app, keeping
from delta_app.core.access import Actor, Role
from delta_app.core.calendar import Month, minutes
from delta_app.core.errors import Refused
from delta_app.shifts.commands import open_month
from delta_app.shifts.day_commands import decide_opening
from delta_app.shifts.queries import seats_of, slots_between
from delta_app.shifts.seat_commands import assign_host, free_seat
from delta_app.shifts.trade_commands import decline_trade, offer_swap, seek_cover, take_gap
from delta_app.today import mine_page
from delta_app.widgets.paper_dialog import PaperDialog
from tests.desk import a_window
from tests.factory import READER, acting
from tests.person import answering, choosing, find, key, press, read_text, shown, words_of
from tests.today.place import DECEMBER, PINS, type_text

RETURN = Qt.Key.Key_Return


@pytest.fixture
def look(place, tmp_path, qtbot):
    def opened(who="", page="today"):
        actor = Actor(who, Role.HOST, place.ids[who]) if who else READER
        window = a_window(place.store, tmp_path, qtbot, actor=actor, pages=app.page_entries())
        keeping.keep_count(window)
        keeping.keep_asked(window)
        window.show_page(page)
        return window

    return opened


def saying(name):
    """What somebody does when they are asked who they are."""

    def code(_dialog):
        type_text(PINS[name])
        key(RETURN)

    def choose(dialog):
        type_text(name.lower()[:3])
        answering(code, after=dialog)
        key(RETURN)

    answering(choose)


def say(name):
    """Somebody comes to the PC and says who they are."""
    saying(name)
    key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def do(place, name, act):
    with acting(place.store, f"{name} acts", Actor(name, Role.HOST, place.ids[name])) as session:
        return act(session)


def coming(window):
    """What the card of what comes says, and the buttons on it."""
    card = window.page.coming
    return read_text(card), [name for name in read_text(card).splitlines() if name.startswith("Je viens ")]


def ahead(place, days=14):
    """The shifts after those that come next, in order."""
    return sorted(slot for slot in place.slots if (9, 13) < slot <= (9 + days, 24))[7:]


def fill_all(place, slots):
    with acting(place.store) as session:
        for slot in slots:
            place.fill(session, slot)


def seat_of(place, name, slot):
    with place.store.read() as session:
        seats = seats_of(session, DECEMBER)[place.slots[slot]]
    return next(seat.id for seat in seats if seat.host_id == place.ids[name])


def test_a_place_free_next_week_is_taken_from_the_page_the_pc_rests_on(look, place):
    later = ahead(place)
    fill_all(place, later)
    free = later[-1]
    with acting(place.store) as session:
        free_seat(session, seat_of(place, "Luc", free))
    window = look()
    said, buttons = coming(window)
    assert "Places libres ensuite" in said
    assert "au planning" not in said
    say("Ana")
    press(window.page, buttons[-1])
    assert place.who(free) == {"Fatma", "Ana"}
    assert "Ana C. vient" in window.toast.text
    assert "Places libres ensuite" not in coming(window)[0]
    press(window.toast, "Annuler")
    assert "Places libres ensuite" in coming(window)[0]


def test_a_place_offered_next_week_is_taken_there_too_and_a_closed_one_is_not(look, place):
    later = ahead(place)
    fill_all(place, later)
    offered, closed = later[-1], later[-2]
    mine, gone = seat_of(place, "Fatma", offered), seat_of(place, "Luc", closed)
    do(place, "Fatma", lambda s: seek_cover(s, mine))
    with acting(place.store) as session:
        free_seat(session, gone)
        decide_opening(session, date(2026, 12, closed[0]), minutes(closed[1]), "closed")
    window = look()
    said, buttons = coming(window)
    assert "Fatma Ö. (cherche)" in said.split("Places libres ensuite")[1]
    assert not [name for name in buttons if f" {closed[0]} déc. à {closed[1]}h" in name]
    say("Ana")
    press(window.page, buttons[-1])
    assert place.who(offered) == {"Luc", "Ana"}


def test_many_free_places_are_told_in_a_number_and_none_changes_nothing(look, place):
    window = look()
    later = ahead(place)
    assert len(later) > 7
    said, buttons = coming(window)
    assert len(buttons) <= 7 + 6
    press(window.page, f"{len(later) - 6} autres places libres…")
    whole, every = coming(window)
    assert len(every) == len(buttons) + len(later) - 6
    assert QApplication.focusWidget().accessibleName() == every[len(buttons)]
    assert "autres places libres" not in whole
    say("Luc")
    key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert coming(window) == (said, buttons)
    fill_all(place, later[:-1])
    assert "autre" not in coming(window)[0]
    fill_all(place, later[-1:])
    assert "Places libres ensuite" not in coming(window)[0]


def test_no_host_takes_a_place_in_a_month_that_nobody_published(place):
    with acting(place.store) as session:
        open_month(session, Month(2027, 1))
    with place.store.read() as session:
        slot = slots_between(session, date(2027, 1, 5), date(2027, 1, 5))[0].id
    with pytest.raises(Refused, match="month_not_published"):
        do(place, "Ana", lambda s: take_gap(s, slot, place.ids["Ana"]))
    with acting(place.store) as session:
        take_gap(session, slot, place.ids["Ana"])  # the coordinator may


def entries(window):
    return [words_of(button) for button in window.sidebar.findChildren(type(find(window.sidebar, "Planning")))]


def test_whoever_is_asked_by_name_is_told_once_they_say_who_they_are(look, place, qtbot):
    number = do(place, "Fatma", lambda s: offer_swap(s, place.seats["Fatma", (10, 13)], [place.seats["Ana", (11, 10)]]))
    do(place, "Luc", lambda s: seek_cover(s, place.seats["Luc", (9, 13)]))  # of everybody: nobody's by name
    window = look()
    assert "Mes permanences" in entries(window)
    say("Ana")
    assert "On vous demande 1 chose : voyez « Mes permanences »." in window.toast.text
    qtbot.waitUntil(lambda: "Mes permanences, 1" in entries(window), timeout=5_000)
    do(place, "Ana", lambda s: decline_trade(s, number, place.ids["Ana"]))
    qtbot.waitUntil(lambda: "Mes permanences" in entries(window), timeout=5_000)
    do(place, "Fatma", lambda s: seek_cover(s, place.seats["Fatma", (9, 13)], [place.ids["Ana"]]))
    qtbot.waitUntil(lambda: "Mes permanences, 1" in entries(window), timeout=5_000)
    window.lock.lock()
    qtbot.waitUntil(lambda: "Mes permanences" in entries(window), timeout=5_000)


def test_whoever_is_asked_nothing_is_told_nothing(look, place):
    do(place, "Fatma", lambda s: seek_cover(s, place.seats["Fatma", (10, 13)], [place.ids["Ana"]]))
    window = look()
    say("Luc")
    assert window.desk.actor.host_id == place.ids["Luc"]
    assert not window.toast.isVisible()


def test_on_ones_own_page_what_is_asked_is_seen_and_not_told_besides(look, place):
    do(place, "Fatma", lambda s: seek_cover(s, place.seats["Fatma", (10, 13)], [place.ids["Ana"]]))
    window = look(page="mine")
    say("Ana")
    assert "On vous demande" in read_text(window.page)
    assert not window.toast.isVisible()


def test_the_outcome_of_what_one_came_to_do_is_told_last(look, place):
    do(place, "Fatma", lambda s: seek_cover(s, place.seats["Fatma", (9, 13)], [place.ids["Ana"]]))
    window = look()
    saying("Ana")
    press(window.page, "Je viens jeu. 10 déc. à 13h")
    assert "Ana C. vient" in window.toast.text


@pytest.fixture
def january(place):
    with acting(place.store) as session:
        open_month(session, Month(2027, 1))
        slot = slots_between(session, Month(2027, 1).first, Month(2027, 1).last)[3]
        assign_host(session, slot.id, place.ids["Ana"])
    return place


def test_the_calendar_of_the_next_month_is_taken_along_by_keyboard(look, january, tmp_path, monkeypatch, qtbot):
    monkeypatch.setattr(mine_page, "ask_file_to_save", lambda *given: tmp_path / given[2])
    window = look("Ana", "mine")
    find(window.page, "Agenda .ics").setFocus()
    choosing("Janvier 2027")
    key(RETURN)
    qtbot.waitUntil(lambda: "permanences-2027-01" in window.toast.text, timeout=5_000)
    assert b"DTSTART;TZID=Europe/Brussels:202701" in (tmp_path / "permanences-2027-01.ics").read_bytes()
    choosing("Décembre 2026")
    press(window.page, "Agenda .ics")
    qtbot.waitUntil(lambda: "permanences-2026-12" in window.toast.text, timeout=5_000)
    assert b"DTSTART;TZID=Europe/Brussels:20261211" in (tmp_path / "permanences-2026-12.ics").read_bytes()


def test_the_sheet_of_this_month_is_there_once_its_shifts_are_given(look, place, qtbot):
    seen = []

    def look_at(dialog):
        seen.append((isinstance(dialog, PaperDialog), dialog.windowTitle()))
        dialog.reject()

    with time_machine.travel("2026-12-22T10:00+01:00", tick=True):
        window = look("Fatma", "mine")
        said = read_text(window.page)
        assert "Aucune permanence à venir." in said
        assert "Déjà ce mois-ci : mer. 9, jeu. 10" in said
        assert not find(window.page, "Je cherche un remplaçant").isEnabled()
        answering(look_at)
        choosing("Décembre 2026")
        press(window.page, "Ma feuille")
        qtbot.waitUntil(lambda: bool(seen), timeout=5_000)
        assert seen == [(True, "Ma feuille, décembre 2026")]
        menu = find(window.page, "Ma feuille").menu()
        assert [(one.text(), one.isEnabled()) for one in menu.actions()] == [
            ("Décembre 2026", True),
            ("Janvier 2027 : aucune permanence", False),
        ]
        titles = {act.title: act.why_not for act in window.page.offers()}
        assert titles["Ma feuille, décembre 2026"] == ""
        assert titles["Agenda .ics, janvier 2027"] == "Aucune permanence ce mois-là."


def test_two_shifts_of_one_day_are_told_apart_and_the_first_of_a_month_is_one(look, place):
    with acting(place.store) as session:
        for slot in ((1, 10), (1, 13)):
            assign_host(session, place.slots[slot], place.ids["Luc"])
    window = look("Luc", "mine")
    (said,) = [one.text() for one in shown(window.page, QLabel) if one.text().startswith("Déjà")]
    assert said == "Déjà ce mois-ci : mar. 1er à 10h, mar. 1er à 13h"


def test_whoever_has_no_shift_takes_nothing_along_and_whoever_comes_later_takes_that_month(look, place):
    with acting(place.store) as session:
        free_seat(session, place.seats["Ana", (11, 10)])
    window = look("Ana", "mine")
    assert not find(window.page, "Ma feuille").isEnabled()
    assert "Déjà ce mois-ci" not in read_text(window.page)
    with acting(place.store) as session:
        open_month(session, Month(2027, 2))
        assign_host(session, slots_between(session, Month(2027, 2).first, Month(2027, 2).last)[0].id, place.ids["Ana"])
    menu = find(window.page, "Ma feuille").menu()
    assert [one.text() for one in menu.actions() if one.isEnabled()] == ["Février 2027"]
