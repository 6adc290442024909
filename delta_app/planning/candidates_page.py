"""Who could come to a slot, at the side of the planning: a row each, kept from one slot to the next."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from delta_app.core.i18n import _
from delta_app.planning.candidates_data import CandidateRow
from delta_app.planning.hand_page import Held
from delta_app.widgets.buttons import Button, IconButton
from delta_app.widgets.carry import Carrier
from delta_app.widgets.flow import at_rest
from delta_app.widgets.person_row import PersonRow
from delta_app.widgets.tab_order import tell_in_order
from delta_app.widgets.text import words


class CandidateList(QWidget):
    """Lists the team for a slot. What is said of somebody changes from slot to slot, their row stays: making sixty of
    them takes longer than a person waits."""

    assign_asked = Signal(int, str)  # the host to seat in the slot that is shown, and what they are called
    overrule_asked = Signal(int, str, str)  # the same, and what stands against it
    carry_began = Signal(object)  # the mouse carries somebody away (Held)
    carried = Signal(QPoint)
    dropped = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[int, _Row] = {}  # by host
        self._spare: list[_Row] = []
        self._listed: list[int] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._nobody = words(_("Personne sans contrainte : voyez les raisons ci-dessous."), "soft", wrap=True)
        self._column.addWidget(words(_("Qui peut venir ?"), "strong", wrap=True))
        self._column.addWidget(self._nobody)

    def show_candidates(self, candidates: Sequence[CandidateRow], *, may_write: bool) -> None:
        """Who fits, each with a button; below whoever does not, with the reason."""
        order = [one.host_id for one in candidates]
        with at_rest(self._column):
            self._nobody.setHidden(any(one.fits for one in candidates))
            for one in candidates:
                self._row_of(one.host_id).show_one(one, may_write=may_write)
            for gone in set(self._listed) - set(order):
                self._column.removeWidget(self._rows[gone])
                self._rows[gone].hide()
            for place, host_id in enumerate(order, start=self._column.indexOf(self._nobody) + 1):
                self._put(self._rows[host_id], place)
        tell_in_order([self._rows[host_id] for host_id in order])
        self._listed = order

    def make_ahead(self, wanted: int, at_most: int) -> bool:
        """Make some of the rows that will be wanted; False once they all are there."""
        missing = min(wanted - len(self._rows) - len(self._spare), at_most)
        for _more in range(missing):
            row = _Row(self)
            row.make_ahead()
            self._spare.append(row)
        return missing > 0

    def _row_of(self, host_id: int) -> "_Row":
        if host_id not in self._rows:
            self._rows[host_id] = self._spare.pop() if self._spare else _Row(self)
        return self._rows[host_id]

    def _put(self, row: "_Row", place: int) -> None:
        """A row in its place, where it is not there yet."""
        if self._column.indexOf(row) != place:
            self._column.removeWidget(row)
            self._column.insertWidget(place, row)
            row.show()


class _Row(PersonRow):
    """One of the team: seated by a press, against what stands in the way by another, or carried into the month."""

    def __init__(self, within: CandidateList) -> None:
        self._said: tuple[CandidateRow, bool] | None = None
        self._assign: Button | None = None
        self._overrule: IconButton | None = None
        super().__init__("", "", parent=within)
        self._within = within
        self._carrier = Carrier(self)
        self._carrier.began.connect(self.on_carry)
        self._carrier.moved.connect(within.carried)
        self._carrier.dropped.connect(within.dropped)

    def make_ahead(self) -> None:
        """Dress it before it is wanted, with the button that most of them have."""
        for part in (self, self._assigning()):
            part.hide()
            part.ensurePolished()

    def show_one(self, one: CandidateRow, *, may_write: bool) -> None:
        """What is said of them for the slot that is shown, where that is something else than before."""
        if self._said != (one, may_write):
            self._said = one, may_write
            self.setCursor(Qt.CursorShape.OpenHandCursor if may_write else Qt.CursorShape.ArrowCursor)
            self.tell(one.name, one.caption, self._offer(one) if may_write else None, pale=not one.fits)

    def _offer(self, one: CandidateRow) -> QWidget | None:
        """The button that seats them, if need be against what is in the way; None where nothing would."""
        if one.fits:
            button = self._assigning()
            button.setAccessibleName(_("Inscrire {name}, {caption}").format(name=one.name, caption=one.caption))
            return button
        return self._overruling(one.name) if one.may_all_the_same else None

    def _assigning(self) -> Button:
        if self._assign is None:
            self._assign = Button(_("Inscrire"), parent=self)
            self._assign.clicked.connect(self.on_assign)
        return self._assign

    def _overruling(self, name: str) -> IconButton:
        if self._overrule is None:
            self._overrule = IconButton("plus", "", parent=self)
            self._overrule.clicked.connect(self.on_overrule)
        self._overrule.say(_("Inscrire {name} malgré tout…").format(name=name))
        return self._overrule

    def on_assign(self) -> None:
        """They are to have the place."""
        if self._said is not None:
            one, _may_write = self._said
            self._within.assign_asked.emit(one.host_id, one.name)

    def on_overrule(self) -> None:
        """They are to have it in spite of what stands against it."""
        if self._said is not None:
            one, _may_write = self._said
            self._within.overrule_asked.emit(one.host_id, one.name, one.caption)

    def on_carry(self) -> None:
        """The mouse takes them away, where that can come to something."""
        one, may_write = self._said or (None, False)
        if one is None or not may_write:
            self._carrier.give_up()
        else:
            self._within.carry_began.emit(Held(one.host_id, one.name))
