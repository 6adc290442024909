"""Whether the clock of the PC is believed by what the program does of itself and nobody could take back."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from delta_app.core import clock
from delta_app.core.journal import JournalRecord

# A clock that jumped ahead says of everything that its time is over. It is believed once acts have been noted by it for
# a week, or when the last one before that week is not long past: somebody has then had the time to see it.
_LONGEST_PAUSE = timedelta(days=60)
_TIME_TO_NOTICE = timedelta(days=7)


def clock_is_believed(session: Session) -> bool:
    """Whether today is no more than a pause after the last act of more than a week ago, if there was one."""
    now = clock.now()
    last = session.scalar(select(func.max(JournalRecord.at)).where(JournalRecord.at <= now - _TIME_TO_NOTICE))
    return last is None or now - last <= _LONGEST_PAUSE
