"""Builds a data file as ten years leave it: months opened, answered, seated, published, and written in the journal."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from delta_app.core import datafile
from delta_app.core.access import Actor, Role
from delta_app.core.calendar import Month
from delta_app.core.database import sqlite_engine
from delta_app.core.journal import JournalChange, JournalRecord
from delta_app.core.store import Store
from delta_app.hosts.commands import HostDetails, add_host
from delta_app.hosts.model import DatedAnswer
from delta_app.shifts.model import PublishedSeat, PublishedSlot, Roster, Seat, Slot
from delta_app.venue.commands import found_venue, set_opening_pattern
from delta_app.venue.rules import parse_opening

LAST = Month(2026, 12)
HOSTS = 30
SEATS = 2
VERSIONS = 2
STARTS = (600, 780, 960)
SMALL_ACTS = 20  # a month: somebody seated, freed, swapped
CACHE_KIB = 200_000  # the whole file, else its indexes go to the disk and come back again and again
WISHES = ("prefers", "can", "if_needed", "cannot")

Row = dict[str, Any]


def months(count: int) -> list[Month]:
    """The last months, oldest first."""
    return [LAST.plus(-back) for back in reversed(range(count))]


def build(path: Path, month_count: int = 120) -> Store:
    """A new file that has worked that many months up to ``LAST``; returns it open."""
    actor = Actor("Camille", Role.COORDINATOR)
    with closing(datafile.create(path)) as store, store.write(actor, "Créer le lieu") as session:
        found_venue(session, "Le Delta", address="rue du Delta 61, Forest")
        set_opening_pattern(session, parse_opening("tue-sat 10-13 13-16 16-19"))
        for number in range(HOSTS):
            add_host(session, HostDetails(f"Prénom{number}", f"Nom{number}"))
    engine = sqlite_engine(path)
    with engine.connect().execution_options(for_write=True) as connection:
        connection.connection.driver_connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
        first = months(month_count)[0]
        connection.execute(update(JournalRecord.__table__).values(at=_instant(first.first)))  # type: ignore[arg-type]
        for number, month in enumerate(months(month_count)):
            _fill_month(connection, month, number, recent=month == LAST)
        connection.execute(delete(JournalChange.__table__).where(_is_old(LAST)))
        connection.commit()
    engine.dispose()
    return datafile.open_store(path)


def _is_old(last: Month) -> ColumnElement[bool]:
    """Values of acts that the program has forgotten by the end of the last month."""
    long_ago = _instant(last.first - timedelta(days=1))
    return JournalChange.record_id.in_(select(JournalRecord.id).where(JournalRecord.at < long_ago))


def _fill_month(connection: Connection, month: Month, number: int, *, recent: bool) -> None:
    """One month of work; row numbers follow from the month's number, so that every table refers to what is there."""
    days = [day for day in _days(month) if 1 <= day.weekday() <= 5]
    first_slot = number * 31 * len(STARTS) + 1
    slots = [_slot(first_slot + index, day, start) for index, (day, start) in enumerate(_starts(days))]
    seats = [
        {"id": slot["id"] * SEATS + place, "slot_id": slot["id"], "host_id": _host(slot["id"] * SEATS + place)}
        for slot in slots
        for place in range(SEATS)
    ]
    roster = {"id": number + 1, "month": str(month), "version": VERSIONS, "published_at": _instant(month.first)}
    published = [
        {"roster_id": number + 1, "version": version, "slot_id": seat["slot_id"], "host_id": seat["host_id"]}
        for version in range(1, VERSIONS + 1)
        for seat in seats
    ]
    on_the_wall = [
        {"roster_id": number + 1, "version": version, "slot_id": slot["id"], "day": slot["day"],
         "start_minute": slot["start_minute"], "end_minute": slot["end_minute"], "seats": SEATS}
        for version in range(1, VERSIONS + 1) for slot in slots
    ]  # fmt: skip
    answers = [
        {"host_id": host, "day": day, "start_minute": start, "end_minute": start + 180,
         "wish": WISHES[(host + day.day + start) % len(WISHES)], "source": "poll"}
        for host in range(1, HOSTS + 1) for day, start in _starts(days)
    ]  # fmt: skip
    tables: list[tuple[Any, list[Row]]] = [
        (Slot, slots), (Seat, seats), (Roster, [roster]), (PublishedSeat, published), (PublishedSlot, on_the_wall),
        (DatedAnswer, answers),
    ]  # fmt: skip
    for model, rows in tables:
        insert_rows(connection, model.__table__, rows)
    _write_journal(connection, month, {model.__tablename__: rows for model, rows in tables}, recent=recent)


def insert_rows(connection: Connection, table: Any, rows: list[Row]) -> None:
    """Rows of equal keys, with the defaults that the model gives; past SQLAlchemy's conversions, for speed."""
    defaults = {
        column.name: column.default.arg
        for column in table.columns
        if column.default is not None and column.name not in rows[0]
    }
    names = [*rows[0], *defaults]
    statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    given = tuple(defaults.values())
    connection.exec_driver_sql(statement, [(*map(_stored, row.values()), *given) for row in rows])


def _stored(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat() if isinstance(value, date) else value


def _days(month: Month) -> Iterator[date]:
    return (month.first + timedelta(days=offset) for offset in range((month.last - month.first).days + 1))


def _starts(days: list[date]) -> Iterator[tuple[date, int]]:
    return ((day, start) for day in days for start in STARTS)


def _slot(number: int, day: date, start: int) -> Row:
    return {
        "id": number, "day": day, "start_minute": start, "end_minute": start + 180,
        "planned_day": day, "planned_start": start,
    }  # fmt: skip


def _host(place: int) -> int:
    return place % HOSTS + 1


def _instant(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=UTC)


def _write_journal(connection: Connection, month: Month, rows: dict[str, list[Row]], *, recent: bool) -> None:
    """A record for each of the month's acts; of a recent one also the rows it made, as the program keeps them."""
    acts = [
        ("Ouvrir", ("slot", "roster")), ("Importer le sondage", ("dated_answer",)),
        ("Composer", ("seat",)), ("Diffuser", ("published_seat", "published_slot")),
    ]  # fmt: skip
    for label, tables in acts:
        record = _record(connection, month, f"{label} {month}", tables)
        for table in tables if recent else ():
            changes = [_change(record, table, row) for row in rows[table]]
            insert_rows(connection, JournalChange.__table__, changes)
    for number in range(SMALL_ACTS):
        act = _record(connection, month, f"Inscrire quelqu’un ({number}) en {month}", ("seat",))
        _record(connection, month, f"Inscrire quelqu’un ({number}) en {month}", ("seat",), undoes=act)


def _change(record: int, table: str, row: Row) -> Row:
    return {
        "record_id": record, "table_name": table, "operation": "insert", "key": json.dumps({"id": row.get("id")}),
        "before": None, "after": json.dumps(row, default=str),
    }  # fmt: skip


def _record(
    connection: Connection, month: Month, label: str, tables: tuple[str, ...], undoes: int | None = None
) -> int:
    written = connection.execute(
        insert(JournalRecord.__table__).values(
            at=_instant(month.first), actor="Camille", role="coordinator", label=label,
            kind="act" if undoes is None else "undo", target_id=undoes, tables=json.dumps(sorted(tables)),
        )
    )  # fmt: skip
    return int(written.inserted_primary_key[0])
