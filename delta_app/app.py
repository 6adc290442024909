"""The composition root: opens the data file, knows every page, and runs the window."""

import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, QTimer, QTranslator
from PySide6.QtWidgets import QApplication
from sqlalchemy.orm import Session

from delta_app import models
from delta_app.budget.page import BudgetPage
from delta_app.budget.purchase_data import how_many_asked
from delta_app.budget.queries import lines_of_year
from delta_app.core import backup, clock, datafile, i18n, paths
from delta_app.core.access import Actor, has_passphrase, reader
from delta_app.core.address import Address
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _, ngettext
from delta_app.core.store import EVERYTHING, Change, Store
from delta_app.founding import Founded, found_place
from delta_app.hosts.ceilings_page import ceilings_section
from delta_app.hosts.languages_page import languages_section
from delta_app.hosts.papers_page import papers_section
from delta_app.hosts.path_page import path_section
from delta_app.hosts.state_commands import keep_states
from delta_app.planning.copies_page import copies_section
from delta_app.planning.page import PlanningPage
from delta_app.planning.record_data import record_lines
from delta_app.post.account_page import account_section
from delta_app.post.carrier_page import Carrier
from delta_app.programme.page import ProgrammePage
from delta_app.programme.proposal_data import how_many_unanswered
from delta_app.shifts.closures_page import closures_section
from delta_app.shifts.opening_page import opening_section
from delta_app.shifts.partners_page import partners_section
from delta_app.shifts.trades_page import trades_section
from delta_app.team.page import TeamPage
from delta_app.team.retention_commands import purge_what_is_due
from delta_app.team.retention_page import privacy_section
from delta_app.till.page import TillPage
from delta_app.till.queries import last_entry
from delta_app.till.settings_page import till_section
from delta_app.till.spoken import entry_words
from delta_app.today.mine_data import how_many_ask
from delta_app.today.mine_page import MinePage
from delta_app.today.page import TodayPage
from delta_app.today.todo_data import how_many_wait
from delta_app.today.todo_page import TodoPage
from delta_app.today.trade_letters_data import still_meant
from delta_app.upkeep.house_data import how_many_in_house, how_many_turns
from delta_app.upkeep.page import HousePage
from delta_app.venue.access_page import access_section
from delta_app.venue.dialogs import OTHER_LANGUAGE, Founding, WelcomeDialog
from delta_app.venue.identity_page import identity_section
from delta_app.venue.passphrase_dialogs import show_recovery_code
from delta_app.venue.queries import VenueRow, coordinating, venue
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

COUNT_AFTER_MS = 300
DAY_LOOKED_AT_EVERY_MS = 10 * 60 * 1000
LOOK_AT_DAY_MS = 20_000
COPY_EVERY_MS = 30 * 60 * 1000
FIRST_COPY_AFTER_MS = 3_000  # else it competes with the first painting of the window


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
    actor = _coordinator_of(store) if opened.just_founded else who_acts(store)
    window = MainWindow(store, actor, page_entries(), lambda: identity(store), settings)
    keep_name_of_actor(window)
    keep_count(window)
    keep_asked(window)
    keep_purged(window)
    keep_mail(window)
    keep_days(window)
    window.desk.tell_record = record_lines
    copies = _keep_copies(store, window)
    window.show()
    if opened.just_founded:
        QTimer.singleShot(0, window, lambda: first_act(window, opened))
    code = QApplication.exec()
    copies.stop()
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


def identity(store: Store) -> VenueRow:
    """What the place is called, and whether it is the demonstration."""
    with store.read() as session:
        return venue(session)


def who_acts(store: Store) -> Actor:
    """Who acts when the window opens: nobody yet where a passphrase guards the place, else the coordinator."""
    with store.read() as session:
        guarded = has_passphrase(session)
    return reader() if guarded else _coordinator_of(store)


def _coordinator_of(store: Store) -> Actor:
    with store.read() as session:
        return coordinating(session)


def keep_name_of_actor(window: MainWindow) -> None:
    """Whoever coordinates is called as the place says, also once that changed here, elsewhere, or by an undo."""

    def on_changed(change: Change) -> None:
        desk = window.desk
        if desk.may_write and (change.tables == EVERYTHING or "setting" in change.tables):
            with desk.attempt():
                actor = _coordinator_of(desk.store)
                if actor != desk.actor:
                    desk.actor = actor

    window.desk.store.listen(on_changed)


def keep_count(window: MainWindow) -> None:
    """The sidebar says how many things wait for whoever coordinates, or for the answer of the host who acts; counted a
    moment after something happened, so that no act waits for it."""
    desk = window.desk
    soon = QTimer(window, singleShot=True, interval=COUNT_AFTER_MS)

    def count() -> None:
        with desk.attempt(), desk.store.read() as session:
            window.sidebar.tell_count("todo", how_many_wait(session) if desk.may_write else 0)
            host_id = desk.actor.host_id
            window.sidebar.tell_count("programme", how_many_unanswered(session) if desk.may_write else 0)
            window.sidebar.tell_count("budget", how_many_asked(session) if desk.handles_money else 0)
            window.sidebar.tell_count("house", _waits_in_house(session, desk))
            window.sidebar.tell_count("mine", 0 if host_id is None else how_many_ask(session, host_id))

    soon.timeout.connect(count)
    desk.actor_changed.connect(soon.start)
    stop = desk.store.listen(lambda _change: soon.start())
    window.closed.connect(stop)
    window.closed.connect(soon.stop)
    soon.start()


def _waits_in_house(session: Session, desk: Desk) -> int:
    """For the coordinator what the house asks for, for a host whose turn it is."""
    if desk.may_write:
        return how_many_in_house(session)
    return 0 if desk.actor.host_id is None else how_many_turns(session, desk.actor.host_id)


def keep_asked(window: MainWindow) -> None:
    """A host who says who they are is told at once what waits for their answer: what they came to do may tell its own
    outcome after that. On their own page they see it."""
    desk = window.desk
    seen: list[int | None] = [desk.actor.host_id]

    def on_actor() -> None:
        host_id, before = desk.actor.host_id, seen[0]
        seen[0] = host_id
        if host_id in (None, before) or isinstance(window.page, MinePage):
            return
        with desk.attempt():
            with desk.store.read() as session:
                number = how_many_ask(session, host_id)
            if number:
                told = ngettext("On vous demande {n} chose : voyez « Mes permanences ».",
                                "On vous demande {n} choses : voyez « Mes permanences ».", number)  # fmt: skip
                desk.told.emit(told.format(n=number), False)

    desk.actor_changed.connect(on_actor)


def keep_purged(window: MainWindow) -> None:
    """What reached its time goes when the day changes, however long the window stays open."""
    timer = QTimer(window, interval=DAY_LOOKED_AT_EVERY_MS)
    day = date.min  # what the opening left, where there was very much, goes little by little

    def look() -> None:
        nonlocal day
        # What the window waits for may be a write that is not over yet, and stands before it as a dialog does.
        if clock.today() == day or QApplication.activeModalWidget() is not None:
            return
        with suppress(Refused):  # another window is writing, or the disk is full: tried again at the next look
            if not purge_what_is_due(window.desk.store).rows:
                day = clock.today()

    timer.timeout.connect(look)
    window.closed.connect(timer.stop)
    timer.start()


def keep_mail(window: MainWindow) -> Carrier:
    """What is in the outbox leaves while the window is open, whoever is identified."""
    carrier = Carrier(window.desk, still_meant, window)
    window.closed.connect(carrier.end)
    return carrier


def keep_days(window: MainWindow) -> None:
    """What was planned for a day takes effect on it: when the window opens, when the day turns, and when something
    about it was noted or taken back, here or elsewhere."""
    desk = window.desk
    seen: list[date] = []
    soon = QTimer(window, singleShot=True, interval=0)
    minute = QTimer(window, interval=LOOK_AT_DAY_MS)

    def look() -> None:
        if QApplication.activeModalWidget() is not None:
            seen.clear()  # what stands before the window may be a write that is not over yet: in a minute
            return
        seen[:] = [clock.today()]
        with suppress(Refused):  # a busy or distant file: at the next look
            keep_states(desk.store)

    def look_at_day() -> None:
        if seen != [clock.today()]:
            look()

    def on_changed(change: Change) -> None:
        if change.tables == EVERYTHING or change.tables & {"host", "host_state_change"}:
            soon.start()

    soon.timeout.connect(look)
    minute.timeout.connect(look_at_day)
    stop = desk.store.listen(on_changed)
    for end in (stop, soon.stop, minute.stop):
        window.closed.connect(end)
    minute.start()
    soon.start()


def _keep_copies(store: Store, window: MainWindow) -> QTimer:
    """A verified copy on start and every half hour while open, on another thread; the demonstration needs none."""

    def copy(reason: str) -> None:
        if not identity(store).is_demo:
            work.start(lambda: backup.keep_copy(store.path, reason), lambda _made: None, failed)

    def failed(error: Exception) -> None:
        window.desk.refused.emit(work.in_words(error))

    def on_changed(change: Change) -> None:
        """A till that was closed here is copied at once: what was counted is not counted again."""
        if change.elsewhere or "till_entry" not in change.tables:
            return
        with suppress(Refused), store.read() as session:
            last = last_entry(session)
            if last is not None and last.kind == "close":
                copy("close")

    window.closed.connect(store.listen(on_changed))
    timer = QTimer(window, interval=COPY_EVERY_MS)
    timer.timeout.connect(lambda: copy("timer"))
    timer.start()
    QTimer.singleShot(FIRST_COPY_AFTER_MS, timer, lambda: copy("start"))
    return timer
