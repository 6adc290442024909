"""Acts on the journal of money that the budget needs: costs put on a line, and the bank's account kept by hand."""

import secrets
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

import delta_app.budget.words  # noqa: F401 (registers what the refusals say)
from delta_app.budget.bank_data import BY_HAND, bank_started
from delta_app.budget.line_commands import KEEPERS
from delta_app.budget.model import BankMovement
from delta_app.budget.queries import find_line
from delta_app.budget.rules import LONGEST_TEXT
from delta_app.core import clock
from delta_app.core.access import allowed
from delta_app.core.errors import Refused
from delta_app.core.i18n import _
from delta_app.core.money import MOST_OF_ACCOUNTS, amount_text
from delta_app.core.text import one_line
from delta_app.till.classified_data import lines_as_classified, moved_by
from delta_app.till.ledger_process import Booked, Wording, book
from delta_app.till.lines_data import Account, Line, merged
from delta_app.till.model import TillEntry

CLASSIFIED = frozenset({"spend", "receive", "bank", "reverse"})


@allowed(*KEEPERS)
def classify_entry(session: Session, entry_id: int, line_id: int | None) -> Booked:
    """Put an entry's cost or receipt on a budget line, or on none: an entry of its own of the same day moves it there.
    What the bank's account moved may be either: what came in a cost given back, what went out a receipt given back.

    Refuses ``no_such_entry_number``, ``not_classifiable`` for an entry that is neither a cost nor a receipt,
    ``already_reversed``, ``line_of_other_year``, ``line_of_other_side``, ``classified_so`` where it is there already,
    ``no_such_line``, ``year_closed``.
    """
    entry = session.get(TillEntry, entry_id)
    if entry is None:
        raise Refused("no_such_entry_number", year=0, number=0)
    _refuse_unless_classifiable(session, entry)
    there = [line for line in lines_as_classified(session, entry) if line.account in ("expense", "income")]
    if not there:
        raise Refused("not_classifiable")
    side = _side_on(session, line_id, entry, there)
    moved = [line.reversed() for line in there]
    moved += [Line(side, line.cents, budget_line_id=line_id) for line in there]
    lines = merged(moved)
    if not lines:
        raise Refused("classified_so")
    wording = Wording(label=entry.label, receipt=entry.receipt, why=moved_by(entry))
    return book(session, "reclassify", lines, wording, day=entry.day)


def _refuse_unless_classifiable(session: Session, entry: TillEntry) -> None:
    if entry.kind not in CLASSIFIED:
        raise Refused("not_classifiable")
    same_year = select(TillEntry.id).where(TillEntry.reverses_id == entry.id, TillEntry.year == entry.year)
    if session.scalar(same_year) is not None:
        raise Refused("already_reversed", year=entry.year, number=entry.number)
    undone = None if entry.reverses_id is None else session.get(TillEntry, entry.reverses_id)
    if undone is not None and undone.year == entry.year:  # it follows what it reverses; in another year nothing does
        raise Refused("already_reversed", year=undone.year, number=undone.number)


def _side_on(session: Session, line_id: int | None, entry: TillEntry, there: Sequence[Line]) -> Account:
    """The side an entry's cost or receipt is on once it is on this line."""
    if line_id is None:
        if entry.kind != "bank":
            return there[0].account
        return "expense" if sum(line.cents for line in there) > 0 else "income"
    line = find_line(session, line_id)
    if line.year != entry.year:
        raise Refused("line_of_other_year", name=line.name, year=line.year, wanted=entry.year)
    if line.side != there[0].account and entry.kind != "bank":
        raise Refused("line_of_other_side", name=line.name)
    return line.side  # type: ignore[return-value]


@allowed(*KEEPERS)
def add_bank_movement(session: Session, day: date, cents: int, text: str, line_id: int | None = None) -> Booked:
    """Note by hand what came into the bank's account, or below zero went out of it, on a day.

    On a line of expenses what comes in is a cost given back, on one of income what goes out is a receipt given back.
    Refuses ``bad_amount``, ``label_needed``, ``day_to_come``, ``no_such_line``, ``line_of_other_year``,
    ``year_closed``, ``label_long``.
    """
    said = one_line(text)
    if not said:
        raise Refused("label_needed")
    if len(said) > LONGEST_TEXT:
        raise Refused("label_long", most=LONGEST_TEXT)
    _refuse_day_to_come(day)
    booked = book_movement(session, day, cents, said, line_id)
    mark = f"{BY_HAND}{secrets.token_hex(16)}"
    session.add(BankMovement(day=day, cents=cents, text=said, fingerprint=mark, entry_id=booked.id))
    return booked


@allowed(*KEEPERS)
def book_movement(session: Session, day: date, cents: int, text: str, line_id: int | None) -> Booked:
    """The entry of a movement of the bank's account. Refuses ``bad_amount``, ``no_such_line``, ``line_of_other_year``
    and what ``book`` does."""
    if not cents or abs(cents) > MOST_OF_ACCOUNTS:
        raise Refused("bad_amount", text=amount_text(cents))
    side: Account = "income" if cents > 0 else "expense"
    if line_id is not None:
        line = find_line(session, line_id)
        if line.year != day.year:
            raise Refused("line_of_other_year", name=line.name, year=line.year, wanted=day.year)
        side = line.side  # type: ignore[assignment]
    lines = [Line("bank", cents), Line(side, -cents, budget_line_id=line_id)]
    return book(session, "bank", lines, Wording(label=text), day=day)


@allowed(*KEEPERS)
def set_bank_start(session: Session, day: date, cents: int) -> Booked:
    """What was on the bank's account before the first movement that is noted here; once, unless it is reversed.

    Refuses ``bank_started``, ``bad_amount``, ``day_to_come``, ``year_closed``.
    """
    if bank_started(session):
        raise Refused("bank_started")
    if not cents or abs(cents) > MOST_OF_ACCOUNTS:
        raise Refused("bad_amount", text=amount_text(cents))
    _refuse_day_to_come(day)
    wording = Wording(label=_("Solde de départ de la banque"))
    return book(session, "bank", [Line("bank", cents), Line("start", -cents)], wording, day=day)


def _refuse_day_to_come(day: date) -> None:
    if day > clock.today():
        raise Refused("day_to_come", day=day)
