"""Expense allowances on the team page, as a coordinator notes them, and the list of a year."""

from datetime import date

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QSpinBox

from delta_app.app import page_entries
from delta_app.core.access import treasurer
from delta_app.hosts.allowance_commands import note_allowance, set_ceiling
from delta_app.hosts.allowance_data import allowance_year
from tests.desk import a_window
from tests.factory import COORDINATOR, JANUARY, READER, a_host, a_store, acting
from tests.person import answering, find, key, pick, press, read_text, type_into, words_of
from tests.team.test_page import go_to

NOTE = "Noter un défraiement…"


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel(date(2026, 12, 9), tick=True):
        yield


@pytest.fixture
def store(tmp_path):
    made = a_store(tmp_path)
    a_host(made, "Élodie", "Grégoire")
    a_host(made, "Fatma", "Öztürk")
    a_host(made, "Malik", "Traoré", origin="staff", partner="Le Gué")
    yield made
    made.close()


@pytest.fixture
def look(store, tmp_path, qtbot):
    def opened(actor=COORDINATOR, name="Fatma Ö."):
        window = a_window(store, tmp_path, qtbot, actor, page_entries())
        window.desk.month = JANUARY
        window.show_page("team")
        go_to(window, name)
        return window

    return opened


def seen(widget):
    return read_text(widget).replace("\u202f", " ").replace("\xa0", " ")


def register(store, host_id=2, year=2026):
    with store.read() as session:
        return allowance_year(session, host_id, year)


def given(store, *amounts, host_id=2):
    """These amounts, one a day from the first of March on, under a ceiling of 45 and 1 726,36 euros."""
    with acting(store) as session:
        set_ceiling(session, 2026, 4_500, 172_636)
    for at, cents in enumerate(amounts):
        with acting(store) as session:
            note_allowance(session, host_id, date(2026, 3, 1 + at), cents)


def test_some_are_noted_one_after_the_other_with_what_is_left_said_meanwhile(look, store):
    window = look()
    assert "Défraiements 2026" in read_text(window)
    assert "2026 : 0,00 € en tout ; encore 1 692,51 € possibles au forfait. Plafond à vérifier." in seen(window)

    def fill(dialog):
        assert words_of(dialog.focusWidget()) == "Montant"
        assert "Possible : au plus 42,31 € ce jour-là." in seen(dialog)
        assert not find(dialog, "Noter").isEnabled()
        type_into(dialog, "Montant", "12,50")
        key(Qt.Key.Key_Return)
        assert "Déjà 12,50 € ce jour-là. Possible : au plus 29,81 € ce jour-là." in seen(dialog)
        assert words_of(dialog.focusWidget()) == "Montant"
        type_into(dialog, "Montant", "30")
        press(dialog, "Noter")
        assert "C’est plus que le plafond : au plus 29,81 € ce jour-là." in seen(dialog)
        find(dialog, "Jour", QDateEdit).setDate(date(2026, 12, 8))
        assert "C’est plus que le plafond" not in seen(dialog)
        press(dialog, "Noter")
        press(dialog, "Fermer")

    answering(fill)
    find(window, NOTE).setFocus()
    key(Qt.Key.Key_Space)
    assert [(row.day.day, row.cents) for row in register(store).rows] == [(8, 3_000), (9, 1_250)]
    assert "2026 : 42,50 € en tout" in seen(window)
    assert "Défraiement noté : Fatma Ö., mardi 8 décembre 2026, 30,00 €." in seen(window.toast)
    assert words_of(window.focusWidget()) == NOTE
    key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert register(store).total == 1_250
    assert "2026 : 12,50 € en tout" in seen(window)


def test_near_the_years_ceiling_the_rest_is_told(look, store):
    given(store, *[4_500] * 31)
    with acting(store) as session:
        for day in range(1, 8):
            note_allowance(session, 2, date(2026, 4, day), 4_500)
    window = look()
    assert "2026 : 1 710,00 € en tout ; encore 16,36 € possibles au forfait." in seen(window)

    def fill(dialog):
        assert "Possible : au plus 16,36 € cette année." in seen(dialog)
        type_into(dialog, "Montant", "20")
        press(dialog, "Noter")
        assert "au plus 16,36 € cette année. Rien n’a été noté" in seen(dialog)
        press(dialog, "Fermer")

    answering(fill)
    press(window, NOTE)
    assert register(store).total == 171_000


def test_the_register_of_the_year_is_shown_and_one_taken_away(look, store):
    given(store, 2_000, 1_000)
    window = look()

    def take_away(dialog):
        assert "dim. 1 mars · forfait · 20,00 €" in seen(dialog).replace("1er", "1")
        remove = find(dialog, "Retirer : lun. 2 mars, forfait")
        remove.setFocus()
        key(Qt.Key.Key_Space)
        assert "lun. 2 mars" not in seen(dialog)
        assert words_of(dialog.focusWidget()).startswith("Retirer : dim. 1")
        find(dialog, "Jour", QDateEdit).setDate(date(2025, 5, 5))
        assert "Noté en 2025" in seen(dialog)
        assert "Rien de noté." in seen(dialog)
        press(dialog, "Fermer")

    answering(take_away)
    press(window, NOTE)
    assert register(store).total == 2_000
    assert "Défraiement retiré : Fatma Ö., lundi 2 mars 2026." in seen(window.toast)
    press(window.toast, "Annuler")
    assert register(store).total == 3_000


def test_travel_goes_with_the_flat_rate_and_real_expenses_do_not(look, store):
    given(store, 2_000)
    window = look()

    def fill(dialog):
        assert "Distance" not in read_text(dialog)
        pick(dialog, "Nature", "frais réels")
        assert "Forfait noté en 2026 : les frais réels sont exclus la même année." in seen(dialog)
        type_into(dialog, "Montant", "5")
        press(dialog, "Noter")
        assert "les frais réels sont exclus la même année, sauf les déplacements" in seen(dialog)
        assert "Rien n’a été noté" in seen(dialog)
        find(dialog, "Nature", QComboBox).setFocus()
        key(Qt.Key.Key_Down)
        assert "encore 2 000 km en 2026" in seen(dialog)
        assert not find(dialog, "Noter").isEnabled()
        find(dialog, "Distance", QSpinBox).setValue(15)
        press(dialog, "Noter")
        assert "déplacements, 15 km · 5,00 €" in seen(dialog)
        press(dialog, "Fermer")

    answering(fill)
    press(window, NOTE)
    assert [(row.kind, row.cents, row.km) for row in register(store).rows] == [
        ("flat_rate", 2_000, 0), ("travel", 500, 15),
    ]  # fmt: skip


def test_there_is_no_such_part_for_staff_nor_for_who_only_looks(look):
    assert "Défraiements" not in read_text(look(name="Malik T.").page)
    assert "Défraiements" not in read_text(look(READER).page)


def test_the_treasurer_notes_too(look, store):
    window = look(treasurer())

    def fill(dialog):
        type_into(dialog, "Montant", "7")
        press(dialog, "Noter")
        press(dialog, "Fermer")

    answering(fill)
    press(window, NOTE)
    assert register(store).total == 700


def test_the_list_of_a_year_is_seen_and_kept_as_paper_and_as_a_spreadsheet(look, store, tmp_path, monkeypatch, qtbot):
    given(store, 2_000)
    targets = {"pdf": tmp_path / "liste.pdf", "xlsx": tmp_path / "liste.xlsx"}
    asked = []

    def where(_parent, _title, name, _filters):
        asked.append(name)
        return targets[name.rpartition(".")[2]]

    monkeypatch.setattr("delta_app.widgets.paper_dialog.ask_file_to_save", where)
    look()

    def keep(year, words):
        def save(dialog):
            qtbot.waitUntil(lambda: find(dialog, words).isEnabled(), timeout=20_000)
            press(dialog, words)

        def ask_for(dialog):
            find(dialog, "Chercher", QLineEdit).setText(f"liste annuelle {year}")
            answering(save, after=dialog)
            key(Qt.Key.Key_Return)

        answering(ask_for)
        key(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)

    keep(2026, "Enregistrer en PDF…")
    qtbot.waitUntil(targets["pdf"].exists, timeout=20_000)
    keep(2025, "Enregistrer en tableur…")
    qtbot.waitUntil(targets["xlsx"].exists, timeout=20_000)
    assert asked == ["defraiements-2026.pdf", "defraiements-2025.xlsx"]
    assert targets["pdf"].read_bytes().startswith(b"%PDF")
    assert targets["xlsx"].read_bytes().startswith(b"PK")
