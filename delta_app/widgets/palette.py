"""The palette of acts: Ctrl+K, a few letters, Enter; everything that can be done, found by its words."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from delta_app.core.i18n import _
from delta_app.core.text import fold
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.page import Act
from delta_app.widgets.text import words

SHOWN_ROWS = 9


class Palette(Dialog):
    """Lists the acts whose words begin as typed; ``chosen`` is the one to do once the palette is gone."""

    def __init__(self, acts: Sequence[Act], parent: QWidget | None = None) -> None:
        super().__init__(_("Que voulez-vous faire ?"), parent, width=560)
        self.chosen: Act | None = None
        self._acts = acts
        self._field = QLineEdit()
        self._field.setAccessibleName(_("Chercher un acte"))
        self._field.setPlaceholderText(_("quelques lettres : composer, imprimer, texte…"))
        self._list = QListWidget()
        self._list.setAccessibleName(_("Actes"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._nothing = words(_("Rien ne s’appelle ainsi."), "soft")

        self.column.addWidget(self._field)
        self.column.addWidget(self._list, 1)
        self.column.addWidget(self._nothing)
        self.column.addWidget(words(_("Flèches pour choisir, Entrée pour faire, Échap pour quitter."), "soft"))

        self._field.textChanged.connect(self.on_typed)
        self._list.itemClicked.connect(lambda _item: self.on_done())
        self.on_typed("")
        rows = self._list.sizeHintForRow(0) * min(SHOWN_ROWS, max(1, len(acts)))
        self._list.setMinimumHeight(rows + 8)
        self.fit()
        self._field.setFocus()

    def on_typed(self, text: str) -> None:
        """Keep the acts that have all of these words, those that begin with them first."""
        self._list.clear()
        for act in matching(self._acts, text):
            item = QListWidgetItem(_label(act))
            item.setData(Qt.ItemDataRole.UserRole, act)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, _label(act))
            if act.why_not:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
            self._list.addItem(item)
        self._nothing.setVisible(not self._list.count())
        self._go_to(0, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose while the field keeps the keyboard; Enter does it."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self._go_to(self._list.currentRow() + step, step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.on_done()
        else:
            super().keyPressEvent(event)

    def on_done(self) -> None:
        """Do the act that is chosen."""
        item = self._list.currentItem()
        if item and item.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.chosen = item.data(Qt.ItemDataRole.UserRole)
            self.accept()

    def _go_to(self, row: int, step: int) -> None:
        """Choose a row, or the next one in this direction that can be done."""
        while 0 <= row < self._list.count():
            if self._list.item(row).flags() & Qt.ItemFlag.ItemIsEnabled:
                self._list.setCurrentRow(row)
                self._field.setAccessibleDescription(self._list.item(row).text())  # what Enter would do
                return
            row += step


def _label(act: Act) -> str:
    if act.why_not:
        return _("{act} · {why_not}").format(act=act.title, why_not=act.why_not)
    return _("{act}   ({shortcut})").format(act=act.title, shortcut=act.shortcut) if act.shortcut else act.title


def matching(acts: Sequence[Act], text: str) -> list[Act]:
    """The acts whose title has words that begin as each word typed, accents and case aside; those that begin with what
    was typed first, and whatever cannot be done now last."""
    typed = fold(text)
    found = []
    for place, act in enumerate(acts):
        title = fold(act.title)
        if all(any(part.startswith(word) for part in title.split()) for word in typed.split()):
            found.append((bool(act.why_not), not title.startswith(typed), place, act))
    return [act for *_order, act in sorted(found, key=lambda one: one[:3])]
