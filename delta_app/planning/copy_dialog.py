"""A look inside a copy: its months as the planning shows them, to read only; and putting it back."""

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from delta_app.core import backup, clock
from delta_app.core.backup import Backup
from delta_app.core.errors import Refused
from delta_app.core.i18n import _, capitalised, format_instant, month_name, ngettext
from delta_app.planning.copies_data import CopyLook, acts_since, look_at_copy, names_coming_back
from delta_app.planning.copies_words import names_back_words, people_words
from delta_app.planning.month_page import grid_month
from delta_app.planning.queries import MonthView
from delta_app.widgets import space, theme, work
from delta_app.widgets.buttons import Button, IconButton
from delta_app.widgets.chips import Chip
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.month_grid import MonthGrid
from delta_app.widgets.month_rows import COVERAGE
from delta_app.widgets.page import Desk
from delta_app.widgets.progress import Progress
from delta_app.widgets.text import words


class CopyDialog(Dialog):
    """Accepted: the copy has taken the place of the data."""

    def __init__(self, desk: Desk, copy: Backup, parent: QWidget | None = None) -> None:
        when = format_instant(copy.made_at)
        super().__init__(_("La copie du {when}").format(when=when), parent, width=980)
        self._desk, self._copy = desk, copy
        self._views: tuple[MonthView, ...] = ()
        self._place = 0
        self._build()
        self._lay_out()
        self._connect()
        self._work = work.start(lambda: look_at_copy(copy.path), self.on_looked, self.on_failed)

    def _build(self) -> None:
        self._holds = words(wrap=True)
        self._earlier = IconButton("chevron-left", _("Mois précédent"))
        self._later = IconButton("chevron-right", _("Mois suivant"))
        self._month = words(role="heading")
        self._chips = {name: Chip() for name in ("full", "partial", "empty")}
        self.grid = MonthGrid()
        self._reading = Progress(_("Lecture de la copie…"))
        self._restoring = Progress(_("La copie prend la place des données…"))
        self._restoring.cancel.hide()  # it is one step, and is over or not begun
        self._lost = words(wrap=True)
        self._error = words(role="error", wrap=True)
        self._error.hide()
        self._leave = Button(_("Fermer"))
        self._restore = Button(_("Remettre cette copie en place"), "undo", kind="main")
        self._restore.setEnabled(False)
        self._stack = QStackedWidget()

    def _lay_out(self) -> None:
        month = QWidget()
        column = QVBoxLayout(month)
        column.setContentsMargins(0, 0, 0, 0)
        space.between(column, 8)
        row = QHBoxLayout()
        space.between(row, 8)
        for piece in (self._earlier, self._month, self._later, *self._chips.values()):
            row.addWidget(piece)
        row.addStretch()
        column.addLayout(row)
        column.addWidget(self.grid, 1)
        for page in (self._reading, month, self._restoring):
            self._stack.addWidget(page)
        self.grid.setMinimumHeight(theme.gap(340))
        self.column.addWidget(self._holds)
        self.column.addWidget(self._stack, 1)
        self.column.addWidget(self._lost)
        self.column.addWidget(self._error)
        self.lay_out_buttons(self._leave, self._restore)

    def _connect(self) -> None:
        self._earlier.clicked.connect(lambda: self.show_month(self._place - 1))
        self._later.clicked.connect(lambda: self.show_month(self._place + 1))
        self.grid.month_asked.connect(lambda step: self.show_month(self._place + step))
        self._reading.cancelled.connect(self.reject)
        self._leave.clicked.connect(self.reject)
        self._restore.clicked.connect(self.on_restore)

    def on_looked(self, look: CopyLook) -> None:
        """Show what the copy holds; the newest month first."""
        try:
            self._lost.setText(self._lost_words(look))
        except Refused as refusal:  # the present data went away meanwhile
            self.on_failed(refusal)
            return
        self._views = look.views
        self._holds.setText(f"{look.contents.place} · {people_words(look.contents.hosts)}")
        self._restore.setEnabled(self._desk.may_write)
        if not self._desk.may_write:
            self._restore.setAccessibleDescription(_("C’est réservé à la coordination."))
        self._stack.setCurrentIndex(1)
        if look.views:
            self.show_month(len(look.views) - 1)
        else:
            self._month.setText(_("Aucun mois n’y est ouvert."))
            for piece in (self._earlier, self._later, self.grid, *self._chips.values()):
                piece.hide()
        self._leave.setFocus()  # a look changes nothing: Enter does not either

    def _lost_words(self, look: CopyLook) -> str:
        with self._desk.store.read() as session:
            acts = acts_since(session, look.contents.last, self._copy.made_at)
            names = names_coming_back(session, look.contents)
        since = ngettext(
            "{n} acte a été fait depuis : il ne sera plus là.",
            "{n} actes ont été faits depuis : ils ne seront plus là.",
            acts,
        ).format(n=acts)
        kept = _(
            "L’état d’aujourd’hui devient lui-même une copie, « avant une restauration », d’où l’on revient de même."
        )
        return " ".join(filter(None, (since if acts else "", names_back_words(names), kept)))

    def show_month(self, place: int) -> None:
        """One of the months there are."""
        if not 0 <= place < len(self._views):
            return
        self._place = place
        view = self._views[place]
        self._month.setText(capitalised(month_name(view.month.first)))
        self._earlier.setEnabled(place > 0)
        self._later.setEnabled(place < len(self._views) - 1)
        for name, chip in self._chips.items():
            icon, tone = COVERAGE[name]  # type: ignore[index]
            count = view.count(name)  # type: ignore[arg-type]
            chip.tell(_COUNTED[name](count), icon, tone)
            chip.setVisible(bool(count))
        self.grid.show_month(grid_month(view, clock.today()))

    def on_restore(self) -> None:
        """Put the copy back, on another thread."""
        self._stack.setCurrentIndex(2)
        for button in (self._leave, self._restore):
            button.setEnabled(False)
        address, path, by = self._desk.store.path, self._copy.path, self._desk.actor
        self._work = work.start(lambda: backup.restore(address, path, by), lambda _aside: self.accept(), self.on_failed)

    def on_failed(self, error: Exception) -> None:
        """Say why not; the data are as they were."""
        self._stack.setCurrentIndex(1 if self._views else 0)
        self._stack.setVisible(bool(self._views))
        self._error.setText(work.in_words(error))
        self._error.show()
        self._leave.setEnabled(True)
        self._leave.setFocus()

    def reject(self) -> None:
        """Leave; not while the copy takes its place, which cannot be stopped halfway."""
        if self._leave.isEnabled():
            self._work.drop()
            super().reject()


_COUNTED = {
    "full": lambda n: ngettext("{n} complète", "{n} complètes", n).format(n=n),
    "partial": lambda n: _("{n} à compléter").format(n=n),
    "empty": lambda n: _("{n} sans personne").format(n=n),
}
