"""A field for a date, for forms that scroll: typed as one writes it, stepped, or picked from a month."""

import re
from datetime import date

from PySide6.QtCore import QDate, QDateTime, QPoint, Qt, QTime
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QValidator,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSpinBox, QDateEdit, QToolTip, QWidget

from delta_app.core.i18n import _
from delta_app.widgets import theme
from delta_app.widgets.day_picker import DayPicker

LONGEST = 20  # letters that can be typed
MONTH_AT, YEAR_AT = 3, 6  # where they begin in ``24/12/2026``

_PARTED = re.compile(r"(\d{1,2})[/.\- ]+(\d{1,2})(?:[/.\- ]+(\d{4}|\d{2}))?[/.]?")
_TOGETHER = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})?")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WHOLE = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}")  # nothing more is to come


def read_day(text: str, near: date) -> date | None:
    """The date somebody wrote, the year of ``near`` where they gave none; None where it is no date."""
    text = text.strip()
    backwards = _YEAR_FIRST.fullmatch(text)
    found = _PARTED.fullmatch(text) or _TOGETHER.fullmatch(text)
    if backwards is not None:
        year, month, day = backwards.groups()
    elif found is not None:
        day, month, year = found.groups()
    else:
        return None
    number = near.year if year is None else int(year)
    if year is not None and len(year) == 2:
        number += near.year - near.year % 100
    try:
        return date(number, int(month), int(day))
    except ValueError:
        return None


class DateField(QDateEdit, theme.Themed):
    """A date as one writes it in Belgium, ``24/12/2026``. What is typed is taken when the field is left; Alt+Down or F4
    opens a month to pick from; the wheel passes over it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setDisplayFormat("dd/MM/yyyy")
        self.setCalendarPopup(True)  # for the arrow; what opens is ours
        self.lineEdit().setMaxLength(LONGEST)
        # Qt would keep the keyboard to the day, the month or the year, and let nothing else be typed.
        self.lineEdit().cursorPositionChanged.disconnect()
        self.on_theme()

    def on_theme(self) -> None:
        """Measure again in another text size: Qt leaves the margins of the text out of what a field needs."""
        self.lineEdit().setTextMargins(theme.gap(6), 0, theme.gap(2), 0)
        digits = self.fontMetrics().horizontalAdvance("00/00/0000")
        self.setMinimumWidth(digits + theme.gap(6 + 2 + 2 * 9 + 26 + 4))

    @property
    def day(self) -> date:
        """The date in it."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def show_day(self, day: date) -> None:
        """Put another date in it."""
        self.setDate(QDate(day.year, day.month, day.day))

    @property
    def bounds(self) -> tuple[date, date]:
        """The first and the last date it takes."""
        first, last = self.minimumDate(), self.maximumDate()
        return date(first.year(), first.month(), first.day()), date(last.year(), last.month(), last.day())

    def validate(self, text: str, pos: int) -> tuple[QValidator.State, str, int]:
        """Anything may be typed; a whole date is taken at once, so that what hangs on it follows."""
        whole = _WHOLE.fullmatch(text) and self._read(text) is not None
        return (QValidator.State.Acceptable if whole else QValidator.State.Intermediate), text, pos

    def dateTimeFromText(self, text: str) -> QDateTime:
        """The date that a whole one says."""
        day = self._read(text) or self.day
        return QDateTime(QDate(day.year, day.month, day.day), QTime(0, 0))

    def _read(self, text: str) -> date | None:
        day = read_day(text, self.day)
        first, last = self.bounds
        return day if day is not None and first <= day <= last else None

    def take(self) -> bool:
        """Take what was typed; False when it is no date that can be: the former stands there again, and it is said."""
        typed = self.lineEdit().text()
        if typed == self.textFromDateTime(self.dateTime()):
            return True
        day = self._read(typed)
        self.show_day(day or self.day)
        self.lineEdit().setText(self.textFromDateTime(self.dateTime()))
        if day is None and self.isVisible():
            self._tell_refused(typed)
        return day is not None

    def _tell_refused(self, typed: str) -> None:
        message = _("« {typed} » n’est pas une date possible ici : celle d’avant est restée.").format(typed=typed)
        QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), message, self)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, message))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Typed as in any field; Enter takes it, the arrows step the day, the month or the year that they are in."""
        key, alt = event.key(), event.modifiers() & Qt.KeyboardModifier.AltModifier
        if key == Qt.Key.Key_F4 or (alt and key == Qt.Key.Key_Down):
            self.open_month()
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.take():
            self.selectAll()
            return  # nor does the dialog go on with another date than the one meant
        QAbstractSpinBox.keyPressEvent(self, event)  # and not as QDateEdit, see above

    def stepBy(self, steps: int) -> None:
        """A day, month or year on or back."""
        line = self.lineEdit()
        at = line.selectionStart() if line.hasSelectedText() else line.cursorPosition()
        self.take()
        shown = self.date()
        if at >= YEAR_AT:
            self.setDate(shown.addYears(steps))
            line.setSelection(YEAR_AT, 4)
        elif at >= MONTH_AT:
            self.setDate(shown.addMonths(steps))
            line.setSelection(MONTH_AT, 2)
        else:
            self.setDate(shown.addDays(steps))
            line.setSelection(0, 2)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """All of it is chosen, as in any field one comes to with Tab."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed is taken, unless one only looks elsewhere for a moment."""
        if event.reason() in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self.lineEdit().event(event)
            QWidget.focusOutEvent(self, event)
        else:
            self.take()
            super().focusOutEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The arrow at the right opens the month."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.open_month()

    def open_month(self) -> None:
        """Pick from a month."""
        if self.isReadOnly() or not self.isEnabled():
            return
        self.take()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        picker = DayPicker(self.day, self.bounds, self)
        picker.setAccessibleName(self.accessibleName())
        picker.picked.connect(self.on_picked)
        picker.open_under(self)

    def on_picked(self, day: date) -> None:
        """The day picked is in the field, which has the keyboard again."""
        self.show_day(day)
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Left to the form, which scrolls."""
        event.ignore()
