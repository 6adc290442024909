"""A newcomer learns beside others: shadow shifts are proposed, counted, and never among the two."""

from datetime import date

import pytest
import time_machine

from delta_app.core.access import Actor, Role
from delta_app.core.calendar import Month
from delta_app.core.errors import Refused
from delta_app.hosts.commands import details_of
from delta_app.hosts.path_commands import mark_step, set_path
from delta_app.hosts.path_data import DEFAULT_PATH, Step, path_marks
from delta_app.shifts.commands import apply_plan, open_month, publish
from delta_app.shifts.compose import compose
from delta_app.shifts.day_commands import decide_opening
from delta_app.shifts.path_commands import conclude_path
from delta_app.shifts.queries import seats_of, slots_of
from delta_app.shifts.roster_data import roster_problem
from delta_app.shifts.seat_commands import assign_host, call_off_slot
from delta_app.shifts.shadows_data import newcomer_path, shadowing_of, shadows_wanted
from tests.factory import COORDINATOR, SERVER_AT_LENGTH, a_copy, a_host, a_store, acting, all_data

DECEMBER = Month(2026, 12)

pytestmark = [pytest.mark.usefixtures("each_database"), SERVER_AT_LENGTH]


def day(number):
    return date(2026, 12, number)


def at(number, hour=9):
    return time_machine.travel(f"2026-12-{number:02}T{hour:02}:00+01:00", tick=False)


class Place:
    """December; Luc and Ana welcome, Noor learns."""

    def __init__(self, folder):
        self.store = a_store(folder)
        self.luc, self.ana = a_host(self.store, "Luc", "Dumont"), a_host(self.store, "Ana", "Costa")
        self.noor = a_host(self.store, "Noor", "Haddad", level="trainee")
        with acting(self.store) as session:
            open_month(session, DECEMBER)
        with self.store.read() as session:
            self.slots = {(slot.day.day, slot.start_minute // 60): slot.id for slot in slots_of(session, DECEMBER)}

    def seat(self, host, *moment, locked=True):
        with acting(self.store) as session:
            assign_host(session, self.slots[moment], host, locked=locked)

    def mark(self, *keys, on=1):
        with acting(self.store) as session:
            for key in keys:
                mark_step(session, self.noor, key, day(on))

    def path(self):
        with self.store.read() as session:
            return newcomer_path(session, self.noor, details_of(session, self.noor).shadow_shifts)

    def wanted(self):
        with self.store.read() as session:
            return shadows_wanted(session).get(self.noor, 0)

    def composed(self, month=DECEMBER):
        with self.store.read() as session:
            return roster_problem(session, month)


@pytest.fixture
def place(tmp_path):
    with at(1):
        made = a_copy(Place, tmp_path)
    yield made
    made.store.close()


def test_story_5_a_newcomer_is_met_learns_and_is_active(place):
    with at(2):
        place.mark("met", on=2)
    with at(3):
        place.mark("charter", "note", on=3)
        place.mark("training", on=3)
    with at(3, 12):
        for moment in ((4, 13), (11, 10)):
            place.seat(place.luc, *moment)
            place.seat(place.ana, *moment)
            place.seat(place.noor, *moment)
        with acting(place.store) as session:
            publish(session, DECEMBER)
    with place.store.read() as session:
        seats = seats_of(session, DECEMBER)[place.slots[4, 13]]
    assert sorted(seat.kind for seat in seats) == ["host", "host", "shadow"]  # a third, never one of the two
    with at(4, 14):
        assert place.path().shadows.count == 0  # it is still on
    with at(4, 17):
        assert place.path().shadows.count == 1
    with at(11, 18):
        assert place.path().shadows.done_on == day(11)
        place.mark("talk", on=11)
    with at(15):
        with acting(place.store) as session:
            assert conclude_path(session, place.noor, day(15)) == ()
        with place.store.read() as session:
            assert details_of(session, place.noor).level == "novice"
        assert place.path().active_on == day(15)
        place.seat(place.luc, 16, 10)
        place.seat(place.noor, 16, 10)
        with place.store.read() as session:
            kinds = {seat.host_id: seat.kind for seat in seats_of(session, DECEMBER)[place.slots[16, 10]]}
        assert kinds[place.noor] == "host"


def test_what_lacks_is_named_and_the_coordinator_may_overrule(place):
    with at(15):
        place.mark("met", "note", on=2)
        with pytest.raises(Refused) as refusal, acting(place.store) as session:
            conclude_path(session, place.noor, day(15))
        assert refusal.value.code == "path_incomplete"
        assert refusal.value.facts["missing"] == (
            "Visite du lieu et charte signée", "Module de formation", "Doublures", "Bilan avec la coordination",
        )  # fmt: skip
        place.seat(place.luc, 17, 10)
        place.seat(place.noor, 17, 10)
        before = all_data(place.store)
        with acting(place.store) as session:
            (freed,) = conclude_path(session, place.noor, day(14), overrule=True)
        assert (freed.day, freed.kind) == (day(17), "shadow")
        with pytest.raises(Refused) as refusal, acting(place.store) as session:
            conclude_path(session, place.noor, day(15))
        assert refusal.value.code == "not_newcomer"
        place.store.undo(COORDINATOR)
        assert all_data(place.store) == before
        with pytest.raises(Refused) as refusal, acting(place.store) as session:
            conclude_path(session, place.noor, day(16), overrule=True)
        assert refusal.value.code == "step_early"


def test_a_newcomer_concludes_nothing_for_themselves(place):
    herself = Actor("Noor", Role.HOST, place.noor)
    with at(15), pytest.raises(Refused) as refusal, acting(place.store, "try", herself) as session:
        conclude_path(session, place.noor, day(15), overrule=True)
    assert refusal.value.code == "not_allowed"


def test_only_what_was_held_and_told_counts(place):
    with at(1):
        for moment in ((2, 10), (3, 10), (4, 10), (8, 10)):
            place.seat(place.luc, *moment)
            place.seat(place.noor, *moment, locked=moment != (8, 10))
        with acting(place.store) as session:
            call_off_slot(session, place.slots[3, 10])
        with acting(place.store) as session:
            decide_opening(session, day(4), 600, "closed")
    with at(9):
        with place.store.read() as session:
            held = shadowing_of(session, place.noor).days
        assert held == (day(2),)  # called off, closed, and one that nobody was told of do not


def test_shadow_shifts_are_proposed_as_soon_as_they_come_next_and_as_many_as_lack(place):
    with at(1):
        assert place.wanted() == 0  # not met yet, nor told what the law asks
        place.mark("met", "charter", "note")
        assert place.wanted() == 0
        place.mark("training")
        assert place.wanted() == 2
        for moment in ((2, 10), (12, 10)):
            place.seat(place.luc, *moment)
        place.seat(place.noor, 2, 10)
        composed = place.composed()
        assert next(host for host in composed.problem.hosts if host.id == place.noor).shadow_shifts == 2
        plan = compose(composed.problem, explained=False)
        assert len(plan.shadows) == 2  # the one given counts
        levels = {host.id: host.level for host in composed.problem.hosts}
        for host, slot in plan.shadows:
            assert host == place.noor
            assert any(levels[other] == "experienced" for other, there in plan.assigned if there == slot)
        assert not any(host == place.noor for host, _slot in plan.assigned)
        with acting(place.store) as session:
            apply_plan(session, composed, plan.assigned, plan.shadows)
        january = Month(2027, 1)
        with acting(place.store) as session:
            open_month(session, january)
        assert next(h for h in place.composed(january).problem.hosts if h.id == place.noor).shadow_shifts == 0


def test_a_step_noted_by_hand_and_a_number_of_ones_own_go_before_the_path(place):
    from dataclasses import replace

    from delta_app.hosts.commands import change_host

    with at(1):
        with acting(place.store) as session:
            change_host(session, place.noor, replace(details_of(session, place.noor), shadow_shifts=3))
        assert place.wanted() == 3  # the coordinator asked for them, whatever else lacks
        place.mark("shadows")
        assert place.wanted() == 0
        assert place.path().shadows.done_on == day(1)


def test_the_number_of_the_path_is_that_of_the_place(place):
    with at(1):
        with acting(place.store) as session:
            set_path(session, (Step("met"), Step("shadows", needed=3), *DEFAULT_PATH[1:4]))
        place.mark("met")
        assert place.wanted() == 3
        with acting(place.store) as session:
            set_path(session, (Step("met"), Step("talk")))
        assert place.wanted() == 0
        with place.store.read() as session:
            assert [mark.key for mark in path_marks(session)[place.noor]] == ["met"]
