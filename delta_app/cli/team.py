"""Verbs about people: the team, absences, answers, usual availability, pairs and promises."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from delta_app.cli.console import Console, ExitCode, add_verb, opened, parse_date
from delta_app.core.errors import Refused
from delta_app.core.i18n import _, day_month, format_span, ngettext
from delta_app.hosts.commands import (
    HostDetails,
    add_host,
    change_host,
    details_of,
    note_absence,
    note_answers,
    promise_shifts,
    remove_absence,
    set_pair,
    set_weekly_availability,
)
from delta_app.hosts.model import LEVELS, ORIGINS, STATES
from delta_app.hosts.name_matching import Known, Written, match_people
from delta_app.hosts.queries import HostRow, hosts
from delta_app.hosts.rules import Answer, WeeklyWish, Wish
from delta_app.venue.rules import parse_opening, parse_span

_WISHES: dict[str, Wish] = {
    "prefers": "prefers", "préfère": "prefers", "prefere": "prefers", "liever": "prefers",
    "can": "can", "peut": "can", "oui": "can", "kan": "can",
    "if_needed": "if_needed", "si-nécessaire": "if_needed", "si-necessaire": "if_needed", "indien-nodig": "if_needed",
    "cannot": "cannot", "non": "cannot", "nee": "cannot",
}  # fmt: skip


def add_verbs(verbs: Any) -> None:
    """The verbs of this module."""
    add_verb(verbs, "team", act_team, _("montre l’équipe"))
    host = add_verb(verbs, "host", act_host, _("ajoute une personne, ou change sa fiche"))
    host.add_argument("host", metavar=_("NOM"), help=_("prénom et nom"))
    host.add_argument("--new", action="store_true", help=_("une personne de plus, même si le nom ressemble"))
    host.add_argument("--origin", choices=ORIGINS, help=_("bénévole, voisin·e ou d’un service"))
    host.add_argument("--partner", help=_("le service qui la prête"))
    host.add_argument("--languages", metavar="FR,NL", help=_("langues parlées"))
    host.add_argument("--level", choices=LEVELS, help=_("expérience"))
    host.add_argument("--state", choices=STATES, help=_("active, en pause ou partie"))
    for name, meaning in (
        ("target", _("permanences souhaitées par mois")),
        ("max-day", _("au plus par jour")),
        ("max-week", _("au plus par semaine")),
        ("max-month", _("au plus par mois")),
        ("shadow-shifts", _("doublures à faire")),
    ):
        host.add_argument(f"--{name}", type=int, metavar="N", help=meaning)
    host.add_argument("--email", help=_("adresse e-mail"))
    host.add_argument("--phone", help=_("téléphone"))
    answer = add_verb(verbs, "answer", act_answer, _("note la réponse d’une personne pour une date"))
    answer.add_argument("host", metavar=_("NOM"))
    answer.add_argument("day", metavar=_("DATE"))
    answer.add_argument("span", metavar="10-13")
    answer.add_argument("wish", metavar="can|prefers|if_needed|cannot")
    away = add_verb(verbs, "absent", act_absent, _("note une absence (jamais pourquoi)"))
    away.add_argument("host", metavar=_("NOM"))
    away.add_argument("first", metavar=_("DATE"))
    away.add_argument("last", metavar=_("FIN"), nargs="?")
    away.add_argument("--remove", action="store_true", help=_("enlève l’absence où tombe cette date"))
    usual = add_verb(verbs, "usual", act_usual, _("note les disponibilités habituelles d’une personne"))
    usual.add_argument("host", metavar=_("NOM"))
    usual.add_argument(
        "wishes", nargs="*", metavar="…", help=_("par exemple « prefers tue 10-13 » « can wed-fri 13-16 16-19 »")
    )
    pair = add_verb(verbs, "pair", act_pair, _("note deux personnes à ne pas mettre, ou à mettre ensemble"))
    pair.add_argument("one", metavar=_("NOM"))
    pair.add_argument("other", metavar=_("NOM"))
    pair.add_argument("kind", choices=("avoid", "prefer", "none"))
    promise = add_verb(verbs, "promise", act_promise, _("note combien de permanences par mois un service promet"))
    promise.add_argument("partner", metavar=_("SERVICE"))
    promise.add_argument("shifts", type=int, metavar="N")


def find_host(team: Sequence[HostRow], name: str) -> HostRow:
    """The host a person means by a name. Refuses ``unknown_host``, ``which_host``."""
    known = [Known(host.id, host.given_name, host.family_name, host.email) for host in team]
    match = match_people([Written(name)], known)[0]
    by_id = {host.id: host for host in team}
    if match.sure is not None:
        return by_id[match.sure]
    exact = [host for host in team if name in {host.name, host.full_name}]
    if len(exact) == 1:
        return exact[0]
    if not match.candidates:
        raise Refused("unknown_host", name=name)
    if match.reason == "given_only" and len(match.candidates) == 1:
        return by_id[match.candidates[0]]
    raise Refused("which_host", name=name, candidates=tuple(by_id[host].full_name for host in match.candidates))


def act_team(options: argparse.Namespace, console: Console) -> int:
    """Show the team."""
    with opened(options, console) as (store, _actor), store.read() as session:
        team = hosts(session)
    if not team:
        console.say(_("Il n’y a encore personne dans l’équipe : « delta-app import hosts FICHIER »."))
    width = max((len(host.full_name) for host in team), default=0)
    for host in team:
        limits = _("{target} par mois, au plus {week} par semaine et {month} par mois").format(
            target=host.target, week=host.max_week, month=host.max_month
        )
        words = [host.origin_words, " ".join(host.languages), _LEVEL_WORDS[host.level](), limits]
        if host.state == "paused":
            words.append(_("en pause"))
        console.say(f"{host.full_name:{width}}  " + " · ".join(word for word in words if word))
    return ExitCode.DONE


_LEVEL_WORDS = {
    "experienced": lambda: _("expérimenté·e"),
    "novice": lambda: _("débute"),
    "trainee": lambda: _("en formation"),
}


def act_host(options: argparse.Namespace, console: Console) -> int:
    """Add somebody, or change what is written about them."""
    with opened(options, console) as (store, actor):
        if options.new:
            given, _space, family = options.host.strip().partition(" ")
            details = _told(options, HostDetails(given, family.strip()))
            with store.write(actor, _("Accueillir {name}").format(name=options.host)) as session:
                add_host(session, details)
            console.say(_("Bienvenue à {name}.").format(name=options.host))
            return ExitCode.DONE
        with store.read() as session:
            host = find_host(hosts(session, states=STATES), options.host)
            details = _told(options, details_of(session, host.id))
        with store.write(actor, _("Changer la fiche de {name}").format(name=host.name)) as session:
            change_host(session, host.id, details)
    console.say(_("Fiche à jour : {name}.").format(name=host.full_name))
    return ExitCode.DONE


def _told(options: argparse.Namespace, details: HostDetails) -> HostDetails:
    """The details with what the command line says."""
    names = ("origin", "partner", "level", "state", "target", "max_day", "max_week", "max_month", "shadow_shifts")
    said = {name: getattr(options, name) for name in (*names, "email", "phone") if getattr(options, name) is not None}
    if options.languages is not None:
        said["languages"] = tuple(options.languages.upper().replace(",", " ").split())
    if options.partner and options.origin is None:
        said["origin"] = "staff"
    return replace(details, **said)


def _wish(word: str) -> Wish:
    wish = _WISHES.get(word.lower())
    if wish is None:
        raise Refused("bad_wish_word", text=word, known=("prefers", "can", "if_needed", "cannot"))
    return wish


def act_answer(options: argparse.Namespace, console: Console) -> int:
    """Note one dated answer; by hand, so that no import overwrites it."""
    day, wish = parse_date(options.day), _wish(options.wish)
    start, end = parse_span(options.span)
    with opened(options, console) as (store, actor):
        with store.read() as session:
            host = find_host(hosts(session), options.host)
        label = _("Réponse de {name} pour le {day}").format(name=host.name, day=day_month(day))
        with store.write(actor, label) as session:
            note_answers(session, {host.id: [Answer(day, start, end, wish)]})
    console.say(
        _("Réponse notée : {name}, {day}, {span}.").format(
            name=host.full_name, day=day_month(day), span=format_span(start, end)
        )
    )
    return ExitCode.DONE


def act_absent(options: argparse.Namespace, console: Console) -> int:
    """Note or remove an absence."""
    first = parse_date(options.first)
    last = parse_date(options.last) if options.last else first
    with opened(options, console) as (store, actor):
        with store.read() as session:
            host = find_host(hosts(session), options.host)
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
    """Replace somebody's weekly pattern."""
    wishes: list[WeeklyWish] = []
    for text in options.wishes:
        word, _space, pattern = text.partition(" ")
        wish = _wish(word)
        wishes += [
            WeeklyWish(slot.weekday, slot.start_minute, slot.end_minute, wish) for slot in parse_opening(pattern)
        ]
    with opened(options, console) as (store, actor):
        with store.read() as session:
            host = find_host(hosts(session), options.host)
        with store.write(actor, _("Disponibilités habituelles de {name}").format(name=host.name)) as session:
            set_weekly_availability(session, host.id, wishes)
    console.say(
        ngettext("{name} : {n} plage habituelle notée.", "{name} : {n} plages habituelles notées.", len(wishes)).format(
            name=host.full_name, n=len(wishes)
        )
    )
    return ExitCode.DONE


def act_pair(options: argparse.Namespace, console: Console) -> int:
    """Note or forget a pair."""
    with opened(options, console) as (store, actor):
        with store.read() as session:
            team = hosts(session)
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


def act_promise(options: argparse.Namespace, console: Console) -> int:
    """Note a service's promise."""
    with opened(options, console) as (store, actor):
        label = _("Engagement de {partner} : {n} par mois").format(partner=options.partner, n=options.shifts)
        with store.write(actor, label) as session:
            promise_shifts(session, options.partner, options.shifts)
    console.say(
        ngettext(
            "{partner} promet {n} permanence par mois.", "{partner} promet {n} permanences par mois.", options.shifts
        ).format(partner=options.partner, n=options.shifts)
    )
    return ExitCode.DONE
