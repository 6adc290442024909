"""Verbs about the mail account and the outbox: set up, tried out, emptied once, shown."""

import argparse
from typing import Any

from delta_app.cli.console import Console, ExitCode, add_verb, opened, unguarded
from delta_app.core.i18n import _
from delta_app.post.account_commands import AccountDetails, forget_account, set_account
from delta_app.post.account_data import opens_here, server_in_use
from delta_app.post.queries import ENDED, account, outbox_rows, outbox_summary
from delta_app.post.sending_process import send_waiting, try_account
from delta_app.post.settings import PORT, SECURITIES
from delta_app.post.spoken import letter_words, problem_words, round_words, state_words, summary_words, when_words
from delta_app.today.trade_letters_data import still_meant

USUAL_PORTS = {"tls": PORT.default, "starttls": 587, "none": 25}


def add_verbs(verbs: Any) -> None:
    """The verbs of this module."""
    mail = verbs.add_parser("mail", help=_("règle le compte e-mail et envoie ce qui attend"))
    what = mail.add_subparsers(title=_("quoi"), metavar=_("QUOI"), required=True)
    change = add_verb(
        what,
        "set",
        act_set,
        _("règle le compte ; le mot de passe est demandé, ou lu sur l’entrée standard, jamais en argument"),
    )
    change.add_argument("host", metavar=_("SERVEUR"), help=_("par exemple smtp.exemple.be"))
    change.add_argument("address", metavar=_("ADRESSE"), help=_("l’adresse e-mail qui envoie"))
    change.add_argument("--name", default="", metavar=_("NOM"), help=_("le nom que les gens voient"))
    change.add_argument("--security", choices=SECURITIES, default="tls", help=_("chiffrement (sinon : tls)"))
    change.add_argument("--port", type=int, metavar="N", help=_("sinon 465 avec tls, 587 avec starttls"))
    change.add_argument("--user", default="", metavar=_("NOM"), help=_("sans lui, personne ne s’identifie au serveur"))
    add_verb(what, "forget", act_forget, _("oublie le compte ; ce qui attend reste"))
    add_verb(what, "test", act_test, _("envoie un message d’essai à l’adresse qui envoie"))
    add_verb(what, "send", act_send, _("envoie une fois tout ce qui attend"))
    add_verb(what, "show", act_show, _("montre le compte et les messages qui ne sont pas partis"))


def act_set(options: argparse.Namespace, console: Console) -> int:
    """Set the account up."""
    port = USUAL_PORTS[options.security] if options.port is None else options.port
    details = AccountDetails(options.host, port, options.security, options.user, options.address, options.name)
    with opened(options, console) as (store, actor):
        password = console.ask_mail_password() if options.user else None
        with store.write(actor, _("Régler le compte e-mail")) as session:
            set_account(session, details, password)
    console.say(_("Le compte e-mail est enregistré. « delta-app mail test » montre s’il marche."))
    return ExitCode.DONE


def act_forget(options: argparse.Namespace, console: Console) -> int:
    """Nothing leaves by itself any more."""
    with opened(options, console) as (store, actor), store.write(actor, _("Oublier le compte e-mail")) as session:
        forget_account(session)
    console.say(_("Le compte e-mail est oublié. Ce qui attend dans la boîte d’envoi y reste."))
    return ExitCode.DONE


def act_test(options: argparse.Namespace, console: Console) -> int:
    """A letter to the sender's own address."""
    with opened(options, console) as (store, _actor), store.read() as session:
        server, sender = server_in_use(session)
    try_account(server, sender)
    console.say(_("Un message d’essai est parti vers {address}.").format(address=sender.address))
    return ExitCode.DONE


def act_send(options: argparse.Namespace, console: Console) -> int:
    """Empty the outbox once. It asks for no passphrase: what is there was put there by the coordinator."""
    with unguarded(options) as store:
        done = send_waiting(store, at_once=True, still_meant=still_meant)
    console.say(round_words(done))
    return ExitCode.TO_SETTLE if done.problem or done.refused or done.in_doubt or done.put_off else ExitCode.DONE


def act_show(options: argparse.Namespace, console: Console) -> int:
    """The account without its password, how many letters are where, and those that have not left."""
    with opened(options, console) as (store, _actor), store.read() as session:
        kept, summary, readable = account(session), outbox_summary(session), opens_here(session)
        rows = [row for row in outbox_rows(session, limit=0) if row.state not in ENDED]
    if kept.host:
        console.say(_("Compte : {address} par {host}, port {port}, {security}").format(
            address=kept.address, host=kept.host, port=kept.port, security=kept.security))  # fmt: skip
        if kept.user:
            told = _("mot de passe enregistré") if readable else _("mot de passe illisible sur ce PC")
            console.say(_("Nom d’utilisateur : {user} ({password})").format(user=kept.user, password=told))
    else:
        console.say(_("Aucun compte e-mail n’est réglé ici."))
    console.say(" · ".join(summary_words(summary)) or _("Rien n’a encore été envoyé par Delta."))
    if summary.problem is not None:
        console.say(problem_words(summary.problem))
    for row in rows:
        console.say(f"{letter_words(row)} · {state_words(row.state)} · {when_words(row)}")
    return ExitCode.DONE
