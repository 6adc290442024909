"""Noting what a volunteer gets back for a day, with their year beside it; and everybody's list of a year."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _, format_date, format_number, long_date
from delta_app.core.money import format_money
from delta_app.hosts.allowance_data import (
    FARTHEST_KM,
    KINDS,
    AllowanceRow,
    AllowanceYear,
    Kind,
    allowance_list,
    allowance_year,
    kind_words,
    left_words,
    over_words,
)
from delta_app.sheets.output import check_name, keep_pdf, write_file
from delta_app.team.commands import HostRow, note_allowance, remove_allowance
from delta_app.team.files import allowances_pdf, allowances_xlsx, list_file_name, list_title
from delta_app.venue.queries import venue
from delta_app.widgets import space
from delta_app.widgets.buttons import Button
from delta_app.widgets.choice import Choice
from delta_app.widgets.date_field import DateField
from delta_app.widgets.dialog import Dialog, scrolled
from delta_app.widgets.forms import NumberField, add_field, form_on
from delta_app.widgets.money_field import MoneyField
from delta_app.widgets.page import Desk
from delta_app.widgets.paper_dialog import PaperDialog
from delta_app.widgets.rows import Removable, RemovableRows
from delta_app.widgets.text import words

FIRST_DAY = date(2005, 8, 1)  # the law of 3 July 2005 is in force


class AllowanceDialog(Dialog):
    """Stays open for the next one; what is left is said as one types."""

    def __init__(self, desk: Desk, host: HostRow, day: date, parent: QWidget | None = None) -> None:
        super().__init__(_("Défraiements de {name}").format(name=host.name), parent, width=520)
        self._desk, self._host = desk, host
        self._register: AllowanceYear | None = None
        self._build(day)
        self._lay_out()
        self._connect()
        self._read()
        self.amount.setFocus()

    def _build(self, day: date) -> None:
        self.day = DateField(_("Jour"))
        self.day.setDateRange(_in_qt(FIRST_DAY), _in_qt(clock.today()))
        self.day.show_day(day)
        self.kind = Choice(_("Nature"))
        for kind in KINDS:
            self.kind.addItem(kind_words(kind), kind)
        self.km = NumberField(0, FARTHEST_KM, 0)
        self.km.setSuffix(" km")
        self.amount = MoneyField()
        self._left, self._error = words("", wrap=True), words(role="error", wrap=True)
        self._error.hide()
        self._year = words("", "strong")
        self._sum = words("", "soft", wrap=True)
        self._rows = RemovableRows(lambda: self.amount)
        self.close_button = Button(_("Fermer"))
        self.go = Button(_("Noter"), "check", kind="main")

    def _lay_out(self) -> None:
        self._form = form_on()
        for text, field in (
            (_("Jour"), self.day), (_("Nature"), self.kind), (_("Distance"), self.km), (_("Montant"), self.amount),
        ):  # fmt: skip
            add_field(self._form, text, field)
        elsewhere = _("Ce que cette personne reçoit d’une autre organisation compte aussi dans ses plafonds.")
        body = QWidget()
        column = QVBoxLayout(body)
        space.around(column, 2, 2, 10, 2)
        space.between(column, 12)
        column.addLayout(self._form)
        for piece in (
            self._left, self._error, words(elsewhere, "soft", wrap=True), self._year, self._sum, self._rows,
        ):  # fmt: skip
            column.addWidget(piece)
        column.addStretch()
        self._area = scrolled(body)
        self.column.addWidget(self._area, 1)
        self.lay_out_buttons(self.close_button, self.go)
        self.fit_to(self._area)

    def _connect(self) -> None:
        self.day.dateChanged.connect(self.on_day)
        self.kind.currentIndexChanged.connect(self.on_edited)
        self.km.valueChanged.connect(self.on_edited)
        self.amount.textChanged.connect(self.on_edited)
        self._rows.remove_asked.connect(self.on_remove)
        self.close_button.clicked.connect(self.reject)
        self.go.clicked.connect(self.on_note)

    @property
    def _chosen(self) -> Kind:
        return KINDS[self.kind.currentIndex()]

    def on_day(self) -> None:
        """Another day, of another year perhaps."""
        self._read()

    def _read(self) -> None:
        """Show the year of the day chosen as it is kept."""
        with self._desk.attempt():
            year = self.day.day.year
            with self._desk.store.read() as session:
                self._register = allowance_year(session, self._host.id, year)
            register = self._register
            self._year.setText(_("Noté en {year}").format(year=year))
            self._sum.setText(left_words(register) if register.rows else _("Rien de noté."))
            self._rows.show_rows([_removable(row) for row in reversed(register.rows)], editable=True)
            self.on_edited()

    def on_edited(self) -> None:
        """Say what is left for what is chosen, and offer it once it is whole."""
        travel = self._chosen == "travel"
        self._form.setRowVisible(self.km, travel)
        self._error.hide()
        if self._register is not None:
            self._left.setText(_left(self._register, self.day.day, self._chosen))
        self.go.setEnabled(self.amount.cents is not None and (not travel or self.km.value() > 0))

    def on_note(self) -> None:
        """Note it, or say here why not."""
        cents, day, kind = self.amount.cents, self.day.day, self._chosen
        if cents is None:
            return
        about = {"name": self._host.name, "day": long_date(day)}
        km = self.km.value() if kind == "travel" else 0
        try:
            label = _("Noter un défraiement de {name}, {day}").format(**about)
            with self._desk.store.write(self._desk.actor, label) as session:
                noted = note_allowance(session, self._host.id, day, cents, kind=kind, km=km)
        except Refused as refusal:
            self._error.setText(say(refusal))
            self._error.show()
            self._area.ensureWidgetVisible(self._error)
            self.amount.setAccessibleDescription(say(refusal))
            self.amount.setFocus()
            return
        told = _("Défraiement noté : {name}, {day}, {amount}.").format(**about, amount=format_money(noted.cents))
        self._desk.told.emit(told, True)
        self.amount.setAccessibleDescription("")
        self.amount.clear()
        self.km.setValue(0)
        self._read()
        self.amount.setFocus()

    def on_remove(self, allowance_id: object) -> None:
        """Take one away; the toast has the way back."""
        about = {"name": self._host.name}
        self._desk.act(
            _("Retirer un défraiement de {name}").format(**about),
            lambda session: remove_allowance(session, int(str(allowance_id))),
            lambda gone: _("Défraiement retiré : {name}, {day}.").format(**about, day=long_date(gone.day)),
        )
        self._read()


def _in_qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _removable(row: AllowanceRow) -> Removable:
    about = {"day": format_date(row.day, "EEE d MMM"), "kind": kind_words(row.kind), "amount": format_money(row.cents)}
    sentence = _("{day} · {kind} · {amount}").format(**about)
    if row.km:
        sentence = _("{day} · {kind}, {km} km · {amount}").format(**about, km=format_number(row.km))
    return Removable(row.id, sentence, _("Retirer : {day}, {kind}, {amount}").format(**about))


def _left(register: AllowanceYear, day: date, kind: Kind) -> str:
    """What is possible for a kind on a day, before anything is typed."""
    if kind == "flat_rate":
        if register.of_real_expenses:
            return _("Frais réels notés en {year} : le forfait est exclu la même année.").format(year=register.year)
        sentence = _("Possible : {left}.").format(left=over_words(register.left_on(day)))
        noted = register.noted_on(day)
        if noted:
            already = _("Déjà {amount} ce jour-là.").format(amount=format_money(noted))
            sentence = f"{already} {sentence}"
        if register.ceiling.checked:
            return sentence
        return _("{sentence} Plafond à vérifier.").format(sentence=sentence)
    if kind == "real":
        if register.at_flat_rate:
            return _("Forfait noté en {year} : les frais réels sont exclus la même année.").format(year=register.year)
        return _("Frais réels : avec les pièces justificatives, et sans forfait la même année.")
    if register.of_real_expenses:
        return _("Déplacements : à côté des frais réels, sans limite de distance.")
    return _("Déplacements : encore {km} km en {year} à côté du forfait.").format(
        km=format_number(register.km_left), year=register.year
    )


def note_allowances(desk: Desk, host: HostRow, year: int, parent: QWidget) -> None:
    """The dialog for a person, on today or on the last day of a year gone by."""
    today = clock.today()
    AllowanceDialog(desk, host, today if year == today.year else date(year, 12, 31), parent).exec()


def show_allowance_list(desk: Desk, year: int, parent: QWidget) -> None:
    """Everybody's list of a year as it will come out of the printer; also as a spreadsheet."""
    with desk.attempt():
        today = clock.today()
        with desk.store.read() as session:
            listed, name = allowance_list(session, year), venue(session).name

        def keep_table(path: Path) -> None:
            check_name(path, ".xlsx")
            write_file(path, allowances_xlsx(listed, venue_name=name, made_on=today))

        PaperDialog(
            desk, list_title(year), lambda: allowances_pdf(listed, venue_name=name, printed_on=today), keep_pdf,
            name=list_file_name(year), keep_table=keep_table, parent=parent,
        ).exec()  # fmt: skip
