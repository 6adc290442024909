"""Finds one of many by a few letters: a field, a list that shrinks as one types, arrows and Enter."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QListWidgetItem, QWidget

from delta_app.core.i18n import _
from delta_app.core.text import fold
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.text import words

SHOWN_ROWS = 9
_BY_HAND = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.Wheel,
    QEvent.Type.KeyRelease,
    QEvent.Type.Close,
}


@dataclass(frozen=True)
class Found:
    """One to choose: its words, which are searched, what is said beside it, and what it stands for."""

    text: str
    note: str
    value: Any
    possible: bool = True  # whether it can be chosen; else the note says why not

    @property
    def line(self) -> str:
        """As it is listed."""
        return _("{text} · {note}").format(text=self.text, note=self.note) if self.note else self.text


class Finder(Dialog):
    """Lists those whose words begin as typed; ``chosen`` is what the one chosen stands for."""

    def __init__(self, title: str, hint: str, entries: Sequence[Found], parent: QWidget | None = None, *,
                 typed: str = "") -> None:  # fmt: skip
        super().__init__(title, parent, width=560)
        self.chosen: Any = None
        self._entries = entries
        self._field = QLineEdit()
        self._field.setAccessibleName(_("Chercher"))
        self._field.setPlaceholderText(hint)
        self._list = QListWidget()
        self._list.setAccessibleName(title)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setWordWrap(True)
        self._nothing = words(_("Rien ne s’appelle ainsi."), "soft")

        self.column.addWidget(self._field)
        self.column.addWidget(self._list, 1)
        self.column.addWidget(self._nothing)
        keys = _("Flèches pour choisir, Entrée pour prendre, Échap pour quitter.")
        self.column.addWidget(words(keys, "soft", wrap=True))

        self._field.textChanged.connect(self.on_typed)
        self._list.itemClicked.connect(lambda _item: self.on_done())
        self._field.setText(typed)
        self.on_typed(typed)
        rows = self._list.sizeHintForRow(0) * min(SHOWN_ROWS, max(1, len(entries)))
        self._list.setMinimumHeight(rows + 8)
        self.fit()
        self._field.setFocus()

    def exec(self) -> int:
        """Wait for the choice. Modal, as other dialogs are, it would have Qt throw away what one types from the first
        letter on until the system gives it the keyboard; so it holds off the other windows itself."""
        application, elsewhere = QApplication.instance(), _Elsewhere(self._field)
        if application is None:
            raise RuntimeError("a dialog without an application")
        waiting = QEventLoop()
        self.finished.connect(waiting.quit)
        application.installEventFilter(elsewhere)
        try:
            self.setModal(False)
            self.show()
            self._field.end(False)  # what opens selects what is in its field, and the next letter would replace it
            waiting.exec()
        finally:
            application.removeEventFilter(elsewhere)
            self.deleteLater()
        return self.result()

    def on_typed(self, text: str) -> None:
        """Keep those that have all of these words."""
        self._list.clear()
        for entry in matching(self._entries, text):
            item = QListWidgetItem(entry.line)
            item.setData(Qt.ItemDataRole.UserRole, entry)
            if not entry.possible:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
            self._list.addItem(item)
        self._nothing.setVisible(not self._list.count())
        self._field.setAccessibleDescription("" if self._list.count() else self._nothing.text())
        self._go_to(0, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose while the field keeps the keyboard; Enter takes what is chosen."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self._go_to(self._list.currentRow() + step, step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.on_done()
        else:
            super().keyPressEvent(event)

    def on_done(self) -> None:
        """Take what is chosen."""
        item = self._list.currentItem()
        if item and item.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.chosen = item.data(Qt.ItemDataRole.UserRole).value
            self.accept()

    def _go_to(self, row: int, step: int) -> None:
        """Choose a row, or the next one in this direction that can be."""
        while 0 <= row < self._list.count():
            if self._list.item(row).flags() & Qt.ItemFlag.ItemIsEnabled:
                self._list.setCurrentRow(row)
                self._field.setAccessibleDescription(self._list.item(row).text())  # what Enter would take
                return
            row += step


class _Elsewhere(QObject):
    """Has what is typed into the windows that stood before come to a field, and nothing else done in them."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self._field = field
        self._windows = [widget.windowHandle() for widget in QApplication.topLevelWidgets() if widget.isVisible()]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whether an event is held off."""
        if event.type() == QEvent.Type.Shortcut:
            return True  # keys that ask for something, as those that asked for this
        if watched not in self._windows:
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            typed = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
            QApplication.sendEvent(self._field, typed)
            return True
        if event.type() in _BY_HAND:
            event.ignore()
            return True
        return False


def matching(entries: Sequence[Found], text: str) -> list[Found]:
    """Those that have, for each word typed, a word that begins so, accents and case aside; those that begin with what
    was typed first, and whatever cannot be chosen last."""
    typed = fold(text)
    found = []
    for place, entry in enumerate(entries):
        line = fold(entry.text)
        if all(any(part.startswith(word) for part in line.split()) for word in typed.split()):
            found.append((not entry.possible, not line.startswith(typed), place, entry))
    return [entry for *_order, entry in sorted(found, key=lambda one: one[:3])]
