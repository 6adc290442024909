"""The verbs about purchases: asked for, granted, refused, bought, detached, dropped."""

import argparse
from collections.abc import Callable
from typing import Any

from delta_app.budget.purchase_commands import (
    Wish,
    approve_purchase,
    ask_purchase,
    buy_purchase,
    drop_purchase,
    link_purchase,
    put_purchase_on,
    refuse_purchase,
    unlink_purchase,
)
from delta_app.budget.purchase_data import find_purchase
from delta_app.cli.budget_words import Session, done, entry_id_of, line_id, purchase_line, year_of
from delta_app.cli.console import Console, add_verb
from delta_app.core import clock
from delta_app.core.i18n import _
from delta_app.core.money import parse_money


def add_verbs(acts: Any) -> None:
    """The verbs of this module, among those of the budget."""
    ask = add_verb(acts, "ask", act_ask, _("demande un achat"))
    ask.add_argument("label", metavar=_("QUOI"))
    ask.add_argument("amount", metavar=_("MONTANT"))
    ask.add_argument("--for", dest="asked_for", default="", metavar=_("POURQUOI"), help=_("comme « atelier tricot »"))
    ask.add_argument("--line", metavar=_("NOM"), help=_("la ligne du budget de cette année"))
    approve = add_verb(acts, "approve", act_approve, _("accorde un achat"))
    refuse = add_verb(acts, "refuse", act_refuse, _("refuse un achat"))
    bought = add_verb(acts, "bought", act_bought, _("dit par quelle écriture un achat a été fait"))
    buy = add_verb(acts, "buy", act_buy, _("paie un achat maintenant, de la caisse ou de la banque"))
    detach = add_verb(acts, "detach", act_detach, _("détache un achat de son écriture ; il est de nouveau accordé"))
    drop = add_verb(acts, "drop", act_drop, _("abandonne un achat"))
    for parser in (approve, refuse, bought, buy, detach, drop):
        parser.add_argument("purchase", type=int, metavar=_("NUMÉRO"), help=_("celui que « budget » montre"))
    approve.add_argument("--line", metavar=_("NOM"), help=_("sur cette ligne"))
    refuse.add_argument("why", metavar=_("RAISON"))
    bought.add_argument("entry", metavar="2026-147")
    for parser in (bought, buy):
        named = _("sur cette ligne, de l’année où il est payé ; - pour aucune")
        parser.add_argument("--line", metavar=_("NOM"), help=named)
    buy.add_argument("amount", metavar=_("MONTANT"), help=_("ce qu’il coûte vraiment"))
    buy.add_argument("--receipt", default="", metavar=_("PIÈCE"))
    buy.add_argument("--bank", action="store_true", help=_("payé par la banque, pas par la caisse"))


def act_ask(options: argparse.Namespace, console: Console) -> int:
    """Ask for a purchase."""
    cents = parse_money(options.amount)

    def act(session: Session) -> str:
        on_line = line_id(session, clock.today().year, options.line)
        number = ask_purchase(session, Wish(options.label, cents, options.asked_for, on_line))
        return _("Achat demandé : {line}").format(line=purchase_line(find_purchase(session, number)[1]).strip())

    return done(options, console, _("Demander un achat : {label}").format(label=options.label), act)


def _decide(options: argparse.Namespace, console: Console, label: str, act: Callable[[Session], object]) -> int:
    """An act on a purchase, and how it is after it."""

    def and_say(session: Session) -> str:
        act(session)
        return purchase_line(find_purchase(session, options.purchase)[1]).strip()

    return done(options, console, label.format(number=options.purchase), and_say)


def act_approve(options: argparse.Namespace, console: Console) -> int:
    """Grant a purchase."""
    return _decide(
        options,
        console,
        _("Accorder l’achat {number}"),
        lambda session: approve_purchase(session, options.purchase, line_id(session, clock.today().year, options.line)),
    )


def act_refuse(options: argparse.Namespace, console: Console) -> int:
    """Refuse a purchase."""
    return _decide(
        options,
        console,
        _("Refuser l’achat {number}"),
        lambda session: refuse_purchase(session, options.purchase, options.why),
    )


def _put(session: Session, options: argparse.Namespace, year: int) -> None:
    """On the line of that year that was named, if any was."""
    if options.line is not None:
        put_purchase_on(
            session, options.purchase, None if options.line == "-" else line_id(session, year, options.line)
        )


def act_bought(options: argparse.Namespace, console: Console) -> int:
    """Link a purchase to the entry by which it was bought."""

    def act(session: Session) -> None:
        entry_id = entry_id_of(session, options.entry)
        _put(session, options, year_of(options.entry.partition("-")[0]))
        link_purchase(session, options.purchase, entry_id)

    return _decide(options, console, _("Achat {number} fait"), act)


def act_buy(options: argparse.Namespace, console: Console) -> int:
    """Pay for a purchase."""
    cents = parse_money(options.amount)

    def act(session: Session) -> None:
        _put(session, options, clock.today().year)
        buy_purchase(session, options.purchase, cents, receipt=options.receipt, way="bank" if options.bank else "cash")

    return _decide(options, console, _("Payer l’achat {number}"), act)


def act_detach(options: argparse.Namespace, console: Console) -> int:
    """Say that a purchase was not bought by its entry."""
    return _decide(
        options, console, _("Détacher l’achat {number}"), lambda session: unlink_purchase(session, options.purchase)
    )


def act_drop(options: argparse.Namespace, console: Console) -> int:
    """Drop a purchase."""
    return _decide(
        options, console, _("Abandonner l’achat {number}"), lambda session: drop_purchase(session, options.purchase)
    )
