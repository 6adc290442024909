"""The table of the visits of a month: a shift a row, gone through with the arrows."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from delta_app.core.i18n import _, capitalised, format_number, format_span, ngettext, short_date
from delta_app.today import spoken
from delta_app.today.visits_data import ShiftVisits, first_words
from delta_app.widgets import theme

ROWS_SHOWN = 6
FEW_ROWS = 3  # in large words


class VisitsTable(QTableWidget, theme.Themed):
    """One shift a row; ``opened``: Enter or a double click goes on to its numbers."""

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 4, parent)
        self.setAccessibleName(_("Passages du mois, une permanence par ligne"))
        self.setHorizontalHeaderLabels([_("Jour"), _("Heures"), _("Passages"), _("Premières fois")])
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self.on_theme()

    def on_theme(self) -> None:
        """Rows as high as the text asks, and room for some of them."""
        self.verticalHeader().setDefaultSectionSize(theme.px(30))
        rows = ROWS_SHOWN if theme.px(100) < 150 else FEW_ROWS
        self.setMinimumHeight(theme.px(30) * rows + theme.px(36))

    def show_rows(self, rows: tuple[ShiftVisits, ...], chosen: int) -> None:
        """Show the shifts, one of them chosen."""
        self.setRowCount(len(rows))
        for place, row in enumerate(rows):
            when = capitalised(spoken.shift_words(row.day, row.start_minute, row.end_minute))
            cells = (short_date(row.day), format_span(row.start_minute, row.end_minute), *_numbers(row))
            for column, text in enumerate(cells):
                item = QTableWidgetItem(capitalised(text) if column == 0 else text)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{when}, {_said(row)}" if column == 0 else text)
                if row.counted is None and column == 2:
                    item.setForeground(theme.colour(theme.colours().soft))
                self.setItem(place, column, item)
        if rows:
            self.setCurrentCell(chosen, 0)
            self.scrollTo(self.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The chosen shift stays in sight, also of a table that is laid out only now."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the numbers."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)


def _numbers(row: ShiftVisits) -> tuple[str, str]:
    if row.counted is None:
        return _("pas compté"), ""
    return format_number(row.counted.visits), format_number(row.counted.first_visits)


def _said(row: ShiftVisits) -> str:
    """``19 passages, dont 2 premières fois``."""
    if row.counted is None:
        return _("pas compté")
    visits = ngettext("{n} passage", "{n} passages", row.counted.visits).format(n=format_number(row.counted.visits))
    return f"{visits}, {first_words(row.counted.first_visits)}"
