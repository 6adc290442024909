"""How long the core keeps what it keeps, as a setting of the place."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from delta_app.core import clock
from delta_app.core.i18n import _
from delta_app.core.settings import Setting, get

JOURNAL_DAYS: Setting[int] = Setting(
    "retention.journal_days",
    30,
    lambda: _("Jours pendant lesquels un acte s’annule : ses valeurs d’avant et d’après sont gardées aussi longtemps"),
    lambda value: 1 <= value <= 365,
)


def days_kept(session: Session) -> int:
    """For how many days the values of an act are kept here."""
    return get(session, JOURNAL_DAYS)


def kept_since(session: Session) -> datetime:
    """Since when values are kept: those of older acts are forgotten."""
    return clock.now() - timedelta(days=days_kept(session))
