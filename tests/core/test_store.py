"""The write gate: one record a write, nothing half done, undo and redo that survive a restart, word of changes."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import delete, text
from sqlalchemy.exc import DBAPIError

from delta_app.core import clock, datafile, journal
from delta_app.core.access import Credential, has_passphrase, set_passphrase
from delta_app.core.database import Base
from delta_app.core.errors import Refused, say
from delta_app.core.store import EVERYTHING, Change
from delta_app.hosts.commands import HostDetails, add_host, change_host, note_absence
from delta_app.hosts.model import Host
from delta_app.hosts.queries import hosts
from delta_app.shifts.seat_commands import assign_host, free_seat
from tests.factory import COORDINATOR, HOST, READER, a_host, a_store, acting, all_data, an_open_month

pytestmark = pytest.mark.usefixtures("each_database")


def names(store):
    with store.read() as session:
        return [host.full_name for host in hosts(session)]


def test_a_write_that_raises_leaves_nothing(tmp_path):
    store = a_store(tmp_path)
    before, records = all_data(store), len(store.history())

    def write_and_fail():
        with acting(store) as session:
            add_host(session, HostDetails("Paul"))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    assert all_data(store) == before
    assert len(store.history()) == records


def test_a_write_that_changes_nothing_leaves_no_record(tmp_path):
    store = a_store(tmp_path)
    records = len(store.history())
    with acting(store):
        pass
    assert len(store.history()) == records


def test_the_record_says_who_when_what_and_which_tables(tmp_path):
    store = a_store(tmp_path)
    with time_machine.travel("2026-12-09T13:05:00Z", tick=False):
        a_host(store)
    record = store.history(1)[0]
    assert (record.actor, record.role, record.label) == ("Camille", "coordinator", "add Fatma")
    assert record.at.isoformat() == "2026-12-09T13:05:00+00:00"
    assert record.tables == {"host", "host_state_change", "weekly_availability"}


def test_undo_and_redo_survive_a_restart(tmp_path):
    store = a_store(tmp_path)
    a_host(store, "Fatma")
    a_host(store, "Paul", "Kabongo")
    store.undo(COORDINATOR)
    store.close()

    store = datafile.open_store(store.path)
    assert names(store) == ["Fatma Öztürk"]
    assert store.redoable().label == "add Paul"
    store.redo(COORDINATOR)
    assert names(store) == ["Fatma Öztürk", "Paul Kabongo"]
    store.undo(COORDINATOR)
    store.undo(COORDINATOR)
    assert names(store) == []


def test_a_new_act_ends_what_could_be_redone(tmp_path):
    store = a_store(tmp_path)
    a_host(store, "Fatma")
    store.undo(COORDINATOR)
    a_host(store, "Paul")
    assert store.redoable() is None
    with pytest.raises(Refused, match="nothing_to_redo"):
        store.redo(COORDINATOR)


def test_undo_of_an_older_act_refuses_where_the_ground_has_changed_and_says_what(tmp_path):
    store = a_store(tmp_path)
    host = a_host(store, "Fatma")
    older = store.history(1)[0]
    with acting(store, "rename") as session:
        change_host(session, host, HostDetails("Fatma", "Yılmaz"))
    before = all_data(store)
    with pytest.raises(Refused) as refusal:
        store.undo(COORDINATOR, older.id)
    assert refusal.value.code == "changed_since"
    assert refusal.value.facts["table"] == "host"
    assert "family_name" in refusal.value.facts["columns"]
    assert "la fiche d’une personne a changé depuis, par « rename »" in say(refusal.value)
    assert all_data(store) == before


def test_undo_of_an_older_act_works_where_nothing_else_touched_its_rows(tmp_path):
    store = a_store(tmp_path)
    slots = an_open_month(store)
    fatma, paul = a_host(store, "Fatma"), a_host(store, "Paul", "Kabongo")
    with acting(store, "seat Fatma") as session:
        assign_host(session, slots[0], fatma)
    seated = store.history(1)[0]
    with acting(store, "seat Paul") as session:
        assign_host(session, slots[1], paul)
    store.undo(COORDINATOR, seated.id)
    assert [row["host_id"] for row in all_data(store)["seat"]] == [paul]


def test_undo_twice_of_the_same_act_is_refused(tmp_path):
    store = a_store(tmp_path)
    a_host(store)
    record = store.undo(COORDINATOR)
    with pytest.raises(Refused, match="nothing_to_undo"):
        store.undo(COORDINATOR, record.id)


def test_a_deleted_row_comes_back_with_its_number(tmp_path):
    store = a_store(tmp_path)
    slots, host = an_open_month(store), a_host(store)
    with acting(store) as session:
        seat = assign_host(session, slots[3], host)
    with acting(store, "free") as session:
        free_seat(session, seat)
    assert all_data(store)["seat"] == []
    store.undo(COORDINATOR)
    assert [row["id"] for row in all_data(store)["seat"]] == [seat]


def test_dates_come_back_as_dates(tmp_path):
    store = a_store(tmp_path)
    host = a_host(store)
    with acting(store) as session:
        note_absence(session, host, date(2027, 1, 5), date(2027, 1, 9))
    before = all_data(store)["absence"]
    store.undo(COORDINATOR)
    store.redo(COORDINATOR)
    assert all_data(store)["absence"] == before
    assert before[0]["first_day"] == date(2027, 1, 5)


def test_somebody_else_may_not_undo_the_coordinators_act(tmp_path):
    store = a_store(tmp_path)
    a_host(store)
    for actor in (HOST, READER):
        with pytest.raises(Refused, match="not_allowed"):
            store.undo(actor)
    assert names(store) == ["Fatma Öztürk"]


def test_values_older_than_thirty_days_are_forgotten_and_the_act_can_no_longer_be_undone(tmp_path):
    store = a_store(tmp_path)
    a_host(store)
    record = store.history(1)[0]
    with time_machine.travel(record.at + timedelta(days=20)):
        a_host(store, "Paul")
    with time_machine.travel(record.at + timedelta(days=31)):
        assert store.forget_old_values() > 0
        assert store.forget_old_values() == 0
        assert store.undoable().label == "add Paul"
        with pytest.raises(Refused, match="too_old_to_undo"):
            store.undo(COORDINATOR, record.id)
        assert [act.label for act in store.history()] == ["add Paul", "add Fatma", "found"]


def test_bulk_statements_cannot_pass_the_journal_by(tmp_path):
    store = a_store(tmp_path)
    a_host(store)
    with pytest.raises(RuntimeError, match="journal"), acting(store) as session:
        session.execute(delete(Host))
    assert names(store) == ["Fatma Öztürk"]


def test_a_write_inside_a_write_is_a_defect(tmp_path):
    store = a_store(tmp_path)
    with acting(store), pytest.raises(RuntimeError), acting(store):
        pytest.fail("the inner block must not run")


def test_listeners_hear_of_own_writes(tmp_path):
    store = a_store(tmp_path)
    heard: list[Change] = []
    store.listen(heard.append)
    a_host(store)
    store.undo(COORDINATOR)
    assert [(change.label, change.kind, change.elsewhere) for change in heard] == [
        ("add Fatma", "act", False),
        ("add Fatma", "undo", False),
    ]
    assert "host" in heard[0].tables


def test_another_window_hears_what_was_written_and_which_tables(tmp_path):
    one = a_store(tmp_path)
    other = datafile.open_store(one.path)
    heard: list[Change] = []
    other.listen(heard.append)
    assert other.poll_changes() is False
    a_host(one, "Fatma")
    a_host(one, "Paul")
    assert other.poll_changes() is True
    assert [change.label for change in heard] == ["add Fatma", "add Paul"]
    assert all(change.elsewhere for change in heard)
    assert other.poll_changes() is False


def test_what_another_window_wrote_is_heard_even_between_two_own_writes(tmp_path):
    one = a_store(tmp_path)
    other = datafile.open_store(one.path)
    heard: list[Change] = []
    other.listen(heard.append)
    a_host(one, "Fatma")
    a_host(other, "Paul")
    other.poll_changes()
    assert sorted((change.label, change.elsewhere) for change in heard) == [("add Fatma", True), ("add Paul", False)]


def test_a_file_replaced_by_an_older_one_makes_everything_stale(tmp_path):
    from delta_app.core import backup

    store = a_store(tmp_path)
    copy = backup.make_backup(store.path, "asked")
    a_host(store)
    heard: list[Change] = []
    store.listen(heard.append)
    backup.restore(store.path, copy.path)
    assert store.poll_changes() is True
    assert heard[0].tables == EVERYTHING
    assert names(store) == []


def test_an_act_that_something_newer_leans_on_is_not_taken_back(tmp_path):
    store = a_store(tmp_path)
    host = a_host(store)
    added = store.history(1)[0]
    slot = an_open_month(store)[0]
    with acting(store, "seat Fatma") as session:
        assign_host(session, slot, host)
    before = all_data(store)
    with pytest.raises(Refused, match="changed_since") as refusal:
        store.undo(COORDINATOR, added.id)
    assert "une place du planning a changé depuis, par « seat Fatma »" in say(refusal.value)
    assert all_data(store) == before
    store.undo(COORDINATOR)
    a_host(store, "Paul")  # the store works on


def test_an_act_whose_place_was_taken_again_is_not_taken_back(tmp_path):
    store = a_store(tmp_path)
    host = a_host(store)
    slot = an_open_month(store)[0]
    with acting(store, "seat") as session:
        seat = assign_host(session, slot, host)
    with acting(store, "free") as session:
        free_seat(session, seat)
    with acting(store, "seat again") as session:
        assign_host(session, slot, host)
    freed = store.history(2)[1]
    assert freed.label == "free"
    before = all_data(store)
    with pytest.raises(Refused, match="changed_since") as refusal:
        store.undo(COORDINATOR, freed.id)
    assert "corrigez" in say(refusal.value)
    assert all_data(store) == before
    store.undo(COORDINATOR)


def test_what_refers_to_somebody_who_is_gone_is_not_put_back(tmp_path):
    store = a_store(tmp_path)
    a_host(store)
    added = store.history(1)[0]
    with acting(store, "away") as session:
        note_absence(session, added_host(session), date(2027, 1, 5), date(2027, 1, 6))
    away = store.undo(COORDINATOR)
    store.undo(COORDINATOR, added.id)
    before = all_data(store)
    with pytest.raises(Refused, match="changed_since"):
        store._replay(COORDINATOR, "redo", away)
    assert all_data(store) == before


def added_host(session):
    return hosts(session)[0].id


def test_who_only_looks_takes_nothing_back_under_whatever_name(tmp_path):
    store = a_store(tmp_path)
    a_host(store)
    looking = replace(COORDINATOR, role=READER.role)
    with pytest.raises(Refused, match="not_allowed"):
        store.undo(looking)
    store.undo(COORDINATOR)
    with pytest.raises(Refused, match="not_allowed"):
        store.redo(looking)


def test_reading_never_writes(tmp_path, each_database):
    store = a_store(tmp_path)
    before = all_data(store)
    # A server does not even let it be tried.
    refused = pytest.raises(Refused, match="server_read_only") if each_database == "server" else nullcontext()
    with refused, store.read() as session:
        session.add(Host(given_name="Nobody", joined_at=store.history(1)[0].at))
        session.flush()
    assert all_data(store) == before


def test_history_stays_readable_after_many_acts(tmp_path):
    store = a_store(tmp_path)
    for number in range(5):
        a_host(store, f"Hôte{number}", "Test")
    store.undo(COORDINATOR)
    lines = [(record.kind, record.undone) for record in store.history(3)]
    assert lines == [("undo", False), ("act", True), ("act", False)]
    with store.read() as session:
        assert journal.find(session, 10_000) is None


def test_every_table_that_undo_may_meet_has_words():
    from delta_app.core.words import _TABLES

    journaled = {table.name for table in Base.metadata.tables.values() if table.info["journal"] == "full"}
    assert journaled <= _TABLES.keys()


def test_an_act_that_was_never_to_be_undone_says_so_and_not_that_it_is_old(tmp_path):
    store = a_store(tmp_path)
    with store.write(COORDINATOR, "found", lasting=True) as session:
        add_host(session, HostDetails("Fatma"))
    with pytest.raises(Refused, match="not_undoable"):
        store.undo(COORDINATOR, store.history(1)[0].id)
    assert names(store) == ["Fatma"]


def test_what_is_written_aside_leaves_no_record_until_it_is_told_and_ends_no_redo(tmp_path):
    store, heard = a_store(tmp_path), []
    host = a_host(store)
    other = datafile.open_store(store.path)
    store.undo(COORDINATOR)
    before = store.history(1)
    store.listen(lambda change: heard.append(change.tables))
    with store.write_aside(READER) as session:
        set_passphrase_of(session, "une phrase longue")
    with store.read() as session:
        assert has_passphrase(session)
    assert (store.history(1), heard, other.poll_changes()) == (before, [], True)  # the undo, which it had not heard of
    assert store.redoable() is not None
    store.tell_of(READER, "Compter", frozenset({"credential"}))
    (told,) = store.history(1)
    assert (told.label, told.tables, told.kept, heard) == ("Compter", {"credential"}, False, [{"credential"}])
    assert other.poll_changes()
    assert host not in names(store)


def set_passphrase_of(session, phrase):
    session.add(Credential(role="coordinator", hash=phrase, set_at=clock.now()))


def test_what_can_be_undone_is_never_written_aside(tmp_path):
    store = a_store(tmp_path)
    before = all_data(store)
    with pytest.raises(RuntimeError, match="with a record"), store.write_aside(COORDINATOR) as session:
        add_host(session, HostDetails("Paul"))
    assert all_data(store) == before


def test_what_is_rehearsed_is_not_kept(tmp_path):
    store = a_store(tmp_path)
    before = all_data(store)
    with store.rehearse(COORDINATOR) as session:
        add_host(session, HostDetails("Fatma"))
        session.flush()
        assert hosts(session)[0].full_name == "Fatma"
    assert all_data(store) == before
    with pytest.raises(Refused, match="not_allowed"), store.rehearse(READER) as session:
        add_host(session, HostDetails("Fatma"))


def test_a_redo_that_cannot_be_says_redo(tmp_path):
    store = a_store(tmp_path)
    host = a_host(store, "Fatma")
    with acting(store, "rename") as session:
        change_host(session, host, HostDetails("Fatma", "Yılmaz"))
    store.undo(COORDINATOR)
    with acting(store) as session:  # as another program writes, which keeps no journal
        session.connection().exec_driver_sql("UPDATE host SET family_name = 'Kaya'")
    with pytest.raises(Refused, match="changed_since") as refusal:
        store.redo(COORDINATOR)
    assert say(refusal.value).startswith("Impossible de rétablir : la fiche d’une personne a changé depuis")


def test_going_back_is_one_act_that_can_be_taken_back(tmp_path):
    store = a_store(tmp_path)
    a_host(store, "Fatma")
    then = store.history(1)[0]
    slots = an_open_month(store)
    paul = a_host(store, "Paul", "Kabongo")
    with acting(store, "seat Paul") as session:
        seat = assign_host(session, slots[0], paul)
    with acting(store, "free Paul") as session:
        free_seat(session, seat)
    before = all_data(store)
    heard = []
    store.listen(heard.append)
    store.go_back(COORDINATOR, then.id, "Revenir à mardi")
    assert names(store) == ["Fatma Öztürk"]
    assert [change.label for change in heard] == ["Revenir à mardi"]
    assert store.undoable().label == "Revenir à mardi"
    store.undo(COORDINATOR)
    assert all_data(store) == before


def test_going_back_stops_before_anything_at_what_nobody_can_take_back(tmp_path):
    store = a_store(tmp_path)
    then = store.history(1)[0]
    with store.write(COORDINATOR, "for good", lasting=True) as session:
        add_host(session, HostDetails("Fatma"))
    a_host(store, "Paul", "Kabongo")
    before = all_data(store)
    with pytest.raises(Refused) as refusal:
        store.go_back(COORDINATOR, then.id, "back")
    assert refusal.value.code == "cannot_go_back"
    assert "« for good »" in say(refusal.value)
    assert all_data(store) == before


def test_going_back_past_a_passphrase_leaves_the_passphrase(tmp_path):
    store = a_store(tmp_path)
    then = store.history(1)[0]
    with acting(store, "guard") as session:
        set_passphrase(session, "une phrase longue")
    a_host(store, "Paul", "Kabongo")
    store.go_back(COORDINATOR, then.id, "back")
    assert names(store) == []
    with store.read() as session:
        assert has_passphrase(session)


def test_going_back_to_where_one_is_already_is_no_act(tmp_path):
    store = a_store(tmp_path)
    slots, paul = an_open_month(store), a_host(store, "Paul", "Kabongo")
    then = store.history(1)[0]
    with acting(store, "seat Paul") as session:
        seat = assign_host(session, slots[0], paul)
    with acting(store, "free Paul") as session:
        free_seat(session, seat)
    records = len(store.history())
    with pytest.raises(Refused, match="nothing_to_undo"):
        store.go_back(COORDINATOR, then.id, "back")
    assert len(store.history()) == records


def test_nobody_but_the_coordinator_goes_back_and_nothing_comes_before_the_newest_act(tmp_path):
    store = a_store(tmp_path)
    then = store.history(1)[0]
    with pytest.raises(Refused, match="nothing_to_undo"):
        store.go_back(COORDINATOR, then.id, "back")
    a_host(store, "Paul", "Kabongo")
    for actor in (HOST, READER):
        with pytest.raises(Refused, match="not_allowed"):
            store.go_back(actor, then.id, "back")
    assert names(store) == ["Paul Kabongo"]


def test_history_is_read_by_pages_and_says_what_is_undone_and_what_is_kept(tmp_path):
    store = a_store(tmp_path)
    for name in ("Ana", "Bart", "Chantal"):
        a_host(store, name)
    store.undo(COORDINATOR)
    first = store.history(2)
    assert [(record.kind, record.label, record.undone) for record in first] == [
        ("undo", "add Chantal", False),
        ("act", "add Chantal", True),
    ]
    assert [record.label for record in store.history(2, before=first[-1].id)] == ["add Bart", "add Ana"]
    assert store.history(2, before=first[-1].id)[0].kept
    with store.write(COORDINATOR, "for good", lasting=True) as session:
        add_host(session, HostDetails("Dirk"))
    assert not store.history(1)[0].kept


def test_who_no_longer_listens_hears_nothing(tmp_path):
    store = a_store(tmp_path)
    heard = []
    stop = store.listen(heard.append)
    a_host(store, "Ana")
    stop()
    stop()
    a_host(store, "Bart")
    assert [change.label for change in heard] == ["add Ana"]


def test_going_back_tells_how_far_it_is_and_stops_without_a_trace(tmp_path):
    store = a_store(tmp_path)
    for name in ("Ana", "Bart", "Chantal"):
        a_host(store, name)
    there, newest = all_data(store), store.history(1)[0]
    then = store.history(5)[-1]
    told = []
    store.go_back(COORDINATOR, then.id, "back", told.append)
    assert told == sorted(told)
    assert told[0] == 0
    assert 0.5 < told[-1] < 1
    store.undo(COORDINATOR)

    class Enough(Exception):
        pass

    for last in (0, 0.5):

        def stop(fraction, last=last):
            if fraction >= last:
                raise Enough

        before = store.history(1)[0]
        with pytest.raises(Enough):
            store.go_back(COORDINATOR, then.id, "back", stop)
        assert (all_data(store), store.history(1)[0]) == (there, before)
    assert newest.id < before.id
    a_host(store, "Dirk")


def test_a_reading_answers_a_question_once_and_a_reading_within_it_is_the_same(tmp_path):
    store = a_store(tmp_path)
    a_host(store)
    with store.read() as session:
        first = hosts(session)
        with store.read() as inner:
            assert inner is session
            assert hosts(inner)[0] is first[0]
    with store.read() as later:
        assert later is not session
        assert hosts(later) == first
        assert hosts(later)[0] is not first[0]


def test_a_write_inside_a_reading_is_a_defect_and_nothing_is_written(tmp_path):
    store = a_store(tmp_path)
    with store.read(), pytest.raises(RuntimeError, match="inside a reading"):
        a_host(store)
    assert names(store) == []
    a_host(store)
    assert len(names(store)) == 1


def test_a_write_asks_anew_what_it_has_just_changed(tmp_path):
    store = a_store(tmp_path)
    with acting(store) as session:
        assert hosts(session) == ()
        add_host(session, HostDetails("Paul"))
        assert [host.given_name for host in hosts(session)] == ["Paul"]


def test_a_reading_goes_on_after_a_question_that_failed_within_it(tmp_path):
    store = a_store(tmp_path)
    with store.read() as session:
        with pytest.raises((DBAPIError, Refused)), store.read() as inner:
            inner.execute(text("SELECT nothing FROM nowhere_at_all"))
        assert hosts(session) == ()


def test_what_changes_no_data_is_told_and_ends_no_redo(tmp_path):
    store = a_store(tmp_path)
    a_host(store, "Fatma")
    store.undo(COORDINATOR)
    store.tell_of(READER, "Envoyer 3 messages", frozenset({"outbox_letter"}))
    with store.write(COORDINATOR, "Remettre des données") as session:
        journal.note(session, "handed_out")
    assert [record.label for record in store.history(2)] == ["Remettre des données", "Envoyer 3 messages"]
    assert store.redo(COORDINATOR).label == "add Fatma"
    assert names(store) == ["Fatma Öztürk"]
    with store.write(COORDINATOR, "nothing"):
        pass
    assert store.history(1)[0].kind == "redo"


def test_one_act_by_a_clock_that_ran_ahead_made_the_whole_history_forget_its_values(tmp_path):
    store = a_store(tmp_path)
    a_host(store)
    record = store.history(1)[0]
    with time_machine.travel(record.at + timedelta(days=90), tick=False):
        a_host(store, "Paul")
    with store.read() as session:
        assert journal.changes_of(session, record.id)
    with time_machine.travel(record.at + timedelta(days=50), tick=False):  # as time goes by, it forgets all the same
        a_host(store, "Luc")
        with pytest.raises(Refused, match="too_old_to_undo"):
            store.undo(COORDINATOR, record.id)
