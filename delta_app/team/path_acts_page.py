"""What is done on a newcomer's path and with somebody's being here, one undoable act each, and how it is told."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from delta_app.core import clock
from delta_app.core.i18n import _, join_names, ngettext
from delta_app.core.text import one_stop
from delta_app.team import spoken
from delta_app.team.commands import (
    HostRow,
    StateChanged,
    change_state,
    conclude_path,
    mark_step,
    set_mentor,
    unmark_step,
)
from delta_app.team.path_data import NewcomerView, StepNow, step_title
from delta_app.team.path_dialogs import ConcludeDialog, MentorDialog, StepDialog
from delta_app.team.state_dialogs import StateDialog
from delta_app.widgets.page import Desk


class PathActs:
    """Acts on one person at a time. Each says whether it was done."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk, self._parent = desk, parent

    def done_today(self, newcomer: NewcomerView, key: str) -> bool:
        """One press: a step was done today, with the coordination."""
        one = next((step for step in newcomer.path.steps if step.step.key == key), None)
        return one is not None and self._mark(newcomer, one, clock.today(), None)

    def ask_step(self, newcomer: NewcomerView, key: str, team: Sequence[HostRow]) -> bool:
        """A step with another day or person, or not done after all."""
        one = next((step for step in newcomer.path.steps if step.step.key == key), None)
        if one is None:
            return False
        others = [host for host in team if host.id != newcomer.host.id and host.state != "left"]
        dialog = StepDialog(newcomer.host.name, one, others, self._parent)
        if not dialog.exec():
            return False
        if not dialog.removing:
            return self._mark(newcomer, one, dialog.day, dialog.by)
        step, name = spoken.step_words(one), newcomer.host.name
        return self._desk.act(
            _("{name}, pas encore fait : {step}").format(name=name, step=step),
            lambda session: unmark_step(session, newcomer.host.id, key),
            lambda _done: _("{name} : « {step} » n’est plus noté comme fait.").format(name=name, step=step),
        )

    def _mark(self, newcomer: NewcomerView, one: StepNow, day: date, by: int | None) -> bool:
        step, name = step_title(one.step), newcomer.host.name
        told = (
            _("{name} : « {step} » fait aujourd’hui.")
            if day == clock.today()
            else _("{name} : « {step} » fait le {day}.")
        )
        return self._desk.act(
            _("Parcours de {name} : {step}").format(name=name, step=step),
            lambda session: mark_step(session, newcomer.host.id, one.step.key, day, by),
            lambda _done: one_stop(told.format(name=name, step=step, day=spoken.day_of(day))),
        )

    def conclude(self, newcomer: NewcomerView) -> bool:
        """Somebody is a host from now on: asked where a step lacks, or where another day is meant."""
        dialog = ConcludeDialog(newcomer, self._parent)
        if not dialog.exec():
            return False
        day, name = dialog.day, newcomer.host.name

        def told(freed: Sequence[object]) -> str:
            sentence = _("Bienvenue parmi les accueillant·es, {name} !").format(name=name)
            if not freed:
                return sentence
            more = ngettext(
                "{n} doublure à venir est libérée.", "{n} doublures à venir sont libérées.", len(freed)
            ).format(n=len(freed))
            return f"{sentence} {more}"

        return self._desk.act(
            _("{name} devient accueillant·e").format(name=name),
            lambda session: conclude_path(session, newcomer.host.id, day, overrule=True),
            told,
        )

    def ask_mentor(self, newcomer: NewcomerView, team: Sequence[HostRow]) -> bool:
        """Who stands by somebody."""
        dialog = MentorDialog(newcomer, team, self._parent)
        if not dialog.exec():
            return False
        mentor, name = dialog.mentor, newcomer.host.name
        who = next((host.name for host in team if host.id == mentor), "")
        told = _("{mentor} accompagne {name}.") if who else _("Plus personne n’accompagne {name}.")
        return self._desk.act(
            _("Mentor de {name}").format(name=name),
            lambda session: set_mentor(session, newcomer.host.id, mentor),
            lambda _done: one_stop(told.format(mentor=who, name=name)),
        )

    def ask_state(self, host: HostRow, state: str) -> bool:
        """Pause, back, gone: from when, and what that frees, seen before."""

        def would(day: date, back_on: date | None, free: bool) -> StateChanged:
            with self._desk.store.rehearse(self._desk.actor) as session:
                return change_state(session, host.id, state, day, back_on=back_on, free=free)  # type: ignore[arg-type]

        dialog = StateDialog(host.name, state, would, self._parent)
        if not dialog.exec():
            return False
        day, back_on, free = dialog.day, dialog.back_on, dialog.free
        label = {
            "paused": _("Mettre {name} en pause"), "active": _("Retour de {name}"), "left": _("Départ de {name}"),
        }[state]  # fmt: skip
        return self._desk.act(
            label.format(name=host.name),
            lambda session: change_state(session, host.id, state, day, back_on=back_on, free=free),  # type: ignore[arg-type]
            lambda changed: state_told(host.name, changed),
        )


def state_told(name: str, changed: StateChanged) -> str:
    """What became of somebody, of their shifts, and of those they stood by."""
    now = changed.from_day <= clock.today()
    told = {
        "paused": _("{name} est en pause.") if now else _("{name} sera en pause à partir du {day}."),
        "active": (_("{name} est de retour dans l’équipe.") if now else _("{name} sera de retour à partir du {day}.")),
        "left": _("{name} a quitté l’équipe.") if now else _("{name} quittera l’équipe le {day}."),
    }[changed.state].format(name=name, day=spoken.day_of(changed.from_day))
    said = [one_stop(told)]
    if changed.freed:
        count = len(changed.freed)
        first = spoken.seat_to_free_words(changed.freed[0])[0]
        said.append(
            _("La permanence libérée : {first}.").format(first=first)
            if count == 1
            else ngettext(
                "{n} permanence libérée, la première {first}.", "{n} permanences libérées, la première {first}.", count
            ).format(n=count, first=first)
        )
    if changed.kept:
        said.append(
            ngettext("{n} permanence reste à son nom.", "{n} permanences restent à son nom.", len(changed.kept)).format(
                n=len(changed.kept)
            )
        )
    if changed.mentored:
        said.append(one_stop(_("Sans mentor : {names}.").format(names=join_names(list(changed.mentored)))))
    return " ".join(said)
