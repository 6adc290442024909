"""The verb about what is kept of people: shown, given to them, taken away, and the register of it."""

import argparse
from pathlib import Path
from typing import Any

from delta_app.cli.console import Console, ExitCode, add_verb, opened
from delta_app.cli.people import everybody, find_host
from delta_app.core import clock
from delta_app.core.i18n import _, long_date, ngettext
from delta_app.hosts.nameless_data import nameless_name
from delta_app.sheets.output import check_name, keep_pdf
from delta_app.team.privacy_commands import anonymise, note_handed_out, rehearse
from delta_app.team.privacy_data import person_data
from delta_app.team.privacy_lines import copies_line, handed_out_words, stay_lines, still_line, unsure_line, went_lines
from delta_app.team.register_data import register_facts
from delta_app.team.retention_commands import purge_what_is_due, rewrite
from delta_app.team.retention_data import left_rows, retention_rows
from delta_app.team.sheet_person_files import keep_person
from delta_app.team.sheet_register import register_pdf


def add_verbs(verbs: Any) -> None:
    """The verb of this module."""
    privacy = verbs.add_parser("privacy", help=_("ce qui est gardé sur les personnes, pour combien de temps"))
    what = privacy.add_subparsers(title=_("quoi"), metavar=_("QUOI"), required=True)
    add_verb(what, "show", act_show, _("montre ce qui est gardé, pourquoi, combien de temps, et ce qui est dû"))
    export = add_verb(what, "export", act_export, _("écrit tout ce qui concerne une personne, en PDF et en JSON"))
    export.add_argument("host", metavar=_("NOM"))
    export.add_argument(
        "-o", "--output", type=Path, required=True, metavar=_("DOSSIER"), help=_("dossier où les écrire")
    )
    leave = add_verb(what, "anonymise", act_anonymise, _("retire le nom d’une personne partie, pour toujours"))
    leave.add_argument("host", metavar=_("NOM"))
    leave.add_argument("--yes", action="store_true", help=_("le faire ; sinon, montre ce que cela ferait"))
    add_verb(what, "purge", act_purge, _("efface ce dont la durée est passée"))
    register = add_verb(what, "register", act_register, _("le registre des traitements en PDF"))
    register.add_argument("-o", "--output", type=Path, required=True, metavar="F.pdf", help=_("fichier à écrire"))


def act_show(options: argparse.Namespace, console: Console) -> int:
    """The table of retention, and who left and is still named."""
    with opened(options, console) as (store, _actor), store.read() as session:
        rows, left = retention_rows(session), left_rows(session)
    for row in rows:
        due = ngettext("{n} à effacer", "{n} à effacer", row.due).format(n=row.due) if row.due else ""
        console.say(" · ".join(filter(None, (row.what, row.how_long, due))))
        console.say("    " + _("{why} ; ensuite : {then}").format(why=row.why, then=row.then))
        if row.setting is not None:
            console.say("    " + _("réglage {name}").format(name=row.setting.name))
    for one in left:
        sentence = _("{name}, parti·e le {day} : nom à retirer") if one.due else _("{name}, parti·e le {day}")
        console.say(sentence.format(name=one.name, day=long_date(one.left_on)))
    return ExitCode.DONE


def act_export(options: argparse.Namespace, console: Console) -> int:
    """Both files."""
    with opened(options, console) as (store, actor):
        with store.read() as session:
            data = person_data(session, find_host(everybody(session), options.host).id)
        written = keep_person(options.output, data)
        with store.write(actor, handed_out_words(data)) as session:
            note_handed_out(session)
    for path in written:
        console.say(_("Écrit : {path}").format(path=path))
    return ExitCode.DONE


def act_anonymise(options: argparse.Namespace, console: Console) -> int:
    """What it would do; or doing it."""
    with opened(options, console) as (store, actor):
        with store.read() as session:
            host = find_host(everybody(session), options.host)
        done = (anonymise if options.yes else rehearse)(store, actor, host.id)
    console.say(
        _("Le nom de {name} est retiré : {instead}.").format(name=host.name, instead=nameless_name(done.number))
        if options.yes
        else _("Retirer le nom de {name} ne se reprend pas.").format(name=host.name)
    )
    console.say(_("S’en va :") if not options.yes else _("S’en est allé :"))
    for line in went_lines(done):
        console.say(f"  {line}")
    if stay_lines(done):
        console.say(_("Reste, sous le numéro {n} :").format(n=done.number))
    for line in stay_lines(done):
        console.say(f"  {line}")
    for line in filter(None, (unsure_line(done), still_line(done), copies_line(clock.today()))):
        console.say(line)
    if not options.yes:
        console.say(_("Rien n’a changé. Pour le faire : la même commande avec « --yes »."))
        return ExitCode.REFUSED
    return ExitCode.DONE


def act_purge(options: argparse.Namespace, console: Console) -> int:
    """What is due goes, and the file is written anew without it."""
    with opened(options, console) as (store, actor):
        gone = purge_what_is_due(store, actor)
        rewrite(store)
    number = gone.rows + gone.values
    console.say(
        ngettext("{n} ligne effacée.", "{n} lignes effacées.", number).format(n=number)
        if number
        else _("Rien n’avait atteint sa durée.")
    )
    return ExitCode.DONE


def act_register(options: argparse.Namespace, console: Console) -> int:
    """The register."""
    check_name(options.output, ".pdf")
    with opened(options, console) as (store, _actor), store.read() as session:
        facts = register_facts(session)
    keep_pdf(options.output, register_pdf(facts, printed_on=clock.today()))
    console.say(_("Écrit : {path}").format(path=options.output))
    return ExitCode.DONE
