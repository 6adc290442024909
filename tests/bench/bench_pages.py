"""Measures the pages: opened on ten years beside one month, and each act of the planning beside a bare repaint.

python tests/bench/bench_pages.py. The yardstick of an act is the time it takes to paint the window once more.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import time_machine  # noqa: E402
from PySide6.QtCore import QSettings  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

import delta_app.models  # noqa: E402, F401 (every table is known)
from delta_app import app, keeping  # noqa: E402
from delta_app.core.access import coordinator  # noqa: E402
from delta_app.core.store import Store  # noqa: E402
from delta_app.planning.page import PlanningPage  # noqa: E402
from delta_app.widgets import theme  # noqa: E402
from delta_app.widgets.dress import dress  # noqa: E402
from delta_app.window import MainWindow  # noqa: E402
from tests.bench.measure import Figure, in_turns, seconds, show, timed_in_turns  # noqa: E402
from tests.bench.ten_years import LAST, build  # noqa: E402
from tests.pictures.places import a_place  # noqa: E402

REPEATS, AIM = 15, 1.5


def opened(store: Store, folder: Path) -> MainWindow:
    """The window on a file, shown and painted."""
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(store, coordinator(), app.page_entries(), lambda: keeping.identity(store), settings)
    window.resize(1366, 768)
    window.show()
    QApplication.processEvents()
    return window


def opening(folder: Path) -> Figure:
    """From nothing to the painted planning, on ten years beside one month."""
    old, young = (build(folder / f"{months}.db", months) for months in (120, 1))

    def come_and_go(store: Store) -> Callable[[], object]:
        def act() -> None:
            window = opened(store, folder)
            window.close()
            window.deleteLater()
            QApplication.processEvents()

        return act

    with time_machine.travel(LAST.first):
        times = timed_in_turns(come_and_go(old), come_and_go(young), REPEATS)
    for store in (old, young):
        store.close()
    return Figure("the window with the planning", *times, "ms", AIM)


def acts(kind: str, folder: Path) -> list[Figure]:
    """What a person does in a month: of thirty people, or of sixty in seven days of four slots."""
    folder.mkdir()
    store = a_place(kind, folder)
    window = opened(store, folder)
    while window.build_ahead():
        QApplication.processEvents()
    page = window.page
    assert isinstance(page, PlanningPage)
    slots = page.slots
    some = [slot.slot_id for slot in slots][:: max(1, len(slots) // 10)]
    seat = next(slot.taken[0] for slot in slots if slot.taken)
    turn = iter(range(10_000))

    def choose() -> None:
        page.body.on_slot_asked(some[next(turn) % len(some)])
        QApplication.processEvents()

    def take() -> None:
        page.body.on_closed()
        slot = next(
            slot for slot in page.slots if (slot.taken and slot.slot_id == some[next(turn) % len(some)]) or slot.taken
        )
        page.body.on_carry_from_month(slot.slot_id, 0)
        QApplication.processEvents()

    def fix() -> None:
        slot = next(slot for slot in page.slots if any(one.seat_id == seat.seat_id for one in slot.taken))
        if page.grid.selected != slot.slot_id:
            page.body.on_slot_asked(slot.slot_id)
        locked = next(one.locked for one in slot.taken if one.seat_id == seat.seat_id)
        page.inspector.slot.lock_asked.emit(seat.seat_id, seat.name, not locked)
        QApplication.processEvents()

    def week() -> None:
        page.body.month.toggle_week()
        QApplication.processEvents()

    def month() -> None:
        page.turn(1 if next(turn) % 2 else -1)
        QApplication.processEvents()

    def undo() -> None:
        window.desk.undo() if store.undoable() else window.desk.redo()
        QApplication.processEvents()

    def repaint() -> None:
        window.repaint()
        QApplication.processEvents()

    named = (
        ("a slot chosen", choose),
        ("a place fixed or let go", fix),
        ("a week shown", week),
        ("a month turned", month),
        ("an act undone", undo),
        ("somebody taken in hand", take),
    )
    figures = []
    for name, act in named:
        act()
        ours, yardstick = in_turns(lambda act=act: seconds(act), lambda: seconds(repaint), REPEATS)
        figures.append(Figure(f"{name}, {kind}", 1000 * ours, 1000 * yardstick, "ms"))
    window.close()
    store.close()
    return figures


def main() -> None:
    application = QApplication(sys.argv[:1])
    dress(application, theme.Theme())
    with tempfile.TemporaryDirectory() as folder:
        figures = [opening(Path(folder))]
        for kind in ("usual", "full"):
            figures += acts(kind, Path(folder) / kind)
        show(figures)


if __name__ == "__main__":
    main()
