"""A week painted cell by cell: what is painted says so, all else says what it said, and nothing noted is lost."""

from hypothesis import given
from hypothesis import strategies as st

from delta_app.hosts.queries import WeeklyWish
from delta_app.team.rules import levels, noted_otherwise, painted

CELLS = [(day, start, start + 180) for day in (1, 2) for start in (600, 780, 960)]
WISHES = st.sampled_from(["prefers", "can", "if_needed", "cannot"])


def test_a_cell_of_a_whole_day_noted_is_painted_and_the_rest_of_the_day_stays():
    week = painted([WeeklyWish(1, 0, 1440, "can")], CELLS, {(1, 780, 960): "prefers"})
    assert week == (
        WeeklyWish(1, 0, 780, "can"),
        WeeklyWish(1, 780, 960, "prefers"),
        WeeklyWish(1, 960, 1440, "can"),
    )


def test_nothing_said_takes_a_cell_away_and_leaves_other_days():
    week = painted([WeeklyWish(1, 600, 780, "can"), WeeklyWish(6, 540, 720, "can")], CELLS, {(1, 600, 780): None})
    assert week == (WeeklyWish(6, 540, 720, "can"),)


def test_a_refusal_of_an_hour_keeps_what_lies_outside_the_cell_painted():
    week = painted([WeeklyWish(1, 720, 840, "cannot")], CELLS, {(1, 600, 780): "can"})
    assert levels(week, CELLS)[1, 600, 780] == "can"
    assert levels(week, CELLS)[1, 780, 960] == "cannot"


def test_of_two_wishes_over_one_another_the_one_that_spoke_speaks_after_a_stroke():
    wide, narrower = WeeklyWish(1, 540, 1140, "prefers"), WeeklyWish(1, 600, 1140, "can")
    now = levels(painted([wide, narrower], CELLS, {(1, 600, 780): None}), CELLS)
    assert (now[1, 600, 780], now[1, 780, 960], now[1, 960, 1140]) == (None, "can", "can")


def test_a_refusal_that_a_stroke_makes_narrower_refuses_nothing_it_did_not_before():
    week = [WeeklyWish(2, 600, 780, "prefers"), WeeklyWish(2, 660, 840, "cannot")]
    assert levels(week, CELLS)[2, 600, 780] == "prefers"
    assert levels(painted(week, CELLS, {(2, 780, 960): None}), CELLS)[2, 600, 780] == "prefers"


def test_what_a_grid_cannot_show_is_told_apart():
    other = WeeklyWish(0, 540, 720, "can")
    assert noted_otherwise([other, WeeklyWish(1, 600, 780, "can")], CELLS) == (other,)


@st.composite
def a_week(draw):
    """Some wishes of a week, at most one a start, as the data keeps them."""
    starts = draw(st.sets(st.tuples(st.integers(1, 2), st.sampled_from(range(480, 1200, 60))), max_size=6))
    return [
        WeeklyWish(day, start, min(1440, start + 60 * draw(st.integers(1, 10))), draw(WISHES)) for day, start in starts
    ]


@given(a_week(), st.dictionaries(st.sampled_from(CELLS), st.none() | WISHES, min_size=1, max_size=4))
def test_whatever_was_noted_a_stroke_says_what_it_paints_and_gives_nobody_a_yes(week, strokes):
    before, after = levels(week, CELLS), painted(week, CELLS, strokes)
    assert len({(wish.weekday, wish.start_minute) for wish in after}) == len(after)
    now = levels(after, CELLS)
    for cell, level in strokes.items():
        assert now[cell] == level
    for cell in CELLS:
        if cell not in strokes and now[cell] != before[cell]:
            raise AssertionError((cell, before[cell], now[cell]))
