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
