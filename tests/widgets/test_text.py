"""Words on screen."""

import pytest
from PySide6.QtGui import QAccessible, QFont
from PySide6.QtWidgets import QApplication, QLabel

from delta_app.widgets import theme
from delta_app.widgets.dress import dress
from delta_app.widgets.text import ElidedLabel, plain_tip, words
from tests.widgets.dots import drawn_freely, lines_apart


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


def test_a_label_keeps_the_space_before_a_mark_on_the_line_of_its_word(qtbot):
    label = words("Permanences à compléter : « demain »", wrap=True)
    qtbot.addWidget(label)
    drawn = QAccessible.queryAccessibleInterface(label).text(QAccessible.Text.Name)
    assert drawn == "Permanences à compléter\u00a0: «\u00a0demain\u00a0»"
    assert label.text() == "Permanences à compléter : « demain »"
    label.setText("Rien : tout est pourvu")
    assert QAccessible.queryAccessibleInterface(label).text(QAccessible.Text.Name) == "Rien\u00a0: tout est pourvu"


def test_a_tooltip_keeps_its_lines_and_the_space_before_a_mark(qtbot):
    label = words("Noël")
    qtbot.addWidget(label)
    plain_tip(label, "Noël : fermé\nCongé d’hiver <fr>")
    assert label.toolTip() == "<span>Noël\u00a0: fermé<br>Congé d’hiver &lt;fr&gt;</span>"


def test_a_line_breaks_neither_before_the_letter_of_a_name_nor_at_a_stroke_nor_within_hours(qtbot):
    label = words("Avec Luc D. et Ana-Maria C. · 2 / 4 ce mois, 10h – 13h")
    qtbot.addWidget(label)
    assert QLabel.text(label) == "Avec Luc\u00a0D. et Ana-Maria\u00a0C. · 2\u00a0/\u00a04 ce mois, 10h\u00a0–\u00a013h"
    assert label.text() == "Avec Luc D. et Ana-Maria C. · 2 / 4 ce mois, 10h – 13h"


@pytest.mark.parametrize("scale", theme.SCALES)
def test_the_accent_of_a_capital_is_whole_in_a_label_that_may_be_cut(qtbot, scale):
    dress(QApplication.instance(), theme.Theme(scale=scale))
    for role, font in (
        ("strong", theme.font(13, QFont.Weight.DemiBold)), ("soft", theme.font(12)),
        ("heading", theme.font(16, QFont.Weight.DemiBold)), ("title", theme.font(20, QFont.Weight.DemiBold)),
    ):  # fmt: skip
        pictures = []
        for name in ("Ö.", "O."):
            label = ElidedLabel(name, role)
            qtbot.addWidget(label)
            label.show()
            label.resize(200, label.sizeHint().height())
            pictures.append(label.grab().toImage())
        free = (drawn_freely(name, font) for name in ("Ö.", "O."))
        assert len(lines_apart(*pictures)) == len(lines_apart(*free)), role
    dress(QApplication.instance(), theme.Theme())
