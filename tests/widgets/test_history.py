"""The history window: days, who, what; one act taken back, a moment found again, by mouse and by keyboard."""

import time
from datetime import UTC, date, datetime

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from delta_app.core.access import Actor, Role
from delta_app.hosts.commands import HostDetails, change_host, note_absence
from delta_app.hosts.queries import hosts
from delta_app.widgets import history, theme
from delta_app.widgets.dress import dress
from delta_app.widgets.history import Entry, HistoryDialog, find_records
from tests.desk import a_window
from tests.factory import COORDINATOR, READER, a_host, a_store, acting, an_open_month
from tests.person import answering, choose, find, key, press, read_text, shown, type_into, words_of

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def _light():
    dress(QApplication.instance() or QApplication([]), theme.Theme())


def at(day, hour=9):
    return time_machine.travel(datetime(2026, 12, day, hour, tzinfo=UTC))


@pytest.fixture
def store(tmp_path):
    """Ana came on the 1st, Bart on the 8th, Chantal and a new name for Ana on the 9th, when one looks."""
    with at(1, 8):
        made = a_store(tmp_path)
    with at(1):
        ana = a_host(made, "Ana", "Test")
    with at(8):
        a_host(made, "Bart", "Élan")
    with at(9), acting(made, "rename Ana") as session:
        change_host(session, ana, HostDetails("Ana", "Nouveau"))
    with time_machine.travel(datetime(2026, 12, 9, 10, tzinfo=UTC), tick=True):
        a_host(made, "Chantal", "Test")
        yield made
    made.close()


@pytest.fixture
def look(store, tmp_path, qtbot):
    def opened(actor=COORDINATOR):
        window = a_window(store, tmp_path, qtbot, actor)
        window.sidebar.identity.setFocus()
        key(Qt.Key.Key_H, CONTROL)
        dialog = window.findChild(HistoryDialog)
        qtbot.waitActive(dialog)
        qtbot.waitUntil(lambda: find(dialog, "Chercher dans l’historique", QLineEdit).hasFocus())
        return window, dialog

    return opened


def names(store):
    with store.read() as session:
        return [host.full_name for host in hosts(session)]


def listed(dialog):
    return [entry.record.label for entry in shown(dialog, Entry)]


def test_acts_are_grouped_by_day_with_time_who_and_what_became_of_them(look, store):
    store.undo(COORDINATOR)
    _window, dialog = look()
    days = [label.text() for label in shown(dialog, QLabel)]
    assert [day for day in days if day in ("Aujourd’hui", "Hier", "Mardi 1er décembre")] == [
        "Aujourd’hui", "Hier", "Mardi 1er décembre",
    ]  # fmt: skip
    spoken = [words_of(entry) for entry in shown(dialog, Entry)]
    assert spoken[0] == "add Chantal, a annulé, Aujourd’hui, 11h, Camille"
    assert spoken[1] == "add Chantal, annulé depuis, Aujourd’hui, 11h, Camille"
    assert spoken[3] == "add Bart, fait, Hier, 10h, Camille"
    assert "Annuler : add Chantal" not in read_text(dialog)


def test_one_old_act_is_taken_back_and_the_list_follows(look, store):
    window, dialog = look()
    press(dialog, "Annuler : add Bart")
    assert names(store) == ["Ana Nouveau", "Chantal Test"]
    assert window.toast.text == "Annulé : add Bart"
    assert words_of(next(shown(dialog, Entry))).startswith("add Bart, a annulé")
    assert words_of(dialog.focusWidget()).startswith("add Bart, annulé depuis")


def test_what_cannot_be_taken_back_says_beside_it_what_stands_in_the_way(look, store):
    _window, dialog = look()
    press(dialog, "Annuler : add Ana")
    assert "Ana Nouveau" in names(store)
    assert "la fiche d’une personne a changé depuis, par « rename Ana »" in read_text(dialog)


def test_the_clock_brings_tuesday_back_in_one_act_and_the_toast_brings_today_back(look, store):
    window, dialog = look()
    press(dialog, "Revenir à cet instant, juste après : add Ana")
    assert names(store) == ["Ana Test"]
    assert window.toast.text == "Tout est comme le mardi 1er décembre, 10h, après « add Ana »."
    assert listed(dialog)[0] == "Revenir à l’état du mardi 1er décembre, 10h"
    press(window.toast, "Annuler")
    assert names(store) == ["Ana Nouveau", "Bart Élan", "Chantal Test"]


def test_the_newest_act_is_no_moment_to_go_back_to(look):
    _window, dialog = look()
    assert "juste après : add Chantal" not in read_text(dialog)
    assert "juste après : rename Ana" in read_text(dialog)


def test_by_keyboard_alone_from_the_field_to_an_act_and_out(look, store):
    window, dialog = look()
    assert dialog.focusWidget() is find(dialog, "Chercher dans l’historique", QLineEdit)
    for _step in range(3):
        key(Qt.Key.Key_Down)
    assert words_of(QApplication.focusWidget()).startswith("add Bart, fait")
    key(Qt.Key.Key_Tab)
    assert words_of(QApplication.focusWidget()) == "Annuler : add Bart"
    key(Qt.Key.Key_Down)
    assert words_of(QApplication.focusWidget()).startswith("add Ana, fait")
    key(Qt.Key.Key_Up)
    key(Qt.Key.Key_Tab)
    key(Qt.Key.Key_Return)
    assert names(store) == ["Ana Nouveau", "Chantal Test"]
    key(Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert window.isVisible()


def test_words_are_sought_without_accents_in_act_name_and_day(look, qtbot):
    _window, dialog = look()
    for sought, expected in (("BART", ["add Bart"]), ("camille hier", ["add Bart"]), ("ren", ["rename Ana"])):
        type_into(dialog, "Chercher dans l’historique", sought)
        key(Qt.Key.Key_Return)
        assert listed(dialog) == expected, sought
    type_into(dialog, "Chercher dans l’historique", "zzz")
    key(Qt.Key.Key_Return)
    assert "Rien de tel dans l’historique" in read_text(dialog)


def test_older_acts_come_when_asked_for(look, store, monkeypatch):
    monkeypatch.setattr(history, "AT_ONCE", 2)
    _window, dialog = look()
    assert listed(dialog) == ["add Chantal", "rename Ana"]
    press(dialog, "Montrer plus ancien")
    assert listed(dialog) == ["add Chantal", "rename Ana", "add Bart", "add Ana"]
    assert words_of(dialog.focusWidget()).startswith("add Bart")
    press(dialog, "Montrer plus ancien")
    assert "Montrer plus ancien" not in read_text(dialog)


def test_pages_of_the_journal_join_without_gap(store):
    everything = [record.id for record in store.history()]
    found, before = [], None
    while True:
        page = find_records(store, COORDINATOR, "", 2, before)
        found += [record.id for record in page.records]
        if page.older is None:
            break
        before = page.older
    assert found == everything
    assert [record.label for record in find_records(store, COORDINATOR, "ana", 1).records] == ["rename Ana"]
    assert find_records(store, COORDINATOR, "ana", 1).older is not None


def test_what_was_done_thirty_days_ago_can_be_read_but_says_why_it_stays(look, store):
    with time_machine.travel(datetime(2027, 1, 8, 9, 30, tzinfo=UTC), tick=True):
        store.forget_old_values()
        _window, dialog = look()
        assert "fait il y a trop longtemps : ne s’annule plus" in read_text(dialog)
        assert "Annuler : add Bart" not in read_text(dialog)
        press(dialog, "Revenir à cet instant, juste après : add Ana")
        assert "Impossible de revenir si loin : « rename Ana »" in read_text(dialog)
        assert "Bart Élan" in names(store)


def test_whoever_has_not_said_who_they_are_sees_nothing_of_what_others_did(store, tmp_path, qtbot):
    window = a_window(store, tmp_path, qtbot, READER)
    window.sidebar.identity.setFocus()
    key(Qt.Key.Key_H, CONTROL)
    assert window.findChild(HistoryDialog) is None
    assert "Historique…" not in [act.title for act in window.offers()]


def test_a_host_sees_what_they_did_themselves_and_takes_that_back(look, store):
    ana = Actor("Ana N.", Role.HOST, 1)
    with store.write(ana, "be away") as session:
        note_absence(session, 1, date(2027, 1, 5), date(2027, 1, 6))
    window, dialog = look(ana)
    assert listed(dialog) == ["be away"]
    assert "Revenir" not in read_text(dialog)
    assert "Annuler : be away" in read_text(dialog)
    window.desk.actor = COORDINATOR
    assert "Annuler : add Bart" in read_text(dialog)


def test_it_opens_from_the_menu_once_and_follows_what_others_do(look, store):
    window, dialog = look()
    choose(window.sidebar.identity.menu_of_choices, "Historique…")
    assert [one for one in window.findChildren(HistoryDialog) if one.isVisible()] == [dialog]
    assert "Historique…" in [act.title for act in window.offers()]
    an_open_month(store)
    assert listed(dialog)[0] == "open month"


def test_a_closed_history_no_longer_listens(look, store):
    _window, dialog = look()
    key(Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    a_host(store, "Dirk")
    assert "add Dirk" not in [entry.record.label for entry in dialog.findChildren(Entry)]


def test_a_name_that_looks_like_markup_stays_a_name(look, store):
    a_host(store, "<img src=x>")
    _window, dialog = look()
    assert "add <img src=x>" in read_text(dialog)


def test_going_back_far_shows_how_far_it_is_and_stopping_it_changes_nothing(look, store, monkeypatch):
    really = type(store).go_back

    def slowly(self, actor, record_id, label, tell):
        for step in range(400):
            time.sleep(0.01)
            tell(step / 400)
        really(self, actor, record_id, label, tell)

    monkeypatch.setattr(type(store), "go_back", slowly)
    _window, dialog = look()
    before, there = names(store), listed(dialog)
    seen = []

    def stop(waiting):
        seen.append(read_text(waiting))
        press(waiting, "Arrêter")

    answering(stop)
    press(dialog, "Revenir à cet instant, juste après : add Ana")
    assert "Retour à l’état du mardi 1er décembre, 10h…" in seen[0]
    assert "Arrêté : rien n’a changé." in read_text(dialog)
    assert (names(store), listed(dialog)) == (before, there)
    monkeypatch.undo()
    press(dialog, "Revenir à cet instant, juste après : add Ana")
    assert names(store) == ["Ana Test"]
