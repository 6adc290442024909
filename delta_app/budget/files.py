"""The treasurer's month for other programs: the journal in CSV, and a workbook that reckons its totals itself."""

from collections.abc import Iterator, Sequence
from datetime import date

from delta_app.budget.belgian_files import book_header, book_lines, fill_book
from delta_app.budget.month_data import TillMonth
from delta_app.budget.month_rules import MONEY, Place, moved_in
from delta_app.budget.month_words import (
    budget_words,
    category_words,
    closing_words,
    differences_words,
    entry_number,
    journal_words,
    month_title,
    not_certified,
    opening_words,
    place_words,
    voucher_words,
)
from delta_app.budget.summary_files import MoneyColumns, fill_summary
from delta_app.core.i18n import _
from delta_app.sheets.spreadsheet import Book, Cell, Cents, Sheet, csv_bytes, footer_text, workbook_bytes
from delta_app.till.entry_data import EntryRow, ways_words

_JOURNAL_WIDTHS = (10, 16, 46, 14, 20, 22, *(12.5,) * 6, 13, 13, 10, 10)
_DESCRIPTION, _BUDGET, _FIRST_AMOUNT = 2, 5, 6
_AMOUNTS = range(_FIRST_AMOUNT, len(_JOURNAL_WIDTHS))


def month_csv(month: TillMonth, *, belgian: bool = False) -> bytes:
    """The month's journal, an entry a row, or as the Belgian simplified journal: ``;``, UTF-8 with its mark, CRLF,
    ``10/12/2026``, ``1234,50``."""
    if belgian:
        return csv_bytes(book_header(), book_lines(month))
    return csv_bytes(_journal_header(), _journal_rows(month))


def month_summary_csv(month: TillMonth) -> bytes:
    """The month's summary as a list: each place of money from its opening to its closing, then what it came to."""
    header = ["", opening_words(month.month), _("Entrées"), _("Sorties"), closing_words(month.month)]
    return csv_bytes(header, _summary_rows(month))


def _summary_rows(month: TillMonth) -> Iterator[list[Cell]]:
    for place in month.places:
        amounts = (place.opening, place.came, place.went, place.closing)
        yield [place_words(place.place), *map(Cents, amounts)]
    sums = month.sums
    totals = [
        *((_("Ventes : {category}").format(category=category_words(name)), cents) for name, cents in sums.sales),
        (_("Offert par la maison"), sums.offered),
        *((budget_words(one), one.cents) for one in sums.income),
        (_("Total des recettes"), sums.receipts),
        *((budget_words(one), -one.cents) for one in sums.expenses),
        (_("Total des dépenses"), -sums.spent),
        (_("Arrondis aux 5 cents"), sums.rounding),
        (differences_words(sums), sums.difference),
        (_("Résultat"), sums.result),
        *([(_("Argent de départ, noté à la première ouverture"), sums.start)] if sums.start else []),
    ]
    for name, cents in totals:
        yield [name, None, None, None, Cents(cents)]


def month_xlsx(month: TillMonth, *, made_on: date, belgian: bool = False) -> bytes:
    """A workbook: the summary on a page, the journal with filters, and the Belgian simplified journal when asked.

    Totals, closings and their checks are live formulas.
    """
    title = month_title(month.month)

    def fill(book: Book) -> None:
        summary = book.sheet(_("Résumé"), landscape=False, one_page=True)
        sheets: list[Sheet] = [summary, _fill_journal(book, month)]
        fill_summary(book, summary, month, _money_columns(_("Journal"), len(month.entries)), made_on)
        if belgian:
            sheets.append(fill_book(book, month))
        # The name is cut, for a foot may have 255 letters; the space keeps its first digit from being a size.
        foot = f" {footer_text(f'{month.venue_name[:60]} · {title}')}\n{footer_text(not_certified())}"
        for sheet in sheets:
            sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.8)
            sheet.set_footer(f"&L&8{foot}&R&8&P/&N", {"margin": 0.3})

    return workbook_bytes(fill, title=title, author=month.venue_name, made_on=made_on)


def _fill_journal(book: Book, month: TillMonth) -> Sheet:
    sheet = book.sheet(_("Journal"), landscape=True, one_page=False)
    book.table(
        sheet,
        _journal_header(),
        list(_journal_rows(month)),
        _JOURNAL_WIDTHS,
        total=_("Total affiché"),
        sums=_AMOUNTS,
        wrapped=(_DESCRIPTION, _BUDGET),
    )
    return sheet


def _journal_header() -> list[str]:
    sides: list[str] = []
    for place in MONEY:
        sides += [
            _("{place} : entrée").format(place=place_words(place)),
            _("{place} : sortie").format(place=place_words(place)),
        ]
    return [
        _("N°"), _("Date"), _("Description"), _("Pièce"), _("Moyen"), _("Enveloppe du budget"), *sides,
        _("Cartes (dû)"), _("Suspendus (dû)"), _("Arrondi"), _("Écart"),
    ]  # fmt: skip


def _journal_rows(month: TillMonth) -> Iterator[list[Cell]]:
    for entry in month.entries:
        yield [
            entry_number(entry), entry.day, journal_words(entry), voucher_words(entry), ways_words(entry),
            _budget_names(entry, month), *_sides(entry), *_owed(entry),
        ]  # fmt: skip


def _budget_names(entry: EntryRow, month: TillMonth) -> str:
    named = (line for line in entry.lines if line.account in ("income", "expense"))
    return ", ".join(
        dict.fromkeys(month.line_names.get(line.budget_line_id or 0, "") or _("À classer") for line in named)
    )


def _sides(entry: EntryRow) -> Iterator[Cell]:
    for place in MONEY:
        moved = moved_in(entry, place)
        yield Cents(moved) if moved > 0 else None
        yield Cents(-moved) if moved < 0 else None


def _owed(entry: EntryRow) -> Iterator[Cell]:
    for account in ("cards", "suspended", "rounding", "difference"):
        moved = -entry.moved(account)
        yield Cents(moved) if moved else None


def _money_columns(journal: str, rows: int) -> MoneyColumns:
    """Where the journal has what came into and went out of each place."""
    columns: dict[Place, Sequence[int]] = {
        place: (_FIRST_AMOUNT + 2 * number, _FIRST_AMOUNT + 2 * number + 1) for number, place in enumerate(MONEY)
    }
    return MoneyColumns(journal, max(1, rows), columns, {"cards": 12, "suspended": 13})
