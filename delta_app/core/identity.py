"""Showing who one is: a secret is tried, wrong tries are counted and make a name wait."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from delta_app.core.access import Role, coordinator, has_passphrase, is_passphrase, reader, set_passphrase
from delta_app.core.errors import Refused
from delta_app.core.i18n import _
from delta_app.core.recovery import is_recovery_code, make_recovery_code
from delta_app.core.store import Store
from delta_app.core.tries import forget_tries, note_wrong, tries_left, wait_left

RECOVERY = "recovery"  # the name under which wrong tries of the printed code are counted


def prove(store: Store, subject: str, is_right: Callable[[Session], bool | None]) -> None:
    """Go on only when a secret given under a name is right.

    ``is_right`` compares it with what is kept; None: nothing is kept. One try at a time, whatever windows are open, so
    that as many as one likes at once are no way around the count. Refuses ``locked_out`` with the ``seconds`` to wait,
    ``secret_wrong`` with the tries ``left`` and the seconds to ``wait`` when there are none, ``no_secret``.
    """
    refusal: Refused | None = None
    with store.write(reader(), _("Dire qui l’on est")) as session:  # what is counted leaves no record
        seconds = wait_left(session, subject)
        right = None if seconds else is_right(session)
        if seconds:
            refusal = Refused("locked_out", seconds=seconds)
        elif right is None:
            refusal = Refused("no_secret")
        elif right:
            forget_tries(session, subject)
        else:
            note_wrong(session, subject)
            session.flush()
            left, wait = tries_left(session, subject), wait_left(session, subject)
            refusal = Refused("secret_wrong", subject=subject, left=left, wait=wait)
    if refusal is not None:
        raise refusal


def prove_passphrase(store: Store, passphrase: str, role: Role = Role.COORDINATOR) -> None:
    """Go on only with a role's passphrase. Refuses as ``prove`` does."""
    prove(store, role, lambda session: is_passphrase(session, passphrase, role))


def require_passphrase(store: Store, passphrase: str | None) -> None:
    """Go on as the coordinator only where no passphrase guards the place or the right one is given.

    Refuses ``passphrase_needed`` when one is set and none given, and as ``prove`` does.
    """
    with store.read() as session:
        guarded = has_passphrase(session)
    if guarded:
        if passphrase is None:
            raise Refused("passphrase_needed")
        prove_passphrase(store, passphrase)


def recover(store: Store, code: str, passphrase: str) -> str:
    """Choose another passphrase for the coordination by the printed code, which opens nothing any more; returns the
    one to print in its place. Refuses as ``prove`` does, and ``passphrase_short``: then the code still counts."""
    prove(store, RECOVERY, lambda session: is_recovery_code(session, code))
    with store.write(coordinator(), _("Choisir une autre phrase de passe, par le code de secours")) as session:
        set_passphrase(session, passphrase)
        return make_recovery_code(session)
