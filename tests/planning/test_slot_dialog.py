"""One slot changed by hand in its dialog, and its history on the side: as a person fills in and reads."""

from datetime import date

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit

from delta_app.core.errors import Refused
from delta_app.planning.history_data import SlotEventRow
from delta_app.planning.history_page import history_block
from delta_app.planning.queries import SlotRow, month_view
from delta_app.planning.slot_dialog import SlotDialog
from delta_app.shifts.queries import slot_row, slots_not_held
from delta_app.shifts.seat_commands import assign_host
from delta_app.widgets import theme
from delta_app.widgets.choice import Choice
from delta_app.widgets.dress import dress
from tests.desk import a_desk
from tests.factory import COORDINATOR, JANUARY, READER, a_host, a_store, acting, an_open_month
from tests.person import find, key, pick, press, read_text, type_into

TUESDAY = date(2027, 1, 19)


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel(date(2026, 12, 9), tick=True):
        dress(QApplication.instance() or QApplication([]), theme.Theme())
        yield


@pytest.fixture
def store(tmp_path):
    made = a_store(tmp_path)
    for name in ("Ana", "Bart"):
        a_host(made, name, "Test")
    an_open_month(made)
    yield made
    made.close()


def the_slot(store):
    with store.read() as session:
        return next(slot for slot in month_view(session, JANUARY).slots if slot.day == TUESDAY)


def now(store, slot):
    with store.read() as session:
        return slot_row(session, slot.slot_id)


@pytest.fixture
def look(store, tmp_path, qtbot):
    """The dialog of a slot, and what was told since."""

    def opened(slot=None, actor=COORDINATOR):
        desk = a_desk(store, tmp_path, actor)
        told = []
        desk.told.connect(lambda sentence, undo: told.append((sentence, undo)))
        dialog = SlotDialog(desk, slot or the_slot(store))
        dialog.told, dialog.desk = told, desk
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitActive(dialog)
        return dialog

    return opened


def test_a_note_is_written_at_once_and_the_slot_still_follows_the_hours(look, store):
    dialog, slot = look(), the_slot(store)
    assert "Pas de nom, pas de santé, pas de situation personnelle" in read_text(dialog)
    type_into(dialog, "Note", "clé chez l’épicière")
    find(dialog, "Note", QLineEdit).setFocus()
    key(Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert (now(store, slot).note, now(store, slot).edited) == ("clé chez l’épicière", False)
    assert dialog.told == [("C’est noté : permanence du mardi 19 janvier à 10h.", True)]
    assert store.undoable().label == "Noter : permanence du mardi 19 janvier à 10h"
    store.undo(COORDINATOR)
    assert now(store, slot).note == ""


def test_hours_seats_and_wishes_change_in_one_act(look, store):
    dialog, slot, records = look(), the_slot(store), len(store.history())
    type_into(dialog, "Début", "10h30")
    type_into(dialog, "Fin", "12:00")
    pick(dialog, "Places", "3")
    press(dialog, "Quelqu’un qui parle néerlandais")
    press(dialog, "Enregistrer")
    row = now(store, slot)
    assert (row.start_minute, row.end_minute, row.seats, row.wants_dutch, row.edited) == (630, 720, 3, True, True)
    assert len(store.history()) == records + 1
    assert dialog.told == [("Changé : permanence du mardi 19 janvier à 10h.", True)]


def test_whoever_comes_is_to_be_told_of_other_hours(look, store):
    with acting(store) as session:
        assign_host(session, the_slot(store).slot_id, 1)
    dialog = look()
    type_into(dialog, "Fin", "12h")
    press(dialog, "Enregistrer")
    assert dialog.told[0][0].endswith("Prévenez Ana T. des nouvelles heures.")


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("Début", "dix", "« dix » n’est pas une heure."),
        ("Fin", "25h", "« 25h » n’est pas une heure."),
        ("Fin", "9h", "L’heure de fin vient avant l’heure de début."),
        ("Fin", "14h", "Une autre permanence occupe déjà le mardi 19 janvier, 13h – 16h."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_which_keeps_the_keyboard(look, store, field, text, sentence):
    dialog, slot, before = look(), the_slot(store), len(store.history())
    type_into(dialog, field, text)
    press(dialog, "Enregistrer")
    assert sentence in read_text(dialog)
    assert find(dialog, field, QLineEdit).hasFocus()
    assert sentence in find(dialog, field, QLineEdit).accessibleDescription()
    assert dialog.isVisible()
    assert (len(store.history()), now(store, slot).end_minute, dialog.told) == (before, 780, [])
    type_into(dialog, "Début", "10h")
    type_into(dialog, "Fin", "11h")
    press(dialog, "Enregistrer")
    assert now(store, slot).end_minute == 660


def test_fewer_seats_than_people_are_refused_beside_the_seats(look, store):
    with acting(store) as session:
        for host in (1, 2):
            assign_host(session, the_slot(store).slot_id, host)
    dialog = look()
    pick(dialog, "Places", "1")
    press(dialog, "Enregistrer")
    assert "2 personnes sont déjà inscrites" in read_text(dialog)
    assert find(dialog, "Places", Choice).hasFocus()


def test_the_last_slot_of_a_day_may_end_at_midnight(look, store):
    with store.read() as session:
        last = [slot for slot in month_view(session, JANUARY).slots if slot.day == TUESDAY][-1]
    dialog = look(last)
    type_into(dialog, "Fin", "24h")
    press(dialog, "Enregistrer")
    assert now(store, last).end_minute == 1440


def test_an_empty_slot_is_called_off_and_held_again_from_the_same_dialog(look, store):
    dialog, slot = look(), the_slot(store)
    press(dialog, "Ne pas tenir cette permanence")
    assert not find(dialog, "Début", QLineEdit).isEnabled()
    assert "Prévenez" not in read_text(dialog)
    press(dialog, "Enregistrer")
    assert dialog.told == [("Plus de permanence le mardi 19 janvier à 10h.", True)]
    with store.read() as session:
        assert [row.id for row in slots_not_held(session, JANUARY)] == [slot.slot_id]
    again = look(slot)
    press(again, "Ne pas tenir cette permanence")
    press(again, "Enregistrer")
    assert now(store, slot).seats == 2
    assert again.told == [("La permanence du mardi 19 janvier à 10h se tient à nouveau.", True)]


def test_whoever_comes_is_told_before_a_slot_is_called_off(look, store):
    slot = the_slot(store)
    with acting(store) as session:
        for host in (1, 2):
            assign_host(session, slot.slot_id, host)
    dialog = look()
    press(dialog, "Ne pas tenir cette permanence")
    assert "Prévenez d’abord Ana T. et Bart T." in read_text(dialog)
    press(dialog, "Enregistrer")
    assert "Rien n’a changé ; cochez dès que c’est fait." in read_text(dialog)
    assert now(store, slot).seats == 2
    assert find(dialog, "C’est fait : les places se libèrent", QCheckBox).hasFocus()
    press(dialog, "C’est fait : les places se libèrent")
    press(dialog, "Enregistrer")
    assert now(store, slot).seats == 0
    assert dialog.told[0][0] == (
        "Plus de permanence le mardi 19 janvier à 10h. Ana T. et Bart T. n’y sont plus inscrit·es."
    )
    store.undo(COORDINATOR)
    assert len(the_slot(store).taken) == 2


def test_nothing_changed_is_no_act(look, store):
    dialog, before = look(), len(store.history())
    press(dialog, "Enregistrer")
    assert not dialog.isVisible()
    assert (len(store.history()), dialog.told) == (before, [])


def test_who_only_looks_is_told_so(look, store):
    dialog, slot = look(actor=READER), the_slot(store)
    type_into(dialog, "Note", "x")
    press(dialog, "Enregistrer")
    assert "Cet acte est réservé à : la coordination" in read_text(dialog)
    assert now(store, slot).note == ""


def test_a_slot_that_went_meanwhile_is_refused_when_it_is_opened(store, tmp_path, qtbot):
    gone = SlotRow(999, TUESDAY, 600, 780, 2)
    with pytest.raises(Refused, match="no_such_slot"):
        SlotDialog(a_desk(store, tmp_path), gone)


def rows(number):
    return tuple(SlotEventRow(f"hier, {n}h", "Camille", f"Vient : <b>Ana {n}</b>") for n in range(number))


def test_the_history_of_a_slot_shows_three_and_unfolds(qtbot):
    block = history_block(rows(5))
    qtbot.addWidget(block)
    block.show()
    assert "Vient : <b>Ana 2</b>" in read_text(block)
    assert "Ana 3" not in read_text(block)
    find(block, "Tout voir (5)").setFocus()
    key(Qt.Key.Key_Return)
    assert "Ana 4" in read_text(block)
    press(block, "Montrer moins")
    assert "Ana 3" not in read_text(block)


def test_a_short_history_has_nothing_to_unfold(qtbot):
    block = history_block((*rows(2), SlotEventRow("", "", "Plus rien n’est gardé.")))
    qtbot.addWidget(block)
    block.show()
    assert "Plus rien n’est gardé." in read_text(block)
    assert "Tout voir" not in read_text(block)
