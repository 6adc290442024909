"""Somebody taken in hand over the month, by mouse, key or menu: every slot then tells whether they could come."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from delta_app.core.calendar import Month
from delta_app.core.i18n import _
from delta_app.planning.moves_data import LandingRow, landing_rows
from delta_app.widgets.carry import Carried
from delta_app.widgets.month_grid import MonthGrid
from delta_app.widgets.month_rows import GridOffer
from delta_app.widgets.page import Desk


@dataclass(frozen=True)
class Held:
    """Who is in hand, and the seat they would leave; none for somebody taken from the team."""

    host_id: int
    name: str
    seat_id: int | None = None
    slot_id: int | None = None


class Hand(QObject):
    """Holds one person at most; ``put_asked`` says where they are let go."""

    changed = Signal()  # somebody was taken or let go by key or menu; while the mouse carries, nothing else moves
    put_asked = Signal(int, int)  # the slot, and the place among its names, -1 beside them

    def __init__(self, desk: Desk, grid: MonthGrid, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._grid = desk, grid
        self._label = Carried(page)
        self.held: Held | None = None
        self.by_mouse = False
        self.landings: dict[int, LandingRow] = {}

    def take(self, held: Held, month: Month, *, by_mouse: bool = False) -> None:
        """Take somebody in hand; the slots of the month tell whether they could come. May be refused, and told so."""
        self.landings, self.held, self.by_mouse = {}, None, by_mouse
        with self._desk.attempt():
            with self._desk.store.read() as session:
                self.landings = landing_rows(session, month, held.host_id, held.slot_id)
            self.held = held
            others = {key: row for key, row in self.landings.items() if key != held.slot_id}
            self._grid.offer({key: GridOffer(row.fits, _offer_words(held, row)) for key, row in others.items()})
        if not by_mouse:
            self.changed.emit()

    def leave(self, *, by_mouse: bool = False) -> None:
        """Let them go where they were."""
        if self.held is not None:
            self.held = None
            self._label.hide()
            self._grid.offer(None)
            if not by_mouse:
                self.changed.emit()

    def on_carried(self, at: QPoint) -> None:
        """The mouse carries somebody over the month."""
        if self.held is None:
            return
        found = self._grid.place_at(at)
        landing = self.landings.get(found[0]) if found else None
        if found is None or found[0] == self.held.slot_id or landing is None:
            self._label.say(self.held.name, "person", "plain")
        else:
            tone, icon = ("good", "check") if landing.fits else ("attention", "alert")
            self._label.say(_offer_words(self.held, landing), icon, tone)  # type: ignore[arg-type]
        self._label.follow(at)

    def on_dropped(self, at: QPoint) -> None:
        """The mouse lets somebody go: in a slot, or back where they were."""
        if self.held is None:
            return
        found = self._grid.place_at(at)
        self._label.hide()
        if found is None or found[0] == self.held.slot_id:
            self.leave(by_mouse=True)
        else:
            self.put_asked.emit(found[0], -1 if found[1] is None else found[1])


def _offer_words(held: Held, row: LandingRow) -> str:
    return _("{name} : {words}").format(name=held.name, words=row.words)
