"""A PostgreSQL database from the outside: reach it, tell whether it is ours and sound, bring it up to date."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    ColumnElement,
    Connection,
    Engine,
    ForeignKeyConstraint,
    Table,
    exists,
    func,
    literal_column,
    select,
    text,
)
from sqlalchemy.exc import OperationalError

from delta_app.core import schema
from delta_app.core.address import ServerAddress
from delta_app.core.database import Base, for_reading, for_writing, server_engine
from delta_app.core.errors import Refused
from delta_app.core.troubles import told_apart

_OUR_TABLES = frozenset({"alembic_version", "journal_record", "venue"})

# What an extension brought along is neither ours nor a stranger's.
_RELATIONS = """
    SELECT c.relname, c.relkind::text, c.relrowsecurity FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT EXISTS
    (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
"""
# Names, kinds and order only: how a server writes an expression differs from version to version. NOT NULL is told with
# the columns, and is a constraint of its own only since version 18.
_SHAPE = {
    "relation": _RELATIONS,
    "column": """
        SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.atthasdef
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = current_schema()::regnamespace
        AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped""",
    "constraint": """
        SELECT c.relname, k.conname, k.contype::text, k.condeferrable, k.condeferred, k.convalidated,
        (SELECT string_agg(a.attname, ' ' ORDER BY u.place) FROM unnest(k.conkey) WITH ORDINALITY u(number, place)
         JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = u.number),
        (SELECT f.relname FROM pg_class f WHERE f.oid = k.confrelid)
        FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
        WHERE c.relnamespace = current_schema()::regnamespace AND k.contype <> 'n'""",
    "index": """
        SELECT c.relname, i.relname, x.indisunique, x.indpred IS NULL,
        (SELECT string_agg(pg_get_indexdef(i.oid, n, true), ' ' ORDER BY n) FROM generate_series(1, x.indnatts) n)
        FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
        WHERE c.relnamespace = current_schema()::regnamespace""",
    "trigger": """
        SELECT c.relname, t.tgname, t.tgenabled::text, pg_get_triggerdef(t.oid, true)
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        WHERE c.relnamespace = current_schema()::regnamespace AND NOT t.tgisinternal""",
    "rule": """
        SELECT c.relname, r.rulename, r.ev_enabled::text
        FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'""",
    "function": """
        SELECT p.proname, p.prosrc FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace AND NOT EXISTS
        (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')""",
}
_OUR_FUNCTIONS = ("append_only", "append_only_seven_years")


@dataclass(frozen=True)
class Found:
    """What a schema holds: the version of our tables, 0 where it is empty; whether anybody ever wrote in them."""

    version: int
    used: bool


@contextmanager
def reading(address: ServerAddress) -> Iterator[Connection]:
    """One snapshot of a database. Refuses, saying what to do, when the server is not reached or lets nobody in."""
    with _connected(address, for_reading(server_engine(address))) as connection:
        yield connection


@contextmanager
def writing(address: ServerAddress) -> Iterator[Connection]:
    """One write on a database, alone in its turn: kept whole when the block ends well, not at all when it raises."""
    with _connected(address, for_writing(server_engine(address))) as connection, connection.begin():
        yield connection


@contextmanager
def _connected(address: ServerAddress, engine: Engine) -> Iterator[Connection]:
    try:
        with told_apart():
            try:
                connection = engine.connect()
            except OperationalError as error:
                raise _why_not_reached(address, error.orig) from error
            with connection:
                yield connection
    finally:
        engine.dispose()


def _why_not_reached(address: ServerAddress, trouble: BaseException | None) -> Refused:
    """Why a connection failed. The driver has no code for it, and the server's sentence is in the server's language."""
    told = str(trouble)
    attempt = getattr(trouble, "pgconn", None)
    if attempt is not None and attempt.needs_password:
        return Refused("server_wants_password", name=str(address))
    if "FATAL" not in told:
        return Refused("server_unreachable", name=str(address))
    if _lacks(address):
        return Refused("no_database", name=str(address), database=address.database)
    if attempt is not None and attempt.used_password:
        return Refused("server_password_wrong", name=str(address))
    return Refused("server_refuses", name=str(address), detail=told.rpartition("FATAL:")[2].strip().splitlines()[0])


def _lacks(address: ServerAddress) -> bool:
    """Whether the server has no such database, asked in the one that every server has; False where it will not say."""
    engine = server_engine(ServerAddress(address.url.set(database="postgres")))
    try:
        with engine.connect() as connection:
            known = text("SELECT FROM pg_database WHERE datname = :name")
            return connection.execute(known, {"name": address.database}).first() is None
    except OperationalError:
        return False
    finally:
        engine.dispose()


def look(connection: Connection) -> Found:
    """What is in the schema. Refuses ``no_schema``, ``database_not_utf8``, ``foreign_database``."""
    if connection.scalar(text("SELECT current_schema()")) is None:
        raise Refused("no_schema")
    encoding = connection.scalar(text("SHOW server_encoding"))
    if encoding != "UTF8":
        raise Refused("database_not_utf8", encoding=str(encoding))
    tables = set(connection.scalars(text(_RELATIONS)))
    if not tables:
        return Found(0, used=False)
    version = connection.scalar(text("SELECT version_num FROM alembic_version")) if tables >= _OUR_TABLES else None
    if version is None or not re.fullmatch(r"\d{4}", version):
        raise Refused("foreign_database")
    return Found(int(version), used=connection.scalar(text("SELECT 1 FROM journal_record LIMIT 1")) is not None)


def shape_of(connection: Connection) -> list[str]:
    """Every table, column, constraint, index, trigger, rule and function, a line each: the kind first."""
    rows = ((kind, *row) for kind, query in _SHAPE.items() for row in connection.execute(text(query)))
    return sorted(" ".join(map(str, row)) for row in rows if row[1] != "alembic_version")


def fingerprint(connection: Connection) -> str:
    """A digest of the shape, the same on every version of the server."""
    return hashlib.sha256("\n".join(shape_of(connection)).encode()).hexdigest()


def refuse_unless_current(connection: Connection) -> None:
    """Refuses anything but tables of ours, of this program's version, as our migrations make them."""
    found = look(connection)
    if not found.version:
        raise Refused("no_place_in_database")
    if found.version > schema.HEAD:
        raise Refused("newer_database", version=found.version, known=schema.HEAD)
    if found.version < schema.HEAD or fingerprint(connection) != schema.SERVER_FINGERPRINT:
        raise Refused("database_differs")


def make_tables(address: ServerAddress) -> None:
    """Make our tables where there are none. Refuses ``place_in_database`` where somebody already wrote in them."""
    with writing(address) as connection:
        found = look(connection)
        if found.used:
            raise Refused("place_in_database", name=str(address))
        if not found.version:
            schema.upgrade_server(connection)


def drop_tables(address: ServerAddress, written: int) -> None:
    """Take our tables away again, unless somebody else wrote in them besides these many acts."""
    with writing(address) as connection:
        if connection.scalar(text("SELECT count(*) FROM journal_record")) == written:
            Base.metadata.drop_all(connection)
            for name in _OUR_FUNCTIONS:
                connection.execute(text(f"DROP FUNCTION IF EXISTS {name}()"))
            connection.execute(text("DROP TABLE alembic_version"))


def is_used(address: ServerAddress) -> bool:
    """Whether a place was begun there."""
    with reading(address) as connection:
        return look(connection).used


def count_sound_rows(connection: Connection) -> dict[str, int]:
    """The rows of each table, after every foreign key and check was tried again. Refuses ``damaged_database``."""
    counts = {}
    for table in Base.metadata.sorted_tables:
        for name, broken in _promises(table):
            if connection.scalar(select(func.count()).select_from(table).where(broken)):
                raise Refused("damaged_database", detail=name)
        counts[table.name] = int(connection.scalar(select(func.count()).select_from(table)) or 0)
    return counts


def _promises(table: Table) -> Iterator[tuple[str, ColumnElement[bool]]]:
    """Each foreign key and check of a table by its name, and the condition under which a row breaks it."""
    for constraint in table.constraints:
        if isinstance(constraint, CheckConstraint):
            yield str(constraint.name), literal_column(f"NOT ({constraint.sqltext})", Boolean)
        elif isinstance(constraint, ForeignKeyConstraint):
            key = constraint.elements[0]
            parent = key.column.table.alias()
            met = exists().where(parent.c[key.column.name] == key.parent)
            yield str(constraint.name), key.parent.is_not(None) & ~met
