"""The papers of one person: seen in another language and for other days, printed, and the step of the path marked."""

from datetime import date

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDateEdit

from delta_app.hosts.gathering_commands import add_gathering, note_attendance
from delta_app.hosts.gathering_data import GatheringDetails
from delta_app.shifts.queries import slots_of
from delta_app.shifts.seat_commands import assign_host
from delta_app.team.paper_dialogs import NoteStep
from tests.desk import a_window
from tests.factory import COORDINATOR, JANUARY, READER, a_host, a_store, acting, an_open_month
from tests.person import answering, find, key, press, read_text, words_of
from tests.sheets.reading import text_of
from tests.team.life_place import PAGES

STEP = "Noter l’étape « Note d’information remise » aujourd’hui"


@pytest.fixture(autouse=True)
def _february():
    with time_machine.travel("2027-02-09T12:30Z", tick=True):
        yield


@pytest.fixture
def store(tmp_path):
    with time_machine.travel(date(2026, 12, 9)):
        made = a_store(tmp_path)
        a_host(made, "Fatma", "Öztürk", languages=("TR", "NL"))
        a_host(made, "Malik", "Traoré", origin="staff", partner="Le Gué")
        an_open_month(made)
        with acting(made) as session:
            assign_host(session, slots_of(session, JANUARY)[0].id, 1)
    yield made
    made.close()


@pytest.fixture
def target(tmp_path, monkeypatch):
    path = tmp_path / "papier.pdf"
    monkeypatch.setattr("delta_app.widgets.paper_dialog.ask_file_to_save", lambda *_asked: path)
    return path


@pytest.fixture
def look(store, tmp_path, qtbot):
    def opened(actor=COORDINATOR, host_id=1):
        window = a_window(store, tmp_path, qtbot, actor, PAGES)
        window.show_page("papers")
        window.page.host_id = host_id
        window.page.refresh()
        return window

    return opened


def seen(widget):
    return read_text(widget).replace("\u202f", " ").replace("\xa0", " ")


def sheet_text(dialog):
    return " ".join(text_of(dialog.preview.paper.sheets.pdf).split()) if dialog.preview.paper.sheets.pdf else ""


def test_the_note_speaks_the_persons_language_and_another_on_demand(look, target, qtbot):
    window, marked = look(), []
    window.page.part.step_of = lambda host_id: NoteStep(STEP, lambda: marked.append(host_id))

    def save(dialog):
        qtbot.waitUntil(lambda: "Informatienota voor vrijwilligers" in sheet_text(dialog), timeout=20_000)
        assert "Il reste à compléter : organisatie" in seen(dialog)
        assert "Cela se complète dans Réglages" in seen(dialog)
        press(dialog, "Français")
        qtbot.waitUntil(lambda: "Cette note est remise à Fatma Öztürk" in sheet_text(dialog), timeout=20_000)
        find(dialog, STEP, QCheckBox).setFocus()
        key(Qt.Key.Key_Space)
        press(dialog, "Enregistrer en PDF…")

    answering(save)
    find(window, "Note d’information…").setFocus()
    key(Qt.Key.Key_Space)
    qtbot.waitUntil(target.exists, timeout=20_000)
    assert marked == [1]
    assert "Fatma Öztürk" in text_of(target.read_bytes())
    assert words_of(window.focusWidget()) == "Note d’information…"


def test_the_step_is_marked_only_when_it_was_ticked_and_the_note_came_out(look, target, qtbot):
    window, marked = look(), []
    window.page.part.step_of = lambda host_id: NoteStep(STEP, lambda: marked.append(host_id))

    def leave(dialog):
        find(dialog, STEP, QCheckBox).setChecked(True)
        key(Qt.Key.Key_Escape)

    def save(dialog):
        qtbot.waitUntil(lambda: find(dialog, "Enregistrer en PDF…").isEnabled(), timeout=20_000)
        press(dialog, "Enregistrer en PDF…")

    for answer in (leave, save):
        answering(answer)
        press(window, "Note d’information…")
    qtbot.waitUntil(target.exists, timeout=20_000)
    assert marked == []
    window.page.part.step_of = lambda _host_id: None
    answering(lambda dialog: (find_none(dialog), key(Qt.Key.Key_Escape)))
    press(window, "Note d’information…")


def find_none(dialog):
    assert STEP not in seen(dialog)


def test_the_certificate_follows_the_days_chosen(look, target, qtbot):
    window = look()

    def save(dialog):
        qtbot.waitUntil(lambda: "van 9 december 2026 tot en met 9 februari 2027" in sheet_text(dialog), timeout=20_000)
        assert "onthaal: 1" in sheet_text(dialog)
        assert "permanenties: 3 u" in sheet_text(dialog)
        find(dialog, "Du", QDateEdit).setDate(date(2027, 2, 1))
        qtbot.waitUntil(lambda: "geen enkele permanentie" in sheet_text(dialog), timeout=20_000)
        find(dialog, "Au", QDateEdit).setDate(date(2027, 1, 1))
        qtbot.waitUntil(lambda: "vient avant le lundi 1er février 2027" in seen(dialog), timeout=20_000)
        assert not find(dialog, "Imprimer").isEnabled()
        find(dialog, "Du", QDateEdit).setDate(date(2026, 12, 31))
        qtbot.waitUntil(lambda: find(dialog, "Enregistrer en PDF…").isEnabled(), timeout=20_000)
        press(dialog, "Enregistrer en PDF…")

    answering(save)
    press(window, "Attestation…")
    qtbot.waitUntil(target.exists, timeout=20_000)
    assert "van 31 december 2026 tot en met 1 januari 2027" in " ".join(text_of(target.read_bytes()).split())


def test_staff_get_no_certificate_and_are_told_why(look):
    window = look(host_id=2)
    button = find(window, "Attestation…")
    assert not button.isEnabled()
    assert button.accessibleDescription() == "Son service atteste lui-même de ses heures."


def test_what_somebody_took_part_in_is_told(look, store):
    window = look()
    assert "Aucune rencontre d’équipe notée en 2027." in seen(window)
    with acting(store) as session:
        number = add_gathering(session, GatheringDetails("training", date(2027, 2, 2), 600, 720))
        note_attendance(session, number, [1])
    window.page.refresh()
    assert "A participé en 2027 à 1 formation ; la dernière fois le 2 février." in seen(window)


def test_only_the_coordinator_sees_this_part(look):
    assert not look(READER).page.part.isVisible()
