"""Measures the till and the budget on ten years of entries beside a file that was just founded.

python tests/bench/bench_till.py. Aims: a sale under 50 ms, and the till within 1.5 times the young file; the budget of
a year is read whole, 15,000 entries beside 60.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LANGUAGE"] = "fr"

import time_machine  # noqa: E402
from PySide6.QtCore import QSettings, Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

import delta_app.models  # noqa: E402, F401 (every table is known)
from delta_app import app, keeping  # noqa: E402
from delta_app.core.access import coordinator  # noqa: E402
from delta_app.core.store import Store  # noqa: E402
from delta_app.widgets import theme  # noqa: E402
from delta_app.widgets.dress import dress  # noqa: E402
from delta_app.window import MainWindow  # noqa: E402
from tests.bench.measure import Figure, in_turns, seconds, show  # noqa: E402
from tests.bench.ten_years_till import NOW, build  # noqa: E402

ENTRIES = 150_000
REPEATS, AIM, MOST_MS = 25, 1.5, 50
LEAST_ENTRIES = 60  # a day's


def opened(store: Store, folder: Path) -> MainWindow:
    """The window on a file, on the till, painted; nothing is left to build behind."""
    settings = QSettings(str(folder / f"{store.path.stem}.ini"), QSettings.Format.IniFormat)
    window = MainWindow(store, coordinator(), app.page_entries(), lambda: keeping.identity(store), settings)
    window.resize(1366, 768)
    window.show()
    window.show_page("till")
    while window.build_ahead():
        QApplication.processEvents()
    window.activateWindow()
    QApplication.processEvents()
    return window


def touched(window: MainWindow) -> None:
    """One coffee, painted on the bill and kept."""
    QTest.keyClicks(window.page, "1")
    QApplication.processEvents()


def paid(window: MainWindow) -> None:
    """The bill paid in cash, painted in the journal; something has to be on it."""
    QTest.keyClick(window.page, Qt.Key.Key_Return)
    QApplication.processEvents()


def undone(window: MainWindow) -> None:
    """The newest entry reversed, painted in the journal; there has to be one."""
    window.page.take_back()
    QApplication.processEvents()


def turned(key: str) -> Callable[[MainWindow], None]:
    """Another page opened and left for the till again."""

    def act(window: MainWindow) -> None:
        window.show_page(key)
        QApplication.processEvents()
        window.show_page("till")
        QApplication.processEvents()

    return act


def timed(act: Callable[[MainWindow], None], window: MainWindow) -> Callable[[], float]:
    """An act as it is measured, in milliseconds; a bill is touched before it is paid."""

    def measured() -> float:
        if act is paid:
            touched(window)
        return 1000 * seconds(lambda: act(window))

    return measured


def main() -> None:
    application = QApplication(sys.argv[:1])
    dress(application, theme.Theme())
    with tempfile.TemporaryDirectory() as name, time_machine.travel(NOW, tick=True):
        folder = Path(name)
        stores = [
            build(folder / f"{name}.db", entries) for name, entries in (("old", ENTRIES), ("young", LEAST_ENTRIES))
        ]
        windows = [opened(store, folder) for store in stores]
        acts = (
            ("a tile touched", touched),
            ("the bill paid", paid),
            ("a sale undone", undone),
            ("to the budget and back", turned("budget")),
            ("to Aujourd’hui and back", turned("today")),
        )
        figures = []
        for said, act in acts:
            ours, yardstick = in_turns(*(timed(act, window) for window in windows), REPEATS)
            figures.append(Figure(said, ours, yardstick, "ms", None if "budget" in said else AIM))
            if act is paid:
                figures.append(Figure("the same beside the 50 ms it may take", ours, MOST_MS, "ms", 1))
        show(figures)
        for window in windows:
            window.close()
        for store in stores:
            store.close()


if __name__ == "__main__":
    main()
