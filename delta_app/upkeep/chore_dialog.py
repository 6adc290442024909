"""One chore: what, how, at which shifts, or how often and by whom in turn."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _, capitalised, weekday_name
from delta_app.hosts.queries import hosts
from delta_app.upkeep.chore_commands import ChoreDetails
from delta_app.upkeep.chore_data import ChoreRow
from delta_app.upkeep.people_page import PeopleOrder
from delta_app.upkeep.rules import LONGEST_TITLE, Moment, usual_repeats
from delta_app.upkeep.spoken import moment_words, repeat_words
from delta_app.widgets import space, theme
from delta_app.widgets.buttons import Button, PressButton
from delta_app.widgets.choice import Choice
from delta_app.widgets.date_field import DateField
from delta_app.widgets.dialog import Dialog, scrolled
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.forms import add_field, form_on
from delta_app.widgets.page import Desk
from delta_app.widgets.text import words

MOMENTS: tuple[Moment, ...] = ("every", "first", "last", "turn")


class ChoreDialog(Dialog):
    """A new one, or one to be done otherwise; ``write`` stores it, and a refusal is told here."""

    def __init__(
        self, desk: Desk, row: ChoreRow | None, write: Callable[[ChoreDetails], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Nouvelle tâche") if row is None else row.title, parent, width=560)
        self._row, self._write = row, write
        with desk.store.read() as session:
            team = [(host.id, host.name) for host in hosts(session)]
        self._build(team)
        if row is not None:
            self._fill(row)
        self._lay_out()
        self._connect()
        self.on_day()
        self.on_moment()
        self.title.setFocus()

    def _build(self, team: Sequence[tuple[int, str]]) -> None:
        self.title, self.how = QLineEdit(), QPlainTextEdit()
        self.title.setMaxLength(LONGEST_TITLE)
        self.title.setPlaceholderText(_("comme « vider le lave-vaisselle »"))
        self.how.setTabChangesFocus(True)
        self.how.setPlaceholderText(_("où sont les choses, à quoi penser ; pas de nom de personne"))
        self.moment, self.repeat = Choice(_("Quand")), Choice(_("Revient"))
        for moment in MOMENTS:
            self.moment.addItem(moment_words(moment), moment)
        self._days = [self._weekday(weekday) for weekday in range(7)]
        self.first = DateField(_("À partir du"))
        self.first.show_day(clock.today())
        self.people = PeopleOrder(team)
        self._error = words("", "error", wrap=True)
        self._error.hide()
        self._leave, self._save = Button(_("Annuler")), Button(_("Enregistrer"), "check", kind="main")

    def _weekday(self, weekday: int) -> PressButton:
        button = PressButton(capitalised(weekday_name(weekday, "short")))
        button.setAccessibleName(weekday_name(weekday))
        button.setCheckable(True)
        button.setChecked(True)
        button.setAutoDefault(False)
        button.setProperty("kind", "segment")
        return button

    def _fill(self, row: ChoreRow) -> None:
        self.title.setText(row.title)
        self.how.setPlainText(row.how)
        self.moment.setCurrentIndex(self.moment.findData(row.moment))
        for weekday, button in enumerate(self._days):
            button.setChecked(weekday in row.weekdays)
        if row.in_turn:
            self.first.show_day(row.first_day)
        self.people.show_people(row.people, row.gone)

    def _lay_out(self) -> None:
        body, self._week = QWidget(), QWidget()
        column = QVBoxLayout(body)
        space.around(column, 0, 2, 8, 2)
        flow = FlowLayout(self._week, spacing=5)
        for button in self._days:
            flow.addWidget(button)
        self._form = form_on()
        add_field(self._form, _("Quoi"), self.title)
        add_field(self._form, _("Comment"), self.how)
        add_field(self._form, _("Quand"), self.moment)
        add_field(self._form, _("Les jours"), self._week)
        add_field(self._form, _("À partir du"), self.first)
        add_field(self._form, _("Revient"), self.repeat)
        add_field(self._form, _("Dans cet ordre"), self.people)
        self.how.setFixedHeight(theme.px(58))
        column.addLayout(self._form)
        column.addStretch(1)
        self._area = scrolled(body)
        self.column.addWidget(self._area, 1)
        self.column.addWidget(self._error)
        self.lay_out_buttons(self._leave, self._save)

    def _connect(self) -> None:
        self.moment.currentIndexChanged.connect(self.on_moment)
        self.first.dateChanged.connect(self.on_day)
        self._leave.clicked.connect(self.reject)
        self._save.clicked.connect(self.on_save)

    @property
    def _in_turn(self) -> bool:
        return bool(self.moment.currentData() == "turn")

    def on_moment(self) -> None:
        """Ask only for what that moment needs."""
        self._form.setRowVisible(self._week, not self._in_turn)
        for field in (self.first, self.repeat, self.people):
            self._form.setRowVisible(field, self._in_turn)
        self._error.hide()
        self.fit_to(self._area)

    def on_day(self) -> None:
        """The ways in which something comes again that is on that day; the one that was chosen stays."""
        day, place = self.first.day, max(0, self.repeat.currentIndex())
        rules = list(usual_repeats(day))
        kept = self._row.rule if self._row is not None and self._row.in_turn and day == self._row.first_day else ""
        if kept and kept not in rules:
            rules.insert(0, kept)
        self.repeat.clear()
        for rule in rules:
            self.repeat.addItem(repeat_words(rule, day), rule)
        if kept and self._first_time:
            place = rules.index(kept)
        self._first_time = False
        self.repeat.setCurrentIndex(min(place, len(rules) - 1))

    _first_time = True

    @property
    def details(self) -> ChoreDetails:
        """What is said of it."""
        moment = self.moment.currentData()
        details = ChoreDetails(self.title.text(), moment, self.how.toPlainText())
        if self._in_turn:
            return replace(
                details, rule=self.repeat.currentData(), first_day=self._first_day, people=self.people.people
            )
        return replace(
            details, weekdays=tuple(weekday for weekday, day in enumerate(self._days) if day.isChecked())
        )  # fmt: skip

    @property
    def _first_day(self) -> date:
        return self.first.day

    def on_save(self) -> None:
        """Store it, or say here why not."""
        try:
            self._write(self.details)
        except Refused as refusal:
            self._error.setText(say(refusal))
            self._error.show()
            self.title.setFocus()
            return
        self.accept()
