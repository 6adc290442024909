"""Our own icons: drawings on a 24 px grid, recoloured by the theme and sharp at any size."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from delta_app.core import paths


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    """The drawing in one colour; KeyError-like failure (FileNotFoundError) when there is no such icon."""
    source = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))


def paint(painter: QPainter, name: str, colour: str, box: QRectF) -> None:
    """Draw an icon inside a box."""
    _renderer(name, colour).render(painter, box)


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int, ratio: float = 1.0, beside: int = 0) -> QPixmap:
    """An icon as a picture of so many logical pixels, and nothing ``beside`` it, for a screen of that pixel ratio."""
    picture = QPixmap(QSize(size + beside, size) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter, name, colour, QRectF(0, 0, size, size))
    painter.end()
    return picture


def icon(name: str, colour: str, size: int, off: str = "", beside: int = 0) -> QIcon:
    """An icon for a button, in a colour of the theme; in the colour ``off`` while the button cannot be pressed."""
    ratios = frozenset(screen.devicePixelRatio() for screen in QGuiApplication.screens())
    return _icon_for(ratios, name, colour, size, off or colour, beside)


@lru_cache(maxsize=256)
def _icon_for(ratios: frozenset[float], name: str, colour: str, size: int, off: str, beside: int) -> QIcon:
    """One with a picture for each screen: Qt would make it of another one's, smaller and blurred."""
    made = QIcon()
    for ratio in ratios:
        made.addPixmap(pixmap(name, colour, size, ratio, beside))
        made.addPixmap(pixmap(name, off, size, ratio, beside), QIcon.Mode.Disabled)
    return made
