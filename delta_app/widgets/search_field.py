"""A field to look for something in a list: it filters as one types, Escape empties it, the arrows go to the list."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from delta_app.widgets import icons, theme


class SearchField(QLineEdit, theme.Themed):
    """``left`` says that the keyboard should go on to what was found."""

    left = Signal()

    def __init__(self, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setClearButtonEnabled(True)
        self._dressed = True
        self.on_theme()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties, Down and Enter go on."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def on_theme(self) -> None:
        """Measure and draw again in another theme."""
        self.setTextMargins(theme.px(20), 0, 0, 0)
        self.setMinimumWidth(theme.px(210))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, and a glass at its left that grows with the text."""
        super().paintEvent(event)
        side = theme.px(15)
        box = QRectF(theme.gap(8), (self.height() - side) / 2, side, side)
        icons.paint(QPainter(self), "search", theme.colours().soft, box)
