"""Carrying an activity over the calendar with the mouse, to the day on which it is let go."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, QPoint, QTimer, Signal

from delta_app.core.i18n import _, day_month
from delta_app.widgets import theme
from delta_app.widgets.area import Area
from delta_app.widgets.calendar_chip import ChipButton
from delta_app.widgets.calendar_day import DayCell
from delta_app.widgets.calendar_month import CalendarChip
from delta_app.widgets.carry import Carried, Carrier

SCROLL_MS = 30
SCROLL_BY = 12
EDGE = 28  # so near to the upper or lower end the weeks go on


class ChipCarry(QObject):
    """Carries one activity at most; ``landed`` tells its key and the other day."""

    landed = Signal(str, object)

    def __init__(self, area: Area, day_at: Callable[[QPoint], DayCell | None]) -> None:
        super().__init__(area)
        self._area, self._day_at = area, day_at
        self._label = Carried(area)
        self._carrier: Carrier | None = None
        self._button: ChipButton | None = None
        self._chip: CalendarChip | None = None
        self._from: date | None = None
        self._over: DayCell | None = None
        self._at = QPoint()
        self._scrolling = QTimer(self, interval=SCROLL_MS)
        self._scrolling.timeout.connect(self.on_scroll)

    @property
    def under_way(self) -> bool:
        """Whether something is carried just now."""
        return self._chip is not None

    def watch(self, button: ChipButton) -> None:
        """Have a chip be something that can be carried."""
        carrier = Carrier(button)
        carrier.began.connect(lambda _at: self.on_began(button, carrier))
        carrier.moved.connect(self.on_moved)
        carrier.dropped.connect(self.on_dropped)

    def on_began(self, button: ChipButton, carrier: Carrier) -> None:
        """A chip is taken up, when it can be."""
        if not button.shown.movable:
            carrier.give_up()
            return
        self._end()  # what was never let go, because something came between
        self._button, self._carrier = button, carrier
        self._chip, self._from = button.shown, button.day
        button.setDown(False)
        button.be_pale(pale=True)
        self._scrolling.start()

    def on_moved(self, at: QPoint) -> None:
        """The pointer goes over the days: the one beneath shows that it would take it, and the label says which."""
        chip = self._chip
        if chip is None:
            return
        self._at = at
        cell = self._landing(at)
        self._point_out(cell)
        if cell is None:
            self._label.say(chip.title, "planning", "plain")
        else:
            closed = cell.shown.closed_words
            where = ", ".join(filter(None, (day_month(cell.day), closed)))
            words = _("{name} : {words}").format(name=chip.title, words=where)
            self._label.say(words, "alert" if closed else "check", "attention" if closed else "good")
        self._label.follow(at)

    def on_dropped(self, at: QPoint) -> None:
        """Let go: on another day, or as if nothing had been."""
        chip, cell = self._chip, self._landing(at)
        self._end()
        if chip is not None and cell is not None:
            self.landed.emit(chip.key, cell.day)

    def give_up(self) -> None:
        """It stays where it was."""
        if self._carrier is not None:
            self._carrier.give_up()
        self._end()

    def on_scroll(self) -> None:
        """At the upper or lower end, or beyond, the weeks go on."""
        view, bar = self._area.viewport(), self._area.verticalScrollBar()
        y = view.mapFromGlobal(self._at).y()
        step = (y > view.height() - theme.gap(EDGE)) - (y < theme.gap(EDGE))
        before = bar.value()
        bar.setValue(before + step * theme.gap(SCROLL_BY))
        if bar.value() != before:
            self.on_moved(self._at)

    def _landing(self, at: QPoint) -> DayCell | None:
        """The day there, unless it is the one it comes from."""
        cell = self._day_at(at)
        return None if cell is None or cell.day == self._from else cell

    def _point_out(self, cell: DayCell | None) -> None:
        if cell is not self._over:
            for one in filter(None, (self._over, cell)):
                one.be_target(target=one is cell)
            self._over = cell

    def _end(self) -> None:
        self._scrolling.stop()
        self._point_out(None)
        self._label.hide()
        if self._button is not None:
            self._button.be_pale(pale=False)
        self._carrier, self._button, self._chip, self._from = None, None, None, None
