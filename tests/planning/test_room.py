"""In large text too everything is seen whole or can be scrolled to, with the keyboard as with the mouse."""

from contextlib import contextmanager
from datetime import date

import pytest
import time_machine
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from delta_app.core import i18n
from delta_app.keeping import identity
from delta_app.planning.page import PlanningPage
from delta_app.planning.queries import month_view
from delta_app.shifts.commands import publish
from delta_app.shifts.seat_commands import assign_host
from delta_app.shifts.trade_commands import seek_replacement
from delta_app.venue.commands import close_days
from delta_app.widgets import theme
from delta_app.widgets.chips import Chip
from delta_app.widgets.dialog import Scrolled
from delta_app.widgets.dress import dress
from delta_app.widgets.help import HelpDialog
from delta_app.widgets.page import PageEntry
from delta_app.window import MainWindow
from tests.factory import COORDINATOR, JANUARY, a_host, a_store, acting, an_open_month
from tests.person import find, press, read_text, shown

LANGUAGES = pytest.mark.parametrize("language", ["fr", "nl"])
SCALES = pytest.mark.parametrize("scale", [100, 200])


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel(date(2026, 12, 9), tick=True):
        yield
    dress(QApplication.instance(), theme.Theme())


@pytest.fixture
def store(tmp_path):
    made = a_store(tmp_path)
    yield made
    made.close()


@pytest.fixture
def window_on(tmp_path, qtbot):
    """A window on a store, in a text size and a language."""

    @contextmanager
    def opened(store, scale, language="fr", width=1366):
        i18n.set_language(language)
        dress(QApplication.instance(), theme.Theme("light", scale))
        settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
        entries = [PageEntry("planning", "Planning", "planning", PlanningPage)]
        window = MainWindow(store, COORDINATOR, entries, lambda: identity(store), settings)
        qtbot.addWidget(window)
        window.showNormal()
        window.resize(width, 768)
        window.page.show_month(JANUARY)
        yield window
        window.close()

    return opened


def cut_at_the_side(window):
    """The words of what does not end within what is seen of its surroundings."""
    QApplication.processEvents()
    found = []
    for widget in (*shown(window, QLabel), *shown(window, QAbstractButton)):
        around = widget.parentWidget()
        while around is not None and around is not window:
            right = widget.mapTo(around, widget.rect().topRight()).x()
            if right > around.width():
                found.append((widget.accessibleName() or widget.text(), right, around.width()))
                break
            around = around.parentWidget()
    return found


@SCALES
@LANGUAGES
def test_all_that_is_told_of_a_seat_fits_the_side(store, window_on, scale, language):
    host, other = a_host(store), a_host(store, "Wilhelmina", "Vanden Abeele-Vandermeersch")
    slots = an_open_month(store)
    with acting(store) as session:
        assign_host(session, slots[3], other)
        publish(session, JANUARY)
    with acting(store) as session:
        assign_host(session, slots[0], host)
        seek_replacement(session, month_view(session, JANUARY).slots[0].taken[0].seat_id, seeking=True)
        close_days(session, date(2027, 1, 2), date(2027, 1, 2), "Travaux")
    with window_on(store, scale, language) as window:
        inspector = window.page.inspector
        for slot in (slots[0], slots[3]):
            window.page.body.on_slot_asked(slot)
            assert cut_at_the_side(inspector) == []
        window.page.body.on_slot_asked(slots[0])
        marks = ("cherche remplaçant", "fixé", "changé") if language == "fr" else ("zoekt vervanging", "vast")
        for words in marks:
            assert words in read_text(inspector)


@SCALES
@LANGUAGES
def test_somebody_in_hand_and_several_slots_fit_the_side_too(store, window_on, scale, language):
    a_host(store, "Wilhelmina-Alexandrine", "Vanden Abeele-Vandermeersch")
    slots = an_open_month(store)
    with acting(store) as session:
        assign_host(session, slots[0], 1)
    with window_on(store, scale, language) as window:
        row, inspector = window.page.grid.row_of(slots[0]), window.page.inspector
        QTest.keyClick(row, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
        assert "Wilhelmina-Alexandrine V." in read_text(inspector)
        assert cut_at_the_side(inspector) == []
        press(inspector, "Laisser" if language == "fr" else "Wilhelmina-Alexandrine V.")
        QTest.keyClick(row, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        assert ("permanences choisies" if language == "fr" else "permanenties gekozen") in read_text(inspector)
        assert cut_at_the_side(inspector) == []


def much_to_tell(store):
    """A month that went out and has changed, with slots that are whole, lack somebody, have nobody."""
    host, other = a_host(store), a_host(store, "Paul", "Kabongo")
    slots = an_open_month(store)
    with acting(store) as session:
        publish(session, JANUARY)
    for slot, who in ((slots[0], host), (slots[0], other), (slots[4], host)):
        with acting(store) as session:
            assign_host(session, slot, who)


@LANGUAGES
def test_the_title_row_keeps_to_one_line_whatever_there_is_to_tell(store, window_on, language):
    much_to_tell(store)
    with window_on(store, 100, language) as window:
        QApplication.processEvents()
        previous, compose = ("Mois précédent", "Composer") if language == "fr" else ("Vorige maand", "Opstellen")
        centres = [find(window, words).mapTo(window, QPoint()).y() for words in (previous, compose)]
        heights = [find(window, words).height() for words in (previous, compose)]
        assert centres[0] + heights[0] // 2 == pytest.approx(centres[1] + heights[1] // 2, abs=2)
        told = [chip.accessibleName() for chip in shown(window.page, Chip)]
        assert len(told) == 4  # what changed, and how many are whole, lack somebody, have nobody: read in full


@LANGUAGES
def test_the_chips_keep_to_the_first_line_while_a_week_is_named_in_the_title_too(store, window_on, language):
    much_to_tell(store)
    with window_on(store, 200, language) as window:
        for width in range(1320, 1500, 20):
            window.resize(width, 768)
            for _look in ("a week", "the month"):
                window.page.top.week.trigger()
                QApplication.processEvents()
                lines = {chip.mapTo(window, chip.rect().center()).y() for chip in shown(window.page, Chip)}
                assert max(lines) - min(lines) <= 2, width


def test_the_first_step_follows_the_size_of_the_text_while_it_stands(store, window_on):
    with window_on(store, 100, width=1024) as window:
        assert "Rien encore pour janvier 2027" in read_text(window)
        assert cut_at_the_side(window.page) == []
        dress(QApplication.instance(), theme.Theme("light", 200))
        assert cut_at_the_side(window.page) == []
        importing = find(window.page, "Importer les accueillant·es…")
        assert importing.width() >= importing.sizeHint().width()
        for label in shown(window.page, QLabel):
            if label.wordWrap():
                assert label.height() >= label.heightForWidth(label.width()), label.text()


def test_a_long_help_is_read_to_its_end_with_the_keyboard(qtbot):
    dress(QApplication.instance(), theme.Theme())
    dialog = HelpDialog("Aide", [(f"Phrase {n}.", "") for n in range(60)])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitActive(dialog)
    area = next(shown(dialog, Scrolled))
    for _press in range(3):
        if QApplication.focusWidget() is area:
            break
        QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is area
    QTest.keyClick(area, Qt.Key.Key_PageDown)
    assert area.verticalScrollBar().value() > 0
    dialog.reject()


@SCALES
def test_every_line_of_the_help_is_whole_and_none_is_past_its_end(qtbot, scale):
    dress(QApplication.instance(), theme.Theme("light", scale))
    wanted = ("Se déplacer", "Voir ce qui manque, ou le mois de quelqu’un")
    dialog = HelpDialog(
        "Aide", [(one, "les flèches, puis Entrée ou Espace selon ce qui est choisi") for one in wanted * 3]
    )
    qtbot.addWidget(dialog)
    dialog.show()
    QApplication.processEvents()
    area = next(shown(dialog, Scrolled))
    for label in area.widget().findChildren(QLabel):
        assert label.geometry().bottom() < area.widget().height(), label.text()
        assert label.geometry().right() < area.viewport().width(), label.text()
        assert label.height() >= label.heightForWidth(label.width()), label.text()
    dialog.reject()


def test_words_that_are_seen_whole_take_no_stop_of_the_keyboard(qtbot):
    dress(QApplication.instance(), theme.Theme())
    dialog = HelpDialog("Aide", [("Une phrase.", "")])
    qtbot.addWidget(dialog)
    dialog.show()
    assert next(shown(dialog, Scrolled)).focusPolicy() == Qt.FocusPolicy.NoFocus
    dialog.reject()
