"""The month: what is told of each slot, moving by keys, choosing, and staying light."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from delta_app.core.calendar import Month
from delta_app.planning.month_page import grid_month
from delta_app.widgets import theme
from delta_app.widgets.dress import dress
from delta_app.widgets.month_grid import COLUMN_LEAST, COLUMN_TIGHT, MonthGrid, share_height
from delta_app.widgets.month_ground import WEEK_WIDTH
from delta_app.widgets.slot_paint import RowSizes
from delta_app.widgets.slot_row import SlotRow
from tests.person import find, key, shown, words_of
from tests.widgets.month_factory import make_month, make_seat, make_slot

TODAY = date(2026, 12, 9)


@pytest.fixture
def grid(qtbot):
    dress(QApplication.instance(), theme.Theme())
    made = MonthGrid()
    qtbot.addWidget(made)
    made.resize(862, 700)
    made.show_month(grid_month(make_month(), TODAY))
    made.show()
    qtbot.waitExposed(made)
    return made


def focused_words():
    return words_of(QApplication.focusWidget())


def test_a_slot_says_its_day_its_hours_who_comes_and_what_is_free(grid):
    assert find(grid, "mardi 8 décembre, 13h à 16h, 1 sur 2, Aïcha B., 1 place libre", SlotRow)
    assert find(grid, "mercredi 16 décembre, 13h à 16h, 0 sur 2, 2 places libres", SlotRow)


def test_a_closed_day_says_why(grid):
    assert any(words_of(cell) == "vendredi 25 décembre, fermé : Noël" for cell in shown(grid, QWidget))


def test_arrows_move_through_the_day_to_the_next_week_and_across_closed_days(grid):
    grid.focus_slot(100)
    key(Qt.Key.Key_Down)
    assert focused_words().startswith("mardi 1er décembre, 13h")
    key(Qt.Key.Key_Down)
    key(Qt.Key.Key_Down)
    assert focused_words().startswith("mardi 8 décembre, 10h")
    key(Qt.Key.Key_Up)
    assert focused_words().startswith("mardi 1er décembre, 16h")
    key(Qt.Key.Key_Right)
    assert focused_words().startswith("mercredi 2 décembre, 16h")
    find(grid, "jeudi 24 décembre, 10h", SlotRow).setFocus()
    key(Qt.Key.Key_Right)
    assert focused_words().startswith("samedi 26 décembre, 10h")
    key(Qt.Key.Key_Home)
    assert focused_words().startswith("mardi 22 décembre, 10h")


def test_page_keys_ask_for_the_other_months(grid, qtbot):
    grid.focus_slot(100)
    with qtbot.waitSignal(grid.month_asked) as asked:
        key(Qt.Key.Key_PageDown)
    assert asked.args == [1]


@pytest.mark.parametrize("code", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_enter_and_space_choose(grid, qtbot, code):
    grid.focus_slot(104)
    with qtbot.waitSignal(grid.chosen) as chosen:
        key(code)
    assert chosen.args == [104]
    assert grid.row_of(104).isChecked()


def test_one_row_only_answers_to_tab(grid):
    grid.focus_slot(107)
    tabbed = [row for row in shown(grid, SlotRow) if row.focusPolicy() == Qt.FocusPolicy.StrongFocus]
    assert [row.slot.key for row in tabbed] == [107]


def test_refreshing_keeps_the_keyboard_the_choice_and_the_widgets(grid):
    grid.focus_slot(107)
    grid.select(107)
    before = set(map(id, shown(grid, SlotRow)))
    grid.show_month(grid_month(make_month(half=frozenset({7})), TODAY))
    assert focused_words() == "jeudi 3 décembre, 13h à 16h, 1 sur 2, Greet S., 1 place libre"
    assert grid.row_of(107).isChecked()
    assert set(map(id, shown(grid, SlotRow))) == before


def test_the_longest_month_stays_light(grid):
    month = make_month(Month(2027, 8), weekdays=range(7), starts=(540, 720, 900, 1080), closures={})
    grid.show_month(grid_month(month, TODAY))
    assert len(grid.findChildren(QWidget)) < 250


def test_no_name_is_cut_at_the_old_laptop(grid):
    """Every row is wide and high enough for all its pieces."""
    for row in shown(grid, SlotRow):
        assert row.height() >= row.height_for(row.width(), row.sizes)
        assert row.width_at(RowSizes(11, 24)) <= row.width() or row.height() > theme.px(30)


def test_long_names_in_a_narrow_week_go_under_the_time_whole(grid):
    names = ("Marie-Antoinette V.", "Bartholomeus D.", "Jean-Christophe P.")
    month = make_month(weekdays=range(7), starts=(570, 750, 930), names=names, half=frozenset({7}), closures={})
    grid.resize(920, 700)
    grid.show_month(grid_month(month, TODAY))
    for row in shown(grid, SlotRow):
        setting = row.drawn()
        for line, left in zip(setting.lines, setting.lefts, strict=True):
            assert left + sum(piece.width for piece in line) <= row.width(), row.accessibleName()
        assert row.height() >= len(setting.lines) * row.sizes.line


def test_a_name_that_looks_like_markup_stays_a_name(grid):
    seat = make_seat(0, ("<img src=x>",))
    month = make_month()
    day = month.weeks[0].days[0]
    slot = make_slot(day.day, slot_id=1, taken=(seat,))
    week = month.weeks[0].__class__(49, (day.__class__(day.day, True, (slot,)), *month.weeks[0].days[1:]))
    changed = month.__class__(**{**month.__dict__, "weeks": (week, *month.weeks[1:])})
    grid.show_month(grid_month(changed, TODAY))
    row = grid.row_of(1)
    assert "<img src=x>" in row.accessibleName()
    assert "<img" not in row.toolTip()
    assert "&lt;img src=x&gt;" in row.toolTip()


def test_heights_fill_the_room_and_no_week_is_under_its_need():
    assert sum(share_height([100, 40, 40], 300)) == 300
    assert share_height([100, 40, 40], 300)[0] == 100
    assert share_height([200, 200], 300) == [200, 200]
    assert share_height([], 300) == []


@pytest.mark.parametrize("variant", list(theme.VARIANTS))
@pytest.mark.parametrize("scale", [100, 200])
def test_it_paints_in_every_look(grid, qtbot, variant, scale):
    dress(QApplication.instance(), theme.Theme(variant, scale))
    try:
        assert not grid.grab().toImage().isNull()
    finally:
        dress(QApplication.instance(), theme.Theme())


def test_a_week_that_nearly_fits_is_shown_whole_and_one_that_does_not_keeps_readable_columns(grid):
    week, columns = theme.px(WEEK_WIDTH), 5
    for room, scrolls in ((COLUMN_LEAST + 2, False), (COLUMN_TIGHT + 4, False), (COLUMN_TIGHT - 6, True)):
        grid.resize(week + columns * room, 700)
        QApplication.processEvents()
        assert (grid.horizontalScrollBar().maximum() > 0) is scrolls, room
    assert grid.widget().width() == week + columns * COLUMN_LEAST
