"""The data of a place from the outside: make it, open it after every check, bring an older one up to date."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from delta_app.core import backup, schema, server
from delta_app.core.address import Address, ServerAddress
from delta_app.core.errors import Refused
from delta_app.core.store import Change, Store
from delta_app.core.troubles import refusal_for, told_apart


@dataclass(frozen=True)
class FileCheck:
    """What ``check_file`` found: the schema's version, the number of rows in each table, the last good copy."""

    version: int
    rows: dict[str, int]
    last_backup: backup.Backup | None


def exists(path: Address) -> bool:
    """Whether there is a place, sound or not. Refuses where we may not look."""
    if isinstance(path, ServerAddress):
        return server.is_used(path)
    try:
        return path.exists()
    except OSError as error:
        raise refusal_for(error) or Refused("cannot_open") from error


def create(path: Address, *, found: Callable[[Store], None] | None = None) -> Store:
    """Make a new place where none is, with the first acts that ``found`` writes; nothing is left when it refuses.

    Refuses ``file_exists``, ``read_only``, ``disk_full``; on a server ``place_in_database``, ``foreign_database``,
    ``server_right_missing`` and why it cannot be reached.
    """
    if isinstance(path, ServerAddress):
        return _create_on_server(path, found)
    return _create_file(path, found)


def _create_on_server(path: ServerAddress, found: Callable[[Store], None] | None) -> Store:
    server.make_tables(path)
    store = Store(path)
    if found is not None:
        written: list[Change] = []
        store.listen(written.append)
        try:
            found(store)
        except Refused:
            store.close()
            server.drop_tables(path, len(written))
            raise
    return store


def _create_file(path: Path, found: Callable[[Store], None] | None) -> Store:
    """It is built under a temporary name and renamed when whole: a power cut leaves nothing half made."""
    try:
        if path.exists():
            raise Refused("file_exists", path=str(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        if not os.access(path.parent, os.W_OK):
            raise Refused("read_only", path=str(path))
    except OSError as error:
        raise refusal_for(error) or Refused("disk_trouble") from error
    temporary = backup.unfinished(path)
    try:
        with told_apart():
            schema.make_file(temporary)
        if found is not None:
            with closing(Store(temporary)) as store:
                found(store)
        temporary.rename(path)
    except OSError as error:
        raise refusal_for(error) or Refused("disk_trouble") from error
    finally:
        temporary.unlink(missing_ok=True)
    return Store(path)


def open_store(path: Address) -> Store:
    """Check the data is ours and sound → copy → migrate → check the schema → open.

    Refuses ``no_file``, ``foreign_file``, ``newer_file``, ``damaged_file``, ``schema_differs``, ``read_only``,
    ``file_busy``, ``disk_full``; for a server ``no_place_in_database``, ``foreign_database``, ``newer_database``,
    ``database_differs`` and why it cannot be reached. What is refused is left untouched.
    """
    if isinstance(path, ServerAddress):
        _prepare_server(path)
    else:
        _prepare_file(path)
    return Store(path)


def _prepare_server(path: ServerAddress) -> None:
    with server.reading(path) as connection:
        version = server.look(connection).version
        if not 0 < version < schema.HEAD:
            server.refuse_unless_current(connection)
            return
    backup.make_backup(path, "migrate")
    with server.writing(path) as connection:
        schema.upgrade_server(connection)
        server.refuse_unless_current(connection)


def _prepare_file(path: Path) -> None:
    _known_version(path)
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        # Asked first: what a killed program left to finish is finished by the reading below, which then has to write.
        raise Refused("read_only", path=str(path))
    _refuse_unsound(path)
    if _known_version(path) < schema.HEAD:  # once that is finished
        backup.make_backup(path, "migrate")
        with told_apart():
            schema.upgrade(path)
    schema.refuse_unless_ours(path)


def check_file(path: Address) -> FileCheck:
    """Read all the data as ``check`` does. Refuses as ``open_store`` does, and ``damaged_database``."""
    if isinstance(path, ServerAddress):
        with server.reading(path) as connection:
            server.refuse_unless_current(connection)
            rows = server.count_sound_rows(connection)
        return FileCheck(schema.HEAD, rows, backup.last_good_backup(path))
    return _check_file(path)


def _check_file(path: Path) -> FileCheck:
    _known_version(path)
    _refuse_unsound(path)
    version = _known_version(path)  # again: reading it all has finished what a killed program left
    with told_apart(), closing(schema.connect(path)) as connection:
        verdict = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        if verdict != ["ok"]:
            raise Refused("damaged_file", detail=verdict[0], backup=backup.last_good_backup(path))
        if version == schema.HEAD:
            schema.refuse_unless_ours(path)
        tables = [
            row[0]
            for row in connection.execute(
                "SELECT name FROM sqlite_master WHERE type='table' AND name NOT GLOB 'sqlite_*'"
            )
        ]
        rows = {name: _count_readable(connection, name, path) for name in tables}
    return FileCheck(version, rows, backup.last_good_backup(path))


def _count_readable(connection: sqlite3.Connection, table: str, path: Path) -> int:
    """How many rows a table has, each read whole. Refuses ``damaged_file`` for text that is no text any more."""
    # The name comes from the schema itself, and a schema that differs from ours was refused before.
    try:
        return sum(1 for _row in connection.execute(f'SELECT * FROM "{table}"'))  # noqa: S608
    except sqlite3.OperationalError as error:
        refusal = refusal_for(error)
        if refusal is None or refusal.code != "damaged_file":
            raise
        raise Refused("damaged_file", detail=f"text in {table}", backup=backup.last_good_backup(path)) from error


def _refuse_unsound(path: Path) -> None:
    problem = backup.soundness(path)
    if problem:
        raise Refused("damaged_file", detail=problem, backup=backup.last_good_backup(path))


def _known_version(path: Path) -> int:
    """As the schema says it; what is damaged is refused with the last good copy."""
    try:
        return schema.known_version(path)
    except Refused as refusal:
        if refusal.code != "damaged_file":
            raise
        raise Refused(refusal.code, **refusal.facts, backup=backup.last_good_backup(path)) from refusal
