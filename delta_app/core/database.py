"""The engine for SQLite or PostgreSQL, the column types, and how tables and constraints are declared and named."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import (
    URL,
    CheckConstraint,
    Dialect,
    Engine,
    ForeignKey,
    Integer,
    MetaData,
    Text,
    create_engine,
    event,
    select,
)
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from delta_app.core.address import Address, ServerAddress

APPLICATION_ID = 0x444C5441  # "DLTA": how `file` and this program know a data file of ours
BUSY_TIMEOUT_MS = 5000

_PRAGMAS = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA secure_delete=ON",  # what is deleted is overwritten: Debian's SQLite does so unasked, others do not
    "PRAGMA synchronous=EXTRA",
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",
)

# A server that does not answer must not hold the window for long; what the URL says itself goes before these.
_SERVER_PATIENCE = {
    "connect_timeout": 4,
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 6_000,
}
IDLE_WRITE_MS = 300_000


T = TypeVar("T")


class DamagedValue(ValueError):
    """What is stored was never written so by this program: the file is damaged."""


def as_stored(read: Callable[[str], T], stored: str) -> T:
    """What a stored text says. Raises DamagedValue where it says nothing."""
    try:
        return read(stored)
    except ValueError as error:
        raise DamagedValue from error


class Base(DeclarativeBase):
    """Every mapped class; its metadata names each constraint, so that migrations never lose one."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class LocalDate(TypeDecorator[date]):
    """A date at the venue, stored as ``2027-01-05`` (a STRICT table knows no date type)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        """Date → text."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        """Text → date."""
        return None if value is None else as_stored(_read_date, value)


class Instant(TypeDecorator[datetime]):
    """An instant in UTC, stored as ``2027-01-05T10:00:00Z``; refuses a naive datetime."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Aware datetime → text in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Text → aware datetime in UTC."""
        return None if value is None else as_stored(_read_instant, value)


def _read_date(text: str) -> date:
    day = date.fromisoformat(text)
    if day.isoformat() != text:  # Python also reads dates by week, and without dashes
        raise ValueError("no date of ours")
    return day


def _read_instant(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.isoformat() != f"{text.removesuffix('Z')}+00:00":  # Python also reads other zones and separators
        raise ValueError("no instant of ours")
    return moment


class Flag(TypeDecorator[bool]):
    """True or false, stored as 1 or 0; declare its check with ``flag_check``."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        """Bool → 0 or 1."""
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        """0 or 1 → bool."""
        return None if value is None else bool(value)


def table_args(
    *constraints: Any, journal: str = "full", autoincrement: bool = True, binding: bool = False, expires: bool = False
) -> tuple[Any, ...]:
    """Declares a table as all of ours are: STRICT, numbers never reused, and how the journal treats it.

    ``journal``: ``full`` (values kept, undoable), ``secret`` (touched, but no value kept, not undoable),
    ``append`` (rows are only added, by reversal corrected, not undoable), ``given`` (numbers given out: rows are only
    added, and stay when their act is undone) or ``none`` (the journal's own tables, and counts of wrong tries).
    ``expires``: rows of a table that is only added to go all the same once the law no longer keeps them.
    ``binding``: others rely on what is written there, so only the coordinator takes back an act that touched it.
    """
    return (
        *constraints,
        {
            "sqlite_strict": True,
            "sqlite_autoincrement": autoincrement,
            "info": {"journal": journal, "binding": binding, "expires": expires},
        },
    )


def one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    """A check that a text column holds one of these words."""
    allowed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({allowed})", name=f"{column}_known")


def flag_check(*columns: str) -> tuple[CheckConstraint, ...]:
    """Checks that flags are 0 or 1."""
    return tuple(CheckConstraint(f"{column} IN (0, 1)", name=f"{column}_flag") for column in columns)


def reference(target: str) -> ForeignKey:
    """A foreign key named by string and checked at commit, so that the order of a write's rows never matters."""
    return ForeignKey(target, deferrable=True, initially="DEFERRED")


def is_referred_to(session: Session, row: Base) -> bool:
    """Whether any row of any table refers to this one: whoever would take it away need not know who may."""
    mine = row.__table__
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table is mine:
                there = key.parent == getattr(row, key.column.name)
                if session.execute(select(key.parent).where(there).limit(1)).first() is not None:
                    return True
    return False


def sqlite_engine(path: Path) -> Engine:
    """An engine on one file; its transactions begin when we say, immediate for writes (see ``begin_for_write``)."""
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not begin transactions behind our back
        for pragma in _PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        immediate = connection.get_execution_options().get("for_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    @event.listens_for(engine, "checkin")
    def on_checkin(connection: Any, _record: Any) -> None:
        # A COMMIT that SQLite refuses as busy leaves its transaction open, which nobody else ends.
        if connection is not None and connection.in_transaction:
            connection.rollback()

    return engine


def server_engine(address: ServerAddress) -> Engine:
    """An engine on a PostgreSQL database, to be used ``for_reading`` or ``for_writing``.

    A connection that the server has dropped is replaced when it is taken up again.
    """
    patience = {name: value for name, value in _SERVER_PATIENCE.items() if name not in address.url.query}
    engine = create_engine(
        address.url,
        # Statements prepared on the server get lost behind a connection pooler, and nothing here repeats often enough.
        connect_args={**patience, "client_encoding": "utf8", "application_name": "delta", "prepare_threshold": None},
        use_native_hstore=False,
        pool_pre_ping=True,
    )

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        if connection.get_execution_options().get("for_write", False):
            _wait_for_turn(connection)

    return engine


def _wait_for_turn(connection: Any) -> None:
    """One write at a time in a place, as BEGIN IMMEDIATE does: whoever is second waits, then is told (55P03).

    A window that falls asleep in mid-write does not hold up the others for ever: the server ends its write.
    """
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {BUSY_TIMEOUT_MS}")
    connection.exec_driver_sql(f"SET LOCAL idle_in_transaction_session_timeout = {IDLE_WRITE_MS}")
    connection.exec_driver_sql(
        f"SELECT pg_advisory_xact_lock({APPLICATION_ID}, current_schema()::regnamespace::oid::int)"
    )


def table_soundness(session: Session, tables: Iterable[str]) -> str:
    """What a file's rows of these tables say against themselves: types, CHECKs, what indexes say of them; empty when
    all holds. A server keeps its rows so by itself."""
    if session.get_bind().dialect.name != "sqlite":
        return ""
    for table in tables:
        # https://www.sqlite.org/pragma.html#pragma_integrity_check: of one table and its indexes
        verdict = str(session.connection().exec_driver_sql(f"PRAGMA integrity_check({table})").scalar())
        if verdict != "ok":
            return f"{table}: {verdict}"
    return ""


def for_reading(engine: Engine) -> Engine:
    """The same engine for reads: each in one snapshot, which a server moreover keeps from being written in."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def for_writing(engine: Engine) -> Engine:
    """The same engine for writes. What is read in one must be the newest, so it begins after the wait for its turn."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(for_write=True)
    return engine.execution_options(for_write=True, isolation_level="READ COMMITTED")


@dataclass(frozen=True)
class Database:
    """An open database: to read, to write, and how to see that another connection wrote.

    ``version`` gives another value after such a write; it is None where the journal alone can tell.
    """

    reading: Engine
    writing: Engine
    version: Callable[[], Hashable] | None
    close: Callable[[], None]


def open_database(address: Address) -> Database:
    """Take up what lies at an address, without any check."""
    if isinstance(address, ServerAddress):
        engine = server_engine(address)
        return Database(for_reading(engine), for_writing(engine), None, engine.dispose)
    engine = sqlite_engine(address)
    watch = engine.raw_connection()

    def version() -> Hashable:
        cursor = watch.cursor()
        try:
            # https://www.sqlite.org/pragma.html#pragma_data_version
            return int(cursor.execute("PRAGMA data_version").fetchone()[0])
        finally:
            cursor.close()

    def close() -> None:
        watch.close()
        engine.dispose()

    return Database(for_reading(engine), for_writing(engine), version, close)
