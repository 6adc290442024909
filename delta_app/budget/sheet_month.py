"""The treasurer's month on paper: the summary on the first page, the journal after it, and the head of its chain."""

from collections.abc import Iterator
from datetime import date
from itertools import zip_longest

from delta_app.budget.belgian_rules import BookRow, nature_totals
from delta_app.budget.month_data import TillMonth
from delta_app.budget.month_rules import MONEY, PLACES, PlaceMonth, moved_in
from delta_app.budget.month_words import (
    book_place_words,
    book_title,
    budget_words,
    category_words,
    check_words,
    closing_words,
    differences_words,
    entry_number,
    holds_words,
    journal_words,
    month_title,
    nature_words,
    not_certified,
    opening_words,
    place_words,
    unexplained_words,
    voucher_words,
)
from delta_app.budget.natures import EXPENSES, RECEIPTS
from delta_app.core.i18n import _, format_date
from delta_app.core.money import format_amount, format_money
from delta_app.sheets.document import Block, NextPage, Rows, Text, document
from delta_app.till.entry_data import EntryRow, number_words, printed_digest, ways_words

_FINE, _FINEST = 8.0, 7.0
_UNSEEN = frozenset({"cards", "offered", "suspended"})  # what a column of money does not say


def month_pdf(month: TillMonth, *, printed_on: date, belgian: bool = False) -> bytes:
    """The month on A4; ``belgian``: its journal in the columns of the Belgian simplified journal, on wide pages."""
    title = month_title(month.month)
    blocks: list[Block] = [
        Text(month.venue_name, "soft"),
        Text(not_certified(), "small"),
        *_summary(month),
        NextPage(wide=belgian),
        *(_book(month) if belgian else _journal(month)),
        *_head(month),
    ]
    foot = _("{venue} · imprimé le {day}").format(venue=month.venue_name, day=format_date(printed_on, "d MMMM y"))
    return document(title, blocks, author=month.venue_name, foot=foot)


def _summary(month: TillMonth) -> Iterator[Block]:
    yield from _places(month)
    yield from _result(month)
    yield Text(_("Ce qui est dû"), "heading")
    yield Text(_cards_words(month))
    yield Text(_suspended_words(month))


def _places(month: TillMonth) -> Iterator[Block]:
    heads = (opening_words(month.month), _("Entrées"), _("Sorties"), closing_words(month.month), _("Contrôle"))
    money = month.money
    rows = [_place_row(place) for place in money]
    total = (
        _("Argent en tout"),
        *(
            format_amount(sum(getattr(place, name) for place in money))
            for name in ("opening", "came", "went", "closing")
        ),
        holds_words(holds=all(place.holds for place in money)),
    )
    rows += [total, *(_place_row(place) for place in month.owed)]
    widths = (4, 1.6, 1.4, 1.4, 1.6, 1.4)
    yield Rows(
        (_("Où est l’argent"), *heads), tuple(rows), widths, at_right=(1, 2, 3, 4, 5), apart=2, strong=(len(money),)
    )
    for place in month.places:
        if not place.holds:
            yield Text(check_words(place), "heading")
    if month.explained != month.money_moved:
        yield Text(unexplained_words(month.explained, month.money_moved), "heading")


def _place_row(place: PlaceMonth) -> tuple[str, ...]:
    amounts = (place.opening, place.came, place.went, place.closing)
    return (place_words(place.place), *map(format_amount, amounts), holds_words(holds=place.holds))


def _result(month: TillMonth) -> Iterator[Block]:
    """Receipts beside expenses, then what is between them and the result."""
    sums = month.sums
    receipts = [
        *((_("Ventes : {category}").format(category=category_words(name)), cents) for name, cents in sums.sales),
        *([(_("Offert par la maison"), sums.offered)] if sums.offered else []),
        *((budget_words(one), one.cents) for one in sums.income),
    ]
    expenses = [(budget_words(one), one.cents) for one in sums.expenses]
    rows = [(*_amount(receipt), "", *_amount(expense)) for receipt, expense in zip_longest(receipts, expenses)]
    received, spent = (_("Total des recettes"), sums.receipts), (_("Total des dépenses"), sums.spent)
    rows.append((*_amount(received), "", *_amount(spent)))
    heads = (_("Recettes"), _("Montant"), "", _("Dépenses"), _("Montant"))
    widths = (3.1, 1.3, 0.4, 3.1, 1.3)
    yield Rows(heads, tuple(rows), widths, at_right=(1, 4), apart=2, strong=(len(rows) - 1,))
    between = [
        (_("Arrondis aux 5 cents"), sums.rounding),
        (differences_words(sums), sums.difference),
        (_("Recettes moins dépenses, arrondis et écarts compris"), sums.result),
    ]
    strong = [2]
    if month.explained != sums.result:
        between += [
            (_("Dû en plus (en moins) sur les cartes"), month.place("cards").moved),
            (_("Dû en plus (en moins) en suspendus"), month.place("suspended").moved),
            *([(_("Argent de départ, noté à la première ouverture"), sums.start)] if sums.start else []),
            (_("L’argent a donc changé de"), month.explained),
        ]
        strong.append(len(between) - 1)
    title = (_("Résultat"), _("Montant"))
    yield Rows(title, tuple(map(_amount, between)), (5, 1.2), at_right=(1,), apart=2, strong=tuple(strong))


def _amount(line: tuple[str, int] | None) -> tuple[str, str]:
    return (line[0], format_amount(line[1])) if line else ("", "")


def _cards_words(month: TillMonth) -> str:
    """From what was owed on cards to what is, as one sum."""
    cards, place = month.sums.cards, month.place("cards")
    return _(
        "Cartes de consommation : dû au début {opening} + vendu {sold} + rechargé {topped} − consommé {used} − "
        "remboursé {refunded} = dû à la fin {closing}."
    ).format(
        opening=format_money(place.opening),
        sold=format_money(cards.sold),
        topped=format_money(cards.topped_up),
        used=format_money(cards.used),
        refunded=format_money(cards.refunded),
        closing=format_money(place.reckoned),
    )


def _suspended_words(month: TillMonth) -> str:
    suspended, place = month.sums.suspended, month.place("suspended")
    return _(
        "Cafés suspendus : dû au début {opening} + payé d’avance {paid} − servi {used} = dû à la fin {closing}."
    ).format(
        opening=format_money(place.opening),
        paid=format_money(suspended.paid),
        used=format_money(suspended.used),
        closing=format_money(place.reckoned),
    )


def _journal(month: TillMonth) -> Iterator[Block]:
    yield Text(_("Journal"), "heading")
    if not month.entries:
        yield Text(_("Aucune écriture ce mois-ci."))
        return
    heads = (_("N°"), _("Date"), _("Description"), _("Pièce"), *(place_words(place) for place in MONEY))
    heads = (*heads, _("Cartes (dû)"), _("Suspendus (dû)"))
    moved = (format_amount(month.place(place).moved) for place in PLACES)
    rows = (*map(_journal_row, month.entries), ("", "", _("Mouvements du mois"), "", *moved))
    widths = (5, 3.8, 16, 5, 5.2, 6, 5, 5, 5.6)
    yield Rows(heads, rows, widths, at_right=(4, 5, 6, 7, 8), apart=1.5, strong=(len(rows) - 1,), size=_FINE)


def _journal_row(entry: EntryRow) -> tuple[str, ...]:
    said = journal_words(entry)
    if any(line.account in _UNSEEN for line in entry.payments):
        said = f"{said} · {ways_words(entry)}"
    moves = (moved_in(entry, place) for place in PLACES)
    amounts = (format_amount(cents) if cents else "" for cents in moves)
    return entry_number(entry), format_date(entry.day, "dd/MM"), said, voucher_words(entry), *amounts


def _book(month: TillMonth) -> Iterator[Block]:
    yield Text(book_title(month.month), "heading")
    rows = month.book
    if not rows:
        yield Text(_("Aucune écriture ce mois-ci."))
        return
    columns = RECEIPTS + EXPENSES
    heads = (_("N°"), _("Date"), _("Description"), _("Pièce"), _("Caisse ou compte"), _("Total"))
    totals = nature_totals(rows)
    total = ("", "", _("Total"), "", "", format_amount(sum(row.total for row in rows)))
    foot = (*total, *(format_amount(totals[nature]) for nature in columns))
    widths = (4.6, 3.4, 13, 4.4, 4.4, 5, 5.4, 5, 4.8, 5, 6.2, 6.8, 5.6, 5.2)
    yield Rows(
        (*heads, *map(nature_words, columns)),
        (*map(_book_row, rows), foot),
        widths,
        at_right=tuple(range(5, 14)),
        apart=1.2,
        strong=(len(rows),),
        size=_FINEST,
    )
    yield from _book_balances(month)


def _book_row(row: BookRow) -> tuple[str, ...]:
    natures = (row.shown(nature) for nature in RECEIPTS + EXPENSES)
    entry = row.entry
    return (
        entry_number(entry), format_date(entry.day, "dd/MM"), journal_words(entry), voucher_words(entry),
        book_place_words(row.place), format_amount(row.total),
        *("" if cents is None else format_amount(cents) for cents in natures),
    )  # fmt: skip


def _book_balances(month: TillMonth) -> Iterator[Block]:
    """What cash and account held before, what they moved by, what they hold."""
    cash = [place for place in month.money if place.place != "bank"]
    rows = []
    for said, places in (("cash", cash), ("account", [month.place("bank")])):
        amounts = (sum(getattr(place, name) for place in places) for name in ("opening", "moved", "closing"))
        rows.append((book_place_words(said), *map(format_amount, amounts)))  # type: ignore[arg-type]
    heads = ("", opening_words(month.month), _("Mouvements"), closing_words(month.month))
    yield Rows(heads, tuple(rows), (2, 2, 2, 2), at_right=(1, 2, 3), apart=1.5, size=_FINE)


def _head(month: TillMonth) -> Iterator[Block]:
    """What ties this paper to the journal: ``till check --head`` finds it again."""
    if month.head is None:
        return
    number = number_words((month.head.year, month.head.number))
    said = _("Dernière écriture notée : {number}. Son empreinte répond de toutes celles d’avant : {digest}")
    yield Text(said.format(number=number, digest=printed_digest(month.head.digest)), "small")
