"""The outbox: letters waiting to be handed to a mail server, and what became of those that were."""

from datetime import datetime

from sqlalchemy import CheckConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import LargeBinary, Text

from delta_app.core.backup import when_restored
from delta_app.core.database import Base, Instant, one_of, reference, table_args

LETTER_KINDS = ("roster", "call", "trade", "paper", "test")
LETTER_STATES = ("waiting", "sending", "sent", "refused", "in_doubt", "cancelled")


class OutboxLetter(Base):
    """One letter to one person. ``about`` names what it tells, as ``2027-01 v2``: the same is not put there twice.

    ``sending`` is written before the server hears of it; a letter found in that state by nobody who sends is
    ``in_doubt``, and only a person says whether it is sent again. No value of it is kept in the journal: it holds an
    address. An act that wrote to somebody is taken back by the coordinator alone.
    """

    __tablename__ = "outbox_letter"
    __table_args__ = table_args(
        one_of("kind", LETTER_KINDS),
        one_of("state", LETTER_STATES),
        CheckConstraint("tries >= 0", name="tries"),
        journal="secret",
        binding=True,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    about: Mapped[str] = mapped_column(Text, default="")
    host_id: Mapped[int | None] = mapped_column(reference("host.id"), index=True)
    to_address: Mapped[str] = mapped_column(Text)
    to_name: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    message_id: Mapped[str] = mapped_column(Text, unique=True)
    state: Mapped[str] = mapped_column(Text, default="waiting", index=True)
    tries: Mapped[int] = mapped_column(default=0)
    claim: Mapped[str] = mapped_column(Text, default="")
    problem: Mapped[str] = mapped_column(Text, default="")
    put_at: Mapped[datetime] = mapped_column(Instant)
    tried_at: Mapped[datetime | None] = mapped_column(Instant)
    next_try_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)


class OutboxAttachment(Base):
    """A file that goes with a letter."""

    __tablename__ = "outbox_attachment"
    __table_args__ = table_args(journal="secret")

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(reference("outbox_letter.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text)
    content: Mapped[bytes] = mapped_column(LargeBinary)


# As ``rules.Problem`` is kept; a model knows no rules.
OF_A_COPY = '{"code": "letter_of_a_copy", "facts": {}}'


@when_restored
def doubt_what_waited(session: Session) -> None:
    """A letter that waited when a copy was made may have left since: nobody is written to twice for a copy put back."""
    waited = select(OutboxLetter).where(OutboxLetter.state.in_(("waiting", "sending"))).order_by(OutboxLetter.id)
    for letter in session.scalars(waited):
        letter.state, letter.claim, letter.problem = "in_doubt", "", OF_A_COPY
