"""Words on screen."""

from PySide6.QtWidgets import QApplication

from delta_app.widgets import theme
from delta_app.widgets.dress import dress
from delta_app.widgets.text import ElidedLabel


def test_namesakes_are_told_apart_where_there_is_no_room_for_their_names(qtbot):
    dress(QApplication.instance(), theme.Theme())
    pictures = []
    for name in ("Marie-Christine Vandenbroeck#1", "Marie-Christine Vandenbroeck#2"):
        label = ElidedLabel(name)
        qtbot.addWidget(label)
        label.resize(110, 20)
        pictures.append(label.grab().toImage())
        assert name in label.toolTip()
    assert pictures[0] != pictures[1]
