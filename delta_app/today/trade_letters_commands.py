"""Letters about requests put in the outbox by whoever asks or answers: to those alone whom the request concerns."""

from collections.abc import Callable, Collection

from sqlalchemy.orm import Session

from delta_app.core.access import Role, acting, allowed, refuse_for_others
from delta_app.core.errors import Refused
from delta_app.hosts.queries import hosts
from delta_app.post.commands import Outgoing
from delta_app.post.put_process import put
from delta_app.today.trade_letters_data import (
    Addressed,
    TradeLetters,
    about_outcome,
    about_request,
    concerned,
    trade_letters,
)
from delta_app.today.trade_texts_data import outcome_letters, request_letters


@allowed(Role.HOST, Role.COORDINATOR)
def write_to_asked(session: Session, trade_id: int, host_ids: Collection[int]) -> tuple[str, ...]:
    """Write to people who are asked; returns the names of those for whom a letter was put in the outbox, which are none
    where no mail account is set up or the place wants none of it.

    Refuses ``no_such_trade``, ``trade_over``, ``not_yours``, ``not_asked`` for somebody else.
    """
    view = trade_letters(session, trade_id, host_ids)
    row = view.trade
    refuse_for_others(session, row.host_id)
    if row.state != "open":
        raise Refused("trade_over", state=row.state, name=row.name)
    asked = {host.id for host in hosts(session)} if row.to_all else {one.host_id for one in row.choices}
    if not set(host_ids) <= asked - {row.host_id}:
        raise Refused("not_asked")
    return _put(session, about_request(row), view, request_letters)


@allowed(Role.HOST, Role.COORDINATOR)
def write_outcome(session: Session, trade_id: int) -> tuple[str, ...]:
    """Write to those whom it concerns, save to whoever acts, what a request has become; returns the same.

    Refuses ``no_such_trade``, ``not_yours`` for whoever neither asked nor was asked.
    """
    row = trade_letters(session, trade_id, ()).trade
    actor = acting(session)
    if actor.host_id not in {row.host_id, row.taker_id, *(one.host_id for one in row.choices)}:
        refuse_for_others(session, row.host_id)
    view = trade_letters(session, trade_id, sorted(concerned(session, row) - {actor.host_id}))
    return _put(session, about_outcome(row), view, outcome_letters)


def _put(
    session: Session, about: str, view: TradeLetters, say: Callable[[TradeLetters], tuple[Addressed, ...]]
) -> tuple[str, ...]:
    told = []
    for person, one in zip(view.people, say(view), strict=True):
        if put(session, "trade", about, [Outgoing(one.letter, one.host_id)]).put:
            told.append(person.name)
    return tuple(told)
