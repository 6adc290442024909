"""An activity in its day: a small coloured button with the time, the title, and what is told of it by a mark."""

import re
from datetime import date

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from delta_app.widgets import icons, theme
from delta_app.widgets.calendar_month import CalendarChip
from delta_app.widgets.text import ONE_LINE, plain_tip, set_whole

SIZE = 12
SIDE, AIR = 6, 3  # white space beside the words, and above and below them
RADIUS = 5
ICON = 11
ONE_LINE_FROM = 92  # the width, at 100 %, from which words keep to one line; narrower ones take two
PALE = 0.4  # how much is left of a chip while it is carried
_BREAKS = re.compile(r"[ \t\r\n]+")  # not at a no-break space


class ChipButton(QAbstractButton):
    """Shows one activity. A click tells ``clicked``; what keys do is for the grid to know."""

    opened = Signal()
    menu_asked = Signal(QPoint)  # where on the screen
    key_pressed = Signal(QKeyEvent)
    entered = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.shown, self.day = CalendarChip("", ""), date.min
        self.by_mouse = False  # whether the keyboard came by a press
        self._chosen = self._pale = False
        self.toggled.connect(self.on_toggled)
        self._set: tuple[object, list[str]] = (None, [])  # the title in lines, and for what

    def show_chip(self, chip: CalendarChip, day: date) -> None:
        """Show another activity, or the same one changed."""
        self.day = day
        if chip != self.shown:
            self.shown = chip
            self.setAccessibleName(chip.spoken)
            plain_tip(self, chip.spoken)
            self.update()

    @property
    def key(self) -> str:
        """The key of the activity shown."""
        return self.shown.key

    def choose(self, *, chosen: bool) -> None:
        """Be the one chosen, or not."""
        self._chosen = chosen
        self.setChecked(chosen)

    def on_toggled(self, checked: bool) -> None:
        """A screen reader toggles what can be checked; it means a press."""
        if checked != self._chosen:
            self.setChecked(self._chosen)
            self.clicked.emit()

    def be_pale(self, *, pale: bool) -> None:
        """Step back while it is carried."""
        if pale != self._pale:
            self._pale = pale
            self.update()

    def nextCheckState(self) -> None:
        """The grid says which one is chosen; pressing it does not toggle."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The grid knows what keys do."""
        event.ignore()
        self.key_pressed.emit(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """What was pressed stays so until it is let go or carried away."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Twice: it is opened."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with it, at the pointer or, asked for by key, in its middle."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.menu_asked.emit(self.mapToGlobal(self.rect().center()) if by_key else event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say so: this is where Tab comes back to."""
        super().focusInEvent(event)
        self.by_mouse = event.reason() == Qt.FocusReason.MouseFocusReason
        self.entered.emit()

    def hasHeightForWidth(self) -> bool:
        """Where it is narrow the title goes on under the time."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of one line or two."""
        return _line_height() * len(self._lines(width)) + 2 * theme.gap(AIR)

    def sizeHint(self) -> QSize:
        """All of it in one line; the grid gives it its place."""
        title = _metrics().horizontalAdvance(_title(self.shown))
        return QSize(self._left() + title + self._right(), _line_height() + 2 * theme.gap(AIR))

    def minimumSizeHint(self) -> QSize:
        """The time whole, and some letters."""
        few = _metrics().averageCharWidth() * 3
        least = max(self._left() - _metrics().horizontalAdvance(" "), theme.gap(SIDE) + few)
        return QSize(least + self._right(), _line_height() + 2 * theme.gap(AIR))

    def _left(self) -> int:
        """Where the title begins in the first line."""
        if not self.shown.time:
            return theme.gap(SIDE)
        time = _metrics(QFont.Weight.Bold).horizontalAdvance(self.shown.time)
        return theme.gap(SIDE) + time + _metrics().horizontalAdvance(" ")

    def _right(self) -> int:
        """What is beside the words at the right."""
        return theme.gap(SIDE) + (theme.px(ICON) + theme.gap(2) if self.shown.icon else 0)

    def _lines(self, width: int) -> list[str]:
        """The title in lines, the first beside the time, as they were found last for the same width and text size."""
        wanted = (self.shown, width, theme.current().scale)
        if self._set[0] != wanted:
            self._set = (wanted, self._find_lines(width))
        return self._set[1]

    def _find_lines(self, width: int) -> list[str]:
        title, metrics = _title(self.shown), _metrics()
        first_room, room = width - self._left() - self._right(), width - theme.gap(SIDE) - self._right()
        if width >= theme.px(ONE_LINE_FROM) or metrics.horizontalAdvance(title) <= first_room:
            return [_cut(title, metrics, first_room)]
        words, first = _BREAKS.split(title), ""
        while words and metrics.horizontalAdvance(f"{first} {words[0]}".strip()) <= first_room:
            first = f"{first} {words.pop(0)}".strip()
        second = _cut(" ".join(words), metrics, room)
        return [first, second] if first or first_room != room else [second]

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, the words, the mark, the rings."""
        chip = self.shown
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._pale:
            painter.setOpacity(PALE)
        self._paint_ground(painter, chip)
        self._paint_words(painter, chip)
        if chip.icon:
            side = theme.px(ICON)
            top = theme.gap(AIR) + (_line_height() - side) / 2
            box = QRectF(self.width() - theme.gap(SIDE) - side, top, side, side)
            icons.paint(painter, chip.icon, _ink(chip), box)
        painter.setOpacity(1)
        self._paint_rings(painter)

    def _paint_ground(self, painter: QPainter, chip: CalendarChip) -> None:
        """The colour of the activity; plain when it does not take place, an outline only for an idea."""
        shades = theme.colours()
        ground, outline = theme.tile_shades(chip.colour)
        if chip.struck:
            ground, outline = shades.plain_ground, shades.line
        pen = QPen(theme.colour(shades.control_line if chip.tentative or self.underMouse() else outline), 1)
        if chip.tentative:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush if chip.tentative else theme.colour(ground))
        painter.drawRoundedRect(self._box(), theme.gap(RADIUS), theme.gap(RADIUS))

    def _paint_words(self, painter: QPainter, chip: CalendarChip) -> None:
        painter.setPen(theme.colour(_ink(chip)))
        top, line = theme.gap(AIR), _line_height()
        left, end = theme.gap(SIDE), self.width() - self._right()
        if chip.time:
            time = _cut(chip.time, _metrics(QFont.Weight.Bold), end - left)
            painter.setFont(_font(chip, QFont.Weight.Bold))
            painter.drawText(QRectF(left, top, end - left, line), int(ONE_LINE), time)
        painter.setFont(_font(chip))
        for number, words in enumerate(self._lines(self.width())):
            x = left if number else self._left()
            painter.drawText(QRectF(x, top + number * line, end - x, line), int(ONE_LINE), words)

    def _paint_rings(self, painter: QPainter) -> None:
        shades, box, radius = theme.colours(), self._box(), theme.gap(RADIUS)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.isChecked():
            painter.setPen(QPen(theme.colour(shades.accent), 2))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if self.hasFocus():
            inner = 2 if self.isChecked() else 0.5
            painter.setPen(QPen(theme.colour(shades.focus), 2))
            painter.drawRoundedRect(box.adjusted(inner, inner, -inner, -inner), radius - 1, radius - 1)

    def _box(self) -> QRectF:
        return QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)


def _title(chip: CalendarChip) -> str:
    """The title in one line, whatever was typed."""
    return set_whole(_BREAKS.sub(" ", chip.title).strip())


def _cut(text: str, metrics: QFontMetrics, room: int) -> str:
    """The text, ending in … where there is no room; whole where it has just enough, which Qt measures otherwise."""
    fits = metrics.horizontalAdvance(text) <= room
    return text if fits else metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)


def _ink(chip: CalendarChip) -> str:
    return theme.colours().soft if chip.struck else theme.colours().ink


def _font(chip: CalendarChip, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = theme.font(SIZE, weight)
    font.setStrikeOut(chip.struck)
    return font


def _metrics(weight: QFont.Weight = QFont.Weight.Normal) -> QFontMetrics:
    return QFontMetrics(theme.font(SIZE, weight))


def _line_height() -> int:
    return _metrics().height()
