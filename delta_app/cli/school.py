"""Verbs about school holidays: show those noted, note, correct and remove them, close the place during one."""

import argparse
from datetime import date
from typing import Any

from delta_app.cli.console import Console, ExitCode, add_verb, opened, parse_date
from delta_app.core import clock
from delta_app.core.i18n import _, long_date, ngettext
from delta_app.core.store import Store
from delta_app.venue.school_commands import (
    add_known_school_holidays,
    add_school_holiday,
    change_school_holiday,
    close_for_school_holiday,
    remove_school_holiday,
)
from delta_app.venue.school_data import (
    COMMUNITIES,
    SchoolDays,
    SchoolHolidayRow,
    closed_school_holidays,
    school_holiday_on,
    school_holiday_rows,
    whose_schools,
)


def add_verbs(verbs: Any) -> None:
    """The verbs of this module."""
    school = verbs.add_parser("school", help=_("les congés scolaires : montrés, notés, corrigés, fermés"))
    what = school.add_subparsers(title=_("quoi"), metavar=_("QUOI"), required=True)
    show = add_verb(what, "show", act_show, _("montre ceux d’une année"))
    known = add_verb(what, "known", act_known, _("ajoute ceux qui sont connus d’une année, à vérifier"))
    for verb in (show, known):
        verb.add_argument("year", nargs="?", type=int, metavar=_("ANNÉE"), help=_("sinon : cette année"))
    add = add_verb(what, "add", act_add, _("ajoute un congé"))
    add.add_argument("community", choices=COMMUNITIES)
    add.add_argument("name", metavar=_("NOM"))
    change = add_verb(what, "change", act_change, _("donne d’autres dates au congé où tombe un jour, ou les confirme"))
    remove = add_verb(what, "remove", act_remove, _("retire le congé où tombe un jour"))
    close = add_verb(what, "close", act_close, _("ferme le lieu pendant le congé où tombe un jour"))
    for verb in (change, remove, close):
        verb.add_argument("community", choices=COMMUNITIES)
        verb.add_argument("day", metavar=_("DATE"))
    for verb, number in ((add, None), (change, "?")):
        verb.add_argument("first", nargs=number, metavar=_("DATE"), help=_("premier jour"))
        verb.add_argument("last", nargs=number, metavar=_("FIN"), help=_("dernier jour"))


def act_show(options: argparse.Namespace, console: Console) -> int:
    """Show a year's."""
    year = _year(options)
    with opened(options, console) as (store, _actor), store.read() as session:
        rows = school_holiday_rows(session, date(year, 1, 1), date(year, 12, 31))
        closed = closed_school_holidays(session, rows)
    if not rows:
        console.say(_("Aucun congé noté pour {year}.").format(year=year))
    for row in rows:
        console.say(_line(row.days, (*([] if row.checked else [_("à vérifier")]), *_closed_words(row, closed))))
    return ExitCode.DONE


def _closed_words(row: SchoolHolidayRow, closed: frozenset[int]) -> tuple[str, ...]:
    return (_("fermé"),) if row.id in closed else ()


def _line(days: SchoolDays, said: tuple[str, ...] = ()) -> str:
    words = _("{first} – {last} : {name} ({schools})").format(
        first=long_date(days.first_day), last=long_date(days.last_day), name=days.name,
        schools=whose_schools(days.community),
    )  # fmt: skip
    return " · ".join((words, *said))


def _year(options: argparse.Namespace) -> int:
    return clock.today().year if options.year is None else parse_date(f"{options.year:04}-01-01").year


def act_known(options: argparse.Namespace, console: Console) -> int:
    """Note those known of a year."""
    year = _year(options)
    label = _("Ajouter les congés scolaires connus de {year}").format(year=year)
    with opened(options, console) as (store, actor), store.write(actor, label) as session:
        added = add_known_school_holidays(session, date(year, 1, 1), date(year, 12, 31))
    if not added:
        console.say(_("Rien de plus n’est connu pour {year}.").format(year=year))
        return ExitCode.DONE
    for days in added:
        console.say(_line(days))
    console.say(
        ngettext(
            "{n} congé scolaire ajouté ; comparez ses dates au calendrier officiel.",
            "{n} congés scolaires ajoutés ; comparez leurs dates au calendrier officiel.",
            len(added),
        ).format(n=len(added))
    )
    return ExitCode.DONE


def act_add(options: argparse.Namespace, console: Console) -> int:
    """Note one."""
    days = SchoolDays(options.community, options.name, parse_date(options.first), parse_date(options.last))
    label = _("Ajouter un congé scolaire : {name}").format(name=days.name)
    with opened(options, console) as (store, actor), store.write(actor, label) as session:
        add_school_holiday(session, days)
    console.say(_line(days))
    return ExitCode.DONE


def _noted(store: Store, options: argparse.Namespace) -> SchoolHolidayRow:
    with store.read() as session:
        return school_holiday_on(session, options.community, parse_date(options.day))


def act_change(options: argparse.Namespace, console: Console) -> int:
    """Give one other dates; without any, say that its dates were compared."""
    with opened(options, console) as (store, actor):
        row = _noted(store, options)
        first = row.first_day if options.first is None else parse_date(options.first)
        last = row.last_day if options.last is None else parse_date(options.last)
        days = SchoolDays(row.community, row.name, first, last)
        label = _("Modifier le congé scolaire : {name}").format(name=row.name)
        with store.write(actor, label) as session:
            change_school_holiday(session, row.id, days, checked=True)
    console.say(_line(days))
    return ExitCode.DONE


def act_remove(options: argparse.Namespace, console: Console) -> int:
    """Take one away."""
    with opened(options, console) as (store, actor):
        row = _noted(store, options)
        with store.write(actor, _("Retirer le congé scolaire : {name}").format(name=row.name)) as session:
            remove_school_holiday(session, row.id)
    console.say(_("Congé scolaire retiré : {name}.").format(name=row.name))
    return ExitCode.DONE


def act_close(options: argparse.Namespace, console: Console) -> int:
    """Close the place on the days of one that are still to come."""
    with opened(options, console) as (store, actor):
        row = _noted(store, options)
        with store.write(actor, _("Fermer pendant : {name}").format(name=row.name)) as session:
            done = close_for_school_holiday(session, row.id)
    console.say(
        _("Fermé du {first} au {last} : {name}").format(
            first=long_date(done.first_day), last=long_date(done.last_day), name=row.name
        )
    )
    return ExitCode.DONE
