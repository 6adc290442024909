"""The shifts that are near and lack people, for the planning's large letters."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from delta_app.planning.call_data import call_lines_of
from delta_app.shifts.alerts_data import Alert, alert_words, alerts

__all__ = ["Alert", "NearRow", "alert_words", "near_rows"]


@dataclass(frozen=True)
class NearRow:
    """A shift that is near and lacks people; ``called`` says who was called for it last, empty where nobody was."""

    alert: Alert
    called: str


def near_rows(session: Session) -> tuple[NearRow, ...]:
    """Those that nothing is decided for, in order."""
    found = [alert for alert in alerts(session) if alert.decision is None]
    called = call_lines_of(session, [alert.slot_id for alert in found])
    return tuple(NearRow(alert, called.get(alert.slot_id, "")) for alert in found)
