"""What changed since the last version: listed, marked, and told person by person before the next one goes out."""

from datetime import date

import pytest
import time_machine
from PySide6.QtGui import QGuiApplication

from delta_app.planning.changes_data import concerned, month_changes
from delta_app.planning.queries import month_view
from delta_app.shifts.commands import publish
from delta_app.shifts.seat_commands import assign_host, edit_slot, free_seat
from delta_app.widgets.slot_row import SlotRow
from tests.desk import a_window
from tests.factory import JANUARY, a_host, a_store, acting, an_open_month
from tests.person import answering, find, press, read_text


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel(date(2026, 12, 9), tick=True):
        yield


@pytest.fixture
def store(tmp_path):
    """January published with Ana on the first slot and Bart on the second; then Bart goes and Chantal comes."""
    made = a_store(tmp_path)
    ana, bart, chantal = (a_host(made, name, "Test") for name in ("Ana", "Bart", "Chantal"))
    slots = an_open_month(made)
    with acting(made) as session:
        assign_host(session, slots[0], ana)
        seat = assign_host(session, slots[1], bart)
        publish(session, JANUARY)
    with acting(made) as session:
        free_seat(session, seat)
        assign_host(session, slots[3], chantal)
        edit_slot(session, slots[5], start_minute=17 * 60, end_minute=19 * 60, seats=2)
    yield made
    made.close()


@pytest.fixture
def window(store, tmp_path, qtbot):
    made = a_window(store, tmp_path, qtbot)
    made.page.show_month(JANUARY)
    return made


def test_every_changed_slot_is_named_with_who_came_and_who_went(store):
    with store.read() as session:
        assert [change.words for change in month_changes(session, JANUARY)] == [
            "Ven. 1er janv. à 13h : − Bart T.",
            "Sam. 2 janv. à 10h : + Chantal T.",
            "Sam. 2 janv. à 17h : avant : sam. 2 janv., 16h – 19h",
        ]


def test_only_whoever_gains_or_loses_something_is_to_be_told(store):
    with store.read() as session:
        view = month_view(session, JANUARY)
        told = [(one.name, one.words) for one in concerned(view, month_changes(session, JANUARY))]
    assert told == [("Bart T.", "− ven. 1er janv. à 13h"), ("Chantal T.", "+ sam. 2 janv. à 10h")]


def test_a_slot_that_opens_no_more_is_told_though_it_is_in_the_month_no_longer(store):
    with acting(store) as session:
        slot = month_view(session, JANUARY).slots[8]
        edit_slot(session, slot.slot_id, start_minute=slot.start_minute, end_minute=slot.end_minute, seats=0)
    with store.read() as session:
        change = month_changes(session, JANUARY)[-1]
    assert change.words == "Mar. 5 janv. à 16h : n’ouvre plus"
    assert not change.open


def test_the_first_version_concerns_everybody_in_it(tmp_path):
    made = a_store(tmp_path)
    ana = a_host(made, "Ana", "Test")
    slots = an_open_month(made)
    with acting(made) as session:
        assign_host(session, slots[0], ana)
        assign_host(session, slots[4], ana)
    with made.read() as session:
        told = concerned(month_view(session, JANUARY), month_changes(session, JANUARY))
    assert [(one.name, one.words) for one in told] == [("Ana T.", "+ ven. 1er janv. à 10h et sam. 2 janv. à 13h")]
    made.close()


def test_the_side_lists_the_changes_and_leads_to_them(window):
    side = window.page.inspector
    assert "Changé depuis la version 1" in read_text(side)
    press(side, "Ven. 1er janv. à 13h : − Bart T.")
    assert "Vendredi 1er janvier, 13h – 16h" in read_text(side)
    assert "Dans la dernière version, et plus maintenant : Bart T." in read_text(side).splitlines()


def test_a_slot_that_somebody_left_is_marked_in_the_month(window):
    row = find(window, "vendredi 1er janvier, 13h à 16h", SlotRow)
    assert "n’y est plus : Bart T." in row.accessibleName()
    assert row.slot.changed


def test_publishing_again_names_whom_it_concerns_and_copies_the_list(window):
    said = []

    def look(dialog):
        said.append(read_text(dialog))
        press(dialog, "Copier la liste")
        press(dialog, "Diffuser la version 2")

    answering(look)
    press(window, "Diffuser")
    assert "2 personnes à prévenir" in said[0]
    assert "− ven. 1er janv. à 13h" in said[0]
    copied = QGuiApplication.clipboard().text()
    assert copied == "Bart T. : − ven. 1er janv. à 13h\nChantal T. : + sam. 2 janv. à 10h"
    assert "version 2" in window.toast.text
    assert "Changé depuis" not in read_text(window.page.inspector)
