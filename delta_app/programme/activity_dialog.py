"""An activity as a form, which tells before anything is pressed what would come of it.

Before it stands whoever composes the programme, with an idea told at the door in hand: two minutes to give it a day, a
room and somebody to lead it, and to hear at once that the room is taken or the place closed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _, day_month, format_number, join_names, ngettext, short_date
from delta_app.programme.date_words_data import dates_words, next_dates_words
from delta_app.programme.form_data import Choices, Outlook, Save, outlook
from delta_app.programme.form_page import ActivityForm
from delta_app.programme.series import Plan, Scope
from delta_app.programme.spoken import clashes_words, scope_words
from delta_app.widgets import space
from delta_app.widgets.buttons import Button
from delta_app.widgets.dialog import Dialog, scrolled
from delta_app.widgets.long_choice import LongCheckBox
from delta_app.widgets.page import Desk
from delta_app.widgets.segments import Segments
from delta_app.widgets.text import words

LOOK_AFTER_MS = 220  # without another key
MOST_SHUT_TOLD = 4
_OF_ITS_DAY = frozenset({"first_day", "rule", "skips_school", "even_closed"})


@dataclass(frozen=True)
class Start:
    """What the form begins with. ``plans``: how it stands, by how far a change would go; one alone for what is new.

    ``label``: how the act is called in the history, of a plan; ``told``: how its outcome is.
    """

    heading: str
    plans: Mapping[Scope, Plan]
    label: Callable[[Plan], str]
    told: Callable[[Plan], str]
    note: str = ""  # an idea's own words, which the form answers
    instead: tuple[str, Callable[[], bool]] | None = None  # another answer than the form: what it says, and to do it


class ActivityDialog(Dialog):
    """Saves it itself, and stays where that was refused. ``saved``: the activity and a day by which it is known."""

    def __init__(self, desk: Desk, start: Start, choices: Choices, save: Save, parent: QWidget | None = None) -> None:
        super().__init__(start.heading, parent, width=880)
        self._rooms = {row.id: row for row in choices.rooms}
        self._desk, self._start, self._save = desk, start, save
        self.saved: tuple[int, date] | None = None
        self._scope: Scope = next(iter(start.plans))
        self._seen = Outlook()
        self._build(choices)
        self._lay_out()
        self._connect()
        self.form.show_plan(start.plans[self._scope], self._scope)
        self.on_look()
        self.form.title.setFocus()
        self.form.title.selectAll()

    def _build(self, choices: Choices) -> None:
        self.form = ActivityForm(choices)
        scopes: Sequence[Scope] = tuple(self._start.plans)
        self.scopes = Segments(_("Ce qui change"), [(scope, scope_words(scope)) for scope in scopes])
        self.scopes.choose(self._scope)
        self.scopes.setVisible(len(scopes) > 1)
        self._dates = words("", "strong", wrap=True)
        self._small_print = words("", "soft", wrap=True)
        self._alert = QFrame()
        self._alert.setProperty("role", "alert")
        self._alert.setProperty("tone", "attention")
        self._in_the_way = words("", wrap=True)
        self._even_closed = LongCheckBox(_("L’activité a lieu quand même"))
        self._error = words("", "error", wrap=True)
        self._soon = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        self.leave = Button(_("Annuler"))
        self.go = Button(_("Enregistrer"), "check", kind="main")

    def _lay_out(self) -> None:
        self._lay_out_answer()
        self.column.addWidget(self.scopes)
        body = QWidget()
        inner = QVBoxLayout(body)
        space.around(inner, 2, 2, 10, 2)
        inner.addWidget(self.form)
        self._area = scrolled(body)
        self.column.addWidget(self._area, 1)
        inside = QVBoxLayout(self._alert)
        space.around(inside, 12, 8, 12, 8)
        space.between(inside, 4)
        inside.addWidget(self._in_the_way)
        inside.addWidget(self._even_closed)
        for piece in (self._dates, self._small_print, self._alert, self._error):
            piece.hide()
            self.column.addWidget(piece)
        self.lay_out_buttons(self.leave, self.go)
        self.fit_to(self._area)

    def _lay_out_answer(self) -> None:
        """What the form answers, and what would make it needless."""
        head = QHBoxLayout()
        space.between(head, 12)
        if self._start.note:
            head.addWidget(words(self._start.note, "soft", wrap=True), 1)
        else:
            head.addStretch(1)
        if self._start.instead is not None:
            said, do = self._start.instead
            button = Button(said)
            button.clicked.connect(partial(self._on_instead, do))
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        if self._start.note or self._start.instead is not None:
            self.column.addLayout(head)

    def _on_instead(self, do: Callable[[], bool]) -> None:
        if do():
            self.reject()

    def _connect(self) -> None:
        self.form.changed.connect(self.on_edited)
        self.form.more.clicked.connect(lambda: self.fit_to(self._area))
        self.scopes.chosen.connect(self.on_scope)
        self._even_closed.toggled.connect(self.on_edited)
        self._soon.timeout.connect(self.on_look)
        self.leave.clicked.connect(self.reject)
        self.go.clicked.connect(self.on_go)

    def on_edited(self) -> None:
        """Something else is said: what would come of it is told in a moment."""
        self._error.hide()
        self._soon.start()

    def on_scope(self, key: str) -> None:
        """The change goes less or farther; what was typed stays, but for the day and its repetition."""
        scope: Scope = key  # type: ignore[assignment]
        with self._desk.attempt():
            before, said = self._start.plans[self._scope], self.form.plan()
            typed = {
                one.name: getattr(said, one.name)
                for one in fields(Plan)
                if one.name not in _OF_ITS_DAY and getattr(said, one.name) != getattr(before, one.name)
            }
            self._scope = scope
            self.form.show_plan(replace(self._start.plans[scope], **typed), scope)
        self.scopes.choose(self._scope)
        self.fit_to(self._area)
        self.on_edited()

    def _plan(self) -> Plan:
        plan = self.form.plan()
        return replace(plan, even_closed=plan.even_closed or self._even_closed.isChecked())

    def on_look(self) -> None:
        """What would come of it: its dates, and what stands in the way."""
        try:
            plan = self._plan()
        except Refused:
            return  # an amount that is being typed
        titled = plan if plan.title.strip() else replace(plan, title="…")
        self._seen = outlook(self._desk.store, self._desk.actor, self._save, titled, self._scope)
        self._tell_dates()
        self._tell_small_print(plan)
        self._tell_trouble()

    def _tell_dates(self) -> None:
        days = self._seen.days
        told = ""
        if self._seen.later is not None:
            told = next_dates_words([*(day for day in days if day >= clock.today()), self._seen.later])
        elif len(days) > 1 and self._goes_on():
            told = _("Les prochaines dates : {days}").format(days=dates_words(days))
        elif len(days) > 1 or (days and self.form.repeat.rule):
            told = ngettext("{n} date : {days}.", "{n} dates : {days}.", len(days)).format(
                n=len(days), days=dates_words(days)
            )
        self._dates.setText(told)
        self._dates.setVisible(bool(told))

    def _tell_small_print(self, plan: Plan) -> None:
        """What is good to know and stands in nobody's way: closed days, and a room that is too small."""
        told = []
        shut = [(row.day, row.occurrence.closure) for row in self._seen.shut]
        if shut:
            told.append(_("Pas de date quand le lieu est fermé : {days}.").format(days=_shut_words(shut)))
        if self._seen.partly_shut:
            days = _shut_words(self._seen.partly_shut)
            told.append(_("Le lieu est fermé pendant une partie de l’activité : {days}.").format(days=days))
        room = self._rooms.get(plan.room_id or 0)
        if room is not None and room.capacity and (plan.capacity or 0) > room.capacity:
            told.append(
                ngettext(
                    "La salle « {name} » compte {n} place.", "La salle « {name} » compte {n} places.", room.capacity
                ).format(name=room.name, n=format_number(room.capacity))
            )
        self._small_print.setText(" ".join(told))
        self._small_print.setVisible(bool(told))

    def _goes_on(self) -> bool:
        """Whether its rule has no end."""
        rule = self.form.repeat.rule
        return bool(rule) and "UNTIL" not in rule

    def _tell_trouble(self) -> None:
        closed, clashes = self._seen.closed, self._seen.clashes
        told = [clashes_words(clashes)] if clashes else []
        if closed is not None:
            told.append(_("Le lieu est fermé le {day} : {reason}.").format(day=day_month(closed[0]), reason=closed[1]))
        refusal = self._seen.refusal
        if refusal is not None and refusal.code.startswith("rule_"):
            told.append(say(refusal))
        self._in_the_way.setText(" ".join(told))
        self._even_closed.setVisible(closed is not None or self._even_closed.isChecked())
        self._alert.setVisible(bool(told) or self._even_closed.isChecked())
        self._in_the_way.setVisible(bool(told))
        self.go.say(_("Enregistrer quand même") if clashes else _("Enregistrer"))

    def on_go(self) -> None:
        """Save it, or say here why not. What stands in the way is said before it is passed over."""
        self._soon.stop()
        told = self._seen.clashes
        try:
            plan = self._plan()
            with self._desk.store.write(self._desk.actor, self._start.label(plan)) as session:
                self.saved = self._save(session, plan, self._scope, bool(told))
        except Refused as refusal:
            self.saved = None
            if refusal.code in ("activity_clash", "activity_closed"):
                self.on_look()
                return
            self._error.setText(say(refusal))
            self._error.show()
            if refusal.code in ("activity_title_needed", "activity_text_long"):
                self.form.title.setFocus()
            return
        self._desk.told.emit(self._start.told(plan), True)
        self.accept()


def _shut_words(days: Sequence[tuple[date, str]]) -> str:
    """The first of some closed days, with why."""
    said = [f"{short_date(day)} ({reason})" for day, reason in days[:MOST_SHUT_TOLD]]
    return join_names([*said, "…"] if len(days) > MOST_SHUT_TOLD else said)
