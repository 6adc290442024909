"""Letters being made on another thread: how far it is, and the way to stop it."""

from collections.abc import Callable, Iterable
from threading import Event
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from delta_app.widgets import work
from delta_app.widgets.progress import Progress

LOOK_MS = 60


class _Stopped(Exception):
    """Somebody stopped it."""


class Making(QWidget):
    """Nothing, or things being made one after the other. Of what was stopped nothing is told."""

    made = Signal(object)  # what finish gave: as a rule all of them, a tuple
    failed = Signal(str)  # why not, in words
    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._panel: Progress | None = None
        self._stop = Event()
        self._count, self._whole = 0, 1
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.on_look)
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether something is being made."""
        return self._panel is not None

    def begin(
        self,
        sentence: str,
        count: int,
        make: Callable[[], Iterable[Any]],
        finish: Callable[[tuple[Any, ...]], Any] = lambda found: found,
        take_back: Callable[[Any], None] = lambda _done: None,
    ) -> None:
        """Make things, ``count`` of them, which come one by one out of ``make``; ``finish`` then does something with
        all of them, which ``take_back`` undoes where it was stopped too late. On another thread: plain values only."""
        self._count, self._whole = 0, max(1, count)
        self._stop = stop = Event()
        self._panel = Progress(sentence)
        self._panel.cancelled.connect(self.stop)
        self._column.addWidget(self._panel)
        self.show()
        self._panel.cancel.setFocus()
        self._timer.start()

        def all_of_it() -> Any:
            found = []
            for one in make():
                if stop.is_set():
                    raise _Stopped
                found.append(one)
                self._count = len(found)
            done = finish(tuple(found))
            if stop.is_set():
                take_back(done)
                raise _Stopped
            return done

        work.start(all_of_it, lambda done: self._end(stop, done, take_back), lambda error: self._fail(stop, error))

    def stop(self) -> None:
        """Somebody wants it no longer: it ends before the next one."""
        self._stop.set()
        self._put_away()
        self.stopped.emit()

    def on_look(self) -> None:
        """How many are there by now?"""
        if self._panel is not None:
            self._panel.advance(self._count / self._whole)

    def _end(self, stop: Event, done: Any, take_back: Callable[[Any], None]) -> None:
        if stop.is_set():
            take_back(done)
            return
        self._put_away()
        self.made.emit(done)

    def _fail(self, stop: Event, error: Exception) -> None:
        if not stop.is_set():
            self._put_away()
            self.failed.emit(work.in_words(error))

    def _put_away(self) -> None:
        self._timer.stop()
        if self._panel is not None:
            self._column.removeWidget(self._panel)
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None
        self.hide()
