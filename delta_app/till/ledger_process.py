"""The one way into the journal of money: an entry is numbered, dated, proven and chained, or refused whole."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

import delta_app.till.words  # noqa: F401 (registers what the refusals say)
from delta_app.core import clock
from delta_app.core.errors import Refused
from delta_app.till.chain import BEFORE_THE_FIRST, digest_of, signer_digest
from delta_app.till.model import ClosedYear, TillEntry, TillLine, TillSigner
from delta_app.till.proof_data import link_of
from delta_app.till.queries import balances_of, card_balance, card_numbers, last_entry
from delta_app.till.rules import CLOCK_LEAP, CLOCK_SLACK, Balances, Line, refuse_below_zero

LONGEST_LABEL = 200


@dataclass(frozen=True)
class Signer:
    """Somebody who signs an opening or a closing; ``host_id`` where it is a host of the place."""

    name: str
    host_id: int | None = None


@dataclass(frozen=True)
class Booked:
    """An entry just made: its number within its year, and what is where after it."""

    id: int
    year: int
    number: int
    balances: Balances


@dataclass(frozen=True)
class Wording:
    """What an entry says besides its figures."""

    label: str = ""
    receipt: str = ""
    why: str = ""
    counted: Mapping[int, int] | None = None
    paper_digest: str = ""
    signers: Sequence[Signer] = ()


def book(
    session: Session,
    kind: str,
    lines: Sequence[Line],
    wording: Wording | None = None,
    *,
    at: datetime | None = None,
    day: date | None = None,
    opening: TillEntry | None = None,
    reverses: TillEntry | None = None,
) -> Booked:
    """Add an entry of these lines. ``at`` is now unless said; ``day``, for which it counts, is then that of ``at``.

    Refuses ``clock_behind`` where ``at`` lies before the last entry, ``clock_ahead`` where it leaps, ``year_closed``,
    ``card_short``, ``label_long``, and what ``refuse_below_zero`` does.
    """
    if sum(line.cents for line in lines):
        raise RuntimeError("the lines of an entry sum to nothing")
    last = last_entry(session)
    moment = _moment(last, at, kind)
    day = day or moment.astimezone(clock.BRUSSELS).date()
    if session.scalar(select(ClosedYear.id).where(ClosedYear.year == day.year)) is not None:
        raise Refused("year_closed", year=day.year)
    balances = balances_of(last).after(lines)
    refuse_below_zero(balances, undoing=reverses is not None)
    _refuse_empty_cards(session, lines, undoing=reverses is not None)
    entry = _entry(_next_number(session, last, day.year), kind, wording or Wording(), moment, day)
    entry.session_id = None if opening is None else opening.id
    entry.reverses_id = None if reverses is None else reverses.id
    for name, value in vars(balances).items():
        setattr(entry, name, value)
    signers = [(signer, secrets.token_hex(16)) for signer in (wording.signers if wording else ())]
    entry.signers = " ".join(signer_digest(salt, signer.host_id, signer.name) for signer, salt in signers)
    entry.previous = BEFORE_THE_FIRST if last is None else last.digest
    entry.digest = digest_of(
        link_of(
            entry,
            lines,
            card_numbers(session, lines),
            "" if opening is None else opening.digest,
            "" if reverses is None else reverses.digest,
        )
    )
    session.add(entry)
    session.flush()
    for position, line in enumerate(lines):
        session.add(TillLine(entry_id=entry.id, position=position, **vars(line)))
    for position, (signer, salt) in enumerate(signers):
        row = TillSigner(entry_id=entry.id, position=position, host_id=signer.host_id, name=signer.name, salt=salt)
        session.add(row)
    session.flush()
    return Booked(entry.id, entry.year, entry.number, balances)


def _moment(last: TillEntry | None, at: datetime | None, kind: str) -> datetime:
    """When an entry is noted: never before the one before it, unless it says that the clock was wrong until now."""
    moment = at or clock.now()
    if last is None or kind == "clock":
        return moment
    if moment > last.at + CLOCK_LEAP:
        raise Refused("clock_ahead", now=moment, last=last.at)
    if moment >= last.at:
        return moment
    if moment < last.at - CLOCK_SLACK:
        raise Refused("clock_behind", now=moment, last=last.at)
    return last.at


def _next_number(session: Session, last: TillEntry | None, year: int) -> int:
    """One more than the newest of the year, which the last entry bears where it is of that year."""
    if last is not None and last.year == year:
        return last.number + 1
    return (session.scalar(select(func.max(TillEntry.number)).where(TillEntry.year == year)) or 0) + 1


def _entry(number: int, kind: str, wording: Wording, moment: datetime, day: date) -> TillEntry:
    label, receipt, why = (" ".join(text.split()) for text in (wording.label, wording.receipt, wording.why))
    if max(len(label), len(receipt), len(why)) > LONGEST_LABEL:
        raise Refused("label_long", most=LONGEST_LABEL)
    return TillEntry(
        year=day.year,
        number=number,
        day=day,
        at=moment,
        kind=kind,
        label=label,
        receipt=receipt,
        why=why,
        counted="" if wording.counted is None else counted_text(wording.counted),
        paper_digest=wording.paper_digest,
    )


def counted_text(counted: Mapping[int, int]) -> str:
    """A count as an entry keeps it, largest first, nothing that was not there."""
    return json.dumps({str(piece): counted[piece] for piece in sorted(counted, reverse=True) if counted[piece]})


def _refuse_empty_cards(session: Session, lines: Sequence[Line], *, undoing: bool) -> None:
    """Refuse ``card_short`` where a card would be worth less than nothing."""
    for card_id in {line.card_id for line in lines if line.card_id is not None}:
        there = card_balance(session, card_id)
        after = there - sum(line.cents for line in lines if line.card_id == card_id)
        if after < 0:
            raise Refused("card_short", there=there, undoing=undoing)
