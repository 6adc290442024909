"""One process of ``./run pictures``: the window on a place, turned through its scenes, a picture of each."""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import time_machine
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

import delta_app.models  # noqa: F401 (every table is known)
from delta_app import app, keeping
from delta_app.core import i18n
from delta_app.core.access import coordinator
from delta_app.core.calendar import Month
from delta_app.core.store import Store
from delta_app.planning import compose_page
from delta_app.shifts.compose_process import ComposeJob
from delta_app.widgets import theme
from delta_app.widgets.dress import dress
from delta_app.window import MainWindow
from tests.pictures.above import ABOVE
from tests.pictures.places import TODAY, a_place
from tests.pictures.scenes import SCENES, Scene

OF_README = ("today", "mine", "planning", "compose", "till", "budget", "programme", "team", "settings-opening")
LONGEST_S = 20  # until what a scene opens is there
SHADE = QColor(0, 0, 0, 90)


class _Remembering:
    """Composes each problem once: every look shows the same proposal."""

    plans: list[tuple[object, Any]] = []  # noqa: RUF012 (one for the process)

    def __init__(self, problem: Any) -> None:
        self._problem = problem
        known = [plan for one, plan in self.plans if one == problem]
        self._job = None if known else ComposeJob(problem)
        self._plan = known[0] if known else None

    def poll(self) -> object:
        """As the job does."""
        if self._job is None:
            return self._plan
        news = self._job.poll()
        if isinstance(news, compose_page.Plan):
            self.plans.append((self._problem, news))
        return news

    def cancel(self) -> None:
        """As the job does."""
        if self._job is not None:
            self._job.cancel()


def main() -> int:
    """Take the pictures asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("place")
    parser.add_argument("--look", action="append", default=[])
    parser.add_argument("--scene", default="")
    parser.add_argument("--readme", action="store_true")
    wanted = parser.parse_args()
    application = QApplication(sys.argv[:1])
    i18n.set_language(i18n.system_language())
    compose_page.ComposeJob = _Remembering  # type: ignore[assignment,misc]
    scenes = {**SCENES, **ABOVE}
    chosen = {name: scene for name, scene in scenes.items() if wanted.scene in name}
    if wanted.readme:
        chosen = {name: SCENES[name] for name in OF_README}
    with time_machine.travel(TODAY, tick=True), tempfile.TemporaryDirectory() as folder:
        dress(application, theme.Theme())
        store = a_place(wanted.place, Path(folder))
        for number, named in enumerate(wanted.look):
            name, _, look = named.partition("=")
            variant, _, scale = look.rpartition("-")
            dress(application, theme.Theme(variant, int(scale)))
            settings = QSettings(str(Path(folder) / f"window-{number}.ini"), QSettings.Format.IniFormat)
            _take(store, settings, wanted.folder / name, chosen)
        store.close()
    return 0


def _take(store: Store, settings: QSettings, folder: Path, scenes: dict[str, Scene]) -> None:
    """All scenes in the look that is worn."""
    folder.mkdir(parents=True, exist_ok=True)
    window = MainWindow(store, coordinator(), app.page_entries(), lambda: keeping.identity(store), settings)
    window.showNormal()
    window.resize(window.screen().size())
    window.activateWindow()
    for name, scene in scenes.items():
        before = store.last_own_record
        window.desk.month = Month.parse(TODAY[:7])
        if scene.above is None:
            scene.set(window)
            settle()
            window.grab().save(str(folder / f"{name}.png"))
        else:
            _take_above(window, scene, folder / f"{name}.png")
        scene.leave(window)
        if store.last_own_record != before:  # what the scene needed to be so is taken back
            store.undo(coordinator(), store.last_own_record)
        window.toast.hide()
    window.close()
    window.deleteLater()
    settle()


def _take_above(window: MainWindow, scene: Scene, path: Path) -> None:
    """What a scene opens above the page, on the page; no picture where nothing opens."""
    timer, taken = QTimer(window, interval=20), []

    def look() -> None:
        dialog = open_above()
        if dialog is None or not dialog.isVisible() or scene.above is None:
            return
        timer.stop()
        taken.append(path)
        try:
            scene.above(dialog)
            settle()
            _upon(window, open_above() or dialog).save(str(path))
        finally:
            while (open_one := open_above()) is not None:
                open_one.close()
                settle()

    timer.timeout.connect(look)
    timer.start()
    scene.set(window)
    if scene.later:
        wait_until(lambda: bool(taken))
    timer.stop()


def open_above() -> QWidget | None:
    """What is open above the page: a menu, a dialog that waits for an answer, or one that stands beside."""
    beside = (one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible())
    return QApplication.activePopupWidget() or QApplication.activeModalWidget() or next(beside, None)


def _upon(window: MainWindow, dialog: QWidget) -> QPixmap:
    whole = window.grab()
    painter = QPainter(whole)
    painter.fillRect(window.rect(), SHADE)
    place = dialog.pos() - window.pos()
    painter.drawPixmap(place, dialog.grab())
    painter.end()
    return whole


def settle() -> None:
    """What is laid out later than asked."""
    for _round in range(5):
        QApplication.processEvents()


def wait_until(there: Callable[[], bool]) -> None:
    """Until it is so, or it takes too long."""
    waited = time.monotonic()
    while not there() and time.monotonic() - waited < LONGEST_S:
        QApplication.processEvents()
        time.sleep(0.005)


if __name__ == "__main__":
    sys.exit(main())
