"""Pictures compared dot by dot."""

from PySide6.QtGui import QFont, QImage, QPainter


def drawn_freely(text: str, font: QFont) -> QImage:
    """The same words where nothing cuts them."""
    picture = QImage(300, 100, QImage.Format.Format_ARGB32)
    picture.fill(0)
    painter = QPainter(picture)
    painter.setFont(font)
    painter.drawText(10, 70, text)
    painter.end()
    return picture


def lines_apart(one: QImage, other: QImage, left: int = 0) -> set[int]:
    """The lines of dots in which two pictures differ, from a column on."""
    return {
        y for y in range(one.height()) for x in range(left, one.width()) if one.pixel(x, y) != other.pixel(x, y)
    }  # fmt: skip
