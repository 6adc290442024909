"""What empties the outbox while the window is open: at start, once letters are put there, and every few minutes."""

from contextlib import closing
from threading import Event

from PySide6.QtCore import QObject, QTimer

from delta_app.core.errors import Refused
from delta_app.core.store import EVERYTHING, Change, Store
from delta_app.post.queries import account, anything_to_send
from delta_app.post.rules import Round
from delta_app.post.sending_process import StillMeant, send_waiting
from delta_app.post.spoken import round_words
from delta_app.widgets import work
from delta_app.widgets.page import Desk

SOON_MS = 400  # after letters were put: what else the act changes is shown first
FIRST_AFTER_MS = 4_000  # after start, which it must not slow down
OFTEN_MS = 3 * 60 * 1000
CONCERNED = frozenset({"outbox_letter", "setting"})


class Carrier(QObject):
    """One round at a time, on another thread and with a store of its own, whoever is identified or nobody.

    The coordinator is told what became of it; others see nothing, for letters name people.
    """

    def __init__(self, desk: Desk, still_meant: StillMeant, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._still_meant = desk, still_meant
        self._closing = Event()
        self._round: work.Work | None = None
        self._asked = False  # somebody waits for the outcome
        self._once_more = False  # letters were put while a round was under way
        self._next_at_once = False  # somebody asked while one was
        self._told = ""  # the trouble told last, so that it is not told every few minutes
        self._soon = QTimer(self, singleShot=True, interval=FIRST_AFTER_MS)
        self._often = QTimer(self, interval=OFTEN_MS)
        self._soon.timeout.connect(self.on_time)
        self._often.timeout.connect(self.on_time)
        self._stop_listening = desk.store.listen(self.on_changed)
        desk.send_mail = self.send_now
        self._soon.start()
        self._often.start()

    def end(self) -> None:
        """The window closes: the letter that is being handed over is finished, no other is begun."""
        self._closing.set()
        self._stop_listening()
        self._soon.stop()
        self._often.stop()
        if self._round is not None:
            self._round.drop()

    def on_changed(self, change: Change) -> None:
        """Letters may have been put, or the account set up."""
        if change.tables == EVERYTHING or change.tables & CONCERNED:
            self._soon.setInterval(SOON_MS)
            self._soon.start()

    def on_time(self) -> None:
        """Begin a round where something is due; nothing is said where nothing is."""
        if self._round is not None:
            self._once_more = True
            return
        try:
            with self._desk.store.read() as session:
                due = account(session).ready and anything_to_send(session)
        except Refused:  # the data is out of reach: whoever next does something is told, and this comes again
            return
        if due:
            self._begin(at_once=False)

    def send_now(self) -> None:
        """Somebody wants all that waits to leave now, and to hear what became of it."""
        if self._round is not None:
            self._next_at_once = True
            return
        self._asked = True
        self._begin(at_once=True)

    def _begin(self, *, at_once: bool) -> None:
        path, still_meant, closing_down = self._desk.store.path, self._still_meant, self._closing

        def empty() -> Round:
            with closing(Store(path)) as store:  # its own: a store has one write at a time, whatever the thread
                return send_waiting(store, at_once=at_once, still_meant=still_meant, stop=closing_down.is_set)

        self._round = work.start(empty, self.on_done, self.on_failed)

    def on_done(self, done: Round) -> None:
        """Every page hears of it, and the coordinator what became of the letters."""
        self._round = None
        with self._desk.attempt():
            self._desk.store.poll_changes()
        trouble = "" if done.problem is None else done.problem.code
        news = bool(done.settled) or trouble != self._told
        if self._desk.may_write and (self._asked or news):
            bad = done.refused or done.in_doubt or trouble
            if bad:
                self._desk.refused.emit(round_words(done))
            else:
                self._desk.told.emit(round_words(done), False)
        self._told, self._asked = trouble, False
        self._go_on()

    def on_failed(self, error: Exception) -> None:
        """The data could not be written: no letter is lost, and none is sent twice for it."""
        self._round = None
        self._told, self._asked = "", False
        sentence = work.in_words(error)
        if self._desk.may_write:
            self._desk.refused.emit(sentence)

    def _go_on(self) -> None:
        """What was asked while others left."""
        if self._next_at_once:
            self._next_at_once = False
            self.send_now()
        elif self._once_more:
            self._once_more = False
            self._soon.start()
