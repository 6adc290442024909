"""Verbs that fill the programme: activities planned, moved and called off, ideas noted and answered."""

import argparse
import re
from typing import Any, get_args

from sqlalchemy.orm import Session

from delta_app.cli.console import Console, ExitCode, add_verb, opened, parse_date
from delta_app.cli.people import everybody, find_host
from delta_app.core import clock
from delta_app.core.errors import Refused, register_words
from delta_app.core.i18n import _, day_month
from delta_app.core.money import parse_money
from delta_app.core.text import fold
from delta_app.programme.after_calendar_import import told_when
from delta_app.programme.commands import cancel_activity, move_activity, plan_activity
from delta_app.programme.proposal_commands import (
    Idea,
    accept_idea,
    bring_to_assembly,
    link_idea,
    propose,
    put_off_idea,
    tell_answer,
)
from delta_app.programme.proposal_data import ProposalRow, proposal_row, proposal_rows
from delta_app.programme.queries import DateRow, coming_activities, programme_between
from delta_app.programme.series import Plan, Scope
from delta_app.programme.spoken import age_words
from delta_app.venue.room_data import room_rows
from delta_app.venue.rules import parse_span

_REPEATS = {"weekly": "FREQ=WEEKLY", "fortnightly": "FREQ=WEEKLY;INTERVAL=2", "monthly": "FREQ=MONTHLY"}
_END = re.compile(r"\b(?:UNTIL|COUNT)=[^;]*", re.IGNORECASE)

register_words(
    {
        "no_such_date_called": lambda f: (
            _("Rien ne s’appelle « {title} » le {day} ; il y a : {known}. Rien n’a changé.")
            if f["known"]
            else _("Il n’y a rien au programme le {day}. Rien n’a changé ; vérifiez la date.")
        ).format(title=f["title"], day=day_month(f["day"]), known=", ".join(f["known"])),
        "no_such_activity_called": lambda f: _(
            "Aucune activité à venir ne s’appelle « {title} ». Rien n’a changé ; « show programme » les montre."
        ).format(title=f["title"]),
        "until_without_repeat": lambda _f: _(
            "« --until » dit jusque quand l’activité revient : ajoutez « --repeat », ou ôtez « --until ». "
            "Rien n’a changé."
        ),
        "until_twice": lambda f: _(
            "La règle dit déjà jusque quand ({part}) : ôtez « --until », ou cette partie de la règle. Rien n’a changé."
        ).format(part=f["part"]),
        "no_such_room_called": lambda f: _("Aucune salle ne s’appelle « {name} » ; il y a : {known}.").format(
            name=f["name"], known=", ".join(f["known"]) or "–"
        ),
    }
)


def add_verbs(verbs: Any) -> None:
    """The verbs of this module."""
    activity = verbs.add_parser("activity", help=_("le programme : planifier, déplacer, annuler une activité"))
    what = activity.add_subparsers(title=_("quoi"), metavar=_("QUOI"), required=True)
    plan = add_verb(what, "plan", act_plan, _("planifie une activité, une fois ou répétée"))
    plan.add_argument("title", metavar=_("TITRE"))
    _add_plan(plan)
    move = add_verb(what, "move", act_move, _("met une date à un autre jour, aux mêmes heures"))
    cancel = add_verb(what, "cancel", act_cancel, _("annule une date, et dit pourquoi"))
    for verb in (move, cancel):
        verb.add_argument("title", metavar=_("TITRE"))
        verb.add_argument("day", metavar=_("DATE"), help=_("comme 2027-01-06"))
    move.add_argument("to", metavar=_("AUTRE-DATE"), help=_("comme 2027-01-07"))
    _add_despite(move)
    cancel.add_argument("--why", required=True, metavar=_("TEXTE"), help=_("la raison, qui sera lue"))
    for verb in (move, cancel):
        verb.add_argument("--scope", choices=get_args(Scope), default="date", help=_("cette date, les suivantes, tout"))

    ideas = verbs.add_parser("idea", help=_("les idées du lieu : notées, montrées, répondues"))
    acts = ideas.add_subparsers(title=_("quoi"), metavar=_("QUOI"), required=True)
    note = add_verb(acts, "propose", act_propose, _("note une idée"))
    note.add_argument("title", metavar=_("TITRE"))
    note.add_argument("--words", default="", metavar=_("TEXTE"), help=_("dans ses mots"))
    note.add_argument("--name", default="", metavar=_("PRÉNOM"), help=_("si la personne le donne"))
    add_verb(acts, "list", act_ideas, _("montre les idées et leur réponse"))
    accept = add_verb(acts, "accept", act_accept, _("oui : l’idée devient une activité"))
    accept.add_argument("number", type=int, metavar="N", help=_("le numéro que montre « idea list »"))
    _add_plan(accept)
    link = add_verb(acts, "link", act_link, _("oui : une activité du programme y répond déjà"))
    link.add_argument("number", type=int, metavar="N")
    link.add_argument("title", metavar=_("TITRE"))
    later = add_verb(acts, "later", act_later, _("pas maintenant, et pourquoi"))
    later.add_argument("number", type=int, metavar="N")
    later.add_argument("--why", required=True, metavar=_("TEXTE"))
    for name, act, help_text in (
        ("assembly", act_assembly, _("l’assemblée en parle")),
        ("told", act_told, _("la personne connaît la réponse")),
    ):
        add_verb(acts, name, act, help_text).add_argument("number", type=int, metavar="N")


def _add_plan(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", metavar=_("DATE"), help=_("le premier jour, comme 2027-01-06"))
    parser.add_argument("span", metavar="10-12")
    parser.add_argument(
        "--repeat",
        metavar=_("RÈGLE"),
        help=_("{known}, ou une règle comme « FREQ=MONTHLY;BYDAY=-1FR »").format(known=", ".join(_REPEATS)),
    )
    parser.add_argument("--until", metavar="2027-01-27", help=_("dernier jour possible de la série"))
    parser.add_argument("--room", metavar=_("SALLE"))
    parser.add_argument("--host", metavar=_("NOM"), help=_("l’accueillant·e qui l’anime"))
    parser.add_argument("--with", dest="facilitator", default="", metavar=_("PRÉNOM"), help=_("qui l’anime, sinon"))
    parser.add_argument("--cost", default="0", metavar="40", help=_("ce que tout cela coûte, en euros"))
    parser.add_argument("--inside", action="store_true", help=_("interne, hors de l’affiche"))
    _add_despite(parser)


def _add_despite(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--despite", action="store_true", help=_("même si une salle ou quelqu’un est déjà pris"))
    parser.add_argument("--even-closed", action="store_true", help=_("même si le lieu est fermé ce jour-là"))


def _plan(session: Session, options: argparse.Namespace, title: str) -> Plan:
    start, end = parse_span(options.span)
    return Plan(
        title,
        parse_date(options.day),
        start,
        end,
        _rule(options),
        public=not options.inside,
        room_id=_room(session, options.room),
        host_id=find_host(everybody(session), options.host).id if options.host else None,
        facilitator=options.facilitator,
        cost_cents=parse_money(options.cost),
        even_closed=options.even_closed,
    )


def _rule(options: argparse.Namespace) -> str:
    """How it comes again. Refuses ``until_without_repeat``, ``until_twice``."""
    rule = _REPEATS.get(options.repeat, options.repeat) or ""
    if not options.until:
        return rule
    until = parse_date(options.until)
    if not rule:
        raise Refused("until_without_repeat")
    ends = _END.search(rule)
    if ends is not None:
        raise Refused("until_twice", part=ends[0])
    return f"{rule.rstrip(';')};UNTIL={until:%Y%m%d}"


def _room(session: Session, name: str | None) -> int | None:
    rooms = {fold(row.name): row for row in room_rows(session) if not row.withdrawn}
    if name is None:
        return None
    if fold(name) not in rooms:
        raise Refused("no_such_room_called", name=name, known=tuple(row.name for row in rooms.values()))
    return rooms[fold(name)].id


def _date(session: Session, options: argparse.Namespace) -> DateRow:
    """The date of an activity that is meant. Refuses ``no_such_date_called``."""
    day = parse_date(options.day)
    rows = [row for row in programme_between(session, day, day) if row.day == day]
    found = next((row for row in rows if fold(row.title) == fold(options.title)), None)
    if found is None:
        raise Refused("no_such_date_called", title=options.title, day=day, known=tuple(row.title for row in rows))
    return found


def act_plan(options: argparse.Namespace, console: Console) -> int:
    """Plan an activity."""
    with opened(options, console) as (store, actor):
        with store.read() as session:
            plan = _plan(session, options, options.title)
        with store.write(actor, _("Planifier {title}").format(title=plan.title)) as session:
            plan_activity(session, plan, despite=options.despite)
    console.say(f"{plan.title} · {told_when(plan)}")
    return ExitCode.DONE


def act_move(options: argparse.Namespace, console: Console) -> int:
    """Put a date, or a series from it on, on another day."""
    to = parse_date(options.to)
    with opened(options, console) as (store, actor):
        with store.read() as session:
            row = _date(session, options)
        label = _("Déplacer {title} au {day}").format(title=row.title, day=day_month(to))
        with store.write(actor, label) as session:
            move_activity(
                session, row.activity_id, row.original_day, to, scope=options.scope, despite=options.despite,
                even_closed=options.even_closed,
            )  # fmt: skip
    console.say(label)
    return ExitCode.DONE


def act_cancel(options: argparse.Namespace, console: Console) -> int:
    """Call a date off, or a series from it on."""
    with opened(options, console) as (store, actor):
        with store.read() as session:
            row = _date(session, options)
        label = _("Annuler {title}, {day}").format(title=row.title, day=day_month(row.day))
        with store.write(actor, label) as session:
            cancel_activity(session, row.activity_id, row.original_day, options.scope, options.why)
    console.say(label)
    return ExitCode.DONE


def act_propose(options: argparse.Namespace, console: Console) -> int:
    """Note an idea."""
    idea = Idea(options.title, options.words, options.name)
    with opened(options, console) as (store, actor):
        with store.write(actor, _("Noter une idée")) as session:
            number = propose(session, idea)
        with store.read() as session:
            row = proposal_row(session, number)
    console.say(idea_line(row))
    return ExitCode.DONE


def act_ideas(options: argparse.Namespace, console: Console) -> int:
    """Show the ideas, those without an answer first."""
    with opened(options, console) as (store, _actor), store.read() as session:
        rows = proposal_rows(session)
    for row in rows:
        console.say(idea_line(row))
    if not rows:
        console.say(_("Aucune idée dans la boîte."))
    return ExitCode.DONE


def idea_line(row: ProposalRow) -> str:
    """``3 · atelier vélo (Jo), il y a 3 jours · sans réponse``."""
    words = {
        "open": lambda: _("sans réponse"),
        "accepted": lambda: _("oui : {title}").format(title=row.activity),
        "later": lambda: _("pas maintenant : {why}").format(why=row.answer),
        "assembly": lambda: _("à l’assemblée"),
    }
    who = f" ({row.first_name})" if row.first_name else ""
    said = [f"{row.id}", f"{row.title}{who}, {age_words(row.made_on, clock.today())}", words[row.state]()]
    return " · ".join([*said, _("à dire à la personne")] if row.to_tell else said)


def act_accept(options: argparse.Namespace, console: Console) -> int:
    """An idea becomes an activity."""
    with opened(options, console) as (store, actor):
        with store.read() as session:
            row = proposal_row(session, options.number)
            plan = _plan(session, options, row.title)
        with store.write(actor, _("Accepter l’idée : {title}").format(title=row.title)) as session:
            accept_idea(session, row.id, plan, despite=options.despite)
    console.say(f"{plan.title} · {told_when(plan)}")
    return ExitCode.DONE


def act_link(options: argparse.Namespace, console: Console) -> int:
    """An activity that is there already answers an idea. Refuses ``no_such_activity_called``."""
    with opened(options, console) as (store, _actor), store.read() as session:
        coming = {fold(row.title): row.activity_id for row in coming_activities(session, clock.today())}
    activity_id = coming.get(fold(options.title))
    if activity_id is None:
        raise Refused("no_such_activity_called", title=options.title)
    return _answer(options, console, lambda session: link_idea(session, options.number, activity_id))


def act_later(options: argparse.Namespace, console: Console) -> int:
    """Not now, and why."""
    return _answer(options, console, lambda session: put_off_idea(session, options.number, options.why))


def act_assembly(options: argparse.Namespace, console: Console) -> int:
    """The assembly is to speak of it."""
    return _answer(options, console, lambda session: bring_to_assembly(session, options.number))


def act_told(options: argparse.Namespace, console: Console) -> int:
    """Whoever had the idea knows the answer."""
    return _answer(options, console, lambda session: tell_answer(session, options.number))


def _answer(options: argparse.Namespace, console: Console, answer: Any) -> int:
    with opened(options, console) as (store, actor):
        with store.read() as session:
            row = proposal_row(session, options.number)
        with store.write(actor, _("Répondre à l’idée : {title}").format(title=row.title)) as session:
            answer(session)
        with store.read() as session:
            row = proposal_row(session, options.number)
    console.say(idea_line(row))
    return ExitCode.DONE
