"""A gathering noted, changed or taken away, the list to sign, and the list of a year."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QLineEdit, QWidget

from delta_app.core import clock
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _, capitalised
from delta_app.sheets.output import check_name, keep_pdf, write_file
from delta_app.team.files import (
    attendance_file_name,
    attendance_pdf,
    year_file_name,
    year_pdf,
    year_title,
    year_xlsx,
)
from delta_app.team.life_commands import add_gathering, change_gathering, remove_gathering
from delta_app.team.life_data import (
    GATHERING_KINDS,
    LONGEST_PLACE,
    LONGEST_THEME,
    YEARS,
    GatheringDetails,
    GatheringRow,
    attendance_list,
    clash_words,
    gathering_kind_words,
    gathering_words,
    gatherings_of_year,
    on_shift_then,
    venue,
)
from delta_app.widgets.buttons import Button
from delta_app.widgets.choice import Choice
from delta_app.widgets.date_field import DateField
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.forms import add_field, form_on
from delta_app.widgets.page import Desk
from delta_app.widgets.paper_dialog import PaperDialog
from delta_app.widgets.text import words
from delta_app.widgets.week_dialog import TimeField


class GatheringDialog(Dialog):
    """Notes it itself, and stays where it was refused. ``gathering_id`` is the one noted or changed; None once it was
    removed."""

    def __init__(self, desk: Desk, start: GatheringDetails, row: GatheringRow | None = None,
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(gathering_words(row) if row else _("Noter une rencontre"), parent, width=520)
        self._desk, self._row = desk, row
        self.gathering_id: int | None = row.id if row else None
        self._build(row.details if row else start)
        self._lay_out()
        self._connect()
        self.on_edited()
        self._kind.setFocus()

    def _build(self, start: GatheringDetails) -> None:
        self._kind = Choice(_("Nature"))
        for kind in GATHERING_KINDS:
            self._kind.addItem(capitalised(gathering_kind_words(kind)), kind)
        self._kind.setCurrentIndex(GATHERING_KINDS.index(start.kind))
        self._day = DateField(_("Jour"))
        self._day.setDateRange(QDate(YEARS[0], 1, 1), QDate(YEARS[-1], 12, 31))
        self._day.show_day(start.day)
        self._start, self._end = TimeField(_("Début"), start.start_minute), TimeField(_("Fin"), start.end_minute)
        self._theme, self._place = QLineEdit(start.theme), QLineEdit(start.place)
        self._theme.setMaxLength(LONGEST_THEME)
        self._theme.setPlaceholderText(_("de quoi il s’agit, en quelques mots"))
        self._place.setMaxLength(LONGEST_PLACE)
        self._place.setPlaceholderText(_("facultatif"))
        self._clash, self._error = words("", wrap=True), words(role="error", wrap=True)
        self._error.hide()
        self._remove, self._leave = Button(_("Supprimer")), Button(_("Annuler"))
        self._go = Button(_("Enregistrer"), "check", kind="main")

    def _lay_out(self) -> None:
        form = form_on()
        for text, field in (
            (_("Nature"), self._kind), (_("Jour"), self._day), (_("Début"), self._start), (_("Fin"), self._end),
            (_("Thème"), self._theme),
        ):  # fmt: skip
            add_field(form, text, field)
        form.addRow("", words(privacy_words(), "soft", wrap=True))
        add_field(form, _("Endroit"), self._place)
        self.column.addLayout(form)
        self.column.addWidget(self._clash)
        self.column.addWidget(self._error)
        self.lay_out_buttons(*((self._remove,) if self._row else ()), self._leave, self._go)

    def _connect(self) -> None:
        self._day.dateChanged.connect(self.on_edited)
        self._start.timeChanged.connect(self.on_edited)
        self._end.timeChanged.connect(self.on_edited)
        self._remove.clicked.connect(self.on_remove)
        self._leave.clicked.connect(self.reject)
        self._go.clicked.connect(self.on_go)

    @property
    def day(self) -> date:
        """The day it is on."""
        return self._day.day

    @property
    def _details(self) -> GatheringDetails:
        return GatheringDetails(
            GATHERING_KINDS[self._kind.currentIndex()], self._day.day, self._start.minute,
            self._end.minute or 24 * 60, self._theme.text(), self._place.text(),
        )  # fmt: skip

    def on_edited(self) -> None:
        """Say who has a shift at that time: it is told, not refused."""
        self._error.hide()
        details = self._details
        with self._desk.attempt():
            with self._desk.store.read() as session:
                names = on_shift_then(session, details.day, details.start_minute, details.end_minute)
            self._clash.setText(clash_words(names))
            self._clash.setVisible(bool(names))

    def on_go(self) -> None:
        """Note it, or say here why not."""
        details, row = self._details, self._row
        about = {"gathering": gathering_words(details)}
        try:
            if row is None:
                with self._desk.store.write(self._desk.actor, _("Noter : {gathering}").format(**about)) as session:
                    self.gathering_id = add_gathering(session, details)
            else:
                with self._desk.store.write(self._desk.actor, _("Modifier : {gathering}").format(**about)) as session:
                    change_gathering(session, row.id, details)
        except Refused as refusal:
            self._say(refusal)
            return
        self._desk.told.emit(_("Rencontre notée : {gathering}.").format(**about), True)
        self.accept()

    def _say(self, refusal: Refused) -> None:
        self._error.setText(say(refusal))
        self._error.show()
        self._day.setFocus()

    def on_remove(self) -> None:
        """Take it away, with who came; the toast has the way back."""
        row = self._row
        if row is None:
            return
        about = {"gathering": gathering_words(row)}
        try:
            with self._desk.store.write(self._desk.actor, _("Supprimer : {gathering}").format(**about)) as session:
                remove_gathering(session, row.id)
        except Refused as refusal:
            self._say(refusal)
            return
        self.gathering_id = None
        self._desk.told.emit(_("Rencontre supprimée : {gathering}.").format(**about), True)
        self.accept()


def privacy_words() -> str:
    """What a theme never holds."""
    return _("Pas de nom de personne accueillie, pas de santé, pas de situation personnelle.")


def show_attendance_sheet(desk: Desk, gathering_id: int, parent: QWidget) -> None:
    """The list to sign, as it will come out of the printer."""
    with desk.attempt():
        today = clock.today()
        with desk.store.read() as session:
            listed, name = attendance_list(session, gathering_id), venue(session).name
        title = _("Feuille de présence : {gathering}").format(gathering=gathering_words(listed.gathering))
        PaperDialog(
            desk, title, lambda: attendance_pdf(listed, venue_name=name, printed_on=today), keep_pdf,
            name=attendance_file_name(listed.gathering), parent=parent,
        ).exec()  # fmt: skip


def show_year_list(desk: Desk, year: int, parent: QWidget) -> None:
    """The gatherings of a year, on paper or as a spreadsheet."""
    with desk.attempt():
        today = clock.today()
        with desk.store.read() as session:
            listed, name = gatherings_of_year(session, year), venue(session).name

        def keep_table(path: Path) -> None:
            check_name(path, ".xlsx")
            write_file(path, year_xlsx(listed, venue_name=name, made_on=today))

        PaperDialog(
            desk, year_title(year), lambda: year_pdf(listed, venue_name=name, printed_on=today), keep_pdf,
            name=year_file_name(year), keep_table=keep_table, parent=parent,
        ).exec()  # fmt: skip
