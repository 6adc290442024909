"""The verb about what volunteers get back for their expenses: noted, taken away, listed, and its ceilings."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from delta_app.cli.console import Console, ExitCode, add_verb, opened, parse_date
from delta_app.cli.people import everybody, find_host
from delta_app.core import clock
from delta_app.core.errors import Refused
from delta_app.core.i18n import _, format_number, long_date
from delta_app.core.money import format_money, parse_money
from delta_app.core.store import Store
from delta_app.hosts.allowance_commands import note_allowance, remove_allowance, remove_ceiling, set_ceiling
from delta_app.hosts.allowance_data import (
    KINDS,
    AllowanceRow,
    allowance_list,
    allowance_year,
    ceiling_for,
    ceiling_words,
    kind_words,
    left_words,
)
from delta_app.hosts.queries import HostRow
from delta_app.sheets.output import check_name, write_file
from delta_app.venue.queries import venue


def add_verbs(verbs: Any) -> None:
    """The verb of this module. Who is called « list » or « ceiling » is named by their number or address."""
    verb = add_verb(verbs, "allowance", act_allowance, _("note les défraiements des volontaires et en fait la liste"))
    verb.usage = "\n       ".join(
        (
            _("delta-app allowance NOM DATE MONTANT [--kind {kinds}] [--km N]").format(kinds="|".join(KINDS)),
            _("delta-app allowance NOM DATE --remove [--kind {kinds}]").format(kinds="|".join(KINDS)),
            _("delta-app allowance NOM ANNÉE"),
            _("delta-app allowance list ANNÉE [-o F.pdf|.xlsx|.csv]"),
            _("delta-app allowance ceiling ANNÉE [JOUR AN] [--unchecked | --remove]"),
        )
    )
    verb.add_argument("subject", metavar=_("NOM|list|ceiling"), help=_("une personne, la liste ou les plafonds"))
    verb.add_argument("when", metavar=_("DATE|ANNÉE"), help=_("le jour noté, ou l’année montrée"))
    verb.add_argument("amounts", nargs="*", metavar=_("MONTANT"), help=_("en euros, comme 12,50"))
    verb.add_argument("--kind", choices=KINDS, default="flat_rate", help=_("forfait, frais réels ou déplacements"))
    verb.add_argument("--km", type=int, default=0, metavar="N", help=_("kilomètres des déplacements"))
    verb.add_argument("--remove", action="store_true", help=_("retire ce qui est noté"))
    verb.add_argument("--unchecked", action="store_true", help=_("plafonds encore à vérifier"))
    verb.add_argument("-o", "--output", type=Path, metavar="F", help=_("fichier à écrire"))
    verb.set_defaults(badly_written=verb.error)


def act_allowance(options: argparse.Namespace, console: Console) -> int:
    """What the first word says."""
    acts: dict[str, Callable[[argparse.Namespace, Console], int]] = {"list": act_list, "ceiling": act_ceiling}
    return acts.get(options.subject, act_person)(options, console)


def _expect(options: argparse.Namespace, *counts: int) -> None:
    """End as argparse does where there are more or fewer amounts than these."""
    if len(options.amounts) not in counts:
        options.badly_written(
            _("il manque : %s") % _("MONTANT") if len(options.amounts) < min(counts)
            else _("ceci n’est pas compris : %s") % " ".join(options.amounts)
        )  # fmt: skip


def _year(text: str) -> int:
    return parse_date(f"{text.strip():0>4}-01-01").year


def act_list(options: argparse.Namespace, console: Console) -> int:
    """Everybody's, on the screen or in a file."""
    _expect(options, 0)
    year, made_on = _year(options.when), clock.today()
    if options.output is not None:
        check_name(options.output, ".pdf", ".xlsx", ".csv")
    with opened(options, console) as (store, _actor), store.read() as session:
        listed, name = allowance_list(session, year), venue(session).name
    if options.output is not None:
        from delta_app.hosts.sheet_allowances import allowances_csv, allowances_pdf, allowances_xlsx

        writers: dict[str, Callable[[], bytes]] = {
            ".pdf": lambda: allowances_pdf(listed, venue_name=name, printed_on=made_on),
            ".xlsx": lambda: allowances_xlsx(listed, venue_name=name, made_on=made_on),
            ".csv": lambda: allowances_csv(listed),
        }
        write_file(options.output, writers[options.output.suffix.lower()]())
        console.say(_("Enregistré : {path}").format(path=options.output))
        return ExitCode.DONE
    for row in listed.rows:
        console.say(f"{row.name} · {_line(row)}")
    if listed.rows:
        console.say(_("Total de {year} : {amount}").format(year=year, amount=format_money(listed.total)))
    else:
        console.say(_("Aucun défraiement noté en {year}.").format(year=year))
    console.say(ceiling_words(listed.ceiling, year))
    return ExitCode.DONE


def _line(row: AllowanceRow) -> str:
    words = [long_date(row.day), kind_words(row.kind), format_money(row.cents)]
    if row.km:
        words.insert(2, _("{km} km").format(km=format_number(row.km)))
    return " · ".join(words)


def act_ceiling(options: argparse.Namespace, console: Console) -> int:
    """Show the ceilings of a year, note others, or forget those noted."""
    _expect(options, *((0,) if options.remove else (0, 2)))
    year = _year(options.when)
    with opened(options, console) as (store, actor):
        label = _("Plafonds de défraiement {year}").format(year=year)
        if options.remove:
            with store.write(actor, label) as session:
                remove_ceiling(session, year)
        elif options.amounts:
            day_cents, year_cents = map(parse_money, options.amounts)
            with store.write(actor, label) as session:
                set_ceiling(session, year, day_cents, year_cents, checked=not options.unchecked)
        with store.read() as session:
            console.say(ceiling_words(ceiling_for(session, year), year))
    return ExitCode.DONE


def act_person(options: argparse.Namespace, console: Console) -> int:
    """Something of one person, by what follows their name."""
    if options.remove:
        return act_remove(options, console)
    return (act_register if options.when.strip().isdecimal() else act_note)(options, console)


def act_note(options: argparse.Namespace, console: Console) -> int:
    """Note what somebody gets back for a day."""
    _expect(options, 1)
    day, cents = parse_date(options.when), parse_money(options.amounts[0])
    with opened(options, console) as (store, actor):
        host = _meant(store, options)
        about = {"name": host.name, "day": long_date(day)}
        with store.write(actor, _("Noter un défraiement de {name}, {day}").format(**about)) as session:
            noted = note_allowance(session, host.id, day, cents, kind=options.kind, km=options.km)
        told = _("Défraiement noté : {name}, {day}, {amount}.")
        console.say(told.format(**about, amount=format_money(noted.cents)))
        _say_left(store, host, day.year, console)
    return ExitCode.DONE


def act_remove(options: argparse.Namespace, console: Console) -> int:
    """Take away what is noted for a day."""
    _expect(options, 0)
    day = parse_date(options.when)
    with opened(options, console) as (store, actor):
        host = _meant(store, options)
        with store.read() as session:
            rows = allowance_year(session, host.id, day.year).rows
        row = next((row for row in rows if (row.day, row.kind) == (day, options.kind)), None)
        if row is None:
            raise Refused("no_such_allowance")
        about = {"name": host.name, "day": long_date(day)}
        with store.write(actor, _("Retirer un défraiement de {name}, {day}").format(**about)) as session:
            remove_allowance(session, row.id)
        console.say(_("Défraiement retiré : {name}, {day}.").format(**about))
        _say_left(store, host, day.year, console)
    return ExitCode.DONE


def act_register(options: argparse.Namespace, console: Console) -> int:
    """All that somebody got back in a year."""
    _expect(options, 0)
    year = _year(options.when)
    with opened(options, console) as (store, _actor):
        host = _meant(store, options)
        with store.read() as session:
            for row in allowance_year(session, host.id, year).rows:
                console.say(_line(row))
        _say_left(store, host, year, console)
    return ExitCode.DONE


def _meant(store: Store, options: argparse.Namespace) -> HostRow:
    with store.read() as session:
        return find_host(everybody(session), options.subject)


def _say_left(store: Store, host: HostRow, year: int, console: Console) -> None:
    with store.read() as session:
        console.say(left_words(allowance_year(session, host.id, year)))
