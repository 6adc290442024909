"""A programme month by month: weeks down, days across, every activity a chip that is chosen, opened, carried."""

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from delta_app.core.i18n import month_name, weekday_name
from delta_app.widgets import theme
from delta_app.widgets.calendar_board import ENDS, PAGES, STEPS, CalendarBoard, Spot
from delta_app.widgets.calendar_carry import ChipCarry
from delta_app.widgets.calendar_chip import ChipButton
from delta_app.widgets.calendar_day import DayCell
from delta_app.widgets.calendar_month import CalendarMonth
from delta_app.widgets.month_frame import MonthFrame

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
PRESS = (*ENTER, Qt.Key.Key_Space)
REMOVE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


@dataclass(frozen=True)
class _Stood:
    """Where the keyboard stood: the day, which one of it, and the key of the chip, if it was one."""

    day: date
    place: int
    key: str


class CalendarGrid(MonthFrame):
    """Shows a month and says what is asked of its days and chips."""

    chosen = Signal(str)
    opened = Signal(str)
    new_asked = Signal(object)  # on which day
    removed = Signal(str)
    menu_asked = Signal(str, QPoint)  # where on the screen
    move_asked = Signal(str, object)  # to which day
    month_asked = Signal(int)  # -1 or 1: the arrows or Page keys left the month

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._month: CalendarMonth | None = None
        self._selected: str | None = None
        self._way_in: Spot | None = None
        self._stood: _Stood | None = None
        self._heading_for: date | None = None  # the day out of the month that a key led to
        self._board = CalendarBoard(self, self._wire)
        self._carry = ChipCarry(self, self._cell_at)
        self.setWidget(self._board)
        self._carry.landed.connect(self.move_asked)

    @property
    def selected(self) -> str | None:
        """The key of the chosen chip."""
        return self._selected

    def show_month(self, month: CalendarMonth) -> None:
        """Show another month, or the same one changed; widgets, choice and keyboard are kept where they still fit."""
        held, heading_for = self._holds_keyboard(), self._heading_for
        self._month = month
        self._board.show_month(month)
        week = month.weeks[0] if month.weeks else ()
        self._header.name_columns(tuple(weekday_name(day.day.weekday(), "abbreviated").rstrip(".") for day in week))
        self.setAccessibleName(next((month_name(day.day) for day in month.days if day.in_month), ""))
        self._lay_out()
        self._mark_selected()
        self._keep_way_in(heading_for, held=held)

    def select(self, key: str | None) -> None:
        """Choose one chip (None: no chip) without telling."""
        self._selected = key
        self._mark_selected()
        button = self.chip(key)
        if button is not None and not self._holds_keyboard():
            self._make_way_in(button)

    def chip(self, key: str | None) -> ChipButton | None:
        """The widget of a chip; of one that is on several days, the first."""
        return next((button for button in self._board.chips if button.key == key), None)

    def focus_chip(self, key: str) -> None:
        """Put the keyboard on a chip."""
        _stand_on(self.chip(key))

    def focus_day(self, day: date) -> None:
        """Put the keyboard on a day."""
        _stand_on(self._board.cell_of(day))

    def enter(self) -> None:
        """Put the keyboard on what Tab comes to."""
        _stand_on(self._way_in)

    def _wire(self, spot: Spot) -> None:
        spot.key_pressed.connect(lambda event: self.on_key(spot, event))
        spot.entered.connect(lambda: self.on_entered(spot))
        if isinstance(spot, DayCell):
            spot.new_asked.connect(lambda: self.new_asked.emit(spot.day))
            spot.clicked.connect(lambda: self.new_asked.emit(spot.day))  # by a screen reader
            return
        spot.clicked.connect(lambda: self.on_chosen(spot))
        spot.opened.connect(lambda: self.opened.emit(spot.key))
        spot.menu_asked.connect(lambda at: self.menu_asked.emit(spot.key, at))
        self._carry.watch(spot)

    def on_chosen(self, button: ChipButton) -> None:
        """A chip was pressed."""
        self.select(button.key)
        self.chosen.emit(button.key)

    def on_entered(self, spot: Spot) -> None:
        """The keyboard is here: Tab comes back here, and it is in sight; what the pointer is on does not move away."""
        self._heading_for = None
        self._make_way_in(spot)
        if not spot.by_mouse:
            self._reveal(spot)

    def on_key(self, spot: Spot, event: QKeyEvent) -> None:
        """Arrows and Page keys go on, arrows with Alt take a chip along; others do something with what is there."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        event.accept()
        if key == Qt.Key.Key_Escape and self._carry.under_way:
            self._carry.give_up()
        elif key in STEPS and held == Qt.KeyboardModifier.AltModifier:
            self._take_along(spot, STEPS[key])
        elif key in STEPS or key in PAGES or key in ENDS:
            if not held:
                self._go(spot, key)
        elif event.isAutoRepeat() or not self._act(spot, key, held):
            event.ignore()

    def _go(self, spot: Spot, key: int) -> None:
        target = self._board.beside(spot, key)
        if isinstance(target, date):
            self._heading_for = target  # once another month is shown, the keyboard is there
            self.month_asked.emit(1 if target > spot.day else -1)
        else:
            _stand_on(target)

    def _take_along(self, spot: Spot, days: int) -> None:
        if isinstance(spot, ChipButton) and spot.shown.movable:
            self.move_asked.emit(spot.key, spot.day + timedelta(days=days))

    def _act(self, spot: Spot, key: int, held: Qt.KeyboardModifier) -> bool:
        """What a key does with a day or a chip; returns whether it does anything."""
        chip = spot if isinstance(spot, ChipButton) else None
        menu = key == Qt.Key.Key_Menu or (key == Qt.Key.Key_F10 and held == Qt.KeyboardModifier.ShiftModifier)
        if chip is not None and menu:
            self.menu_asked.emit(chip.key, chip.mapToGlobal(chip.rect().center()))
        elif held & ~Qt.KeyboardModifier.ShiftModifier:
            return False
        elif key == Qt.Key.Key_N or (chip is None and key in PRESS):
            self.new_asked.emit(spot.day)
        elif chip is not None and key in ENTER and chip.key == self._selected:
            self.opened.emit(chip.key)
        elif chip is not None and key in PRESS:
            self.on_chosen(chip)
        elif chip is not None and key in REMOVE:
            self.removed.emit(chip.key)
        else:
            return False
        return True

    def _cell_at(self, at: QPoint) -> DayCell | None:
        """The day at a place on the screen, where it is in sight."""
        inside = self.viewport().rect().contains(self.viewport().mapFromGlobal(at))
        return self._board.cell_at(self._board.mapFromGlobal(at)) if inside else None

    def _holds_keyboard(self) -> bool:
        """Whether the keyboard is here, or will be as soon as the window has it again."""
        return self.window().focusWidget() in (*self._board.cells, *self._board.chips)

    def _mark_selected(self) -> None:
        for button in self._board.chips:
            button.choose(chosen=button.key == self._selected)

    def _keep_way_in(self, heading_for: date | None, *, held: bool) -> None:
        """What Tab comes to: where the keyboard was led to or stood; else what is chosen, today, or the first day."""
        inside = self._board.cells_inside
        led = next((cell for cell in inside if held and cell.day == heading_for), None)
        today = next((cell for cell in inside if cell.shown.today), None)
        spot = led or self._stood_again() or self.chip(self._selected) or today or next(iter(inside), None)
        if spot is not None:
            self._make_way_in(spot)
        if held:
            _stand_on(spot)

    def _stood_again(self) -> Spot | None:
        """Where the keyboard stood: on the chip, wherever it is now; else on the same day."""
        stood = self._stood
        cell = self._board.cell_of(stood.day) if stood is not None else None
        chips = [*(cell.chips if cell is not None else ()), *self._board.chips]
        same = next((chip for chip in chips if stood is not None and chip.key == stood.key), None)
        if same is not None or stood is None or cell is None or not cell.inside:
            return same
        return cell.spots[min(stood.place, len(cell.spots) - 1)]

    def _make_way_in(self, spot: Spot) -> None:
        """Only one widget answers to Tab, so that the keyboard leaves the month in one step."""
        if self._way_in is not None and self._way_in is not spot:
            self._way_in.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        spot.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._way_in = spot
        self._stood = _Stood(spot.day, self._board.place_of(spot), spot.key if isinstance(spot, ChipButton) else "")

    def _reveal(self, spot: Spot) -> None:
        part, air = spot.head if isinstance(spot, DayCell) else spot.rect(), theme.gap(6)
        middle = spot.mapTo(self._board, part.center())
        self.ensureVisible(middle.x(), middle.y(), part.width() // 2 + air, part.height() // 2 + air)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new room; what one works on stays in sight."""
        super().resizeEvent(event)
        self._lay_out()
        if self._way_in is not None and (self._holds_keyboard() or self._selected is not None):
            self._reveal(self._way_in)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is carried over what is not shown."""
        super().hideEvent(event)
        self._carry.give_up()

    def on_theme(self) -> None:
        """Measure again in another theme."""
        super().on_theme()
        self._lay_out()

    def _lay_out(self) -> None:
        self.lay_out(self._month, self._board.arrange)


def _stand_on(spot: Spot | None) -> None:
    """Put the keyboard there."""
    if spot is not None:
        spot.setFocus(Qt.FocusReason.OtherFocusReason)
