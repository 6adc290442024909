"""The visits of a month, shift by shift: seen, put right, and entered later from a paper.

Before it stands whoever finds that a count was forgotten yesterday evening, or the coordinator at the end of the month
with a pile of tally sheets: which shifts lack a number, and in with it, one after the other.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.access import Role
from delta_app.core.calendar import Month
from delta_app.core.i18n import _, capitalised, format_number, month_name, ngettext
from delta_app.today import spoken
from delta_app.today.commands import forget_count, note_visits
from delta_app.today.visits_data import (
    MonthVisits,
    ShiftVisits,
    Visits,
    count_words,
    first_words,
    month_visits,
    uncounted_words,
)
from delta_app.today.visits_page import VisitsTable
from delta_app.widgets import space, theme
from delta_app.widgets.buttons import Button, IconButton
from delta_app.widgets.dialog import Dialog, scrolled
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.page import Desk
from delta_app.widgets.text import words


def show_visits(desk: Desk, parent: QWidget) -> None:
    """The month of today, until it is closed. Who somebody is can be asked only while nothing else is asked, so the
    dialog goes for that and comes back with what was typed: written, or, where nobody said who they are, as it was."""
    dialog = VisitsDialog(desk, parent)
    while dialog.exec():
        month, pending, known = dialog.month, dialog.pending, desk.identify()
        dialog = VisitsDialog(desk, parent, month)
        if pending is not None:
            dialog.take_up(*pending, write=known)


class VisitsDialog(Dialog):
    """A month of counts. Each act is done at once, told here, and can be taken back from here.

    Accepted: ``pending``, a shift and its numbers, waits for somebody to say who they are.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None, month: Month | None = None) -> None:
        super().__init__(_("Passages du mois"), parent, width=720)
        self._desk = desk
        self.month = month or Month.of(clock.today())
        self.pending: tuple[ShiftVisits, Visits] | None = None
        self._shown = MonthVisits(self.month, ())
        self._record: int | None = None
        self._build()
        self._lay_out()
        self._connect()
        self.refresh()
        self.on_row()
        if self._shown.rows:
            self._visits.setFocus()

    def _build(self) -> None:
        self._earlier = IconButton("chevron-left", _("Mois précédent"))
        self._later = IconButton("chevron-right", _("Mois suivant"))
        self._name, self._sum = words(role="heading"), words(role="strong", wrap=True)
        self._more = words(role="soft", wrap=True)
        self._table = VisitsTable()
        self._nothing = words(_("Aucune permanence de ce mois n’a encore commencé."), "soft", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._when = words(role="strong", wrap=True)
        self._visits, self._first = _number_field(_("Passages")), _number_field(_("Dont premières fois"))
        self._note = Button(_("Noter"), "check", kind="main")
        self._note.setAutoDefault(False)  # Enter elsewhere than in the numbers must not write them
        self._forget = Button(_("Pas compté"))
        self._entry, self._told = QWidget(), words(wrap=True)
        self._undo = Button(_("Reprendre"), "undo")
        self._leave = Button(_("Fermer"))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        space.between(row, 8)
        for piece in (self._earlier, self._name, self._later):
            row.addWidget(piece)
        row.addStretch()
        body = QWidget()
        column = QVBoxLayout(body)
        space.around(column, 5, 4, 5, 4)
        space.between(column, 12)
        column.addLayout(row)
        for piece in (self._sum, self._more):
            column.addWidget(piece)
        column.addWidget(self._table, 1)
        column.addWidget(self._nothing, 1)
        entry = FlowLayout(self._entry, spacing=8)
        for text, field in ((_("Passages"), self._visits), (_("dont premières fois"), self._first)):
            label = words(text)
            label.setBuddy(field)
            entry.addWidget(label)
            entry.addWidget(field)
        for button in (self._note, self._forget):
            entry.addWidget(button)
        area = scrolled(body)  # large words leave no room for all of it
        self.column.addWidget(area, 1)
        self.column.addWidget(self._when)
        self.column.addWidget(self._entry)
        self._told.setMinimumHeight(theme.px(22))
        self.column.addWidget(self._told)  # always there: what is told moves nothing
        self.buttons.insertWidget(0, words(_("Des nombres, jamais un nom."), "soft"))
        policy = self._undo.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._undo.setSizePolicy(policy)
        self._undo.hide()
        self.lay_out_buttons(self._undo, self._leave)
        self.fit_to(area)

    def _connect(self) -> None:
        self._earlier.clicked.connect(lambda: self.on_month(-1))
        self._later.clicked.connect(lambda: self.on_month(1))
        self._table.itemSelectionChanged.connect(self.on_row)
        self._table.opened.connect(self.on_opened)
        self._visits.returnPressed.connect(self.on_note)
        self._first.returnPressed.connect(self.on_note)
        self._note.clicked.connect(self.on_note)
        self._forget.clicked.connect(self.on_forget)
        self._undo.clicked.connect(self.on_undo)
        self._leave.clicked.connect(self.reject)
        self._desk.told.connect(self.on_told)
        self._desk.refused.connect(self.on_told)
        self._desk.actor_changed.connect(self.on_row)

    def refresh(self, chosen: int | None = None) -> None:
        """Read the month and show it; without a row to choose, the latest that nobody counted."""
        with self._desk.attempt(), self._desk.store.read() as session:
            self._shown = month_visits(session, self.month, clock.local_now())
        rows = self._shown.rows
        if chosen is None:
            lacking = [place for place, row in enumerate(rows) if row.counted is None]
            chosen = lacking[-1] if lacking else len(rows) - 1
        self._name.setText(capitalised(month_name(self.month.first)))
        self._later.setEnabled(self.month < Month.of(clock.today()))
        self._sum.setText(count_words(self._shown) or _("Rien n’est compté ce mois-là."))
        first = capitalised(first_words(self._shown.total.first_visits)) + "." if self._shown.counts else ""
        self._more.setText(" ".join(filter(None, (first, uncounted_words(self._shown)))))
        self._more.setVisible(bool(self._more.text()))
        self._table.show_rows(rows, min(chosen, len(rows) - 1))
        self._table.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self._when.setVisible(bool(rows))
        self._entry.setVisible(bool(rows))
        self.on_row()

    @property
    def _chosen(self) -> ShiftVisits | None:
        place = self._table.currentRow()
        return self._shown.rows[place] if 0 <= place < len(self._shown.rows) else None

    def on_row(self) -> None:
        """Another shift is chosen: its numbers are in the fields."""
        row = self._chosen
        for piece in (self._when, self._visits, self._first, self._note):
            piece.setEnabled(row is not None)
        self._forget.setVisible(self._desk.may_write)
        self._forget.setEnabled(row is not None and row.counted is not None)
        if row is None:
            self._when.setText("")
            return
        when = spoken.shift_words(row.day, row.start_minute, row.end_minute)
        self._when.setText(capitalised(when))
        counted = row.counted
        self._visits.setText("" if counted is None else str(counted.visits))
        self._first.setText("" if counted is None else str(counted.first_visits))
        self._note.setAccessibleName(_("Noter les passages, {when}").format(when=when))
        self._forget.setAccessibleName(_("Pas compté, {when}").format(when=when))

    def take_up(self, row: ShiftVisits, counted: Visits, *, write: bool) -> None:
        """Go on with a shift and its numbers where somebody was asked who they are, and did say so or not."""
        moments = [(one.day, one.start_minute) for one in self._shown.rows]
        if (row.day, row.start_minute) not in moments:
            return
        self._table.setCurrentCell(moments.index((row.day, row.start_minute)), 0)
        self._visits.setText(str(counted.visits))
        self._first.setText(str(counted.first_visits))
        self._visits.setFocus()
        if write and self._chosen is not None:
            self._write(self._chosen, counted)

    def on_opened(self) -> None:
        """On to the numbers of the shift."""
        self._visits.setFocus()
        self._visits.selectAll()

    def on_month(self, step: int) -> None:
        """A month earlier or later."""
        self.month = self.month.plus(step)
        self.on_told("")
        self.refresh()

    def on_note(self) -> None:
        """The numbers are so; on to the next shift that lacks them."""
        row, typed = self._chosen, (self._visits.text(), self._first.text() or "0")
        if row is None:
            return
        if not typed[0]:
            self.on_told(_("Écrivez d’abord combien de passages ; 0 si personne n’est venu."))
            self._visits.setFocus()
            return
        counted = Visits(int(typed[0]), int(typed[1]))
        if counted.first_visits > counted.visits:
            self.on_told(_("Plus de premières fois que de passages ? Rien n’a changé ; vérifiez les deux nombres."))
            self._first.setFocus()
            return
        self._write(row, counted)

    def _write(self, row: ShiftVisits, counted: Visits) -> None:
        if self._desk.actor.role == Role.READER:
            self.pending = row, counted
            self.accept()
            return
        place = self._shown.rows.index(row)
        when = spoken.shift_words(row.day, row.start_minute, row.end_minute)
        said = ngettext("{n} passage", "{n} passages", counted.visits).format(n=format_number(counted.visits))
        done = self._desk.act(
            _("Noter les passages, {when}").format(when=when),
            lambda session: note_visits(session, row.day, row.start_minute, counted),
            lambda _counted: _("Noté : {visits}, {when}.").format(visits=said, when=when),
        )
        if not done:
            return
        rows = self._shown.rows
        lacking = [other for other in range(place + 1, len(rows)) if rows[other].counted is None]
        self.refresh(lacking[0] if row.counted is None and lacking else place)
        self.on_opened()

    def on_forget(self) -> None:
        """The shift was not counted after all."""
        row = self._chosen
        if row is None:
            return
        when = spoken.shift_words(row.day, row.start_minute, row.end_minute)
        if self._desk.act(
            _("Passages pas comptés, {when}").format(when=when),
            lambda session: forget_count(session, row.day, row.start_minute),
            lambda _nothing: _("Pas compté : {when}.").format(when=when),
        ):
            self.refresh(self._table.currentRow())
            self._visits.setFocus()

    def on_told(self, message: str, undo: bool = False) -> None:
        """An outcome or a refusal, in words; the window that tells them else is behind."""
        self._record = self._desk.store.last_own_record if undo else None
        self._told.setText(message)
        self._undo.setVisible(self._record is not None)

    def on_undo(self) -> None:
        """Take back what was told last."""
        self._desk.undo(self._record)
        self.refresh(self._table.currentRow())
        self._visits.setFocus()


def _number_field(name: str) -> QLineEdit:
    """A whole number that may be empty, for not counted is not zero."""
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setValidator(QIntValidator(0, 99_999, field))
    field.setMaxLength(5)
    field.setMaximumWidth(theme.px(90))
    return field
