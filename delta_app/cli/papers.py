"""Verbs that put the month on paper or in a file: print and export."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from delta_app.cli.console import Console, ExitCode, add_verb, opened, parse_date
from delta_app.cli.people import everybody, find_host
from delta_app.cli.programme import add_export as add_export_programme
from delta_app.cli.programme import add_print
from delta_app.cli.till_month import add_export
from delta_app.core import clock
from delta_app.core.calendar import Month
from delta_app.core.errors import Refused
from delta_app.core.i18n import _, join_names
from delta_app.planning.calendar_data import calendar_facts
from delta_app.planning.queries import HostMonth, MonthView, host_month, month_view
from delta_app.sheets.output import check_name, write_file
from delta_app.team.papers_data import (
    PAPER_LANGUAGES,
    WrittenPaper,
    certificate_for,
    information_note,
    missing_words,
    person_papers,
)


def add_verbs(verbs: Any) -> None:
    """The verbs of this module."""
    paper = verbs.add_parser("print", help=_("fait un PDF à imprimer"))
    what = paper.add_subparsers(title=_("quoi"), metavar=_("QUOI"), required=True)
    wall = add_verb(what, "planning", act_print_planning, _("le mois sur une page, pour le mur"))
    wall.add_argument("month", metavar="2027-01")
    wall.add_argument("--paper", choices=("A4", "A3"), default="A4", help=_("format du papier"))
    _add_output(wall, "F.pdf")
    sheet = add_verb(what, "host", act_print_host, _("la feuille d’une personne"))
    sheet.add_argument("host", metavar=_("NOM"))
    sheet.add_argument("month", metavar="2027-01")
    _add_output(sheet, "F.pdf")

    note = add_verb(what, "note", act_print_note, _("la note d’information d’une personne"))
    given = add_verb(what, "certificate", act_print_certificate, _("l’attestation de volontariat d’une personne"))
    given.add_argument("--from", dest="first", metavar="2026-01-01", help=_("premier jour (sinon depuis l’arrivée)"))
    given.add_argument("--to", dest="last", metavar="2026-12-31", help=_("dernier jour (sinon aujourd’hui)"))
    for verb in (note, given):
        verb.add_argument("host", metavar=_("NOM"))
        verb.add_argument("--in", dest="speaks", choices=PAPER_LANGUAGES, help=_("langue du papier"))
        _add_output(verb, "F.pdf")

    add_print(what)

    export = verbs.add_parser("export", help=_("fait un fichier pour un tableur ou un agenda"))
    which = export.add_subparsers(title=_("quoi"), metavar=_("QUOI"), required=True)
    table = add_verb(which, "planning", act_export_planning, _("le mois en .csv, .xlsx ou .ics"))
    table.add_argument("month", metavar="2027-01")
    _add_output(table, "F.csv|.xlsx|.ics")
    own = add_verb(which, "host", act_export_host, _("l’agenda .ics d’une personne"))
    own.add_argument("host", metavar=_("NOM"))
    own.add_argument("month", metavar="2027-01")
    _add_output(own, "F.ics")
    add_export(which)
    add_export_programme(which)


def _add_output(parser: argparse.ArgumentParser, shape: str) -> None:
    parser.add_argument("-o", "--output", required=True, type=Path, metavar=shape, help=_("fichier à écrire"))


def act_print_planning(options: argparse.Namespace, console: Console) -> int:
    """The month's PDF."""
    from delta_app.planning.sheet import month_pdf, too_small_to_read, unprintable_names

    month = Month.parse(options.month)
    check_name(options.output, ".pdf")
    with opened(options, console) as (store, _actor), store.read() as session:
        view = month_view(session, month)
        _refuse_unopened(view)
    _write(options.output, month_pdf(view, paper=options.paper, printed_on=clock.today()), console)
    if too_small_to_read(view, options.paper):
        console.say(
            _("Les noms ou les heures sont trop petits pour être lus au mur : « --paper A3 » les agrandit.")
            if options.paper == "A4"
            else _("Même sur A3, les noms ou les heures sont trop petits pour être lus de loin.")
        )
    lost = unprintable_names(view)
    if lost:
        sentence = _("Des lettres manquent à l’impression pour {names} ; complétez à la main.")
        console.say(sentence.format(names=join_names(list(lost))))
    return ExitCode.DONE


def act_print_host(options: argparse.Namespace, console: Console) -> int:
    """One host's PDF."""
    from delta_app.planning.sheet import host_pdf

    check_name(options.output, ".pdf")
    with opened(options, console) as (store, _actor), store.read() as session:
        row = _host_month(session, options)
    _write(options.output, host_pdf(row, printed_on=clock.today()), console)
    return ExitCode.DONE


def act_print_note(options: argparse.Namespace, console: Console) -> int:
    """The information note for one host, in their language unless another is asked for."""
    check_name(options.output, ".pdf")
    with opened(options, console) as (store, _actor), store.read() as session:
        about = person_papers(session, find_host(everybody(session), options.host).id)
        paper = information_note(session, about.host.id, options.speaks or about.language, clock.today())
    _write_paper(paper, options, console)
    return ExitCode.DONE


def act_print_certificate(options: argparse.Namespace, console: Console) -> int:
    """What one host gave from one day to another, as a certificate."""
    check_name(options.output, ".pdf")
    local = clock.local_now()
    with opened(options, console) as (store, _actor), store.read() as session:
        about = person_papers(session, find_host(everybody(session), options.host).id)
        first = parse_date(options.first) if options.first else about.since
        last = parse_date(options.last) if options.last else local.date()
        language = options.speaks or about.language
        paper = certificate_for(session, about.host.id, first, last, language, local)
    _write_paper(paper, options, console)
    return ExitCode.DONE


def _write_paper(paper: WrittenPaper, options: argparse.Namespace, console: Console) -> None:
    from delta_app.hosts.sheet_papers import paper_pdf

    _write(options.output, paper_pdf(paper), console)
    missing = missing_words(paper.filled)
    if missing:
        console.say(missing)


def _host_month(session: Session, options: argparse.Namespace) -> HostMonth:
    month = Month.parse(options.month)
    _refuse_unopened(month_view(session, month))
    row = host_month(session, find_host(everybody(session), options.host).id, month)
    if row is None:
        raise Refused("no_such_host")
    return row


def _refuse_unopened(view: MonthView) -> None:
    """A month closed from end to end has no slots, and yet a sheet to put up."""
    if not view.slots and not view.closed:
        raise Refused("month_not_opened", month=view.month)


def act_export_planning(options: argparse.Namespace, console: Console) -> int:
    """The month as a spreadsheet or a calendar."""
    from delta_app.planning.files import month_csv, month_ics, month_xlsx

    month = Month.parse(options.month)
    check_name(options.output, ".csv", ".xlsx", ".ics")
    with opened(options, console) as (store, _actor), store.read() as session:
        view, facts = month_view(session, month), calendar_facts(session, month)
        _refuse_unopened(view)
    writers: dict[str, Callable[[], bytes]] = {
        ".csv": lambda: month_csv(view),
        ".xlsx": lambda: month_xlsx(view, printed_on=clock.today()),
        ".ics": lambda: month_ics(view, facts, stamped=clock.now()),
    }
    _write(options.output, writers[options.output.suffix.lower()](), console)
    return ExitCode.DONE


def act_export_host(options: argparse.Namespace, console: Console) -> int:
    """One host's calendar."""
    from delta_app.planning.files import host_ics

    check_name(options.output, ".ics")
    with opened(options, console) as (store, _actor), store.read() as session:
        row = _host_month(session, options)
        facts = calendar_facts(session, row.month, row.host_id)
    content = host_ics(row, facts, stamped=clock.now())
    _write(options.output, content, console)
    return ExitCode.DONE


def _write(path: Path, content: bytes, console: Console) -> None:
    write_file(path, content)
    console.say(_("Écrit : {path}").format(path=path))
