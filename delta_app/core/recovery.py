"""The recovery code: printed once, it lets whoever forgot the coordination's passphrase choose another."""

import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import Text

from delta_app.core import clock
from delta_app.core.access import Role, allowed, hashed, is_the_secret
from delta_app.core.database import Base, Instant, table_args

# Without the letters that a hand or an eye takes for others: https://www.crockford.com/base32.html
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_GROUPS, _GROUP = 5, 4


class RecoveryCode(Base):
    """The argon2id hash of the code that was printed last: one row, none while no passphrase guards the place."""

    __tablename__ = "recovery_code"
    __table_args__ = table_args(journal="secret")

    id: Mapped[int] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Instant)


@allowed(Role.COORDINATOR)
def make_recovery_code(session: Session) -> str:
    """A new code in groups of four (``7K2M-…``, 100 bits), to be printed now: only its hash is kept. The one before
    opens nothing any more."""
    code = "-".join("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))
    kept = hashed(as_compared(code))
    row = session.scalar(select(RecoveryCode).order_by(RecoveryCode.id))
    if row is None:
        session.add(RecoveryCode(hash=kept, made_at=clock.now()))
    else:
        row.hash, row.made_at = kept, clock.now()
    return code


@allowed(Role.COORDINATOR)
def remove_recovery_code(session: Session) -> None:
    """No code opens anything any more."""
    for row in session.scalars(select(RecoveryCode).order_by(RecoveryCode.id)):
        session.delete(row)


def has_recovery_code(session: Session) -> bool:
    """Whether a code was printed that still counts."""
    return session.scalar(select(RecoveryCode.id)) is not None


def is_recovery_code(session: Session, written: str) -> bool | None:
    """Whether this is the code, as a hand may copy it; None when there is none."""
    stored = session.scalar(select(RecoveryCode.hash))
    return None if stored is None else is_the_secret(stored, as_compared(written))


def as_compared(written: str) -> str:
    """A code without what a hand adds or mistakes: spaces, hyphens, small letters, O for 0, I and L for 1."""
    return "".join(letter for letter in written.upper() if letter.isalnum()).translate(_READ_AS)
