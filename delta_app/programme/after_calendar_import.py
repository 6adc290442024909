"""What importing a calendar would do, or did, in words: the same in the window and on the command line."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from delta_app.core.errors import register_words
from delta_app.core.i18n import _, format_date, format_number, join_names, long_date, ngettext
from delta_app.programme.calendar_preview_data import BroughtRow, CalendarPreview, Fate
from delta_app.programme.calendar_update import Change
from delta_app.programme.date_words_data import rule_words, span_words, when_words
from delta_app.programme.queries import DateRow
from delta_app.programme.series import Departure, Occurrence, Plan
from delta_app.readers.calendar_words import say_problem

register_words(
    {
        "calendar_too_much": lambda f: _(
            "Plus de {most} activités de ce calendrier seraient ajoutées ou changées. Rien n’a été importé ; prenez "
            "une date plus tardive, ou n’exportez qu’une partie du calendrier."
        ).format(most=format_number(f["most"])),
    }
)

_CHANGES: Mapping[Change, Callable[[], str]] = {
    "title": lambda: _("titre"),
    "description": lambda: _("description"),
    "when": lambda: _("jours ou heures"),
    "dates": lambda: _("dates à part"),
    "cancelled": lambda: _("annulée"),
    "inside": lambda: _("plus publique"),
}
_MOST_NAMED = 8


def told_when(plan: Plan) -> str:
    """``mer. 6 janv. 2027 · 10h – 12h, chaque mercredi, jusqu’au 27 janvier 2027``."""
    one = Occurrence(0, plan.first_day, plan.first_day, *plan.hours, plan, Departure(plan.first_day))
    hours = span_words(*plan.hours)
    words = when_words(DateRow(one))
    if words.endswith(f" · {hours}"):
        words = f"{format_date(plan.first_day, 'EEE d MMM y')} · {hours}"
    return ", ".join(filter(None, (words, rule_words(plan))))


def fate_words(row: BroughtRow) -> str:
    """``nouvelle``, ``change : titre``…"""
    what = ", ".join(_CHANGES[change]() for change in row.changes)
    words: dict[Fate, Callable[[], str]] = {
        "new": lambda: _("nouvelle, annulée") if row.called_off else _("nouvelle"),
        "same": lambda: _("déjà là"),
        "changed": lambda: _("change : {what}").format(what=what),
        "kept": lambda: _("changée ici depuis, gardée telle quelle ({what})").format(what=what),
        "unread": lambda: _("laissée de côté"),
    }
    return words[row.fate]()


def row_words(row: BroughtRow) -> str:
    """An activity in a line: title, when, what becomes of it."""
    when = "" if row.plan is None else told_when(row.plan)
    return " · ".join(filter(None, (row.title, when, fate_words(row))))


def problem_lines(preview: CalendarPreview) -> list[str]:
    """What was met in the file and in each activity that is not here already, with its line."""
    met = [*preview.problems, *(one for row in preview.rows if row.fate != "same" for one in row.problems)]
    return [say_problem(one) for one in sorted(met, key=lambda one: one.line or 0)]


def row_problems(row: BroughtRow) -> list[str]:
    """What was met in an activity, to be said beside it; nothing of one that is here already."""
    return [] if row.fate == "same" else [say_problem(replace(problem, line=None)) for problem in row.problems]


def import_lines(preview: CalendarPreview) -> list[str]:
    """The whole of it in a few sentences."""
    counted: list[tuple[Fate, Callable[[int], str]]] = [
        ("new", lambda n: ngettext("{n} nouvelle activité", "{n} nouvelles activités", n)),
        ("changed", lambda n: ngettext("{n} changée", "{n} changées", n)),
        ("same", lambda n: ngettext("{n} déjà là", "{n} déjà là", n)),
        ("kept", lambda n: ngettext("{n} gardée comme ici", "{n} gardées comme ici", n)),
        ("unread", lambda n: ngettext("{n} laissée de côté", "{n} laissées de côté", n)),
    ]
    said = [words(preview.count(fate)).format(n=preview.count(fate)) for fate, words in counted if preview.count(fate)]
    lines = [f"{', '.join(said)}." if said else _("Ce calendrier n’a aucune activité à reprendre.")]
    if preview.past:
        words = ngettext(
            "{n} activité finie avant le {day} n’est pas reprise.",
            "{n} activités finies avant le {day} ne sont pas reprises.",
            preview.past,
        )
        lines.append(words.format(n=format_number(preview.past), day=long_date(preview.since)))
    if preview.without_room:
        words = ngettext(
            "{n} a lieu dans une de vos salles : l’import n’en réserve aucune, choisissez-la ensuite.",
            "{n} ont lieu dans vos salles : l’import n’en réserve aucune, choisissez-les ensuite.",
            preview.without_room,
        )
        lines.append(words.format(n=format_number(preview.without_room)))
    if preview.gone:
        named = list(preview.gone[:_MOST_NAMED])
        if len(preview.gone) > _MOST_NAMED:
            named.append("…")
        lines.append(_("Pas ou plus dans ce calendrier, gardées ici : {names}.").format(names=join_names(named)))
    return lines
