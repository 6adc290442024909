"""Those whose name was taken away after they left: what they are called now, and what the law still wants to read."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.core.asking import asked_once
from delta_app.core.errors import Refused
from delta_app.core.i18n import _
from delta_app.hosts.model import AnonymisedHost
from delta_app.hosts.names import written_names
from delta_app.hosts.rules import pin_subject

__all__ = ["kept_names", "nameless", "nameless_name", "pin_subject", "refuse_nameless", "written_names"]


@asked_once
def nameless(session: Session) -> dict[int, int]:
    """The number that stands in the place of a name, by host id."""
    rows = session.execute(select(AnonymisedHost.host_id, AnonymisedHost.number).order_by(AnonymisedHost.id))
    return {row.host_id: row.number for row in rows}


def nameless_name(number: int) -> str:
    """``Ancien·ne accueillant·e 17``, in the language of whoever looks."""
    return _("Ancien·ne accueillant·e {n}").format(n=number)


def kept_names(session: Session) -> dict[int, str]:
    """The names that the yearly list of allowances alone still shows, by host id."""
    rows = session.execute(
        select(AnonymisedHost.host_id, AnonymisedHost.kept_name)
        .where(AnonymisedHost.kept_name != "")
        .order_by(AnonymisedHost.id)
    )
    return {row.host_id: row.kept_name for row in rows}


def refuse_nameless(session: Session, host_id: int) -> None:
    """Refuse ``host_nameless`` where nothing more is noted of somebody: they left, and their name was taken away."""
    if session.scalar(select(AnonymisedHost.id).where(AnonymisedHost.host_id == host_id)) is not None:
        raise Refused("host_nameless")
