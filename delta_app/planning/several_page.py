"""The side for several slots at once: who sits there, what can be done with all of them, who could come to most."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout

from delta_app.core.i18n import _, capitalised, format_time, ngettext, short_date
from delta_app.planning import spoken
from delta_app.planning.candidates_data import CommonRow
from delta_app.planning.queries import SlotRow
from delta_app.widgets.buttons import Button, RowButton
from delta_app.widgets.month_rows import COVERAGE
from delta_app.widgets.person_row import PersonRow
from delta_app.widgets.text import words


class Several(QObject):
    """Lays several slots out in a column of the side, and says what is asked of all of them."""

    slot_asked = Signal(int)
    assign_asked = Signal(int, str)  # whom to seat wherever they fit, and what they are called
    lock_asked = Signal(bool)  # everybody there fixed, or let go
    free_asked = Signal()

    def lay_out(
        self, column: QVBoxLayout, slots: Sequence[SlotRow], common: Sequence[CommonRow], *, may_write: bool
    ) -> None:
        """Fill an empty column."""
        n = len(slots)
        heading = ngettext("{n} permanence choisie", "{n} permanences choisies", n).format(n=n)
        column.addWidget(words(heading, "heading", wrap=True))
        for slot in slots:
            column.addWidget(self._slot_button(slot))
        if may_write:
            self._add_acts(column, [seat for slot in slots for seat in slot.people if not slot.shut])
        if common and may_write:
            column.addWidget(words(_("Qui peut venir ?"), "strong"))
            for one in common:
                column.addWidget(PersonRow(one.name, one.caption, self._assign_button(one)))

    def _slot_button(self, slot: SlotRow) -> RowButton:
        icon, tone = COVERAGE[slot.coverage]
        names = ", ".join(seat.name for seat in slot.people) or spoken.free_words(slot)
        text = _("{day}, {time} : {state}").format(
            day=capitalised(short_date(slot.day)), time=format_time(slot.start_minute), state=names
        )
        button = RowButton(text, icon, tone=tone)
        button.setAccessibleName(spoken.slot_spoken(slot))
        button.clicked.connect(lambda: self.slot_asked.emit(slot.slot_id))
        return button

    def _add_acts(self, column: QVBoxLayout, seats: Sequence[object]) -> None:
        locked = [getattr(seat, "locked", False) for seat in seats]
        wanted = (
            (not all(locked), _("Fixer toutes ces places"), "lock", lambda: self.lock_asked.emit(True)),
            (any(locked), _("Ne plus fixer ces places"), "lock", lambda: self.lock_asked.emit(False)),
            (bool(seats), _("Libérer toutes ces places"), "close", self.free_asked.emit),
        )
        for present, text, icon, act in wanted:
            if present and seats:
                button = RowButton(text, icon, kind="plain")
                button.clicked.connect(lambda _checked, act=act: act())
                column.addWidget(button)

    def _assign_button(self, one: CommonRow) -> Button:
        button = Button(_("Inscrire"))
        button.setAccessibleName(_("Inscrire {name}, {caption}").format(name=one.name, caption=one.caption))
        button.clicked.connect(lambda: self.assign_asked.emit(one.host_id, one.name))
        return button
