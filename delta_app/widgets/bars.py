"""Horizontal bars: a name, a bar as long as its figure, the figure in words. For what people would rather look at."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from delta_app.widgets import space, theme
from delta_app.widgets.text import words

HIGH = 14
LEAST = 40


@dataclass(frozen=True)
class BarRow:
    """What a bar stands for: its name, its figure, and that figure in words. Below nothing, no bar is drawn."""

    name: str
    figure: int
    said: str


class _Bar(QWidget, theme.Themed):
    """The bar itself: decoration, the words beside it say the figure."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self._share = share
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as drawn."""
        return QSize(theme.px(LEAST), theme.px(HIGH))

    def on_theme(self) -> None:
        """Measure again in another text size."""
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, and the bar on it."""
        shades = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour(shades.line) if shades is theme.CONTRAST else Qt.PenStyle.NoPen)
        room = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = min(room.height() / 2, theme.gap(6))
        painter.setBrush(theme.colour(shades.plain_ground))
        painter.drawRoundedRect(room, radius, radius)
        if self._share > 0:
            bar = QRectF(room.left(), room.top(), max(room.height(), room.width() * self._share), room.height())
            painter.setBrush(theme.colour(shades.accent))
            painter.drawRoundedRect(bar, radius, radius)


class Bars(QWidget):
    """Bars under each other, all measured by the longest."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._name = name
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        space.in_grid(self._grid, across=10, down=7)
        self._grid.setColumnStretch(1, 1)
        self._pieces: list[QWidget] = []

    def show_rows(self, rows: Sequence[BarRow]) -> None:
        """Show these."""
        for piece in self._pieces:
            piece.hide()
            piece.deleteLater()
        self._pieces = []
        highest = max((row.figure for row in rows), default=0)
        for place, row in enumerate(rows):
            label, said = words(row.name), words(row.said, "strong")
            said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            bar = _Bar(max(0, row.figure) / highest if highest > 0 else 0)
            for column, piece in enumerate((label, bar, said)):
                self._grid.addWidget(piece, place, column)
                self._pieces.append(piece)
        self.setAccessibleDescription("; ".join(f"{row.name} : {row.said}" for row in rows))


def figure_label(text: str) -> QLabel:
    """A figure at the right of its column."""
    label = words(text)
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return label
