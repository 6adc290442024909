"""Another text size, other colours: the window then looks as one that was opened in them, on every page."""

from datetime import date

import pytest
import time_machine
from PySide6.QtWidgets import QApplication

from delta_app import app
from delta_app.shifts.seat_commands import assign_host
from delta_app.widgets import theme
from delta_app.widgets.dress import dress
from tests.desk import a_window
from tests.every_page import an_open_till, states
from tests.factory import JANUARY, a_host, a_store, acting, an_open_month

ROUNDS = 3  # of what Qt left to do when it is next idle


@pytest.fixture(autouse=True)
def _december():
    application = QApplication.instance() or QApplication([])
    flash = application.cursorFlashTime()
    application.setCursorFlashTime(0)
    with time_machine.travel(date(2026, 12, 9), tick=False):
        yield
    application.setCursorFlashTime(flash)
    dress(application, theme.Theme())


@pytest.fixture
def store(tmp_path):
    made = a_store(tmp_path)
    for name in ("Ana", "Bart", "Chantal", "Maximiliaan"):
        a_host(made, name, "Vanden Abeele")
    slots = an_open_month(made)
    with acting(made) as session:
        assign_host(session, slots[0], 1)
    an_open_till(made)
    yield made
    made.close()


@pytest.fixture
def opened(store, tmp_path, qtbot):
    """A window on January with all its pages built, opened in a look."""

    def opened(wears):
        window = a_window(store, tmp_path, qtbot, pages=app.page_entries(), wears=wears)
        window.desk.month = JANUARY
        while window.build_ahead():
            QApplication.processEvents()
        for _state in states(window):
            QApplication.processEvents()
        return window

    return opened


def pictures(window):
    """What each page looks like, by what it is called."""
    taken = {}
    for state in states(window):
        for _round in range(ROUNDS):
            QApplication.processEvents()
        taken[state] = window.grab().toImage()
    return taken


@pytest.mark.parametrize(
    ("worn", "wanted", "waited"),
    [
        (theme.Theme(), theme.Theme("dark", 200), 0),
        pytest.param(theme.Theme("contrast", 200), theme.Theme(), 0, marks=pytest.mark.long),
        (theme.Theme("light", 150), theme.Theme("light", 125), 1_000),  # until no page is left to dress later
    ],
)
def test_a_window_that_changed_its_look_looks_as_one_opened_in_it(opened, qtbot, worn, wanted, waited):
    window = opened(wanted)
    expected = pictures(window)
    window.close()
    window = opened(worn)
    window.desk.looks.use_scale(wanted.scale)
    window.desk.looks.use_variant(wanted.variant)
    qtbot.wait(waited)
    found = pictures(window)
    assert len(expected) == 15 + 15
    assert [state for state in expected if found[state] != expected[state]] == []
