"""The toast stands over every page, where it covers least, and what scrolls under it can be scrolled clear of it."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from delta_app.widgets import theme
from delta_app.widgets.dialog import scrolled
from delta_app.widgets.dress import dress
from delta_app.widgets.toast import Toast
from tests.person import find


@pytest.fixture
def pages(qtbot):
    dress(QApplication.instance(), theme.Theme())
    stack = QStackedWidget()
    qtbot.addWidget(stack)
    stack.resize(1180, 740)
    stack.addWidget(QWidget())
    stack.show()
    qtbot.waitExposed(stack)
    yield stack
    stack.close()


def place_of(widget, stack):
    return QRect(widget.mapTo(stack, QPoint(0, 0)), widget.size())


def page_with_field(alignment):
    page = QWidget()
    column = QVBoxLayout(page)
    column.addStretch()
    field = QLineEdit()
    field.setFixedWidth(300)
    column.addWidget(field, 0, alignment)
    return page, field


def test_on_an_empty_page_it_stands_at_the_foot_in_the_middle(pages):
    toast = Toast(pages)
    toast.say("Inscrit·e : Ana T.", record_id=1)
    place = toast.geometry()
    assert abs(place.center().x() - pages.width() // 2) <= 1
    assert place.bottom() > pages.height() - 40


def test_a_page_made_while_it_is_shown_lies_below_it(pages):
    toast = Toast(pages)
    toast.say("Inscrit·e : Ana T.", record_id=1)
    made = QWidget()
    QVBoxLayout(made).addWidget(QLabel("Équipe"))
    pages.addWidget(made)
    pages.setCurrentWidget(made)
    QApplication.processEvents()
    undo = find(toast, "Annuler")
    assert pages.childAt(place_of(undo, pages).center()) is undo


@pytest.mark.parametrize(
    "alignment", [Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight]
)
def test_a_field_at_the_foot_stays_free(pages, alignment, qtbot):
    page, field = page_with_field(alignment)
    pages.addWidget(page)
    pages.setCurrentWidget(page)
    QApplication.processEvents()
    toast = Toast(pages)
    toast.say("Inscrit·e : Ana T.", record_id=1)
    assert not toast.geometry().intersects(place_of(field, pages))
    other, field = page_with_field(Qt.AlignmentFlag.AlignHCenter)
    pages.addWidget(other)
    pages.setCurrentWidget(other)  # and another page while it is shown
    qtbot.waitUntil(lambda: not toast.geometry().intersects(place_of(field, pages)))


def test_the_end_of_what_scrolls_can_be_brought_above_it(pages):
    body = QWidget()
    column = QVBoxLayout(body)
    fields = [QLineEdit() for _ in range(60)]
    for field in fields:
        column.addWidget(field)
    area = scrolled(body)
    pages.addWidget(area)
    pages.setCurrentWidget(area)
    QApplication.processEvents()
    bar = area.verticalScrollBar()
    end = bar.maximum()
    assert end > 0
    toast = Toast(pages)
    toast.say("Inscrit·e : Ana T.", record_id=1)
    QApplication.processEvents()
    bar.setValue(bar.maximum())
    assert place_of(fields[-1], pages).bottom() < toast.y()
    toast.hide()
    assert bar.maximum() == end == bar.value()
