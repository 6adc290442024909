"""The calendar of a programme: what is told of days and chips, moving by keys, opening, carrying to another day."""

import itertools
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from delta_app.core import i18n
from delta_app.core.calendar import Month, days_between
from delta_app.widgets import theme
from delta_app.widgets.calendar_board import share_width
from delta_app.widgets.calendar_chip import ChipButton
from delta_app.widgets.calendar_day import DayCell
from delta_app.widgets.calendar_grid import CalendarGrid
from delta_app.widgets.calendar_month import CalendarChip, CalendarDay, CalendarMonth
from delta_app.widgets.carry import Carried
from delta_app.widgets.chips import Chip
from delta_app.widgets.dress import dress
from delta_app.widgets.month_ground import Header
from tests.person import find, key, shown, words_of
from tests.widgets.test_theme import contrast

JANUARY, FEBRUARY = Month(2027, 1), Month(2027, 2)
SINGING = CalendarChip("singing", "Chant", "13h30", "lilac", "Chant, mercredi 6 janvier à 13h30")
KNITTING = CalendarChip("knitting", "Tricot", "14h", "sky", "Tricot, mercredi 6 janvier à 14h")
BRUNCH = CalendarChip("brunch", "Brunch des voisins", "11h", "sage", "Brunch des voisins, samedi 9 janvier à 11h")
USUAL = {6: (SINGING, KNITTING), 9: (BRUNCH,)}
ALT = Qt.KeyboardModifier.AltModifier


def a_month(month=JANUARY, chips=USUAL, closures=None, today=None, marks=None):
    """A month, closed on Mondays and Sundays."""
    days = tuple(
        CalendarDay(
            day, Month.of(day) == month,
            chips.get(day.day, ()) if Month.of(day) == month else (),
            (closures or {}).get(day.day, "fermé" if day.weekday() in {0, 6} else ""),
            day == today, (marks or {}).get(day.day, ""),
        )
        for day in days_between(*month.whole_weeks)
    )  # fmt: skip
    return CalendarMonth(tuple(days[i : i + 7] for i in range(0, len(days), 7)), frozenset({0, 6}))


def many(count, title="Atelier"):
    return tuple(
        CalendarChip(f"many{n}", f"{title} {n}", f"{8 + n}h30", theme.TILE_COLOURS[n % 10]) for n in range(count)
    )


@pytest.fixture
def grid(qtbot):
    dress(QApplication.instance(), theme.Theme())
    made = CalendarGrid()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show_month(a_month())
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    yield made
    dress(QApplication.instance(), theme.Theme())


@pytest.fixture
def heard(grid):
    """Everything the grid tells, as it comes."""
    told = []
    for name in ("chosen", "opened", "new_asked", "removed", "move_asked", "month_asked"):
        getattr(grid, name).connect(lambda *said, name=name: told.append((name, *said)))
    grid.menu_asked.connect(lambda key, at: told.append(("menu", key)))
    return told


def on(grid, words):
    """The chip or the day with these words."""
    return find(grid, words)


def focused():
    return words_of(QApplication.focusWidget())


def double_click(widget, at):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, pos=at)


def click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())


def low(day):
    """A place on the free ground of a day."""
    return QPoint(day.width() // 2, day.height() - 12)


def take(source, *steps):
    """Press a chip and move the pointer: over widgets and places on them, without letting go; tells where it is."""
    at = QPoint(12, 8)
    QTest.mousePress(source, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(source, at + QPoint(30, 0))
    for target, onto in steps:
        at = source.mapFromGlobal(target.mapToGlobal(onto))
        QTest.mouseMove(source, at)
        QApplication.processEvents()
    return at


def drag(source, target, onto):
    QTest.mouseRelease(source, Qt.MouseButton.LeftButton, pos=take(source, (target, onto)))


def stand_elsewhere(grid):
    """Put the keyboard on something in the window that is not of the calendar."""
    other = QWidget(grid)
    other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    other.show()
    other.setFocus()
    return other


def carried_words(grid):
    return [words_of(chip) for label in shown(grid, Carried) for chip in label.findChildren(Chip)]


def place_on(grid, widget):
    return QRect(widget.mapTo(grid.widget(), QPoint(0, 0)), widget.size())


def test_a_day_says_its_date_what_happens_and_why_it_is_closed(grid):
    grid.show_month(a_month(closures={8: "Fête de l’équipe"}, marks={9: "congé scolaire"}, today=date(2027, 1, 7)))
    assert on(grid, "mercredi 6 janvier, 2 activités")
    assert on(grid, "jeudi 7 janvier, aujourd’hui, aucune activité")
    assert on(grid, "vendredi 8 janvier, fermé : Fête de l’équipe")
    assert on(grid, "samedi 9 janvier, 1 activité, congé scolaire")
    assert "fermé : Fête de l’équipe" in on(grid, "vendredi 8 janvier").toolTip().replace("\u00a0", " ")
    assert "congé scolaire" in on(grid, "samedi 9 janvier, 1").toolTip()
    assert grid.accessibleName() == "janvier 2027"


def test_the_weekdays_stand_above_in_the_language_in_use(grid):
    assert find(grid, "lun, mar, mer, jeu, ven, sam, dim", Header)
    i18n.set_language("en")
    grid.show_month(a_month())
    assert find(grid, "Mon, Tue, Wed, Thu, Fri, Sat, Sun", Header)


def test_a_chip_without_a_sentence_says_its_time_and_title(grid):
    grid.show_month(a_month(chips={6: (CalendarChip("x", "Marché", "9h"), CalendarChip("y", "Fête"))}))
    assert on(grid, "9h Marché")
    assert on(grid, "Fête")


def test_a_click_chooses_a_chip_and_marks_it(grid, heard):
    click(on(grid, "Tricot"))
    assert heard == [("chosen", "knitting")]
    assert grid.selected == "knitting"
    assert on(grid, "Tricot").isChecked()
    click(on(grid, "Chant"))
    assert [chip.key for chip in shown(grid, ChipButton) if chip.isChecked()] == ["singing"]


def test_a_click_on_a_day_only_stands_on_it(grid, heard):
    day = on(grid, "mardi 5 janvier")
    QTest.mouseClick(day, Qt.MouseButton.LeftButton, pos=low(day))
    assert heard == []
    assert focused() == "mardi 5 janvier, aucune activité"


def test_selecting_marks_without_telling_and_tab_comes_there(grid, heard, qtbot):
    stand_elsewhere(grid)
    grid.select("brunch")
    assert heard == []
    assert on(grid, "Brunch").isChecked()
    grid.enter()
    assert focused() == BRUNCH.name
    grid.select(None)
    assert grid.selected is None
    assert not on(grid, "Brunch").isChecked()


def test_a_double_click_opens_a_chip_once(grid, heard):
    chip = on(grid, "Tricot")
    double_click(chip, chip.rect().center())
    assert heard == [("chosen", "knitting"), ("opened", "knitting")]


def test_a_double_click_on_the_free_ground_of_a_day_asks_for_something_new(grid, heard):
    day = on(grid, "mercredi 6 janvier")
    double_click(day, low(day))
    assert heard == [("new_asked", date(2027, 1, 6))]


@pytest.mark.parametrize("code", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_chooses_a_chip_and_opens_the_chosen_one(grid, heard, code):
    grid.focus_chip("knitting")
    key(code)
    key(code)
    assert heard == [("chosen", "knitting"), ("opened", "knitting")]


def test_space_chooses(grid, heard):
    grid.focus_chip("knitting")
    key(Qt.Key.Key_Space)
    key(Qt.Key.Key_Space)
    assert heard == [("chosen", "knitting")] * 2


@pytest.mark.parametrize("code", [Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_N])
def test_enter_space_and_n_on_a_day_ask_for_something_new(grid, heard, code):
    grid.focus_day(date(2027, 1, 12))
    key(code)
    assert heard == [("new_asked", date(2027, 1, 12))]


def test_n_on_a_chip_asks_for_something_new_on_its_day(grid, heard):
    grid.focus_chip("brunch")
    key(Qt.Key.Key_N)
    assert heard == [("new_asked", date(2027, 1, 9))]


def test_ctrl_n_belongs_to_the_window(grid, heard):
    grid.focus_chip("brunch")
    key(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert heard == []
    assert focused() == BRUNCH.name


def test_delete_removes_a_chip_and_does_nothing_on_a_day(grid, heard):
    grid.focus_chip("brunch")
    key(Qt.Key.Key_Delete)
    assert heard == [("removed", "brunch")]
    grid.focus_day(date(2027, 1, 9))
    key(Qt.Key.Key_Delete)
    assert heard == [("removed", "brunch")]


@pytest.mark.parametrize(
    ("code", "held"),
    [(Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)],
)
def test_the_menu_keys_ask_for_the_menu_of_a_chip(grid, heard, code, held):
    grid.focus_chip("brunch")
    key(code, held)
    assert heard == [("menu", "brunch")]


def test_the_right_button_asks_for_the_menu_at_the_pointer(grid, qtbot):
    chip = on(grid, "Brunch")
    at = chip.mapToGlobal(QPoint(9, 7))
    with qtbot.waitSignal(grid.menu_asked) as asked:
        QApplication.sendEvent(chip, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(9, 7), at))
    assert asked.args == ["brunch", at]
    with qtbot.waitSignal(grid.menu_asked) as asked:
        QApplication.sendEvent(chip, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint()))
    assert asked.args == ["brunch", chip.mapToGlobal(chip.rect().center())]


def test_a_screen_reader_presses_days_and_chips(grid, heard):
    for words in ("mercredi 13 janvier", "Tricot"):
        acts = QAccessible.queryAccessibleInterface(on(grid, words)).actionInterface()
        acts.doAction(acts.actionNames()[0])
        QTest.qWait(150)  # Qt lets the button be seen pressed
    assert heard == [("new_asked", date(2027, 1, 13)), ("chosen", "knitting")]
    assert on(grid, "Tricot").isChecked()
    acts.doAction(acts.actionNames()[0])
    assert heard[2:] == [("chosen", "knitting")]
    assert on(grid, "Tricot").isChecked()


def test_up_and_down_go_through_a_day_and_on_to_the_next_week(grid):
    grid.focus_day(date(2027, 1, 6))
    seen = []
    for code in [Qt.Key.Key_Down] * 3 + [Qt.Key.Key_Up] * 4:
        key(code)
        seen.append(focused())
    thirteenth = "mercredi 13 janvier, aucune activité"
    sixth = "mercredi 6 janvier, 2 activités"
    assert seen == [SINGING.name, KNITTING.name, thirteenth, KNITTING.name, SINGING.name, sixth, sixth]


def test_left_and_right_go_to_the_day_beside_closed_ones_too(grid):
    grid.focus_chip("knitting")
    seen = []
    for code in [Qt.Key.Key_Right] * 5 + [Qt.Key.Key_Left] * 2:
        key(code)
        seen.append(focused().split(",")[0])
    expected = ["jeudi 7", "vendredi 8", "samedi 9", "dimanche 10", "lundi 11", "dimanche 10", "samedi 9"]
    assert seen == [f"{day} janvier" for day in expected]


def test_home_and_end_go_to_the_ends_of_the_week_within_the_month(grid):
    grid.focus_chip("knitting")
    key(Qt.Key.Key_End)
    assert focused() == "dimanche 10 janvier, fermé"
    key(Qt.Key.Key_Home)
    assert focused() == "lundi 4 janvier, fermé"
    grid.focus_day(date(2027, 1, 2))
    key(Qt.Key.Key_Home)
    assert focused().startswith("vendredi 1er janvier")


@pytest.mark.parametrize(
    ("start", "code", "step", "end"),
    [
        (date(2027, 1, 31), Qt.Key.Key_Right, 1, "lundi 1er février"),
        (date(2027, 1, 28), Qt.Key.Key_Down, 1, "jeudi 4 février"),
        (date(2027, 1, 30), Qt.Key.Key_PageDown, 1, "dimanche 28 février"),
        (date(2027, 1, 1), Qt.Key.Key_Left, -1, "jeudi 31 décembre"),
        (date(2027, 1, 2), Qt.Key.Key_Up, -1, "samedi 26 décembre"),
        (date(2027, 1, 6), Qt.Key.Key_PageUp, -1, "dimanche 6 décembre"),
    ],
)
def test_keys_that_leave_the_month_ask_for_the_other_one_and_go_on_there(grid, heard, start, code, step, end):
    grid.month_asked.connect(lambda months: grid.show_month(a_month(JANUARY.plus(months), chips={})))
    grid.focus_day(start)
    key(code)
    assert heard == [("month_asked", step)]
    assert focused().startswith(end)


def test_a_month_that_comes_later_takes_the_keyboard_to_where_it_was_led(grid, heard):
    grid.focus_day(date(2027, 1, 31))
    key(Qt.Key.Key_Right)
    grid.show_month(a_month(closures={31: "Grève"}))  # something else changed meanwhile
    assert focused() == "dimanche 31 janvier, fermé : Grève"
    key(Qt.Key.Key_Right)
    grid.show_month(a_month(FEBRUARY))
    assert focused().startswith("lundi 1er février")


def test_one_widget_only_answers_to_tab(grid, qtbot):
    def stops():
        return [words_of(one) for one in shown(grid, QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]

    assert [words.split(",")[0] for words in stops()] == ["vendredi 1er janvier"]
    grid.focus_chip("singing")
    assert stops() == [SINGING.name]
    key(Qt.Key.Key_Down)
    assert stops() == [KNITTING.name]


def test_tab_comes_first_to_today(grid):
    grid.show_month(a_month(FEBRUARY, today=date(2027, 2, 9)))
    grid.enter()
    assert focused().startswith("mardi 9 février, aujourd’hui")


def test_the_keyboard_stays_on_a_chip_wherever_it_goes(grid):
    grid.focus_chip("knitting")
    grid.show_month(a_month(chips={6: (SINGING,), 9: (BRUNCH,), 14: (KNITTING,)}))
    assert focused() == KNITTING.name
    assert place_on(grid, on(grid, "jeudi 14 janvier")).contains(place_on(grid, QApplication.focusWidget()))


def test_the_keyboard_stays_on_the_day_when_its_chip_goes(grid):
    grid.focus_chip("singing")
    grid.show_month(a_month(chips={6: (KNITTING,)}))
    assert focused() == KNITTING.name
    grid.show_month(a_month(chips={}))
    assert focused() == "mercredi 6 janvier, aucune activité"


def test_showing_a_month_leaves_the_keyboard_where_it_is_when_it_is_elsewhere(grid, qtbot):
    grid.focus_chip("singing")
    other = stand_elsewhere(grid)
    grid.show_month(a_month(FEBRUARY))
    assert QApplication.focusWidget() is other


def test_showing_another_month_keeps_the_widgets_and_the_choice(grid):
    grid.select("knitting")
    before = set(map(id, grid.findChildren(QWidget)))
    grid.show_month(a_month(FEBRUARY, chips={}))
    grid.show_month(a_month())
    assert set(map(id, grid.findChildren(QWidget))) == before
    assert on(grid, "Tricot").isChecked()
    assert not [one for one in shown(grid, DayCell) if "février" in words_of(one)]


def test_only_what_changed_is_painted_again(grid):
    class Painted(QObject):
        def __init__(self):
            super().__init__()
            self.words = set()

        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Paint and isinstance(watched, DayCell | ChipButton):
                self.words.add(words_of(watched))
            return False

    list(shown(grid, DayCell))
    painted = Painted()
    QApplication.instance().installEventFilter(painted)
    grid.show_month(a_month(chips={**USUAL, 9: ()}))
    list(shown(grid, DayCell))
    QApplication.instance().removeEventFilter(painted)
    assert painted.words == {"samedi 9 janvier, aucune activité"}


def test_a_chip_carried_to_another_day_asks_to_be_moved_there(grid, heard):
    drag(on(grid, "Tricot"), on(grid, "jeudi 14 janvier"), QPoint(20, 40))
    assert heard == [("move_asked", "knitting", date(2027, 1, 14))]
    assert carried_words(grid) == []


def test_while_a_chip_is_carried_the_label_and_the_day_say_where_it_would_land(grid):
    chip, target, closed = (on(grid, words) for words in ("Tricot", "jeudi 14 janvier", "dimanche 17 janvier"))
    plain, was_closed = target.grab().toImage(), closed.grab().toImage()
    take(chip, (target, QPoint(20, 40)))
    assert carried_words(grid) == ["Tricot : jeudi 14 janvier"]
    assert target.grab().toImage() != plain
    at = take(chip, (target, QPoint(20, 40)), (closed, QPoint(20, 40)))
    assert carried_words(grid) == ["Tricot : dimanche 17 janvier, fermé"]
    assert target.grab().toImage() == plain
    assert closed.grab().toImage() != was_closed
    QTest.mouseRelease(chip, Qt.MouseButton.LeftButton, pos=at)
    assert closed.grab().toImage() == was_closed


@pytest.mark.parametrize("onto", ["its own day", "the header", "outside"])
def test_a_chip_let_go_on_its_own_day_or_beside_the_days_stays(grid, heard, onto):
    day = on(grid, "mercredi 6 janvier")
    places = {
        "its own day": (day, low(day)),
        "the header": (grid, QPoint(400, 12)),
        "outside": (grid, QPoint(-80, -50)),
    }
    drag(on(grid, "Tricot"), *places[onto])
    assert heard == []
    assert carried_words(grid) == []


def test_escape_gives_up_what_is_carried(grid, heard):
    chip = on(grid, "Tricot")
    at = take(chip, (on(grid, "jeudi 14 janvier"), QPoint(20, 40)))
    key(Qt.Key.Key_Escape)
    assert carried_words(grid) == []
    QTest.mouseMove(chip, at + QPoint(5, 5))
    QTest.mouseRelease(chip, Qt.MouseButton.LeftButton, pos=chip.rect().center())
    assert heard == []


def test_a_chip_that_cannot_be_moved_is_not_carried_and_still_chosen(grid, heard):
    fixed = CalendarChip("fixed", "Assemblée", "17h15", movable=False)
    grid.show_month(a_month(chips={6: (fixed,)}))
    drag(on(grid, "17h15 Assemblée"), on(grid, "jeudi 14 janvier"), QPoint(20, 40))
    key(Qt.Key.Key_Right, ALT)
    assert heard == []
    click(on(grid, "17h15 Assemblée"))
    assert heard == [("chosen", "fixed")]


def test_what_was_carried_is_what_lands_though_the_month_changed_meanwhile(grid, heard):
    chip = on(grid, "Chant")
    at = take(chip, (on(grid, "jeudi 14 janvier"), QPoint(20, 40)))
    grid.show_month(a_month(chips={6: (KNITTING,)}))
    QTest.mouseRelease(chip, Qt.MouseButton.LeftButton, pos=at)
    assert heard == [("move_asked", "singing", date(2027, 1, 14))]


def test_nothing_stays_in_the_hand_when_the_calendar_is_left(grid, heard):
    take(on(grid, "Chant"), (on(grid, "jeudi 14 janvier"), QPoint(20, 40)))
    grid.hide()
    grid.show()
    assert carried_words(grid) == []


@pytest.mark.parametrize(
    ("code", "days"), [(Qt.Key.Key_Left, -1), (Qt.Key.Key_Right, 1), (Qt.Key.Key_Up, -7), (Qt.Key.Key_Down, 7)]
)
def test_alt_and_arrows_ask_to_move_a_chip(grid, heard, code, days):
    grid.focus_chip("brunch")
    key(code, ALT)
    assert heard == [("move_asked", "brunch", date(2027, 1, 9) + timedelta(days=days))]
    grid.focus_day(date(2027, 1, 9))
    key(code, ALT)
    assert len(heard) == 1


def test_the_weeks_go_on_under_what_is_carried_to_their_end(grid, heard, qtbot):
    grid.show_month(a_month(chips={5: many(10), 12: many(10, "Cours"), 6: (SINGING,)}))
    bar = grid.verticalScrollBar()
    assert bar.value() == 0
    chip = on(grid, "Chant")
    at = take(chip, (grid, QPoint(300, grid.height() - 6)))
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    QTest.mouseRelease(chip, Qt.MouseButton.LeftButton, pos=at)
    assert [said[0] for said in heard] in ([], ["move_asked"])
    assert not carried_words(grid)


def test_a_title_that_looks_like_markup_stays_a_title(grid):
    grid.show_month(a_month(chips={6: (CalendarChip("x", "<img src=x>", "9h"),)}, marks={5: "<b>vacances</b>"}))
    chip = on(grid, "9h <img src=x>")
    assert "<img" not in chip.toolTip()
    assert "&lt;img src=x&gt;" in chip.toolTip()
    assert "<b>" not in on(grid, "mardi 5 janvier").toolTip()


def test_narrow_weekdays_have_half_the_width_and_together_they_fill_the_room(grid):
    widths = [on(grid, f"{day} janvier").width() for day in ("lundi 4", "mardi 5", "mercredi 6", "dimanche 10")]
    assert abs(widths[0] - widths[1] / 2) <= 2
    assert widths[0] == pytest.approx(widths[3], abs=1)
    assert grid.widget().width() == grid.viewport().width()
    assert grid.horizontalScrollBar().maximum() == 0


def test_an_empty_month_fills_the_room_with_equal_weeks(grid):
    grid.show_month(a_month(chips={}))
    heights = {cell.height() for cell in shown(grid, DayCell)}
    assert max(heights) - min(heights) <= 5
    assert grid.widget().height() == grid.viewport().height()


@pytest.mark.parametrize("variant", list(theme.VARIANTS))
@pytest.mark.parametrize("scale", [100, 150, 200])
@pytest.mark.parametrize("count", [2, 8])
def test_no_chip_is_cut_or_lies_on_another_in_any_look(grid, variant, scale, count):
    chips = {
        4: (CalendarChip("narrow", "Réunion d’équipe", "17h45", icon="check"),), 6: many(count),
        7: many(count, "Un titre qui n’en finit pas, avec bien plus de mots qu’il n’y a de place"),
        8: (CalendarChip("struck", "Vélo", "9h", struck=True), CalendarChip("idea", "Bal", tentative=True)),
    }  # fmt: skip
    dress(QApplication.instance(), theme.Theme(variant, scale))
    grid.show_month(a_month(chips=chips))
    for cell in shown(grid, DayCell):
        placed = [place_on(grid, chip) for chip in cell.chips]
        assert all(place_on(grid, cell).contains(box) for box in placed)
        assert not any(one.intersects(other) for one, other in itertools.combinations(placed, 2))
    for chip in shown(grid, ChipButton):
        assert chip.height() >= chip.heightForWidth(chip.width())
        assert chip.width() >= chip.minimumSizeHint().width(), words_of(chip)
    assert not grid.grab().toImage().isNull()


def test_large_text_takes_two_lines_rather_than_to_be_cut(grid):
    one_line = on(grid, "Brunch").height()
    dress(QApplication.instance(), theme.Theme("light", 200))
    assert on(grid, "Brunch").height() > 2.8 * one_line
    assert on(grid, "Brunch").height() == on(grid, "Brunch").heightForWidth(on(grid, "Brunch").width())
    dress(QApplication.instance(), theme.Theme())
    assert on(grid, "Brunch").height() == one_line


def test_an_overfull_month_scrolls_under_the_names_of_the_weekdays_and_shows_every_chip(grid):
    dress(QApplication.instance(), theme.Theme("light", 200))
    grid.show_month(a_month(chips={day: many(8, f"Jour {day}") for day in (5, 13, 28)}))
    header = find(grid, "lun, mar, mer", Header)
    for words in ("8h30 Jour 28 0", "15h30 Jour 28 7", "8h30 Jour 5 0"):
        chip = on(grid, words)
        chip.setFocus()
        seen = QRect(chip.mapTo(grid, QPoint(0, 0)), chip.size())
        assert grid.viewport().geometry().contains(seen), words
        assert not header.geometry().intersects(seen)
    assert header.isVisible()
    assert header.y() == 0


def test_a_press_on_a_day_partly_out_of_sight_does_not_move_it_away(grid, heard):
    grid.show_month(a_month(chips={5: many(12), 13: many(12, "Cours")}))
    day = on(grid, "jeudi 7 janvier")
    bar = grid.verticalScrollBar()
    bar.setValue(100)
    double_click(day, low(day))
    assert bar.value() == 100
    assert heard == [("new_asked", date(2027, 1, 7))]


def test_what_one_works_on_stays_in_sight_when_the_room_becomes_smaller(grid):
    grid.show_month(a_month(chips={28: (KNITTING,), 5: many(5)}))
    grid.focus_chip("knitting")
    grid.resize(700, 300)
    QApplication.processEvents()
    chip = on(grid, "Tricot")
    assert grid.viewport().geometry().contains(QRect(chip.mapTo(grid, QPoint(0, 0)), chip.size()))


def test_a_board_that_is_too_narrow_scrolls_across_with_its_header(grid):
    dress(QApplication.instance(), theme.Theme("light", 200))
    grid.resize(420, 600)
    QApplication.processEvents()
    assert grid.horizontalScrollBar().maximum() > 0
    grid.focus_chip("brunch")
    chip = on(grid, "Brunch")
    assert grid.viewport().geometry().contains(QRect(chip.mapTo(grid, QPoint(0, 0)), chip.size()))


@pytest.mark.parametrize("variant", list(theme.VARIANTS))
def test_words_on_chips_can_be_read(variant):
    theme.use(theme.Theme(variant))
    try:
        shades = theme.colours()
        grounds = [theme.tile_shades(name)[0] for name in theme.TILE_COLOURS]
        pairs = [(shades.ink, ground) for ground in (*grounds, shades.card, shades.paper, shades.hatch)]
        pairs += [(shades.soft, ground) for ground in (shades.plain_ground, shades.card, shades.paper, shades.hatch)]
    finally:
        theme.use(theme.Theme())
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


def test_a_calendar_with_nothing_to_show_is_no_mistake(grid):
    grid.show_month(CalendarMonth(()))
    grid.enter()
    assert list(shown(grid, DayCell)) == []
    assert not grid.grab().toImage().isNull()


def test_columns_share_the_room_and_none_is_under_its_need():
    assert share_width([10, 10, 10], [1, 1, 0.5], 100) == [40, 40, 20]
    assert share_width([10, 10, 40], [1, 1, 0.5], 100) == [30, 30, 40]
    assert share_width([60, 60], [1, 1], 100) == [60, 60]
    assert share_width([], [], 100) == []
