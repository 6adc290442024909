"""Finding one of many by a few letters: without accents, by keyboard alone; what cannot be chosen says why."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidget

from delta_app.widgets import theme
from delta_app.widgets.dress import dress
from delta_app.widgets.finder import Finder, Found, matching
from tests.person import find, key, read_text, type_into

ENTRIES = (
    Found("Composer janvier 2027", "Ctrl+M", "compose"),
    Found("Diffuser janvier 2027", "Ouvrez d’abord le mois.", "publish", possible=False),
    Found("Aller à : Équipe", "", "team"),
)


@pytest.fixture
def finder(qtbot):
    dress(QApplication.instance() or QApplication([]), theme.Theme())
    made = Finder("Que voulez-vous faire ?", "quelques lettres", ENTRIES)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    return made


def listed(finder):
    shown = find(finder, "Que voulez-vous faire ?", QListWidget)
    return [shown.item(row).text() for row in range(shown.count())]


def test_a_few_letters_without_accents_find_one(finder):
    type_into(finder, "Chercher", "equ")
    assert listed(finder) == ["Aller à : Équipe"]
    key(Qt.Key.Key_Return)
    assert finder.chosen == "team"


def test_the_arrows_choose_past_what_cannot_be_chosen(finder):
    assert listed(finder) == [
        "Composer janvier 2027 · Ctrl+M",
        "Aller à : Équipe",
        "Diffuser janvier 2027 · Ouvrez d’abord le mois.",
    ]
    key(Qt.Key.Key_Down)
    key(Qt.Key.Key_Down)
    key(Qt.Key.Key_Return)
    assert finder.chosen == "team"


def test_what_cannot_be_chosen_is_not(finder):
    type_into(finder, "Chercher", "diff")
    key(Qt.Key.Key_Return)
    assert finder.chosen is None
    assert finder.isVisible()


def test_nothing_found_is_said(finder):
    type_into(finder, "Chercher", "xyz")
    assert "Rien ne s’appelle ainsi." in read_text(finder)
    key(Qt.Key.Key_Return)
    assert finder.isVisible()


def test_every_word_typed_begins_a_word():
    entries = [Found("Imprimer janvier 2027", "", "a"), Found("Importer un sondage", "", "b")]
    assert [one.value for one in matching(entries, "jan imp")] == ["a"]
    assert [one.value for one in matching(entries, "imp")] == ["a", "b"]
    assert matching(entries, "xyz") == []
