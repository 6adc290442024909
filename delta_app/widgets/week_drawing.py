"""A week drawn: seven columns, and in them the weekly slots as blocks that are added, moved, lengthened and removed."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from delta_app.core.calendar import MINUTES_IN_DAY
from delta_app.core.i18n import _, format_span, format_time, weekday_name
from delta_app.widgets import theme
from delta_app.widgets.week_block import SHORTEST, STEP, USUAL_LENGTH, BlockButton, Grip, WeekBlock
from delta_app.widgets.week_day import DayHead, word_alike
from delta_app.widgets.week_dialog import BlockDialog

FIRST_HOUR, LAST_HOUR = 9, 20  # what is drawn of a day at least
USUAL_START = 600
DAYS = 7
MOST_UNDONE = 50


class WeekDrawing(QWidget, theme.Themed):
    """Holds the blocks while they are drawn; whoever shows it saves them. Two blocks never overlap."""

    changed = Signal()
    refused = Signal(str)  # why a block did not go where it was put, in words

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("La semaine dessinée"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._blocks: tuple[WeekBlock, ...] = ()
        self._before: list[tuple[WeekBlock, ...]] = []
        self._buttons: list[BlockButton] = []
        self._writable = True
        self._wanted: tuple[WeekBlock, WeekBlock] | None = None  # a block being dragged, and where it would go
        self._drawn: tuple[int, int, int] | None = None  # a new one being drawn: weekday, from and to
        self._days = [DayHead(weekday, self) for weekday in range(DAYS)]
        for day in self._days:
            day.add_asked.connect(self.on_add)
            day.copy_asked.connect(self.on_copy)
            day.clear_asked.connect(self.on_clear)

    @property
    def blocks(self) -> tuple[WeekBlock, ...]:
        """The week as it is drawn now, in order."""
        return self._blocks

    @property
    def can_step_back(self) -> bool:
        """Whether there is a gesture to take back."""
        return bool(self._before)

    def show_blocks(self, blocks: Iterable[WeekBlock], *, writable: bool = True) -> None:
        """Show another week; what was drawn before is forgotten."""
        self._before.clear()
        self._writable = writable
        self._blocks = tuple(sorted(blocks))
        for day in self._days:
            day.setEnabled(writable)
        self._rebuild()

    def draw(self, blocks: Iterable[WeekBlock], hold: WeekBlock | None = None) -> None:
        """Change the week as one gesture; ``hold`` has the keyboard afterwards."""
        wanted = tuple(sorted(blocks))
        if wanted == self._blocks:
            return
        self._before = [*self._before, self._blocks][-MOST_UNDONE:]
        self._blocks = wanted
        self._rebuild(hold)
        self.changed.emit()

    def step_back(self) -> None:
        """Take back the last gesture."""
        if self._before:
            self._blocks = self._before.pop()
            self._rebuild()
            self.changed.emit()

    def focus_first(self) -> None:
        """Give the keyboard to the first block, or to the first day where there is none."""
        (self._buttons[0] if self._buttons else self._days[0]).setFocus()

    def _rebuild(self, hold: WeekBlock | None = None) -> None:
        """A button for each block, in order, so that Tab goes through the week."""
        gone, self._buttons = self._buttons, [self._button(block) for block in self._blocks]
        for day in self._days:
            day.tell([block for block in self._blocks if block.weekday == day.weekday])
        self._place()
        held = next((button for button in self._buttons if button.block == hold), None)
        if held is not None:
            held.setFocus(Qt.FocusReason.OtherFocusReason)
        for button in gone:
            button.hide()
            button.deleteLater()
        self.update()

    def _button(self, block: WeekBlock) -> BlockButton:
        button = BlockButton(block, self)
        button.setEnabled(self._writable)
        button.clicked.connect(lambda: self.on_edit(block))
        button.change_asked.connect(self.on_change)
        button.remove_asked.connect(self.on_remove)
        button.add_asked.connect(self.on_add)
        button.dragged.connect(self.on_dragged)
        button.dropped.connect(self.on_dropped)
        button.show()
        return button

    def on_change(self, block: WeekBlock, wanted: WeekBlock) -> None:
        """Put a block elsewhere, or say why that cannot be."""
        others = [one for one in self._blocks if one != block]
        clash = next((one for one in others if one.overlaps(wanted)), None)
        if clash is not None:
            self.refused.emit(_clash_words(clash))
        else:
            self.draw([*others, wanted], wanted)

    def on_remove(self, block: WeekBlock) -> None:
        """Take a block away; the next one has the keyboard."""
        place = self._blocks.index(block)
        left = [one for one in self._blocks if one != block]
        self.draw(left, left[min(place, len(left) - 1)] if left else None)
        if not left:
            self._days[block.weekday].setFocus()

    def on_edit(self, block: WeekBlock) -> None:
        """Exact hours, places and wishes."""
        dialog = BlockDialog(block, [one for one in self._blocks if one != block], self)
        if not dialog.exec():
            return
        if dialog.wanted is None:
            self.on_remove(block)
        else:
            self.on_change(block, dialog.wanted)

    def on_add(self, weekday: int) -> None:
        """One more block on a day, after those it has, as long as the room there is."""
        free = _room_on(weekday, self._blocks)
        if free is None:
            self.refused.emit(_("Il n’y a plus de place le {day}.").format(day=weekday_name(weekday)))
            return
        self._add(WeekBlock(weekday, *free))

    def on_copy(self, weekday: int, targets: list[int]) -> None:
        """Give other days the blocks of this one."""
        own = [block for block in self._blocks if block.weekday == weekday]
        kept = [block for block in self._blocks if block.weekday not in targets]
        # A weekend is unsocial by itself, and a weekday is not because it was copied from one.
        copied = [replace(block, weekday=day, unsocial=block.unsocial or day >= 5) for day in targets for block in own]
        self.draw([*kept, *copied])

    def on_clear(self, weekday: int) -> None:
        """Nothing opens that day any more."""
        self.draw(block for block in self._blocks if block.weekday != weekday)

    def _add(self, block: WeekBlock) -> None:
        seats = [one.seats for one in self._blocks]
        usual = max(set(seats), key=seats.count) if seats else block.seats
        new = replace(block, seats=usual, unsocial=block.weekday >= 5)
        self.draw([*self._blocks, new], new)

    def on_dragged(self, block: WeekBlock, grip: Grip, delta: QPointF) -> None:
        """Show where a block would go."""
        minutes = round(delta.y() / self._per_minute() / STEP) * STEP
        if grip is Grip.BODY:
            wanted = block.moved(minutes, round(delta.x() / self._column_width()))
        elif grip is Grip.TOP:
            wanted = block.beginning(block.start_minute + minutes)
        else:
            wanted = block.ending(block.end_minute + minutes)
        self._wanted = (block, wanted)
        button = next(one for one in self._buttons if one.block == block)
        button.clashing = any(one.overlaps(wanted) for one in self._blocks if one != block)
        button.setGeometry(self._box(wanted))
        button.raise_()
        button.update()

    def on_dropped(self) -> None:
        """The block stays where it was dropped, or goes back."""
        if self._wanted is not None:
            block, wanted = self._wanted
            self._wanted = None
            self.on_change(block, wanted)
            self._place()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to draw a block where there is none."""
        spot = self._spot(event.position())
        if self._writable and event.button() == Qt.MouseButton.LeftButton and spot is not None:
            self._drawn = (*spot, spot[1])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw on."""
        if self._drawn is not None:
            weekday, start, _end = self._drawn
            self._drawn = (weekday, start, self._minute_at(event.position().y()))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """What was drawn becomes a block."""
        if self._drawn is None:
            return
        weekday, one, other = self._drawn
        self._drawn = None
        self.update()
        if abs(other - one) >= SHORTEST:
            self._put(WeekBlock(weekday, min(one, other), max(one, other)))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A block of the usual length."""
        spot = self._spot(event.position())
        if self._writable and spot is not None:
            weekday, start = spot
            self._put(_cut_to_room(WeekBlock(weekday, start, min(start + USUAL_LENGTH, MINUTES_IN_DAY)), self._blocks))

    def _put(self, block: WeekBlock) -> None:
        clash = next((one for one in self._blocks if one.overlaps(block)), None)
        if clash is not None:
            self.refused.emit(_clash_words(clash))
        else:
            self._add(block)

    def _spot(self, point: QPointF) -> tuple[int, int] | None:
        """The weekday and minute of a place in the drawing."""
        if point.x() < self._axis() or point.y() < self._head():
            return None
        return min(int((point.x() - self._axis()) / self._column_width()), DAYS - 1), self._minute_at(point.y())

    def _minute_at(self, y: float) -> int:
        minute = self._first() + round((y - self._head()) / self._per_minute() / STEP) * STEP
        return max(self._first(), min(minute, self._last()))

    def _first(self) -> int:
        return min([FIRST_HOUR, *(block.start_minute // 60 for block in self._blocks)]) * 60

    def _last(self) -> int:
        return max([LAST_HOUR, *(-(-block.end_minute // 60) for block in self._blocks)]) * 60

    def _head(self) -> int:
        return theme.gap(36)

    def _axis(self) -> int:
        return theme.px(38)

    def _column_width(self) -> float:
        return (self.width() - self._axis()) / DAYS

    def _per_minute(self) -> float:
        return max(0.1, (self.height() - self._head() - theme.px(8)) / (self._last() - self._first()))

    def _box(self, block: WeekBlock) -> QRect:
        width, per_minute = self._column_width(), self._per_minute()
        left = self._axis() + block.weekday * width
        top = self._head() + (block.start_minute - self._first()) * per_minute
        height = (block.end_minute - block.start_minute) * per_minute
        return QRectF(left + 2, top + 1, width - 4, height - 2).toRect()

    def _place(self) -> None:
        for day in self._days:
            left = self._axis() + round(day.weekday * self._column_width())
            day.setGeometry(left + 2, 0, round(self._column_width()) - 4, self._head() - theme.gap(6))
        word_alike(self._days)
        for button in self._buttons:
            button.clashing = False
            button.setGeometry(self._box(button.block))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Every block to its place."""
        super().resizeEvent(event)
        self._place()

    def on_theme(self) -> None:
        """Lay out again in another text size."""
        self.updateGeometry()
        self._place()

    def minimumSizeHint(self) -> QSize:
        """So high that a slot of one hour can be read."""
        hours = (self._last() - self._first()) // 60
        return QSize(self._axis() + DAYS * theme.px(44), self._head() + theme.px(8) + hours * theme.px(24))

    def sizeHint(self) -> QSize:
        """As low as it may be; it grows with the room."""
        return self.minimumSizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The columns, the hours, and what is being drawn."""
        shades, painter = theme.colours(), QPainter(self)
        top, bottom = self._head(), self.height() - theme.px(8)
        open_days = {block.weekday for block in self._blocks}
        for weekday in range(DAYS):
            left = self._axis() + weekday * self._column_width()
            column = QRectF(left + 1, top, self._column_width() - 2, bottom - top)
            painter.fillRect(column, theme.colour(shades.card if weekday in open_days else shades.hatch))
        painter.setFont(theme.font(11))
        for hour in range(self._first() // 60, self._last() // 60 + 1):
            y = top + (hour * 60 - self._first()) * self._per_minute()
            painter.setPen(QPen(theme.colour(shades.line), 1))
            painter.drawLine(QPointF(self._axis(), y), QPointF(self.width(), y))
            if hour * 60 < self._last():
                painter.setPen(theme.colour(shades.soft))
                place = QRectF(0, y - theme.px(8), self._axis() - theme.px(6), theme.px(16))
                painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                                 format_time(hour * 60))  # fmt: skip
        if self._drawn is not None and self._drawn[1] != self._drawn[2]:
            weekday, one, other = self._drawn
            self._paint_drawn(painter, WeekBlock(weekday, min(one, other), max(one, other)))

    def _paint_drawn(self, painter: QPainter, block: WeekBlock) -> None:
        shades, box = theme.colours(), QRectF(self._box(block))
        pen = QPen(theme.colour(shades.accent), 2)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(theme.colour(shades.accent_soft))
        painter.drawRoundedRect(box, theme.px(5), theme.px(5))
        painter.setPen(theme.colour(shades.ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, format_span(block.start_minute, block.end_minute))


def _clash_words(clash: WeekBlock) -> str:
    """Why a block cannot go there."""
    return _("Une autre plage est là : {day}, {span}. Rien n’a bougé.").format(
        day=weekday_name(clash.weekday), span=format_span(clash.start_minute, clash.end_minute)
    )


def _room_on(weekday: int, blocks: Iterable[WeekBlock]) -> tuple[int, int] | None:
    """The hours a further block of a day would have: after the last one, else where there is any room."""
    taken = [block for block in blocks if block.weekday == weekday]
    first = max((block.end_minute for block in taken), default=USUAL_START)
    for start in (first, *range(USUAL_START, MINUTES_IN_DAY, STEP), *range(0, USUAL_START, STEP)):
        if start + SHORTEST > MINUTES_IN_DAY:
            continue
        wanted = _cut_to_room(WeekBlock(weekday, start, min(start + USUAL_LENGTH, MINUTES_IN_DAY)), taken)
        if wanted.end_minute - start >= SHORTEST and not any(one.overlaps(wanted) for one in taken):
            return wanted.start_minute, wanted.end_minute
    return None


def _cut_to_room(block: WeekBlock, blocks: Iterable[WeekBlock]) -> WeekBlock:
    """The block, ending where the next one begins."""
    after = [
        one.start_minute for one in blocks if one.weekday == block.weekday and one.start_minute > block.start_minute
    ]
    return replace(block, end_minute=min([block.end_minute, *after]))
