"""All that waits for the coordinator in one list, answered from there; and the planning's large letters."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QRadioButton

from delta_app import app, keeping
from delta_app.budget.line_commands import LineDetails, add_line
from delta_app.budget.purchase_commands import Wish, ask_purchase
from delta_app.budget.purchase_data import purchases_by
from delta_app.core.access import Actor, Role
from delta_app.core.settings import change_setting
from delta_app.hosts.commands import note_absence
from delta_app.hosts.state_commands import note_state
from delta_app.programme.commands import cancel_activity, change_activity, plan_activity
from delta_app.programme.queries import date_row
from delta_app.programme.series import Plan
from delta_app.shifts.day_commands import decide_opening
from delta_app.shifts.seat_commands import free_seat
from delta_app.shifts.settings import TRADES_FREE
from delta_app.shifts.trade_commands import accept_trade, decline_trade, offer_swap, seek_cover
from delta_app.today.todo_data import how_many_wait, todo_view
from tests.desk import a_window
from tests.factory import COORDINATOR, READER, acting
from tests.person import answering, find, key, pick, press, read_text, shown, words_of
from tests.today.place import type_text


@pytest.fixture
def look(place, tmp_path, qtbot):
    def opened(actor=COORDINATOR, page="todo"):
        window = a_window(place.store, tmp_path, qtbot, actor=actor, pages=app.page_entries())
        window.show_page(page)
        return window

    return opened


def do(place, name, act):
    with acting(place.store, f"{name} acts", Actor(name, Role.HOST, place.ids[name])) as session:
        return act(session)


def test_nothing_waits_where_all_is_well(look, place):
    with acting(place.store) as session:  # the rest of what is near has its two
        for moment in ((9, 16), (10, 10), (10, 13), (10, 16), (11, 10), (11, 13)):
            place.fill(session, moment)
    place.publish_again()
    assert "Rien n’attend" in read_text(look().page)


def test_a_purchase_that_a_host_asks_for_is_granted_from_the_list(look, place):
    do(place, "Fatma", lambda s: ask_purchase(s, Wish("Théière", 2_490, "l’atelier conte")))
    window = look()
    with place.store.read() as session:
        before = how_many_wait(session)
    assert "l’atelier conte · 24,90\u00a0€ · demandé par Fatma Ö." in read_text(window.page)
    press(window, "Accorder : Théière")
    assert "Théière" not in read_text(window.page)
    with place.store.read() as session:
        assert how_many_wait(session) == before - 1
        assert [row.state for row in purchases_by(session, place.ids["Fatma"])] == ["approved"]


def test_a_purchase_is_granted_from_the_list_on_an_envelope_that_is_chosen(look, place):
    with acting(place.store) as session:
        line = add_line(session, 2026, LineDetails("Petit matériel", 3_000))
    do(place, "Fatma", lambda s: ask_purchase(s, Wish("Théière", 2_490, "l’atelier conte")))
    window = look()

    def grant(dialog):
        assert "l’atelier conte · 24,90\u00a0€ · demandé par Fatma Ö." in read_text(dialog)
        pick(dialog, "Enveloppe", "Petit matériel · reste 30,00\u00a0€")
        assert "Une fois accordé, il reste 5,10\u00a0€ dans l’enveloppe." in read_text(dialog)
        press(dialog, "Accorder")

    answering(grant)
    press(window, "Accorder : Théière…")
    assert "Théière" not in read_text(window.page)
    with place.store.read() as session:
        assert [(row.state, row.line_id) for row in purchases_by(session, place.ids["Fatma"])] == [("approved", line)]
    press(window.toast, "Annuler")
    answering(lambda dialog: press(dialog, "Annuler"))
    press(window, "Accorder : Théière…")
    with place.store.read() as session:
        assert [row.state for row in purchases_by(session, place.ids["Fatma"])] == ["asked"]


def test_one_goes_to_the_budget_to_say_no_to_a_purchase(look, place):
    do(place, "Fatma", lambda s: ask_purchase(s, Wish("Théière", 2_490)))
    window = look()
    press(window, "Voir au budget : Théière")
    assert "Refuser : Théière…" in [words_of(button) for button in shown(window.page, QAbstractButton)]


def test_it_is_for_whoever_coordinates(look):
    seen = read_text(look(READER).page)
    assert "Réservé à la coordination" in seen
    assert "Cherchent quelqu’un" not in seen


def test_a_trade_that_waits_is_approved_from_the_list(look, place):
    with acting(place.store) as session:
        change_setting(session, TRADES_FREE, False)
    number = do(place, "Fatma", lambda s: offer_swap(s, place.seats["Fatma", (10, 13)], [place.seats["Ana", (11, 10)]]))
    do(place, "Ana", lambda s: accept_trade(s, number, place.ids["Ana"]))
    window = look()
    seen = read_text(window.page)
    assert "Attendent votre accord" in seen
    assert "Ana C. la prend à Fatma Ö., contre ven. 11 déc. à 10h" in seen
    press(window.page, "Approuver, jeudi 10 décembre, 13h – 16h")
    assert place.who((10, 13)) == {"Ana"}
    assert place.who((11, 10)) == {"Fatma"}
    assert "Attendent votre accord" not in read_text(window.page)
    press(window.toast, "Annuler")
    press(window.page, "Ne pas approuver, jeudi 10 décembre, 13h – 16h")
    assert place.who((10, 13)) == {"Fatma"}


def test_whoever_looks_for_somebody_is_listed_with_what_was_asked_and_said(look, place):
    seat = place.seats["Fatma", (10, 13)]
    number = do(place, "Fatma", lambda s: seek_cover(s, seat, [place.ids["Luc"], place.ids["Ana"]]))
    do(place, "Luc", lambda s: decline_trade(s, number, place.ids["Luc"]))
    window = look()
    assert "demandé à Luc D. ne peut pas et Ana C." in read_text(window.page)
    do(place, "Ana", lambda s: decline_trade(s, number, place.ids["Ana"]))
    window.on_poll()
    assert "personne ne peut" in read_text(window.page)

    def ask_all(dialog):
        find(dialog, "Chercher un remplaçant", QRadioButton).setChecked(True)
        press(dialog, "Demander à tout le monde")

    answering(ask_all)
    press(window.page, "Demander autrement, Fatma Ö., jeudi 10 décembre, 13h – 16h…")
    assert "demandé à tout le monde" in read_text(window.page)

    def choose(dialog):
        type_text("luc")
        key(Qt.Key.Key_Return)

    answering(choose)
    press(window.page, "Inscrire quelqu’un, Fatma Ö., jeudi 10 décembre, 13h – 16h…")
    assert place.who((10, 13)) == {"Luc"}
    assert "Cherchent quelqu’un" not in read_text(window.page)


def test_a_month_that_changed_since_it_was_sent_waits_too(look, place):
    with acting(place.store) as session:
        free_seat(session, place.seats["Ana", (11, 10)])
    window = look()
    assert "1 permanence a changé depuis la version 1" in read_text(window.page)
    press(window.page, "Voir et diffuser Décembre 2026")
    assert find(window.page, "Diffuser").isVisible()


def test_the_sidebar_counts_what_waits_for_whoever_coordinates(look, place, qtbot):
    do(place, "Fatma", lambda s: seek_cover(s, place.seats["Fatma", (10, 13)]))
    window = look()
    keeping.keep_count(window)
    qtbot.waitUntil(lambda: any("À traiter, " in words for words in entries(window)), timeout=5_000)
    window.lock.lock()
    qtbot.waitUntil(lambda: "À traiter" in entries(window), timeout=5_000)


def entries(window):
    return [button.accessibleName() for button in window.sidebar.findChildren(type(find(window.sidebar, "Planning")))]


def test_the_planning_says_in_large_letters_what_is_near_and_leads_there(look, place):
    do(place, "Fatma", lambda s: seek_cover(s, place.seats["Fatma", (9, 13)]))
    window = look(page="planning")
    assert "13h – 16h : une seule personne" in read_text(window.page)
    window.page.turn(2)
    press(window.page, "Voir cette permanence")
    assert window.page.month.last.month == 12
    assert "Mercredi 9 décembre, 13h – 16h" in read_text(window.page)


def test_a_slot_tells_the_coordinator_what_was_asked_for_its_places_and_what_became_of_it(look, place):
    seat = place.seats["Fatma", (9, 13)]
    first = do(place, "Fatma", lambda s: seek_cover(s, seat, [place.ids["Ana"]]))
    do(place, "Ana", lambda s: decline_trade(s, first, place.ids["Ana"]))
    do(place, "Fatma", lambda s: offer_swap(s, seat, [place.seats["Ana", (11, 10)]]))
    window = look(page="planning")
    press(window.page, "Voir cette permanence")
    seen = read_text(window.page)
    assert "Fatma Ö. propose un échange à Ana C. pour ven. 11 déc. à 10h" in seen
    assert "demandé à Ana C. (ne peut pas)" in seen
    assert ": personne ne peut" in seen
    window.lock.lock()
    window.show_page("planning")
    assert "propose un échange" not in read_text(window.page)


def test_a_name_that_need_not_stay_any_longer_waits_too(look, place):
    with acting(place.store) as session:
        note_state(session, place.ids["Luc"], "left", date(2026, 12, 9))
    assert "Retirer le nom" not in read_text(look().page)
    with time_machine.travel("2028-12-09T14:00+01:00", tick=True):
        window = look()
        assert "Parti·e le mercredi 9 décembre 2026 ; le nom n’a plus à rester." in read_text(window.page)
        press(window.page, "Retirer le nom de Luc D.…")
        assert "Vie privée" in read_text(window.page)


def test_whoever_is_down_for_a_shift_that_stays_closed_is_to_be_told(look, place):
    assert "À prévenir" not in read_text(look().page)
    with acting(place.store) as session:
        decide_opening(session, date(2026, 12, 10), 780, "closed")
    window = look()
    seen = read_text(window.page)
    told = "Jeudi 10 décembre, 13h – 16h : fermé\nInscrit·es : Fatma Ö. – à prévenir · décidé : fermé"
    assert f"À prévenir\n{told}" in seen
    waiting = int(seen.splitlines()[1].split()[0])
    press(window.page, "Voir au planning, jeu. 10 déc. à 13h")
    assert "décembre" in read_text(window.page).lower()
    with place.store.read() as session:
        assert how_many_wait(session) == waiting


def test_somebody_away_on_a_shift_of_theirs_waits_for_whoever_coordinates(look, place):
    do(place, "Ana", lambda s: note_absence(s, place.ids["Ana"], date(2026, 12, 10), date(2026, 12, 12)))
    window = look()
    assert "Absents à leur permanence\nAna C., vendredi 11 décembre, 10h – 13h" in read_text(window.page)
    do(place, "Ana", lambda s: seek_cover(s, place.seats["Ana", (11, 10)]))
    window.on_poll()
    assert "Absents à leur permanence" not in read_text(window.page)
    assert "Ana C., vendredi 11 décembre, 10h – 13h" in read_text(window.page)  # among those who look for somebody


def leads(place, name, day, rule=""):
    with acting(place.store) as session:
        plan = Plan("Tricot", day, 600, 720, rule, host_id=place.ids[name])
        return plan_activity(session, plan)


def test_whoever_is_noted_away_after_an_activity_was_planned_waits_for_the_coordinator(look, place):
    leads(place, "Luc", date(2027, 1, 13))
    with place.store.read() as session:
        before = how_many_wait(session)
    do(place, "Luc", lambda s: note_absence(s, place.ids["Luc"], date(2027, 1, 12), date(2027, 1, 14)))
    with place.store.read() as session:
        assert how_many_wait(session) == before + 1
    window = look()
    told = "Ne pourront pas mener leur activité\nTricot, mer. 13 janv.\nLuc D. est absent·e"
    assert told in read_text(window.page)
    press(window, "Voir au programme : Tricot, mer. 13 janv.")
    assert "Programme · janvier 2027" in read_text(window.page)


def test_the_dates_of_whoever_leaves_are_one_thing_that_waits(look, place):
    leads(place, "Ana", date(2027, 1, 6), "FREQ=WEEKLY;UNTIL=20270127")
    with acting(place.store) as session:
        note_state(session, place.ids["Ana"], "left", date(2027, 1, 13))
    seen = read_text(look().page)
    assert "Tricot, mer. 13, 20 et 27 janvier\nAna C. n’est plus dans l’équipe" in seen
    with acting(place.store) as session:
        note_state(session, place.ids["Ana"], "paused", date(2026, 12, 20), date(2027, 1, 8))
    assert "Tricot, mer. 6 janv.\nAna C. est en pause" in read_text(look().page)


def test_what_is_cancelled_or_led_by_somebody_else_waits_for_nobody(place):
    tricot = leads(place, "Luc", date(2027, 1, 13), "FREQ=WEEKLY;COUNT=2")
    do(place, "Luc", lambda s: note_absence(s, place.ids["Luc"], date(2027, 1, 12), date(2027, 1, 20)))
    with acting(place.store) as session:
        (waits,) = todo_view(session).leaders
        assert waits.days == (date(2027, 1, 13), date(2027, 1, 20))
        cancel_activity(session, tricot, date(2027, 1, 13), "date", "Malade")
        plan = replace(date_row(session, tricot, date(2027, 1, 20)).plan, first_day=date(2027, 1, 20))
        change_activity(session, tricot, date(2027, 1, 20), "date", replace(plan, host_id=place.ids["Fatma"]))
        assert todo_view(session).leaders == ()
