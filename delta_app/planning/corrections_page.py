"""The month corrected by hand: people seated, freed, fixed, moved; each one undoable act, whoever asks for it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from delta_app.core.i18n import _
from delta_app.planning import spoken
from delta_app.planning.commands import assign_host, free_seat, lock_seat, seek_replacement
from delta_app.planning.dialogs import OverruleDialog
from delta_app.planning.queries import SlotRow
from delta_app.widgets.page import Desk


class Corrections(QObject):
    """Does what the side, the keyboard and dragging ask of a slot; the page says which one is meant."""

    done = Signal(int)  # the slot where the keyboard is to be: the button that had it is gone

    def __init__(self, desk: Desk, slot: Callable[[], SlotRow | None], page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._slot, self._page = desk, slot, page

    def on_assign(self, host_id: int, name: str) -> None:
        """Seat somebody in the chosen slot."""
        self._correct(
            name,
            (_("Inscrire {place}"), _("Inscrit·e : {place}.")),
            lambda session, slot: assign_host(session, slot.slot_id, host_id),
        )

    def on_overrule(self, host_id: int, name: str, against: str) -> None:
        """Seat somebody in the chosen slot against a rule, with the coordinator's reason."""
        dialog = OverruleDialog(name, against, self._page)
        if dialog.exec():
            self._correct(
                name,
                (_("Inscrire {place} malgré une règle"), _("Inscrit·e malgré une règle : {place}.")),
                lambda session, slot: assign_host(session, slot.slot_id, host_id, overrule=dialog.reason),
            )

    def on_free(self, seat_id: int, name: str) -> None:
        """Free a place of the chosen slot."""
        said = (_("Libérer {place}"), _("Libéré : {place}."))
        self._correct(name, said, lambda session, _slot: free_seat(session, seat_id))

    def on_lock(self, seat_id: int, name: str, locked: bool) -> None:
        """Fix a place of the chosen slot, or let it go."""
        label = _("Fixer {place}") if locked else _("Ne plus fixer {place}")
        told = _("Fixé : {place}.") if locked else _("Plus fixé : {place}.")
        self._correct(name, (label, told), lambda session, _slot: lock_seat(session, seat_id, locked=locked))

    def on_seek(self, seat_id: int, name: str, seeking: bool) -> None:
        """Mark that a place of the chosen slot looks for somebody else, or no longer."""
        label = _("Chercher qui remplace {place}") if seeking else _("Ne plus chercher pour {place}")
        told = _("Cherche qui la remplace : {place}.") if seeking else _("Ne cherche plus : {place}.")
        self._correct(name, (label, told), lambda session, _slot: seek_replacement(session, seat_id, seeking=seeking))

    def _correct(self, name: str, said: tuple[str, str], act: Callable[[Any, SlotRow], object]) -> None:
        """One act on somebody's place in the chosen slot: ``said`` as its label and afterwards."""
        slot = self._slot()
        if slot is None:
            return
        label, told = (text.format(place=spoken.place_words(name, slot)) for text in said)
        if self._desk.act(label, lambda session: act(session, slot), lambda _done: told):
            self.done.emit(slot.slot_id)
