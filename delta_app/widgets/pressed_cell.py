"""A cell of a grid that is drawn over with the mouse or worked by keys: it only tells, the grid decides."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QWidget


class PressedCell(QAbstractButton):
    """Says where a stroke begins, goes and ends, which key was pressed, and when the keyboard comes."""

    pressed_on = Signal()
    dragged = Signal(QPoint)  # where the pointer is, on the grid
    released_on = Signal()
    key_pressed = Signal(QKeyEvent)
    entered = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A stroke begins."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.pressed_on.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """It goes on over the neighbours."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.dragged.emit(self.mapToParent(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """It ends."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.released_on.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The grid knows what keys do."""
        event.ignore()
        self.key_pressed.emit(event)
        if not event.isAccepted():
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say so: this is where Tab comes back to."""
        super().focusInEvent(event)
        self.entered.emit()
