"""“Je cherche un remplaçant”: which shift it opens on, how the keyboard goes through it, and what it says."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QRadioButton

from delta_app.shifts.trade_data import standing_trades
from delta_app.today.acts_page import DayActs
from delta_app.today.queries import own_seats, swap_view
from delta_app.today.swap_dialog import SwapDialog
from tests.desk import a_window
from tests.factory import COORDINATOR, a_host
from tests.person import answering, find, key, pick, press, read_text, words_of
from tests.today.place import tab_to

RETURN, SPACE, TAB, CONTROL = (
    Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier
)  # fmt: skip
ANA, OFFER = "ven. 11 · 10h · Ana C.", "Proposer l’échange à Ana C."


@pytest.fixture
def dialog_of(place, qtbot):
    opened = []

    def shown(name="Fatma", own=True, first=(10, 13)):
        def read(seat_id):
            with place.store.read() as session:
                return swap_view(session, seat_id)

        with place.store.read() as session:
            seats = own_seats(session, place.ids[name])
        dialog = SwapDialog(seats, read, own=own, first=place.seats[name, first])
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(lambda: dialog.isActiveWindow() and QApplication.focusWidget() is not None)
        opened.append(dialog)
        return dialog

    return shown


def _reasons(dialog):
    press(dialog, next(line for line in read_text(dialog).splitlines() if line.endswith("pourquoi ?")))
    return read_text(dialog).replace("\u00a0", " ")  # a date is not broken


def _choosing(place, tmp_path, qtbot, seat_id):
    window = a_window(place.store, tmp_path, qtbot, actor=COORDINATOR)
    seen = []

    def look(dialog):
        listed = find(dialog, "Quelle permanence ?", QComboBox)
        seen.extend((dialog.heading.text(), [listed.itemText(row) for row in range(listed.count())]))
        dialog.reject()

    answering(look)
    DayActs(window.desk, window)._choose(place.ids["Fatma"], seat_id)
    return seen


def test_it_opens_on_the_next_shift_that_has_not_begun(place, tmp_path, qtbot):
    heading, listed = _choosing(place, tmp_path, qtbot, None)
    assert heading == "Jeudi 10 décembre, 13h – 16h"
    assert listed == ["Mercredi 9 décembre, 13h – 16h", "Jeudi 10 décembre, 13h – 16h"]


def test_it_opens_on_the_shift_that_was_meant_even_while_it_is_on(place, tmp_path, qtbot):
    heading, _listed = _choosing(place, tmp_path, qtbot, place.seats["Fatma", (9, 13)])
    assert heading == "Mercredi 9 décembre, 13h – 16h, avec Luc D."


def test_tab_goes_through_each_way_and_what_one_may_choose_in_it(place, dialog_of):
    for number in range(13):  # more than are shown at once
        place.ids[f"Bo{number}"] = a_host(place.store, f"Bo{number}", "Aerts")
        place.seat(f"Bo{number}", (16 + number // 6, (10, 13, 16)[number % 6 // 2]))
    for slot in ((10, 16), (15, 10)):
        place.seat("Luc", slot)
    dialog = dialog_of()
    passed = []
    for _step in range(40):
        name = words_of(QApplication.focusWidget())
        if name in passed:
            break
        passed.append(name)
        key(TAB)
    ways = ["Échanger avec quelqu’un", "Chercher un remplaçant", "Demander à quelqu’un en particulier"]
    assert passed[0] == ways[0]
    assert ANA in passed[1:11]
    assert all(" · " in one for one in passed[1:11])
    assert passed[11].endswith("de plus…")
    assert passed[12].endswith("pourquoi ?")
    assert passed[13:16] == [*ways[1:], "Fermer"]
    find(dialog, ways[2], QRadioButton).setChecked(True)
    tab_to(ways[2])
    key(TAB)
    assert words_of(QApplication.focusWidget()) == words_of(dialog.ways["some"]._chips.itemAt(0).widget())


def test_space_chooses_and_no_longer_and_enter_chooses_then_goes_on(place, dialog_of):
    dialog = dialog_of()
    tab_to(ANA, at_most=1)
    key(SPACE)
    assert dialog.ways["swap"].chosen == (place.seats["Ana", (11, 10)],)
    key(SPACE)
    assert dialog.ways["swap"].chosen == ()
    key(RETURN)
    assert dialog.ways["swap"].chosen
    assert dialog.request is None
    key(RETURN)
    assert dialog.request is not None
    assert (dialog.request.way, dialog.request.ids) == ("swap", (place.seats["Ana", (11, 10)],))
    assert not dialog.isVisible()


def test_enter_on_a_way_or_on_a_date_of_another_way_asks_nothing_yet(place, dialog_of):
    dialog = dialog_of()
    tab_to(ANA, at_most=1)
    key(SPACE)
    tab_to("Chercher un remplaçant", at_most=4)
    key(RETURN)
    assert find(dialog, "Demander à tout le monde").isEnabled()
    tab_to(ANA)
    key(RETURN)
    assert dialog.isVisible()
    assert find(dialog, OFFER).isEnabled()


def test_control_enter_is_the_main_button_from_anywhere_once_it_can_be_pressed(dialog_of):
    dialog = dialog_of()
    key(RETURN, CONTROL)
    assert dialog.isVisible()
    assert "Choisissez d’abord une date." in read_text(dialog)
    tab_to(ANA, at_most=1)
    key(SPACE)
    tab_to("Fermer")
    key(RETURN, CONTROL)
    assert dialog.request is not None
    assert dialog.request.way == "swap"


def test_whom_to_ask_is_seen_as_soon_as_one_means_to_ask_somebody(place, dialog_of, qtbot):
    for number in range(12):
        place.ids[f"Bo{number}"] = a_host(place.store, f"Bo{number}", "Van den Broeck")
    dialog = dialog_of()
    dialog.setMaximumHeight(470)  # a small screen
    tab_to("Demander à quelqu’un en particulier")
    key(SPACE)
    assert not find(dialog, "Demander").isEnabled()
    assert "Choisissez d’abord à qui." in read_text(dialog)
    card, view = dialog.ways["some"], dialog._area.viewport()
    qtbot.waitUntil(lambda: view.rect().contains(card.radio.mapTo(view, card.radio.rect().center())))
    chip = find(dialog, "Bo7 V.")
    assert view.rect().contains(chip.mapTo(view, chip.rect().bottomLeft()))
    press(dialog, "Bo7 V.")
    assert "Choisissez d’abord" not in read_text(dialog)


def _two_reasons(place):
    place.seats["Fatma", (12, 10)] = place.seat("Fatma", (12, 10))
    for slot in ((10, 16), (15, 10)):
        place.seat("Luc", slot)
    place.seat("Luc", (12, 16))
    place.seat("Ana", (12, 13))


def test_why_other_dates_do_not_do_is_told_by_reason_and_with_whom_it_concerns(place, dialog_of):
    _two_reasons(place)
    seen = _reasons(dialog_of(first=(12, 10)))
    assert "Votre maximum du jour : jeu. 10 · 16h · Luc D." in seen
    assert (
        "Votre maximum de la semaine : ven. 11 · 10h · Ana C., sam. 12 · 13h · Ana C., sam. 12 · 16h · Luc D." in seen
    )
    assert "Luc D. n’est pas libre sam. 12 déc. à 10h : mar. 15 · 10h" in seen
    assert "…" not in seen


def test_who_acts_for_somebody_is_told_of_them_by_name(place, dialog_of):
    _two_reasons(place)
    seen = _reasons(dialog_of(own=False, first=(12, 10)))
    assert "Maximum du jour de Fatma Ö. : jeu. 10 · 16h · Luc D." in seen
    assert "votre" not in seen.lower()


def test_the_list_of_shifts_has_the_height_of_its_rows(place, dialog_of, qtbot):
    for day in (11, 12, 15):
        place.seat("Fatma", (day, 16))
    listed = find(dialog_of(), "Quelle permanence ?", QComboBox)
    listed.showPopup()
    view = listed.view()
    qtbot.waitUntil(view.isVisible)
    QTest.qWait(50)
    last = view.visualRect(view.model().index(listed.count() - 1, 0))
    assert listed.count() == 5
    assert view.viewport().rect().contains(last.bottomLeft())
    listed.hidePopup()


def test_another_shift_of_the_list_may_be_meant(place, dialog_of):
    dialog = dialog_of()
    pick(dialog, "Quelle permanence ?", "Mercredi 9 décembre, 13h – 16h")
    assert dialog.seat_id == place.seats["Fatma", (9, 13)]
    assert "C’est maintenant" in read_text(dialog)
    with place.store.read() as session:
        assert not standing_trades(session)
