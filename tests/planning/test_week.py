"""One week of the month alone, with more air: shown, turned past the month's edge, and left again."""

from datetime import date

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication

from delta_app.planning.queries import month_view
from delta_app.shifts.commands import publish
from delta_app.shifts.seat_commands import assign_host, free_seat, note_slot
from delta_app.widgets import theme
from delta_app.widgets.dress import dress
from delta_app.widgets.slot_row import SlotRow
from tests.desk import a_window
from tests.factory import JANUARY, a_host, a_store, acting, an_open_month
from tests.person import find, key, press, read_text, shown, words_of

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(tmp_path, qtbot):
    with time_machine.travel(date(2026, 12, 9), tick=True):
        store = a_store(tmp_path)
        host = a_host(store, "Ana", "Test")
        slots = an_open_month(store)
        an_open_month(store, JANUARY.plus(1))
        with acting(store) as session:
            assign_host(session, slots[0], host)
            note_slot(session, slots[0], "clé chez la voisine")
        made = a_window(store, tmp_path, qtbot)
        made.page.show_month(JANUARY)
        yield made
        store.close()


def month_slots(store):
    with store.read() as session:
        return month_view(session, JANUARY).slots


def days(window):
    return sorted(
        {words_of(row).split(",")[0] for row in shown(window, SlotRow)},
        key=lambda words: int(words.split()[1].rstrip("er")),
    )


def show_week(window, words):
    find(window, words, SlotRow).setFocus()
    press(window, words)
    key(Qt.Key.Key_S, CONTROL | SHIFT)


def test_the_week_of_the_chosen_slot_is_shown_alone_and_the_month_again(window):
    show_week(window, "mercredi 13 janvier, 10h")
    assert days(window) == [
        "mardi 12 janvier",
        "mercredi 13 janvier",
        "jeudi 14 janvier",
        "vendredi 15 janvier",
        "samedi 16 janvier",
    ]
    assert "Janvier 2027 · S2" in read_text(window)
    key(Qt.Key.Key_S, CONTROL | SHIFT)
    assert len(list(shown(window, SlotRow))) == 66
    assert "Janvier 2027 · S2" not in read_text(window)


def test_weeks_are_turned_past_the_edge_of_the_month(window):
    show_week(window, "mercredi 27 janvier, 10h")
    press(window, "Semaine suivante")
    assert "Février 2027 · S5" in read_text(window)
    assert days(window)[0] == "mardi 2 février"
    press(window, "Semaine précédente")
    assert "Janvier 2027 · S4" in read_text(window)


def test_a_slot_picked_at_the_side_turns_to_its_week(window):
    show_week(window, "mercredi 13 janvier, 10h")
    press(window.page.inspector, "Fermer la permanence")
    press(window.page.inspector, "mardi 5 janvier, 13h")
    assert "Janvier 2027 · S1" in read_text(window)
    assert words_of(window.focusWidget()).startswith("mardi 5 janvier, 13h")


def test_more_is_said_of_a_slot_where_there_is_room(window):
    show_week(window, "vendredi 1er janvier, 10h")
    row = find(window, "vendredi 1er janvier, 10h", SlotRow)
    assert row.slot.beneath == ("clé chez la voisine",)
    assert row.height() > 3 * 20


def test_a_week_in_letters_twice_as_large_cuts_no_word_of_what_is_free(window):
    dress(QApplication.instance(), theme.Theme(scale=200))
    QApplication.processEvents()
    show_week(window, "mardi 5 janvier, 10h")
    lacking = [row for row in shown(window, SlotRow) if row.slot.missing]
    assert lacking
    for row in lacking:
        setting = row.drawn()
        for line, left in zip(setting.lines, setting.lefts, strict=True):
            for piece in line:
                wide = QFontMetricsF(theme.font(row.sizes.name, QFont.Weight.DemiBold)).horizontalAdvance(piece.text)
                assert piece.kind not in ("partly", "empty") or wide <= row.width() - left, (row.slot.spoken, piece)


def test_the_mark_of_a_change_is_never_cut_beside_a_long_name(window):
    store = window.desk.store
    who = [a_host(store, given, "Vermeersch") for given in ("Iris", "Marie-Jeanne", "Maximiliaan", "Wilhelmina")]
    slots = [slot.slot_id for slot in window.page.slots if slot.day == date(2027, 1, 5)]
    for slot, host in zip(slots, who, strict=False):
        with acting(store) as session:
            assign_host(session, slot, host)
            assign_host(session, slot, who[-1])
    with acting(store) as session:
        publish(session, JANUARY)
    for slot in month_slots(store):
        if slot.slot_id in slots:
            with acting(store) as session:
                free_seat(session, next(seat.seat_id for seat in slot.taken if seat.host_id == who[-1]))
    dress(QApplication.instance(), theme.Theme(scale=200))
    show_week(window, "mardi 5 janvier, 10h")
    seen = set()
    for width in range(1366, 1000, -31):
        window.resize(width, 768)
        for row in shown(window, SlotRow):
            setting = row.drawn()
            for line, left in zip(setting.lines, setting.lefts, strict=True):
                if any(piece.kind == "changed" for piece in line):
                    end = left + sum(piece.width for piece in line) + theme.px(4) * (len(line) - 1)
                    assert end <= row.width(), (width, row.slot.spoken)
                    seen.add((width, row.slot.key, len(line)))
    assert {key for _width, key, _pieces in seen} == set(slots)
    assert {pieces for _width, _key, pieces in seen} == {1, 2}  # beside the time, and beside the name
