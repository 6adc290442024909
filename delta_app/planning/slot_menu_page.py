"""What can be done with a slot and with everybody in it, by name: in its menu, and in the palette of acts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QMenu, QWidget

from delta_app.core.i18n import _
from delta_app.planning import spoken
from delta_app.planning.call_data import lacks_people
from delta_app.planning.corrections_page import Corrections
from delta_app.planning.hand_page import Held
from delta_app.planning.queries import SeatRow, SlotRow
from delta_app.widgets.page import Act
from delta_app.widgets.text import button_text


@dataclass(frozen=True)
class SlotActs:
    """Who does what the menus ask."""

    corrections: Corrections
    take: Callable[[Held], None]
    highlight: Callable[[int, str], None]
    edit: Callable[[int], None]
    call: Callable[[int], None]
    may_write: bool


@dataclass(frozen=True)
class _Entry:
    """One act of a menu; ``beside`` when the side of the slot has a button for it too."""

    text: str
    run: Callable[[], None]
    beside: bool = False


def slot_menu(slot: SlotRow, acts: SlotActs, parent: QWidget) -> QMenu:
    """What can be done with a slot and with everybody in it."""
    menu = QMenu(parent)
    menu.setAccessibleName(spoken.slot_title(slot))
    _fill(menu, _slot_entries(slot, acts))
    menu.addSeparator()
    for seat in slot.people:
        _fill_for_person(menu.addMenu(button_text(seat.name)), seat, slot, acts)
    return menu


def person_menu(seat: SeatRow, slot: SlotRow, acts: SlotActs, parent: QWidget) -> QMenu:
    """What can be done with somebody's place."""
    menu = QMenu(parent)
    menu.setAccessibleName(seat.name)
    _fill_for_person(menu, seat, slot, acts)
    return menu


def menu_acts(slot: SlotRow, acts: SlotActs) -> Iterator[Act]:
    """What the menu of a slot has and its side has no button for, under the names the palette lists them by."""
    told = [(spoken.slot_title(slot), _slot_entries(slot, acts))]
    told += [(seat.name, _person_entries(seat, slot, acts)) for seat in slot.people]
    for place, (name, entries) in enumerate(told):
        for number, entry in enumerate(entries):
            if not entry.beside:
                title = _("{where} : {act}").format(where=name, act=entry.text)
                yield Act(f"planning.slot_{place}_{number}", title, entry.run)


def _fill(menu: QMenu, entries: Sequence[_Entry]) -> None:
    for entry in entries:
        menu.addAction(entry.text).triggered.connect(entry.run)


def _fill_for_person(menu: QMenu, seat: SeatRow, slot: SlotRow, acts: SlotActs) -> None:
    look, *rest = _person_entries(seat, slot, acts)
    _fill(menu, [look])
    menu.addSeparator()
    _fill(menu, rest)


def _slot_entries(slot: SlotRow, acts: SlotActs) -> list[_Entry]:
    if not acts.may_write:
        return []
    edit = _Entry(_("Note et horaire…"), lambda: acts.edit(slot.slot_id), beside=True)
    if slot.shut:
        return [edit]
    call = [_Entry(_("Lancer un appel…"), lambda: acts.call(slot.slot_id), beside=True)] if lacks_people(slot) else []
    return [_Entry(_("Inscrire quelqu’un…"), lambda: acts.corrections.name(slot, "")), *call, edit]


def _person_entries(seat: SeatRow, slot: SlotRow, acts: SlotActs) -> list[_Entry]:
    """Their month first, then what changes something."""
    entries = [_Entry(_("Voir son mois"), lambda: acts.highlight(seat.host_id, seat.name))]
    if not acts.may_write:
        return entries
    does = acts.corrections
    if not slot.shut:
        held = Held(seat.host_id, seat.name, seat.seat_id, slot.slot_id)
        lock = _("Ne plus fixer") if seat.locked else _("Fixer : composer n’y touche plus")
        seek = _("Vient quand même") if seat.seeking else _("Chercher qui remplace")
        entries += [
            _Entry(_("Déplacer ou échanger…"), lambda: acts.take(held)),
            _Entry(lock, lambda: does.lock(slot, seat.seat_id, seat.name, not seat.locked), beside=True),
            _Entry(seek, lambda: does.seek(slot, seat.seat_id, seat.name, not seat.seeking)),
        ]
    free = _Entry(_("Libérer la place"), lambda: does.free(slot, seat.seat_id, seat.name), beside=True)
    return [*entries, free]
