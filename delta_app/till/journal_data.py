"""Entries of the journal as pages, papers and files show them."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from delta_app.core.database import as_stored
from delta_app.till.model import ConsumptionCard, TillEntry, TillLine, TillSigner
from delta_app.till.queries import balances_of, line_of
from delta_app.till.rules import REVERSIBLE, Balances, Line

_AT_ONCE = 500
_MONEY = ("till", "envelope", "bank")


@dataclass(frozen=True)
class EntryRow:
    """An entry with its lines. ``reverses`` and ``reversed_by``: year and number of the other entry; ``undoes``: the
    kind of the one it reverses.

    ``counted``: denomination in cents → pieces, of an opening or a closing. ``cards``: card id → its number.
    """

    id: int
    year: int
    number: int
    day: date
    at: datetime
    kind: str
    session_id: int | None
    label: str
    receipt: str
    why: str
    reverses: tuple[int, int] | None
    undoes: str
    reversed_by: tuple[int, int] | None
    lines: tuple[Line, ...]
    cards: Mapping[int, str]
    counted: Mapping[int, int]
    signers: tuple[str, ...]
    has_paper: bool
    digest: str
    balances: Balances

    def moved(self, *accounts: str) -> int:
        """What these accounts were debited, less what they were credited, in cents."""
        return sum(line.cents for line in self.lines if line.account in accounts)

    @property
    def reversible(self) -> bool:
        """Whether a contrary entry may undo it: it stands, and is of a kind that is undone so."""
        return self.kind in REVERSIBLE and self.reversed_by is None

    @property
    def about(self) -> str:
        """Of which kind of act it tells: its own, or of a reversal what it undoes."""
        return self.undoes or self.kind

    @property
    def payments(self) -> tuple[Line, ...]:
        """The lines by which it was paid: money that came or went, a card, the house, a suspended coffee."""
        if self.about == "sell":
            ways = ("till", "bank", "cards", "offered", "suspended")
            return tuple(line for line in self.lines if line.account in ways and line.product_id is None)
        return tuple(line for line in self.lines if line.account in _MONEY)

    @property
    def amount(self) -> int:
        """What was paid, in cents: below zero where it went out; of a deposit what was brought, and below zero where
        that is undone."""
        if self.about in ("deposit", "withdraw"):
            brought = max(line.cents for line in self.lines)
            return -brought if self.undoes else brought
        return sum(line.cents for line in self.payments)


def entries_of_session(session: Session, opening_id: int, known: Sequence[EntryRow] = ()) -> tuple[EntryRow, ...]:
    """An opening and what happened in it, as it was noted. ``known``: what an earlier answer was; as the journal only
    grows, no more is read than what came since."""
    wanted = select(TillEntry).where(or_(TillEntry.id == opening_id, TillEntry.session_id == opening_id))
    if not known:
        return _rows(session, wanted)
    last, *since = _rows(session, wanted.where(TillEntry.id >= known[-1].id)) or (None,)
    if last is None or (known[0].id, known[-1].digest) != (opening_id, last.digest):  # it was of another journal
        return _rows(session, wanted)
    undone = {row.reverses: (row.year, row.number) for row in since if row.reverses}
    stood = (replace(row, reversed_by=undone.get((row.year, row.number), row.reversed_by)) for row in known)
    return (*stood, *since)


def entries_between(session: Session, first: date, last: date) -> tuple[EntryRow, ...]:
    """The entries that count for these days, both included: by day, then by number."""
    rows = _rows(session, select(TillEntry).where(TillEntry.day.between(first, last)))
    return tuple(sorted(rows, key=lambda row: (row.day, row.year, row.number)))


def entries_by_id(session: Session, ids: Sequence[int]) -> tuple[EntryRow, ...]:
    """These entries, as they were noted."""
    found: list[EntryRow] = []
    for start in range(0, len(ids), _AT_ONCE):
        found += _rows(session, select(TillEntry).where(TillEntry.id.in_(ids[start : start + _AT_ONCE])))
    return tuple(found)


def _rows(session: Session, wanted: Select[TillEntry]) -> tuple[EntryRow, ...]:
    entries = session.scalars(wanted.order_by(TillEntry.id)).all()
    rows: list[EntryRow] = []
    for start in range(0, len(entries), _AT_ONCE):
        rows += _with_what_belongs(session, entries[start : start + _AT_ONCE])
    return tuple(rows)


def _with_what_belongs(session: Session, entries: Sequence[TillEntry]) -> list[EntryRow]:
    ids = [entry.id for entry in entries]
    lines: defaultdict[int, list[Line]] = defaultdict(list)
    in_order = select(TillLine).where(TillLine.entry_id.in_(ids)).order_by(TillLine.entry_id, TillLine.position)
    for line in session.scalars(in_order):
        lines[line.entry_id].append(line_of(line))
    signers: defaultdict[int, list[str]] = defaultdict(list)
    signed = [entry.id for entry in entries if entry.signers]
    if signed:
        names = select(TillSigner).where(TillSigner.entry_id.in_(signed))
        for signer in session.scalars(names.order_by(TillSigner.entry_id, TillSigner.position)):
            signers[signer.entry_id].append(signer.name)
    cards = _card_numbers(session, {line.card_id for some in lines.values() for line in some if line.card_id})
    named = _named(session, {entry.reverses_id for entry in entries if entry.reverses_id})
    by = {
        reversed_id: (year, number)
        for reversed_id, year, number in session.execute(
            select(TillEntry.reverses_id, TillEntry.year, TillEntry.number).where(TillEntry.reverses_id.in_(ids))
        )
    }
    return [
        EntryRow(
            id=entry.id,
            year=entry.year,
            number=entry.number,
            day=entry.day,
            at=entry.at,
            kind=entry.kind,
            session_id=entry.session_id,
            label=entry.label,
            receipt=entry.receipt,
            why=entry.why,
            reverses=(other := named.get(entry.reverses_id or 0, (None, "")))[0],
            undoes=other[1],
            reversed_by=by.get(entry.id),
            lines=tuple(lines[entry.id]),
            cards={line.card_id: cards[line.card_id] for line in lines[entry.id] if line.card_id},
            counted=_counted(entry.counted),
            signers=tuple(signers[entry.id]),
            has_paper=bool(entry.paper_digest),
            digest=entry.digest,
            balances=balances_of(entry),
        )
        for entry in entries
    ]


def _counted(text: str) -> dict[int, int]:
    said: dict[str, int] = as_stored(json.loads, text) if text else {}
    return {int(piece): number for piece, number in said.items()}


def _named(session: Session, ids: set[int]) -> dict[int, tuple[tuple[int, int] | None, str]]:
    """Entry → year and number, and kind."""
    if not ids:
        return {}
    wanted = select(TillEntry.id, TillEntry.year, TillEntry.number, TillEntry.kind).where(TillEntry.id.in_(ids))
    return {entry_id: ((year, number), kind) for entry_id, year, number, kind in session.execute(wanted)}


def _card_numbers(session: Session, ids: set[int]) -> dict[int, str]:
    if not ids:
        return {}
    rows = session.execute(select(ConsumptionCard.id, ConsumptionCard.number).where(ConsumptionCard.id.in_(ids)))
    return {card_id: number for card_id, number in rows}  # noqa: C416 (a Row is no tuple to mypy)
