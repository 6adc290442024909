"""A field for a date, typed, stepped and picked from, as a person does."""

from datetime import date

import pytest
from PySide6.QtCore import QDate, QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolTip, QVBoxLayout, QWidget

from delta_app.widgets import theme
from delta_app.widgets.date_field import DateField, read_day
from delta_app.widgets.day_picker import DayPicker
from delta_app.widgets.dress import dress
from tests.person import find, key, press

SHOWN = date(2026, 12, 9)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def field(qtbot):
    dress(QApplication.instance(), theme.Theme())
    form = QWidget()
    qtbot.addWidget(form)
    column = QVBoxLayout(form)
    before, made, after = QLineEdit(), DateField("Jour"), QLineEdit()
    for piece in (before, made, after):
        column.addWidget(piece)
    made.show_day(SHOWN)
    form.show()
    qtbot.waitExposed(form)
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    before.setFocus()
    qtbot.waitUntil(before.hasFocus)
    yield made
    form.close()


def write(text):
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(
                QApplication.focusWidget(), QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            )


def all_by_tab(_field):
    key(Qt.Key.Key_Tab)


def all_by_ctrl_a(field):
    QTest.mouseClick(field.lineEdit(), Qt.MouseButton.LeftButton, pos=QPoint(12, 6))
    key(Qt.Key.Key_A, CTRL)


def all_from_the_beginning(field):
    QTest.mouseClick(field.lineEdit(), Qt.MouseButton.LeftButton, pos=QPoint(30, 6))
    key(Qt.Key.Key_Home)
    key(Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)


def all_erased(field):
    field.setFocus()
    key(Qt.Key.Key_End)
    for _letter in range(10):
        key(Qt.Key.Key_Backspace)
    assert not field.lineEdit().text()


@pytest.mark.parametrize("chosen", [all_by_tab, all_by_ctrl_a, all_from_the_beginning, all_erased])
@pytest.mark.parametrize("leave", [Qt.Key.Key_Tab, Qt.Key.Key_Return])
def test_a_date_typed_over_the_whole_is_taken(field, chosen, leave):
    chosen(field)
    write("20/12/2026")
    assert field.text() == "20/12/2026"
    key(leave)
    assert field.day == date(2026, 12, 20)
    assert field.text() == "20/12/2026"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20/12/2027", date(2027, 12, 20)),
        ("20/12/27", date(2027, 12, 20)),
        ("20122027", date(2027, 12, 20)),
        ("201227", date(2027, 12, 20)),
        ("2012", date(2026, 12, 20)),
        ("20/12", date(2026, 12, 20)),
        ("3/1/2027", date(2027, 1, 3)),
        ("20.12.2027", date(2027, 12, 20)),
        ("20-12-2027", date(2027, 12, 20)),
        ("20 12 2027", date(2027, 12, 20)),
        ("2027-12-20", date(2027, 12, 20)),
    ],
)
def test_dates_are_read_as_people_write_them(field, text, day):
    assert read_day(text, SHOWN) == day
    field.setFocus()
    field.selectAll()
    write(text)
    key(Qt.Key.Key_Tab)
    assert field.day == day
    assert field.text() == day.strftime("%d/%m/%Y")


@pytest.mark.parametrize("text", ["31/02/2027", "29/2", "bientôt", "", "20/12/", "1", "20/13/2026", "20/12/0026"])
@pytest.mark.parametrize("leave", [Qt.Key.Key_Tab, Qt.Key.Key_Return])
def test_what_is_no_date_puts_the_former_back(field, text, leave):
    field.setFocus()
    field.selectAll()
    key(Qt.Key.Key_Delete)
    write(text)
    key(leave)
    expected = SHOWN if text != "20/12/" else date(2026, 12, 20)
    assert field.day == expected
    assert field.text() == expected.strftime("%d/%m/%Y")


def test_a_date_out_of_reach_is_refused_and_one_within_follows_at_once(field):
    told = []
    field.dateChanged.connect(told.append)
    field.setMinimumDate(QDate(2026, 12, 1))
    field.setFocus()
    field.selectAll()
    write("30/11/2026")
    key(Qt.Key.Key_Tab)
    assert "30/11/2026" in QToolTip.text()  # and why
    assert (field.day, told) == (SHOWN, [])
    field.setFocus()
    field.selectAll()
    write("12/12/2026")
    assert told == [QDate(2026, 12, 12)]  # before it is left


def test_one_figure_can_be_mended(field):
    field.setFocus()
    key(Qt.Key.Key_Home)
    key(Qt.Key.Key_Delete)
    write("1")
    key(Qt.Key.Key_End)
    key(Qt.Key.Key_Backspace)
    write("7")
    key(Qt.Key.Key_Tab)
    assert field.day == date(2027, 12, 19)


def test_the_arrows_step_where_they_stand(field):
    all_by_tab(field)
    key(Qt.Key.Key_Up)
    assert field.day == date(2026, 12, 10)
    key(Qt.Key.Key_Up)
    assert field.day == date(2026, 12, 11)
    key(Qt.Key.Key_End)
    key(Qt.Key.Key_Up)
    assert field.day == date(2027, 12, 11)
    key(Qt.Key.Key_Home)
    for _step in range(4):
        key(Qt.Key.Key_Right)
    key(Qt.Key.Key_Down)
    assert field.day == date(2027, 11, 11)


@pytest.mark.parametrize("keys", [(Qt.Key.Key_F4,), (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)])
def test_a_month_opens_by_keys_and_a_day_is_picked_by_keys(field, qtbot, keys):
    field.setFocus()
    key(*keys)
    picker = QApplication.activePopupWidget()
    assert isinstance(picker, DayPicker)
    QTest.keyClick(picker.focusWidget(), Qt.Key.Key_Right)
    QTest.keyClick(picker.focusWidget(), Qt.Key.Key_PageDown)
    assert field.day == SHOWN
    QTest.keyClick(picker.focusWidget(), Qt.Key.Key_Return)
    assert field.day == date(2027, 1, 10)
    assert QApplication.activePopupWidget() is None
    assert field.hasFocus()


def test_a_day_is_picked_by_mouse_and_escape_leaves_it(field):
    QTest.mouseClick(field, Qt.MouseButton.LeftButton, pos=QPoint(field.width() - 8, field.height() // 2))
    picker = QApplication.activePopupWidget()
    press(picker, "Mois suivant")
    press(picker, "dimanche 24 janvier 2027")
    assert field.day == date(2027, 1, 24)
    field.open_month()
    picker = QApplication.activePopupWidget()
    QTest.keyClick(picker.focusWidget(), Qt.Key.Key_Left)
    QTest.keyClick(picker.focusWidget(), Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    assert field.day == date(2027, 1, 24)


def test_days_that_cannot_be_are_not_offered(field):
    field.setDateRange(QDate(2026, 12, 5), QDate(2026, 12, 12))
    field.open_month()
    picker = QApplication.activePopupWidget()
    assert not find(picker, "Mois suivant").isEnabled()
    for _step in range(3):
        QTest.keyClick(picker.focusWidget(), Qt.Key.Key_Up)
    QTest.keyClick(picker.focusWidget(), Qt.Key.Key_Return)
    assert field.day == date(2026, 12, 5)


def test_what_is_half_typed_stays_while_the_menu_of_the_field_is_open(field):
    field.setFocus()
    field.selectAll()
    write("20/1")
    for reason in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
        QApplication.sendEvent(field, QFocusEvent(QEvent.Type.FocusOut, reason))
        assert field.text() == "20/1"
    QApplication.sendEvent(field, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.PopupFocusReason))
    write("2")
    key(Qt.Key.Key_Tab)
    assert field.day == date(2026, 12, 20)
