"""Verbs about when people can come, and with whom: absences, dated answers, usual availability, pairs."""

import argparse
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from delta_app.cli.console import Console, ExitCode, add_verb, opened, parse_date
from delta_app.cli.people import everybody, find_host
from delta_app.core import clock
from delta_app.core.errors import Refused
from delta_app.core.i18n import _, day_month, format_span, ngettext, weekday_name
from delta_app.hosts.commands import (
    note_absence,
    note_answers,
    remove_absence,
    remove_answers,
    set_pair,
    set_weekly_availability,
)
from delta_app.hosts.queries import host_record
from delta_app.hosts.rules import Answer, WeeklyWish, Wish
from delta_app.venue.rules import parse_opening, parse_span

_WISHES: dict[str, Wish] = {
    "prefers": "prefers", "préfère": "prefers", "prefere": "prefers", "liever": "prefers",
    "can": "can", "peut": "can", "oui": "can", "kan": "can", "ja": "can", "yes": "can",
    "if_needed": "if_needed", "si-nécessaire": "if_needed", "si-necessaire": "if_needed", "indien-nodig": "if_needed",
    "cannot": "cannot", "non": "cannot", "nee": "cannot", "no": "cannot",
}  # fmt: skip
_NO_ANSWER = frozenset({"none", "aucune", "rien", "geen"})

_WISH_WORDS = {
    "prefers": lambda: _("préfère"),
    "can": lambda: _("peut"),
    "if_needed": lambda: _("si nécessaire"),
    "cannot": lambda: _("ne peut pas"),
}


def add_verbs(verbs: Any) -> None:
    """The verbs of this module."""
    answer = add_verb(verbs, "answer", act_answer, _("note, ou enlève, la réponse d’une personne pour une date"))
    answer.add_argument("host", metavar=_("NOM"))
    answer.add_argument("day", metavar=_("DATE"))
    answer.add_argument(
        "span", metavar="10-13", nargs="?", help=_("les heures ; sans elles, « none » vaut tout le jour")
    )
    answer.add_argument("wish", metavar="can|prefers|if_needed|cannot|none", help=_("« none » : plus de réponse"))
    away = add_verb(verbs, "absent", act_absent, _("note une absence (jamais pourquoi)"))
    away.add_argument("host", metavar=_("NOM"))
    away.add_argument("first", metavar=_("DATE"))
    away.add_argument("last", metavar=_("FIN"), nargs="?")
    away.add_argument("--remove", action="store_true", help=_("enlève l’absence où tombe cette date"))
    usual = add_verb(
        verbs, "usual", act_usual, _("montre les disponibilités habituelles d’une personne, ou les remplace")
    )
    usual.add_argument("host", metavar=_("NOM"))
    usual.add_argument(
        "wishes", nargs="*", metavar="…", help=_("par exemple « prefers tue 10-13 » « can wed-fri 13-16 16-19 »")
    )
    usual.add_argument("--clear", action="store_true", help=_("enlève toutes ses disponibilités habituelles"))
    pair = add_verb(verbs, "pair", act_pair, _("note deux personnes à ne pas mettre, ou à mettre ensemble"))
    pair.add_argument("one", metavar=_("NOM"))
    pair.add_argument("other", metavar=_("NOM"))
    pair.add_argument("kind", choices=("avoid", "prefer", "none"))


def _wish(word: str) -> Wish:
    wish = _WISHES.get(word.lower())
    if wish is None:
        raise Refused("bad_wish_word", text=word, known=("prefers", "can", "if_needed", "cannot"))
    return wish


def act_answer(options: argparse.Namespace, console: Console) -> int:
    """Note one dated answer, by hand, so that no import overwrites it; or take it away."""
    day = parse_date(options.day)
    span = parse_span(options.span) if options.span else None
    if options.wish.lower() in _NO_ANSWER:
        return _remove_answer(options, console, day, span)
    wish = _wish(options.wish)
    if span is None:
        raise Refused("span_missing")
    with opened(options, console) as (store, actor):
        with store.read() as session:
            host = find_host(everybody(session), options.host)
        label = _("Réponse de {name} pour le {day}").format(name=host.name, day=day_month(day))
        with store.write(actor, label) as session:
            note_answers(session, {host.id: [Answer(day, *span, wish)]})
    console.say(
        _("Réponse notée : {name}, {day}, {span}.").format(
            name=host.full_name, day=day_month(day), span=format_span(*span)
        )
    )
    return ExitCode.DONE


def _remove_answer(options: argparse.Namespace, console: Console, day: date, span: tuple[int, int] | None) -> int:
    with opened(options, console) as (store, actor):
        with store.read() as session:
            host = find_host(everybody(session), options.host)
        label = _("Enlever la réponse de {name} pour le {day}").format(name=host.name, day=day_month(day))
        with store.write(actor, label) as session:
            count = remove_answers(session, host.id, day, span)
    console.say(
        ngettext("{n} réponse enlevée : {name}, {day}.", "{n} réponses enlevées : {name}, {day}.", count).format(
            n=count, name=host.full_name, day=day_month(day)
        )
    )
    return ExitCode.DONE


def act_absent(options: argparse.Namespace, console: Console) -> int:
    """Note or remove an absence."""
    first = parse_date(options.first)
    last = parse_date(options.last) if options.last else first
    with opened(options, console) as (store, actor):
        with store.read() as session:
            host = find_host(everybody(session), options.host)
        if options.remove:
            label = _("Enlever une absence de {name}").format(name=host.name)
            with store.write(actor, label) as session:
                remove_absence(session, host.id, first)
            console.say(_("Absence enlevée : {name}.").format(name=host.full_name))
            return ExitCode.DONE
        label = _("Absence de {name} du {first} au {last}").format(
            name=host.name, first=day_month(first), last=day_month(last)
        )
        with store.write(actor, label) as session:
            note_absence(session, host.id, first, last)
    console.say(
        _("Absence notée : {name}, du {first} au {last}.").format(
            name=host.full_name, first=day_month(first), last=day_month(last)
        )
    )
    return ExitCode.DONE


def act_usual(options: argparse.Namespace, console: Console) -> int:
    """Show or replace somebody's weekly pattern; nothing is wiped but by ``--clear``."""
    wishes: list[WeeklyWish] = []
    for text in options.wishes:
        word, _space, pattern = text.partition(" ")
        wish = _wish(word)
        wishes += [
            WeeklyWish(slot.weekday, slot.start_minute, slot.end_minute, wish) for slot in parse_opening(pattern)
        ]
    if options.clear and wishes:
        raise Refused("clear_or_note")
    with opened(options, console) as (store, actor):
        with store.read() as session:
            host = find_host(everybody(session), options.host)
            known = host_record(session, host.id, clock.today()).weekly
        if not wishes and not options.clear:
            console.say(_("{name} : {usual}").format(name=host.full_name, usual=usual_in_words(known)))
            return ExitCode.DONE
        with store.write(actor, _("Disponibilités habituelles de {name}").format(name=host.name)) as session:
            set_weekly_availability(session, host.id, wishes)
    if options.clear:
        console.say(_("{name} : plus de disponibilité habituelle.").format(name=host.full_name))
        return ExitCode.DONE
    console.say(_("{name} : {usual}").format(name=host.full_name, usual=usual_in_words(wishes)))
    return ExitCode.DONE


def usual_in_words(weekly: Iterable[WeeklyWish]) -> str:
    """``mardi 10h – 13h (préfère), 13h – 16h (peut) · …``, or that nothing is usual."""
    ordered = sorted(weekly, key=lambda wish: (wish.weekday, wish.start_minute))
    days = [
        f"{weekday_name(weekday)} "
        + ", ".join(
            _("{span} ({wish})").format(
                span=format_span(wish.start_minute, wish.end_minute), wish=_WISH_WORDS[wish.wish]()
            )
            for wish in group
        )
        for weekday, group in groupby(ordered, key=lambda wish: wish.weekday)
    ]
    return " · ".join(days) or _("rien d’habituel")


def act_pair(options: argparse.Namespace, console: Console) -> int:
    """Note or forget a pair."""
    with opened(options, console) as (store, actor):
        with store.read() as session:
            team = everybody(session)
        one, other = find_host(team, options.one), find_host(team, options.other)
        with store.write(actor, _("Paire {one} et {other}").format(one=one.name, other=other.name)) as session:
            set_pair(session, one.id, other.id, None if options.kind == "none" else options.kind)
    sentence = {
        "avoid": _("{one} et {other} ne seront pas mis ensemble."),
        "prefer": _("{one} et {other} seront volontiers mis ensemble."),
        "none": _("{one} et {other} : plus de souhait particulier."),
    }[options.kind]
    console.say(sentence.format(one=one.full_name, other=other.full_name))
    return ExitCode.DONE
