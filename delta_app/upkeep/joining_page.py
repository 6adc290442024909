"""Files joined to what a dialog says: chosen, read on another thread, told, and taken away again."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from delta_app.core.i18n import _
from delta_app.widgets import space, work
from delta_app.widgets.buttons import Button
from delta_app.widgets.forms import acts_row
from delta_app.widgets.text import words

File = TypeVar("File")


class Joining(QWidget, Generic[File]):
    """A button that joins one, another that takes the last away, and what is joined. ``read`` makes a file what is
    kept of it, ``tell`` says what is there, ``ask`` lets somebody choose. Where ``most`` is one, another takes its
    place."""

    changed = Signal()  # there is another, one less, or one is being read
    failed = Signal(str)

    def __init__(
        self,
        text: str,
        ask: Callable[[QWidget], Path | None],
        read: Callable[[Path], File],
        tell: Callable[[Sequence[File]], str],
        *,
        most: int = 1,
    ) -> None:
        super().__init__()
        self._ask, self._read, self._tell, self._most = ask, read, tell, most
        self.files: list[File] = []
        self._reading: work.Work | None = None
        self.button, self._away = Button(text, "folder"), Button(_("Ôter"), "close")
        self._told = words("", "soft", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        space.between(column, 4)
        column.addLayout(acts_row(self.button, self._away))
        column.addWidget(self._told)
        self.button.clicked.connect(self.on_join)
        self._away.clicked.connect(self.on_away)
        self._show()

    @property
    def reading(self) -> bool:
        """Whether one is still being read."""
        return self._reading is not None

    def on_join(self) -> None:
        """Choose one."""
        path = self._ask(self)
        if path is not None:
            self.join(path)

    def join(self, path: Path) -> None:
        """Read it on another thread: a photo is made smaller, which takes a moment."""
        self.failed.emit("")
        self._reading = work.start(lambda: self._read(path), self.on_read, self.on_not_read)
        self._show()

    def on_read(self, file: File) -> None:
        """It is there."""
        self._reading = None
        self.files = [*self.files, file][-self._most :]
        self._show(self.button)

    def on_not_read(self, error: Exception) -> None:
        """It is none of those that are taken, or too large."""
        self._reading = None
        self._show(self.button)
        self.failed.emit(work.in_words(error))

    def on_away(self) -> None:
        """Without the last."""
        self.files.pop()
        self._show(self._away if self.files else self.button)

    def drop(self) -> None:
        """Nobody waits any more for what is being read."""
        if self._reading is not None:
            self._reading.drop()

    def _show(self, hold: QWidget | None = None) -> None:
        """``hold``: where the keyboard goes on."""
        told = _("On lit le fichier…") if self.reading else self._tell(self.files)
        self._told.setText(told)
        self._told.setVisible(bool(told))
        self._away.setVisible(bool(self.files) and not self.reading)
        self.button.setEnabled(not self.reading and (self._most == 1 or len(self.files) < self._most))
        if hold is not None:
            (hold if hold.isEnabled() else self._away).setFocus()
        self.changed.emit()
