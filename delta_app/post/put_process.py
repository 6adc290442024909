"""Letters put in the outbox, whoever has it done; which act may write to whom is said by that act's command."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

import delta_app.post.words  # noqa: F401 (registers what the refusals say)
from delta_app.core import clock
from delta_app.core.errors import Refused
from delta_app.mail.letter import Letter, address_of, as_message, new_message_id
from delta_app.post.end_process import end_letter
from delta_app.post.model import LETTER_KINDS, OutboxAttachment, OutboxLetter
from delta_app.post.queries import account
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


def put(session: Session, kind: str, about: str, letters: Sequence[Outgoing], *, again: bool = False) -> PutOutcome:
    """Put letters in the outbox, as ``commands.put_letters`` says."""
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
