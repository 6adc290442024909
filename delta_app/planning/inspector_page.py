"""The side of the planning page: the chosen slot and its seats, or the slots that still need somebody."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from delta_app.core.i18n import _, capitalised, format_time, join_names, ngettext, short_date
from delta_app.planning import spoken
from delta_app.planning.candidates_data import CandidateRow, CommonRow
from delta_app.planning.changes_data import ChangeRow
from delta_app.planning.hand_page import Held
from delta_app.planning.history_data import SlotEventRow
from delta_app.planning.history_page import history_block
from delta_app.planning.moves_data import LandingRow
from delta_app.planning.queries import MonthView, SeatRow, SlotRow
from delta_app.planning.several_page import Several
from delta_app.widgets import theme
from delta_app.widgets.buttons import Button, IconButton, RowButton
from delta_app.widgets.cards import Card, PersonRow, SeatCard, place_button
from delta_app.widgets.carry import Carrier
from delta_app.widgets.chips import Chip
from delta_app.widgets.dialog import scrolled
from delta_app.widgets.month_rows import COVERAGE
from delta_app.widgets.text import words

WIDTH = 286
LISTED = 12


class Inspector(QFrame):
    """Shows what is asked of it; says when a slot is picked from its list or when it is to close."""

    slot_asked = Signal(int)
    closed = Signal()
    menu_asked = Signal(object, QPoint)  # whose place (SeatRow), and where on the screen the menu is to be
    edit_asked = Signal(int)  # of which slot the note and hours are to be changed
    hold_asked = Signal(int, str)  # which slot, called off before, is to be held again, and its moment in words
    leave_asked = Signal()  # let whoever is in hand go
    carry_began = Signal(object)  # the mouse carries somebody away (Held)
    carried = Signal(QPoint)
    dropped = Signal(QPoint)
    assign_asked = Signal(int, str)  # the host to seat in the slot that is shown, and what they are called
    overrule_asked = Signal(int, str, str)  # the same, and what stands against it
    shadow_asked = Signal()  # somebody still learning is to come along to the slot that is shown
    free_asked = Signal(int, str)  # the seat, and whose it is
    lock_asked = Signal(int, str, bool)  # the same, and whether it is to be fixed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side")
        self.setAccessibleName(_("Permanence choisie"))
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._area: QScrollArea | None = None
        self.several = Several(self)
        self.several.slot_asked.connect(self.slot_asked)
        self._measure()

    def show_several(self, slots: Sequence[SlotRow], common: Sequence[CommonRow], *, may_write: bool) -> None:
        """Several slots at once."""
        column = self._start_over()
        self._add_head(column, _("Permanences"), _("Ne plus choisir ces permanences"))
        self.several.lay_out(column, slots, common, may_write=may_write)
        column.addStretch()

    def show_slot(
        self,
        slot: SlotRow,
        candidates: Sequence[CandidateRow],
        *,
        why: str = "",
        history: Sequence[SlotEventRow] = (),
        may_write: bool,
    ) -> None:
        """A slot: its seats, who shadows, its note, why a seat stays empty when that is known, who could come, and what
        was done to it."""
        column = self._start_over()
        self._add_slot_head(column, slot)
        self._add_seats(column, slot, may_write=may_write)
        learners = [one for one in candidates if one.learns and (one.fits or one.may_all_the_same)]
        if may_write and learners and not slot.shut and not slot.shadows:
            column.addWidget(self._shadow_place())
        if slot.went:
            text = _("Dans la dernière version, et plus maintenant : {names}")
            column.addWidget(words(text.format(names=join_names(list(slot.went))), "soft", wrap=True))
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
        hosts = [one for one in candidates if not one.learns]
        if slot.missing and hosts:
            self._add_candidates(column, _("Qui peut venir ?"), hosts, may_write=may_write)
        if history:
            column.addWidget(history_block(history))
        column.addStretch()

    def _add_head(self, column: QVBoxLayout, title: str, leaving: str) -> None:
        head = QHBoxLayout()
        head.addWidget(words(title, "soft"), 1)
        close = IconButton("close", leaving)
        close.clicked.connect(self.closed)
        head.addWidget(close)
        column.addLayout(head)

    def _add_slot_head(self, column: QVBoxLayout, slot: SlotRow) -> None:
        self._add_head(column, _("Permanence"), _("Fermer la permanence"))
        column.addWidget(words(spoken.slot_title(slot), "heading", wrap=True))
        icon, tone = COVERAGE[slot.coverage]
        column.addWidget(Chip(spoken.coverage_words(slot), icon, tone), 0, Qt.AlignmentFlag.AlignLeft)
        if slot.shut:
            closed = _("Le lieu est fermé à ce moment : personne ne vient plus, prévenez les personnes inscrites.")
            column.addWidget(words(closed, "soft", wrap=True))

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

    def show_hand(self, held: Held, places: Sequence[tuple[SlotRow, LandingRow]]) -> None:
        """Somebody is in hand: the slots with a free place for them; any other can be chosen in the month."""
        column = self._start_over()
        column.addWidget(words(_("En main"), "soft"))
        column.addWidget(words(_("Où mettre {name} ?").format(name=held.name), "heading", wrap=True))
        how = _("Choisissez une permanence dans le mois, ou ci-dessous. Échap pour ne rien changer.")
        column.addWidget(words(how, wrap=True))
        leave = Button(_("Laisser {name} à sa place").format(name=held.name) if held.seat_id else _("Ne rien changer"))
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

    def _add_candidates(
        self, column: QVBoxLayout, heading: str, candidates: Sequence[CandidateRow], *, may_write: bool
    ) -> None:
        """Who fits, each with a button; below whoever does not, with the reason."""
        column.addWidget(words(heading, "strong", wrap=True))
        fitting = [one for one in candidates if one.fits]
        if not fitting:
            column.addWidget(words(_("Personne sans contrainte : voyez les raisons ci-dessous."), "soft", wrap=True))
        for one in candidates:
            act = self._candidate_act(one) if may_write else None
            row = PersonRow(one.name, one.caption, act, pale=not one.fits)
            if may_write:
                self._make_carried(row, Held(one.host_id, one.name))
            column.addWidget(row)

    def _candidate_act(self, one: CandidateRow) -> QWidget | None:
        if one.fits:
            button = Button(_("Inscrire"))
            button.setAccessibleName(_("Inscrire {name}, {caption}").format(name=one.name, caption=one.caption))
            button.clicked.connect(lambda: self.assign_asked.emit(one.host_id, one.name))
            return button
        if not one.may_all_the_same:
            return None
        plus = IconButton("plus", _("Inscrire {name} malgré tout…").format(name=one.name))
        plus.clicked.connect(lambda: self.overrule_asked.emit(one.host_id, one.name, one.caption))
        return plus

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
        lacking, shut = [slot for slot in coming if slot.missing], [slot for slot in coming if slot.shut]
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
        """An empty column in place of what was shown."""
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(theme.gap(16), theme.gap(12), theme.gap(14), theme.gap(14))
        column.setSpacing(theme.gap(9))
        area = scrolled(body)
        body.setObjectName("card_ground")
        if self._area is not None:
            self._outer.removeWidget(self._area)
            self._area.hide()
            self._area.deleteLater()
        self._area = area
        self._outer.addWidget(area)
        return column

    def is_gone(self, widget: QWidget) -> bool:
        """Whether a widget belongs to what was shown before."""
        return self._area is None or not self._area.isAncestorOf(widget)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again in another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_area"):
            self._measure()

    def _measure(self) -> None:
        self.setFixedWidth(theme.gap(WIDTH))


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
    card.column.setContentsMargins(theme.gap(12), theme.gap(9), theme.gap(12), theme.gap(9))
    card.column.addWidget(words(text, "soft", wrap=True))
    return card
