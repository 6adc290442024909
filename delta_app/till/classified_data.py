"""On which budget lines an entry stands now: as it was noted, or where it was put since.

An entry of kind ``reclassify`` says in ``why`` which entry it moves: ``2026-147``.
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.till.model import TillEntry, TillLine
from delta_app.till.queries import line_of, lines_of
from delta_app.till.rules import Line, merged


def moved_by(entry: TillEntry) -> str:
    """What an entry that moves this one to another budget line says of it."""
    return f"{entry.year}-{entry.number}"


def lines_as_classified(session: Session, entry: TillEntry) -> list[Line]:
    """What an entry moved, its costs and receipts on the budget lines they are on now."""
    noted = lines_of(session, entry.id)
    since = _moved_since(session, entry)
    if not since:
        return noted
    money = [line for line in noted if line.account not in ("expense", "income")]
    return [*money, *merged([line for line in (*noted, *since) if line.account in ("expense", "income")])]


def _moved_since(session: Session, entry: TillEntry) -> Sequence[Line]:
    rows = session.scalars(
        select(TillLine)
        .join(TillEntry, TillEntry.id == TillLine.entry_id)
        .where(TillEntry.kind == "reclassify", TillEntry.why == moved_by(entry))
        .order_by(TillLine.entry_id, TillLine.position)
    )
    return [line_of(row) for row in rows]
