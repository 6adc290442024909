"""Work that would freeze the window, done on another thread: plain values in, plain values out."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, QTimer

from delta_app.core.errors import Refused, say

LOOK_MS = 20

_pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="work")
_running: set["Work"] = set()  # a Work lives until it has told its outcome, whoever has forgotten it


class Work(QObject):
    """One piece of work. Its outcome is fetched by a timer, so that nothing of Qt is touched on the other thread."""

    def __init__(
        self, function: Callable[[], object], done: Callable[[Any], None], failed: Callable[[Exception], None]
    ) -> None:
        super().__init__()
        self._done, self._failed = done, failed
        self._dropped = False
        self._future: Future[object] = _pool.submit(function)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.on_look)
        self._timer.start()

    def drop(self) -> None:
        """Forget the outcome: whoever asked has gone or asked for something else."""
        self._dropped = True
        self._future.cancel()

    def on_look(self) -> None:
        """Is there an outcome yet?"""
        if not self._future.done():
            return
        self._timer.stop()
        _running.discard(self)
        if self._dropped:
            return
        error = self._future.exception()
        if isinstance(error, Exception):
            self._failed(error)
        else:
            self._done(self._future.result())


def in_words(error: Exception) -> str:
    """A refusal as it is said; anything else is a defect, raised here so that it goes where defects go."""
    if not isinstance(error, Refused):
        raise error
    return say(error)


def start(function: Callable[[], object], done: Callable[[Any], None], failed: Callable[[Exception], None]) -> Work:
    """Run a function on another thread, then call ``done`` with its result or ``failed`` with its exception here."""
    work = Work(function, done, failed)
    _running.add(work)
    return work
