"""The till before it opens: what stays from the last close, who opens it, and the float that is counted.

Before it stand two hosts with their coats still on: they want it open and to sell the first coffee.
"""

import json
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from delta_app.core.i18n import _, long_date
from delta_app.core.money import format_money
from delta_app.till.count_page import CountCard
from delta_app.till.session_data import Signatory, TillView
from delta_app.till.signing_page import TwoSigners
from delta_app.widgets import space
from delta_app.widgets.buttons import Button
from delta_app.widgets.cards import Card
from delta_app.widgets.dialog import scrolled
from delta_app.widgets.text import words


class OpeningView(QWidget):
    """The count at the left, who opens and what differs at the right. ``opened`` tells that it is to open,
    ``draft_changed`` what was counted so far, ``slip_asked`` that the last closing is to be printed."""

    opened = Signal()
    draft_changed = Signal(str)
    slip_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: TillView | None = None
        self._accepted: int | None = None  # the difference that was shown and taken as it is
        self.count = CountCard()
        self.signers = TwoSigners(_("Première personne"), _("Deuxième personne"), initials=False)
        self._last = words("", wrap=True)
        self.slip = Button(_("Bordereau de la dernière clôture…"), "print")
        self._gap_card = Card(tone="attention")
        self._gap, self._gap_note = words("", "heading", wrap=True), words("", "soft", wrap=True)
        self._why_not = words("", "soft", wrap=True)
        self.open = Button(_("Ouvrir la caisse"), "check", kind="main")
        self._lay_out()
        self.count.changed.connect(self.on_counted)
        self.signers.changed.connect(self._tell)
        self.open.clicked.connect(self.on_open)
        self.slip.clicked.connect(self.slip_asked)

    def _lay_out(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        space.around(column, 0, 0, 0, 0)
        space.between(column, 14)
        closed = Card(_("La caisse est fermée"))
        closed.column.addWidget(self._last)
        closed.column.addWidget(self.slip)
        who = Card(_("Qui ouvre, à deux ?"))
        who.column.addWidget(self.signers)
        self._gap_card.column.addWidget(self._gap)
        self._gap_card.column.addWidget(self._gap_note)
        for card in (closed, who, self._gap_card):
            column.addWidget(card)
        column.addStretch()
        beside = QWidget()
        beside_column = QVBoxLayout(beside)
        beside_column.setContentsMargins(0, 0, 0, 0)
        beside_column.addWidget(scrolled(right), 1)
        foot = QHBoxLayout()
        foot.addWidget(self._why_not, 1)
        foot.addWidget(self.open)
        beside_column.addLayout(foot)
        across = QHBoxLayout(self)
        space.around(across, 20, 0, 20, 14)
        space.between(across, 16)
        across.addWidget(self.count, 43)
        across.addWidget(beside, 57)

    def show_till(self, view: TillView, people: Sequence[Signatory]) -> None:
        """What the last close left, and what was counted already."""
        before, self._view = self._view, view
        if before is not None and _close_id(before) != _close_id(view):
            self.clear()  # what was counted here is of an opening that another PC did
        self.signers.offer(people, [one.name for one in people if one.on_duty])
        close = view.last_close
        self.slip.setVisible(close is not None)
        if close is None:
            said = _("C’est la première fois : comptez ce qu’il y a dedans, ce sera le fond de caisse.")
        else:
            said = _("Fermée {day} par {people} : il y restait {amount}.").format(
                day=long_date(close.day), people=_(" et ").join(close.signers), amount=format_money(close.balances.till)
            )
        self._last.setText(said)
        begun = json.loads(view.count.content) if view.count.content else {}
        here = begun.get("purpose") == "open" and begun.get("after") == _close_id(view)
        if here and not self.count.counted:
            self.count.show_count({int(piece): number for piece, number in begun["counted"].items()})
        self._tell()

    @property
    def gap(self) -> int:
        """What is more, or below zero less, than the last close left; none the first time."""
        if self._view is None or self._view.last_close is None:
            return 0
        return self.count.total - self._view.till

    def on_counted(self) -> None:
        """Another coin."""
        self._accepted = None
        after = None if self._view is None else _close_id(self._view)
        said = {"purpose": "open", "after": after, "counted": self.count.counted}
        self.draft_changed.emit(json.dumps(said) if self.count.counted else "")
        self._tell()

    def _tell(self) -> None:
        differs = self._accepted is not None and self.gap != 0
        self._gap_card.setVisible(differs)
        if differs:
            amount = format_money(abs(self.gap))
            self._gap.setText(
                _("Il manque {amount}").format(amount=amount)
                if self.gap < 0
                else _("Il y a {amount} de trop").format(amount=amount)
            )
            self._gap_note.setText(
                _("par rapport à la dernière clôture. Recomptez, ou ouvrez ainsi : l’écart sera noté, personne n’est "
                  "mis en cause.")
            )  # fmt: skip
        ready = self.signers.signers is not None
        self.open.setEnabled(ready)
        self.open.say(_("Ouvrir avec cet écart") if differs else _("Ouvrir la caisse"))
        self._why_not.setText("" if ready else _("Choisissez deux personnes différentes."))
        self.open.setAccessibleDescription(self._why_not.text())

    def on_open(self) -> None:
        """Open, after a difference was seen once."""
        if self.gap not in (0, self._accepted):
            self._accepted = self.gap
            self._tell()
            return
        self.opened.emit()

    def clear(self) -> None:
        """As it is before anybody counts."""
        self._accepted = None
        self.count.show_count({})
        self.signers.clear()


def _close_id(view: TillView) -> int | None:
    return None if view.last_close is None else view.last_close.id
