"""A month that opens under a field for a date, to pick one day from."""

from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from delta_app.core.calendar import Month
from delta_app.core.i18n import _, capitalised, long_date, month_name
from delta_app.widgets import space
from delta_app.widgets.buttons import IconButton
from delta_app.widgets.small_calendar import CalendarDay, DayButton, SmallCalendar
from delta_app.widgets.text import words


class OneDayCalendar(SmallCalendar):
    """One day is chosen: a press picks it, keys go to it and Enter picks it."""

    def __init__(self, bounds: tuple[date, date]) -> None:
        super().__init__()
        self._bounds = bounds

    def on_pressed(self, button: DayButton) -> None:
        """Chosen, and picked."""
        super().on_pressed(button)
        self.opened.emit()

    def on_dragged(self, place: QPoint) -> None:
        """It stays the one that was pressed."""

    def _go(self, day: date, *, stretch: bool) -> None:
        first, last = self._bounds
        super()._go(min(max(day, first), last), stretch=False)


class DayPicker(QFrame):
    """Closes when a day is picked, on Escape, or when one presses elsewhere."""

    picked = Signal(date)

    def __init__(self, day: date, bounds: tuple[date, date], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "picker")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bounds, self._month = bounds, Month.of(day)
        self._earlier = IconButton("chevron-left", _("Mois précédent"))
        self._later = IconButton("chevron-right", _("Mois suivant"))
        self._title = words("", "strong")
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.calendar = OneDayCalendar(bounds)
        self._lay_out()
        self._earlier.clicked.connect(lambda: self.turn(-1))
        self._later.clicked.connect(lambda: self.turn(1))
        self.calendar.month_asked.connect(self.turn)
        self.calendar.opened.connect(self.on_picked)
        self.calendar.choose(day)
        self.turn(0)
        self.calendar.focus_day(day)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._earlier)
        head.addWidget(self._title, 1)
        head.addWidget(self._later)
        column = QVBoxLayout(self)
        space.around(column, 10, 8, 10, 10)
        space.between(column, 6)
        column.addLayout(head)
        column.addWidget(self.calendar)

    def turn(self, months: int) -> None:
        """To another month."""
        self._month = self._month.plus(months)
        month, (first, last) = self._month, self._bounds
        self._title.setText(capitalised(month_name(month.first)))
        days = [CalendarDay(day, long_date(day), bare=True) for day in month.days() if first <= day <= last]
        self.calendar.show_month(month, days)
        self._earlier.setEnabled(month.first > first)
        self._later.setEnabled(month.last < last)
        self.adjustSize()

    def open_under(self, field: QWidget) -> None:
        """Under the field, above it where there is no room below."""
        self.adjustSize()
        room = field.screen().availableGeometry()
        at = field.mapToGlobal(QPoint(0, field.height() + 2))
        if at.y() + self.height() > room.bottom():
            at.setY(field.mapToGlobal(QPoint(0, 0)).y() - self.height() - 2)
        left = max(room.left(), min(at.x(), room.right() - self.width()))
        self.move(left, max(room.top(), at.y()))
        self.show()

    def on_picked(self) -> None:
        """Tell it and go."""
        day = self.calendar.last
        if day is not None and self.isVisible():
            self.close()
            self.picked.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the date as it was."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
