"""Rows of a card: what can be done stands beside the words as long as they can be read."""

from PySide6.QtWidgets import QApplication, QLabel, QWidget

from delta_app.widgets import theme
from delta_app.widgets.buttons import Button
from delta_app.widgets.chips import Chip
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


def test_acts_that_have_no_room_in_one_line_stand_in_two_and_the_state_stays_whole(qtbot):
    dress(QApplication.instance(), theme.Theme())
    ground, buttons = QWidget(), (Button("Ne plus acheter"), Button("Acheté…"))
    row = ItemRow("Filtre", "25,00 €", *buttons, chip=("accordé", "check", "good"), parent=ground)
    qtbot.addWidget(ground)
    ground.show()
    for width, lines in ((285, 2), (600, 1), (200, 2)):
        row.resize(width, 200)
        QApplication.processEvents()
        assert row.width() == width
        chip, leave, go = find(row, "accordé", Chip), find(row, "Ne plus acheter"), find(row, "Acheté…")
        assert chip.width() >= chip.sizeHint().width()
        assert (go.y() > leave.y()) == (lines == 2)
