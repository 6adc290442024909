"""One slot of the month: a focusable row that tells its coverage by an icon, words and a colour."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetricsF, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from delta_app.widgets import icons, theme
from delta_app.widgets.month_rows import COVERAGE, GridName, GridSlot
from delta_app.widgets.text import plain_tip

MOVES = {
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End,
    Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
}  # fmt: skip
BETWEEN = " · "
STRIP = 14
MARK = 11


@dataclass(frozen=True)
class RowSizes:
    """What all rows of a grid share: size of names (design pixels), width of the time column, air (pixels)."""

    name: float
    time_width: float
    air: int = 0

    @property
    def line(self) -> int:
        """Height of one line of names."""
        return theme.px(self.name + 4)

    @property
    def top(self) -> int:
        """Where the first line begins."""
        return (theme.px(5) + self.air) // 2


@dataclass(frozen=True)
class _Piece:
    """Something drawn in a line: a name with its marks, the words for empty seats, or the dashed pill."""

    kind: str
    text: str
    width: float
    name: GridName | None = None


@dataclass(frozen=True)
class _Setting:
    """How the pieces are set in lines, and where each line begins."""

    lines: list[list[_Piece]]
    lefts: list[float]


class SlotRow(QAbstractButton):
    """Shows one slot; clicked, Enter or Space chooses it, arrows ask the grid to move on."""

    move_asked = Signal(int)
    entered = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.slot: GridSlot | None = None
        self._sizes = RowSizes(11, 24)

    def show_slot(self, slot: GridSlot) -> None:
        """Show another slot, or the same one changed."""
        if slot != self.slot:
            self.slot = slot
            self.setAccessibleName(slot.spoken)
            plain_tip(self, slot.tip)
            self.update()

    def nextCheckState(self) -> None:
        """The grid says which row is chosen; pressing it does not toggle."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses as Space does; arrows move through the month."""
        if event.key() in MOVES and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.move_asked.emit(event.key())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say so: the grid scrolls here and makes this its way in."""
        super().focusInEvent(event)
        self.entered.emit()

    def use_sizes(self, sizes: RowSizes) -> None:
        """Take the sizes the whole grid agreed on."""
        if sizes != self._sizes:
            self._sizes = sizes
            self.update()

    def height_for(self, width: int) -> int:
        """The height it needs: one line when everything fits, else a line a name."""
        lines = len(self._set(width).lines)
        return self._sizes.line * lines + theme.px(5) + self._sizes.air

    def width_at(self, name_size: float, time_width: float) -> float:
        """The width one line takes with names of that size."""
        sizes = RowSizes(name_size, time_width)
        return self._left(sizes) + self._line_width(self._pieces(sizes), sizes) + theme.px(4)

    def sizeHint(self) -> QSize:
        """The grid gives it its place; this is what it takes in one line."""
        return QSize(int(self.width_at(self._sizes.name, self._sizes.time_width)), self._sizes.line + theme.px(5))

    def _left(self, sizes: RowSizes) -> float:
        return theme.px(STRIP) + theme.px(4) + sizes.time_width + theme.px(4)

    def _pieces(self, sizes: RowSizes, *, short: bool = False, bare: bool = False) -> list[_Piece]:
        """What there is to draw; ``bare`` leaves out the marks that the tooltip tells as well."""
        slot = self.slot
        if slot is None:
            return []
        regular, strong = _metrics(sizes.name, QFont.Weight.Normal), _metrics(sizes.name, QFont.Weight.DemiBold)
        if not slot.names:
            text = slot.free_short if short else slot.free
            return [_Piece("empty", text, strong.horizontalAdvance(text))]
        mark = theme.px(MARK) + theme.px(2)
        pieces = [
            _Piece(
                "name",
                name.text,
                (strong if name.seeking else regular).horizontalAdvance(name.text) + mark * _marks(name),
                name,
            )
            for name in (_bare(name) if bare else name for name in slot.names)
        ]
        if slot.missing:
            text = f"+ {slot.missing}"
            pieces.append(_Piece("free", text, strong.horizontalAdvance(text) + theme.px(8)))
        if slot.shadowed:
            pieces.append(_Piece("shadow", "", mark))
        return pieces

    def _line_width(self, pieces: list[_Piece], sizes: RowSizes) -> float:
        between = _metrics(sizes.name, QFont.Weight.Normal).horizontalAdvance(BETWEEN)
        total = 0.0
        for index, piece in enumerate(pieces):
            if index:
                total += between if piece.kind == "name" else theme.px(4)
            total += piece.width
        return total

    def _set(self, width: int) -> _Setting:
        """One line where all fits; else a line a name, before one is cut without marks, and then under the time."""
        left, edge = self._left(self._sizes), theme.px(4)
        pieces = self._pieces(self._sizes)
        if self._line_width(pieces, self._sizes) <= width - left - edge:
            return _Setting([pieces], [left])
        if pieces and pieces[0].kind == "empty":
            return _Setting([self._pieces(self._sizes, short=True)], [left])
        for shown in (pieces, self._pieces(self._sizes, bare=True)):
            lines = _column(shown)
            if all(self._line_width(line, self._sizes) <= width - left - edge for line in lines):
                return _Setting(lines, [left] * len(lines))
        return self._set_under(width)

    def _set_under(self, width: int) -> _Setting:
        """The time and what is free in the first line, the names under it in all the width there is."""
        left, edge = theme.px(STRIP) + theme.px(4), theme.px(4)
        pieces = self._pieces(self._sizes)
        if any(piece.width > width - left - edge for piece in pieces):
            pieces = self._pieces(self._sizes, bare=True)
        names = [[piece] for piece in pieces if piece.kind == "name"]
        rest = [piece for piece in pieces if piece.kind != "name"]
        return _Setting([rest, *names], [self._left(self._sizes), *[float(left)] * len(names)])

    def paintEvent(self, event: QPaintEvent) -> None:
        """The wash, the strip with its icon, the time, the names, the ring."""
        slot = self.slot
        if slot is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        shape = QPainterPath()
        shape.addRoundedRect(box, theme.px(5), theme.px(5))
        self._paint_ground(painter, slot, box, shape)
        top = self._sizes.top
        painter.setFont(theme.font(self._sizes.name - 0.5))
        painter.setPen(theme.colour(theme.colours().soft))
        first = QRectF(theme.px(STRIP) + theme.px(4), top, self._sizes.time_width, self._sizes.line)
        painter.drawText(first, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, slot.time)
        setting = self._set(self.width())
        for number, (line, left) in enumerate(zip(setting.lines, setting.lefts, strict=True)):
            self._paint_line(painter, line, left, top + number * self._sizes.line)
        self._paint_ring(painter, box)

    def _paint_ground(self, painter: QPainter, slot: GridSlot, box: QRectF, shape: QPainterPath) -> None:
        shades = theme.colours()
        icon, tone = COVERAGE[slot.coverage]
        wash, mark = shades.wash_of(tone), shades.mark_of(tone)
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(box, theme.colour(wash if not self.underMouse() else shades.ground_of(tone)))
        strip = QRectF(box.x(), box.y(), theme.px(STRIP), box.height())
        painter.fillRect(strip, theme.colour(mark))
        painter.restore()
        if shades is theme.CONTRAST:  # where no wash tells where the row ends
            painter.strokePath(shape, QPen(theme.colour(mark), 1))
        side = theme.px(10)
        icon_box = QRectF(strip.center().x() - side / 2, self._sizes.top + (self._sizes.line - side) / 2, side, side)
        icons.paint(painter, icon, shades.on_mark, icon_box)

    def _paint_line(self, painter: QPainter, pieces: list[_Piece], x: float, top: float) -> None:
        end = self.width() - theme.px(4)
        regular = theme.font(self._sizes.name)
        between = QFontMetricsF(regular).horizontalAdvance(BETWEEN)
        for index, piece in enumerate(pieces):
            if index and piece.kind == "name":
                painter.setFont(regular)
                painter.setPen(theme.colour(theme.colours().soft))
                painter.drawText(QRectF(x, top, between + 1, self._sizes.line), Qt.AlignmentFlag.AlignVCenter, BETWEEN)
                x += between
            elif index:
                x += theme.px(4)
            box = QRectF(x, top, min(piece.width, end - x), self._sizes.line)
            _PAINTERS[piece.kind](painter, piece, box, self._sizes)
            x += piece.width

    def _paint_ring(self, painter: QPainter, box: QRectF) -> None:
        shades = theme.colours()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = theme.px(5)
        if self.isChecked():
            painter.setPen(QPen(theme.colour(shades.accent), 2))
            painter.drawRoundedRect(box, radius, radius)
        if self.hasFocus():
            inner = box.adjusted(1.5, 1.5, -1.5, -1.5) if self.isChecked() else box
            painter.setPen(QPen(theme.colour(shades.focus), 2))
            painter.drawRoundedRect(inner, radius - 1, radius - 1)


def _metrics(size: float, weight: QFont.Weight) -> QFontMetricsF:
    return QFontMetricsF(theme.font(size, weight))


def _marks(name: GridName) -> int:
    return name.locked + name.seeking + name.changed


def _bare(name: GridName) -> GridName:
    return replace(name, locked=False, changed=False)


def _column(pieces: list[_Piece]) -> list[list[_Piece]]:
    """Every piece in a line of its own, the mark of somebody who shadows at the end of the last."""
    lines: list[list[_Piece]] = []
    for piece in pieces:
        if piece.kind == "shadow" and lines:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return lines


def _paint_name(painter: QPainter, piece: _Piece, box: QRectF, sizes: RowSizes) -> None:
    """The name, then a lock, the two arrows of a replacement sought, a dot for a change since the publication."""
    shades, name = theme.colours(), piece.name
    seeking = bool(name and name.seeking)
    struck = bool(name and name.struck)
    font = theme.font(sizes.name, QFont.Weight.DemiBold if seeking else QFont.Weight.Normal)
    font.setStrikeOut(struck)
    painter.setFont(font)
    painter.setPen(theme.colour(shades.soft if struck else shades.attention if seeking else shades.ink))
    side, metrics = theme.px(MARK), QFontMetricsF(painter.font())
    marked = (side + theme.px(2)) * (_marks(name) if name else 0)
    # Cut in the middle: namesakes are told apart by their last letters.
    shown = metrics.elidedText(piece.text, Qt.TextElideMode.ElideMiddle, max(0.0, box.width() - marked) + 0.5)
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
    if name is None:
        return
    x = box.x() + metrics.horizontalAdvance(shown) + theme.px(2)
    wanted = (
        (name.seeking, "swap", shades.attention),
        (name.locked, "lock", shades.soft),
        (name.changed, "draft", shades.info),
    )
    for present, icon, colour in wanted:
        if present:
            icons.paint(painter, icon, colour, QRectF(x, box.center().y() - side / 2, side, side))
            x += side + theme.px(2)


def _paint_empty(painter: QPainter, piece: _Piece, box: QRectF, sizes: RowSizes) -> None:
    painter.setFont(theme.font(sizes.name, QFont.Weight.DemiBold))
    painter.setPen(theme.colour(theme.colours().alarm))
    shown = QFontMetricsF(painter.font()).elidedText(piece.text, Qt.TextElideMode.ElideRight, box.width() + 0.5)
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)


def _paint_free(painter: QPainter, piece: _Piece, box: QRectF, sizes: RowSizes) -> None:
    shades = theme.colours()
    pen = QPen(theme.colour(shades.attention), 1)
    pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(theme.colour(shades.attention_ground))
    painter.drawRoundedRect(box.adjusted(0.5, 1, -0.5, -1), theme.px(4), theme.px(4))
    painter.setFont(theme.font(sizes.name, QFont.Weight.DemiBold))
    painter.setPen(theme.colour(shades.attention))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, piece.text)


def _paint_shadow(painter: QPainter, _piece: _Piece, box: QRectF, _sizes: RowSizes) -> None:
    side = theme.px(MARK)
    icons.paint(painter, "person", theme.colours().info, QRectF(box.x(), box.center().y() - side / 2, side, side))


_PAINTERS: dict[str, Callable[[QPainter, _Piece, QRectF, RowSizes], None]] = {
    "name": _paint_name, "empty": _paint_empty, "free": _paint_free, "shadow": _paint_shadow,
}  # fmt: skip
