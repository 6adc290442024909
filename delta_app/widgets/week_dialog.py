"""The exact hours, places and wishes of a weekly slot."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTime
from PySide6.QtWidgets import QCheckBox, QTimeEdit, QWidget

from delta_app.core.calendar import MINUTES_IN_DAY
from delta_app.core.i18n import _, capitalised, format_span, weekday_name
from delta_app.widgets import theme
from delta_app.widgets.buttons import Button
from delta_app.widgets.choice import Choice
from delta_app.widgets.dialog import Dialog, scrolled
from delta_app.widgets.forms import NumberField, add_field, form_on
from delta_app.widgets.text import words
from delta_app.widgets.week_block import STEP, WeekBlock

MOST_SEATS = 9


class TimeField(QTimeEdit):
    """A time of day; the arrows go by quarters of an hour."""

    def __init__(self, name: str, minute: int) -> None:
        super().__init__(QTime(minute // 60 % 24, minute % 60))
        self.setAccessibleName(name)
        self.setDisplayFormat("HH:mm")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().setTextMargins(theme.gap(8), 0, 0, 0)

    @property
    def minute(self) -> int:
        """Minutes since midnight."""
        return self.time().hour() * 60 + self.time().minute()

    def show_minute(self, minute: int) -> None:
        """Put another time in it, in minutes since midnight."""
        self.setTime(QTime(minute // 60 % 24, minute % 60))

    def stepBy(self, steps: int) -> None:
        """A quarter of an hour, or an hour where the hours are chosen."""
        step = 60 if self.currentSection() == QTimeEdit.Section.HourSection else STEP
        minute = (self.minute + steps * step) % MINUTES_IN_DAY
        self.setTime(QTime(minute // 60, minute % 60))


class BlockDialog(Dialog):
    """Accepted: ``wanted`` is the slot as it should be, None when it should go."""

    def __init__(self, block: WeekBlock, others: Sequence[WeekBlock], parent: QWidget | None = None) -> None:
        super().__init__(_("Une plage de la semaine"), parent, width=460)
        self._block, self._others = block, others
        self.wanted: WeekBlock | None = block
        self._day = Choice(_("Jour"))
        for weekday in range(7):
            self._day.addItem(capitalised(weekday_name(weekday)), weekday)
        self._day.setCurrentIndex(block.weekday)
        self._start, self._end = TimeField(_("Début"), block.start_minute), TimeField(_("Fin"), block.end_minute)
        self._seats = NumberField(1, MOST_SEATS, block.seats)
        self._dutch = QCheckBox(_("Souhaiter une personne néerlandophone"))
        self._mix = QCheckBox(_("Souhaiter un service et une bénévole ensemble"))
        self._unsocial = QCheckBox(_("Peu commode (soir, week-end) : à répartir entre tous"))
        for box, ticked in (
            (self._dutch, block.wants_dutch), (self._mix, block.wants_mix), (self._unsocial, block.unsocial),
        ):  # fmt: skip
            box.setChecked(ticked)
        self._error = words(role="error", wrap=True)
        self._error.hide()
        self._remove = Button(_("Enlever"), "minus")
        self._leave, self._keep = Button(_("Annuler")), Button(_("Garder"), "check", kind="main")

        form = scrolled(self._form())
        self.column.addWidget(form, 1)
        self.column.addWidget(self._error)
        self.buttons.insertWidget(0, self._remove)
        self.lay_out_buttons(self._leave, self._keep)
        self.fit_to(form)

        self._remove.clicked.connect(self.on_remove)
        self._leave.clicked.connect(self.reject)
        self._keep.clicked.connect(self.on_keep)
        self._start.setFocus()

    def _form(self) -> QWidget:
        body = QWidget()
        form = form_on(body)
        for text, field in (
            (_("Jour"), self._day), (_("Début"), self._start), (_("Fin"), self._end), (_("Places"), self._seats),
        ):  # fmt: skip
            add_field(form, text, field)
        for box in (self._dutch, self._mix, self._unsocial):
            form.addRow(box)
        return body

    def on_remove(self) -> None:
        """Take the slot away."""
        self.wanted = None
        self.accept()

    def on_keep(self) -> None:
        """The slot as it was filled in, or what stands against it."""
        end = self._end.minute or MINUTES_IN_DAY  # 00:00 is the end of the day
        if end <= self._start.minute:
            self._say(_("La fin vient avant le début. Corrigez les heures."))
            return
        wanted = replace(
            self._block, weekday=self._day.currentData(), start_minute=self._start.minute, end_minute=end,
            seats=self._seats.value(), wants_dutch=self._dutch.isChecked(), wants_mix=self._mix.isChecked(),
            unsocial=self._unsocial.isChecked(),
        )  # fmt: skip
        clash = next((one for one in self._others if one.overlaps(wanted)), None)
        if clash is not None:
            span = format_span(clash.start_minute, clash.end_minute)
            self._say(_("Une autre plage est déjà là : {span}. Choisissez d’autres heures.").format(span=span))
            return
        self.wanted = wanted
        self.accept()

    def _say(self, sentence: str) -> None:
        self._error.setText(sentence)
        self._error.show()
