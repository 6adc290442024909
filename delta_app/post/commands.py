"""Acts on the outbox: letters put there, taken out again, and what a person says of those that did not arrive."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

import delta_app.post.words  # noqa: F401 (registers what the refusals say)
from delta_app.core.access import Role, allowed
from delta_app.core.errors import Refused
from delta_app.hosts.model import Host
from delta_app.mail.letter import address_of
from delta_app.post.end_process import end_letter
from delta_app.post.model import OutboxLetter
from delta_app.post.put_process import Outgoing, PutOutcome, put
from delta_app.post.queries import ENDED

__all__ = [
    "Outgoing",
    "PutOutcome",
    "cancel_letter",
    "forget_recipient",
    "note_arrived",
    "put_letters",
    "send_doubtful_again",
    "try_letter_again",
]


@allowed(Role.COORDINATOR)
def put_letters(
    session: Session, kind: str, about: str, letters: Sequence[Outgoing], *, again: bool = False
) -> PutOutcome:
    """Put letters in the outbox, from where they leave by themselves; all of them or none.

    ``kind`` is one of ``LETTER_KINDS``; ``about`` names what they tell, as ``2027-01 v2``. Whoever has a letter of this
    kind about this, or may have it, or will, is left out; unless ``again``: then what still waits for them is replaced.
    A refused one is replaced in any case. Refuses ``mail_not_set_up``, ``mail_in_demo``, ``bad_mail_address``.
    """
    return put(session, kind, about, letters, again=again)


@allowed(Role.COORDINATOR)
def cancel_letter(session: Session, letter_id: int) -> None:
    """Take a letter that waits, or that was refused, out of what is sent. Refuses ``no_such_letter``,
    ``letter_moved_on``."""
    end_letter(session, _letter(session, letter_id, "waiting", "refused"), "cancelled")


@allowed(Role.COORDINATOR)
def try_letter_again(session: Session, letter_id: int) -> None:
    """Send a refused letter once more, to the address its host has now. Refuses ``no_such_letter``,
    ``letter_moved_on``, ``bad_mail_address``."""
    _send_anew(session, _letter(session, letter_id, "refused"))


@allowed(Role.COORDINATOR)
def note_arrived(session: Session, letter_id: int) -> None:
    """A letter in doubt did arrive, as the person said. Refuses ``no_such_letter``, ``letter_moved_on``."""
    end_letter(session, _letter(session, letter_id, "in_doubt"), "sent")


@allowed(Role.COORDINATOR)
def send_doubtful_again(session: Session, letter_id: int) -> None:
    """A letter in doubt did not arrive: it is sent, by the same Message-ID, to the address its host has now. Refuses
    ``no_such_letter``, ``letter_moved_on``, ``bad_mail_address``."""
    _send_anew(session, _letter(session, letter_id, "in_doubt"))


@allowed(Role.COORDINATOR)
def forget_recipient(session: Session, host_id: int) -> int:
    """Somebody becomes nameless: what has not left for them is given up, and their name goes from what has. Returns how
    many letters there were. Refuses ``letter_moved_on`` while one is on its way."""
    theirs = select(OutboxLetter).where(OutboxLetter.host_id == host_id).order_by(OutboxLetter.id)
    rows = session.scalars(theirs).all()
    for row in rows:
        if row.state == "sending":
            raise Refused("letter_moved_on", name=row.to_name, state=row.state)
        if row.state not in ENDED:
            end_letter(session, row, "cancelled")
        row.to_name = ""
    return len(rows)


def _letter(session: Session, letter_id: int, *states: str) -> OutboxLetter:
    row = session.get(OutboxLetter, letter_id)
    if row is None:
        raise Refused("no_such_letter")
    if row.state not in states:
        raise Refused("letter_moved_on", name=row.to_name, state=row.state)
    return row


def _send_anew(session: Session, row: OutboxLetter) -> None:
    host = None if row.host_id is None else session.get(Host, row.host_id)
    if host is not None and host.email:
        row.to_address = address_of(host.email)
    row.state, row.claim, row.problem, row.tries, row.next_try_at = "waiting", "", "", 0, None
