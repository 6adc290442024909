"""A bank's export of movements, whichever bank's: where its headings are, which column is what, one plain row each."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from delta_app.core.text import compact
from delta_app.readers.bank_values import read_amount, read_day, read_sign, short_words, was_turned_down
from delta_app.readers.problems import Problem, UnreadableFile
from delta_app.readers.tabular import Table

BankField = Literal["date", "amount", "debit", "credit", "sign", "currency", "state", "text"]
BANK_FIELDS: tuple[BankField, ...] = get_args(BankField)

_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{8,30}")
HEADER_ROWS = 40
"""A Belgian bank writes a dozen lines of what was asked for above the headings."""

# Headings as compact words, the best first: of several days that on which it was booked, never that of the interest
# where there is another.
_HEADINGS: Mapping[BankField, str] = {
    "date": "datedecomptabilisation datecomptable boekingsdatum boekdatum bookingdate datedexecution datedelexecution "
    "uitvoeringsdatum datedoperation datedeloperation verrichtingsdatum transactiondate datedetransaction "
    "transactiedatum datedelatransaction completeddate date datum datedevaleur datevaleur valutadatum valuedate",
    "amount": "montant montantdeloperation montanteneur montanteur bedrag bedragineur bedrageur amount amounteur",
    "debit": "debit debet debits montantdebit debitamount debitbedrag moneyout paidout retrait depense af",
    "credit": "credit credits montantcredit creditamount creditbedrag moneyin paidin depot recette bij",
    "sign": "sens debitcredit debetcredit creditdebet creditdebit dc cd afbij bijaf creditdebitindicator",
    "currency": "devise deviseducompte devises munt munteenheid muntrekening devies valutarekening currency "
    "accountcurrency",
    "state": "statut status state",
}
# What a movement is told by: who, and what they wrote; where neither says anything, what the bank calls it.
_WHO = (
    "nomcontrepartiecontient nomcontrepartie nomdelacontrepartie nomdelapartieadverse nompartieadverse contrepartie "
    "naamtegenpartijbevat naamtegenpartij naamvandetegenpartij tegenpartij counterparty counterpartyname "
    "nameofcounterparty partnername payee"
)
_SAID = (
    "communications communication communicationstructuree communicationlibre message mededelingen mededeling "
    "gestructureerdemededeling vrijemededeling bericht structuredcommunication paymentreference memo"
)
_CALLED = (
    "libelles libelle description transaction omschrijving transactie beschrijving details detailsdumouvement "
    "detaildumouvement detailvandeomzet typedetransaction typeverrichting operation verrichting reference referentie"
)


@dataclass(frozen=True)
class BankMapping:
    """Where the headings stand (line of the file) and which columns hold what, by place; ``text`` in the order in which
    it is put together, ``called`` what is taken where that is empty."""

    headers: tuple[str, ...]
    header_line: int
    columns: Mapping[BankField, int] = field(hash=False)
    text: tuple[int, ...] = ()
    called: tuple[int, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether days and amounts are found."""
        return "date" in self.columns and (
            "amount" in self.columns or {"debit", "credit"} & self.columns.keys() != set()
        )


@dataclass(frozen=True)
class BankRow:
    """A movement: the line of the file it stands in, its day, cents (below zero where it went out), what is said of
    it."""

    line: int
    day: date
    cents: int
    text: str


@dataclass(frozen=True)
class BankFile:
    """The movements of an export, what could not be read, and what a person should know of the rest."""

    rows: tuple[BankRow, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    mapping: BankMapping


Asked = Mapping[BankField, Sequence[str]]
"""Which headings somebody says hold what; several for ``text``. A heading may be its place, counted from 1."""


def parse_bank(table: Table, asked: Asked | None = None) -> BankFile:
    """The movements of a bank's export; what ``asked`` says of columns goes before what headings are taken for.

    Raises UnreadableFile ``bank_columns_missing`` where no row has headings for days and amounts, with what was seen,
    and ``bank_column_unknown`` where one that is asked for is in no row.
    """
    records = [(table.header_line, table.headers), *zip(table.lines, table.rows, strict=True)]
    mapping = _found(records[:HEADER_ROWS], asked or {})
    reader = _Reader(mapping)
    for line, cells in records:
        if line > mapping.header_line:
            reader.read(line, cells)
    return BankFile(tuple(reader.rows), tuple(reader.problems), (*table.notes, *reader.notes), mapping)


def recognise_bank(headers: Sequence[str], line: int = 1) -> BankMapping:
    """Which column is what, by its heading."""
    words = [compact(header) for header in headers]
    columns: dict[BankField, int] = {}
    for name, known in _HEADINGS.items():
        place = _first_of(known, words)
        if place is not None:
            columns[name] = place
    if "amount" in columns:  # some give it twice: the sum with its sign, and apart
        columns.pop("debit", None)
        columns.pop("credit", None)
    text = _all_of(f"{_WHO} {_SAID}", words)
    called = tuple(place for place in _all_of(_CALLED, words) if place not in text)
    return BankMapping(tuple(headers), line, columns, text, called)


def _first_of(known: str, words: Sequence[str]) -> int | None:
    return next((words.index(name) for name in known.split() if name in words), None)


def _all_of(known: str, words: Sequence[str]) -> tuple[int, ...]:
    return tuple(words.index(name) for name in known.split() if name in words)


def _found(records: Sequence[tuple[int, Sequence[str]]], asked: Asked) -> BankMapping:
    """The first row whose headings say enough, with what is asked for."""
    for line, cells in records:
        mapping = _with_asked(recognise_bank(cells, line), asked)
        if mapping is not None and mapping.complete:
            return mapping
    by_place = _by_place(records, asked)
    if by_place is not None:
        return by_place
    best = max(records, key=lambda record: len(recognise_bank(record[1]).columns), default=(1, ()))[1]
    seen = ", ".join(" ".join(cell.split()) for cell in best if cell)[:300]
    names = [name for some in asked.values() for name in some]
    known = {compact(cell) for _line, cells in records for cell in cells}
    missing = next((name for name in names if compact(name) not in known), None)
    if missing is not None:
        raise UnreadableFile("bank_column_unknown", asked=missing, seen=seen)
    raise UnreadableFile("bank_columns_missing", seen=seen)


def _with_asked(mapping: BankMapping, asked: Asked) -> BankMapping | None:
    """The mapping with the columns asked for; None where one of them is not in this row."""
    words = [compact(header) for header in mapping.headers]
    columns = dict(mapping.columns)
    text, called = mapping.text, mapping.called
    if {"amount"} & asked.keys():
        columns.pop("debit", None)
        columns.pop("credit", None)
    elif {"debit", "credit"} & asked.keys():
        columns.pop("amount", None)
    for name, headings in asked.items():
        if not all(compact(heading) in words for heading in headings):
            return None
        places = tuple(words.index(compact(heading)) for heading in headings)
        if name == "text":
            text, called = places, ()
        else:
            columns[name] = places[0]
    return BankMapping(mapping.headers, mapping.header_line, columns, text, called)


def _by_place(records: Sequence[tuple[int, Sequence[str]]], asked: Asked) -> BankMapping | None:
    """Columns asked for by number in a file without headings: its rows begin with the first that holds a day."""
    names = [name for some in asked.values() for name in some]
    if not names or not all(re.fullmatch(r"[1-9][0-9]?", name) for name in names):
        return None
    columns: dict[BankField, int] = {name: int(some[0]) - 1 for name, some in asked.items() if name != "text"}
    text = tuple(int(name) - 1 for name in asked.get("text", ()))
    day = columns.get("date", 0)
    first = next((line for line, cells in records if day < len(cells) and read_day(cells[day]) is not None), None)
    mapping = BankMapping((), (first or 1) - 1, columns, text)
    return mapping if mapping.complete else None


class _Reader:
    """Reads row after row, gathering what was not understood."""

    def __init__(self, mapping: BankMapping) -> None:
        self.rows: list[BankRow] = []
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []
        self._mapping = mapping

    def read(self, line: int, cells: Sequence[str]) -> None:
        """A movement, or what hinders it."""
        if was_turned_down(self._cell(cells, "state")):
            self.notes.append(Problem("bank_turned_down", line, {"value": self._cell(cells, "state")}))
            return
        day = read_day(self._cell(cells, "date"))
        if day is None:
            self._problem("bank_day_unread", line, "date", cells)
            return
        currency = self._cell(cells, "currency")
        if currency and currency != "€" and compact(currency) not in ("eur", "euro", "euros"):
            self._problem("bank_currency", line, "currency", cells)
            return
        cents = self._amount(cells, line)
        if cents == 0:
            self.notes.append(Problem("bank_nothing_moved", line))
        elif cents is not None:
            self.rows.append(BankRow(line, day, cents, self._words(cells)))

    def _cell(self, cells: Sequence[str], name: BankField) -> str:
        return _at(cells, self._mapping.columns.get(name))

    def _problem(self, code: str, line: int, name: BankField, cells: Sequence[str]) -> None:
        self.problems.append(Problem(code, line, {"value": short_words(self._cell(cells, name))[:60]}))

    def _amount(self, cells: Sequence[str], line: int) -> int | None:
        """The cents of a movement; None, and a problem, where they cannot be told."""
        if "amount" in self._mapping.columns:
            cents = read_amount(self._cell(cells, "amount"))
            if cents is None:
                self._problem("bank_amount_unread", line, "amount", cells)
                return None
            if "sign" not in self._mapping.columns or cents < 0:
                return cents
            sign = read_sign(self._cell(cells, "sign"))
            if sign is None:
                self._problem("bank_sign_unread", line, "sign", cells)
                return None
            return sign * cents
        return self._two_columns(cells, line)

    def _two_columns(self, cells: Sequence[str], line: int) -> int | None:
        sides: tuple[tuple[BankField, int], ...] = (("debit", -1), ("credit", 1))
        moved = []
        for name, sign in sides:
            text = self._cell(cells, name)
            if not text:
                continue
            cents = read_amount(text)
            if cents is None:
                self._problem("bank_amount_unread", line, name, cells)
                return None
            if cents:
                moved.append(sign * abs(cents))
        if len(moved) > 1:
            self.problems.append(Problem("bank_both_ways", line))
            return None
        if not moved and not any(self._cell(cells, name) for name, _sign in sides):
            self.problems.append(Problem("bank_amount_unread", line, {"value": ""}))
            return None
        return moved[0] if moved else 0

    def _words(self, cells: Sequence[str]) -> str:
        told = short_words(*(_at(cells, place) for place in self._mapping.text if not _is_account(_at(cells, place))))
        return told or short_words(*(_at(cells, place) for place in self._mapping.called))


def _is_account(cell: str) -> bool:
    """Whether a cell is the number of an account: what tells a movement is words, and a number is nobody's business."""
    return _IBAN.fullmatch(cell.replace(" ", "")) is not None


def _at(cells: Sequence[str], place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""
