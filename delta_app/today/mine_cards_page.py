"""The cards of one's own page: what one is asked, when one comes, what one gave, when one could, when one is away."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.calendar import Month, monday_of
from delta_app.core.i18n import (
    _,
    capitalised,
    day_month,
    format_number,
    format_time,
    join_names,
    month_name,
    ngettext,
)
from delta_app.today import spoken
from delta_app.today.mine_data import Asked, Given, Held, MineView
from delta_app.today.queries import OwnSeat, TradeRow
from delta_app.widgets import space
from delta_app.widgets.buttons import Button, IconButton
from delta_app.widgets.cards import Card
from delta_app.widgets.date_field import DateField
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.item_rows import ItemRow, empty_layout
from delta_app.widgets.rows import Removable, RemovableRows
from delta_app.widgets.text import button_text, words
from delta_app.widgets.wish_grid import DatedWishGrid, Span
from delta_app.widgets.wishes import Level


def _headed(card: Card, heading: str) -> None:
    card.setAccessibleName(heading)
    card.column.addWidget(words(heading, "heading", wrap=True))


class MonthsButton(Button):
    """What one takes along of a month, which is chosen in its menu; ``month_asked`` tells the month."""

    month_asked = Signal(object)

    def __init__(self, text: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(text, icon, parent=parent)
        self._months = QMenu(self)
        self._shown: tuple[tuple[Month, bool], ...] = ()
        self.setMenu(self._months)

    def show_months(self, months: tuple[tuple[Month, bool], ...]) -> None:
        """Offer these months; one without a shift is said to have none."""
        if months == self._shown:
            return
        self._shown = months
        self._months.clear()
        for month, held in months:
            name = capitalised(month_name(month.first))
            said = name if held else _("{month} : aucune permanence").format(month=name)
            action = self._months.addAction(button_text(said))
            action.setEnabled(held)
            action.triggered.connect(lambda _checked=False, month=month: self.month_asked.emit(month))
        some = any(held for _month, held in months)
        self.setEnabled(some)
        self.setAccessibleDescription("" if some else _("Aucune permanence ce mois-ci, ni à venir."))


class AskedCard(Card):
    """What others ask of one; hidden while nothing is."""

    agreed = Signal(object, object)  # the request, and one's own shift that is given for it or None
    declined = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tone="info", parent=parent)
        _headed(self, _("On vous demande"))
        self._rows = QVBoxLayout()
        space.between(self._rows, 9)
        self.column.addLayout(self._rows)

    def show_asked(self, asked: Sequence[Asked]) -> None:
        """Show these requests."""
        empty_layout(self._rows)
        for one in asked:
            self._rows.addWidget(self._row(one))
        self.setVisible(bool(asked))

    def _row(self, one: Asked) -> QFrame:
        trade = one.trade
        box = QFrame()
        box.setProperty("role", "word")
        column = QVBoxLayout(box)
        space.around(column, 11, 8, 11, 9)
        space.between(column, 6)
        when = spoken.shift_words(trade.day, trade.start_minute, trade.end_minute)
        sentence = (
            _("{name} cherche quelqu’un {when}.") if not one.choices else _("{name} propose un échange : {when}…")
        )
        if one.said_yes:
            sentence = _("Vous avez accepté : {name}, {when}. La coordination doit encore approuver.")
        elif not one.by_name:
            sentence = _("{name} cherche quelqu’un {when} ; c’est demandé à tout le monde.")
        said = sentence.format(name=trade.name, when=when)
        column.addWidget(words(said, wrap=True))
        if one.leads:
            led = f"{capitalised(one.leads)}."
            column.addWidget(words(led, "strong", wrap=True))
            said = f"{said} {led}"
        box.setAccessibleName(said)
        acts = FlowLayout(spacing=7)
        for button in () if one.said_yes else self._yes(one):
            acts.addWidget(button)
        if one.by_name or one.said_yes:
            no = Button(_("Je ne peux plus") if one.said_yes else _("Je ne peux pas"))
            saying = _("Je ne peux plus, {name}, {when}") if one.said_yes else _("Je ne peux pas, {name}, {when}")
            no.setAccessibleName(saying.format(name=trade.name, when=when))
            no.clicked.connect(lambda: self.declined.emit(trade))
            acts.addWidget(no)
        column.addLayout(acts)
        return box

    def _yes(self, one: Asked) -> list[Button]:
        trade = one.trade
        if not one.choices:
            yes = Button(_("J’accepte"), "check", kind="main")
            yes.setAccessibleName(
                _("J’accepte, {name}, {when}").format(
                    name=trade.name, when=spoken.moment_words(trade.day, trade.start_minute)
                )
            )
            yes.clicked.connect(lambda: self.agreed.emit(trade, None))
            return [yes]
        buttons = []
        for choice in one.choices:
            if choice.day is None or choice.start_minute is None:
                continue
            when = spoken.moment_words(choice.day, choice.start_minute)
            yes = Button(_("J’accepte contre ma permanence {when}").format(when=when), "swap", kind="main")
            yes.clicked.connect(lambda _checked=False, choice=choice: self.agreed.emit(trade, choice))
            buttons.append(yes)
        return buttons


class SeatsCard(Card):
    """One's shifts to come, each with what was asked for it."""

    cannot_asked = Signal(int)
    keep_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        _headed(self, _("Mes prochaines permanences"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.column.addLayout(self._rows)
        nothing = _("Aucune permanence à venir. Dites quand vous pourriez, dans la grille des disponibilités.")
        self._nothing = words(nothing, "soft", wrap=True)
        self.column.addWidget(self._nothing)
        self._already = words("", "soft", wrap=True)
        self.column.addWidget(self._already)

    def show_seats(self, view: MineView) -> None:
        """Show these shifts."""
        empty_layout(self._rows)
        for seat in view.seats:
            self._rows.addWidget(self._row(seat, view.requests.get(seat.seat_id)))
        self._nothing.setVisible(not view.seats)
        days = ", ".join(_held_words(one, view.already) for one in view.already)
        self._already.setText(_("Déjà ce mois-ci : {days}").format(days=days))
        self._already.setVisible(bool(days))

    def _row(self, seat: OwnSeat, request: TradeRow | None) -> ItemRow:
        title = capitalised(spoken.shift_words(seat.day, seat.start_minute, seat.end_minute))
        beside = _("avec {names}").format(names=join_names(list(seat.beside))) if seat.beside else _("seul·e inscrit·e")
        said = _("en doublure, {beside}").format(beside=beside) if seat.shadow else beside
        if request is not None:
            said = _request_words(request)
        said = " · ".join(filter(None, (said, seat.leads)))
        if seat.decision and seat.decision.hours is None:
            return ItemRow(
                title, _("La coordination a décidé de fermer : ne venez pas."), chip=(_("fermé"), "door", "plain")
            )
        if seat.decision and seat.decision.lost_minutes:
            said = f"{spoken.decided_words(seat.decision)} · {said}"
        when = spoken.moment_words(seat.day, seat.start_minute)
        if seat.shadow:
            return ItemRow(title, said)
        if seat.seeking:
            button = Button(_("Je viens finalement"))
            button.setAccessibleName(_("Je viens finalement, {when}").format(when=when))
            button.clicked.connect(lambda: self.keep_asked.emit(seat))
            return ItemRow(title, said, button, chip=(_("cherche"), "swap", "attention"))
        button = Button(_("Je ne peux pas venir…"))
        button.setAccessibleName(_("Je ne peux pas venir, {when}…").format(when=when))
        button.clicked.connect(lambda: self.cannot_asked.emit(seat.seat_id))
        return ItemRow(title, said, button)


def _held_words(held: Held, among: Sequence[Held]) -> str:
    """``jeu. 3``; where there was another on that day, ``jeu. 3 à 10h``."""
    when = spoken.day_words(held.day)
    if sum(one.day == held.day for one in among) > 1:
        when = _("{day} à {time}").format(day=when, time=format_time(held.start_minute))
    return _("{when} (doublure)").format(when=when) if held.shadow else when


def _request_words(request: TradeRow) -> str:
    """What became of what one asked."""
    names = join_names(list(dict.fromkeys(one.name for one in request.choices)))
    return {
        "open": _("demandé à {names}, sans réponse encore").format(names=names)
        if names
        else _("demandé à tout le monde, sans réponse encore"),
        "agreed": _("quelqu’un accepte ; la coordination doit approuver"),
        "declined": _("personne de ceux à qui c’est demandé ne peut ; demandez à d’autres"),
        "void": _("l’autre permanence a changé ; demandez à nouveau"),
        "expired": _("personne n’a répondu à temps"),
        "refused": _("la coordination n’a pas approuvé"),
    }.get(request.state, "")


class GivenCard(Card):
    """The hours given: for oneself, compared with nobody."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        _headed(self, _("Ce que vous avez donné"))
        self._said = words("", wrap=True)
        self.column.addWidget(self._said)

    def show_given(self, month: Given, year: Given) -> None:
        """This month and this year."""
        self._said.setText(
            _("Ce mois-ci : {month}. Cette année : {year}. Merci !").format(
                month=_given_words(month), year=_given_words(year)
            )
        )


def _given_words(given: Given) -> str:
    hours = format_number(round(given.minutes / 60, 2))
    shifts = ngettext("{n} permanence", "{n} permanences", given.shifts).format(n=given.shifts)
    return _("{shifts}, {hours} h").format(shifts=shifts, hours=hours)


class AnswersCard(Card):
    """When one could come in a month, week by week; ``painted`` tells what was said, as (day, start, end) → level."""

    month_asked = Signal(int)
    painted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._earlier = IconButton("chevron-left", _("Mois précédent"))
        self._later = IconButton("chevron-right", _("Mois suivant"))
        self._heading = words("", "heading", wrap=True)
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self._earlier)
        head.addWidget(self._later)
        self.column.addLayout(head)
        how = _("Cliquez ou glissez : oui, préféré, si nécessaire, non. Ce que vous dites d’une date compte plus que "
                "la semaine habituelle, qui se voit déjà.")  # fmt: skip
        self.column.addWidget(words(how, "soft", wrap=True))
        self._weeks = QVBoxLayout()
        space.between(self._weeks, 8)
        self.column.addLayout(self._weeks)
        self._shown: tuple[Month, tuple[tuple[date, int, int], ...]] | None = None
        self._grids: dict[date, DatedWishGrid] = {}
        self._earlier.clicked.connect(lambda: self.month_asked.emit(-1))
        self._later.clicked.connect(lambda: self.month_asked.emit(1))

    def show_month(self, view: MineView) -> None:
        """Show what one said, or usually says, for each opening of the month still to come."""
        person = view.person
        self._heading.setText(_("Mes disponibilités en {month}").format(month=month_name(person.month.first)))
        self._earlier.setEnabled(person.month > Month.of(clock.today()))
        coming = [one for one in person.answers if one.day > clock.today()]
        spans = tuple((one.day, one.start_minute, one.end_minute) for one in coming)
        if self._shown != (person.month, spans):
            self._shown = person.month, spans
            self._rebuild({day for day, _start, _end in spans})
        for monday, grid in self._grids.items():
            levels: dict[Span, Level] = {
                (one.day.weekday(), one.start_minute, one.end_minute): one.said or one.usual
                for one in coming
                if monday <= one.day < monday + timedelta(days=7)
            }
            grid.show_week(levels, editable=True)

    def _rebuild(self, days: set[date]) -> None:
        empty_layout(self._weeks)
        self._grids = {}
        mondays, weekdays = sorted(set(map(monday_of, days))), {day.weekday() for day in days}
        for monday in mondays:
            grid = DatedWishGrid(monday, days)
            grid.weekdays = sorted(weekdays)  # all weeks in the same columns
            grid.setAccessibleName(_("Semaine du {day}").format(day=day_month(monday)))
            grid.painted.connect(lambda stroke, monday=monday: self.on_painted(monday, stroke))
            self._grids[monday] = grid
            self._weeks.addWidget(grid)
        if not mondays:
            self._weeks.addWidget(words(_("Aucune ouverture n’est prévue ce mois-là."), "soft", wrap=True))

    def on_painted(self, monday: date, stroke: Mapping[Span, Level]) -> None:
        """A stroke in one week."""
        self.painted.emit(
            {(monday + timedelta(days=weekday), start, end): level for (weekday, start, end), level in stroke.items()}
        )


class AbsencesCard(Card):
    """Days one is away. ``noted`` tells the first and the last, ``removed`` a day of one that goes."""

    noted = Signal(date, date)
    removed = Signal(date)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        _headed(self, _("Mes absences"))
        self.first, self.last = DateField(_("Premier jour d’absence")), DateField(_("Dernier jour d’absence"))
        self.note = Button(_("Noter l’absence"))
        self._rows = RemovableRows(lambda: self.note)
        self.column.addWidget(self._rows)
        form = FlowLayout(spacing=7)
        for piece in (words(_("du")), self.first, words(_("au")), self.last, self.note):
            form.addWidget(piece)
        self.column.addLayout(form)
        self.note.clicked.connect(self.on_note)
        self._rows.remove_asked.connect(self.removed)
        self.first.dateChanged.connect(self.on_first)
        self._whose: int | None = None

    def show_absences(self, view: MineView) -> None:
        """Show those not over; the fields start afresh for another person."""
        if self._whose != view.host_id:
            self._whose = view.host_id
            self.first.show_day(clock.today() + timedelta(days=1))
            self.last.show_day(clock.today() + timedelta(days=1))
        rows = [
            Removable(
                away.first_day,
                spoken.days_words(away.first_day, away.last_day),
                _("Enlever l’absence {days}").format(days=spoken.days_words(away.first_day, away.last_day)),
            )
            for away in view.person.absences
        ]
        self._rows.show_rows(rows, editable=True)

    def on_first(self) -> None:
        """The last day is never before the first."""
        if self.last.day < self.first.day:
            self.last.show_day(self.first.day)

    def on_note(self) -> None:
        """These days."""
        self.noted.emit(self.first.day, self.last.day)
