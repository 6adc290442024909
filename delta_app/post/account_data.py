"""The mail account of the place as it is read: its details looked at, the server it means, its password unsealed."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from delta_app.core import paths
from delta_app.core.errors import Refused
from delta_app.core.settings import SEALED, get
from delta_app.mail.headers import one_line
from delta_app.mail.letter import Sender, address_of
from delta_app.mail.secret import unseal
from delta_app.mail.smtp import Server
from delta_app.post import settings
from delta_app.post.queries import account
from delta_app.post.rules import ON_THIS_PC
from delta_app.venue.queries import venue


@dataclass(frozen=True)
class AccountDetails:
    """The account as it is written down; without a ``user`` nobody logs in."""

    host: str
    port: int
    security: str
    user: str
    address: str
    name: str


def checked_details(details: AccountDetails) -> AccountDetails:
    """The details as they are kept. Refuses ``mail_host_unfit``, ``mail_port_unfit``, ``mail_in_clear`` for a server
    that is not on this PC, ``bad_mail_address``, ``bad_setting``."""
    host = details.host.strip()
    if not host or any(sign.isspace() or sign in "/@:" for sign in host):
        raise Refused("mail_host_unfit", text=one_line(details.host))
    if not settings.PORT.accepts(details.port):
        raise Refused("mail_port_unfit")
    if not settings.SECURITY.accepts(details.security):
        raise Refused("bad_setting", name=settings.SECURITY.name, text=details.security, choices=settings.SECURITIES)
    if details.security == "none" and host not in ON_THIS_PC:
        raise Refused("mail_in_clear", host=host)
    address = address_of(details.address)
    return AccountDetails(
        host, details.port, details.security, details.user.strip(), address, one_line(details.name)[: settings.LONGEST]
    )


def server_to_try(session: Session, details: AccountDetails, password: str | None) -> tuple[Server, Sender]:
    """The server and the sender that these details mean; ``password`` None: the one that is kept.

    Refuses as ``checked_details``, ``mail_password_again``, ``secret_unreadable``, ``mail_in_demo``.
    """
    if venue(session).is_demo:
        raise Refused("mail_in_demo")
    sound = checked_details(details)
    secret = password or ""
    if password is None and sound.user:
        refuse_password_elsewhere(session, sound)
        secret = _kept_password(session)
    return _server(sound, secret if sound.user else ""), Sender(sound.address, sound.name or venue(session).name)


def server_in_use(session: Session) -> tuple[Server, Sender]:
    """The account that is set up, ready to be used. Refuses ``mail_not_set_up``, ``secret_unreadable``,
    ``mail_in_demo``."""
    kept = account(session)
    if not kept.ready:
        raise Refused("mail_not_set_up")
    details = AccountDetails(kept.host, kept.port, kept.security, kept.user, kept.address, kept.name)
    return server_to_try(session, details, None)


def _kept_password(session: Session) -> str:
    """Refuses ``secret_unreadable`` where the key is not that of this PC."""
    return unseal(get(session, settings.SEALED_PASSWORD).removeprefix(SEALED), paths.mail_key_file())


def _server(details: AccountDetails, password: str) -> Server:
    return Server(details.host, details.port, details.security, details.user, password)  # type: ignore[arg-type]


def refuse_password_elsewhere(session: Session, details: AccountDetails) -> None:
    """A password is shown to nobody but the server it was given for."""
    kept = account(session)
    same = (kept.host, kept.user) == (details.host, details.user)
    if not kept.has_password or not same or (kept.security != "none" and details.security == "none"):
        raise Refused("mail_password_again", kept=kept.has_password)


def opens_here(session: Session) -> bool:
    """Whether the password that is kept can be read on this PC; True also where none is needed."""
    kept = account(session)
    if not kept.has_password:
        return True
    try:
        _kept_password(session)
    except Refused:
        return False
    return True
