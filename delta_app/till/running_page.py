"""What happened in this opening, newest first, each with the one press that undoes it by a contrary entry."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from delta_app.core.i18n import _
from delta_app.core.money import format_money
from delta_app.till.journal_data import EntryRow
from delta_app.till.spoken import entry_words, local_time_words, number_words, ways_words
from delta_app.widgets import space, theme
from delta_app.widgets.buttons import Button, IconButton
from delta_app.widgets.cards import Card
from delta_app.widgets.text import set_property, words

TIME, NUMBER, WAY, AMOUNT, ACT, HIGH = 52, 92, 120, 82, 74, 30
NARROW_BELOW = 620
LEAST = 230


class EntryLine(QFrame, theme.Themed):
    """One entry in one line; in two where there is little room."""

    undo_asked = Signal()
    paper_asked = Signal()

    def __init__(self, row: EntryRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "item")
        self._narrow = False
        said, way, amount = entry_words(row), ways_words(row), format_money(row.amount)
        self._time, self._number = words(local_time_words(row.at)), words(number_words((row.year, row.number)))
        self._said, self._way = words(said, wrap=True), words(way)
        self._below = words(" · ".join(filter(None, (number_words((row.year, row.number)), way))), "soft")
        self._amount = words(amount if row.kind not in ("open", "clock") else "")
        self._amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if row.amount < 0:
            set_property(self._amount, "role", "out")
        self.undo = Button(_("annuler"), kind="undo")
        self.undo.setAccessibleName(_("Annuler {said}, {number}").format(
            said=said, number=number_words((row.year, row.number))
        ))  # fmt: skip
        self.undo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._undone = words("", "soft")
        self._paper = IconButton("receipt", _("Voir la pièce : {said}").format(said=said))
        self._paper.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._paper.setVisible(row.has_paper)
        self._paper.clicked.connect(self.paper_asked)
        self._lay_out()
        self.undo.clicked.connect(self.undo_asked)
        self.tell(row)
        self.on_theme()

    def _lay_out(self) -> None:
        across = QHBoxLayout(self)
        space.around(across, 4, 3, 0, 3)
        space.between(across, 8)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._said)
        middle.addWidget(self._below)
        across.addWidget(self._time)
        across.addWidget(self._number)
        across.addLayout(middle, 1)
        across.addWidget(self._paper)
        for piece in (self._way, self._amount, self._undone, self.undo):
            across.addWidget(piece)

    def tell(self, row: EntryRow) -> None:
        """Whether it still stands."""
        self.undo.setVisible(row.reversible)
        self._undone.setVisible(not row.reversible)
        self._undone.setText(_("annulé") if row.reversed_by is not None else "")
        state = self._undone.text()
        pieces = (local_time_words(row.at), entry_words(row), ways_words(row), format_money(row.amount), state)
        self.setAccessibleName(", ".join(filter(None, pieces)))
        font = self._said.font()
        font.setStrikeOut(row.reversed_by is not None)
        for label in (self._said, self._amount):
            label.setFont(font)

    def be_narrow(self, narrow: bool) -> None:
        """Number and way under the words, or beside them."""
        self._narrow = narrow
        self._number.setVisible(not narrow)
        self._way.setVisible(not narrow)
        self._below.setVisible(narrow)

    def on_theme(self) -> None:
        """The columns stand under each other."""
        columns: tuple[tuple[QWidget, int], ...] = (
            (self._time, TIME), (self._number, NUMBER), (self._way, WAY), (self._amount, AMOUNT), (self._undone, ACT),
            (self.undo, ACT),
        )  # fmt: skip
        for label, width in columns:
            label.setFixedWidth(theme.px(width))
        self.setMinimumHeight(theme.px(HIGH))
        self.be_narrow(self._narrow)


class RunningJournal(Card):
    """The journal of this opening; ``undo_asked`` and ``paper_asked`` tell an entry."""

    undo_asked = Signal(int)
    paper_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(_("Journal de cette ouverture"))
        self.column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        head = QHBoxLayout()
        head.addWidget(words(_("Journal de cette ouverture"), "strong"))
        self._note = words(_("une erreur ? on annule par une écriture contraire, rien ne s’efface"), "soft", wrap=True)
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight)
        head.addWidget(self._note, 1)
        self.column.addLayout(head)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.column.addLayout(self._rows)
        self._nothing = words(_("Rien encore : la première vente se notera ici."), "soft", wrap=True)
        self.column.addWidget(self._nothing)
        self.column.addStretch()
        self._lines: dict[int, EntryLine] = {}
        self._shown: tuple[EntryRow, ...] = ()

    def show_entries(self, rows: Sequence[EntryRow]) -> None:
        """Show these, newest first; lines that stay are only told whether they still stand."""
        if tuple(rows) == self._shown:
            return
        before = {row.id: row for row in self._shown}
        self._shown = tuple(rows)
        for gone in before.keys() - {row.id for row in rows}:
            line = self._lines.pop(gone)
            line.hide()
            line.deleteLater()
        for place, row in enumerate(rows):
            if row.id not in self._lines:
                self._lines[row.id] = self._line(row)
                self._rows.insertWidget(place, self._lines[row.id])
            elif before[row.id] != row:
                self._lines[row.id].tell(row)
        self._nothing.setVisible(not rows)

    def _line(self, row: EntryRow) -> EntryLine:
        line = EntryLine(row)
        line.be_narrow(self._is_narrow())
        line.undo_asked.connect(lambda: self.undo_asked.emit(row.id))
        line.paper_asked.connect(lambda: self.paper_asked.emit(row.id))
        return line

    def latest_to_undo(self) -> EntryRow | None:
        """The newest entry that stands and can be undone."""
        return next((row for row in self._shown if row.reversible), None)

    def _is_narrow(self) -> bool:
        return self.width() < theme.px(NARROW_BELOW)

    def minimumSizeHint(self) -> QSize:
        """As narrow as an entry in two lines may be, however it stands now."""
        return QSize(theme.px(LEAST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two lines an entry where one is too little."""
        super().resizeEvent(event)
        narrow = self._is_narrow()
        for line in self._lines.values():
            line.be_narrow(narrow)
        self._note.setVisible(not narrow)
