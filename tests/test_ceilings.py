"""The settings on expense allowances: the ceilings of each year, noted, compared, forgotten."""

from datetime import date

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QSpinBox

from delta_app import app
from delta_app.core.access import treasurer
from delta_app.hosts.allowance_data import ceiling_for
from delta_app.hosts.allowance_rules import SHIPPED, Ceiling
from tests.desk import a_window
from tests.factory import COORDINATOR, READER, a_store
from tests.person import answering, find, key, press, read_text, type_into, words_of


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
        press(window, "Défraiements")
        return window

    return opened


def seen(window):
    return read_text(window).replace("\u202f", " ").replace("\xa0", " ")


def in_force(store, year):
    with store.read() as session:
        return ceiling_for(session, year)


def test_this_year_is_shown_as_not_known_yet_and_noted_by_keyboard(look, store):
    window = look()
    assert "42,31 € par jour · 1 692,51 € par an · ceux de 2025, faute de mieux" in seen(window)
    assert "à vérifier" in seen(window)

    def fill(dialog):
        assert find(dialog, "Par jour", QLineEdit).text() == "42,31"
        assert not find(dialog, "Comparés aux montants publiés", QCheckBox).isChecked()
        type_into(dialog, "Par jour", "43.10")
        type_into(dialog, "Par an", "1 726,36")
        find(dialog, "Comparés aux montants publiés", QCheckBox).setFocus()
        key(Qt.Key.Key_Space)
        find(dialog, "Par an", QLineEdit).setFocus()
        key(Qt.Key.Key_Return)

    answering(fill)
    find(window, "Modifier : plafonds 2026").setFocus()
    key(Qt.Key.Key_Space)
    assert in_force(store, 2026) == Ceiling(2026, 4_310, 172_636, True)
    assert "43,10 € par jour · 1 726,36 € par an" in seen(window)
    assert words_of(window.focusWidget()) == "Modifier : plafonds 2026"
    key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not in_force(store, 2026).checked
    assert "faute de mieux" in seen(window)


def test_a_year_is_added_and_forgotten(look, store):
    window = look()

    def fill(dialog):
        assert find(dialog, "Année", QSpinBox).value() == 2026
        find(dialog, "Année", QSpinBox).setValue(2025)
        assert "2025 est déjà dans le tableau" in read_text(dialog)
        find(dialog, "Année", QSpinBox).setValue(2027)
        type_into(dialog, "Par jour", "50")
        type_into(dialog, "Par an", "40")
        assert "Le plafond d’un jour dépasse celui de l’année." in read_text(dialog)
        assert not find(dialog, "Enregistrer").isEnabled()
        type_into(dialog, "Par an", "1800")
        press(dialog, "Enregistrer")

    answering(fill)
    press(window, "Ajouter une année…")
    assert in_force(store, 2027) == Ceiling(2027, 5_000, 180_000, True)
    answering(lambda dialog: press(dialog, "Oublier ces montants"))
    press(window, "Modifier : plafonds 2027")
    assert in_force(store, 2027).year == 2025
    assert words_of(window.focusWidget()) == "Ajouter une année…"


def test_what_is_shipped_is_corrected_and_comes_back(look, store):
    window = look()

    def correct(dialog):
        assert "Oublier ces montants" not in read_text(dialog)
        type_into(dialog, "Par jour", "42")
        press(dialog, "Enregistrer")

    answering(correct)
    press(window, "Modifier : plafonds 2025")
    assert in_force(store, 2025).day_cents == 4_200
    answering(lambda dialog: press(dialog, "Oublier ces montants"))
    press(window, "Modifier : plafonds 2025")
    assert in_force(store, 2025) == SHIPPED[1]
    assert words_of(window.focusWidget()) == "Modifier : plafonds 2025"


def test_the_treasurer_may_and_who_only_looks_may_not(look):
    assert find(look(treasurer()), "Ajouter une année…").isEnabled()
    window = look(READER)
    for act in ("Ajouter une année…", "Modifier : plafonds 2025"):
        assert not find(window, act).isEnabled()
