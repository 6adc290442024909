"""A weekly slot as a block of a drawn week: plain values, and the button that shows and changes one."""

from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from delta_app.core.calendar import MINUTES_IN_DAY
from delta_app.core.i18n import _, format_span, format_time, ngettext, weekday_name
from delta_app.widgets import theme
from delta_app.widgets.text import plain_tip

STEP = 15  # minutes a drag or a key moves by
SHORTEST = 30
USUAL_LENGTH = 180
WORD_SIZES = (12, 11, 10)  # of what stands under the hours, smaller before a word is cut


@dataclass(frozen=True, order=True)
class WeekBlock:
    """A slot of every week: weekday 0 Monday … 6 Sunday, minutes since midnight."""

    weekday: int
    start_minute: int
    end_minute: int
    seats: int = 2
    wants_dutch: bool = False
    wants_mix: bool = False
    unsocial: bool = False

    def moved(self, minutes: int = 0, days: int = 0) -> "WeekBlock":
        """The same later or earlier, on this or another day, never out of the week."""
        length = self.end_minute - self.start_minute
        start = max(0, min(self.start_minute + minutes, MINUTES_IN_DAY - length))
        weekday = max(0, min(self.weekday + days, 6))
        return replace(self, weekday=weekday, start_minute=start, end_minute=start + length)

    def ending(self, minute: int) -> "WeekBlock":
        """The same with another end."""
        return replace(self, end_minute=max(self.start_minute + SHORTEST, min(minute, MINUTES_IN_DAY)))

    def beginning(self, minute: int) -> "WeekBlock":
        """The same with another start."""
        return replace(self, start_minute=max(0, min(minute, self.end_minute - SHORTEST)))

    def overlaps(self, other: "WeekBlock") -> bool:
        """Whether both take up some of the same time."""
        return (
            self.weekday == other.weekday
            and self.start_minute < other.end_minute
            and other.start_minute < self.end_minute
        )


class Grip(Enum):
    """What of a block the mouse holds."""

    BODY = "body"
    TOP = "top"
    BOTTOM = "bottom"


def places(block: WeekBlock) -> str:
    """How many hosts it takes."""
    return ngettext("{n} place", "{n} places", block.seats).format(n=block.seats)


def wishes(block: WeekBlock) -> list[str]:
    """What else is said of it, in full."""
    said = (
        (block.wants_dutch, _("néerlandophone souhaité·e")),
        (block.wants_mix, _("service et bénévole ensemble")),
        (block.unsocial, _("peu commode")),
    )
    return [words for present, words in said if present]


def spoken(block: WeekBlock) -> str:
    """A block in words: ``mardi, 10h à 13h, 2 places``."""
    when = _("{day}, {start} à {end}").format(
        day=weekday_name(block.weekday), start=format_time(block.start_minute), end=format_time(block.end_minute)
    )
    return ", ".join([when, places(block), *wishes(block)])


class BlockButton(QAbstractButton):
    """One block. Enter asks to edit it, arrows and Shift+arrows to change it, Del to remove it; so do drags."""

    change_asked = Signal(object, object)  # the block as it is, and as it should be
    remove_asked = Signal(object)
    add_asked = Signal(int)
    dragged = Signal(object, object, object)  # the block, what is held of it, and by how much, in pixels
    dropped = Signal()

    def __init__(self, block: WeekBlock, parent: QWidget) -> None:
        super().__init__(parent)
        self.block = block
        self.clashing = False  # while it is dragged over another
        self._from: QPointF | None = None
        self._grip = Grip.BODY
        self._dragging = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(spoken(block))
        keys = _("Flèches pour déplacer, Maj et flèches pour allonger, Entrée pour préciser, Suppr pour enlever")
        self.setAccessibleDescription(keys)
        plain_tip(self, f"{spoken(block)}. {keys}.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keyboard does all that the mouse does."""
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        steps = {Qt.Key.Key_Up: -STEP, Qt.Key.Key_Down: STEP}
        days = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        block = self.block
        if key in steps:
            minutes = steps[Qt.Key(key)]
            self.change_asked.emit(block, block.ending(block.end_minute + minutes) if shift else block.moved(minutes))
        elif key in days:
            self.change_asked.emit(block, block.moved(days=days[Qt.Key(key)]))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_asked.emit(block)
        elif key in (Qt.Key.Key_N, Qt.Key.Key_Insert):
            self.add_asked.emit(block.weekday)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._from, self._grip, self._dragging = event.globalPosition(), self._grip_at(event.position().y()), False
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is held; else show what would be."""
        if self._from is None or not self.isEnabled():
            self.setCursor(_CURSORS[self._grip_at(event.position().y())])
            return
        delta = event.globalPosition() - self._from
        if self._dragging or delta.manhattanLength() >= QApplication.startDragDistance():
            self._dragging = True
            self.dragged.emit(self.block, self._grip, delta)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: a drag ends, a press that did not move is a click."""
        self._from = None
        if self._dragging:
            self._dragging = False
            self.setDown(False)
            self.dropped.emit()
        else:
            super().mouseReleaseEvent(event)

    def _grip_at(self, y: float) -> Grip:
        edge = min(theme.px(7), self.height() / 4)
        if y < edge:
            return Grip.TOP
        return Grip.BOTTOM if y > self.height() - edge else Grip.BODY

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, its strip, the hours and, where there is room, the places and wishes."""
        shades = theme.colours()
        tone, ground = (shades.alarm, shades.alarm_ground) if self.clashing else (shades.accent, shades.accent_soft)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        shape = QPainterPath()
        shape.addRoundedRect(box, theme.px(5), theme.px(5))
        painter.setClipPath(shape)
        painter.fillRect(box, theme.colour(ground))
        painter.fillRect(QRectF(box.x(), box.y(), theme.px(4), box.height()), theme.colour(tone))
        painter.setClipping(False)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour(shades.focus), 2))
        else:
            painter.setPen(QPen(theme.colour(tone), 1))
        painter.drawPath(shape)
        self._paint_words(painter, box)

    def _paint_words(self, painter: QPainter, box: QRectF) -> None:
        line, left = theme.px(16), theme.px(9)
        width = box.right() - box.x() - left - theme.px(3)
        y = box.y() + max(0.0, min(theme.px(4), (box.height() - line) / 2))
        said = _said(self.block)
        size = next((one for one in WORD_SIZES if _is_whole(said[1:], one, width)), WORD_SIZES[-1])
        for number, choices in enumerate(said):
            strong = number == 0
            font = theme.font(WORD_SIZES[0], QFont.Weight.DemiBold) if strong else theme.font(size)
            painter.setFont(font)
            painter.setPen(theme.colour(theme.colours().ink if strong else theme.colours().soft))
            metrics, room = QFontMetricsF(font), int((box.bottom() - y) // line)
            lines = _fitting(choices, metrics, width)
            if len(lines) > room > 0:  # half of what is said would say something else
                lines = [metrics.elidedText(choices[-1], Qt.TextElideMode.ElideRight, width)]
            for shown in lines:
                if not strong and not room:
                    return
                place = QRectF(box.x() + left, y, width, line)
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
                y += line


_CURSORS = {
    Grip.BODY: Qt.CursorShape.PointingHandCursor,
    Grip.TOP: Qt.CursorShape.SizeVerCursor,
    Grip.BOTTOM: Qt.CursorShape.SizeVerCursor,
}


def _said(block: WeekBlock) -> list[tuple[str, ...]]:
    """What stands on it, the hours first, and of each what may stand instead where there is less room."""
    span, start = format_span(block.start_minute, block.end_minute), format_time(block.start_minute)
    short = ((block.wants_dutch, "NL"), (block.wants_mix, _("mixte")), (block.unsocial, _("peu commode")))
    return [
        (span, span.replace(" ", ""), start),
        (places(block), _("{n} pl.").format(n=block.seats)),
        *((words,) for present, words in short if present),
    ]


def _is_whole(said: list[tuple[str, ...]], size: float, width: float) -> bool:
    """Whether no word is cut in a size of the design."""
    metrics = QFontMetricsF(theme.font(size))
    return all("…" not in shown for choices in said for shown in _fitting(choices, metrics, width))


def _fitting(choices: tuple[str, ...], metrics: QFontMetricsF, width: float) -> list[str]:
    """The longest that fits in a line; else the shortest, a word a line, cut where even that is too long."""
    fits = next((one for one in choices if metrics.horizontalAdvance(one) <= width), None)
    if fits is not None:
        return [fits]
    return [metrics.elidedText(word, Qt.TextElideMode.ElideRight, width) for word in choices[-1].split()]
