"""How the month is looked at: all of it or a week alone, what lacks somebody or one person's slots before the rest."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.calendar import monday_of
from delta_app.core.i18n import _, ngettext
from delta_app.planning.month_page import grid_month
from delta_app.planning.queries import MonthView, SlotRow
from delta_app.widgets import space
from delta_app.widgets.buttons import Button
from delta_app.widgets.month_grid import MonthGrid
from delta_app.widgets.text import words


@dataclass(frozen=True)
class Looking:
    """What is looked for in the month: what lacks somebody, one person's slots, or nothing."""

    missing: bool = False
    host_id: int | None = None
    name: str = ""


def looked_for(view: MonthView, looking: Looking) -> frozenset[int] | None:
    """The slots that lack somebody, or where somebody is; None when nothing is looked for."""
    if looking.missing:
        return frozenset(slot.slot_id for slot in view.slots if slot.missing or slot.to_tell)
    if looking.host_id is not None:
        their = [slot for slot in view.slots if any(seat.host_id == looking.host_id for seat in slot.people)]
        return frozenset(slot.slot_id for slot in their)
    return None


class LookingBar(QFrame):
    """Shown while something is looked for."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._words = words(role="strong", wrap=True)
        self._close = Button(_("Tout montrer"))
        row = QHBoxLayout(self)
        space.around(row, 12, 4, 6, 4)
        row.addWidget(self._words, 1)
        row.addWidget(self._close)
        self.hide()

        self._close.clicked.connect(self.closed)

    def tell(self, found: Collection[int] | None, name: str) -> None:
        """How many slots there are of what is looked for; the bar goes when nothing is."""
        self.setVisible(found is not None)
        n = len(found or ())
        if name:
            text = ngettext("{name} : {n} permanence ce mois", "{name} : {n} permanences ce mois", n)
            self._words.setText(text.format(name=name, n=n) if n else _("{name} : rien ce mois").format(name=name))
        elif n:
            text = ngettext("Ce qui manque : {n} permanence", "Ce qui manque : {n} permanences", n)
            self._words.setText(text.format(n=n))
        else:
            self._words.setText(_("Ce qui manque : rien, tout est pourvu"))


class MonthLook(QWidget):
    """The grid of a month, and the bar above it that says what is looked for, with the way back to all of it."""

    looking_changed = Signal()
    week_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: MonthView | None = None
        self._looking = Looking()
        self._week: int | None = None  # the place of the week shown alone
        self.grid, self._bar = MonthGrid(), LookingBar()
        around = QVBoxLayout(self)
        space.around(around, 20, 0, 14, 14)
        space.between(around, 8)
        around.addWidget(self._bar)
        around.addWidget(self.grid, 1)
        self._bar.closed.connect(lambda: self.look_for(Looking()))

    def show_view(self, view: MonthView) -> None:
        """Show a month, or the same one changed, in the way it is looked at."""
        self._view = view
        if self._week is not None:
            self._week = min(self._week, len(view.weeks) - 1)
        self._show_grid(view)
        if any(self.slot(key) is None for key in self.grid.selection):
            self.grid.select(None)
        self._show_looking(view)

    def slot(self, slot_id: int | None) -> SlotRow | None:
        """A slot of the month shown."""
        slots = self._view.slots if self._view is not None else ()
        return next((slot for slot in slots if slot.slot_id == slot_id), None)

    def _show_grid(self, view: MonthView) -> None:
        self.grid.show_month(grid_month(view, clock.today(), self._week))

    @property
    def week(self) -> int | None:
        """The place in the month of the week shown alone; None while all of them are."""
        return self._week

    def show_week(self, week: int | None) -> None:
        """Show one week alone, by its place in the month, -1 the last; None: all of them."""
        if self._view is not None:
            self._week = None if week is None else week % len(self._view.weeks)
            self._show_grid(self._view)
            self.week_changed.emit()

    def toggle_week(self) -> None:
        """The week of the chosen slot, of today, or the first; or the whole month again."""
        if self._view is None or self._week is not None:
            self.show_week(None)
            return
        slot = self.slot(self.grid.selected)
        self.show_week(_week_of(self._view, clock.today() if slot is None else slot.day) or 0)

    def turn_week(self, step: int) -> bool:
        """Go a week on or back; False when that leaves the month."""
        if self._view is None or self._week is None or not 0 <= self._week + step < len(self._view.weeks):
            return False
        self.show_week(self._week + step)
        return True

    def bring_in_view(self, slot_id: int) -> None:
        """Turn to the week of a slot, where one is shown alone."""
        slot = self.slot(slot_id)
        if self._week is not None and self._view is not None and slot is not None:
            week = _week_of(self._view, slot.day)
            if week != self._week:
                self.show_week(week)

    @property
    def looking(self) -> Looking:
        """What is looked for."""
        return self._looking

    def look_for(self, looking: Looking) -> None:
        """Let everything else step back."""
        self._looking = looking
        if self._view is not None:
            self._show_looking(self._view)
        self.looking_changed.emit()

    def toggle_missing(self) -> None:
        """Look for what lacks somebody, or at all of it again."""
        self.look_for(Looking() if self._looking.missing else Looking(missing=True))

    def look_for_host(self, host_id: int, name: str) -> None:
        """Look at one person's month."""
        self.look_for(Looking(host_id=host_id, name=name))

    def _show_looking(self, view: MonthView) -> None:
        found = looked_for(view, self._looking)
        self.grid.single_out(found)
        self._bar.tell(found, self._looking.name)


def _week_of(view: MonthView, day: date) -> int | None:
    """The place of a day's week in the month."""
    monday = monday_of(day)
    return next((place for place, week in enumerate(view.weeks) if monday_of(week.days[0].day) == monday), None)
