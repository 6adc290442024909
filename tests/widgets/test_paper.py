"""The preview of what is printed: pages under each other, turned by keys, nearer on demand, drawn when in sight."""

from io import BytesIO

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication
from reportlab.pdfgen.canvas import Canvas

from delta_app.widgets import pdf, theme
from delta_app.widgets.dress import dress
from delta_app.widgets.paper import Paper
from tests.person import key

A5 = (420, 595)
COLOURS = ("#ff0000", "#00ff00", "#0000ff", "#ffff00")


def a_pdf(pages=4, size=A5):
    """Pages all in one colour, each in its own."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=size, invariant=1)
    for page in range(pages):
        canvas.setFillColor(COLOURS[page % len(COLOURS)])
        canvas.rect(0, 0, *size, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.fixture
def paper(qtbot):
    dress(QApplication.instance(), theme.Theme())
    made = Paper()
    qtbot.addWidget(made)
    made.setAccessibleName("Aperçu")
    made.resize(600, 400)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    made.setFocus()
    made.show_sheets(pdf.read(a_pdf()))
    qtbot.waitUntil(made.is_drawn)
    return made


def middle(paper):
    return QColor(paper.grab().toImage().pixel(paper.width() // 2, paper.height() // 2)).name()


def test_the_first_page_is_seen_whole_and_said(paper):
    assert middle(paper) == COLOURS[0]
    assert paper.accessibleDescription() == "Page 1 sur 4"
    assert paper.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize(
    ("keys", "page"),
    [
        ([Qt.Key.Key_PageDown], 1),
        ([Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp], 1),
        ([Qt.Key.Key_End], 3),
        ([Qt.Key.Key_End, Qt.Key.Key_Home], 0),
        ([Qt.Key.Key_Down] * 6, 1),
    ],
)
def test_keys_turn_the_pages(paper, qtbot, keys, page):
    for code in keys:
        key(code)
    qtbot.waitUntil(paper.is_drawn)
    assert paper.page == page
    assert paper.accessibleDescription() == f"Page {page + 1} sur 4"
    assert middle(paper) == COLOURS[page]


def test_nearer_and_back_keep_the_page_in_the_middle(paper, qtbot):
    key(Qt.Key.Key_PageDown)
    for _step in range(2):
        key(Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert paper.zoom == 1.5
    assert paper.page == 1
    qtbot.waitUntil(paper.is_drawn)
    key(Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert paper.zoom == 1.25
    key(Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert paper.zoom == 1
    assert paper.page == 1
    for _step in range(9):
        paper.come_nearer(1)
    assert paper.zoom == 4
    assert paper.horizontalScrollBar().maximum() > 0


def test_the_wheel_with_control_comes_nearer(paper):
    for turned, zoom in ((120, 1.25), (-120, 1), (-120, 1)):
        where = QPointF(paper.viewport().rect().center())
        event = QWheelEvent(
            where, where, QPoint(), QPoint(0, turned), Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(paper.viewport(), event)
        assert paper.zoom == zoom


def test_a_larger_window_shows_larger_pages_without_a_white_moment(paper, qtbot):
    key(Qt.Key.Key_End)
    qtbot.waitUntil(paper.is_drawn)
    paper.resize(900, 700)
    assert middle(paper) == COLOURS[3]
    qtbot.waitUntil(paper.is_drawn)
    assert paper.page == 3
    assert max(place.height() for place in paper._places) > 600


def test_only_what_is_in_sight_is_drawn(paper, qtbot):
    paper.show_sheets(pdf.read(a_pdf(40)))
    qtbot.waitUntil(paper.is_drawn)
    assert set(paper._pictures) <= {0, 1}
    key(Qt.Key.Key_End)
    qtbot.waitUntil(paper.is_drawn)
    assert min(paper._pictures) > 30


def test_nothing_is_shown_where_there_is_nothing(paper):
    paper.forget()
    assert paper.page_words() == ""
    assert middle(paper) == theme.colours().plain_ground


def test_strips_make_the_same_page():
    sheets = pdf.read(a_pdf(1))
    size = pdf.pixels(sheets, 0, 144)
    assert size == QSize(840, 1190)
    whole = pdf.picture(sheets, 0, size)
    assert whole.format() == QImage.Format.Format_RGB32
    strips = [pdf.picture(sheets, 0, size, QRect(0, y, 840, 119)) for y in range(0, 1190, 119)]
    assert all(strip == whole.copy(0, n * 119, 840, 119) for n, strip in enumerate(strips))
