"""The month in the columns of the Belgian simplified journal, for spreadsheets: see ``natures.py`` for the model."""

from collections.abc import Iterator

from delta_app.budget.belgian_rules import BookPlace
from delta_app.budget.month_data import TillMonth
from delta_app.budget.month_words import (
    book_place_words,
    closing_words,
    entry_number,
    journal_words,
    nature_words,
    opening_words,
    voucher_words,
)
from delta_app.budget.natures import EXPENSES, RECEIPTS
from delta_app.core.i18n import _
from delta_app.sheets import style
from delta_app.sheets.spreadsheet import Book, Cell, Cents, Sheet, cell, cells

_WIDTHS = (10, 16, 46, 14, 16, 13, *(14,) * 8)
_SUMS = range(5, 14)
_DESCRIPTION, _PLACE, _TOTAL = 2, 4, 5


def book_header() -> list[str]:
    """The columns: no., date, description, voucher, cash or account, total, then receipts and expenses by nature."""
    return [
        _("N°"), _("Date"), _("Description"), _("Pièce"), _("Caisse ou compte"), _("Total"),
        *(nature_words(nature) for nature in RECEIPTS + EXPENSES),
    ]  # fmt: skip


def book_lines(month: TillMonth) -> Iterator[list[Cell]]:
    """The rows; receipts and expenses are both positive, the total is below zero for money that went out."""
    for row in month.book:
        natures = (row.shown(nature) for nature in RECEIPTS + EXPENSES)
        yield [
            entry_number(row.entry), row.entry.day, journal_words(row.entry), voucher_words(row.entry),
            book_place_words(row.place), Cents(row.total),
            *(None if cents is None else Cents(cents) for cents in natures),
        ]  # fmt: skip


def fill_book(book: Book, month: TillMonth) -> Sheet:
    """The sheet of the month in these columns, with what cash and account held before and hold after below it."""
    sheet = book.sheet(_("Livre journal"), landscape=True, one_page=False)
    rows = list(book_lines(month))
    below = book.table(
        sheet, book_header(), rows, _WIDTHS, total=_("Total affiché"), sums=_SUMS, wrapped=(_DESCRIPTION,)
    )
    _fill_foot(book, sheet, month, len(rows), below + 1)
    return sheet


def _fill_foot(book: Book, sheet: Sheet, month: TillMonth, rows: int, top: int) -> None:
    titles = ("", opening_words(month.month), _("Mouvements"), closing_words(month.month))
    columns = (2, 3, 4, 5)
    for column, title in zip(columns, titles, strict=True):
        book.put(sheet, top, column, title, bold=True, font_color=style.SOFT, align="right")
    last = max(1, rows)
    for number, place in enumerate(("cash", "account"), start=1):
        row, said = top + number, book_place_words(place)  # type: ignore[arg-type]
        opening, moved = _held(month, place)  # type: ignore[arg-type]
        book.put(sheet, row, 2, said, align="right")
        book.put(sheet, row, 3, Cents(opening))
        found = f'=ROUND(SUMIF({cells(_PLACE, 1, last)},"{said}",{cells(_TOTAL, 1, last)}),2)'
        book.formula(sheet, row, 4, found, Cents(moved))
        book.formula(sheet, row, 5, f"=ROUND({cell(row, 3)}+{cell(row, 4)},2)", Cents(opening + moved), bold=True)


def _held(month: TillMonth, place: BookPlace) -> tuple[int, int]:
    """What was there before, and what the month moved."""
    names = ("till", "envelope") if place == "cash" else ("bank",)
    places = [one for one in month.places if one.place in names]
    return sum(one.opening for one in places), sum(one.moved for one in places)
