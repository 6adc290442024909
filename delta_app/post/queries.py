"""What is known of the post: the mail account without its password, and the letters in the outbox."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer

from delta_app.core import clock
from delta_app.core.database import as_stored
from delta_app.core.errors import Refused, say
from delta_app.core.settings import get
from delta_app.core.tries import seconds_since
from delta_app.mail.letter import Sender
from delta_app.post import settings
from delta_app.post.about_data import about_words
from delta_app.post.model import OutboxLetter
from delta_app.post.rules import CLAIM_ELSEWHERE_LIVES, CLAIM_LIVES, LONG, WRITTEN, Problem, is_due
from delta_app.venue.queries import venue

ENDED_SHOWN = 500
ENDED = ("sent", "cancelled")
TO_SETTLE = ("refused", "in_doubt")


@dataclass(frozen=True)
class Account:
    """Where letters are handed in and who writes them; of the password only whether one is kept."""

    host: str
    port: int
    security: str
    user: str
    has_password: bool
    address: str
    name: str

    @property
    def ready(self) -> bool:
        """Whether all is set up that a letter needs to leave; whether the server agrees is seen by trying it out."""
        return bool(self.host and self.address and (self.has_password or not self.user))

    @property
    def sender(self) -> Sender:
        """Who writes."""
        return Sender(self.address, self.name)


@dataclass(frozen=True)
class OutboxRow:
    """A letter in the outbox. ``subject`` and ``address`` are empty once it was sent or given up; ``said`` is its
    problem in one sentence, empty where it has none."""

    id: int
    kind: str
    about: str
    host_id: int | None
    name: str
    address: str
    subject: str
    state: str
    tries: int
    problem: Problem | None
    put_at: datetime
    tried_at: datetime | None
    next_try_at: datetime | None
    ended_at: datetime | None

    @property
    def said(self) -> str:
        """Why it did not leave."""
        return "" if self.problem is None else say(Refused(self.problem.code, **self.problem.facts))

    @property
    def what(self) -> str:
        """What it tells: ``Planning, janvier 2027, version 1``."""
        return about_words(self.kind, self.about)


@dataclass(frozen=True)
class OutboxSummary:
    """How many letters are in each state; ``late``: waiting since long. ``problem``: the latest of those that wait."""

    waiting: int = 0
    sending: int = 0
    sent: int = 0
    refused: int = 0
    in_doubt: int = 0
    cancelled: int = 0
    late: int = 0
    problem: Problem | None = None

    @property
    def to_settle(self) -> int:
        """How many ask something of the coordinator."""
        return self.refused + self.in_doubt + self.late

    @property
    def under_way(self) -> int:
        """How many have yet to leave."""
        return self.waiting + self.sending


def account(session: Session) -> Account:
    """What is set up, without the password."""
    return Account(
        host=get(session, settings.HOST),
        port=get(session, settings.PORT),
        security=get(session, settings.SECURITY),
        user=get(session, settings.USER),
        has_password=bool(get(session, settings.SEALED_PASSWORD)),
        address=get(session, settings.FROM_ADDRESS),
        name=get(session, settings.FROM_NAME),
    )


def name_of_place(session: Session) -> str:
    """The name people see where the account has none of its own."""
    return venue(session).name


def sends_nothing(session: Session) -> bool:
    """Whether nothing leaves from here at all: the people of the demonstration are invented."""
    return venue(session).is_demo


def already_written(session: Session, kind: str, about: str) -> frozenset[int]:
    """The ids of the hosts who have a letter of this kind about this, or may have it, or will."""
    found = session.scalars(
        select(OutboxLetter.host_id).where(
            OutboxLetter.kind == kind,
            OutboxLetter.about == about,
            OutboxLetter.state.in_(WRITTEN),
            OutboxLetter.host_id.is_not(None),
        )
    )
    return frozenset(host_id for host_id in found if host_id is not None)


def left_for(session: Session, kind: str, about: str) -> frozenset[int]:
    """The ids of the hosts whom a letter of this kind about this has reached, or may have."""
    gone = select(OutboxLetter.host_id).where(
        OutboxLetter.kind == kind,
        OutboxLetter.about == about,
        OutboxLetter.state.in_(("sending", "sent", "in_doubt")),
        OutboxLetter.host_id.is_not(None),
    )
    return frozenset(host_id for host_id in session.scalars(gone) if host_id is not None)


def outbox_rows(session: Session, limit: int = ENDED_SHOWN) -> tuple[OutboxRow, ...]:
    """Every letter that is not settled, and the latest of those that are, newest first."""
    newest_first = select(OutboxLetter).options(defer(OutboxLetter.body)).order_by(OutboxLetter.id.desc())
    open_ones = session.scalars(newest_first.where(OutboxLetter.state.not_in(ENDED)))
    ended = session.scalars(newest_first.where(OutboxLetter.state.in_(ENDED)).limit(limit))
    return tuple(_row(letter) for letter in sorted((*open_ones, *ended), key=lambda letter: -letter.id))


def letters_to_settle(session: Session) -> tuple[OutboxRow, ...]:
    """The letters that were refused or may not have arrived, the oldest first: a person says what becomes of them."""
    wanted = select(OutboxLetter).options(defer(OutboxLetter.body)).order_by(OutboxLetter.id)
    return tuple(_row(letter) for letter in session.scalars(wanted.where(OutboxLetter.state.in_(TO_SETTLE))))


def _row(letter: OutboxLetter) -> OutboxRow:
    return OutboxRow(
        letter.id, letter.kind, letter.about, letter.host_id, letter.to_name, letter.to_address, letter.subject,
        letter.state, letter.tries, as_stored(Problem.read, letter.problem), letter.put_at, letter.tried_at,
        letter.next_try_at, letter.ended_at,
    )  # fmt: skip


def outbox_summary(session: Session) -> OutboxSummary:
    """How many letters are in which state."""
    by_state = select(OutboxLetter.state, func.count()).group_by(OutboxLetter.state)
    counts = {state: number for state, number in session.execute(by_state)}  # noqa: C416 (a Row is no tuple to mypy)
    late = select(func.count()).where(OutboxLetter.state == "waiting", OutboxLetter.put_at < clock.now() - LONG)
    latest = session.scalar(
        select(OutboxLetter.problem)
        .where(OutboxLetter.state == "waiting", OutboxLetter.problem != "")
        .order_by(OutboxLetter.tried_at.desc(), OutboxLetter.id.desc())
        .limit(1)
    )
    problem = as_stored(Problem.read, latest or "")
    return OutboxSummary(**counts, late=session.scalar(late) or 0, problem=problem)


def letters_due(session: Session, *, at_once: bool = False) -> tuple[int, ...]:
    """The ids of the letters that may be tried now, ``at_once`` of all that wait; in the order they were put."""
    rows = session.execute(
        select(OutboxLetter.id, OutboxLetter.next_try_at, OutboxLetter.tries)
        .where(OutboxLetter.state == "waiting")
        .order_by(OutboxLetter.id)
    )
    now = clock.now()
    return tuple(number for number, next_try_at, tries in rows if at_once or is_due(next_try_at, tries, now))


def letters_left_behind(session: Session) -> tuple[int, ...]:
    """The ids of the letters that somebody began to hand over so long ago that nobody does any more."""
    rows = session.execute(
        select(OutboxLetter.id, OutboxLetter.claim, OutboxLetter.tried_at)
        .where(OutboxLetter.state == "sending")
        .order_by(OutboxLetter.id)
    )
    return tuple(number for number, claim, tried_at in rows if _is_dead(session, claim, tried_at))


def this_pc(session: Session) -> str:
    """What tells this PC from others that share a data file; a server's clock is the same for all."""
    return "server" if session.get_bind().dialect.name != "sqlite" else f"{uuid.getnode():x}"


def _is_dead(session: Session, claim: str, tried_at: datetime | None) -> bool:
    _token, _space, rest = claim.partition(" ")
    where, _space, since = rest.partition(" ")
    if not since.isdecimal():
        return True
    if where != this_pc(session):
        return tried_at is None or abs(clock.now() - tried_at) > CLAIM_ELSEWHERE_LIVES
    return seconds_since(session, int(since)) > CLAIM_LIVES


def anything_to_send(session: Session) -> bool:
    """Whether some letter is due now, or was left behind."""
    return bool(letters_due(session) or letters_left_behind(session))
