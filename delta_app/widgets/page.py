"""What every page is built on: the desk it works at (data, actor, messages), its title row, and going stale."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.access import Actor, Role
from delta_app.core.calendar import Month
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _
from delta_app.core.store import EVERYTHING, Change, Store
from delta_app.widgets import space
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.looks import Looks
from delta_app.widgets.opener import open_with_system
from delta_app.widgets.stack import Stack

T = TypeVar("T")

HEAD_SIDE = 20  # at the left and right of the title row


@dataclass(frozen=True)
class Act:
    """Something a person can do, as the palette of acts lists it and as other pages ask for it.

    ``key`` is ``page.verb``. ``why_not`` says why it cannot be done now, empty when it can. ``shortcut`` is shown only.
    ``button`` is the one that does it too.
    """

    key: str
    title: str
    run: Callable[[], None]
    why_not: str = ""
    shortcut: str = ""
    button: QAbstractButton | None = None

    @classmethod
    def of(cls, key: str, button: QAbstractButton, title: str = "") -> "Act":
        """What a button does, in words of its own or in those of the button."""
        keys = button.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        why_not = "" if button.isEnabled() else button.accessibleDescription()
        return cls(key, title or button.accessibleName(), button.click, why_not, keys, button)

    def after(self, turn: Callable[[], None]) -> "Act":
        """The same from elsewhere: one turns to where it belongs first."""

        def turn_and_run() -> None:
            turn()
            self.run()

        return replace(self, run=turn_and_run)


class Desk(QObject):
    """What a page works with: the store, who acts, the place where outcomes are told, and what this PC remembers."""

    told = Signal(str, bool)  # a message, and whether the act it tells of can be taken back
    refused = Signal(str)
    asked = Signal(str)  # the key of an act of another page, which the window does
    slot_asked = Signal(int)  # a slot of the month that the planning is to show
    call_asked = Signal(int)  # and one for which it is to call people
    actor_changed = Signal()
    month_changed = Signal()

    def __init__(self, store: Store, actor: Actor, memory: QSettings) -> None:
        super().__init__()
        self.store = store
        self.memory = memory
        self.looks = Looks(memory)
        self.identify: Callable[[], bool] = self._somebody_acts  # the window asks who it is
        # What an act changed, before and after, a line a row: put there by whoever knows what the rows are.
        self.tell_record: Callable[[Any, int], Sequence[str]] = lambda _session, _record_id: ()
        self.coordinate: Callable[[], bool] = lambda: self.may_write  # and has somebody coordinate
        self.send_mail: Callable[[], None] = lambda: None  # the window empties the outbox at once
        self.open_path: Callable[[Path], bool] = open_with_system  # a draft in the mail program, a folder
        self._actor = actor
        self._month = _remembered_month(memory)

    @property
    def actor(self) -> Actor:
        """Who acts now."""
        return self._actor

    @actor.setter
    def actor(self, actor: Actor) -> None:
        self._actor = actor
        self.actor_changed.emit()

    def _somebody_acts(self) -> bool:
        return self._actor.role != Role.READER

    @property
    def month(self) -> Month:
        """The month one works on, on whatever page; remembered until it has gone by."""
        return self._month

    @month.setter
    def month(self, month: Month) -> None:
        if month != self._month:
            self._month = month
            self.memory.setValue(_MONTH, str(month))
            self.month_changed.emit()

    @property
    def may_write(self) -> bool:
        """Whether the one who acts may change the planning."""
        return self._actor.role == Role.COORDINATOR

    @property
    def handles_money(self) -> bool:
        """Whether the one who acts may see amounts of people and note them."""
        return self._actor.role in (Role.COORDINATOR, Role.TREASURER)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Do something that may be refused; the refusal is told to the person and ends there."""
        try:
            yield
        except Refused as refusal:
            self.refused.emit(say(refusal))

    def act(
        self,
        label: str,
        work: Callable[[Any], T],
        done: Callable[[T], str],
        *,
        undo: bool | Callable[[T], bool] = True,
    ) -> bool:
        """One act: ``work`` gets the session; ``done`` words its outcome, told with a way back unless ``undo``, which
        may depend on the outcome, is False. False when refused."""
        try:
            with self.store.write(self._actor, label) as session:
                outcome = work(session)
        except Refused as refusal:
            self.refused.emit(say(refusal))
            return False
        self.told.emit(done(outcome), undo(outcome) if callable(undo) else undo)
        return True

    def ask(self, key: str) -> None:
        """Have another page, or the window, do one of its acts."""
        self.asked.emit(key)

    def undo(self, record_id: int | None = None) -> None:
        """Take back the latest act, or a given one."""
        with self.attempt():
            record = self.store.undo(self._actor, record_id)
            self.told.emit(_("Annulé : {label}").format(label=record.label), False)

    def redo(self) -> None:
        """Do again what was taken back last."""
        with self.attempt():
            record = self.store.redo(self._actor)
            self.told.emit(_("Rétabli : {label}").format(label=record.label), False)


_MONTH = "look/month"


def _remembered_month(memory: QSettings) -> Month:
    """The month looked at last; that of today where there is none, or a later time has come."""
    today = Month.of(clock.today())
    try:
        return max(today, Month.parse(str(memory.value(_MONTH, ""))))
    except Refused:
        return today


class Page(QWidget):
    """A page of the window: a title row, a body, and knowing when what it shows is no longer so."""

    tables: frozenset[str] = EVERYTHING  # the tables whose change makes the page stale

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.stale = True
        self.head = FlowLayout(spacing=8, push_last=True)
        self.acts = QHBoxLayout()
        self.acts.setContentsMargins(0, 0, 0, 0)
        space.between(self.acts, 8)
        front = QWidget()
        self._views = QStackedLayout(self)
        self._views.addWidget(front)
        self._outer = QVBoxLayout(front)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)

    def lay_out_head(self, *pieces: QWidget) -> None:
        """The title row: these pieces from the left, the actions at the right."""
        box = QWidget()
        box.setLayout(self.acts)
        for piece in (*pieces, box):
            self.head.addWidget(piece)
        space.around(self.head, HEAD_SIDE, 11, HEAD_SIDE, 11)
        self._outer.addLayout(self.head)

    def lay_out_between(self, piece: QWidget) -> None:
        """What stands under the title row and above all else."""
        self._outer.addWidget(piece)

    def lay_out_body(self, body: QWidget) -> None:
        """What fills the page under the title row."""
        self._outer.addWidget(body, 1)

    def show_instead(self, other: QWidget) -> None:
        """Show something in the place of the page's own title row and body, until ``show_itself``."""
        self._views.addWidget(other)
        self._views.setCurrentWidget(other)

    def show_itself(self) -> None:
        """The page's own title row and body again; what stood in their place goes."""
        other = self._views.currentWidget()
        self._views.setCurrentIndex(0)
        if other is not None and other is not self._views.widget(0):
            self._views.removeWidget(other)
            other.hide()
            other.deleteLater()

    def refresh(self) -> None:
        """Show what the data says now."""
        raise NotImplementedError

    def offers(self) -> Sequence[Act]:
        """What can be done on this page, for the palette of acts and for other pages."""
        return ()

    def help_lines(self) -> Sequence[tuple[str, str]]:
        """What F1 tells of this page: (what one wants, how it is done), the most frequent first."""
        return ()

    def to_take_back(self) -> str:
        """What Ctrl+Z takes back here in a way of the page's own; empty where undo is the window's."""
        return ""

    def take_back(self) -> None:
        """Do it."""

    def let_go(self) -> None:
        """Whoever worked here has gone: let go of whom and what they had chosen. What was typed stays."""

    def build_ahead(self) -> bool:
        """Build one more part that was never shown, in an idle moment; False once nothing is left to build."""
        return False

    def accepts_file(self, path: Path) -> bool:
        """Whether a file dropped on the window is for this page; its ending must do, it is not read yet."""
        return False

    def take_file(self, path: Path) -> None:
        """A file that it accepts was dropped on the window, and the page is shown."""

    def on_changed(self, change: Change) -> None:
        """A write happened: refresh now when shown, else when shown next."""
        if EVERYTHING in (change.tables, self.tables) or change.tables & self.tables:
            self.stale = True
            if self.isVisible():
                self.refresh_if_stale()

    def refresh_if_stale(self) -> None:
        """Refresh unless nothing changed since the last time."""
        if self.stale:
            self.stale = False
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while hidden."""
        super().showEvent(event)
        self.refresh_if_stale()


@dataclass(frozen=True)
class PageEntry:
    """A page as the sidebar lists it, and how to make it."""

    key: str
    title: str
    icon: str
    build: Callable[[Desk], Page]


class PageStack(Stack):
    """The pages, one of which is shown. It has the keyboard until something on the page does, and hands on what is
    typed meanwhile."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ground")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """To the page that is shown."""
        page = self.currentWidget()
        if self.hasFocus() and page is not None:
            page.keyPressEvent(event)
        else:
            super().keyPressEvent(event)
