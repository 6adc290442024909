"""What each write changed: one record per write, from which come undo, redo, the audit trail and stale pages."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import event, func, insert, inspect, or_, select
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, mapped_column
from sqlalchemy.types import Text

from delta_app.core import clock
from delta_app.core.database import Base, Instant, as_stored, one_of, reference, table_args
from delta_app.core.retention import kept_since

Kind = Literal["act", "undo", "redo"]
Operation = Literal["insert", "update", "delete"]
Values = dict[str, Any]


class JournalRecord(Base):
    """One write: who, when, what it was called, and which tables it touched."""

    __tablename__ = "journal_record"
    __table_args__ = table_args(one_of("kind", ("act", "undo", "redo")), journal="none")

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    actor: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    label: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    target_id: Mapped[int | None] = mapped_column(reference("journal_record.id"), index=True)
    tables: Mapped[str] = mapped_column(Text)


class JournalChange(Base):
    """One row changed by a write: its values before and after, as JSON; gone after ``JOURNAL_DAYS``."""

    __tablename__ = "journal_change"
    __table_args__ = table_args(one_of("operation", ("insert", "update", "delete")), journal="none")

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(reference("journal_record.id"), index=True)
    table_name: Mapped[str] = mapped_column(Text)
    operation: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Text)
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)


@dataclass(frozen=True)
class RowChange:
    """A row's values around a write: ``before`` is None for an insert, ``after`` for a delete.

    For an update both hold the changed columns only. Values are JSON values.
    """

    table: str
    operation: Operation
    key: Values
    before: Values | None
    after: Values | None

    def reversed(self) -> "RowChange":
        """The change that takes this one back."""
        opposite: dict[Operation, Operation] = {"insert": "delete", "delete": "insert", "update": "update"}
        return RowChange(self.table, opposite[self.operation], self.key, self.after, self.before)


@dataclass(frozen=True)
class Record:
    """A journal record as pages and the command line show it."""

    id: int
    at: datetime
    actor: str
    role: str
    label: str
    kind: Kind
    target_id: int | None
    tables: frozenset[str]
    undone: bool = field(default=False, compare=False)  # what came later does not make it another record
    kept: bool = field(default=False, compare=False)  # whether its values are, told where a history is read
    old: bool = field(default=False, compare=False)  # whether their time is over, told there too


class ChangeRecorder:
    """Gathers the row changes of one session from its flushes."""

    def __init__(self, session: Session) -> None:
        self.changes: list[RowChange] = []
        self.touched: set[str] = set()
        self._updates: list[tuple[Any, Values]] = []
        event.listen(session, "before_flush", self._before_flush)
        event.listen(session, "after_flush", self._after_flush)
        event.listen(session, "do_orm_execute", _refuse_bulk_write)

    def _before_flush(self, session: Session, _context: Any, _instances: Any) -> None:
        self._updates = [(row, before) for row in session.dirty if (before := _changed_from(row))]
        expired = {row for row in session.deleted if row.__table__.info["expires"]}
        for row in (*session.deleted, *(row for row, _before in self._updates)):
            if row.__table__.info["journal"] == "append" and row not in expired:
                raise RuntimeError(f"{row.__tablename__} is only added to")

    def _after_flush(self, session: Session, _context: Any) -> None:
        for row in session.deleted:
            self._note(row, "delete", _stored(row, before_change=True), None)
        for row, before in self._updates:
            self._note(row, "update", before, {name: _stored(row)[name] for name in before})
        for row in session.new:
            self._note(row, "insert", None, _stored(row))
        self._updates = []

    def _note(self, row: Any, operation: Operation, before: Values | None, after: Values | None) -> None:
        table = row.__table__
        if table.info["journal"] == "none":
            return
        self.touched.add(table.name)
        if table.info["journal"] == "full":
            values = _stored(row, before_change=operation == "delete")
            key = {column.name: values[column.name] for column in table.primary_key}
            self.changes.append(RowChange(table.name, operation, key, before, after))


def note(session: Session, what: str) -> None:
    """Have this write in the history although it changes no row, as handing out data does: ``what`` then stands among
    its tables. Going back passes over it, and there is nothing to take back."""
    session.info["noted"] = session.info.get("noted", frozenset()) | {what}


def _refuse_bulk_write(execution: ORMExecuteState) -> None:
    """A bulk UPDATE or DELETE would pass the journal by."""
    if execution.is_update or execution.is_delete or execution.is_insert:
        raise RuntimeError("change rows one by one: the journal does not see bulk statements")


def _stored(row: Any, *, before_change: bool = False) -> Values:
    """A mapped row's column values as JSON values; as they were loaded, when asked before its changes."""
    state = inspect(row)
    values = {}
    for attribute in state.mapper.column_attrs:
        value = getattr(row, attribute.key)
        if before_change and attribute.key in state.committed_state:
            value = state.committed_state[attribute.key]
        values[attribute.columns[0].name] = to_json(value)
    return values


def _changed_from(row: Any) -> Values:
    """The old values of a row's changed columns; empty when nothing really changed."""
    state = inspect(row)
    before = {}
    for attribute in state.mapper.column_attrs:
        history = state.attrs[attribute.key].history
        if not history.has_changes():
            continue
        if not history.deleted:
            raise RuntimeError(f"{row.__tablename__}.{attribute.key} was changed before it was loaded")
        before[attribute.columns[0].name] = to_json(history.deleted[0])
    return before


def to_json(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    return value


def write_record(
    session: Session,
    recorder: ChangeRecorder,
    *,
    kind: Kind,
    label: str,
    target_id: int | None = None,
) -> Record:
    """Store the one record of this write, inside its own transaction."""
    actor = session.info["actor"]
    record = Record(
        id=0,
        at=clock.now(),
        actor=actor.name,
        role=str(actor.role),
        label=label,
        kind=kind,
        target_id=target_id,
        tables=frozenset(recorder.touched),
    )
    # Core statements on purpose: the journal does not journal itself.
    connection = session.connection()
    result = connection.execute(
        insert(JournalRecord.__table__).values(  # type: ignore[arg-type]
            at=record.at,
            actor=record.actor,
            role=record.role,
            label=label,
            kind=kind,
            target_id=target_id,
            tables=json.dumps(sorted(recorder.touched)),
        )
    )
    record_id = int(result.inserted_primary_key[0])  # type: ignore[index]
    rows = [
        {
            "record_id": record_id,
            "table_name": change.table,
            "operation": change.operation,
            "key": _dump(change.key),
            "before": None if change.before is None else _dump(change.before),
            "after": None if change.after is None else _dump(change.after),
        }
        for change in recorder.changes
    ]
    if rows:
        connection.execute(insert(JournalChange.__table__), rows)  # type: ignore[arg-type]
    return Record(**{**record.__dict__, "id": record_id})


def _dump(values: Values) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def changes_of(session: Session, record_id: int) -> list[RowChange]:
    """The row changes of a record in the order they happened; empty when none were kept."""
    rows = session.scalars(select(JournalChange).where(JournalChange.record_id == record_id).order_by(JournalChange.id))
    return [_row_change(row) for row in rows]


def _row_change(row: JournalChange) -> RowChange:
    return RowChange(
        row.table_name,
        row.operation,  # type: ignore[arg-type]
        as_stored(json.loads, row.key),
        None if row.before is None else as_stored(json.loads, row.before),
        None if row.after is None else as_stored(json.loads, row.after),
    )


def last_to_change(session: Session, table: str, key: Values) -> Record | None:
    """The newest record that changed this row; None when its values are forgotten."""
    row = session.scalar(
        select(JournalRecord)
        .join(JournalChange, JournalChange.record_id == JournalRecord.id)
        .where(JournalChange.table_name == table, JournalChange.key == _dump(key))
        .order_by(JournalRecord.id.desc())
        .limit(1)
    )
    return None if row is None else record_of(row, {})


def undone_among(session: Session, act_ids: Iterable[int]) -> dict[int, int]:
    """Those of these acts that stand undone now → the id of the record that undid them."""
    latest = (
        select(func.max(JournalRecord.id)).where(JournalRecord.target_id.in_(act_ids)).group_by(JournalRecord.target_id)
    )
    rows = session.execute(
        select(JournalRecord.target_id, JournalRecord.id).where(
            JournalRecord.id.in_(latest), JournalRecord.kind == "undo"
        )
    )
    return {target: record for target, record in rows if target is not None}


def touches_data(tables: Iterable[str]) -> bool:
    """Whether values of some of these tables are kept for undo."""
    return any(name in Base.metadata.tables and Base.metadata.tables[name].info["journal"] == "full" for name in tables)


def find(session: Session, record_id: int) -> Record | None:
    """A record by its number."""
    row = session.get(JournalRecord, record_id)
    return None if row is None else record_of(row, undone_among(session, [record_id]))


def history(session: Session, limit: int, before: int | None = None) -> list[Record]:
    """The latest records, or the latest before one of them, newest first."""
    wanted = select(JournalRecord).order_by(JournalRecord.id.desc()).limit(limit)
    rows = session.scalars(wanted if before is None else wanted.where(JournalRecord.id < before)).all()
    return _told_apart(session, rows)


def records(session: Session, record_ids: Iterable[int]) -> list[Record]:
    """These records, newest first."""
    wanted = select(JournalRecord).where(JournalRecord.id.in_(record_ids)).order_by(JournalRecord.id.desc())
    return _told_apart(session, session.scalars(wanted).all())


def _told_apart(session: Session, rows: Sequence[JournalRecord]) -> list[Record]:
    """The rows with what is so of them now: undone, values kept."""
    ids = [row.id for row in rows]
    undone = undone_among(session, ids)
    with_values = select(JournalChange.record_id).where(JournalChange.record_id.in_(ids)).distinct()
    kept = set(session.scalars(with_values))
    since = kept_since(session)
    return [replace(record_of(row, undone), kept=row.id in kept, old=row.at < since) for row in rows]


def keys_holding(session: Session, table: str, column: str, value: int) -> list[Values]:
    """The keys of a table's rows that, in a kept change, have or had a number in a column; in no order."""
    held = [f'"{column}": {value}{end}' for end in (",", "}")]
    texts = (JournalChange.before, JournalChange.after)
    perhaps = or_(*(text.contains(one, autoescape=True) for text in texts for one in held))
    rows = session.scalars(select(JournalChange.key).where(JournalChange.table_name == table, perhaps).distinct())
    return [as_stored(json.loads, key) for key in rows]


def changes_of_rows(session: Session, table: str, keys: Iterable[Values]) -> list[tuple[int, RowChange]]:
    """(record, change) of these rows of a table, oldest first, as far as values are kept."""
    wanted = {_dump(key) for key in keys}
    rows = session.scalars(
        select(JournalChange)
        .where(JournalChange.table_name == table, JournalChange.key.in_(wanted))
        .order_by(JournalChange.id)
    )
    return [(row.record_id, _row_change(row)) for row in rows]


def count_changes(session: Session, record_ids: Iterable[int]) -> dict[int, int]:
    """How many changes of each of these records are kept."""
    counted = (
        select(JournalChange.record_id, func.count())
        .where(JournalChange.record_id.in_(record_ids))
        .group_by(JournalChange.record_id)
    )
    return {record_id: number for record_id, number in session.execute(counted)}  # noqa: C416 (a Row is no tuple to mypy)


def records_after(session: Session, record_id: int) -> list[Record]:
    """What was written since a record, oldest first."""
    rows = session.scalars(select(JournalRecord).where(JournalRecord.id > record_id).order_by(JournalRecord.id))
    return [record_of(row, {}) for row in rows]


def last_record_id(session: Session) -> int:
    """The newest record's id, 0 when nothing was ever written."""
    return session.scalar(select(func.max(JournalRecord.id))) or 0


def last_touching(session: Session, tables: Iterable[str]) -> int:
    """The newest record that touched one of these tables, 0 when none did: a number that only grows."""
    touched = or_(*(JournalRecord.tables.contains(json.dumps(table)) for table in tables))
    newest = select(JournalRecord.id).where(touched).order_by(JournalRecord.id.desc()).limit(1)
    return session.scalar(newest) or 0


def newest(session: Session) -> Record | None:
    """The newest record, None when nothing was ever written."""
    row = session.scalar(select(JournalRecord).order_by(JournalRecord.id.desc()).limit(1))
    return None if row is None else record_of(row, {})


def record_of(row: JournalRecord, undone: dict[int, int]) -> Record:
    """A row as a record; ``undone``: those acts that stand undone."""
    return Record(
        id=row.id,
        at=row.at,
        actor=row.actor,
        role=row.role,
        label=row.label,
        kind=row.kind,  # type: ignore[arg-type]
        target_id=row.target_id,
        tables=frozenset(as_stored(json.loads, row.tables)),
        undone=row.id in undone,
    )
