"""What the journal forgets: values whose time is over, and whoever is to be nameless in it."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.orm import Session

from delta_app.core.belief import clock_is_believed
from delta_app.core.database import Base
from delta_app.core.journal import JournalChange, JournalRecord, Record, RowChange, Values, to_json
from delta_app.core.retention import kept_since

_AT_ONCE = 400
PURGED = "purged"
"""Among the tables of a record: what went, went because its time was over, and going back passes over that."""


def has_old_values(session: Session) -> bool:
    """Whether there is something for ``prune_values`` to forget."""
    kept = select(JournalChange.id).join(JournalRecord, JournalRecord.id == JournalChange.record_id)
    return session.scalar(kept.where(JournalRecord.at < kept_since(session)).limit(1)) is not None


def prune_values(session: Session) -> int:
    """Forget the values of records older than ``kept_since``; the records themselves stay. Returns how many went."""
    old = select(JournalRecord.id).where(JournalRecord.at < kept_since(session))
    result = session.connection().execute(
        delete(JournalChange.__table__).where(JournalChange.record_id.in_(old))  # type: ignore[arg-type]
    )
    return int(result.rowcount)


def prune_in_passing(session: Session) -> None:
    """``prune_values`` as every write does it, unless the clock may have jumped ahead: what it forgets is gone."""
    if has_old_values(session) and clock_is_believed(session):
        prune_values(session)


def keep_no_values(session: Session) -> None:
    """The record of this write keeps no values: what it takes away is gone for good, and nobody takes it back."""
    session.info["keeps_no_values"] = True


def keep_no_values_of_purge(session: Session) -> None:
    """As ``keep_no_values``, of what goes because its time is over: nothing else is lost by it, so that whoever goes
    back passes over it, and what went stays gone."""
    keep_no_values(session)
    session.info["marks"] = frozenset({PURGED})


class PastPurges:
    """The changes that take acts back, newest first, as they are where purges took rows, or what rows said, away in
    between: what went stays gone."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._purged: set[str] = set()
        self._made: dict[tuple[str, str], Values | None] = {}  # what all changes so far make of rows; None: gone

    def passes_over(self, record: Record) -> bool:
        """Whether this record, which keeps no values, is a purge; it is then remembered what it reached."""
        if PURGED not in record.tables:
            return False
        self._purged |= record.tables
        return True

    def standing(self, changes: Iterable[RowChange]) -> list[RowChange]:
        """These, which come next, as far as they still have something to stand on."""
        found = []
        for kept in changes:
            change = self._beside_what_went(kept)
            if change is None:
                continue
            row = _row_of(change)
            deleted = change.operation == "delete"
            self._made[row] = None if deleted else {**(self._made.get(row) or {}), **(change.after or {})}
            found.append(change)
        return found

    def _beside_what_went(self, change: RowChange) -> RowChange | None:
        """A change without the values that purges emptied in its row since; None where nothing is left of it."""
        if change.operation == "insert" or change.table not in self._purged:
            return change
        now, before = self._now(change), change.before or {}
        if now is None:
            return None
        emptied = {name: now[name] for name, value in before.items() if now[name] != value and now[name] in ("", None)}
        if not emptied:
            return change
        after = None if change.after is None else change.after | emptied
        left = replace(change, before=before | emptied, after=after)
        return None if left.before == left.after else left

    def _now(self, change: RowChange) -> Values | None:
        """The row of a change once all those before it are made; None where it is gone."""
        made = self._made.get(_row_of(change), {})
        if made is None:
            return None
        table = Base.metadata.tables[change.table]
        here = [table.c[name] == value for name, value in change.key.items()]
        stored = self._session.execute(select(table).where(*here)).mappings().first()
        if stored is None:
            return made or None
        return {name: to_json(value) for name, value in stored.items()} | made


def _row_of(change: RowChange) -> tuple[str, str]:
    return change.table, json.dumps(change.key, sort_keys=True)


def records_of_rows(session: Session, table: str, keys: Iterable[Values]) -> set[int]:
    """The records in which one of these rows of a table changed, as far as values are kept."""
    wanted = sorted(json.dumps(key, ensure_ascii=False, sort_keys=True) for key in keys)
    found: set[int] = set()
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        found.update(
            session.scalars(
                select(JournalChange.record_id)
                .where(JournalChange.table_name == table, JournalChange.key.in_(some))
                .distinct()
            )
        )
    return found


def records_saying(session: Session, sought: Iterable[str], meant: Callable[[str], bool]) -> set[int]:
    """The records in whose kept values one of these texts is ``sought``, in any case of letters, and ``meant``."""
    values = (JournalChange.before, JournalChange.after)
    # As JSON writes it, without the quotes around it.
    said = [json.dumps(text, ensure_ascii=False)[1:-1] for text in sought if text]
    if not said:
        return set()
    perhaps = or_(*(value.icontains(text, autoescape=True) for value in values for text in said))
    rows = session.execute(select(JournalChange.record_id, *values).where(perhaps).order_by(JournalChange.id))
    return {row.record_id for row in rows if meant(row.before or "") or meant(row.after or "")}


def forget_values(session: Session, record_ids: Iterable[int]) -> None:
    """Forget every value of these records: nobody can take them back any more."""
    ids = sorted(record_ids)
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        # A Core statement on purpose, as below: the journal does not journal itself.
        session.connection().execute(
            delete(JournalChange.__table__).where(JournalChange.record_id.in_(some))  # type: ignore[arg-type]
        )


def reword_records(session: Session, reword: Callable[[str, int], str]) -> int:
    """Give each record the label and actor that ``reword`` makes of (text, record id). Returns how many changed."""
    changed = []
    rows = session.execute(
        select(JournalRecord.id, JournalRecord.label, JournalRecord.actor).order_by(JournalRecord.id)
    )
    for record_id, label, actor in rows:
        other = (reword(label, record_id), reword(actor, record_id))
        if other != (label, actor):
            changed.append({"of": record_id, "new_label": other[0], "new_actor": other[1]})
    if changed:
        session.connection().execute(
            update(JournalRecord.__table__)  # type: ignore[arg-type]
            .where(JournalRecord.__table__.c.id == bindparam("of"))
            .values(label=bindparam("new_label"), actor=bindparam("new_actor")),
            changed,
        )
    return len(changed)
