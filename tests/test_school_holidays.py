"""School holidays in the window: what the settings say and do of them, and the days marked on the planning."""

from datetime import date

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QDateEdit

from delta_app import app
from delta_app.venue.queries import closure_rows
from delta_app.venue.school_commands import begin_school_holidays
from delta_app.venue.school_data import school_holiday_rows
from delta_app.widgets.day_cell import DayCell
from tests.desk import a_window
from tests.factory import COORDINATOR, JANUARY, READER, a_store, acting, an_open_month
from tests.person import answering, find, key, pick, press, read_text, shown, type_into, words_of

CARNIVAL = "Vacances de carnaval, écoles francophones"


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel(date(2026, 12, 9), tick=True):
        yield


@pytest.fixture
def store(tmp_path):
    made = a_store(tmp_path)
    with acting(made) as session:
        begin_school_holidays(session)
    an_open_month(made)
    yield made
    made.close()


@pytest.fixture
def look(store, tmp_path, qtbot):
    """The settings on closures, in 2027."""

    def opened(actor=COORDINATOR):
        window = a_window(store, tmp_path, qtbot, actor, app.page_entries())
        window.show_page("settings")
        press(window, "Fermetures")
        press(window, "Année suivante")
        return window

    return opened


def noted(store, year=2027):
    with store.read() as session:
        return school_holiday_rows(session, date(year, 1, 1), date(year, 12, 31))


def carnival(store):
    return next(row for row in noted(store) if row.name == "Vacances de carnaval" and row.community == "fr")


def test_dates_are_compared_and_corrected_and_an_undo_takes_it_back(look, store):
    window = look()
    assert "du lun. 22 févr. au dim. 7 mars 2027 · écoles francophones" in read_text(window)

    def correct(dialog):
        assert not find(dialog, "Dates comparées au calendrier officiel", QCheckBox).isChecked()
        find(dialog, "Dernier jour", QDateEdit).setDate(date(2027, 3, 5))
        find(dialog, "Dates comparées au calendrier officiel", QCheckBox).click()
        press(dialog, "Enregistrer")

    answering(correct)
    find(window, f"Modifier : {CARNIVAL}").setFocus()
    key(Qt.Key.Key_Space)
    assert (carnival(store).last_day, carnival(store).checked) == (date(2027, 3, 5), True)
    assert "du lun. 22 févr. au ven. 5 mars 2027 · écoles francophones" in read_text(window)
    assert words_of(window.focusWidget()) == f"Modifier : {CARNIVAL}"
    press(window.toast, "Annuler")
    assert (carnival(store).last_day, carnival(store).checked) == (date(2027, 3, 7), False)


def test_the_place_is_closed_during_one_by_one_press(look, store):
    window = look()
    press(window, f"Fermer le lieu pendant : {CARNIVAL}")
    with store.read() as session:
        closures = closure_rows(session, date(2027, 2, 1), date(2027, 3, 31))
    assert [(row.first_day, row.last_day, row.reason) for row in closures] == [
        (date(2027, 2, 22), date(2027, 3, 7), "Vacances de carnaval")
    ]
    assert "Fermé : du lun. 22 févr. au dim. 7 mars 2027." in window.toast.text
    names = [words_of(one) for one in shown(window, QAbstractButton)]
    assert f"Fermer le lieu pendant : {CARNIVAL}" not in names
    assert words_of(QApplication.focusWidget()) == f"Modifier : {CARNIVAL}"


def test_one_is_added_by_hand_and_taken_away(look, store):
    window = look()

    def fill(dialog):
        assert not find(dialog, "Enregistrer").isEnabled()
        type_into(dialog, "Nom", "Pont de mai")
        pick(dialog, "Écoles", "écoles néerlandophones")
        find(dialog, "Premier jour", QDateEdit).setDate(date(2027, 5, 6))
        find(dialog, "Dernier jour", QDateEdit).setDate(date(2027, 5, 7))
        press(dialog, "Enregistrer")

    answering(fill)
    press(window, "Ajouter un congé…")
    added = next(row for row in noted(store) if row.name == "Pont de mai")
    assert (added.community, added.first_day, added.checked) == ("nl", date(2027, 5, 6), True)
    answering(lambda dialog: press(dialog, "Retirer"))
    press(window, "Modifier : Pont de mai, écoles néerlandophones")
    assert "Pont de mai" not in [row.name for row in noted(store)]


def test_the_known_ones_of_another_year_are_one_press_away_and_not_offered_twice(look, store):
    window = look()
    press(window, "Année suivante")
    before = len(noted(store, 2028))
    press(window, "Ajouter les dates connues")
    assert len(noted(store, 2028)) > before
    assert "comparez leurs dates au calendrier officiel" in window.toast.text
    assert "Ajouter les dates connues" not in read_text(window)


def test_who_only_looks_changes_none(look):
    window = look(READER)
    for act in ("Ajouter un congé…", f"Modifier : {CARNIVAL}", f"Fermer le lieu pendant : {CARNIVAL}"):
        assert not find(window, act).isEnabled()


def test_the_planning_says_which_days_fall_in_one(store, tmp_path, qtbot):
    window = a_window(store, tmp_path, qtbot, COORDINATOR, app.page_entries())
    window.show_page("planning")
    window.page.show_month(JANUARY)
    spoken = {cell.day.day: words_of(cell) for cell in shown(window, DayCell)}
    assert "congé scolaire : Vacances d’hiver (écoles francophones)" in spoken[date(2027, 1, 2)]
    assert "congé scolaire : Vacances d’hiver (écoles néerlandophones)" in spoken[date(2027, 1, 2)]
    assert "congé scolaire" not in spoken[date(2027, 1, 5)]
