"""What both kinds of month stand in: the names of their columns over what scrolls, and a rounded frame."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QWidget

from delta_app.widgets import theme
from delta_app.widgets.area import Area
from delta_app.widgets.month_ground import Edge, Header

HEADER = 30


class MonthFrame(Area):
    """Lays out what it frames only when that, the text size or the room is another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._header = Header(self)
        self._edge = Edge(self)
        self._laid_out: tuple[object, theme.Theme, QSize] | None = None  # what, in which text size and room
        self.horizontalScrollBar().valueChanged.connect(self._header.slide)

    def sizeHint(self) -> QSize:
        """Enough for a week."""
        return QSize(theme.px(820), theme.px(560))

    def lay_out(self, month: object | None, arrange: Callable[[QSize], list[int]]) -> None:
        """Lay out a month, where there is one; ``arrange`` does it in a room and says where the columns begin."""
        room = self.viewport().size()
        if self.viewportMargins().top() != theme.px(HEADER):
            self.setViewportMargins(0, theme.px(HEADER), 0, 0)
        view = self.viewport().size()
        if month is None or (self.isVisible() and view != room):
            return  # nothing to lay out, or done since the room became another
        if self._laid_out is not None and self._laid_out[0] is month and self._laid_out[1:] == (theme.current(), view):
            return
        self._laid_out = (month, theme.current(), view)
        self._header.note(arrange(view), self.horizontalScrollBar().value())
        self._header.setGeometry(0, 0, view.width(), theme.px(HEADER))
        self._edge.setGeometry(self.rect())
        self._edge.raise_()
