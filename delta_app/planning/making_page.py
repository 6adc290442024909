"""Letters being made on another thread: how far it is, and the way to stop it."""

from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from delta_app.widgets import work
from delta_app.widgets.progress import Progress

LOOK_MS = 60


class _Stopped(Exception):
    """Somebody stopped it."""


class _Course:
    """How far it is between two threads: it is stopped, or it finishes, never both."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.stopped = self.finishing = False

    def stop(self) -> bool:
        """Stop it; False where it finishes already."""
        with self._lock:
            self.stopped = not self.finishing
            return self.stopped

    def finish(self) -> None:
        """From here on it is not stopped any more. Raises where it was."""
        with self._lock:
            if self.stopped:
                raise _Stopped
            self.finishing = True


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
        self._course = _Course()
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
    ) -> None:
        """Make things, ``count`` of them, which come one by one out of ``make``; ``finish`` then does something with
        all of them, which is not stopped any more. On another thread: plain values only."""
        self._count, self._whole = 0, max(1, count)
        self._course = course = _Course()
        self._panel = Progress(sentence)
        self._panel.cancelled.connect(self.stop)
        self._column.addWidget(self._panel)
        self.show()
        self._panel.cancel.setFocus()
        self._timer.start()

        def all_of_it() -> Any:
            found = []
            for one in make():
                found.append(one)
                self._count = len(found)
                if course.stopped:
                    raise _Stopped
            course.finish()
            return finish(tuple(found))

        work.start(all_of_it, lambda done: self._end(course, done), lambda error: self._fail(course, error))

    def stop(self) -> None:
        """Somebody wants it no longer: it ends before the next one, unless all are made and it is too late."""
        if self._course.stop():
            self._put_away()
            self.stopped.emit()

    def on_look(self) -> None:
        """How many are there by now?"""
        if self._panel is not None:
            self._panel.advance(self._count / self._whole)
            self._panel.cancel.setEnabled(not self._course.finishing)

    def _end(self, course: _Course, done: Any) -> None:
        if not course.stopped:
            self._put_away()
            self.made.emit(done)

    def _fail(self, course: _Course, error: Exception) -> None:
        if not course.stopped:
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
