"""The palette of acts: a few letters and Enter do anything; what cannot be done says why."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidget

from delta_app.widgets import theme
from delta_app.widgets.dress import dress
from delta_app.widgets.page import Act
from delta_app.widgets.palette import Palette, matching
from tests.person import find, key, type_into


@pytest.fixture
def palette(qtbot):
    dress(QApplication.instance() or QApplication([]), theme.Theme())
    acts = [
        Act("a.compose", "Composer janvier 2027", lambda: None, shortcut="Ctrl+M"),
        Act("a.publish", "Diffuser janvier 2027", lambda: None, why_not="Ouvrez d’abord le mois."),
        Act("a.team", "Aller à : Équipe", lambda: None),
    ]
    made = Palette(acts)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    return made


def listed(palette):
    shown = find(palette, "Actes", QListWidget)
    return [shown.item(row).text() for row in range(shown.count())]


def test_a_few_letters_without_accents_find_an_act(palette):
    type_into(palette, "Chercher un acte", "equ")
    assert listed(palette) == ["Aller à : Équipe"]
    key(Qt.Key.Key_Return)
    assert palette.chosen is not None
    assert palette.chosen.key == "a.team"


def test_the_arrows_choose_past_what_cannot_be_done(palette):
    assert listed(palette) == [
        "Composer janvier 2027   (Ctrl+M)",
        "Aller à : Équipe",
        "Diffuser janvier 2027 · Ouvrez d’abord le mois.",
    ]
    key(Qt.Key.Key_Down)
    key(Qt.Key.Key_Down)
    key(Qt.Key.Key_Return)
    assert palette.chosen is not None
    assert palette.chosen.key == "a.team"


def test_what_cannot_be_done_is_not_done(palette):
    type_into(palette, "Chercher un acte", "diff")
    key(Qt.Key.Key_Return)
    assert palette.chosen is None
    assert palette.isVisible()


def test_every_word_typed_begins_a_word_of_the_title():
    acts = [Act("a", "Imprimer janvier 2027", lambda: None), Act("b", "Importer un sondage", lambda: None)]
    assert [act.key for act in matching(acts, "jan imp")] == ["a"]
    assert [act.key for act in matching(acts, "imp")] == ["a", "b"]
    assert matching(acts, "xyz") == []
