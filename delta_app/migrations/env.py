"""How alembic reaches the data: one transaction for all steps, foreign keys off while a file's tables are rebuilt."""

import re
from pathlib import Path

from alembic import context
from sqlalchemy import Connection

from delta_app.core.database import Base, for_writing, sqlite_engine


def migrate_file(path: Path) -> None:
    """Open a file, bring it up to date, and write its version where ``file`` and this program read it."""
    engine = for_writing(sqlite_engine(path))
    with engine.connect() as connection:
        # Rebuilding a table drops it: with foreign keys on, that would delete its children. Only settable before BEGIN.
        driver = connection.connection.driver_connection
        assert driver is not None  # noqa: S101 (for the types: the connection was just opened)
        driver.execute("PRAGMA foreign_keys=OFF")
        migrate(connection)
        revision = str(context.get_context().get_current_heads()[0])
        number = int(re.sub(r"\D", "", revision))
        connection.exec_driver_sql(f"PRAGMA user_version={number}")
        connection.commit()
    engine.dispose()


def migrate(connection: Connection) -> None:
    """Take every step that is due, inside the transaction of this connection."""
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    context.run_migrations()


given = context.config.attributes.get("connection")
if given is None:
    migrate_file(context.config.attributes["path"])
else:
    migrate(given)
