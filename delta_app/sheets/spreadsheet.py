"""Spreadsheets and CSV files as a Belgian office opens them: real dates and numbers, and names that stay text."""

import csv
import io
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from math import ceil
from typing import Any

from delta_app.core.i18n import current_language
from delta_app.sheets import style
from delta_app.sheets.glyphs import one_line

Cell = str | int | float | date | None
Sheet = Any  # xlsxwriter has no types
Format = Any

_FORMULA_STARTS = tuple("=+-@＝＋－＠")
_EXCEL_LOCALES = {"fr": "80C", "nl": "813", "en": "809"}
_A4 = 9
_MINUTES_IN_DAY = 1440
_EUROS = '#,##0.00\\ "€"'
SLANTED = 14
"""The pattern of thin slanted lines, for cells nobody works in."""


class Minutes(int):
    """A time of day, in minutes since midnight, that a spreadsheet shows as an hour."""


class Cents(int):
    """An amount of money in cents, that a spreadsheet shows, and adds up, in euros; below zero where it went out."""


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A CSV file that Excel opens with a double click in Belgium: ``;``, UTF-8 with its mark, CRLF, decimal comma.

    Text that a spreadsheet would take for a formula is led by an apostrophe.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow([_csv_text(title) for title in header])
    writer.writerows([_csv_text(value) for value in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def _csv_text(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, Minutes):
        return f"{value // 60 % 24:02d}:{value % 60:02d}"
    if isinstance(value, Cents):
        # A number, even where it begins with a minus: only text is kept from being a formula.
        return f"{'-' if value < 0 else ''}{abs(value) // 100},{abs(value) % 100:02d}"
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, int | float):
        return str(value).replace(".", ",")
    text = one_line(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


class Book:
    """A workbook being written: its sheets, and the formats they share."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def sheet(self, name: str, *, landscape: bool, one_page: bool) -> Sheet:
        """A new sheet, set up to print on A4: on one page, or one page wide."""
        sheet = self._workbook.add_worksheet(name[:31])
        sheet.set_paper(_A4)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 1 if one_page else 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.center_horizontally()
        sheet.hide_gridlines(2)
        return sheet

    def look(self, **properties: Any) -> Format:
        """The format with these properties, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            base = {"font_name": "Fira Sans", "font_size": 10, "font_color": style.INK, "valign": "vcenter"}
            self._formats[key] = self._workbook.add_format(base | properties)
        return self._formats[key]

    def header(self, **properties: Any) -> Format:
        """White on the dark bar."""
        return self.look(bold=True, font_color=style.WHITE, bg_color=style.BAR, **properties)

    def put(self, sheet: Sheet, row: int, column: int, value: Cell, **properties: Any) -> None:
        """A value as what it is; text is never taken for a formula, a link or a number."""
        if value is None or value == "":
            sheet.write_blank(row, column, None, self.look(**properties))
        elif isinstance(value, Minutes):
            shown = self.look(**{"num_format": "hh:mm", "align": "left"} | properties)
            sheet.write_number(row, column, value % _MINUTES_IN_DAY / _MINUTES_IN_DAY, shown)
        elif isinstance(value, Cents):
            shown = self.look(**{"num_format": _EUROS, "align": "right"} | properties)
            sheet.write_number(row, column, Decimal(value) / 100, shown)
        elif isinstance(value, date):
            sheet.write_datetime(
                row, column, value, self.look(**{"num_format": date_format(), "align": "left"} | properties)
            )
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, self.look(**{"align": "left"} | properties))
        else:
            sheet.write_string(row, column, one_line(value), self.look(**properties))

    def formula(self, sheet: Sheet, row: int, column: int, formula: str, value: Cents | str, **properties: Any) -> None:
        """A live formula, in English as the file format has it, and what it comes to now: programs that only show files
        read the value, the others reckon it anew."""
        if isinstance(value, Cents):
            shown = self.look(**{"num_format": _EUROS, "align": "right"} | properties)
            sheet.write_formula(row, column, formula, shown, float(Decimal(value) / 100))
        else:
            sheet.write_formula(row, column, formula, self.look(**properties), value)

    def put_across(self, sheet: Sheet, cells: tuple[int, int, int, int], value: Cell, **properties: Any) -> None:
        """A value over several cells made one: first row, first column, last row, last column."""
        if cells[:2] != cells[2:]:
            sheet.merge_range(*cells, "", self.look(**properties))
        self.put(sheet, cells[0], cells[1], value, **properties)

    def table(
        self,
        sheet: Sheet,
        header: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        widths: Sequence[float],
        *,
        total: str = "",
        sums: Collection[int] = (),
        wrapped: Collection[int] = (),
    ) -> int:
        """A list with a frozen header that repeats on every page, and filters; returns the row after it.

        With a name for its ``total``, the columns in ``sums``, which hold amounts, are summed below: of what a filter
        leaves, to the cent. Long words in the columns ``wrapped`` go on below in their cell.
        """
        for column, (title, width) in enumerate(zip(header, widths, strict=True)):
            sheet.set_column(column, column, width)
            amounts: dict[str, Any] = {"align": "right", "text_wrap": True} if column in sums else {}
            sheet.write_string(0, column, title, self.header(**amounts))
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                wrap = {"text_wrap": True} if column in wrapped else {}
                self.put(sheet, number, column, value, bottom=4, bottom_color=style.LINE, **wrap)
            lines = max((ceil(len(str(row[column])) / (1.1 * widths[column])) for column in wrapped), default=1)
            if lines > 1:  # not every program makes room by itself
                sheet.set_row(number, 13.5 * lines + 2)
        if sums:
            sheet.set_row(0, 30)  # amounts are narrow: their titles take two lines
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        last = max(1, len(rows))
        sheet.autofilter(0, 0, last, len(header) - 1)
        if not total:
            return last + 1
        totals: list[Cents | str] = [total, *[""] * (len(header) - 1)]
        for column in sums:
            totals[column] = Cents(sum(row[column] or 0 for row in rows))  # type: ignore[misc]
        self._totals(sheet, last + 1, totals)
        return last + 2

    def _totals(self, sheet: Sheet, row: int, totals: Sequence[Cents | str]) -> None:
        """The last row of a table: words, and amounts that are reckoned from the rows above."""
        look = {"bold": True, "top": 1, "top_color": style.BAR}
        for column, value in enumerate(totals):
            if isinstance(value, Cents):
                formula = f"=ROUND(SUBTOTAL(109,{cells(column, 1, row - 1)}),2)"
                self.formula(sheet, row, column, formula, value, **look)
            else:
                self.put(sheet, row, column, value, **look)


def cell(row: int, column: int) -> str:
    """How a formula names a cell: ``B3`` of row 2 and column 1, both counted from zero."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def cells(column: int, first: int, last: int, sheet: str = "") -> str:
    """How a formula names cells of a column, rows counted from zero: ``B3:B9``; of another sheet ``'Total'!B3:B9``."""
    named = f"{cell(first, column)}:{cell(last, column)}"
    return f"'{sheet.replace(chr(39), chr(39) * 2)}'!{named}" if sheet else named


def date_format() -> str:
    """``jeu. 10/12/2026`` in the language in use, whatever the language of the spreadsheet program."""
    return f"[$-{_EXCEL_LOCALES[current_language()]}]ddd dd/mm/yyyy"


def footer_text(text: str) -> str:
    """Text for a page's foot, where ``&`` would start a code."""
    return one_line(text).replace("&", "&&")[:200]


def workbook_bytes(fill: Callable[[Book], None], *, title: str, author: str, made_on: date) -> bytes:
    """An XLSX file filled by a function; the same bytes for the same content."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(buffer, options)
    made = datetime.combine(made_on, datetime.min.time())
    workbook.set_properties({"title": one_line(title), "author": one_line(author), "created": made})
    fill(Book(workbook))
    workbook.close()
    return buffer.getvalue()
