"""What volunteers got back for their expenses: a person's register of a year, everybody's list, and the ceilings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.core.i18n import _
from delta_app.core.money import format_money, parse_money
from delta_app.hosts.allowance_rules import (
    FARTHEST_KM,
    KINDS,
    MOST_KM,
    SHIPPED,
    Ceiling,
    Expense,
    Kind,
    Left,
    ceiling_in,
    flat_rate_left,
    km_left,
)
from delta_app.hosts.model import STATES, Allowance, AllowanceCeiling, Host
from delta_app.hosts.nameless_data import kept_names
from delta_app.hosts.queries import hosts, told_apart

__all__ = [  # with the plain values these rows are made of, for the slices above
    "FARTHEST_KM",
    "KINDS",
    "MOST_KM",
    "AllowanceList",
    "AllowanceRow",
    "AllowanceYear",
    "Ceiling",
    "CeilingRow",
    "Kind",
    "Left",
    "PersonTotal",
    "allowance_list",
    "allowance_year",
    "ceiling_for",
    "ceiling_rows",
    "ceiling_words",
    "expenses_of",
    "kind_words",
    "left_words",
    "over_words",
    "parse_money",
]


@dataclass(frozen=True)
class AllowanceRow:
    """What somebody got back for a day; ``name`` is the full one, told apart from those alike."""

    id: int
    host_id: int
    name: str
    day: date
    kind: Kind
    cents: int
    km: int


@dataclass(frozen=True)
class AllowanceYear:
    """What one person got in a calendar year, by day; ``staff``: a partner service pays them, so they get nothing."""

    host_id: int
    year: int
    rows: tuple[AllowanceRow, ...]
    ceiling: Ceiling
    staff: bool

    @property
    def total(self) -> int:
        """All of it, in cents."""
        return sum(row.cents for row in self.rows)

    @property
    def flat_total(self) -> int:
        """Of it at the flat rate, in cents."""
        return sum(row.cents for row in self.rows if row.kind == "flat_rate")

    @property
    def left(self) -> int:
        """What is left of the year's ceiling of the flat rate, in cents."""
        return max(0, self.ceiling.year_cents - self.flat_total)

    @property
    def km_left(self) -> int:
        """How many km of travel may still go with the flat rate."""
        return km_left(_expenses(self.rows))

    @property
    def of_real_expenses(self) -> bool:
        """Whether the person gets their real expenses back that year, and so no flat rate."""
        return any(row.kind == "real" for row in self.rows)

    @property
    def at_flat_rate(self) -> bool:
        """Whether the person gets the flat rate that year, and so no real expenses but travel."""
        return any(row.kind == "flat_rate" for row in self.rows)

    def left_on(self, day: date) -> Left:
        """What is left of the flat rate on a day of that year."""
        return flat_rate_left(day, _expenses(self.rows), self.ceiling)

    def noted_on(self, day: date) -> int:
        """What is noted for a day at the flat rate, in cents."""
        return sum(row.cents for row in self.rows if row.day == day and row.kind == "flat_rate")


@dataclass(frozen=True)
class PersonTotal:
    """All that one person got in a year, in cents, and the km of their travel."""

    host_id: int
    name: str
    days: int
    cents: int
    km: int


@dataclass(frozen=True)
class AllowanceList:
    """What everybody got in a year, by name and day."""

    year: int
    rows: tuple[AllowanceRow, ...]
    ceiling: Ceiling

    @property
    def total(self) -> int:
        """All of it, in cents."""
        return sum(row.cents for row in self.rows)

    def people(self) -> tuple[PersonTotal, ...]:
        """The same added up a person, in the same order."""
        by_host: dict[int, list[AllowanceRow]] = {}
        for row in self.rows:
            by_host.setdefault(row.host_id, []).append(row)
        return tuple(
            PersonTotal(
                host_id,
                rows[0].name,
                len({row.day for row in rows}),
                sum(row.cents for row in rows),
                sum(row.km for row in rows),
            )
            for host_id, rows in by_host.items()
        )


@dataclass(frozen=True)
class CeilingRow:
    """A year of the table of ceilings. ``own``: the place noted it; else it is shipped, or that of another year."""

    year: int
    ceiling: Ceiling
    own: bool


def kind_words(kind: Kind) -> str:
    """What somebody gets back, as a list says it."""
    words = {"flat_rate": _("forfait"), "real": _("frais réels"), "travel": _("déplacements")}
    return words[kind]


def ceiling_words(ceiling: Ceiling, year: int) -> str:
    """``Plafonds 2026 : 43,00 € par jour, 1 726,36 € par an``, and whether they are to be checked."""
    sentence = _("Plafonds {year} : {day} par jour, {whole} par an").format(
        year=year, day=format_money(ceiling.day_cents), whole=format_money(ceiling.year_cents)
    )
    if ceiling.checked:
        return sentence
    if ceiling.year == year:
        return _("{ceilings} (à vérifier)").format(ceilings=sentence)
    return _("{ceilings} (ceux de {other}, à vérifier)").format(ceilings=sentence, other=ceiling.year)


def over_words(left: Left) -> str:
    """``au plus 16,36 € cette année``: what is possible at the flat rate, and which ceiling says so."""
    shown = format_money(left.cents)
    if left.by == "day":
        return _("au plus {amount} ce jour-là").format(amount=shown)
    return _("au plus {amount} cette année").format(amount=shown)


def left_words(register: AllowanceYear) -> str:
    """``2026 : 1 710,00 € en tout ; encore 16,36 € du forfait``, and whether the ceiling is to be checked."""
    if register.staff:
        return _("Employé·e par un service partenaire : pas de défraiement.")
    about = {"year": register.year, "total": format_money(register.total), "left": format_money(register.left)}
    if register.of_real_expenses:
        return _("{year} : {total} en tout ; frais réels, donc pas de forfait.").format(**about)
    sentence = _("{year} : {total} en tout ; encore {left} possibles au forfait.").format(**about)
    if register.ceiling.checked:
        return sentence
    return _("{sentence} Plafond à vérifier.").format(sentence=sentence)


def allowance_year(session: Session, host_id: int, year: int) -> AllowanceYear:
    """The register of one person in a calendar year."""
    return AllowanceYear(
        host_id,
        year,
        _rows(session, year, host_id),
        ceiling_for(session, year),
        session.scalar(select(Host.origin).where(Host.id == host_id)) == "staff",
    )


def allowance_list(session: Session, year: int) -> AllowanceList:
    """What everybody got in a year, whoever left included, by name and day."""
    return AllowanceList(year, _rows(session, year), ceiling_for(session, year))


def expenses_of(session: Session, host_id: int, year: int) -> tuple[Expense, ...]:
    """The same of one person as rules judge it."""
    return _expenses(_rows(session, year, host_id))


def _expenses(rows: Iterable[AllowanceRow]) -> tuple[Expense, ...]:
    return tuple(Expense(row.day, row.kind, row.cents, row.km) for row in rows)


def _rows(session: Session, year: int, host_id: int | None = None) -> tuple[AllowanceRow, ...]:
    wanted = select(Allowance).where(Allowance.day.between(date(year, 1, 1), date(year, 12, 31)))
    if host_id is not None:
        wanted = wanted.where(Allowance.host_id == host_id)
    found = session.scalars(wanted.order_by(Allowance.day, Allowance.id)).all()
    if not found:
        return ()
    team = hosts(session, states=STATES)
    names = told_apart(team)
    if host_id is None:
        names |= kept_names(session)  # the law wants the list to name everybody, for seven years
    places = {host.id: place for place, host in enumerate(team)}
    kept = [
        AllowanceRow(row.id, row.host_id, names[row.host_id], row.day, row.kind, row.cents, row.km)  # type: ignore[arg-type]
        for row in found
    ]
    return tuple(sorted(kept, key=lambda row: (places[row.host_id], row.day, KINDS.index(row.kind))))


def _own_ceilings(session: Session) -> tuple[Ceiling, ...]:
    rows = session.scalars(select(AllowanceCeiling).order_by(AllowanceCeiling.year))
    return tuple(Ceiling(row.year, row.day_cents, row.year_cents, row.checked) for row in rows)


def ceiling_for(session: Session, year: int) -> Ceiling:
    """The ceiling in force in a year; that of another one, not checked, where none is known."""
    return ceiling_in(year, _own_ceilings(session))


def ceiling_rows(session: Session, this_year: int) -> tuple[CeilingRow, ...]:
    """The table of ceilings, newest first: those shipped, those the place noted, and what is reckoned with now."""
    own = _own_ceilings(session)
    noted = {one.year for one in own}
    years = noted | {one.year for one in SHIPPED} | {this_year}
    return tuple(CeilingRow(year, ceiling_in(year, own), year in noted) for year in sorted(years, reverse=True))
