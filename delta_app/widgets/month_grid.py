"""The month: weeks down, weekdays across, every slot a focusable row; arrows move, Enter or Space chooses."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QWidget

from delta_app.widgets import theme
from delta_app.widgets.carry import Carrier
from delta_app.widgets.day_cell import SIDE, DayCell
from delta_app.widgets.month_frame import MonthFrame
from delta_app.widgets.month_ground import WEEK_WIDTH, Board
from delta_app.widgets.month_rows import GridMonth, GridOffer
from delta_app.widgets.slot_paint import RowSizes
from delta_app.widgets.slot_row import SlotRow

COLUMN_LEAST, COLUMN_TIGHT = 104, 88  # so narrow rather than to scroll, and then as wide as names are read easily
NAME_SIZES = (14.0, 13.0, 12.0, 11.0)
ROOMY_SIZES = (20.0, 18.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0)
MOST_AIR, MOST_AIR_ROOMY = 12, 200
ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)


class MonthGrid(MonthFrame):
    """Shows a month and says which slot was chosen."""

    chosen = Signal(int)
    asked = Signal(int, str, str)  # of which slot, what ("free", "take", "put", "name", "menu"), what was typed
    carry_began = Signal(int, int)  # the slot, and the place among its names of who is carried away
    carried = Signal(QPoint)  # where on the screen
    dropped = Signal(QPoint)
    month_asked = Signal(int)  # -1 or 1: the arrows or Page keys left the month

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._month: GridMonth | None = None
        self._cells: list[DayCell] = []
        self._selected: int | None = None
        self._anchor: int | None = None  # where choosing several began
        self._beside: set[int] = set()  # chosen with the selected one
        self._offers: Mapping[int, GridOffer] | None = None
        self._singled_out: Collection[int] | None = None
        self._way_in: SlotRow | None = None
        self._board = Board(self)
        self.setWidget(self._board)

    @property
    def selected(self) -> int | None:
        """The key of the chosen slot, of several the one chosen last."""
        return self._selected

    @property
    def selection(self) -> tuple[int, ...]:
        """The keys of all chosen slots, in the order of the month."""
        keys = (row.slot.key for row in self._rows() if row.slot is not None)
        return tuple(key for key in keys if key == self._selected or key in self._beside)

    def show_month(self, month: GridMonth) -> None:
        """Show another month, or the same one changed; rows and focus are kept where they still fit."""
        held = self._focused_key()
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
        self._tell_offers()
        self._step_back()
        self._keep_way_in(held)

    def select(self, key: int | None) -> None:
        """Choose one slot (None: no slot) without telling."""
        self._selected = self._anchor = key
        self._beside = set()
        self._mark_selected()

    def row_of(self, key: int) -> SlotRow | None:
        """The row that shows a slot."""
        return next((row for row in self._rows() if row.slot is not None and row.slot.key == key), None)

    def focus_slot(self, key: int) -> None:
        """Put the keyboard on a slot."""
        row = self.row_of(key)
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def enter(self) -> None:
        """Put the keyboard on the slot that Tab comes to."""
        if self._way_in is not None:
            self._way_in.setFocus(Qt.FocusReason.TabFocusReason)

    def _wire(self, row: SlotRow) -> None:
        row.clicked.connect(lambda: self.on_row_clicked(row))
        row.move_asked.connect(lambda key: self.on_move_asked(row, key))
        row.entered.connect(lambda: self.on_row_entered(row))
        row.extend_asked.connect(lambda key: self.on_extend(row, key))
        row.asked.connect(lambda what, text: self.on_asked(row, what, text))
        carrier = Carrier(row)
        carrier.began.connect(lambda at: self.on_carry(row, carrier, at))
        carrier.moved.connect(self.carried)
        carrier.dropped.connect(self.dropped)

    def on_asked(self, row: SlotRow, what: str, text: str) -> None:
        """A key or the menu asks something of a slot."""
        if row.slot is not None:
            self.asked.emit(row.slot.key, what, text)

    def on_carry(self, row: SlotRow, carrier: Carrier, at: QPoint) -> None:
        """Somebody is carried away, when it is a name that was pressed."""
        place = row.name_at(at.x(), at.y())
        if row.slot is None or place is None:
            carrier.give_up()
            return
        row.setDown(False)
        self.carry_began.emit(row.slot.key, place)

    def offer(self, offers: Mapping[int, GridOffer] | None) -> None:
        """Tell somebody taken in hand where they could be put, by slot; None when the hand is empty."""
        self._offers = offers
        self._tell_offers()

    def _tell_offers(self) -> None:
        for row in self._rows():
            offers = self._offers
            row.offer(None if offers is None or row.slot is None else offers.get(row.slot.key))

    def single_out(self, keys: Collection[int] | None) -> None:
        """Let all slots but these step back; None: none does."""
        self._singled_out = keys
        self._step_back()

    def _step_back(self) -> None:
        for row in self._rows():
            row.be_pale(
                self._singled_out is not None and row.slot is not None and row.slot.key not in self._singled_out
            )

    def place_at(self, at: QPoint) -> tuple[int, int | None] | None:
        """The slot at a place on the screen, and the place of the name there among its names; None beside the slots."""
        for row in self._rows():
            here = row.mapFromGlobal(at)
            if row.slot is not None and row.rect().contains(here) and row.isVisible():
                return row.slot.key, row.name_at(here.x(), here.y())
        return None

    def on_row_clicked(self, row: SlotRow) -> None:
        """A slot was chosen, alone or with others."""
        if row.slot is None:
            return
        key, held = row.slot.key, row.pressed_with
        if held & Qt.KeyboardModifier.ControlModifier:
            self._toggle(key)
        elif held & Qt.KeyboardModifier.ShiftModifier and self._selected is not None:
            self._stretch_to(key)
        else:
            self.select(key)
        self._mark_selected()
        self.chosen.emit(key)

    def _toggle(self, key: int) -> None:
        """One more or one less."""
        chosen = set(self.selection) ^ {key}
        self._selected = key if key in chosen else next(iter(chosen), None)
        self._beside = chosen - {self._selected}

    def _stretch_to(self, key: int) -> None:
        """All slots from the one chosen first to this one, as they follow each other in time."""
        in_time = [row.slot.key for row in self._rows() if row.slot is not None]
        anchor = self._anchor if self._anchor in in_time else self._selected
        places = sorted(in_time.index(one) for one in (anchor, key) if one is not None)
        self._beside = set(in_time[places[0] : places[-1] + 1]) - {key}
        self._selected = key
        self._anchor = anchor

    def on_extend(self, row: SlotRow, key: int) -> None:
        """Shift and an arrow: go on choosing that way."""
        target = self._neighbour(row, key) if key in ARROWS else None
        if target is None or row.slot is None or target.slot is None:
            return
        if not self.selection:
            self.select(row.slot.key)
        if len(self.selection) < 2:
            self._anchor = self._selected
        self._stretch_to(target.slot.key)
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._mark_selected()
        self.chosen.emit(target.slot.key)

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
            row.setChecked(row.slot is not None and (row.slot.key == self._selected or row.slot.key in self._beside))

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

    def on_theme(self) -> None:
        """Measure again in another theme."""
        super().on_theme()
        self._lay_out()

    def _lay_out(self) -> None:
        self.lay_out(self._month, self._arrange)

    def _arrange(self, view: QSize) -> list[int]:
        """Share a room among columns and weeks; gives where the columns begin."""
        columns = self._column_count()
        week = theme.px(WEEK_WIDTH)
        fits = week + columns * theme.px(COLUMN_TIGHT) <= view.width()
        width = view.width() if fits else week + columns * theme.px(COLUMN_LEAST)
        edges = [week + round((width - week) * i / columns) for i in range(columns + 1)]
        sizes = self._row_sizes((edges[1] - edges[0]) - 1 - 2 * theme.px(SIDE))
        cells = self._shown_cells()
        needs = self._needs(edges, sizes)
        slack = (view.height() - sum(needs)) // (len(needs) * max(1, *(len(cell.rows) for cell in cells)))
        if slack > 0:
            most = MOST_AIR_ROOMY if sizes.roomy else MOST_AIR
            sizes = replace(sizes, air=min(slack, theme.px(most)))
            needs = self._needs(edges, sizes)
        for cell in cells:
            cell.use_sizes(sizes)
        heights = share_height(needs, view.height())
        y = 0
        tops = []
        for number, height in enumerate(heights):
            tops.append(y)
            for i, cell in enumerate(cells[number * columns : (number + 1) * columns]):
                cell.setGeometry(QRect(edges[i] + 1, y, edges[i + 1] - edges[i] - 1, height - 1))
                cell.place_rows()
            y += height
        self._board.note(tops, [week.heading for week in self._month.weeks] if self._month else [])
        self._board.resize(width, max(y, view.height()))
        return edges

    def _needs(self, edges: list[int], sizes: RowSizes) -> list[int]:
        """The height each week needs with rows of these sizes."""
        cells, columns = self._shown_cells(), self._column_count()
        needs = []
        for start in range(0, len(cells), columns):
            line = cells[start : start + columns]
            heights = (cell.height_for(edges[i + 1] - edges[i] - 1, sizes) for i, cell in enumerate(line))
            needs.append(max(heights) + 1)
        return needs

    def _row_sizes(self, width: int) -> RowSizes:
        """The largest size of names with which every row keeps to one line; the smaller one when none does."""
        rows, roomy = self._rows(), self._month is not None and self._month.roomy
        sizes = RowSizes(NAME_SIZES[-1], 0, roomy=roomy)
        for size in ROOMY_SIZES if roomy else NAME_SIZES:
            metrics = QFontMetrics(theme.font(size - 0.5))
            time_width = max((metrics.horizontalAdvance(row.slot.time) for row in rows if row.slot), default=0) + 2
            sizes = RowSizes(size, time_width, roomy=roomy)
            if all(row.width_at(sizes) <= width for row in rows):
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
