"""What the verbs of the budget share: which year, line and entry are meant, and a year as lines of text."""

import argparse
from collections.abc import Callable, Sequence
from typing import Any

from delta_app.budget.coming_data import ComingRow, note_words
from delta_app.budget.purchase_data import PurchaseRow
from delta_app.budget.queries import PlannedLine, YearView, lines_of_year
from delta_app.budget.rules import Figures, Side
from delta_app.budget.spoken import line_words, purchase_words, share_words, state_words
from delta_app.cli.console import Console, ExitCode, opened_for_money
from delta_app.core import clock
from delta_app.core.errors import Refused
from delta_app.core.i18n import _
from delta_app.core.money import format_money
from delta_app.till.queries import entry_numbered

Session = Any


def year_of(text: str | None) -> int:
    if text is None:
        return clock.today().year
    if not (text.isascii() and text.isdecimal() and len(text) == 4):
        raise Refused("year_unknown", text=text)
    return int(text)


def line_called(session: Session, year: int, name: str, side: Side = "expense") -> PlannedLine:
    """The line of a year that somebody names; of two of one name, which are on either side, the one of this side.
    Refuses ``no_such_line_called``."""
    known = lines_of_year(session, year)
    wanted = " ".join(name.split()).casefold()
    alike = [line for line in known if line.name.casefold() == wanted]
    found = [line for line in alike if line.side == side] or alike
    if len(found) != 1:
        raise Refused("no_such_line_called", name=name, year=year, known=tuple(line.name for line in known))
    return found[0]


def line_id(session: Session, year: int, name: str | None, side: Side = "expense") -> int | None:
    return None if name is None else line_called(session, year, name, side).id


def entry_id_of(session: Session, text: str) -> int:
    """The entry of a number as ``2026-147``. Refuses ``no_such_entry_number``."""
    year, _dash, number = text.partition("-")
    if not (year.isascii() and year.isdecimal() and number.isascii() and number.isdecimal() and len(text) < 16):
        raise Refused("no_such_entry_number", year=0, number=0)
    return entry_numbered(session, int(year), int(number)).id


def done(options: argparse.Namespace, console: Console, label: str, act: Callable[[Session], str]) -> int:
    """One act in one write, and what it came to in words."""
    with opened_for_money(options, console) as (store, actor):
        with store.write(actor, label) as session:
            said = act(session)
        console.say(said)
    return ExitCode.DONE


def year_lines(view: YearView) -> list[str]:
    """A year's budget as text: a table of the costs, one of the income, where the money is, what is asked for."""
    closed = _("clos") if view.closed else _("en cours")
    said = [_("Budget {year} ({state})").format(year=view.year, state=closed)]
    if not view.lines:
        return [*said, _("Rien de prévu : « delta-app budget line add {year} NOM MONTANT ».").format(year=view.year)]
    said += _costs(view)
    income = [(line_words(row), *_amounts(row.figures, committed=False)) for row in view.of("income")]
    if income:
        total = (_("Total"), *_amounts(view.total("income"), committed=False))
        said += ["", *_table([(_("Recettes"), _("Prévu"), _("Reçu"), _("Reste")), *income, total])]
    money = view.money
    said += [
        "",
        _(
            "Caisse {till} · enveloppes {envelope} · banque {bank} · dû aux cartes {cards} · cafés suspendus "
            "{suspended}"
        ).format(
            **{name: format_money(getattr(money, name)) for name in ("till", "envelope", "bank", "cards", "suspended")}
        ),
    ]
    if view.awaited is not None:
        said.append(_("Dont la banque n’a encore rien montré : {amount}").format(amount=format_money(view.awaited)))
    shown = [purchase for purchase in view.purchases if purchase.state in ("asked", "approved")]
    if shown:
        said += ["", _("Achats demandés et accordés :"), *map(purchase_line, shown)]
    return said


def _costs(view: YearView) -> list[str]:
    """The table of the costs; with what activities to come are planned to cost where there are any, and these."""
    lines, some = view.of("expense"), bool(view.coming)
    if not lines:
        return []
    heads = [_("Enveloppe"), _("Prévu"), _("Dépensé"), _("Engagé"), _("Reste")]
    heads += [_("Activités"), _("Reste ensuite")] if some else []
    rows = [
        (line_words(row), *_amounts(row.figures), *(_after(row.figures) if some else ()),
         f"! {share_words(row.figures)}" if row.alert else "")
        for row in lines
    ]  # fmt: skip
    total = view.total("expense")
    said = _table([(*heads, ""), *rows, (_("Total"), *_amounts(total), *(_after(total) if some else ()), "")])
    if some:
        said += ["", _("Activités à venir :"), *map(_coming_line, view.coming), note_words()]
    return said


def _after(figures: Figures) -> tuple[str, str]:
    return format_money(figures.coming), format_money(figures.left_after)


def _coming_line(row: ComingRow) -> str:
    return "  " + " · ".join((row.title, row.words, format_money(row.cents)))


def purchase_line(purchase: PurchaseRow) -> str:
    words = (
        f"#{purchase.id}",
        purchase.label,
        purchase_words(purchase),
        purchase.line_name,
        state_words(purchase.state),
    )
    return "  " + " · ".join(filter(None, words))


def _amounts(figures: Figures, *, committed: bool = True) -> tuple[str, ...]:
    cents = (figures.planned, figures.moved, *((figures.committed,) if committed else ()), figures.left)
    return tuple(map(format_money, cents))


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns aligned: names to the left, amounts to the right."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return [
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
