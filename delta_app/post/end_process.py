"""A letter comes to its end: sent, or given up by a person."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.core import clock
from delta_app.post.model import OutboxAttachment, OutboxLetter


def end_letter(session: Session, row: OutboxLetter, state: str) -> None:
    """A letter that is sent or given up keeps who was written to, about what and when; all else goes."""
    row.state, row.ended_at, row.next_try_at = state, clock.now(), None
    row.claim = row.problem = row.to_address = row.subject = row.body = ""
    for file in session.scalars(
        select(OutboxAttachment).where(OutboxAttachment.letter_id == row.id).order_by(OutboxAttachment.id)
    ):
        session.delete(file)
