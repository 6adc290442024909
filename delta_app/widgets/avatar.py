"""A disc with initials or an icon: decoration, the name beside it says who."""

import unicodedata

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from delta_app.widgets import icons, theme
from delta_app.widgets.theme import Tone

SIDE = 26


def initials(name: str) -> str:
    """Two letters to tell a person by at a glance: ``İpek Y.`` → ``İY``."""
    letters = every_initial(name)
    return letters[:1] + letters[-1:] if len(letters) > 1 else letters


def every_initial(name: str) -> str:
    """A letter for each part of a name: ``Marie-Claire V.`` → ``MCV``."""
    parts = [part for part in name.replace("-", " ").split() if unicodedata.category(part[0]).startswith("L")]
    return "".join(part[0] for part in parts).upper()


def paint_disc(painter: QPainter, place: QRectF, text: str, *, icon: str = "", tone: Tone | None = None,
               sun: bool = False, on_accent: bool = False) -> None:  # fmt: skip
    """The disc in a square, with the letters, or with the icon where there is one; ``on_accent``: on what is chosen."""
    shades = theme.colours()
    ground, ink = shades.accent_soft, shades.accent
    if sun:
        ground, ink = shades.sun, shades.on_sun
    elif tone:
        ground, ink = shades.ground_of(tone), shades.text_of(tone)
    if on_accent:
        ground = shades.card
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(ground))
    painter.drawEllipse(place)
    if icon:
        inset = place.width() * 0.24
        icons.paint(painter, icon, ink, place.adjusted(inset, inset, -inset, -inset))
        return
    letters = theme.font(1, QFont.Weight.DemiBold)
    letters.setPixelSize(round(place.width() * 0.4))
    painter.setPen(theme.colour(ink))
    painter.setFont(letters)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


class Avatar(QWidget):
    """The disc as a widget."""

    def __init__(self, text: str = "", *, icon: str = "", tone: Tone | None = None, sun: bool = False,
                 side: int = SIDE, parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self._text, self._icon, self._tone, self._sun, self._side = text, icon, tone, sun, side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def become(self, text: str, tone: Tone | None = None) -> None:
        """Show other initials, in another tone."""
        self._text, self._tone = text, tone
        self.update()

    def sizeHint(self) -> QSize:
        """A square that grows with the text."""
        return QSize(theme.px(self._side), theme.px(self._side))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The disc and what is in it."""
        disc = QRectF(self.rect())
        paint_disc(QPainter(self), disc, self._text, icon=self._icon, tone=self._tone, sun=self._sun)
