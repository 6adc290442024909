"""The verb that brings in a bank's export: what is new is booked, what is known is not, what is in doubt is asked."""

import argparse
import re
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from delta_app.budget.bank_import import import_bank
from delta_app.budget.bank_preview_data import NEW, Movement, Preview, preview_bank
from delta_app.budget.spoken import held_words, import_lines, movement_words
from delta_app.cli.budget_words import entry_id_of
from delta_app.cli.console import Console, ExitCode, add_verb, opened_for_money
from delta_app.core import backup
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _, ngettext
from delta_app.core.store import Store
from delta_app.core.text import compact
from delta_app.core.troubles import refusal_for
from delta_app.readers.bank_list import BANK_FIELDS, BankField, BankFile, parse_bank
from delta_app.readers.problems import UnreadableFile
from delta_app.readers.tabular import bytes_of, read_table
from delta_app.readers.words import describe
from delta_app.till.journal_data import entries_by_id
from delta_app.till.spoken import entry_words, number_words

# How people may call a field besides its name here.
_OTHER_NAMES: Mapping[str, BankField] = {
    "datum": "date", "jour": "date", "montant": "amount", "bedrag": "amount", "debet": "debit", "sens": "sign",
    "devise": "currency", "munt": "currency", "statut": "state", "status": "state", "texte": "text", "tekst": "text",
    "libelle": "text", "communication": "text",
}  # fmt: skip
_NEW_WORDS = frozenset({"new", "nouveau", "nouvelle", "nieuw"})


def add_verb_bank(what: Any) -> None:
    """``import bank``, among the other imports."""
    bank = add_verb(what, "bank", act_import_bank, _("les mouvements d’un compte en banque (CSV, XLSX, ODS)"))
    bank.add_argument("path", metavar=_("FICHIER"), type=Path)
    bank.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="date=…,amount=…,text=…+…",
        help=_("dit quelles colonnes contiennent quoi, par leur titre ou leur numéro ; champs : {fields}").format(
            fields=", ".join(BANK_FIELDS)
        ),
    )
    bank.add_argument("--dry-run", action="store_true", help=_("montre ce qui serait fait, et ne fait rien"))
    bank.add_argument("--skip-bad", action="store_true", help=_("importe le reste quand une ligne ne peut pas l’être"))
    bank.add_argument(
        "--match",
        action="append",
        default=[],
        metavar=_("LIGNE=2026-147"),
        help=_("dit quelle écriture est déjà ce mouvement ; « LIGNE=new » pour aucune"),
    )


def act_import_bank(options: argparse.Namespace, console: Console) -> int:
    """Bring in the movements of a file."""
    file = _file(options)
    with opened_for_money(options, console) as (store, actor):
        with store.read() as session:
            answers = _answers(options.match, session)
            preview = preview_bank(session, file.rows, answers)
        _tell_of_rows(file, preview, console)
        if options.dry_run:
            _rehearsed(preview, console)
        else:
            if any(preview.count(status) for status in ("new", "linked")):
                backup.keep_copy(store.path, "import")
            label = _("Importer {file}").format(file=options.path.name)
            with store.write(actor, label) as session:
                preview = import_bank(session, file, answers, skip_bad=options.skip_bad)
        for line in import_lines(preview, done=not options.dry_run):
            console.say(line)
        _ask_about(store, preview, console)
    unsettled = preview.count("doubtful") or file.problems or preview.held
    return ExitCode.TO_SETTLE if unsettled else ExitCode.DONE


def _file(options: argparse.Namespace) -> BankFile:
    """The movements of the file named. Refuses what ``read_table`` and ``parse_bank`` do, and ``bad_bank_map``."""
    asked = _asked(options.map)
    try:
        table = read_table(bytes_of(options.path), options.path.name)
    except FileNotFoundError as error:
        raise Refused("no_such_import", path=str(options.path)) from error
    except OSError as error:
        raise refusal_for(error) or Refused("cannot_read_import", path=str(options.path)) from error
    try:
        return parse_bank(table, asked)
    except UnreadableFile as refusal:
        how = _("Dites-le avec --map, par exemple : {example}").format(
            example='--map "date=Date,amount=Montant,text=Communication"'
        )
        raise Refused("which_columns", said=say(refusal), how=how) from refusal


def _asked(maps: Sequence[str]) -> dict[BankField, Sequence[str]]:
    """``date=Date,amount=Montant,text=Communication+Contrepartie``: a comma in a heading is one where no field follows.

    Refuses ``bad_bank_map``.
    """
    asked: dict[BankField, Sequence[str]] = {}
    for text in maps:
        for part in re.split(r",(?=[^,=+]+=)", text):
            word, sign, headings = part.partition("=")
            field = _field(word)
            names = tuple(name.strip() for name in headings.split("+") if name.strip())
            if not sign or field is None or not names or (len(names) > 1 and field != "text"):
                raise Refused("bad_bank_map", text=part, fields=", ".join(BANK_FIELDS))
            asked[field] = names
    return asked


def _field(word: str) -> BankField | None:
    name = compact(word)
    return next((field for field in BANK_FIELDS if field == name), _OTHER_NAMES.get(name))


def _answers(matches: Sequence[str], session: Any) -> dict[int, int]:
    """Line of the file → the entry somebody says it is, or that it is new. Refuses ``bad_bank_match``."""
    answers = {}
    for text in matches:
        line, sign, entry = text.partition("=")
        if not sign or not (line.strip().isascii() and line.strip().isdecimal()) or len(line) > 9:
            raise Refused("bad_bank_match", text=text)
        answers[int(line)] = NEW if entry.strip().lower() in _NEW_WORDS else entry_id_of(session, entry.strip())
    return answers


def _tell_of_rows(file: BankFile, preview: Preview, console: Console) -> None:
    """What could not be read or will not be booked, beside the answer."""
    for problem in (*file.notes, *file.problems):
        console.complain("  " + describe(problem))
    for movement in preview.held:
        console.complain("  " + held_words(movement))


def _rehearsed(preview: Preview, console: Console) -> None:
    for movement in preview.movements:
        console.say(movement_words(movement))


def _ask_about(store: Store, preview: Preview, console: Console) -> None:
    """The movements nobody may guess, and how to settle them."""
    doubtful = [movement for movement in preview.movements if movement.status == "doubtful"]
    if not doubtful:
        return
    console.say()
    console.say(
        ngettext(
            "{n} mouvement est peut-être déjà dans le journal (rien n’a été deviné) :",
            "{n} mouvements sont peut-être déjà dans le journal (rien n’a été deviné) :",
            len(doubtful),
        ).format(n=len(doubtful))
    )
    for movement in doubtful:
        _ask(store, movement, console)
    console.say(_("Relancez la même commande avec ces réponses ; « LIGNE=new » pour un mouvement de plus."))


def _ask(store: Store, movement: Movement, console: Console) -> None:
    with store.read() as session:
        rows = entries_by_id(session, movement.candidates)
    console.say("  " + movement_words(movement))
    for row in rows:
        answer = shlex.quote(f"{movement.row.line}={row.year}-{row.number}")
        console.say(f"      --match {answer}    {number_words((row.year, row.number))}, {entry_words(row)}")
