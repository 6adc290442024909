"""The fields of an activity: what and when, where and with whom, and the rest, which opens where it says something."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from delta_app.core.calendar import MINUTES_IN_DAY
from delta_app.core.i18n import _
from delta_app.core.money import parse_money
from delta_app.programme.form_data import COLOURS, Choices, Named
from delta_app.programme.recurrence import FIRST_YEAR, LAST_YEAR
from delta_app.programme.repeat_page import RepeatFields
from delta_app.programme.rules import LONGEST_MATERIAL, LONGEST_NAME, LONGEST_TITLE, MOST_PEOPLE
from delta_app.programme.series import MOST_DAYS, Plan, Scope
from delta_app.widgets import space, theme
from delta_app.widgets.buttons import Button
from delta_app.widgets.choice import Choice
from delta_app.widgets.date_field import DateField
from delta_app.widgets.forms import NumberField, add_field, form_on
from delta_app.widgets.money_field import MoneyField
from delta_app.widgets.swatches import Swatches
from delta_app.widgets.text import words
from delta_app.widgets.week_dialog import TimeField

TWO_COLUMNS_FROM = 640  # at 100 % text
LINES = 3  # of a description that one sees at once


class Lines(QPlainTextEdit, theme.Themed):
    """A text of a few lines; Tab goes on to the next field."""

    def __init__(self, name: str, placeholder: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.on_theme()

    def on_theme(self) -> None:
        """Measure again in another text size."""
        self.setFixedHeight(LINES * self.fontMetrics().lineSpacing() + theme.gap(18))


class ActivityForm(QWidget):
    """``changed`` whenever it says another plan."""

    changed = Signal()

    def __init__(self, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: Plan | None = None
        self._build(choices)
        self._lay_out()
        self._connect()

    def _build(self, choices: Choices) -> None:
        self.title = QLineEdit()
        self.title.setMaxLength(LONGEST_TITLE)
        self.day = DateField(_("Jour"))
        self.day.setDateRange(QDate(FIRST_YEAR, 1, 1), QDate(LAST_YEAR, 12, 31))
        self._start, self._end = TimeField(_("Début"), 0), TimeField(_("Fin"), 0)
        self._whole, self._days = QCheckBox(_("toute la journée")), NumberField(1, MOST_DAYS, 1)
        self._days.setAccessibleName(_("Nombre de jours"))
        self._days.setPrefix(_("sur "))
        self._days.setSuffix(_(" j"))
        self.repeat = RepeatFields()
        self._description = Lines(_("En une ligne"), _("ce qu’on lit sous le titre, sur l’affiche"))
        self._room = _named(_("Salle"), _("pas de salle"), tuple((row.name, row.id) for row in choices.rooms))
        self._host = _named(_("Animé par"), _("à trouver"), choices.hosts)
        self._facilitator = QLineEdit()
        self._facilitator.setMaxLength(LONGEST_NAME)
        self._facilitator.setPlaceholderText(_("prénom d’une personne du lieu"))
        self._partner = _named(_("Service partenaire"), _("aucun"), choices.partners)
        self._state, self._public = Choice(_("État")), Choice(_("Annonce"))
        for key, said in (("idea", _("idée, pas encore annoncée")), ("planned", _("prévu")),
                          ("confirmed", _("confirmé"))):  # fmt: skip
            self._state.addItem(said, key)
        self._public.addItem(_("pour tout le monde"), True)
        self._public.addItem(_("interne, pas annoncé"), False)
        self._colour = Swatches(_("Couleur"), COLOURS)
        self._capacity = NumberField(0, MOST_PEOPLE, 0)
        self._capacity.setSpecialValueText(_("sans limite"))
        self._registration = QCheckBox(_("sur inscription"))
        self._language = Choice(_("Langue"))
        self._language.addItem(_("toutes"), "")
        for name, code in choices.languages:
            self._language.addItem(name, code)
        self._material = QLineEdit()
        self._material.setMaxLength(LONGEST_MATERIAL)
        self._cost, self._each = MoneyField(), Choice(_("Coût par date ou en tout"))
        self._each.addItem(_("en tout"), False)
        self._each.addItem(_("par date"), True)
        self._line = _named(_("Ligne du budget"), _("à décider"), choices.lines)
        self._has_lines = bool(choices.lines)
        self._title_nl = QLineEdit()
        self._title_nl.setMaxLength(LONGEST_TITLE)
        self._title_nl.setPlaceholderText(_("s’il est autre que le titre"))
        self._description_nl = Lines(_("En une ligne, en néerlandais"))
        self.more = Button(_("Plus de détails"), "down")

    def _lay_out(self) -> None:
        self._what, self._where, self._rest = form_on(), form_on(), form_on()
        field: QWidget
        add_field(self._what, _("Titre"), self.title)
        add_field(self._what, _("Jour"), self.day)
        self._dash = words("–")
        self._what.addRow(words(_("Heures"), "strong"), _side_by_side(self._start, self._dash, self._end))
        self._what.addRow("", _side_by_side(self._whole, self._days))
        add_field(self._what, _("Répétition"), self.repeat)
        add_field(self._what, _("En une ligne"), self._description)
        for text, field in (
            (_("Salle"), self._room), (_("Animé par"), self._host), (_("et par"), self._facilitator),
            (_("Service partenaire"), self._partner), (_("Couleur"), self._colour), (_("État"), self._state),
            (_("Annonce"), self._public),
        ):  # fmt: skip
            add_field(self._where, text, field)
        self._paid = _side_by_side(self._cost, self._each)
        for text, field in (
            (_("Places"), self._capacity), ("", self._registration), (_("Langue"), self._language),
            (_("Matériel"), self._material), (_("Coût"), self._paid), (_("Ligne du budget"), self._line),
            (_("Titre en néerlandais"), self._title_nl), (_("En une ligne, en néerlandais"), self._description_nl),
        ):  # fmt: skip
            if text:
                add_field(self._rest, text, field)
            else:
                self._rest.addRow("", field)
        self._cost.setAccessibleName(_("Coût"))
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        space.between(self._columns, 26)
        for form in (self._what, self._where):
            self._columns.addLayout(form, 1)
        self._other = QWidget()
        self._other.setLayout(self._rest)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        space.between(column, 12)
        column.addLayout(self._columns)
        row = QHBoxLayout()
        row.addWidget(self.more)
        row.addStretch()
        column.addLayout(row)
        column.addWidget(self._other)
        column.addStretch(1)

    def _connect(self) -> None:
        self.more.clicked.connect(self.on_more)
        self.day.dateChanged.connect(self.on_day)
        self._start.timeChanged.connect(self.on_start)
        self._whole.toggled.connect(self.on_whole)
        for text in (self.title, self._facilitator, self._material, self._cost, self._title_nl):
            text.textChanged.connect(self.changed)
        for choice in (self._room, self._host, self._partner, self._state, self._public, self._language, self._each,
                       self._line):  # fmt: skip
            choice.currentIndexChanged.connect(self.changed)
        for field in (self._description, self._description_nl):
            field.textChanged.connect(self.changed)
        self._end.timeChanged.connect(self.on_end)
        self._days.valueChanged.connect(self.changed)
        self._capacity.valueChanged.connect(self.changed)
        self._registration.toggled.connect(self.changed)
        self._colour.chosen.connect(self.changed)
        self.repeat.changed.connect(self.changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room for them."""
        super().resizeEvent(event)
        wide = self.width() >= theme.px(TWO_COLUMNS_FROM)
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def show_plan(self, plan: Plan, scope: Scope) -> None:
        """Show a plan; of one date alone, only what can be another on it."""
        self.blockSignals(True)
        self._plan = plan
        self._duration = plan.end_minute - plan.start_minute
        self.title.setText(plan.title)
        self._show_when(plan)
        self._duration = plan.end_minute - plan.start_minute  # what showing it may have made of it
        self._description.setPlainText(plan.description)
        for choice, value in (
            (self._room, plan.room_id), (self._host, plan.host_id), (self._partner, plan.partner_id),
            (self._state, plan.state), (self._public, plan.public), (self._language, plan.language),
            (self._each, plan.cost_each), (self._line, plan.line_id),
        ):  # fmt: skip
            _choose(choice, value)
        for field, text in ((self._facilitator, plan.facilitator), (self._material, plan.material),
                            (self._title_nl, plan.title_nl)):  # fmt: skip
            field.setText(text)
        self._description_nl.setPlainText(plan.description_nl)
        self._colour.choose(plan.colour)
        self._capacity.setValue(plan.capacity or 0)
        self._registration.setChecked(plan.registration)
        self._cost.show_cents(plan.cost_cents)
        self._show_for(scope)
        self._open(_says_more(plan))
        self.blockSignals(False)

    def _show_when(self, plan: Plan) -> None:
        self.day.show_day(plan.first_day)
        whole = plan.start_minute == 0 and plan.end_minute % MINUTES_IN_DAY == 0
        days = max(1, -(-plan.end_minute // MINUTES_IN_DAY)) if whole else (plan.end_minute - 1) // MINUTES_IN_DAY + 1
        self._whole.setChecked(whole)
        self._start.show_minute(plan.start_minute)
        self._end.show_minute(plan.end_minute % MINUTES_IN_DAY)
        overnight = not whole and days == 2 and plan.end_minute - MINUTES_IN_DAY <= plan.start_minute
        self._days.setValue(1 if overnight else days)
        self._show_hours()
        self.repeat.show_rule(plan.rule, plan.first_day, plan.skips_school)

    def _show_hours(self) -> None:
        whole = self._whole.isChecked()
        for field in (self._start, self._dash, self._end):
            field.setVisible(not whole)

    def _show_for(self, scope: Scope) -> None:
        """Only what can be said of what is changed."""
        of_all = scope != "date"
        field: QWidget
        self._what.setRowVisible(self.repeat, of_all)
        for field in (self._colour, self._state, self._public):
            self._where.setRowVisible(field, of_all)
        for field in (self._registration, self._language, self._paid):
            self._rest.setRowVisible(field, of_all)
        self._rest.setRowVisible(self._line, of_all and self._has_lines)

    def on_more(self) -> None:
        """Open or close the rest."""
        self._open(self._other.isHidden())

    def _open(self, wanted: bool) -> None:
        self._other.setVisible(wanted)
        self.more.say(_("Moins de détails") if wanted else _("Plus de détails"))
        self.more.show_icon("up" if wanted else "down")

    def on_day(self) -> None:
        """It begins on another day: what repeats goes on from there."""
        self.repeat.show_day(self.day.day)
        self.changed.emit()

    def on_start(self) -> None:
        """It begins at another time and lasts as long."""
        if self._duration < MINUTES_IN_DAY:
            self._end.show_minute((self._start.minute + self._duration) % MINUTES_IN_DAY)
        self.changed.emit()

    def on_end(self) -> None:
        """It ends at another time: that is how long it lasts from now on."""
        if self._duration < MINUTES_IN_DAY:
            self._duration = (self._end.minute - self._start.minute) % MINUTES_IN_DAY
        self.changed.emit()

    def on_whole(self) -> None:
        """With hours, or without."""
        self._show_hours()
        self.changed.emit()

    def _minutes(self) -> tuple[int, int]:
        days = self._days.value()
        if self._whole.isChecked():
            return 0, days * MINUTES_IN_DAY
        start = self._start.minute
        end = (self._end.minute or MINUTES_IN_DAY) + (days - 1) * MINUTES_IN_DAY
        return start, end if end > start else end + MINUTES_IN_DAY

    def plan(self) -> Plan:
        """What the form says. Refuses ``bad_amount``."""
        if self._plan is None:
            raise ValueError("a form says nothing before it was shown a plan")
        start, end = self._minutes()
        return replace(
            self._plan,
            title=self.title.text(),
            first_day=self.day.day,
            start_minute=start,
            end_minute=end,
            rule=self.repeat.rule,
            skips_school=self.repeat.skips,
            description=self._description.toPlainText(),
            colour=self._colour.colour or self._plan.colour,
            public=self._public.currentData(),
            state=self._state.currentData(),
            reason=self._plan.reason if self._state.currentData() == "cancelled" else "",
            room_id=self._room.currentData(),
            capacity=self._capacity.value() or None,
            host_id=self._host.currentData(),
            facilitator=self._facilitator.text(),
            partner_id=self._partner.currentData(),
            material=self._material.text(),
            cost_cents=parse_money(self._cost.text()) if self._cost.text().strip() else 0,
            cost_each=self._each.currentData(),
            line_id=self._line.currentData() if self._has_lines else self._plan.line_id,
            language=self._language.currentData(),
            registration=self._registration.isChecked(),
            title_nl=self._title_nl.text(),
            description_nl=self._description_nl.toPlainText(),
        )


def _named(name: str, nobody: str, named: Named) -> Choice:
    choice = Choice(name)
    choice.addItem(nobody, None)
    for text, value in named:
        choice.addItem(text, value)
    return choice


def _choose(choice: Choice, value: object) -> None:
    """Put an entry in force; what is not offered any more and was chosen before is offered again as it was."""
    place = choice.findData(value)
    if place < 0:
        choice.addItem(_("annulé") if value == "cancelled" else _("comme avant"), value)
        place = choice.count() - 1
    choice.setCurrentIndex(place)


def _side_by_side(*pieces: QWidget) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    space.between(row, 7)
    for piece in pieces:
        row.addWidget(piece)
    row.addStretch()
    return box


def _says_more(plan: Plan) -> bool:
    """Whether something stands in the part that is closed at first."""
    return bool(
        plan.capacity or plan.registration or plan.language or plan.material or plan.cost_cents or plan.title_nl
        or plan.description_nl
    )  # fmt: skip


def next_open_day(weekdays: frozenset[int], today: date) -> date:
    """The first day from today on that is one of these weekdays."""
    days = (date.fromordinal(today.toordinal() + number) for number in range(7))
    return next((day for day in days if day.weekday() in weekdays), today)
