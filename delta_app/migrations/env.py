"""How alembic reaches the data file: one transaction for all steps, foreign keys off while tables are rebuilt."""

import re

from alembic import context

from delta_app.core.database import Base, sqlite_engine

engine = sqlite_engine(context.config.attributes["path"])
with engine.connect().execution_options(for_write=True) as connection:
    # Rebuilding a table drops it: with foreign keys on, that would delete its children. Only settable before BEGIN.
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101 (for the types: the connection was just opened)
    driver.execute("PRAGMA foreign_keys=OFF")
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    context.run_migrations()
    revision = str(context.get_context().get_current_heads()[0])
    number = int(re.sub(r"\D", "", revision))
    connection.exec_driver_sql(f"PRAGMA user_version={number}")
    connection.commit()
engine.dispose()
