"""A list of hosts from any spreadsheet: which column is what, and one plain row a person."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar, get_args

from delta_app.core.text import compact, fold, split_full_name
from delta_app.readers.host_values import (
    Level,
    Origin,
    is_blank,
    read_languages,
    read_level,
    read_number,
    read_origin,
    read_yes_no,
    resembles_origin,
    usable_email,
    usable_phone,
)
from delta_app.readers.problems import Problem, UnreadableFile
from delta_app.readers.tabular import Table, without_empty_tail

__all__ = [
    "FIELDS",
    "ColumnMapping",
    "HostField",
    "HostListFile",
    "HostListRow",
    "parse_hosts",
    "recognise",
    "with_header",
    "without_header",
]

HostField = Literal[
    "family_name", "given_name", "full_name", "origin", "partner", "languages", "level",
    "target", "max_day", "max_week", "max_month", "back_to_back", "shadow_shifts", "email", "phone",
]  # fmt: skip

T = TypeVar("T")

FIELDS: tuple[HostField, ...] = get_args(HostField)

# The highest number that still makes sense in each column of shifts.
_MOST: Mapping[HostField, int] = {"target": 62, "max_day": 5, "max_week": 21, "max_month": 93, "shadow_shifts": 62}

HEADER_ROWS = 10  # a title, a date, a line of thanks: headings come soon, or not at all

# Headings as compact words. A bare «nom» is the family name beside a first name, else the full name.
_BARE_NAMES = frozenset({"nom", "naam", "name"})
_HEADINGS: Mapping[HostField, str] = {
    "family_name": "nomdefamille patronyme familienaam achternaam lastname surname familyname",
    "given_name": "prenom prenoms voornaam voornamen firstname givenname forename",
    "full_name": "nomcomplet nometprenom nomprenom prenometnom prenomnom accueillant accueillante personne "
    "volledigenaam voornaamennaam voornaamnaam naamvoornaam naamenvoornaam gastheer gastvrouw fullname host",
    "origin": "origine provenance vientde herkomst afkomst origin comesfrom",
    "partner": "partenaire servicepartenaire service institution association organisation partner partnerdienst "
    "dienst organisatie organization partnerservice",
    "languages": "langue langues languesparlees taal talen language languages spokenlanguages",
    "level": "experience niveau experimente experimentee ervaring ervaren experienced level",
    "email": "email mail courriel adressemail adresseemail adressecourriel emailadres mailadres emailaddress",
    "phone": "telephone tel gsm portable mobile numerodetelephone telefoon telefoonnummer gsmnummer phone "
    "phonenumber mobilephone",
}
_FAMILY_FIRST = frozenset({"nometprenom", "nomprenom", "naamvoornaam", "naamenvoornaam"})

# Headings of numbers are told by the words in them: «Maximum par semaine», «max. permanenties per maand». Shifts alone
# may be those somebody has done: only «par mois» makes them a wish.
_MOST_WORDS = re.compile(r"max|plafond|limit|au plus|hoogstens|hooguit|at most")
_ROW_WORDS = re.compile(r"\b(?:d ?affilee|enchain\w*|a la suite|consecuti\w*|na elkaar|achter elkaar|back to back)\b")
_SHADOW_WORDS = re.compile(r"doublure|meeloop|shadow")
_WISH_WORDS = re.compile(r"souhait|objectif|cible|voulu|gewenst|doel|streef|target|wish|wanted|goal")
_MONTHLY_WORDS = re.compile(
    r"(?:permanence|permanentie|shift)s? (?:(?:par|per|a|each) )?(?:mois|maand|month)|maandelijkse permanentie"
    r"|permanences? mensuel|monthly shift"
)
_PERIODS: Mapping[HostField, re.Pattern[str]] = {
    "max_day": re.compile(r"\b(?:jour|jours|journee|dag|day)\b"),
    "max_week": re.compile(r"\b(?:semaine|hebdo\w*|week)\b"),
    "max_month": re.compile(r"\b(?:mois|mensuel\w*|maand|month)\b"),
}


@dataclass(frozen=True)
class ColumnMapping:
    """Which column of a table holds what; a person may change it before the rows are read."""

    headers: tuple[str, ...]
    columns: Mapping[HostField, int] = field(hash=False)

    @property
    def unrecognised(self) -> tuple[str, ...]:
        """The headings of columns that will not be read, in order."""
        used = set(self.columns.values())
        return tuple(header for index, header in enumerate(self.headers) if header and index not in used)

    @property
    def missing(self) -> tuple[HostField, ...]:
        """The columns without which nobody can be read: both names, or the full name."""
        if "full_name" in self.columns:
            return ()
        essentials: tuple[HostField, ...] = ("given_name", "family_name")
        return tuple(name for name in essentials if name not in self.columns)

    def with_column(self, name: HostField, index: int | None) -> "ColumnMapping":
        """The mapping with a field read from another column, or from none; a column is read for one field only."""
        columns = {key: at for key, at in self.columns.items() if key != name and at != index}
        return replace(self, columns=columns if index is None else {**columns, name: index})


@dataclass(frozen=True)
class HostListRow:
    """A host as a list has them. None, and no languages, mean that the file does not say.

    ``level_unread``: something was written about the experience, and was not understood.
    """

    line: int
    given_name: str
    family_name: str
    origin: Origin | None = None
    partner: str | None = None
    languages: tuple[str, ...] = ()
    level: Level | None = None
    target: int | None = None
    max_day: int | None = None
    max_week: int | None = None
    max_month: int | None = None
    back_to_back: bool | None = None
    shadow_shifts: int | None = None
    email: str | None = None
    phone: str | None = None
    level_unread: bool = False


@dataclass(frozen=True)
class HostListFile:
    """The hosts of a list, and every doubt about them."""

    rows: tuple[HostListRow, ...]
    problems: tuple[Problem, ...]


def recognise(headers: Sequence[str]) -> ColumnMapping:
    """The columns whose headings are understood; of two for the same field the first is taken, the other is listed."""
    columns: dict[HostField, int] = {}
    bare: int | None = None
    for index, header in enumerate(headers):
        if bare is None and compact(header) in _BARE_NAMES:
            bare = index
        elif (name := _field_of(header)) is not None:
            columns.setdefault(name, index)
    if bare is not None:
        columns.setdefault("family_name" if "given_name" in columns else "full_name", bare)
    return ColumnMapping(tuple(headers), columns)


def with_header(table: Table, wanted: Collection[str] = ()) -> Table:
    """The table under the first of its first rows that has the columns of names, or all the headings wanted.

    Titles, dates and blank rows above it are left out; a note says so unless the headings themselves are understood.
    A cell alone in its row is a heading only where nearly every row has one cell, or where it is understood and no
    wider row is: a comma in a name makes a row of two. Where no row will do, the first that is more than a title.
    """
    rows = (table.headers, *table.rows[: HEADER_ROWS - 1])
    one_column = sum(_filled(row) == 1 for row in rows) * 2 > len(rows)
    likely = [at for at, row in enumerate(rows) if _filled(row) > 1 or one_column]
    known = [at for at in (*likely, *range(len(rows))) if not recognise(rows[at]).missing]
    asked = [at for at, row in enumerate(rows) if wanted and set(wanted) <= set(row)]
    at = next(iter((*asked, *known, *likely)))
    if at == 0:
        return table
    first = next(filter(None, table.headers))
    skipped = () if at in known else (Problem("rows_above", None, {"n": at, "first": first}),)
    return replace(
        table,
        headers=without_empty_tail(rows[at]),
        rows=table.rows[at:],
        lines=table.lines[at:],
        header_line=table.lines[at - 1],
        notes=(*table.notes, *skipped),
    )


def without_header(table: Table, names: Sequence[str]) -> Table:
    """The table with its headings as a row of people like the others, and these names for its columns."""
    return replace(
        table, headers=tuple(names), rows=(table.headers, *table.rows), lines=(table.header_line, *table.lines)
    )


def _filled(row: Sequence[str]) -> int:
    return sum(map(bool, row))


def _field_of(header: str) -> HostField | None:
    word = compact(header)
    for name, words in _HEADINGS.items():
        if word in words.split():
            return name
    text = fold(header)
    if _ROW_WORDS.search(text):
        return "back_to_back"
    if _SHADOW_WORDS.search(text):
        return "shadow_shifts"
    if _MOST_WORDS.search(text):
        return next((name for name, period in _PERIODS.items() if period.search(text)), None)
    if _PERIODS["max_week"].search(text) or _PERIODS["max_day"].search(text):
        return None
    return "target" if _WISH_WORDS.search(text) or _MONTHLY_WORDS.search(text) else None


def parse_hosts(table: Table, mapping: ColumnMapping) -> HostListFile:
    """One row a person; whatever is not understood is a problem, and the row goes without that value.

    A row without a name is left out. So is a person already listed above under the same name, unless the two have
    different e-mail addresses: then they may be two people, both stay, and a problem says so.
    Raises UnreadableFile (columns_missing) when no column holds the names.
    """
    if mapping.missing:
        raise UnreadableFile("columns_missing", missing=mapping.missing, seen=" | ".join(filter(None, table.headers)))
    reader = _RowReader(mapping)
    rows: list[HostListRow] = []
    for line, cells in zip(table.lines, table.rows, strict=True):
        row = reader.read(cells, line)
        if row:
            rows.append(row)
    kept, twice = _once_each(rows)
    problems = [*table.notes, *reader.problems, *twice]
    return HostListFile(kept, tuple(sorted(problems, key=lambda problem: problem.line or 0)))


class _RowReader:
    """Reads rows under one mapping, remembering the problems met and how partner services were first spelt."""

    def __init__(self, mapping: ColumnMapping) -> None:
        self.problems: list[Problem] = []
        self._mapping = mapping
        self._partners: dict[str, str] = {}
        heading = mapping.headers[mapping.columns["full_name"]] if "full_name" in mapping.columns else ""
        self._family_first = compact(heading) in _FAMILY_FIRST

    def read(self, cells: Sequence[str], line: int) -> HostListRow | None:
        """One person; None (and a problem) when the row names nobody."""
        given, family = self._names(cells, line)
        if not given and not family:
            self.problems.append(Problem("name_missing", line))
            return None
        rest = ", ".join(filter(None, cells[len(self._mapping.headers) :]))
        if rest:
            self.problems.append(Problem("row_long", line, {"name": f"{given} {family}".strip(), "rest": rest}))
        origin, partner = self._origin(cells, line)
        level: Level | None = self._value(cells, line, "level", read_level, "level_unknown")
        row = HostListRow(
            line=line,
            given_name=given,
            family_name=family,
            origin=origin,
            partner=partner,
            languages=self._languages(cells, line),
            level=level,
            level_unread=level is None and not is_blank(self._cell(cells, "level")),
            email=self._value(cells, line, "email", usable_email, "email_invalid"),
            phone=self._value(cells, line, "phone", usable_phone, "phone_invalid"),
            target=self._number(cells, line, "target"),
            max_day=self._number(cells, line, "max_day"),
            max_week=self._number(cells, line, "max_week"),
            max_month=self._number(cells, line, "max_month"),
            back_to_back=self._value(cells, line, "back_to_back", read_yes_no, "yes_no_unknown"),
            shadow_shifts=self._number(cells, line, "shadow_shifts"),
        )
        if row.target is not None and row.max_month is not None and row.target > row.max_month:
            self.problems.append(Problem("target_above_most", line, {"target": row.target, "most": row.max_month}))
        return row

    def _cell(self, cells: Sequence[str], name: HostField) -> str:
        index = self._mapping.columns.get(name)
        return cells[index] if index is not None and index < len(cells) else ""

    def _doubt(self, code: str, line: int, name: HostField, value: str, **facts: object) -> None:
        column = self._mapping.headers[self._mapping.columns[name]]
        self.problems.append(Problem(code, line, {"column": column, "value": " ".join(value.split()), **facts}))

    def _value(
        self, cells: Sequence[str], line: int, name: HostField, understand: Callable[[str], T | None], code: str
    ) -> T | None:
        """What a cell means; None when it is blank, or not understood (a problem then)."""
        text = self._cell(cells, name)
        if is_blank(text):
            return None
        value = understand(text)
        if value is None:
            self._doubt(code, line, name, text)
        return value

    def _number(self, cells: Sequence[str], line: int, name: HostField) -> int | None:
        return self._value(cells, line, name, lambda text: read_number(text, _MOST[name]), "number_unknown")

    def _names(self, cells: Sequence[str], line: int) -> tuple[str, str]:
        """Given and family name; how a full name was parted is told when it could have been otherwise."""
        given, family = (" ".join(self._cell(cells, name).split()) for name in ("given_name", "family_name"))
        full = " ".join(self._cell(cells, "full_name").split())
        if full and not (given and family):
            given, family, certain = split_full_name(full, self._family_first)
            if not certain:
                self._doubt("name_parted", line, "full_name", full, given=given, family=family)
        elif bool(given) != bool(family):
            self.problems.append(Problem("name_incomplete", line, {"name": given or family}))
        return given, family

    def _languages(self, cells: Sequence[str], line: int) -> tuple[str, ...]:
        text = self._cell(cells, "languages")
        codes, unknown = read_languages("" if is_blank(text) else text)
        for word in unknown:
            self._doubt("language_unknown", line, "languages", word)
        return codes

    def _origin(self, cells: Sequence[str], line: int) -> tuple[Origin | None, str | None]:
        """Where somebody comes from, and the partner service that lends them.

        By custom the origin is «bénévole», «voisin·e», or else the name of a partner service.
        """
        partner = self._partner(self._cell(cells, "partner"))
        text = self._cell(cells, "origin")
        if is_blank(text):
            return ("staff" if partner else None), partner
        origin = read_origin(text)
        if origin:
            return origin, partner
        if resembles_origin(text) or (partner and compact(partner) != compact(text)):
            self._doubt("origin_unknown", line, "origin", text)
            return None, partner
        return "staff", self._partner(text)

    def _partner(self, text: str) -> str | None:
        """The service's name as first written in this list: case and apostrophes make no second service."""
        if is_blank(text):
            return None
        return self._partners.setdefault(compact(text) or text, " ".join(text.split()))


def _once_each(rows: Iterable[HostListRow]) -> tuple[tuple[HostListRow, ...], list[Problem]]:
    """The rows without people listed a second time, and a problem for each, for namesakes, for shared addresses."""
    kept: list[HostListRow] = []
    problems: list[Problem] = []
    by_name: dict[tuple[str, ...], list[HostListRow]] = defaultdict(list)
    by_email: dict[str, HostListRow] = {}
    for row in rows:
        name = f"{row.given_name} {row.family_name}".strip()
        # Ana Costa and Costa Ana are one person: whoever typed a list may have mixed the columns up.
        alike = by_name[tuple(sorted(compact(part) or part for part in (row.given_name, row.family_name)))]
        same = next(
            (
                other
                for other in alike
                if not (other.email and row.email and other.email.casefold() != row.email.casefold())
            ),
            None,
        )
        if same:
            problems.append(Problem("person_twice", row.line, {"name": name, "first": same.line}))
            continue
        if alike:
            problems.append(Problem("namesakes", row.line, {"name": name, "first": alike[0].line}))
        if row.email and row.email.casefold() in by_email:
            first = by_email[row.email.casefold()].line
            problems.append(Problem("email_shared", row.line, {"value": row.email, "first": first}))
        elif row.email:
            by_email[row.email.casefold()] = row
        alike.append(row)
        kept.append(row)
    return tuple(kept), problems
