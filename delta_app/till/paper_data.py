"""The photo or PDF that is kept with an entry."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.core.errors import Refused
from delta_app.till.model import TillPaper
from delta_app.till.rules import Paper


def paper_of(session: Session, entry_id: int) -> Paper:
    """The paper of an entry. Refuses ``paper_gone`` where there is none, or its seven years are over."""
    row = session.scalar(select(TillPaper).where(TillPaper.entry_id == entry_id))
    if row is None:
        raise Refused("paper_gone")
    return Paper(row.name, row.media_type, row.content)
