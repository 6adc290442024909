"""Makes real trouble (a full disk, a folder nobody may write, a process of another user) and tells what came of it."""

import errno
import hashlib
import io
import itertools
import json
import os
import subprocess
import sys
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import delta_app.planning.files
import delta_app.planning.sheet  # noqa: F401 (a process of another user may not be able to read the sources)
from delta_app.cli import main
from delta_app.core import datafile
from delta_app.core.backup import RESTORED
from delta_app.core.store import Store
from delta_app.sheets import style
from delta_app.shifts.commands import publish
from delta_app.shifts.seat_commands import assign_host
from tests.factory import JANUARY, a_host, a_store, acting, all_data, an_open_month

ROOT = Path(__file__).parents[2]
NOBODY = 65534
KIB = 1024


@dataclass(frozen=True)
class Told:
    """What a verb ended with and said."""

    code: int
    out: str
    err: str


def call(file: Path, *words: object) -> Told:
    """Run a verb of the command line on a file, in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = main(["--file", str(file), *map(str, words)])
        except SystemExit as ending:
            code = int(ending.code or 0)
    return Told(code, *(stream.buffer.getvalue().decode() for stream in (out, err)))


def start(file: Path, *words: object, **more: Any) -> "subprocess.Popen[bytes]":
    """Start ``python -m delta_app`` on a file, in a process of its own."""
    command = [sys.executable, "-m", "delta_app", "--file", str(file), *map(str, words)]
    return subprocess.Popen(command, cwd=ROOT, **more)


def assert_one_sentence(told: Told, *words: str, code: int = 1) -> None:
    """The refusal is one line a person can act on, with these words in it, and no answer beside it."""
    assert told.code == code, told
    assert told.out == ""
    assert "Traceback" not in told.err
    assert told.err.count("\n") == 1, told.err
    sentence = told.err.strip()
    assert sentence[0].isupper() or sentence[0] in "«/", sentence
    assert sentence.endswith("."), sentence
    for word in words:
        assert word in sentence, sentence


def data_digest(path: Path) -> str:
    """A digest of every row that undo answers for, and of the journal's records; the file must be sound."""
    with closing(datafile.open_store(path)) as store:
        return digest_of(store)


def digest_of(store: Store) -> str:
    """The same, of an open store; that a copy was put back is told in the history, and left out here."""
    told = [record for record in store.history(10_000) if RESTORED not in record.tables]
    records = [(record.id, record.kind, record.label, record.undone) for record in told]
    return hashlib.sha256(repr((all_data(store), records)).encode()).hexdigest()


def file_digest(path: Path) -> str:
    """A digest of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def listing(folder: Path) -> set[str]:
    """The names in a folder, hidden ones included."""
    return {path.name for path in folder.iterdir()}


def place_file(folder: Path) -> Path:
    """A closed data file: a place, two hosts, January opened, partly filled and published."""
    path = folder / "lieu.db"
    path.write_bytes(_place())
    return path


@cache
def _place() -> bytes:
    style.register_fonts()
    with tempfile.TemporaryDirectory() as folder, closing(a_store(Path(folder))) as store:
        fatma, paul = a_host(store, "Fatma", "Öztürk"), a_host(store, "Paul", "Kabongo")
        slots = an_open_month(store)
        with acting(store, "seat") as session:
            for slot in slots[:6:3]:
                assign_host(session, slot, fatma)
                assign_host(session, slot, paul)
        with acting(store, "publish") as session:
            publish(session, JANUARY)
        path = store.path
        store.close()
        return path.read_bytes()


@cache
def can_mount() -> bool:
    """Whether this user may mount a file system."""
    with tempfile.TemporaryDirectory() as folder:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", folder], capture_output=True, check=False)
        if mounted.returncode == 0:
            subprocess.run(["umount", folder], check=True)
    return mounted.returncode == 0


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Path]:
    """A disk of that many bytes at a folder."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size},mode=0755", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def fill(disk: Path) -> Path:
    """Write until the disk is really full; returns what fills it, to make room again."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as stream, pytest.raises(OSError, match=os.strerror(errno.ENOSPC)) as full:
        stream.writelines(itertools.repeat(b"x" * KIB))
    assert full.value.errno == errno.ENOSPC
    probe = disk / "probe"
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        probe.write_bytes(b"x")
    probe.unlink(missing_ok=True)
    return ballast


@contextmanager
def open_folder() -> Iterator[Path]:
    """A temporary folder that every user of the computer may reach; pytest's own are private."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        path.chmod(0o755)
        yield path


def as_ordinary_user(act: Callable[[], Told]) -> Told:
    """What a verb says when it runs in a process that may not pass over permissions, as root's may."""

    def ordinary() -> Told:
        if os.geteuid() == 0:
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        return act()

    with tempfile.TemporaryFile("w+") as answer:
        pid = fork(lambda: json.dump(asdict(ordinary()), answer) or answer.flush())
        _pid, status = os.waitpid(pid, 0)
        assert os.waitstatus_to_exitcode(status) == 0
        answer.seek(0)
        return Told(**json.load(answer))


def fork(act: Callable[[], object]) -> int:
    """A child process that does this, from here on, and ends; returns its number."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads, none of which the child needs
        pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        act()
        code = 0
    except BaseException:  # noqa: BLE001 (a child may never come back into the test that made it)
        traceback.print_exc()
    finally:
        os._exit(code)
