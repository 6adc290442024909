"""What the register of processing says of this place: who answers for it, and for how long each thing is kept."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from delta_app.core.settings import get
from delta_app.team.retention_data import RetentionRow, retention_rows
from delta_app.team.settings import CONTACT, RESPONSIBLE
from delta_app.venue.queries import venue


@dataclass(frozen=True)
class RegisterFacts:
    """The place, who answers for its data, whom to ask, and the table of retention."""

    place: str
    address: str
    responsible: str
    contact: str
    rows: tuple[RetentionRow, ...]

    def row(self, key: str) -> RetentionRow:
        """A line of the table."""
        return next(row for row in self.rows if row.key == key)


def register_facts(session: Session) -> RegisterFacts:
    """As they are now."""
    place = venue(session)
    return RegisterFacts(
        place.name, place.address, get(session, RESPONSIBLE), get(session, CONTACT), retention_rows(session)
    )
