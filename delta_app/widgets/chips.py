"""Chips: a state told by an icon, words and a colour together."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from delta_app.widgets import icons, theme
from delta_app.widgets.text import plain_tip, set_property
from delta_app.widgets.theme import Tone


class Chip(QLabel, theme.Themed):
    """A pill with an icon and words, whole in its tooltip where there is no room for them."""

    def __init__(self, text: str = "", icon: str = "", tone: Tone = "plain", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "chip")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._icon, self._tone = icon, tone
        self.tell(text, icon, tone)

    def tell(self, text: str, icon: str, tone: Tone, full: str = "") -> None:
        """Show another state; ``full`` says it in more words, for the tooltip and to a screen reader."""
        self._icon, self._tone = icon, tone
        set_property(self, "tone", tone)
        self.setText(text)
        self.setAccessibleName(full or text)
        plain_tip(self, full or text)
        self.on_theme()

    def on_theme(self) -> None:
        """Measure again when the text size changes."""
        side = theme.gap(9)
        self.setContentsMargins(side + (theme.px(13) + theme.gap(4) if self._icon else 0), 0, side, 0)
        self.setMinimumHeight(theme.px(21))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for the icon and the words."""
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), theme.px(21)))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for any column: words that find no room end in …"""
        sides, hint = self.contentsMargins(), self.sizeHint()
        least = sides.left() + sides.right() + 3 * self.fontMetrics().averageCharWidth()
        return QSize(min(least, hint.width()), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """A rounded ground, the icon, the words."""
        shades = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour(shades.text_of(self._tone)) if shades is theme.CONTRAST else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(shades.ground_of(self._tone)))
        box = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        if self._icon:
            size = theme.px(13)
            top = (self.height() - size) / 2
            icons.paint(painter, self._icon, shades.text_of(self._tone),
                        self.rect().toRectF().adjusted(theme.gap(9), top, 0, 0).adjusted(
                            0, 0, size - self.width() + theme.gap(9), size - self.height() + top))  # fmt: skip
        painter.setPen(theme.colour(shades.text_of(self._tone)))
        painter.setFont(self.font())
        place = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, place.width() + 1)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), shown)
