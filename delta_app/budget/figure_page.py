"""What the budget's page is drawn with: an amount that opens what is behind it, and how much of a line is used."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from delta_app.budget.rules import Figures
from delta_app.budget.spoken import share_words
from delta_app.core.i18n import _
from delta_app.core.money import format_money
from delta_app.widgets import theme
from delta_app.widgets.buttons import PressButton
from delta_app.widgets.text import plain_tip

BAR_HEIGHT = 12
STROKES_APART = 7


class Amount(PressButton):
    """An amount of money; a press opens what it is made of."""

    def __init__(
        self, cents: int, what: str, act: Callable[[], object], *, strong: bool = False, tone: str = ""
    ) -> None:
        super().__init__(format_money(cents))
        self.setProperty("kind", "amount")
        self.setProperty("strong", "true" if strong else "false")
        self.setProperty("tone", tone)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        said = _("{what} : {amount}").format(what=what, amount=format_money(cents))
        self.setAccessibleName(said)
        plain_tip(self, said)
        self.clicked.connect(lambda: act())  # noqa: PLW0108 (a press says besides whether it is checked)


def hatched(colour: QColor) -> QPen:
    """The pen of the strokes by which what is only committed is told from what is spent."""
    pen = QPen(colour)
    pen.setWidthF(theme.px(3))
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


class ShareBar(QWidget, theme.Themed):
    """How much of a line is spent, full, and committed, hatched; in the colour of attention where it calls for it."""

    def __init__(self, name: str, figures: Figures, *, alert: bool) -> None:
        super().__init__()
        self._figures, self._alert = figures, alert
        said = share_words(figures)
        if figures.planned:
            said = _("{share} utilisés").format(share=said)
        self.setAccessibleName(f"{name}, {said}")
        plain_tip(self, said)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def on_theme(self) -> None:
        """Measure again in another text size."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As in the design, and as wide as there is room."""
        return QSize(theme.px(120), theme.px(BAR_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Little, where the text is large."""
        return QSize(theme.px(24), theme.px(BAR_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The track, what is spent, and what is committed behind it."""
        shades = theme.colours()
        full = theme.colour(shades.attention if self._alert else shades.accent)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().toRectF()
        track = QPainterPath()
        track.addRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setClipPath(track)
        painter.fillRect(box, theme.colour(shades.plain_ground))
        spent, used = (self._width(cents, box) for cents in (self._figures.moved, self._figures.used))
        painter.fillRect(QRectF(0, 0, spent, box.height()), full)
        if used > spent:
            self._hatch(painter, QRectF(spent, 0, used - spent, box.height()), full)
        if shades is theme.CONTRAST:
            painter.setClipping(False)
            painter.setPen(QPen(theme.colour(shades.line), 1))
            painter.setBrush(QBrush())
            painter.drawPath(track)

    def _width(self, cents: int, box: QRectF) -> float:
        """How far a part reaches: all the way where more is used than was planned."""
        if cents <= 0:
            return 0
        planned = self._figures.planned
        return box.width() if cents >= planned else box.width() * cents / planned

    def _hatch(self, painter: QPainter, part: QRectF, colour: QColor) -> None:
        painter.save()
        painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
        painter.fillRect(part, theme.colour(theme.colours().accent_soft))
        painter.setPen(hatched(colour))
        apart, high = theme.px(STROKES_APART), part.height()
        across = part.left() - high
        while across < part.right():
            painter.drawLine(QPointF(across, high), QPointF(across + high, 0))
            across += apart
        painter.restore()
