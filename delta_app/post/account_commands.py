"""Acts on the mail account of the place: set up, its password sealed; and forgotten again."""

from sqlalchemy import select
from sqlalchemy.orm import Session

import delta_app.post.words  # noqa: F401 (registers what the refusals say)
from delta_app.core import paths
from delta_app.core.access import Role, allowed
from delta_app.core.errors import Refused
from delta_app.core.settings import SEALED, change_setting, get
from delta_app.mail.secret import seal
from delta_app.post import settings
from delta_app.post.account_data import AccountDetails, checked_details, refuse_password_elsewhere
from delta_app.post.model import OutboxLetter
from delta_app.post.queries import account
from delta_app.venue.queries import venue

__all__ = ["AccountDetails", "forget_account", "set_account"]


@allowed(Role.COORDINATOR)
def set_account(session: Session, details: AccountDetails, password: str | None = None) -> None:
    """Set up the account; ``password`` None keeps the one there is. It is kept sealed with the key of this PC, and
    letters that wait are tried with the new account at once.

    Refuses as ``checked_details``, ``mail_in_demo``, ``mail_password_again``, ``secret_not_kept``.
    """
    if venue(session).is_demo:
        raise Refused("mail_in_demo")
    sound = checked_details(details)
    if not sound.user:
        sealed = ""
    elif password is None:
        refuse_password_elsewhere(session, sound)
        sealed = get(session, settings.SEALED_PASSWORD)
    else:
        sealed = SEALED + seal(password, paths.mail_key_file())
    _keep(session, sound, sealed)
    _try_at_once(session)


@allowed(Role.COORDINATOR)
def forget_account(session: Session) -> None:
    """Nothing is sent any more; what waits goes on waiting. Refuses ``mail_account_gone``."""
    if not account(session).host:
        raise Refused("mail_account_gone")
    _keep(session, AccountDetails("", settings.PORT.default, settings.SECURITY.default, "", "", ""), "")


def _keep(session: Session, details: AccountDetails, sealed: str) -> None:
    change_setting(session, settings.PORT, details.port)
    for setting, value in (
        (settings.HOST, details.host),
        (settings.SECURITY, details.security),
        (settings.USER, details.user),
        (settings.FROM_ADDRESS, details.address),
        (settings.FROM_NAME, details.name),
        (settings.SEALED_PASSWORD, sealed),
    ):
        change_setting(session, setting, value)


def _try_at_once(session: Session) -> None:
    waiting = select(OutboxLetter).where(OutboxLetter.state == "waiting").order_by(OutboxLetter.id)
    for letter in session.scalars(waiting):
        letter.tries, letter.next_try_at, letter.problem = 0, None, ""
