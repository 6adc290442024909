"""The programme on the command line: shown, put in files and on paper, and a calendar brought in."""

import argparse
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from delta_app.cli.console import Console, ExitCode, add_verb, opened, parse_date
from delta_app.core import backup, clock
from delta_app.core.calendar import Month
from delta_app.core.errors import Refused, register_words
from delta_app.core.i18n import _, capitalised, join_names, month_name, ngettext, short_date
from delta_app.core.troubles import refusal_for
from delta_app.programme.after_calendar_import import import_lines, problem_lines, row_words
from delta_app.programme.calendar_import import import_calendar
from delta_app.programme.calendar_preview_data import CalendarPreview
from delta_app.programme.date_words_data import rule_words, span_words, state_words
from delta_app.programme.files import FORMS, languages_of, programme_file
from delta_app.programme.paper_data import programme_paper
from delta_app.programme.proposal_data import ProposalRow, proposal_rows
from delta_app.programme.public_data import public_language, public_programme
from delta_app.programme.queries import DateRow, ProgrammeMonth, programme_month
from delta_app.programme.spoken import age_words
from delta_app.readers.calendar_file import CalendarFile, calendar_bytes_of, read_calendar
from delta_app.sheets.output import check_name, write_file

_LANGUAGES = ("fr", "nl", "both")
_PAPERS = ("poster", "page", "flyer")
_SIGNS = {"planned": "·", "confirmed": "✓", "held": "✓", "cancelled": "×", "idea": "?"}

register_words(
    {
        "paper_only_a4": lambda f: _(
            "Sur A3, il n’y a que l’affiche. Rien n’est écrit ; ôtez « --paper A3 », ou choisissez « --what poster »."
        ),
    }
)


def add_export(which: Any) -> None:
    """``export programme``."""
    export = add_verb(which, "programme", act_export, _("le programme public en .ics, .html, .md ou .json"))
    export.add_argument("span", metavar="2027-01|2027")
    _add_language(export)
    _add_output(export, "F.ics|.html|.md|.json")


def add_print(what: Any) -> None:
    """``print programme``."""
    paper = add_verb(what, "programme", act_print, _("le programme d’un mois : affiche, page ou dépliant"))
    paper.add_argument("month", metavar="2027-01")
    paper.add_argument("--what", choices=_PAPERS, help=_("sinon : une affiche sur A3, une page sur A4"))
    paper.add_argument("--paper", choices=("A4", "A3"), help=_("format du papier"))
    _add_language(paper)
    _add_output(paper, "F.pdf")


def add_import(what: Any) -> None:
    """``import calendar``."""
    bring = add_verb(what, "calendar", act_import, _("un calendrier .ics (Nextcloud, Google, Outlook)"))
    bring.add_argument("path", metavar=_("FICHIER"), type=Path)
    bring.add_argument(
        "--from",
        dest="since",
        metavar="2027-01-01",
        help=_("reprendre aussi ce qui est passé, depuis ce jour (sinon : dès aujourd’hui)"),
    )
    bring.add_argument("--inside", action="store_true", help=_("ce qui est nouveau reste interne, hors de l’affiche"))
    bring.add_argument("--dry-run", action="store_true", help=_("montre ce qui serait fait, et ne fait rien"))


def _add_language(parser: argparse.ArgumentParser) -> None:
    # Under another name than the language of the answers, which it sets too: see ``_asked_language``.
    parser.add_argument(
        "--language", dest="told_in", choices=_LANGUAGES, help=_("langue du fichier (sinon : celle du lieu)")
    )


def _add_output(parser: argparse.ArgumentParser, shape: str) -> None:
    parser.add_argument("-o", "--output", required=True, type=Path, metavar=shape, help=_("fichier à écrire"))


def act_export(options: argparse.Namespace, console: Console) -> int:
    """The public programme of a month or a year in a file."""
    span = int(options.span) if re.fullmatch(r"(19|2[01])[0-9]{2}", options.span) else Month.parse(options.span)
    check_name(options.output, *FORMS)
    with opened(options, console) as (store, _actor), store.read() as session:
        programme = public_programme(session, span)
    languages = languages_of(options.told_in, programme.language)
    _write(options.output, programme_file(programme, options.output.suffix.lower(), languages), console)
    if not programme.dates:
        console.say(_("Rien de public n’est annoncé alors : le fichier est vide."))
    return ExitCode.DONE


def act_print(options: argparse.Namespace, console: Console) -> int:
    """A month of the programme on paper."""
    from delta_app.programme.sheet import flyer_pdf, lost_texts, page_pdf, poster_pdf

    month = Month.parse(options.month)
    check_name(options.output, ".pdf")
    what = options.what or ("poster" if options.paper == "A3" else "page")
    if what != "poster" and options.paper == "A3":
        raise Refused("paper_only_a4")
    with opened(options, console) as (store, _actor), store.read() as session:
        paper = programme_paper(session, month)
        languages = languages_of(options.told_in, public_language(session))
    drawn: dict[str, Callable[[], bytes]] = {
        "poster": lambda: poster_pdf(paper, options.paper or "A3", languages),
        "page": lambda: page_pdf(paper, languages),
        "flyer": lambda: flyer_pdf(paper, languages),
    }
    _write(options.output, drawn[what](), console)
    lost = lost_texts(paper, languages)
    if lost:
        sentence = _("Des lettres manquent à l’impression pour {names} ; complétez à la main.")
        console.say(sentence.format(names=join_names(list(lost))))
    return ExitCode.DONE


def _write(path: Path, content: bytes, console: Console) -> None:
    write_file(path, content)
    console.say(_("Écrit : {path}").format(path=path))


def act_import(options: argparse.Namespace, console: Console) -> int:
    """Bring in a calendar; what is in it already stays once."""
    file = _read(options.path)
    since = parse_date(options.since) if options.since else None
    with opened(options, console) as (store, actor):
        with store.rehearse(actor) as session:
            tried = import_calendar(session, file, since=since, inside=options.inside)
        if not options.dry_run and any(row.stored for row in tried.rows):
            backup.keep_copy(store.path, "import")
            with store.write(actor, _("Importer {file}").format(file=options.path.name)) as session:
                tried = import_calendar(session, file, since=since, inside=options.inside)
    return _tell(tried, console)


def _read(path: Path) -> CalendarFile:
    try:
        return read_calendar(calendar_bytes_of(path), path.name)
    except FileNotFoundError as error:
        raise Refused("no_such_import", path=str(path)) from error
    except (IsADirectoryError, PermissionError) as error:
        raise Refused("cannot_read_import", path=str(path)) from error
    except OSError as error:
        raise refusal_for(error) or Refused("cannot_read_import", path=str(path)) from error


def _tell(done: CalendarPreview, console: Console) -> int:
    """What was met beside the answer, what became of each activity that is not here as there, and all in numbers."""
    for line in problem_lines(done):
        console.complain("  " + line)
    for row in done.rows:
        if row.fate != "same":
            console.say("  " + row_words(row))
    for line in import_lines(done):
        console.say(line)
    unsettled = any(row.fate != "same" and (row.problems or row.fate in ("kept", "unread")) for row in done.rows)
    unread = any(problem.line is not None for problem in done.problems)
    return ExitCode.TO_SETTLE if unsettled or unread else ExitCode.DONE


def act_show(options: argparse.Namespace, console: Console) -> int:
    """A month of the programme as text."""
    month = Month.parse(options.month)
    with opened(options, console) as (store, _actor), store.read() as session:
        programme = programme_month(session, month)
        ideas = [row for row in proposal_rows(session) if row.waits]
    console.say(f"{programme.venue_name} · {capitalised(month_name(month.first))} · {_counted(programme)}")
    for row in programme.of_month:
        console.say(_date_line(row))
    recurring = {row.activity_id: row for row in programme.of_month if row.recurring}
    if recurring:
        console.say(_("Reviennent :"))
    for row in recurring.values():
        console.say(f"  {row.plan.title} : {rule_words(row.plan)}")
    if ideas:
        console.say(_("Idées sans réponse :"))
    for idea in ideas:
        console.say(f"  {_idea_line(idea)}")
    return ExitCode.DONE


def _counted(programme: ProgrammeMonth) -> str:
    dates = len(programme.taking_place)
    if not dates:
        return _("rien au programme")
    return ngettext("{n} date", "{n} dates", dates).format(n=dates)


def _date_line(row: DateRow) -> str:
    """``· mer. 6 janv.  10h – 12h  Tricot · Grande salle · Fatma Ö. · prévu``."""
    state, _icon, _tone = state_words(row, clock.local_now())
    if row.state == "cancelled" and row.occurrence.reason:
        state = _("annulé : {why}").format(why=row.occurrence.reason)
    inside = "" if row.plan.public else _("interne")
    told = " · ".join(filter(None, (row.title, row.room, row.leader, inside, state)))
    sign = "×" if row.occurrence.shut else _SIGNS[row.state]
    return f"{sign} {short_date(row.day):>15}  {span_words(row.start_minute, row.end_minute):14} {told}"


def _idea_line(idea: ProposalRow) -> str:
    who = f" ({idea.first_name})" if idea.first_name else ""
    return f"{idea.title}{who}, {age_words(idea.made_on, clock.today())}"
