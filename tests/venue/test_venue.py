"""The place: its opening pattern as people write it, closures, holidays, and the slots they give to a month."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delta_app.core.calendar import Month
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import speaking
from delta_app.venue.commands import (
    add_extra_opening,
    close_days,
    found_venue,
    reopen_day,
    set_opening_pattern,
    withdraw_extra_opening,
)
from delta_app.venue.queries import (
    closure_reason,
    closures_between,
    opening_pattern,
    planned_slots_of,
    proposed_closures,
    venue,
)
from delta_app.venue.rules import (
    ClosedDays,
    PlannedSlot,
    WeeklySlot,
    parse_opening,
    planned_slots,
    public_holidays,
)
from tests.factory import JANUARY, SERVER_AT_LENGTH, a_store, acting

pytestmark = [pytest.mark.usefixtures("each_database"), SERVER_AT_LENGTH]


def test_the_pattern_as_the_readme_writes_it():
    slots = parse_opening("tue-sat 10-13 13-16 16-19")
    assert len(slots) == 15
    assert slots[0] == WeeklySlot(1, 600, 780)
    assert {slot.weekday for slot in slots if slot.unsocial} == {5}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mar 10h30-13h", [(1, 630, 780)]),
        ("dinsdag,zat 9-12", [(1, 540, 720), (5, 540, 720)]),
        ("samedi 14:00-17:30 ; dim 10 – 12", [(5, 840, 1050), (6, 600, 720)]),
        ("fri-mon 18-21", [(0, 1080, 1260), (4, 1080, 1260), (5, 1080, 1260), (6, 1080, 1260)]),
        ("WED 20-24", [(2, 1200, 1440)]),
    ],
)
def test_other_ways_to_write_it(text, expected):
    assert [(slot.weekday, slot.start_minute, slot.end_minute) for slot in parse_opening(text)] == expected


@pytest.mark.parametrize(
    "text", ["", "tue", "tue 10", "xyz 10-13", "tue 13-10", "tue 10-25", "tue 10:75-12", "10-13", "tue 10-13x"]
)
def test_what_is_no_pattern_is_refused_with_the_word(text):
    with pytest.raises(Refused, match="bad_opening") as refusal:
        parse_opening(text)
    assert "tue-sat" in say(refusal.value)


def test_slots_that_overlap_are_refused():
    with pytest.raises(Refused, match="overlapping_opening") as refusal:
        parse_opening("tue 10-13 12-15")
    assert "mardi" in say(refusal.value)


def test_ten_legal_holidays_without_the_two_sundays():
    for year in range(2024, 2035):
        days = [day for day, _name in public_holidays(year)]
        assert len(days) == 10
    assert [(day.month, day.day) for day, _name in public_holidays(2027)] == [
        (1, 1), (3, 29), (5, 1), (5, 6), (5, 17), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25),
    ]  # fmt: skip
    with speaking("nl"):
        assert "Kerstmis" in {name for _day, name in public_holidays(2027)}


def test_proposed_closures_fall_on_open_days_and_are_proposed_once(tmp_path):
    store = a_store(tmp_path)
    with store.read() as session:
        proposed = proposed_closures(session, 2027)
    assert [day for day, _name in proposed] == [
        date(2027, 1, 1), date(2027, 5, 1), date(2027, 5, 6), date(2027, 7, 21), date(2027, 11, 11), date(2027, 12, 25),
    ]  # fmt: skip
    with acting(store) as session:
        close_days(session, date(2027, 1, 1), date(2027, 1, 1), "Nouvel An")
        add_extra_opening(session, date(2027, 5, 1), 1200, 1260)
    with store.read() as session:
        left = [day for day, _name in proposed_closures(session, 2027)]
    assert date(2027, 1, 1) not in left
    assert date(2027, 5, 1) not in left


def test_closures_close_and_extra_openings_open_even_then(tmp_path):
    store = a_store(tmp_path)
    with acting(store) as session:
        close_days(session, date(2027, 1, 5), date(2027, 1, 7), "Travaux")
        add_extra_opening(session, date(2027, 1, 6), 1080, 1260, reason="Assemblée")
    with store.read() as session:
        slots = [
            slot for slot in planned_slots_of(session, JANUARY) if date(2027, 1, 5) <= slot.day <= date(2027, 1, 7)
        ]
    assert [(slot.day.day, slot.start_minute) for slot in slots] == [(6, 1080)]


def test_what_cannot_be_is_refused(tmp_path):
    store = a_store(tmp_path)
    fifth = date(2027, 1, 5)
    with acting(store) as session:
        close_days(session, fifth, fifth, "Travaux")
    for code, act in (
        ("already_closed", lambda s: close_days(s, fifth, fifth, "Autre")),
        ("bad_period", lambda s: close_days(s, date(2027, 2, 2), date(2027, 2, 1), "Autre")),
        ("empty_reason", lambda s: close_days(s, date(2027, 2, 2), date(2027, 2, 2), "  ")),
        ("not_closed", lambda s: reopen_day(s, date(2027, 1, 6))),
        ("already_open", lambda s: add_extra_opening(s, date(2027, 1, 6), 700, 800)),
        ("bad_times", lambda s: add_extra_opening(s, fifth, 800, 700)),
        ("bad_seats", lambda s: add_extra_opening(s, fifth, 700, 800, seats=0)),
        ("no_extra_opening", lambda s: withdraw_extra_opening(s, fifth, 700)),
        ("venue_exists", lambda s: found_venue(s, "Autre lieu")),
        ("empty_name", lambda s: found_venue(s, "  ")),
    ):
        with pytest.raises(Refused, match=code) as refusal, acting(store) as session:
            act(session)
        assert say(refusal.value)
    with acting(store) as session:
        assert reopen_day(session, fifth) == "Travaux"


def test_changing_the_pattern_keeps_what_did_not_change(tmp_path):
    store = a_store(tmp_path, opening="tue-wed 10-13")
    with acting(store, "pattern") as session:
        set_opening_pattern(session, parse_opening("tue 10-14; thu 9-12"))
    with store.read() as session:
        found = [(slot.weekday, slot.start_minute, slot.end_minute) for slot in opening_pattern(session)]
        assert venue(session).name == "Le Delta"
    assert found == [(1, 600, 840), (3, 540, 720)]


spans = st.tuples(st.integers(0, 6), st.integers(0, 3)).map(
    lambda drawn: WeeklySlot(drawn[0], drawn[1] * 300, drawn[1] * 300 + 180)
)


@given(
    st.sets(spans, max_size=12),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 10)), max_size=4),
    st.sets(st.integers(0, 30), max_size=4),
)
def test_every_planned_slot_has_its_reason(pattern, closed, opened):
    month = Month(2027, 3)  # the month whose clocks change
    closures = [
        ClosedDays(month.first + timedelta(days=start), month.first + timedelta(days=start + length), "Fermé")
        for start, length in closed
    ]
    extras = [PlannedSlot(month.first + timedelta(days=offset), 1300, 1400, 2) for offset in opened]
    slots = planned_slots(month.days(), pattern, closures, extras)
    assert list(slots) == sorted(set(slots))
    assert len({(slot.day, slot.start_minute) for slot in slots}) == len(slots)
    for day in month.days():
        here = [slot for slot in slots if slot.day == day]
        is_closed = any(period.first_day <= day <= period.last_day for period in closures)
        weekly = 0 if is_closed else sum(slot.weekday == day.weekday() for slot in pattern)
        assert len(here) == weekly + sum(extra.day == day for extra in extras)


def test_a_holiday_inside_a_longer_closure_keeps_its_name(tmp_path):
    store = a_store(tmp_path)
    with acting(store) as session:
        close_days(session, date(2027, 1, 1), date(2027, 1, 1), "Nouvel An")
        close_days(session, date(2026, 12, 21), date(2027, 1, 3), "Vacances")
    with store.read() as session:
        closed = closures_between(session, date(2026, 12, 1), date(2027, 1, 31))
    assert closure_reason(date(2027, 1, 1), closed) == "Nouvel An"
    assert closure_reason(date(2027, 1, 2), closed) == "Vacances"
    with acting(store) as session:
        assert reopen_day(session, date(2027, 1, 1)) == "Nouvel An"


def test_an_extra_opening_takes_the_place_of_what_it_overlaps(tmp_path):
    store = a_store(tmp_path)
    day = date(2027, 1, 6)
    with acting(store) as session:
        close_days(session, day, day, "Férié")
    with acting(store) as session:
        add_extra_opening(session, day, 660, 840)
    with acting(store) as session:
        reopen_day(session, day)
    with store.read() as session:
        starts = [slot.start_minute for slot in planned_slots_of(session, JANUARY) if slot.day == day]
    assert starts == [660, 960]


@pytest.mark.parametrize(
    ("language", "word", "days"),
    [
        ("nl", "di-za", [1, 2, 3, 4, 5]),
        ("nl", "ma", [0]),
        ("fr", "ma-sa", [1, 2, 3, 4, 5]),
        ("fr", "di", [6]),
        ("fr", "me,je", [2, 3]),
        ("en", "tu-th", [1, 2, 3]),
        ("fr", "woe", [2]),
        ("en", "mar.", [1]),
    ],
)
def test_days_are_understood_by_two_letters(language, word, days):
    with speaking(language):
        assert [slot.weekday for slot in parse_opening(f"{word} 10-13")] == days
