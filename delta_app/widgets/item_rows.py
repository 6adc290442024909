"""Rows of a list in a card: what it is, what is said of it, and what can be done."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from delta_app.widgets import theme
from delta_app.widgets.chips import Chip
from delta_app.widgets.text import words
from delta_app.widgets.theme import Tone


class ItemRow(QFrame):
    """A title, a caption under it, a chip that tells a state, and buttons at the right."""

    def __init__(self, title: str, caption: str, *buttons: QWidget, chip: tuple[str, str, Tone] | None = None,
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self.setProperty("role", "item")
        self.setAccessibleName(f"{title}, {caption}" if caption else title)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.gap(6), 0, theme.gap(6))
        row.setSpacing(theme.gap(10))
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(words(title, "strong", wrap=True))
        if caption:
            column.addWidget(words(caption, "soft", wrap=True))
        row.addLayout(column, 1)
        if chip is not None:
            row.addWidget(Chip(*chip))
        for button in buttons:
            row.addWidget(button)


def empty_layout(layout: QLayout) -> None:
    """Take away all that is in a list, before it is filled anew."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
