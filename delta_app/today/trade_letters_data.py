"""Letters about requests for replacements and swaps: whom one concerns, what it is about, and whether it is settled."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from delta_app.core.errors import Refused
from delta_app.hosts.queries import hosts
from delta_app.planning.letter_data import Addressed, Person, Writer, person, writer
from delta_app.post.queries import left_for
from delta_app.shifts.queries import seats_between
from delta_app.shifts.trade_data import ChoiceRow, TradeRow, people_are_written_to, trade

__all__ = [  # with what the letters are made of
    "Addressed",
    "ChoiceRow",
    "Person",
    "TradeLetters",
    "TradeRow",
    "Writer",
    "about_outcome",
    "about_request",
    "by_mail",
    "concerned",
    "still_meant",
    "trade_letters",
]

_ABOUT = re.compile(r".* #(\d+)(?: (\w+) (\d+))?")


@dataclass(frozen=True)
class TradeLetters:
    """A request and those who are written to about it; ``beside``: who comes to its shift too."""

    writer: Writer
    trade: TradeRow
    beside: tuple[str, ...]
    people: tuple[Person, ...]


def by_mail(session: Session) -> dict[int, Person]:
    """The hosts who are written to about requests, by number; nobody where no mail account is set up, or the
    coordinator wants none of it."""
    place = writer(session)
    if place.why_not or not people_are_written_to(session):
        return {}
    people = (person(host, place.language) for host in hosts(session))
    return {one.host_id: one for one in people if one.address}


def trade_letters(session: Session, trade_id: int, host_ids: Collection[int]) -> TradeLetters:
    """What letters about a request are made of, to those of some hosts who are written to. Refuses
    ``no_such_trade``."""
    session.flush()
    row = trade(session, trade_id)
    if row is None:
        raise Refused("no_such_trade")
    reached = by_mail(session)
    names = {host.id: host.name for host in hosts(session, states=("active", "paused", "left"))}
    seats = seats_between(session, row.day, row.day).get(row.slot_id, ())
    beside = tuple(names[seat.host_id] for seat in seats if seat.host_id != row.host_id and not seat.seeking)
    people = tuple(reached[one] for one in dict.fromkeys(host_ids) if one in reached)
    return TradeLetters(writer(session), row, beside, people)


def concerned(session: Session, row: TradeRow) -> frozenset[int]:
    """Whom it concerns what a request has become: whoever asked, whoever said yes, and those asked by name whom a
    letter has reached and who need not answer any more. Nobody while it is open, or where it lapsed by itself."""
    ends: dict[str, set[int | None]] = {
        "agreed": {row.host_id},
        "declined": {row.host_id},
        "done": {row.host_id, row.taker_id},
        "refused": {row.host_id, row.taker_id},
        "cancelled": {row.taker_id},
    }
    people = ends.get(row.state, set())
    if row.state in {"done", "cancelled"} and not row.to_all:
        waiting = {one.host_id for one in row.choices if one.answer == "asked"}
        people |= waiting & left_for(session, "trade", about_request(row))
    return frozenset(one for one in people if one is not None)


def about_request(row: TradeRow) -> str:
    """What a letter that asks is about, as the outbox names it: ``2026-12-10 13:00 #17``."""
    return f"{row.day} {row.start_minute // 60:02}:{row.start_minute % 60:02} #{row.id}"


def about_outcome(row: TradeRow) -> str:
    """The same of a letter that tells what the request has become, by whose yes: ``2026-12-10 13:00 #17 done 4``."""
    return f"{about_request(row)} {row.state} {row.agreement_id or 0}"


def still_meant(session: Session, kind: str, about: str, host_id: int | None) -> bool:
    """Whether a letter in the outbox is still to be sent: one that asks is not once its request is settled or that
    person has said no, one that tells an outcome is not once that is another."""
    found = _ABOUT.fullmatch(about) if kind == "trade" else None
    if found is None:
        return True
    row = trade(session, int(found[1]))
    if row is None:
        return False
    if found[2]:
        return about == about_outcome(row)
    return row.state == "open" and (row.to_all or any(one.answer == "asked" for one in row.asks(host_id or 0)))
