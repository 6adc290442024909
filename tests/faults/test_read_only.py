"""A disk or a folder nobody may write to: refused at once, not a byte changed, and well again afterwards."""

import errno
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.factory import SAMPLES
from tests.faults.trouble import (
    KIB,
    Told,
    as_ordinary_user,
    assert_one_sentence,
    call,
    can_mount,
    data_digest,
    file_digest,
    listing,
    open_folder,
    place_file,
    small_disk,
)

PRINT = ("print", "planning", "2027-01", "-o", "{folder}/mur.pdf")
WAYS = ("folder", *(("disk",) if can_mount() else ()))


class Guarded:
    """A place in a folder that may not be written: by its permissions, or because the whole disk is read-only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.place = place_file(folder)
        self.place.chmod(0o644)
        self.sheet = folder / "mur.pdf"
        self.sheet.write_bytes(b"old")

    def call(self, *words: object, file: Path | None = None) -> Told:
        spelt = [str(word).format(folder=self.folder) for word in words]
        return as_ordinary_user(lambda: call(file or self.place, *spelt))

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """A while in which it may not be written."""
        self.folder.chmod(0o555)
        try:
            yield
        finally:
            self.folder.chmod(0o755)

    def probe(self) -> Told:
        """What an attempt to write there ends with: the number of the error."""

        def attempt() -> Told:
            try:
                (self.folder / "probe").write_bytes(b"x")
            except OSError as problem:
                return Told(problem.errno or 0, "", "")
            return Told(0, "", "")

        return as_ordinary_user(attempt)


class GuardedDisk(Guarded):
    """On a disk mounted read-only, which stops even root."""

    def call(self, *words: object, file: Path | None = None) -> Told:
        return call(file or self.place, *(str(word).format(folder=self.folder) for word in words))

    @contextmanager
    def guarded(self) -> Iterator[None]:
        subprocess.run(["mount", "-o", "remount,ro", self.folder], check=True)
        try:
            yield
        finally:
            subprocess.run(["mount", "-o", "remount,rw", self.folder], check=True)


@pytest.fixture(params=WAYS)
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Guarded]:
    if request.param == "disk":
        with small_disk(tmp_path / "disk", 4 * KIB * KIB) as folder:
            yield GuardedDisk(folder)
        return
    with open_folder() as folder:
        yield Guarded(folder)


@pytest.fixture
def hosts() -> Iterator[Path]:
    """A list that every user of the computer may read, wherever the sources are."""
    with open_folder() as folder:
        copy = Path(shutil.copy(SAMPLES / "accueillants-janvier-2027.csv", folder))
        copy.chmod(0o644)
        yield copy


def test_a_place_that_may_not_be_written(where: Guarded, hosts: Path) -> None:
    before, data = file_digest(where.place), data_digest(where.place)
    with where.guarded():
        names = listing(where.folder)
        assert where.probe().code in (errno.EACCES, errno.EROFS)
        for words in (("show", "2027-01"), ("absent", "Fatma Öztürk", "2027-01-05"), ("import", "hosts", hosts),
                      ("backup",), ("undo",), PRINT):  # fmt: skip
            assert_one_sentence(where.call(*words), "Rendez-le modifiable", "--file")
        new = ("new", "--name", "Autre", "--open", "tue 10-13")
        assert_one_sentence(where.call(*new, file=where.folder / "autre.db"), "--file")
        assert_one_sentence(where.call(*new, file=where.folder / "plus" / "loin" / "autre.db"), "--file")
        assert listing(where.folder) == names
        assert file_digest(where.place) == before
    assert data_digest(where.place) == data
    assert call(where.place, "absent", "Fatma Öztürk", "2027-01-05").code == 0


def test_a_sheet_for_a_folder_that_may_not_be_written(where: Guarded, place: Path) -> None:
    with where.guarded():
        names = listing(where.folder)
        assert where.probe().code in (errno.EACCES, errno.EROFS)
        for name in ("mur.pdf", "nouveau.pdf"):
            with open_folder() as home:
                mine = place_file(home)
                mine.chmod(0o666)
                home.chmod(0o777)
                words = ("print", "planning", "2027-01", "-o", f"{where.folder}/{name}")
                assert_one_sentence(where.call(*words, file=mine), name, "un dossier à vous")
        assert listing(where.folder) == names
        assert where.sheet.read_bytes() == b"old"
    assert call(place, "print", "planning", "2027-01", "-o", where.sheet).code == 0
    assert where.sheet.read_bytes().startswith(b"%PDF")


def test_a_file_left_in_mid_write_on_a_disk_turned_read_only(where: Guarded) -> None:
    """It cannot be finished there, and it is not damaged: nobody is told to restore anything."""
    good = data_digest(where.place)
    begun = where.place.with_name(where.place.name + "-journal")
    with closing(sqlite3.connect(where.place, isolation_level=None)) as other:
        other.execute("PRAGMA cache_size=1")
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE slot SET note = hex(randomblob(2000))")
        half_written, left = where.place.read_bytes(), begun.read_bytes()
    where.place.write_bytes(half_written)
    begun.write_bytes(left)
    with where.guarded():
        assert where.probe().code in (errno.EACCES, errno.EROFS)
        assert_one_sentence(where.call("show", "2027-01"), "Rendez-le modifiable")
        assert where.place.read_bytes() == half_written
    assert data_digest(where.place) == good
    assert not begun.exists()


def test_copies_that_may_not_be_written(hosts: Path) -> None:
    with open_folder() as folder:
        folder.chmod(0o777)
        place = place_file(folder)
        place.chmod(0o666)
        copies = folder / "lieu.db-copies"
        copies.mkdir(mode=0o755)
        assert as_ordinary_user(lambda: Told(int(attempt(copies)), "", "")).code == errno.EACCES
        before = data_digest(place)
        for words in (("backup",), ("import", "hosts", hosts), ("restore", place_file(copies))):
            assert_one_sentence(as_ordinary_user(lambda words=words: call(place, *words)), "Rendez-le modifiable")
        assert data_digest(place) == before
        assert listing(copies) == {"lieu.db"}
        assert as_ordinary_user(lambda: call(place, "absent", "Fatma Öztürk", "2027-01-05")).code == 0
        copies.chmod(0o777)
        assert as_ordinary_user(lambda: call(place, "backup")).code == 0


def attempt(folder: Path) -> int:
    try:
        (folder / "probe").write_bytes(b"x")
    except OSError as problem:
        return problem.errno or 0
    return 0


def test_a_device_is_no_place_for_a_sheet(place: Path) -> None:
    """A rename over it would replace the device by a file, for the whole computer."""
    device = Path("/dev/null")
    assert_one_sentence(call(place, "print", "planning", "2027-01", "-o", device), "un autre nom")
    assert device.is_char_device()
