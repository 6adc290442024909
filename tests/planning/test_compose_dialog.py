"""What the proposal for a month says: nothing that is untrue, and who was fixed against what they can."""

from datetime import date

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from delta_app.hosts.commands import note_absence
from delta_app.planning.compose_dialog import ComposeDialog
from delta_app.shifts.commands import assign_host
from delta_app.widgets import theme
from delta_app.widgets.dialog import Scrolled
from delta_app.widgets.dress import dress
from tests.desk import a_desk
from tests.factory import JANUARY, a_host, a_store, acting, an_open_month
from tests.person import find, press, read_text, shown

TUESDAY = date(2027, 1, 5)


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel(date(2026, 12, 9), tick=True):
        yield


@pytest.fixture
def propose(tmp_path, qtbot):
    """The dialog once it has composed January, as function of who is fixed where (place in the month: hosts)."""
    dress(QApplication.instance(), theme.Theme())
    store = a_store(tmp_path)

    def composed(hosts, fixed):
        ids = {given: a_host(store, given, "Peeters", **details) for given, details in hosts.items()}
        with acting(store) as session:
            note_absence(session, ids["Fatma"], TUESDAY, TUESDAY)
        slots = an_open_month(store)
        with acting(store) as session:
            for place, names in fixed.items():
                for name in names:
                    assign_host(session, slots[place], ids[name])
        dialog = ComposeDialog(a_desk(store, tmp_path), JANUARY)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: "Appliquer au brouillon" in read_text(dialog), timeout=20_000)
        return dialog

    yield composed
    store.close()


def test_the_reasons_end_where_there_is_nothing_more_to_scroll_to(propose, qtbot):
    dialog = propose({"Ana": {}, "Fatma": {}}, {})
    area = list(shown(dialog, Scrolled))[-1]
    bar, last = area.verticalScrollBar(), find(dialog, "0 place sur un moment préféré", QLabel)
    assert bar.maximum() > 0
    area.setFocus()
    while bar.value() < bar.maximum():
        QTest.keyClick(area, Qt.Key.Key_PageDown)
    below = area.viewport().height() - last.mapTo(area.viewport(), last.rect().bottomLeft()).y()
    assert 0 <= below < 60
    dialog.reject()


def test_what_was_fixed_against_a_rule_is_named_and_not_said_to_be_kept(propose):
    hosts = {"Ana": {"level": "novice"}, "Bart": {"level": "novice"}, "Chantal": {}, "Fatma": {}}
    dialog = propose(hosts, {6: ("Ana", "Bart"), 7: ("Fatma",)})
    said = read_text(dialog)
    assert "Ana P. et Bart P. sont à l’accueil mar. 5 janv. à 10h, malgré" in said
    assert "Fatma P. est fixé·e mar. 5 janv. à 13h sans s’être dit·e disponible." in said
    assert said.count("sans s’être dit·e disponible") == 1
    for untrue in ("Qui débute est toujours", "Personne ne vient sans être disponible"):
        assert untrue not in said
    assert "Qui débute n’en a reçu qu’à côté de quelqu’un d’expérimenté." in said
    press(dialog, "Jeter")
