"""The shared PC: somebody says who they are, goes, is gone; nothing they typed is lost or seen by others."""

from datetime import date

import pytest
import time_machine
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget

from delta_app.core import clock
from delta_app.core.access import Role, is_passphrase, set_passphrase
from delta_app.core.recovery import make_recovery_code
from delta_app.core.settings import change_setting
from delta_app.hosts.pin_commands import identify_host, set_pin
from delta_app.team.page import TeamPage
from delta_app.venue.settings import LOCK_MINUTES
from delta_app.widgets.page import PageEntry
from tests.desk import PLANNING, a_window
from tests.factory import READER, a_host, a_store, acting
from tests.person import answering, choose, find, key, open_dialog, press, read_text, type_into

PHRASE = "une phrase longue"
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PAGES = (PLANNING, PageEntry("team", "Équipe", "team", TeamPage))


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel(date(2026, 12, 9), tick=True):
        yield


@pytest.fixture
def on(monkeypatch):
    seconds = [1_000]
    monkeypatch.setattr(clock, "seconds_on", lambda: seconds[0])

    def pass_by(more):
        seconds[0] += more

    return pass_by


@pytest.fixture
def store(tmp_path):
    opened = a_store(tmp_path)
    fatma, luc = a_host(opened), a_host(opened, "Łukasz", "Kowalski")
    a_host(opened, "Zoé", "Willems")
    with acting(opened) as session:
        set_passphrase(session, PHRASE)
        set_pin(session, fatma, "4827")
        set_pin(session, luc, "7350")
    yield opened
    opened.close()


@pytest.fixture
def window(store, tmp_path, qtbot):
    return a_window(store, tmp_path, qtbot, actor=READER, pages=PAGES)


def say_who(name, secret, wrong=()):
    """What a person does from the question on: the first letters, Enter, their secret, Enter."""
    said = []

    def give(dialog):
        for text in (*wrong, secret):
            field = dialog.findChild(QLineEdit)
            field.setFocus()
            QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, text))
            key(Qt.Key.Key_Return)
            said.append(read_text(dialog) if dialog.isVisible() else "")

    def choose_name(dialog):
        field = find(dialog, "Chercher", QLineEdit)
        QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, name))
        answering(give, after=dialog)
        key(Qt.Key.Key_Return)

    answering(choose_name)
    key(Qt.Key.Key_L, CTRL)
    return said


def test_a_host_says_who_they_are_by_a_few_letters_and_a_code_and_leaves(window):
    assert "dire qui je suis" in window.sidebar.identity.accessibleName()
    say_who("lukasz", "7350")
    actor = window.desk.actor
    assert (actor.name, actor.role) == ("Łukasz K.", Role.HOST)
    assert "Łukasz K." in window.sidebar.identity.accessibleName()
    assert not find(window, "Importer…").isEnabled()
    key(Qt.Key.Key_L, CTRL)
    assert window.desk.actor.role == Role.READER


def test_a_wrong_code_is_said_and_asked_again(window):
    said = say_who("fatma", "4827", wrong=["1357", "2468"])
    assert "il reste 4 essais" in said[0]
    assert "il reste 3 essais" in said[1]
    assert window.desk.actor.name == "Fatma Ö."


def test_whoever_has_no_code_yet_is_told_and_cannot_be_chosen(window):
    said = []

    def look(dialog):
        listed = dialog.findChild(QListWidget)
        said.extend(listed.item(row).text() for row in range(listed.count()))
        dialog.reject()

    answering(look)
    key(Qt.Key.Key_L, CTRL)
    assert "Zoé W. · pas encore de code : la coordination en donne un" in said
    assert "Fatma Ö." in said


def test_the_coordination_is_taken_up_with_the_passphrase(window):
    said = []

    def give(dialog):
        type_into(dialog, "Phrase de passe de la coordination", "au hasard")
        press(dialog, "Entrer")
        said.append(read_text(dialog))
        type_into(dialog, "Phrase de passe de la coordination", PHRASE)
        press(dialog, "Entrer")

    answering(give)
    choose(window.sidebar.identity.menu_of_choices, "Reprendre la coordination…")
    assert "Ce n’est pas la bonne phrase de passe" in said[0]
    assert window.desk.may_write
    assert find(window, "Importer…").isEnabled()
    assert window.sidebar.undo.isEnabled()


def test_a_forgotten_passphrase_is_chosen_anew_by_the_printed_code(window, store):
    with acting(store) as session:
        code = make_recovery_code(session)
    papers = []

    def recover(dialog):
        type_into(dialog, "Code de secours imprimé", code.lower())
        type_into(dialog, "Nouvelle phrase", "tout autre chose")
        type_into(dialog, "Encore une fois", "tout autre chose")

        def read(paper):
            papers.append(read_text(paper))
            press(paper, "Fermer")

        answering(read, after=dialog)
        press(dialog, "Mettre en place")

    def forget(dialog):
        answering(recover, after=dialog)
        press(dialog, "Phrase oubliée…")

    answering(forget)
    choose(window.sidebar.identity.menu_of_choices, "Reprendre la coordination…")
    assert window.desk.may_write
    assert "ne se montre qu’une fois" in papers[0]
    with store.read() as session:
        assert is_passphrase(session, "tout autre chose")


def test_nobody_touching_the_pc_locks_it_and_a_touch_keeps_it_open(window, on, qtbot):
    say_who("fatma", "4827")
    window.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is window.windowHandle())
    on(170)
    window.lock.on_look()
    assert window.desk.actor.role == Role.HOST
    QApplication.sendEvent(
        window.windowHandle(), QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
    )
    on(170)
    window.lock.on_look()
    assert window.desk.actor.role == Role.HOST
    on(10)
    window.lock.on_look()
    assert window.desk.actor.role == Role.READER


def test_a_clock_set_back_keeps_nothing_open(window, on):
    say_who("fatma", "4827")
    with time_machine.travel(date(2020, 1, 1)):
        on(180)
        window.lock.on_look()
    assert window.desk.actor.role == Role.READER


def test_the_place_says_after_how_long_or_never(window, store, on):
    with acting(store) as session:
        change_setting(session, LOCK_MINUTES, 0)
    say_who("fatma", "4827")
    on(100_000)
    window.lock.on_look()
    assert window.desk.actor.role == Role.HOST


def test_where_no_passphrase_guards_the_coordination_is_not_locked_out(tmp_path, qtbot, on):
    window = a_window(a_store(tmp_path), tmp_path, qtbot, pages=PAGES)
    on(100_000)
    window.lock.on_look()
    assert window.desk.may_write
    key(Qt.Key.Key_L, CTRL)
    assert not window.desk.may_write
    choose(window.sidebar.identity.menu_of_choices, "Reprendre la coordination…")
    assert window.desk.may_write


def test_what_was_being_typed_in_a_dialog_is_hidden_from_others_and_there_again(window, store, qtbot):
    answering(lambda dialog: (type_into(dialog, "Phrase de passe de la coordination", PHRASE), press(dialog, "Entrer")))
    choose(window.sidebar.identity.menu_of_choices, "Reprendre la coordination…")
    window.show_page("team")
    seen = []

    def lock_while_writing(dialog):
        type_into(dialog, "Prénom", "Jean-Baptiste")
        window.lock.lock()
        assert not dialog.isVisible()
        assert window.desk.actor.role == Role.READER
        window.activateWindow()
        say_who("fatma", "4827")  # somebody else, who does something and goes
        assert not dialog.isVisible()
        assert window.desk.actor.name == "Fatma Ö."
        key(Qt.Key.Key_L, CTRL)
        answering(lambda asked: (
            type_into(asked, "Phrase de passe de la coordination", PHRASE), press(asked, "Entrer")
        ))  # fmt: skip
        choose(window.sidebar.identity.menu_of_choices, "Reprendre la coordination…")
        assert dialog.isVisible()
        seen.append(find(dialog, "Prénom", QLineEdit).text())
        dialog.activateWindow()
        press(dialog, "Enregistrer")

    answering(lock_while_writing)
    press(window, "Accueillir quelqu’un")
    assert seen == ["Jean-Baptiste"]
    assert [record.actor for record in store.history(1)] == ["Coordination"]
    assert "Jean-Baptiste" in store.history(1)[0].label


def test_closing_the_window_ends_what_was_set_aside(window, qtbot):
    answering(lambda dialog: (type_into(dialog, "Phrase de passe de la coordination", PHRASE), press(dialog, "Entrer")))
    choose(window.sidebar.identity.menu_of_choices, "Reprendre la coordination…")
    window.show_page("team")

    def leave(dialog):
        type_into(dialog, "Prénom", "Jean-Baptiste")
        window.lock.lock()
        window.close()

    answering(leave)
    press(window, "Accueillir quelqu’un")  # comes back from the dialog
    assert not window.isVisible()


def test_a_host_changes_their_code(window, store):
    say_who("fatma", "4827")

    def change(dialog):
        type_into(dialog, "Code actuel", "4827")
        type_into(dialog, "Nouveau code", "1234")
        type_into(dialog, "Encore une fois", "1234")
        press(dialog, "Changer")
        assert "parmi les premiers" in read_text(dialog)
        type_into(dialog, "Nouveau code", "90210")
        type_into(dialog, "Encore une fois", "90210")
        press(dialog, "Changer")

    answering(change)
    choose(window.sidebar.identity.menu_of_choices, "Changer mon code…")
    assert identify_host(store, window.desk.actor.host_id, "90210")


def test_the_coordinator_gives_a_code_and_sees_it_once(window, store):
    answering(lambda dialog: (type_into(dialog, "Phrase de passe de la coordination", PHRASE), press(dialog, "Entrer")))
    choose(window.sidebar.identity.menu_of_choices, "Reprendre la coordination…")
    window.show_page("team")
    said = []

    def read(dialog):
        said.append(read_text(dialog))
        dialog.reject()

    answering(read)
    press(window, "Donner un autre code…")
    name = window.page.detail.view.host.name
    sentence = next(line for line in said[0].splitlines() if "ne se montre qu’une fois" in line)
    assert sentence.startswith(f"{name} : ")
    code = sentence.removeprefix(f"{name} : ")[:4]
    assert identify_host(store, window.page.detail.view.host.id, code)
    press(window, "Retirer son code")
    assert "n’a plus de code" in window.toast.text


def test_open_dialog_is_none_while_nobody_is_asked(window):
    with pytest.raises(AssertionError, match="no dialog"):
        open_dialog()
