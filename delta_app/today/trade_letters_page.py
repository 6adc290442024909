"""Letters about requests, put in the outbox by the same act as what they tell: both are done, or neither."""

from collections.abc import Collection
from typing import Any

from delta_app.core.i18n import _, join_names, ngettext
from delta_app.core.text import one_stop
from delta_app.today.trade_letters_commands import write_outcome, write_to_asked
from delta_app.today.trade_letters_data import TradeLetters, concerned, trade_letters
from delta_app.today.trade_letters_files import outcome_letters, request_letters
from delta_app.widgets.page import Desk

NAMED = 3  # people who are written to by name in what is told; of more, how many


def write_request(session: Any, trade_id: int, host_ids: Collection[int]) -> str:
    """Write to those who are asked; gives the sentence that says so, empty where nobody is written to."""
    view = trade_letters(session, trade_id, host_ids)
    if not view.people:
        return ""
    write_to_asked(session, trade_id, request_letters(view))
    return _told(view)


def write_answer(desk: Desk, session: Any, trade_id: int) -> str:
    """Write to those whom it concerns what a request has become, save to whoever stands here; gives the same."""
    everybody = trade_letters(session, trade_id, ())
    view = trade_letters(session, trade_id, concerned(everybody.trade) - {desk.actor.host_id})
    if not view.people:
        return ""
    write_outcome(session, trade_id, outcome_letters(view))
    return _told(view)


def _told(view: TradeLetters) -> str:
    n = len(view.people)
    if n <= NAMED:
        return one_stop(_("Un e-mail part à {names}.").format(names=join_names([one.name for one in view.people])))
    return ngettext("Un e-mail part à {n} personne.", "Un e-mail part à {n} personnes.", n).format(n=n)
