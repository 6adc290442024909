"""A PDF as pictures: what sizes its pages have, and a page or a strip of it drawn at any size."""

from dataclasses import dataclass
from threading import Lock

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage

POINTS_PER_INCH = 72

# PDFium keeps global state: one thread at a time, and everything is closed again before the next has its turn.
_turn = Lock()


@dataclass(frozen=True)
class Sheets:
    """A PDF and the width and height of each of its pages, in points."""

    pdf: bytes = b""
    sizes: tuple[tuple[float, float], ...] = ()


def read(pdf: bytes) -> Sheets:
    """Measure the pages. Raises ``pypdfium2.PdfiumError`` for what is no PDF."""
    import pypdfium2  # a quarter of a second, and seldom needed

    with _turn, pypdfium2.PdfDocument(pdf) as document:
        return Sheets(pdf, tuple(document.get_page_size(page) for page in range(len(document))))


def pixels(sheets: Sheets, page: int, dpi: float) -> QSize:
    """The size of a page at so many dots per inch."""
    width, height = sheets.sizes[page]
    return QSize(round(width * dpi / POINTS_PER_INCH), round(height * dpi / POINTS_PER_INCH))


def picture(sheets: Sheets, page: int, size: QSize, part: QRect | None = None) -> QImage:
    """A page drawn at a size in pixels, or only a part of that picture; safe on any thread."""
    import pypdfium2
    from pypdfium2 import raw

    shown = part or QRect(0, 0, size.width(), size.height())
    with _turn, pypdfium2.PdfDocument(sheets.pdf) as document:
        drawn = document[page]
        bitmap = pypdfium2.PdfBitmap.new_native(shown.width(), shown.height(), raw.FPDFBitmap_BGRx)
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, shown.width(), shown.height())
        raw.FPDF_RenderPageBitmap(bitmap, drawn, -shown.x(), -shown.y(), size.width(), size.height(), 0, raw.FPDF_ANNOT)
        form = QImage.Format.Format_RGB32
        made = QImage(bitmap.buffer, shown.width(), shown.height(), bitmap.stride, form).copy()
        bitmap.close()
        drawn.close()
    return made
