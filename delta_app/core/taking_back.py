"""Which act undo would take back, and which one redo would do again."""

import json

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from delta_app.core.database import as_stored
from delta_app.core.journal import (
    JournalChange,
    JournalRecord,
    Record,
    last_record_id,
    record_of,
    touches_data,
    undone_among,
)

_ACTS_AT_ONCE = 20


def next_to_undo(session: Session) -> Record | None:
    """The latest act that stands and can be taken back: its values are kept, and it is no entry of a till."""
    kept = exists().where(JournalChange.record_id == JournalRecord.id)
    oldest_kept = _oldest_kept(session)
    if oldest_kept is None:
        return None
    below = last_record_id(session) + 1
    while True:
        acts = session.scalars(
            select(JournalRecord)
            .where(JournalRecord.kind == "act", kept, JournalRecord.id.between(oldest_kept, below - 1))
            .order_by(JournalRecord.id.desc())
            .limit(_ACTS_AT_ONCE)
        ).all()
        if not acts:
            return None
        undone = undone_among(session, [act.id for act in acts])
        standing = next((act for act in acts if act.id not in undone), None)
        if standing is not None:
            return record_of(standing, undone)
        below = acts[-1].id


def next_to_redo(session: Session) -> Record | None:
    """The act undone last, unless something new was done since that changed data: letters that left, or a copy put
    back, stand in nobody's way."""
    if not _undone_lately(session):
        return None
    last_act = _last_act_on_data(session)
    since = session.scalars(
        select(JournalRecord).where(JournalRecord.kind != "act", JournalRecord.id > last_act).order_by(JournalRecord.id)
    )
    latest = {record.target_id: record for record in since}
    undos = [record for record in latest.values() if record.kind == "undo"]
    if not undos:
        return None
    act = session.get(JournalRecord, max(undos, key=lambda record: record.id).target_id)
    return None if act is None else record_of(act, {act.id: act.id})


def _oldest_kept(session: Session) -> int | None:
    """The oldest record of which values are kept; None where there are none."""
    return session.scalar(select(func.min(JournalChange.record_id)))


def _undone_lately(session: Session) -> bool:
    """Whether something was undone of which values are kept: else the past need not be gone through."""
    oldest_kept = _oldest_kept(session)
    if oldest_kept is None:
        return False
    undone = select(JournalRecord.id).where(JournalRecord.kind == "undo", JournalRecord.id >= oldest_kept)
    return session.scalar(undone.limit(1)) is not None


def _last_act_on_data(session: Session) -> int:
    """The number of the newest act that touched what undo answers for; 0 where none did."""
    below = last_record_id(session) + 1
    while True:
        acts = session.execute(
            select(JournalRecord.id, JournalRecord.tables)
            .where(JournalRecord.kind == "act", JournalRecord.id < below)
            .order_by(JournalRecord.id.desc())
            .limit(_ACTS_AT_ONCE)
        ).all()
        if not acts:
            return 0
        found = next((act.id for act in acts if touches_data(as_stored(json.loads, act.tables))), None)
        if found is not None:
            return int(found)
        below = acts[-1].id
