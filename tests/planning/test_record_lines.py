"""What an act changed, before and after, in words; in the history of whoever coordinates."""

from datetime import date

import pytest
import time_machine
from PySide6.QtCore import Qt

from delta_app.core import journal
from delta_app.core.access import Actor, Role, set_passphrase
from delta_app.core.database import Base
from delta_app.hosts.commands import HostDetails, change_host, note_absence
from delta_app.hosts.path_commands import mark_step
from delta_app.hosts.state_commands import note_state
from delta_app.planning import record_data
from delta_app.planning.record_data import record_lines
from delta_app.shifts.seat_commands import assign_host, lock_seat
from delta_app.widgets.history import HistoryDialog
from tests.desk import a_window
from tests.factory import COORDINATOR, a_host, a_store, acting, an_open_month
from tests.person import find, key, press, read_text


@pytest.fixture
def store(tmp_path):
    with time_machine.travel("2026-12-09T10:00+01:00", tick=True):
        made = a_store(tmp_path)
        a_host(made, "Fatma", "Öztürk")
        made.slots = an_open_month(made)
        yield made
        made.close()


def lines(store):
    with store.read() as session:
        return record_lines(session, journal.last_record_id(session))


def test_each_value_is_told_before_and_after(store):
    with acting(store, "change") as session:
        change_host(session, 1, HostDetails("Fatma", "Demir", level="novice", email="f@example.org"))
    (line,) = lines(store)
    assert "nom : Öztürk → Demir" in line
    assert "expérience : expérimenté·e → débutant·e" in line
    assert "e-mail : – → f@example.org" in line
    assert line.startswith("la fiche d’une personne · ")


def test_what_comes_and_goes_is_told_by_name_and_date(store):
    with acting(store, "seat") as session:
        seat = assign_host(session, store.slots[6], 1)
    (line,) = lines(store)
    assert line.startswith("ajouté : une place du planning (permanence mar. 5 janv. 10h, personne Fatma Ö., ")
    assert "sorte à l’accueil" in line
    assert "fixé oui" in line
    with acting(store, "loose") as session:
        lock_seat(session, seat, locked=False)
    assert lines(store) == ("une place du planning · fixé : oui → non",)
    with acting(store, "away") as session:
        note_absence(session, 1, date(2027, 1, 5), date(2027, 1, 6))
    (line,) = lines(store)
    assert line == "ajouté : une absence (personne Fatma Ö., premier jour mar. 5 janv., dernier jour mer. 6 janv.)"


def test_a_secret_has_no_line(store):
    with acting(store, "guard") as session:
        set_passphrase(session, "une phrase longue")
    assert lines(store) == ()


def test_an_act_on_many_rows_is_told_up_to_a_point(store):
    with store.read() as session:
        opened = next(record for record in store.history() if record.label == "open month")
        told = record_lines(session, opened.id)
    assert len(told) == record_data.MOST_LINES + 1
    assert told[-1].startswith("et ")


def test_every_column_with_words_is_there_and_every_word_of_a_column_too():
    columns = {column.name for table in Base.metadata.tables.values() for column in table.columns}
    assert record_data._COLUMNS.keys() <= columns
    assert record_data._COLUMNS.keys() >= record_data._FLAGS | record_data._TOKEN_COLUMNS


def test_the_coordinator_sees_it_in_the_history_and_nobody_else_does(store, tmp_path, qtbot):
    with acting(store, "Absence de Fatma", Actor("Fatma Ö.", Role.HOST, 1)) as session:
        note_absence(session, 1, date(2027, 1, 5), date(2027, 1, 5))
    window = a_window(store, tmp_path, qtbot, COORDINATOR)
    window.desk.tell_record = record_lines
    window.sidebar.identity.setFocus()
    key(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(HistoryDialog)
    qtbot.waitActive(dialog)
    press(dialog, "Voir ce qui a changé : Absence de Fatma")
    assert "ajouté : une absence (personne Fatma Ö." in read_text(dialog)
    press(dialog, "Voir ce qui a changé : Absence de Fatma")
    assert "ajouté : une absence" not in read_text(dialog)
    window.desk.actor = Actor("Fatma Ö.", Role.HOST, 1)
    assert "Voir ce qui a changé" not in read_text(dialog)
    assert find(dialog, "Annuler : Absence de Fatma")


def test_the_path_of_a_newcomer_and_a_departure_are_told_in_words(store):
    noor = a_host(store, "Noor", "Haddad", level="trainee")
    with acting(store, "step") as session:
        mark_step(session, noor, "note", date(2026, 12, 3), 1)
    (line,) = lines(store)
    assert line.startswith("ajouté : une étape faite (personne Noor H., étape Note d’information remise")
    assert line.endswith("avec Fatma Ö., fait le jeu. 3 déc.)")
    with acting(store, "leave") as session:
        note_state(session, 1, "left", date(2026, 12, 31))
    (line,) = lines(store)
    assert line.startswith("ajouté : la situation d’une personne dans l’équipe (personne Fatma Ö.")
    assert line.endswith("à partir du jeu. 31 déc., état parti·e)")
