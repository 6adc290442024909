"""Any series of acts, undone, gives back the same data; redone, the same again."""

import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from delta_app.core.errors import Refused
from delta_app.core.settings import change_setting
from delta_app.hosts import allowance_commands as allowances
from delta_app.hosts import commands as people
from delta_app.hosts.commands import HostDetails
from delta_app.hosts.rules import Answer, WeeklyWish
from delta_app.shifts import commands as shifts
from delta_app.shifts import day_commands as day_acts
from delta_app.shifts import seat_commands as seats
from delta_app.shifts import trade_commands as trades
from delta_app.shifts.day_rules import Visits
from delta_app.shifts.model import Seat, Slot, Trade
from delta_app.shifts.settings import REST_MINUTES
from delta_app.venue import commands as venue
from delta_app.venue import school_commands as school
from delta_app.venue.rules import parse_opening
from delta_app.venue.school import SchoolDays
from tests.factory import COORDINATOR, JANUARY, a_host, a_store, acting, all_data, an_open_month

DAY = date(2027, 1, 5)
number = st.integers(min_value=1, max_value=6)
days = st.integers(min_value=0, max_value=25).map(lambda offset: DAY + timedelta(days=offset))
wish = st.sampled_from(["prefers", "can", "if_needed", "cannot"])
name = st.text(alphabet="abcéİł'-<> ", min_size=1, max_size=8)
holidays = st.builds(
    lambda community, first, n: SchoolDays(community, "Congé", first, first + timedelta(days=n)),
    st.sampled_from(["fr", "nl"]),
    days,
    number,
)


def _some(session, kind, n):
    """One of the rows there are, or what is said where there is none."""
    rows = session.scalars(select(kind).order_by(kind.id)).all()
    if not rows:
        raise Refused("nothing_there")
    return rows[n % len(rows)]


def _moment(session, n):
    slot = _some(session, Slot, n % 3)
    return slot.day, slot.start_minute


def _reduced(session, n, k):
    day, start = _moment(session, n)
    day_acts.decide_opening(session, day, start, "reduced", (start, start + k * 20))


def _rules_of_trades(session, n, *, free):
    trades.set_trade_rules(session, free=free, write=n % 2 == 0, late_hours=n * 12)


def _answered(session, n, answer):
    """One of the two who do not ask answers."""
    asked = _some(session, Trade, n)
    answer(session, asked.id, 2 if asked.host_id == 1 else 1)


def _seated_and_seeking(session, slot_id, host_id):
    """Somebody sits there and looks for somebody else."""
    trades.seek_cover(session, seats.assign_host(session, slot_id, host_id))


def _two_who_would_swap(session, one_slot, other_slot):
    """Fatma and Paul in two slots, and she offers hers for his."""
    offered = seats.assign_host(session, one_slot, 1)
    trades.offer_swap(session, offered, [seats.assign_host(session, other_slot, 2)])


acts = st.one_of(
    st.builds(lambda n, f: lambda s: people.add_host(s, HostDetails(n, f)), name, name),
    st.builds(lambda h, n, k: lambda s: people.change_host(s, h, HostDetails(n, max_week=k)), number, name, number),
    st.builds(lambda p, n: lambda s: people.promise_shifts(s, p, n), name, number),
    st.builds(lambda h, d, w: lambda s: people.note_answers(s, {h: [Answer(d, 600, 780, w)]}), number, days, wish),
    st.builds(lambda h, d, n: lambda s: people.note_absence(s, h, d, d + timedelta(days=n)), number, days, number),
    st.builds(lambda h, d: lambda s: people.remove_absence(s, h, d), number, days),
    st.builds(
        lambda h, d, n: lambda s: allowances.note_allowance(s, h, d - timedelta(days=366), n * 900),
        number,
        days,
        number,
    ),
    st.builds(lambda n: lambda s: allowances.remove_allowance(s, n), number),
    st.builds(lambda n: lambda s: allowances.set_ceiling(s, 2023 + n, n * 900, n * 2_000), number),
    st.builds(lambda n: lambda s: allowances.remove_ceiling(s, 2023 + n), number),
    st.builds(
        lambda a, b, k: lambda s: people.set_pair(s, a, b, k),
        number,
        number,
        st.sampled_from(["avoid", "prefer", None]),
    ),
    st.builds(lambda h, w: lambda s: people.set_weekly_availability(s, h, [WeeklyWish(1, 600, 780, w)]), number, wish),
    st.builds(lambda a, h: lambda s: seats.assign_host(s, a, h), number, number),
    st.builds(lambda x: lambda s: seats.free_seat(s, x), number),
    st.builds(lambda x, on: lambda s: seats.lock_seat(s, x, locked=on), number, st.booleans()),
    st.builds(lambda x, on: lambda s: trades.seek_replacement(s, x, seeking=on), number, st.booleans()),
    st.builds(lambda a, h: lambda s: _seated_and_seeking(s, a, h), number, number),
    st.builds(lambda a, b: lambda s: _two_who_would_swap(s, a, b), number, number),
    st.builds(lambda n: lambda s: _answered(s, n, trades.accept_trade), number),
    st.builds(lambda n: lambda s: _answered(s, n, trades.decline_trade), number),
    st.builds(lambda n: lambda s: trades.cancel_trade(s, _some(s, Trade, n).id), number),
    st.builds(lambda n: lambda s: trades.approve_trade(s, _some(s, Trade, n).id), number),
    st.builds(lambda n: lambda s: trades.refuse_trade(s, _some(s, Trade, n).id), number),
    st.builds(lambda a, h: lambda s: trades.take_gap(s, a, h), number, number),
    st.builds(lambda n, h: lambda s: trades.hand_over_seat(s, _some(s, Seat, n).id, h), number, number),
    st.builds(lambda free, n: lambda s: _rules_of_trades(s, n, free=free), st.booleans(), number),
    st.builds(lambda n, k: lambda s: day_acts.count_visits(s, *_moment(s, n), visits=k - 2), number, number),
    st.builds(lambda n, k: lambda s: day_acts.note_visits(s, *_moment(s, n), Visits(k, k // 2)), number, number),
    st.builds(lambda n: lambda s: day_acts.forget_count(s, *_moment(s, n)), number),
    st.builds(lambda n, k: lambda s: _reduced(s, n, k), number, number),
    st.builds(lambda n: lambda s: day_acts.decide_opening(s, *_moment(s, n), "closed"), number),
    st.builds(lambda n: lambda s: day_acts.forget_decision(s, *_moment(s, n)), number),
    st.builds(
        lambda x, start, n: lambda s: seats.edit_slot(s, x, start_minute=start, end_minute=start + 100, seats=n),
        number,
        st.integers(min_value=0, max_value=1300),
        number,
    ),
    st.builds(
        lambda text: lambda s: venue.set_opening_pattern(s, parse_opening(text)),
        st.sampled_from(["tue 10-13", "tue-sun 9-12 14-17"]),
    ),
    st.builds(lambda d, n: lambda s: venue.close_days(s, d, d + timedelta(days=n), "Fermé"), days, number),
    st.builds(lambda d: lambda s: venue.reopen_day(s, d), days),
    st.builds(lambda d: lambda s: venue.add_extra_opening(s, d, 1200, 1260), days),
    st.builds(lambda holiday: lambda s: school.add_school_holiday(s, holiday), holidays),
    st.builds(
        lambda n, holiday, seen: lambda s: school.change_school_holiday(s, n, holiday, checked=seen),
        number,
        holidays,
        st.booleans(),
    ),
    st.builds(lambda n: lambda s: school.remove_school_holiday(s, n), number),
    st.builds(lambda n: lambda s: school.close_for_school_holiday(s, n), number),
    st.just(lambda s: school.add_known_school_holidays(s, DAY, DAY + timedelta(days=60))),
    st.builds(lambda n: lambda s: change_setting(s, REST_MINUTES, n * 60), number),
    st.just(lambda s: shifts.open_month(s, JANUARY)),
    st.just(lambda s: shifts.publish(s, JANUARY)),
)


def play(store, act):
    """Do an act; one that is refused changes nothing, which is part of what is tested."""
    try:
        with acting(store) as session:
            act(session)
    except Refused:
        return False
    return True


def check_undo_and_redo(folder, series):
    store = a_store(folder, opening="tue-sat 10-13")
    a_host(store, "Fatma", "Öztürk")
    a_host(store, "Paul", "Kabongo")
    an_open_month(store)
    states = [all_data(store)]
    records = [store.undoable().id]
    for act in series:
        before = all_data(store)
        if not play(store, act):
            assert all_data(store) == before
        elif store.undoable().id != records[-1]:
            states.append(all_data(store))
            records.append(store.undoable().id)
    for state in reversed(states[:-1]):
        store.undo(COORDINATOR)
        assert all_data(store) == state
    for state in states[1:]:
        store.redo(COORDINATOR)
        assert all_data(store) == state
    assert store.redoable() is None
    store.close()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(acts, max_size=12))
def test_any_series_of_acts_undone_and_redone(series):
    with tempfile.TemporaryDirectory() as folder:
        check_undo_and_redo(Path(folder), series)


UNDO, REDO = "undo", "redo"
acts_and_ways_back = st.lists(st.one_of(acts, st.sampled_from([UNDO, REDO])), min_size=1, max_size=10)


def check_going_back(folder, series, pick):
    """Whatever was done, undone and done again, any moment comes back as it was; and so does what was left for it."""
    store = a_store(folder, opening="tue-sat 10-13")
    a_host(store, "Fatma", "Öztürk")
    a_host(store, "Paul", "Kabongo")
    an_open_month(store)
    states = {store.history(1)[0].id: all_data(store)}
    for act in series:
        if act in (UNDO, REDO):
            try:
                getattr(store, act)(COORDINATOR)
            except Refused:
                continue
        else:
            play(store, act)
        states[store.history(1)[0].id] = all_data(store)
    for place in pick:
        before = all_data(store)
        wanted = sorted(states)[place % len(states)]
        if wanted == store.history(1)[0].id:
            continue
        try:
            store.go_back(COORDINATOR, wanted, "go back")
        except Refused:  # one is there already
            assert before == states[wanted]
            continue
        assert all_data(store) == states[wanted]
        store.undo(COORDINATOR)
        assert all_data(store) == before
        store.redo(COORDINATOR)
        assert all_data(store) == states[wanted]
        states[store.history(1)[0].id] = all_data(store)
    store.close()


picks = st.lists(st.integers(min_value=0, max_value=20), min_size=1, max_size=3)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(acts_and_ways_back, picks)
def test_any_moment_of_any_series_of_acts_comes_back(series, pick):
    with tempfile.TemporaryDirectory() as folder:
        check_going_back(Path(folder), series, pick)


@pytest.mark.parametrize("each_database", ["server"], indirect=True)
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts_and_ways_back, picks)
def test_some_moments_on_a_server_come_back(each_database, series, pick):
    with tempfile.TemporaryDirectory() as folder:
        check_going_back(Path(folder), series, pick)


@pytest.mark.long
@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(acts_and_ways_back, picks)
def test_many_moments_come_back(series, pick):
    with tempfile.TemporaryDirectory() as folder:
        check_going_back(Path(folder), series, pick)


@pytest.mark.parametrize("each_database", ["server"], indirect=True)
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(acts, max_size=12))
def test_some_series_of_acts_on_a_server_undone_and_redone(each_database, series):
    with tempfile.TemporaryDirectory() as folder:
        check_undo_and_redo(Path(folder), series)


@pytest.mark.long
@settings(max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(acts, max_size=25))
def test_many_series_of_acts_undone_and_redone(series):
    with tempfile.TemporaryDirectory() as folder:
        check_undo_and_redo(Path(folder), series)


@pytest.mark.long
@pytest.mark.parametrize("each_database", ["server"], indirect=True)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(acts, max_size=25))
def test_many_series_of_acts_on_a_server_undone_and_redone(each_database, series):
    with tempfile.TemporaryDirectory() as folder:
        check_undo_and_redo(Path(folder), series)
