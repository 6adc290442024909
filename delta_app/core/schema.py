"""The schema this program knows: its newest migration, that migration's fingerprints, and how a place gets there."""

import hashlib
import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from delta_app.core.database import APPLICATION_ID, BUSY_TIMEOUT_MS
from delta_app.core.errors import Refused
from delta_app.core.troubles import refusal_for, told_apart

HEAD = 9
FINGERPRINT = "ab7e6145da7bb49f0dc4231f0ad14cc8209501262b750e5eba304a182a27888b"
SERVER_FINGERPRINT = "c7f408f666b4e17a4eb1e89ff469f2cc792627edfa5a9df05818b675042fe5b0"

_MAGIC = b"SQLite format 3\x00"
_MIGRATIONS = Path(__file__).resolve().parents[1] / "migrations"
_one_at_a_time = threading.Lock()  # alembic keeps what it works on in one place for all threads


def make_file(path: Path, version: int = HEAD) -> None:
    """Make an empty data file of ours where none is; only its owner can read it."""
    touch_private(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    upgrade(path, version)


def touch_private(path: Path) -> None:
    """Make an empty file only its owner can read, where none is: a data file holds people's names."""
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def connect(path: Path) -> sqlite3.Connection:
    """An existing file as SQLite reads and writes it, without any of the program's own rules."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=BUSY_TIMEOUT_MS / 1000)


def known_version(path: Path) -> int:
    """The version of a file that is ours; any other is refused without SQLite ever opening it.

    Refuses ``no_file``, ``foreign_file``, ``damaged_file`` when its first page is no page any more, ``newer_file``.
    """
    try:
        if not path.exists():
            raise Refused("no_file", path=str(path))
        if path.is_dir():
            raise Refused("foreign_file", path=str(path))
        with path.open("rb") as stream:
            head = stream.read(100)
    except OSError as error:
        raise refusal_for(error) or Refused("cannot_open") from error
    if len(head) < 100 or not head.startswith(_MAGIC):
        damaged = head.startswith(_MAGIC[:6]) or not head.strip(b"\x00")
        raise Refused("damaged_file", detail="header") if damaged else Refused("foreign_file", path=str(path))
    # Offsets 60 and 68 of the header (https://www.sqlite.org/fileformat2.html).
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise Refused("foreign_file", path=str(path))
    version = int.from_bytes(head[60:64], "big")
    if version > HEAD:
        raise Refused("newer_file", version=version, known=HEAD)
    return version


def fingerprint(path: Path) -> str:
    """A digest of every table, index, trigger and view of a data file as declared, white space aside."""
    with told_apart(), closing(connect(path)) as connection:
        return fingerprint_of(connection)


def fingerprint_of(connection: sqlite3.Connection) -> str:
    """The same of an open file, inside its transaction."""
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*' "
        "AND name <> 'alembic_version' ORDER BY type, name"
    )
    text = "\n".join(f"{kind} {name} {' '.join(sql.split())}" for kind, name, sql in rows)
    return hashlib.sha256(text.encode()).hexdigest()


def refuse_unless_ours(path: Path) -> None:
    """Refuses ``schema_differs`` for a file of this version whose tables are not as our migrations make them."""
    if fingerprint(path) != FINGERPRINT:
        raise Refused("schema_differs")


def upgrade(path: Path, version: int = HEAD) -> None:
    """Bring a data file of ours to a version in one transaction.

    Refuses ``schema_differs``, and leaves the file as it was, when that does not give the tables it should.
    """
    _upgrade(version, path=path, expected=FINGERPRINT if version == HEAD else None)


def upgrade_server(connection: Connection) -> None:
    """Bring the tables of a PostgreSQL database to ``HEAD`` inside the transaction that was begun."""
    _upgrade(HEAD, connection=connection)


def _upgrade(version: int, **where: Any) -> None:
    # Imported only when it is needed: it is slow to load.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes.update(where)
    with _one_at_a_time:
        command.upgrade(config, f"{version:04d}")
