"""What a desk has begun and not booked yet: kept at every touch, so that a power cut loses nothing; and paid once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.core.access import allowed
from delta_app.core.errors import Refused
from delta_app.till.commands import AT_THE_TILL, Paid, Wanted, sell
from delta_app.till.ledger_process import Booked
from delta_app.till.model import TillDraft

LONGEST_DRAFT = 20_000


@allowed(*AT_THE_TILL)
def keep_draft(session: Session, desk: str, kind: str, content: str, version: int) -> int:
    """Keep what a desk has begun, over the ``version`` it knows (0: none); returns the new version; an empty content
    lets go of it.

    Refuses ``draft_elsewhere`` where another window has changed it meanwhile, ``label_long``.
    """
    if len(content) > LONGEST_DRAFT:
        raise Refused("label_long", most=LONGEST_DRAFT)
    row = _draft(session, desk, kind, version)
    if row is None:
        row = TillDraft(desk=desk, kind=kind, content="", version=0)
        session.add(row)
    row.content, row.version = content, row.version + 1
    return row.version


@allowed(*AT_THE_TILL)
def sell_draft(
    session: Session,
    desk: str,
    version: int,
    wanted: Sequence[Wanted],
    paid: Sequence[Paid],
    *,
    receipt: str = "",
    at: datetime | None = None,
) -> Booked:
    """Sell what is in a desk's basket and empty it, in one act: the same basket is not paid twice.

    Refuses ``draft_elsewhere`` and as ``sell`` does.
    """
    row = _draft(session, desk, "basket", version)
    booked = sell(session, wanted, paid, receipt=receipt, at=at)
    if row is not None:
        row.content, row.version = "", row.version + 1
    return booked


def _draft(session: Session, desk: str, kind: str, version: int) -> TillDraft | None:
    row = session.scalar(select(TillDraft).where(TillDraft.desk == desk, TillDraft.kind == kind))
    if (0 if row is None else row.version) != version:
        raise Refused("draft_elsewhere")
    return row
