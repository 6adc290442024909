"""What goes by itself once its time is over: the program does it when it opens and when the day changes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import delta_app.team.words  # noqa: F401 (registers what the refusals say)
from delta_app.budget.model import BankMovement
from delta_app.core import forgetting
from delta_app.core.access import Actor, Role, acting, allowed, refuse_unless_coordinator
from delta_app.core.belief import clock_is_believed
from delta_app.core.errors import Refused
from delta_app.core.i18n import _
from delta_app.core.settings import Setting, change_setting
from delta_app.core.store import Store
from delta_app.hosts.model import Absence, Allowance, AnonymisedHost, DatedAnswer
from delta_app.post.model import OutboxAttachment, OutboxLetter
from delta_app.programme.model import Activity, ActivityDate, Proposal
from delta_app.shifts.model import LogbookEntry
from delta_app.team.retention_data import Due, due_now
from delta_app.till.model import TillPaper, TillSigner
from delta_app.upkeep.model import ChoreDone

__all__ = ["Setting", "change_setting", "purge", "purge_what_is_due", "rewrite", "the_program"]

AT_MOST_BY_ITSELF = 2_000  # rows of a kind, so that nobody waits for what ten years left behind
_AT_ONCE = 500


def the_program() -> Actor:
    """Who acts where nobody does: the program keeps to what the place decided, and may do no more than anybody."""
    return Actor("Delta", Role.READER)


def purge_what_is_due(store: Store, actor: Actor | None = None) -> Due:
    """Take away what is due, in an act of its own; returns what went. Nothing is written when nothing is due.

    Without an ``actor`` the program does it by itself: of very much at most so many rows at once, never allowances,
    and nothing at all while the clock may have jumped ahead. All of that is left to whoever asks for it.
    Refuses what a write refuses, as ``file_busy`` or ``disk_full``: it is then done another time.
    """
    with store.read() as session:
        if actor is None and not clock_is_believed(session):
            return Due()
        due = due_now(session) if actor is not None else _by_itself(due_now(session))
    if due.values:
        store.forget_old_values()
    if not due.rows:
        return due
    with store.write(actor or the_program(), _("Effacer ce dont la durée est passée")) as session:
        return purge(session, unasked=actor is None)


def _by_itself(due: Due) -> Due:
    """What of it the program may take away unasked: not what the law wants to be kept, nor the names in it."""
    some = slice(AT_MOST_BY_ITSELF)
    return replace(
        due, answers=due.answers[some], absences=due.absences[some], letters=due.letters[some],
        logbook=due.logbook[some], ideas=due.ideas[some], led=due.led[some], led_dates=due.led_dates[some],
        chores=due.chores[some], chores_on=due.chores_on[some],
        allowances=(), names=(), signers=(), papers=(), bank=(),
    )  # fmt: skip


def rewrite(store: Store) -> None:
    """Have the data file written anew after something was taken away. Refuses ``not_rewritten``, ``why``: what was
    taken away is gone from all that can be read, and a part of the file may still hold it."""
    try:
        store.rewrite()
    except Refused as refusal:
        raise Refused("not_rewritten", why=refusal.code) from refusal


@allowed(*Role)
def purge(session: Session, *, unasked: bool = False) -> Due:
    """Take away what is due now by the periods of the place, as the coordinator wants it; ``unasked`` only what the
    program may by itself, whoever is at the PC. Returns what went. No value of it is kept."""
    if not unasked:
        refuse_unless_coordinator(acting(session))
    forgetting.keep_no_values_of_purge(session)
    due = _by_itself(due_now(session)) if unasked else due_now(session)
    _delete(session, LogbookEntry, due.logbook)
    for start in range(0, len(due.letters), _AT_ONCE):
        letters = due.letters[start : start + _AT_ONCE]
        wanted = select(OutboxAttachment.id).where(OutboxAttachment.letter_id.in_(letters))
        _delete(session, OutboxAttachment, session.scalars(wanted.order_by(OutboxAttachment.id)).all())
    _delete(session, OutboxLetter, due.letters)
    _delete(session, DatedAnswer, due.answers)
    _delete(session, Absence, due.absences)
    _delete(session, Allowance, due.allowances)
    _delete(session, TillSigner, due.signers)
    _delete(session, TillPaper, due.papers)
    _delete(session, BankMovement, due.bank)
    _delete(session, ChoreDone, due.chores)
    for mark in _rows(session, ChoreDone, due.chores_on):
        mark.host_id = None
    for idea in _rows(session, Proposal, due.ideas):
        idea.first_name = ""
    for model, ids in ((Activity, due.led), (ActivityDate, due.led_dates)):
        for led in _rows(session, model, ids):
            led.facilitator = ""
    for number in due.names:
        row = session.get(AnonymisedHost, number)
        if row is not None:
            row.kept_name = ""
    return due


def _delete(session: Session, model: type[Any], ids: Sequence[int]) -> None:
    for row in _rows(session, model, ids):
        session.delete(row)


def _rows(session: Session, model: type[Any], ids: Sequence[int]) -> Iterator[Any]:
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        yield from session.scalars(select(model).where(model.id.in_(some)).order_by(model.id))
