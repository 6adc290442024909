"""A full disk: nothing half done, nothing lost, one sentence, and work goes on once there is room.

Twice: a disk that is really full, where this user may mount one, and everywhere SQLite and fsync answering as on one.
"""

import errno
import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from delta_app.cli.console import ExitCode
from delta_app.core import backup, datafile
from delta_app.core.errors import Refused, say
from tests.factory import SAMPLES, a_host
from tests.faults.trouble import (
    KIB,
    Told,
    assert_one_sentence,
    call,
    can_mount,
    data_digest,
    digest_of,
    file_digest,
    fill,
    listing,
    place_file,
    small_disk,
    start,
)

HOSTS = SAMPLES / "accueillants-janvier-2027.csv"
WAYS = ("fsync and SQLite refuse", *(("tmpfs",) if can_mount() else ()))


class Disk:
    """A disk with a place, a copy and a sheet on it; ``fill`` leaves no room, ``make_room`` gives it back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.place = place_file(folder)
        assert call(self.place, "backup").code == 0
        self.sheet = folder / "mur.pdf"
        self.sheet.write_bytes(b"old")

    def call(self, *words: object) -> Told:
        return call(self.place, *words)

    def state(self) -> dict[str, str]:
        """Every file on the disk and a digest of its bytes, but for what fills it."""
        files = (path for path in self.folder.rglob("*") if path.is_file() and path.name != "ballast")
        return {str(path): file_digest(path) for path in files}

    def fill(self) -> None:
        """Leave no room; fails unless a probe finds none."""
        self._ballast = fill(self.folder)

    def make_room(self) -> None:
        self._ballast.unlink()


class RefusingDisk(Disk):
    """A disk that only seems full: SQLite may not add a page to any file, and nothing gets through to the disk."""

    def fill(self) -> None:
        self._patched = pytest.MonkeyPatch()
        connect = sqlite3.connect

        def on_full_disk(*arguments: Any, **more: Any) -> sqlite3.Connection:
            connection = connect(*arguments, **more)
            connection.execute("PRAGMA max_page_count=1")  # SQLite takes the present size for the least
            return connection

        def full(_descriptor: int) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        self._patched.setattr(sqlite3, "connect", on_full_disk)
        self._patched.setattr(sqlite3.dbapi2, "connect", on_full_disk)
        self._patched.setattr(os, "fsync", full)
        with closing(sqlite3.connect(":memory:")) as probe, pytest.raises(sqlite3.OperationalError, match="full"):
            probe.execute("CREATE TABLE probe (id)")

    def make_room(self) -> None:
        self._patched.undo()


@pytest.fixture(params=WAYS)
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    if request.param == "tmpfs":
        with small_disk(tmp_path / "disk", 5 * KIB * KIB) as folder:
            yield Disk(folder)
        return
    (tmp_path / "disk").mkdir()
    seeming = RefusingDisk(tmp_path / "disk")
    yield seeming
    seeming.make_room()


ACTS = [
    (("import", "hosts", HOSTS), "Libérez de la place"),
    (("backup",), "Libérez de la place"),
    (("restore", "last"), "Libérez de la place"),
    (("print", "planning", "2027-01", "-o", "{folder}/mur.pdf"), "faites de la place"),
    (("export", "planning", "2027-01", "-o", "{folder}/mois.xlsx"), "faites de la place"),
    (("export", "planning", "2027-01", "-o", "{folder}/mois.csv"), "faites de la place"),
]


@pytest.mark.parametrize(("words", "way_out"), ACTS, ids=[" ".join(map(str, words)) for words, _ in ACTS])
def test_an_act_on_a_full_disk(disk: Disk, words: tuple[object, ...], way_out: str) -> None:
    words = tuple(str(word).format(folder=disk.folder) for word in words)
    before, data = disk.state(), data_digest(disk.place)
    disk.fill()
    assert_one_sentence(disk.call(*words), way_out)
    assert disk.state() == before
    assert disk.call("show", "2027-01").code == 0, "what is there can still be read"
    disk.make_room()
    assert data_digest(disk.place) == data
    assert disk.call(*words).code == 0
    assert not [name for name in listing(disk.folder) if name.startswith(".") or name.endswith(("-journal", ".part"))]


def test_a_new_file_on_a_full_disk(disk: Disk) -> None:
    before = disk.state()
    other = disk.folder / "ailleurs" / "autre.db"
    words = ("new", "--name", "Autre", "--open", "tue 10-13")
    disk.fill()
    assert_one_sentence(call(other, *words), "Libérez de la place")
    assert disk.state() == before
    disk.make_room()
    assert call(other, *words).code == 0
    assert "pas encore ouvert" in call(other, "show", "2027-01").out


def test_a_copy_put_in_the_place_of_a_damaged_file_on_a_full_disk(disk: Disk) -> None:
    """The damaged file stays where it is: a later restore, or a person who knows more, still finds it."""
    good = data_digest(disk.place)
    content = bytearray(disk.place.read_bytes())
    content[4096:100_000] = b"\xff" * (100_000 - 4096)
    disk.place.write_bytes(content)
    assert backup.soundness(disk.place)
    before = disk.state()
    disk.fill()
    assert_one_sentence(disk.call("restore", "last"), "Libérez de la place")
    assert disk.state() == before
    disk.make_room()
    assert disk.call("restore", "last").code == 0
    assert data_digest(disk.place) == good


def test_the_disk_fills_while_hosts_are_noted(disk: Disk) -> None:
    """Whatever the moment the room runs out, what was told as done is there and nothing else."""
    disk.fill()
    with closing(datafile.open_store(disk.place)) as store:
        told = digest_of(store)
        refusal = None
        while refusal is None:
            try:
                a_host(store, "Hôte", "x" * 500)
            except Refused as refused:
                refusal = refused
            else:
                told = digest_of(store)
        assert refusal.code == "disk_full"
        assert "Libérez de la place" in say(refusal)
        assert digest_of(store) == told
    disk.make_room()
    assert data_digest(disk.place) == told
    assert disk.call("absent", "Fatma Öztürk", "2027-01-05").code == 0


def test_what_is_said_beside_an_answer_on_a_full_disk_makes_no_refusal_of_what_is_done(place: Path) -> None:
    people = place.with_name("liste.csv")
    people.write_text("Prénom;Nom;Niveau\nEva;Petit;bof\n", encoding="utf-8")
    before = data_digest(place)
    with Path("/dev/full").open("wb", buffering=0) as full:
        done = start(place, "import", "hosts", str(people), stdout=subprocess.PIPE, stderr=full)
        done.communicate(timeout=120)
        refused = start(place, "host", "Personne Dutout", stdout=subprocess.PIPE, stderr=full)
        refused.communicate(timeout=120)
    assert (done.returncode, refused.returncode) == (ExitCode.TO_SETTLE, ExitCode.REFUSED)
    assert data_digest(place) != before
    assert "Eva" in call(place, "team").out


def test_an_answer_sent_to_a_full_disk_is_lost_but_not_what_was_done(place: Path) -> None:
    before = data_digest(place)
    with Path("/dev/full").open("wb", buffering=0) as full:
        with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
            full.write(b"probe")
        child = start(place, "absent", "Fatma Öztürk", "2027-01-05", stdout=full, stderr=subprocess.PIPE)
        _none, said = child.communicate(timeout=120)
    assert_one_sentence(Told(child.returncode, "", said.decode()), "Faites de la place", code=ExitCode.TO_SETTLE)
    assert data_digest(place) != before
    assert "Fatma" in call(place, "undo").out
