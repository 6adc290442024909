"""Carrying something over the window with the mouse: pressed, moved, let go; and the label that goes with it.

Qt's own drag and drop is for other programs too and goes through the system; what stays in the window needs neither.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from delta_app.widgets import theme
from delta_app.widgets.chips import Chip


class Carrier(QObject):
    """Makes a widget something that can be carried: says when it begins, where it goes, and where it is let go.

    A press without a move stays a press.
    """

    began = Signal(QPoint)  # where on the widget it was taken
    moved = Signal(QPoint)  # where on the screen
    dropped = Signal(QPoint)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._from: QPoint | None = None
        self._carrying = False
        widget.installEventFilter(self)

    def give_up(self) -> None:
        """This press carries nothing."""
        self._from, self._carrying = None, False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The mouse on the widget."""
        if not isinstance(event, QMouseEvent):
            return False
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._from = event.position().toPoint()
        elif kind == QEvent.Type.MouseMove and self._from is not None:
            return self._move(event, self._from)
        elif kind == QEvent.Type.MouseButtonRelease:
            carried, at = self._carrying, event.globalPosition().toPoint()
            self.give_up()
            if carried:
                self.dropped.emit(at)
            return carried
        return False

    def _move(self, event: QMouseEvent, start: QPoint) -> bool:
        far = (event.position().toPoint() - start).manhattanLength() >= QApplication.startDragDistance()
        if not self._carrying and far:
            self._carrying = True
            self.began.emit(start)
        if self._carrying:
            self.moved.emit(event.globalPosition().toPoint())
        return self._carrying


class Carried(QWidget):
    """What is carried, beside the pointer: a name, and whether it can be let go there."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._chip = Chip()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._chip)
        self.hide()

    def say(self, text: str, icon: str, tone: theme.Tone) -> None:
        """What it is, and what would come of letting it go."""
        self._chip.tell(text, icon, tone)
        self.adjustSize()

    def follow(self, at: QPoint) -> None:
        """Beside the pointer, within the window."""
        host = self.parentWidget()
        if host is None:
            return
        here = host.mapFromGlobal(at) + QPoint(theme.px(14), theme.px(12))
        room = host.rect()
        self.move(
            max(0, min(here.x(), room.right() - self.width())), max(0, min(here.y(), room.bottom() - self.height()))
        )
        self.show()
        self.raise_()
