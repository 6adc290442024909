"""Verbs that bring people and their answers in from files: host lists and polls, with doubts listed, never guessed."""

import argparse
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from delta_app.cli.console import Console, ExitCode, add_verb, opened
from delta_app.cli.team import find_host
from delta_app.core import backup
from delta_app.core.calendar import Month
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _, capitalised, format_span, join_names, month_name, ngettext, short_date
from delta_app.core.store import Store
from delta_app.hosts.commands import NEW_HOST, HostImport, import_host_list
from delta_app.hosts.name_matching import Match
from delta_app.hosts.queries import HostRow, hosts
from delta_app.readers.host_list import FIELDS, ColumnMapping, parse_hosts, recognise
from delta_app.readers.polls import parse_poll
from delta_app.readers.problems import UnreadableFile
from delta_app.readers.tabular import read_table
from delta_app.readers.words import describe
from delta_app.shifts.poll_import import NOT_OURS, PollImported, PollPreview, import_poll

_MOST_LISTED = 12


def add_verbs(verbs: Any) -> None:
    """The verbs of this module."""
    bring = verbs.add_parser("import", help=_("importe une liste de personnes ou un sondage"))
    what = bring.add_subparsers(title=_("quoi"), metavar=_("QUOI"), required=True)
    people = add_verb(what, "hosts", act_import_hosts, _("une liste d’accueillant·es (CSV, XLSX, ODS)"))
    people.add_argument("path", metavar=_("FICHIER"), type=Path)
    people.add_argument(
        "--map", action="append", default=[], metavar=_("Colonne=champ"), help=_("dit ce que contient une colonne")
    )
    _add_match(people)
    poll = add_verb(what, "poll", act_import_poll, _("un sondage de disponibilités (Framadate, Rallly, Nextcloud)"))
    poll.add_argument("path", metavar=_("FICHIER"), type=Path)
    poll.add_argument("--month", metavar="2027-01", help=_("refuser un sondage d’un autre mois"))
    _add_match(poll)


def _add_match(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--match",
        action="append",
        default=[],
        metavar=_("écrit=Nom"),
        help=_("dit qui est une personne, « écrit=? » si elle n’est pas de l’équipe"),
    )


def _settled(store: Store, answers: Sequence[str], nobody: int, names: Collection[str]) -> dict[str, int]:
    """``--match`` answers: name as written → host id, or ``nobody`` for « écrit=? ». Refuses ``bad_match``."""
    with store.read() as session:
        team = hosts(session)
    settled = {}
    for answer in answers:
        written, sign, name = answer.rpartition("=")
        if not sign:
            raise Refused("bad_match", text=answer)
        if written not in names:
            raise Refused("match_not_in_file", text=written)
        settled[written] = nobody if name.strip() in ("?", "new", "nouveau", "nieuw") else find_host(team, name).id
    return settled


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Refused("no_such_import", path=str(path)) from error
    except OSError as error:
        raise Refused("cannot_read_import", path=str(path)) from error


def act_import_hosts(options: argparse.Namespace, console: Console) -> int:
    """Import a list of hosts."""
    table = read_table(_read(options.path), options.path.name)
    mapping = _mapped(recognise(table.headers), options.map)
    try:
        found = parse_hosts(table, mapping)
    except UnreadableFile as refusal:
        if refusal.code != "columns_missing":
            raise
        console.complain(say(refusal))
        console.complain(
            _('Dites-le avec --map, par exemple : --map "{column}=full_name"').format(column=table.headers[0])
        )
        return ExitCode.REFUSED
    with opened(options, console) as (store, actor):
        settled = _settled(
            store, options.match, NEW_HOST, {f"{row.given_name} {row.family_name}".strip() for row in found.rows}
        )
        backup.keep_copy(store.path, "import")
        label = _("Importer {file}").format(file=options.path.name)
        with store.write(actor, label) as session:
            done = import_host_list(session, found.rows, settled)
        with store.read() as session:
            team = {host.id: host for host in hosts(session)}
    for problem in (*table.notes, *found.problems):
        console.complain("  " + describe(problem))
    if mapping.unrecognised:
        console.complain(_("Colonnes non lues : {names}.").format(names=", ".join(mapping.unrecognised)))
    _report_hosts(done, console)
    return _ask_about(done.doubtful, team, console)


def _mapped(mapping: ColumnMapping, assignments: Sequence[str]) -> ColumnMapping:
    """The mapping with what ``--map`` says: « Colonne=champ ». Refuses ``bad_map``."""
    for assignment in assignments:
        header, _sign, field = assignment.rpartition("=")
        if header not in mapping.headers or field not in FIELDS:
            raise Refused("bad_map", text=assignment, headers=mapping.headers, fields=FIELDS)
        mapping = mapping.with_column(field, mapping.headers.index(header))
    return mapping


def _report_hosts(done: HostImport, console: Console) -> None:
    console.say(
        ngettext("{n} personne ajoutée.", "{n} personnes ajoutées.", len(done.added)).format(n=len(done.added))
        + " "
        + ngettext("{n} mise à jour.", "{n} mises à jour.", len(done.changed)).format(n=len(done.changed))
        + " "
        + ngettext("{n} inchangée.", "{n} inchangées.", len(done.unchanged)).format(n=len(done.unchanged))
    )
    if done.new_partners:
        console.say(_("Services partenaires ajoutés : {names}.").format(names=join_names(list(done.new_partners))))


def _ask_about(doubtful: Sequence[Match], team: Mapping[int, HostRow], console: Console) -> int:
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
    for match in doubtful:
        names = [team[host].full_name for host in match.candidates if host in team]
        console.say("  " + _("« {written} » : {names} ?").format(written=match.written.name, names=", ".join(names)))
        example = names[0] if names else "?"
        console.say(f'      --match "{match.written.name}={example}"')
    console.say(_("Relancez la même commande avec ces réponses ; « =? » pour quelqu’un d’autre."))
    return ExitCode.TO_SETTLE


def act_import_poll(options: argparse.Namespace, console: Console) -> int:
    """Import a poll."""
    poll = parse_poll(_read(options.path), options.path.name)
    month = Month.parse(options.month) if options.month else None
    with opened(options, console) as (store, actor):
        settled = _settled(store, options.match, NOT_OURS, {row.written_name for row in poll.rows})
        backup.keep_copy(store.path, "import")
        with store.write(actor, _("Importer le sondage {file}").format(file=options.path.name)) as session:
            done = import_poll(session, poll, settled, month=month)
        with store.read() as session:
            team = {host.id: host for host in hosts(session)}
    for problem in poll.problems:
        console.complain("  " + describe(problem))
    _report_poll(done, console)
    preview = done.preview
    settle = _ask_about(preview.doubtful, team, console)
    return ExitCode.TO_SETTLE if preview.unmatched else settle


def _report_poll(done: PollImported, console: Console) -> None:
    preview, noted = done.preview, done.noted
    months = join_names([month_name(month.first) for month in preview.months])
    known = ngettext("{n} personne reconnue", "{n} personnes reconnues", len(preview.recognised))
    asked = ngettext("{n} moment", "{n} moments", preview.moments)
    console.say(
        f"{capitalised(months)} : {known.format(n=len(preview.recognised))}, {asked.format(n=preview.moments)}."
    )
    console.say(
        _("Réponses : {added} nouvelles, {changed} changées, {unchanged} inchangées.").format(
            added=noted.added, changed=noted.changed, unchanged=noted.unchanged
        )
    )
    if noted.kept_by_hand:
        console.say(
            ngettext(
                "{n} réponse corrigée à la main est gardée.",
                "{n} réponses corrigées à la main sont gardées.",
                noted.kept_by_hand,
            ).format(n=noted.kept_by_hand)
        )
    _report_people(preview, console)
    if preview.outside:
        moments = [_moment(moment.day, moment.start_minute, moment.end_minute) for moment in preview.outside]
        console.say(_("Hors ouverture (réponses gardées au cas où) : {moments}.").format(moments=_some(moments)))
    if preview.uncovered:
        spans = [_moment(*span) for span in preview.uncovered]
        console.say(_("Permanences sans question dans ce sondage : {moments}.").format(moments=_some(spans)))


def _report_people(preview: PollPreview, console: Console) -> None:
    lists = (
        (preview.silent, _("Sans réponse (ce n’est pas un refus) : {names}.")),
        (preview.absent_hosts, _("Pas dans ce sondage : {names}.")),
        (preview.unmatched, _("Inconnus de l’équipe, réponses non importées : {names}.")),
        (preview.left_out, _("Laissés de côté comme demandé : {names}.")),
    )
    for names, sentence in lists:
        if names:
            console.say(sentence.format(names=_some(list(names))))


def _moment(day: Any, start: int, end: int) -> str:
    return f"{short_date(day)} {format_span(start, end)}"


def _some(items: list[str]) -> str:
    """The first items of a long list, and how many more there are."""
    if len(items) <= _MOST_LISTED:
        return ", ".join(items)
    rest = len(items) - _MOST_LISTED
    return _("{some}… et {n} autres").format(some=", ".join(items[:_MOST_LISTED]), n=rest)
