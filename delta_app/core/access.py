"""Who may do what: roles, the passphrase that guards them, and the check every command makes."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import Text

from delta_app.core import clock
from delta_app.core.database import Base, Instant, one_of, table_args
from delta_app.core.errors import Refused
from delta_app.core.i18n import _

PASSPHRASE_MIN_LENGTH = 8

P = ParamSpec("P")
R = TypeVar("R")


class Role(StrEnum):
    """What somebody may do at this PC."""

    COORDINATOR = "coordinator"
    TREASURER = "treasurer"
    HOST = "host"
    READER = "reader"


@dataclass(frozen=True)
class Actor:
    """Who acts: the name the journal keeps, the role that decides what is allowed, the host when it is one."""

    name: str
    role: Role
    host_id: int | None = None


class Credential(Base):
    """The argon2id hash of a role's passphrase."""

    __tablename__ = "credential"
    __table_args__ = table_args(one_of("role", ("coordinator", "treasurer")), journal="secret")

    id: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[str] = mapped_column(Text, unique=True)
    hash: Mapped[str] = mapped_column(Text)
    set_at: Mapped[datetime] = mapped_column(Instant)


def allowed(
    *roles: Role,
) -> Callable[[Callable[Concatenate[Session, P], R]], Callable[Concatenate[Session, P], R]]:
    """Marks a command with the roles that may call it, and refuses (``not_allowed``) everybody else.

    The check reads the actor that ``Store.write`` put in the session: no window or command line can pass it by.
    """
    permitted = frozenset(roles)

    def mark(command: Callable[Concatenate[Session, P], R]) -> Callable[Concatenate[Session, P], R]:
        @functools.wraps(command)
        def checked(session: Session, /, *args: P.args, **kwargs: P.kwargs) -> R:
            actor: Actor | None = session.info.get("actor")
            if actor is None or actor.role not in permitted:
                raise Refused("not_allowed", role=actor.role if actor else Role.READER, needed=permitted)
            return command(session, *args, **kwargs)

        checked.allowed_roles = permitted  # type: ignore[attr-defined]
        return checked

    return mark


def has_passphrase(session: Session, role: Role = Role.COORDINATOR) -> bool:
    """Whether this role is guarded in this file."""
    return session.scalar(select(Credential.id).where(Credential.role == role)) is not None


def verify_passphrase(session: Session, passphrase: str, role: Role = Role.COORDINATOR) -> bool:
    """Whether this is the role's passphrase; False too when none is set."""
    stored = session.scalar(select(Credential.hash).where(Credential.role == role))
    if stored is None:
        return False
    from argon2 import PasswordHasher
    from argon2.exceptions import VerifyMismatchError

    try:
        return PasswordHasher().verify(stored, passphrase)
    except VerifyMismatchError:
        return False


@allowed(Role.COORDINATOR)
def set_passphrase(session: Session, passphrase: str, role: Role = Role.COORDINATOR) -> None:
    """Guard a role with a passphrase (argon2id, RFC 9106 low-memory profile as argon2-cffi sets it).

    Refuses ``passphrase_short`` under eight characters, ``not_allowed`` unless the coordinator acts.
    """
    if len(passphrase) < PASSPHRASE_MIN_LENGTH:
        raise Refused("passphrase_short", least=PASSPHRASE_MIN_LENGTH)
    from argon2 import PasswordHasher

    hashed = PasswordHasher().hash(passphrase)
    credential = session.scalar(select(Credential).where(Credential.role == role))
    if credential is None:
        session.add(Credential(role=str(role), hash=hashed, set_at=clock.now()))
    else:
        credential.hash, credential.set_at = hashed, clock.now()


@allowed(Role.COORDINATOR)
def remove_passphrase(session: Session, role: Role = Role.COORDINATOR) -> None:
    """From now on anybody at this PC has the role. Refuses ``no_passphrase``."""
    credential = session.scalar(select(Credential).where(Credential.role == role))
    if credential is None:
        raise Refused("no_passphrase")
    session.delete(credential)


def require_passphrase(session: Session, passphrase: str | None) -> None:
    """Go on as the coordinator only where no passphrase guards the file or the right one is given.

    Refuses ``passphrase_needed`` when one is set and none given, ``passphrase_wrong`` when it does not fit.
    """
    if has_passphrase(session):
        if passphrase is None:
            raise Refused("passphrase_needed")
        if not verify_passphrase(session, passphrase):
            raise Refused("passphrase_wrong")


def coordinator(name: str = "") -> Actor:
    """Somebody who has shown to be the coordinator, or founds a place; ``name`` is what the place calls them."""
    return Actor(name or _("Coordination"), Role.COORDINATOR)


def reader() -> Actor:
    """Somebody who only looks."""
    return Actor(_("Accueil"), Role.READER)
