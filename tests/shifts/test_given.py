"""What somebody gave: shifts that were held and are over, with the hours the place was open; shadow shifts apart."""

from contextlib import closing
from datetime import date

import pytest
import time_machine

from delta_app.core import clock
from delta_app.shifts.day_commands import decide_opening
from delta_app.shifts.given_data import Given, first_seat_day, given_by
from delta_app.shifts.queries import slots_of
from delta_app.shifts.seat_commands import assign_host
from delta_app.venue.commands import close_days
from tests.factory import JANUARY, a_host, a_store, acting, an_open_month


@pytest.fixture
def store(tmp_path):
    with time_machine.travel(date(2026, 12, 9)), closing(a_store(tmp_path)) as opened:
        an_open_month(opened)
        yield opened


def seat(store, host, day, start):
    with acting(store, "seat") as session:
        slot = next(one for one in slots_of(session, JANUARY) if (one.day.day, one.start_minute) == (day, start))
        assign_host(session, slot.id, host)


def given(store, host, first=date(2027, 1, 1), last=date(2027, 1, 31), at="2027-01-20T12:30Z"):
    with time_machine.travel(at), store.read() as session:
        return given_by(session, host, first, last, clock.local_now())


def test_only_what_is_over_and_was_held_counts_with_the_hours_the_place_was_open(store):
    fatma = a_host(store, max_day=9, max_week=9, max_month=30, back_to_back_ok=True)
    for day, start in ((5, 600), (6, 600), (7, 600), (8, 600), (20, 600), (20, 780), (21, 600)):
        seat(store, fatma, day, start)
    zoe = a_host(store, "Zoé", "Wauters", level="trainee")
    seat(store, zoe, 12, 600)
    assert given(store, zoe) == Given(0, 0, 1)
    assert given(store, fatma) == Given(5, 900, 0)  # the one at 13h on the 20th is still on
    assert given(store, fatma, date(2027, 1, 6), date(2027, 1, 7)) == Given(2, 360, 0)
    with time_machine.travel(date(2027, 1, 5)), acting(store) as session:
        decide_opening(session, date(2027, 1, 6), 600, "closed")
        decide_opening(session, date(2027, 1, 7), 600, "reduced", (630, 720))
        decide_opening(session, date(2027, 1, 8), 600, "open")
        close_days(session, date(2027, 1, 5), date(2027, 1, 5), "travaux")
    assert given(store, fatma) == Given(3, 90 + 180 + 180, 0)
    assert given(store, fatma + 7) == Given()
    with store.read() as session:
        assert first_seat_day(session, fatma) == date(2027, 1, 5)
        assert first_seat_day(session, fatma + 7) is None
