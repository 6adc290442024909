"""School holidays as plain decisions: the known ones of either community, and what can be noted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from delta_app.core.errors import Refused
from delta_app.core.i18n import _

Community = Literal["fr", "nl"]  # whose schools: French-speaking or Dutch-speaking
COMMUNITIES: tuple[Community, ...] = get_args(Community)
MOST_DAYS = 100  # the summer has 62; more is a slip of the year
_LEAST_DAYS = 5  # in a row; a single day off is no holiday here
_SCHOOL_YEAR_BEGINS = 9  # the month
_SUBDIVISIONS: dict[Community, str] = {"fr": "French", "nl": "Flemish"}


@dataclass(frozen=True)
class SchoolDays:
    """A holiday of the schools of a community, both days included."""

    community: Community
    name: str
    first_day: date
    last_day: date


def school_year_of(day: date) -> date:
    """The day the school year of a date begins, roughly: no holiday crosses it."""
    year = day.year if day.month >= _SCHOOL_YEAR_BEGINS else day.year - 1
    return date(year, _SCHOOL_YEAR_BEGINS, 1)


def known_school_holidays(first: date, last: date) -> tuple[SchoolDays, ...]:
    """The holidays of both communities that touch these days, by date, named in the language in use.

    The library ``holidays`` reckons them from the decree of 31 March 2022 of the French Community and the decisions of
    17 April 1991 and 31 August 2001 of the Flemish Government. A government may still move them: to be checked.
    """
    import holidays

    found = []
    years = range(first.year - 1, last.year + 2)  # a holiday at the turn of a year is read whole
    for community in COMMUNITIES:
        calendar = holidays.country_holidays(
            "BE", subdiv=_SUBDIVISIONS[community], years=years, categories=("school",), language="nl"
        )
        by_name: dict[str, list[date]] = {}
        for day in sorted(calendar):
            for name in calendar.get_list(day):
                by_name.setdefault(name, []).append(day)
        for name, days in by_name.items():
            for start, end in _runs(days):
                if (end - start).days + 1 >= _LEAST_DAYS and start <= last and end >= first:
                    found.append(SchoolDays(community, _name(name, community), start, end))
    return tuple(sorted(found, key=lambda one: (one.first_day, one.community)))


def _runs(days: Iterable[date]) -> Iterator[tuple[date, date]]:
    """Days in a row, from the first to the last of each."""
    start = end = None
    for day in days:
        if end is not None and start is not None and day - end > timedelta(days=1):
            yield start, end
            start = None
        start, end = start or day, day
    if start is not None and end is not None:
        yield start, end


def _name(name: str, community: Community) -> str:
    """What a holiday is called, by the library's Dutch name for it."""
    names = {
        "Herfstvakantie": _("Vacances d’automne"),
        "Kerstvakantie": _("Vacances d’hiver"),
        "Krokusvakantie": _("Vacances de carnaval"),
        "Paasvakantie": _("Vacances de printemps") if community == "fr" else _("Vacances de Pâques"),
        "Zomervakantie": _("Vacances d’été"),
    }
    return names.get(name, name)


def checked_days(wanted: SchoolDays, others: Iterable[SchoolDays]) -> SchoolDays:
    """What is to be noted, its name trimmed, beside the ``others`` that are noted already.

    Refuses ``empty_name``, ``bad_community``, ``bad_period``, ``school_holiday_long``, ``school_holiday_overlaps``.
    """
    name = " ".join(wanted.name.split())
    if not name:
        raise Refused("empty_name")
    if wanted.community not in COMMUNITIES:
        raise Refused("bad_community", text=wanted.community)
    if wanted.first_day > wanted.last_day:
        raise Refused("bad_period", first_day=wanted.first_day, last_day=wanted.last_day)
    if (wanted.last_day - wanted.first_day).days + 1 > MOST_DAYS:
        raise Refused("school_holiday_long", most=MOST_DAYS)
    for other in others:
        if overlap(wanted, other):
            raise Refused("school_holiday_overlaps", name=other.name, first=other.first_day, last=other.last_day)
    return SchoolDays(wanted.community, name, wanted.first_day, wanted.last_day)


def overlap(one: SchoolDays, other: SchoolDays) -> bool:
    """Whether two holidays of one community share a day."""
    return one.community == other.community and one.first_day <= other.last_day and other.first_day <= one.last_day
