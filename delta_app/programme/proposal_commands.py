"""Acts on ideas: noted as somebody told them, answered, and the answer told. None is taken away unanswered."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

import delta_app.programme.words  # noqa: F401 (registers what the refusals say)
from delta_app.core import clock
from delta_app.core.access import Role, allowed
from delta_app.core.errors import Refused
from delta_app.core.text import lines, one_line
from delta_app.programme.commands import plan_activity
from delta_app.programme.model import Activity, Proposal
from delta_app.programme.proposal_data import LONGEST_FIRST_NAME, LONGEST_IDEA, LONGEST_WORDS, Subject
from delta_app.programme.queries import next_dates
from delta_app.programme.rules import checked_reason
from delta_app.programme.series import Plan


@dataclass(frozen=True)
class Idea:
    """What somebody would like to do here: in a word, in their words, and their first name where they give it."""

    title: str
    words: str = ""
    first_name: str = ""


@allowed(Role.HOST, Role.COORDINATOR)
def propose(session: Session, idea: Idea, about: Subject = "activity") -> int:
    """Note an idea; returns its number. Refuses as ``change_idea`` does."""
    row = Proposal(about=about, made_on=clock.today(), state="open")
    _write(row, idea)
    session.add(row)
    session.flush()
    return row.id


@allowed(Role.HOST, Role.COORDINATOR)
def change_idea(session: Session, proposal_id: int, idea: Idea) -> None:
    """Write an idea otherwise. Refuses ``no_such_proposal``, ``proposal_title_needed``, ``activity_text_long``."""
    _write(_proposal(session, proposal_id), idea)


@allowed(Role.COORDINATOR)
def accept_idea(session: Session, proposal_id: int, plan: Plan, *, despite: bool = False) -> int:
    """An idea becomes an activity; returns the activity's id. Refuses ``no_such_proposal``, ``proposal_answered``, and
    what ``plan_activity`` does."""
    row = _open_to_programme(session, proposal_id)
    activity_id = plan_activity(session, plan, despite=despite)
    _answer_by(row, activity_id)
    return activity_id


@allowed(Role.COORDINATOR)
def link_idea(session: Session, proposal_id: int, activity_id: int) -> None:
    """An idea is answered by an activity that is there already. Refuses ``no_such_proposal``, ``proposal_answered``,
    ``no_such_activity``."""
    row = _open_to_programme(session, proposal_id)
    if session.get(Activity, activity_id) is None:
        raise Refused("no_such_activity")
    _answer_by(row, activity_id)


@allowed(Role.COORDINATOR)
def put_off_idea(session: Session, proposal_id: int, why: str) -> None:
    """Not now, and why. Refuses ``no_such_proposal``, ``proposal_answered``, ``reason_needed``,
    ``activity_text_long``."""
    row = _proposal(session, proposal_id)
    _refuse_accepted(session, row)
    _answer(row, "later", checked_reason(why))


@allowed(Role.COORDINATOR)
def bring_to_assembly(session: Session, proposal_id: int) -> None:
    """The assembly is to speak of it. Refuses ``no_such_proposal``, ``proposal_answered``."""
    row = _proposal(session, proposal_id)
    _refuse_accepted(session, row)
    _answer(row, "assembly", "")


@allowed(Role.HOST, Role.COORDINATOR)
def tell_answer(session: Session, proposal_id: int) -> None:
    """Whoever had the idea knows the answer now. Refuses ``no_such_proposal``, ``proposal_not_answered``."""
    row = _proposal(session, proposal_id)
    if row.state == "open":
        raise Refused("proposal_not_answered", title=row.title)
    row.told_on = clock.today()


def _open_to_programme(session: Session, proposal_id: int) -> Proposal:
    """An idea that an activity may answer; one of the house is answered there."""
    row = _proposal(session, proposal_id)
    if row.about != "activity":
        raise Refused("no_such_proposal")
    _refuse_accepted(session, row)
    return row


def _answer_by(row: Proposal, activity_id: int) -> None:
    _answer(row, "accepted", "")
    row.activity_id = activity_id


def _answer(row: Proposal, state: str, answer: str) -> None:
    row.state, row.answer, row.answered_on, row.told_on, row.activity_id = state, answer, clock.today(), None, None


def _write(row: Proposal, idea: Idea) -> None:
    title, words, first_name = one_line(idea.title), lines(idea.words), one_line(idea.first_name)
    if not title:
        raise Refused("proposal_title_needed")
    texts = (("title", title, LONGEST_IDEA), ("words", words, LONGEST_WORDS),
             ("facilitator", first_name, LONGEST_FIRST_NAME))  # fmt: skip
    for what, text, most in texts:
        if len(text) > most:
            raise Refused("activity_text_long", what=what, most=most)
    row.title, row.words, row.first_name = title, words, first_name


def _refuse_accepted(session: Session, row: Proposal) -> None:
    """Refuse ``proposal_answered`` where the answer was yes and holds; what was called off or is over does not."""
    if row.state == "accepted" and (
        row.activity_id is None or next_dates(session, row.activity_id, clock.today())
    ):  # fmt: skip
        raise Refused("proposal_answered", title=row.title)


def _proposal(session: Session, proposal_id: int) -> Proposal:
    row = session.get(Proposal, proposal_id)
    if row is None:
        raise Refused("no_such_proposal")
    return row
