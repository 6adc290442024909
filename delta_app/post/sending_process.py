"""Emptying the outbox: each letter is claimed, handed to the server outside of any transaction, and what became of it
is written down; so that whatever breaks in between, nobody is written to twice unasked.

Whoever stands at the PC may have it done: a letter was put there by the coordinator, and sending it is all that these
functions can do. They take the store and write by themselves, no session of anybody else reaches them.
"""

import secrets
import ssl
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

import delta_app.post.words  # noqa: F401 (registers what the problems say)
from delta_app.core import clock
from delta_app.core.access import Actor, Role
from delta_app.core.backup import is_folder_of_copies
from delta_app.core.errors import Refused
from delta_app.core.i18n import _, ngettext
from delta_app.core.store import Store
from delta_app.core.tries import steady_seconds
from delta_app.mail.letter import Attachment, Letter, Sender, as_message, new_message_id
from delta_app.mail.smtp import Connection, Server, connected, try_out
from delta_app.post.account_data import server_in_use
from delta_app.post.end_process import end_letter
from delta_app.post.model import OutboxAttachment, OutboxLetter
from delta_app.post.queries import letters_due, letters_left_behind, this_pc
from delta_app.post.rules import BAD_IN_A_ROW, Problem, Round, concerns_all, fate_of, wait_after

StillMeant = Callable[[Session, str, str, int | None], bool]
"""Whether a letter of some kind, about something, to some host, is still to be sent: that may be settled by now."""

TRIES_TO_WRITE = 4  # what a server has taken is worth some patience with a file that others write


@dataclass(frozen=True)
class _Claimed:
    """A letter that is ours alone to hand over."""

    id: int
    claim: str
    message_id: str
    put_at: datetime
    letter: Letter


@dataclass(frozen=True)
class _Chooser:
    """Which of the letters that wait leave in this round."""

    at_once: bool
    still_meant: StillMeant


def send_waiting(
    store: Store,
    *,
    at_once: bool = False,
    still_meant: StillMeant = lambda _session, _kind, _about, _host_id: True,
    stop: Callable[[], bool] = lambda: False,
    context: ssl.SSLContext | None = None,
) -> Round:
    """Empty the outbox once, over one connection as long as it holds; ``at_once`` tries those too that were put off.

    A letter that is not ``still_meant`` is given up instead. ``stop`` is asked between two letters. ``context`` is whom
    to trust, the system's certificates if None. What keeps letters from leaving is in the outcome; refuses only what
    the store does, as ``disk_full``: a letter whose outcome could not be written stays claimed, and is in doubt later.
    """
    done = Round()
    try:
        _send(store, done, _Chooser(at_once, still_meant), stop=stop, context=context)
    finally:
        if done.settled:
            store.tell_of(_carrier(), _label(done), frozenset({OutboxLetter.__tablename__}))
    return done


def _send(
    store: Store, done: Round, chooser: _Chooser, *, stop: Callable[[], bool], context: ssl.SSLContext | None
) -> None:
    if isinstance(store.path, Path) and is_folder_of_copies(store.path.parent):
        done.problem = Problem("mail_in_copy")
        return
    done.in_doubt += _give_up_left_behind(store)
    with store.read() as session:
        waiting = deque(letters_due(session, at_once=chooser.at_once))
        if not waiting:
            return
        try:
            server, sender = server_in_use(session)
        except Refused as refusal:
            done.problem, done.put_off = _problem(refusal), len(waiting)
            return
    in_a_row = 0
    while waiting and done.problem is None and not stop():
        with ExitStack() as stack:
            try:
                line = stack.enter_context(connected(server, context=context))
            except Refused as refusal:
                done.problem = _problem(refusal)
                break
            while waiting and done.problem is None and line.is_open and not stop():
                problem = _hand_over(store, line, sender, waiting.popleft(), done, chooser)
                in_a_row = in_a_row + 1 if problem and fate_of(problem) != "refused" else 0
                if problem and (concerns_all(problem) or in_a_row == BAD_IN_A_ROW):
                    done.problem = problem
    if done.problem is not None:
        done.put_off += _put_off(store, waiting, done.problem)


def _hand_over(
    store: Store, line: Connection, sender: Sender, letter_id: int, done: Round, chooser: _Chooser
) -> Problem | None:
    """One letter, claimed and settled, and why it did not leave; None also when somebody else has it by now."""
    claimed = _claim(store, letter_id, chooser)
    if claimed is None:
        return None
    problem: Problem | None = None
    try:
        line.send(as_message(claimed.letter, sender, message_id=claimed.message_id, at=claimed.put_at))
    except Refused as refusal:
        problem = _problem(refusal)
    _settle(store, claimed, problem)
    fate = "sent" if problem is None else fate_of(problem)
    done.sent += fate == "sent"
    done.refused += fate == "refused"
    done.in_doubt += fate == "in_doubt"
    done.put_off += fate == "waiting"
    return problem


def _claim(store: Store, letter_id: int, chooser: _Chooser) -> _Claimed | None:
    """Make a letter ours before any server hears of it; None when it waits no more, somebody has just tried it, or
    what it asks is settled."""
    with store.write_aside(_carrier()) as session:
        row = session.get(OutboxLetter, letter_id)
        if row is None or letter_id not in letters_due(session, at_once=chooser.at_once):
            return None
        if not chooser.still_meant(session, row.kind, row.about, row.host_id):
            end_letter(session, row, "cancelled")
            return None
        row.state, row.claim = "sending", f"{secrets.token_hex(16)} {this_pc(session)} {steady_seconds(session)}"
        row.tries, row.tried_at = row.tries + 1, clock.now()
        return _Claimed(row.id, row.claim, row.message_id, row.put_at, _letter_of(session, row))


def _letter_of(session: Session, row: OutboxLetter) -> Letter:
    files = session.scalars(
        select(OutboxAttachment).where(OutboxAttachment.letter_id == row.id).order_by(OutboxAttachment.id)
    )
    attachments = tuple(Attachment(file.name, file.media_type, file.content) for file in files)
    return Letter(row.to_address, row.to_name, row.subject, row.body, attachments, row.language)


def _settle(store: Store, claimed: _Claimed, problem: Problem | None) -> None:
    """Write down what became of a letter, patiently: whoever wrote in the file meanwhile is done soon."""
    for attempt in range(1, TRIES_TO_WRITE + 1):
        try:
            _write_outcome(store, claimed, problem)
        except Refused as refusal:
            if refusal.code != "file_busy" or attempt == TRIES_TO_WRITE:
                raise
        else:
            return


def _write_outcome(store: Store, claimed: _Claimed, problem: Problem | None) -> None:
    with store.write_aside(_carrier()) as session:
        row = session.get(OutboxLetter, claimed.id)
        # Another claim, or none: we were taken for dead, and a person has said since what is to be done with it.
        if row is None or row.claim != claimed.claim:
            return
        if problem is None:
            end_letter(session, row, "sent")
            return
        row.state, row.problem = fate_of(problem), problem.written
        if row.state == "waiting":
            row.claim, row.next_try_at = "", clock.now() + wait_after(row.tries)


def _put_off(store: Store, letter_ids: Iterable[int], problem: Problem) -> int:
    """What would have met the same trouble waits as if it had been tried; returns how many."""
    count = 0
    with store.write_aside(_carrier()) as session:
        for letter_id in letter_ids:
            row = session.get(OutboxLetter, letter_id)
            if row is not None and row.state == "waiting":
                row.tries, row.tried_at, row.problem = row.tries + 1, clock.now(), problem.of_others.written
                row.next_try_at = clock.now() + wait_after(row.tries)
                count += 1
    return count


def _give_up_left_behind(store: Store) -> int:
    """Letters that somebody was handing over when they were stopped are in doubt; returns how many."""
    with store.read() as session:
        if not letters_left_behind(session):
            return 0
    with store.write_aside(_carrier()) as session:
        left = letters_left_behind(session)
        for letter_id in left:
            row = session.get_one(OutboxLetter, letter_id)
            row.state, row.problem = "in_doubt", Problem("letter_left_behind").written
        return len(left)


def try_account(server: Server, sender: Sender, *, context: ssl.SSLContext | None = None) -> None:
    """Send a letter to the sender's own address. Refuses as ``smtp.connected`` and ``Connection.send`` do."""
    try_out(server, sender, context=context)
    letter = Letter(
        sender.address,
        sender.name,
        _("Essai d’envoi de Delta"),
        _("Ce message montre que Delta peut envoyer des e-mails depuis ce compte. Il n’y a rien à faire.") + "\n",
    )
    message = as_message(letter, sender, message_id=new_message_id(sender.address), at=clock.now())
    with connected(server, context=context) as line:
        line.send(message)


def _problem(refusal: Refused) -> Problem:
    return Problem(refusal.code, refusal.facts)


def _carrier() -> Actor:
    """As whom the history names what is sent: nobody in particular, and with no role."""
    return Actor(_("Courrier"), Role.READER)


def _label(done: Round) -> str:
    if done.settled == done.sent:
        return ngettext("Envoyer {n} message", "Envoyer {n} messages", done.sent).format(n=done.sent)
    sentence = _("Envoyer le courrier : partis {sent}, refusés {refused}, en doute {in_doubt}")
    return sentence.format(sent=done.sent, refused=done.refused, in_doubt=done.in_doubt)
