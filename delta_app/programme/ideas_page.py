"""The box of ideas: what people of the place would like to do, since when they wait, and what they were answered.

Before it stands a host with somebody who has just said "one could knit here", and the coordinator once a week, who owes
each of them an answer.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from delta_app.core.i18n import _, ngettext
from delta_app.programme.date_words_data import when_words
from delta_app.programme.proposal_data import IDEAS_SHOWN, ProposalRow, shown_ideas
from delta_app.programme.queries import DateRow
from delta_app.programme.spoken import age_words, idea_words
from delta_app.widgets import space
from delta_app.widgets.buttons import Button, IconButton, named_button
from delta_app.widgets.chips import Chip
from delta_app.widgets.dialog import scrolled
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.item_rows import empty_layout
from delta_app.widgets.text import words

ANSWERED_SHOWN = 6

_ICONS = {"print": "print", "edit": "pen"}  # of what is done now and then


class IdeasBox(QWidget):
    """Says in ``asked`` what is to be done, and with which idea; ``noted`` when a new one is to be written."""

    asked = Signal(str, object)
    noted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Boîte à idées"))
        self._most = {"waiting": IDEAS_SHOWN, "answered": ANSWERED_SHOWN}
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
        self,
        rows: Sequence[ProposalRow],
        coming: Mapping[int, DateRow | None],
        today: date,
        *,
        may_write: bool,
        may_tell: bool,
    ) -> None:
        """Show the ideas, those that wait first. ``coming``: the next date of
        the activities that came of some, None of those that have none. Whoever
        may not tell answers sees none: somebody's first name may stand there."""
        waiting = sum(row.waits for row in rows)
        told = ngettext("{n} sans réponse", "{n} sans réponse", waiting).format(n=waiting)
        self._waiting.tell(told, "", "attention")
        self._waiting.setVisible(bool(waiting))
        focused = self.window().focusWidget()
        held = _known_as(focused) if self.isAncestorOf(focused) else ""
        empty_layout(self._list)
        shown = shown_ideas(rows, self._most["waiting"], self._most["answered"])
        again = partial(self.show_ideas, rows, coming, today, may_write=may_write, may_tell=may_tell)
        parts = (("waiting", shown.waiting, shown.more_waiting), ("answered", shown.answered, shown.more_answered))
        for part, some, more in parts:
            for row in some:
                if self._list.count():
                    self._list.addWidget(_line())
                self._list.addWidget(self._idea(row, coming, today, may_write=may_write, may_tell=may_tell))
            if more:
                self._list.addWidget(self._more_button(part, more, again))
        if not may_tell:
            self._list.addWidget(words(_("Une envie, une idée ? Elle se note ici en trois lignes, et reçoit une "
                                         "réponse."), "soft", wrap=True))  # fmt: skip
        elif not rows:
            self._list.addWidget(words(_("Rien pour l’instant. Une idée dite à l’accueil se note ici en trois lignes, "
                                         "et reçoit une réponse."), "soft", wrap=True))  # fmt: skip
        same = next((button for button in self._buttons() if held and _known_as(button) == held), None)
        if same is not None:
            same.setFocus()
        elif held:
            self.note.setFocus()

    def _buttons(self) -> list[QAbstractButton]:
        """Those of the ideas that are shown, from above to below."""
        found: list[QAbstractButton] = []
        for place in range(self._list.count()):
            item = self._list.itemAt(place)
            widget = item.widget() if item is not None else None
            if widget is not None:
                found += [widget] if isinstance(widget, QAbstractButton) else widget.findChildren(QAbstractButton)
        return found

    def _more_button(self, part: str, number: int, again: Callable[[], None]) -> Button:
        """Shows some more of those that wait, or of those answered."""
        if part == "waiting":
            text = ngettext("Voir {n} idée de plus", "Voir {n} idées de plus", number)
        else:
            text = ngettext("Voir {n} idée plus ancienne", "Voir {n} idées plus anciennes", number)
        button = Button(text.format(n=number))
        button.setObjectName(f"more_{part}")

        def on_more() -> None:
            place = self._buttons().index(button)
            self._most[part] += IDEAS_SHOWN
            again()
            stops = self._buttons()
            stop = stops[min(place, len(stops) - 1)] if stops else self.note
            stop.setFocus()  # the first act of what is shown now

        button.clicked.connect(on_more)
        return button

    def _idea(
        self, row: ProposalRow, coming: Mapping[int, DateRow | None], today: date, *, may_write: bool, may_tell: bool
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
        lapsed = row.state == "accepted" and coming.get(row.activity_id or 0, row) is None
        acts = self._acts(row, may_write=may_write, may_tell=may_tell, lapsed=lapsed)
        if acts:
            flow = FlowLayout(spacing=6)
            for act in acts:
                flow.addWidget(act)
            column.addLayout(flow)
        return box

    def _acts(self, row: ProposalRow, *, may_write: bool, may_tell: bool, lapsed: bool) -> Sequence[QAbstractButton]:
        """What can be done with an idea; ``lapsed``: the yes it was answered with holds no more."""
        buttons: list[QAbstractButton] = []
        answers, others = _answers(row, lapsed=lapsed) if may_write else (), _others(row) if may_tell else ()
        for key, text in (*answers, *others):
            name, ask = _("{act} : {title}").format(act=text, title=row.title), partial(self.asked.emit, key, row)
            if key in _ICONS:
                beside = IconButton(_ICONS[key], name)
                beside.clicked.connect(ask)
                buttons.append(beside)
                continue
            button = named_button(text, name, ask)
            if key == "accept" and row.state in ("open", "assembly"):
                button.setProperty("kind", "main")
            buttons.append(button)
        return buttons


def _answers(row: ProposalRow, *, lapsed: bool) -> Sequence[tuple[str, str]]:
    """The answers whoever coordinates can give, by key and in words."""
    wanted = []
    waiting = row.state in ("open", "assembly")
    if waiting:
        wanted.append(("accept", _("Oui, on planifie")))
    if row.state == "open":
        wanted.append(("assembly", _("À l’assemblée")))
    if waiting or lapsed:
        wanted.append(("later", _("Plus tard…")))
    if row.state == "later" or lapsed:
        wanted.append(("accept", _("Finalement oui")))
    return wanted


def _others(row: ProposalRow) -> Sequence[tuple[str, str]]:
    """What any host can do with an idea, by key and in words."""
    wanted = []
    if row.to_tell:
        wanted.append(("tell", _("Réponse donnée")))
    if row.state != "open":
        wanted.append(("print", _("Imprimer…")))
    return [*wanted, ("edit", _("Corriger…"))]


def _known_as(widget: QWidget) -> str:
    """By what it is found again among those made anew."""
    return widget.objectName() or widget.accessibleName()


def _answer_chip(row: ProposalRow) -> Chip:
    if row.state == "assembly":
        return Chip(_("à l’assemblée"), "speech", "info")
    if row.state == "accepted":
        return Chip(_("répondu"), "check", "good")
    return Chip(_("répondu"), "check", "plain")


def _said(row: ProposalRow, coming: Mapping[int, DateRow | None], today: date) -> str:
    """What is known of an idea, in a line or two."""
    if row.state == "accepted":
        next_date = coming.get(row.activity_id or 0)
        if next_date is None and row.activity_id in coming:
            return _("plus de date à venir : {title}").format(title=row.activity)
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
