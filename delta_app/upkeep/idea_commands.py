"""Acts on what people would improve in the house: noted as any idea, answered, and made a repair or a purchase."""

from sqlalchemy.orm import Session

import delta_app.upkeep.words  # noqa: F401 (registers what the refusals say)
from delta_app.budget.purchase_commands import Wish, ask_purchase
from delta_app.core import clock
from delta_app.core.access import Role, allowed
from delta_app.core.errors import Refused
from delta_app.core.i18n import _
from delta_app.programme.model import Proposal
from delta_app.programme.proposal_commands import (
    Idea,
    bring_to_assembly,
    change_idea,
    propose,
    put_off_idea,
    tell_answer,
)
from delta_app.upkeep.repair_commands import RepairDetails, report_repair
from delta_app.upkeep.rules import checked_line

__all__ = [
    "Idea",
    "Wish",
    "accept_improvement",
    "bring_to_assembly",
    "buy_improvement",
    "change_idea",
    "mend_improvement",
    "propose_improvement",
    "put_off_idea",
    "tell_answer",
]

LONGEST_ANSWER = 200


@allowed(Role.HOST, Role.COORDINATOR)
def propose_improvement(session: Session, idea: Idea) -> int:
    """Note what somebody would improve; returns its number. Refuses as ``propose`` does."""
    return propose(session, idea, about="house")


@allowed(Role.COORDINATOR)
def accept_improvement(session: Session, proposal_id: int, answer: str = "") -> None:
    """Yes, and in a word how or when. Refuses ``no_such_proposal``, ``improvement_answered``, ``house_text_long``."""
    row = _open(session, proposal_id)
    _accept(row, checked_line(answer, LONGEST_ANSWER))


@allowed(Role.COORDINATOR)
def mend_improvement(session: Session, proposal_id: int, repair: RepairDetails) -> int:
    """Yes: it is noted among the repairs; returns the repair's number. Refuses as ``accept_improvement`` and
    ``report_repair`` do."""
    row = _open(session, proposal_id)
    number = report_repair(session, repair)
    _accept(row, _("C’est noté parmi les réparations."))
    return number


@allowed(Role.COORDINATOR)
def buy_improvement(session: Session, proposal_id: int, wish: Wish) -> int:
    """Yes: it is asked of the budget; returns the purchase's number. Refuses as ``accept_improvement`` and
    ``ask_purchase`` do."""
    row = _open(session, proposal_id)
    number = ask_purchase(session, wish)
    _accept(row, _("C’est demandé au budget."))
    return number


def _open(session: Session, proposal_id: int) -> Proposal:
    row = session.get(Proposal, proposal_id)
    if row is None or row.about != "house":
        raise Refused("no_such_proposal")
    if row.state == "accepted":
        raise Refused("improvement_answered", title=row.title)
    return row


def _accept(row: Proposal, answer: str) -> None:
    row.state, row.answer, row.answered_on, row.told_on = "accepted", answer, clock.today(), None
