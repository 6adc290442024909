"""Who may do what: roles, the passphrase that guards them, and the check every command makes."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import Text

from delta_app.core import clock
from delta_app.core.database import Base, Instant, one_of, table_args
from delta_app.core.errors import Refused
from delta_app.core.i18n import _
from delta_app.core.tries import forget_tries

if TYPE_CHECKING:
    from argon2 import PasswordHasher

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


def acting(session: Session) -> Actor:
    """Who acts in this write. Refuses ``not_allowed`` where nobody does."""
    actor: Actor | None = session.info.get("actor")
    if actor is None:
        raise Refused("not_allowed", role=Role.READER, needed=frozenset(Role))
    return actor


def refuse_unless_coordinator(actor: Actor) -> None:
    """Refuse ``not_allowed`` to everybody but the coordinator, where no command is what asks."""
    if actor.role != Role.COORDINATOR:
        raise Refused("not_allowed", role=actor.role, needed=frozenset({Role.COORDINATOR}))


def refuse_for_others(session: Session, host_id: int) -> None:
    """Refuse ``not_yours`` where a host acts for somebody else; the coordinator may act for anybody."""
    actor = acting(session)
    if actor.role != Role.COORDINATOR and actor.host_id != host_id:
        raise Refused("not_yours")


def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher, profiles

    return PasswordHasher.from_parameters(profiles.RFC_9106_LOW_MEMORY)


def hashed(secret: str) -> str:
    """How a secret is kept: argon2id with a salt of its own, in the low-memory profile of RFC 9106."""
    return _hasher().hash(secret)


def is_the_secret(stored: str, secret: str) -> bool:
    """Whether a secret is the one of which this hash is kept."""
    from argon2.exceptions import VerifyMismatchError

    try:
        return _hasher().verify(stored, secret)
    except VerifyMismatchError:
        return False


def has_passphrase(session: Session, role: Role = Role.COORDINATOR) -> bool:
    """Whether this role is guarded in this file."""
    return session.scalar(select(Credential.id).where(Credential.role == role)) is not None


def is_passphrase(session: Session, passphrase: str, role: Role = Role.COORDINATOR) -> bool | None:
    """Whether this is the role's passphrase; None when none is set."""
    stored = session.scalar(select(Credential.hash).where(Credential.role == role))
    return None if stored is None else is_the_secret(stored, passphrase)


@allowed(Role.COORDINATOR)
def set_passphrase(session: Session, passphrase: str, role: Role = Role.COORDINATOR) -> None:
    """Guard a role with a passphrase, kept as ``hashed`` does; wrong tries under it are forgotten.

    Refuses ``passphrase_short`` under eight characters, ``not_allowed`` unless the coordinator acts.
    """
    if len(passphrase) < PASSPHRASE_MIN_LENGTH:
        raise Refused("passphrase_short", least=PASSPHRASE_MIN_LENGTH)
    credential = session.scalar(select(Credential).where(Credential.role == role))
    if credential is None:
        session.add(Credential(role=str(role), hash=hashed(passphrase), set_at=clock.now()))
    else:
        credential.hash, credential.set_at = hashed(passphrase), clock.now()
    forget_tries(session, role)


@allowed(Role.COORDINATOR)
def remove_passphrase(session: Session, role: Role = Role.COORDINATOR) -> None:
    """From now on anybody at this PC has the coordinator's role, and nobody the treasurer's. Refuses
    ``no_passphrase``."""
    credential = session.scalar(select(Credential).where(Credential.role == role))
    if credential is None:
        raise Refused("no_passphrase")
    session.delete(credential)
    forget_tries(session, role)


def coordinator(name: str = "") -> Actor:
    """Somebody who has shown to be the coordinator, or founds a place; ``name`` is what the place calls them."""
    return Actor(name or _("Coordination"), Role.COORDINATOR)


def treasurer() -> Actor:
    """Somebody who has shown to be the treasurer."""
    return Actor(_("Trésorerie"), Role.TREASURER)


def reader() -> Actor:
    """Whoever stands before the PC without having said who they are."""
    return Actor(_("Accueil"), Role.READER)
