"""Verbs about the month: compose, show, publish, and solve for a problem file."""

import argparse
import json
from pathlib import Path
from typing import Any

from delta_app.cli import programme
from delta_app.cli.console import Console, ExitCode, add_verb, opened
from delta_app.cli.data import say_holidays
from delta_app.core import clock
from delta_app.core.access import Actor
from delta_app.core.calendar import Month
from delta_app.core.errors import Refused
from delta_app.core.i18n import (
    _,
    capitalised,
    format_number,
    format_span,
    format_time,
    join_names,
    month_name,
    ngettext,
    short_date,
)
from delta_app.core.store import Store
from delta_app.core.text import fold
from delta_app.planning import spoken
from delta_app.planning.queries import (
    COVERAGES,
    MonthView,
    SeatRow,
    SlotRow,
    month_view,
)
from delta_app.sheets.output import check_name, write_file
from delta_app.shifts.alerts_data import decision_words
from delta_app.shifts.commands import PlanApplied, apply_plan, open_month, publish
from delta_app.shifts.problem import Plan, ProblemError, read_problem, write_plan
from delta_app.shifts.roster_data import (
    RosterProblem,
    broken_sentences,
    gap_sentences,
    roster_problem,
    short_sentences,
)

_SIGNS = {"full": "✓", "partial": "½", "empty": "!", "shut": "×"}


def add_verbs(verbs: Any) -> None:
    """The verbs of this module."""
    compose = add_verb(verbs, "compose", act_compose, _("compose un mois : le meilleur planning possible"))
    compose.add_argument("month", metavar="2027-01")
    compose.add_argument(
        "--afresh", action="store_true", help=_("recommencer un mois déjà diffusé au lieu de le réparer")
    )
    show = add_verb(verbs, "show", act_show, _("montre le planning d’un mois, ou son programme d’activités"))
    show.add_argument(
        "what", nargs="?", choices=("planning", "programme"), default="planning", help=_("sinon : planning")
    )
    show.add_argument("month", metavar="2027-01")
    send = add_verb(verbs, "publish", act_publish, _("fait du mois la prochaine version diffusée"))
    send.add_argument("month", metavar="2027-01")

    solve = add_verb(verbs, "solve", act_solve, _("résout un problème delta-roster/1 sans fichier de données"))
    solve.add_argument("problem", metavar="PROBLEM.json", type=Path)
    solve.add_argument("plan", metavar="PLAN.json", type=Path)


def act_compose(options: argparse.Namespace, console: Console) -> int:
    """Open a month, or bring it up to date with the hours, compose it and apply the plan: one act."""
    month = Month.parse(options.month)
    label = _("Composer {month}").format(month=month_name(month.first))
    with opened(options, console) as (store, actor):
        with store.rehearse(actor) as session:
            open_month(session, month)
            session.flush()
            published = month_view(session, month).version > 0
            composed = roster_problem(session, month, repair=published and not options.afresh)
        plan = run_composition(composed, console)
        with store.write(actor, label) as session:
            opening = open_month(session, month)
            session.flush()
            done = apply_plan(session, composed, plan.assigned, plan.shadows)
        with store.read() as session:
            view = month_view(session, month)
    _report_composition(view, composed, plan, console)
    if published:
        _report_moves(view, composed, done, console)
    say_holidays(opening.closed, console)
    if opening.kept:
        moments = ", ".join(f"{short_date(day)} {format_time(start)}" for day, start in opening.kept)
        console.say(
            _("Hors ouverture, mais des gens y sont inscrits : {moments}. Prévenez-les.").format(moments=moments)
        )
        return ExitCode.TO_SETTLE
    return ExitCode.DONE


def _report_moves(view: MonthView, composed: RosterProblem, done: PlanApplied, console: Console) -> None:
    """Who comes and who no longer does in a month that people already know, slot by slot."""
    if composed.problem.is_repair:
        console.say(
            _("Réparé en changeant le moins possible :") if done.given or done.taken_away else _("Rien à réparer.")
        )
    else:
        console.say(_("Recommencé ; par rapport à avant :"))
    moved = {host for _slot, host in (*done.given, *done.taken_away)}
    if moved:
        names = join_names(sorted((composed.names[host] for host in moved), key=fold))
        console.say(
            ngettext("{n} personne bouge : {names}", "{n} personnes bougent : {names}", len(moved)).format(
                n=len(moved), names=names
            )
        )
    for slot in view.slots:
        comes = [composed.names[host] for slot_id, host in done.given if slot_id == slot.slot_id]
        goes = [composed.names[host] for slot_id, host in done.taken_away if slot_id == slot.slot_id]
        words = []
        if comes:
            words.append(ngettext("{names} vient", "{names} viennent", len(comes)).format(names=join_names(comes)))
        if goes:
            gone = ngettext("{names} ne vient plus", "{names} ne viennent plus", len(goes))
            words.append(gone.format(names=join_names(goes)))
        if words:
            moment = f"{short_date(slot.day)} {format_time(slot.start_minute)}"
            console.say(f"  {moment:>20}  {', '.join(words)}")


def run_composition(composed: RosterProblem, console: Console) -> Plan:
    """Compose in a child process, showing how far it is. Refuses ``compose_failed``."""
    from delta_app.shifts.compose_process import ComposeJob, Failure

    def on_progress(progress: Any) -> None:
        console.progress(_("Composition… {percent} %").format(percent=round(100 * progress.fraction)))

    with ComposeJob(composed.problem) as job:
        outcome = job.wait(on_progress)
    console.progress("")
    if isinstance(outcome, Failure):
        raise Refused("compose_failed", detail=outcome.code)
    return outcome


def _report_composition(view: MonthView, composed: RosterProblem, plan: Plan, console: Console) -> None:
    seats = sum(slot.seats for slot in view.open_slots)
    missing = sum(slot.missing for slot in view.slots)
    how = _("optimal, prouvé") if plan.proven else _("le meilleur trouvé dans le temps donné")
    console.say(
        ngettext(
            "{month} composé en {seconds} s ({how}) : {filled} place pourvue sur {seats}.",
            "{month} composé en {seconds} s ({how}) : {filled} places pourvues sur {seats}.",
            seats - missing,
        ).format(
            month=capitalised(month_name(view.month.first)),
            seconds=format_number(round(plan.seconds, 1)),
            how=how,
            filled=seats - missing,
            seats=seats,
        )
    )
    if not view.host_count:
        console.say(_("Il n’y a encore personne dans l’équipe : « delta-app import hosts FICHIER »."))
        return
    why: dict[tuple[str, ...], list[str]] = {}
    for short in plan.short:
        day, start, end = composed.spans[short.slot]
        if short.slot in composed.own_slots and day >= clock.today():
            why.setdefault(tuple(short_sentences(short, composed)), []).append(
                f"{short_date(day)} {format_span(start, end)}"
            )
    for sentences, slots in why.items():
        console.say(f"{_SIGNS['empty']} " + ", ".join(slots))
        for sentence in sentences:
            console.say("    " + sentence)
    for sentence in (*gap_sentences(plan, composed), *broken_sentences(plan, composed)):
        console.say(sentence)


def act_show(options: argparse.Namespace, console: Console) -> int:
    """Show a month."""
    if options.what == "programme":
        return programme.act_show(options, console)
    month = Month.parse(options.month)
    with opened(options, console) as (store, _actor), store.read() as session:
        view = month_view(session, month)
    console.say(f"{view.venue_name} · {capitalised(month_name(month.first))} · {_state(view)}")
    if not view.slots and view.closed:
        console.say(_("Le lieu est fermé tout ce mois."))
    elif not view.slots:
        console.say(_("Ce mois n’est pas encore ouvert : « delta-app compose {month} ».").format(month=month))
    else:
        console.say(_coverage(view))
    for week in view.weeks:
        for day in week.days:
            if day.closure:
                said = _("fermé : {reason}").format(reason=day.closure) if day.closed else day.closure
                console.say(f"  {short_date(day.day):>15}  {said}")
            for slot in day.slots:
                console.say(f"{_SIGNS[slot.coverage]} {short_date(day.day):>15}  {_slot_line(slot)}")
    if any(seat.changed for slot in view.open_slots for seat in slot.people):
        console.say(_("* nouveau depuis la version {version}").format(version=view.version))
    return ExitCode.DONE


def _state(view: MonthView) -> str:
    if view.state == "none":
        return _("pas encore ouvert")
    if view.state == "draft":
        return _("brouillon")
    state = _("diffusé, version {version}").format(version=view.version)
    if view.changes_since_published:
        state += ", " + ngettext(
            "{n} permanence changée depuis", "{n} permanences changées depuis", view.changes_since_published
        ).format(n=view.changes_since_published)
    return state


def _coverage(view: MonthView) -> str:
    counted = [(coverage, view.count(coverage)) for coverage in COVERAGES]
    told = [(coverage, spoken.count_words(coverage, n)) for coverage, n in counted if n or coverage != "shut"]
    return " · ".join(
        f"{_SIGNS[coverage]} {whole if coverage == 'shut' else short}" for coverage, (whole, short) in told
    )


def _slot_line(slot: SlotRow) -> str:
    span = f"{format_span(slot.start_minute, slot.end_minute):14}"
    if slot.to_tell:
        return f"{span} " + _("à prévenir : {names}").format(names=join_names([seat.name for seat in slot.to_tell]))
    if slot.shut:
        return f"{span} " + _("fermé")
    names = [_seat_words(seat) for seat in slot.taken]
    names += ["____"] * slot.missing
    line = f"{span} " + " · ".join(names)
    if slot.decision:
        line += f" ({decision_words(slot.decision)})"
    if slot.shadows:
        line += " + " + _("doublure {names}").format(names=", ".join(_seat_words(seat) for seat in slot.shadows))
    return line


def _seat_words(seat: SeatRow) -> str:
    """``Ana C.* (cherche remplaçant)``; the star: not so in the last published version."""
    star = "*" if seat.changed else ""
    return f"{seat.name}{star}" + (" " + _("(cherche remplaçant)") if seat.seeking else "")


def act_publish(options: argparse.Namespace, console: Console) -> int:
    """Publish a month."""
    month = Month.parse(options.month)
    with opened(options, console) as (store, actor):
        version = publish_month(store, actor, month)
    console.say(
        _("{month} est diffusé : version {version}.").format(
            month=capitalised(month_name(month.first)), version=version
        )
    )
    return ExitCode.DONE


def publish_month(store: Store, actor: Actor, month: Month) -> int:
    """Publish in one act; returns the version."""
    with store.write(actor, _("Diffuser {month}").format(month=month_name(month.first))) as session:
        return publish(session, month)


def act_solve(options: argparse.Namespace, console: Console) -> int:
    """Solve a problem file."""
    from delta_app.shifts.compose import compose

    check_name(options.plan, ".json")
    try:
        problem = read_problem(json.loads(options.problem.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise Refused("no_such_import", path=str(options.problem)) from error
    except OSError as error:
        raise Refused("cannot_read_import", path=str(options.problem)) from error
    except ProblemError as error:
        raise Refused("bad_problem", path=str(options.problem), wrong=error.code, **error.facts) from error
    except (ValueError, RecursionError) as error:
        raise Refused("bad_problem", path=str(options.problem), wrong="not_json") from error
    plan = compose(
        problem,
        progress=lambda stage, fraction: console.progress(f"{stage} {round(100 * fraction)} %"),
    )
    console.progress("")
    write_file(options.plan, (json.dumps(write_plan(plan), ensure_ascii=False, indent=1) + "\n").encode())
    how = _("optimal, prouvé") if plan.proven else _("le meilleur trouvé dans le temps donné")
    console.say(
        _("Résolu en {seconds} s ({how}) : paliers {tiers}.").format(
            seconds=format_number(round(plan.seconds, 2)), how=how, tiers=", ".join(map(str, plan.tiers))
        )
    )
    return ExitCode.DONE
