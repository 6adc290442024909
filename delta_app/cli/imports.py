"""Verbs that bring people and their answers in from files: host lists and polls, with doubts listed, never guessed."""

import argparse
import re
import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from delta_app.cli.bank import add_verb_bank
from delta_app.cli.console import Console, ExitCode, add_verb, opened
from delta_app.cli.people import FileRow, everybody, name_and_state, row_names, settled_rows
from delta_app.cli.programme import add_import
from delta_app.core import backup
from delta_app.core.calendar import Month
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _, join_names, ngettext
from delta_app.core.text import compact
from delta_app.hosts.list_import import NEW_HOST, import_host_list
from delta_app.hosts.name_matching import Doubt
from delta_app.hosts.queries import HostRow, told_apart
from delta_app.readers.brought import kind_of
from delta_app.readers.host_list import FIELDS, ColumnMapping, parse_hosts, recognise, with_header, without_header
from delta_app.readers.polls import poll_of
from delta_app.readers.problems import TO_SETTLE, Problem, UnreadableFile
from delta_app.readers.tabular import Table, bytes_of, read_table
from delta_app.readers.words import describe, field_meant, field_name
from delta_app.shifts.poll_import import NOT_OURS, import_poll
from delta_app.team.after_import import host_import_lines, poll_import_lines

# Two words or more of letters: what a column of full names is made of.
_FULL_NAME = re.compile(r"[^\W\d_][^\d@;:/]*\s[^\W\d_][^\d@;:/]*")


def add_verbs(verbs: Any) -> None:
    """The verbs of this module."""
    bring = verbs.add_parser("import", help=_("importe une liste de personnes, un sondage, une banque, un calendrier"))
    what = bring.add_subparsers(title=_("quoi"), metavar=_("QUOI"), required=True)
    people = add_verb(what, "hosts", act_import_hosts, _("une liste d’accueillant·es (CSV, XLSX, ODS)"))
    people.add_argument("path", metavar=_("FICHIER"), type=Path)
    people.add_argument(
        "--map",
        action="append",
        default=[],
        metavar=_("Colonne=champ"),
        help=_("dit ce que contient une colonne ; champs : {fields}").format(fields=_fields()),
    )
    people.add_argument(
        "--no-headings",
        action="store_true",
        help=_("la première ligne est déjà une personne ; les colonnes s’appellent alors 1, 2, 3…"),
    )
    _add_match(people, _("« écrit=? » pour quelqu’un de nouveau, qui est alors ajouté"))
    poll = add_verb(what, "poll", act_import_poll, _("un sondage de disponibilités (Framadate, Rallly, Nextcloud)"))
    poll.add_argument("path", metavar=_("FICHIER"), type=Path)
    poll.add_argument("--month", metavar="2027-01", help=_("refuser un sondage d’un autre mois"))
    _add_match(poll, _("« écrit=? » si elle n’est pas de l’équipe"))
    add_verb_bank(what)
    add_import(what)


def _add_match(parser: argparse.ArgumentParser, somebody_else: str) -> None:
    parser.add_argument(
        "--match",
        action="append",
        default=[],
        metavar=_("écrit=Nom"),
        help=_("dit qui est une personne du fichier, par son nom, son adresse ou son numéro ; {somebody_else}").format(
            somebody_else=somebody_else
        ),
    )


def _read(path: Path) -> bytes:
    try:
        return bytes_of(path)
    except FileNotFoundError as error:
        raise Refused("no_such_import", path=str(path)) from error
    except OSError as error:
        raise Refused("cannot_read_import", path=str(path)) from error


def act_import_hosts(options: argparse.Namespace, console: Console) -> int:
    """Import a list of hosts."""
    table = _list_table(options)
    mapping = _mapped(recognise(table.headers), options.map)
    try:
        found = parse_hosts(table, mapping)
    except UnreadableFile as refusal:
        if refusal.code != "columns_missing":
            raise
        raise Refused("which_columns", said=say(refusal), how=_how_to_map(table)) from refusal
    rows = [FileRow(row.line, f"{row.given_name} {row.family_name}".strip(), row.email) for row in found.rows]
    with opened(options, console) as (store, actor):
        with store.read() as session:
            settled = settled_rows(everybody(session), rows, options.match, NEW_HOST)
        backup.keep_copy(store.path, "import")
        label = _("Importer {file}").format(file=options.path.name)
        with store.write(actor, label) as session:
            done = import_host_list(session, found.rows, settled)
        with store.read() as session:
            team = everybody(session)
    for problem in found.problems:
        console.complain("  " + describe(problem))
    for line in host_import_lines(done, mapping.unrecognised):
        console.say(line)
    console.say(_("Colonnes lues : {names}.").format(names=join_names(_read_columns(mapping))))
    settle = _ask_about(done.doubtful, rows, team, console)
    return ExitCode.TO_SETTLE if _unsettled(found.problems) else settle


def _list_table(options: argparse.Namespace) -> Table:
    """The file under its headings, or under numbers where it has none. Refuses ``poll_not_list``."""
    table = read_table(_read(options.path), options.path.name)
    if options.no_headings:
        width = max(map(len, (table.headers, *table.rows)))
        return without_header(table, [str(number) for number in range(1, width + 1)])
    if kind_of(table) == "poll" and not options.map:
        raise Refused("poll_not_list", path=str(options.path))
    return with_header(table, [assignment.rpartition("=")[0] for assignment in options.map])


def _how_to_map(table: Table) -> str:
    """How to say which column holds the names; a column is proposed only where its cells read like names."""
    field = compact(field_name("full_name"))
    for index, header in enumerate(table.headers):
        cells = [row[index] for row in table.rows[:20] if index < len(row) and row[index]]
        names = sum(bool(_FULL_NAME.fullmatch(cell)) for cell in cells)
        if header and names * 2 > len(cells):
            answer = shlex.quote(f"{header}={field}")
            said = _("Dites-le avec --map, par exemple : --map {answer}").format(answer=answer)
            if not _FULL_NAME.fullmatch(header):
                return said
            bare = f"--no-headings --map {index + 1}={field}"
            return _("Si « {header} » est déjà une personne : {bare}. Sinon, {said}").format(
                header=header, bare=bare, said=said[0].lower() + said[1:]
            )
    return _(
        'Dites-le avec --map "Colonne=champ", une fois pour le prénom et une fois pour le nom de famille ; ajoutez '
        "--no-headings si la première ligne est déjà une personne. Champs : {fields}."
    ).format(fields=_fields())


def _read_columns(mapping: ColumnMapping) -> list[str]:
    """The headings read, in order, each with what it was taken for unless it says so itself."""
    said = []
    for field, index in sorted(mapping.columns.items(), key=lambda item: item[1]):
        heading, meaning = " ".join(mapping.headers[index].split()), field_name(field)
        said.append(heading if compact(heading) == compact(meaning) else f"{heading} ({meaning})")
    return said


def _fields() -> str:
    return ", ".join(f"{name} ({field_name(name)})" for name in FIELDS)


def _mapped(mapping: ColumnMapping, assignments: Sequence[str]) -> ColumnMapping:
    """The mapping with what ``--map`` says: « Colonne=champ ». Refuses ``bad_map``."""
    for assignment in assignments:
        header, _sign, word = assignment.rpartition("=")
        field = field_meant(word)
        if not header or header not in mapping.headers or field is None:
            raise Refused("bad_map", text=assignment, headers=mapping.headers, fields=(_fields(),))
        mapping = mapping.with_column(field, mapping.headers.index(header))
    return mapping


def _unsettled(problems: Iterable[Problem]) -> bool:
    return any(problem.code in TO_SETTLE for problem in problems)


def _ask_about(
    doubtful: Sequence[Doubt], rows: Sequence[FileRow], team: Sequence[HostRow], console: Console
) -> ExitCode:
    """List the people nobody may guess, and how to settle them."""
    if not doubtful:
        return ExitCode.DONE
    console.say()
    console.say(
        ngettext(
            "{n} personne à reconnaître (rien n’a été deviné) :",
            "{n} personnes à reconnaître (rien n’a été deviné) :",
            len(doubtful),
        ).format(n=len(doubtful))
    )
    written, names, by_id = row_names(rows), told_apart(team), {host.id: host for host in team}
    for doubt in doubtful:
        likely = [name_and_state(by_id[host], names) for host in doubt.match.candidates]
        console.say("  " + _("« {written} » : {names} ?").format(written=doubt.written, names=", ".join(likely)))
        answer = shlex.quote(f"{written[doubt.line]}={names[doubt.match.candidates[0]]}")
        console.say(f"      --match {answer}")
    console.say(_("Relancez la même commande avec ces réponses ; « =? » pour quelqu’un d’autre."))
    return ExitCode.TO_SETTLE


def act_import_poll(options: argparse.Namespace, console: Console) -> int:
    """Import a poll."""
    table = read_table(_read(options.path), options.path.name)
    if kind_of(table) == "hosts":
        raise Refused("list_not_poll", path=str(options.path))
    poll = poll_of(table)
    month = Month.parse(options.month) if options.month else None
    rows = [FileRow(row.line, row.written_name, row.email) for row in poll.rows]
    with opened(options, console) as (store, actor):
        with store.read() as session:
            settled = settled_rows(everybody(session), rows, options.match, NOT_OURS)
        backup.keep_copy(store.path, "import")
        with store.write(actor, _("Importer le sondage {file}").format(file=options.path.name)) as session:
            done = import_poll(session, poll, settled, month=month)
        with store.read() as session:
            team = everybody(session)
    for problem in poll.problems:
        console.complain("  " + describe(problem))
    for line in poll_import_lines(done):
        console.say(line)
    settle = _ask_about(done.preview.doubtful, rows, team, console)
    return ExitCode.TO_SETTLE if done.preview.unmatched or _unsettled(poll.problems) else settle
