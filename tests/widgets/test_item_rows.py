"""Rows of a card: what can be done stands beside the words as long as they can be read."""

from PySide6.QtWidgets import QApplication, QLabel

from delta_app.widgets import theme
from delta_app.widgets.buttons import Button
from delta_app.widgets.dress import dress
from delta_app.widgets.item_rows import ItemRow
from tests.person import find, shown


def side_by_side(qtbot, caption, width):
    dress(QApplication.instance(), theme.Theme())
    row = ItemRow("Le Gué", caption, Button("Modifier…"), chip=("promet 10 par mois", "check", "good"))
    qtbot.addWidget(row)
    row.resize(width, 80)
    row.show()
    QApplication.processEvents()
    said = next(label for label in shown(row, QLabel) if label.text() == caption)
    button = find(row, "Modifier…")
    return button.x() >= said.geometry().right()


def test_short_words_keep_their_acts_beside_them(qtbot):
    assert side_by_side(qtbot, "4 personnes", 330)


def test_longer_words_give_up_their_side_only_where_they_would_have_less_of_it(qtbot):
    caption = "4 personnes, et une phrase qui demande plus de place qu’il n’y en a ici"
    assert side_by_side(qtbot, caption, 600)
    assert not side_by_side(qtbot, caption, 330)
