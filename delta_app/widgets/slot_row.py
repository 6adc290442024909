"""One slot of the month: a focusable row that tells its coverage by an icon, words and a colour."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from delta_app.widgets import icons, theme
from delta_app.widgets.month_rows import COVERAGE, GridOffer, GridSlot
from delta_app.widgets.slot_paint import (
    FIRST_SIZES,
    MARK,
    PAINTERS,
    Piece,
    RowSizes,
    bare_name,
    in_column,
    marks_of,
    text_width,
)
from delta_app.widgets.text import plain_tip

MOVES = {
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End,
    Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
}  # fmt: skip
BETWEEN = " · "
STRIP = 14
PALE = 0.38  # how much is left of a row that steps back


@dataclass(frozen=True)
class _Setting:
    """How the pieces are set in lines, and where each line begins."""

    lines: list[list[Piece]]
    lefts: list[float]


class SlotRow(QAbstractButton):
    """Shows one slot; clicked, Enter or Space chooses it, arrows ask the grid to move on."""

    move_asked = Signal(int)
    entered = Signal()
    extend_asked = Signal(int)  # an arrow with Shift: what is chosen grows that way
    asked = Signal(str, str)  # what was asked of the slot by a key or the menu, and what was typed

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.slot: GridSlot | None = None
        self._offer: GridOffer | None = None
        self._pale = False
        self.pressed_with = Qt.KeyboardModifier.NoModifier
        self.sizes = FIRST_SIZES
        self._found: tuple[object, _Setting] | None = None  # how the pieces were set last, and for what
        self._measured: tuple[object, dict[RowSizes, float]] = (None, {})  # the widths in one line, and of what

    def show_slot(self, slot: GridSlot) -> None:
        """Show another slot, or the same one changed."""
        if slot != self.slot:
            self.slot = slot
            self.setAccessibleName(slot.spoken)
            plain_tip(self, slot.tip)
            self.update()

    def offer(self, offer: GridOffer | None) -> None:
        """Tell somebody carried over the month whether they can be put here; None: nobody is carried."""
        if offer != self._offer:
            self._offer = offer
            self.setAccessibleDescription(offer.words if offer else "")
            if self.slot is not None:
                plain_tip(self, offer.words if offer else self.slot.tip)
            self.update()

    def be_pale(self, pale: bool) -> None:
        """Step back while others are looked for."""
        if pale != self._pale:
            self._pale = pale
            self.update()

    def nextCheckState(self) -> None:
        """The grid says which row is chosen; pressing it does not toggle."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses as Space does; arrows move through the month."""
        beside = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        self.pressed_with = beside
        if event.key() in MOVES and not beside:
            self.move_asked.emit(event.key())
        elif event.key() in MOVES and beside == Qt.KeyboardModifier.ShiftModifier:
            self.extend_asked.emit(event.key())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif what := _asked_by(event):
            self.asked.emit(what, event.text())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember with which keys it was pressed: Ctrl adds to what is chosen, Shift goes on to here."""
        self.pressed_with = event.modifiers()
        super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The right button or the menu key: what can be done here."""
        self.asked.emit("menu", "")
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say so: the grid scrolls here and makes this its way in."""
        super().focusInEvent(event)
        self.entered.emit()

    def use_sizes(self, sizes: RowSizes) -> None:
        """Take the sizes the whole grid agreed on."""
        if sizes != self.sizes:
            self.sizes = sizes
            self.update()

    def height_for(self, width: int, sizes: RowSizes) -> int:
        """The height it needs with these sizes: one line when everything fits, else a line a name."""
        return sizes.line * len(self._set(width, sizes).lines) + theme.px(5) + sizes.air

    def width_at(self, sizes: RowSizes) -> float:
        """The width of one line with names of that size; of the longest where each name has its own."""
        wanted = (self.slot, theme.current())
        if self._measured[0] != wanted:
            self._measured = (wanted, {})
        widths = self._measured[1]
        if sizes not in widths:
            pieces = self._pieces(sizes)
            lines = in_column(pieces) if sizes.roomy else [pieces]
            longest = max((self._line_width(line, sizes) for line in lines), default=0)
            widths[sizes] = self._left(sizes) + longest + theme.px(4)
        return widths[sizes]

    def sizeHint(self) -> QSize:
        """The grid gives it its place; this is what it takes in one line."""
        return QSize(int(self.width_at(self.sizes)), self.sizes.line + theme.px(5))

    def _left(self, sizes: RowSizes) -> float:
        return theme.px(STRIP) + theme.px(4) + sizes.time_width + theme.px(4)

    def _pieces(self, sizes: RowSizes, *, short: bool = False, bare: bool = False) -> list[Piece]:
        """What there is to draw; ``bare`` leaves out the marks that the tooltip tells as well."""
        slot = self.slot
        if slot is None:
            return []
        strong = QFont.Weight.DemiBold
        mark = theme.px(MARK) + theme.px(2)
        changed = [Piece("changed", "", mark)] if slot.changed else []
        if not slot.names:
            text = slot.free_short if short else slot.free
            kind = "closed" if slot.coverage == "shut" else "empty"
            return [Piece(kind, text, text_width(text, sizes.name, strong)), *self._hours(sizes), *changed]
        pieces = [
            Piece(
                "name",
                name.text,
                text_width(name.text, sizes.name, strong if name.seeking else QFont.Weight.Normal)
                + mark * marks_of(name),
                name,
            )
            for name in (bare_name(name) if bare else name for name in slot.names)
        ]
        if slot.missing:
            text = f"+ {slot.missing}"
            pieces.append(Piece("free", text, text_width(text, sizes.name, strong) + theme.px(8)))
        if slot.shadowed:
            pieces.append(Piece("shadow", "", mark))
        return [*pieces, *self._hours(sizes), *changed]

    def _hours(self, sizes: RowSizes) -> list[Piece]:
        """When it opens, where that is not all the time it should."""
        text = self.slot.hours if self.slot else ""
        return [Piece("hours", text, text_width(text, sizes.name, QFont.Weight.DemiBold))] if text else []

    def _line_width(self, pieces: list[Piece], sizes: RowSizes) -> float:
        between = text_width(BETWEEN, sizes.name)
        total = 0.0
        for index, piece in enumerate(pieces):
            if index:
                total += between if piece.kind == "name" else theme.px(4)
            total += piece.width
        return total

    def drawn(self) -> _Setting:
        """How the pieces stand in the room there is."""
        return self._set(self.width(), self.sizes)

    def _set(self, width: int, sizes: RowSizes) -> _Setting:
        """The pieces in lines, as they were found last for the same slot, sizes and width; the air between is no
        matter."""
        wanted = (self.slot, replace(sizes, air=0), width, theme.current())
        if self._found is None or self._found[0] != wanted:
            self._found = (wanted, self._find_setting(width, sizes))
        return self._found[1]

    def _find_setting(self, width: int, sizes: RowSizes) -> _Setting:
        """One line where all fits; else a line a name, before one is cut without marks, and then under the time."""
        if sizes.roomy:
            return self._set_roomy(width, sizes)
        left, edge = self._left(sizes), theme.px(4)
        pieces = self._pieces(sizes)
        if self._line_width(pieces, sizes) <= width - left - edge:
            return _Setting([pieces], [left])
        if pieces and pieces[0].kind in ("empty", "closed"):
            return _Setting([self._pieces(sizes, short=True)], [left])
        for shown in (pieces, self._pieces(sizes, bare=True)):
            lines = in_column(shown)
            if all(self._line_width(line, sizes) <= width - left - edge for line in lines):
                return _Setting(lines, [left] * len(lines))
        return self._set_under(width, sizes)

    def _set_roomy(self, width: int, sizes: RowSizes) -> _Setting:
        """A line a name, what is free in words, and what stands beneath."""
        slot, left = self.slot, self._left(sizes)
        if slot is None:
            return _Setting([], [])
        room = width - left - theme.px(4)
        lines = in_column(self._named(self._pieces(sizes)))
        above: list[list[Piece]] = []
        if any(self._line_width(line, sizes) > room for line in lines):
            lines = in_column(self._named(self._pieces(sizes, short=True, bare=True)))
        if slot.names and any(self._line_width(line, sizes) > room for line in lines):
            # All the width, under the time, which the mark of a change stands beside.
            above = [[piece for line in lines for piece in line if piece.kind == "changed"]]
            lines = [rest for line in lines if (rest := [piece for piece in line if piece.kind != "changed"])]
            left = float(theme.px(STRIP) + theme.px(4))
            room = width - left - theme.px(4)
        if slot.missing and slot.names:
            fits = text_width(slot.free, sizes.name, QFont.Weight.DemiBold) <= room
            lines.append([Piece("partly", slot.free if fits else slot.free_short, room)])
        lines += [[Piece("beneath", text, room)] for text in slot.beneath]
        return _Setting(above + lines, [self._left(sizes)] * len(above) + [left] * len(lines))

    def _named(self, pieces: list[Piece]) -> list[Piece]:
        """Without what is told in words beneath."""
        return [piece for piece in pieces if piece.kind not in ("free", "shadow", "hours")]

    def _set_under(self, width: int, sizes: RowSizes) -> _Setting:
        """The time and what is free in the first line, the names under it in all the width there is."""
        left, edge = theme.px(STRIP) + theme.px(4), theme.px(4)
        pieces = self._pieces(sizes)
        if any(piece.width > width - left - edge for piece in pieces):
            pieces = self._pieces(sizes, bare=True)
        names = [[piece] for piece in pieces if piece.kind == "name"]
        rest = [piece for piece in pieces if piece.kind != "name"]
        return _Setting([rest, *names], [self._left(sizes), *[float(left)] * len(names)])

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
        if self._pale or (self._offer is not None and not self._offer.fits):
            painter.setOpacity(PALE)
        self._paint_ground(painter, slot, box, shape)
        top = self.sizes.top
        painter.setFont(theme.font(self.sizes.name - 0.5))
        painter.setPen(theme.colour(theme.colours().soft))
        first = QRectF(theme.px(STRIP) + theme.px(4), top, self.sizes.time_width, self.sizes.line)
        painter.drawText(first, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, slot.time)
        setting = self.drawn()
        for number, (line, left) in enumerate(zip(setting.lines, setting.lefts, strict=True)):
            self._paint_line(painter, line, left, top + number * self.sizes.line)
        painter.setOpacity(1)
        self._paint_ring(painter, box)

    def name_at(self, x: int, y: int) -> int | None:
        """The place of the name drawn there among the slot's names; None beside them."""
        setting = self.drawn()
        line = int((y - self.sizes.top) // self.sizes.line)
        if not 0 <= line < len(setting.lines):
            return None
        names_before = sum(piece.kind == "name" for above in setting.lines[:line] for piece in above)
        left = setting.lefts[line]
        between = text_width(BETWEEN, self.sizes.name)
        for index, piece in enumerate(setting.lines[line]):
            if index:
                left += between if piece.kind == "name" else theme.px(4)
            if piece.kind == "name" and left <= x <= left + piece.width:
                return names_before
            names_before += piece.kind == "name"
            left += piece.width
        return None

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
        icon_box = QRectF(strip.center().x() - side / 2, self.sizes.top + (self.sizes.line - side) / 2, side, side)
        icons.paint(painter, icon, shades.on_mark, icon_box)

    def _paint_line(self, painter: QPainter, pieces: list[Piece], x: float, top: float) -> None:
        end = self.width() - theme.px(4)
        regular = theme.font(self.sizes.name)
        between = text_width(BETWEEN, self.sizes.name)
        for index, piece in enumerate(pieces):
            if index and piece.kind == "name":
                painter.setFont(regular)
                painter.setPen(theme.colour(theme.colours().soft))
                painter.drawText(QRectF(x, top, between + 1, self.sizes.line), Qt.AlignmentFlag.AlignVCenter, BETWEEN)
                x += between
            elif index:
                x += theme.px(4)
            box = QRectF(x, top, min(piece.width, end - x), self.sizes.line)
            PAINTERS[piece.kind](painter, piece, box, self.sizes)
            x += piece.width

    def _paint_ring(self, painter: QPainter, box: QRectF) -> None:
        shades = theme.colours()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = theme.px(5)
        if self._offer is not None and self._offer.fits:
            pen = QPen(theme.colour(shades.good), 2)
            pen.setDashPattern([3, 2])
            painter.setPen(pen)
            painter.drawRoundedRect(box, radius, radius)
        if self.isChecked():
            painter.setPen(QPen(theme.colour(shades.accent), 2))
            painter.drawRoundedRect(box, radius, radius)
        if self.hasFocus():
            inner = box.adjusted(1.5, 1.5, -1.5, -1.5) if self.isChecked() else box
            painter.setPen(QPen(theme.colour(shades.focus), 2))
            painter.drawRoundedRect(inner, radius - 1, radius - 1)


def _asked_by(event: QKeyEvent) -> str:
    """What a key asks of a slot: to free somebody, to take them in hand, to put them here; letters name somebody."""
    if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
        return "free"
    if event.matches(QKeySequence.StandardKey.Cut):
        return "take"
    if event.matches(QKeySequence.StandardKey.Paste):
        return "put"
    beside = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
    plain = not event.modifiers() & ~beside
    return "name" if plain and event.text()[:1].isalpha() else ""
