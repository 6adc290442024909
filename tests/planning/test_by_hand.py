"""The month corrected by keys, menus and dragging: people found by name, freed, moved, exchanged, looked for."""

from datetime import date

import pytest
import time_machine
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollBar

from delta_app.hosts.commands import note_absence
from delta_app.planning.queries import month_view
from delta_app.shifts.seat_commands import assign_host, call_off_slot, free_seat
from delta_app.widgets.cards import SeatCard
from delta_app.widgets.person_row import PersonRow
from delta_app.widgets.slot_row import SlotRow
from tests.desk import a_window
from tests.factory import COORDINATOR, JANUARY, READER, a_host, a_store, acting, an_open_month
from tests.person import answering, choosing, find, key, press, read_text, shown, type_into, words_of

TUESDAY, WEDNESDAY = "mardi 19 janvier, 10h à 13h", "mercredi 20 janvier, 10h à 13h"
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel(date(2026, 12, 9), tick=True):
        yield


@pytest.fixture
def store(tmp_path):
    made = a_store(tmp_path)
    for name in ("Ana", "Bart", "Chantal", "Élodie"):
        a_host(made, name, "Test")
    an_open_month(made)
    yield made
    made.close()


@pytest.fixture
def look(store, tmp_path, qtbot):
    """The window on January, for somebody, once (day, host ids) are seated at ten."""

    def opened(*seated, actor=COORDINATOR):
        slots = month(store)
        for day, *hosts in seated:
            for host in hosts:
                with acting(store) as session:
                    assign_host(session, slots[date(2027, 1, day), 600].slot_id, host)
        window = a_window(store, tmp_path, qtbot, actor)
        window.page.show_month(JANUARY)
        return window

    return opened


def month(store):
    with store.read() as session:
        return {(slot.day, slot.start_minute): slot for slot in month_view(session, JANUARY).slots}


def taken(store, day, start=600):
    return [seat.name for seat in month(store)[date(2027, 1, day), start].taken]


def shadowing(store, day, start=600):
    return [seat.name for seat in month(store)[date(2027, 1, day), start].shadows]


def slot(window, words):
    return find(window, words, SlotRow)


def stand_on(window, words):
    slot(window, words).setFocus()


def drag(source, at, target, onto):
    """From a place on one widget to a place on another, as the mouse goes."""
    QTest.mousePress(source, Qt.MouseButton.LeftButton, pos=at)
    there = source.mapFromGlobal(target.mapToGlobal(onto))
    for step in (at + QPoint(30, 0), at + QPoint(40, 5), there):
        QTest.mouseMove(source, step)
        QApplication.processEvents()
    QTest.mouseRelease(source, Qt.MouseButton.LeftButton, pos=there)


def open_menu(widget):
    """As the right button or the menu key does."""
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, widget.rect().center(), QPoint())
    QApplication.sendEvent(widget, event)


def name_in(row, name):
    """Where a name is drawn in a slot."""
    names = [one.text for one in row.slot.names]
    middle = row.height() // 2
    places = [x for x in range(row.width()) if row.name_at(x, middle) == names.index(name)]
    assert places, f"« {name} » is not drawn in {row.slot.spoken}"
    return QPoint(places[len(places) // 2], middle)


def test_the_first_letters_of_a_name_seat_somebody(look, store):
    window = look()
    stand_on(window, TUESDAY)

    def go_on(dialog):
        assert "Inscrire : Mardi 19 janvier, 10h – 13h" in read_text(dialog)
        assert find(dialog, "Chercher", QLineEdit).text() == "e"
        key(Qt.Key.Key_L)
        key(Qt.Key.Key_Return)

    answering(go_on)
    key(Qt.Key.Key_E)
    assert taken(store, 19) == ["Élodie T."]
    assert words_of(window.focusWidget()).startswith(TUESDAY)
    assert "Inscrit·e : Élodie T., mardi 19 janvier à 10h." in window.toast.text


def test_somebody_against_whom_something_stands_is_named_with_it_and_needs_a_reason(look, store):
    with acting(store) as session:
        note_absence(session, 2, date(2027, 1, 18), date(2027, 1, 22))
    window = look()
    stand_on(window, TUESDAY)

    def go_on(dialog):
        answering(give_reason, after=dialog)
        key(Qt.Key.Key_Return)

    def give_reason(dialog):
        assert "Bart T. : absent·e du lundi 18 janvier au vendredi 22 janvier." in read_text(dialog)
        type_into(dialog, "Pourquoi", "rentre plus tôt")
        press(dialog, "Inscrire malgré tout")

    answering(go_on)
    key(Qt.Key.Key_B)
    assert taken(store, 19) == ["Bart T."]
    assert "rentre plus tôt" in read_text(window.page.inspector)


def test_in_a_full_slot_somebody_comes_in_the_place_of_another(look, store):
    window = look((19, 1, 2))
    stand_on(window, TUESDAY)

    def go_on(dialog):
        choosing("À la place de Bart T.")
        key(Qt.Key.Key_Return)

    answering(go_on)
    key(Qt.Key.Key_C)
    assert taken(store, 19) == ["Ana T.", "Chantal T."]
    press(window.toast, "Annuler")
    assert taken(store, 19) == ["Ana T.", "Bart T."]


def test_delete_frees_whoever_is_alone_and_asks_who_of_several(look, store):
    window = look((19, 1), (20, 1, 2))
    stand_on(window, TUESDAY)
    key(Qt.Key.Key_Delete)
    assert taken(store, 19) == []
    assert words_of(QApplication.focusWidget()).startswith(TUESDAY)
    stand_on(window, WEDNESDAY)
    choosing("Libérer Bart T.")
    key(Qt.Key.Key_Delete)
    assert taken(store, 20) == ["Ana T."]


def test_taken_in_hand_by_key_every_slot_tells_whether_they_could_come(look, store):
    with acting(store) as session:
        note_absence(session, 1, date(2027, 1, 20), date(2027, 1, 20))
    window = look((19, 1), (21, 2, 3))
    stand_on(window, TUESDAY)
    key(Qt.Key.Key_X, CONTROL)
    assert "Où mettre Ana T. ?" in read_text(window.page.inspector)
    told = slot(window, WEDNESDAY).accessibleDescription()
    assert told == "Ana T. : absent·e du mercredi 20 janvier au mercredi 20 janvier"
    assert slot(window, "mardi 26 janvier, 10h").accessibleDescription() == "Ana T. : peut venir"
    full = slot(window, "jeudi 21 janvier, 10h").accessibleDescription()
    assert full == "Ana T. : complet : à la place de quelqu’un"
    key(Qt.Key.Key_Escape)
    assert "Où mettre Ana T. ?" not in read_text(window.page.inspector)
    assert slot(window, WEDNESDAY).accessibleDescription() == ""
    assert taken(store, 19) == ["Ana T."]


def test_moved_by_keyboard_alone_and_undone_as_one_act(look, store):
    window = look((19, 1))
    stand_on(window, TUESDAY)
    key(Qt.Key.Key_X, CONTROL)
    assert words_of(QApplication.focusWidget()).startswith(TUESDAY)
    key(Qt.Key.Key_Right)
    key(Qt.Key.Key_Return)
    assert taken(store, 19) == []
    assert taken(store, 20) == ["Ana T."]
    assert window.toast.text == "Déplacé·e : Ana T., mercredi 20 janvier à 10h."
    assert words_of(QApplication.focusWidget()).startswith(WEDNESDAY)
    key(Qt.Key.Key_Z, CONTROL)
    assert taken(store, 19) == ["Ana T."]
    assert taken(store, 20) == []


def test_two_people_change_places_by_the_menu(look, store):
    window = look((19, 1), (20, 2, 3))
    stand_on(window, TUESDAY)
    choosing("Ana T.", "Déplacer ou échanger…")
    open_menu(slot(window, TUESDAY))
    key(Qt.Key.Key_Right)
    choosing("Échanger avec Chantal T.")
    key(Qt.Key.Key_V, CONTROL)
    assert taken(store, 19) == ["Chantal T."]
    assert taken(store, 20) == ["Ana T.", "Bart T."]


def test_a_place_taken_in_hand_is_put_by_a_press_on_the_side(look, store):
    window = look((19, 1))
    press(window, TUESDAY)
    choosing("Déplacer ou échanger…")
    press(window, "Autres actes pour Ana T.")
    press(window.page.inspector, "vendredi 1er janvier, 10h")
    assert taken(store, 1) == ["Ana T."]


def test_nobody_is_put_twice_in_a_slot(look, store):
    window = look((19, 1), (20, 1))
    stand_on(window, TUESDAY)
    key(Qt.Key.Key_X, CONTROL)
    key(Qt.Key.Key_Right)
    key(Qt.Key.Key_Return)
    assert window.toast.text == "Ana T. : y est déjà. Rien n’a changé."
    assert taken(store, 19) == ["Ana T."]


def test_a_name_is_dragged_to_another_slot(look, store):
    window = look((19, 1))
    source, target = slot(window, TUESDAY), slot(window, WEDNESDAY)
    drag(source, name_in(source, "Ana T."), target, target.rect().center())
    assert taken(store, 19) == []
    assert taken(store, 20) == ["Ana T."]


def test_a_name_dragged_onto_another_changes_places_with_it(look, store):
    window = look((19, 1, 4), (20, 2, 3))
    source, target = slot(window, TUESDAY), slot(window, WEDNESDAY)
    drag(source, name_in(source, "Ana T."), target, name_in(target, "Chantal T."))
    assert taken(store, 19) == ["Chantal T.", "Élodie T."]
    assert taken(store, 20) == ["Ana T.", "Bart T."]


def test_somebody_is_dragged_from_the_list_and_from_a_seat_of_the_side(look, store):
    window = look((19, 1))
    press(window, TUESDAY)
    target = slot(window, WEDNESDAY)
    row = find(window, "Bart T.", PersonRow)
    drag(row, QPoint(60, 12), target, target.rect().center())
    assert taken(store, 20) == ["Bart T."]
    press(window, TUESDAY)
    card = find(window, "Ana T.", SeatCard)
    target = slot(window, WEDNESDAY)
    drag(card, QPoint(60, 12), target, target.rect().center())
    assert taken(store, 20) == ["Ana T.", "Bart T."]
    assert taken(store, 19) == []


def test_a_shadow_is_dragged_from_the_side_and_onto_a_name_of_a_slot_that_has_one(look, store):
    for name in ("Dirk", "Emre"):
        a_host(store, name, "Test", level="trainee", shadow_shifts=2)
    window = look((19, 1, 5), (20, 2, 6))
    press(window, TUESDAY)
    target = slot(window, WEDNESDAY)
    drag(find(window, "Dirk T.", SeatCard), QPoint(60, 12), target, name_in(target, "Bart T."))
    assert shadowing(store, 19) == ["Emre T."]
    assert shadowing(store, 20) == ["Dirk T."]
    assert (taken(store, 19), taken(store, 20)) == (["Ana T."], ["Bart T."])


def test_what_another_writes_leaves_the_keyboard_where_it_was_at_the_side(look, store):
    window = look((19, 1))
    press(window, TUESDAY)
    find(window, "Inscrire Bart T.").setFocus()
    with acting(store) as session:
        assign_host(session, month(store)[date(2027, 1, 20), 600].slot_id, 3)
    QApplication.processEvents()
    assert words_of(window.focusWidget()).startswith("Inscrire Bart T.")
    with acting(store) as session:
        note_absence(session, 2, date(2027, 1, 18), date(2027, 1, 20))
    QApplication.processEvents()
    assert words_of(window.focusWidget()).startswith(TUESDAY)


def test_whoever_is_in_hand_stays_there_while_another_writes_until_their_place_is_gone(look, store):
    window = look((19, 1))
    stand_on(window, TUESDAY)
    key(Qt.Key.Key_X, CONTROL)
    with acting(store) as session:
        seat = assign_host(session, month(store)[date(2027, 1, 20), 600].slot_id, 3)
    QApplication.processEvents()
    assert "Où mettre Ana T. ?" in read_text(window.page.inspector)
    with acting(store) as session:
        free_seat(session, seat)
        free_seat(session, month(store)[date(2027, 1, 19), 600].people[0].seat_id)
    QApplication.processEvents()
    assert "Où mettre" not in read_text(window.page.inspector)
    assert words_of(window.focusWidget()).startswith(TUESDAY)


def test_a_name_let_go_beside_the_slots_stays_where_it_was(look, store):
    window = look((19, 1))
    source = slot(window, TUESDAY)
    drag(source, name_in(source, "Ana T."), window.sidebar, QPoint(20, 300))
    assert taken(store, 19) == ["Ana T."]
    assert slot(window, WEDNESDAY).accessibleDescription() == ""


def test_a_press_without_a_move_only_chooses(look, store):
    window = look((19, 1))
    source = slot(window, TUESDAY)
    QTest.mouseClick(source, Qt.MouseButton.LeftButton, pos=name_in(source, "Ana T."))
    assert "Mardi 19 janvier, 10h – 13h" in read_text(window.page.inspector)
    assert taken(store, 19) == ["Ana T."]


def test_who_only_looks_moves_nobody(look, store):
    window = look((19, 1), actor=READER)
    stand_on(window, TUESDAY)
    for code in (Qt.Key.Key_Delete, Qt.Key.Key_A):
        key(code)
        assert window.toast.text == "Réservé à la coordination. Rien n’a changé."
    source, target = slot(window, TUESDAY), slot(window, WEDNESDAY)
    drag(source, name_in(source, "Ana T."), target, target.rect().center())
    assert taken(store, 19) == ["Ana T."]


def test_one_persons_month_is_looked_at_and_all_of_it_again(look):
    window = look((19, 1), (20, 1), (21, 2))
    stand_on(window, TUESDAY)

    def go_on(dialog):
        assert "Le mois de qui ?" in read_text(dialog)
        key(Qt.Key.Key_A)
        key(Qt.Key.Key_Return)

    answering(go_on)
    key(Qt.Key.Key_F, CONTROL)
    assert "Ana T. : 2 permanences ce mois" in read_text(window)
    press(window, "Tout montrer")
    assert "Ana T. : 2 permanences ce mois" not in read_text(window)


def test_what_lacks_somebody_is_looked_for_by_key(look):
    window = look((19, 1, 2))
    stand_on(window, TUESDAY)
    key(Qt.Key.Key_M, CONTROL)
    assert "Ce qui manque : 65 permanences" in read_text(window)
    key(Qt.Key.Key_M, CONTROL)
    assert "Ce qui manque" not in read_text(window)


def test_today_is_a_key_away(look):
    window = look()
    stand_on(window, TUESDAY)
    with time_machine.travel(date(2027, 1, 18), tick=True):
        key(Qt.Key.Key_J, CONTROL)
    assert words_of(QApplication.focusWidget()).startswith(TUESDAY)


def test_several_slots_are_chosen_by_keyboard_and_fixed_let_go_and_freed_at_once(look, store):
    window = look((19, 1, 2), (26, 1))
    stand_on(window, TUESDAY)
    for _step in range(2):
        key(Qt.Key.Key_Down, SHIFT)
    side = window.page.inspector
    assert "3 permanences choisies" in read_text(side)
    press(side, "Ne plus fixer ces places")
    assert [seat.locked for seat in month(store)[date(2027, 1, 19), 600].taken] == [False, False]
    assert window.toast.text == "2 places ne sont plus fixées."
    press(side, "Fixer toutes ces places")
    assert [seat.locked for seat in month(store)[date(2027, 1, 19), 600].taken] == [True, True]
    press(side, "Libérer toutes ces places")
    assert taken(store, 19) == []
    assert taken(store, 26) == ["Ana T."]
    press(window.toast, "Annuler")
    assert taken(store, 19) == ["Ana T.", "Bart T."]
    press(side, "Ne plus choisir ces permanences")
    assert "permanences choisies" not in read_text(side)


def test_somebody_is_signed_up_wherever_they_fit_and_told_how_often(look, store):
    window = look()
    QTest.mouseClick(slot(window, TUESDAY), Qt.MouseButton.LeftButton)
    for words in (WEDNESDAY, "jeudi 21 janvier, 10h", "vendredi 22 janvier, 10h"):
        QTest.mouseClick(slot(window, words), Qt.MouseButton.LeftButton, CONTROL)
    side = window.page.inspector
    assert "4 permanences choisies" in read_text(side)
    press(side, "Inscrire Ana T., libre pour 4 sur 4")
    assert window.toast.text == "Ana T. : inscrit·e à 2 permanences sur 4."  # two a week at most
    assert [taken(store, day) for day in (19, 20, 21, 22)] == [["Ana T."], ["Ana T."], [], []]


def test_ctrl_and_a_click_take_a_slot_out_again(look):
    window = look()
    press(window, TUESDAY)
    QTest.mouseClick(slot(window, WEDNESDAY), Qt.MouseButton.LeftButton, CONTROL)
    QTest.mouseClick(slot(window, WEDNESDAY), Qt.MouseButton.LeftButton, CONTROL)
    assert "Mardi 19 janvier, 10h – 13h" in read_text(window.page.inspector)


def test_a_note_is_written_from_the_side_and_the_history_tells_what_was_done(look, store):
    window = look((19, 1))
    press(window, TUESDAY)
    side = window.page.inspector
    assert "Historique" in read_text(side)
    assert "Vient : Ana T." in read_text(side)

    def write(dialog):
        type_into(dialog, "Note", "clé chez la voisine")
        press(dialog, "Enregistrer")

    answering(write)
    press(side, "Note et horaire…")
    assert "clé chez la voisine" in read_text(side)
    assert month(store)[date(2027, 1, 19), 600].note == "clé chez la voisine"


def test_a_slot_called_off_is_held_again_from_the_side(look, store):
    with acting(store) as session:
        call_off_slot(session, month(store)[date(2027, 1, 19), 600].slot_id)
    window = look()
    assert (date(2027, 1, 19), 600) not in month(store)
    press(window.page.inspector, "Tenir quand même : Mar. 19 janv. à 10h")
    assert (date(2027, 1, 19), 600) in month(store)
    assert words_of(window.focusWidget()).startswith(TUESDAY)


def test_letters_typed_faster_than_the_window_comes_are_all_there(look, store):
    window = look()
    press(window, TUESDAY)
    read = []

    def type_on(dialog):
        for letter in "ar":
            QTest.keyClick(window.windowHandle(), letter)  # which the system still takes for the one typed into
        read.append(find(dialog, "Chercher", QLineEdit).text())
        key(Qt.Key.Key_Return)

    answering(type_on)
    key(Qt.Key.Key_B)
    assert read == ["bar"]
    assert taken(store, 19) == ["Bart T."]


def test_whoever_could_come_keeps_their_row_from_slot_to_slot_and_tab_reads_it_in_order(look, store):
    with acting(store) as session:
        note_absence(session, 1, date(2027, 1, 19), date(2027, 1, 19))
    window = look((20, 2))
    side = window.page.inspector

    def told_in_order(rows):
        """Whether a screen reader meets them as they stand."""
        children = [row.parentWidget().children().index(row) for row in rows.values()]
        return children == sorted(children)

    def listed():
        rows = sorted(shown(side, PersonRow), key=lambda row: row.mapTo(side, QPoint(0, 0)).y())
        return {words_of(row).split(",")[0]: row for row in rows}

    press(window, TUESDAY)
    tuesday = listed()
    assert list(tuesday)[-1] == "Ana T."  # absent: below those who fit
    assert told_in_order(tuesday)
    press(window, WEDNESDAY)
    wednesday = listed()
    assert list(wednesday) == ["Ana T.", "Chantal T.", "Élodie T."]  # Bart is there
    assert all(wednesday[name] is tuesday[name] for name in wednesday)
    assert told_in_order(wednesday)
    find(side, "Note et horaire…").setFocus()
    for name in ("Ana T.", "Chantal T.", "Élodie T."):
        key(Qt.Key.Key_Tab)
        assert words_of(QApplication.focusWidget()).startswith(f"Inscrire {name}")


def test_the_side_stays_where_it_was_scrolled_to_after_an_act_and_another_slot_begins_at_the_top(look, store):
    for number in range(30):
        a_host(store, f"Paul{number}", "Test")
    window = look()
    press(window, TUESDAY)
    bar = next(bar for bar in shown(window.page.inspector, QScrollBar) if bar.orientation() == Qt.Orientation.Vertical)
    bar.setValue(400)
    press(window.page.inspector, "Inscrire Paul9 T.")
    QApplication.processEvents()
    assert taken(store, 19) == ["Paul9 T."]
    assert bar.value() == 400
    press(window, WEDNESDAY)
    assert bar.value() == 0


def test_an_act_paints_the_slots_it_changed_and_no_others(look, store):
    window = look((19, 1))
    press(window, TUESDAY)
    slot(window, WEDNESDAY).setFocus()
    QApplication.processEvents()
    painted = Painted()
    QApplication.instance().installEventFilter(painted)
    press(window.page.inspector, "Ne plus fixer Ana T.")
    QApplication.processEvents()
    QApplication.instance().removeEventFilter(painted)
    toast = QRect(window.toast.mapTo(window, QPoint(0, 0)), window.toast.size())
    beside = [row for row in painted.rows if not toast.intersects(QRect(row.mapTo(window, QPoint(0, 0)), row.size()))]
    days = {words_of(row).split(",")[0] for row in beside}
    assert days == {"mardi 19 janvier", "mercredi 20 janvier"}  # the slot, and where the keyboard came from


class Painted(QObject):
    """Remembers which slots are painted."""

    def __init__(self):
        super().__init__()
        self.rows = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, SlotRow):
            self.rows.append(watched)
        return False
