"""What an open window sees to by itself: names, counts, the outbox, days, copies, and what has reached its time."""

from contextlib import suppress
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from sqlalchemy.orm import Session

from delta_app.budget.purchase_data import how_many_asked
from delta_app.core import backup, clock
from delta_app.core.access import Actor
from delta_app.core.errors import Refused
from delta_app.core.i18n import ngettext
from delta_app.core.store import EVERYTHING, Change, Store
from delta_app.hosts.state_commands import keep_states
from delta_app.post.carrier_page import Carrier
from delta_app.programme.proposal_data import how_many_unanswered
from delta_app.team.retention_commands import purge_what_is_due
from delta_app.till.queries import last_entry
from delta_app.today.mine_data import how_many_ask
from delta_app.today.mine_page import MinePage
from delta_app.today.todo_data import how_many_wait
from delta_app.today.trade_letters_data import still_meant
from delta_app.upkeep.house_data import how_many_in_house, how_many_turns
from delta_app.venue.queries import VenueRow, coordinating, venue
from delta_app.widgets import work
from delta_app.widgets.page import Desk
from delta_app.window import MainWindow

COUNT_AFTER_MS = 300
DAY_LOOKED_AT_EVERY_MS = 10 * 60 * 1000
LOOK_AT_DAY_MS = 20_000
COPY_EVERY_MS = 30 * 60 * 1000
FIRST_COPY_AFTER_MS = 3_000  # else it competes with the first painting of the window


def keep(window: MainWindow) -> None:
    """All of it, until the window is closed."""
    keep_name_of_actor(window)
    keep_count(window)
    keep_asked(window)
    keep_purged(window)
    keep_mail(window)
    keep_days(window)
    keep_copies(window)


def identity(store: Store) -> VenueRow:
    """What the place is called, and whether it is the demonstration."""
    with store.read() as session:
        return venue(session)


def coordinator_of(store: Store) -> Actor:
    """Whoever coordinates, as the place calls them."""
    with store.read() as session:
        return coordinating(session)


def keep_name_of_actor(window: MainWindow) -> None:
    """Whoever coordinates is called as the place says, also once that changed here, elsewhere, or by an undo."""

    def on_changed(change: Change) -> None:
        desk = window.desk
        if desk.may_write and (change.tables == EVERYTHING or "setting" in change.tables):
            with desk.attempt():
                actor = coordinator_of(desk.store)
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


def keep_copies(window: MainWindow) -> QTimer:
    """A verified copy on start and every half hour while open, on another thread; the demonstration needs none."""
    store = window.desk.store

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
    window.closed.connect(timer.stop)
    timer.start()
    QTimer.singleShot(FIRST_COPY_AFTER_MS, timer, lambda: copy("start"))
    return timer
