"""What the month stands on: the lines between days, the numbers of the weeks, the names of weekdays, the frame."""

from itertools import pairwise

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from delta_app.widgets import theme

WEEK_WIDTH = 35


class Board(QWidget):
    """The scrolled ground: lines between days and the column of week numbers."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._tops: list[int] = []
        self._headings: list[str] = []

    def note(self, tops: list[int], headings: list[str]) -> None:
        """Where the weeks begin and what they are called."""
        if (tops, headings) != (self._tops, self._headings):
            self._tops, self._headings = tops, headings
            self.update()  # and with it everything that stands on it

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lines show through between the cells."""
        shades = theme.colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour(shades.line))
        week = theme.px(WEEK_WIDTH)
        painter.setFont(theme.font(11))
        for (top, bottom), heading in zip(pairwise([*self._tops, self.height() + 1]), self._headings, strict=True):
            cell = QRect(0, top, week, bottom - top - 1)
            painter.fillRect(cell, theme.colour(shades.paper))
            painter.setPen(theme.colour(shades.soft))
            painter.drawText(cell.adjusted(0, theme.px(4), 0, 0), int(Qt.AlignmentFlag.AlignHCenter), heading)


class Header(QWidget):
    """The names of the weekdays, which stay in sight above the scrolled weeks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._edges: list[int] = []
        self._offset = 0

    def name_columns(self, names: tuple[str, ...]) -> None:
        """The weekdays shown."""
        if names != self._names:
            self._names = names
            self.setAccessibleName(", ".join(names))
            self.update()

    def note(self, edges: list[int], offset: int) -> None:
        """Where the columns begin."""
        if (edges, offset) != (self._edges, self._offset):
            self._edges, self._offset = edges, offset
            self.update()

    def slide(self, offset: int) -> None:
        """Follow the horizontal scrolling."""
        self._offset = offset
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Names over their columns."""
        shades = theme.colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour(shades.paper))
        painter.setFont(theme.font(12, QFont.Weight.DemiBold))
        for (left, right), name in zip(pairwise(self._edges), self._names, strict=False):
            painter.setPen(theme.colour(shades.line))
            painter.drawLine(left - self._offset, 0, left - self._offset, self.height())
            painter.setPen(theme.colour(shades.soft))
            room = QRect(left + theme.px(8) - self._offset, 0, right - left - theme.px(10), self.height())
            shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.setPen(theme.colour(shades.line))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


class Edge(QWidget):
    """The rounded frame laid over the grid; lets everything through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Corners in the colour of the page, and a line around."""
        shades = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole, inner = QPainterPath(), QPainterPath()
        whole.addRect(QRectF(self.rect()))
        inner.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.gap(11), theme.gap(11))
        painter.fillPath(whole - inner, theme.colour(shades.paper))
        painter.setPen(QPen(theme.colour(shades.line), 1))
        painter.drawPath(inner)
