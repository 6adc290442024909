"""One chore: what, how, at which shifts, or how often and by whom in turn."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from delta_app.core import clock
from delta_app.core.i18n import _
from delta_app.hosts.queries import hosts
from delta_app.upkeep.act_dialog import ActDialog
from delta_app.upkeep.chore_commands import ChoreDetails
from delta_app.upkeep.chore_data import ChoreRow
from delta_app.upkeep.people_page import PeopleOrder
from delta_app.upkeep.rules import LONGEST_TITLE, MOMENTS, usual_repeats
from delta_app.upkeep.spoken import moment_words, repeat_words
from delta_app.upkeep.weekdays_page import Weekdays
from delta_app.widgets import theme
from delta_app.widgets.choice import Choice
from delta_app.widgets.date_field import DateField
from delta_app.widgets.forms import add_field, form_on
from delta_app.widgets.page import Desk


class ChoreDialog(ActDialog):
    """A new one, or one to be done otherwise."""

    def __init__(
        self, desk: Desk, row: ChoreRow | None, store: Callable[[ChoreDetails], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Nouvelle tâche") if row is None else row.title, _("Enregistrer"), parent, width=560)
        self._row, self._store = row, store
        with desk.store.read() as session:
            team = [(host.id, host.name) for host in hosts(session)]
        self._build(team)
        if row is not None:
            self._fill(row)
        self._lay_out()
        self.moment.currentIndexChanged.connect(self.on_moment)
        self.first.dateChanged.connect(self.on_day)
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
        self.days = Weekdays()
        self.first = DateField(_("À partir du"))
        self.first.show_day(clock.today())
        self.people = PeopleOrder(team)

    def _fill(self, row: ChoreRow) -> None:
        self.title.setText(row.title)
        self.how.setPlainText(row.how)
        self.moment.setCurrentIndex(self.moment.findData(row.moment))
        self.days.choose(row.weekdays)
        if row.in_turn:
            self.first.show_day(row.first_day)
        self.people.show_people(row.people, row.gone)

    def _lay_out(self) -> None:
        self._form = form_on()
        add_field(self._form, _("Quoi"), self.title)
        add_field(self._form, _("Comment"), self.how)
        add_field(self._form, _("Quand"), self.moment)
        add_field(self._form, _("Les jours"), self.days)
        add_field(self._form, _("À partir du"), self.first)
        add_field(self._form, _("Revient"), self.repeat)
        add_field(self._form, _("Dans cet ordre"), self.people)
        self.how.setFixedHeight(theme.px(58))
        self.inside.addLayout(self._form)
        self.lay_out_foot()

    @property
    def _in_turn(self) -> bool:
        return bool(self.moment.currentData() == "turn")

    def on_moment(self) -> None:
        """Ask only for what that moment needs."""
        self._form.setRowVisible(self.days, not self._in_turn)
        for field in (self.first, self.repeat, self.people):
            self._form.setRowVisible(field, self._in_turn)
        self.say_why_not("")
        self.refit()

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
            return replace(details, rule=self.repeat.currentData(), first_day=self.first.day, people=self.people.people)
        return replace(details, weekdays=self.days.chosen)

    def write(self) -> None:
        """Store it."""
        self._store(self.details)
