"""How the pieces of a slot's row are measured and drawn: names with their marks, what is free, who shadows."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from delta_app.widgets import icons, theme
from delta_app.widgets.month_rows import GridName
from delta_app.widgets.text import ONE_LINE

MARK = 11
BENEATH = 2.5  # how much smaller than a name is what stands beneath


@dataclass(frozen=True)
class RowSizes:
    """What all rows of a grid share: size of names (design pixels), width of the time column, air (pixels)."""

    name: float
    time_width: float
    air: int = 0
    roomy: bool = False

    @property
    def line(self) -> int:
        """Height of one line of names."""
        return theme.px(self.name + 4)

    @property
    def top(self) -> int:
        """Where the first line begins."""
        return (theme.px(5) + self.air) // 2


FIRST_SIZES = RowSizes(11, 24)  # until the grid has measured


@dataclass(frozen=True)
class Piece:
    """Something drawn in a line: a name with its marks, the words for empty seats, or the dashed pill."""

    kind: str
    text: str
    width: float
    name: GridName | None = None


def text_width(text: str, size: float, weight: QFont.Weight = QFont.Weight.Normal) -> float:
    """How wide words are, in pixels, in a size of the design."""
    return _text_width(text, size, weight, theme.current().scale)


@lru_cache(maxsize=8192)
def _text_width(text: str, size: float, weight: QFont.Weight, _scale: int) -> float:
    """A month asks thousands of times for the same names; ``_scale`` tells text sizes apart."""
    return QFontMetricsF(theme.font(size, weight)).horizontalAdvance(text)


def marks_of(name: GridName) -> int:
    return name.locked + name.seeking + name.changed


def bare_name(name: GridName) -> GridName:
    return replace(name, locked=False, changed=False)


def in_column(pieces: list[Piece]) -> list[list[Piece]]:
    """Every piece in a line of its own, the mark of somebody who shadows at the end of the last."""
    lines: list[list[Piece]] = []
    for piece in pieces:
        if piece.kind in ("shadow", "changed") and lines:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return lines


def _paint_name(painter: QPainter, piece: Piece, box: QRectF, sizes: RowSizes) -> None:
    """The name, then a lock, the two arrows of a replacement sought, a dot for a change since the publication."""
    shades, name = theme.colours(), piece.name
    seeking = bool(name and name.seeking)
    struck = bool(name and name.struck)
    weight = QFont.Weight.DemiBold if seeking else QFont.Weight.Normal
    font = theme.font(sizes.name, weight)
    font.setStrikeOut(struck)
    painter.setFont(font)
    painter.setPen(theme.colour(shades.soft if struck else shades.attention if seeking else shades.ink))
    side = theme.px(MARK)
    room = max(0.0, box.width() - (side + theme.px(2)) * (marks_of(name) if name else 0)) + 0.5
    shown = piece.text
    if text_width(shown, sizes.name, weight) > room:  # cut in the middle: namesakes differ in their last letters
        shown = QFontMetricsF(font).elidedText(shown, Qt.TextElideMode.ElideMiddle, room)
    painter.drawText(box, int(ONE_LINE), shown)
    if name is None:
        return
    x = box.x() + text_width(shown, sizes.name, weight) + theme.px(2)
    wanted = (
        (name.seeking, "swap", shades.attention),
        (name.locked, "lock", shades.soft),
        (name.changed, "draft", shades.info),
    )
    for present, icon, colour in wanted:
        if present:
            icons.paint(painter, icon, colour, QRectF(x, box.center().y() - side / 2, side, side))
            x += side + theme.px(2)


def _paint_empty(painter: QPainter, piece: Piece, box: QRectF, sizes: RowSizes) -> None:
    painter.setFont(theme.font(sizes.name, QFont.Weight.DemiBold))
    shades = theme.colours()
    pens = {"empty": shades.alarm, "closed": shades.soft}
    painter.setPen(theme.colour(pens.get(piece.kind, shades.attention)))
    shown = QFontMetricsF(painter.font()).elidedText(piece.text, Qt.TextElideMode.ElideRight, box.width() + 0.5)
    painter.drawText(box, int(ONE_LINE), shown)


def _paint_beneath(painter: QPainter, piece: Piece, box: QRectF, sizes: RowSizes) -> None:
    painter.setFont(theme.font(sizes.name - BENEATH))
    painter.setPen(theme.colour(theme.colours().soft))
    shown = QFontMetricsF(painter.font()).elidedText(piece.text, Qt.TextElideMode.ElideRight, box.width() + 0.5)
    painter.drawText(box, int(ONE_LINE), shown)


def _paint_free(painter: QPainter, piece: Piece, box: QRectF, sizes: RowSizes) -> None:
    shades = theme.colours()
    pen = QPen(theme.colour(shades.attention), 1)
    pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(theme.colour(shades.attention_ground))
    painter.drawRoundedRect(box.adjusted(0.5, 1, -0.5, -1), theme.px(4), theme.px(4))
    painter.setFont(theme.font(sizes.name, QFont.Weight.DemiBold))
    painter.setPen(theme.colour(shades.attention))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, piece.text)


def _paint_changed(painter: QPainter, _piece: Piece, box: QRectF, _sizes: RowSizes) -> None:
    side = theme.px(MARK)
    icons.paint(painter, "draft", theme.colours().info, QRectF(box.x(), box.center().y() - side / 2, side, side))


def _paint_shadow(painter: QPainter, _piece: Piece, box: QRectF, _sizes: RowSizes) -> None:
    side = theme.px(MARK)
    icons.paint(painter, "person", theme.colours().info, QRectF(box.x(), box.center().y() - side / 2, side, side))


PAINTERS: dict[str, Callable[[QPainter, Piece, QRectF, RowSizes], None]] = {
    "name": _paint_name, "empty": _paint_empty,
    "partly": _paint_empty, "closed": _paint_empty, "hours": _paint_empty, "free": _paint_free, "shadow": _paint_shadow,
    "changed": _paint_changed,
    "beneath": _paint_beneath,
}  # fmt: skip
