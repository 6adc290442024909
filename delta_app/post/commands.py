"""Acts on the outbox: letters put there, taken out again, and what a person says of those that did not arrive."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

import delta_app.post.words  # noqa: F401 (registers what the refusals say)
from delta_app.core import clock
from delta_app.core.access import Role, allowed
from delta_app.core.errors import Refused
from delta_app.hosts.model import Host
from delta_app.mail.letter import Letter, address_of, as_message, new_message_id
from delta_app.post.end_process import end_letter
from delta_app.post.model import LETTER_KINDS, OutboxAttachment, OutboxLetter
from delta_app.post.queries import ENDED, account
from delta_app.post.rules import WRITTEN
from delta_app.venue.queries import venue


@dataclass(frozen=True)
class Outgoing:
    """A letter and the host it goes to; None for somebody who is no host."""

    letter: Letter
    host_id: int | None


@dataclass(frozen=True)
class PutOutcome:
    """How many letters were put in the outbox, and how many people were left out because they have theirs already."""

    put: int
    already: int


@allowed(Role.COORDINATOR)
def put_letters(
    session: Session, kind: str, about: str, letters: Sequence[Outgoing], *, again: bool = False
) -> PutOutcome:
    """Put letters in the outbox, from where they leave by themselves; all of them or none.

    ``kind`` is one of ``LETTER_KINDS``; ``about`` names what they tell, as ``2027-01 v2``. Whoever has a letter of this
    kind about this, or may have it, or will, is left out; unless ``again``: then what still waits for them is replaced.
    A refused one is replaced in any case. Refuses ``mail_not_set_up``, ``mail_in_demo``, ``bad_mail_address``.
    """
    if kind not in LETTER_KINDS:
        raise ValueError(f"no kind of letter: {kind!r}")
    sender = account(session)
    if venue(session).is_demo:
        raise Refused("mail_in_demo")
    if not sender.ready:
        raise Refused("mail_not_set_up")
    written = _letters_about(session, kind, about)
    at, fresh, already = clock.now(), [], 0
    for one in letters:
        address = address_of(one.letter.to)
        theirs = [row for row in written if _is_to(row, one.host_id, address)]
        if not again and any(row.state in WRITTEN for row in theirs):
            already += 1
            continue
        for row in theirs:
            if row.state in {"waiting", "refused"}:
                end_letter(session, row, "cancelled")
        message_id = new_message_id(sender.address)
        as_message(one.letter, sender.sender, message_id=message_id, at=at)  # what cannot be sent is not put there
        row = OutboxLetter(
            kind=kind, about=about, host_id=one.host_id, to_address=address, to_name=one.letter.to_name,
            subject=one.letter.subject, body=one.letter.text, language=one.letter.language, message_id=message_id,
            state="waiting", put_at=at,
        )  # fmt: skip
        session.add(row)
        fresh.append((row, one.letter))
        written.append(row)
    session.flush()  # gives the rows their numbers
    session.add_all(
        OutboxAttachment(letter_id=row.id, name=file.name, media_type=file.media_type, content=file.content)
        for row, letter in fresh
        for file in letter.attachments
    )
    return PutOutcome(len(fresh), already)


def _letters_about(session: Session, kind: str, about: str) -> list[OutboxLetter]:
    rows = select(OutboxLetter).where(OutboxLetter.kind == kind, OutboxLetter.about == about).order_by(OutboxLetter.id)
    return list(session.scalars(rows))


def _is_to(row: OutboxLetter, host_id: int | None, address: str) -> bool:
    return row.host_id == host_id if host_id is not None else row.host_id is None and row.to_address == address


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
