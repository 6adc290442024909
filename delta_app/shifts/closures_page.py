"""The section of settings with a year's closures, legal and school holidays, and openings outside the pattern."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.i18n import _, format_span, format_time, long_date, ngettext, short_date
from delta_app.shifts.closures_dialog import CloseDaysDialog, ExtraOpeningDialog, days_words, told_closed
from delta_app.shifts.days_data import days_row
from delta_app.shifts.pattern_process import (
    ClosureRow,
    ExtraRow,
    HolidayRow,
    add_extra_opening,
    close_days,
    closure_rows,
    extra_rows,
    holidays_of,
    remove_closure,
    withdraw_extra_opening,
)
from delta_app.shifts.school_page import SchoolHolidaysCard
from delta_app.widgets.buttons import Button, IconButton
from delta_app.widgets.cards import Card
from delta_app.widgets.forms import acts_row
from delta_app.widgets.item_rows import ItemRow, empty_layout
from delta_app.widgets.page import Act, Desk
from delta_app.widgets.sections import Section, SectionView
from delta_app.widgets.text import words

FARTHEST_YEARS = 3


class ClosuresView(SectionView):
    """A year at a time."""

    tables = frozenset({"closure", "extra_opening", "opening", "school_holiday", "slot", "seat"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        sentence = _(
            "Un jour fermé l’est aussitôt sur le planning et sur le papier ; une ouverture en plus s’ajoute au mois."
        )
        super().__init__(desk, _("Fermetures et jours fériés"), sentence, parent)
        self._year = clock.today().year
        self._held: tuple[str, object] | None = None  # what should have the keyboard once all is shown anew
        self._to_hold: Button | None = None
        self._build()
        self._lay_out()
        self._connect()

    def _build(self) -> None:
        self._earlier = IconButton("chevron-left", _("Année précédente"))
        self._later = IconButton("chevron-right", _("Année suivante"))
        self._title = words(role="heading")
        self._close, self._open = Button(_("Fermer des jours…"), "door"), Button(_("Ouvrir en plus…"), "plus")
        self._matching = Button(_("Accorder les mois ouverts…"), "planning")
        self._schools = SchoolHolidaysCard(self.desk)
        self._closures, self._holidays, self._extras = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()

    def _lay_out(self) -> None:
        self.column.addLayout(acts_row(self._earlier, self._title, self._later))
        self.column.addLayout(acts_row(self._close, self._open, self._matching))
        for heading, rows in (
            (_("Jours fermés"), self._closures),
            (_("Jours fériés légaux"), self._holidays),
            (_("Ouvertures en plus"), self._extras),
        ):
            card = Card(heading)
            rows.setSpacing(0)
            card.column.addLayout(rows)
            self.column.addWidget(card)
            if rows is self._holidays:
                self.column.addWidget(self._schools)

    def _connect(self) -> None:
        self._earlier.clicked.connect(lambda: self.show_year(self._year - 1))
        self._later.clicked.connect(lambda: self.show_year(self._year + 1))
        self._close.clicked.connect(self.on_close)
        self._open.clicked.connect(self.on_open)
        self._matching.clicked.connect(lambda: self.desk.ask("settings.opening"))

    def show_year(self, year: int) -> None:
        """Turn to another year."""
        self._year = year
        self.refresh()

    def refresh(self) -> None:
        """Show the year as it is kept."""
        with self.desk.attempt():
            first, last = date(self._year, 1, 1), date(self._year, 12, 31)
            with self.desk.store.read() as session:
                closures = closure_rows(session, first, last)
                touched = {row.id: days_row(session, row.first_day, row.last_day).people for row in closures}
                holidays, extras = holidays_of(session, self._year), extra_rows(session, first, last)
            may, this_year = self.desk.may_write, clock.today().year
            self._title.setText(str(self._year))
            self._later.setEnabled(self._year < this_year + FARTHEST_YEARS)
            for button in (self._close, self._open, self._matching):
                button.setEnabled(may)
            # By its date: the name of a holiday closed in another language is another word.
            days = {row.day for row in holidays}
            own = [row for row in closures if row.first_day != row.last_day or row.first_day not in days]
            by_day = {row.first_day: row for row in closures if row.first_day == row.last_day}
            self._fill(self._closures, [self._closure(row, touched[row.id]) for row in own],
                       _("Aucune fermeture cette année, hors jours fériés."))  # fmt: skip
            self._fill(self._holidays, [self._holiday(row, by_day.get(row.day), touched) for row in holidays], "")
            self._schools.show_year(self._year)
            self._fill(self._extras, [self._extra(row) for row in extras],
                       _("Aucune. Une fête de quartier, un dimanche spécial : « Ouvrir en plus… »."))  # fmt: skip
            if self._to_hold is not None:
                self._to_hold.setFocus()
            self._held = self._to_hold = None

    def _fill(self, rows: QVBoxLayout, pieces: Sequence[QWidget], empty: str) -> None:
        empty_layout(rows)
        for piece in pieces or [words(empty, "soft", wrap=True)]:
            rows.addWidget(piece)

    def _row(self, key: tuple[str, object], row: ItemRow, *buttons: Button) -> ItemRow:
        """A row whose first button gets the keyboard back when it was what was just done."""
        for button in buttons:
            button.setEnabled(self.desk.may_write)
        if self._held == key and buttons:
            self._to_hold = buttons[0]
        return row

    def _closure(self, row: ClosureRow, people: int) -> ItemRow:
        span = days_words(row.first_day, row.last_day)
        button = Button(_("Rouvrir"))
        button.setAccessibleName(_("Rouvrir : {days}, {reason}").format(days=span, reason=row.reason))
        button.clicked.connect(lambda: self.on_reopen(row))
        return self._row(("closure", row.id), ItemRow(row.reason, _closed_caption(span, people), button), button)

    def _holiday(self, row: HolidayRow, closure: ClosureRow | None, touched: dict[int, int]) -> ItemRow:
        key = ("holiday", row.day)
        day = long_date(row.day)
        if row.closure and closure is not None:
            button = Button(_("Ouvrir"))
            button.setAccessibleName(_("Ouvrir le {day}, {name}").format(day=day, name=row.name))
            button.clicked.connect(lambda: self.on_reopen(closure, key))
            caption = _closed_caption(day, touched.get(closure.id, 0))
            return self._row(key, ItemRow(row.name, caption, button, chip=(_("fermé"), "door", "plain")), button)
        if row.closure:
            caption = _("{day} · dans une fermeture : {reason}").format(day=day, reason=row.closure)
            return ItemRow(row.name, caption, chip=(_("fermé"), "door", "plain"))
        if not row.usually_open:
            caption = _("{day} · on n’ouvre pas ce jour-là").format(day=day)
            return ItemRow(row.name, caption)
        button = Button(_("Fermer"))
        button.setAccessibleName(_("Fermer le {day}, {name}").format(day=day, name=row.name))
        button.clicked.connect(lambda: self._do_close(row.day, row.day, row.name, key))
        return self._row(key, ItemRow(row.name, day, button, chip=(_("ouvert"), "check", "good")), button)

    def _extra(self, row: ExtraRow) -> ItemRow:
        when = _("{day}, {span}").format(day=long_date(row.day), span=format_span(row.start_minute, row.end_minute))
        seats = ngettext("{n} place", "{n} places", row.seats).format(n=row.seats)
        button = Button(_("Retirer"))
        button.setAccessibleName(_("Retirer l’ouverture : {when}").format(when=when))
        button.clicked.connect(lambda: self.on_withdraw(row))
        title, caption = (row.reason, f"{when} · {seats}") if row.reason else (when, seats)
        return self._row(("extra", (row.day, row.start_minute)), ItemRow(title, caption, button), button)

    def on_close(self) -> None:
        """Close a day or several."""
        dialog = CloseDaysDialog(self.desk, self._first_choice(), self)
        if dialog.exec():
            self._year = dialog.first_day.year
            self._do_close(dialog.first_day, dialog.last_day, dialog.reason)
            self._close.setFocus()

    def _first_choice(self) -> date:
        today = clock.today()
        return today if self._year <= today.year else date(self._year, 1, 1)

    def _do_close(self, first: date, last: date, reason: str, hold: tuple[str, object] | None = None) -> None:
        self._held = hold
        days = days_words(first, last)
        with self.desk.attempt():
            with self.desk.store.read() as session:
                people = days_row(session, first, last).people
            self.desk.act(
                _("Fermer : {days}").format(days=days),
                lambda session: close_days(session, first, last, reason),
                lambda _nothing: told_closed(_("Fermé : {days}.").format(days=days), people),
            )

    def on_reopen(self, row: ClosureRow, hold: tuple[str, object] | None = None) -> None:
        """Take a closure away, whole."""
        self._held = hold
        days = days_words(row.first_day, row.last_day)
        self.desk.act(
            _("Rouvrir : {days}").format(days=days),
            lambda session: remove_closure(session, row.id),
            lambda reason: _("Rouvert : {days} ({reason}).").format(days=days, reason=reason),
        )
        if hold is None:
            self._close.setFocus()

    def on_open(self) -> None:
        """A slot outside the pattern."""
        dialog = ExtraOpeningDialog(self._first_choice(), self)
        if not dialog.exec():
            return
        day, start, end = dialog.day, dialog.start_minute, dialog.end_minute
        when = _("{day}, {span}").format(day=short_date(day), span=format_span(start, end))
        self._year = day.year
        self.desk.act(
            _("Ouvrir en plus : {when}").format(when=when),
            lambda session: add_extra_opening(session, day, start, end, seats=dialog.seats, reason=dialog.reason),
            lambda _nothing: _("Ouverture en plus : {when}. Accordez le mois pour qu’elle y entre.").format(when=when),
        )
        self._open.setFocus()

    def on_withdraw(self, row: ExtraRow) -> None:
        """Take an extra opening back."""
        when = _("{day} à {time}").format(day=short_date(row.day), time=format_time(row.start_minute))
        self.desk.act(
            _("Retirer l’ouverture en plus : {when}").format(when=when),
            lambda session: withdraw_extra_opening(session, row.day, row.start_minute),
            lambda _nothing: _("Ouverture retirée : {when}. Un mois déjà ouvert la garde jusqu’à ce qu’on l’accorde."
                               ).format(when=when),
        )  # fmt: skip
        self._open.setFocus()

    def offers(self) -> Sequence[Act]:
        """Closing and opening, and what is noted of the schools."""
        if not self.desk.may_write:
            return ()
        return (
            Act.of("settings.close_days", self._close),
            Act.of("settings.open_extra", self._open),
            *self._schools.offers(),
        )


def _closed_caption(days: str, people: int) -> str:
    if not people:
        return days
    waiting = ngettext("{n} personne à prévenir", "{n} personnes à prévenir", people).format(n=people)
    return f"{days} · {waiting}"


def closures_section() -> Section:
    """When the place does not open, and when it does besides."""
    return Section("closures", _("Fermetures"), "door", ClosuresView)
