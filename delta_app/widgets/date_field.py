"""A field for a date, for forms that scroll."""

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDateEdit, QWidget

from delta_app.widgets import theme


class DateField(QDateEdit, theme.Themed):
    """A date as one writes it in Belgium, ``24/12/2026``; the wheel passes over it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setDisplayFormat("dd/MM/yyyy")
        self.on_theme()

    def on_theme(self) -> None:
        """Measure again in another text size."""
        self.lineEdit().setTextMargins(theme.gap(6), 0, theme.gap(2), 0)

    @property
    def day(self) -> date:
        """The date in it."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def show_day(self, day: date) -> None:
        """Put another date in it."""
        self.setDate(QDate(day.year, day.month, day.day))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Left to the form, which scrolls."""
        event.ignore()
