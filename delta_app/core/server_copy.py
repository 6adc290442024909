"""A server's data written into an ordinary data file, and such a file loaded into a server's database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, TableClause, column, delete, func, insert, inspect, select, table, text

from delta_app.core import schema, server
from delta_app.core.address import ServerAddress
from delta_app.core.database import for_writing, sqlite_engine
from delta_app.core.errors import Refused

_ROWS_AT_ONCE = 1000
_SERVER_NUMBER = text(
    "SELECT last_value FROM pg_sequences WHERE quote_ident(schemaname) || '.' || quote_ident(sequencename) "
    "= pg_get_serial_sequence(quote_ident(:name), 'id')"
)
_SET_SERVER_NUMBER = text("SELECT setval(pg_get_serial_sequence(quote_ident(:name), 'id'), :number)")

T = TypeVar("T")


def copy_to_file(address: ServerAddress, path: Path) -> None:
    """Write what a database holds at one instant into a new data file of the same version.

    Refuses ``no_place_in_database``, ``newer_database``, ``database_differs`` and why a server cannot be reached.
    """
    with server.reading(address) as source:
        found = server.look(source)
        if not 0 < found.version < schema.HEAD:
            server.refuse_unless_current(source)
        schema.make_file(path, found.version)
        with _file(path) as target:
            tables = _tables(target)
            _pour(source, target, tables)
            for shape in tables:
                number = source.scalar(_SERVER_NUMBER, {"name": shape.name})
                target.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": shape.name})
                if number is not None:
                    target.execute(
                        text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :number)"),
                        {"name": shape.name, "number": number},
                    )


def load_file(address: ServerAddress, path: Path, keep_present: Callable[[], T]) -> T | None:
    """Put the rows of a data file, sound and of this version, in the place of a database's, in one write.

    ``keep_present`` copies what is there; it is called while nobody else can write, and not for an empty database.
    Refuses ``foreign_database``, ``newer_database``, ``database_differs``, ``server_right_missing``.
    """
    with server.writing(address) as target, _file(path) as source:
        found = server.look(target)
        present = None
        if not found.version:
            schema.upgrade_server(target)
        else:
            server.refuse_unless_current(target)
            present = keep_present() if found.used else None
        tables = _tables(source)
        # What only grows lets go of its rows to whoever owns the tables, inside this one write.
        for shape in tables:
            target.execute(text(f'ALTER TABLE "{shape.name}" DISABLE TRIGGER USER'))
        for shape in tables:
            target.execute(delete(shape))
        _pour(source, target, tables)
        target.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        for shape in tables:
            target.execute(text(f'ALTER TABLE "{shape.name}" ENABLE TRIGGER USER'))
        numbers = {row.name: row.seq for row in source.execute(text("SELECT name, seq FROM sqlite_sequence"))}
        for shape in tables:
            # Never back: a number that was given once, here or in the file, is not given again.
            number = max(numbers.get(shape.name, 0), target.scalar(_SERVER_NUMBER, {"name": shape.name}) or 0)
            if number:
                target.execute(_SET_SERVER_NUMBER, {"name": shape.name, "number": number})
    return present


@contextmanager
def _file(path: Path) -> Iterator[Connection]:
    engine = for_writing(sqlite_engine(path))
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def _tables(file: Connection) -> list[TableClause]:
    """The tables of a data file with their columns, without types: values pass as they are stored."""
    looker = inspect(file)
    names = sorted(set(looker.get_table_names()) - {"alembic_version"})
    return [table(name, *(column(known["name"]) for known in looker.get_columns(name))) for name in names]


def _pour(source: Connection, target: Connection, tables: list[TableClause]) -> None:
    """Copy every row of these tables. Refuses ``copy_incomplete`` when the counts differ afterwards."""
    for shape in tables:
        rows = source.execute(select(shape).order_by(shape.c.id)).mappings()
        for chunk in rows.partitions(_ROWS_AT_ONCE):
            target.execute(insert(shape), [dict(row) for row in chunk])
        counted = [one.scalar(select(func.count()).select_from(shape)) for one in (source, target)]
        if counted[0] != counted[1]:
            raise Refused("copy_incomplete", table=shape.name)
