"""Ctrl+K: whatever can be done where one stands is found by a few letters, and done."""

from datetime import date

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcutEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from delta_app import app
from delta_app.hosts.queries import hosts
from delta_app.planning.queries import month_view
from delta_app.shifts.seat_commands import assign_host
from delta_app.widgets.buttons import Button, IconButton, RowButton
from delta_app.widgets.finder import Finder
from tests.desk import a_window
from tests.factory import JANUARY, READER, a_host, a_store, acting, an_open_month
from tests.person import answering, find, key, press, read_text, shown, words_of


@pytest.fixture
def store(tmp_path):
    with time_machine.travel(date(2026, 12, 9), tick=True):
        store = a_store(tmp_path)
        for name in ("Ana", "Bart", "Chantal"):
            a_host(store, name, "Test")
        yield store
        store.close()


@pytest.fixture
def look(store, tmp_path, qtbot):
    def opened(**choices):
        window = a_window(store, tmp_path, qtbot, pages=app.page_entries(), **choices)
        window.show_page("planning")
        window.desk.month = JANUARY
        return window

    return opened


def ask_for(letters, then=None):
    """Ctrl+K, these letters, Enter; and what is done in the dialog that this opens."""

    def answer(dialog):
        find(dialog, "Chercher", QLineEdit).setText(letters)
        if then is not None:
            answering(then, after=dialog)
        key(Qt.Key.Key_Return)

    answering(answer)
    key(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)


def not_found(window):
    """Buttons that can be pressed on the page and whose words the palette does not know; a menu is no act."""
    buttons = list(shown(window.page, QAbstractButton))
    acts = window.offers()
    titles, known = [act.title for act in acts], [act.button for act in acts]
    return [
        words_of(button)
        for button in buttons
        if isinstance(button, Button | IconButton | RowButton)
        and button.isEnabled()
        and not (button.isCheckable() or button.menu())
        and button not in known
        and words_of(button) not in titles
    ]


def test_every_button_of_every_page_is_found(look, store):
    slots = an_open_month(store)
    with acting(store) as session:
        assign_host(session, slots[0], 1)
    window = look()
    assert not_found(window) == []
    window.page.body.on_slot_asked(slots[0])
    assert not_found(window) == []
    assert "Ana T. : Déplacer ou échanger…" in [act.title for act in window.offers()]
    window.show_page("team")
    window.page.table.choose(1)
    assert not_found(window) == []
    assert "Fiche de Ana T. : Mettre en pause…" in [act.title for act in window.offers()]
    window.show_page("settings")
    for section in (
        "identity",
        "opening",
        "closures",
        "trades",
        "partners",
        "languages",
        "path",
        "papers",
        "allowances",
        "mail",
        "privacy",
        "copies",
        "looks",
    ):
        window.desk.ask(f"settings.{section}")
        assert not_found(window) == [], section


def test_the_first_act_of_an_empty_month_is_among_them(look, store):
    window = look()
    assert not_found(window) == []
    assert window.offers()[0].title == "Ouvrir le mois"
    ask_for("ouvrir le mois")
    with store.read() as session:
        assert month_view(session, JANUARY).slots
    assert "Rien encore" not in read_text(window.page)


def test_the_keys_that_ask_for_it_pressed_twice_open_it_once(look, store):
    window = look()
    seen = []

    def press_again(dialog):
        keys = QKeySequence("Ctrl+K")
        asking = next(action for action in window.actions() if action.shortcut() == keys)
        QApplication.sendEvent(asking, QShortcutEvent(keys, 0))  # as the system does that has not shown the first
        seen.append([one.isVisible() for one in window.findChildren(Finder)].count(True))
        dialog.reject()

    answering(press_again)
    key(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert seen == [1]


def test_what_the_menu_of_a_slot_does_is_found_too(look, store):
    slots = an_open_month(store)
    with acting(store) as session:
        assign_host(session, slots[0], 1)
    window = look()
    window.page.body.on_slot_asked(slots[0])
    ask_for("échanger")
    assert "Où mettre Ana T. ?" in read_text(window.page.inspector)
    assert not [act.title for act in window.offers() if "échanger" in act.title]  # somebody is in hand


def test_somebody_of_the_team_is_paused_by_letters(look, store):
    window = look()
    window.show_page("team")
    window.page.table.choose(2)
    ask_for("bart pause", then=lambda dialog: press(dialog, "Noter la pause"))
    with store.read() as session:
        assert [host.given_name for host in hosts(session, states=("paused",))] == ["Bart"]


def test_whoever_only_looks_is_offered_nothing_that_would_be_refused(look, store):
    slots = an_open_month(store)
    with acting(store) as session:
        assign_host(session, slots[0], 1)
    window = look(actor=READER)
    window.page.body.on_slot_asked(slots[0])
    titles = [act.title for act in window.offers() if not act.why_not]
    assert "Ana T. : Voir son mois" in titles
    for act in ("Accorder", "Déplacer", "Libérer", "Fixer", "Inscrire", "Note et horaire"):
        assert not [title for title in titles if act in title]


def test_months_are_turned_by_key_before_and_after_there_is_one(look, store):
    window = look()
    assert "Rien encore pour janvier 2027" in read_text(window)
    window.show_page("planning")
    key(Qt.Key.Key_PageDown)
    assert "Rien encore pour février 2027" in read_text(window)
    key(Qt.Key.Key_PageUp)
    press(window, "Ouvrir le mois")
    window.show_page("planning")
    key(Qt.Key.Key_Down)
    assert words_of(window.focusWidget()).startswith("vendredi 1er janvier, 10h à 13h")
    key(Qt.Key.Key_PageDown)
    assert "Rien encore pour février 2027" in read_text(window)


def test_page_keys_never_throw_a_proposal_away(look, store, qtbot):
    an_open_month(store)
    window = look()
    press(window, "Composer")
    qtbot.waitUntil(lambda: find(window, "Appliquer au brouillon").isEnabled(), timeout=60_000)
    find(window, "Jeter").setFocus()
    key(Qt.Key.Key_PageDown)
    assert find(window, "Appliquer au brouillon").isEnabled()
    assert not_found(window) == []
