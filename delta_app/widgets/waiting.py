"""Long work that the window waits for: shown once it takes a moment, and stopped by a press or Escape."""

import time
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QWidget

from delta_app.widgets.dialog import Dialog
from delta_app.widgets.progress import Progress

SHOWN_AFTER, LOOKED_EVERY = 0.3, 0.05  # seconds
Done = TypeVar("Done")


class Stopped(Exception):
    """The person stopped it; the work throws it on, so that its transaction keeps nothing."""


def while_waiting(sentence: str, parent: QWidget, work: Callable[[Callable[[float], None]], Done]) -> Done:
    """Do ``work``, which tells again and again what fraction of it is done. Raises Stopped from within such a call."""
    began = looked = time.monotonic()
    waiting: _Waiting | None = None

    def tell(fraction: float) -> None:
        nonlocal looked, waiting
        now = time.monotonic()
        if now - began < SHOWN_AFTER or now - looked < LOOKED_EVERY:
            return
        looked = now
        if waiting is None:
            waiting = _Waiting(sentence, parent)
            waiting.show()
        waiting.progress.advance(fraction)
        QApplication.processEvents()
        if waiting.stopped:
            raise Stopped

    try:
        return work(tell)
    finally:
        if waiting is not None:
            waiting.close()
            waiting.deleteLater()


class _Waiting(Dialog):
    """Stands before the window, so that nothing else is done meanwhile."""

    def __init__(self, sentence: str, parent: QWidget) -> None:
        super().__init__(sentence, parent, width=480)
        self.stopped = False
        self.heading.hide()  # the progress says it
        self.progress = Progress(sentence)
        self.column.addWidget(self.progress)
        self.progress.cancelled.connect(self.reject)
        self.rejected.connect(self.on_stop)
        self.fit()
        self.progress.cancel.setFocus()

    def on_stop(self) -> None:
        """Heard by the work at its next word."""
        self.stopped = True
