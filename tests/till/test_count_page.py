"""Counting and signing in the window where other PCs count too, and where names have many parts."""

from contextlib import closing

import pytest
from PySide6.QtWidgets import QApplication, QComboBox

from delta_app.core.datafile import open_store
from delta_app.widgets import theme
from delta_app.widgets.dress import dress
from tests.desk import a_window
from tests.factory import a_host
from tests.person import answering, find, press, read_text, type_into, words_of
from tests.till.conftest import player
from tests.till.test_page import (  # noqa: F401 (fixtures are used by their name)
    TILL,
    _wednesday,
    count,
    open_it,
    place,
    selling,
    the_host,
    there,
    window,
)

# ruff: noqa: F811


@pytest.fixture
def elsewhere(place):
    """Acts of another PC on the same data, which this one hears of when it looks."""
    with closing(open_store(place.store.path)) as store:
        yield player(store)


def closed_and_opened(play):
    assert play("close", at="2026-12-09T14:01", counted={"5000": 1, "1000": 1}, keep=5000, by=["A", "B"])["ok"]
    assert play("open", at="2026-12-09T14:02", hosts=["C", "D"], counted={"5000": 1})["ok"]


def to_sign(window):
    press(window, "Compter et fermer")
    count(window, e20=2, e10=1, e5=2)
    for _step in range(3):
        press(window, "Continuer")
    assert "Signer à deux" in read_text(window)


def test_a_count_begun_here_and_closed_elsewhere_does_not_come_back_in_a_later_opening(selling, place, elsewhere):
    to_sign(selling)
    closed_and_opened(elsewhere)
    place.store.poll_changes()
    press(selling, "Compter et fermer")
    said = read_text(selling)
    assert "Comptez tout ce qu’il y a dans la caisse" in said
    assert "Attendu" not in said
    assert "60,00" not in said
    count(selling, e50=1)
    press(selling, "Continuer")
    assert "Le compte est juste, au cent près." in read_text(selling)


def test_nor_one_that_was_left_for_a_sale(selling, place, elsewhere):
    to_sign(selling)
    press(selling, "Revenir à la vente")
    closed_and_opened(elsewhere)
    place.store.poll_changes()
    press(selling, "Compter et fermer")
    assert "Attendu" not in read_text(selling)
    assert "60,00" not in read_text(selling)


def test_a_float_counted_here_and_opened_elsewhere_is_not_the_next_days(window, place, tmp_path, qtbot):
    count(window, e20=2)
    assert "40,00" in read_text(window)
    open_it(place)
    player(place.store)("close", at="2026-12-09T14:01", counted={"5000": 1, "1000": 1}, keep=5000, by=["A", "B"])
    said = read_text(window)
    assert "il y restait 50,00\u00a0€" in said
    assert "40,00" not in said
    again = a_window(place.store, tmp_path, qtbot, the_host(place), (TILL,))  # where only what was kept is known
    assert "40,00" not in read_text(again)


def signing(window, first, second):
    type_into(window, "Initiales : qui a compté", first)
    type_into(window, "Initiales : qui a vérifié", second)


@pytest.fixture
def marie_claire(place):
    """Somebody of three parts, who opened the till with Luc."""
    a_host(place.store, "Marie-Claire", "Vandamme")
    hosts, counted = ["Marie-Claire V.", "Luc D."], {"2000": 2, "1000": 1, "500": 2}
    assert player(place.store)("open", at="2026-12-09T13:55", hosts=hosts, counted=counted)["ok"]


@pytest.mark.parametrize("initials", ["MV", "MCV", "mcv", "M.-C. V."])
def test_marie_claire_signs_as_she_always_does(place, marie_claire, window, initials):
    to_sign(window)
    signing(window, initials, "LD")
    answering(lambda dialog: dialog.reject())
    press(window, "Fermer la caisse")
    assert "La caisse est fermée" in read_text(window)


def test_initials_that_do_not_match_are_said_whose_and_how(place, marie_claire, window):
    to_sign(window)
    type_into(window, "Initiales : qui a compté", "MV")
    assert "Il manque des initiales." in read_text(window)
    signing(window, "MC", "LD")
    assert "Initiales attendues pour Marie-Claire V. : MV." in read_text(window)
    assert not find(window, "Fermer la caisse").isEnabled()
    signing(window, "MV", "MV")
    assert "Initiales attendues pour Luc D. : LD." in read_text(window)


def test_nobody_signs_twice(place, marie_claire, window):
    to_sign(window)
    find(window, "Qui a vérifié", QComboBox).setEditText("Marie-Claire V.")
    signing(window, "MV", "MCV")
    assert "Choisissez deux personnes différentes." in read_text(window)
    assert not find(window, "Fermer la caisse").isEnabled()
    assert there(place).till == 6000


def test_in_the_largest_text_one_sees_where_one_signs(place, tmp_path, qtbot):
    open_it(place)
    window = a_window(place.store, tmp_path, qtbot, the_host(place), (TILL,), theme.Theme("light", 200))
    to_sign(window)
    QApplication.processEvents()
    focused = QApplication.focusWidget()
    assert words_of(focused).startswith("Initiales : qui a compté")
    assert focused.visibleRegion().boundingRect().height() == focused.height()
    dress(QApplication.instance(), theme.Theme())
