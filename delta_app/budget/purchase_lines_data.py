"""The budget lines that a purchase may go on with what is left on each, and what is known when one is to be granted."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from delta_app.budget.closed_data import is_closed
from delta_app.budget.purchase_data import PurchaseRow, find_purchase, line_alike
from delta_app.budget.queries import find_line, year_view
from delta_app.core.i18n import _
from delta_app.core.money import format_money
from delta_app.hosts.queries import hosts
from delta_app.till.classified_data import lines_as_classified
from delta_app.till.model import TillEntry


@dataclass(frozen=True)
class LineToChoose:
    """A line of costs. ``left``: what may still be spent, in cents, below zero where it is too much already."""

    id: int
    name: str
    left: int


@dataclass(frozen=True)
class ToGrant:
    """A purchase that waits for an answer. ``name``: who asked, empty where no host did; ``lines``: of ``year``, in
    which it is to be paid."""

    purchase: PurchaseRow
    name: str
    year: int
    lines: tuple[LineToChoose, ...]


def to_grant(session: Session, purchase_id: int) -> ToGrant:
    """What is asked, by whom, and where it may go. Refuses ``no_such_purchase``."""
    _purchase, row = find_purchase(session, purchase_id)
    known = hosts(session, states=("active", "paused", "left"))
    name = next((host.name for host in known if host.id == row.asked_by), "")
    return ToGrant(row, name, row.year_to_pay, lines_to_choose(session, row.year_to_pay))


def lines_to_choose(session: Session, year: int, own: int | None = None) -> tuple[LineToChoose, ...]:
    """The lines of costs of a year in their order, none where it is closed; of those withdrawn only one's ``own``."""
    if is_closed(session, year):
        return ()
    return tuple(
        LineToChoose(line.id, line.name, line.figures.left)
        for line in year_view(session, year).of("expense")
        if line.id is not None and (not line.withdrawn or line.id == own)
    )


def line_in_year(session: Session, line_id: int | None, year: int) -> int | None:
    """The line itself where it is of that year, else the one of the same name and side there."""
    if line_id is None:
        return None
    line = find_line(session, line_id)
    found = line if line.year == year else line_alike(session, line, year)
    return None if found is None else found.id


def is_on_no_line(session: Session, entry_id: int) -> bool:
    """Whether nothing of an entry stands on a budget line."""
    entry = session.get(TillEntry, entry_id)
    return entry is not None and all(line.budget_line_id is None for line in lines_as_classified(session, entry))


def choice_words(line: LineToChoose) -> str:
    """A line and what is left on it: ``Petit matériel · reste 575,00 €``."""
    if line.left < 0:
        return _("{name} · dépassé de {amount}").format(name=line.name, amount=format_money(-line.left))
    return _("{name} · reste {amount}").format(name=line.name, amount=format_money(line.left))


def later_words() -> str:
    """On no line, for now."""
    return _("À classer plus tard")


def grant_words(asked: ToGrant) -> str:
    """For what, how much, and whose wish: ``atelier tricot · 40,00 € · demandé par Fatma Ö.``"""
    row = asked.purchase
    by = _("demandé par {name}").format(name=asked.name) if asked.name else ""
    return " · ".join(filter(None, (row.asked_for, format_money(row.cents), by)))


def grant_choices(asked: ToGrant) -> tuple[tuple[str, int | None, str], ...]:
    """The lines to choose from: in words, by number, and what is so once it is granted there."""
    later = _("Compté sous « À classer » en attendant ; l’enveloppe se choisit encore avec « Acheté… ».")
    cents = asked.purchase.cents
    return (
        (later_words(), None, later),
        *((choice_words(line), line.id, _after_words(line.left - cents)) for line in asked.lines),
    )


def _after_words(left: int) -> str:
    if left < 0:
        return _("Une fois accordé, l’enveloppe est dépassée de {amount}.").format(amount=format_money(-left))
    return _("Une fois accordé, il reste {amount} dans l’enveloppe.").format(amount=format_money(left))
