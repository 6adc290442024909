"""A month of the programme as a list: day by day, every date a row that is chosen and opened as in the calendar."""

from datetime import date, datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from delta_app.core.i18n import _, short_date
from delta_app.programme.calendar_page import key_of
from delta_app.programme.date_page import tone_of
from delta_app.programme.date_words_data import full_words, repeats_words, span_words, state_words
from delta_app.programme.queries import DateRow, ProgrammeMonth
from delta_app.widgets import space, theme
from delta_app.widgets.buttons import PressButton
from delta_app.widgets.chips import Chip
from delta_app.widgets.dialog import scrolled
from delta_app.widgets.item_rows import empty_layout
from delta_app.widgets.text import set_property, words

DAY_WIDTH, HOURS_WIDTH = 92, 104


class ListedDate(PressButton, theme.Themed):
    """One date: its day where it is the first of it, its hours, its title with where and with whom, and how it
    stands."""

    def __init__(self, row: DateRow, local: datetime, *, names_day: bool) -> None:
        super().__init__()
        self.key = key_of(row)
        self.setProperty("kind", "link")
        self.setAccessibleName(full_words(row, local))
        self.setAutoDefault(False)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._day = words(short_date(row.day) if names_day else "", "strong")
        self._hours = words(span_words(row.start_minute, row.end_minute))
        title = words(row.title, "strong", wrap=True)
        about = [row.room, row.leader, repeats_words(row.plan), row.plan.description]
        caption = words(" · ".join(part for part in about if part), "soft", wrap=True)
        text, icon, tone = state_words(row, local)
        across, told = QHBoxLayout(self), QVBoxLayout()
        space.around(across, 12, 7, 12, 7)
        space.between(across, 12)
        told.setSpacing(0)
        told.addWidget(title)
        if caption.text():
            told.addWidget(caption)
        across.addWidget(self._day, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self._hours, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(told, 1)
        across.addWidget(Chip(text, icon, tone_of(tone)))
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.on_theme()

    def on_theme(self) -> None:
        """Measure again in another text size."""
        self._day.setFixedWidth(theme.px(DAY_WIDTH))
        self._hours.setFixedWidth(theme.px(HOURS_WIDTH))

    def sizeHint(self) -> QSize:
        """As its words ask."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Narrower than that, for the words break."""
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()

    def heightForWidth(self, width: int) -> int:
        """As many lines as it takes."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout is not None else super().heightForWidth(width)


class ProgrammeList(QWidget):
    """Says which date was chosen, and which is to be opened; the arrows go from one to the next."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ListedDate] = []
        self._selected: str | None = None
        body = QWidget()
        self._column = QVBoxLayout(body)
        space.around(self._column, 0, 0, 8, 0)
        space.between(self._column, 2)
        self._area = scrolled(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)

    def show_month(self, view: ProgrammeMonth, local: datetime) -> None:
        """Show the dates of a month, day by day."""
        focused = next((row.key for row in self._rows if row.hasFocus()), None)
        empty_layout(self._column)
        self._rows = []
        day: date | None = None
        for row in view.of_month:
            if day is not None and row.day != day:
                self._column.addSpacing(theme.gap(5))
            listed = ListedDate(row, local, names_day=row.day != day)
            day = row.day
            listed.clicked.connect(lambda _checked=False, listed=listed: self.on_pressed(listed))
            self._rows.append(listed)
            self._column.addWidget(listed)
        if not self._rows:
            self._column.addWidget(words(_("Aucune activité ce mois-ci."), "soft"))
        self._column.addStretch(1)
        self.select(self._selected)
        if focused is not None:
            self.focus_row(focused)

    def select(self, key: str | None) -> None:
        """Mark one date as chosen without telling."""
        self._selected = key
        for row in self._rows:
            set_property(row, "chosen", "yes" if row.key == key else "")

    def focus_row(self, key: str) -> None:
        """Put the keyboard on a date."""
        row = next((row for row in self._rows if row.key == key), None)
        if row is not None:
            row.setFocus()
            self._area.ensureWidgetVisible(row)

    def on_pressed(self, row: ListedDate) -> None:
        """A date is chosen; pressed again, it is opened."""
        again = row.key == self._selected
        self.select(row.key)
        (self.opened if again else self.chosen).emit(row.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go from one date to the next."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        place = next((place for place, row in enumerate(self._rows) if row.hasFocus()), None)
        step = steps.get(Qt.Key(event.key()))
        if step is None or place is None:
            super().keyPressEvent(event)
            return
        row = self._rows[max(0, min(len(self._rows) - 1, place + step))]
        self.focus_row(row.key)
