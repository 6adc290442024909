"""Ideas that people of the place told, with their age and what they were answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from delta_app.core import clock
from delta_app.core.asking import asked_once
from delta_app.core.errors import Refused
from delta_app.programme.model import Activity, Proposal

Subject = Literal["activity", "house"]
Answer = Literal["open", "accepted", "later", "assembly"]
LONGEST_IDEA, LONGEST_WORDS, LONGEST_FIRST_NAME = 80, 500, 40
IDEAS_SHOWN = 30  # at first, and as many more each time one asks for them


@dataclass(frozen=True)
class ProposalRow:
    """An idea as it was told, and its answer. ``activity``: the title of what came of it."""

    id: int
    made_on: date
    title: str
    words: str
    first_name: str
    state: Answer
    answer: str
    answered_on: date | None
    told_on: date | None
    activity_id: int | None = None
    activity: str = ""

    @property
    def waits(self) -> bool:
        """Whether nobody has answered yet."""
        return self.state == "open"

    @property
    def to_tell(self) -> bool:
        """Whether there is an answer that did not reach whoever had the idea yet."""
        return self.state != "open" and self.told_on is None


@dataclass(frozen=True)
class ShownIdeas:
    """As many of a box of ideas as one looks at, and how many more there are: of those without a yes or a no, and of
    those answered."""

    waiting: tuple[ProposalRow, ...]
    more_waiting: int
    answered: tuple[ProposalRow, ...]
    more_answered: int


def shown_ideas(rows: Sequence[ProposalRow], waiting: int, answered: int) -> ShownIdeas:
    """So many of each, as ``proposal_rows`` has them. What is still to be told to somebody is shown wherever it stands,
    the latest ``IDEAS_SHOWN`` of it."""
    to_tell = {row.id for row in [row for row in rows if row.to_tell][:IDEAS_SHOWN]}
    open_rows = [row for row in rows if row.state in ("open", "assembly")]
    closed_rows = [row for row in rows if row.state in ("accepted", "later")]
    first = tuple(row for place, row in enumerate(open_rows) if place < waiting or row.id in to_tell)
    latest = tuple(row for place, row in enumerate(closed_rows) if place < answered or row.id in to_tell)
    return ShownIdeas(first, len(open_rows) - len(first), latest, len(closed_rows) - len(latest))


@asked_once
def proposal_rows(session: Session, about: Subject = "activity") -> tuple[ProposalRow, ...]:
    """Every idea: those without an answer first, the oldest of them before the others; then those that the assembly is
    to speak of, then those answered, the latest first."""
    wanted = select(Proposal, Activity.title).outerjoin(Activity, Activity.id == Proposal.activity_id)
    wanted = wanted.where(Proposal.about == about)
    rows = [_row(row, title) for row, title in session.execute(wanted.order_by(Proposal.id))]
    waiting = [row for row in rows if row.state == "open"]
    before_assembly = [row for row in rows if row.state == "assembly"]
    answered = [row for row in rows if row.state in ("accepted", "later")]
    answered.sort(key=lambda row: (row.answered_on or row.made_on, row.id), reverse=True)
    return (
        *sorted(waiting, key=lambda row: (row.made_on, row.id)),
        *sorted(before_assembly, key=lambda row: (row.made_on, row.id)),
        *answered,
    )


def proposal_row(session: Session, proposal_id: int) -> ProposalRow:
    """One idea. Refuses ``no_such_proposal``."""
    row = session.get(Proposal, proposal_id)
    if row is None:
        raise Refused("no_such_proposal")
    activity = session.get(Activity, row.activity_id) if row.activity_id is not None else None
    return _row(row, activity.title if activity is not None else None)


def how_many_unanswered(session: Session, about: Subject = "activity") -> int:
    """How many ideas wait for an answer."""
    waiting = select(func.count(Proposal.id)).where(Proposal.state == "open", Proposal.about == about)
    return session.scalar(waiting) or 0


def days_waiting(row: ProposalRow) -> int:
    """For how many days somebody has waited."""
    return max(0, (clock.today() - row.made_on).days)


def _row(row: Proposal, title: str | None) -> ProposalRow:
    return ProposalRow(
        id=row.id,
        made_on=row.made_on,
        title=row.title,
        words=row.words,
        first_name=row.first_name,
        state=row.state,  # type: ignore[arg-type]
        answer=row.answer,
        answered_on=row.answered_on,
        told_on=row.told_on,
        activity_id=row.activity_id,
        activity=title or "",
    )
