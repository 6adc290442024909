"""Two windows on one file: everything arrives, both see it, and who has to wait too long is told so."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from delta_app.core import backup, database, datafile, schema
from delta_app.core.errors import Refused, say
from delta_app.core.store import Store
from tests.factory import a_host, acting, all_data
from tests.faults.trouble import assert_one_sentence, call, data_digest, digest_of, file_digest, fork

SHORT_MS = 60


@contextmanager
def another_window(act: Callable[[], object]) -> Iterator[None]:
    """A child process that says when it holds the file, and goes on when told to."""
    ready, tell_ready = os.pipe()
    wait, tell_go = os.pipe()

    def child() -> None:
        def hold() -> None:
            os.write(tell_ready, b"!")
            os.read(wait, 1)

        act(hold)

    pid = fork(child)
    assert os.read(ready, 1) == b"!"
    try:
        yield
    finally:
        os.write(tell_go, b"!")
        _pid, status = os.waitpid(pid, 0)
        for descriptor in (ready, tell_ready, wait, tell_go):
            os.close(descriptor)
    assert os.waitstatus_to_exitcode(status) == 0


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything waits for a busy file as it does, only shorter."""
    pragmas = [pragma for pragma in database._PRAGMAS if "busy_timeout" not in pragma]
    monkeypatch.setattr(database, "_PRAGMAS", (*pragmas, f"PRAGMA busy_timeout={SHORT_MS}"))
    for module in (schema, backup):
        monkeypatch.setattr(module, "BUSY_TIMEOUT_MS", SHORT_MS)


def locking(place: Path, how: str) -> Callable[[Callable[[], None]], None]:
    def act(hold: Callable[[], None]) -> None:
        with closing(sqlite3.connect(place, isolation_level=None)) as connection:
            connection.execute(f"BEGIN {how}")
            hold()
            connection.execute("ROLLBACK")

    return act


def test_two_windows_writing_at_the_same_time_lose_nothing(place: Path) -> None:
    acts, names = 20, ("Ana", "Bart")
    before = len(all_data_of(place)["host"])
    with closing(datafile.open_store(place)) as watching:
        heard: list[str] = []
        watching.listen(lambda change: heard.append(change.label))
        children = [fork(lambda name=name: write_many(place, name, acts)) for name in names]
        endings = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        assert endings == [0, 0]
        watching.poll_changes()
        labels = [record.label for record in watching.history(2 * acts)]
    assert sorted(heard) == sorted(labels) == sorted(f"add {name}{number}" for name in names for number in range(acts))
    turns = [label.removeprefix("add ").rstrip("0123456789") for label in labels]
    assert turns not in (sorted(turns), sorted(turns, reverse=True)), "they really took turns"
    assert len(all_data_of(place)["host"]) == before + 2 * acts
    assert call(place, "check").code == 0


def write_many(place: Path, name: str, acts: int) -> None:
    """Note hosts, half of them only once the other window has begun; go when those of the other are all seen."""
    with closing(datafile.open_store(place)) as store:
        for number in range(acts):
            if number == acts // 2:
                wait_for(lambda: others(store, name) > 0)
            a_host(store, f"{name}{number}", name)
        wait_for(lambda: others(store, name) == acts)


def others(store: Store, name: str) -> int:
    """How many hosts this window sees that the other one noted."""
    return len([host for host in all_data(store)["host"] if host["family_name"] in {"Ana", "Bart"} - {name}])


def wait_for(seen: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not seen():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def all_data_of(place: Path) -> dict[str, list[dict[str, object]]]:
    with closing(datafile.open_store(place)) as store:
        return all_data(store)


@pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])
def test_a_file_held_too_long_is_told_and_nothing_happens(place: Path, impatient: None, how: str) -> None:
    before, data = file_digest(place), data_digest(place)
    with another_window(locking(place, how)):
        with (
            closing(sqlite3.connect(place, timeout=0, isolation_level=None)) as probe,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            probe.execute("BEGIN IMMEDIATE")
        for words in (("absent", "Fatma Öztürk", "2027-01-05"), ("undo",), ("close", "2027-01-12", "--reason", "x")):
            assert_one_sentence(call(place, *words), "recommencez dans quelques secondes")
        if how == "EXCLUSIVE":
            for words in (("show", "2027-01"), ("check",), ("backup",)):
                assert_one_sentence(call(place, *words), "recommencez dans quelques secondes")
        assert file_digest(place) == before
    assert data_digest(place) == data
    assert call(place, "absent", "Fatma Öztürk", "2027-01-05").code == 0


def test_an_open_window_is_told_that_the_file_is_held(place: Path, impatient: None) -> None:
    with closing(datafile.open_store(place)) as store:
        before = digest_of(store)
        with another_window(locking(place, "IMMEDIATE")), pytest.raises(Refused) as refusal:
            a_host(store, "Ana")
        assert "recommencez dans quelques secondes" in say(refusal.value)
        assert digest_of(store) == before
        a_host(store, "Ana")
        assert digest_of(store) != before


def test_a_write_that_a_slow_reader_kept_from_ending_holds_up_nobody_afterwards(place: Path, impatient: None) -> None:
    def read(hold: Callable[[], None]) -> None:
        with closing(sqlite3.connect(place, isolation_level=None)) as connection:
            connection.execute("BEGIN")
            connection.execute("SELECT * FROM host").fetchall()
            hold()

    with closing(datafile.open_store(place)) as store:
        before = digest_of(store)
        with another_window(read), pytest.raises(Refused, match="file_busy"):
            a_host(store, "Ana")
        assert digest_of(store) == before
        assert call(place, "absent", "Fatma Öztürk", "2027-01-05").code == 0
        assert store.poll_changes()
        a_host(store, "Ana")


def test_reading_goes_on_while_another_window_writes(place: Path, impatient: None) -> None:
    def write(hold: Callable[[], None]) -> None:
        with closing(datafile.open_store(place)) as store, acting(store, "slow") as session:
            session.connection().exec_driver_sql("UPDATE venue SET name = 'Autre nom'")
            hold()

    before = call(place, "show", "2027-01").out
    assert "Le Delta" in before
    with another_window(write):
        assert place.with_name(place.name + "-journal").exists(), "the other one really is in mid-write"
        assert call(place, "show", "2027-01").out == before
    assert "Autre nom" in call(place, "show", "2027-01").out


def test_a_restore_is_seen_by_an_open_window(place: Path) -> None:
    assert call(place, "backup").code == 0
    with closing(datafile.open_store(place)) as store:
        before = all_data(store)
        a_host(store, "Ana")
        assert call(place, "restore", "last").code == 0
        assert store.poll_changes()
        assert all_data(store) == before
        assert store.history(1)[0].label.startswith("Remettre en place la copie du")
        a_host(store, "Bart")
    assert call(place, "check").code == 0


def test_a_file_that_another_window_holds_is_not_restored_over(place: Path, impatient: None) -> None:
    assert call(place, "backup").code == 0
    copies = backup.list_backups(place)
    before = file_digest(place)
    for how in ("IMMEDIATE", "EXCLUSIVE"):
        with another_window(locking(place, how)):
            with pytest.raises(Refused, match="file_busy"):
                backup.restore(place, copies[0].path)
            assert_one_sentence(call(place, "restore", copies[0].path), "recommencez dans quelques secondes")
            assert file_digest(place) == before
    copies = [*(copy for copy in backup.list_backups(place) if copy.reason == "restore"), *copies]
    assert backup.list_backups(place) == copies
    assert call(place, "restore", copies[-1].path).code == 0
