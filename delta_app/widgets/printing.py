"""A PDF onto paper: its pages drawn by the printer, as large as the paper."""

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

from delta_app.core.errors import Refused, register_words
from delta_app.core.i18n import _
from delta_app.widgets import pdf
from delta_app.widgets.pdf import Sheets

FINEST_DPI = 600  # finer is not seen, and a page would take gigabytes
STRIP = 512  # rows of dots drawn at a time
SAME_SIZE = 0.01  # paper and page measured in points and millimetres differ by that little

register_words(
    {
        "printer_trouble": lambda f: _(
            "L’imprimante n’a pas répondu ; rien n’est perdu. Vérifiez qu’elle est allumée, ou enregistrez en PDF."
        ),
    }
)


def send(made: bytes, printer: QPrinter) -> int:
    """Draw every page of a PDF on the printer, as large as its paper; returns how many."""
    sheets = pdf.read(made)
    painter = QPainter()
    if not painter.begin(printer):
        raise Refused("printer_trouble")
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)  # letters stay sharp
    for page in range(len(sheets.sizes)):
        if page:
            printer.newPage()
        _draw_page(painter, sheets, page, printer.resolution())
    painter.end()
    return len(sheets.sizes)


def _draw_page(painter: QPainter, sheets: Sheets, page: int, resolution: int) -> None:
    """Draw a page in the middle of the paper, strip by strip: whole, it would not fit in an old computer's memory."""
    dpi = min(resolution, FINEST_DPI)
    area, dots = painter.viewport(), pdf.pixels(sheets, page, dpi)
    scale = min(area.width() / dots.width(), area.height() / dots.height())
    if abs(scale * dpi / resolution - 1) < SAME_SIZE:
        scale = resolution / dpi  # no dot is doubled or lost
    left, top = (area.width() - dots.width() * scale) / 2, (area.height() - dots.height() * scale) / 2
    for y in range(0, dots.height(), STRIP):
        part = QRect(0, y, dots.width(), min(STRIP, dots.height() - y))
        place = QRectF(left, top + y * scale, part.width() * scale, part.height() * scale)
        painter.drawImage(place, pdf.picture(sheets, page, dots, part))
