"""A day of the calendar: its number and what happens then; hatched when closed or outside the month."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from delta_app.widgets import theme
from delta_app.widgets.calendar_chip import ChipButton
from delta_app.widgets.calendar_month import CalendarDay
from delta_app.widgets.day_cell import hatch, paint_mark, paint_number
from delta_app.widgets.pressed_cell import PressedCell
from delta_app.widgets.text import plain_tip

SIDE = 6
ABOVE, NUMBER, UNDER = 5, 16, 3  # the head: white space, the number, white space
BETWEEN = 3
END = 4
LEAST = 58  # the least height of a day, of large text in part only


class DayCell(PressedCell):
    """Shows one day; keeps its chips and reuses them for whatever day comes next."""

    new_asked = Signal()

    def __init__(self, parent: QWidget, wire: Callable[["DayCell | ChipButton"], None]) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._wire = wire
        self._chips: list[ChipButton] = []
        self.shown = CalendarDay(date.min, in_month=False)
        self.by_mouse = False  # whether the keyboard came by a press
        self._target = False

    @property
    def chips(self) -> list[ChipButton]:
        """The chips in use, in the order of the day."""
        return self._chips[: len(self.shown.chips)]

    @property
    def spots(self) -> list["DayCell | ChipButton"]:
        """Where the keyboard can be: the day itself, and its chips."""
        return [self, *self.chips]

    @property
    def day(self) -> date:
        """The day shown."""
        return self.shown.day

    @property
    def inside(self) -> bool:
        """Whether the day is one of the month."""
        return self.shown.in_month

    def show_day(self, shown: CalendarDay) -> None:
        """Show another day, or the same one changed."""
        if shown == self.shown:
            return
        self.shown = shown
        self.setAccessibleName(shown.spoken)
        plain_tip(self, "\n".join(filter(None, (shown.closed_words, shown.mark))))
        while len(self._chips) < len(shown.chips):
            self._chips.append(ChipButton(self))
            self._wire(self._chips[-1])
        for button, chip in zip(self._chips, shown.chips, strict=False):
            button.show_chip(chip, shown.day)
            button.show()
        for button in self._chips[len(shown.chips) :]:
            button.hide()
        self.update()

    def be_target(self, *, target: bool) -> None:
        """Say that what is carried would land here."""
        if target != self._target:
            self._target = target
            self.update()

    @property
    def head(self) -> QRect:
        """The part with the number."""
        return QRect(0, 0, self.width(), _head_height())

    @property
    def least_width(self) -> int:
        """The width in which the times of all chips are whole."""
        return max((chip.minimumSizeHint().width() for chip in self.chips), default=0) + 2 * theme.gap(SIDE)

    def hasHeightForWidth(self) -> bool:
        """Narrow chips are higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height in which all chips are whole."""
        inner = width - 2 * theme.gap(SIDE)
        used = sum(chip.heightForWidth(inner) + theme.gap(BETWEEN) for chip in self.chips)
        return max(_head_height() + used + theme.gap(END - BETWEEN), theme.between(LEAST))

    def place_chips(self) -> None:
        """The chips under the number, from the top."""
        side, y = theme.gap(SIDE), _head_height()
        width = self.width() - 2 * side
        for chip in self.chips:
            height = chip.heightForWidth(width)
            chip.setGeometry(side, y, width, height)
            y += height + theme.gap(BETWEEN)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the chips in another room."""
        super().resizeEvent(event)
        self.place_chips()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Twice on free ground: something new."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.new_asked.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say so, and how."""
        self.by_mouse = event.reason() == Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, the number, a word about the day, the rings."""
        shown = self.shown
        shades = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if shown.closure or not shown.in_month:
            hatch(painter, self.rect())
        else:
            painter.fillRect(self.rect(), theme.colour(shades.accent_soft if self._target else shades.card))
        if shown.in_month:
            at = QPoint(theme.gap(SIDE), theme.gap(ABOVE))
            end = paint_number(painter, shown.day, at, shades.soft, today=shown.today)
            room = QRect(end + theme.gap(SIDE), at.y(), 0, theme.px(NUMBER))
            room.setRight(self.width() - theme.gap(SIDE))
            paint_mark(painter, shown.mark, room)
        if self._target or self.hasFocus():
            painter.setPen(QPen(theme.colour(shades.accent if self._target else shades.focus), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), theme.gap(4), theme.gap(4))


def _head_height() -> int:
    return theme.gap(ABOVE) + theme.px(NUMBER) + theme.gap(UNDER)
