"""Closing days, saying first whom it touches, and opening a slot outside the pattern."""

from datetime import date

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from delta_app.core.i18n import _, ngettext, short_date
from delta_app.shifts.days_data import days_row
from delta_app.widgets.buttons import Button
from delta_app.widgets.date_field import DateField
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.forms import NumberField, add_field, form_on
from delta_app.widgets.page import Desk
from delta_app.widgets.text import words
from delta_app.widgets.week_dialog import MOST_SEATS, TimeField

LONGEST_REASON = 80


def days_words(first: date, last: date) -> str:
    """``jeu. 24 déc. 2026``, or from one day to another: the first year only when it is not the last one's."""
    if first == last:
        return f"{short_date(first)} {first.year}"
    start = short_date(first) if first.year == last.year else f"{short_date(first)} {first.year}"
    return _("du {first} au {last} {year}").format(first=start, last=short_date(last), year=last.year)


def told_closed(sentence: str, people: int) -> str:
    """What was closed, and honestly who has to hear of it."""
    if not people:
        return sentence
    waiting = ngettext(
        "{n} personne y était inscrite : le planning dit qui prévenir.",
        "{n} personnes y étaient inscrites : le planning dit qui prévenir.",
        people,
    ).format(n=people)
    return f"{sentence} {waiting}"


class DayField(DateField):
    """A date of a form, which names it."""

    def __init__(self, day: date) -> None:
        super().__init__("")
        self.show_day(day)

    def become(self, day: date) -> None:
        """Choose another one."""
        self.show_day(day)


class CloseDaysDialog(Dialog):
    """Accepted: ``first_day``, ``last_day`` and ``reason`` are filled in."""

    def __init__(self, desk: Desk, first_choice: date, parent: QWidget | None = None) -> None:
        super().__init__(_("Fermer des jours"), parent, width=480)
        self._desk = desk
        self._first, self._last = DayField(first_choice), DayField(first_choice)
        self._reason = QLineEdit()
        self._reason.setMaxLength(LONGEST_REASON)
        self._reason.setPlaceholderText(_("les gens le liront : congé annuel, travaux…"))
        self._touched = words(wrap=True)
        self._leave, self._go = Button(_("Annuler")), Button(_("Fermer ces jours"), "door", kind="main")

        form = form_on()
        add_field(form, _("Premier jour"), self._first)
        add_field(form, _("Dernier jour"), self._last)
        add_field(form, _("Pourquoi"), self._reason)
        self.column.addLayout(form)
        self.column.addWidget(_nothing_personal())
        self.column.addWidget(self._touched)
        self.lay_out_buttons(self._leave, self._go)

        self._first.dateChanged.connect(self.on_first)
        self._last.dateChanged.connect(self.on_edited)
        self._reason.textChanged.connect(self.on_edited)
        self._leave.clicked.connect(self.reject)
        self._go.clicked.connect(self.accept)
        self.on_edited()
        self._first.setFocus()

    @property
    def first_day(self) -> date:
        """The first day closed."""
        return self._first.day

    @property
    def last_day(self) -> date:
        """The last day closed."""
        return self._last.day

    @property
    def reason(self) -> str:
        """Why, as people will read it."""
        return self._reason.text().strip()

    def on_first(self) -> None:
        """A closure never ends before it begins."""
        if self.last_day < self.first_day:
            self._last.become(self.first_day)
        self.on_edited()

    def on_edited(self) -> None:
        """Say whom it touches, and offer it once it is whole."""
        backwards = self.last_day < self.first_day
        self._go.setEnabled(bool(self.reason) and not backwards)
        if backwards:
            self._touched.setText(_("Le dernier jour vient avant le premier."))
            return
        with self._desk.attempt():
            with self._desk.store.read() as session:
                row = days_row(session, self.first_day, self.last_day)
            self._touched.setText(_touched_words(row.slots, row.people))


def _touched_words(slots: int, people: int) -> str:
    if not slots:
        return _("Aucune permanence déjà ouverte n’est touchée.")
    touched = ngettext("{n} permanence ne se tiendra pas", "{n} permanences ne se tiendront pas", slots).format(n=slots)
    if not people:
        return _("{touched} ; personne n’y est inscrit.").format(touched=touched)
    waiting = ngettext(
        "{touched} ; {n} personne y est inscrite, il faudra la prévenir.",
        "{touched} ; {n} personnes y sont inscrites, il faudra les prévenir.",
        people,
    )
    return waiting.format(touched=touched, n=people)


class ExtraOpeningDialog(Dialog):
    """Accepted: the day, hours, places and the reason are filled in."""

    def __init__(self, first_choice: date, parent: QWidget | None = None) -> None:
        super().__init__(_("Ouvrir en plus"), parent, width=480)
        self._day = DayField(first_choice)
        self._start, self._end = TimeField(_("Début"), 14 * 60), TimeField(_("Fin"), 17 * 60)
        self._seats = NumberField(1, MOST_SEATS, 2)
        self._reason = QLineEdit()
        self._reason.setMaxLength(LONGEST_REASON)
        self._reason.setPlaceholderText(_("facultatif : fête des voisins…"))
        self._error = words(role="error", wrap=True)
        self._error.hide()
        leave, go = Button(_("Annuler")), Button(_("Ouvrir"), "check", kind="main")

        form = form_on()
        for text, field in (
            (_("Jour"), self._day), (_("Début"), self._start), (_("Fin"), self._end), (_("Places"), self._seats),
            (_("Pourquoi"), self._reason),
        ):  # fmt: skip
            add_field(form, text, field)
        self.column.addLayout(form)
        self.column.addWidget(_nothing_personal())
        self.column.addWidget(self._error)
        self.lay_out_buttons(leave, go)

        leave.clicked.connect(self.reject)
        go.clicked.connect(self.on_go)
        self._day.setFocus()

    @property
    def day(self) -> date:
        """The day that opens."""
        return self._day.day

    @property
    def start_minute(self) -> int:
        """Minutes since midnight."""
        return self._start.minute

    @property
    def end_minute(self) -> int:
        """Minutes since midnight; 00:00 is the end of the day."""
        return self._end.minute or 24 * 60

    @property
    def seats(self) -> int:
        """How many hosts."""
        return self._seats.value()

    @property
    def reason(self) -> str:
        """What for; may be empty."""
        return self._reason.text().strip()

    def on_go(self) -> None:
        """Only hours that make sense."""
        if self.end_minute <= self.start_minute:
            self._error.setText(_("La fin vient avant le début. Corrigez les heures."))
            self._error.show()
            self._start.setFocus()
            return
        self.accept()


def _nothing_personal() -> QLabel:
    return words(_("Pas de nom, pas de santé, pas de situation personnelle."), "soft", wrap=True)
