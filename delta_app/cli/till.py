"""The verbs about the till: a month shown, the journal proven, and acts played to hold the till against a model."""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from delta_app.budget.proof_data import prove_accounts
from delta_app.cli.console import Console, ExitCode, add_verb, opened_for_money
from delta_app.cli.till_month import add_show
from delta_app.core import access, datafile
from delta_app.core.access import Actor
from delta_app.core.errors import Refused
from delta_app.core.i18n import _, format_number, ngettext
from delta_app.core.money import format_money
from delta_app.core.store import Store
from delta_app.core.troubles import refusal_for
from delta_app.sheets.output import check_name, write_file
from delta_app.till.chain import printed_digest
from delta_app.till.commands import reverse
from delta_app.till.entry_data import reversed_words
from delta_app.till.journal_data import entries_by_id
from delta_app.till.proof_data import Proof, knows_digest
from delta_app.till.queries import entry_of
from delta_app.till.replay_process import Replay
from delta_app.till.slip_data import closing_slip
from delta_app.till.spoken import fault_words


def add_verbs(verbs: Any) -> None:
    """``till`` and what it can be asked."""
    till = add_verb(verbs, "till", None, _("la caisse : montrer, vérifier, rejouer"))
    acts = till.add_subparsers(title=_("verbes"), metavar=_("VERBE"), required=True)
    add_show(acts)
    check = add_verb(acts, "check", act_check, _("vérifie le journal de la caisse : numéros, chaîne, soldes"))
    check.add_argument("--head", metavar="8f3a…", help=_("les premiers chiffres imprimés sur un bordereau de clôture"))
    slip = add_verb(acts, "slip", act_slip, _("le bordereau d’une clôture, en PDF"))
    slip.add_argument("entry", metavar="2026-147", help=_("le numéro de l’écriture de clôture"))
    slip.add_argument("-o", "--output", required=True, type=Path, metavar="F.pdf", help=_("fichier à écrire"))
    undo = add_verb(acts, "reverse", act_reverse, _("annule une écriture par une écriture contraire"))
    undo.add_argument("entry", metavar="2026-147", help=_("le numéro de l’écriture"))
    undo.add_argument("--why", required=True, metavar=_("RAISON"), help=_("pourquoi ; cela reste dans le journal"))
    replay = add_verb(
        acts, "replay", act_replay, _("joue des actes de caisse, un par ligne en JSON, et répond à chacun")
    )
    replay.add_argument("acts", metavar="ACTES.jsonl", help=_("le fichier des actes, ou - pour l’entrée standard"))


def act_slip(options: argparse.Namespace, console: Console) -> int:
    """The slip of a closing, as a PDF."""
    from delta_app.till.sheet_closing import slip_pdf

    check_name(options.output, ".pdf")
    with opened_for_money(options, console) as (store, _actor), store.read() as session:
        entry = entry_of(session, options.entry)
        if entry.kind != "close":
            raise Refused("no_closing", number=options.entry)
        slip = closing_slip(session, entry.id)
    write_file(options.output, slip_pdf(slip))
    console.say(_("Écrit : {path}").format(path=options.output))
    return ExitCode.DONE


def act_reverse(options: argparse.Namespace, console: Console) -> int:
    """Undo an entry by a contrary one."""
    with opened_for_money(options, console) as (store, actor):
        label = _("Annuler l’écriture {number}").format(number=options.entry)
        with store.write(actor, label) as session:
            entry_id = entry_of(session, options.entry).id
            booked = reverse(session, entry_id, options.why)
            (row,) = entries_by_id(session, [entry_id])
    console.say(reversed_words(row, (booked.year, booked.number)))
    return ExitCode.DONE


def act_check(options: argparse.Namespace, console: Console) -> int:
    """Prove the journal; with ``--head``, also that a printed slip is of this journal."""
    with opened_for_money(options, console) as (store, _actor), store.read() as session:
        entry = knows_digest(session, options.head) if options.head else None
        named = None if entry is None else f"{entry.year}-{entry.number}"
        proof = prove_accounts(session, lambda done: console.progress(_entries_words(done)))
    console.progress("")
    for fault in proof.faults:
        console.say(fault_words(fault))
    if options.head:
        console.say(_head_words(named))
    if proof.faults:
        console.complain(_("Le journal de la caisse ne tient pas : il a été changé ailleurs que dans le programme."))
        return ExitCode.REFUSED
    console.say(_sound_words(proof))
    return ExitCode.REFUSED if options.head and named is None else ExitCode.DONE


def _head_words(named: str | None) -> str:
    if named is None:
        return _("Ce bordereau n’est pas de ce journal : aucune écriture n’a cette empreinte.")
    return _("Ce bordereau est de ce journal : écriture n° {number}.").format(number=named)


def _entries_words(count: int) -> str:
    return ngettext("{n} écriture", "{n} écritures", count).format(n=format_number(count))


def _sound_words(proof: Proof) -> str:
    if not proof.entries:
        return _("Le journal de la caisse est vide.")
    counted = _entries_words(proof.entries)
    there = proof.balances
    return "\n".join(
        (
            _("Le journal de la caisse est juste : {counted}.").format(counted=counted),
            _("Caisse {till} · enveloppes {envelope} · banque {bank} · dû aux cartes {cards}").format(
                till=format_money(there.till),
                envelope=format_money(there.envelope),
                bank=format_money(there.bank),
                cards=format_money(there.cards),
            ),
            _("Empreinte : {digest}").format(digest=printed_digest(proof.head)),
        )
    )


def act_replay(options: argparse.Namespace, console: Console) -> int:
    """Play acts on the data named by ``--file``, else on an empty place that is thrown away."""
    with _stage(options, console) as (store, actor), _lines(options.acts, console) as lines:
        replay = Replay(store, actor)
        for line in lines:
            if line.strip():
                console.say(replay.play(line).line())
    return ExitCode.DONE


@contextmanager
def _stage(options: argparse.Namespace, console: Console) -> Iterator[tuple[Store, Actor]]:
    if options.file is not None or options.demo:
        with opened_for_money(options, console) as place:
            yield place
        return
    console.complain(_("Joué sur une caisse vide, jetée ensuite ; --file F joue pour de bon dans ce lieu."))
    with (
        tempfile.TemporaryDirectory(prefix="delta-", ignore_cleanup_errors=True) as folder,
        closing(datafile.create(Path(folder) / "replay.db")) as store,
    ):
        yield store, access.coordinator()


@contextmanager
def _lines(path: str, console: Console) -> Iterator[Iterator[str]]:
    """The lines of a file or of standard input. Refuses ``no_file`` and what a disk refuses."""
    if path == "-":
        yield iter(console.asks)
        return
    try:
        with Path(path).open(encoding="utf-8-sig", errors="replace") as stream:
            yield iter(stream)
    except FileNotFoundError as error:
        raise Refused("no_such_import", path=path) from error
    except OSError as error:
        raise refusal_for(error) or Refused("cannot_open") from error
