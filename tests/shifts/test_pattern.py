"""The opening pattern and the months already open: what matching them would change, and does."""

from datetime import date

import pytest
import time_machine

from delta_app.core.calendar import Month
from delta_app.core.errors import Refused
from delta_app.hosts.commands import add_partner
from delta_app.hosts.queries import partners
from delta_app.shifts.days_data import DaysRow, days_row
from delta_app.shifts.partners_data import service_rows
from delta_app.shifts.pattern_process import match_open_months, preview_match, remove_service
from delta_app.shifts.queries import slots_of
from delta_app.shifts.seat_commands import assign_host
from delta_app.venue.commands import add_extra_opening, set_opening_hours
from delta_app.venue.rules import parse_opening
from tests.factory import COORDINATOR, JANUARY, a_host, a_store, acting, all_data, an_open_month


@pytest.fixture
def store(tmp_path):
    with time_machine.travel(date(2026, 12, 9), tick=True):
        made = a_store(tmp_path)
        for month in (Month(2026, 11), JANUARY):
            an_open_month(made, month)
        yield made
        made.close()


def test_looking_ahead_changes_nothing_and_tells_each_month_still_to_come(store):
    before = all_data(store)
    with store.rehearse(COORDINATOR) as session:
        matched = preview_match(session, parse_opening("tue-fri 10-13 13-16 16-19"))
    assert [(one.month, one.outcome.removed) for one in matched] == [(JANUARY, 15)]
    assert all_data(store) == before
    with store.rehearse(COORDINATOR) as session:
        assert preview_match(session) == ()


def test_matching_brings_extra_openings_and_new_hours_into_open_months_and_leaves_past_ones(store):
    with acting(store) as session:
        set_opening_hours(session, "tue 10-13")
        add_extra_opening(session, date(2027, 1, 10), 840, 1020)
    with acting(store) as session:
        matched = match_open_months(session)
    assert [one.month for one in matched] == [JANUARY]
    with store.read() as session:
        assert len(slots_of(session, JANUARY)) == 5
        assert len(slots_of(session, Month(2026, 11))) == 60


def test_what_stands_on_days_counts_each_person_once_and_no_day_gone_by(store):
    ana = a_host(store, "Ana")
    with acting(store) as session:
        for slot in [slot for slot in slots_of(session, JANUARY) if slot.start_minute == 600][:2]:
            assign_host(session, slot.id, ana)
    with store.read() as session:
        assert days_row(session, date(2027, 1, 2), date(2027, 1, 9)) == DaysRow(18, 1)
        assert days_row(session, date(2026, 11, 1), date(2026, 11, 30)) == DaysRow(0, 0)


def test_a_service_that_ever_gave_a_shift_cannot_be_removed(store):
    jeroen = a_host(store, "Jeroen", origin="staff", partner="L’Adret")
    with acting(store) as session:
        assign_host(session, slots_of(session, JANUARY)[0].id, jeroen)
        other = add_partner(session, "Le Gué", 0)
    with store.read() as session:
        adret, gue = service_rows(session, JANUARY)
    assert (adret.name, adret.given, adret.served, adret.removable) == ("L’Adret", 1, True, False)
    assert gue.removable
    with pytest.raises(Refused, match="partner_served"), acting(store) as session:
        remove_service(session, adret.id)
    with acting(store) as session:
        remove_service(session, other)
    with store.read() as session:
        assert [row.name for row in partners(session)] == ["L’Adret"]
