"""Letters about requests put in the outbox by whoever asks or answers: to those alone whom the request concerns."""

from collections.abc import Collection, Sequence

from sqlalchemy.orm import Session

from delta_app.core.access import Role, acting, allowed, refuse_for_others
from delta_app.core.errors import Refused
from delta_app.hosts.queries import hosts
from delta_app.planning.letter_data import person
from delta_app.post.commands import Outgoing
from delta_app.post.put_process import put
from delta_app.shifts.trade_data import trade
from delta_app.today.trade_letters_data import (
    Addressed,
    TradeRow,
    about_answer,
    about_request,
    concerned,
)


@allowed(Role.HOST, Role.COORDINATOR)
def write_to_asked(session: Session, trade_id: int, letters: Sequence[Addressed]) -> int:
    """Write to people who are asked; returns how many letters were put in the outbox.

    Refuses ``no_such_trade``, ``trade_over``, ``not_yours``, ``not_asked`` for a letter to somebody else, and as
    ``post.commands.put_letters`` does.
    """
    row = _found(session, trade_id)
    refuse_for_others(session, row.host_id)
    if row.state != "open":
        raise Refused("trade_over", state=row.state, name=row.name)
    asked = {host.id for host in hosts(session)} if row.to_all else {one.host_id for one in row.choices}
    return _put(session, about_request(row), letters, asked - {row.host_id})


@allowed(Role.HOST, Role.COORDINATOR)
def write_outcome(session: Session, trade_id: int, letters: Sequence[Addressed]) -> int:
    """Write to those whom it concerns what their request has become; returns how many letters were put in the outbox.

    Refuses ``no_such_trade``, ``not_yours`` for whoever neither asked nor was asked, ``not_asked`` for a letter to
    somebody else, and as ``post.commands.put_letters`` does.
    """
    row = _found(session, trade_id)
    if acting(session).host_id not in {row.host_id, row.taker_id, *(one.host_id for one in row.choices)}:
        refuse_for_others(session, row.host_id)
    return _put(session, about_answer(row), letters, concerned(row))


def _found(session: Session, trade_id: int) -> TradeRow:
    session.flush()
    row = trade(session, trade_id)
    if row is None:
        raise Refused("no_such_trade")
    return row


def _put(session: Session, about: str, letters: Sequence[Addressed], allowed_to: Collection[int]) -> int:
    """Letters to the addresses that these hosts have, and to nobody else."""
    address = {host.id: person(host, "").address for host in hosts(session) if host.id in allowed_to}
    if any(one.letter.to != address.get(one.host_id) for one in letters):
        raise Refused("not_asked")
    return put(session, "trade", about, [Outgoing(one.letter, one.host_id) for one in letters]).put
