"""A planning corrected by hand in the window: who can come is listed, seated, fixed and freed, by mouse or keyboard."""

from datetime import date

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QListWidget

from delta_app.hosts.commands import note_absence
from delta_app.planning.queries import month_view
from delta_app.widgets.person_row import PersonRow
from delta_app.widgets.slot_row import SlotRow
from tests.desk import a_window
from tests.factory import COORDINATOR, JANUARY, READER, a_host, a_store, acting, an_open_month
from tests.person import answering, choosing, find, key, press, read_text, shown, type_into, words_of

SLOT = "mardi 19 janvier, 10h à 13h"
SHADOW = "Doublure : ajouter une personne en formation"


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel(date(2026, 12, 9), tick=True):
        yield


@pytest.fixture
def store(tmp_path):
    made = a_store(tmp_path)
    for name in ("Ana", "Bart", "Chantal"):
        a_host(made, name, "Test")
    an_open_month(made)
    yield made
    made.close()


@pytest.fixture
def look(store, tmp_path, qtbot):
    """The window on January, for somebody."""

    def opened(actor=COORDINATOR):
        window = a_window(store, tmp_path, qtbot, actor)
        window.page.show_month(JANUARY)
        return window

    return opened


def taken(store):
    with store.read() as session:
        slot = next(slot for slot in month_view(session, JANUARY).slots if slot.day == date(2027, 1, 19))
    return [(seat.name, seat.locked) for seat in slot.taken]


def listed(window):
    return [words_of(row) for row in shown(window, PersonRow)]


def shadowing(store):
    with store.read() as session:
        slot = next(slot for slot in month_view(session, JANUARY).slots if slot.day == date(2027, 1, 19))
    return [seat.name for seat in slot.shadows]


def listed_in(dialog):
    (entries,) = shown(dialog, QListWidget)
    return [entries.item(row).text() for row in range(entries.count())]


def test_whoever_fits_is_seated_by_one_press_and_the_toast_takes_it_back(look, store):
    window = look()
    press(window, SLOT)
    assert "Qui peut venir ?" in read_text(window)
    assert listed(window)[0] == "Ana T., disponible · 0 / 4 ce mois"
    press(window, "Inscrire Ana T.")
    assert taken(store) == [("Ana T.", True)]
    assert window.toast.text == "Inscrit·e : Ana T., mardi 19 janvier à 10h."
    assert not [words for words in listed(window) if words.startswith("Ana T.")]
    press(window.toast, "Annuler")
    assert taken(store) == []


def test_the_keyboard_alone_seats_somebody_and_goes_back_to_the_month(look, store):
    window = look()
    find(window, SLOT, SlotRow).setFocus()
    key(Qt.Key.Key_Return)
    assert "Qui peut venir ?" in read_text(window)
    for _step in range(12):
        key(Qt.Key.Key_Tab)
        if words_of(QApplication.focusWidget()).startswith("Inscrire Bart T."):
            break
    key(Qt.Key.Key_Return)
    assert taken(store) == [("Bart T.", True)]
    assert words_of(QApplication.focusWidget()).startswith(SLOT)


def test_a_place_is_fixed_let_go_and_freed(look, store):
    window = look()
    press(window, SLOT)
    press(window, "Inscrire Ana T.")
    press(window, "Ne plus fixer Ana T.")
    assert taken(store) == [("Ana T.", False)]
    press(window, "Fixer Ana T.")
    assert taken(store) == [("Ana T.", True)]
    choosing("Chercher qui remplace")
    press(window, "Autres actes pour Ana T.")
    assert window.toast.text == "Cherche qui la remplace : Ana T., mardi 19 janvier à 10h."
    assert "cherche remplaçant" in read_text(window.page.inspector)
    choosing("Vient quand même")
    press(window, "Autres actes pour Ana T.")
    assert "cherche remplaçant" not in read_text(window.page.inspector)
    press(window, "Libérer la place de Ana T.")
    assert taken(store) == []
    assert "Libéré : Ana T., mardi 19 janvier à 10h." in window.toast.text


def test_the_others_are_named_with_what_stands_against_them(look, store):
    with acting(store) as session:
        note_absence(session, 2, date(2027, 1, 18), date(2027, 1, 22))
    window = look()
    press(window, SLOT)
    assert listed(window)[-1] == "Bart T., absent·e du lundi 18 janvier au vendredi 22 janvier"
    assert "Inscrire Bart T., " not in read_text(window)


def test_rows_made_ahead_offer_what_the_slot_shown_asks_for_and_no_more(look, store):
    with acting(store) as session:
        note_absence(session, 2, date(2027, 1, 19), date(2027, 1, 19))
    window = look()
    while window.build_ahead():
        QApplication.processEvents()
    press(window, SLOT)
    offered = {
        words_of(row).partition(",")[0]: [words_of(button).partition(",")[0] for button in shown(row, QAbstractButton)]
        for row in shown(window, PersonRow)
    }
    assert offered == {
        "Ana T.": ["Inscrire Ana T."],
        "Chantal T.": ["Inscrire Chantal T."],
        "Bart T.": ["Inscrire Bart T. malgré tout…"],
    }


def test_a_rule_is_set_aside_with_a_reason_that_stays_visible_and_can_be_undone(look, store):
    with acting(store) as session:
        note_absence(session, 2, date(2027, 1, 18), date(2027, 1, 22))
    window = look()
    press(window, SLOT)

    def give_reason(dialog):
        assert "Bart T. : absent·e du lundi 18 janvier au vendredi 22 janvier." in read_text(dialog)
        assert not find(dialog, "Inscrire malgré tout").isEnabled()
        type_into(dialog, "Pourquoi", "  rentre plus tôt  ")
        press(dialog, "Inscrire malgré tout")

    answering(give_reason)
    press(window, "Inscrire Bart T. malgré tout…")
    assert taken(store) == [("Bart T.", True)]
    assert "malgré une règle : rentre plus tôt" in read_text(window.page.inspector)
    assert find(window, f"{SLOT}, 1 sur 2, Bart T. (fixé, malgré une règle : rentre plus tôt)", SlotRow)
    press(window.toast, "Annuler")
    assert taken(store) == []


def test_leaving_the_reason_out_seats_nobody(look, store):
    with acting(store) as session:
        note_absence(session, 2, date(2027, 1, 18), date(2027, 1, 22))
    window = look()
    press(window, SLOT)
    answering(lambda dialog: press(dialog, "Annuler"))
    press(window, "Inscrire Bart T. malgré tout…")
    assert taken(store) == []


def test_somebody_still_learning_is_added_as_a_shadow_from_the_side_and_taken_back(look, store):
    a_host(store, "Dirk", "Test", level="trainee", shadow_shifts=1)
    window = look()
    press(window, SLOT)
    press(window, "Inscrire Ana T.")
    assert "Dirk T." not in "\n".join(listed(window))
    find(window, SHADOW).setFocus()

    def take_the_first(dialog):
        assert "En doublure : Mardi 19 janvier, 10h – 13h" in read_text(dialog)
        (entry,) = listed_in(dialog)
        assert entry == "Dirk T. · disponible · en doublure"
        key(Qt.Key.Key_Return)

    answering(take_the_first)
    key(Qt.Key.Key_Return)
    assert "Dirk T." in read_text(window.page.inspector)
    assert shadowing(store) == ["Dirk T."]
    assert SHADOW not in read_text(window)
    assert words_of(window.focusWidget()).startswith(SLOT)
    press(window.toast, "Annuler")
    assert (shadowing(store), taken(store)) == ([], [("Ana T.", True)])
    find(window, SHADOW)


def test_a_shadow_against_whom_something_stands_comes_with_a_reason(look, store):
    away = a_host(store, "Dirk", "Test", level="trainee", shadow_shifts=1)
    with acting(store) as session:
        note_absence(session, away, date(2027, 1, 18), date(2027, 1, 20))
    window = look()
    press(window, SLOT)
    press(window, "Inscrire Ana T.")

    def give_a_reason(dialog):
        type_into(dialog, "Pourquoi", "il revient pour l’occasion")
        press(dialog, "Inscrire malgré tout")

    def take_dirk(dialog):
        assert "absent·e du lundi 18 janvier au mercredi 20 janvier" in listed_in(dialog)[0]
        answering(give_a_reason, after=dialog)
        key(Qt.Key.Key_Return)

    answering(take_dirk)
    press(window, SHADOW)
    assert shadowing(store) == ["Dirk T."]
    assert "il revient pour l’occasion" in read_text(window.page.inspector)


def test_a_full_slot_lists_nobody_and_still_has_a_place_for_a_shadow(look, store):
    a_host(store, "Dirk", "Test", level="trainee", shadow_shifts=1)
    window = look()
    press(window, SLOT)
    press(window, "Inscrire Ana T.")
    press(window, "Inscrire Bart T.")
    assert listed(window) == []
    find(window, SHADOW)


def test_nobody_is_learning_so_no_place_for_a_shadow_shows(look):
    window = look()
    press(window, SLOT)
    assert SHADOW not in read_text(window)


def test_who_only_looks_adds_no_shadow(look, store):
    a_host(store, "Dirk", "Test", level="trainee", shadow_shifts=1)
    window = look(READER)
    press(window, SLOT)
    assert SHADOW not in read_text(window)


def test_who_only_looks_sees_neither_who_could_come_nor_who_did_what_and_changes_nothing(look):
    window = look(READER)
    press(window, SLOT)
    assert not listed(window)
    assert "Historique" not in read_text(window.page)
    assert "Inscrire" not in read_text(window)
