"""How many things of the house wait for somebody."""

from sqlalchemy.orm import Session

from delta_app.programme.proposal_data import how_many_unanswered
from delta_app.upkeep.chore_data import turns_left_for
from delta_app.upkeep.repair_data import how_many_new
from delta_app.upkeep.stock_data import low_stock


def how_many_in_house(session: Session) -> int:
    """What waits for the coordinator: improvements without an answer, repairs nobody has planned, and, as one thing,
    that something runs out."""
    return how_many_unanswered(session, "house") + how_many_new(session) + bool(low_stock(session))


def how_many_turns(session: Session, host_id: int) -> int:
    """What waits for a host: turns of theirs that are on and not done."""
    return turns_left_for(session, host_id)
