"""Months and days as plain values."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delta_app.core.calendar import Month, days_between, iso_time, monday_of
from delta_app.core.errors import Refused

months = st.builds(Month, st.integers(1950, 2100), st.integers(1, 12))


@given(months, st.integers(-240, 240))
def test_going_and_coming_back(month, steps):
    assert month.plus(steps).plus(-steps) == month
    assert month.plus(1) > month
    assert month.plus(1).first == month.last + timedelta(days=1)


@given(months)
def test_every_day_belongs_to_its_month(month):
    days = list(month.days())
    assert {Month.of(day) for day in days} == {month}
    assert (days[0], days[-1]) == (month.first, month.last)
    assert Month.parse(str(month)) == month


@pytest.mark.parametrize("text", ["", "2027", "2027-13", "2027-00", "janvier", "27-01", "2027-1-1", "0000-01"])
def test_what_is_no_month_is_refused(text):
    with pytest.raises(Refused, match="bad_month"):
        Month.parse(text)


def test_other_ways_to_write_a_month():
    assert Month.parse("1/2027") == Month.parse(" 2027-1 ") == Month(2027, 1)


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_weeks_begin_on_monday(day):
    monday = monday_of(day)
    assert monday.weekday() == 0
    assert monday <= day < monday + timedelta(days=7)


def test_days_between_holds_both_ends():
    assert list(days_between(date(2027, 3, 27), date(2027, 3, 29))) == [
        date(2027, 3, 27), date(2027, 3, 28), date(2027, 3, 29),
    ]  # fmt: skip
    assert list(days_between(date(2027, 3, 2), date(2027, 3, 1))) == []
    assert iso_time(605) == "10:05"
