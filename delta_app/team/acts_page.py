"""What is done to a person of the team, one undoable act each, and how it is told."""

from collections.abc import Mapping
from datetime import date

from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _, day_month, format_span, ngettext
from delta_app.core.text import one_stop
from delta_app.team import spoken
from delta_app.team.commands import (
    Answer,
    HostRow,
    Period,
    Wish,
    forget_other_hours,
    note_absence,
    note_answers,
    paint_week,
    remove_absence,
    remove_answers,
    remove_pin,
    set_pair,
)
from delta_app.team.rules import Span
from delta_app.widgets.page import Desk


class PersonActs:
    """Acts on one person at a time; the desk tells the outcome with a way back. Each says whether it was done."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def paint(self, host: HostRow, strokes: Mapping[Span, Wish | None]) -> bool:
        """When somebody usually comes."""
        return self._desk.act(
            _("Disponibilités habituelles de {name}").format(name=host.name),
            lambda session: paint_week(session, host.id, strokes),
            lambda _done: ngettext(
                "Disponibilités de {name} : {n} moment changé.", "Disponibilités de {name} : {n} moments changés.",
                len(strokes),
            ).format(name=host.name, n=len(strokes)),
        )  # fmt: skip

    def forget_others(self, host: HostRow) -> bool:
        """What was noted for other hours than the opening's."""
        return self._desk.act(
            _("Oublier les autres heures notées pour {name}").format(name=host.name),
            lambda session: forget_other_hours(session, host.id),
            lambda _done: _("Les autres heures notées pour {name} sont oubliées.").format(name=host.name),
        )

    def note_absence(self, host: HostRow, first: date, last: date) -> bool:
        """Somebody is away."""
        days = spoken.away_words(Period(first, last))
        return self._desk.act(
            _("Absence de {name} {days}").format(name=host.name, days=days),
            lambda session: note_absence(session, host.id, first, last),
            lambda _done: _("Absence notée : {name}, {days}.").format(name=host.name, days=days),
        )

    def remove_absence(self, host: HostRow, day: date) -> bool:
        """Somebody comes after all."""
        return self._desk.act(
            _("Enlever une absence de {name}").format(name=host.name),
            lambda session: remove_absence(session, host.id, day),
            lambda _done: one_stop(_("Absence enlevée : {name}.").format(name=host.name)),
        )

    def answer(self, host: HostRow, day: date, span: tuple[int, int], level: Wish | None) -> bool:
        """What somebody said for a date, put right by hand; None takes it away."""
        place = _("{name}, {day}, {span}").format(name=host.name, day=day_month(day), span=format_span(*span))
        label = _("Réponse de {name} pour le {day}").format(name=host.name, day=day_month(day))
        if level is None:
            return self._desk.act(
                label,
                lambda session: remove_answers(session, host.id, day, span),
                lambda _done: _("Réponse enlevée : {place}.").format(place=place),
            )
        return self._desk.act(
            label,
            lambda session: note_answers(session, {host.id: [Answer(day, *span, level)]}),
            lambda _done: _("Réponse notée : {place}.").format(place=place),
        )

    def remove_pin(self, host: HostRow) -> bool:
        """Nobody can say they are this person any more; another code is given when they ask."""
        try:
            with self._desk.store.write(
                self._desk.actor, _("Retirer le code de {name}").format(name=host.name)
            ) as session:
                remove_pin(session, host.id)
        except Refused as refusal:
            self._desk.refused.emit(say(refusal))
            return False
        self._desk.told.emit(_("{name} n’a plus de code.").format(name=host.name), False)
        return True

    def pair(self, host: HostRow, other_id: int, other: str, kind: str | None) -> bool:
        """Two people who should, or should not, sit together; None forgets it."""
        told = {
            "avoid": _("{one} et {other} : à ne pas mettre ensemble."),
            "prefer": _("{one} et {other} : volontiers ensemble."),
            None: _("{one} et {other} : plus rien de noté."),
        }[kind]
        return self._desk.act(
            _("Paire {one} et {other}").format(one=host.name, other=other),
            lambda session: set_pair(session, host.id, other_id, kind),
            lambda _done: told.format(one=host.name, other=other),
        )
