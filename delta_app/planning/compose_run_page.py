"""Composing under way, on the page: how far it is, and the way to stop it at once."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from delta_app.core.i18n import _
from delta_app.planning.commands import ComposeJob, Failure, Plan, Progress, Proposed
from delta_app.widgets.progress import Progress as ProgressPanel

POLL_MS = 60


class ComposeRun(QWidget):
    """Nothing, or one composing and its progress; ``found`` gives what it started from and its plan."""

    found = Signal(object, object)
    failed = Signal()
    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: ComposeJob | None = None
        self._from: Proposed | None = None
        self._panel: ProgressPanel | None = None
        self._timer = QTimer(self, interval=POLL_MS)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._timer.timeout.connect(self.on_poll)

    @property
    def busy(self) -> bool:
        """Whether something is being composed."""
        return self._job is not None

    def begin(self, proposed: Proposed) -> None:
        """Compose from here; what was under way ends."""
        self.end()
        self._from = proposed
        self._job = ComposeJob(proposed.composed.problem)
        least = proposed.order.change == "least"
        self._panel = ProgressPanel(
            _("Recherche du planning qui change le moins possible…")
            if least
            else _("Recherche du meilleur planning possible…")
        )
        self._panel.cancelled.connect(self.stop)
        self._column.addWidget(self._panel)
        self.setFocusProxy(self._panel.cancel)
        self._timer.start()

    def end(self) -> None:
        """End the child at once, without a word."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
        self._job = self._from = None
        if self._panel is not None:
            self._column.removeWidget(self._panel)
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None

    def stop(self) -> None:
        """End it because one asked for it."""
        self.end()
        self.stopped.emit()

    def on_poll(self) -> None:
        """Is there news from the child process?"""
        news = self._job.poll() if self._job is not None else None
        if isinstance(news, Progress) and self._panel is not None:
            self._panel.advance(news.fraction)
        elif isinstance(news, Plan):
            proposed = self._from
            self.end()
            self.found.emit(proposed, news)
        elif isinstance(news, Failure):
            self.end()
            self.failed.emit()
