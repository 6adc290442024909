"""A usual week painted cell by cell: a cell a slot, by mouse in one stroke over many, or by keys."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from types import EllipsisType

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from delta_app.core.i18n import _, capitalised, day_month, format_span, format_time, weekday_name
from delta_app.widgets import space, theme
from delta_app.widgets.pressed_cell import PressedCell
from delta_app.widgets.text import plain_tip, words
from delta_app.widgets.wishes import Level, level_of_key, level_short, level_words, next_level, paint_level

Span = tuple[int, int, int]  # weekday, start, end
ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class WishCell(PressedCell):
    """One slot of the week and how gladly somebody comes then."""

    def __init__(self, span: Span, day: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.span, self._day = span, day
        self.level: Level = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_level(None)

    def show_level(self, level: Level) -> None:
        """Show a level, and be called by it."""
        self.level = level
        _weekday, start, end = self.span
        moment = _("{day}, {span}").format(day=self._day, span=format_span(start, end))
        self.setAccessibleName(_("{moment} : {level}").format(moment=moment, level=level_words(level)))
        plain_tip(self, capitalised(self.accessibleName()))
        self.update()

    def sizeHint(self) -> QSize:
        """Room for its short word."""
        return QSize(theme.px(40), theme.px(24))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for seven days."""
        return QSize(theme.px(30), theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The level, and a ring where the keyboard is."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        paint_level(painter, box, self.level, level_short(self.level))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour(theme.colours().focus), 2))
            painter.drawRoundedRect(box, theme.px(4), theme.px(4))


class WishGrid(QWidget):
    """Weekdays across, hours down; one stroke or one key tells what changed in ``painted``, as span → level.

    ``brush`` is the level painted with; ``...`` for the one that comes after the cell's own.
    """

    painted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editable = True
        self.brush: Level | EllipsisType = ...
        self.weekdays: Sequence[int] = ()  # columns that stand there without any cell of theirs too
        self._cells: dict[Span, WishCell] = {}
        self._lines: list[tuple[int, int]] = []
        self._stroke: dict[Span, Level] = {}
        self._colour: Level = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        space.between(self._grid, 2)

    def show_week(self, levels: Mapping[Span, Level], *, editable: bool) -> None:
        """Show how gladly somebody comes in each slot of the week."""
        self.editable = editable
        if list(self._cells) != list(levels):
            self._build(list(levels))
        for span, level in levels.items():
            if self._cells[span].level != level:
                self._cells[span].show_level(level)

    def head_of(self, weekday: int) -> str:
        """What stands above a column."""
        return capitalised(weekday_name(weekday, "short").rstrip("."))

    def day_of(self, weekday: int) -> str:
        """What the day of a column is called in full."""
        return weekday_name(weekday)

    @property
    def cells(self) -> Sequence[WishCell]:
        """Every cell, in the order of the week."""
        return tuple(self._cells.values())

    def _build(self, spans: Sequence[Span]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        weekdays = sorted({*self.weekdays, *(span[0] for span in spans)})
        self._lines = sorted({span[1:] for span in spans})
        starts = [start for start, _end in self._lines]
        self._cells = {}
        for column, weekday in enumerate(weekdays, 1):
            head = words(self.head_of(weekday), "soft")
            head.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._grid.addWidget(head, 0, column)
            self._grid.setColumnStretch(column, 1)
        for row, (start, end) in enumerate(self._lines, 1):
            text = format_time(start) if starts.count(start) == 1 else format_span(start, end)
            self._grid.addWidget(words(text, "soft"), row, 0)
        for span in spans:
            cell = WishCell(span, self.day_of(span[0]), self)
            self._wire(cell)
            self._cells[span] = cell
            self._grid.addWidget(cell, self._lines.index(span[1:]) + 1, weekdays.index(span[0]) + 1)
            cell.show()
        if spans:
            self._cells[spans[0]].setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _wire(self, cell: WishCell) -> None:
        cell.pressed_on.connect(lambda: self.on_pressed(cell))
        cell.dragged.connect(self.on_dragged)
        cell.released_on.connect(self.on_released)
        cell.key_pressed.connect(lambda event: self.on_key(cell, event))
        cell.entered.connect(lambda: self.on_entered(cell))
        cell.clicked.connect(lambda _checked: self._set(cell, self._colour_on(cell)))  # by a screen reader

    def on_entered(self, cell: WishCell) -> None:
        """Tab comes back to where one was."""
        for other in self._cells.values():
            wanted = Qt.FocusPolicy.StrongFocus if other is cell else Qt.FocusPolicy.ClickFocus
            other.setFocusPolicy(wanted)

    def on_pressed(self, cell: WishCell) -> None:
        """A stroke has one level all along, that of the brush or the next one of the cell it begins in."""
        self._stroke, self._colour = {}, self._colour_on(cell)
        self._paint(cell)

    def on_dragged(self, place: QPoint) -> None:
        """Every cell it passes gets the same level."""
        cell = self.childAt(place)
        if isinstance(cell, WishCell) and self._stroke:
            self._paint(cell)

    def on_released(self) -> None:
        """One stroke, one act."""
        stroke, self._stroke = self._stroke, {}
        if stroke:
            self.painted.emit(stroke)

    def _colour_on(self, cell: WishCell) -> Level:
        return next_level(cell.level) if isinstance(self.brush, EllipsisType) else self.brush

    def _paint(self, cell: WishCell) -> None:
        if self.editable and cell.span not in self._stroke:
            self._stroke[cell.span] = self._colour
            cell.show_level(self._colour)

    def _set(self, cell: WishCell, level: Level) -> None:
        if self.editable and level != cell.level:
            cell.show_level(level)
            self.painted.emit({cell.span: level})

    def on_key(self, cell: WishCell, event: QKeyEvent) -> None:
        """Arrows move, letters and figures say, Space and Enter paint as a press does, Delete takes it away."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return
        level = level_of_key(event.text())
        if key in ARROWS:
            self._move(cell, *ARROWS[key])
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._set(cell, self._colour_on(cell))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._set(cell, None)
        elif not isinstance(level, type(...)):
            self._set(cell, level)
        else:
            return
        event.accept()

    def _move(self, cell: WishCell, across: int, down: int) -> None:
        weekdays = sorted({span[0] for span in self._cells})
        column, row = weekdays.index(cell.span[0]) + across, self._lines.index(cell.span[1:]) + down
        while 0 <= column < len(weekdays) and 0 <= row < len(self._lines):
            there = self._cells.get((weekdays[column], *self._lines[row]))
            if there is not None:
                there.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            column, row = column + across, row + down


class DatedWishGrid(WishGrid):
    """The same for the days of one week, which begins on ``monday``: the columns of those ``days`` that there is
    something to say of carry their dates."""

    def __init__(self, monday: date, days: Collection[date], parent: QWidget | None = None) -> None:
        self._monday, self._days = monday, days
        super().__init__(parent)

    def head_of(self, weekday: int) -> str:
        """``Ma 5``; nothing over an empty column."""
        day = self._monday + timedelta(days=weekday)
        return f"{super().head_of(weekday)} {day.day}" if day in self._days else ""

    def day_of(self, weekday: int) -> str:
        """``mardi 5 janvier``."""
        return day_month(self._monday + timedelta(days=weekday))
