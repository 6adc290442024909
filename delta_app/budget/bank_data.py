"""What is known of the bank's account: movements brought in, and entries that may have booked one before it came."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import case, exists, func, select
from sqlalchemy.orm import Session, aliased

from delta_app.budget.bank_rules import communication_in
from delta_app.budget.model import BankMovement
from delta_app.core import clock
from delta_app.core.asking import asked_once
from delta_app.till.model import TillEntry, TillLine

BY_HAND = "hand:"
"""How the fingerprint of a movement begins that was written by hand: no file holds it."""
DEPOSIT_WITHIN = timedelta(days=10)
"""A deposit may be on its way as long: the bank books it afterwards."""
OTHERS_WITHIN = timedelta(days=7)
AWAITED_SINCE = timedelta(days=400)
_KINDS = ("deposit", "withdraw", "sell", "spend", "receive", "card_new", "card_topup", "card_refund")


@dataclass(frozen=True)
class Booked:
    """An entry that moved the bank's account by so many cents, and that no movement of a file belongs to yet;
    ``communication``: the twelve digits by which it was paid, where it was by code. ``undone``: it was reversed, or is
    a reversal; the bank may know of both, of one, or of none."""

    entry_id: int
    kind: str
    day: date
    cents: int
    communication: str = ""
    undone: bool = False

    def may_be(self, day: date, cents: int) -> bool:
        """Whether a movement of the bank of this day and amount may be the same."""
        if cents != self.cents:
            return False
        if self.kind == "deposit":
            return self.day <= day <= self.day + DEPOSIT_WITHIN
        return abs(day - self.day) <= OTHERS_WITHIN


def unlinked_entries(session: Session, first: date, last: date) -> tuple[Booked, ...]:
    """The entries that movements of these days may turn out to be: not another movement's, and of those written by hand
    none that was reversed, for then it was not so."""
    reversal, original = aliased(TillEntry), aliased(TillEntry)
    reversed_since = exists().where(reversal.reverses_id == TillEntry.id)
    of_file = select(BankMovement.entry_id).where(~BankMovement.fingerprint.startswith(BY_HAND))
    by_hand = select(BankMovement.entry_id).where(BankMovement.fingerprint.startswith(BY_HAND))
    rows = session.execute(
        select(
            TillEntry.id,
            TillEntry.kind,
            TillEntry.day,
            func.sum(TillLine.cents),
            TillEntry.receipt,
            case((reversed_since | (TillEntry.kind == "reverse"), 1), else_=0),
        )
        .join(TillLine, TillLine.entry_id == TillEntry.id)
        .outerjoin(original, original.id == TillEntry.reverses_id)
        .where(
            TillEntry.day.between(first - DEPOSIT_WITHIN, last + OTHERS_WITHIN),
            TillLine.account == "bank",
            TillEntry.kind.in_(_KINDS)
            | original.kind.in_(_KINDS)
            | ((TillEntry.kind == "bank") & TillEntry.id.in_(by_hand) & ~reversed_since),
            TillEntry.id.not_in(of_file),
        )
        .group_by(TillEntry.id, TillEntry.kind, TillEntry.day, TillEntry.receipt)
        .order_by(TillEntry.id)
    )
    return tuple(
        Booked(entry_id, kind, day, int(cents), communication_in(receipt), bool(undone))
        for entry_id, kind, day, cents, receipt, undone in rows
        if cents
    )


@asked_once
def awaited(session: Session) -> tuple[Booked, ...]:
    """What the journal says moved on the bank's account, and no file of the bank has shown yet, oldest first; since the
    first day of such a file, ``AWAITED_SINCE`` at most; nothing where none was ever brought in. What a file has shown
    and was undone since stands for an entry like it."""
    of_files = select(func.min(BankMovement.day)).where(~BankMovement.fingerprint.startswith(BY_HAND))
    first = session.scalar(of_files)
    if first is None:
        return ()
    today = clock.today()
    first = max(first, today - AWAITED_SINCE)
    shown = [one for one in known_movements(session, first, today) if one.undone]
    waiting = []
    for one in unlinked_entries(session, first, today):
        if one.day < first or one.undone:
            continue
        seen = next((movement for movement in shown if one.may_be(movement.day, movement.cents)), None)
        if seen is None:
            waiting.append(one)
        else:
            shown.remove(seen)
    return tuple(waiting)


@dataclass(frozen=True)
class Known:
    """A movement that came in a file before; ``undone``: its entry was reversed since."""

    day: date
    cents: int
    fingerprint: str
    entry_id: int
    undone: bool


def known_movements(session: Session, first: date, last: date) -> tuple[Known, ...]:
    """The movements of these days that came in files."""
    reversal = aliased(TillEntry)
    rows = session.execute(
        select(BankMovement, reversal.id)
        .outerjoin(reversal, reversal.reverses_id == BankMovement.entry_id)
        .where(BankMovement.day.between(first, last), ~BankMovement.fingerprint.startswith(BY_HAND))
        .order_by(BankMovement.id)
    )
    return tuple(Known(row.day, row.cents, row.fingerprint, row.entry_id, undone is not None) for row, undone in rows)


@asked_once
def bank_started(session: Session) -> bool:
    """Whether an opening balance of the bank's account stands."""
    reversal = aliased(TillEntry)
    started = (
        select(TillEntry.id)
        .join(TillLine, TillLine.entry_id == TillEntry.id)
        .where(
            TillEntry.kind == "bank",
            TillLine.account == "start",
            ~exists().where(reversal.reverses_id == TillEntry.id),
        )
    )
    return session.scalar(started.limit(1)) is not None
