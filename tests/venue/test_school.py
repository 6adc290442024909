"""School holidays: the known ones with their dates, what can be noted, and closing the place during one."""

from datetime import date

import pytest
import time_machine

from delta_app.core.errors import Refused, say
from delta_app.core.i18n import speaking
from delta_app.venue.commands import close_days
from delta_app.venue.queries import closure_rows
from delta_app.venue.school import SchoolDays, known_school_holidays
from delta_app.venue.school_commands import (
    add_known_school_holidays,
    add_school_holiday,
    begin_school_holidays,
    change_school_holiday,
    close_for_school_holiday,
    remove_school_holiday,
)
from delta_app.venue.school_data import (
    closed_school_holidays,
    proposed_school_holidays,
    school_holiday_on,
    school_holiday_rows,
)
from tests.factory import COORDINATOR, READER, SERVER_AT_LENGTH, a_store, acting

pytestmark = [pytest.mark.usefixtures("each_database"), SERVER_AT_LENGTH]

WINTER = SchoolDays("fr", "Vacances d’hiver", date(2026, 12, 21), date(2027, 1, 3))
# The calendars published by either community.
OF_2026_27 = {
    "fr": [
        ((2026, 10, 19), (2026, 11, 1)), ((2026, 12, 21), (2027, 1, 3)), ((2027, 2, 22), (2027, 3, 7)),
        ((2027, 4, 26), (2027, 5, 9)), ((2027, 7, 3), (2027, 8, 29)),
    ],
    "nl": [
        ((2026, 11, 2), (2026, 11, 8)), ((2026, 12, 21), (2027, 1, 3)), ((2027, 2, 8), (2027, 2, 14)),
        ((2027, 3, 29), (2027, 4, 11)), ((2027, 7, 1), (2027, 8, 31)),
    ],
}  # fmt: skip


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel(date(2026, 12, 9), tick=True):
        yield


def noted(store, first=date(2026, 9, 1), last=date(2027, 12, 31)):
    with store.read() as session:
        return school_holiday_rows(session, first, last)


@pytest.mark.parametrize("community", ["fr", "nl"])
def test_the_known_holidays_of_a_school_year_have_the_published_dates(community):
    known = known_school_holidays(date(2026, 9, 1), date(2027, 8, 31))
    found = [(one.first_day, one.last_day) for one in known if one.community == community]
    assert found == [(date(*first), date(*last)) for first, last in OF_2026_27[community]]


def test_known_holidays_are_named_in_the_language_in_use():
    spring = (date(2027, 3, 29), date(2027, 5, 9))
    assert [one.name for one in known_school_holidays(*spring)] == ["Vacances de Pâques", "Vacances de printemps"]
    with speaking("nl"):
        assert [one.name for one in known_school_holidays(*spring)] == ["Paasvakantie", "Lentevakantie"]


def test_a_holiday_at_the_turn_of_the_year_is_one_from_either_side():
    for day in (date(2026, 12, 31), date(2027, 1, 1)):
        assert [(one.first_day, one.last_day) for one in known_school_holidays(day, day)] == [
            (date(2026, 12, 21), date(2027, 1, 3))
        ] * 2


def test_a_new_place_notes_the_known_ones_to_be_checked_and_twice_changes_nothing(tmp_path):
    store = a_store(tmp_path)
    for expected in (14, 0):
        with acting(store) as session:
            assert len(begin_school_holidays(session)) == expected
    rows = noted(store)
    assert len(rows) == 14
    assert rows[0].first_day == date(2026, 10, 19)
    assert not any(row.checked for row in rows)
    store.undo(COORDINATOR)
    assert noted(store) == ()


def test_what_is_noted_by_hand_is_not_proposed_again_though_its_dates_differ(tmp_path):
    store = a_store(tmp_path)
    with acting(store) as session:
        add_school_holiday(session, SchoolDays("fr", "Carnaval", date(2027, 2, 20), date(2027, 3, 6)))
    with store.read() as session:
        proposed = proposed_school_holidays(session, date(2027, 2, 1), date(2027, 3, 10))
        assert [(one.community, one.first_day) for one in proposed] == [("nl", date(2027, 2, 8))]
        assert proposed_school_holidays(session, date(2020, 1, 1), date(2026, 8, 31)) == ()  # gone by
    with acting(store) as session:
        add_known_school_holidays(session, date(2027, 2, 1), date(2027, 3, 10))
    assert [row.name for row in noted(store)] == ["Vacances de carnaval", "Carnaval"]


def test_a_holiday_is_changed_and_taken_away_and_an_undo_brings_it_back(tmp_path):
    store = a_store(tmp_path)
    with acting(store) as session:
        holiday = add_school_holiday(session, WINTER, checked=False)
    moved = SchoolDays("fr", "  Noël  ", date(2026, 12, 20), date(2027, 1, 4))  # over days of its own
    with acting(store, "change") as session:
        change_school_holiday(session, holiday, moved, checked=True)
    (row,) = noted(store)
    assert (row.name, row.first_day, row.last_day, row.checked) == (
        "Noël", date(2026, 12, 20), date(2027, 1, 4), True,
    )  # fmt: skip
    with acting(store, "remove") as session:
        assert remove_school_holiday(session, holiday) == "Noël"
    assert noted(store) == ()
    store.undo(COORDINATOR)
    store.undo(COORDINATOR)
    assert [(one.days, one.checked) for one in noted(store)] == [(WINTER, False)]


def test_what_cannot_be_is_refused_in_a_sentence_and_changes_nothing(tmp_path):
    store = a_store(tmp_path)
    with acting(store) as session:
        winter = add_school_holiday(session, WINTER)
        other = add_school_holiday(session, SchoolDays("fr", "Carnaval", date(2027, 2, 22), date(2027, 3, 7)))
    before = noted(store)

    def days(name="Congé", first=date(2027, 5, 3), last=date(2027, 5, 9), community="fr"):
        return SchoolDays(community, name, first, last)

    touching = days(first=date(2027, 1, 3), last=date(2027, 1, 9))
    for code, act in (
        ("empty_name", lambda s: add_school_holiday(s, days(name="  "))),
        ("bad_community", lambda s: add_school_holiday(s, days(community="de"))),
        ("bad_period", lambda s: add_school_holiday(s, days(last=date(2027, 5, 2)))),
        ("school_holiday_long", lambda s: add_school_holiday(s, days(last=date(2028, 5, 9)))),
        ("school_holiday_overlaps", lambda s: add_school_holiday(s, touching)),
        ("school_holiday_overlaps", lambda s: change_school_holiday(s, other, touching, checked=True)),
        ("no_such_school_holiday", lambda s: change_school_holiday(s, 99, days(), checked=True)),
        ("no_such_school_holiday", lambda s: remove_school_holiday(s, 99)),
        ("no_such_school_holiday", lambda s: close_for_school_holiday(s, 99)),
        ("no_school_holiday", lambda s: school_holiday_on(s, "nl", date(2026, 12, 25))),
    ):
        with pytest.raises(Refused, match=code) as refusal, acting(store) as session:
            act(session)
        assert say(refusal.value)
    with pytest.raises(Refused), acting(store, actor=READER) as session:
        remove_school_holiday(session, winter)
    assert noted(store) == before


def test_the_same_days_of_the_other_community_are_no_overlap(tmp_path):
    store = a_store(tmp_path)
    with acting(store) as session:
        add_school_holiday(session, WINTER)
        add_school_holiday(session, SchoolDays("nl", "Kerstvakantie", WINTER.first_day, WINTER.last_day))
    assert [row.community for row in noted(store)] == ["fr", "nl"]


def test_the_place_is_closed_during_a_holiday_in_one_act(tmp_path):
    store = a_store(tmp_path)
    with acting(store) as session:
        winter = add_school_holiday(session, WINTER)
        carnival = add_school_holiday(session, SchoolDays("nl", "Krokus", date(2027, 2, 8), date(2027, 2, 14)))
        gone = add_school_holiday(session, SchoolDays("fr", "Toussaint", date(2026, 10, 19), date(2026, 11, 1)))
    with acting(store, "close") as session:
        close_for_school_holiday(session, winter)
    with store.read() as session:
        assert [(row.first_day, row.last_day, row.reason) for row in closure_rows(session, date.min, date.max)] == [
            (WINTER.first_day, WINTER.last_day, WINTER.name)
        ]
        assert closed_school_holidays(session, noted(store)) == {winter}
    for holiday, code in ((winter, "already_closed"), (gone, "school_holiday_over")):
        with pytest.raises(Refused, match=code) as refusal, acting(store) as session:
            close_for_school_holiday(session, holiday)
        assert say(refusal.value)
    with acting(store) as session:  # Sunday and Monday are never open
        close_days(session, date(2027, 2, 9), date(2027, 2, 13), "Travaux")
    with store.read() as session:
        assert closed_school_holidays(session, noted(store)) == {winter, carnival}


def test_a_holiday_that_has_begun_closes_what_is_left_of_it(tmp_path):
    store = a_store(tmp_path)
    with acting(store) as session:
        winter = add_school_holiday(session, WINTER)
    with time_machine.travel(date(2026, 12, 29), tick=True), acting(store, "close") as session:
        assert close_for_school_holiday(session, winter).first_day == date(2026, 12, 29)
