"""Rows of a list in a card: what it is, what is said of it, and what can be done."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from delta_app.widgets import space
from delta_app.widgets.chips import Chip
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.text import words
from delta_app.widgets.theme import Tone


class ItemRow(QFrame):
    """A title, a caption under it, a chip that tells a state, and buttons at the right."""

    def __init__(self, title: str, caption: str, *buttons: QWidget, chip: tuple[str, str, Tone] | None = None,
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self.setProperty("role", "item")
        self.setAccessibleName(f"{title}, {caption}" if caption else title)
        self._beside = QHBoxLayout()
        space.between(self._beside, 10)
        self._pieces = [*([Chip(*chip)] if chip is not None else []), *buttons]
        for piece in self._pieces:
            self._beside.addWidget(piece)
        self._broken = FlowLayout(spacing=10)  # where they stand when there is no room for them in one line
        column = QVBoxLayout()
        column.setSpacing(0)
        self._words = [words(title, "strong", wrap=True), *([words(caption, "soft", wrap=True)] if caption else [])]
        for label in self._words:
            column.addWidget(label)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        space.around(self._row, 0, 6, 0, 6)
        space.between(self._row, 10)
        self._row.addLayout(column, 1)
        self._row.addLayout(self._beside)
        self._row.addLayout(self._broken)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What stands beside the words goes under them where they would have less room than it, and need more; in
        several lines where one is too short."""
        super().resizeEvent(event)
        gaps = (len(self._pieces) - 1) * self._beside.spacing()
        beside = sum(piece.sizeHint().width() for piece in self._pieces) + gaps if self._pieces else 0
        in_one_line = max(label.fontMetrics().horizontalAdvance(label.text()) for label in self._words)
        narrow = self.width() - beside - self._row.spacing() < min(beside, in_one_line)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if way != self._row.direction():
            self._row.setDirection(way)
            self._beside.setAlignment(Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag(0))
        holds: QLayout = self._broken if narrow and beside > self.width() else self._beside
        if self._pieces and holds.indexOf(self._pieces[0]) < 0:
            for piece in self._pieces:
                (self._beside if holds is self._broken else self._broken).removeWidget(piece)
                holds.addWidget(piece)


def empty_layout(layout: QLayout) -> None:
    """Take away all that is in a list, before it is filled anew."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
