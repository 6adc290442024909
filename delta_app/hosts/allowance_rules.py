"""What a volunteer may get back for expenses, decided on plain values: law of 3 July 2005 on volunteers, art. 10 to 12.

The flat rate needs no receipts and has a ceiling a day and a ceiling a year. In one calendar year somebody gets either
the flat rate or their real expenses, never both; travel up to 2,000 km a year may come on top of the flat rate.
Amounts are cents.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args

from delta_app.core.errors import Refused
from delta_app.core.money import MOST_CENTS, format_money

Kind = Literal["flat_rate", "real", "travel"]
KINDS: tuple[Kind, ...] = get_args(Kind)
MOST_KM = 2_000  # of travel in a year that goes with the flat rate
FARTHEST_KM = 20_000  # in a day, whatever goes with it: more is a slip
YEARS = range(2005, 2100)  # the law is of 2005


@dataclass(frozen=True)
class Ceiling:
    """The most at the flat rate in a day and in a year, as of a year; ``checked``: it is what the law says then."""

    year: int
    day_cents: int
    year_cents: int
    checked: bool


SHIPPED: tuple[Ceiling, ...] = (Ceiling(2024, 4_148, 165_929, True), Ceiling(2025, 4_231, 169_251, True))
"""Indexed each January, and published in the Moniteur belge; later years are for the place to note."""


@dataclass(frozen=True)
class Expense:
    """What somebody gets back for a day; ``km`` for travel only."""

    day: date
    kind: Kind
    cents: int
    km: int = 0


@dataclass(frozen=True)
class Left:
    """How much more is possible on a day, and whether the ceiling of the ``day`` or of the ``year`` says so."""

    cents: int
    by: Literal["day", "year"]


def ceiling_in(year: int, noted: Iterable[Ceiling]) -> Ceiling:
    """The ceiling for a year: as the place noted it, else as shipped, else the latest before it, else the earliest.

    One of another year keeps its own ``year`` and is not checked.
    """
    by_year = {one.year: one for one in (*SHIPPED, *noted)}
    if year in by_year:
        return by_year[year]
    before = [known for known in by_year if known < year]
    return replace(by_year[max(before) if before else min(by_year)], checked=False)


def checked_ceiling(ceiling: Ceiling) -> Ceiling:
    """A ceiling that can be one. Refuses ``bad_year``, ``bad_ceiling`` unless 0 < day ≤ year."""
    if ceiling.year not in YEARS:
        raise Refused("bad_year", year=ceiling.year, first=YEARS[0], last=YEARS[-1])
    if not 0 < ceiling.day_cents <= ceiling.year_cents <= MOST_CENTS:
        raise Refused("bad_ceiling")
    return ceiling


def flat_rate_left(day: date, noted: Iterable[Expense], ceiling: Ceiling) -> Left:
    """What is left of the flat rate on a day: of the ceiling of the day or of the year, whichever is less.

    ``noted`` is everything the person got in the calendar year of that day.
    """
    flat = [one for one in noted if one.kind == "flat_rate"]
    of_day = ceiling.day_cents - sum(one.cents for one in flat if one.day == day)
    of_year = ceiling.year_cents - sum(one.cents for one in flat)
    return Left(max(0, of_year), "year") if of_year < of_day else Left(max(0, of_day), "day")


def km_left(noted: Iterable[Expense]) -> int:
    """How many km of travel may still go with the flat rate in the year of these expenses."""
    return max(0, MOST_KM - sum(one.km for one in noted))


def checked_expense(new: Expense, noted: Iterable[Expense], ceiling: Ceiling, *, staff: bool, today: date) -> Expense:
    """An expense that may be paid beside all that the person got in that calendar year, ``noted``.

    Refuses ``allowance_staff`` for staff a partner service lends and pays, ``allowance_early`` for a day to come,
    ``bad_amount`` unless more than nothing, ``bad_km`` for travel without a distance or a distance without travel,
    ``allowance_mixed`` for the flat rate and real expenses in one year, ``allowance_far`` past 2,000 km beside the flat
    rate, and ``allowance_over`` with the most that is possible, for the flat rate above either ceiling.
    """
    if staff:
        raise Refused("allowance_staff")
    if new.day.year not in YEARS:
        raise Refused("bad_year", year=new.day.year, first=YEARS[0], last=YEARS[-1])
    if new.day > today:
        raise Refused("allowance_early", day=new.day)
    if not 0 < new.cents <= MOST_CENTS:
        raise Refused("bad_amount", text=format_money(new.cents))
    if (new.kind == "travel") != (0 < new.km <= FARTHEST_KM):
        raise Refused("bad_km", most=FARTHEST_KM)
    known = tuple(noted)
    _refuse_mixed(new, known)
    if new.kind == "flat_rate":
        left = flat_rate_left(new.day, known, ceiling)
        if new.cents > left.cents:
            raise Refused("allowance_over", cents=left.cents, by=left.by, day=new.day)
    return new


def _refuse_mixed(new: Expense, noted: tuple[Expense, ...]) -> None:
    kinds = {one.kind for one in (*noted, new)}
    if {"flat_rate", "real"} <= kinds:
        raise Refused("allowance_mixed", kind=new.kind, year=new.day.year)
    # Beside real expenses alone, travel is one of them, however far.
    if "flat_rate" in kinds and sum(one.km for one in (*noted, new)) > MOST_KM:
        raise Refused("allowance_far", most=MOST_KM, km=km_left(noted), year=new.day.year)
