"""The days of a calendar as they stand side by side: how wide and high each is, and which is beside which."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import accumulate, pairwise

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from delta_app.core.calendar import Month
from delta_app.widgets import theme
from delta_app.widgets.calendar_chip import ChipButton
from delta_app.widgets.calendar_day import DayCell
from delta_app.widgets.calendar_month import CalendarMonth
from delta_app.widgets.month_grid import share_height

NARROW = 0.5  # the width of a narrow weekday, in that of the others
COLUMN_LEAST = 68  # the least width of a weekday that is not narrow; of large text in part only
STEPS: dict[int, int] = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7,
}  # fmt: skip
PAGES: dict[int, int] = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
ENDS: dict[int, int] = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}

Spot = DayCell | ChipButton  # where the keyboard can be


class CalendarBoard(QWidget):
    """Keeps the cells of days and reuses them for whatever month comes next."""

    def __init__(self, parent: QWidget, wire: Callable[[Spot], None]) -> None:
        super().__init__(parent)
        self._wire = wire
        self._pool: list[DayCell] = []
        self._month = CalendarMonth(())

    @property
    def cells(self) -> list[DayCell]:
        """The cells in use, in the order of the days."""
        return self._pool[: len(self._month.days)]

    @property
    def cells_inside(self) -> list[DayCell]:
        """Those of the month itself, without the days around it."""
        return [cell for cell in self.cells if cell.inside]

    @property
    def chips(self) -> list[ChipButton]:
        """All chips in use, in the order of the days."""
        return [chip for cell in self.cells for chip in cell.chips]

    def show_month(self, month: CalendarMonth) -> None:
        """Show another month, or the same one changed."""
        self._month = month
        while len(self._pool) < len(month.days):
            cell = DayCell(self, self._wire)
            self._wire(cell)
            self._pool.append(cell)
        for cell, day in zip(self._pool, month.days, strict=False):
            cell.show_day(day)
            cell.show()
        for cell in self._pool[len(month.days) :]:
            cell.hide()

    def cell_of(self, day: date | None) -> DayCell | None:
        """The cell that shows a day."""
        return next((cell for cell in self.cells if cell.day == day), None)

    def cell_at(self, at: QPoint) -> DayCell | None:
        """The cell at a place on the board."""
        return next((cell for cell in self.cells if cell.geometry().contains(at)), None)

    def place_of(self, spot: Spot) -> int:
        """Which one of its day a spot is: 0 the day itself, then its chips."""
        cell = self.cell_of(spot.day)
        return cell.spots.index(spot) if cell is not None and spot in cell.spots else 0

    def beside(self, spot: Spot, key: int) -> Spot | date:
        """Where a key leads: up and down through a day and on to the next week, left and right to the day beside, to
        the ends of the week, by a month; a date when it is out of the month."""
        cell, place = self.cell_of(spot.day), self.place_of(spot)
        if cell is None:
            return spot
        if key == Qt.Key.Key_Up and place:
            return cell.spots[place - 1]
        if key == Qt.Key.Key_Down and place + 1 < len(cell.spots):
            return cell.spots[place + 1]
        if key in ENDS:
            week = next(week for week in self._rows() if cell in week)
            return ([one for one in week if one.inside] or [cell])[ENDS[key]]
        if key in PAGES:
            month = Month.of(cell.day).plus(PAGES[key])
            return min(month.last, month.first + timedelta(days=cell.day.day - 1))
        day = cell.day + timedelta(days=STEPS[key])
        other = self.cell_of(day)
        if other is None or not other.inside:
            return day
        if key == Qt.Key.Key_Up:
            return other.spots[-1]
        return other.spots[0 if key == Qt.Key.Key_Down else min(place, len(other.spots) - 1)]

    def arrange(self, room: QSize) -> list[int]:
        """Give each day its place, filling the room and beyond it where that is too small for what there is to show;
        returns where the columns begin, and the end of the last."""
        weeks = self._rows()
        edges = self._edges(weeks, room.width())
        widths = [right - left - 1 for left, right in pairwise(edges)]
        needs = [max(map(DayCell.heightForWidth, week, widths)) + 1 for week in weeks]
        y = 0
        for week, height in zip(weeks, share_height(needs, room.height()), strict=True):
            for cell, left, width in zip(week, edges, widths, strict=False):
                cell.setGeometry(QRect(left + 1, y, width, height - 1))
                cell.place_chips()
            y += height
        self.resize(max(edges[-1], room.width()), max(y, room.height()))
        return edges

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lines show through between the cells."""
        QPainter(self).fillRect(self.rect(), theme.colour(theme.colours().line))

    def _rows(self) -> list[list[DayCell]]:
        cells = iter(self.cells)
        return [[next(cells) for _day in week] for week in self._month.weeks]

    def _edges(self, weeks: Sequence[Sequence[DayCell]], room: int) -> list[int]:
        columns = list(zip(*weeks, strict=True))
        shares = [NARROW if column[0].day.weekday() in self._month.narrow else 1.0 for column in columns]
        least = theme.between(COLUMN_LEAST)
        needs = [
            max(share * least, *(cell.least_width + 1 for cell in column))
            for share, column in zip(shares, columns, strict=True)
        ]
        return [round(edge) for edge in accumulate(share_width(needs, shares, room), initial=0.0)]


def share_width(needs: Sequence[float], shares: Sequence[float], room: float) -> list[float]:
    """Widths of the columns: in proportion to their shares, none under its need, filling the room when there is
    some."""
    widths = dict(enumerate(needs))
    free = set(widths) if sum(needs) < room else set()
    while free:
        left = room - sum(width for place, width in widths.items() if place not in free)
        unit = left / sum(shares[place] for place in free)
        short = {place for place in free if shares[place] * unit < needs[place]}
        if not short:
            widths.update({place: shares[place] * unit for place in free})
            break
        free -= short
    return list(widths.values())
