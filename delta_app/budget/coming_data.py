"""What activities still to come are planned to cost, on which line of a year.

Nothing ties a purchase to an activity: what has taken place counts no more, for its cost is on the line once it is
paid. A cost for each date counts for those to come; one for all of it until the first date.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from delta_app.budget.model import BudgetLine
from delta_app.budget.purchase_data import line_alike
from delta_app.core import clock
from delta_app.core.asking import asked_once
from delta_app.core.i18n import _, ngettext
from delta_app.core.money import format_money
from delta_app.programme.activity_data import parts_of, series_of
from delta_app.programme.cost_data import begins_with, costed_in_all
from delta_app.programme.date_words_data import dates_words
from delta_app.programme.queries import DateRow, Plan, programme_between


@dataclass(frozen=True)
class ComingRow:
    """An activity with a cost, and its dates of a year that are still to come. ``cents``: what they are planned to
    cost together; ``each``: what each of them does, None where the cost is for all of it. ``line_id``: the line of that
    year, None where it is on none."""

    activity_id: int
    title: str
    days: tuple[date, ...]
    cents: int
    each: int | None
    line_id: int | None

    @property
    def words(self) -> str:
        """``mer. 6, 13, 20 et 27 janvier · 4 dates, 10,00 € par date``; ``mer. 6 janvier · en tout``."""
        if self.each is None:
            return f"{dates_words(self.days)} · {_('en tout')}"
        n = len(self.days)
        count = ngettext("{n} date, {amount} par date", "{n} dates, {amount} par date", n)
        return f"{dates_words(self.days)} · {count.format(n=n, amount=format_money(self.each))}"


@asked_once
def costs_to_come(session: Session, year: int) -> tuple[ComingRow, ...]:
    """The activities with a cost that are still to come in a year, by date. Ideas and cancelled dates cost nothing."""
    local = clock.local_now()
    first, last = max(date(year, 1, 1), local.date()), date(year, 12, 31)
    if last < first:
        return ()
    to_come: dict[int, list[DateRow]] = defaultdict(list)
    for row in programme_between(session, first, last):
        if row.takes_place and row.day >= first and not _is_gone(row, local):
            to_come[row.activity_id].append(row)
    found = [
        _row(session, rows[0].plan, rows, year)
        for rows in to_come.values()
        if rows[0].plan.cost_cents and rows[0].plan.cost_each
    ]
    for activity_id in costed_in_all(session, frozenset(to_come)):
        rows = sorted(
            (row for part in parts_of(session, activity_id) for row in to_come[part]),
            key=lambda row: (row.day, row.start_minute),
        )
        if rows and begins_with(session, rows[0]):
            found.append(_row(session, series_of(session, activity_id).plan, rows, year))
    return tuple(sorted(found, key=lambda row: (row.days[0], row.title, row.activity_id)))


def _is_gone(row: DateRow, local: datetime) -> bool:
    return row.state == "held" or row.has_begun(local)


def _row(session: Session, plan: Plan, rows: Sequence[DateRow], year: int) -> ComingRow:
    each = plan.cost_cents if plan.cost_each else None
    cents = plan.cost_cents * (len(rows) if plan.cost_each else 1)
    days = tuple(row.day for row in rows)
    return ComingRow(rows[0].activity_id, plan.title, days, cents, each, _line_in(session, plan.line_id, year))


def _line_in(session: Session, line_id: int | None, year: int) -> int | None:
    """The line of costs of a year on which a cost stands: its own, or the one of the same name."""
    line = None if line_id is None else session.get(BudgetLine, line_id)
    if line is not None and line.year != year:
        line = line_alike(session, line, year)
    return None if line is None or line.side != "expense" else line.id


def by_line(rows: Iterable[ComingRow]) -> Counter[int | None]:
    """Line → what these are planned to cost on it; under None what is on no line."""
    cents: Counter[int | None] = Counter()
    for row in rows:
        cents[row.line_id] += row.cents
    return cents


def note_words() -> str:
    """What these figures count, and what they do not."""
    return _("Ce qui est encore à venir seulement. Un coût pour toute la série compte jusqu’à sa première date ; ce "
             "qui a eu lieu ne compte plus ici : sa dépense est à l’enveloppe dès qu’elle est payée.")  # fmt: skip


def sum_words(rows: Iterable[ComingRow]) -> str:
    """``2 activités à venir, 80,00 € en tout.``"""
    each = tuple(rows)
    said = ngettext("{n} activité à venir, {amount} en tout.", "{n} activités à venir, {amount} en tout.", len(each))
    return said.format(n=len(each), amount=format_money(sum(row.cents for row in each)))
