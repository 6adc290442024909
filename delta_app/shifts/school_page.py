"""The school holidays of a year in the settings: noted, compared with the official dates, closed in one act."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.i18n import _, ngettext
from delta_app.shifts.closures_dialog import LONGEST_REASON, DayField, days_words, told_closed
from delta_app.shifts.days_data import days_row
from delta_app.shifts.pattern_process import (
    COMMUNITIES,
    SchoolDays,
    SchoolHolidayRow,
    add_known_school_holidays,
    add_school_holiday,
    change_school_holiday,
    close_for_school_holiday,
    closed_school_holidays,
    proposed_school_holidays,
    remove_school_holiday,
    school_holiday_rows,
    whose_schools,
)
from delta_app.widgets.buttons import Button
from delta_app.widgets.cards import Card
from delta_app.widgets.choice import Choice
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.forms import acts_row, add_field, form_on
from delta_app.widgets.item_rows import ItemRow, empty_layout
from delta_app.widgets.page import Act, Desk
from delta_app.widgets.text import words
from delta_app.widgets.theme import Tone


class SchoolHolidaysCard(Card):
    """The holidays of one year; the planning marks the days that fall in one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Congés scolaires"))
        self._desk, self._year = desk, clock.today().year
        self._held: int | None = None  # whose button should have the keyboard once all is shown anew
        self._to_hold: Button | None = None
        self._add = Button(_("Ajouter un congé…"), "plus")
        self._known = Button(_("Ajouter les dates connues"), "today")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        about = _("Le planning les marque : qui a des enfants vient alors moins.")
        self.column.addWidget(words(about, "soft", wrap=True))
        self.column.addLayout(acts_row(self._add, self._known))
        self.column.addLayout(self._rows)
        self._add.clicked.connect(self.on_add)
        self._known.clicked.connect(self.on_known)

    def offers(self) -> Sequence[Act]:
        """Noting one."""
        return (Act.of("settings.add_school_holiday", self._add),)

    @property
    def _span(self) -> tuple[date, date]:
        return date(self._year, 1, 1), date(self._year, 12, 31)

    def show_year(self, year: int) -> None:
        """Show what is noted of a year, and whether more is known of it."""
        self._year = year
        with self._desk.store.read() as session:
            rows = school_holiday_rows(session, *self._span)
            closed = closed_school_holidays(session, rows)
            known = proposed_school_holidays(session, *self._span)
        self._add.setEnabled(self._desk.may_write)
        self._known.setVisible(bool(known))
        self._known.setEnabled(self._desk.may_write)
        empty_layout(self._rows)
        for row in rows:
            self._rows.addWidget(self._row(row, closed=row.id in closed))
        if not rows:
            nothing = _("Aucun congé noté pour {year}.").format(year=year)
            self._rows.addWidget(words(nothing, "soft", wrap=True))
        if self._to_hold is not None:
            self._to_hold.setFocus()
        self._held = self._to_hold = None

    def _row(self, row: SchoolHolidayRow, *, closed: bool) -> ItemRow:
        span = days_words(row.first_day, row.last_day)
        about = {"name": row.name, "schools": whose_schools(row.community)}
        change = Button(_("Modifier…"), "pen")
        change.setAccessibleName(_("Modifier : {name}, {schools}").format(**about))
        change.clicked.connect(lambda: self.on_change(row))
        buttons = [change]
        if not closed and row.last_day >= clock.today():
            close = Button(_("Fermer le lieu"), "door")
            close.setAccessibleName(_("Fermer le lieu pendant : {name}, {schools}").format(**about))
            close.clicked.connect(lambda: self.on_close(row))
            buttons.insert(0, close)
        for button in buttons:
            button.setEnabled(self._desk.may_write)
        if self._held == row.id:
            self._to_hold = change
        caption = _("{days} · {schools}").format(days=span, schools=about["schools"])
        if closed and not row.checked:  # the chip says the other
            caption = f"{caption} · {_('fermé')}"
        return ItemRow(row.name, caption, *buttons, chip=_chip(row, closed=closed))

    def on_add(self) -> None:
        """One more holiday, its dates compared by who types them."""
        today = clock.today()
        dialog = SchoolHolidayDialog(None, today if self._year == today.year else date(self._year, 1, 1), self)
        if dialog.exec():
            days, checked = dialog.days, dialog.checked
            self._desk.act(
                _("Ajouter un congé scolaire : {name}").format(name=days.name),
                lambda session: add_school_holiday(session, days, checked=checked),
                lambda _id: _("Congé scolaire ajouté : {name}.").format(name=days.name),
            )
            self._add.setFocus()

    def on_known(self) -> None:
        """All that is known of this year and not noted yet."""
        self._desk.act(
            _("Ajouter les congés scolaires connus de {year}").format(year=self._year),
            lambda session: add_known_school_holidays(session, *self._span),
            _told_known,
        )
        self._add.setFocus()

    def on_change(self, row: SchoolHolidayRow) -> None:
        """Other dates or another name, dates compared, or taken away."""
        dialog = SchoolHolidayDialog(row, row.first_day, self)
        if not dialog.exec():
            return
        if dialog.removing:
            self._desk.act(
                _("Retirer le congé scolaire : {name}").format(name=row.name),
                lambda session: remove_school_holiday(session, row.id),
                lambda name: _("Congé scolaire retiré : {name}.").format(name=name),
            )
            self._add.setFocus()
            return
        days, checked = dialog.days, dialog.checked
        self._held = row.id
        self._desk.act(
            _("Modifier le congé scolaire : {name}").format(name=days.name),
            lambda session: change_school_holiday(session, row.id, days, checked=checked),
            lambda _nothing: _("Congé scolaire modifié : {name}.").format(name=days.name),
        )

    def on_close(self, row: SchoolHolidayRow) -> None:
        """Close the place on the days of it that are still to come."""
        self._held = row.id
        with self._desk.attempt():
            first = max(row.first_day, clock.today())
            with self._desk.store.read() as session:
                people = days_row(session, first, row.last_day).people
            closed = _("Fermé : {days}.").format(days=days_words(first, row.last_day))
            self._desk.act(
                _("Fermer pendant : {name}").format(name=row.name),
                lambda session: close_for_school_holiday(session, row.id),
                lambda _done: told_closed(closed, people),
            )


def _chip(row: SchoolHolidayRow, *, closed: bool) -> tuple[str, str, Tone] | None:
    if not row.checked:
        return _("à vérifier"), "alert", "attention"
    return (_("fermé"), "door", "plain") if closed else None


def _told_known(added: tuple[SchoolDays, ...]) -> str:
    return ngettext(
        "{n} congé scolaire ajouté ; comparez ses dates au calendrier officiel.",
        "{n} congés scolaires ajoutés ; comparez leurs dates au calendrier officiel.",
        len(added),
    ).format(n=len(added))


class SchoolHolidayDialog(Dialog):
    """Accepted: ``days`` and ``checked`` are filled in, or ``removing`` is set."""

    def __init__(self, row: SchoolHolidayRow | None, first_choice: date, parent: QWidget | None = None) -> None:
        super().__init__(row.name if row else _("Un congé scolaire de plus"), parent, width=520)
        self.removing = False
        self._name = QLineEdit(row.name if row else "")
        self._name.setMaxLength(LONGEST_REASON)
        self._name.setPlaceholderText(_("vacances d’automne…"))
        self._schools = Choice(_("Écoles"))
        for community in COMMUNITIES:
            self._schools.addItem(whose_schools(community), community)
        self._schools.setCurrentIndex(COMMUNITIES.index(row.community) if row else 0)
        self._first = DayField(first_choice)
        self._last = DayField(row.last_day if row else first_choice)
        self._checked = QCheckBox(_("Dates comparées au calendrier officiel"))
        self._checked.setChecked(row is None or row.checked)
        self._error = words(role="error", wrap=True)
        self._error.hide()
        remove, leave = Button(_("Retirer")), Button(_("Annuler"))
        self._go = Button(_("Enregistrer"), "check", kind="main")

        form = form_on()
        for text, field in (
            (_("Nom"), self._name), (_("Écoles"), self._schools), (_("Premier jour"), self._first),
            (_("Dernier jour"), self._last),
        ):  # fmt: skip
            add_field(form, text, field)
        self.column.addLayout(form)
        self.column.addWidget(self._checked)
        self.column.addWidget(self._error)
        self.lay_out_buttons(*((remove,) if row else ()), leave, self._go)

        self._name.textChanged.connect(self.on_edited)
        self._first.dateChanged.connect(self.on_first)
        self._last.dateChanged.connect(self.on_edited)
        remove.clicked.connect(self.on_remove)
        leave.clicked.connect(self.reject)
        self._go.clicked.connect(self.accept)
        self.on_edited()
        self._name.setFocus()

    @property
    def days(self) -> SchoolDays:
        """What was typed."""
        community = COMMUNITIES[self._schools.currentIndex()]
        return SchoolDays(community, self._name.text().strip(), self._first.day, self._last.day)

    @property
    def checked(self) -> bool:
        """Whether somebody compared the dates."""
        return self._checked.isChecked()

    def on_first(self) -> None:
        """A holiday never ends before it begins."""
        if self._last.day < self._first.day:
            self._last.become(self._first.day)
        self.on_edited()

    def on_edited(self) -> None:
        """Offered once it is whole."""
        backwards = self._last.day < self._first.day
        self._error.setText(_("Le dernier jour vient avant le premier."))
        self._error.setVisible(backwards)
        self._go.setEnabled(bool(self._name.text().strip()) and not backwards)

    def on_remove(self) -> None:
        """Take it away."""
        self.removing = True
        self.accept()
