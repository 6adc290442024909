"""Acts on purchases: asked for, put on a line, approved or refused, bought by an entry of the journal, dropped."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

import delta_app.budget.words  # noqa: F401 (registers what the refusals say)
from delta_app.budget.bank_commands import classify_entry
from delta_app.budget.closed_data import refuse_closed
from delta_app.budget.line_commands import KEEPERS
from delta_app.budget.model import Purchase
from delta_app.budget.purchase_data import can_be_linked, find_purchase
from delta_app.budget.purchase_lines_data import is_on_no_line
from delta_app.budget.queries import find_line
from delta_app.budget.rules import LONGEST_NAME, LONGEST_TEXT, OPEN, refuse_unless_it_may
from delta_app.core import clock
from delta_app.core.access import Role, acting, allowed
from delta_app.core.errors import Refused
from delta_app.core.forgetting import keep_no_values
from delta_app.core.text import one_line
from delta_app.till.commands import spend
from delta_app.till.ledger_process import Booked
from delta_app.till.lines_data import Way, refuse_bad_amount
from delta_app.till.model import TillEntry

ASKING = (Role.HOST, Role.COORDINATOR, Role.TREASURER)


@dataclass(frozen=True)
class Wish:
    """What somebody asks to buy: what, thought to cost so many cents, for what, and on which budget line."""

    label: str
    cents: int
    asked_for: str = ""
    line_id: int | None = None


@allowed(*ASKING)
def ask_purchase(session: Session, wish: Wish) -> int:
    """Ask for something to be bought; returns the purchase's number.

    Refuses ``label_needed``, ``label_long``, ``bad_amount``, ``no_such_line``, ``line_not_for_costs``, ``year_closed``.
    """
    label = one_line(wish.label)
    asked_for = one_line(wish.asked_for)
    if not label:
        raise Refused("label_needed")
    if len(label) > LONGEST_NAME or len(asked_for) > LONGEST_NAME:
        raise Refused("label_long", most=LONGEST_NAME)
    refuse_bad_amount(wish.cents)
    _refuse_line(session, wish.line_id)
    row = Purchase(
        label=label,
        asked_for=asked_for,
        cents=wish.cents,
        state="asked",
        asked_on=clock.today(),
        asked_by=acting(session).host_id,
        budget_line_id=wish.line_id,
    )
    session.add(row)
    session.flush()
    return row.id


@allowed(*KEEPERS)
def approve_purchase(session: Session, purchase_id: int, line_id: int | None = None) -> None:
    """Grant a purchase: what it is thought to cost is committed. ``line_id`` puts it on another line than was asked.

    Refuses ``no_such_purchase``, ``purchase_not_so``, ``no_such_line``, ``line_not_for_costs``, ``year_closed``.
    """
    row, now = find_purchase(session, purchase_id)
    refuse_unless_it_may(now.state, "approved")
    row.budget_line_id = now.line_id if line_id is None else line_id
    _refuse_line(session, row.budget_line_id)
    _decide(row, "approved", "")


@allowed(*KEEPERS)
def put_purchase_on(session: Session, purchase_id: int, line_id: int | None) -> None:
    """Put a purchase that is not over on another line, or on none: it may be paid in another year than was thought.

    Refuses ``no_such_purchase``, ``purchase_not_so``, ``no_such_line``, ``line_not_for_costs``, ``year_closed``.
    """
    row, now = find_purchase(session, purchase_id)
    if now.state not in OPEN:
        raise Refused("purchase_not_so", now=now.state, to=now.state)
    _refuse_line(session, line_id)
    row.budget_line_id = line_id


@allowed(*KEEPERS)
def refuse_purchase(session: Session, purchase_id: int, why: str) -> None:
    """Say no to a purchase, and why. Refuses ``no_such_purchase``, ``purchase_not_so``, ``why_needed``,
    ``label_long``."""
    row, now = find_purchase(session, purchase_id)
    refuse_unless_it_may(now.state, "refused")
    reason = one_line(why)
    if not reason:
        raise Refused("why_needed")
    if len(reason) > LONGEST_TEXT:
        raise Refused("label_long", most=LONGEST_TEXT)
    _decide(row, "refused", reason)


@allowed(*ASKING)
def drop_purchase(session: Session, purchase_id: int) -> None:
    """A purchase is wanted no more: whoever asked for it says so, or the coordinator; the treasurer where no host
    asked.

    Refuses ``no_such_purchase``, ``purchase_not_so``, ``not_yours``.
    """
    row, now = find_purchase(session, purchase_id)
    actor = acting(session)
    own = row.asked_by == actor.host_id and (actor.host_id is not None or actor.role == Role.TREASURER)
    if actor.role != Role.COORDINATOR and not own:
        raise Refused("not_yours")
    refuse_unless_it_may(now.state, "dropped")
    _decide(row, "dropped", "")


@allowed(*KEEPERS)
def link_purchase(session: Session, purchase_id: int, entry_id: int) -> None:
    """A purchase was bought by an entry that is there already. Where that entry is on no line and the purchase is, the
    cost goes on the purchase's line too; as that is written in the journal of money, the act is then not taken back.

    Refuses ``no_such_purchase``, ``purchase_not_so``, ``entry_not_to_link``, and what ``classify_entry`` does.
    """
    row, now = find_purchase(session, purchase_id)
    refuse_unless_it_may(now.state, "bought")
    if not can_be_linked(session, entry_id):
        raise Refused("entry_not_to_link")
    row.entry_id, row.budget_line_id = entry_id, now.line_id
    _decide(row, "bought", "", decided=False)
    if _could_go_on_line(session, row, entry_id):
        keep_no_values(session)
        classify_entry(session, entry_id, row.budget_line_id)


def _could_go_on_line(session: Session, row: Purchase, entry_id: int) -> bool:
    """Whether the entry of a purchase is on no line yet and of the year of the purchase's line."""
    entry = session.get(TillEntry, entry_id)
    if row.budget_line_id is None or entry is None or find_line(session, row.budget_line_id).year != entry.year:
        return False
    return is_on_no_line(session, entry_id)


@allowed(*KEEPERS)
def unlink_purchase(session: Session, purchase_id: int) -> None:
    """A purchase was not bought by that entry after all: it is approved again, and the entry stays where it is.

    Refuses ``no_such_purchase``, ``purchase_not_so``.
    """
    row, now = find_purchase(session, purchase_id)
    if now.state != "bought":
        raise Refused("purchase_not_so", now=now.state, to="approved")
    row.entry_id, row.state = None, "approved"


@allowed(*KEEPERS)
def buy_purchase(session: Session, purchase_id: int, cents: int, *, receipt: str = "", way: Way = "cash") -> Booked:
    """Pay for a purchase now, for what it really costs, and book it on its line: an entry of the journal, which is
    reversed and not taken back.

    Refuses ``no_such_purchase``, ``purchase_not_so``, ``line_of_other_year``, and what ``till.commands.spend`` does.
    """
    row, now = find_purchase(session, purchase_id)
    refuse_unless_it_may(now.state, "bought")
    line = None if now.line_id is None else find_line(session, now.line_id)
    today = clock.today()
    if line is not None and line.year != today.year:
        raise Refused("line_of_other_year", name=line.name, year=line.year, wanted=today.year)
    keep_no_values(session)
    booked = spend(
        session, cents, row.label, receipt=receipt, way=way, budget_line_id=None if line is None else line.id
    )
    row.entry_id, row.budget_line_id = booked.id, now.line_id
    _decide(row, "bought", "", decided=False)
    return booked


def _decide(row: Purchase, state: str, why: str, *, decided: bool = True) -> None:
    row.state, row.why = state, why
    if decided:
        row.decided_on = clock.today()


def _refuse_line(session: Session, line_id: int | None) -> None:
    if line_id is None:
        return
    line = find_line(session, line_id)
    refuse_closed(session, line.year)
    if line.side != "expense":
        raise Refused("line_not_for_costs", name=line.name)
