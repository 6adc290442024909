"""Rows of a side: one that leads somewhere, and lists whose rows can be taken away without losing the keyboard."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from delta_app.widgets import space, theme
from delta_app.widgets.buttons import IconButton, PressButton
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.item_rows import empty_layout
from delta_app.widgets.text import ElidedLabel, words


class LinkRow(PressButton):
    """Two lines that lead to another place: what it is, and what is said of it."""

    def __init__(self, title: str, caption: str, where: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{title}, {caption}" if caption else title)
        self.setAccessibleDescription(where)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        for label in (ElidedLabel(title, "strong"), ElidedLabel(caption, "soft")):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            if label.text():
                self._column.addWidget(label)
        space.around(self._column, 9, 5, 9, 5)

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return self._column.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As high as its lines, and narrow enough for any side."""
        return QSize(theme.px(80), self._column.sizeHint().height())


class TitledPart(QWidget):
    """A heading, what can be done at its right, and what is under it."""

    def __init__(self, title: str, *acts: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        space.between(self.column, 5)
        self.heading = words(title, "strong")
        head = FlowLayout(spacing=6, push_last=bool(acts))
        head.addWidget(self.heading)
        if acts:
            box = QWidget()
            row = QHBoxLayout(box)
            row.setContentsMargins(0, 0, 0, 0)
            space.between(row, 2)
            for act in acts:
                row.addWidget(act)
            head.addWidget(box)
        self.column.addLayout(head)

    def add(self, *widgets: QWidget) -> None:
        """Put something under it."""
        for widget in widgets:
            self.column.addWidget(widget)


@dataclass(frozen=True)
class Removable:
    """A row that can be taken away: its words, and what the button that does it is called."""

    key: object
    text: str
    remove: str
    icon: str = ""


class RemovableRows(QWidget):
    """Says in ``remove_asked`` which row is to go; the keyboard goes on to the row that takes its place."""

    remove_asked = Signal(object)

    def __init__(self, fallback: Callable[[], QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fallback = fallback  # where the keyboard goes when no row is left
        self._buttons: list[IconButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        space.between(self._column, 2)

    def show_rows(self, rows: Sequence[Removable], *, editable: bool) -> None:
        """Show these rows instead of those before."""
        focused = self.window().focusWidget()
        held = next((place for place, button in enumerate(self._buttons) if button is focused), None)
        empty_layout(self._column)
        self._buttons = []
        for row in rows:
            self._column.addWidget(self._row(row, editable=editable))
        self.setVisible(bool(rows))
        if held is not None:
            (self._buttons[min(held, len(self._buttons) - 1)] if self._buttons else self._fallback()).setFocus()

    def _row(self, row: Removable, *, editable: bool) -> QWidget:
        line = QFrame()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        space.between(across, 6)
        across.addWidget(words(row.text, wrap=True), 1)
        if editable:
            button = IconButton("close", row.remove)
            button.clicked.connect(lambda _checked=False, key=row.key: self.remove_asked.emit(key))
            self._buttons.append(button)
            across.addWidget(button)
        return line
