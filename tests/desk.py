"""The desk that tests of pages and dialogs work at, and the window they look at."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from delta_app import keeping, window
from delta_app.core.access import Actor
from delta_app.core.store import Store
from delta_app.planning.page import PlanningPage
from delta_app.widgets import theme
from delta_app.widgets.dress import dress
from delta_app.widgets.page import Desk, PageEntry
from delta_app.window import MainWindow
from tests.factory import COORDINATOR

# What a window builds while nobody asks for anything would be built anew in each test that nobody waits in.
window.BUILD_EVERY_MS = 3_600_000
PLANNING = PageEntry("planning", "Planning", "planning", PlanningPage)


def a_memory(folder: Path) -> QSettings:
    """What the PC remembers, in a folder of the test."""
    return QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)


def a_desk(store: Store, folder: Path, actor: Actor = COORDINATOR) -> Desk:
    """A desk in the test's own folder."""
    return Desk(store, actor, a_memory(folder))


def a_window(
    store: Store,
    folder: Path,
    qtbot: Any,
    actor: Actor = COORDINATOR,
    pages: Sequence[PageEntry] = (PLANNING,),
    wears: theme.Theme = theme.Theme(),  # noqa: B008 (a frozen value)
) -> MainWindow:
    """A window on a place as on the old laptop, with the keyboard; closed when the test is over."""
    dress(QApplication.instance(), wears)
    made = MainWindow(store, actor, pages, lambda: keeping.identity(store), a_memory(folder))
    qtbot.addWidget(made, before_close_func=lambda widget: widget.close())
    made.showNormal()
    made.resize(1366, 768)
    made.activateWindow()
    qtbot.waitActive(made)
    QApplication.processEvents()  # being shown anew may take the keyboard away for a moment
    return made
