"""Rules held against dateutil: whatever RFC 5545 allows gives the same days, and whatever it does not is refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from delta_app.core.errors import Refused
from delta_app.programme.recurrence import (
    LAST_YEAR,
    MOST_INTERVAL,
    coming,
    days_of,
    first_of,
    last_of,
    parse_rule,
    shifted,
)
from tests.programme.plain_series import FIRST_DAYS, FORMS, WEEKDAYS, ends, given_by, never_comes, rules_without_end

WEDNESDAY = date(2027, 1, 6)
MUCH_LATER, END_OF_TIME = date(2045, 1, 1), date(LAST_YEAR, 12, 31)
STARTS = st.sampled_from((0, 570, 840, 1410))


def refusal_of(act, *arguments):
    """The code by which an act is refused; empty: it was done."""
    try:
        act(*arguments)
    except Refused as refused:
        return refused.code
    return ""


def the_same_as_dateutil(data):
    base, first_day, start = data.draw(rules_without_end()), data.draw(FIRST_DAYS), data.draw(STARTS)
    if "WEEKLY" in base and "BYSETPOS" in base:
        # In the week it begins in, dateutil counts positions from that day on, and RFC 5545 in the whole week.
        week_start = WEEKDAYS.index(base.partition("WKST=")[2][:2] or "MO")
        first_day -= timedelta(days=(first_day.weekday() - week_start) % 7)
    form = data.draw(st.sampled_from(FORMS))
    start = 0 if form == "%Y%m%d" else start  # dateutil takes a last day for its midnight
    text = base + data.draw(ends(first_day, form))
    code = refusal_of(lambda: first_of(str(parse_rule(text, first_day, start)), first_day))
    if code:
        assert code == "rule_never"
        if not never_comes(base, first_day):
            assert "UNTIL" in text
            assert not given_by(text, first_day, first_day, MUCH_LATER, start)
        return
    rule = parse_rule(text, first_day, start)
    assert parse_rule(str(rule), first_day) == rule
    since = first_day + timedelta(days=data.draw(st.integers(-400, 3000)))
    last = since + timedelta(days=data.draw(st.integers(0, 800)))
    expected = given_by(text, first_day, since, last, start)
    assert list(days_of(str(rule), first_day, since, last)) == expected
    assert list(coming(str(rule), first_day, since, 3))[: len(expected)] == expected[:3]
    assert first_of(str(rule), first_day) == coming(str(rule), first_day, first_day, 1)[0]
    ending = last_of(str(rule), first_day)
    assert ending is None or days_of(str(rule), first_day, ending, END_OF_TIME) == (ending,)
    assert (ending is None) == (rule.until is None)
    assert rule.until is not None or form in {"", "COUNT"}


@given(st.data())
@settings(max_examples=100)
def test_any_rule_gives_the_days_that_dateutil_gives(data):
    the_same_as_dateutil(data)


@pytest.mark.long
@pytest.mark.parametrize("share", range(10))
def test_thousands_of_rules_give_the_days_that_dateutil_gives(share):
    @given(st.data())
    @settings(max_examples=600, deadline=None)
    def held(data):
        the_same_as_dateutil(data)

    held()


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", ["2027-01-19", "2027-02-02", "2027-02-16"]),
        ("FREQ=MONTHLY;BYDAY=-1FR", ["2027-01-29", "2027-02-26", "2027-03-26"]),
        ("FREQ=MONTHLY;BYDAY=2TU", ["2027-01-12", "2027-02-09", "2027-03-09"]),
        ("FREQ=WEEKLY;BYDAY=MO,TH;BYSETPOS=2", ["2027-01-07", "2027-01-14", "2027-01-21"]),
        ("FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1", ["2027-01-11", "2027-01-18", "2027-01-25"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31", ["2027-01-31", "2027-03-31", "2027-05-31"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", ["2027-01-31", "2027-02-28", "2027-03-31"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", ["2027-01-29", "2027-02-26", "2027-03-31"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", ["2028-02-29", "2032-02-29", "2036-02-29"]),
        ("freq=weekly;byday=we,we;", ["2027-01-06", "2027-01-13", "2027-01-20"]),
        (" RRULE:FREQ=WEEKLY;WKST=SU ", ["2027-01-06", "2027-01-13", "2027-01-20"]),
        ("FREQ=DAILY;COUNT=1000000000", ["2027-01-06", "2027-01-07", "2027-01-08"]),
        ("FREQ=WEEKLY;UNTIL=99991231T235959Z", ["2027-01-06", "2027-01-13", "2027-01-20"]),
        (f"FREQ=WEEKLY;INTERVAL={MOST_INTERVAL}", ["2027-01-06", "2046-03-07", "2065-05-06"]),
        ("FREQ=WEEKLY;COUNT=2", ["2027-01-06", "2027-01-13"]),
        ("FREQ=WEEKLY;UNTIL=20270120", ["2027-01-06", "2027-01-13", "2027-01-20"]),
        ("FREQ=WEEKLY;UNTIL=20270120T085959Z", ["2027-01-06", "2027-01-13"]),  # it begins at 10, at 9 in Greenwich
        ("FREQ=WEEKLY;UNTIL=20270113T100000", ["2027-01-06", "2027-01-13"]),
    ],
)
def test_the_next_days_of_a_rule(text, days):
    rule = str(parse_rule(text, WEDNESDAY, 600))
    assert [str(day) for day in coming(rule, WEDNESDAY, WEDNESDAY, 3)] == days


def test_29_february_comes_every_fourth_year_also_counted_from_one():
    born = date(2028, 2, 29)
    assert days_of("FREQ=YEARLY", born, born, date(2041, 1, 1)) == (
        born,
        date(2032, 2, 29),
        date(2036, 2, 29),
        date(2040, 2, 29),
    )
    assert parse_rule("FREQ=YEARLY;COUNT=3", born).until == date(2036, 2, 29)


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ("rule_too_often", ["FREQ=SECONDLY", "FREQ=HOURLY;COUNT=2", "FREQ=DAILY;BYHOUR=9,17", "FREQ=DAILY;BYMINUTE=5"]),
        (
            "rule_never",
            [
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=4,6;BYMONTHDAY=31",
                "FREQ=WEEKLY;UNTIL=20270105", "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=3", "FREQ=DAILY;INTERVAL=7;BYDAY=TU",
                "FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1", "FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=2;COUNT=3",
                "FREQ=MONTHLY;INTERVAL=12;BYMONTH=2", "FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29",
                "FREQ=YEARLY;BYYEARDAY=-1;BYMONTH=1",
            ],
        ),
        (
            "rule_unreadable",
            [
                "", " ", ";", "RRULE:", "WEEKLY", "FREQ", "FREQ=", "FREQ=FORTNIGHTLY", "FREQ=WEEKLY;FREQ=WEEKLY",
                "BYDAY=MO", "FREQ=WEEKLY;;BYDAY=MO", "FREQ=WEEKLY BYDAY=MO", "FREQ=WEEKLY;BYDAY=",
                "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;BYDAY=1MO", "FREQ=DAILY;BYDAY=2TU", "FREQ=MONTHLY;BYDAY=0MO",
                "FREQ=MONTHLY;BYDAY=6MO", "FREQ=MONTHLY;BYDAY=53MO", "FREQ=YEARLY;BYDAY=-53SU;BYMONTH=12",
                "FREQ=YEARLY;BYDAY=54MO", "FREQ=MONTHLY;BYDAY=WE,1TU", "FREQ=WEEKLY;WKST=1MO", "FREQ=WEEKLY;INTERVAL=0",
                "FREQ=WEEKLY;INTERVAL=-1", "FREQ=WEEKLY;INTERVAL=99999", "FREQ=WEEKLY;INTERVAL=1.5",
                "FREQ=WEEKLY;COUNT=0", "FREQ=WEEKLY;COUNT=-3", "FREQ=WEEKLY;COUNT=9999999999999", "FREQ=WEEKLY;COUNT=٣",
                "FREQ=WEEKLY;COUNT=3;UNTIL=20270301", "FREQ=WEEKLY;UNTIL=20270230", "FREQ=WEEKLY;UNTIL=2027-02-03",
                "FREQ=WEEKLY;UNTIL=demain", "FREQ=WEEKLY;UNTIL=20270203T25", "FREQ=WEEKLY;UNTIL=20270203T250000Z",
                "FREQ=WEEKLY;UNTIL=00000101", "FREQ=WEEKLY;UNTIL=00010101T000000", "FREQ=WEEKLY;UNTIL=00010101T000000Z",
                "FREQ=WEEKLY;BYMONTHDAY=3", "FREQ=MONTHLY;BYYEARDAY=100", "FREQ=MONTHLY;BYWEEKNO=20",
                "FREQ=YEARLY;BYWEEKNO=20;BYDAY=2TU", "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=MONTHLY;BYMONTHDAY=32",
                "FREQ=MONTHLY;BYMONTH=-1", "FREQ=MONTHLY;BYMONTH=13", "FREQ=YEARLY;BYYEARDAY=367",
                "FREQ=MONTHLY;BYSETPOS=1", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367", "FREQ=YEARLY;BYEASTER=1",
                "FREQ=WEEKLY;X-DAY=MO", "FREQ=WEEKLY\nRRULE:FREQ=DAILY", "DTSTART:20270101\nRRULE:FREQ=DAILY", "=;=",
                "FREQ=WEEKLY\0",
            ],
        ),
    ],
)  # fmt: skip
def test_rules_that_are_refused(code, texts):
    for text in texts:
        with pytest.raises(Refused, match=code):
            first_of(str(parse_rule(text, WEDNESDAY, 600)), WEDNESDAY)


names = st.sampled_from(
    (
        "FREQ",
        "INTERVAL",
        "COUNT",
        "UNTIL",
        "WKST",
        "BYDAY",
        "BYMONTH",
        "BYMONTHDAY",
        "BYWEEKNO",
        "BYYEARDAY",
        "BYSETPOS",
    )
)
values = (
    st.sampled_from(("DAILY", "WEEKLY", "MONTHLY", "YEARLY", *WEEKDAYS, "1MO", "-53SU", "20270301", "00010101T000000"))
    | st.integers(-400, 1000).map(str)
    | st.text("0123456789TZ+-,MOSU", max_size=16)
)
almost_rules = st.builds(
    lambda every, parts: ";".join([f"FREQ={every}", *(f"{name}={value}" for name, value in parts)]),
    st.sampled_from(("DAILY", "WEEKLY", "MONTHLY", "YEARLY")),
    st.lists(st.tuples(names, values), max_size=4),
)


def read_or_refused(text, first_day, start):
    def read():
        rule = parse_rule(text, first_day, start)
        assert parse_rule(str(rule), first_day) == rule
        first_of(str(rule), first_day)

    assert refusal_of(read) in {"", "rule_unreadable", "rule_too_often", "rule_never"}


@given(st.text(max_size=40) | almost_rules, FIRST_DAYS, STARTS)
@settings(max_examples=150)
def test_any_text_is_read_or_refused(text, first_day, start):
    read_or_refused(text, first_day, start)


@pytest.mark.long
@pytest.mark.parametrize("share", range(4))
def test_thousands_of_texts_are_read_or_refused(share):
    @given(st.text(max_size=60) | almost_rules, FIRST_DAYS, STARTS)
    @settings(max_examples=5000, deadline=None)
    def held(text, first_day, start):
        read_or_refused(text, first_day, start)

    held()


def test_a_series_of_one_date_has_no_rule():
    assert days_of("", WEDNESDAY, WEDNESDAY, WEDNESDAY) == (WEDNESDAY,)
    assert days_of("", WEDNESDAY, WEDNESDAY + timedelta(days=1), date(2028, 1, 1)) == ()
    assert first_of("", WEDNESDAY) == last_of("", WEDNESDAY) == WEDNESDAY
    assert coming("", WEDNESDAY, WEDNESDAY, 5) == (WEDNESDAY,)
    assert coming("", WEDNESDAY, WEDNESDAY + timedelta(days=1), 5) == ()
    assert shifted("", WEDNESDAY, WEDNESDAY, date(2027, 2, 1)) == ("", date(2027, 2, 1))


def all_days(rule, first_day):
    """All days of a rule that ends; of one without end, those of some years."""
    known = END_OF_TIME if parse_rule(rule, first_day).until else first_day + timedelta(days=2000)
    return days_of(rule, first_day, first_day, known)


def goes(rule, first_day, old_day, new_day):
    """Whether a series goes along with its date on a day, with all its dates; else it is refused."""
    code = refusal_of(shifted, rule, first_day, old_day, new_day)
    if code:
        assert code == "rule_too_special"
        return False
    text, first = shifted(rule, first_day, old_day, new_day)
    before, after = all_days(rule, first_day), all_days(text, first)
    assert first == after[0]
    assert new_day in days_of(text, first, first, new_day)
    if parse_rule(rule, first_day).until:
        assert len(after) == len(before)
    else:
        assert parse_rule(text, first).until is None
    return True


@st.composite
def dates_of_series(draw, rules):
    first_day = draw(st.dates(date(2026, 1, 1), date(2027, 12, 31)))
    end = draw(ends(first_day, draw(st.sampled_from(("", "COUNT", "%Y%m%d")))))
    rule = draw(rules) + end
    if refusal_of(lambda: first_of(str(parse_rule(rule, first_day)), first_day)):
        rule = "FREQ=WEEKLY"
    rule = str(parse_rule(rule, first_day))
    first_day = first_of(rule, first_day)
    old_day = draw(st.sampled_from(coming(rule, first_day, first_day, 12)))
    return rule, first_day, old_day


@given(dates_of_series(rules_without_end()), st.integers(-40, 40))
@settings(max_examples=50)
def test_a_series_goes_to_another_day_with_all_its_dates_or_is_refused(series, by):
    rule, first_day, old_day = series
    goes(rule, first_day, old_day, old_day + timedelta(days=by))


every_week = st.builds(
    lambda interval, day: f"FREQ=WEEKLY;INTERVAL={interval}" + (f";BYDAY={day}" if day else ""),
    st.integers(1, 4),
    st.sampled_from(("", *WEEKDAYS)),
)


@given(dates_of_series(every_week | st.just("FREQ=DAILY;INTERVAL=3")), st.integers(-40, 40))
def test_a_series_of_one_weekday_goes_to_any_day_whole(series, by):
    rule, first_day, old_day = series
    new_day = old_day + timedelta(days=by)
    assert goes(rule, first_day, old_day, new_day)
    text, first = shifted(rule, first_day, old_day, new_day)
    assert all_days(text, first) == tuple(day + timedelta(days=by) for day in all_days(rule, first_day))


every_month = st.builds(
    lambda interval, part: f"FREQ=MONTHLY;INTERVAL={interval}{part}",
    st.integers(1, 3),
    st.sampled_from(("", ";BYMONTHDAY=12", ";BYDAY=1MO", ";BYDAY=2TU", ";BYDAY=4FR", ";BYDAY=-1FR", ";BYDAY=-2WE")),
)


@given(dates_of_series(every_month), st.integers(1, 28), st.integers(-2, 2))
def test_a_series_by_the_month_goes_to_a_day_that_all_months_have(series, number, months):
    rule, first_day, old_day = series
    if old_day.day > 28 and "BYDAY" not in rule:
        return  # such a series leaves months out
    index = old_day.year * 12 + old_day.month - 1 + months
    assert goes(rule, first_day, old_day, date(index // 12, index % 12 + 1, number))


@pytest.mark.parametrize(
    ("rule", "first_day", "old_day", "new_day", "becomes", "begins"),
    [
        ("WEEKLY;UNTIL=20270127", "2027-01-06", "2027-01-13", "2027-01-14", "WEEKLY;UNTIL=20270128", "2027-01-07"),
        # The last day that was said stays the last as long as no date is lost by it, and none comes to it.
        ("WEEKLY;UNTIL=20270630", "2027-01-05", "2027-01-12", "2027-01-13", "WEEKLY;UNTIL=20270630", "2027-01-06"),
        ("WEEKLY;UNTIL=20270127", "2027-01-06", "2027-01-13", "2027-01-06", "WEEKLY;UNTIL=20270120", "2026-12-30"),
        ("WEEKLY;BYDAY=TU,TH", "2027-01-05", "2027-01-07", "2027-01-08", "WEEKLY;BYDAY=TU,FR", "2027-01-05"),
        ("WEEKLY;BYDAY=TU,TH", "2027-01-05", "2027-01-05", "2027-01-08", "WEEKLY;BYDAY=TH,FR", "2027-01-07"),
        ("MONTHLY;BYDAY=2TU", "2027-01-12", "2027-02-09", "2027-02-16", "MONTHLY;BYDAY=3TU", "2027-01-19"),
        ("MONTHLY;BYDAY=-1FR", "2027-01-29", "2027-02-26", "2027-02-25", "MONTHLY;BYDAY=-1TH", "2027-01-28"),
        ("MONTHLY;BYDAY=4FR", "2027-01-22", "2027-01-22", "2027-01-30", "MONTHLY;BYDAY=-1SA", "2027-01-30"),
        ("MONTHLY;UNTIL=20271231", "2027-01-15", "2027-02-15", "2027-03-10", "MONTHLY;UNTIL=20280110", "2027-02-10"),
        ("MONTHLY;BYMONTHDAY=15", "2027-01-15", "2027-02-15", "2027-01-20", "MONTHLY;BYMONTHDAY=20", "2026-12-20"),
        (
            "YEARLY;BYMONTH=3;BYDAY=2TU",
            "2027-03-09",
            "2028-03-14",
            "2028-04-05",
            "YEARLY;BYMONTH=4;BYDAY=1WE",
            "2027-04-07",
        ),
        (
            "MONTHLY;BYMONTH=1,7;BYDAY=2TU",
            "2027-01-12",
            "2027-01-12",
            "2027-02-09",
            "MONTHLY;BYMONTH=2,7;BYDAY=2TU",
            "2027-02-09",
        ),
        ("YEARLY", "2027-05-01", "2027-05-01", "2027-05-02", "YEARLY", "2027-05-02"),
    ],
)
def test_where_a_series_goes_with_one_of_its_dates(rule, first_day, old_day, new_day, becomes, begins):
    first_day, old_day, new_day, begins = map(date.fromisoformat, (first_day, old_day, new_day, begins))
    assert shifted(f"FREQ={rule}", first_day, old_day, new_day) == (f"FREQ={becomes}", begins)


@pytest.mark.parametrize(
    ("rule", "first_day", "old_day", "new_day"),
    [
        ("FREQ=MONTHLY", "2027-01-15", "2027-01-15", "2027-01-31"),  # February would have none
        ("FREQ=YEARLY", "2028-02-29", "2028-02-29", "2028-02-28"),  # three years of four would have one more
        ("FREQ=WEEKLY;BYDAY=TU,TH", "2027-01-05", "2027-01-07", "2027-01-12"),  # two at once
        ("FREQ=WEEKLY;BYDAY=TU,TH", "2027-01-07", "2027-01-07", "2027-01-04"),  # the Tuesday between would be new
        ("FREQ=WEEKLY", "2027-01-06", "2027-01-07", "2027-01-08"),  # no date of it
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2027-01-31", "2027-01-31", "2027-01-30"),
        (
            "FREQ=MONTHLY;BYDAY=-5FR",
            "2027-01-01",
            "2027-01-01",
            "2027-01-02",
        ),  # not the same months have five Saturdays
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "2027-01-01", "2027-01-15", "2027-01-16"),
        ("FREQ=DAILY;BYDAY=MO,TU", "2027-01-04", "2027-01-05", "2027-01-06"),
        ("FREQ=WEEKLY", "2027-01-06", "2027-01-06", "9999-12-31"),
    ],
)
def test_a_series_that_no_rule_takes_there(rule, first_day, old_day, new_day):
    with pytest.raises(Refused, match="rule_too_special"):
        shifted(rule, *map(date.fromisoformat, (first_day, old_day, new_day)))
