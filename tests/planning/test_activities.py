"""Activities beside the number of a day: on screen and on paper one sees how many there are."""

from datetime import date

import pytest
import time_machine

from delta_app.planning.queries import month_view
from delta_app.planning.sheet_layout import note_lines
from delta_app.planning.spoken import day_notes
from delta_app.programme.commands import plan_activity
from delta_app.programme.series import Plan
from tests.factory import JANUARY, a_store, acting, an_open_month


@pytest.mark.parametrize(
    ("notes", "lines"),
    [
        ((), ()),
        (("aaaa",), ("aaaa",)),
        (("a" * 40, "b"), ("a" * 40, "b")),  # two stand one above the other, cut if need be
        (("aaaa", "bbbb", "cccc"), ("aaaa · bbbb", "cccc")),
        (("a" * 40, "b", "c"), ("a" * 40, "b · c")),
        (tuple(f"{sign * 4}" for sign in "abcdefgh"), ("aaaa · bbbb · cccc", "dddd · et 4 autres")),
        (("a" * 40, "b" * 40, "c" * 40), ("a" * 40, "et 2 autres")),
    ],
)
def test_on_paper_a_day_tells_how_many_activities_it_has_no_room_for(notes, lines):
    assert note_lines(notes, lambda text: len(text) <= 18) == lines


def test_a_day_with_many_activities_says_how_many_first(tmp_path):
    with time_machine.travel(date(2026, 12, 9), tick=True):
        store = a_store(tmp_path)
        an_open_month(store)
        with acting(store) as session:
            plan_activity(session, Plan("Tricot", date(2027, 1, 6), 600, 720, "FREQ=WEEKLY;UNTIL=20270127"))
            for number in range(2):
                plan_activity(session, Plan(f"Atelier {number}", date(2027, 1, 6), 840, 900))
    with store.read() as session:
        days = [day for week in month_view(session, JANUARY).weeks for day in week.days]
    assert {day.day.day: day_notes(day) for day in days if day.activities and day.day.day < 14} == {
        6: ("3 activités", "10h Tricot", "14h Atelier 0", "14h Atelier 1"),
        13: ("10h Tricot",),
    }
    store.close()
