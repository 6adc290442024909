"""The box of ideas: what people of the place would like to do, since when they wait, and what they were answered.

Before it stands a host with somebody who has just said "one could knit here", and the coordinator once a week, who owes
each of them an answer.
"""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from delta_app.core.i18n import _, ngettext
from delta_app.programme.date_words_data import when_words
from delta_app.programme.proposal_data import ProposalRow
from delta_app.programme.queries import DateRow
from delta_app.programme.spoken import age_words, idea_words
from delta_app.widgets import space
from delta_app.widgets.buttons import Button, named_button
from delta_app.widgets.chips import Chip
from delta_app.widgets.dialog import scrolled
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.item_rows import empty_layout
from delta_app.widgets.text import words

ANSWERED_SHOWN = 6


class IdeasBox(QWidget):
    """Says in ``asked`` what is to be done, and with which idea; ``noted`` when a new one is to be written."""

    asked = Signal(str, object)
    noted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Boîte à idées"))
        self._all = False
        self._waiting = Chip()
        self._first = words(_("Pour commencer, planifiez une activité : double-clic sur un jour, ou le bouton "
                              "« Activité »."), wrap=True)  # fmt: skip
        self._first.hide()
        self.note = Button(_("Noter une idée…"), "plus")
        self._list = QVBoxLayout()
        space.between(self._list, 10)
        head = FlowLayout(spacing=8)
        head.addWidget(words(_("Boîte à idées"), "heading"))
        head.addWidget(self._waiting)
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(self._list)
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        space.between(column, 11)
        column.addWidget(self._first)
        column.addLayout(head)
        column.addWidget(scrolled(body), 1)
        body.setObjectName("card_ground")
        foot = QHBoxLayout()
        foot.addWidget(self.note)
        foot.addStretch(1)
        column.addLayout(foot)
        self.note.clicked.connect(self.noted)

    def say_first(self, *, first: bool) -> None:
        """Say what one does first, where nothing is planned."""
        self._first.setVisible(first)

    def show_ideas(
        self, rows: Sequence[ProposalRow], coming: dict[int, DateRow], today: date, *, may_write: bool, may_tell: bool
    ) -> None:
        """Show the ideas, those that wait first. ``coming``: the next date of the activities that came of some. Whoever
        may not tell answers sees none: somebody's first name may stand there."""
        waiting = sum(row.waits for row in rows)
        told = ngettext("{n} sans réponse", "{n} sans réponse", waiting).format(n=waiting)
        self._waiting.tell(told, "", "attention")
        self._waiting.setVisible(bool(waiting))
        focused = self.window().focusWidget()
        held = focused.accessibleName() if self.isAncestorOf(focused) else ""
        empty_layout(self._list)
        answered = 0
        for number, row in enumerate(rows):
            answered += row.state in ("accepted", "later")
            if answered > ANSWERED_SHOWN and not self._all:
                self._list.addWidget(self._rest_button(len(rows) - number, rows, coming, today, may_write, may_tell))
                break
            if number:
                self._list.addWidget(_line())
            self._list.addWidget(self._idea(row, coming, today, may_write=may_write, may_tell=may_tell))
        if not may_tell:
            self._list.addWidget(words(_("Une envie, une idée ? Elle se note ici en trois lignes, et reçoit une "
                                         "réponse."), "soft", wrap=True))  # fmt: skip
        elif not rows:
            self._list.addWidget(words(_("Rien pour l’instant. Une idée dite à l’accueil se note ici en trois lignes, "
                                         "et reçoit une réponse."), "soft", wrap=True))  # fmt: skip
        same = next((button for button in self.findChildren(Button) if held and button.accessibleName() == held), None)
        if same is not None:
            same.setFocus()
        elif held:
            self.note.setFocus()

    def _rest_button(
        self, number: int, rows: Sequence[ProposalRow], coming: dict[int, DateRow], today: date, may_write: bool,
        may_tell: bool,
    ) -> Button:  # fmt: skip
        button = Button(
            ngettext("Voir {n} idée plus ancienne", "Voir {n} idées plus anciennes", number).format(n=number)
        )

        def on_all() -> None:
            self._all = True
            self.show_ideas(rows, coming, today, may_write=may_write, may_tell=may_tell)

        button.clicked.connect(on_all)
        return button

    def _idea(
        self, row: ProposalRow, coming: dict[int, DateRow], today: date, *, may_write: bool, may_tell: bool
    ) -> QWidget:
        box = QWidget()
        box.setAccessibleName(row.title)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        space.between(column, 3)
        head = FlowLayout(spacing=6)
        head.addWidget(words(row.title, "strong", wrap=True))
        if row.state != "open":
            head.addWidget(_answer_chip(row))
        column.addLayout(head)
        column.addWidget(words(_said(row, coming, today), "soft", wrap=True))
        acts = self._acts(row, may_write=may_write, may_tell=may_tell)
        if acts:
            flow = FlowLayout(spacing=6)
            for act in acts:
                flow.addWidget(act)
            column.addLayout(flow)
        return box

    def _acts(self, row: ProposalRow, *, may_write: bool, may_tell: bool) -> Sequence[Button]:
        wanted = []
        if may_write and row.state in ("open", "assembly"):
            wanted.append(("accept", _("Oui, on planifie"), True))
        if may_write and row.state == "open":
            wanted.append(("assembly", _("À l’assemblée"), False))
        if may_write and row.state in ("open", "assembly"):
            wanted.append(("later", _("Plus tard…"), False))
        if may_write and row.state == "later":
            wanted.append(("accept", _("Finalement oui"), False))
        if may_tell and row.to_tell:
            wanted.append(("tell", _("Réponse donnée"), False))
        if may_tell and row.state != "open":
            wanted.append(("print", _("Imprimer…"), False))
        if may_tell and row.state in ("open", "assembly"):
            wanted.append(("edit", _("Corriger…"), False))
        buttons = []
        for key, text, main in wanted:
            name = _("{act} : {title}").format(act=text, title=row.title)
            button = named_button(text, name, partial(self.asked.emit, key, row))
            if main:
                button.setProperty("kind", "main")
            buttons.append(button)
        return buttons


def _answer_chip(row: ProposalRow) -> Chip:
    if row.state == "assembly":
        return Chip(_("à l’assemblée"), "speech", "info")
    if row.state == "accepted":
        return Chip(_("répondu"), "check", "good")
    return Chip(_("répondu"), "check", "plain")


def _said(row: ProposalRow, coming: dict[int, DateRow], today: date) -> str:
    """What is known of an idea, in a line or two."""
    if row.state == "accepted":
        next_date = coming.get(row.activity_id or 0)
        if next_date is None:
            return _("au programme : {title}").format(title=row.activity)
        return _("prévu {when}, {title}").format(when=when_words(next_date).replace(" · ", ", "), title=next_date.title)
    if row.state == "later":
        return _("pas maintenant : {why}").format(why=row.answer)
    return " · ".join(filter(None, (idea_words(row), age_words(row.made_on, today))))


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "rule")
    return line
