"""Verbs that write to people: a call for a slot that lacks somebody, and a published month to whom it concerns."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from delta_app.cli.console import Console, ExitCode, add_verb, opened
from delta_app.cli.people import everybody, find_host
from delta_app.cli.seats import slot_at
from delta_app.core import clock
from delta_app.core.access import Actor
from delta_app.core.calendar import Month
from delta_app.core.errors import Refused
from delta_app.core.i18n import _, day_month, format_span, month_name, ngettext
from delta_app.core.store import Store
from delta_app.planning.call_data import CalleeRow, CallView, CallWay, call_view
from delta_app.planning.draft_files import write_letters
from delta_app.planning.letter_data import Addressed, Writer
from delta_app.planning.letter_files import call_body, call_letter, roster_letters
from delta_app.planning.sending_commands import call_by_mail, note_call, send_month
from delta_app.planning.sending_data import Recipient, SendView, send_view
from delta_app.planning.spoken import contact_words, put_words, without_mail_words
from delta_app.sheets.output import check_name, write_file


def add_verbs(verbs: Any) -> None:
    """The verbs of this module."""
    call = add_verb(verbs, "call", act_call, _("appelle des gens pour une permanence où il manque quelqu’un"))
    call.add_argument("day", metavar=_("DATE"), help=_("comme 2027-01-05"))
    call.add_argument("time", metavar=_("HEURE"), help=_("heure de début, comme 10 ou 10:30"))
    call.add_argument(
        "--way",
        choices=("drafts", "mail", "list"),
        help=_("brouillons de mails, boîte d’envoi, ou liste téléphonique ; sinon : montre qui pourrait venir"),
    )
    _add_people(call, _("appeler cette personne (répétable) ; sinon qui pourrait venir et ne l’est pas encore"))
    call.add_argument("--message", metavar=_("TEXTE"), help=_("le message, entre le bonjour et la signature"))
    send = add_verb(verbs, "send", act_send, _("envoie un mois diffusé : à chacun ses permanences"))
    send.add_argument("month", metavar="2027-01")
    send.add_argument(
        "--way",
        choices=("drafts", "mail", "print"),
        help=_("brouillons de mails, boîte d’envoi, ou feuilles de qui n’a pas d’adresse ; sinon : montre à qui"),
    )
    _add_people(send, _("envoyer à cette personne (répétable) ; sinon à qui la version change quelque chose"))
    send.add_argument("--all", action="store_true", help=_("à toute l’équipe, même sans permanence"))
    send.add_argument("--with-month", action="store_true", help=_("joindre aussi le planning du mois"))


def _add_people(parser: argparse.ArgumentParser, help_text: str) -> None:
    parser.add_argument("--to", action="append", default=[], metavar=_("NOM"), help=help_text)
    parser.add_argument(
        "-o", "--output", type=Path, metavar=_("DOSSIER|F.pdf"), help=_("dossier des brouillons, ou PDF à écrire")
    )


def _output(options: argparse.Namespace) -> Path:
    """Where drafts or paper go. Refuses ``output_missing``."""
    output: Path | None = options.output
    if output is None:
        raise Refused("output_missing", way=options.way)
    if options.way in ("list", "print"):
        check_name(output, ".pdf")
    return output


def act_call(options: argparse.Namespace, console: Console) -> int:
    """Show who could come, or call them."""
    with opened(options, console) as (store, actor):
        with store.read() as session:
            view = call_view(session, slot_at(session, options.day, options.time).id)
            named = [find_host(everybody(session), name).id for name in options.to]
        if options.way is None:
            _show_callees(view, console)
            return ExitCode.DONE
        rows = [row for row in view.people if (row.host_id in named if named else not row.here)]
        lost = set(named) - {row.host_id for row in rows}
        called = [*lost, *(row.host_id for row in rows)]  # whoever cannot come is refused by the command, with why
        if options.way == "list":
            _call_by_list(store, actor, view, rows, called, options, console)
        else:
            _call_by_letter(store, actor, view, rows, called, options, console)
    return ExitCode.DONE


def _show_callees(view: CallView, console: Console) -> None:
    wanted = ngettext("Il manque {n} personne.", "Il manque {n} personnes.", view.wanted).format(n=view.wanted)
    console.say(wanted)
    for row in view.people:
        said = [row.person.full_name, row.asked, row.here, contact_words(row.person)]
        console.say(" · ".join(filter(None, said)))
    if not view.people:
        console.say(_("Personne ne pourrait venir : « delta-app show » montre le planning."))


def _label(view: CallView, n: int) -> str:
    when = f"{day_month(view.day)}, {format_span(*view.span)}"
    sentence = ngettext("Appeler {n} personne pour {when}", "Appeler {n} personnes pour {when}", n)
    return sentence.format(n=n, when=when)


def _note(store: Store, actor: Actor, view: CallView, called: Sequence[int], way: CallWay) -> None:
    with store.write(actor, _label(view, len(called))) as session:
        note_call(session, view.slot_id, called, way)


def _call_by_list(
    store: Store, actor: Actor, view: CallView, rows: Sequence[CalleeRow], called: Sequence[int],
    options: argparse.Namespace, console: Console,
) -> None:  # fmt: skip
    from delta_app.planning.sheet_call import phone_list_pdf

    path = _output(options)
    with store.rehearse(actor) as session:  # before anything is written
        note_call(session, view.slot_id, called, "phone")
    write_file(path, phone_list_pdf(view, rows, printed_on=clock.today()))
    _note(store, actor, view, called, "phone")
    console.say(_("Écrit : {path}").format(path=path))


def _call_by_letter(
    store: Store, actor: Actor, view: CallView, rows: Sequence[CalleeRow], called: Sequence[int],
    options: argparse.Namespace, console: Console,
) -> None:  # fmt: skip
    way: CallWay = "mail" if options.way == "mail" else "draft"
    with store.rehearse(actor) as session:  # before anything is written
        note_call(session, view.slot_id, called, way)
    letters = [
        Addressed(row.host_id, call_letter(view, row, options.message or call_body(view, row.person.language)))
        for row in rows
        if row.person.address
    ]
    if not letters:
        raise Refused("nobody_with_mail")
    written = [one.host_id for one in letters]
    if way == "mail":
        again = {row.host_id for row in rows if row.here and options.to}
        with store.write(actor, _label(view, len(letters)), lasting=True) as session:
            outcome = call_by_mail(session, view.slot_id, view.about, letters, again=again)
        console.say(put_words(outcome.put, outcome.already))
    else:
        _write_drafts(letters, view.writer, _output(options), console)
        _note(store, actor, view, written, "draft")
    without = [row.person for row in rows if not row.person.address]
    _say_without(without, _("à appeler : « --way list » donne la liste téléphonique"), console)


def _write_drafts(letters: Sequence[Addressed], writer: Writer, folder: Path, console: Console) -> None:
    paths = write_letters([one.letter for one in letters], writer.sender, folder)
    sentence = ngettext("{n} brouillon dans {folder}.", "{n} brouillons dans {folder}.", len(paths))
    console.say(sentence.format(n=len(paths), folder=folder))


def _say_without(people: Sequence[Any], instead: str, console: Console) -> None:
    words = without_mail_words(people, instead)
    if words:
        console.say(words)


def act_send(options: argparse.Namespace, console: Console) -> int:
    """Show whom a month would go to, or send it."""
    month = Month.parse(options.month)
    with opened(options, console) as (store, actor):
        with store.read() as session:
            view = send_view(session, month)
            named = {find_host(everybody(session), name).id for name in options.to}
        if options.way is None:
            _show_recipients(view, console)
            return ExitCode.DONE
        to = _recipients(view, named, every=options.all)
        if options.way == "print":
            _print_sheets(to, _output(options), console, named=bool(named))
        elif options.way == "drafts":
            folder = _output(options)  # before the letters are made, which takes a moment
            _write_drafts(_letters(view, to, options, console), view.writer, folder, console)
        else:
            _send(store, actor, view, _letters(view, to, options, console), console)
        if options.way != "print":
            without = [one.person for one in to if not one.person.address]
            _say_without(without, _("« --way print » donne leurs feuilles"), console)
    return ExitCode.DONE


def _recipients(view: SendView, named: set[int], *, every: bool) -> list[Recipient]:
    """Those named; else everybody, or whom it usually goes to. Whoever has it is left to the outbox to skip and say.
    Refuses ``nobody_to_send``."""
    usual = "changed" if view.before else "seated"
    found = [one for one in view.recipients if (one.host_id in named if named else every or one.group == usual)]
    if not found:
        raise Refused("nobody_to_send")
    return found


def _letters(view: SendView, to: Sequence[Recipient], options: argparse.Namespace, console: Console) -> list[Addressed]:
    """Each letter made, with word of how far it is. Refuses ``nobody_with_mail``."""
    reachable = [one for one in to if one.person.address]
    if not reachable:
        raise Refused("nobody_with_mail")
    made = []
    for one in roster_letters(
        view, reachable, with_month=options.with_month, printed_on=clock.today(), stamped=clock.now()
    ):
        made.append(one)
        console.progress(_("Lettre {n} sur {of}").format(n=len(made), of=len(reachable)))
    console.progress("")
    return made


def _send(store: Store, actor: Actor, view: SendView, letters: Sequence[Addressed], console: Console) -> None:
    month, version = view.view.month, view.view.version
    label = _("Envoyer {month}, version {version}").format(month=month_name(month.first), version=version)
    with store.write(actor, label, lasting=True) as session:
        outcome = send_month(session, month, version, letters)
    console.say(put_words(outcome.put, outcome.already))
    if outcome.put:
        console.say(_("Ils partent quand la fenêtre est ouverte, ou par « delta-app mail send »."))


def _print_sheets(to: Sequence[Recipient], path: Path, console: Console, *, named: bool) -> None:
    from delta_app.planning.sheet_host import hosts_pdf

    people = [one for one in to if one.month.shifts and (named or not one.person.address)]
    months, languages = [one.month for one in people], [one.person.language for one in people]
    write_file(path, hosts_pdf(months, printed_on=clock.today(), languages=languages))
    console.say(_("Écrit : {path}").format(path=path))


def _show_recipients(view: SendView, console: Console) -> None:
    usual = "changed" if view.before else "seated"
    for one in view.recipients:
        n = len(one.month.shifts)
        said = [one.person.full_name, ngettext("{n} permanence", "{n} permanences", n).format(n=n)]
        said.append(_("déjà envoyé") if one.sent else "")
        said.append(contact_words(one.person) if not one.person.address else "")
        said.append(_("concerné·e par cette version") if one.group == usual else "")
        console.say(" · ".join(filter(None, said)))
