"""The visits of a month, driven as a person does: a forgotten count entered later, put right, and said not counted."""

from datetime import date

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QTableWidget

from delta_app import app
from delta_app.core.calendar import Month
from delta_app.core.errors import Refused
from delta_app.core.i18n import speaking
from delta_app.shifts.commands import open_month
from delta_app.shifts.day_commands import count_visits, decide_opening, note_visits
from delta_app.shifts.day_data import visits_of
from delta_app.shifts.day_rules import Visits
from delta_app.shifts.seat_commands import edit_slot
from tests.desk import a_window
from tests.factory import COORDINATOR, READER, acting
from tests.person import answering, find, key, press, read_text, shown, type_into, words_of
from tests.today.test_page import i_am

RETURN, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape
ASKED = "Passages du mois…"
YESTERDAY = date(2026, 12, 8)


@pytest.fixture
def look(place, tmp_path, qtbot):
    def opened(actor=READER):
        window = a_window(place.store, tmp_path, qtbot, actor=actor, pages=app.page_entries())
        window.show_page("today")
        return window

    return opened


def visited(window, act):
    """Open the month from the card and do something there; it is closed afterwards."""
    seen = []

    def there(dialog):
        try:
            seen.append(act(dialog))
        finally:
            dialog.reject()

    answering(there)
    press(window.page, ASKED)
    assert seen, "the month was not shown"
    return seen[0]


def rows(dialog):
    table = find(dialog, "Passages du mois, une permanence par ligne", QTableWidget)
    return [[table.item(row, column).text() for column in range(4)] for row in range(table.rowCount())]


def choose_row(dialog, *words):
    """Go to the row of a day and hours with the arrows."""
    table = find(dialog, "Passages du mois, une permanence par ligne", QTableWidget)
    table.setFocus()
    key(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    for row in rows(dialog):
        if row[: len(words)] == list(words):
            return
        key(Qt.Key.Key_Down)
    raise AssertionError(f"{words} is not there; there are: {rows(dialog)}")


def counted(place, day, hour):
    with place.store.read() as session:
        return visits_of(session, day, hour * 60)


def count(place, day, hour, *numbers):
    with acting(place.store) as session:
        note_visits(session, date(2026, 12, day), hour * 60, Visits(*numbers))


def test_the_shifts_that_are_over_or_on_are_there_and_not_counted_is_no_zero(look, place):
    count(place, 8, 10, 0)
    seen, said = visited(look(), lambda dialog: (rows(dialog), read_text(dialog)))
    assert seen[0] == ["Mar. 1er déc.", "10h – 13h", "pas compté", ""]
    assert seen[-1] == ["Mer. 9 déc.", "13h – 16h", "pas compté", ""]  # it is two o'clock
    assert ["Mar. 8 déc.", "10h – 13h", "0", "0"] in seen
    assert "0 passage, 1 permanence comptée, 0 en moyenne" in said
    assert f"{len(seen) - 1} permanences ne sont pas comptées : ce n’est pas zéro." in said
    assert "Des nombres, jamais un nom." in said
    assert not any(name in said for name in ("Fatma", "Luc", "Ana"))


def test_a_shift_that_has_not_begun_is_not_counted_even_past_the_window(place):
    for act in (lambda s: note_visits(s, date(2026, 12, 9), 960, Visits(4, 0)),
                lambda s: count_visits(s, date(2026, 12, 9), 960, visits=1)):  # fmt: skip
        with pytest.raises(Refused, match="not_begun"), acting(place.store) as session:
            act(session)
    assert counted(place, date(2026, 12, 9), 16) is None


def test_whoever_has_not_said_who_they_are_counts_the_shift_of_now_alone(place):
    count(place, 8, 10, 23)
    with pytest.raises(Refused, match="counted_later"), acting(place.store, actor=READER) as session:
        count_visits(session, date(2026, 12, 8), 600, visits=-23)
    assert counted(place, date(2026, 12, 8), 10) == Visits(23, 0)
    with acting(place.store, actor=READER) as session:
        count_visits(session, date(2026, 12, 9), 780, visits=1)
    assert counted(place, date(2026, 12, 9), 13) == Visits(1, 0)


def test_the_month_of_the_story_says_its_numbers(look, place):
    moments = [moment for moment in sorted(place.slots) if moment[0] != 15][:17]
    with time_machine.travel("2026-12-31T19:30+01:00", tick=True):
        for (day, hour), visits in zip(moments, [19] * 10 + [20] * 6 + [23], strict=True):
            count(place, day, hour, visits)
        count(place, 15, 10, 23, 4)
        said = visited(look(), read_text)
    assert "356 passages, 18 permanences comptées, 19,8 en moyenne" in said
    assert "Dont 4 premières fois." in said


def entered(window, after, *, who=None):
    """Nineteen of yesterday evening, two of them first visits, by keyboard; ``after`` looks at what is then shown."""
    seen = []

    def back(dialog):
        try:
            seen.append(after(dialog))
        finally:
            dialog.reject()

    def enter(dialog):
        choose_row(dialog, "Mar. 8 déc.", "16h – 19h")
        key(RETURN)
        type_into(dialog, "Passages", "19")
        type_into(dialog, "Dont premières fois", "2")
        if who is None:
            answering(lambda asked: (answering(back, after=asked), asked.reject()), after=dialog)
        else:
            i_am(who, back)
        key(RETURN)

    answering(enter)
    press(window.page, ASKED)
    assert seen, "the month did not come back"
    return seen[0]


def test_a_count_forgotten_yesterday_is_entered_by_keyboard_by_whoever_says_who_they_are(look, place):
    seen, said = entered(look(), lambda dialog: (rows(dialog), read_text(dialog)), who="Fatma")
    assert counted(place, YESTERDAY, 16) == Visits(19, 2)
    assert ["Mar. 8 déc.", "16h – 19h", "19", "2"] in seen
    assert "Noté : 19 passages, mardi 8 décembre, 16h – 19h." in said
    assert "Mercredi 9 décembre, 10h – 13h" in said  # on to the next that lacks a number
    assert "19 passages, 1 permanence comptée, 19 en moyenne" in said


def test_whoever_does_not_say_who_they_are_changes_nothing_and_finds_what_they_typed(look, place):
    def after(dialog):
        return find(dialog, "Passages", QLineEdit).text(), find(dialog, "Dont premières fois", QLineEdit).text()

    assert entered(look(), after) == ("19", "2")
    assert counted(place, YESTERDAY, 16) is None


def test_the_coordinator_says_not_counted_again_and_takes_it_back(look, place):
    count(place, 8, 13, 12, 1)

    def forget(dialog):
        choose_row(dialog, "Mar. 8 déc.", "13h – 16h")
        press(dialog, "Pas compté, mardi 8 décembre, 13h – 16h")
        forgotten, said = counted(place, YESTERDAY, 13), read_text(dialog)
        assert not find(dialog, "Pas compté, mardi").isEnabled()
        press(dialog, "Reprendre")
        return forgotten, said

    forgotten, said = visited(look(COORDINATOR), forget)
    assert forgotten is None
    assert "Pas compté : mardi 8 décembre, 13h – 16h." in said
    assert "Rien n’est compté ce mois-là." in said
    assert counted(place, YESTERDAY, 13) == Visits(12, 1)


def test_a_host_cannot_say_not_counted(look, place):
    count(place, 8, 13, 12)
    names = visited(look(), lambda dialog: [words_of(button) for button in shown(dialog, QAbstractButton)])
    assert not any(name.startswith("Pas compté") for name in names)


def test_numbers_that_make_no_sense_are_told_and_change_nothing(look, place):
    def try_it(dialog):
        choose_row(dialog, "Mar. 8 déc.", "10h – 13h")
        press(dialog, "Noter les passages")
        empty = read_text(dialog)
        type_into(dialog, "Passages", "3")
        type_into(dialog, "Dont premières fois", "4")
        press(dialog, "Noter les passages")
        more = read_text(dialog)
        type_into(dialog, "Dont premières fois", "0")
        type_into(dialog, "Passages", "10001")
        press(dialog, "Noter les passages")
        return empty, more, read_text(dialog)

    empty, more, many = visited(look(COORDINATOR), try_it)
    assert "Écrivez d’abord combien de passages ; 0 si personne n’est venu." in empty
    assert "Plus de premières fois que de passages ?" in more
    assert "passages en une permanence ?" in many
    assert counted(place, YESTERDAY, 10) is None


def test_another_month_is_turned_to_and_none_lies_ahead(look, place):
    with acting(place.store) as session:
        open_month(session, Month(2026, 11))

    def turn(dialog):
        assert not find(dialog, "Mois suivant").isEnabled()
        press(dialog, "Mois précédent")
        november = rows(dialog)
        said = read_text(dialog)
        press(dialog, "Mois précédent")
        return november, said, read_text(dialog)

    november, said, october = visited(look(), turn)
    assert november[-1][:2] == ["Sam. 28 nov.", "16h – 19h"]
    assert "Novembre 2026" in said
    assert "Aucune permanence de ce mois n’a encore commencé." in october


def test_a_shift_that_did_not_take_place_is_there_only_if_it_was_counted(look, place):
    with acting(place.store) as session:
        edit_slot(session, place.slots[8, 10], start_minute=600, end_minute=780, seats=0, note="")
        decide_opening(session, YESTERDAY, 13 * 60, "closed")
        decide_opening(session, YESTERDAY, 16 * 60, "closed")
    count(place, 8, 16, 2)
    there = [row[1] for row in visited(look(), rows) if row[0] == "Mar. 8 déc."]
    assert there == ["16h – 19h"]


def test_it_is_found_by_name(look):
    window = look()
    offered = {act.title: act for act in window.offers()}
    seen = []

    def there(dialog):
        seen.append(read_text(dialog))
        key(ESCAPE)

    answering(there)
    offered[ASKED].run()
    assert "Passages du mois" in seen[0]


@pytest.mark.parametrize(("code", "said"), [("nl", "niet geteld"), ("en", "not counted")])
def test_it_speaks_the_three_languages(look, code, said):
    with speaking(code):
        window = look()
        button = window.page.visits.month
        seen = []

        def there(dialog):
            seen.append(
                [item.text() for item in dialog.findChildren(QTableWidget)[0].findItems("", Qt.MatchFlag.MatchContains)]
            )
            dialog.reject()

        answering(there)
        button.click()
    assert said in seen[0]
