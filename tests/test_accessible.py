"""What a screen reader hears and a keyboard reaches: on every page, all that one can act on has a name and a focus."""

from datetime import date

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from delta_app import app
from delta_app.shifts.seat_commands import assign_host
from tests.desk import a_window
from tests.every_page import an_open_till, states
from tests.factory import JANUARY, a_host, a_store, acting, an_open_month
from tests.person import answering, press, shown

FIELDS = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QAbstractItemView)
MOST_TABS = 400


@pytest.fixture
def window(tmp_path, qtbot):
    with time_machine.travel(date(2026, 12, 9), tick=True):
        store = a_store(tmp_path)
        for name in ("Ana", "Bart", "Chantal"):
            a_host(store, name, "Test")
        slots = an_open_month(store)
        with acting(store) as session:
            assign_host(session, slots[0], 1)
        an_open_till(store)
        made = a_window(store, tmp_path, qtbot, pages=app.page_entries())
        made.desk.month = JANUARY
        yield made
        store.close()


def heard(widget):
    """What a screen reader calls a widget, as Qt tells it."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def nameless(window):
    """What takes the keyboard and has no name; the field inside a spin box speaks with the box's."""
    return [
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for widget in shown(window, QWidget)
        if isinstance(widget, FIELDS)
        and not isinstance(widget.parentWidget(), QAbstractSpinBox)
        and widget.isEnabled()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not heard(widget).strip()
    ]


def test_everything_one_can_act_on_has_a_name_on_every_page(window):
    seen = 0
    for state in states(window):
        assert nameless(window) == [], state
        assert heard(window.stack), state  # which has the keyboard when a page is turned to
        seen += 1
    assert seen == 15 + 15


def reached_by_tab(window):
    """Where Tab leads until it is back where it began; a field of a date takes several."""
    reached = []
    QTest.keyClick(window.stack, Qt.Key.Key_Tab)
    while len(reached) < MOST_TABS and (len(reached) < 2 or window.focusWidget() is not reached[0]):
        reached.append(window.focusWidget())
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    return reached


def test_tab_goes_round_every_page_and_reaches_every_button(window):
    for state in states(window):
        QApplication.processEvents()
        reached = reached_by_tab(window)
        assert len(reached) < MOST_TABS, f"{state}: Tab does not come round"
        wanted = {
            button for button in shown(window.page, QAbstractButton)
            if button.isEnabled() and button.focusPolicy() & Qt.FocusPolicy.TabFocus
        }  # fmt: skip
        missed = {heard(button) for button in wanted - set(reached)}
        assert not missed, state


def test_every_dialog_opened_from_the_pages_names_what_one_can_act_on(window):
    found = {}

    def look(dialog: QDialog):
        found[dialog.windowTitle()] = nameless(dialog)
        dialog.reject()

    window.show_page("planning")
    page = window.page
    page.body.on_slot_asked(page.slots[0].slot_id)
    for words in ("Note et horaire…", "Diffuser"):
        answering(look)
        press(window, words)
    window.show_page("team")
    window.page.table.choose(1)
    for words in ("Accueillir quelqu’un", "Modifier…"):
        answering(look)
        press(window, words)
    for key in ("settings.close_days", "settings.open_extra", "settings.add_partner"):
        answering(look)
        window.desk.ask(key)
    answering(look)
    window.on_find()
    answering(look)
    window.on_help()
    assert len(found) == 9
    assert {title: names for title, names in found.items() if names} == {}


def test_the_scrolled_parts_are_reached_by_keyboard(window):
    for state in states(window):
        for area in shown(window.page, QScrollArea):
            if area.verticalScrollBar().maximum() > 0:
                inside = [one for one in shown(area, QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
                assert inside or area.focusPolicy() & Qt.FocusPolicy.TabFocus, f"{state}: {heard(area)}"


def test_the_toast_is_announced(window, monkeypatch):
    told = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: told.append(event.type()))
    window.desk.told.emit("Inscrit·e : Ana T.", True)
    assert told == [QAccessible.Event.Announcement]
