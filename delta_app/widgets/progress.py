"""Progress of long work: what is being done, since when, and a way to stop it."""

import time

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from delta_app.core.i18n import _, ngettext
from delta_app.widgets import space
from delta_app.widgets.buttons import Button
from delta_app.widgets.text import words


class Progress(QWidget):
    """A sentence, a bar, the seconds gone by, and a Cancel button."""

    cancelled = Signal()

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._began = time.monotonic()
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(sentence)
        self._seconds = words(role="soft")
        self.cancel = Button(_("Arrêter"), "close")
        self._clock = QTimer(self, interval=500)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        space.between(column, 12)
        column.addWidget(words(sentence, "heading", wrap=True))
        column.addWidget(self._bar)
        row = QHBoxLayout()
        row.addWidget(self._seconds, 1)
        row.addWidget(self.cancel)
        column.addLayout(row)

        self._clock.timeout.connect(self.on_tick)
        self.cancel.clicked.connect(self.cancelled)
        self._clock.start()

    def advance(self, fraction: float) -> None:
        """Show how far the work is, once it tells."""
        self._bar.setRange(0, 100)
        self._bar.setValue(round(100 * fraction))

    def on_tick(self) -> None:
        """Say how long it has been."""
        seconds = int(time.monotonic() - self._began)
        self._seconds.setText(
            ngettext("{n} seconde ; rien n’est changé.", "{n} secondes ; rien n’est changé.", seconds).format(n=seconds)
        )
