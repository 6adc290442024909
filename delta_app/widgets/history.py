"""The history: what was done, day by day, by whom; one act taken back, or everything since a moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from delta_app.core.access import Actor, Role
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _, capitalised, day_month
from delta_app.core.journal import Record
from delta_app.core.store import Change, Store, may_take_back
from delta_app.core.text import fold
from delta_app.widgets import space, theme
from delta_app.widgets.buttons import Button
from delta_app.widgets.cards import Card
from delta_app.widgets.dialog import Dialog, scrolled
from delta_app.widgets.history_entry import Entry, day_of, day_words, time_words
from delta_app.widgets.page import Desk
from delta_app.widgets.text import words
from delta_app.widgets.waiting import Stopped, while_waiting

AT_ONCE = 25  # entries shown first, and again each time older ones are asked for
LOOKED_THROUGH = 2_000  # records looked through at once for the words that are sought
TYPING_MS = 150


@dataclass(frozen=True)
class Found:
    """Records to show, newest first; ``older`` is the record to go on before, None when all was looked through."""

    records: tuple[Record, ...]
    older: int | None


def find_records(store: Store, actor: Actor, sought: str, wanted: int, before: int | None = None) -> Found:
    """The latest records whose label, actor or day have words that begin as those sought, accents and case aside: all
    of them for the coordinator, one's own for others."""
    parts = fold(sought).split()
    at_once = wanted if not parts and actor.role == Role.COORDINATOR else 200
    found: list[Record] = []
    looked = 0
    while looked < LOOKED_THROUGH:
        batch = store.history(at_once, before)
        for place, record in enumerate(batch):
            if may_read(actor, record) and _has_all(record, parts):
                found.append(record)
            if len(found) == wanted:
                last = place == len(batch) - 1 and len(batch) < at_once
                return Found(tuple(found), None if last else record.id)
        looked += len(batch)
        if len(batch) < at_once:
            return Found(tuple(found), None)
        before = batch[-1].id
    return Found(tuple(found), before)


def may_read(actor: Actor, record: Record) -> bool:
    """Whether somebody may see what was done: what others did concerns the coordinator alone."""
    return actor.role == Role.COORDINATOR or (actor.name, str(actor.role)) == (record.actor, record.role)


def _has_all(record: Record, parts: list[str]) -> bool:
    return all(any(word.startswith(part) for word in _words_of(record)) for part in parts)


def _words_of(record: Record) -> list[str]:
    return fold(f"{record.label} {record.actor} {day_words(day_of(record))}").split()


class HistoryDialog(Dialog):
    """A window beside the page: it stays while one works, and follows what is done."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Historique"), parent, width=680)
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._wanted = AT_ONCE
        self._entries: list[Entry] = []
        self._build()
        self._lay_out()
        self._connect()
        self.refresh()
        self.resize(self.width(), self._room_height() - theme.px(20))
        self._search.setFocus()

    def _build(self) -> None:
        self._search = QLineEdit()
        self._search.setAccessibleName(_("Chercher dans l’historique"))
        self._search.setPlaceholderText(_("Chercher : un nom, un acte, un jour…"))
        self._search.setClearButtonEnabled(True)
        self._hint = words("", "soft", wrap=True)
        self._body = QWidget()
        self._rows = QVBoxLayout(self._body)
        space.around(self._rows, 0, 0, 6, 0)
        space.between(self._rows, 9)
        self._area = scrolled(self._body)
        self._older = Button(_("Montrer plus ancien"), "history")
        self._close = Button(_("Fermer"))
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)

    def _lay_out(self) -> None:
        self.column.addWidget(self._search)
        self.column.addWidget(self._hint)
        self.column.addWidget(self._area, 1)
        self.buttons.insertWidget(0, self._older)
        self.lay_out_buttons(self._close)

    def _connect(self) -> None:
        self._search.textChanged.connect(lambda _text: self._typing.start())
        self._typing.timeout.connect(self.on_sought)
        self._older.clicked.connect(self.on_older)
        self._close.clicked.connect(self.reject)
        self._desk.actor_changed.connect(self.refresh)
        stop = self._desk.store.listen(self.on_changed)
        self.destroyed.connect(stop)
        self.finished.connect(stop)

    def refresh(self) -> None:
        """Show what the journal says now; the keyboard stays at the act where it was."""
        with self._desk.attempt():
            at = next((place for place, entry in enumerate(self._entries) if _has_keyboard(entry)), None)
            held = None if at is None else self._entries[at].record.id
            found = find_records(self._desk.store, self._desk.actor, self._search.text(), self._wanted)
            newest = self._desk.store.history(1)
            self._show(found, newest[0].id if newest else 0)
            if at is not None and self._entries:
                same = [entry for entry in self._entries if entry.record.id == held]
                self._go_to(same[0] if same else self._entries[min(at, len(self._entries) - 1)])

    def _show(self, found: Found, newest: int) -> None:
        kept = self._area.verticalScrollBar().value()
        unfolded = {entry.record.id for entry in self._entries if entry.tells_details}
        self._clear()
        coordinating = self._desk.actor.role == Role.COORDINATOR
        self._hint.setText(
            _("« Annuler » reprend cet acte seul. L’horloge remet tout comme c’était juste après lui, en un seul acte "
              "qui s’annule aussi.")
            if coordinating
            else _("Ce que vous avez fait vous-même. La coordination voit tout, et revient en arrière.")
        )  # fmt: skip
        for day, records in groupby(found.records, day_of):
            card = self._card(day)
            for record in records:
                self._add(card, record, may_return=coordinating and record.id != newest, may_look=coordinating)
        if not found.records:
            self._rows.addWidget(words(_nothing_words(self._search.text(), found), wrap=True))
        for entry in self._entries:
            if coordinating and entry.record.id in unfolded:
                self.on_details(entry)
        self._rows.addStretch()
        self._older.setVisible(found.older is not None)
        if self._entries:
            self._entries[0].be_current(True)
        self._area.verticalScrollBar().setValue(kept)

    def _clear(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._entries = []

    def _card(self, day: date) -> Card:
        card = Card(capitalised(day_words(day)))
        space.around(card.column, 8, 9, 6, 7)
        space.between(card.column, 1)
        heading = card.findChild(QLabel)
        if heading is not None:
            heading.setContentsMargins(theme.gap(10), 0, 0, 0)
        self._rows.addWidget(card)
        return card

    def _add(self, card: Card, record: Record, *, may_return: bool, may_look: bool) -> None:
        may_undo = may_take_back(self._desk.actor, record)
        entry = Entry(record, may_undo=may_undo, may_return=may_return, may_look=may_look)
        entry.details_asked.connect(lambda: self.on_details(entry))
        entry.undo_asked.connect(lambda: self.on_undo(entry))
        entry.return_asked.connect(lambda: self.on_return(entry))
        entry.step_asked.connect(lambda step: self.on_step(entry, step))
        entry.entered.connect(lambda: self._be_at(entry))
        self._entries.append(entry)
        card.column.addWidget(entry)

    def on_changed(self, _change: Change) -> None:
        """Something was done, here or elsewhere."""
        self.refresh()

    def on_sought(self) -> None:
        """Other words are sought: from the newest again."""
        self._wanted = AT_ONCE
        self.refresh()
        self._area.verticalScrollBar().setValue(0)

    def on_older(self) -> None:
        """Show more; the keyboard goes to the first of them."""
        shown = len(self._entries)
        self._wanted += AT_ONCE
        self.refresh()
        if len(self._entries) > shown:
            self._go_to(self._entries[shown])
        elif self._entries and not self._older.isVisibleTo(self):
            self._go_to(self._entries[-1])

    def on_details(self, entry: Entry) -> None:
        """What an act changed, before and after; asked again, it goes."""
        if entry.tells_details:
            entry.show_details(())
            return
        lines: Sequence[str] = ()
        with self._desk.attempt(), self._desk.store.read() as session:
            lines = self._desk.tell_record(session, entry.record.id)
        entry.show_details(lines or (_("Rien de cet acte n’est gardé en détail."),))

    def on_undo(self, entry: Entry) -> None:
        """Take one act back, or say beside it why not."""
        entry.setFocus()  # its button may go
        record = entry.record
        try:
            self._desk.store.undo(self._desk.actor, record.id)
        except Refused as refusal:
            self._explain(record.id, say(refusal))
            return
        self._desk.told.emit(_("Annulé : {label}").format(label=record.label), False)

    def on_return(self, entry: Entry) -> None:
        """Make all as it was right after an act."""
        entry.setFocus()
        record = entry.record
        when = _("{day}, {time}").format(day=day_month(day_of(record)), time=time_words(record))
        label = _("Revenir à l’état du {when}").format(when=when)
        store, actor = self._desk.store, self._desk.actor
        try:
            while_waiting(
                _("Retour à l’état du {when}…").format(when=when),
                self,
                lambda tell: store.go_back(actor, record.id, label, tell),
            )
        except Refused as refusal:
            self._explain(record.id, say(refusal))
            return
        except Stopped:
            self._explain(record.id, _("Arrêté : rien n’a changé."))
            return
        self._desk.told.emit(_("Tout est comme le {when}, après « {label} ».").format(when=when, label=record.label),
                             True)  # fmt: skip

    def _explain(self, record_id: int, sentence: str) -> None:
        for entry in self._entries:
            if entry.record.id == record_id:
                entry.explain(sentence)
                self._bring_in_view(entry)

    def on_step(self, entry: Entry, step: int) -> None:
        """The arrows: another entry, or the field above the first."""
        place = self._entries.index(entry)
        if place == 0 and step == -1:
            self._search.setFocus()
        else:
            self._go_to(self._entries[max(0, min(place + step, len(self._entries) - 1))])

    def _go_to(self, entry: Entry) -> None:
        self._be_at(entry)
        entry.setFocus()
        self._bring_in_view(entry)

    def _bring_in_view(self, entry: Entry) -> None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)  # what just came has its place
        self._area.ensureWidgetVisible(entry, 0, theme.px(40))

    def _be_at(self, current: Entry) -> None:
        for entry in self._entries:
            entry.be_current(entry is current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down goes from the field to the acts; Enter there presses nothing."""
        typing = self._search.hasFocus()
        if typing and event.key() == Qt.Key.Key_Down and self._entries:
            self._go_to(self._entries[0])
        elif typing and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.on_sought()
        else:
            super().keyPressEvent(event)


def _has_keyboard(entry: Entry) -> bool:
    """Also when another window has it just now."""
    return entry.window().focusWidget() in (entry, *entry.buttons)


def _nothing_words(sought: str, found: Found) -> str:
    if not sought.strip():
        return _("Rien n’a encore été fait ici.")
    if found.older is not None:
        return _("Rien de tel parmi les derniers actes ; cherchez plus ancien.")
    return _("Rien de tel dans l’historique. Essayez d’autres mots.")
