"""Somebody in a list: drawn whole, accents included, and as high as what is said of them asks for."""

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from delta_app.widgets import theme
from delta_app.widgets.buttons import Button
from delta_app.widgets.dress import dress
from delta_app.widgets.person_row import PersonRow
from tests.person import find, words_of
from tests.widgets.dots import drawn_freely, lines_apart


def a_row(qtbot, name, caption="n’a pas répondu", act=None, *, pale=False, width=240):
    row = PersonRow(name, caption, act, pale=pale)
    qtbot.addWidget(row)
    row.resize(width, row.heightForWidth(width))
    row.show()
    QApplication.processEvents()
    return row


@pytest.mark.parametrize("scale", theme.SCALES)
@pytest.mark.parametrize("pale", [False, True])
def test_accents_of_capitals_are_not_cut(qtbot, scale, pale):
    dress(QApplication.instance(), theme.Theme(scale=scale))
    plain, accented = (
        a_row(qtbot, name, caption, pale=pale).grab().toImage()
        for name, caption in (("Olga O.", "Elle"), ("Olga Ö.", "Élle"))
    )
    apart = lines_apart(plain, accented, theme.px(26) + theme.gap(12))
    font = theme.font(12) if pale else theme.font(13, QFont.Weight.DemiBold)
    name = lines_apart(drawn_freely("Ö.", font), drawn_freely("O.", font))
    said = lines_apart(drawn_freely("Él", theme.font(12)), drawn_freely("El", theme.font(12)))
    assert len(apart) == len(name) + len(said)
    dress(QApplication.instance(), theme.Theme())


def test_more_to_say_makes_it_higher_and_what_can_be_done_stays_within(qtbot):
    dress(QApplication.instance(), theme.Theme())
    short = a_row(qtbot, "Ana T.", "disponible", Button("Inscrire"))
    long = a_row(qtbot, "Ana T.", "a dit non, à son maximum de la semaine (2) et du mois (6)", Button("Inscrire"))
    assert long.heightForWidth(240) > short.heightForWidth(240)
    for row in (short, long):
        assert row.rect().contains(find(row, "Inscrire").geometry())
    assert words_of(short) == "Ana T., disponible"


def test_another_thing_to_do_takes_the_place_of_the_one_before(qtbot):
    dress(QApplication.instance(), theme.Theme())
    first, second = Button("Inscrire"), Button("Malgré tout…")
    row = a_row(qtbot, "Ana T.", "disponible", first)
    row.tell("Ana T.", "absente", second, pale=True)
    assert find(row, "Malgré tout…") is second
    assert first.isHidden()
    row.tell("Ana T.", "y est déjà")
    assert second.isHidden()
