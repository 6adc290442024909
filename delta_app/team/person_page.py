"""What is asked for at the side of one person is done here: their card, week, days, path, being here or not."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from delta_app.core.i18n import _
from delta_app.team import form_page, spoken
from delta_app.team.acts_page import PersonActs
from delta_app.team.detail_page import Detail
from delta_app.team.paper_dialogs import NoteStep
from delta_app.team.path_acts_page import PathActs
from delta_app.team.path_page import CONCLUDE
from delta_app.team.queries import PersonView, TeamRow
from delta_app.widgets.page import Desk

NOTE = "note"  # the key of the step that the information note is


class PersonSide:
    """Joins the card of one person to what can be done; ``again`` shows somebody as they are now."""

    def __init__(self, desk: Desk, detail: Detail, page: QWidget, again: Callable[[int], None]) -> None:
        self._desk, self._detail, self._page, self._again = desk, detail, page, again
        self._acts, self._path = PersonActs(desk), PathActs(desk, page)
        self.rows: Sequence[TeamRow] = ()
        self._connect()

    def _connect(self) -> None:
        detail, acts = self._detail, self._acts
        detail.edit.clicked.connect(self.on_edit)
        detail.pair.clicked.connect(self.on_pair)
        detail.calendar_file.clicked.connect(self.on_calendar)
        detail.code.clicked.connect(self.on_code)
        detail.no_code.clicked.connect(lambda: self._with_person(lambda v: acts.remove_pin(v.host)))
        detail.privacy.export.clicked.connect(self.on_export)
        detail.privacy.forget.clicked.connect(self.on_forget)
        detail.allowances.note.clicked.connect(self.on_allowance)
        detail.sheet.clicked.connect(self.on_sheet)
        detail.week.painted.connect(lambda strokes: self._with_person(lambda v: acts.paint(v.host, strokes)))
        detail.week.others_forgotten.connect(lambda: self._with_person(lambda v: acts.forget_others(v.host)))
        days = detail.days
        days.absence_noted.connect(
            lambda first, last: self._with_person(lambda v: acts.note_absence(v.host, first, last))
        )
        days.absence_removed.connect(lambda day: self._with_person(lambda v: acts.remove_absence(v.host, day)))
        days.answer_given.connect(
            lambda day, start, end, level: self._with_person(lambda v: acts.answer(v.host, day, (start, end), level))
        )
        detail.state_asked.connect(self.on_state)
        detail.unpair_asked.connect(self.on_unpair)
        detail.path.done_asked.connect(self.on_done)
        detail.path.step_asked.connect(self.on_step)
        detail.path.conclude_asked.connect(self.on_conclude)
        detail.path.mentor_asked.connect(self.on_mentor)
        detail.papers.step_of = self._note_step

    def _with_person(self, act: Callable[[PersonView], bool]) -> None:
        """Do something with the person shown; what was refused is shown again as it is."""
        if self._detail.view is not None and not act(self._detail.view):
            self._again(self._detail.view.host.id)

    def _note_step(self, host_id: int) -> NoteStep | None:
        """The step of somebody's path that handing over the information note is, while it is not done."""
        view = self._detail.view
        newcomer = view.newcomer if view is not None and view.host.id == host_id else None
        if newcomer is None or not newcomer.learning:
            return None
        step = next((one for one in newcomer.path.steps if one.step.key == NOTE and one.done_on is None), None)
        if step is None:
            return None
        title = _("Étape faite aujourd’hui : {step}").format(step=spoken.step_words(step))
        return NoteStep(title, lambda: self._path.done_today(newcomer, NOTE))

    def name_of(self, host_id: int) -> str:
        """The short name of somebody of the team."""
        return next((row.host.name for row in self.rows if row.host.id == host_id), "")

    def on_edit(self) -> None:
        """Change what is written about the person shown."""
        view = self._detail.view
        if view is None:
            return
        with self._desk.attempt():
            if form_page.change(self._desk, view.host, self._page):
                form_page.tell_changed(self._desk, self.name_of(view.host.id))
                self._detail.edit.setFocus()

    def on_pair(self) -> None:
        """With whom the person should, or should not, be."""
        from delta_app.team.person_dialogs import PairDialog

        view = self._detail.view
        if view is None:
            return
        team = [row.host for row in self.rows if row.host.state != "left"]
        dialog = PairDialog(view.host, team, self._page)
        if dialog.exec():
            other, name = int(dialog.other.currentData()), dialog.other.currentText()
            kind = dialog.kind
            self._with_person(lambda v: self._acts.pair(v.host, other, name, kind))
            self._detail.pair.setFocus()

    def on_unpair(self, other_id: int) -> None:
        """Nothing is noted of these two any more."""
        name = self.name_of(other_id)
        self._with_person(lambda v: self._acts.pair(v.host, other_id, name, None))

    def on_calendar(self) -> None:
        """The person's shifts for a telephone."""
        from delta_app.team.sheet_dialogs import save_calendar

        if self._detail.view is not None:
            save_calendar(self._desk, self._detail.view.host.id, self._page)

    def on_sheet(self) -> None:
        """The person's month for the fridge."""
        from delta_app.team.sheet_dialogs import show_sheet

        if self._detail.view is not None:
            show_sheet(self._desk, self._detail.view.host.id, self._page)

    def on_allowance(self) -> None:
        """What the person gets back for a day."""
        from delta_app.team.allowance_dialogs import note_allowances

        view = self._detail.view
        if view is not None:
            note_allowances(self._desk, view.host, view.allowances.year, self._page)
            self._detail.allowances.note.setFocus()

    def on_code(self) -> None:
        """The person's code for the PC, drawn and printed."""
        from delta_app.team.code_dialogs import give_codes

        if self._detail.view is not None:
            give_codes(self._desk, [self._detail.view.host], self._page)

    def on_export(self) -> None:
        """All that is kept about the person."""
        from delta_app.team.privacy_dialogs import show_person_data

        if self._detail.view is not None:
            show_person_data(self._desk, self._detail.view.host.id, self._page)

    def on_forget(self) -> None:
        """The person left, and their name goes."""
        from delta_app.team.privacy_dialogs import take_name_away

        if self._detail.view is not None and take_name_away(self._desk, self._detail.view.host, self._page):
            self._page.setFocus()

    def on_state(self, state: str) -> None:
        """Pause, back or gone, from a day on."""
        view = self._detail.view
        if view is not None and self._path.ask_state(view.host, state):
            self._detail.hold_state()

    def on_done(self, key: str) -> None:
        """A step was done today."""
        view = self._detail.view
        if view is not None and view.newcomer is not None:
            self._detail.path.hold(f"{key} today")
            self._path.done_today(view.newcomer, key)

    def on_step(self, key: str) -> None:
        """A step, with its day."""
        view = self._detail.view
        if view is not None and view.newcomer is not None:
            self._detail.path.hold(key)
            self._path.ask_step(view.newcomer, key, [row.host for row in self.rows])

    def on_conclude(self) -> None:
        """The person is a host from now on."""
        view = self._detail.view
        if view is not None and view.newcomer is not None:
            self._detail.path.hold(CONCLUDE)
            if self._path.conclude(view.newcomer):
                self._detail.edit.setFocus()

    def on_mentor(self) -> None:
        """Who stands by the person."""
        view = self._detail.view
        if view is not None and view.newcomer is not None:
            self._detail.path.hold("mentor")
            self._path.ask_mentor(view.newcomer, [row.host for row in self.rows])
