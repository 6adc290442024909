"""Choices whose words take several lines are pressed, heard and worked by keys as others are."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from delta_app.widgets import theme
from delta_app.widgets.dress import dress
from delta_app.widgets.long_choice import LongCheckBox, LongRadioButton
from tests.person import find, shown

LONG = "Écrire un message aux personnes à qui l’on demande & dire la réponse"


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("kind", [LongCheckBox, LongRadioButton])
def test_the_words_break_where_there_is_no_room_and_a_press_on_them_chooses(qtbot, kind, scale):
    dress(QApplication.instance(), theme.Theme(scale=scale))
    form = QWidget()
    qtbot.addWidget(form)
    column = QVBoxLayout(form)
    choice = kind(LONG)
    column.addWidget(choice)
    column.addStretch()
    form.resize(theme.px(240), theme.px(300))
    form.show()
    qtbot.waitExposed(form)
    assert form.width() == theme.px(240)
    assert choice.height() >= 3 * choice.fontMetrics().height()
    assert find(form, LONG) is choice
    assert len(list(shown(form, QWidget))) == 1  # heard once
    QTest.mouseClick(choice, Qt.MouseButton.LeftButton, pos=QPoint(choice.width() - 8, choice.height() - 8))
    assert choice.isChecked()
    if kind is LongCheckBox:
        QTest.keyClick(choice, Qt.Key.Key_Space)
        assert not choice.isChecked()


def test_with_room_they_stand_in_one_line(qtbot):
    dress(QApplication.instance(), theme.Theme())
    choice = LongCheckBox(LONG)
    qtbot.addWidget(choice)
    assert choice.heightForWidth(900) < 2 * choice.fontMetrics().height()
    assert choice.minimumSizeHint().width() <= 120
