"""The sidebar with the keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from delta_app.widgets import theme
from delta_app.widgets.dress import dress
from delta_app.widgets.sidebar import Sidebar
from tests.person import find


@pytest.fixture
def sidebar(qtbot):
    dress(QApplication.instance(), theme.Theme())
    made = Sidebar()
    qtbot.addWidget(made)
    made.add_page("planning", "Planning", "planning")
    made.identity.menu_of_choices.addAction("Verrouiller")
    made.identity.tell("Camille", "réglages")
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_page_is_asked_for_with_enter_as_with_space(sidebar, key):
    asked = []
    sidebar.page_asked.connect(asked.append)
    QTest.keyClick(find(sidebar, "Planning"), key)
    assert asked == ["planning"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_choices_of_who_works_here_open_with_enter_as_with_space(sidebar, qtbot, key):
    QTest.keyClick(find(sidebar, "Camille, réglages"), key)
    menu = sidebar.identity.menu_of_choices
    qtbot.waitUntil(menu.isVisible)
    menu.close()


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("narrow", [False, True])
def test_how_many_things_wait_is_seen_and_said_beside_the_name_or_over_the_icon(sidebar, scale, narrow):
    dress(QApplication.instance(), theme.Theme(scale=scale))
    sidebar.be_narrow(narrow)
    QApplication.processEvents()
    entry = find(sidebar, "Planning")
    assert not suns(entry)
    sidebar.tell_count("planning", 7)
    assert entry.accessibleName() == "Planning, 7"
    assert ("Planning, 7" in entry.toolTip()) is narrow
    sun = suns(entry)
    assert sun
    side = entry.height() / 2
    assert all(x > entry.width() / 2 for x, _y in sun)
    assert (min(y for _x, y in sun) < side / 3) is narrow  # else in the middle of the line


def suns(entry):
    picture = entry.grab().toImage()
    yellow = theme.colour(theme.colours().sun).rgb()
    return [(x, y) for x in range(picture.width()) for y in range(picture.height()) if picture.pixel(x, y) == yellow]
