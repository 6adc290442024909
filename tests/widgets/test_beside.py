"""A name, what is said of it, and what can be done: side by side as long as nothing is cut or squeezed."""

from math import ceil

import pytest
from PySide6.QtCore import QRect, QSize

from delta_app.widgets.beside import places

LINE, GAP = 20, 4
ACT = QSize(80, 30)


def placed(width, name, said, longest, act=ACT, height=0):
    """The three where ``said`` is the width of all that is said in one line, ``longest`` that of its longest word."""
    return places(
        QRect(0, 0, width, height), QSize(name, LINE), longest, lambda room: LINE * ceil(said / max(room, 1)), act, GAP
    )


def test_the_act_stands_beside_both_where_they_have_room():
    name, said, act = placed(300, 150, 200, 60)
    assert (name.y(), said.y()) == (0, LINE)
    assert act == QRect(300 - 80, (2 * LINE - 30) // 2, 80, 30)
    assert name.width() == said.width() == 300 - 80 - GAP


def test_what_would_be_squeezed_beside_it_goes_under_it_in_the_whole_width():
    name, said, act = placed(200, 100, 400, 60)  # beside the act: four lines
    assert said == QRect(0, 30, 200, 2 * LINE)
    assert act.y() == 0
    assert act.right() == 199
    assert name.center().y() == act.center().y()


def test_a_name_too_long_for_the_rest_of_its_line_has_the_act_under_it():
    name, said, act = placed(200, 180, 100, 60)
    assert name == QRect(0, 0, 200, LINE)
    assert said.width() == 200 - 80 - GAP
    assert act.y() == LINE
    assert said.center().y() == act.center().y()


def test_where_neither_has_room_the_act_has_a_line_of_its_own():
    name, said, act = placed(130, 120, 250, 90)
    assert (name.y(), act.y(), said.y()) == (0, LINE, LINE + 30)
    assert name.width() == said.width() == 130


def test_without_an_act_the_words_have_all_the_width():
    name, said, act = placed(200, 100, 350, 60, act=QSize(0, 0))
    assert name.width() == said.width() == 200
    assert (name.y(), said.y(), act.width()) == (0, LINE, 0)


@pytest.mark.parametrize(("name", "said", "longest"), [(150, 200, 60), (100, 900, 60), (290, 250, 60), (290, 500, 250)])
def test_nothing_overlaps_and_what_is_left_of_the_height_is_shared(name, said, longest):
    tight = placed(300, name, said, longest)
    assert not any(one.intersects(other) for one, other in zip(tight, (*tight[1:], tight[0]), strict=True))
    needed = max(piece.bottom() + 1 for piece in tight)
    roomy = placed(300, name, said, longest, height=needed + 40)
    assert [piece.translated(0, 20) for piece in tight] == list(roomy)
