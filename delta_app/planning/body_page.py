"""The month and its side: slots chosen, looked through, corrected; what the title row does not concern."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from delta_app.core import clock
from delta_app.core.i18n import _
from delta_app.planning import spoken
from delta_app.planning.call_data import call_lines
from delta_app.planning.candidates_data import candidate_rows, common_rows
from delta_app.planning.changes_data import month_changes
from delta_app.planning.commands import slots_not_held
from delta_app.planning.corrections_page import Corrections
from delta_app.planning.first_step_page import step_button
from delta_app.planning.hand_page import Hand, Held
from delta_app.planning.history_data import slot_event_rows
from delta_app.planning.inspector_page import Inspector
from delta_app.planning.looking_page import Looking, MonthLook
from delta_app.planning.queries import MonthView, SeatRow, SlotRow
from delta_app.planning.slot_menu_page import SlotActs, menu_acts, person_menu, slot_menu
from delta_app.planning.trades_data import trade_lines
from delta_app.widgets import theme
from delta_app.widgets.page import Act, Desk
from delta_app.widgets.slot_row import SlotRow as Painted

CALL_KEYS = "Ctrl+Shift+A"
NARROW_BELOW = 900  # width of the page at 100 % text under which the side shows only for a chosen slot


class MonthBody(QWidget, theme.Themed):
    """The month of a view, with what is chosen in it beside; ``import_hosts`` is the first act where nobody is."""

    def __init__(self, desk: Desk, import_hosts: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._import_hosts = desk, import_hosts
        self._view: MonthView | None = None
        self._why: dict[int, str] = {}
        self._build()
        self._lay_out()
        self._connect()

    def _build(self) -> None:
        self.month = MonthLook()
        self.grid = self.month.grid
        self.inspector = Inspector()
        self._corrections = Corrections(self._desk, self._beside_slot, self)
        self._hand = Hand(self._desk, self.grid, self)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._escape.setEnabled(False)
        self._calling = QShortcut(QKeySequence(CALL_KEYS), self)
        self._calling.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._side_soon = QTimer(self, singleShot=True, interval=0)

    def _lay_out(self) -> None:
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.month, 1)
        across.addWidget(self.inspector)

    def _connect(self) -> None:
        grid, side, hand, does = self.grid, self.inspector, self._hand, self._corrections
        grid.chosen.connect(self.on_chosen)
        grid.asked.connect(self.on_asked)
        grid.carry_began.connect(self.on_carry_from_month)
        side.slot_asked.connect(self.on_slot_asked)
        side.closed.connect(self.on_closed)
        side.leave_asked.connect(hand.leave)
        side.hold_asked.connect(does.hold_again)
        side.several.assign_asked.connect(lambda host, name: does.assign_all(self._several(), host, name))
        side.several.lock_asked.connect(lambda locked: does.lock_all(self._several(), locked))
        side.several.free_asked.connect(lambda: does.free_all(self._several()))
        slot, candidates = side.slot, side.slot.candidates
        slot.menu_asked.connect(self.on_person_menu)
        slot.edit_asked.connect(self.on_edit)
        slot.call_asked.connect(self.on_call)
        self._calling.activated.connect(self.on_call_chosen)
        candidates.assign_asked.connect(self._with_chosen(does.assign))
        candidates.overrule_asked.connect(self._with_chosen(does.assign))
        slot.shadow_asked.connect(self._with_chosen(does.shadow))
        slot.free_asked.connect(self._with_chosen(does.free))
        slot.lock_asked.connect(self._with_chosen(does.lock))
        slot.carry_began.connect(lambda held: self._take(held, by_mouse=True))
        for source in (grid, slot):
            source.carried.connect(hand.on_carried)
            source.dropped.connect(hand.on_dropped)
        hand.changed.connect(self.on_hand_changed)
        hand.put_asked.connect(self.on_put)
        does.done.connect(grid.focus_slot)
        self._escape.activated.connect(hand.leave)
        self._side_soon.timeout.connect(self.on_side_due)

    def show_view(self, view: MonthView) -> None:
        """Show a month, or the same one changed; what had the keyboard at the side keeps it. Whoever is in hand stays
        there if their place is still theirs; what the mouse carries is let go."""
        same = self._view is not None and self._view.month == view.month
        held = self._hand.held if same else None
        kept = held if held is not None and not self._hand.by_mouse and _is_there(held, view) else None
        self._view, self._why = view, {}
        self._hand.leave(by_mouse=True)
        self._escape.setEnabled(False)
        self.month.show_view(view)
        if kept is not None:
            self._hand.take(kept, view.month)
        elif same:
            self._side_soon.start()
        else:
            self.on_side_due()

    def on_side_due(self) -> None:
        """The side after the month, whose slots are painted by then: that is what one looks at first after an act."""
        focused = self.window().focusWidget()
        spot = focused.accessibleName() if self.inspector.isAncestorOf(focused) else None
        self.show_side()
        if spot is not None:
            self._refocus(spot)

    def _refocus(self, spot: str) -> None:
        """The keyboard back to what is called so at the side, else to the month: never to whatever comes next."""
        for widget in self.inspector.findChildren(QWidget):
            if widget.accessibleName() == spot and widget.focusPolicy() and not self.inspector.is_put_away(widget):
                _show_at_once(widget, self.inspector)
                widget.setFocus()
                return
        slot = self.slot(self.grid.selected) or next(iter(self._view.slots if self._view is not None else ()), None)
        if slot is not None:
            self.grid.focus_slot(slot.slot_id)

    def explain(self, why: dict[int, str]) -> None:
        """Why slots stay short, until something else changes and the reasons with it."""
        self._why = why
        self.show_side()

    def slot(self, slot_id: int | None) -> SlotRow | None:
        """A slot of the month shown."""
        return self.month.slot(slot_id)

    def show_side(self) -> None:
        """The chosen slot, or what still needs somebody."""
        view = self._view
        if view is None:
            return
        self._side_soon.stop()
        self.share_out()
        slot = self.slot(self.grid.selected)
        if self._hand.held is not None:
            self._show_hand(self._hand.held, view)
        elif slot is not None and len(self.grid.selection) > 1:
            self._show_several()
        elif slot is not None:
            self._show_slot(slot)
        elif not view.host_count:
            self.inspector.show_nobody(step_button(_("Importer les accueillant·es…"), self._import_hosts))
        else:
            self._show_month(view)

    def share_out(self) -> None:
        """The side goes where there is no room for it, unless somebody asked for it."""
        narrow = self.width() * 100 / theme.current().scale < NARROW_BELOW
        asked = self.slot(self.grid.selected) is not None or self._hand.held is not None
        self.inspector.setVisible(self._view is not None and bool(self._view.slots) and (asked or not narrow))

    def _show_month(self, view: MonthView) -> None:
        with self._desk.attempt():
            with self._desk.store.read() as session:
                changes = month_changes(session, view.month) if view.changes_since_published else ()
                off = slots_not_held(session, view.month) if self._desk.may_write else ()
            called_off = [(row.id, spoken.moment_words(row.day, row.start_minute)) for row in off]
            self.inspector.show_month(view, clock.today(), changes, called_off)

    def _show_slot(self, slot: SlotRow) -> None:
        with self._desk.attempt():
            with self._desk.store.read() as session:
                may = self._desk.may_write  # who could come and why not, and who did what, is the coordinator's to see
                wanted = slot.missing or (self._view is not None and self._view.learner_count and not slot.shadows)
                candidates = candidate_rows(session, slot.slot_id) if may and wanted and not slot.shut else ()
                history = slot_event_rows(session, slot.slot_id) if may else ()
                asked = trade_lines(session, slot.slot_id) if may else ()
                called = call_lines(session, slot.slot_id) if may else ()
            why = self._why.get(slot.slot_id, "")
            side = self.inspector.slot
            side.show_slot(
                slot, candidates, why=why, asked=asked, called=called, history=history, may_write=self._desk.may_write
            )
            self.inspector.turn_to_slot()

    def _several(self) -> list[SlotRow]:
        return [slot for key in self.grid.selection if (slot := self.slot(key)) is not None]

    def _show_several(self) -> None:
        slots = self._several()
        with self._desk.attempt():
            with self._desk.store.read() as session:
                missing = [slot.slot_id for slot in slots if slot.missing]
                common = common_rows(session, missing) if self._desk.may_write else ()
            self.inspector.show_several(slots, common, may_write=self._desk.may_write)

    def _show_hand(self, held: Held, view: MonthView) -> None:
        landings = self._hand.landings
        places = [(slot, landings[slot.slot_id]) for slot in view.slots if slot.slot_id in landings]
        self.inspector.show_hand(held, places)

    def on_theme(self) -> None:
        """Lay the side out again in another text size."""
        self._side_soon.start()

    def on_chosen(self, slot_id: int) -> None:
        """A slot was chosen in the month: to be looked at, or to put somebody there."""
        if self._hand.held is not None and slot_id != self._hand.held.slot_id:
            self.on_put(slot_id, -1)
        else:
            self._hand.leave()
            self.show_side()

    def on_slot_asked(self, slot_id: int) -> None:
        """A slot was picked from a list at the side."""
        if self._hand.held is not None:
            self.on_put(slot_id, -1)
            return
        self.month.bring_in_view(slot_id)
        self.grid.select(slot_id)
        self.grid.focus_slot(slot_id)
        self.show_side()

    def let_go(self) -> None:
        """Nobody is in hand or looked for, and no slot is chosen."""
        self._hand.leave()
        self.month.look_for(Looking())
        self.grid.select(None)
        self.show_side()

    def on_closed(self) -> None:
        """The slot was closed: the keyboard goes back to it in the month."""
        held = self.grid.selected
        self.grid.select(None)
        self.show_side()
        if held is not None:
            self.grid.focus_slot(held)

    def on_asked(self, slot_id: int, what: str, typed: str) -> None:
        """A key or the menu asks something of a slot."""
        slot = self.slot(slot_id)
        if slot is None:
            return
        if what == "menu":
            self._pop_up(slot_menu(slot, self._acts(), self), self._beside_slot(slot_id))
        elif not self._desk.may_write:
            self._desk.refused.emit(_("Réservé à la coordination. Rien n’a changé."))
        elif what == "free":
            self._look_at(slot_id)
            self._corrections.free_one(slot)
        elif what == "name" and not slot.shut:
            self._look_at(slot_id)
            self._corrections.name(slot, typed)
        elif what == "take" and not slot.shut:
            seat = self._corrections.one_of(slot, _("Prendre {name} en main"))
            if seat is not None:
                self._take(_held(seat, slot))
        elif what == "put" and self._hand.held is not None:
            self.on_put(slot_id, -1)

    def _look_at(self, slot_id: int) -> None:
        """What is changed by key shows at the side as well."""
        if self.grid.selected != slot_id:
            self.grid.select(slot_id)
            self.show_side()

    def on_edit(self, slot_id: int) -> None:
        """Change a slot's note, hours or seats by hand."""
        from delta_app.planning.slot_dialog import SlotDialog  # start-up is felt

        slot = self.slot(slot_id)
        if slot is not None:
            with self._desk.attempt():
                SlotDialog(self._desk, slot, self).exec()
                self.grid.focus_slot(slot_id)

    def on_call(self, slot_id: int) -> None:
        """Call people for a slot that lacks somebody."""
        from delta_app.planning.call_dialog import CallDialog  # start-up is felt

        if not self._desk.may_write:
            self._desk.refused.emit(_("Réservé à la coordination. Rien n’a changé."))
            return
        with self._desk.attempt():
            CallDialog(self._desk, slot_id, self).exec()
            self.grid.focus_slot(slot_id)

    def on_call_chosen(self) -> None:
        """The keys for it: for the slot that has the keyboard, else for the one at the side."""
        held = self.window().focusWidget()
        slot_id = held.slot.key if isinstance(held, Painted) and held.slot is not None else self.grid.selected
        if slot_id is not None:
            self.on_call(slot_id)

    def on_person_menu(self, seat: SeatRow, at: QPoint) -> None:
        """All that can be done with somebody's place in the chosen slot."""
        slot = self.slot(self.grid.selected)
        if slot is not None:
            self._pop_up(person_menu(seat, slot, self._acts(), self), at)

    def on_carry_from_month(self, slot_id: int, place: int) -> None:
        """The mouse takes a name out of a slot."""
        slot = self.slot(slot_id)
        if slot is not None and not slot.shut and self._desk.may_write and place < len(slot.taken):
            self._take(_held(slot.taken[place], slot), by_mouse=True)

    def _take(self, held: Held, *, by_mouse: bool = False) -> None:
        if self._view is not None:
            self._hand.take(held, self._view.month, by_mouse=by_mouse)

    def on_hand_changed(self) -> None:
        """Somebody was taken in hand or let go: the side tells where to, the keyboard is in the month."""
        held = self._hand.held
        self._escape.setEnabled(held is not None)
        self.show_side()
        here = held.slot_id if held is not None else self.grid.selected
        if here is not None:
            self.grid.focus_slot(here)

    def on_put(self, slot_id: int, place: int) -> None:
        """Whoever is in hand is put in a slot."""
        held, slot, landing = self._hand.held, self.slot(slot_id), self._hand.landings.get(slot_id)
        self._hand.leave(by_mouse=True)
        self._escape.setEnabled(False)
        if held is None or slot is None:
            return
        self.grid.select(slot_id)
        if landing is None or not (landing.free and landing.fits):
            self.show_side()  # it is asked how, and one sees of what
        if not self._corrections.put(held, slot, landing, None if place < 0 else place):
            self.show_side()
            self.grid.focus_slot(slot_id)

    def _with_chosen(self, act: Callable[..., None]) -> Callable[..., None]:
        """An act of the side, on the slot it shows."""

        def acted(*facts: object) -> None:
            slot = self.slot(self.grid.selected)
            if slot is not None:
                act(slot, *facts)

        return acted

    def offers(self) -> Sequence[Act]:
        """What can be done with the chosen slot and has no button beside it."""
        slot = self.slot(self.grid.selected)
        chosen = slot is not None and len(self.grid.selection) == 1 and self._hand.held is None
        return list(menu_acts(slot, self._acts())) if slot is not None and chosen else ()

    def _acts(self) -> SlotActs:
        look, may = self.month.look_for_host, self._desk.may_write
        return SlotActs(self._corrections, self._take, look, self.on_edit, self.on_call, may)

    def _beside_slot(self, slot_id: int) -> QPoint:
        """Under a slot, on the screen."""
        row = self.grid.row_of(slot_id)
        return self.mapToGlobal(QPoint()) if row is None else row.mapToGlobal(row.rect().bottomLeft())

    def _pop_up(self, menu: QMenu, at: QPoint) -> None:
        menu.exec(at)
        menu.deleteLater()


def _show_at_once(widget: QWidget, within: QWidget) -> None:
    """Now, where a layout would show it later: what is not shown takes no keyboard."""
    line, above = [widget], widget.parentWidget()
    while above is not None and above is not within:
        line.append(above)
        above = above.parentWidget()
    for one in reversed(line):
        one.show()


def _is_there(held: Held, view: MonthView) -> bool:
    """Whether the place that somebody in hand would leave is still theirs; always of somebody taken from the team."""
    seats = [(seat.seat_id, slot.slot_id, seat.host_id) for slot in view.slots for seat in slot.people]
    return held.seat_id is None or (held.seat_id, held.slot_id, held.host_id) in seats


def _held(seat: SeatRow, slot: SlotRow) -> Held:
    return Held(seat.host_id, seat.name, seat.seat_id, slot.slot_id)
