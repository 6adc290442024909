"""The verb about the budget: a year shown, its lines, costs put on a line, and the bank's account by hand."""

import argparse
from typing import Any

from delta_app.budget.bank_commands import add_bank_movement, classify_entry, set_bank_start
from delta_app.budget.entries_data import OfLine, Unclassified, entries_by_id, parts_behind, rows_behind
from delta_app.budget.line_commands import (
    LineDetails,
    add_line,
    bring_back_line,
    change_line,
    close_year,
    copy_year,
    withdraw_line,
)
from delta_app.budget.model import NATURES
from delta_app.budget.queries import year_view
from delta_app.budget.rules import NATURES_OF, Side
from delta_app.budget.spoken import nature_words
from delta_app.cli import budget_purchases
from delta_app.cli.budget_words import Session, done, entry_id_of, line_called, line_id, year_lines, year_of
from delta_app.cli.console import Console, ExitCode, add_verb, opened_for_money, parse_date
from delta_app.core.errors import Refused
from delta_app.core.i18n import _, format_date, long_date, ngettext
from delta_app.core.money import MOST_OF_ACCOUNTS, format_money, parse_money
from delta_app.till.spoken import entry_words, number_words


class _YearFirst(argparse.ArgumentParser):
    """A verb that is asked for a year when nothing else is: ``budget 2026`` is ``budget show 2026``."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Read the words that follow the verb."""
        words = list(args or ())
        if not words or words[0].isdecimal() or words[0] in ("--line", "--unclassified"):
            words = ["show", *words]
        return super().parse_known_args(words, namespace)


def add_verbs(verbs: Any) -> None:
    """``budget`` and what it can be asked."""
    said = _("le budget : une année, ses lignes, les achats, la banque à la main")
    listed = verbs.add_parser("budget", help=said)
    budget = _YearFirst(prog=listed.prog, description=said, allow_abbrev=False)
    verbs.choices["budget"] = budget
    acts = budget.add_subparsers(title=_("verbes"), metavar=_("VERBE"), required=True, parser_class=type(listed))
    show = add_verb(
        acts, "show", act_show, _("montre une année, ou les écritures d’une ligne ; « budget 2026 » suffit")
    )
    show.add_argument("year", nargs="?", metavar="2026")
    show.add_argument("--line", metavar=_("NOM"), help=_("les écritures de cette ligne"))
    show.add_argument("--income", action="store_true", help=_("de deux lignes du même nom, celle des recettes"))
    show.add_argument("--unclassified", action="store_true", help=_("les écritures qui ne sont sur aucune ligne"))
    _add_lines(acts)
    budget_purchases.add_verbs(acts)
    classify = add_verb(acts, "classify", act_classify, _("met une écriture sur une ligne"))
    classify.add_argument("entry", metavar="2026-147")
    classify.add_argument("line", metavar=_("NOM"), help=_("le nom de la ligne, ou - pour aucune"))
    bank = add_verb(acts, "bank", act_bank, _("note un mouvement de la banque, ou son solde de départ"))
    bank.add_argument("way", choices=("in", "out", "start"), help=_("entré, sorti, ou solde de départ"))
    bank.add_argument("day", metavar="2026-12-08")
    bank.add_argument("amount", metavar=_("MONTANT"))
    bank.add_argument("text", nargs="?", default="", metavar=_("TEXTE"))
    bank.add_argument("--line", metavar=_("NOM"), help=_("la ligne du budget de cette année-là"))
    copy = add_verb(acts, "copy", act_copy, _("planifie une année comme une autre"))
    copy.add_argument("year", metavar="2026")
    copy.add_argument("into", metavar="2027")
    close = add_verb(acts, "close", act_close, _("clôture les comptes d’une année, pour de bon"))
    close.add_argument("year", metavar="2026")
    close.add_argument("--anyway", action="store_true", help=_("même si tout n’est pas classé"))


def _add_lines(acts: Any) -> None:
    line = acts.add_parser("line", help=_("ajoute, change ou retire une ligne d’une année"))
    what = line.add_subparsers(title=_("quoi"), metavar=_("QUOI"), required=True)
    add = add_verb(what, "add", act_line_add, _("ajoute une ligne"))
    change = add_verb(what, "change", act_line_change, _("change une ligne"))
    withdraw = add_verb(what, "withdraw", act_line_withdraw, _("retire une ligne ; ce qui y est écrit reste"))
    restore = add_verb(what, "restore", act_line_restore, _("remet une ligne retirée"))
    for parser in (add, change, withdraw, restore):
        parser.add_argument("year", metavar="2026")
        parser.add_argument("name", metavar=_("NOM"))
    for parser in (change, withdraw, restore):
        parser.add_argument("--income", action="store_true", help=_("de deux lignes du même nom, celle des recettes"))
    add.add_argument("planned", metavar=_("MONTANT"), help=_("ce qui est prévu, comme 2400 ou 12,50"))
    add.add_argument("--income", action="store_true", help=_("une ligne de recettes"))
    change.add_argument("--name", dest="new_name", metavar=_("NOM"), help=_("un autre nom"))
    change.add_argument("--planned", metavar=_("MONTANT"), help=_("un autre montant"))
    for parser in (add, change):
        parser.add_argument("--nature", choices=NATURES, help=_("sa colonne dans le livre journal simplifié"))


def act_show(options: argparse.Namespace, console: Console) -> int:
    """A year as a table, or the entries of one of its lines."""
    year = year_of(options.year)
    with opened_for_money(options, console) as (store, _actor), store.read() as session:
        if options.line is not None or options.unclassified:
            for line in _entries(session, year, options.line, _side(options)):
                console.say(line)
            return ExitCode.DONE
        view = year_view(session, year)
    for line in year_lines(view):
        console.say(line)
    return ExitCode.DONE


def _side(options: argparse.Namespace) -> Side:
    return "income" if options.income else "expense"


def _entries(session: Session, year: int, name: str | None, side: Side) -> list[str]:
    if name is None:
        parts = (
            *parts_behind(session, Unclassified(year, "expense")),
            *parts_behind(session, Unclassified(year, "income")),
        )
    else:
        parts = parts_behind(session, OfLine(line_called(session, year, name, side).id))
    said = []
    for row in rows_behind(session, parts):
        number = number_words((row.entry.year, row.entry.number))
        words = (format_date(row.entry.day, "dd/MM/y"), number, entry_words(row.entry), format_money(row.cents))
        said.append(" · ".join(words))
    return said or [_("Aucune écriture.")]


def act_line_add(options: argparse.Namespace, console: Console) -> int:
    """Add a line."""
    year, planned = year_of(options.year), parse_money(options.planned, MOST_OF_ACCOUNTS)
    side = _side(options)
    _check_nature(options.nature, side)

    def act(session: Session) -> str:
        add_line(session, year, LineDetails(options.name, planned, options.nature or ""), side)
        return _("Ajouté au budget {year} : {name}, {amount}.").format(
            year=year, name=" ".join(options.name.split()), amount=format_money(planned)
        )

    return done(options, console, _("Budget {year} : {name}").format(year=year, name=options.name), act)


def _check_nature(nature: str | None, side: Side) -> None:
    if nature and nature not in NATURES_OF[side]:
        raise Refused("nature_of_other_side", nature=nature_words(nature), known=NATURES_OF[side])


def act_line_change(options: argparse.Namespace, console: Console) -> int:
    """Change a line's name, plan or column."""
    year = year_of(options.year)

    def act(session: Session) -> str:
        line = line_called(session, year, options.name, _side(options))
        _check_nature(options.nature, line.side)
        planned = line.planned if options.planned is None else parse_money(options.planned, MOST_OF_ACCOUNTS)
        name = options.new_name or line.name
        change_line(session, line.id, LineDetails(name, planned, options.nature or ""))
        return _("Budget {year} : {name}, {amount}.").format(year=year, name=name, amount=format_money(planned))

    return done(options, console, _("Budget {year} : {name}").format(year=year, name=options.name), act)


def act_line_withdraw(options: argparse.Namespace, console: Console) -> int:
    """Withdraw a line."""
    year = year_of(options.year)

    def act(session: Session) -> str:
        withdraw_line(session, line_called(session, year, options.name, _side(options)).id)
        return _("Retiré du budget {year} : {name}.").format(year=year, name=options.name)

    return done(options, console, _("Retirer du budget {year} : {name}").format(year=year, name=options.name), act)


def act_line_restore(options: argparse.Namespace, console: Console) -> int:
    """Bring a withdrawn line back."""
    year = year_of(options.year)

    def act(session: Session) -> str:
        bring_back_line(session, line_called(session, year, options.name, _side(options)).id)
        return _("Remis au budget {year} : {name}.").format(year=year, name=options.name)

    return done(options, console, _("Remettre au budget {year} : {name}").format(year=year, name=options.name), act)


def act_classify(options: argparse.Namespace, console: Console) -> int:
    """Put an entry on a line."""

    def act(session: Session) -> str:
        entry_id = entry_id_of(session, options.entry)
        year = year_of(options.entry.partition("-")[0])
        (entry,) = entries_by_id(session, [entry_id])
        side: Side = "income" if entry.moved("income") else "expense"
        line = None if options.line == "-" else line_called(session, year, options.line, side)
        booked = classify_entry(session, entry_id, None if line is None else line.id)
        return _("Écriture {entry} classée : {name} ({number}).").format(
            entry=options.entry,
            name=_("sur aucune ligne") if line is None else line.name,
            number=number_words((booked.year, booked.number)),
        )

    return done(options, console, _("Classer l’écriture {entry}").format(entry=options.entry), act)


def act_bank(options: argparse.Namespace, console: Console) -> int:
    """Note a movement of the bank's account by hand, or what was on it before."""
    day, cents = parse_date(options.day), parse_money(options.amount, MOST_OF_ACCOUNTS)
    if options.way == "out":
        cents = -cents

    def act(session: Session) -> str:
        if options.way == "start":
            booked = set_bank_start(session, day, cents)
        else:
            on_line = line_id(session, day.year, options.line, "income" if cents > 0 else "expense")
            booked = add_bank_movement(session, day, cents, options.text, on_line)
        return _("Noté {number}, {day} : {amount}. Banque : {bank}.").format(
            number=number_words((booked.year, booked.number)),
            day=long_date(day),
            amount=format_money(cents),
            bank=format_money(booked.balances.bank),
        )

    return done(options, console, _("Mouvement de la banque : {text}").format(text=options.text or long_date(day)), act)


def act_copy(options: argparse.Namespace, console: Console) -> int:
    """Copy a year's lines into another."""
    year, into = year_of(options.year), year_of(options.into)

    def act(session: Session) -> str:
        n = copy_year(session, year, into)
        return ngettext(
            "{n} ligne de {year} copiée dans le budget {into}.",
            "{n} lignes de {year} copiées dans le budget {into}.",
            n,
        ).format(n=n, year=year, into=into)

    return done(options, console, _("Copier le budget {year} dans {into}").format(year=year, into=into), act)


def act_close(options: argparse.Namespace, console: Console) -> int:
    """Close a year."""
    year = year_of(options.year)

    def act(session: Session) -> str:
        close_year(session, year, anyway=options.anyway)
        return _("Les comptes de {year} sont clôturés.").format(year=year)

    return done(options, console, _("Clôturer les comptes de {year}").format(year=year), act)
