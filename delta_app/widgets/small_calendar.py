"""A month in small: days with what is known of each, one or several chosen by mouse in one stroke or by keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from delta_app.core.calendar import Month, monday_of
from delta_app.core.i18n import capitalised, weekday_name
from delta_app.widgets import icons, theme
from delta_app.widgets.pressed_cell import PressedCell
from delta_app.widgets.text import plain_tip, words
from delta_app.widgets.wishes import Level, level_tone

WEEKS = 6
STEPS = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7,
}  # fmt: skip
SIGNS = {"prefers": "star", "can": "check", "if_needed": "half", "cannot": "close"}


@dataclass(frozen=True)
class CalendarDay:
    """A day as the calendar shows it: ``away`` the whole of it, ``busy`` with a shift, ``said`` the best answer given,
    ``shut`` when the place does not open, ``bare`` where nothing is to be known. ``spoken`` says all of it in words."""

    day: date
    spoken: str
    away: bool = False
    busy: bool = False
    shut: bool = False
    bare: bool = False
    said: Level = None


class DayButton(PressedCell):
    """One day."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.shown: CalendarDay | None = None
        self.chosen = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setRetainSizeWhenHidden(False)
        self.setSizePolicy(policy)

    def show_day(self, shown: CalendarDay | None) -> None:
        """Show a day, or none."""
        self.shown = shown
        self.setVisible(shown is not None)
        if shown is not None:
            self.setAccessibleName(shown.spoken)
            plain_tip(self, capitalised(shown.spoken))
            self.update()

    def choose(self, *, chosen: bool) -> None:
        """Be among the days chosen, or not."""
        if chosen != self.chosen:
            self.chosen = chosen
            self.update()

    def sizeHint(self) -> QSize:
        """Room for two figures and a sign."""
        return QSize(theme.px(34), theme.px(28))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for a side."""
        return QSize(theme.px(24), theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The number, what is known of the day, whether it is chosen."""
        shown = self.shown
        if shown is None:
            return
        shades = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, radius = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), theme.px(5)
        if self.chosen:
            painter.setPen(QPen(theme.colour(shades.accent), 1.5))
            painter.setBrush(theme.colour(shades.accent_soft))
            painter.drawRoundedRect(box, radius, radius)
        elif shown.busy:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(shades.plain_ground))
            painter.drawRoundedRect(box, radius, radius)
        if shown.away:
            _hatch(painter, box, radius)
        self._paint_number(painter, box, shown)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour(shades.focus), 2))
            painter.drawRoundedRect(box, radius, radius)

    def _paint_number(self, painter: QPainter, box: QRectF, shown: CalendarDay) -> None:
        shades = theme.colours()
        font = theme.font(11.5, QFont.Weight.Bold if shown.busy else QFont.Weight.Normal)
        font.setStrikeOut(shown.away)
        painter.setFont(font)
        painter.setPen(theme.colour(shades.accent if shown.busy else shades.soft if shown.shut else shades.ink))
        top = box.adjusted(0, theme.px(1), 0, 0)
        if not shown.bare:
            top.setHeight(theme.px(15))
        painter.drawText(top, Qt.AlignmentFlag.AlignCenter, str(shown.day.day))
        side = theme.px(8.5)
        signs = [("person", shades.accent)] if shown.busy else []
        if shown.said is not None:
            signs.append((SIGNS[shown.said], shades.text_of(level_tone(shown.said))))
        x = box.center().x() - (len(signs) * (side + 2) - 2) / 2
        for name, ink in signs:
            icons.paint(painter, name, ink, QRectF(x, box.bottom() - side - theme.px(1), side, side))
            x += side + 2


def _hatch(painter: QPainter, box: QRectF, radius: float) -> None:
    """Slanting lines, as over a closed day of the month."""
    shape = QPainterPath()
    shape.addRoundedRect(box, radius, radius)
    painter.save()
    painter.setClipPath(shape)
    painter.setPen(QPen(theme.colour(theme.colours().control_line), 1))
    step, x = theme.px(6), box.left() - box.height()
    while x < box.right():
        painter.drawLine(int(x), int(box.bottom()), int(x + box.height()), int(box.top()))
        x += step
    painter.restore()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour(theme.colours().control_line), 1))
    painter.drawRoundedRect(box, radius, radius)


class SmallCalendar(QWidget):
    """``chosen`` tells the first and the last day chosen; ``month_asked`` that the keys left the month."""

    chosen = Signal(date, date)
    month_asked = Signal(int)
    opened = Signal()  # Enter: on to what can be done with the days

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first: date | None = None
        self.last: date | None = None
        self._from: date | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        for weekday in range(7):
            head = words(capitalised(weekday_name(weekday, "short").rstrip(".")), "soft")
            head.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._grid.addWidget(head, 0, weekday)
            self._grid.setColumnStretch(weekday, 1)
        self._buttons = [self._button(place) for place in range(7 * WEEKS)]

    def _button(self, place: int) -> DayButton:
        button = DayButton(self)
        self._grid.addWidget(button, 1 + place // 7, place % 7)
        button.pressed_on.connect(lambda: self.on_pressed(button))
        button.dragged.connect(self.on_dragged)
        button.key_pressed.connect(lambda event: self.on_key(button, event))
        button.entered.connect(lambda: self._be_the_way_in(button))
        button.clicked.connect(lambda _checked: self.on_pressed(button))  # by a screen reader
        return button

    def show_month(self, month: Month, days: Sequence[CalendarDay]) -> None:
        """Show a month; the days chosen stay chosen."""
        start = monday_of(month.first)
        by_day = {day.day: day for day in days}
        for place, button in enumerate(self._buttons):
            day = start + timedelta(days=place)
            button.show_day(by_day.get(day) if Month.of(day) == month else None)
        self._show_chosen()
        ways_in = [
            button for button in self._buttons if button.shown and button.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        if not ways_in:
            self._be_the_way_in(self._buttons[(month.first - start).days])

    def choose(self, first: date | None, last: date | None = None) -> None:
        """Choose days, or none."""
        self.first, self.last = first, last or first
        self._from = first
        self._show_chosen()

    def focus_day(self, day: date) -> None:
        """Give a day the keyboard."""
        for button in self._buttons:
            if button.shown and button.shown.day == day:
                button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_chosen(self) -> None:
        for button in self._buttons:
            day = button.shown.day if button.shown else None
            chosen = bool(day and self.first and self.last and self.first <= day <= self.last)
            button.choose(chosen=chosen)

    def _be_the_way_in(self, button: DayButton) -> None:
        for other in self._buttons:
            other.setFocusPolicy(Qt.FocusPolicy.StrongFocus if other is button else Qt.FocusPolicy.ClickFocus)

    def _stretch_to(self, day: date) -> None:
        start = self._from or day
        first, last = min(start, day), max(start, day)
        if (first, last) != (self.first, self.last):
            self.first, self.last = first, last
            self._show_chosen()
            self.chosen.emit(first, last)

    def on_pressed(self, button: DayButton) -> None:
        """One day is chosen."""
        if button.shown is not None:
            self._from = button.shown.day
            self._stretch_to(button.shown.day)

    def on_dragged(self, place: QPoint) -> None:
        """As far as the pointer goes."""
        button = self.childAt(place)
        if isinstance(button, DayButton) and button.shown is not None:
            self._stretch_to(button.shown.day)

    def on_key(self, button: DayButton, event: QKeyEvent) -> None:
        """Arrows go from day to day, with Shift they choose all on the way; page keys turn the month."""
        if button.shown is None:
            return
        key, day = Qt.Key(event.key()), button.shown.day
        if key in STEPS:
            stretch = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if stretch and day not in (self.first, self.last):
                self._from = day  # what was chosen lies elsewhere: a new stretch begins here
            self._go(day + timedelta(days=STEPS[key]), stretch=stretch)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            month = Month.of(day).plus(-1 if key == Qt.Key.Key_PageUp else 1)
            self._go(min(month.last, month.first + timedelta(days=day.day - 1)), stretch=False)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if not (self.first and self.last and self.first <= day <= self.last):
                self.on_pressed(button)
            self.opened.emit()
        else:
            return
        event.accept()

    def _go(self, day: date, *, stretch: bool) -> None:
        shown = next(button.shown.day for button in self._buttons if button.shown is not None)
        step = (day.year - shown.year) * 12 + day.month - shown.month
        if not stretch:
            self._from = day
        if step:
            self.month_asked.emit(step)
        self.focus_day(day)
        self._stretch_to(day)
