"""Opening a month, seating people, applying a plan, publishing: as the coordinator does it."""

from collections import Counter
from datetime import date

import pytest
import time_machine

from delta_app.core.errors import Refused, say
from delta_app.hosts.commands import HostDetails, change_host, note_absence, note_answers, promise_shifts, set_pair
from delta_app.hosts.rules import Answer
from delta_app.planning.calendar_data import calendar_facts
from delta_app.planning.compose_data import background, summarise
from delta_app.planning.queries import host_months, month_view
from delta_app.shifts.checker import check
from delta_app.shifts.commands import apply_plan, open_month, publish
from delta_app.shifts.compose import compose
from delta_app.shifts.queries import seats_of, slots_of
from delta_app.shifts.roster_data import roster_problem
from delta_app.shifts.seat_commands import assign_host, edit_slot, free_seat, lock_seat
from delta_app.shifts.trade_commands import seek_replacement
from delta_app.venue.commands import add_extra_opening, close_days, set_opening_pattern
from delta_app.venue.rules import parse_opening
from tests.factory import COORDINATOR, JANUARY, SERVER_AT_LENGTH, a_host, a_store, acting, all_data, an_open_month

pytestmark = [pytest.mark.usefixtures("each_database"), SERVER_AT_LENGTH]


def slots(store):
    with store.read() as session:
        return slots_of(session, JANUARY)


def seats(store):
    with store.read() as session:
        return {(seat.slot_id, seat.host_id, seat.kind) for row in seats_of(session, JANUARY).values() for seat in row}


def test_opening_a_month_twice_changes_nothing(tmp_path):
    store = a_store(tmp_path)
    an_open_month(store)
    before, records = all_data(store), len(store.history())
    with acting(store) as session:
        done = open_month(session, JANUARY)
    assert (done.added, done.changed, done.removed, done.kept) == (0, 0, 0, ())
    assert all_data(store) == before
    assert len(store.history()) == records


def test_opening_again_follows_the_pattern_but_loses_nobody(tmp_path):
    store = a_store(tmp_path)
    ids, host = an_open_month(store), a_host(store)
    fifth = [slot for slot in slots(store) if slot.day == date(2027, 1, 5)]
    with acting(store) as session:
        assign_host(session, fifth[0].id, host)
    with acting(store) as session:
        close_days(session, date(2027, 1, 5), date(2027, 1, 5), "Travaux")
    with acting(store) as session:
        done = open_month(session, JANUARY)
    assert (done.added, done.removed) == (0, 2)
    assert done.kept == ((date(2027, 1, 5), 600),)
    assert len(slots(store)) == len(ids) - 2
    assert len(seats(store)) == 1


def test_a_slot_edited_by_hand_is_neither_doubled_nor_overwritten(tmp_path):
    store = a_store(tmp_path)
    ids = an_open_month(store)
    first = slots(store)[0]
    with acting(store) as session:
        edit_slot(session, ids[0], start_minute=540, end_minute=600, seats=3, note="Petit-déjeuner")
    with acting(store) as session:
        set_opening_pattern(session, parse_opening("tue-sat 10-14 14-16 16-19"))
        open_month(session, JANUARY)
    found = [slot for slot in slots(store) if slot.day == first.day]
    assert (found[0].start_minute, found[0].end_minute, found[0].seats, found[0].edited) == (540, 600, 3, True)
    assert [slot.start_minute for slot in found] == [540, 840, 960]


def test_hours_of_the_pattern_do_not_come_on_top_of_a_slot_edited_by_hand(tmp_path):
    store = a_store(tmp_path, opening="tue-sat 10-13 13-16")
    ids = an_open_month(store)
    first = slots(store)[0]
    with acting(store) as session:
        edit_slot(session, ids[0], start_minute=630, end_minute=780, seats=2)
    with acting(store) as session:
        set_opening_pattern(session, parse_opening("tue-sat 10:15-13:15 13:15-16"))
        done = open_month(session, JANUARY)
    found = [(slot.start_minute, slot.end_minute) for slot in slots(store) if slot.day == first.day]
    assert found == [(630, 780), (795, 960)]
    assert done.added == len(ids) - 1


def test_a_slot_whose_new_hours_would_overlap_an_edited_one_keeps_its_own(tmp_path):
    store = a_store(tmp_path, opening="tue-sat 10-13 13-16")
    ids = an_open_month(store)
    with acting(store) as session:
        edit_slot(session, ids[1], start_minute=810, end_minute=960, seats=2)
    with acting(store) as session:
        set_opening_pattern(session, parse_opening("tue-sat 10-14 14-16"))
        open_month(session, JANUARY)
    by_day = [[(slot.start_minute, slot.end_minute) for slot in slots(store)][n : n + 2] for n in (0, 2)]
    assert by_day == [[(600, 780), (810, 960)], [(600, 840), (840, 960)]]


def test_a_slot_not_held_stays_so(tmp_path):
    store = a_store(tmp_path)
    ids = an_open_month(store)
    with acting(store) as session:
        edit_slot(session, ids[0], start_minute=600, end_minute=780, seats=0, note="Sortie")
    with acting(store) as session:
        open_month(session, JANUARY)
    assert slots(store)[0].seats == 0
    with store.read() as session:
        assert len(month_view(session, JANUARY).slots) == len(ids) - 1
        assert len(roster_problem(session, JANUARY).problem.slots) == len(ids) - 1


def test_a_month_that_is_closed_or_never_opens_says_which(tmp_path):
    store = a_store(tmp_path)
    with acting(store) as session:
        close_days(session, date(2027, 1, 1), date(2027, 1, 31), "Travaux")
    with pytest.raises(Refused, match="month_closed") as refusal, acting(store) as session:
        open_month(session, JANUARY)
    assert "Janvier 2027 est entièrement fermé (Travaux)" in say(refusal.value)
    with acting(store) as session:
        set_opening_pattern(session, ())
    with pytest.raises(Refused, match="no_opening_pattern") as refusal, acting(store) as session:
        open_month(session, JANUARY)
    assert "janvier 2027" in say(refusal.value)


def test_seating_by_hand_refuses_what_cannot_be(tmp_path):
    store = a_store(tmp_path)
    ids = an_open_month(store)
    people = [a_host(store, name, "Test") for name in ("Ana", "Bart", "Chantal")]
    gone = a_host(store, "Partie", "Test")
    with acting(store) as session:
        change_host(session, gone, HostDetails("Partie", "Test", state="left"))
    with acting(store) as session:
        assign_host(session, ids[0], people[0])
        assign_host(session, ids[0], people[1])
    for code, slot, host in (
        ("slot_full", ids[0], people[2]),
        ("already_seated", ids[0], people[0]),
        ("no_such_host", ids[1], gone),
        ("no_such_host", ids[1], 999),
        ("no_such_slot", 9999, people[2]),
    ):
        with pytest.raises(Refused, match=code) as refusal, acting(store) as session:
            assign_host(session, slot, host)
        assert say(refusal.value)
    assert len(seats(store)) == 2


def test_nobody_sits_in_two_places_at_once(tmp_path):
    store = a_store(tmp_path)
    ids, host = an_open_month(store), a_host(store)
    with acting(store) as session:
        assign_host(session, ids[0], host)
        edit_slot(session, ids[1], start_minute=780, end_minute=960, seats=2)
    with acting(store) as session:
        assign_host(session, ids[1], host)  # next to each other is no overlap
    with pytest.raises(Refused, match="slot_in_the_way"), acting(store) as session:
        edit_slot(session, ids[1], start_minute=700, end_minute=960, seats=2)


def composed_month(store, **more):
    with store.read() as session:
        problem = roster_problem(session, JANUARY, **more)
    plan = compose(problem.problem)
    assert plan.proven
    assert check(problem.problem, plan) == []
    return problem, plan


def apply(store, problem, plan):
    with acting(store, "compose") as session:
        return apply_plan(session, problem, plan.assigned, plan.shadows)


@pytest.fixture
def team(tmp_path):
    with time_machine.travel("2026-12-20T10:00:00Z", tick=False):
        store = a_store(tmp_path)
        an_open_month(store)
        for name in ("Ana", "Bart", "Chantal", "Dirk", "Els", "Fatma", "Greet", "Hugo"):
            a_host(store, name, "Test", max_week=5, max_month=20, target=16, back_to_back_ok=True, max_day=2)
        yield store


def test_a_plan_is_applied_as_one_act_and_undone_as_one(team):
    problem, plan = composed_month(team)
    before = all_data(team)
    done = apply(team, problem, plan)
    assert done.seated == len(plan.assigned) == len(seats(team))
    after = all_data(team)
    team.undo(COORDINATOR)
    assert all_data(team) == before
    team.redo(COORDINATOR)
    assert all_data(team) == after


def test_a_plan_is_refused_when_the_ground_has_changed(team):
    problem, plan = composed_month(team)
    with acting(team) as session:
        note_absence(session, plan.assigned[0][0], date(2027, 1, 1), date(2027, 1, 31))
    before = all_data(team)
    with pytest.raises(Refused, match="plan_outdated"):
        apply(team, problem, plan)
    assert all_data(team) == before


def test_locked_seats_stay_through_composing(team):
    ids = [slot.id for slot in slots(team)]
    with acting(team) as session:
        kept = assign_host(session, ids[5], 3)
        let_go = assign_host(session, ids[6], 4)
        lock_seat(session, let_go, locked=False)
        note_absence(session, 4, date(2027, 1, 1), date(2027, 1, 31))
    problem, plan = composed_month(team)
    apply(team, problem, plan)
    assert (ids[5], 3, "host") in seats(team)
    assert {kept, let_go} & {row["id"] for row in all_data(team)["seat"]} == {kept}


def test_whoever_was_seated_by_hand_stays_as_what_they_are_now(team):
    """Two who learn, of whom one was given a seat before anybody said so; one who learnt and is a host since."""
    ids = [slot.id for slot in slots(team)]
    seated, promoted, learns = (a_host(team, name, "Test", max_week=5) for name in ("Ines", "Jan", "Kim"))
    with acting(team) as session:
        change_host(session, promoted, HostDetails("Jan", "Test", level="trainee", shadow_shifts=1))
        change_host(session, learns, HostDetails("Kim", "Test", level="trainee", shadow_shifts=1))
    with acting(team) as session:
        assign_host(session, ids[0], seated)
        assign_host(session, ids[1], promoted, kind="shadow")
        assign_host(session, ids[2], learns)
    assert {(ids[1], promoted, "shadow"), (ids[2], learns, "shadow")} <= seats(team)
    with acting(team) as session:
        change_host(session, seated, HostDetails("Ines", "Test", level="trainee", shadow_shifts=3))
        change_host(session, promoted, HostDetails("Jan", "Test"))
    for repair in (False, True):
        problem, plan = composed_month(team, repair=repair)
        done = apply(team, problem, plan)
        expected = {(ids[0], seated, "shadow"), (ids[1], promoted, "host"), (ids[2], learns, "shadow")}
        assert expected <= seats(team)
        assert len([seat for seat in seats(team) if seat[0] in ids[:3] and seat[2] == "host"]) == 6
        assert len([seat for seat in seats(team) if seat[1] == learns]) == 1
    assert (done.given, done.taken_away) == ((), ())


def test_a_shadow_given_by_hand_counts_for_the_rules_and_for_the_shadow_shifts_to_do(tmp_path):
    with time_machine.travel("2026-12-20T10:00:00Z", tick=False):
        store = a_store(tmp_path, opening="mon-sun 10-13")
        for name in ("Ana", "Bart", "Chantal"):
            a_host(store, name, "Test", max_week=5, max_month=20, target=10)
        one, other = (
            a_host(store, name, "Test", level="trainee", shadow_shifts=2, max_week=1) for name in ("Zoé", "Youri")
        )
        december, january = an_open_month(store, JANUARY.plus(-1)), an_open_month(store)
        with acting(store) as session:
            assign_host(session, december[-1], one)  # Thursday of a week that both months share
            assign_host(session, january[5], other)
        problem, plan = composed_month(store)
        neighbour = next(n for n in range(len(problem.slot_ids)) if problem.slot_ids[n] == december[-1])
        assert problem.problem.slots[neighbour].fixed == (one,)
        assert problem.problem.slots[neighbour].seats == 0
        own = [(host, slot) for host, slot in plan.shadows if slot in problem.own_slots]
        assert len([1 for host, _slot in own if host == one]) == 1  # and the one in December
        assert len([1 for host, _slot in own if host == other]) == 2
        weeks = [problem.problem.slots[slot].week for host, slot in plan.shadows if host == one]
        assert len(weeks) == len(set(weeks))
        apply(store, problem, plan)
        assert max(Counter(slot for slot, _host, kind in seats(store) if kind == "shadow").values()) == 1


def test_nobody_is_seated_where_there_is_no_shift_nor_a_second_shadow_anywhere(team):
    ids = [slot.id for slot in slots(team)]
    learns, too = (a_host(team, name, "Test", level="trainee", shadow_shifts=2) for name in ("Kim", "Lou"))
    with acting(team) as session:
        assign_host(session, ids[0], learns)
        assign_host(session, ids[3], 1)
        edit_slot(session, ids[1], start_minute=780, end_minute=960, seats=0)
        close_days(session, date(2027, 1, 5), date(2027, 1, 5), "Panne")
    fifth = [slot.id for slot in slots(team) if slot.day == date(2027, 1, 5)]
    for code, slot, host, kind in (
        ("slot_shut", fifth[0], 1, "host"),
        ("slot_shut", ids[1], 1, "host"),
        ("slot_shut", ids[1], learns, "shadow"),
        ("shadow_there", ids[0], too, "shadow"),
        ("not_learning", ids[0], 1, "shadow"),
    ):
        with pytest.raises(Refused, match=code) as refusal, acting(team) as session:
            assign_host(session, slot, host, kind=kind)
        assert say(refusal.value)


def test_empty_seats_of_days_gone_by_are_nobodys_to_explain(team):
    problem, plan = composed_month(team)
    apply(team, problem, plan)
    first = next(iter(slots(team)))
    with acting(team) as session:
        for seat in seats_of(session, JANUARY)[first.id]:
            free_seat(session, seat.id)
    with time_machine.travel("2027-01-15T09:00:00Z", tick=False):
        problem, plan = composed_month(team)
        assert plan.short == ()
        with team.read() as session:
            summary = summarise(problem, plan, background(session, JANUARY))
    assert summary.measures.filled == summary.measures.seats
    assert (summary.measures.without_anybody, summary.short, summary.gap) == (0, (), ())


def test_days_gone_by_are_given(team):
    problem, plan = composed_month(team)
    apply(team, problem, plan)
    with time_machine.travel("2027-01-15T09:00:00Z", tick=False):
        past = {seat for seat in seats(team) if next(s for s in slots(team) if s.id == seat[0]).day < date(2027, 1, 15)}
        with acting(team) as session:
            for host in range(1, 9):
                note_absence(session, host, date(2027, 1, 1), date(2027, 1, 31))
        problem, plan = composed_month(team)
        apply(team, problem, plan)
        assert seats(team) == past
        assert past


def test_a_repair_moves_as_few_people_as_can_be(team):
    problem, plan = composed_month(team)
    apply(team, problem, plan)
    with acting(team) as session:
        publish(session, JANUARY)
    away = plan.assigned[0][0]
    before = seats(team)
    with acting(team) as session:
        note_absence(session, away, date(2027, 1, 5), date(2027, 1, 9))
    problem, plan = composed_month(team, repair=True)
    apply(team, problem, plan)
    after = seats(team)
    days = {slot.id: slot.day for slot in slots(team)}
    assert not any(host == away and date(2027, 1, 5) <= days[slot] <= date(2027, 1, 9) for slot, host, _kind in after)
    assert 0 < len(before ^ after) <= 2 * len([1 for slot, host, _k in before - after if host == away]) + 4


def test_the_data_reach_the_problem_and_come_back(tmp_path):
    with time_machine.travel("2026-12-20T10:00:00Z", tick=False):
        store = a_store(tmp_path, opening="tue-sat 10-13 13-16")
        an_open_month(store)
        fatma = a_host(store, "Fatma", "Öztürk", languages=("FR", "NL"), max_week=3, target=5)
        paul = a_host(store, "Paul", "Kabongo", origin="staff", partner="L’Adret", level="novice")
        with acting(store) as session:
            promise_shifts(session, "l'adret", 6)
            set_pair(session, paul, fatma, "avoid")
            day = date(2027, 1, 5)
            note_answers(session, {fatma: [Answer(day, 600, 780, "prefers"), Answer(day, 780, 960, "if_needed")]})
            note_absence(session, paul, day, day)
        with store.read() as session:
            found = roster_problem(session, JANUARY)
    first = next(number for number, span in enumerate(found.spans) if span[0] == day)
    hosts = {host.id: host for host in found.problem.hosts}
    assert hosts[fatma].dislike[first] == 0
    assert hosts[fatma].dislike[first + 1] == 3
    assert hosts[fatma].dislike[first + 2] == 1
    assert hosts[fatma].dutch
    assert not hosts[paul].dutch
    assert first not in hosts[paul].dislike
    assert first + 2 in hosts[paul].dislike
    assert hosts[fatma].avoid == (paul,)
    assert hosts[paul].origin == "staff"
    assert hosts[paul].level == "novice"
    assert [(partner.id, partner.promised) for partner in found.problem.partners] == [(hosts[paul].partner, 6)]
    assert (hosts[fatma].max_week, hosts[fatma].target) == (3, 5)
    assert {slot.month for slot in found.problem.slots} == {0}


def test_a_week_shared_with_the_next_month_counts_once(tmp_path):
    with time_machine.travel("2026-12-20T10:00:00Z", tick=False):
        store = a_store(tmp_path, opening="mon-sun 10-13")
        april, march = JANUARY.plus(3), JANUARY.plus(2)
        host = a_host(store, max_week=2, max_month=30, target=30)
        an_open_month(store, march)
        an_open_month(store, april)
        with store.read() as session:
            last = [slot for slot in slots_of(session, march) if slot.day >= date(2027, 3, 29)]
        with acting(store) as session:
            assign_host(session, last[0].id, host)
            assign_host(session, last[1].id, host)
        with store.read() as session:
            problem = roster_problem(session, april)
        plan = compose(problem.problem)
    taken = {problem.spans[slot][0] for who, slot in plan.assigned if slot in problem.own_slots}
    assert not any(date(2027, 4, 1) <= day <= date(2027, 4, 4) for day in taken)
    assert taken


def test_publishing_numbers_the_versions_and_shows_what_changed_since(team):
    with pytest.raises(Refused, match="nothing_to_publish"), acting(team) as session:
        publish(session, JANUARY.plus(1))
    problem, plan = composed_month(team)
    apply(team, problem, plan)
    with acting(team, "publish") as session:
        assert publish(session, JANUARY) == 1
    with pytest.raises(Refused, match="nothing_changed"), acting(team) as session:
        publish(session, JANUARY)
    seat = all_data(team)["seat"][0]
    with acting(team) as session:
        free_seat(session, seat["id"])
    with team.read() as session:
        view = month_view(session, JANUARY)
    assert (view.state, view.version, view.changes_since_published) == ("published", 1, 1)
    with acting(team, "publish again") as session:
        assert publish(session, JANUARY) == 2
    with team.read() as session:
        assert month_view(session, JANUARY).changes_since_published == 0
    team.undo(COORDINATOR)
    with team.read() as session:
        assert month_view(session, JANUARY).version == 1


def test_a_hosts_month_knows_how_far_the_month_has_gone_on_since_it_was_published(team):
    problem, plan = composed_month(team)
    apply(team, problem, plan)
    with acting(team) as session:
        publish(session, JANUARY)
        free_seat(session, seats_of(session, JANUARY)[slots(team)[0].id][0].id)
    with team.read() as session:
        months = host_months(session, month_view(session, JANUARY))
    assert {(month.version, month.changes_since_published) for month in months} == {(1, 1)}


def test_a_seat_looking_for_a_replacement_stays_its_hosts(team):
    ids = [slot.id for slot in slots(team)]
    with acting(team) as session:
        seat = assign_host(session, ids[0], 1)
    with acting(team) as session:
        seek_replacement(session, seat, seeking=True)
    with team.read() as session:
        row = month_view(session, JANUARY).slots[0].taken[0]
    assert (row.host_id, row.seeking) == (1, True)


def test_a_month_without_hosts_and_a_month_without_answers_give_an_empty_plan(tmp_path):
    with time_machine.travel("2026-12-20T10:00:00Z", tick=False):
        store = a_store(tmp_path)
        an_open_month(store)
        _problem, plan = composed_month(store)
        assert plan.assigned == ()
        assert len(plan.short) == len(slots(store))
        with acting(store) as session:
            from delta_app.hosts.commands import add_host

            add_host(session, HostDetails("Silencieuse"))
        _problem, plan = composed_month(store)
        assert plan.assigned == ()


def test_a_version_number_is_never_given_twice_even_when_publishing_was_undone(team):
    """The first version 2 may hang on a wall by then."""
    problem, plan = composed_month(team)
    apply(team, problem, plan)
    for expected in (1, 2):
        with acting(team) as session:
            assert publish(session, JANUARY) == expected
            free_seat(session, seats_of(session, JANUARY)[slots(team)[expected].id][0].id)
    team.undo(COORDINATOR)
    with team.read() as session:
        view = month_view(session, JANUARY)
    assert (view.version, view.next_version) == (1, 3)
    with acting(team) as session:
        assert publish(session, JANUARY) == 3


def test_a_new_empty_slot_is_a_change_to_publish(team):
    problem, plan = composed_month(team)
    apply(team, problem, plan)
    with acting(team, "publish") as session:
        publish(session, JANUARY)
    with acting(team) as session:
        add_extra_opening(session, date(2027, 1, 4), 600, 780)
        open_month(session, JANUARY)
    with team.read() as session:
        assert month_view(session, JANUARY).changes_since_published == 1
    with acting(team, "publish") as session:
        assert publish(session, JANUARY) == 2


def test_a_day_closed_in_a_draft_frees_whom_composing_had_put_there(team):
    problem, plan = composed_month(team)
    apply(team, problem, plan)
    fifth = {slot.id for slot in slots(team) if slot.day == date(2027, 1, 5)}
    assert any(slot in fifth for slot, _host, _kind in seats(team))
    with acting(team) as session:
        close_days(session, date(2027, 1, 5), date(2027, 1, 5), "Panne")
        done = open_month(session, JANUARY)
    assert (done.kept, done.removed) == ((), 3)
    assert done.freed > 0
    assert not fifth & {slot.id for slot in slots(team)}
    team.undo(COORDINATOR)
    assert fifth <= {slot.id for slot in slots(team)}


def test_nobody_joins_or_replaces_anybody_on_a_day_closed_after_publishing(team):
    problem, plan = composed_month(team)
    apply(team, problem, plan)
    with acting(team) as session:
        publish(session, JANUARY)
    fifth = {slot.id for slot in slots(team) if slot.day == date(2027, 1, 5)}
    here = {(slot, host) for slot, host, _kind in seats(team) if slot in fifth}
    leaves = min(host for _slot, host in here)
    with acting(team) as session:
        close_days(session, date(2027, 1, 5), date(2027, 1, 5), "Panne")
        note_absence(session, leaves, date(2027, 1, 5), date(2027, 1, 5))
        assert {day for day, _start in open_month(session, JANUARY).kept} == {date(2027, 1, 5)}
    for repair in (True, False):
        with team.read() as session:
            problem = roster_problem(session, JANUARY, repair=repair)
        assert not fifth & set(problem.slot_ids)  # nor does that shift count for anybody any more
        apply(team, problem, compose(problem.problem))
        assert {(slot, host) for slot, host, _kind in seats(team) if slot in fifth} == here


def test_a_day_closed_after_publishing_is_a_change_to_publish_and_forgets_nobody(team):
    problem, plan = composed_month(team)
    apply(team, problem, plan)
    with acting(team) as session:
        publish(session, JANUARY)
    with team.read() as session:
        before = calendar_facts(session, JANUARY).sequence
    with acting(team) as session:
        close_days(session, date(2027, 1, 5), date(2027, 1, 5), "Panne")
    fifth = {slot.id for slot in slots(team) if slot.day == date(2027, 1, 5)}
    with team.read() as session:
        assert month_view(session, JANUARY).changes_since_published == len(fifth) == 3
        closed = calendar_facts(session, JANUARY)
        assert closed.sequence > before  # the entries say so
        assert closed.called_off == ()
    with acting(team) as session:
        open_month(session, JANUARY)
        assert publish(session, JANUARY) == 2
    with pytest.raises(Refused, match="nothing_changed"), acting(team) as session:
        publish(session, JANUARY)
    with acting(team) as session:
        open_month(session, JANUARY)
    with team.read() as session:
        view = month_view(session, JANUARY)
        assert view.changes_since_published == 0
        assert {slot.slot_id for slot in view.slots if slot.to_tell} == fifth
    with acting(team) as session:
        for slot in fifth:
            for seat in seats_of(session, JANUARY)[slot]:
                free_seat(session, seat.id)
    with acting(team) as session:
        open_month(session, JANUARY)
    with team.read() as session:
        assert month_view(session, JANUARY).changes_since_published == 0
        assert {gone.slot_id for gone in calendar_facts(session, JANUARY).called_off} == fifth


def test_an_extra_opening_on_a_closed_day_makes_calendars_newer(team):
    with acting(team) as session:
        close_days(session, date(2027, 1, 5), date(2027, 1, 5), "Panne")
    with team.read() as session:
        before = calendar_facts(session, JANUARY).sequence
    with acting(team) as session:
        add_extra_opening(session, date(2027, 1, 5), 600, 780)
    with team.read() as session:
        assert calendar_facts(session, JANUARY).sequence > before


def test_whom_composing_put_in_a_slot_since_the_last_version_is_free_when_its_day_closes(team):
    with acting(team) as session:
        publish(session, JANUARY)
    problem, plan = composed_month(team)
    apply(team, problem, plan)
    with acting(team) as session:
        close_days(session, date(2027, 1, 5), date(2027, 1, 5), "Panne")
        assert open_month(session, JANUARY).kept == ()


def test_other_hours_in_a_draft_leave_no_old_slots_behind(team):
    problem, plan = composed_month(team)
    apply(team, problem, plan)
    with acting(team) as session:
        set_opening_pattern(session, parse_opening("tue-sat 10-14 14-18"))
        open_month(session, JANUARY)
    assert {(slot.start_minute, slot.end_minute) for slot in slots(team)} == {(600, 840), (840, 1080)}


def test_other_hours_after_publishing_keep_old_slots_for_whoever_was_told_and_nobody_joins_them(team):
    problem, plan = composed_month(team)
    apply(team, problem, plan)
    with acting(team) as session:
        publish(session, JANUARY)
        set_opening_pattern(session, parse_opening("tue-sat 9-10"))
        kept = open_month(session, JANUARY).kept
    old = {slot.id for slot in slots(team) if slot.start_minute >= 600}
    assert {(slot.day, slot.start_minute) for slot in slots(team) if slot.id in old} == set(kept)
    before = {seat for seat in seats(team) if seat[0] in old}
    with team.read() as session:
        problem = roster_problem(session, JANUARY, repair=True)
    apply(team, problem, compose(problem.problem))
    assert {seat for seat in seats(team) if seat[0] in old} == before
    with acting(team) as session:
        set_opening_pattern(session, parse_opening("tue-sat 10-13 13-16 16-19"))
        assert open_month(session, JANUARY).kept == ()
    assert {(slot.outside, slot.seats) for slot in slots(team)} == {(False, 2)}


def test_days_gone_by_stay_as_they_were_when_the_hours_change(team):
    before = [(slot.day, slot.start_minute) for slot in slots(team) if slot.day < date(2027, 1, 12)]
    with time_machine.travel("2027-01-12T08:00:00Z", tick=False), acting(team) as session:
        set_opening_pattern(session, parse_opening("tue-sat 9-12"))
        open_month(session, JANUARY)
    assert [(slot.day, slot.start_minute) for slot in slots(team) if slot.day < date(2027, 1, 12)] == before
    assert {slot.start_minute for slot in slots(team) if slot.day >= date(2027, 1, 12)} == {540}


def test_a_month_composed_before_it_was_opened_is_one_act(team):
    month = JANUARY.plus(1)
    records = len(team.history())
    with team.rehearse(COORDINATOR) as session:
        open_month(session, month)
        session.flush()
        problem = roster_problem(session, month)
    assert len(team.history()) == records
    with team.read() as session:
        assert slots_of(session, month) == ()
    with acting(team, "compose") as session:
        open_month(session, month)
        session.flush()
        apply_plan(session, problem, [(1, 0)])
    with team.read() as session:
        (seat,) = [seat for row in seats_of(session, month).values() for seat in row]
        assert (seat.host_id, seat.slot_id) == (1, slots_of(session, month)[0].id)
    team.undo(COORDINATOR)
    with team.read() as session:
        assert slots_of(session, month) == ()


def test_shadow_shifts_done_in_another_month_are_not_planned_again(tmp_path):
    with time_machine.travel("2026-12-20T10:00:00Z", tick=False):
        store = a_store(tmp_path, opening="tue-sat 10-13")
        for name in ("Ana", "Bart", "Chantal"):
            a_host(store, name, "Test", max_week=5, max_month=20, target=10)
        trainee = a_host(store, "Zoé", "Test", level="trainee", shadow_shifts=2)
        for month, expected in ((JANUARY, 2), (JANUARY.plus(1), 0)):
            an_open_month(store, month)
            with store.read() as session:
                problem = roster_problem(session, month)
            plan = compose(problem.problem)
            assert len([host for host, _slot in plan.shadows if host == trainee]) == expected
            apply(store, problem, plan)
