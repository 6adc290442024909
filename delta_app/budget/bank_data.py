"""What is known of the bank's account: movements brought in, and entries that may have booked one before it came."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, aliased

from delta_app.budget.bank_rules import communication_in
from delta_app.budget.model import BankMovement
from delta_app.core.asking import asked_once
from delta_app.till.model import ClosedYear, TillEntry, TillLine

BY_HAND = "hand:"
"""How the fingerprint of a movement begins that was written by hand: no file holds it."""
DEPOSIT_WITHIN = timedelta(days=10)
"""A deposit may be on its way as long: the bank books it afterwards."""
OTHERS_WITHIN = timedelta(days=7)
_KINDS = ("deposit", "withdraw", "sell", "spend", "receive", "card_new", "card_topup", "card_refund", "bank")


@dataclass(frozen=True)
class Booked:
    """An entry that moved the bank's account by so many cents, and that no movement of a file belongs to yet;
    ``communication``: the twelve digits by which it was paid, where it was by code."""

    entry_id: int
    kind: str
    day: date
    cents: int
    communication: str = ""

    def may_be(self, day: date, cents: int) -> bool:
        """Whether a movement of the bank of this day and amount may be the same."""
        if cents != self.cents:
            return False
        if self.kind == "deposit":
            return self.day <= day <= self.day + DEPOSIT_WITHIN
        return abs(day - self.day) <= OTHERS_WITHIN


def unlinked_entries(session: Session, first: date, last: date) -> tuple[Booked, ...]:
    """The entries that movements of these days may turn out to be: not reversed, not another movement's."""
    reversal = aliased(TillEntry)
    of_file = select(BankMovement.entry_id).where(~BankMovement.fingerprint.startswith(BY_HAND))
    by_hand = select(BankMovement.entry_id).where(BankMovement.fingerprint.startswith(BY_HAND))
    rows = session.execute(
        select(TillEntry.id, TillEntry.kind, TillEntry.day, func.sum(TillLine.cents), TillEntry.receipt)
        .join(TillLine, TillLine.entry_id == TillEntry.id)
        .where(
            TillEntry.day.between(first - DEPOSIT_WITHIN, last + OTHERS_WITHIN),
            TillEntry.kind.in_(_KINDS),
            TillLine.account == "bank",
            (TillEntry.kind != "bank") | TillEntry.id.in_(by_hand),
            TillEntry.id.not_in(of_file),
            ~exists().where(reversal.reverses_id == TillEntry.id),
        )
        .group_by(TillEntry.id, TillEntry.kind, TillEntry.day, TillEntry.receipt)
        .order_by(TillEntry.id)
    )
    return tuple(
        Booked(entry_id, kind, day, int(cents), communication_in(receipt))
        for entry_id, kind, day, cents, receipt in rows
        if cents
    )


@dataclass(frozen=True)
class Known:
    """A movement that came in a file before."""

    day: date
    cents: int
    fingerprint: str
    entry_id: int


def known_movements(session: Session, first: date, last: date) -> tuple[Known, ...]:
    """The movements of these days that came in files."""
    rows = session.execute(
        select(BankMovement.day, BankMovement.cents, BankMovement.fingerprint, BankMovement.entry_id)
        .where(BankMovement.day.between(first, last), ~BankMovement.fingerprint.startswith(BY_HAND))
        .order_by(BankMovement.id)
    )
    return tuple(Known(day, cents, mark, entry_id) for day, cents, mark, entry_id in rows)


def closed_years(session: Session, years: Iterable[int]) -> frozenset[int]:
    """Those of these years whose accounts are closed."""
    rows = select(ClosedYear.year).where(ClosedYear.year.in_(set(years))).order_by(ClosedYear.year)
    return frozenset(session.scalars(rows))


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
