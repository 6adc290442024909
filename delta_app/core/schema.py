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
from delta_app.core.troubles import told_apart

HEAD = 2
FINGERPRINT = "005ff07408e03f267e5a2e7e558a2607a650397932398a22519dfc7725f7451b"
SERVER_FINGERPRINT = "535e21b0d043b305da2172b42f20697f867b72932241ef9f354ea46e77fe29de"

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


def fingerprint(path: Path) -> str:
    """A digest of every table, index, trigger and view of a data file as declared, white space aside."""
    uri = f"{path.absolute().as_uri()}?mode=rw"
    with told_apart(), closing(sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT_MS / 1000)) as connection:
        rows = connection.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*' "
            "AND name <> 'alembic_version' ORDER BY type, name"
        ).fetchall()
    text = "\n".join(f"{kind} {name} {' '.join(sql.split())}" for kind, name, sql in rows)
    return hashlib.sha256(text.encode()).hexdigest()


def upgrade(path: Path, version: int = HEAD) -> None:
    """Bring a data file of ours to a version in one transaction."""
    _upgrade(version, path=path)


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
