"""A slot at the side of the planning: its seats and what can be done with them, its note, who could come, its past."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from delta_app.core.i18n import _, join_names
from delta_app.planning import spoken
from delta_app.planning.call_data import lacks_people
from delta_app.planning.candidates_data import CandidateRow
from delta_app.planning.candidates_page import CandidateList
from delta_app.planning.hand_page import Held
from delta_app.planning.history_data import SlotEventRow
from delta_app.planning.history_page import history_block
from delta_app.planning.queries import SeatRow, SlotRow
from delta_app.widgets import space, theme
from delta_app.widgets.buttons import Button, IconButton
from delta_app.widgets.cards import Card, SeatCard, place_button
from delta_app.widgets.carry import Carrier
from delta_app.widgets.chips import Chip
from delta_app.widgets.dialog import scrolled
from delta_app.widgets.flow import at_rest
from delta_app.widgets.month_rows import COVERAGE
from delta_app.widgets.tab_order import read_in_order, tell_in_order
from delta_app.widgets.text import words

SIDE_MARGINS = (16, 12, 14, 14)  # the room around whatever the side shows: left, top, right, bottom


class SlotSide(QWidget):
    """Shows one slot after another; the list of who could come stays, the rest is made anew."""

    closed = Signal()
    menu_asked = Signal(object, QPoint)  # whose place (SeatRow), and where on the screen the menu is to be
    edit_asked = Signal(int)  # of which slot the note and hours are to be changed
    call_asked = Signal(int)  # for which slot people are to be called
    carry_began = Signal(object)  # the mouse carries somebody away (Held)
    carried = Signal(QPoint)
    dropped = Signal(QPoint)
    shadow_asked = Signal()  # somebody still learning is to come along to the slot that is shown
    free_asked = Signal(int, str)  # the seat, and whose it is
    lock_asked = Signal(int, str, bool)  # the same, and whether it is to be fixed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slot_id = 0
        self.candidates = CandidateList()
        self._above, self._past = QWidget(), QWidget()
        body = QWidget()
        self._column = QVBoxLayout(body)
        for part in (self._above, self.candidates, self._past):
            self._column.addWidget(part)
        self._column.addStretch()
        self._area = scrolled(body)
        body.setObjectName("card_ground")
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._area)
        self.candidates.carry_began.connect(self.carry_began)
        self.candidates.carried.connect(self.carried)
        self.candidates.dropped.connect(self.dropped)
        space.around(self._column, *SIDE_MARGINS)
        space.between(self._column, 9)

    def show_slot(
        self,
        slot: SlotRow,
        candidates: Sequence[CandidateRow],
        *,
        why: str = "",
        asked: Sequence[str] = (),
        called: Sequence[str] = (),
        history: Sequence[SlotEventRow] = (),
        may_write: bool,
    ) -> None:
        """A slot: its seats, who shadows, what was ``asked`` for its places, who was ``called`` for it, its note, why a
        seat stays empty when that is known, who could come, and what was done to it. The same slot again stays where it
        was scrolled to."""
        held = self.window().focusWidget()
        if self._area.isAncestorOf(held):
            self._area.setFocus()  # else Qt goes on to what comes next when that goes, and scrolls there
        hosts = [one for one in candidates if not one.learns] if slot.missing else []
        above = QWidget()
        self._fill(above, slot, candidates, why=why, asked=asked, called=called, may_write=may_write)
        with at_rest(self._column):
            self._above = self._replace(self._above, above)
            if hosts:  # else they stay as they are for the next slot
                self.candidates.show_candidates(hosts, may_write=may_write)
            self.candidates.setVisible(bool(hosts))
            self._past = self._replace(self._past, history_block(history) if history else QWidget())
            self._past.setVisible(bool(history))
        if slot.slot_id != self._slot_id:
            self._area.verticalScrollBar().setValue(0)
        self._slot_id = slot.slot_id
        read_in_order(self._area)
        tell_in_order([self._above, self.candidates, self._past])
        if self._area.hasFocus() and self.candidates.isAncestorOf(held) and held.isVisibleTo(self):
            held.setFocus()

    def _replace(self, before: QWidget, after: QWidget) -> QWidget:
        self._column.replaceWidget(before, after)
        before.hide()
        before.deleteLater()
        after.show()
        return after

    def _fill(
        self,
        body: QWidget,
        slot: SlotRow,
        candidates: Sequence[CandidateRow],
        *,
        why: str,
        asked: Sequence[str],
        called: Sequence[str],
        may_write: bool,
    ) -> None:
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        space.between(column, 9)
        self._add_head(column, slot)
        self._add_seats(column, slot, may_write=may_write)
        learners = [one for one in candidates if one.learns and (one.fits or one.may_all_the_same)]
        if may_write and learners and not slot.shut and not slot.shadows:
            column.addWidget(self._shadow_place())
        if may_write and lacks_people(slot):
            call = Button(_("Lancer un appel…"), "speech")
            call.clicked.connect(lambda: self.call_asked.emit(slot.slot_id))
            column.addWidget(call, 0, Qt.AlignmentFlag.AlignLeft)
        if slot.went:
            text = _("Dans la dernière version, et plus maintenant : {names}")
            column.addWidget(words(text.format(names=join_names(list(slot.went))), "soft", wrap=True))
        if asked:
            column.addWidget(_block(_("Demandes"), "\n".join(asked)))
        if called:
            column.addWidget(_block(_("Appels"), "\n".join(called)))
        if slot.note:
            column.addWidget(_block(_("Note"), slot.note))
        if may_write:
            edit = Button(_("Note et horaire…"))
            edit.clicked.connect(lambda: self.edit_asked.emit(slot.slot_id))
            column.addWidget(edit, 0, Qt.AlignmentFlag.AlignLeft)
        if slot.edited:
            column.addWidget(words(_("Horaire changé à la main : rouvrir le mois n’y touche pas."), "soft", wrap=True))
        if slot.missing and why:
            column.addWidget(_block(_("Pourquoi une place reste libre"), why))

    def _add_head(self, column: QVBoxLayout, slot: SlotRow) -> None:
        column.addLayout(side_head(_("Permanence"), _("Fermer la permanence"), self.closed))
        column.addWidget(words(spoken.slot_title(slot), "heading", wrap=True))
        icon, tone = COVERAGE[slot.coverage]
        column.addWidget(Chip(spoken.coverage_words(slot), icon, tone), 0, Qt.AlignmentFlag.AlignLeft)
        if slot.shut:
            closed = _("Le lieu est fermé à ce moment : personne ne vient plus, prévenez les personnes inscrites.")
            if not slot.to_tell:
                closed = _("Le lieu est fermé à ce moment.")
            column.addWidget(words(closed, "soft", wrap=True))
        if slot.decision:
            column.addWidget(Chip(spoken.decided_words(slot), "door", "info"), 0, Qt.AlignmentFlag.AlignLeft)

    def _add_seats(self, column: QVBoxLayout, slot: SlotRow, *, may_write: bool) -> None:
        for seat in slot.taken:
            column.addWidget(self._seat(seat, slot, may_write=may_write))
        _icon, tone = COVERAGE[slot.coverage]
        for place in range(len(slot.taken), len(slot.taken) + slot.missing):
            column.addWidget(SeatCard(spoken.free_seat_words(place), icon="person", tone=tone))
        for seat in slot.shadows:
            column.addWidget(self._seat(seat, slot, may_write=may_write))

    def _seat(self, seat: SeatRow, slot: SlotRow, *, may_write: bool) -> QWidget:
        """Somebody's place with its acts, which the mouse can carry elsewhere."""
        card = _seat_card(seat, slot, acts=self._seat_acts(seat, slot, may_write=may_write))
        if may_write and not slot.shut:
            self._make_carried(card, Held(seat.host_id, seat.name, seat.seat_id, slot.slot_id))
        return card

    def _shadow_place(self) -> QWidget:
        button = place_button(_("Doublure : ajouter une personne en formation"), "plus")
        button.clicked.connect(self.shadow_asked)
        return button

    def _seat_acts(self, seat: SeatRow, slot: SlotRow, *, may_write: bool) -> tuple[QWidget, ...]:
        """What can be done with somebody's place: fixed or let go, freed, and all the rest in a menu."""
        more = IconButton("more", _("Autres actes pour {name}").format(name=seat.name))
        more.clicked.connect(lambda: self.menu_asked.emit(seat, more.mapToGlobal(more.rect().bottomLeft())))
        if not may_write:
            return (more,)
        free = IconButton("close", _("Libérer la place de {name}").format(name=seat.name))
        free.clicked.connect(lambda: self.free_asked.emit(seat.seat_id, seat.name))
        if slot.shut:
            return (more, free)
        name = _("Ne plus fixer {name}") if seat.locked else _("Fixer {name} : composer n’y touche plus")
        lock = IconButton("lock", name.format(name=seat.name))
        lock.clicked.connect(lambda: self.lock_asked.emit(seat.seat_id, seat.name, not seat.locked))
        return (lock, more, free)

    def _make_carried(self, card: QWidget, held: Held) -> None:
        """Somebody who can be carried over the month with the mouse."""
        carrier = Carrier(card)
        carrier.began.connect(lambda _at: self.carry_began.emit(held))
        carrier.moved.connect(self.carried)
        carrier.dropped.connect(self.dropped)
        card.setCursor(Qt.CursorShape.OpenHandCursor)


def side_head(title: str, leaving: str, closed: SignalInstance) -> QHBoxLayout:
    """What the side is about, and the way out, which is called ``leaving``."""
    head = QHBoxLayout()
    head.addWidget(words(title, "soft"), 1)
    close = IconButton("close", leaving)
    close.clicked.connect(closed)
    head.addWidget(close)
    return head


def _seat_card(seat: SeatRow, slot: SlotRow, acts: tuple[QWidget, ...]) -> SeatCard:
    told: tuple[tuple[bool, str, str, theme.Tone], ...] = (
        (slot.shut, _("à prévenir"), "alert", "attention"),
        (seat.seeking and not slot.shut, _("cherche remplaçant"), "swap", "attention"),
        (seat.locked and not slot.shut, _("fixé"), "lock", "plain"),
        (seat.changed, _("changé"), "draft", "info"),
    )
    marks = tuple(Chip(text, icon, tone) for present, text, icon, tone in told if present)
    caption = spoken.seat_caption(seat, shadowing=seat in slot.shadows)
    return SeatCard(seat.name, caption, marks=marks, acts=acts)


def _block(heading: str, text: str) -> Card:
    card = Card(heading)
    space.around(card.column, 12, 9, 12, 9)
    card.column.addWidget(words(text, "soft", wrap=True))
    return card
