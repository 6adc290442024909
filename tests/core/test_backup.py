"""Copies: whole or not at all, thinned with age, restored with the present state put aside."""

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
import time_machine

from delta_app.core import backup, clock, datafile
from delta_app.core.address import copies_folder
from delta_app.core.errors import Refused
from delta_app.core.i18n import format_instant
from delta_app.hosts.queries import hosts
from tests.core.test_old_files import OLD_FILES
from tests.factory import COORDINATOR, HOST, READER, a_host, a_store, all_data

NOW = "2027-06-15T12:00:00Z"


def test_a_copy_holds_what_the_file_held(tmp_path):
    store = a_store(tmp_path)
    a_host(store)
    before = all_data(store)
    copy = backup.make_backup(store.path, "asked")
    a_host(store, "Paul")
    assert all_data(datafile.open_store(copy.path)) == before
    assert [found.path for found in backup.list_backups(store.path)] == [copy.path]
    assert copy.reason == backup.list_backups(store.path)[0].reason == "asked"


def test_two_copies_in_one_second_are_both_kept(tmp_path):
    store = a_store(tmp_path)
    with time_machine.travel(NOW, tick=False):
        one, two = backup.make_backup(store.path, "asked"), backup.make_backup(store.path, "asked")
    assert one.path != two.path
    assert len(backup.list_backups(store.path)) == 2


def test_no_copy_is_left_of_a_damaged_file(tmp_path):
    store = a_store(tmp_path)
    a_host(store)
    store.close()
    content = bytearray(store.path.read_bytes())
    for page in range(4096, len(content), 4096):
        content[page : page + 32] = b"\xff" * 32
    store.path.write_bytes(content)
    with pytest.raises(Refused, match="damaged_file"):
        backup.make_backup(store.path, "asked")
    assert list(copies_folder(store.path).iterdir()) == []


def test_thinning_keeps_the_newest_one_a_day_a_week_a_month(tmp_path):
    store = a_store(tmp_path)
    with time_machine.travel("2024-06-15T12:00:00Z", tick=False) as traveller:
        first = backup.make_backup(store.path, "start").path
        for _day in range(3, 1095, 3):
            traveller.shift(timedelta(days=3))
            shutil.copyfile(first, first.with_name(clock.now().strftime("%Y%m%d-%H%M%SZ-start.db")))
        traveller.shift(timedelta(days=3))
        for _hour in range(20):
            backup.make_backup(store.path, "timer")
            traveller.shift(timedelta(hours=1))
        backup.thin_backups(store.path)
        kept = backup.list_backups(store.path)
        now = clock.now()
    ages = [now - copy.made_at for copy in kept]
    assert 10 + 4 + 5 + 20 <= len(kept) <= 10 + 14 + 10 + 26
    assert sum(age < timedelta(hours=11) for age in ages) == 10
    assert max(ages) < timedelta(days=735)
    months = {copy.made_at.strftime("%Y-%m") for copy in kept}
    assert len(months) >= 24


def test_thinning_never_drops_the_last_good_copy(tmp_path):
    store = a_store(tmp_path)
    with time_machine.travel("2020-01-01T12:00:00Z", tick=False):
        good = backup.make_backup(store.path, "asked")
    with time_machine.travel(NOW, tick=False) as traveller:
        for _minute in range(12):
            bad = backup.make_backup(store.path, "timer")
            bad.path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
            traveller.shift(timedelta(minutes=1))
        dropped = backup.thin_backups(store.path)
    assert dropped
    assert good.path.exists()
    assert backup.last_good_backup(store.path).path == good.path


def test_restoring_puts_the_present_state_aside(tmp_path):
    store = a_store(tmp_path)
    a_host(store, "Fatma")
    then = all_data(store)
    copy = backup.make_backup(store.path, "asked")
    a_host(store, "Paul", "Kabongo")
    present = all_data(store)
    aside = backup.restore(store.path, copy.path)
    assert all_data(store) == then
    assert all_data(datafile.open_store(aside)) == present


def test_the_history_tells_who_put_a_copy_back_and_nobody_takes_that_back(tmp_path):
    store = a_store(tmp_path)
    a_host(store, "Fatma")
    copy = backup.make_backup(store.path, "asked")
    a_host(store, "Paul", "Kabongo")
    backup.restore(store.path, copy.path, COORDINATOR)
    store.poll_changes()
    told, before = store.history(2)
    assert told.label == f"Remettre en place la copie du {format_instant(copy.made_at)}"
    assert (told.actor, told.role) == (COORDINATOR.name, "coordinator")
    assert store.undoable() == before
    a_host(store, "Inès", "Moreau")
    store.go_back(COORDINATOR, before.id, "Revenir")
    assert [row["given_name"] for row in all_data(store)["host"]] == ["Fatma"]
    other = tmp_path / "ailleurs.db"
    other.write_bytes(copy.path.read_bytes())
    backup.restore(store.path, other)
    told = store.history(1)[0]
    assert (told.label, told.role) == ("Remettre une copie en place", "reader")


@pytest.mark.parametrize("actor", [HOST, READER])
def test_a_copy_is_put_back_by_the_coordinator_alone_even_past_the_window(tmp_path, actor):
    store = a_store(tmp_path)
    copy = backup.make_backup(store.path, "asked")
    a_host(store)
    with pytest.raises(Refused, match="not_allowed"):
        backup.restore(store.path, copy.path, actor)
    assert len(all_data(store)["host"]) == 1


def test_restoring_over_a_damaged_file_keeps_the_damaged_one(tmp_path):
    store = a_store(tmp_path)
    a_host(store)
    then = all_data(store)
    copy = backup.make_backup(store.path, "asked")
    store.close()
    store.path.write_bytes(b"\x00" * 5000)
    aside = backup.restore(store.path, copy.path)
    assert aside.read_bytes() == b"\x00" * 5000
    assert all_data(datafile.open_store(store.path)) == then


def test_restoring_a_file_that_was_lost(tmp_path):
    store = a_store(tmp_path)
    copy = backup.make_backup(store.path, "asked")
    store.close()
    store.path.unlink()
    assert backup.restore(store.path, copy.path) is None
    assert datafile.open_store(store.path)


def test_what_cannot_be_opened_is_not_restored(tmp_path):
    store = a_store(tmp_path)
    before = all_data(store)
    for name, content, code in (
        ("letter.db", b"Cher Delta" * 50, "foreign_file"),
        ("empty.db", b"", "damaged_file"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(Refused, match=code):
            backup.restore(store.path, path)
    with pytest.raises(Refused, match="no_such_backup"):
        backup.restore(store.path, tmp_path / "nothing.db")
    newer = backup.make_backup(store.path, "asked").path
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute("PRAGMA user_version=99")
    with pytest.raises(Refused, match="newer_file"):
        backup.restore(store.path, newer)
    assert all_data(store) == before


def altered(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE stranger (id INTEGER)")
        connection.commit()


def test_a_copy_that_another_program_changed_is_neither_restored_nor_called_good(tmp_path):
    store = a_store(tmp_path)
    good = backup.make_backup(store.path, "asked")
    copy = backup.make_backup(store.path, "asked")
    altered(copy.path)
    before = all_data(store)
    with pytest.raises(Refused, match="schema_differs"):
        backup.restore(store.path, copy.path)
    assert all_data(store) == before
    assert backup.last_good_backup(store.path) == good
    with closing(sqlite3.connect(copy.path)) as connection:
        connection.execute("PRAGMA user_version=99")
    assert backup.last_good_backup(store.path) == good


def test_an_old_copy_is_brought_up_to_date_before_an_open_window_meets_it(tmp_path):
    store = a_store(tmp_path)
    old = next(path for path in OLD_FILES if path.stem == "0001")
    untouched = old.read_bytes()
    copy = tmp_path / "0001.db"
    copy.write_bytes(untouched)
    backup.restore(store.path, copy)
    assert copy.read_bytes() == untouched
    assert store.poll_changes()
    assert store.history(1)
    a_host(store, "Nouvelle")
    assert datafile.open_store(store.path)


def test_what_was_put_aside_stays_two_weeks(tmp_path):
    store = a_store(tmp_path)
    with time_machine.travel(NOW, tick=False) as traveller:
        copy = backup.keep_copy(store.path, "start")
        aside = backup.restore(store.path, copy.path)
        for _half_hour in range(40):
            traveller.shift(timedelta(minutes=30))
            backup.keep_copy(store.path, "timer")
        assert aside.exists()
        traveller.shift(timedelta(days=15))
        for _half_hour in range(12):
            traveller.shift(timedelta(minutes=30))
            backup.keep_copy(store.path, "timer")
        assert len([one for one in backup.list_backups(store.path) if one.reason == "restore"]) <= 1


def test_files_that_are_not_copies_are_left_alone(tmp_path):
    store = a_store(tmp_path)
    backup.make_backup(store.path, "asked")
    stranger = copies_folder(store.path) / "vacances.db"
    stranger.write_text("photos")
    assert len(backup.list_backups(store.path)) == 1
    backup.thin_backups(store.path)
    assert stranger.exists()


def test_what_a_killed_program_left_unfinished_is_swept_after_a_day(tmp_path):
    store = a_store(tmp_path)
    backup.make_backup(store.path, "asked")
    folder = copies_folder(store.path)
    old = [backup.unfinished(store.path), backup.unfinished(folder / store.path.name)]
    old.append(old[0].with_name(old[0].name + "-journal"))
    others = [tmp_path / ".delta.db-mine.tmp", tmp_path / ".letter.tmp", backup.unfinished(tmp_path / "other.db")]
    for path in (*old, *others):
        path.write_bytes(b"half")
    backup.keep_copy(store.path, "timer")
    assert all(path.exists() for path in old)
    with time_machine.travel(clock.now() + timedelta(days=2)):
        backup.keep_copy(store.path, "timer")
    assert not any(path.exists() for path in old)
    assert all(path.exists() for path in others)
    assert len(backup.list_backups(store.path)) == 3


def test_a_look_into_a_copy_reads_it_and_leaves_it_untouched(tmp_path):
    store = a_store(tmp_path)
    a_host(store, "Ana")
    made = backup.make_backup(store.path, "asked")
    a_host(store, "Luc")
    before = made.path.read_bytes()
    with backup.look_into(made.path) as session:
        assert [host.given_name for host in hosts(session)] == ["Ana"]
    assert made.path.read_bytes() == before
    with pytest.raises(Refused, match="no_such_backup"), backup.look_into(tmp_path / "none.db"):
        pass
    store.close()
