"""Verbs about the data file and the place: new, closures, settings, copies, history."""

import argparse
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from delta_app.budget import settings as book_settings
from delta_app.budget.line_settings import ALERT_SHARE
from delta_app.budget.proof_data import prove_accounts
from delta_app.cli.console import Console, ExitCode, add_verb, data_file, opened, parse_date, unguarded
from delta_app.core import backup, clock, datafile, i18n, settings
from delta_app.core.access import Actor, set_passphrase
from delta_app.core.address import ServerAddress, parse_address
from delta_app.core.calendar import Month, days_between
from delta_app.core.errors import Refused
from delta_app.core.i18n import (
    _,
    day_month,
    format_date,
    format_instant,
    format_span,
    long_date,
    ngettext,
    weekday_name,
)
from delta_app.core.identity import recover
from delta_app.core.recovery import make_recovery_code
from delta_app.core.settings import Setting
from delta_app.core.store import Store
from delta_app.founding import Founded, found_place
from delta_app.hosts import settings as team_settings
from delta_app.planning.copies_data import names_coming_back, read_copy
from delta_app.planning.copies_words import names_back_words
from delta_app.shifts import settings as roster_settings
from delta_app.shifts.queries import last_slot_day
from delta_app.team import settings as privacy_settings
from delta_app.till import settings as till_settings
from delta_app.venue import settings as venue_settings
from delta_app.venue.commands import (
    add_extra_opening,
    close_days,
    reopen_day,
    set_opening_hours,
    withdraw_extra_opening,
)
from delta_app.venue.queries import closures_between, extra_openings_between, opening_pattern, venue
from delta_app.venue.rules import WeeklySlot, parse_opening, parse_span

ASKED = object()  # a passphrase that is typed when asked for, and so stays out of the shell's history
# What a copy is put in the place of although it does not open, so that no passphrase can be asked for.
_RESTORED_OVER = frozenset(
    {"damaged_file", "no_file", "schema_differs", "newer_file", "foreign_file", "no_place_in_database"}
)
_KINDS = {"act": "·", "undo": "↶", "redo": "↷"}


def add_verbs(verbs: Any) -> None:
    """The verbs of this module."""
    new = add_verb(verbs, "new", act_new, _("crée le fichier d’un lieu"))
    new.add_argument("--name", required=True, metavar=_("NOM"), help=_("nom du lieu"))
    new.add_argument("--address", default="", metavar=_("ADRESSE"), help=_("adresse, pour les impressions"))
    new.add_argument("--open", required=True, metavar="…", help=_("horaire, par exemple « tue-sat 10-13 13-16 16-19 »"))
    new.add_argument("--seats", type=int, default=2, metavar="N", help=_("accueillant·es par permanence (2)"))
    new.add_argument(
        "--passphrase",
        metavar=_("PHRASE"),
        nargs="?",
        const=ASKED,
        help=_("phrase de passe de la coordination, demandée si elle n’est pas écrite (sinon : aucune)"),
    )
    new.add_argument("--no-holidays", action="store_true", help=_("laisser ouverts les jours fériés légaux"))

    hours = add_verb(verbs, "hours", act_hours, _("montre l’horaire d’ouverture et les fermetures, ou le change"))
    hours.add_argument("open", metavar="…", nargs="?", help=_("horaire, par exemple « tue-sat 10-13 13-16 16-19 »"))
    hours.add_argument("--seats", type=int, metavar="N", help=_("accueillant·es par permanence (sinon : comme avant)"))

    close = add_verb(verbs, "close", act_close, _("ferme un jour ou une période, avec la raison"))
    close.add_argument("first", metavar=_("DATE"))
    close.add_argument("last", metavar=_("FIN"), nargs="?")
    close.add_argument("--reason", required=True, metavar=_("RAISON"), help=_("ce que les gens liront sur le planning"))
    reopen = add_verb(verbs, "reopen", act_reopen, _("rouvre la fermeture où tombe ce jour"))
    reopen.add_argument("day", metavar=_("DATE"))
    extra = add_verb(verbs, "open", act_open, _("ouvre une plage en plus, même un jour fermé"))
    extra.add_argument("day", metavar=_("DATE"))
    extra.add_argument("span", metavar="10-13")
    extra.add_argument("--reason", default="", metavar=_("RAISON"), help=_("pourquoi"))
    extra.add_argument("--seats", type=int, default=2, metavar="N", help=_("accueillant·es par permanence (2)"))
    extra.add_argument("--withdraw", action="store_true", help=_("retirer cette ouverture en plus"))

    change = add_verb(verbs, "settings", act_settings, _("montre les réglages, ou en change un"))
    change.add_argument("name", nargs="?", metavar=_("NOM"))
    change.add_argument("value", nargs="?", metavar=_("VALEUR"))
    guard = add_verb(verbs, "passphrase", act_passphrase, _("protège le fichier par une phrase de passe"))
    guard.add_argument("new", metavar=_("PHRASE"), nargs="?", default=ASKED, help=_("sinon elle est demandée"))
    guard.add_argument("--recover", metavar=_("CODE"), help=_("le code de secours imprimé, si la phrase est oubliée"))

    copy = add_verb(verbs, "backup", act_backup, _("fait une copie vérifiée du fichier"))
    copy.add_argument("--list", action="store_true", help=_("montre les copies"))
    back = add_verb(verbs, "restore", act_restore, _("remet une copie à la place du fichier"))
    back.add_argument(
        "backup",
        metavar=_("COPIE"),
        nargs="?",
        default="last",
        help=_("le chemin d’une copie (sinon : la dernière bonne)"),
    )
    add_verb(verbs, "check", act_check, _("vérifie le fichier de données de bout en bout"))
    add_verb(verbs, "undo", act_undo, _("annule le dernier acte"))
    add_verb(verbs, "redo", act_redo, _("rétablit l’acte annulé en dernier"))
    past = add_verb(verbs, "history", act_history, _("montre ce qui a été fait, par qui et quand"))
    past.add_argument("--limit", type=int, default=30, metavar="N", help=_("nombre de lignes (30)"))


def act_new(options: argparse.Namespace, console: Console) -> int:
    """Make a data file with its place, opening pattern and the holidays it falls on."""
    pattern = [
        WeeklySlot(slot.weekday, slot.start_minute, slot.end_minute, options.seats, unsocial=slot.unsocial)
        for slot in parse_opening(options.open)
    ]
    made: list[Founded] = []
    passphrase = console.ask_new_passphrase() if options.passphrase is ASKED else options.passphrase

    def found(store: Store) -> None:
        made.append(
            found_place(
                store,
                options.name,
                pattern,
                address=options.address,
                passphrase=passphrase,
                close_holidays=not options.no_holidays,
            )
        )

    datafile.create(data_file(options), found=found).close()
    console.say(_("Lieu créé : {path}").format(path=data_file(options)))
    say_holidays(made[0].closed, console)
    if passphrase is None:
        console.say(_("Pas de phrase de passe pour l’instant : « delta-app passphrase … » en choisit une."))
    else:
        _say_recovery_code(made[0].recovery_code, console)
    return ExitCode.DONE


def say_holidays(closed: Sequence[tuple[date, str]], console: Console) -> None:
    """The holidays that an act closed, and how to open one after all."""
    for day, name in closed:
        console.say("  " + _("fermé le {day} : {name}").format(day=long_date(day), name=name))
    if closed:
        console.say(_("Un jour férié où vous ouvrez ? « delta-app reopen DATE »."))


def act_hours(options: argparse.Namespace, console: Console) -> int:
    """Show the opening pattern and what departs from it, or change the pattern."""
    if options.open is None:
        return _show_hours(options, console)
    label = _("Donner l’horaire d’ouverture")
    with opened(options, console) as (store, actor), store.write(actor, label) as session:
        closed = set_opening_hours(session, options.open, seats=options.seats)
    console.say(_("Horaire changé. « delta-app compose MOIS » accorde un mois déjà ouvert."))
    say_holidays(closed, console)
    return ExitCode.DONE


def _show_hours(options: argparse.Namespace, console: Console) -> int:
    today = clock.today()
    with opened(options, console) as (store, _actor), store.read() as session:
        pattern = opening_pattern(session)
        closures = closures_between(session, today, date.max)
        extras = sorted(extra_openings_between(session, today, date.max))
    for weekday, slots in groupby(pattern, key=lambda slot: slot.weekday):
        spans = [f"{format_span(slot.start_minute, slot.end_minute)} ({slot.seats})" for slot in slots]
        console.say(f"{weekday_name(weekday):>10}  " + " · ".join(spans))
    for closed in closures:
        days = long_date(closed.first_day)
        if closed.last_day > closed.first_day:
            days = _("{first} – {last}").format(first=days, last=long_date(closed.last_day))
        console.say(_("fermé : {days}, {reason}").format(days=days, reason=closed.reason))
    for extra in extras:
        span = f"{format_span(extra.start_minute, extra.end_minute)} ({extra.seats})"
        console.say(_("ouvert en plus : {day}, {span}").format(day=long_date(extra.day), span=span))
    return ExitCode.DONE


def act_close(options: argparse.Namespace, console: Console) -> int:
    """Close days."""
    first = parse_date(options.first)
    last = parse_date(options.last) if options.last else first
    with opened(options, console) as (store, actor):
        label = (
            _("Fermer le {day}").format(day=day_month(first))
            if first == last
            else _("Fermer du {first} au {last}").format(first=day_month(first), last=day_month(last))
        )
        with store.write(actor, label) as session:
            close_days(session, first, last, options.reason)
    days = long_date(first) if first == last else f"{long_date(first)} – {long_date(last)}"
    console.say(_("Fermé : {days}, {reason}.").format(days=days, reason=options.reason))
    for month in sorted({Month.of(day) for day in days_between(first, last)}):
        _hint_opened_month(console, month.first)
    return ExitCode.DONE


def _hint_opened_month(console: Console, day: date) -> None:
    console.say(_("« delta-app compose {month} » en tient compte.").format(month=Month.of(day)))


def act_reopen(options: argparse.Namespace, console: Console) -> int:
    """Take a closure away."""
    day = parse_date(options.day)
    label = _("Rouvrir le {day}").format(day=day_month(day))
    with opened(options, console) as (store, actor), store.write(actor, label) as session:
        reason = reopen_day(session, day)
    console.say(_("Rouvert : {day} ({reason}).").format(day=long_date(day), reason=reason))
    _hint_opened_month(console, day)
    return ExitCode.DONE


def act_open(options: argparse.Namespace, console: Console) -> int:
    """Open a slot outside the pattern, or take such an opening back."""
    day = parse_date(options.day)
    start, end = parse_span(options.span)
    span = format_span(start, end)
    if options.withdraw:
        label = _("Retirer l’ouverture du {day}, {span}").format(day=day_month(day), span=span)
        with opened(options, console) as (store, actor), store.write(actor, label) as session:
            withdraw_extra_opening(session, day, start)
        console.say(_("Retiré : {day}, {span}.").format(day=long_date(day), span=span))
        _hint_opened_month(console, day)
        return ExitCode.DONE
    label = _("Ouvrir le {day}, {span}").format(day=day_month(day), span=span)
    with opened(options, console) as (store, actor), store.write(actor, label) as session:
        add_extra_opening(session, day, start, end, seats=options.seats, reason=options.reason)
    console.say(_("Ouvert en plus : {day}, {span}.").format(day=long_date(day), span=span))
    _hint_opened_month(console, day)
    return ExitCode.DONE


def act_settings(options: argparse.Namespace, console: Console) -> int:
    """Show the settings, or change one."""
    every = (
        *roster_settings.ALL,
        *venue_settings.ALL,
        *team_settings.ALL,
        *privacy_settings.ALL,
        *till_settings.ALL,
        *book_settings.ALL,
        ALERT_SHARE,
    )
    known: dict[str, Setting[Any]] = {setting.name: setting for setting in every}
    if options.name is not None and options.name not in known:
        raise Refused("no_such_setting", name=options.name, known=tuple(known))
    with opened(options, console) as (store, actor):
        if options.value is not None:
            setting = known[options.name]
            value = setting.read_text(options.value)
            with store.write(actor, _("Réglage {name} : {value}").format(name=setting.name, value=value)) as session:
                settings.change_setting(session, setting, value)
        with store.read() as session:
            for setting in known.values():
                if options.name in (None, setting.name):
                    console.say(f"{setting.name} = {_shown(settings.get(session, setting))}")
                    console.say(f"    {setting.meaning()}")
    return ExitCode.DONE


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    return str(value)


def act_passphrase(options: argparse.Namespace, console: Console) -> int:
    """Guard the file; with the printed code, also when the present passphrase is forgotten."""
    if options.recover is not None:
        with unguarded(options) as store:
            code = recover(store, options.recover, _new_passphrase(options, console))
    else:
        with opened(options, console) as (store, actor):
            passphrase = _new_passphrase(options, console)
            with store.write(actor, _("Choisir la phrase de passe")) as session:
                set_passphrase(session, passphrase)
                code = make_recovery_code(session)
    console.say(_("La phrase de passe est en place. Gardez-la en lieu sûr."))
    _say_recovery_code(code, console)
    return ExitCode.DONE


def _new_passphrase(options: argparse.Namespace, console: Console) -> str:
    return console.ask_new_passphrase() if options.new is ASKED else str(options.new)


def _say_recovery_code(code: str, console: Console) -> None:
    sentence = _("Code de secours, à noter sur papier maintenant (il ne se montre qu’une fois) : {code}")
    console.say(sentence.format(code=code))


def act_backup(options: argparse.Namespace, console: Console) -> int:
    """Make a copy, or list them."""
    path = data_file(options)
    if options.list:
        for copy in backup.list_backups(path):
            console.say(f"{format_instant(copy.made_at)}  {copy.reason:8}  {copy.path}")
        return ExitCode.DONE
    datafile.check_file(path)
    made = backup.keep_copy(path, "asked")
    console.say(_("Copie vérifiée : {path}").format(path=made.path))
    return ExitCode.DONE


def act_restore(options: argparse.Namespace, console: Console) -> int:
    """Put a copy back."""
    path = data_file(options)
    if options.backup == "last":
        newest = backup.last_good_backup(path)
        if newest is None:
            raise Refused("no_such_backup", path="last")
        chosen = newest.path
    else:
        chosen = _copy_named(options.backup)
    by: Actor | None = None
    names = 0
    try:
        with opened(options, console) as (store, actor):
            by = actor
            with store.read() as session:
                names = names_coming_back(session, read_copy(chosen))
    except Refused as refusal:
        if refusal.code not in _RESTORED_OVER:
            raise
    aside = backup.restore(path, chosen, by)
    console.say(_("Remis en place : {path}").format(path=chosen))
    if names:
        console.say(names_back_words(names))
    if aside is not None:
        console.say(_("L’état d’avant est gardé : {path}").format(path=aside))
    return ExitCode.DONE


def _copy_named(text: str) -> Path:
    """The file of a copy. A database is none, and its address is not repeated as typed: it may hold a password."""
    named = parse_address(text)
    if isinstance(named, ServerAddress):
        raise Refused("no_such_backup", path=str(named))
    return named


def act_check(options: argparse.Namespace, console: Console) -> int:
    """Check the file."""
    found = datafile.check_file(data_file(options))
    rows = sum(found.rows.values())
    console.say(
        ngettext("Les données sont saines : {n} ligne.", "Les données sont saines : {n} lignes.", rows).format(
            n=i18n.format_number(rows)
        )
    )
    if found.last_backup is None:
        console.say(_("Pas encore de copie de sauvegarde : « delta-app backup » en fait une."))
    else:
        console.say(_("Dernière bonne copie : {when}").format(when=format_instant(found.last_backup.made_at)))
    with unguarded(options) as store, store.read() as session:
        proof = prove_accounts(session)
        if proof.faults:
            raise Refused("till_unproven", number=len(proof.faults))
        last_day = last_slot_day(session)
        console.say(_("Lieu : {name}").format(name=venue(session).name))
        if last_day is not None:
            console.say(_("Permanences jusqu’au {day}").format(day=format_date(last_day, "d MMMM y")))
        if proof.entries:
            entries = ngettext("{n} écriture", "{n} écritures", proof.entries)
            counted = entries.format(n=i18n.format_number(proof.entries))
            console.say(_("Le journal de la caisse est juste : {counted}.").format(counted=counted))
    return ExitCode.DONE


def act_undo(options: argparse.Namespace, console: Console) -> int:
    """Undo the last act."""
    with opened(options, console) as (store, actor):
        record = store.undo(actor)
    console.say(_("Annulé : {label}").format(label=record.label))
    return ExitCode.DONE


def act_redo(options: argparse.Namespace, console: Console) -> int:
    """Redo the act undone last."""
    with opened(options, console) as (store, actor):
        record = store.redo(actor)
    console.say(_("Rétabli : {label}").format(label=record.label))
    return ExitCode.DONE


def act_history(options: argparse.Namespace, console: Console) -> int:
    """Show what was done."""
    with opened(options, console) as (store, _actor):
        records = store.history(options.limit)
    if not records:
        console.say(_("Rien n’a encore été fait dans ce fichier."))
    for record in records:
        note = " " + _("(annulé depuis)") if record.undone else ""
        console.say(f"{format_instant(record.at)}  {record.actor:14}  {_KINDS[record.kind]} {record.label}{note}")
    return ExitCode.DONE
