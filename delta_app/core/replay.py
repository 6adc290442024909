"""Undo and redo: a record's row changes made backwards or again, where the ground they stood on has not changed."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Column, ForeignKey, Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from delta_app.core.database import Base, Instant, LocalDate
from delta_app.core.errors import Refused
from delta_app.core.journal import ChangeRecorder, Record, RowChange, Values, last_to_change, to_json


def reverse_in_order(changes: Sequence[RowChange]) -> list[RowChange]:
    """The changes that take these back, last first."""
    return [change.reversed() for change in reversed(changes)]


def without_passing_rows(changes: Sequence[RowChange]) -> list[RowChange]:
    """The changes without those of rows that are there neither before nor after all of them: these only pass by."""
    first: dict[tuple[str, str], RowChange] = {}
    last: dict[tuple[str, str], RowChange] = {}
    for change in changes:
        first.setdefault(_place(change), change)
        last[_place(change)] = change
    passing = {place for place in first if first[place].operation == "insert" and last[place].operation == "delete"}
    return [change for change in changes if _place(change) not in passing]


def _place(change: RowChange) -> tuple[str, str]:
    return change.table, repr(sorted(change.key.items()))


def apply_changes(
    session: Session,
    changes: Sequence[RowChange],
    recorder: ChangeRecorder,
    tell: Callable[[float], None] | None = None,
) -> None:
    """Make these changes where their ``before`` still stands and nothing new leans on it, else refuse.

    ``tell`` hears what fraction is done, and may stop it by an error of its own.
    Refuses ``changed_since``, ``not_undoable``; the transaction is then to be thrown away.
    """
    connection = session.connection()
    for place, change in enumerate(changes):
        if tell is not None:
            tell(place / len(changes))
        table = Base.metadata.tables[change.table]
        if table.info["journal"] != "full":
            raise Refused("not_undoable")
        here = [table.c[name] == _from_json(table.c[name], value) for name, value in change.key.items()]
        found = connection.execute(select(table).where(*here)).mappings().first()
        standing = None if found is None else {name: to_json(value) for name, value in found.items()}
        _refuse_unless_standing(session, change, standing)
        try:
            if change.operation == "insert":
                connection.execute(insert(table).values(_typed(table, change.after)))
            elif change.operation == "delete":
                connection.execute(delete(table).where(*here))
            else:
                connection.execute(update(table).where(*here).values(_typed(table, change.after)))
        except IntegrityError as error:  # another row has taken its place, say the same person in the same slot
            raise _changed_since(change.table, None) from error
        recorder.touched.add(change.table)
        recorder.changes.append(change)
    _refuse_dangling(session, recorder.changes)


def _from_json(column: Column[Any], value: Any) -> Any:
    if value is not None and isinstance(column.type, LocalDate | Instant):
        return column.type.process_result_value(value, None)  # type: ignore[arg-type]
    return value


def _typed(table: Table, values: Values | None) -> Values:
    return {name: _from_json(table.c[name], value) for name, value in (values or {}).items()}


def _refuse_unless_standing(session: Session, change: RowChange, standing: Values | None) -> None:
    """Refuses unless the row is as ``change.before`` says; names the table, what differs, and the act that did it."""
    if change.before is None:
        different = [] if standing is None else sorted(change.key)
        gone = False
    else:
        gone = standing is None
        different = [name for name, value in change.before.items() if not gone and standing[name] != value]  # type: ignore[index]
    if gone or different:
        since = last_to_change(session, change.table, change.key)
        raise _changed_since(change.table, since, columns=tuple(different), gone=gone)


def _outcome_of(changes: Iterable[RowChange]) -> list[RowChange]:
    """The same with every row named once, as it is in the end: what came back or went again on the way is not told."""
    last: dict[tuple[str, str], RowChange] = {}
    for change in changes:
        earlier = last.pop(_place(change), None)
        whole = change
        if change.operation == "update" and earlier is not None and earlier.after is not None:
            whole = replace(change, after={**earlier.after, **(change.after or {})})
        last[_place(change)] = whole
    return list(last.values())


def _refuse_dangling(session: Session, changes: Iterable[RowChange]) -> None:
    """Refuses when a row now refers to one that is gone. The database would say so too, but only at commit."""
    removed: defaultdict[Column[Any], set[Any]] = defaultdict(set)
    referred: defaultdict[ForeignKey, set[Any]] = defaultdict(set)
    for change in _outcome_of(changes):
        table = Base.metadata.tables[change.table]
        if change.operation == "delete":
            for name, value in change.key.items():
                removed[table.c[name]].add(value)
        else:
            for key in table.foreign_keys:
                referred[key].add((change.after or {}).get(key.parent.name))
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column in removed:
                _refuse_left_behind(session, key, removed[key.column])
    for key, values in referred.items():
        _refuse_orphaned(session, key, values - {None})


def _refuse_left_behind(session: Session, key: ForeignKey, gone: set[Any]) -> None:
    """``gone``: what rows must not refer to any more."""
    table = key.parent.table
    row = session.execute(select(*table.primary_key).where(key.parent.in_(gone)).limit(1)).mappings().first()
    if row is not None:
        raise _changed_since(table.name, last_to_change(session, table.name, dict(row)))


def _refuse_orphaned(session: Session, key: ForeignKey, values: set[Any]) -> None:
    """``values``: what rows refer to from now on."""
    missing = sorted(values - set(session.scalars(select(key.column).where(key.column.in_(values)))))
    if missing:
        parent = key.column.table.name
        raise _changed_since(parent, last_to_change(session, parent, {key.column.name: missing[0]}), gone=True)


def _changed_since(table: str, since: Record | None, *, columns: tuple[str, ...] = (), gone: bool = False) -> Refused:
    return Refused("changed_since", table=table, columns=columns, gone=gone, since=since)
