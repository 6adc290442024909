"""One process of ``./run pictures``: the window on a place, turned through its pages, a picture of each."""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import time_machine
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

import delta_app.models  # noqa: F401 (every table is known)
from delta_app import app
from delta_app.core import i18n
from delta_app.core.access import coordinator
from delta_app.core.calendar import Month
from delta_app.planning.page import PlanningPage
from delta_app.team.page import TeamPage
from delta_app.widgets import theme
from delta_app.widgets.dress import dress
from delta_app.window import MainWindow
from tests.pictures.places import a_place

TODAY = "2026-12-09T10:00:00Z"
LONGEST_S = 60  # for composing
CHOSEN = 10  # the host whose detail is shown
SECTIONS = ("identity", "opening", "closures", "partners", "languages", "copies", "looks")
Scene = Callable[[MainWindow], None]


def the_month(window: MainWindow) -> None:
    """The planning page, with nothing chosen."""
    window.show_page("planning")


def a_slot(window: MainWindow) -> None:
    """The planning page, with a slot that lacks somebody, or another, chosen."""
    window.show_page("planning")
    page = window.page
    if isinstance(page, PlanningPage) and page.grid.isVisible():
        slots = page.slots
        chosen = next((slot for slot in slots if slot.missing and slot.taken), slots[len(slots) // 2])
        page.body.on_slot_asked(chosen.slot_id)


def one_week(window: MainWindow) -> None:
    """One week alone."""
    window.show_page("planning")
    page = window.page
    if isinstance(page, PlanningPage) and page.grid.isVisible():
        page.body.on_closed()
        page.body.toggle_week()


def the_month_again(window: MainWindow) -> None:
    """Back to all weeks, for whatever comes next."""
    page = window.page
    if isinstance(page, PlanningPage) and page.body.week is not None:
        page.body.toggle_week()


def the_proposal(window: MainWindow) -> None:
    """The month after, composed."""
    window.show_page("planning")
    page = window.page
    if isinstance(page, PlanningPage) and page.top.composing.isEnabled():
        window.desk.month = Month.parse(TODAY[:7]).plus(1)
        page.top.composing.click()
        waited = time.monotonic()
        while (
            not any(act.key == "planning.apply" and not act.why_not for act in page.offers())
            and time.monotonic() - waited < LONGEST_S
        ):
            QApplication.processEvents()


def the_team(window: MainWindow) -> None:
    """The team, with one of them chosen."""
    window.show_page("team")
    page = window.page
    if isinstance(page, TeamPage):
        QApplication.processEvents()
        page.table.choose(CHOSEN)


def a_section(key: str) -> Scene:
    """One section of the settings."""
    return lambda window: window.desk.ask(f"settings.{key}")


SCENES: dict[str, Scene] = {
    "planning-month": the_month,
    "planning": a_slot,
    "planning-week": one_week,
    "compose": the_proposal,
    "team": the_team,
    **{f"settings-{key}": a_section(key) for key in SECTIONS},
}
OF_README = ("planning", "compose", "team", "settings-opening")


def main() -> int:
    """Take the pictures asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("variant", choices=sorted(theme.VARIANTS))
    parser.add_argument("scale", type=int, choices=theme.SCALES)
    parser.add_argument("place")
    parser.add_argument("--readme", action="store_true")
    wanted = parser.parse_args()
    application = QApplication(sys.argv[:1])
    i18n.set_language(i18n.system_language())
    with time_machine.travel(TODAY, tick=True), tempfile.TemporaryDirectory() as folder:
        dress(application, theme.Theme(wanted.variant, wanted.scale))
        store = a_place(wanted.place, Path(folder))
        settings = QSettings(str(Path(folder) / "window.ini"), QSettings.Format.IniFormat)
        window = MainWindow(store, coordinator(), app.page_entries(), lambda: app.identity(store), settings)
        window.showNormal()
        window.resize(window.screen().size())
        for name, scene in SCENES.items():
            if name in OF_README or not wanted.readme:
                scene(window)
                for _round in range(5):  # what is laid out later than asked
                    application.processEvents()
                window.grab().save(str(wanted.folder / f"{name}.png"))
                the_month_again(window)
                window.desk.month = Month.parse(TODAY[:7])
        window.close()
        store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
