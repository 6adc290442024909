"""Wrong secrets: five in a row lock a name for a growing time, which neither a restart nor a changed clock shortens."""

from sqlalchemy import CheckConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import Text

from delta_app.core import clock
from delta_app.core.database import Base, table_args

FREE_TRIES = 5
FIRST_WAIT = 30
LONGEST_WAIT = 3600

_SERVER_SECONDS_FROM = 1_700_000_000  # so that they fit a column of 32 bits


class TryCount(Base):
    """The wrong tries under one name since the last right one, and when the latest was, in seconds of a clock nobody
    can set: how long the computer has been on, or a server's own."""

    __tablename__ = "try_count"
    __table_args__ = table_args(CheckConstraint("failures >= 1", name="failures"), journal="none")

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(Text, unique=True)
    failures: Mapped[int]
    counted_at: Mapped[int]


def wait_after(failures: int) -> int:
    """How many seconds a name waits after that many wrong tries in a row: from the fifth on, twice as long each time,
    an hour at most. Ten thousand tries, all there are of four digits, take more than a year."""
    if failures < FREE_TRIES:
        return 0
    return min(FIRST_WAIT << min(failures - FREE_TRIES, 16), LONGEST_WAIT)


def tries_left(session: Session, subject: str) -> int:
    """How many wrong tries a name has before it has to wait."""
    row = _row(session, subject)
    return FREE_TRIES if row is None else max(0, FREE_TRIES - row.failures)


def wait_left(session: Session, subject: str) -> int:
    """How many seconds a name still waits, 0 when it can be tried."""
    row = _row(session, subject)
    return 0 if row is None else max(0, wait_after(row.failures) - seconds_since(session, row.counted_at))


def note_wrong(session: Session, subject: str) -> None:
    """Count one more wrong try."""
    row = _row(session, subject)
    if row is None:
        session.add(TryCount(subject=subject, failures=1, counted_at=steady_seconds(session)))
    else:
        row.failures, row.counted_at = row.failures + 1, steady_seconds(session)


def forget_tries(session: Session, subject: str) -> None:
    """The right secret was given, or another one put in its place: the name starts afresh."""
    row = _row(session, subject)
    if row is not None:
        session.delete(row)


def _row(session: Session, subject: str) -> TryCount | None:
    return session.scalar(select(TryCount).where(TryCount.subject == subject))


def _on_server(session: Session) -> bool:
    return session.get_bind().dialect.name != "sqlite"


def steady_seconds(session: Session) -> int:
    """Seconds of a clock that nobody can set: how long this computer has been on, or a server's own."""
    if _on_server(session):
        return int(session.scalar(select(func.date_part("epoch", func.clock_timestamp()))) or 0) - _SERVER_SECONDS_FROM
    return clock.seconds_on()


def seconds_since(session: Session, earlier: int) -> int:
    """At least how many seconds have passed: a computer that was started again counts from zero, and what it counted
    since has passed too."""
    now = steady_seconds(session)
    if now >= earlier:
        return now - earlier
    return 0 if _on_server(session) else now
