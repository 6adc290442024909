"""Measures the programme's page on ten years of weekly activities beside a place whose programme is one month old.

python tests/bench/bench_programme.py. Aims: the month after and back, and a date moved, within 1.5 times the young
place; both have the same twenty activities in the month shown.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LANGUAGE"] = "fr"

import time_machine  # noqa: E402
from PySide6.QtCore import QSettings  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

import delta_app.models  # noqa: E402, F401 (every table is known)
from delta_app import app, keeping  # noqa: E402
from delta_app.core.access import coordinator  # noqa: E402
from delta_app.core.calendar import Month, monday_of  # noqa: E402
from delta_app.core.store import Store  # noqa: E402
from delta_app.programme.commands import move_activity, note_attendance, plan_activity  # noqa: E402
from delta_app.programme.series import Plan  # noqa: E402
from delta_app.widgets import theme  # noqa: E402
from delta_app.widgets.dress import dress  # noqa: E402
from delta_app.window import MainWindow  # noqa: E402
from tests.bench.measure import Figure, show, timed_in_turns  # noqa: E402
from tests.factory import a_store, acting  # noqa: E402

NOW = "2027-01-14T10:00:00Z"
JANUARY = Month(2027, 1)
YEARS, WEEKLY, COUNTED_EACH = 10, 20, 12
REPEATS, AIM = 15, 1.5


def a_place(folder: Path, years: int) -> Store:
    """Twenty weekly activities without end since so many years, and as many a year that are over, some dates of each
    moved and counted; with none, twenty since the first of the month."""
    folder.mkdir()
    store = a_store(folder)
    since = monday_of(date(2027 - years, 1, 7))
    for number in range(WEEKLY):
        day = since + timedelta(days=number % 5)
        start = 540 + number // 5 * 120
        with acting(store) as session:
            plan_activity(session, Plan(f"Atelier {number}", day, start, start + 90, "FREQ=WEEKLY"), despite=True)
    for year in range(2027 - years, 2027):
        for number in range(WEEKLY):
            _over(store, date(year, 1, 5) + timedelta(days=number % 5), number)
    return store


def _over(store: Store, first: date, number: int) -> None:
    rule = f"FREQ=WEEKLY;UNTIL={first.year}1215"
    with acting(store) as session:
        plan = Plan(f"Cours {number} de {first.year}", first, 840, 900, rule)
        activity_id = plan_activity(session, plan, despite=True)
        for week in range(COUNTED_EACH):
            note_attendance(session, activity_id, first + timedelta(days=7 * week), week)


def opened(store: Store, folder: Path) -> MainWindow:
    """The window on the programme of January, painted."""
    settings = QSettings(str(folder / f"{store.path.parent.name}.ini"), QSettings.Format.IniFormat)
    window = MainWindow(store, coordinator(), app.page_entries(), lambda: keeping.identity(store), settings)
    window.resize(1366, 768)
    window.show()
    window.desk.month = JANUARY
    window.show_page("programme")
    QApplication.processEvents()
    return window


def turned(window: MainWindow) -> Callable[[], None]:
    """To the month after and back, painted."""

    def turn() -> None:
        for month in (JANUARY.plus(1), JANUARY):
            window.desk.month = month
            QApplication.processEvents()

    return turn


def moved(window: MainWindow) -> Callable[[], None]:
    """A date put on the day after and back, each an act that looks for what is in its way, painted."""

    def move() -> None:
        for day in (date(2027, 1, 19), date(2027, 1, 18)):
            with window.desk.store.write(coordinator(), "move") as session:
                move_activity(session, 1, date(2027, 1, 18), day)
            QApplication.processEvents()

    return move


def main() -> None:
    application = QApplication(sys.argv[:1])
    dress(application, theme.Theme())
    with tempfile.TemporaryDirectory() as name, time_machine.travel(NOW, tick=True):
        folder = Path(name)
        stores = [a_place(folder / "old", YEARS), a_place(folder / "young", 0)]
        windows = [opened(store, folder) for store in stores]
        figures = []
        for said, act in (("the month after and back", turned), ("a date moved and back", moved)):
            ours, yardstick = timed_in_turns(*(act(window) for window in windows), REPEATS)
            figures.append(Figure(said, ours, yardstick, "ms", AIM))
        show(figures)
        for window in windows:
            window.close()
        for store in stores:
            store.close()


if __name__ == "__main__":
    main()
