"""The proof of the bank's movements: each says what the entry that books it says, as far as both still tell."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from delta_app.budget.bank_data import BY_HAND, Booked
from delta_app.budget.bank_preview_data import fingerprint_of
from delta_app.budget.model import BankMovement
from delta_app.core.database import table_soundness
from delta_app.core.errors import Refused
from delta_app.till.model import TillEntry, TillLine
from delta_app.till.proof_data import Fault, Proof, prove

_OF_HAND = re.compile(re.escape(BY_HAND) + "[0-9a-f]{32}")
_OF_FILE = re.compile("[0-9a-f]{64}")
_MOST_ALIKE = 100
"""Movements of one day, amount and wording in one file: as many are looked for."""


def prove_accounts(session: Session, tell: Callable[[int], object] = lambda _entries: None) -> Proof:
    """The proof of the journal, and of the movements that are not what their entries say; ``tell`` as for ``prove``.

    Of a movement whose entry was in the journal before it came, only amount and nearness in time are held against it:
    its words are not kept. Refuses ``damaged_file`` where either cannot be read.
    """
    proof = prove(session, tell)
    unsound = table_soundness(session, (BankMovement.__tablename__,))
    if unsound:
        raise Refused("damaged_file", detail=unsound)
    return replace(proof, faults=(*proof.faults, *_faults(session)))


def _faults(session: Session) -> Iterator[Fault]:
    moved = (
        select(TillLine.entry_id, func.sum(TillLine.cents).label("cents"))
        .where(TillLine.account == "bank")
        .group_by(TillLine.entry_id)
        .subquery()
    )
    rows = session.execute(
        select(BankMovement, TillEntry, moved.c.cents, func.count().over(partition_by=BankMovement.entry_id))
        .outerjoin(TillEntry, TillEntry.id == BankMovement.entry_id)
        .outerjoin(moved, moved.c.entry_id == BankMovement.entry_id)
        .order_by(BankMovement.id)
    )
    for movement, entry, cents, of_entry in rows:
        if entry is None:
            yield Fault(0, movement.entry_id, "movement")
        elif movement.cents != cents or not _agrees(movement, entry, booked_it=entry.kind == "bank" and of_entry == 1):
            yield Fault(entry.year, entry.number, "movement")


def _agrees(movement: BankMovement, entry: TillEntry, *, booked_it: bool) -> bool:
    same = movement.day == entry.day and (not movement.text or movement.text == entry.label)
    if movement.fingerprint.startswith(BY_HAND):
        return same and _OF_HAND.fullmatch(movement.fingerprint) is not None
    if _OF_FILE.fullmatch(movement.fingerprint) is None:
        return False
    if any(movement.fingerprint == mark for mark in _marks(movement)):
        return same
    near = Booked(entry.id, entry.kind, entry.day, movement.cents).may_be(movement.day, movement.cents)
    return near and not movement.text and not booked_it


def _marks(movement: BankMovement) -> Iterator[str]:
    """What its fingerprint can be, if its words are all there."""
    for nth in range(1, _MOST_ALIKE + 1):
        yield fingerprint_of(movement.day, movement.cents, movement.text, nth)
