"""The import of a calendar as a person goes through it: all that was met is said, and it can be stopped."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from delta_app import app
from delta_app.programme import import_dialog
from delta_app.programme.import_dialog import CalendarImportDialog
from delta_app.readers.calendar_file import read_calendar
from delta_app.widgets.waiting import Stopped
from tests.desk import a_window
from tests.factory import COORDINATOR, JANUARY, all_data
from tests.person import find, press, read_text
from tests.programme.conftest import january
from tests.programme.test_import import TEN, WEEKLY, event


@pytest.fixture
def going_through(place, tmp_path, qtbot):
    """The dialog on a calendar of these entries."""
    window = a_window(place.store, tmp_path, qtbot, COORDINATOR, app.page_entries())
    window.desk.month = JANUARY

    def opened(*events):
        file = read_calendar(("BEGIN:VCALENDAR\n" + "".join(events) + "END:VCALENDAR\n").encode())
        dialog = CalendarImportDialog(window.desk, "agenda.ics", file, window)
        qtbot.addWidget(dialog)
        dialog.show()
        QApplication.processEvents()
        return dialog

    return opened


def twice_a_day(number):
    return event(*TEN, "RRULE:FREQ=HOURLY", uid=str(number), title=f"Yoga {number}")


def test_all_that_was_met_is_said_beside_what_it_is_about(going_through):
    others = (event(*TEN, "ATTACH:file:///etc/passwd", uid="a"), "BEGIN:VTODO\nUID:t\nEND:VTODO\n")
    dialog = going_through(*others, *map(twice_a_day, range(12)))
    told = read_text(dialog)
    assert "1 pièce jointe est laissée de côté" in told
    assert "1 tâche ou note n’est pas une activité" in told
    for number in range(12):
        assert f"« Yoga {number} » se répète plusieurs fois par jour" in told
    assert told.count("à vérifier") == 12
    assert told.index("Yoga 0") < told.index("Tricot")  # what somebody has to look at first


def test_what_has_no_row_any_more_is_told_all_the_same(going_through, monkeypatch):
    monkeypatch.setattr(import_dialog, "MOST_SHOWN", 3)
    told = read_text(going_through(*map(twice_a_day, range(10))))
    assert "Et 7 autres activités." in told
    assert "« Yoga 5 » se répète plusieurs fois par jour" in told
    assert "Et 4 autres remarques du même genre." in told


def test_what_is_called_off_and_in_a_room_is_said(going_through):
    dialog = going_through(event(*TEN, "STATUS:CANCELLED", "LOCATION:Grande salle"))
    told = read_text(dialog)
    assert "nouvelle, annulée" in told
    assert "l’import n’en réserve aucune" in told


def test_reading_and_importing_can_be_stopped_and_nothing_is_kept(place, going_through, monkeypatch):
    dialog = going_through(event(*WEEKLY))
    before = all_data(place.store)

    def stopped(_sentence, _parent, work):
        def tell(_fraction):
            raise Stopped

        return work(tell)

    monkeypatch.setattr(import_dialog, "while_waiting", stopped)
    press(dialog, "Importer")
    assert "Arrêté : rien n’a été importé." in read_text(dialog)
    assert all_data(place.store) == before
    dialog.on_look()
    assert "Lecture arrêtée." in read_text(dialog)
    assert not find(dialog, "Importer").isEnabled()
    monkeypatch.undo()
    dialog.on_look()
    press(dialog, "Importer")
    assert place.days() == january(6, 13, 20, 27)
    assert dialog.outcome == "1 nouvelle activité."


def test_a_file_that_is_out_of_reach_is_told(place, tmp_path, qtbot):
    window = a_window(place.store, tmp_path, qtbot, COORDINATOR, app.page_entries())
    told = []
    window.desk.refused.connect(told.append)
    import_dialog.import_file(window.desk, Path("/nowhere/x.ics"), QWidget())
    qtbot.waitUntil(lambda: bool(told))
    assert "x.ics" in told[0]
