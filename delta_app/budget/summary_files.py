"""The summary sheet of the treasurer's month: every total a formula, every check reckoned by the spreadsheet itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from delta_app.budget.month_data import TillMonth
from delta_app.budget.month_rules import Place, PlaceMonth
from delta_app.budget.month_words import (
    budget_words,
    category_words,
    closing_words,
    differences_words,
    holds_words,
    month_title,
    not_certified,
    opening_words,
    place_words,
)
from delta_app.core.i18n import _, format_date
from delta_app.sheets import style
from delta_app.sheets.spreadsheet import Book, Cell, Cents, Sheet, cell, cells
from delta_app.till.entry_data import printed_digest

_WIDTHS = (56, 15, 14, 14, 15, 19, 13)
_TOTAL = {"bold": True, "top": 1, "top_color": style.BAR}


@dataclass(frozen=True)
class MoneyColumns:
    """Where the journal's sheet, of this name and so many rows, has the amounts: of each place of money the columns of
    what came in and went out, of each debt the column of what it grew by."""

    sheet: str
    rows: int
    sides: Mapping[Place, Sequence[int]]
    owed: Mapping[Place, int]

    def came(self, place: Place) -> str:
        """The formula of what came in, or was owed more."""
        if place in self.sides:
            return f"=ROUND(SUM({self._cells(self.sides[place][0])}),2)"
        return f'=ROUND(SUMIF({self._cells(self.owed[place])},">0"),2)'

    def went(self, place: Place) -> str:
        """The formula of what went out, or was owed less."""
        if place in self.sides:
            return f"=ROUND(SUM({self._cells(self.sides[place][1])}),2)"
        return f'=ROUND(-SUMIF({self._cells(self.owed[place])},"<0"),2)'

    def _cells(self, column: int) -> str:
        return cells(column, 1, self.rows, self.sheet)


class _Writer:
    """The sheet being filled, line under line."""

    def __init__(self, book: Book, sheet: Sheet) -> None:
        self._book, self._sheet = book, sheet
        self.row = 0

    def heads(self, titles: Sequence[str]) -> None:
        """The dark bar above some lines, after white space."""
        self.row += 1
        for column, title in enumerate(titles):
            align = {"align": "right"} if column else {}
            self._book.put(
                self._sheet, self.row, column, title, bold=True, font_color=style.WHITE, bg_color=style.BAR, **align
            )
        self.row += 1

    def words(self, said: str, **properties: object) -> None:
        """A line of words."""
        self._book.put(self._sheet, self.row, 0, said, **properties)
        self.row += 1

    def amount(self, said: str, cents: int, *beside: Cell) -> int:
        """A line with its amount and what stands beside it; returns its row."""
        for column, value in enumerate((said, Cents(cents), *beside)):
            align = {"align": "right"} if column else {}
            self._book.put(self._sheet, self.row, column, value, bottom=4, bottom_color=style.LINE, **align)
        self.row += 1
        return self.row - 1

    def formula(self, said: str, formula: str, cents: int, *, total: bool = True) -> int:
        """A line whose amount is a formula; returns its row."""
        look = _TOTAL if total else {"bottom": 4, "bottom_color": style.LINE}
        self._book.put(self._sheet, self.row, 0, said, **look)
        self._book.formula(self._sheet, self.row, 1, formula, Cents(cents), **look)
        self.row += 1
        return self.row - 1

    def summed(self, said: str, first: int, cents: int) -> int:
        """The sum of the lines from row ``first`` on; returns its row."""
        return self.formula(said, f"=ROUND(SUM({cells(1, first, self.row - 1)}),2)", cents)

    def place(self, place: PlaceMonth, columns: MoneyColumns) -> int:
        """A place's line: opening and what the journal says as numbers, the rest reckoned; returns its row."""
        line = {"bottom": 4, "bottom_color": style.LINE}
        row = self.row
        self._book.put(self._sheet, row, 0, place_words(place.place), **line)
        self._book.put(self._sheet, row, 1, Cents(place.opening), **line)
        self._book.formula(self._sheet, row, 2, columns.came(place.place), Cents(place.came), **line)
        self._book.formula(self._sheet, row, 3, columns.went(place.place), Cents(place.went), **line)
        closing = f"=ROUND({cell(row, 1)}+{cell(row, 2)}-{cell(row, 3)},2)"
        self._book.formula(self._sheet, row, 4, closing, Cents(place.reckoned), **line)
        self._book.put(self._sheet, row, 5, Cents(place.closing), **line)
        self.check(row, 6, cell(row, 4), cell(row, 5), holds=place.holds)
        self.row += 1
        return row

    def place_total(self, said: str, first: int, money: Sequence[PlaceMonth]) -> int:
        """What the places from row ``first`` on come to together; returns its row."""
        self._book.put(self._sheet, self.row, 0, said, **_TOTAL)
        for column, name in enumerate(("opening", "came", "went", "reckoned", "closing"), start=1):
            amount = Cents(sum(getattr(place, name) for place in money))
            formula = f"=ROUND(SUM({cells(column, first, self.row - 1)}),2)"
            self._book.formula(self._sheet, self.row, column, formula, amount, **_TOTAL)
        self.check(self.row, 6, cell(self.row, 4), cell(self.row, 5), holds=all(place.holds for place in money))
        self.row += 1
        return self.row - 1

    def check(self, row: int, column: int, one: str, other: str, *, holds: bool) -> None:
        """Whether two cells are the same to the cent, in a word."""
        right, wrong = holds_words(holds=True), holds_words(holds=False)
        formula = f'=IF(ROUND({one}-{other},2)=0,"{right}","{wrong}")'
        self._book.formula(self._sheet, row, column, formula, holds_words(holds=holds), bold=True, align="right")


def fill_summary(book: Book, sheet: Sheet, month: TillMonth, columns: MoneyColumns, made_on: date) -> None:
    """Fill the summary of a month; ``columns`` says where the journal of the same workbook has its amounts."""
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    write = _Writer(book, sheet)
    write.words(month_title(month.month), bold=True, font_size=16)
    sheet.set_row(0, 26)
    made = _("{venue} · établi le {day}").format(venue=month.venue_name, day=format_date(made_on, "d MMMM y"))
    write.words(made, font_color=style.SOFT)
    write.words(not_certified(), italic=True, font_color=style.SOFT)
    rows = _places(write, month, columns)
    rows["result"] = _result(write, month)
    _explained(write, month, rows)
    _debts(write, month)
    _weeks_and_products(write, month)
    if month.head is not None:
        digest = printed_digest(month.head.digest)
        write.row += 1
        write.words(_("Empreinte de la dernière écriture : {digest}").format(digest=digest), font_color=style.SOFT)


def _places(write: _Writer, month: TillMonth, columns: MoneyColumns) -> dict[str, int]:
    """Where the money is; returns the rows that the formulas below name."""
    titles = (_("Où est l’argent"), opening_words(month.month), _("Entrées"), _("Sorties"), closing_words(month.month))
    write.heads((*titles, _("Selon le journal"), _("Contrôle")))
    rows: dict[str, int] = {}
    for place in month.money:
        rows[place.place] = write.place(place, columns)
    rows["money"] = write.place_total(_("Argent en tout"), rows["till"], month.money)
    for place in month.owed:
        rows[place.place] = write.place(place, columns)
    return rows


def _moved_formula(row: int) -> str:
    return f"=ROUND({cell(row, 4)}-{cell(row, 1)},2)"


def _result(write: _Writer, month: TillMonth) -> int:
    """Receipts, expenses, roundings and differences; returns the row of what they come to."""
    sums = month.sums
    write.heads((_("Recettes"), _("Montant")))
    first = write.row
    for category, cents in sums.sales:
        write.amount(_("Ventes : {category}").format(category=category_words(category)), cents)
    write.amount(_("Offert par la maison"), sums.offered)
    for one in sums.income:
        write.amount(budget_words(one), one.cents)
    receipts = write.summed(_("Total des recettes"), first, sums.receipts)
    write.heads((_("Dépenses"), _("Montant")))
    first = write.row
    for one in sums.expenses:
        write.amount(budget_words(one), one.cents)
    if not sums.expenses:
        write.amount(_("Aucune dépense"), 0)
    spent = write.summed(_("Total des dépenses"), first, sums.spent)
    write.heads((_("Résultat"), _("Montant")))
    rounding = write.amount(_("Arrondis aux 5 cents"), sums.rounding)
    difference = write.amount(differences_words(sums), sums.difference)
    parts = f"{cell(receipts, 1)}-{cell(spent, 1)}+{cell(rounding, 1)}+{cell(difference, 1)}"
    return write.formula(_("Recettes moins dépenses, arrondis et écarts compris"), f"=ROUND({parts},2)", sums.result)


def _explained(write: _Writer, month: TillMonth, rows: Mapping[str, int]) -> None:
    """From the result to what the money changed by, checked against the places above."""
    cards, suspended = month.place("cards"), month.place("suspended")
    write.heads((_("Du résultat à l’argent"), _("Montant")))
    first = write.row
    write.formula(_("Résultat"), f"={cell(rows['result'], 1)}", month.sums.result, total=False)
    more_on_cards, more_suspended = _("Dû en plus (en moins) sur les cartes"), _("Dû en plus (en moins) en suspendus")
    write.formula(more_on_cards, _moved_formula(rows["cards"]), cards.moved, total=False)
    write.formula(more_suspended, _moved_formula(rows["suspended"]), suspended.moved, total=False)
    write.amount(_("Argent de départ, noté à la première ouverture"), month.sums.start)
    explained = write.summed(_("L’argent a donc changé de"), first, month.explained)
    moved = write.formula(_("Selon le tableau du haut"), _moved_formula(rows["money"]), month.money_moved, total=False)
    write.check(moved, 2, cell(explained, 1), cell(moved, 1), holds=month.explained == month.money_moved)


def _debts(write: _Writer, month: TillMonth) -> None:
    cards, suspended = month.sums.cards, month.sums.suspended
    write.heads((_("Cartes de consommation"), _("Montant")))
    first = write.amount(_("Dû au début"), month.place("cards").opening)
    write.amount(_("Vendues"), cards.sold)
    write.amount(_("Rechargées"), cards.topped_up)
    write.amount(_("Consommé"), -cards.used or 0)
    write.amount(_("Remboursé"), -cards.refunded or 0)
    write.summed(_("Dû à la fin : une dette envers qui a une carte"), first, month.place("cards").reckoned)
    write.heads((_("Cafés suspendus"), _("Montant")))
    first = write.amount(_("Dû au début"), month.place("suspended").opening)
    write.amount(_("Payés d’avance"), suspended.paid)
    write.amount(_("Servis"), -suspended.used or 0)
    write.summed(_("Dû à la fin : des cafés encore à offrir"), first, month.place("suspended").reckoned)


def _weeks_and_products(write: _Writer, month: TillMonth) -> None:
    write.heads((_("Par semaine"), _("Recettes"), _("Dépenses")))
    for week in month.sums.weeks:
        said = _("Semaine {n} : {first} – {last}").format(
            n=week.number, first=format_date(week.first, "d MMM"), last=format_date(week.last, "d MMM")
        )
        write.amount(said, week.receipts, Cents(week.expenses))
    if month.sums.products:
        write.heads((_("Par produit"), _("Montant"), _("Quantité")))
    for product in month.sums.products:
        write.amount(product.name, product.cents, product.quantity)
