"""Somebody's month, day by day: shifts, answers and absences on a small calendar, and what is said of a day."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.i18n import _, capitalised, day_month, format_span, month_name
from delta_app.team import spoken
from delta_app.team.commands import Wish
from delta_app.team.queries import PersonView, SlotAnswer
from delta_app.widgets import space
from delta_app.widgets.buttons import Button, IconButton
from delta_app.widgets.date_field import DateField
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.item_rows import empty_layout
from delta_app.widgets.rows import Removable, RemovableRows, TitledPart
from delta_app.widgets.small_calendar import CalendarDay, SmallCalendar
from delta_app.widgets.text import words
from delta_app.widgets.wishes import CYCLE, Level, level_choice, level_words

BEST_FIRST: tuple[Level, ...] = ("prefers", "can", "if_needed", "cannot")


def level_dictionary() -> dict[str, str]:
    """Every level in words."""
    return {str(level): level_words(level) for level in CYCLE if level is not None}


class DaysSection(TitledPart):
    """The month of one person; acts are told as signals, the page does them."""

    month_asked = Signal(int)
    absence_noted = Signal(date, date)
    absence_removed = Signal(date)
    answer_given = Signal(date, int, int, object)  # day, start, end, level or None

    def __init__(self, parent: QWidget | None = None) -> None:
        self.earlier = IconButton("chevron-left", _("Mois précédent"))
        self.later = IconButton("chevron-right", _("Mois suivant"))
        super().__init__("", self.earlier, self.later, parent=parent)
        self._view: PersonView | None = None
        self._editable = False
        self._build()
        self._connect()

    def _build(self) -> None:
        self.calendar = SmallCalendar()
        self._key = words("", "soft", wrap=True)
        self._day = words("", "strong", wrap=True)
        self._slots = QWidget()
        self._slots_column = QVBoxLayout(self._slots)
        self._slots_column.setContentsMargins(0, 0, 0, 0)
        self._others = RemovableRows(lambda: self.calendar)
        self.first, self.last = DateField(_("Premier jour d’absence")), DateField(_("Dernier jour d’absence"))
        self.note = Button(_("Noter l’absence"))
        self._form = QWidget()
        form = FlowLayout(self._form, spacing=6)
        for text, field in ((_("du"), self.first), (_("au"), self.last)):
            form.addWidget(_labelled(text, field))
        form.addWidget(self.note)
        self._absences_title = words(_("Absences"), "strong")
        self._absences = RemovableRows(lambda: self.note)
        self.add(self.calendar, self._key, self._day, self._slots, self._others)
        heading = QVBoxLayout()
        space.around(heading, 0, 5, 0, 0)
        heading.addWidget(self._absences_title)
        self.column.addLayout(heading)
        self.add(self._absences, self._form)

    def _connect(self) -> None:
        self.earlier.clicked.connect(lambda: self.month_asked.emit(-1))
        self.later.clicked.connect(lambda: self.month_asked.emit(1))
        self.calendar.month_asked.connect(self.month_asked)
        self.calendar.chosen.connect(self.on_chosen)
        self.calendar.opened.connect(self.on_opened)
        self.note.clicked.connect(self.on_note)
        self._absences.remove_asked.connect(self.absence_removed)
        self._others.remove_asked.connect(self.on_other_removed)
        self.first.dateChanged.connect(self.on_first)

    def show_person(self, view: PersonView, *, editable: bool) -> None:
        """Show somebody's month; the day chosen stays chosen while it is the same person."""
        other = self._view is None or self._view.host.id != view.host.id
        self._view, self._editable = view, editable
        self.heading.setText(capitalised(month_name(view.month.first)))
        if other:
            self.calendar.choose(None)
            day = max(clock.today(), view.month.first)
            self.first.show_day(day)
            self.last.show_day(day)
        spoken_levels = level_dictionary()
        self.calendar.show_month(view.month, [_calendar_day(view, day, spoken_levels) for day in view.month.days()])
        self._key.setText(_key_words(view))
        self._key.setVisible(bool(self._key.text()))
        self._form.setVisible(editable)
        self._show_absences(view)
        self._show_day()

    def _show_absences(self, view: PersonView) -> None:
        rows = [
            Removable(
                away.first_day,
                capitalised(spoken.away_words(away)),
                _("Enlever l’absence {days}").format(days=spoken.away_words(away)),
            )
            for away in view.absences
        ]
        self._absences_title.setVisible(bool(rows) or self._editable)
        self._absences.show_rows(rows, editable=self._editable)

    def _show_day(self) -> None:
        """What the person said for the slots of the day chosen; nothing where several days are."""
        view, first, last = self._view, self.calendar.first, self.calendar.last
        held = self._held()
        empty_layout(self._slots_column)
        one = first if first == last else None
        answers = [answer for answer in view.answers if answer.day == one] if view else []
        self._day.setVisible(one is not None)
        self._slots.setVisible(bool(answers))
        if one is not None:
            self._day.setText(capitalised(day_month(one)))
        self._show_others(one)
        if answers:
            self._slots_column.addWidget(self._answers(answers))
            if held is not None:
                self._give_back(held)

    def _show_others(self, day: date | None) -> None:
        """What was said of that day for hours that no slot has: it counts, and may be taken away."""
        said = self._view.answers_elsewhere if self._view else ()
        rows = [
            Removable(
                (start, end),
                _("Aussi : {span} ({level})").format(span=format_span(start, end), level=level_words(level)),
                _("Oublier la réponse pour {span}").format(span=format_span(start, end)),
            )
            for answered, start, end, level in said
            if answered == day
        ]
        self._others.show_rows(rows, editable=self._editable)

    def _answers(self, answers: list[SlotAnswer]) -> QWidget:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        space.in_grid(grid, across=8, down=2)
        grid.setColumnStretch(1, 1)
        for line, answer in enumerate(answers):
            span = format_span(answer.start_minute, answer.end_minute)
            name = _("Réponse pour {day}, {span}").format(day=day_month(answer.day), span=span)
            choice = level_choice(name, answer.said, _("pas de réponse"))
            choice.setEnabled(self._editable)
            choice.activated.connect(lambda _at, box=choice, of=answer: self.on_answer(of, box.currentData()))
            label = words(span)
            label.setBuddy(choice)
            grid.addWidget(label, 2 * line, 0)
            grid.addWidget(choice, 2 * line, 1)
            grid.addWidget(words(spoken.answer_source(answer, level_dictionary()), "soft", wrap=True), 2 * line + 1, 1)
        return body

    def _choices(self) -> list[QWidget]:
        item = self._slots_column.itemAt(0)
        body = item.widget() if item else None
        return [child for child in body.children() if hasattr(child, "currentData")] if body else []  # type: ignore[misc]

    def _held(self) -> int | None:
        return next((place for place, choice in enumerate(self._choices()) if choice.hasFocus()), None)

    def _give_back(self, place: int) -> None:
        choices = self._choices()
        if place < len(choices):
            choices[place].setFocus()

    def on_chosen(self, first: date, last: date) -> None:
        """Days were chosen: they are what an absence would be noted for."""
        self.first.show_day(first)
        self.last.show_day(last)
        self._show_day()

    def on_opened(self) -> None:
        """Enter on a day goes on to what can be said of it."""
        choices = self._choices()
        if self._editable:
            (choices[0] if choices else self.note).setFocus()

    def on_first(self) -> None:
        """An absence never ends before it begins."""
        if self.last.day < self.first.day:
            self.last.show_day(self.first.day)

    def on_note(self) -> None:
        """The person is away then."""
        self.absence_noted.emit(self.first.day, max(self.first.day, self.last.day))

    def on_other_removed(self, span: tuple[int, int]) -> None:
        """An answer for other hours is to go."""
        if self.calendar.first is not None:
            self.answer_given.emit(self.calendar.first, *span, None)

    def on_answer(self, answer: SlotAnswer, level: Wish | None) -> None:
        """An answer was corrected by hand."""
        if level != answer.said:
            self.answer_given.emit(answer.day, answer.start_minute, answer.end_minute, level)


def _labelled(text: str, field: DateField) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    space.between(row, 5)
    label = words(text, "soft")
    label.setBuddy(field)
    row.addWidget(label)
    row.addWidget(field)
    return box


def _calendar_day(view: PersonView, day: date, levels: dict[str, str]) -> CalendarDay:
    said = {answer.said for answer in view.answers if answer.day == day}
    open_that_day = any(answer.day == day for answer in view.answers)
    return CalendarDay(
        day,
        spoken.day_spoken(view, day, levels),
        away=any(away.first_day <= day <= away.last_day for away in view.absences),
        busy=any(shift.day == day for shift in view.shifts),
        shut=not open_that_day or any(closed == day for closed, _reason in view.closed_days),
        said=next((level for level in BEST_FIRST if level in said), None),
    )


def _key_words(view: PersonView) -> str:
    """What the signs mean, of those there are."""
    parts = []
    if view.shifts:
        parts.append(_("gras : vient ce jour"))
    if any(answer.said for answer in view.answers):
        parts.append(_("★ préfère, ✓ oui, ◐ si nécessaire, × non, dans la meilleure réponse du jour"))
    if view.absences:
        parts.append(_("hachuré : absent·e"))
    return " · ".join(parts)
