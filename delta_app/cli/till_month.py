"""The treasurer's month on the command line: shown, or put in a workbook, a list or a paper."""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from delta_app.budget.month_data import TillMonth, till_month
from delta_app.budget.month_words import (
    budget_words,
    category_words,
    check_words,
    closing_words,
    differences_words,
    entry_number,
    journal_words,
    month_title,
    opening_words,
    place_words,
    unexplained_words,
    voucher_words,
)
from delta_app.cli.console import Console, ExitCode, add_verb, opened_for_money
from delta_app.core import clock
from delta_app.core.calendar import Month
from delta_app.core.i18n import _, format_date
from delta_app.core.money import format_amount, format_money
from delta_app.sheets.output import check_name, write_file
from delta_app.till.entry_data import EntryRow, ways_words

_AMOUNT = 14  # letters that an amount may take in a column


def add_show(acts: Any) -> None:
    """``till show``."""
    show = add_verb(acts, "show", act_show, _("montre le mois : soldes, recettes, dépenses, cartes, écarts"))
    show.add_argument("month", metavar="2026-12")
    show.add_argument("--journal", action="store_true", help=_("ajoute les écritures, une par ligne"))


def add_export(which: Any) -> None:
    """``export till``."""
    export = add_verb(which, "till", act_export, _("le mois de la caisse en .xlsx, .csv ou .pdf"))
    export.add_argument("month", metavar="2026-12")
    export.add_argument(
        "--belgian", action="store_true", help=_("aussi dans les colonnes du livre journal des petites ASBL")
    )
    export.add_argument("--summary", action="store_true", help=_("en .csv : le résumé à la place du journal"))
    export.add_argument(
        "-o", "--output", required=True, type=Path, metavar="F.xlsx|.csv|.pdf", help=_("fichier à écrire")
    )


def act_export(options: argparse.Namespace, console: Console) -> int:
    """The month in a file."""
    from delta_app.budget.files import month_csv, month_summary_csv, month_xlsx
    from delta_app.budget.sheet_month import month_pdf

    wanted = Month.parse(options.month)
    check_name(options.output, ".xlsx", ".csv", ".pdf")
    month = _month(options, console, wanted)
    writers: dict[str, Callable[[], bytes]] = {
        ".xlsx": lambda: month_xlsx(month, made_on=clock.today(), belgian=options.belgian),
        ".csv": lambda: month_summary_csv(month) if options.summary else month_csv(month, belgian=options.belgian),
        ".pdf": lambda: month_pdf(month, printed_on=clock.today(), belgian=options.belgian),
    }
    write_file(options.output, writers[options.output.suffix.lower()]())
    console.say(_("Écrit : {path}").format(path=options.output))
    return _end(month, console)


def act_show(options: argparse.Namespace, console: Console) -> int:
    """The month as text."""
    month = _month(options, console, Month.parse(options.month))
    for line in _summary(month):
        console.say(line)
    if options.journal:
        console.say()
        for entry in month.entries:
            console.say(_journal_line(entry))
    return _end(month, console)


def _month(options: argparse.Namespace, console: Console, wanted: Month) -> TillMonth:
    with opened_for_money(options, console) as (store, _actor), store.read() as session:
        return till_month(session, wanted)


def _end(month: TillMonth, console: Console) -> int:
    """What does not hold is said, and in the exit code too."""
    for place in month.places:
        if not place.holds:
            console.complain(check_words(place))
    if month.explained != month.money_moved:
        console.complain(unexplained_words(month.explained, month.money_moved))
    return ExitCode.DONE if month.holds else ExitCode.TO_SETTLE


def _summary(month: TillMonth) -> Iterator[str]:
    yield f"{month.venue_name} · {month_title(month.month)}"
    if not month.entries:
        yield _("Aucune écriture ce mois-ci.")
    yield ""
    yield from _places(month)
    yield ""
    yield from _receipts_and_expenses(month)
    yield ""
    cards, suspended = month.sums.cards, month.sums.suspended
    yield _("Cartes : vendues {sold}, rechargées {topped}, consommé {used}, remboursé {refunded}").format(
        sold=format_money(cards.sold),
        topped=format_money(cards.topped_up),
        used=format_money(cards.used),
        refunded=format_money(cards.refunded),
    )
    yield _("Cafés suspendus : payés d’avance {paid}, servis {used}").format(
        paid=format_money(suspended.paid), used=format_money(suspended.used)
    )


def _places(month: TillMonth) -> Iterator[str]:
    """Opening, in, out, closing of each place: the check itself, as a table."""
    heads = (opening_words(month.month), _("Entrées"), _("Sorties"), closing_words(month.month))
    wide = max(_AMOUNT, *(len(head) + 2 for head in heads))
    names = [place_words(place.place) for place in month.places]
    first = max(map(len, names)) + 2
    yield " " * first + "".join(f"{head:>{wide}}" for head in heads)
    for name, place in zip(names, month.places, strict=True):
        amounts = (place.opening, place.came, -place.went or 0, place.closing)
        row = f"{name:<{first}}" + "".join(f"{format_amount(cents):>{wide}}" for cents in amounts)
        yield row if place.holds else f"{row}  ✗ {_('ne tient pas')}"


def _receipts_and_expenses(month: TillMonth) -> Iterator[str]:
    sums = month.sums
    lines: list[tuple[str, int]] = [
        *((_("Ventes : {category}").format(category=category_words(name)), cents) for name, cents in sums.sales),
        *([(_("Offert par la maison"), sums.offered)] if sums.offered else []),
        *((budget_words(one), one.cents) for one in sums.income),
        (_("Total des recettes"), sums.receipts),
        *((budget_words(one), -one.cents) for one in sums.expenses),
        (_("Total des dépenses"), -sums.spent or 0),
        (_("Arrondis aux 5 cents"), sums.rounding),
        (differences_words(sums), sums.difference),
        (_("Résultat"), sums.result),
        *([(_("Argent de départ"), sums.start)] if sums.start else []),
    ]
    first = max(len(said) for said, _cents in lines) + 2
    for said, cents in lines:
        yield f"{said:<{first}}{format_amount(cents):>{_AMOUNT}}"


def _journal_line(entry: EntryRow) -> str:
    """``2026-147  jeu. 10/12  Achat : lait (pièce T12)  caisse -8,45``."""
    moved = [
        f"{place_words(place)} {format_amount(cents)}"  # type: ignore[arg-type]
        for place, cents in (
            ("till", entry.moved("till")),
            ("envelope", entry.moved("envelope")),
            ("bank", entry.moved("bank")),
            ("cards", -entry.moved("cards")),
            ("suspended", -entry.moved("suspended")),
        )
        if cents
    ]
    parts = [entry_number(entry), format_date(entry.day, "EEE dd/MM"), journal_words(entry)]
    voucher = voucher_words(entry)
    if voucher and entry.kind != "close":  # its envelope is named
        parts.append(voucher)
    return "  ".join([*parts, " · ".join(moved) or ways_words(entry)]).rstrip()
