"""Buttons in every text size."""

from PySide6.QtWidgets import QApplication

from delta_app.widgets import theme
from delta_app.widgets.buttons import Button
from delta_app.widgets.dress import dress


def test_the_white_between_the_icon_and_the_words_grows_with_the_text(qtbot):
    def white(scale):
        dress(QApplication.instance(), theme.Theme(scale=scale))
        button = Button("lll", "check")
        qtbot.addWidget(button)
        beside = button.iconSize().width() - button.iconSize().height()
        assert button.icon().actualSize(button.iconSize()) == button.iconSize()
        return beside + 4  # what Qt itself leaves

    assert white(200) == 2 * white(100)


def test_a_button_that_is_only_an_icon_stays_as_wide_as_it_is_high(qtbot):
    dress(QApplication.instance(), theme.Theme(scale=200))
    button = Button("", "check")
    qtbot.addWidget(button)
    assert button.iconSize().width() == button.iconSize().height()
