"""One day of the month: its number, what else happens, its slots; hatched when closed or outside the month."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from delta_app.widgets import icons, theme
from delta_app.widgets.month_rows import GridDay
from delta_app.widgets.slot_paint import FIRST_SIZES, RowSizes
from delta_app.widgets.slot_row import SlotRow
from delta_app.widgets.text import plain_tip

HEAD = 21
SIDE = 4
BETWEEN = 3
HATCH_STEP = 11
CLOSURE_SIZE = 11.5
CLOSURE_FLAGS = int(Qt.TextFlag.TextWordWrap)


class DayCell(QWidget):
    """Shows one day; keeps its rows and reuses them for whatever day comes next."""

    def __init__(self, parent: QWidget, wire: Callable[[SlotRow], None]) -> None:
        super().__init__(parent)
        self._wire, self._sizes = wire, FIRST_SIZES
        self._rows: list[SlotRow] = []
        self.day: GridDay | None = None

    @property
    def rows(self) -> list[SlotRow]:
        """The rows in use, in the order of the day."""
        return self._rows[: len(self.day.slots)] if self.day else []

    def show_day(self, day: GridDay) -> None:
        """Show another day, or the same one changed."""
        if day == self.day:
            return
        self.day = day
        self.setAccessibleName(day.spoken)
        plain_tip(self, "\n".join(filter(None, (day.closure, *day.notes, day.tip))))
        while len(self._rows) < len(day.slots):
            row = SlotRow(self)
            self._wire(row)
            self._rows.append(row)
        for row, slot in zip(self._rows, day.slots, strict=False):
            row.show_slot(slot)
            row.show()
        for row in self._rows[len(day.slots) :]:
            row.hide()
        self.update()

    def use_sizes(self, sizes: RowSizes) -> None:
        """Pass on the sizes the whole grid agreed on."""
        self._sizes = sizes
        for row in self.rows:
            row.use_sizes(sizes)

    def height_for(self, width: int, sizes: RowSizes) -> int:
        """The height it needs to show all of it with rows of these sizes."""
        inner = width - 2 * theme.px(SIDE)
        used = self._rows_top(width) + sum(row.height_for(inner, sizes) + theme.px(BETWEEN) for row in self.rows)
        return max(used, theme.px(46)) + theme.px(3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the rows."""
        super().resizeEvent(event)
        self.place_rows()

    def place_rows(self) -> None:
        """The rows under the head, from the top."""
        side, y = theme.px(SIDE), self._rows_top(self.width())
        width = self.width() - 2 * side
        for row in self.rows:
            height = row.height_for(width, self._sizes)
            row.setGeometry(side, y, width, height)
            y += height + theme.px(BETWEEN)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, number, activities, reason of a closure."""
        day = self.day
        if day is None:
            return
        shades = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if day.closure or not day.in_month:
            hatch(painter, self.rect())
        else:
            painter.fillRect(self.rect(), theme.colour(shades.card))
        if not day.in_month:
            paint_mark(painter, day.mark, self._mark_room(0))
            return
        ink = theme.colours().soft if day.closure else theme.colours().ink
        end = paint_number(painter, day.day, QPoint(theme.px(5), theme.px(3)), ink, today=day.today)
        if day.notes:
            self._paint_notes(painter, day, end)
        elif day.mark:
            paint_mark(painter, day.mark, self._mark_room(end))
        if day.closure:
            painter.setFont(theme.font(CLOSURE_SIZE))
            painter.setPen(theme.colour(shades.soft))
            painter.drawText(self._closure_room(self.width()), CLOSURE_FLAGS, day.closure)

    def _rows_top(self, width: int) -> int:
        """Where the rows begin: under the head and the reason of a closure."""
        return self._closure_room(width).bottom() + 1 + (theme.px(BETWEEN) if self.rows else 0)

    def _closure_room(self, width: int) -> QRect:
        """The reason of a closure, in as many lines as it takes; no height without one."""
        side, top = theme.px(6), theme.px(HEAD)
        room = QRect(side, top, width - 2 * side, 0)
        if self.day is not None and self.day.closure:
            most = room.adjusted(0, 0, 0, theme.px(10_000))
            taken = QFontMetrics(theme.font(CLOSURE_SIZE)).boundingRect(most, CLOSURE_FLAGS, self.day.closure)
            room.setHeight(taken.height())
        return room

    def _mark_room(self, start: int) -> QRect:
        """What is left beside the number for a word about the day."""
        room = QRect(start + theme.px(6), theme.px(3), 0, theme.px(16))
        room.setRight(self.width() - theme.px(6))
        return room

    def _paint_notes(self, painter: QPainter, day: GridDay, start: int) -> None:
        shades = theme.colours()
        side = theme.px(10)
        x = start + theme.px(6)
        icons.paint(painter, "star", shades.activity, QRectF(x, theme.px(11) - side / 2, side, side))
        font = theme.font(11, QFont.Weight.Medium)
        painter.setFont(font)
        painter.setPen(theme.colour(shades.activity))
        room = QRect(x + side + theme.px(3), theme.px(3), 0, theme.px(16))
        room.setRight(self.width() - theme.px(4))
        shown = QFontMetrics(font).elidedText(" · ".join(day.notes), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)


def paint_number(painter: QPainter, day: date, at: QPoint, ink: str, *, today: bool) -> int:
    """The day's number, in a pill when it is today; returns where it ends."""
    shades = theme.colours()
    font = theme.font(12, QFont.Weight.DemiBold)
    painter.setFont(font)
    text = str(day.day)
    box = QRect(at.x(), at.y(), QFontMetrics(font).horizontalAdvance(text), theme.px(16))
    if today:
        pill = QRectF(box).adjusted(0, 0, theme.px(12), 0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(shades.accent))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setPen(theme.colour(shades.on_accent))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
        return int(pill.right())
    painter.setPen(theme.colour(ink))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), text)
    return box.right()


def paint_mark(painter: QPainter, mark: str, room: QRect) -> None:
    """A word about the day, small and at the right; where it has no room, pointing at the day still tells."""
    font = theme.font(10)
    painter.setFont(font)
    painter.setPen(theme.colour(theme.colours().soft))
    if QFontMetrics(font).horizontalAdvance(mark) <= room.width():
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), mark)


def hatch(painter: QPainter, area: QRect) -> None:
    """Slanted stripes: nothing opens here."""
    shades = theme.colours()
    painter.fillRect(area, theme.colour(shades.paper))
    painter.save()
    painter.setClipRect(area)
    step = theme.gap(HATCH_STEP)
    painter.setPen(QPen(theme.colour(shades.hatch), step * 0.45))
    for offset in range(-area.height(), area.width() + area.height(), step):
        painter.drawLine(offset, area.height(), offset + area.height(), 0)
    painter.restore()
