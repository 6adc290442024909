"""The side of the planning page: the chosen slot and its seats, or the slots that still need somebody."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from delta_app.core.i18n import _, capitalised, format_time, ngettext, short_date
from delta_app.planning import spoken
from delta_app.planning.candidates_data import CommonRow
from delta_app.planning.changes_data import ChangeRow
from delta_app.planning.hand_page import Held
from delta_app.planning.moves_data import LandingRow
from delta_app.planning.queries import MonthView, SlotRow
from delta_app.planning.several_page import Several
from delta_app.planning.slot_side_page import SIDE_MARGINS, SlotSide, side_head
from delta_app.widgets import space, theme
from delta_app.widgets.buttons import Button, RowButton
from delta_app.widgets.dialog import scrolled
from delta_app.widgets.month_rows import COVERAGE
from delta_app.widgets.person_row import PersonRow
from delta_app.widgets.text import words

WIDTH = 286
LISTED = 12


class Inspector(QFrame, theme.Themed):
    """Shows what is asked of it; says when a slot is picked from its list or when it is to close."""

    slot_asked = Signal(int)
    closed = Signal()
    hold_asked = Signal(int, str)  # which slot, called off before, is to be held again, and its moment in words
    leave_asked = Signal()  # let whoever is in hand go

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side")
        self.setAccessibleName(_("Permanence choisie"))
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._area: QScrollArea | None = None  # whatever is shown but a slot
        self.slot, self.several = SlotSide(self), Several(self)
        self.slot.hide()
        self._outer.addWidget(self.slot)
        self.slot.closed.connect(self.closed)
        self.several.slot_asked.connect(self.slot_asked)
        self.on_theme()

    def turn_to_slot(self) -> None:
        """To the side of the one chosen slot, in place of what was shown."""
        self._let_go()
        self.slot.show()

    def show_several(self, slots: Sequence[SlotRow], common: Sequence[CommonRow], *, may_write: bool) -> None:
        """Several slots at once."""
        column = self._start_over()
        column.addLayout(side_head(_("Permanences"), _("Ne plus choisir ces permanences"), self.closed))
        self.several.lay_out(column, slots, common, may_write=may_write)
        column.addStretch()

    def show_hand(self, held: Held, places: Sequence[tuple[SlotRow, LandingRow]]) -> None:
        """Somebody is in hand: the slots with a free place for them; any other can be chosen in the month."""
        column = self._start_over()
        column.addWidget(words(_("En main"), "soft"))
        column.addWidget(words(_("Où mettre {name} ?").format(name=held.name), "heading", wrap=True))
        how = _("Choisissez une permanence dans le mois, ou ci-dessous. Échap pour ne rien changer.")
        column.addWidget(words(how, wrap=True))
        stays = _("Laisser {name} à sa place").format(name=held.name) if held.seat_id else _("Ne rien changer")
        leave = RowButton(stays, "close", kind="plain")
        leave.clicked.connect(self.leave_asked)
        column.addWidget(leave)
        fitting = [slot for slot, landing in places if landing.fits and landing.free and slot.slot_id != held.slot_id]
        heading = ngettext("{n} permanence avec une place libre", "{n} permanences avec une place libre", len(fitting))
        if fitting:
            column.addWidget(words(heading.format(n=len(fitting)), "strong", wrap=True))
        else:
            none = _("Aucune place libre ne convient : un échange reste possible.")
            column.addWidget(words(none, "soft", wrap=True))
        self._add_slots(column, fitting)
        column.addStretch()
        leave.setFocus()

    def show_month(
        self,
        view: MonthView,
        today: date,
        changes: Sequence[ChangeRow] = (),
        called_off: Sequence[tuple[int, str]] = (),
    ) -> None:
        """No slot chosen: who is to be told, what needs somebody from today on, what changed since the last version.

        Each is a button that leads there. ``called_off`` are the slots not held, as (id, moment).
        """
        column = self._start_over()
        coming = [slot for slot in view.slots if slot.day >= today]
        lacking, shut = [slot for slot in coming if slot.missing], [slot for slot in coming if slot.to_tell]
        column.addWidget(words(_("Ce mois-ci"), "soft"))
        if shut:
            column.addWidget(words(spoken.shut_heading(len(shut)), "heading", wrap=True))
            self._add_slots(column, shut)
        if not lacking:
            whole = all(not slot.missing for slot in view.slots)
            heading = _("Tout est pourvu") if whole else _("Plus rien à compléter")
            column.addWidget(words(heading, "heading", wrap=True))
            column.addWidget(words(_("Choisissez une permanence pour voir qui accueille."), wrap=True))
        else:
            heading = ngettext("{n} permanence à compléter", "{n} permanences à compléter", len(lacking))
            column.addWidget(words(heading.format(n=len(lacking)), "heading", wrap=True))
            lacking.sort(key=lambda slot: (bool(slot.taken), slot.day, slot.start_minute))
            self._add_slots(column, lacking)
        if changes:
            column.addSpacing(theme.gap(6))
            heading = _("Changé depuis la version {version}").format(version=view.version)
            column.addWidget(words(heading, "strong", wrap=True))
        for change in changes:
            column.addWidget(self._change_line(change))
        if called_off:
            column.addSpacing(theme.gap(6))
            column.addWidget(words(_("Permanences qui ne sont pas tenues"), "strong", wrap=True))
        for slot_id, moment in called_off:
            column.addWidget(self._called_off_line(slot_id, moment))
        column.addStretch()

    def _called_off_line(self, slot_id: int, moment: str) -> QWidget:
        again = Button(_("Tenir quand même"))
        again.setAccessibleName(_("Tenir quand même : {moment}").format(moment=moment))
        again.clicked.connect(lambda: self.hold_asked.emit(slot_id, moment))
        return PersonRow(moment, _("pas tenue"), again, pale=True, icon="door")

    def _change_line(self, change: ChangeRow) -> QWidget:
        """What changed in a slot; a button where there still is one to look at."""
        if not change.open:
            return words(change.words, "soft", wrap=True)
        line = RowButton(change.words, "draft", tone="info")
        line.clicked.connect(lambda: self.slot_asked.emit(change.slot_id))
        return line

    def _add_slots(self, column: QVBoxLayout, slots: list[SlotRow]) -> None:
        for slot in slots[:LISTED]:
            column.addWidget(self._slot_button(slot))
        if len(slots) > LISTED:
            rest = len(slots) - LISTED
            column.addWidget(words(ngettext("et {n} autre", "et {n} autres", rest).format(n=rest), "soft"))

    def show_nobody(self, first: Button) -> None:
        """No team yet: what to do first."""
        column = self._start_over()
        column.addWidget(words(_("L’équipe"), "soft"))
        column.addWidget(words(_("Il n’y a encore personne"), "heading", wrap=True))
        sentence = _("Importez la liste des accueillant·es, puis leurs réponses au sondage ; puis composez le mois.")
        column.addWidget(words(sentence, wrap=True))
        column.addWidget(first)
        column.addStretch()

    def _slot_button(self, slot: SlotRow) -> Button:
        icon, tone = COVERAGE[slot.coverage]
        state = spoken.to_tell_short(slot) if slot.shut else spoken.free_short(slot)
        text = _("{day}, {time} : {state}").format(
            day=capitalised(short_date(slot.day)), time=format_time(slot.start_minute), state=state
        )
        button = Button(text, icon, kind="row", tone=tone)
        button.setAccessibleName(spoken.slot_spoken(slot))
        button.clicked.connect(lambda: self.slot_asked.emit(slot.slot_id))
        return button

    def _start_over(self) -> QVBoxLayout:
        """An empty column in place of what was shown; the side of a slot is only put away."""
        self.slot.hide()
        self._let_go()
        body = QWidget()
        column = QVBoxLayout(body)
        space.around(column, *SIDE_MARGINS)
        space.between(column, 9)
        self._area = scrolled(body)
        body.setObjectName("card_ground")
        self._outer.addWidget(self._area)
        return column

    def _let_go(self) -> None:
        if self._area is not None:
            self._outer.removeWidget(self._area)
            self._area.hide()
            self._area.deleteLater()
            self._area = None

    def is_put_away(self, widget: QWidget) -> bool:
        """Whether a widget belongs to what was shown before, or is kept for later."""
        line: QWidget | None = widget
        while line is not None and line is not self:
            if line.isHidden() and line.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
                return True
            line = line.parentWidget()
        return line is None

    def on_theme(self) -> None:
        """Measure again in another text size."""
        self.setFixedWidth(theme.gap(WIDTH))
