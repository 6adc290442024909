"""A till and a budget of a test's own, in December 2026."""

from datetime import date

import pytest
import time_machine

from delta_app.budget.line_commands import LineDetails, add_line
from delta_app.budget.queries import year_view
from delta_app.core.access import Actor, Role
from tests.factory import a_store, acting
from tests.till.conftest import FLOAT, player

TREASURER = Actor("Trésorerie", Role.TREASURER)
AICHA = Actor("Aïcha B.", Role.HOST, 1)
NOW = "2026-12-10T10:00:00Z"
DAY = date(2026, 12, 10)


@pytest.fixture(autouse=True)
def _in_december():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def store(tmp_path):
    return a_store(tmp_path)


@pytest.fixture
def play(store):
    return player(store)


@pytest.fixture
def opened(play):
    """A till with a menu, open since 3 December with fifty euros."""
    play("product", name="Café", price=50)
    play("product", name="Café suspendu", price=50, kind="suspended")
    play("product", name="Prix libre", price=None)
    assert play("open", at="2026-12-03T13:55", hosts=["Aïcha", "Jeroen"], counted=FLOAT)["ok"]
    return play


@pytest.fixture
def at(store, tmp_path, qtbot):
    """A window on the budget for somebody."""
    from PySide6.QtWidgets import QApplication  # most tests here need no window

    from delta_app import app
    from tests.desk import a_window

    def opened(actor=TREASURER):
        window = a_window(store, tmp_path, qtbot, actor, app.page_entries())
        window.show_page("budget")
        QApplication.processEvents()
        return window

    return opened


def a_line(store, name="Consommation", planned=22_000, year=2026, side="expense"):
    with acting(store) as session:
        return add_line(session, year, LineDetails(name, planned), side)


def view(store, year=2026):
    with store.read() as session:
        return year_view(session, year)


def line_of(store, line_id, year=2026):
    (row,) = (row for row in view(store, year).lines if row.id == line_id)
    return row
