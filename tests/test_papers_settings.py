"""The settings on papers for volunteers: what the place says once, texts written beside the paper, and back again."""

from datetime import date

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit

from delta_app import app
from delta_app.core.access import treasurer
from delta_app.hosts.certificate_texts import shipped_text
from delta_app.hosts.paper_commands import tell_place_facts
from delta_app.hosts.paper_data import paper_texts, place_facts
from delta_app.widgets.paper_dialog import PaperDialog
from tests.desk import a_window
from tests.factory import COORDINATOR, READER, a_store, acting
from tests.person import answering, find, key, pick, press, read_text, type_into, words_of
from tests.sheets.reading import text_of

NOTE = "Note d’information pour les volontaires · Français"


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel(date(2026, 12, 9), tick=True):
        yield


@pytest.fixture
def store(tmp_path):
    made = a_store(tmp_path)
    yield made
    made.close()


@pytest.fixture
def look(store, tmp_path, qtbot):
    def opened(actor=COORDINATOR):
        window = a_window(store, tmp_path, qtbot, actor, app.page_entries())
        window.show_page("settings")
        press(window, "Papiers des bénévoles")
        return window

    return opened


def seen(window):
    return read_text(window).replace("\u202f", " ").replace("\xa0", " ")


def text_kept(store, paper="information_note", language="fr"):
    with store.read() as session:
        return next(row for row in paper_texts(session) if (row.paper, row.language) == (paper, language))


def editor(dialog):
    return find(dialog, "Texte", QPlainTextEdit)


def drawn(dialog, qtbot):
    preview = dialog.preview
    qtbot.waitUntil(lambda: preview.currentWidget() is preview.paper and bool(preview.paper.sheets.pdf), timeout=20_000)
    return text_of(preview.paper.sheets.pdf)


def test_what_the_place_says_once_is_missing_no_more(look, store):
    window = look()
    assert "Texte fourni. Il reste à compléter : organisation ; forme juridique ; but de l’organisation" in seen(window)
    assert "à compléter" in seen(window)
    assert not find(window, "Enregistrer").isEnabled()
    type_into(window, "Organisation", "Rézone  <b>ASBL</b>")
    type_into(window, "Assureur", "Assurances du Coin")
    key(Qt.Key.Key_Return)
    with store.read() as session:
        assert place_facts(session)["organisation"] == "Rézone <b>ASBL</b>"
        assert place_facts(session)["insurer"] == "Assurances du Coin"
    assert "Il reste à compléter : forme juridique ; but de l’organisation ; numéro de police" in seen(window)
    assert words_of(window.focusWidget()) == "Organisation"
    press(window.toast, "Annuler")
    assert find(window, "Organisation", QLineEdit).text() == ""
    with store.read() as session:
        assert not any(place_facts(session).values())


def test_a_text_is_written_beside_its_paper_and_kept(look, store, qtbot):
    window = look()

    def write(dialog):
        assert words_of(dialog.focusWidget()) == "Texte"
        assert "L’assurance" in drawn(dialog, qtbot)
        editor(dialog).setPlainText("# Bienvenue\n- {prenon}\n- ")
        qtbot.waitUntil(lambda: "{prenon} n’est pas connu" in seen(dialog), timeout=5_000)
        qtbot.waitUntil(lambda: "Bienvenue" in drawn(dialog, qtbot), timeout=20_000)
        press(dialog, "Enregistrer")
        assert "{prenon} n’est pas un mot que le programme remplit." in seen(dialog)
        assert words_of(dialog.focusWidget()) == "Texte"
        editor(dialog).setPlainText("# Bienvenue\n- ")
        editor(dialog).moveCursor(editor(dialog).textCursor().MoveOperation.End)
        find(dialog, "Insérer", QComboBox).setFocus()
        pick(dialog, "Insérer", "{prénom}")
        find(dialog, "Insérer", QComboBox).activated.emit(0)
        assert editor(dialog).toPlainText() == "# Bienvenue\n- {prénom}"
        assert words_of(dialog.focusWidget()) == "Texte"
        press(dialog, "Enregistrer")

    answering(write)
    press(window, f"Modifier : {NOTE}")
    assert text_kept(store).text == "# Bienvenue\n- {prénom}"
    assert "Texte du lieu." in seen(window)
    assert "complet" in seen(window)
    assert f"Texte enregistré : {NOTE}." in seen(window.toast)
    assert words_of(window.focusWidget()) == f"Modifier : {NOTE}"

    def back(dialog):
        press(dialog, "Revenir au texte fourni")
        assert editor(dialog).toPlainText() == shipped_text("information_note", "fr")
        editor(dialog).undo()
        assert editor(dialog).toPlainText() == "# Bienvenue\n- {prénom}"
        press(dialog, "Revenir au texte fourni")
        press(dialog, "Enregistrer")

    answering(back)
    press(window, f"Modifier : {NOTE}")
    assert not text_kept(store).own
    key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert text_kept(store).own


def test_what_was_typed_is_not_lost_by_one_escape(look, store):
    window = look()

    def leave(dialog):
        editor(dialog).setPlainText("Autre chose")
        key(Qt.Key.Key_Escape)
        assert "Ce texte n’est pas enregistré." in seen(dialog)
        assert dialog.isVisible()
        editor(dialog).insertPlainText("x")
        key(Qt.Key.Key_Escape)
        assert dialog.isVisible()
        press(dialog, "Annuler")
        assert not dialog.isVisible()

    answering(leave)
    press(window, f"Modifier : {NOTE}")
    assert not text_kept(store).own
    answering(lambda dialog: key(Qt.Key.Key_Escape))  # nothing typed: one is enough
    press(window, f"Modifier : {NOTE}")


def test_a_paper_without_a_name_is_kept_for_a_pen(look, tmp_path, monkeypatch, qtbot):
    target = tmp_path / "note.pdf"
    monkeypatch.setattr("delta_app.widgets.paper_dialog.ask_file_to_save", lambda *_asked: target)
    window = look()

    def save(dialog):
        assert isinstance(dialog, PaperDialog)
        assert "Il reste à compléter" in seen(dialog)
        qtbot.waitUntil(lambda: find(dialog, "Enregistrer en PDF…").isEnabled(), timeout=20_000)
        press(dialog, "Enregistrer en PDF…")

    answering(save)
    press(window, "Voir : Note d’information pour les volontaires · Nederlands")
    qtbot.waitUntil(target.exists, timeout=20_000)
    assert "Informatienota voor vrijwilligers" in text_of(target.read_bytes())


def test_whoever_does_not_coordinate_reads_and_changes_nothing(look):
    for actor in (READER, treasurer()):
        window = look(actor)
        assert not find(window, f"Modifier : {NOTE}").isEnabled()
        assert not find(window, f"Voir : {NOTE}").isEnabled()  # it says whom to call, too
        window.close()


def test_whom_to_call_and_the_policy_were_shown_to_whoever_only_looks(look, store):
    with acting(store) as session:
        tell_place_facts(session, {**place_facts(session), "contact": "Camille, 0470 00 00 00", "policy": "RC-77"})
    for actor in (READER, treasurer()):
        window = look(actor)
        assert not [field for field in window.findChildren(QLineEdit) if field.isVisible()]
        assert not [field for field in window.findChildren(QLineEdit) if "Camille" in field.text()]
        window.close()
    window = look()
    assert find(window, "Qui prévenir", QLineEdit).text() == "Camille, 0470 00 00 00"
