"""The team as a list with one person whole beside it; where both have no room, they take turns."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.i18n import _, capitalised, format_date, month_name
from delta_app.team.detail_page import Detail
from delta_app.team.list_page import TeamTable, counts
from delta_app.team.person_page import PersonSide
from delta_app.team.queries import TeamRow, person_view
from delta_app.team.views_page import TeamView
from delta_app.widgets import space, theme
from delta_app.widgets.cards import Card
from delta_app.widgets.filter_chips import FilterBar
from delta_app.widgets.page import Desk
from delta_app.widgets.tab_order import read_in_order
from delta_app.widgets.text import words

NARROW_BELOW = 880  # width of the page at 100 % text under which the list and the person take turns
DETAIL_WIDTH = (330, 440)  # at 100 % text: the least, and the most where there is room


class ListView(TeamView, theme.Themed):
    """Counters that filter, the list, and whoever is chosen in it."""

    newcomer_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.rows: tuple[TeamRow, ...] = ()
        self._reading = False  # the person, where both have no room
        self.filters = FilterBar(_("Ne montrer que"))
        self.table = TeamTable()
        self.listed = Card()
        space.around(self.listed.column, 1, 4, 1, 8)
        self.listed.column.addWidget(self.table)
        self._nobody = words("", wrap=True)
        self.detail = Detail()
        self.side = PersonSide(desk, self.detail, self, self.on_person)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        space.around(column, 20, 0, 20, 14)
        space.between(column, 10)
        column.addWidget(self.filters)
        column.addWidget(self._nobody)
        across = QHBoxLayout()
        space.between(across, 14)
        across.addWidget(self.listed, 1)
        across.addWidget(self.detail)
        column.addLayout(across, 1)

    def _connect(self) -> None:
        self.filters.chosen.connect(self.table.filter)
        self.table.person_shown.connect(self.on_person)
        self.table.person_asked.connect(self.on_person_asked)
        self.table.newcomer_asked.connect(self.newcomer_asked)
        self.detail.back.clicked.connect(self.on_back)
        self.detail.shift_asked.connect(self.on_shift)
        self.detail.days.month_asked.connect(self.on_month_asked)

    def show_rows(self, rows: tuple[TeamRow, ...]) -> None:
        """Show these people."""
        self.rows = self.side.rows = rows
        self.filters.show_counts(counts(rows))
        month = self.desk.month.first
        self.table.show_rows(rows, month_name(month), capitalised(format_date(month, "LLL y")))

    def refresh(self) -> None:
        """The page reads the team, which it counts too, and shows it here."""

    def take_keyboard(self) -> None:
        """The list."""
        self.table.setFocus()

    def choose(self, host_id: int) -> None:
        """Show somebody, whatever was searched or filtered."""
        if self.table.host_id != host_id and not self.table.choose(host_id):
            self.filters.choose("")
            self.table.choose(host_id)

    def on_person(self, host_id: int | None) -> None:
        """Somebody is chosen in the list, or nobody can be."""
        with self.desk.attempt():
            view = None
            if host_id is not None:
                with self.desk.store.read() as session:
                    view = person_view(session, host_id, self.desk.month, clock.today())
            if view is not None:
                own = self.desk.actor.host_id == view.host.id
                editable, money = self.desk.may_write, self.desk.handles_money
                self.detail.show_person(view, editable=editable, money=money, own=own)
                self.detail.papers.show_person(self.desk, view.host)
            else:
                self._reading = False
            nobody = bool(self.rows) and host_id is None
            self._nobody.setText(_("Personne ne répond à cette recherche. Échap la vide.") if nobody else "")
            self._nobody.setVisible(nobody)
            self.share_out(somebody=view is not None)
            read_in_order(self)

    def share_out(self, *, somebody: bool) -> None:
        """Side by side where there is room, else the list or the person."""
        scaled = self.width() * 100 / theme.current().scale
        narrow = scaled < NARROW_BELOW
        self.detail.back.setVisible(narrow)
        self.detail.setVisible(somebody and (not narrow or self._reading))
        self.listed.setVisible(not narrow or not self._reading)
        self.filters.setVisible(not narrow or not self._reading)
        if narrow:
            self.detail.setMinimumWidth(0)
            self.detail.setMaximumWidth(16_777_215)
        else:
            least, most = DETAIL_WIDTH
            self.detail.setFixedWidth(theme.px(max(least, min(most, scaled * 0.27))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out the room."""
        super().resizeEvent(event)
        self.share_out(somebody=self.table.host_id is not None)

    def on_theme(self) -> None:
        """Share it out again in another text size."""
        self.share_out(somebody=self.table.host_id is not None)

    def on_person_asked(self) -> None:
        """On to the person."""
        if self.table.host_id is None:
            return
        self._reading = True
        self.share_out(somebody=True)
        (self.detail.edit if self.detail.edit.isVisible() else self.detail.days.earlier).setFocus()

    def leave_person(self) -> None:
        """The list, where the person had its place."""
        self._reading = False
        self.share_out(somebody=self.table.host_id is not None)

    def on_back(self) -> None:
        """Back to the list."""
        self.leave_person()
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape in the person goes back to the list."""
        if event.key() == Qt.Key.Key_Escape and self.detail.isAncestorOf(self.focusWidget()):
            self.on_back()
        else:
            super().keyPressEvent(event)

    def on_month_asked(self, step: int) -> None:
        """Another month, on every page."""
        self.desk.month = self.desk.month.plus(step)

    def on_shift(self, slot_id: int) -> None:
        """The shift in the planning."""
        self.desk.ask("planning.show")
        self.desk.slot_asked.emit(slot_id)

    def help_lines(self) -> Sequence[tuple[str, str]]:
        """How one works with it."""
        return (
            (_("Trouver quelqu’un"), _("Ctrl+F, puis quelques lettres d’un nom, d’un service ou d’une langue")),
            (_("Voir une personne"), _("les flèches dans la liste ; Entrée va à sa fiche, Échap en revient")),
            (_("Trier"), _("un clic sur un titre de colonne ; au clavier Maj+Tab, puis les flèches et Entrée")),
            (
                _("Noter une étape du parcours"),
                _("« Fait aujourd’hui » dans la fiche ; un clic sur l’étape pour le reste"),
            ),
            (_("Dire quand quelqu’un vient d’habitude"), _("cliquer ou glisser sur la grille ; ou flèches et lettres")),
            (_("Noter une absence"), _("glisser sur le petit calendrier, ou Maj+flèches, puis Entrée")),
            (_("Importer une liste ou un sondage"), _("glisser le fichier dans la fenêtre")),
        )
