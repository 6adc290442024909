"""Killed in mid-write: whatever a SIGKILL leaves opens again, as before the act or after it, never between.

By default a handful of the moments of each act, with ``--long`` all of them or well over a hundred.
"""

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import time_machine

from delta_app.core import backup, datafile
from delta_app.sheets.output import write_file
from tests.factory import COORDINATOR, SAMPLES, a_host, all_data
from tests.faults.killing import Ending, run_until, snapshot
from tests.faults.trouble import call, data_digest, digest_of, fork, listing, place_file, start

POLL = SAMPLES / "rallly-janvier-2027.csv"
FEW, HANDFUL, MANY = 3, 5, 150
LONG = (pytest.mark.long, pytest.mark.timeout(1800))


@pytest.fixture(params=[HANDFUL, pytest.param(MANY, marks=LONG)], ids=["a handful", "many"])
def most(request: pytest.FixtureRequest) -> int:
    """How many moments of an act are tried."""
    return request.param


def moments(count: int, most: int) -> list[int]:
    """Numbers from 1 to ``count``; at most that many of them, the last but one among them: that is the commit."""
    if count <= most:
        return list(range(1, count + 1))
    return sorted({*(count * part // (most - 1) for part in range(1, most - 1)), count - 2, count - 1})


class Killed:
    """An act tried again and again from the same start in one folder, killed at one change of it after another."""

    def __init__(self, start: Path, act: Callable[[Path], object]) -> None:
        self._start, self._act = start, act
        self.folder = start.with_name("again")
        self.place = self.folder / "lieu.db"
        self.whole = self._run(None)

    def _run(self, last_change: int | None) -> Ending:
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self._start, self.folder)
        return run_until(lambda: self._act(self.place), self.folder, last_change)

    def at(self, moment: int) -> Ending:
        """Killed at this moment of the act."""
        ending = self._run(moment)
        assert ending.killed
        assert ending.changes == moment
        return ending


def started(tmp_path: Path) -> Path:
    folder = tmp_path / "start"
    folder.mkdir()
    place_file(folder)
    return folder


def note_a_host(place: Path) -> None:
    with time_machine.travel("2026-12-10T10:00:00Z", tick=False), closing(datafile.open_store(place)) as store:
        a_host(store, "Nouvelle", "x" * 9000)  # more than a page, so that the act changes several


def undo(place: Path) -> None:
    with closing(datafile.open_store(place)) as store:
        store.undo(COORDINATOR)


def verb(*words: object) -> Callable[[Path], None]:
    def act(place: Path) -> None:
        assert call(place, *words).code in (0, 3)

    act.__name__ = " ".join(map(str, words[:2]))
    return act


@pytest.mark.parametrize("act", [note_a_host, undo, verb("import", "poll", POLL)])
def test_a_write_killed_at_any_moment_is_done_or_not_done(
    tmp_path: Path, act: Callable[[Path], object], most: int
) -> None:
    folder = started(tmp_path)
    with closing(datafile.open_store(folder / "lieu.db")) as store:
        for name in ("Ana", "Bart", "Chantal"):
            a_host(store, name)
    killed = Killed(folder, act)
    before, after = data_digest(folder / "lieu.db"), data_digest(killed.place)
    assert before != after
    seen, taken_back = set(), 0
    untouched = snapshot(folder)["lieu.db"]
    for moment in moments(killed.whole.changes, most):
        ending = killed.at(moment)
        found = data_digest(killed.place)
        taken_back += found == before and ending.files["lieu.db"] != untouched
        seen.add(found)
        assert all(not backup.soundness(copy.path) for copy in backup.list_backups(killed.place))
        assert call(killed.place, "absent", "Fatma Öztürk", "2027-02-02").code == 0
        assert call(killed.place, "undo").code == 0
        assert "lieu.db-journal" not in listing(killed.folder)
    assert seen <= {before, after}
    assert taken_back, "at least one kill left a half-written file, taken back from its journal"
    if most == MANY:
        assert seen == {before, after}


def test_a_copy_killed_at_any_moment_leaves_whole_copies_only(tmp_path: Path, most: int) -> None:
    folder = started(tmp_path)
    assert call(folder / "lieu.db", "backup").code == 0
    killed = Killed(folder, verb("backup"))
    before, counts = data_digest(folder / "lieu.db"), set()
    for moment in moments(killed.whole.changes, FEW if most == HANDFUL else most):
        killed.at(moment)
        copies = backup.list_backups(killed.place)
        counts.add(len(copies))
        for copy in copies:
            assert data_digest(copy.path) == before
        assert data_digest(killed.place) == before
        assert call(killed.place, "restore", "last").code == 0
        assert call(killed.place, "backup").code == 0
    assert counts <= {1, 2}
    assert 1 in counts


@pytest.mark.parametrize("damaged", [False, True], ids=["over a sound file", "over a damaged file"])
def test_a_restore_killed_at_any_moment_loses_nothing(tmp_path: Path, damaged: bool, most: int) -> None:
    folder = started(tmp_path)
    place = folder / "lieu.db"
    copied = data_digest(place)
    assert call(place, "backup").code == 0
    note_a_host(place)
    present = data_digest(place)
    if damaged:
        content = bytearray(place.read_bytes())
        content[4096:100_000] = b"\xff" * (100_000 - 4096)
        place.write_bytes(content)
        assert backup.soundness(place)
    harmed = place.read_bytes()
    killed = Killed(folder, verb("restore", "last"))
    assert data_digest(killed.place) == copied
    states = set()
    for moment in moments(killed.whole.changes, FEW if most == HANDFUL else most):
        killed.at(moment)
        content = killed.place.read_bytes()
        states.add("harmed" if damaged and content == harmed else data_digest(killed.place))
        if damaged and content != harmed:
            assert any(path.read_bytes() == harmed for path in killed.folder.glob("lieu-damaged-*.db"))
        assert call(killed.place, "restore", "last").code == 0
        assert data_digest(killed.place) in {copied, present}
    assert states <= ({"harmed", copied} if damaged else {present, copied})


def test_a_new_file_killed_at_any_moment_is_there_whole_or_not_at_all(tmp_path: Path, most: int) -> None:
    words = ("new", "--name", "Neuf", "--open", "tue-sat 10-13", "--passphrase", "le café est chaud")
    folder = tmp_path / "start"
    folder.mkdir()
    killed = Killed(folder, verb(*words))
    with closing(datafile.open_store(killed.place)) as store:
        acts = [record.label for record in store.history()]
    assert acts == ["Créer Neuf"]
    for moment in moments(killed.whole.changes, FEW if most == HANDFUL else most):
        killed.at(moment)
        there = killed.place.exists()
        if not there:
            assert call(killed.place, *words).code == 0
        with closing(datafile.open_store(killed.place)) as store:
            assert [record.label for record in store.history()] == acts


def test_a_sheet_killed_at_any_moment_is_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    folder = tmp_path / "start"
    folder.mkdir()
    (folder / "mur.pdf").write_bytes(b"old" * 1000)
    new = random.Random(1).randbytes(300_000)
    killed = Killed(folder, lambda place: write_file(place.with_name("mur.pdf"), new))
    assert killed.whole.changes >= 3
    seen = set()
    for moment in moments(killed.whole.changes, MANY):
        killed.at(moment)
        seen.add((killed.folder / "mur.pdf").read_bytes())
        litter = listing(killed.folder) - {"mur.pdf"}
        assert all(name.startswith(".") and name.endswith(".part") for name in litter), "nobody takes it for a sheet"
        write_file(killed.folder / "mur.pdf", b"later")
        assert (killed.folder / "mur.pdf").read_bytes() == b"later"
    assert seen == {b"old" * 1000, new}


def add_hosts(place: Path) -> None:
    with closing(datafile.open_store(place)) as store:
        for number in range(10_000):
            a_host(store, f"Hôte{number}", "x" * 3000)


@pytest.mark.parametrize("kills", [4, pytest.param(300, marks=LONG)])
def test_a_process_killed_at_random_while_it_writes_and_writes(place: Path, kills: int) -> None:
    """Moments chosen by nobody, one kill after another on the same file."""
    rng = random.Random(kills)
    for _kill in range(kills):
        with closing(datafile.open_store(place)) as store:
            records = len(store.history(100_000))
        pid = fork(lambda: add_hosts(place))
        time.sleep(0.1 + rng.random() / 4)
        os.kill(pid, signal.SIGKILL)
        _pid, status = os.waitpid(pid, 0)
        assert os.WTERMSIG(status) == signal.SIGKILL
        with closing(datafile.open_store(place)) as store:
            history = store.history(100_000)
            hosts = [row["given_name"] for row in all_data(store)["host"]]
        named = [record.label.removeprefix("add ") for record in reversed(history) if record.label.startswith("add ")]
        assert sorted(hosts) == sorted(named), "every host has its record and every record its host"
        assert len(history) >= records
    assert call(place, "check").code == 0
    assert call(place, "undo").code == 0


def test_the_program_itself_killed_while_it_imports(place: Path) -> None:
    """A real ``python -m delta_app``, killed as soon as it has begun to write."""
    before = data_digest(place)
    child = start(place, "import", "poll", POLL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    begun = place.with_name(place.name + "-journal")
    while not begun.exists() and child.poll() is None:
        time.sleep(0.0005)
    child.kill()
    assert child.wait() == -signal.SIGKILL
    with closing(datafile.open_store(place)) as store:
        assert digest_of(store) == before
    assert call(place, "import", "poll", POLL).code in (0, 3)
    assert data_digest(place) != before
