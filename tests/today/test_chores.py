"""Chores on the day's page: a press says that one is done, whoever stands there, and can be taken back."""

import pytest
from PySide6.QtWidgets import QApplication

from delta_app import app
from tests.desk import a_window
from tests.factory import READER
from tests.person import press, read_text
from tests.upkeep.conftest import House, afternoon  # noqa: F401 (a fixture)


@pytest.fixture
def at_door(tmp_path, qtbot, afternoon):  # noqa: F811
    """A house in the afternoon, and a window on the day for somebody."""
    house = House(tmp_path)

    def opened(actor=READER):
        window = a_window(house.store, tmp_path, qtbot, actor, app.page_entries())
        window.show_page("today")
        QApplication.processEvents()
        return window

    yield house, opened
    house.store.close()


def test_whoever_stands_there_says_with_one_press_that_it_is_done(at_door):
    house, opened = at_door
    house.chore("Vider le lave-vaisselle", how="le bouton vert")
    house.weekly(house.luc, house.ana)
    window = opened()
    text = read_text(window)
    assert "Vider le lave-vaisselle\nle bouton vert" in text
    assert "Nettoyer le frigo\nau tour de Luc D." in text
    press(window, "C’est fait : Vider le lave-vaisselle")
    QApplication.processEvents()
    assert [one.done is not None for one in house.now()] == [True, False]
    assert "fait" in read_text(window).split("Vider le lave-vaisselle")[1]
    press(window, "Pas fait : Vider le lave-vaisselle")
    QApplication.processEvents()
    assert [one.done for one in house.now()] == [None, None]


def test_who_said_it_is_named_where_they_are_known(at_door):
    house, opened = at_door
    house.weekly(house.luc, house.ana)
    window = opened(house.host("luc"))
    press(window, "C’est fait : Nettoyer le frigo")
    QApplication.processEvents()
    (chore,) = house.now()
    assert (chore.done.who, "Luc D." in read_text(window)) == ("Luc D.", True)


def test_a_house_without_chores_says_so(at_door):
    _house, opened = at_door
    assert "Rien n’est noté." in read_text(opened())
