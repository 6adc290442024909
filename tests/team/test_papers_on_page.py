"""Team life and the papers of a person, as the team page leads to them."""

from datetime import date

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from delta_app.app import page_entries
from delta_app.widgets.paper_dialog import PaperDialog
from tests.desk import a_window
from tests.factory import COORDINATOR, READER, a_host, a_store
from tests.person import answering, find, key, press, read_text
from tests.team.test_page import go_to


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel(date(2026, 12, 9), tick=True):
        yield


@pytest.fixture
def window(tmp_path, qtbot):
    store = a_store(tmp_path)
    a_host(store, "Fatma", "Öztürk")
    made = a_window(store, tmp_path, qtbot, COORDINATOR, page_entries())
    made.show_page("team")
    yield made
    store.close()


def test_the_card_of_a_person_leads_to_their_papers(window):
    go_to(window, "Fatma Ö.")
    assert "Aucune rencontre d’équipe notée en 2026." in read_text(window)

    def look(dialog):
        assert isinstance(dialog, PaperDialog)
        assert "Attestation de volontariat : Fatma Ö." in read_text(dialog)
        key(Qt.Key.Key_Escape)

    answering(look)
    press(window, "Attestation…")
    window.desk.actor = READER
    assert "Attestation" not in read_text(window.page)


def test_team_life_is_reached_by_its_button_and_by_name(window):
    press(window, "Vie d’équipe")
    assert "Rien n’est encore noté" in read_text(window)
    press(window, "Liste")
    assert "Rien n’est encore noté" not in read_text(window)

    def ask(dialog):
        find(dialog, "Chercher", QLineEdit).setText("noter une rencontre")
        answering(leave, after=dialog)
        key(Qt.Key.Key_Return)

    def leave(dialog):
        assert "Noter une rencontre" in read_text(dialog)
        key(Qt.Key.Key_Escape)

    answering(ask)
    key(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert "Rien n’est encore noté" in read_text(window)
