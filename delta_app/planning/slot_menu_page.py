"""The menu of a slot: everything that clicks, keys and dragging do, by name."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QMenu, QWidget

from delta_app.core.i18n import _
from delta_app.planning import spoken
from delta_app.planning.corrections_page import Corrections
from delta_app.planning.hand_page import Held
from delta_app.planning.queries import SeatRow, SlotRow
from delta_app.widgets.text import button_text


@dataclass(frozen=True)
class SlotActs:
    """Who does what the menus ask."""

    corrections: Corrections
    take: Callable[[Held], None]
    highlight: Callable[[int, str], None]
    edit: Callable[[int], None]
    may_write: bool


def slot_menu(slot: SlotRow, acts: SlotActs, parent: QWidget) -> QMenu:
    """What can be done with a slot and with everybody in it."""
    menu = QMenu(parent)
    menu.setAccessibleName(spoken.slot_title(slot))
    if acts.may_write and not slot.shut:
        menu.addAction(_("Inscrire quelqu’un…")).triggered.connect(lambda: acts.corrections.name(slot, ""))
    if acts.may_write:
        menu.addAction(_("Note et horaire…")).triggered.connect(lambda: acts.edit(slot.slot_id))
        menu.addSeparator()
    for seat in slot.people:
        add_person(menu.addMenu(button_text(seat.name)), seat, slot, acts)
    return menu


def person_menu(seat: SeatRow, slot: SlotRow, acts: SlotActs, parent: QWidget) -> QMenu:
    """What can be done with somebody's place."""
    menu = QMenu(parent)
    menu.setAccessibleName(seat.name)
    add_person(menu, seat, slot, acts)
    return menu


def add_person(menu: QMenu, seat: SeatRow, slot: SlotRow, acts: SlotActs) -> None:
    """The entries for one person."""
    menu.addAction(_("Voir son mois")).triggered.connect(lambda: acts.highlight(seat.host_id, seat.name))
    if not acts.may_write:
        return
    does = acts.corrections
    menu.addSeparator()
    if not slot.shut:
        held = Held(seat.host_id, seat.name, seat.seat_id, slot.slot_id)
        menu.addAction(_("Déplacer ou échanger…")).triggered.connect(lambda: acts.take(held))
        text = _("Ne plus fixer") if seat.locked else _("Fixer : composer n’y touche plus")
        menu.addAction(text).triggered.connect(lambda: does.lock(slot, seat.seat_id, seat.name, not seat.locked))
        text = _("Vient quand même") if seat.seeking else _("Chercher qui remplace")
        menu.addAction(text).triggered.connect(lambda: does.seek(slot, seat.seat_id, seat.name, not seat.seeking))
    menu.addAction(_("Libérer la place")).triggered.connect(lambda: does.free(slot, seat.seat_id, seat.name))
