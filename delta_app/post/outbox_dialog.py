"""The outbox: every letter, to whom, about what, what became of it, and what can be done.

Before it stands the coordinator, who wants to know whether a letter has left, or what to do with one that did not.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from delta_app.core.i18n import _, ngettext
from delta_app.core.store import Change
from delta_app.post.commands import cancel_letter, note_arrived, send_doubtful_again, try_letter_again
from delta_app.post.queries import OutboxRow, outbox_rows, outbox_summary
from delta_app.post.rules import Problem
from delta_app.post.spoken import (
    is_meant,
    letter_words,
    name_words,
    problem_words,
    state_words,
    summary_words,
    when_words,
)
from delta_app.widgets import space
from delta_app.widgets.buttons import Button
from delta_app.widgets.dialog import Dialog, scrolled
from delta_app.widgets.item_rows import ItemRow, empty_layout
from delta_app.widgets.page import Desk
from delta_app.widgets.search_field import SearchField
from delta_app.widgets.tab_order import read_in_order
from delta_app.widgets.text import words
from delta_app.widgets.theme import Tone

AT_ONCE = 40
TYPING_MS = 150
FOLLOW_MS = 1_500  # letters that leave are written down without a record, so nobody tells of each

_CHIPS: dict[str, tuple[str, Tone]] = {
    "waiting": ("clock", "info"),
    "sending": ("publish", "info"),
    "sent": ("check", "good"),
    "refused": ("close", "alarm"),
    "in_doubt": ("alert", "attention"),
    "cancelled": ("minus", "plain"),
}
_FIRST = ("in_doubt", "refused", "sending", "waiting")  # before those that have come to an end


class OutboxDialog(Dialog):
    """What asks something of a person stands first, then what waits, then what has left, the newest first."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Boîte d’envoi"), parent, width=820)
        self._desk = desk
        self._wanted = AT_ONCE
        self._shown: tuple[OutboxRow, ...] | None = None
        self._problem: Problem | None = None  # of those that wait, told above them all
        self._build()
        self._lay_out()
        self._connect()
        self.refresh()
        self.resize(self.width(), self._room_height())
        self._search.setFocus()

    def _build(self) -> None:
        self._search = SearchField(_("Chercher dans la boîte d’envoi"), _("Chercher : un nom, un mois, refusé…"))
        self._counts = words("", "soft", wrap=True)
        self._trouble = words("", "error", wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        body = QWidget()
        column = QVBoxLayout(body)
        space.around(column, 0, 0, 6, 0)
        column.addLayout(self._rows)
        column.addStretch()
        self._area = scrolled(body)
        self._more = Button(_("Montrer la suite"), "down")
        self._send = Button(_("Envoyer maintenant"), "publish")
        self._close = Button(_("Fermer"))
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._follow = QTimer(self, interval=FOLLOW_MS)

    def _lay_out(self) -> None:
        for piece in (self._search, self._counts, self._trouble):
            self.column.addWidget(piece)
        self.column.addWidget(self._area, 1)
        self.buttons.insertWidget(0, self._more)
        self.lay_out_buttons(self._send, self._close)

    def _connect(self) -> None:
        self._search.textChanged.connect(lambda _text: self._typing.start())
        self._search.left.connect(lambda: self.focusNextChild())  # noqa: PLW0108 (a slot of Qt has no name to connect)
        self._typing.timeout.connect(self.on_sought)
        self._more.clicked.connect(self.on_more)
        self._send.clicked.connect(lambda: self._desk.send_mail())  # noqa: PLW0108 (put there later)
        self._close.clicked.connect(self.reject)
        self._follow.timeout.connect(self.refresh)
        stop = self._desk.store.listen(self.on_changed)
        for ended in (self.destroyed, self.finished):
            ended.connect(stop)
        self.finished.connect(self._follow.stop)
        self._follow.start()

    def on_changed(self, _change: Change) -> None:
        """Somebody did something."""
        self.refresh()

    def on_sought(self) -> None:
        """Other words are sought."""
        self._wanted, self._shown = AT_ONCE, None
        self.refresh()

    def on_more(self) -> None:
        """Older ones too."""
        self._wanted += AT_ONCE
        self._shown = None
        self.refresh()

    def refresh(self) -> None:
        """Show what is there now; where nothing changed all stays as it is, the keyboard too."""
        with self._desk.attempt():
            if not self._desk.may_write:  # locked meanwhile: letters name people
                self.reject()
                return
            with self._desk.store.read() as session:
                rows, summary = outbox_rows(session), outbox_summary(session)
            if rows == self._shown:
                return
            self._shown = rows
            self._problem = summary.problem
            self._counts.setText(" · ".join(summary_words(summary)))
            self._trouble.setText(_wait_words(summary.problem))
            self._trouble.setVisible(summary.problem is not None)
            self._send.setEnabled(bool(summary.waiting))
            self._fill([row for row in _in_order(rows) if is_meant(row, self._search.text())])

    def _fill(self, found: list[OutboxRow]) -> None:
        held = self.focusWidget()
        name = held.accessibleName() if self._area.isAncestorOf(held) else ""
        empty_layout(self._rows)
        for row in found[: self._wanted]:
            self._rows.addWidget(self._row(row))
        if not found:
            nothing = _("Aucun message ici : ce que vous envoyez par Delta s’y voit, et ce qu’il est devenu.")
            sought = _("Aucun message ne répond à ces mots.")
            self._rows.addWidget(words(sought if self._search.text() else nothing, "soft", wrap=True))
        self._more.setVisible(len(found) > self._wanted)
        again = next((one for one in self.findChildren(Button) if name and one.accessibleName() == name), None)
        if name:
            (again or self._search).setFocus()
        read_in_order(self)

    def _row(self, row: OutboxRow) -> ItemRow:
        icon, tone = _CHIPS[row.state]
        return ItemRow(
            letter_words(row),
            when_words(row, self._problem),
            *self._acts(row),
            chip=(state_words(row.state), icon, tone),
        )

    def _acts(self, row: OutboxRow) -> list[Button]:
        name = name_words(row)
        if row.state == "waiting":
            taken = _("Le message pour {name} ne partira pas.").format(name=name)
            return [self._act(row, _("Ne pas envoyer"), cancel_letter, taken)]
        if row.state == "refused":
            left = _("Le message pour {name} reste où il est : il ne partira pas.").format(name=name)
            again = _("Le message pour {name} part encore une fois.").format(name=name)
            return [
                self._act(row, _("Laisser"), cancel_letter, left),
                self._act(row, _("Réessayer"), try_letter_again, again),
            ]
        if row.state == "in_doubt":
            arrived = _("Noté : le message pour {name} est arrivé.").format(name=name)
            again = _("Le message pour {name} part encore une fois.").format(name=name)
            return [
                self._act(row, _("Il est arrivé"), note_arrived, arrived),
                self._act(row, _("Le renvoyer"), send_doubtful_again, again),
            ]
        return []

    def _act(self, row: OutboxRow, text: str, command: Callable[[Any, int], None], told: str) -> Button:
        button = Button(text)
        label = _("{act} : {letter}").format(act=text, letter=letter_words(row))
        button.setAccessibleName(label)
        button.clicked.connect(
            lambda: self._desk.act(label, lambda session: command(session, row.id), lambda _nothing: told, undo=False)
        )
        return button


def _in_order(rows: tuple[OutboxRow, ...]) -> list[OutboxRow]:
    return sorted(rows, key=lambda row: _FIRST.index(row.state) if row.state in _FIRST else len(_FIRST))


def _wait_words(problem: Problem | None) -> str:
    if problem is None:
        return ""
    return _("Ce qui attend n’a pas pu partir. {why}").format(why=problem_words(problem))


def outbox_button_words(to_settle: int) -> str:
    """What the button says that opens it."""
    if not to_settle:
        return _("Boîte d’envoi…")
    return ngettext("Boîte d’envoi ({n} à régler)…", "Boîte d’envoi ({n} à régler)…", to_settle).format(n=to_settle)
