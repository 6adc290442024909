"""Privacy as people meet it: the coordinator at the settings and the card of who left, a host at their own page."""

import json
import os
import stat
from datetime import UTC, date, datetime

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QSpinBox, QTableView

from delta_app import app, keeping
from delta_app.core import i18n
from delta_app.core.access import Actor, Role
from delta_app.core.errors import Refused
from delta_app.core.settings import get
from delta_app.core.store import Store
from delta_app.hosts.queries import hosts
from delta_app.programme.model import Proposal
from delta_app.shifts.day_commands import write_entry
from delta_app.shifts.day_data import logbook
from delta_app.team.commands import change_state
from delta_app.team.privacy_dialogs import take_name_away
from delta_app.team.settings import CHORE_DAYS, FIRST_NAME_MONTHS, LOGBOOK_DAYS, RESPONSIBLE
from delta_app.widgets import folder_paper_dialog, paper_dialog, theme
from delta_app.widgets.buttons import Button
from delta_app.widgets.dress import dress
from tests.desk import a_window
from tests.factory import COORDINATOR, READER, a_host, a_store, acting
from tests.person import answering, find, key, press, read_text, shown, type_into


@pytest.fixture(autouse=True)
def _january():
    with time_machine.travel(datetime(2027, 1, 5, 10, 0, tzinfo=UTC), tick=True):
        dress(QApplication.instance() or QApplication([]), theme.Theme())
        yield
        dress(QApplication.instance(), theme.Theme())


@pytest.fixture
def store(tmp_path):
    made = a_store(tmp_path)
    a_host(made, "Fatma", "Öztürk", email="fatma@example.org")
    gone = a_host(made, "Zoé", "Wauters", email="zoe@example.org", phone="0470 11 22 33")
    with time_machine.travel(datetime(2026, 10, 1, tzinfo=UTC), tick=False), acting(made, "mot") as session:
        write_entry(session, "un mot d’octobre")
    with acting(made, "Départ de Zoé W.") as session:
        change_state(session, gone, "left")
    yield made
    made.close()


@pytest.fixture
def look(store, tmp_path, qtbot):
    """The window on a page, for somebody; in the settings, on the section about privacy."""

    def opened(page="settings", actor=COORDINATOR):
        window = a_window(store, tmp_path, qtbot, actor, app.page_entries())
        window.show_page(page)
        if page == "settings":
            press(window, "Vie privée")
        return window

    return opened


def names(store):
    with store.read() as session:
        return {host.full_name for host in hosts(session, states=("active", "paused", "left"))}


def choosing_folder(monkeypatch, folder):
    monkeypatch.setattr(folder_paper_dialog, "ask_folder", lambda _parent, _title: folder)


def made(dialog, qtbot):
    """Wait until the paper of a dialog is there."""
    qtbot.waitUntil(dialog.save.isEnabled, timeout=20_000)


def test_the_table_says_what_is_kept_and_a_period_is_changed(look, store):
    window = look()
    said = read_text(window)
    for words in ("Cahier de liaison", "Durée : 60 jours", "Défraiements", "7 ans après l’année", "Copies de sécurité"):
        assert words in said

    def shorter(dialog):
        number = next(shown(dialog, QSpinBox))
        assert not find(dialog, "Enregistrer").isEnabled()
        number.setValue(0)
        assert "ne convient pas" in read_text(dialog)
        number.setValue(30)
        assert "s’effacera à la prochaine ouverture" in read_text(dialog)
        key(Qt.Key.Key_Return)

    answering(shorter)
    press(window, "Modifier la durée : Cahier de liaison")
    with store.read() as session:
        assert get(session, LOGBOOK_DAYS) == 30
    assert "Durée : 30 jours" in read_text(window)
    assert window.focusWidget() is find(window, "Modifier la durée : Cahier de liaison")
    window.desk.undo()
    assert "Durée : 60 jours" in read_text(window)


def test_how_long_first_names_and_chores_are_kept_is_changed_as_the_rest(look, store):
    window = look()
    for what, words, setting, number in (
        ("Prénoms donnés avec une idée, ou pour animer une activité", "Durée : 6 mois", FIRST_NAME_MONTHS, 3),
        ("Tâches de la maison faites, et qui l’a dit", "Durée : 56 jours", CHORE_DAYS, 14),
    ):
        assert words in read_text(window)
        answering(
            lambda dialog, number=number: (next(shown(dialog, QSpinBox)).setValue(number), key(Qt.Key.Key_Return))
        )
        press(window, f"Modifier la durée : {what}")
        with store.read() as session:
            assert get(session, setting) == number


def test_an_idea_answered_long_ago_is_counted_as_its_answer_is_noted(look, store):
    window = look()
    assert "2 à effacer" not in read_text(window)
    with acting(store) as session:
        day = date(2026, 3, 4)
        for title in ("Un banc", "Des vélos"):
            session.add(
                Proposal(about="house", made_on=day, title=title, first_name="Marie", state="later", answered_on=day)
            )
    assert "2 à effacer" in read_text(window)


def test_what_is_due_is_counted_and_goes_at_a_press(look, store, qtbot):
    window = look()
    assert "1 à effacer" in read_text(window)
    with qtbot.waitSignal(window.desk.told) as told:
        press(window, "Purger maintenant")
    assert told.args == ["1 ligne effacée pour de bon.", False]
    assert "1 à effacer" not in read_text(window)
    with store.read() as session:
        assert logbook(session) == ()
    with qtbot.waitSignal(window.desk.told) as told:
        press(window, "Purger maintenant")
    assert told.args[0].startswith("Rien n’avait atteint sa durée")


def test_who_left_is_made_nameless_after_being_told_what_goes(look, store, qtbot):
    window = look()
    assert "Zoé W." in read_text(window)

    def stay(dialog):
        said = read_text(dialog)
        for words in ("Zoé W. devient « Ancien·ne accueillant·e 1 »", "2 moyens de contact", "Les copies de sécurité"):
            assert words in said
        assert QApplication.focusWidget() is find(dialog, "Ne rien changer")  # Enter does no harm
        key(Qt.Key.Key_Return)

    answering(stay)
    press(window, "Retirer le nom de Zoé W.…")
    assert "Zoé Wauters" in names(store)

    answering(lambda dialog: press(dialog, "Retirer le nom pour toujours"))
    with qtbot.waitSignal(window.desk.told) as told:
        press(window, "Retirer le nom de Zoé W.…")
    assert told.args == ["Le nom est retiré : Ancien·ne accueillant·e 1.", False]
    assert names(store) == {"Fatma Öztürk", "Ancien·ne accueillant·e 1"}
    assert "Zoé" not in read_text(window)
    assert "Personnes parties" not in read_text(window)


def test_the_register_asks_who_answers_and_then_says_so(look, store, qtbot, monkeypatch, tmp_path):
    window = look()
    seen = []

    def read(dialog):
        made(dialog, qtbot)
        seen.append(read_text(dialog))
        dialog.reject()

    answering(read)
    press(window, "Registre des traitements…")
    assert "Il y manque qui répond des données" in seen[0]
    type_into(window, "Responsable", "Réseau <b>Rézone</b> asbl")
    press(window, "Enregistrer qui répond des données")
    with store.read() as session:
        assert get(session, RESPONSIBLE) == "Réseau <b>Rézone</b> asbl"
    assert not find(window, "Enregistrer qui répond des données").isEnabled()

    target = tmp_path / "registre.pdf"
    monkeypatch.setattr(paper_dialog, "ask_file_to_save", lambda *_words: target)

    def save(dialog):
        made(dialog, qtbot)
        assert "Il y manque" not in read_text(dialog)
        press(dialog, "Enregistrer en PDF…")
        qtbot.waitUntil(target.exists, timeout=20_000)

    answering(save)
    press(window, "Registre des traitements…")
    assert target.read_bytes()[:4] == b"%PDF"


def test_the_card_of_a_person_gives_their_data_into_a_folder(look, store, qtbot, monkeypatch, tmp_path):
    window = look("team")
    next(shown(window, QTableView)).selectRow(0)
    folder = tmp_path / "usb"
    folder.mkdir()
    choosing_folder(monkeypatch, folder)

    def save(dialog):
        made(dialog, qtbot)
        assert "Ce que Le Delta sait de Fatma Öztürk" in read_text(dialog)
        press(dialog, "Enregistrer PDF et JSON…")
        qtbot.waitUntil(lambda: len(list(folder.glob("*"))) == 2 and not dialog.isVisible(), timeout=20_000)

    answering(save)
    press(window, "Exporter tout ce qui est gardé sur cette personne…")
    (table,) = folder.glob("*.json")
    assert json.loads(table.read_text(encoding="utf-8"))["person"]["card"]["email"] == "fatma@example.org"
    if os.name == "posix":
        assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert handed_out(store) == [("Remettre à Fatma Ö. tout ce qui est gardé à son sujet", "coordinator")]


def handed_out(store):
    return [(record.label, record.role) for record in store.history() if "handed_out" in record.tables]


def test_a_look_at_somebodys_data_hands_nothing_out(look, store, qtbot):
    window = look("team")
    next(shown(window, QTableView)).selectRow(0)
    answering(lambda dialog: (made(dialog, qtbot), dialog.reject()))
    press(window, "Exporter tout ce qui est gardé sur cette personne…")
    assert handed_out(store) == []


def test_a_folder_that_cannot_be_written_is_told_in_the_dialog(look, qtbot, monkeypatch, tmp_path):
    window = look("team")
    next(shown(window, QTableView)).selectRow(0)
    choosing_folder(monkeypatch, tmp_path / "delta-copies" / "nulle-part")

    def save(dialog):
        made(dialog, qtbot)
        press(dialog, "Enregistrer PDF et JSON…")
        qtbot.waitUntil(lambda: "dossier" in read_text(dialog), timeout=20_000)
        dialog.reject()

    answering(save)
    press(window, "Exporter tout ce qui est gardé sur cette personne…")


def test_a_name_goes_from_the_card_too_and_the_list_knows_it_no_more(look, store):
    window = look("team")
    window.page.filters.choose("left")
    assert find(window, "Retirer le nom…").isVisible()
    answering(lambda dialog: press(dialog, "Retirer le nom pour toujours"))
    press(window, "Retirer le nom…")
    assert "Zoé Wauters" not in names(store)
    model = next(shown(window, QTableView)).model()
    listed = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert listed == ["Fatma Ö."]


def test_a_host_takes_their_own_data_along(look, store, qtbot):
    with store.read() as session:
        fatma = next(host for host in hosts(session) if host.given_name == "Fatma")
    window = look("mine", Actor(fatma.name, Role.HOST, fatma.id))
    seen = []

    def read(dialog):
        made(dialog, qtbot)
        seen.append(read_text(dialog))
        dialog.reject()

    answering(read)
    press(window, "Mes données…")
    assert "Ce que Le Delta sait de Fatma Öztürk" in seen[0]


def test_whoever_only_looks_reads_the_table_and_nobodys_name(look):
    window = look("settings", READER)
    said = read_text(window)
    assert "Cahier de liaison" in said
    assert "Zoé" not in said
    assert not find(window, "Modifier la durée : Cahier de liaison").isEnabled()
    assert not [
        button for button in window.findChildren(Button) if button.isVisible() and button.text() == "Purger maintenant"
    ]
    assert find(window, "Responsable", QLineEdit).isReadOnly()
    window.show_page("team")
    assert "Ses données" not in read_text(window)


def test_a_file_that_cannot_be_written_anew_is_told_as_it_is(look, store, qtbot, monkeypatch):
    def busy(_store):
        raise Refused("file_busy")

    monkeypatch.setattr(Store, "rewrite", busy)
    window = look()
    answering(lambda dialog: press(dialog, "Retirer le nom pour toujours"))
    with qtbot.waitSignal(window.desk.refused) as refused:
        press(window, "Retirer le nom de Zoé W.…")
    assert refused.args[0].startswith("C’est retiré partout où on le lit, mais le fichier")
    assert "Zoé Wauters" not in names(store)


def test_a_name_that_was_gone_was_said_not_to_be_when_the_file_could_not_be_written_anew(
    look, store, qtbot, monkeypatch
):
    def busy(_store):
        raise Refused("file_busy")

    monkeypatch.setattr(Store, "rewrite", busy)
    window = look()
    with store.read() as session:
        zoe = next(row for row in hosts(session, states=("left",)) if row.name == "Zoé W.")
    answering(lambda dialog: press(dialog, "Retirer le nom pour toujours"))
    with qtbot.waitSignal(window.desk.refused):
        assert take_name_away(window.desk, zoe, window)
    assert "Zoé Wauters" not in names(store)


def test_the_window_purges_when_the_day_changes(store, tmp_path, qtbot):
    window = a_window(store, tmp_path, qtbot, COORDINATOR, app.page_entries())
    keeping.keep_purged(window)
    with time_machine.travel(datetime(2027, 1, 6, 10, 0, tzinfo=UTC), tick=True):
        for timer in window.findChildren(app.QTimer):
            if timer.interval() == keeping.DAY_LOOKED_AT_EVERY_MS:
                timer.timeout.emit()
        with store.read() as session:
            assert logbook(session) == ()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_other_languages_have_their_words(look, language):
    window = look()
    i18n.set_language(language)
    window.page.view.refresh()
    assert "Cahier de liaison" not in read_text(window.page.view)
