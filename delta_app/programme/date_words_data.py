"""Dates of activities in words: how one comes again, when it takes place, how it stands, who came."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from delta_app.core.calendar import MINUTES_IN_DAY
from delta_app.core.i18n import (
    _,
    day_month,
    format_date,
    format_number,
    format_span,
    format_time,
    join_names,
    ngettext,
    short_date,
    weekday_name,
)
from delta_app.programme.queries import DateRow
from delta_app.programme.recurrence import Frequency, NthDay, Rule, parse_rule
from delta_app.programme.series import Plan, SchoolsSkipped

_NTH: dict[int, Callable[[], str]] = {
    1: lambda: _("le premier {weekday} du mois"),
    2: lambda: _("le deuxième {weekday} du mois"),
    3: lambda: _("le troisième {weekday} du mois"),
    4: lambda: _("le quatrième {weekday} du mois"),
    5: lambda: _("le cinquième {weekday} du mois"),
    -1: lambda: _("le dernier {weekday} du mois"),
    -2: lambda: _("l’avant-dernier {weekday} du mois"),
}
MOST_DAYS_TOLD = 6


def rule_words(plan: Plan) -> str:
    """``chaque mercredi, jusqu’au 27 janvier 2027, sauf congés scolaires``; empty where it takes place once."""
    if not plan.rule:
        return ""
    rule = parse_rule(plan.rule, plan.first_day)
    told = [how_often(rule, plan.first_day)]
    if rule.until is not None:
        told.append(_("jusqu’au {day}").format(day=format_date(rule.until, "d MMMM y")))
    if plan.skips_school:
        told.append(skipping_words(plan.skips_school))
    return ", ".join(told)


def repeats_words(plan: Plan) -> str:
    """``chaque mercredi``; empty where it takes place once."""
    return how_often(parse_rule(plan.rule, plan.first_day), plan.first_day) if plan.rule else ""


def skipping_words(schools: SchoolsSkipped) -> str:
    """``sauf congés scolaires``."""
    words: dict[SchoolsSkipped, Callable[[], str]] = {
        "": lambda: "",
        "fr": lambda: _("sauf congés des écoles francophones"),
        "nl": lambda: _("sauf congés des écoles néerlandophones"),
        "both": lambda: _("sauf congés scolaires"),
    }
    return words[schools]()


def how_often(rule: Rule, first_day: date) -> str:
    """``chaque mercredi``, ``un mardi sur deux``, ``le dernier vendredi du mois``; the rule itself where no short words
    say it."""
    return _EVERY[rule.every](rule, first_day) or _("selon la règle {rule}").format(rule=rule.ending(None))


def _daily(rule: Rule, _first_day: date) -> str:
    if not rule.is_plain:
        return ""
    return _("chaque jour") if rule.interval == 1 else _("tous les {n} jours").format(n=rule.interval)


def _weekly(rule: Rule, first_day: date) -> str:
    if rule.positions or rule.months:
        return ""
    weekdays = sorted({day.weekday for day in rule.days} or {first_day.weekday()})
    names = join_names([weekday_name(weekday) for weekday in weekdays])
    if rule.interval == 1:
        return _("chaque {weekday}").format(weekday=names)
    if rule.interval == 2 and len(weekdays) == 1:
        return _("un {weekday} sur deux").format(weekday=names)
    return _("toutes les {n} semaines, le {weekday}").format(n=rule.interval, weekday=names)


def _monthly(rule: Rule, first_day: date) -> str:
    told = _day_of_month(rule, first_day)
    if not told or rule.months or rule.interval == 1:
        return "" if rule.months else told
    return _("tous les {n} mois, {day}").format(n=rule.interval, day=told)


def _day_of_month(rule: Rule, first_day: date) -> str:
    if rule.is_plain:
        return _("le {number} du mois").format(number=first_day.day)
    if len(rule.days) == 1 and not rule.month_days and len(rule.positions) <= 1:
        nth = rule.days[0].nth or (rule.positions[0] if rule.positions else 0)
        return nth_words(NthDay(rule.days[0].weekday, nth)) if nth in _NTH else ""
    if len(rule.month_days) == 1 and not rule.days and not rule.positions:
        number = rule.month_days[0]
        return _("le dernier jour du mois") if number == -1 else _("le {number} du mois").format(number=number)
    return ""


def nth_words(day: NthDay) -> str:
    """``le deuxième mardi du mois``; for the first to the fifth, the last and the one before."""
    return _NTH[day.nth]().format(weekday=weekday_name(day.weekday))


def _yearly(rule: Rule, first_day: date) -> str:
    if not rule.is_plain:
        return ""
    day = format_date(first_day, "d MMMM")
    if rule.interval == 1:
        return _("chaque année le {day}").format(day=day)
    return _("tous les {n} ans, le {day}").format(n=rule.interval, day=day)


_EVERY: dict[Frequency, Callable[[Rule, date], str]] = {
    "DAILY": _daily,
    "WEEKLY": _weekly,
    "MONTHLY": _monthly,
    "YEARLY": _yearly,
}


def span_words(start: int, end: int) -> str:
    """``10h – 12h``; without an end where it is on a later day, and in words where it has no hours."""
    if start == 0 and end % MINUTES_IN_DAY == 0:
        return _("toute la journée")
    days = (end - 1) // MINUTES_IN_DAY
    if days:
        about = {"start": format_time(start), "end": format_time(end - days * MINUTES_IN_DAY), "n": days}
        told = ngettext("{start} – {end} le lendemain", "{start} – {end}, {n} jours plus tard", days)
        return told.format(**about)
    return format_span(start, end)


def when_words(row: DateRow) -> str:
    """``mer. 6 janv. · 10h – 12h``, and the last day where it ends on another."""
    last, days = row.occurrence.last_day, (row.occurrence.last_day - row.day).days
    if days == 0 or (days == 1 and row.end_minute - MINUTES_IN_DAY <= row.start_minute):
        return f"{short_date(row.day)} · {span_words(row.start_minute, row.end_minute)}"
    if row.whole_day:
        return _("du {first} au {last}").format(first=short_date(row.day), last=short_date(last))
    return _("du {first}, {start}, au {last}, {end}").format(
        first=short_date(row.day), start=format_time(row.start_minute), last=short_date(last),
        end=format_time(row.end_minute - days * MINUTES_IN_DAY),
    )  # fmt: skip


def time_words(row: DateRow) -> str:
    """``14h``; empty where it has no hours."""
    return "" if row.whole_day else format_time(row.start_minute)


def state_words(row: DateRow, local: datetime) -> tuple[str, str, str]:
    """Words, icon and tone of how a date stands."""
    came = row.occurrence.departure.attendance
    if row.occurrence.shut and row.state != "cancelled":
        return _("pas ce jour-là : fermé"), "door", "attention"
    if row.waits_for_count(local):
        return _("à compter"), "pen", "attention"
    words: dict[str, Callable[[], tuple[str, str, str]]] = {
        "idea": lambda: (_("idée"), "speech", "plain"),
        "planned": lambda: (_("prévu"), "planning", "info"),
        "confirmed": lambda: (_("confirmé"), "check", "good"),
        "held": lambda: (_("a eu lieu") if came is None else came_words(came), "check", "good"),
        "cancelled": lambda: (_("annulé"), "close", "alarm"),
    }
    return words[row.state]()


def came_words(number: int) -> str:
    """``12 personnes``."""
    return ngettext("{n} personne", "{n} personnes", number).format(n=format_number(number))


def about_words(row: DateRow) -> str:
    """``Tricot · mer. 6 janv. · 10h – 12h · chaque mercredi``."""
    return " · ".join(filter(None, (row.title, when_words(row), rule_words(row.plan) if row.recurring else "")))


def nameless_words() -> str:
    """What is said where people are counted."""
    return _("Un nombre seulement : personne n’est noté par son nom.")


def counted_words(row: DateRow, number: int | None) -> str:
    """``Tricot, mercredi 6 janvier : 7 personnes.``"""
    told = _("{date} : a eu lieu.") if number is None else _("{date} : {people}.")
    return told.format(date=date_label(row), people=came_words(number or 0))


def full_words(row: DateRow, local: datetime) -> str:
    """A date for a screen reader and as a hint: title, when, where, who, how it stands."""
    told = [row.title, when_words(row), row.room, row.leader, state_words(row, local)[0]]
    if row.state == "cancelled" and row.occurrence.reason:
        told[-1] = _("annulé : {why}").format(why=row.occurrence.reason)
    if row.occurrence.shut:
        told.append(row.occurrence.closure)
    return ", ".join(part for part in told if part)


def dates_words(days: Sequence[date]) -> str:
    """``mer. 6, 13, 20 et 27 janvier``: the weekday said once where all share it, months where they change."""
    shown = list(days[:MOST_DAYS_TOLD])
    months: list[tuple[date, list[str]]] = []
    same_weekday = len({day.weekday() for day in shown}) == 1
    for day in shown:
        if not months or (months[-1][0].year, months[-1][0].month) != (day.year, day.month):
            months.append((day, []))
        first_of_month = day.day == 1
        number = format_date(day, "d") if not first_of_month else format_date(day, "d MMMM").split(" ")[0]
        months[-1][1].append(number if same_weekday else f"{weekday_name(day.weekday(), 'abbreviated')} {number}")
    told = [f"{join_names(numbers)} {format_date(first, 'MMMM')}" for first, numbers in months]
    text = join_names(told) if len(days) <= MOST_DAYS_TOLD else ", ".join(told) + "…"
    return f"{weekday_name(shown[0].weekday(), 'abbreviated')} {text}" if same_weekday and shown else text


def next_dates_words(days: Sequence[date]) -> str:
    """``Prochaine date : mar. 29 février 2028, puis dim. 29 février 2032.``: of one or two that are far apart."""
    told = [f"{weekday_name(day.weekday(), 'abbreviated')} {format_date(day, 'd MMMM y')}" for day in days]
    if len(told) == 1:
        return _("Prochaine date : {when}.").format(when=told[0])
    return _("Prochaine date : {when}, puis {next}.").format(when=told[0], next=told[1])


def date_label(row: DateRow) -> str:
    """``Tricot, mercredi 6 janvier``, as acts are told."""
    return _("{title}, {day}").format(title=row.title, day=day_month(row.day))
