"""The desk that tests of pages and dialogs work at."""

from pathlib import Path

from PySide6.QtCore import QSettings

from delta_app.core.access import Actor
from delta_app.core.store import Store
from delta_app.widgets.page import Desk
from tests.factory import COORDINATOR


def a_memory(folder: Path) -> QSettings:
    """What the PC remembers, in a folder of the test."""
    return QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)


def a_desk(store: Store, folder: Path, actor: Actor = COORDINATOR) -> Desk:
    """A desk in the test's own folder."""
    return Desk(store, actor, a_memory(folder))
