"""The verb about what hosts meet for: meetings, intervisions and training noted, shown, and who came."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from delta_app.cli.console import Console, ExitCode, add_verb, opened, parse_date
from delta_app.cli.people import everybody, find_host
from delta_app.core import clock
from delta_app.core.errors import Refused
from delta_app.core.i18n import _, format_span, long_date
from delta_app.core.store import Store
from delta_app.hosts.gathering_commands import add_gathering, note_attendance, remove_gathering
from delta_app.hosts.gathering_data import (
    GATHERING_KINDS,
    GatheringDetails,
    GatheringRow,
    attendance_list,
    gathering_kind_words,
    gathering_row,
    gathering_words,
    gatherings_between,
    gatherings_of_year,
    year_words,
)
from delta_app.sheets.output import check_name, write_file
from delta_app.team.life_data import clash_words, on_shift_then
from delta_app.venue.queries import parse_time, venue


def add_verbs(verbs: Any) -> None:
    """The verb of this module."""
    gathering = verbs.add_parser("gathering", help=_("réunions, intervisions et formations de l’équipe"))
    what = gathering.add_subparsers(title=_("quoi"), metavar=_("QUOI"), required=True)
    add = add_verb(what, "add", act_add, _("note une rencontre"))
    add.add_argument("day", metavar="2026-12-08")
    add.add_argument("hours", metavar="18h-20h")
    add.add_argument("--kind", choices=GATHERING_KINDS, default="meeting", help=_("réunion, intervision ou formation"))
    add.add_argument(
        "--theme",
        default="",
        metavar=_("THÈME"),
        help=_("de quoi il s’agit ; ni nom, ni santé, ni situation personnelle"),
    )
    add.add_argument("--place", default="", metavar=_("LIEU"), help=_("où"))
    show = add_verb(what, "show", act_show, _("montre ou écrit la liste d’une année"))
    show.add_argument("year", nargs="?", type=int, metavar="2026")
    show.add_argument("-o", "--output", type=Path, metavar="F.pdf|.xlsx|.csv", help=_("fichier à écrire"))
    came = add_verb(what, "came", act_came, _("note qui est venu, en plus de qui l’est déjà"))
    came.add_argument("gathering", metavar=_("NUMÉRO|DATE"), help=_("le numéro que « show » donne, ou la date"))
    came.add_argument("hosts", nargs="+", metavar=_("NOM"))
    came.add_argument("--not", dest="absent", action="store_true", help=_("ces personnes ne sont pas venues"))
    sheet = add_verb(what, "sheet", act_sheet, _("fait la feuille de présence à signer"))
    sheet.add_argument("gathering", metavar=_("NUMÉRO|DATE"))
    sheet.add_argument("-o", "--output", required=True, type=Path, metavar="F.pdf", help=_("fichier à écrire"))
    remove = add_verb(what, "remove", act_remove, _("supprime une rencontre"))
    remove.add_argument("gathering", metavar=_("NUMÉRO|DATE"))


def act_add(options: argparse.Namespace, console: Console) -> int:
    """Note one; whoever has a shift meanwhile is told."""
    day = parse_date(options.day)
    start, _dash, end = options.hours.replace("–", "-").partition("-")
    details = GatheringDetails(
        options.kind, day, parse_time(start), parse_time(end) or 24 * 60, options.theme, options.place
    )
    with opened(options, console) as (store, actor):
        about = {"gathering": gathering_words(details)}
        with store.write(actor, _("Noter : {gathering}").format(**about)) as session:
            number = add_gathering(session, details)
        console.say(_("Rencontre notée : {gathering}.").format(**about) + f" #{number}")
        with store.read() as session:
            told = clash_words(on_shift_then(session, day, details.start_minute, details.end_minute))
    if told:
        console.say(told)
    return ExitCode.DONE


def act_show(options: argparse.Namespace, console: Console) -> int:
    """A year of them, on the screen or in a file."""
    made_on = clock.today()
    if options.output is not None:
        check_name(options.output, ".pdf", ".xlsx", ".csv")
    with opened(options, console) as (store, _actor), store.read() as session:
        listed, name = gatherings_of_year(session, options.year or made_on.year), venue(session).name
    if options.output is not None:
        from delta_app.hosts.sheet_gatherings import year_csv, year_pdf, year_xlsx

        writers: dict[str, Callable[[], bytes]] = {
            ".pdf": lambda: year_pdf(listed, venue_name=name, printed_on=made_on),
            ".xlsx": lambda: year_xlsx(listed, venue_name=name, made_on=made_on),
            ".csv": lambda: year_csv(listed),
        }
        _write(options.output, writers[options.output.suffix.lower()](), console)
        return ExitCode.DONE
    for row in listed.rows:
        console.say(_line(row))
    console.say(year_words(listed.rows) or _("Aucune rencontre notée en {year}.").format(year=listed.year))
    return ExitCode.DONE


def _line(row: GatheringRow) -> str:
    words = [
        f"#{row.id}", long_date(row.day), format_span(row.start_minute, row.end_minute),
        gathering_kind_words(row.kind), row.theme, row.place, ", ".join(row.came),
    ]  # fmt: skip
    return " · ".join(filter(None, words))


def act_came(options: argparse.Namespace, console: Console) -> int:
    """Add to who came, or take some of them away."""
    with opened(options, console) as (store, actor):
        row = _meant(store, options.gathering)
        with store.read() as session:
            team = everybody(session)
        named = {find_host(team, name).id for name in options.hosts}
        came = set(row.host_ids) - named if options.absent else set(row.host_ids) | named
        with store.write(actor, _("Qui est venu : {gathering}").format(gathering=gathering_words(row))) as session:
            note_attendance(session, row.id, came)
        with store.read() as session:
            console.say(_line(gathering_row(session, row.id)))
    return ExitCode.DONE


def act_sheet(options: argparse.Namespace, console: Console) -> int:
    """The list to sign."""
    from delta_app.hosts.sheet_gatherings import attendance_pdf

    check_name(options.output, ".pdf")
    with opened(options, console) as (store, _actor):
        row = _meant(store, options.gathering)
        with store.read() as session:
            listed, name = attendance_list(session, row.id), venue(session).name
    _write(options.output, attendance_pdf(listed, venue_name=name, printed_on=clock.today()), console)
    return ExitCode.DONE


def act_remove(options: argparse.Namespace, console: Console) -> int:
    """Take one away; an undo gives it back."""
    with opened(options, console) as (store, actor):
        row = _meant(store, options.gathering)
        about = {"gathering": gathering_words(row)}
        with store.write(actor, _("Supprimer : {gathering}").format(**about)) as session:
            remove_gathering(session, row.id)
        console.say(_("Rencontre supprimée : {gathering}.").format(**about))
    return ExitCode.DONE


def _meant(store: Store, text: str) -> GatheringRow:
    """The gathering of a number, or the only one of a day. Refuses ``no_such_gathering``, ``which_gathering``."""
    number = text.strip().removeprefix("#")
    if number.isdecimal() and len(number) < 10:
        with store.read() as session:
            return gathering_row(session, int(number))
    day: date = parse_date(text)
    with store.read() as session:
        found = gatherings_between(session, day, day)
    if not found:
        raise Refused("no_such_gathering")
    if len(found) > 1:
        raise Refused("which_gathering", day=day, numbers=tuple(row.id for row in found))
    return found[0]


def _write(path: Path, content: bytes, console: Console) -> None:
    write_file(path, content)
    console.say(_("Enregistré : {path}").format(path=path))
