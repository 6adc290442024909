"""What is done with dates of the programme, one act each: asked how far it goes, tried, and told with a way back."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from delta_app.core import clock
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _, day_month
from delta_app.core.text import one_line
from delta_app.programme.activity_data import series_of
from delta_app.programme.activity_dialog import ActivityDialog, Start
from delta_app.programme.asking_dialogs import ConsentDialog, ScopeDialog
from delta_app.programme.commands import (
    cancel_activity,
    change_activity,
    confirm_activity,
    forget_attendance,
    hold_when_closed,
    move_activity,
    note_attendance,
    note_registered,
    plan_activity,
    remove_activity,
)
from delta_app.programme.date_words_data import about_words, counted_words, date_label, nameless_words
from delta_app.programme.form_data import Named, form_choices
from delta_app.programme.form_page import next_open_day
from delta_app.programme.proposal_commands import accept_idea
from delta_app.programme.proposal_data import ProposalRow
from delta_app.programme.queries import DateRow
from delta_app.programme.rules import MOST_PEOPLE
from delta_app.programme.series import Plan, Scope
from delta_app.programme.spoken import clashes_words, idea_words, registered_words
from delta_app.venue.queries import opening_pattern
from delta_app.widgets.number_dialog import NumberDialog
from delta_app.widgets.page import Desk

CostLines = Callable[[Session, int], Named]
"""The budget lines of costs of a year, by name: given by whoever knows the budget."""

USUAL_START, USUAL_END = 14 * 60, 16 * 60


class Deeds(QObject):
    """Acts on the programme for whoever works at the desk. ``done``: the activity and the day by which the date that
    was worked on is known now."""

    done = Signal(int, object)

    def __init__(self, desk: Desk, lines: CostLines, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._lines, self._window = desk, lines, parent

    def new(
        self, day: date | None = None, idea: ProposalRow | None = None,
        instead: tuple[str, Callable[[], bool]] | None = None,
    ) -> bool:  # fmt: skip
        """Plan an activity, from nothing or from an idea, which ``instead`` may answer otherwise; whether it was."""
        with self._desk.attempt():
            with self._desk.store.read() as session:
                weekdays = frozenset(slot.weekday for slot in opening_pattern(session))
                plan = Plan("", day or next_open_day(weekdays, clock.today()), USUAL_START, USUAL_END)
                choices = form_choices(session, plan, self._lines(session, plan.first_day.year))
            if idea is not None:
                plan = replace(plan, title=idea.title)
            start = Start(
                heading=_("Nouvelle activité")
                if idea is None
                else _("Oui, on planifie : {title}").format(title=idea.title),
                plans={"all": plan},
                label=lambda said: _("Planifier : {title}").format(title=one_line(said.title)),
                told=lambda said: _("{title} est au programme.").format(title=one_line(said.title)),
                note="" if idea is None else idea_words(idea),
                instead=instead,
            )
            dialog = ActivityDialog(self._desk, start, choices, _planning(idea), self._window)
            if dialog.exec() and dialog.saved is not None:
                self.done.emit(*dialog.saved)
                return True
        return False

    def edit(self, row: DateRow) -> None:
        """Change a date, those that follow, or the whole series."""
        with self._desk.attempt():
            with self._desk.store.read() as session:
                series = series_of(session, row.activity_id)
                choices = form_choices(session, row.plan, self._lines(session, row.day.year))
            plans = _plans(row, series.plan)
            start = Start(
                heading=row.title,
                plans=plans,
                label=lambda said: _("Changer : {title}").format(title=one_line(said.title)),
                told=lambda said: _("{title} est changé.").format(title=one_line(said.title)),
            )

            def save(session: Session, plan: Plan, scope: Scope, despite: bool) -> tuple[int, date]:
                return change_activity(session, row.activity_id, row.original_day, scope, plan, despite=despite)

            dialog = ActivityDialog(self._desk, start, choices, save, self._window)
            if dialog.exec() and dialog.saved is not None:
                self.done.emit(*dialog.saved)

    def move(self, row: DateRow, day: date) -> None:
        """Put a date on another day; of a series, as far as one says."""
        if day == row.day:
            return
        about = {"title": row.title, "day": day_month(day)}
        scope: Scope = "date"
        if row.recurring:
            title = _("Déplacer : {title}").format(**about)
            note = _("Vers le {day}.").format(**about)
            dialog = ScopeDialog(title, row, _("Déplacer"), note=note, parent=self._window)
            if not dialog.exec():
                return
            scope = dialog.scope

        def work(session: Session, despite: bool, even_closed: bool) -> tuple[int, date]:
            return move_activity(
                session, row.activity_id, row.original_day, day, scope=scope, despite=despite, even_closed=even_closed
            )

        self._despite(
            _("Déplacer : {title}").format(**about), _("Déplacer quand même"), work,
            _("{title} est le {day}.").format(**about),
        )  # fmt: skip

    def _despite(self, label: str, go: str, work: Callable[[Session, bool, bool], tuple[int, date]], told: str) -> None:
        """Do it; what stands in the way is said first, and passed over where one says so."""
        despite = even_closed = False
        while True:
            try:
                with self._desk.store.write(self._desk.actor, label) as session:
                    outcome = work(session, despite, even_closed)
            except Refused as refusal:
                sentences = _in_the_way(refusal)
                if not sentences:
                    self._desk.refused.emit(say(refusal))
                    return
                if not ConsentDialog(label, sentences, go, self._window).exec():
                    return
                despite = despite or refusal.code == "activity_clash"
                even_closed = even_closed or refusal.code == "activity_closed"
                continue
            self._desk.told.emit(told, True)
            self.done.emit(*outcome)
            return

    def cancel(self, row: DateRow) -> None:
        """A date does not take place, and why."""
        title = _("Annuler : {title}").format(title=row.title)
        dialog = ScopeDialog(title, row, _("N’a pas lieu"), asks_why=True, parent=self._window)
        if dialog.exec():
            scope, why = dialog.scope, dialog.reason
            self._do(
                row, title, lambda session: cancel_activity(session, row.activity_id, row.original_day, scope, why),
                _("{date} : annulé, {why}.").format(date=date_label(row), why=why),
            )  # fmt: skip

    def confirm(self, row: DateRow) -> None:
        """A date is sure; also one that was cancelled."""
        title = _("Confirmer : {title}").format(title=row.title)
        scope: Scope = "date"
        if row.recurring:
            dialog = ScopeDialog(title, row, _("Confirmer"), parent=self._window)
            if not dialog.exec():
                return
            scope = dialog.scope

        def work(session: Session, despite: bool, _even_closed: bool) -> tuple[int, date]:
            confirm_activity(session, row.activity_id, row.original_day, scope, despite=despite)
            return row.activity_id, row.original_day

        self._despite(title, _("Confirmer quand même"), work, _("{date} : confirmé.").format(date=date_label(row)))

    def remove(self, row: DateRow) -> None:
        """Take a date out of the programme, or as many as one says."""
        title = _("Retirer du programme : {title}").format(title=row.title)
        scope: Scope = "all"
        if row.recurring:
            dialog = ScopeDialog(title, row, _("Retirer"), parent=self._window)
            if not dialog.exec():
                return
            scope = dialog.scope
        self._do(
            row, title, lambda session: remove_activity(session, row.activity_id, row.original_day, scope),
            _("{date} : retiré du programme.").format(date=date_label(row)),
        )  # fmt: skip

    def hold(self, row: DateRow) -> None:
        """It takes place although the place is closed."""

        def work(session: Session, despite: bool, _even_closed: bool) -> tuple[int, date]:
            hold_when_closed(session, row.activity_id, row.original_day, despite=despite)
            return row.activity_id, row.original_day

        self._despite(
            _("A lieu quand même : {title}").format(title=row.title), _("A lieu quand même"), work,
            _("{date} : a lieu, même fermé.").format(date=date_label(row)),
        )  # fmt: skip

    def count(self, row: DateRow) -> None:
        """How many came."""
        if not self._identified():
            return
        title = _("Combien étiez-vous : {title}").format(title=row.title)
        dialog = count_dialog(title, row, self._window)
        if dialog.exec():
            number = dialog.number
            self._do(
                row, title, lambda session: note_attendance(session, row.activity_id, row.original_day, number),
                counted_words(row, number),
            )  # fmt: skip

    def forget_count(self, row: DateRow) -> None:
        """It is not known any more that it was held."""
        self._do(
            row, _("Effacer le compte : {title}").format(title=row.title),
            lambda session: forget_attendance(session, row.activity_id, row.original_day),
            _("{date} : de nouveau à compter.").format(date=date_label(row)),
        )  # fmt: skip

    def register(self, row: DateRow) -> None:
        """How many said they would come."""
        if not self._identified():
            return
        title = _("Inscriptions : {title}").format(title=row.title)
        registered = row.occurrence.departure.registered
        dialog = NumberDialog(
            title, about_words(row), _("Combien de personnes"), registered, MOST_PEOPLE, note=nameless_words(),
            parent=self._window,
        )  # fmt: skip
        if dialog.exec():
            number = dialog.number
            self._do(
                row, title, lambda session: note_registered(session, row.activity_id, row.original_day, number),
                registered_words(row, number or 0),
            )  # fmt: skip

    def _identified(self) -> bool:
        return self._desk.identify()

    def _do(self, row: DateRow, label: str, work: Callable[[Any], object], told: str) -> None:
        if self._desk.act(label, work, lambda _done: told):
            self.done.emit(row.activity_id, row.original_day)


def count_dialog(title: str, row: DateRow, parent: QWidget) -> NumberDialog:
    """How many came to a date, or that nobody counted."""
    return NumberDialog(
        title, about_words(row), _("Combien de personnes"), row.occurrence.departure.attendance, MOST_PEOPLE,
        note=nameless_words(), unknown=_("Personne n’a compté"), parent=parent,
    )  # fmt: skip


def _planning(idea: ProposalRow | None) -> Callable[[Session, Plan, Scope, bool], tuple[int, date]]:
    def save(session: Session, plan: Plan, _scope: Scope, despite: bool) -> tuple[int, date]:
        if idea is None:
            activity_id = plan_activity(session, plan, despite=despite)
        else:
            activity_id = accept_idea(session, idea.id, plan, despite=despite)
        return activity_id, series_of(session, activity_id).plan.first_day

    return save


def _plans(row: DateRow, plan: Plan) -> dict[Scope, Plan]:
    """What the form shows, by how far the change goes."""
    if not row.recurring:
        return {"all": plan}
    start, end = row.start_minute, row.end_minute
    of_date = replace(row.plan, first_day=row.day, start_minute=start, end_minute=end, rule="")
    return {"date": of_date, "following": replace(plan, first_day=row.original_day), "all": plan}


def _in_the_way(refusal: Refused) -> Sequence[str]:
    """What a person may pass over, in sentences; nothing where the refusal is final."""
    if refusal.code == "activity_clash":
        return (clashes_words(refusal.facts["clashes"]),)
    if refusal.code == "activity_closed":
        about = {"day": day_month(refusal.facts["day"]), "reason": refusal.facts["reason"]}
        return (_("Le lieu est fermé le {day} : {reason}.").format(**about),)
    return ()
