"""Partner services with what they promise, what they give this month, and what keeps one from being taken away."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.core.calendar import Month
from delta_app.core.text import fold
from delta_app.hosts.queries import hosts, partners
from delta_app.shifts.model import Seat, Slot
from delta_app.shifts.queries import seats_owed


@dataclass(frozen=True)
class ServiceRow:
    """A service: shifts promised a month, given in the month asked about, people of the team who come from it, people
    who left included in ``ever``, and whether any seat was ever owed by it."""

    id: int
    name: str
    promised: int
    given: int
    people: int
    ever: int
    served: bool

    @property
    def removable(self) -> bool:
        """Whether nothing stands against taking it away."""
        return not (self.promised or self.ever or self.served)


def service_rows(session: Session, month: Month) -> tuple[ServiceRow, ...]:
    """Every service, by name."""
    team = hosts(session)
    everybody = hosts(session, states=("active", "paused", "left"))
    owing = select(Seat.partner_id).join(Slot, Slot.id == Seat.slot_id)
    this_month = owing.where(Slot.day.between(month.first, month.last), Seat.kind == "host").order_by(Seat.id)
    given = list(session.scalars(this_month))
    return tuple(
        ServiceRow(
            row.id,
            row.name,
            row.promised,
            given.count(row.id),
            sum(host.partner_id == row.id for host in team),
            sum(host.partner_id == row.id for host in everybody),
            bool(seats_owed(session, row.id)),
        )
        for row in sorted(partners(session), key=lambda row: fold(row.name))
    )
