"""The composition root: opens the data file, knows every page, and runs the window."""

import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, QTimer, QTranslator
from PySide6.QtWidgets import QApplication
from sqlalchemy.orm import Session

from delta_app import models
from delta_app.budget.page import BudgetPage
from delta_app.budget.queries import lines_of_year
from delta_app.core import backup, clock, datafile, i18n, paths
from delta_app.core.access import Actor, has_passphrase, reader
from delta_app.core.address import Address
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _
from delta_app.core.store import Store
from delta_app.founding import Founded, found_place
from delta_app.hosts.ceilings_page import ceilings_section
from delta_app.hosts.languages_page import languages_section
from delta_app.hosts.papers_page import papers_section
from delta_app.hosts.path_page import path_section
from delta_app.keeping import coordinator_of, identity, keep
from delta_app.planning.copies_page import copies_section
from delta_app.planning.page import PlanningPage
from delta_app.planning.record_data import record_lines
from delta_app.post.account_page import account_section
from delta_app.programme.page import ProgrammePage
from delta_app.shifts.closures_page import closures_section
from delta_app.shifts.opening_page import opening_section
from delta_app.shifts.partners_page import partners_section
from delta_app.shifts.trades_page import trades_section
from delta_app.team.page import TeamPage
from delta_app.team.retention_commands import purge_what_is_due
from delta_app.team.retention_page import privacy_section
from delta_app.till.page import TillPage
from delta_app.till.settings_page import till_section
from delta_app.till.spoken import entry_words
from delta_app.today.mine_page import MinePage
from delta_app.today.page import TodayPage
from delta_app.today.todo_page import TodoPage
from delta_app.upkeep.page import HousePage
from delta_app.venue.access_page import access_section
from delta_app.venue.dialogs import OTHER_LANGUAGE, Founding, WelcomeDialog
from delta_app.venue.identity_page import identity_section
from delta_app.venue.passphrase_dialogs import show_recovery_code
from delta_app.venue.rules import public_holidays
from delta_app.widgets import trouble, work
from delta_app.widgets.dialog import tell
from delta_app.widgets.dress import dress
from delta_app.widgets.looks import remember_language, remembered_language, remembered_theme
from delta_app.widgets.looks_section import looks_section
from delta_app.widgets.page import Desk, PageEntry
from delta_app.widgets.restore import MENDED_BY_A_COPY, RestoreDialog
from delta_app.widgets.sections import SectionsPage
from delta_app.window import MainWindow

__all__ = ["models", "run_window"]


def page_entries() -> list[PageEntry]:
    """The pages, in the order of the sidebar."""
    return [
        PageEntry("today", _("Aujourd’hui"), "today", TodayPage),
        PageEntry("mine", _("Mes permanences"), "person", MinePage),
        PageEntry("planning", _("Planning"), "planning", PlanningPage),
        PageEntry("todo", _("À traiter"), "check", TodoPage),
        PageEntry("team", _("Équipe"), "team", TeamPage),
        PageEntry("programme", _("Programme"), "star", programme_page),
        PageEntry("till", _("Caisse"), "till", TillPage),
        PageEntry("budget", _("Budget"), "budget", budget_page),
        PageEntry("house", _("Maison"), "house", HousePage),
        PageEntry("settings", _("Réglages"), "settings", settings_page),
    ]


def budget_page(desk: Desk) -> BudgetPage:
    """The budget, with the till's own words for its entries."""
    return BudgetPage(desk, entry_words)


def programme_page(desk: Desk) -> ProgrammePage:
    """The programme, with the lines of the budget that its costs can stand on."""
    return ProgrammePage(desk, cost_lines)


def cost_lines(session: Session, year: int) -> tuple[tuple[str, int], ...]:
    """The budget lines of costs of a year: name and number."""
    return tuple(
        (line.name, line.id) for line in lines_of_year(session, year) if line.side == "expense" and not line.withdrawn
    )


def settings_page(desk: Desk) -> SectionsPage:
    """The settings, each offered by the slice it concerns."""
    # The calendar of holidays takes half a second to load, which the section of closures would be waiting for.
    work.start(lambda: public_holidays(clock.today().year), lambda _days: None, trouble.note)
    sections = (
        identity_section(), access_section(), opening_section(), closures_section(), trades_section(),
        partners_section(), languages_section(), path_section(), papers_section(), ceilings_section(),
        till_section(), account_section(), privacy_section(), copies_section(), looks_section(),
    )  # fmt: skip
    return SectionsPage(desk, "settings", _("Réglages"), sections)


@dataclass(frozen=True)
class Opened:
    """The store to work on; ``just_founded``: whoever has just chosen the passphrase is not asked for it.

    ``hosts_by_file``: they are about to bring the list of their team. ``recovery_code``: to be printed now.
    """

    store: Store
    just_founded: bool = False
    hosts_by_file: bool = False
    recovery_code: str = ""


def run_window(path: Address | None, demo: bool) -> int:
    """Open the window on a data file, the user's own or the demonstration; returns the process's exit code."""
    application = _application()
    settings = QSettings("delta", "delta")
    i18n.set_language(remembered_language(settings) or i18n.current_language())
    _dress(application, settings)
    trouble.keep_log(paths.user_log_dir())
    trouble.install(QApplication.activeWindow)
    return _work_at(path or (paths.demo_data_file() if demo else paths.default_data_file()), demo, settings)


def _work_at(place: Address, demo: bool, settings: QSettings) -> int:
    try:
        opened = open_or_found(place, demo, settings)
    except Refused as refusal:
        return _work_at(place, demo, settings) if mended(place, refusal) else 1
    if opened is None:
        return 0
    store = opened.store
    with suppress(Refused):  # a full disk is told when the person writes; the window opens all the same
        purge_what_is_due(store)
    actor = coordinator_of(store) if opened.just_founded else who_acts(store)
    window = MainWindow(store, actor, page_entries(), lambda: identity(store), settings)
    window.desk.tell_record = record_lines
    keep(window)
    window.show()
    if opened.just_founded:
        QTimer.singleShot(0, window, lambda: first_act(window, opened))
    code = QApplication.exec()
    store.close()
    return code


def first_act(window: MainWindow, opened: Opened) -> None:
    """A new place shows its month and says what comes next; the recovery code is printed, and whoever has a list of
    their team is asked for it now."""
    window.show_page("planning")
    name = identity(window.desk.store).name
    if opened.recovery_code:
        show_recovery_code(window.desk, opened.recovery_code, window)
    if not opened.hosts_by_file:
        window.desk.told.emit(_("{name} est créé. Prochaine étape : ouvrir le mois.").format(name=name), False)
        return
    window.desk.ask("team.import_hosts")


def _application() -> QApplication:
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("Delta")
    application.setDesktopFileName("delta-app")
    return application


def _dress(application: QApplication, settings: QSettings) -> None:
    """Colours and text size as left last time; Qt's own dialogs in the language of the window."""
    dress(application, remembered_theme(settings))
    QLocale.setDefault(QLocale(i18n.babel_locale()))
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{i18n.current_language()}", folder):
        application.installTranslator(translator)


def mended(place: Address, refusal: Refused) -> bool:
    """Whether the last good copy was put back, where one can help; else the trouble is told."""
    copy = backup.last_good_backup(place) if refusal.code in MENDED_BY_A_COPY else None
    if copy is None:
        tell(None, _("Les données ne s’ouvrent pas"), say(refusal))
        return False
    return bool(RestoreDialog(copy, lambda: backup.restore(place, copy.path)).exec())


def open_or_found(place: Address, demo: bool, settings: QSettings | None = None) -> Opened | None:
    """Opens the place, newly founded or the demonstration; None when the person left.

    Refuses what ``open_store`` refuses.
    """
    if demo:
        return Opened(_demonstration(place))
    if datafile.exists(place):
        return Opened(datafile.open_store(place))
    made: list[tuple[Store, Founded]] = []
    welcome = _welcome(lambda founding: made.append(found(place, founding)), settings)
    if welcome is None:
        return None
    if welcome.wants_demo:
        return Opened(_demonstration(paths.demo_data_file()))
    store, founded = made[0]
    return Opened(store, True, welcome.said.by_file, founded.recovery_code)


def _welcome(make: Callable[[Founding], None], settings: QSettings | None) -> WelcomeDialog | None:
    """The first window, again in each language that is tried; None when the person left."""
    said: Founding | None = None
    while True:
        welcome = WelcomeDialog(make, _prepare_demonstration, said)
        outcome = welcome.exec()
        if outcome != OTHER_LANGUAGE:
            return welcome if outcome else None
        said = welcome.said
        i18n.set_language(welcome.language)
        if settings is not None:
            remember_language(settings, welcome.language)


def found(place: Address, founding: Founding) -> tuple[Store, Founded]:
    """A new place, its opening hours and the legal holidays closed. Refuses what its commands refuse."""
    made: list[Founded] = []

    def first_acts(store: Store) -> None:
        made.append(found_place(
            store, founding.name, founding.opening, address=founding.address, passphrase=founding.passphrase or None,
            coordinator_name=founding.coordinator, hosts=founding.hosts,
        ))  # fmt: skip

    return datafile.create(place, found=first_acts), made[0]


def _prepare_demonstration() -> None:
    """Make the demonstration's file ready; on another thread, so it is opened again afterwards."""
    _demonstration(paths.demo_data_file()).close()


def _demonstration(place: Address) -> Store:
    from delta_app import demo  # here: start-up is felt, and few open it

    return demo.ready(place)


def who_acts(store: Store) -> Actor:
    """Who acts when the window opens: nobody yet where a passphrase guards the place, else the coordinator."""
    with store.read() as session:
        guarded = has_passphrase(session)
    return reader() if guarded else coordinator_of(store)
