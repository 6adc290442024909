"""Verbs about people themselves: the team, and what is written about each."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from delta_app.cli.availability import usual_in_words
from delta_app.cli.console import Console, ExitCode, add_verb, opened
from delta_app.cli.people import everybody, find_host, name_and_state
from delta_app.cli.services import partner_meant
from delta_app.core import clock
from delta_app.core.errors import Refused
from delta_app.core.i18n import _, day_month, join_names, month_name, ngettext
from delta_app.core.text import compact, split_full_name
from delta_app.hosts.commands import HostDetails, add_host, change_host, details_of
from delta_app.hosts.model import LEVELS, ORIGINS, STATES
from delta_app.hosts.queries import HostRecord, HostRow, PartnerRow, host_record, partners, told_apart
from delta_app.readers.host_values import read_languages, read_yes_no, usable_email, usable_phone
from delta_app.shifts.leaving_commands import change_state

_NUMBERS = ("target", "max_day", "max_week", "max_month", "shadow_shifts")


def add_verbs(verbs: Any) -> None:
    """The verbs of this module."""
    team = add_verb(verbs, "team", act_team, _("montre l’équipe"))
    team.add_argument("--all", action="store_true", help=_("avec les personnes qui ont quitté l’équipe"))
    host = add_verb(verbs, "host", act_host, _("montre la fiche d’une personne, la change, ou ajoute quelqu’un"))
    host.add_argument("host", metavar=_("NOM"), help=_("prénom et nom, adresse e-mail, ou Nom#numéro"))
    host.add_argument("--new", action="store_true", help=_("une personne de plus, même si le nom ressemble"))
    host.add_argument("--given", metavar=_("PRÉNOM"), help=_("change le prénom"))
    host.add_argument("--family", metavar=_("NOM"), help=_("change le nom de famille"))
    host.add_argument("--origin", choices=ORIGINS, help=_("bénévole, voisin·e ou d’un service"))
    host.add_argument("--partner", metavar=_("SERVICE"), help=_("le service qui la prête"))
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
    host.add_argument("--back-to-back", metavar="yes|no", help=_("deux permanences d’affilée lui conviennent"))
    host.add_argument("--email", metavar=_("ADRESSE"), help=_("adresse e-mail"))
    host.add_argument("--phone", metavar=_("NUMÉRO"), help=_("téléphone"))


_LEVEL_WORDS = {
    "experienced": lambda: _("expérimenté·e"),
    "novice": lambda: _("débute"),
    "trainee": lambda: _("en formation"),
}
_STATE_WORDS = {
    "active": lambda: _("dans l’équipe"),
    "paused": lambda: _("en pause"),
    "left": lambda: _("a quitté l’équipe"),
}


def act_team(options: argparse.Namespace, console: Console) -> int:
    """Show the team."""
    with opened(options, console) as (store, _actor), store.read() as session:
        team = everybody(session)
    names = told_apart(team)
    shown = [host for host in team if options.all or host.state != "left"]
    if not shown:
        console.say(_("Il n’y a encore personne dans l’équipe : « delta-app import hosts FICHIER »."))
    width = max((len(names[host.id]) for host in shown), default=0)
    for host in shown:
        limits = _("{target} par mois, au plus {week} par semaine et {month} par mois").format(
            target=host.target, week=host.max_week, month=host.max_month
        )
        words = [host.origin_words, " ".join(host.languages), _LEVEL_WORDS[host.level](), limits]
        if host.state != "active":
            words.append(_STATE_WORDS[host.state]())
        console.say(f"{names[host.id]:{width}}  " + " · ".join(word for word in words if word))
    return ExitCode.DONE


def act_host(options: argparse.Namespace, console: Console) -> int:
    """Show what is written about somebody, change it, or add somebody."""
    with opened(options, console) as (store, actor):
        with store.read() as session:
            team, services = everybody(session), partners(session)
        if options.new:
            given, family, _certain = split_full_name(options.host)
            details = _told(options, HostDetails(given, family), services)
            with store.write(actor, _("Accueillir {name}").format(name=options.host)) as session:
                added = add_host(session, details)
            with store.read() as session:
                _say_welcome(added, everybody(session), console)
            return ExitCode.DONE
        host = find_host(team, options.host)
        if not _says_anything(options):
            with store.read() as session:
                record = host_record(session, host.id, clock.today())
            for line in _record_lines(host, record, told_apart(team)):
                console.say(line)
            return ExitCode.DONE
        with store.read() as session:
            before = details_of(session, host.id)
        details = _told(options, before, services)
        with store.write(actor, _("Changer la fiche de {name}").format(name=host.name)) as session:
            change_host(session, host.id, replace(details, state=before.state))
            if details.state != before.state:
                change_state(session, host.id, details.state)  # type: ignore[arg-type]
    console.say(_("Fiche à jour : {name}.").format(name=f"{details.given_name} {details.family_name}".strip()))
    return ExitCode.DONE


def _say_welcome(added: int, team: Sequence[HostRow], console: Console) -> None:
    """Welcome somebody; a namesake is named, with the numbers that tell them apart."""
    names = told_apart(team)
    name = next(host.full_name for host in team if host.id == added)
    console.say(_("Bienvenue à {name}.").format(name=names[added]))
    others = [
        name_and_state(host, names) for host in team if host.id != added and compact(host.full_name) == compact(name)
    ]
    if others:
        sentence = _(
            "Attention : l’équipe compte déjà {others}. Nommez chaque personne par son numéro ou son adresse e-mail ; "
            "si c’est la même, annulez : « delta-app undo »."
        )
        console.say(sentence.format(others=join_names(others)))


def _says_anything(options: argparse.Namespace) -> bool:
    said = (getattr(options, field.name, None) for field in fields(HostDetails))
    return any(value is not None for value in (*said, options.given, options.family, options.back_to_back))


def _told(options: argparse.Namespace, details: HostDetails, services: Sequence[PartnerRow]) -> HostDetails:
    """The details with what the command line says, checked as an import checks it.

    Refuses ``unknown_language``, ``bad_email``, ``bad_phone``, ``bad_yes_no``, ``partner_without_staff``,
    ``near_partner``.
    """
    names = ("origin", "level", "state", *_NUMBERS)
    said = {name: getattr(options, name) for name in names if getattr(options, name) is not None}
    if options.given is not None or options.family is not None:
        said["given_name"] = details.given_name if options.given is None else options.given
        said["family_name"] = details.family_name if options.family is None else options.family
    if options.languages is not None:
        said["languages"] = _languages(options.languages)
    if options.back_to_back is not None:
        said["back_to_back_ok"] = _yes_or_no(options.back_to_back)
    for name, understand, code in (("email", usable_email, "bad_email"), ("phone", usable_phone, "bad_phone")):
        text = getattr(options, name)
        if text is not None:
            said[name] = understand(text.strip()) if text.strip() else ""
            if said[name] is None:
                raise Refused(code, text=text)
    if options.partner is not None:
        said.update(_partner_told(options, services))
    return replace(details, **said)


def _partner_told(options: argparse.Namespace, services: Sequence[PartnerRow]) -> dict[str, Any]:
    """The service said, which makes somebody staff; saying another origin beside it is refused."""
    if not options.partner.strip():
        return {"partner": None}
    if options.origin not in (None, "staff"):
        raise Refused("partner_without_staff", partner=options.partner, origin=options.origin)
    partner = partner_meant(services, options.partner)
    return {"partner": partner.name if partner else options.partner, "origin": "staff"}


def _languages(text: str) -> tuple[str, ...]:
    codes, unknown = read_languages(text)
    if unknown or not codes:
        raise Refused("unknown_language", text=", ".join(unknown) or text)
    return codes


def _yes_or_no(text: str) -> bool:
    said = read_yes_no(text)
    if said is None:
        raise Refused("bad_yes_no", text=text)
    return said


def _record_lines(host: HostRow, record: HostRecord, names: Mapping[int, str]) -> list[str]:
    """All that is noted about somebody, a line each; what is not known is said too."""
    away = [
        _("du {first} au {last}").format(first=day_month(period.first_day), last=day_month(period.last_day))
        for period in record.absences
    ]
    answers = [
        ngettext("{n} réponse en {month}", "{n} réponses en {month}", count).format(
            n=count, month=month_name(month.first)
        )
        for month, count in record.answers
    ]
    nothing = _("aucune")
    lines = [
        (_("situation"), _STATE_WORDS[host.state]()),
        (_("origine"), host.origin_words),
        (_("langues"), " ".join(host.languages) or nothing),
        (_("expérience"), _LEVEL_WORDS[host.level]()),
        (_("permanences souhaitées par mois"), str(host.target)),
        (_("au plus"), _limits(host)),
        (_("deux permanences d’affilée"), _("oui") if host.back_to_back_ok else _("non")),
        (_("doublures à faire"), str(host.shadow_shifts)),
        (_("disponibilités habituelles"), usual_in_words(record.weekly)),
        (_("absences à venir"), " · ".join(away) or nothing),
        (_("réponses datées"), " · ".join(answers) or nothing),
        (_("à ne pas mettre avec"), _partners_of(record, "avoid", names)),
        (_("à mettre volontiers avec"), _partners_of(record, "prefer", names)),
        (_("adresse e-mail"), host.email or nothing),
        (_("téléphone"), host.phone or _("aucun")),
    ]
    return [names[host.id], *("  " + _("{what} : {value}").format(what=what, value=value) for what, value in lines)]


def _limits(host: HostRow) -> str:
    return _("{day} par jour, {week} par semaine, {month} par mois").format(
        day=host.max_day, week=host.max_week, month=host.max_month
    )


def _partners_of(record: HostRecord, kind: str, names: Mapping[int, str]) -> str:
    return join_names([names[other] for other, known in record.pairs if known == kind]) or _("personne")
