"""What became of one slot: who came and went, what else changed, by whom and when, from the journal."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.core import journal
from delta_app.core.journal import Kind, RowChange, Values
from delta_app.hosts.queries import hosts
from delta_app.shifts.model import Seat, Slot

What = Literal[
    "opened", "removed", "hours", "seats", "note", "wishes",
    "fixed", "loose", "seeking", "settled", "shadow", "host",
]  # fmt: skip


@dataclass(frozen=True)
class SlotChange:
    """One thing that changed: of somebody's seat, with their short ``name``; or of the slot, with ``old`` and ``new``:
    (start, end) minutes, a number of seats, a note."""

    what: What
    name: str = ""
    old: Any = None
    new: Any = None


@dataclass(frozen=True)
class SlotEvent:
    """One write that touched the slot. Names are short ones; ``broad``: the act did more than this slot."""

    record_id: int
    at: datetime
    actor: str
    label: str
    kind: Kind
    undone: bool
    broad: bool
    came: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    changes: tuple[SlotChange, ...] = ()

    @property
    def is_beginning(self) -> bool:
        """Whether the slot came to be by it: nothing happened there before."""
        return any(change.what == "opened" for change in self.changes)


@dataclass
class _Gathered:
    """What one record did to the slot."""

    came: list[int] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    changes: list[tuple[What, int | None, Any, Any]] = field(default_factory=list)
    rows: int = 0


def slot_history(session: Session, slot_id: int) -> tuple[SlotEvent, ...]:
    """What was done to a slot, newest first, as far as values are kept (``core.retention``)."""
    done: dict[int, _Gathered] = defaultdict(_Gathered)
    for record_id, before, after in _slot_steps(session, slot_id):
        done[record_id].rows += 1
        done[record_id].changes.extend((what, None, old, new) for what, old, new in _of_slot(before, after))
    for record_id, before, after in _seat_steps(session, slot_id):
        _gather_seat(done[record_id], slot_id, before, after)
    names = {host.id: host.name for host in hosts(session, states=("active", "paused", "left"))}
    counts = journal.count_changes(session, done)
    events = []
    for record in journal.records(session, done):
        one = done[record.id]
        stayed = set(one.came) & set(one.gone)  # taken out and put back by the same act
        if not (one.changes or set(one.came) ^ set(one.gone)):
            continue
        events.append(
            SlotEvent(
                record.id,
                record.at,
                record.actor,
                record.label,
                record.kind,
                record.undone,
                counts.get(record.id, 0) > one.rows,
                tuple(names.get(host, "?") for host in reversed(one.came) if host not in stayed),
                tuple(names.get(host, "?") for host in reversed(one.gone) if host not in stayed),
                tuple(SlotChange(what, names.get(host, "?") if host else "", *of) for what, host, *of in one.changes),
            )
        )
    return tuple(events)


Step = tuple[int, Values | None, Values | None]


def _slot_steps(session: Session, slot_id: int) -> Iterator[Step]:
    row = session.get(Slot, slot_id)
    return _steps(journal.changes_of_rows(session, "slot", [{"id": slot_id}]), {slot_id: row})


def _seat_steps(session: Session, slot_id: int) -> Iterator[Step]:
    """The steps of every seat that is or was in the slot."""
    ids = {key["id"] for key in journal.keys_holding(session, "seat", "slot_id", slot_id)}
    ids.update(session.scalars(select(Seat.id).where(Seat.slot_id == slot_id)))
    standing = {seat.id: seat for seat in session.scalars(select(Seat).where(Seat.id.in_(ids)).order_by(Seat.id))}
    return _steps(journal.changes_of_rows(session, "seat", [{"id": seat} for seat in ids]), standing)


def _steps(changes: list[tuple[int, RowChange]], standing: Mapping[int, Any]) -> Iterator[Step]:
    """(record, whole row before, whole row after), newest first, walked back from how the rows stand now."""
    state = {number: None if row is None else _values(row) for number, row in standing.items()}
    for record_id, change in reversed(changes):
        number = change.key["id"]
        before: Values | None
        after = state.get(number)
        if change.operation == "update":
            before = {**(after or change.after or {}), **(change.before or {})}
        else:
            before, after = change.before, change.after or after
        yield record_id, before, None if change.operation == "delete" else after
        state[number] = before


def _values(row: Any) -> Values:
    return {column.name: journal.to_json(getattr(row, column.name)) for column in row.__table__.columns}


def _of_slot(before: Values | None, after: Values | None) -> Iterable[tuple[What, Any, Any]]:
    if before is None or after is None:
        yield ("opened" if before is None else "removed"), None, None
        return
    compared: tuple[tuple[What, tuple[str, ...]], ...] = (
        ("hours", ("start_minute", "end_minute")),
        ("seats", ("seats",)),
        ("note", ("note",)),
        ("wishes", ("wants_dutch", "wants_mix")),
    )
    for what, columns in compared:
        old, new = (tuple(values[column] for column in columns) for values in (before, after))
        if old != new:
            yield (what, old, new) if len(columns) > 1 else (what, old[0], new[0])


def _gather_seat(done: _Gathered, slot_id: int, before: Values | None, after: Values | None) -> None:
    was = before is not None and before.get("slot_id") == slot_id
    now = after is not None and after.get("slot_id") == slot_id
    if not (was or now):
        return
    done.rows += 1
    there = before["host_id"] if before is not None and was else None
    here = after["host_id"] if after is not None and now else None
    if there != here:
        done.gone += [] if there is None else [there]
        done.came += [] if here is None else [here]
    elif before is not None and after is not None:
        for column, yes, no in _TOLD_OF_SEATS:
            if before[column] != after[column]:
                done.changes.append((yes if after[column] in (True, "shadow") else no, here, None, None))


_TOLD_OF_SEATS: tuple[tuple[str, What, What], ...] = (
    ("locked", "fixed", "loose"),
    ("seeking", "seeking", "settled"),
    ("kind", "shadow", "host"),
)
