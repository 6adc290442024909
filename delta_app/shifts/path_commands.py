"""The end of a newcomer's path: from now on they are a host like the others."""

from datetime import date

from sqlalchemy.orm import Session

import delta_app.shifts.words  # noqa: F401 (registers what the refusals say)
from delta_app.core.access import Role, allowed
from delta_app.core.errors import Refused
from delta_app.hosts.model import Host
from delta_app.hosts.path_commands import write_mark
from delta_app.hosts.path_data import ACTIVE, step_title
from delta_app.shifts.leaving_data import SeatToFree, seats_to_free
from delta_app.shifts.model import Seat
from delta_app.shifts.shadows_data import newcomer_path


@allowed(Role.COORDINATOR)
def conclude_path(
    session: Session, host_id: int, day: date, *, by_host_id: int | None = None, overrule: bool = False
) -> tuple[SeatToFree, ...]:
    """A newcomer has become a host, as a novice, on a day that has come. The shadow shifts they still had are freed,
    and returned.

    ``overrule``: the coordinator does so although steps are missing. Refuses ``no_such_host``, ``not_newcomer``,
    ``step_early``, ``path_incomplete`` with what is missing.
    """
    host = session.get(Host, host_id)
    if host is None:
        raise Refused("no_such_host")
    if host.level != "trainee" or host.state == "left":
        raise Refused("not_newcomer", name=host.given_name or host.family_name)
    missing = newcomer_path(session, host_id, host.shadow_shifts).missing
    if missing and not overrule:
        raise Refused("path_incomplete", missing=tuple(step_title(one.step) for one in missing))
    write_mark(session, host_id, ACTIVE, day, by_host_id)
    freed = tuple(seat for seat in seats_to_free(session, host_id, day) if seat.kind == "shadow")
    for seat in freed:
        session.delete(session.get_one(Seat, seat.seat_id))
    host.level, host.shadow_shifts = "novice", 0
    return freed
