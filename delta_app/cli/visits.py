"""The verb about visits: the counts of a month shown, a count noted later, and one that was none taken away."""

import argparse
from typing import Any

from sqlalchemy.orm import Session

from delta_app.cli.console import Console, ExitCode, add_verb, opened, parse_date
from delta_app.cli.seats import slot_at
from delta_app.core import clock
from delta_app.core.calendar import Month
from delta_app.core.errors import Refused
from delta_app.core.i18n import _, capitalised, format_number, format_span, long_date, month_name, ngettext
from delta_app.shifts.day_commands import forget_count, note_visits
from delta_app.shifts.day_data import Visits
from delta_app.today.visits_data import (
    MonthVisits,
    ShiftVisits,
    count_words,
    first_words,
    month_visits,
    uncounted_words,
)
from delta_app.venue.queries import parse_time


def add_verbs(verbs: Any) -> None:
    """The verb of this module: a month alone shows it, so its words are told apart here and not by sub-verbs."""
    help_text = _("passages par permanence : des nombres, jamais un nom")
    visits = add_verb(verbs, "visits", act_visits, help_text)
    lines = ("[2026-12]", "note {day} {time} N [--first M]", "forget {day} {time}")
    usage = "\n       ".join(f"delta-app visits {line}" for line in lines)
    visits.usage = usage.format(day=_("DATE"), time=_("HEURE"))
    visits.add_argument(
        "what",
        nargs="?",
        metavar="2026-12|note|forget",
        help=_("le mois à montrer (sinon : celui-ci) ; « note » écrit un compte, « forget » dit : pas compté"),
    )
    visits.add_argument("day", nargs="?", metavar=_("DATE"), help=_("comme 2026-12-05"))
    visits.add_argument("time", nargs="?", metavar=_("HEURE"), help=_("heure de début, comme 10 ou 10:30"))
    visits.add_argument(
        "count", nargs="?", type=int, metavar="N", help=_("combien de passages ; 0 : personne n’est venu")
    )
    visits.add_argument("--first", type=int, metavar="M", help=_("dont premières fois"))
    visits.set_defaults(parser=visits)


def act_visits(options: argparse.Namespace, console: Console) -> int:
    """Show a month, or do what is said to one shift."""
    wanted = {"note": ("day", "time", "count"), "forget": ("day", "time")}.get(options.what, ())
    names = {"day": _("DATE"), "time": _("HEURE"), "count": "N"}
    missing = [names[name] for name in wanted if getattr(options, name) is None]
    if missing:
        options.parser.error(_("il manque : %s") % ", ".join(missing))
    given = [name for name in ("day", "time", "count", "first") if getattr(options, name) is not None]
    taken = (*wanted, "first") if options.what == "note" else wanted
    excess = [str(getattr(options, name)) for name in given if name not in taken]
    if excess:
        options.parser.error(_("ceci n’est pas compris : %s") % " ".join(excess))
    acts = {"note": act_note, "forget": act_forget}
    return acts.get(options.what, act_show)(options, console)


def act_show(options: argparse.Namespace, console: Console) -> int:
    """A month, a shift a line, then the sums."""
    month = Month.parse(options.what) if options.what else Month.of(clock.today())
    with opened(options, console) as (store, _actor), store.read() as session:
        visits = month_visits(session, month, clock.local_now())
    for row in visits.rows:
        console.say(_line(row))
    for said in _sums(visits):
        console.say(said)
    return ExitCode.DONE


def _line(row: ShiftVisits) -> str:
    said = [_("pas compté")]
    if row.counted is not None:
        said = [_visits(row.counted), first_words(row.counted.first_visits)]
    return " · ".join([long_date(row.day), format_span(row.start_minute, row.end_minute), *said])


def _sums(visits: MonthVisits) -> list[str]:
    month = capitalised(month_name(visits.month.first))
    counted = count_words(visits) or _("rien n’est compté")
    return list(filter(None, (_("{month} : {counted}").format(month=month, counted=counted), uncounted_words(visits))))


def _visits(counted: Visits) -> str:
    return ngettext("{n} passage", "{n} passages", counted.visits).format(n=format_number(counted.visits))


def act_note(options: argparse.Namespace, console: Console) -> int:
    """Write how many came. Refuses ``first_above_visits`` and what ``note_visits`` does."""
    counted = Visits(options.count, options.first or 0)
    if 0 <= counted.visits < counted.first_visits:
        raise Refused("first_above_visits")
    with opened(options, console) as (store, actor):
        with store.read() as session:
            row = _shift_at(session, options)
        when = _when(row)
        with store.write(actor, _("Noter les passages, {when}").format(when=when)) as session:
            note_visits(session, row.day, row.start_minute, counted)
    console.say(_("Noté : {visits}, {when}.").format(visits=_visits(counted), when=when))
    return ExitCode.DONE


def act_forget(options: argparse.Namespace, console: Console) -> int:
    """A shift was not counted after all; an undo gives the count back."""
    with opened(options, console) as (store, actor):
        with store.read() as session:
            row = _shift_at(session, options)
        when = _when(row)
        with store.write(actor, _("Passages pas comptés, {when}").format(when=when)) as session:
            forget_count(session, row.day, row.start_minute)
    console.say(_("Pas compté : {when}.").format(when=when))
    return ExitCode.DONE


def _when(row: ShiftVisits) -> str:
    return f"{long_date(row.day)}, {format_span(row.start_minute, row.end_minute)}"


def _shift_at(session: Session, options: argparse.Namespace) -> ShiftVisits:
    """The shift of this day and time, or a count whose shift has gone. Refuses ``no_slot_then``."""
    day, local = parse_date(options.day), clock.local_now()
    start = parse_time(options.time)
    for row in month_visits(session, Month.of(day), local).rows:
        if (row.day, row.start_minute) == (day, start):
            return row
    slot = slot_at(session, options.day, options.time)
    return ShiftVisits(slot.day, slot.start_minute, slot.end_minute, None)
