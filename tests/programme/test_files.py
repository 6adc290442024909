"""The public programme for calendars: what others read in its files is what the program says."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from icalendar import Calendar as Ical

from delta_app.core import clock
from delta_app.core.calendar import Month
from delta_app.programme.calendar_files import programme_ics
from delta_app.programme.calendar_marks import Mark, mark, read_mark
from delta_app.programme.calendar_text import title_in
from delta_app.programme.commands import (
    change_activity,
    confirm_activity,
    move_activity,
    note_attendance,
)
from delta_app.programme.public_data import public_programme
from delta_app.programme.series import Calendar, Plan, Series
from delta_app.venue.commands import close_days
from delta_app.venue.school import SchoolDays
from delta_app.venue.school_commands import add_school_holiday
from tests.factory import acting
from tests.programme.calendar_reader import Khal, dates_by_libical, dates_in, libical, spans_of
from tests.programme.conftest import WEDNESDAYS, january
from tests.programme.public_programmes import USUAL, fill_january, programme_of, programmes

SIXTH, THIRTEENTH, TWENTIETH, LAST_WEDNESDAY = january(6, 13, 20, 27)
LANGUAGES = st.sampled_from([("fr",), ("nl",), ("fr", "nl")])
JANUARY = Month(2027, 1)


@pytest.fixture
def january_of_the_place(place):
    """A month with something of everything; see ``fill_january``."""
    return fill_january(place)


def public(place, span=2027):
    with place.store.read() as session:
        return public_programme(session, span)


def ics(place, span=2027, languages=("fr",)):
    return programme_ics(public(place, span), languages)


def events(data):
    return Ical.from_ical(data).walk("VEVENT")


def unfolded(data):
    return data.decode().replace("\r\n ", "").splitlines()


def shown(programme, languages=("fr",)):
    """The dates of a programme as ``dates_in`` gives those of its file."""
    return sorted(
        (
            one.day, one.occurrence.start_minute, one.occurrence.end_minute, title_in(one.occurrence.plan, languages),
            one.called_off,
        )
        for one in programme.dates
    )  # fmt: skip


def the_file_says_the_same(programme, languages):
    data = programme_ics(programme, languages)
    assert data == programme_ics(programme, languages)
    assert dates_in(data, programme.first, programme.last) == shown(programme, languages)
    if programme.month is not None:
        assert len(dates_in(data, date(1990, 1, 1), date(2100, 1, 1))) == len(programme.dates)


@given(programmes(), LANGUAGES)
@settings(max_examples=60, deadline=None)
def test_any_programme_has_the_same_dates_in_its_file(programme, languages):
    the_file_says_the_same(programme, languages)


@pytest.mark.long
@pytest.mark.parametrize("share", range(4))
def test_thousands_of_programmes_have_the_same_dates_in_their_files(share):
    @given(programmes(), LANGUAGES)
    @settings(max_examples=1_000, deadline=None)
    def held(programme, languages):
        the_file_says_the_same(programme, languages)

    held()


@pytest.mark.parametrize("span", [2027, JANUARY, Month(2027, 2)])
def test_the_file_of_a_place_says_what_its_programme_says(january_of_the_place, span):
    place, programme = january_of_the_place, public(january_of_the_place, span)
    assert dates_in(ics(place, span), programme.first, programme.last) == shown(programme)
    rows = [
        row for row in place.rows(programme.first, programme.last) if row.plan.public and row.day >= programme.first
    ]
    known = [(row.day, row.title) for row in rows if row.takes_place or row.state == "cancelled"]
    assert [(one.day, one.occurrence.plan.title) for one in programme.dates] == known


def test_one_entry_an_activity_and_one_for_each_date_that_departs(january_of_the_place):
    data = ics(january_of_the_place)
    told = [(str(one["summary"]), "recurrence-id" in one, one.get("status")) for one in events(data)]
    assert told == [
        ("Tricot", False, None), ("Tricot", True, None), ("Tricot", True, "CANCELLED"), ("Nuit des jeux", False, None),
        ("Fête", False, None),
    ]  # fmt: skip
    lines = unfolded(data)
    for line in (
        "DTSTART;TZID=Europe/Brussels:20270106T100000", "DTEND;TZID=Europe/Brussels:20270106T120000",
        "RRULE:FREQ=WEEKLY;UNTIL=20270127T225959Z", "EXDATE;TZID=Europe/Brussels:20270127T100000",
        "RECURRENCE-ID;TZID=Europe/Brussels:20270113T100000", "DTSTART;TZID=Europe/Brussels:20270114T100000",
        "DESCRIPTION;LANGUAGE=fr:Annulé : Pas de laine\\n\\nLaine\\net thé", "COMMENT:Pas de laine",
        "LOCATION:Grande salle\\, Le Delta\\, rue du Delta 61\\, Forest", "CATEGORIES:Le Delta",
        "DTSTART;TZID=Europe/Brussels:20270115T220000", "DTEND;TZID=Europe/Brussels:20270116T020000",
        "DTSTART;VALUE=DATE:20270130", "DTEND;VALUE=DATE:20270201", "TRANSP:TRANSPARENT",
        "X-WR-CALNAME:Le Delta · programme", "BEGIN:VTIMEZONE", "DTSTAMP:20261209T090000Z",
    ):  # fmt: skip
        assert line in lines, line
    assert not any(line.startswith(("RDATE", "URL", "ORGANIZER", "ATTENDEE")) for line in lines)


def test_marks_are_lasting_and_a_month_has_its_own(january_of_the_place):
    place = january_of_the_place
    here = public(place).place
    year, january, february = (
        {str(one["uid"]) for one in events(ics(place, span))} for span in (2027, JANUARY, Month(2027, 2))
    )
    assert all(uid.endswith(f"@delta.{here}") for uid in year)
    assert all(uid.endswith(f"@delta.2027-01.{here}") for uid in january)
    assert not year & january
    assert february == set()
    assert {str(one["uid"]) for one in events(ics(place, 2027))} == year


def test_marks_say_what_they_stand_for():
    assert read_mark(mark("a@delta", "lieu"), "lieu") == Mark("a@delta")
    assert read_mark(mark("a@delta", "lieu", JANUARY), "lieu") == Mark("a@delta.2027-01", "a@delta", month=True)
    assert read_mark(mark("a@delta", "lieu", SIXTH), "lieu") == Mark("a@delta.20270106", "a@delta", SIXTH)
    assert read_mark("a.20270106", "lieu") == Mark("a.20270106")
    assert read_mark("a.20279999.lieu", "lieu") == Mark("a.20279999")
    assert read_mark(mark("a@delta", "autre"), "lieu") == Mark("a@delta.autre")


def test_a_month_holds_its_own_dates_of_a_series(place):
    place.plan(rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,WE", day=date(2026, 12, 15))
    (one,) = events(ics(place, JANUARY))
    assert str(one["rrule"].to_ical(), "ascii") == "FREQ=WEEKLY;UNTIL=20270127T225959Z;INTERVAL=2;BYDAY=TU,WE"
    assert one.decoded("dtstart").date() == date(2027, 1, 12)
    place.plan("Une fois par an", rule="FREQ=YEARLY", day=date(2027, 1, 20))
    assert "rrule" not in events(ics(place, JANUARY))[1]


def test_the_same_bytes_until_something_changes_and_a_number_that_grows(january_of_the_place, at):
    place = january_of_the_place
    first = ics(place)
    at.shift(timedelta(days=3))
    assert ics(place) == first
    place.plan("Chant", LAST_WEDNESDAY, even_closed=True)
    second = ics(place)
    sequences = [int(events(data)[0]["sequence"]) for data in (first, second)]
    assert sequences[0] < sequences[1]
    assert b"LAST-MODIFIED:20261212T090000Z" in second


def test_school_holidays_and_closures_far_ahead_are_left_out_as_far_as_they_are_known(place):
    with acting(place.store) as session:
        add_school_holiday(session, SchoolDays("fr", "Détente", date(2027, 2, 22), date(2027, 3, 7)))
        close_days(session, date(2028, 5, 1), date(2028, 5, 7), "Travaux")
    place.plan(rule="FREQ=WEEKLY", skips_school="fr")
    left_out = [line[-15:-7] for line in unfolded(ics(place)) if line.startswith("EXDATE")]
    assert {"20270224", "20270303", "20280503"} <= set(left_out)
    assert dates_in(ics(place), date(2028, 4, 26), date(2028, 5, 10))[0][0] == date(2028, 4, 26)
    assert len(dates_in(ics(place), date(2028, 4, 26), date(2028, 5, 10))) == 2


def test_an_idea_goes_out_with_the_dates_that_are_sure_alone(place):
    dream = place.plan("Rêve", rule="FREQ=WEEKLY", state="idea")
    assert events(ics(place)) == []
    place.do(confirm_activity, dream, THIRTEENTH, "date")
    (one,) = events(ics(place))
    assert (one.decoded("dtstart").date(), "rrule" in one, one["status"]) == (THIRTEENTH, False, "CONFIRMED")


def test_a_date_that_its_rule_does_not_give_goes_by_itself(place):
    tricot = place.plan(rule=WEDNESDAYS)
    place.do(move_activity, tricot, THIRTEENTH, date(2027, 1, 14))
    plan = Plan("Tricot", SIXTH, 600, 720, "FREQ=MONTHLY;UNTIL=20270401")
    place.do(change_activity, tricot, SIXTH, "all", plan)
    found = events(ics(place))
    assert [("rrule" in one, "recurrence-id" in one) for one in found] == [(True, False), (False, False)]
    assert str(found[1]["uid"]).split(".")[1] == "20270113"


def test_what_happened_since_is_nobodys_business(place, at):
    tricot = place.plan(rule=WEDNESDAYS)
    before = ics(place).replace(b"\r\n ", b"")
    at.move_to(datetime(2027, 1, 6, 13, tzinfo=clock.BRUSSELS))
    place.do(note_attendance, tricot, SIXTH, 12)
    after = ics(place).replace(b"\r\n ", b"")
    stamps = re.compile(rb"(DTSTAMP|LAST-MODIFIED|SEQUENCE):.*")
    assert stamps.sub(b"", before) == stamps.sub(b"", after)


def test_nights_on_which_the_clocks_change_have_their_own_hours(place):
    place.plan("Nuit", date(2027, 3, 6), 1_320, 1_740, "FREQ=WEEKLY;UNTIL=20271231")
    data = ics(place)
    changed = [one.decoded("recurrence-id").date() for one in events(data) if "recurrence-id" in one]
    assert changed == [date(2027, 3, 27), date(2027, 10, 30)]
    assert {one[1:3] for one in dates_in(data, date(2027, 1, 1), date(2027, 12, 31))} == {(1_320, 1_740)}
    place.plan("Garde", date(2027, 10, 30), 1_320, 1_740, "FREQ=WEEKLY;COUNT=3")
    (begun,) = [one for one in events(ics(place)) if str(one["summary"]) == "Garde" and "rrule" in one]
    assert begun.decoded("duration") == timedelta(hours=7)


def test_ten_years_of_weekly_activities_are_written_in_a_moment(place):
    days = Calendar({date(2027, 1, 1) + timedelta(days=9 * number): "Fermé" for number in range(400)})
    series = [Series(number, Plan(f"A{number}", date(2017, 1, 4), 600, 720, "FREQ=WEEKLY")) for number in range(1, 40)]
    programme = replace(programme_of(series, days), known_until=date(2036, 12, 31))
    begun = clock.seconds_on()
    data = programme_ics(programme, ("fr",))
    assert clock.seconds_on() - begun < 20
    assert data.count(b"BEGIN:VEVENT") == 39


# Real calendar programs.


def by_khal(programme):
    """The dates of a programme as khal lists them."""
    told = []
    for day, start, end, title, gone in shown(programme):
        first, last = (
            datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute) for minute in (start, end)
        )
        if start == 0 and end % 1_440 == 0:
            told.append((day, None, (last - timedelta(days=1)).date(), None, title, gone))
        else:
            told.append((day, f"{first:%H:%M}", last.date(), f"{last:%H:%M}", title, gone))
    return sorted(told, key=str)


@pytest.mark.parametrize("span", [2027, JANUARY])
def test_khal_shows_the_same_dates(january_of_the_place, tmp_path, span):
    pytest.importorskip("khal", reason="the calendar client khal is not installed")
    place = january_of_the_place
    place.plan("Chorale", date(2027, 1, 12), rule="FREQ=MONTHLY;BYDAY=2TU")
    place.plan("Nuit", date(2027, 1, 2), 1_320, 1_740, "FREQ=MONTHLY;BYDAY=-1SA")
    path = tmp_path / "programme.ics"
    path.write_bytes(ics(place, span))
    programme = public(place, span)
    assert Khal(tmp_path).dates(path, programme.first, programme.last) == by_khal(programme)


@pytest.mark.skipif(libical() is None, reason="the C library libical is not installed")
@given(programmes(USUAL))
@settings(max_examples=60, deadline=None)
def test_libical_gives_the_same_dates(programme):
    library, data = libical(), programme_ics(programme, ("fr",))
    assume(b"DURATION" not in data)  # it measures all dates by how long the first really lasts
    found = dates_by_libical(library, data, programme.first, programme.last)
    assert [one[:2] for one in found] == [one[:2] for one in spans_of(dates_in(data, programme.first, programme.last))]
