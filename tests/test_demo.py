"""The demonstration: thirty invented people, two months past, this one published and alive, the next one to compose."""

import time_machine

from delta_app import demo
from delta_app.core import clock, datafile
from delta_app.core.calendar import Month
from delta_app.hosts.pin_commands import identify_host
from delta_app.hosts.queries import hosts
from delta_app.hosts.rules import DEMO_CODE
from delta_app.planning.queries import month_view
from delta_app.today.queries import coming_shifts
from delta_app.venue.queries import venue


def test_the_demonstration_shows_four_months_thirty_people_and_four_who_are_learning(tmp_path):
    with time_machine.travel("2026-11-10T10:00:00Z", tick=False):
        store = demo.make(tmp_path / "demo.db")
        with store.read() as session:
            views = [month_view(session, Month(2026, number)) for number in (9, 10, 11, 12)]
            assert venue(session).is_demo
    assert [view.state for view in views] == ["published", "published", "published", "draft"]
    assert {(view.host_count, view.learner_count) for view in views} == {(34, 4)}
    assert sum(view.count("full") for view in views[:3]) > 180
    assert views[2].changes_since_published == 1
    assert any(seat.seeking for slot in views[2].slots for seat in slot.taken)
    assert views[3].count("empty") == len(views[3].slots) > 60
    store.close()
    assert datafile.open_store(store.path).path == store.path


def test_a_demonstration_of_long_ago_is_made_anew_and_the_old_one_kept(tmp_path):
    path = tmp_path / "demo.db"
    with time_machine.travel("2026-11-10T10:00:00Z", tick=False):
        demo.ready(path).close()
        made = path.read_bytes()
        demo.ready(path).close()
        assert path.read_bytes() == made
    with time_machine.travel("2027-03-10T10:00:00Z", tick=False):
        store = demo.ready(path)
        with store.read() as session:
            assert month_view(session, Month(2027, 3)).state == "published"
        store.close()
    assert (tmp_path / "demo-20270310.db").read_bytes() == made


def test_towards_the_end_of_a_month_the_next_one_hangs_on_the_wall_and_the_one_after_is_composed(tmp_path):
    with time_machine.travel("2026-11-29T10:00:00Z", tick=False):
        store = demo.make(tmp_path / "demo.db")
        with store.read() as session:
            states = [month_view(session, Month(2026, 11).plus(more)).state for more in (0, 1, 2)]
            coming = coming_shifts(session, clock.local_now())
            team = hosts(session)
        assert states == ["published", "published", "draft"]
        assert any(shift.offered for shift in coming)
        assert any(shift.missing for shift in coming)
        assert identify_host(store, team[-1].id, DEMO_CODE).host_id == team[-1].id
        store.close()
