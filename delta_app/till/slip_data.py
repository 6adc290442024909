"""A closing as its slip tells it: what was counted, what should have been there, where it went, who signed."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from delta_app.till.closing_data import CashLine, expected_cash
from delta_app.till.journal_data import EntryRow, entries_by_id, entries_of_session
from delta_app.till.queries import menu
from delta_app.venue.queries import venue


@dataclass(frozen=True)
class Slip:
    """The closing, its opening, and the lines whose sum should have been in the till."""

    venue_name: str
    opening: EntryRow
    closing: EntryRow
    expected: tuple[CashLine, ...]

    @property
    def counted(self) -> int:
        """What was counted, in cents."""
        return sum(piece * number for piece, number in self.closing.counted.items())

    @property
    def should_be(self) -> int:
        """What should have been there, in cents."""
        return sum(line.cents for line in self.expected)


def closing_slip(session: Session, closing_id: int) -> Slip:
    """The slip of a closing."""
    closing = entries_by_id(session, [closing_id])[0]
    rows = entries_of_session(session, closing.session_id or 0)
    free = frozenset(row.id for row in menu(session, closing.day, withdrawn=True) if row.kind == "free")
    return Slip(venue(session).name, rows[0], closing, expected_cash(rows[0], rows[1:-1], free))
