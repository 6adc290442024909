"""The month: weeks down, weekdays across, every slot a focusable row; arrows move, Enter or Space chooses."""

from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from delta_app.widgets import theme
from delta_app.widgets.day_cell import SIDE, DayCell
from delta_app.widgets.month_rows import GridMonth
from delta_app.widgets.slot_row import RowSizes, SlotRow

WEEK_WIDTH = 35
HEADER = 30
COLUMN_LEAST = 104
NAME_SIZES = (14.0, 13.0, 12.0, 11.0)
MOST_AIR = 12


class MonthGrid(QScrollArea):
    """Shows a month and says which slot was chosen."""

    chosen = Signal(int)
    month_asked = Signal(int)  # -1 or 1: the arrows or Page keys left the month

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._month: GridMonth | None = None
        self._cells: list[DayCell] = []
        self._selected: int | None = None
        self._way_in: SlotRow | None = None
        self._board = _Board(self)
        self._header = _Header(self)
        self._edge = _Edge(self)
        self.setWidget(self._board)
        self.horizontalScrollBar().valueChanged.connect(self._header.slide)

    @property
    def selected(self) -> int | None:
        """The key of the chosen slot."""
        return self._selected

    def show_month(self, month: GridMonth) -> None:
        """Show another month, or the same one changed; rows and focus are kept where they still fit."""
        held = self._focused_key()
        self.setUpdatesEnabled(False)
        self._month = month
        days = [day for week in month.weeks for day in week.days]
        while len(self._cells) < len(days):
            self._cells.append(DayCell(self._board, self._wire))
        for cell, day in zip(self._cells, days, strict=False):
            cell.show_day(day)
            cell.show()
        for cell in self._cells[len(days) :]:
            cell.hide()
        self._header.name_columns(month.columns)
        self._lay_out()
        self._mark_selected()
        self._keep_way_in(held)
        self.setUpdatesEnabled(True)

    def select(self, key: int | None) -> None:
        """Choose a slot (None: no slot) without telling."""
        self._selected = key
        self._mark_selected()

    def row_of(self, key: int) -> SlotRow | None:
        """The row that shows a slot."""
        return next((row for row in self._rows() if row.slot is not None and row.slot.key == key), None)

    def focus_slot(self, key: int) -> None:
        """Put the keyboard on a slot."""
        row = self.row_of(key)
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wire(self, row: SlotRow) -> None:
        row.clicked.connect(lambda: self.on_row_clicked(row))
        row.move_asked.connect(lambda key: self.on_move_asked(row, key))
        row.entered.connect(lambda: self.on_row_entered(row))

    def on_row_clicked(self, row: SlotRow) -> None:
        """A slot was chosen."""
        if row.slot is not None:
            self.select(row.slot.key)
            self.chosen.emit(row.slot.key)

    def on_row_entered(self, row: SlotRow) -> None:
        """The keyboard is here: Tab comes back here, and it is in sight."""
        self._make_way_in(row)
        self._reveal(row)

    def _reveal(self, row: SlotRow) -> None:
        middle = row.mapTo(self._board, row.rect().center())
        self.ensureVisible(middle.x(), middle.y(), row.width() // 2 + theme.px(6), row.height())

    def on_move_asked(self, row: SlotRow, key: int) -> None:
        """Arrows: up and down through a day and on to the next week, left and right to the nearest open day."""
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.month_asked.emit(-1 if key == Qt.Key.Key_PageUp else 1)
            return
        target = self._neighbour(row, key)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _neighbour(self, row: SlotRow, key: int) -> SlotRow | None:
        cells, columns = self._shown_cells(), self._column_count()
        cell = next(cell for cell in cells if row in cell.rows)
        place, index = cells.index(cell), cell.rows.index(row)
        week = range(place - place % columns, place - place % columns + columns)
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            open_days = [cells[i] for i in week if cells[i].rows]
            return open_days[0].rows[0] if key == Qt.Key.Key_Home else open_days[-1].rows[-1]
        if key == Qt.Key.Key_Up and index:
            return cell.rows[index - 1]
        if key == Qt.Key.Key_Down and index + 1 < len(cell.rows):
            return cell.rows[index + 1]
        steps = {Qt.Key.Key_Up: -columns, Qt.Key.Key_Down: columns, Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps[Qt.Key(key)]
        place += step
        while 0 <= place < len(cells):
            rows = cells[place].rows
            if rows and key == Qt.Key.Key_Up:
                return rows[-1]
            if rows:
                return rows[0] if key == Qt.Key.Key_Down else rows[min(index, len(rows) - 1)]
            place += step
        return None

    def _shown_cells(self) -> list[DayCell]:
        return self._cells[: sum(len(week.days) for week in self._month.weeks)] if self._month else []

    def _rows(self) -> list[SlotRow]:
        return [row for cell in self._shown_cells() for row in cell.rows]

    def _column_count(self) -> int:
        return max(1, len(self._month.columns)) if self._month else 1

    def _mark_selected(self) -> None:
        for row in self._rows():
            row.setChecked(row.slot is not None and row.slot.key == self._selected)

    def _focused_key(self) -> int | None:
        return next((row.slot.key for row in self._rows() if row.hasFocus() and row.slot), None)

    def _keep_way_in(self, held: int | None) -> None:
        rows = self._rows()
        wanted = held if held is not None else self._selected
        row = next((row for row in rows if row.slot and row.slot.key == wanted), rows[0] if rows else None)
        if row is not None:
            self._make_way_in(row)
            if held is not None:
                row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_way_in(self, row: SlotRow) -> None:
        """Only one row answers to Tab, so that the keyboard leaves the month in one step."""
        if self._way_in is not None and self._way_in is not row:
            self._way_in.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        row.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._way_in = row

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new room; what one works on stays in sight."""
        super().resizeEvent(event)
        self._lay_out()
        held = self._focused_key()
        wanted = self._selected if held is None else held
        row = None if wanted is None else self.row_of(wanted)
        if row is not None:
            self._reveal(row)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_edge"):
            self._lay_out()

    def sizeHint(self) -> QSize:
        """Enough for a week of five days."""
        return QSize(theme.px(820), theme.px(560))

    def _lay_out(self) -> None:
        self.setViewportMargins(0, theme.px(HEADER), 0, 0)
        if self._month is None:
            return
        columns, view = self._column_count(), self.viewport().size()
        week = theme.px(WEEK_WIDTH)
        width = max(view.width(), week + columns * theme.px(COLUMN_LEAST))
        edges = [week + round((width - week) * i / columns) for i in range(columns + 1)]
        sizes = self._row_sizes((edges[1] - edges[0]) - 1 - 2 * theme.px(SIDE))
        cells = self._shown_cells()
        needs = self._needs(edges, sizes)
        slack = (view.height() - sum(needs)) // (len(needs) * max(1, *(len(cell.rows) for cell in cells)))
        if slack > 0:
            needs = self._needs(edges, replace(sizes, air=min(slack, theme.px(MOST_AIR))))
        heights = share_height(needs, view.height())
        y = 0
        tops = []
        for number, height in enumerate(heights):
            tops.append(y)
            for i, cell in enumerate(cells[number * columns : (number + 1) * columns]):
                cell.setGeometry(QRect(edges[i] + 1, y, edges[i + 1] - edges[i] - 1, height - 1))
                cell.place_rows()
            y += height
        self._board.note(tops, [week.heading for week in self._month.weeks])
        self._board.resize(width, max(y, view.height()))
        self._header.note(edges, self.horizontalScrollBar().value())
        self._header.setGeometry(0, 0, view.width(), theme.px(HEADER))
        self._edge.setGeometry(self.rect())
        self._edge.raise_()

    def _needs(self, edges: list[int], sizes: RowSizes) -> list[int]:
        """The height each week needs with rows of these sizes, which they take."""
        cells, columns = self._shown_cells(), self._column_count()
        needs = []
        for start in range(0, len(cells), columns):
            line = cells[start : start + columns]
            for cell in line:
                cell.use_sizes(sizes)
            needs.append(max(cell.height_for(edges[i + 1] - edges[i] - 1) for i, cell in enumerate(line)) + 1)
        return needs

    def _row_sizes(self, width: int) -> RowSizes:
        """The largest size of names with which every row keeps to one line; the smaller one when none does."""
        rows = self._rows()
        sizes = RowSizes(NAME_SIZES[-1], 0)
        for size in NAME_SIZES:
            metrics = QFontMetrics(theme.font(size - 0.5))
            time_width = max((metrics.horizontalAdvance(row.slot.time) for row in rows if row.slot), default=0) + 2
            sizes = RowSizes(size, time_width)
            if all(row.width_at(size, time_width) <= width for row in rows):
                break
        return sizes


def share_height(needs: list[int], room: int) -> list[int]:
    """Heights of the weeks: as equal as can be, none under its need, filling the room when there is some."""
    if sum(needs) >= room or not needs:
        return needs
    level, left, count = 0, room, len(needs)
    for need in sorted(needs, reverse=True):
        if need * count <= left:
            level = left // count
            break
        left -= need
        count -= 1
    heights = [max(need, level) for need in needs]
    heights[-1] += room - sum(heights)
    return heights


class _Board(QWidget):
    """The scrolled ground: lines between days and the column of week numbers."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._tops: list[int] = []
        self._headings: list[str] = []

    def note(self, tops: list[int], headings: list[str]) -> None:
        """Where the weeks begin and what they are called."""
        self._tops, self._headings = tops, headings
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lines show through between the cells."""
        shades = theme.colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour(shades.line))
        week = theme.px(WEEK_WIDTH)
        painter.setFont(theme.font(11))
        for (top, bottom), heading in zip(pairwise([*self._tops, self.height() + 1]), self._headings, strict=True):
            cell = QRect(0, top, week, bottom - top - 1)
            painter.fillRect(cell, theme.colour(shades.paper))
            painter.setPen(theme.colour(shades.soft))
            painter.drawText(cell.adjusted(0, theme.px(4), 0, 0), int(Qt.AlignmentFlag.AlignHCenter), heading)


class _Header(QWidget):
    """The names of the weekdays, which stay in sight above the scrolled weeks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._edges: list[int] = []
        self._offset = 0

    def name_columns(self, names: tuple[str, ...]) -> None:
        """The weekdays shown."""
        self._names = names
        self.setAccessibleName(", ".join(names))
        self.update()

    def note(self, edges: list[int], offset: int) -> None:
        """Where the columns begin."""
        self._edges, self._offset = edges, offset
        self.update()

    def slide(self, offset: int) -> None:
        """Follow the horizontal scrolling."""
        self._offset = offset
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Names over their columns."""
        shades = theme.colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour(shades.paper))
        painter.setFont(theme.font(12, QFont.Weight.DemiBold))
        for (left, right), name in zip(pairwise(self._edges), self._names, strict=False):
            painter.setPen(theme.colour(shades.line))
            painter.drawLine(left - self._offset, 0, left - self._offset, self.height())
            painter.setPen(theme.colour(shades.soft))
            room = QRect(left + theme.px(8) - self._offset, 0, right - left - theme.px(10), self.height())
            shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.setPen(theme.colour(shades.line))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


class _Edge(QWidget):
    """The rounded frame laid over the grid; lets everything through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Corners in the colour of the page, and a line around."""
        shades = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole, inner = QPainterPath(), QPainterPath()
        whole.addRect(QRectF(self.rect()))
        inner.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.gap(11), theme.gap(11))
        painter.fillPath(whole - inner, theme.colour(shades.paper))
        painter.setPen(QPen(theme.colour(shades.line), 1))
        painter.drawPath(inner)
