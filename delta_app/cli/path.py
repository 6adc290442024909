"""Verbs about becoming a host and being one: the path of newcomers, and pausing, coming back, leaving from a day on."""

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from delta_app.cli.console import Console, ExitCode, add_verb, opened, parse_date
from delta_app.cli.people import everybody, find_host
from delta_app.core import clock
from delta_app.core.errors import Refused
from delta_app.core.i18n import _, day_month, join_names, ngettext
from delta_app.core.text import fold, one_stop
from delta_app.hosts.model import STATES
from delta_app.hosts.path_commands import mark_step, set_mentor, set_path, unmark_step
from delta_app.hosts.path_data import DEFAULT_PATH, KNOWN_STEPS, SHADOWS, Step, path_steps, step_title
from delta_app.hosts.queries import told_apart
from delta_app.shifts.leaving_commands import StateChanged, change_state
from delta_app.shifts.path_commands import conclude_path
from delta_app.team import spoken
from delta_app.team.path_data import NewcomerView, newcomer_view, newcomer_views

_ACTS = ("show", "mark", "unmark", "conclude", "mentor", "steps")


def add_verbs(verbs: Any) -> None:
    """The verbs of this module."""
    path = add_verb(verbs, "path", act_path, _("le parcours des personnes qui commencent : étapes, doublures, mentor"))
    path.usage = "\n       ".join(
        (
            _("delta-app path show [NOM]"),
            _("delta-app path mark NOM ÉTAPE [--on DATE] [--with NOM]"),
            _("delta-app path unmark NOM ÉTAPE"),
            _("delta-app path conclude NOM [--on DATE] [--overrule]"),
            _("delta-app path mentor NOM [NOM]"),
            _("delta-app path steps [ÉTAPE…] [--shadows N] [--reset]"),
        )
    )
    path.add_argument("what", choices=_ACTS, metavar="|".join(_ACTS), help=_("ce qu’il s’agit de faire"))
    path.add_argument("words", nargs="*", metavar=_("NOM ÉTAPE"), help=_("une personne, puis une étape"))
    path.add_argument("--on", metavar=_("DATE"), help=_("le jour où c’est fait (sinon aujourd’hui)"))
    path.add_argument("--with", dest="beside", metavar=_("NOM"), help=_("avec qui (sinon la coordination)"))
    path.add_argument("--overrule", action="store_true", help=_("même s’il manque des étapes"))
    path.add_argument("--shadows", type=int, metavar="N", help=_("doublures à faire"))
    path.add_argument("--reset", action="store_true", help=_("remet le parcours proposé"))
    path.set_defaults(badly_written=path.error)
    state = add_verb(verbs, "state", act_state, _("met quelqu’un en pause, note son retour ou son départ"))
    state.add_argument("host", metavar=_("NOM"), help=_("prénom et nom, adresse e-mail, ou Nom#numéro"))
    state.add_argument("state", choices=STATES, help=_("active, en pause ou partie"))
    state.add_argument("--from", dest="first", metavar=_("DATE"), help=_("à partir de ce jour (sinon aujourd’hui)"))
    state.add_argument("--until", metavar=_("DATE"), help=_("de retour ce jour-là, après une pause"))
    state.add_argument("--keep", action="store_true", help=_("laisse à son nom les permanences de la pause"))
    state.add_argument("--dry-run", action="store_true", help=_("dit seulement ce qui serait libéré"))


def act_path(options: argparse.Namespace, console: Console) -> int:
    """What the first word says."""
    acts: dict[str, Callable[[argparse.Namespace, Console], int]] = {
        "show": act_show, "mark": act_mark, "unmark": act_unmark, "conclude": act_conclude, "mentor": act_mentor,
        "steps": act_steps,
    }  # fmt: skip
    return acts[options.what](options, console)


def _expect(options: argparse.Namespace, *counts: int) -> list[str]:
    """The words, ending as argparse does where there are more or fewer than these."""
    if len(options.words) not in counts:
        options.badly_written(
            _("il manque : %s") % _("NOM ÉTAPE") if len(options.words) < min(counts)
            else _("ceci n’est pas compris : %s") % " ".join(options.words)
        )  # fmt: skip
    return list(options.words)


def _day(text: str | None) -> date:
    return clock.today() if text is None else parse_date(text)


def step_meant(steps: Sequence[Step], text: str) -> Step:
    """The step somebody means by its key, its name, or how either begins. Refuses ``unknown_step``."""
    named = [step for step in steps if fold(text) in (fold(step.key), fold(step_title(step)))]
    near = named or [step for step in steps if fold(step_title(step)).startswith(fold(text))]
    if len(near) != 1:
        raise Refused("unknown_step", text=text, steps=tuple(f"{step.key} ({step_title(step)})" for step in steps))
    return near[0]


def act_show(options: argparse.Namespace, console: Console) -> int:
    """Where newcomers are, or all that is noted of one."""
    name = next(iter(_expect(options, 0, 1)), None)
    with opened(options, console) as (store, _actor), store.read() as session:
        team, learning = everybody(session), tuple(newcomer_views(session).values())
        host = find_host(team, name) if name is not None else None
        own = newcomer_view(session, host.id) if host is not None else None
    names = told_apart(team)
    if host is not None:
        if own is None:
            console.say(_("{name} n’a pas de parcours noté.").format(name=names[host.id]))
            return ExitCode.DONE
        for line in _lines(own):
            console.say(line)
        return ExitCode.DONE
    for view in learning:
        done = sum(one.done_on is not None for one in view.path.steps)
        said = [spoken.step_place(view)[0], _("{n} sur {of}").format(n=done, of=len(view.path.steps))]
        if view.mentor is not None:
            said.append(spoken.mentor_words(view)[0])
        console.say(f"{names[view.host.id]}  " + " · ".join(said))
    if not learning:
        console.say(_("Personne n’est en parcours."))
    return ExitCode.DONE


def _lines(view: NewcomerView) -> list[str]:
    lines = [view.host.full_name]
    for one in view.path.steps:
        said = [spoken.step_words(one), spoken.step_when(one, view) or _("pas encore"), spoken.step_with(one, view)]
        lines.append(("  ✓ " if one.done_on is not None else "  · ") + ", ".join(filter(None, said)))
    if view.path.active_on is not None:
        lines.append("  ✓ " + _("Actif·ve depuis le {day}").format(day=spoken.day_of(view.path.active_on)))
    if view.learning:
        lines.append("  " + " · ".join(filter(None, spoken.mentor_words(view))))
    return lines


def act_mark(options: argparse.Namespace, console: Console) -> int:
    """Note that a step is done."""
    name, written = _expect(options, 2)
    with opened(options, console) as (store, actor):
        with store.read() as session:
            team, steps = everybody(session), path_steps(session)
        host, step, day = find_host(team, name), step_meant(steps, written), _day(options.on)
        beside = None if options.beside is None else find_host(team, options.beside).id
        with store.write(
            actor, _("Parcours de {name} : {step}").format(name=host.name, step=step_title(step))
        ) as session:
            mark_step(session, host.id, step.key, day, beside)
    console.say(
        _("{name} : « {step} » fait le {day}.").format(name=host.name, step=step_title(step), day=day_month(day))
    )
    return ExitCode.DONE


def act_unmark(options: argparse.Namespace, console: Console) -> int:
    """Note that a step is not done after all."""
    name, written = _expect(options, 2)
    with opened(options, console) as (store, actor):
        with store.read() as session:
            team, steps = everybody(session), path_steps(session)
        host, step = find_host(team, name), step_meant(steps, written)
        title = step_title(step)
        with store.write(actor, _("{name}, pas encore fait : {step}").format(name=host.name, step=title)) as session:
            unmark_step(session, host.id, step.key)
    console.say(_("{name} : « {step} » n’est plus noté comme fait.").format(name=host.name, step=title))
    return ExitCode.DONE


def act_conclude(options: argparse.Namespace, console: Console) -> int:
    """Somebody is a host from now on."""
    (name,) = _expect(options, 1)
    with opened(options, console) as (store, actor):
        with store.read() as session:
            host = find_host(everybody(session), name)
        with store.write(actor, _("{name} devient accueillant·e").format(name=host.name)) as session:
            conclude_path(session, host.id, _day(options.on), overrule=options.overrule)
    console.say(_("Bienvenue parmi les accueillant·es, {name} !").format(name=host.name))
    return ExitCode.DONE


def act_mentor(options: argparse.Namespace, console: Console) -> int:
    """Who stands by somebody; nobody where only the newcomer is named."""
    name, *others = _expect(options, 1, 2)
    with opened(options, console) as (store, actor):
        with store.read() as session:
            team = everybody(session)
        host = find_host(team, name)
        mentor = find_host(team, others[0]) if others else None
        with store.write(actor, _("Mentor de {name}").format(name=host.name)) as session:
            set_mentor(session, host.id, None if mentor is None else mentor.id)
    told = _("{mentor} accompagne {name}.") if mentor else _("Plus personne n’accompagne {name}.")
    console.say(one_stop(told.format(mentor=mentor.name if mentor else "", name=host.name)))
    return ExitCode.DONE


def act_steps(options: argparse.Namespace, console: Console) -> int:
    """The steps of the path, or others in their place: known ones by their key, one's own by a name."""
    with opened(options, console) as (store, actor):
        with store.read() as session:
            steps = path_steps(session)
        wanted: Sequence[Step] = DEFAULT_PATH if options.reset else steps
        if options.words:
            wanted = [_wanted(text, (*steps, *KNOWN_STEPS)) for text in options.words]
        if options.shadows is not None:
            wanted = [
                Step(step.key, step.name, options.shadows) if step.key == SHADOWS else step for step in wanted
            ]  # fmt: skip
        if tuple(wanted) != steps:
            with store.write(actor, _("Changer le parcours")) as session:
                steps = set_path(session, wanted)
    for place, step in enumerate(steps, 1):
        needed = ngettext("{n} doublure", "{n} doublures", step.needed).format(n=step.needed) if step.needed else ""
        console.say(" · ".join(filter(None, (f"{place}. {step.key}", step_title(step), needed))))
    return ExitCode.DONE


def _wanted(text: str, known: Sequence[Step]) -> Step:
    return next((step for step in known if fold(text) in (fold(step.key), fold(step_title(step)))), Step("", text))


def act_state(options: argparse.Namespace, console: Console) -> int:
    """Somebody pauses, is back, or leaves; says which shifts that frees."""
    first = _day(options.first)
    until = None if options.until is None else parse_date(options.until)

    with opened(options, console) as (store, actor):
        with store.read() as session:
            host = find_host(everybody(session), options.host)
        label = {
            "paused": _("Mettre {name} en pause"), "active": _("Retour de {name}"), "left": _("Départ de {name}"),
        }[options.state].format(name=host.name)  # fmt: skip
        gate = store.rehearse(actor) if options.dry_run else store.write(actor, label)
        with gate as session:
            changed = change_state(session, host.id, options.state, first, back_on=until, free=not options.keep)
    if options.dry_run:
        console.say(_("Rien n’est changé ; voici ce que cela ferait :"))
    for line in _told(host.name, changed):
        console.say(line)
    return ExitCode.DONE


def _told(name: str, changed: StateChanged) -> list[str]:
    day = day_month(changed.from_day)
    first = {
        "paused": _("{name} : en pause à partir du {day}."), "active": _("{name} : dans l’équipe à partir du {day}."),
        "left": _("{name} : n’est plus là à partir du {day}."),
    }[changed.state].format(name=name, day=day)  # fmt: skip
    lines = [first]
    for seats, words in (
        (changed.freed, _("{when}, libérée : {left}")), (changed.kept, _("{when}, à son nom : {left}")),
    ):  # fmt: skip
        for seat in seats:
            when, left = spoken.seat_to_free_words(seat)
            lines.append("  " + words.format(when=when, left=left))
    if changed.mentored:
        lines.append(one_stop(_("Sans mentor : {names}.").format(names=join_names(list(changed.mentored)))))
    return lines
