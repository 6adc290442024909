"""How alembic reaches the data: one transaction for all steps, foreign keys off while a file's tables are rebuilt."""

import re
from contextlib import ExitStack
from pathlib import Path

from alembic import context
from sqlalchemy import Connection

from delta_app.core import schema
from delta_app.core.database import Base, for_writing, sqlite_engine
from delta_app.core.errors import Refused


def migrate_file(path: Path, expected: str | None) -> None:
    """Open a file, bring it up to date, and write its version where ``file`` and this program read it.

    Nothing is kept unless its tables then have the ``expected`` fingerprint.
    """
    engine = for_writing(sqlite_engine(path))
    with ExitStack() as ending, engine.connect() as connection:
        ending.callback(engine.dispose)
        # Rebuilding a table drops it: with foreign keys on, that would delete its children. Only settable before BEGIN.
        driver = connection.connection.driver_connection
        assert driver is not None  # noqa: S101 (for the types: the connection was just opened)
        driver.execute("PRAGMA foreign_keys=OFF")
        transaction = connection.begin()  # else alembic would end one of its own after every step
        migrate(connection)
        revision = str(context.get_context().get_current_heads()[0])
        number = int(re.sub(r"\D", "", revision))
        connection.exec_driver_sql(f"PRAGMA user_version={number}")
        if expected is not None and schema.fingerprint_of(driver) != expected:
            raise Refused("schema_differs")
        transaction.commit()


def migrate(connection: Connection) -> None:
    """Take every step that is due, inside the transaction of this connection."""
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    context.run_migrations()


given = context.config.attributes.get("connection")
if given is None:
    migrate_file(context.config.attributes["path"], context.config.attributes["expected"])
else:
    migrate(given)
