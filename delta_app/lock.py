"""Who stands at this PC: saying it, leaving, and being left; what was being typed is kept for whoever typed it."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from delta_app.core import clock
from delta_app.core.access import Actor, Role, has_passphrase, reader, treasurer
from delta_app.core.i18n import _
from delta_app.core.settings import get
from delta_app.hosts.identify_dialogs import ChangePinDialog, ask_code, people_to_be
from delta_app.venue.passphrase_dialogs import ask_passphrase
from delta_app.venue.queries import coordinating
from delta_app.venue.settings import LOCK_MINUTES
from delta_app.widgets.finder import Finder, Found
from delta_app.widgets.page import Desk

LOOK_EVERY_MS = 5_000
_BY_HAND = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class Lock(QObject):
    """Lets one person act at a time. What they left open is hidden when they go, and stands there again, as they left
    it, once they are back; nobody else sees it."""

    locked = Signal()

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._aside: list[tuple[Actor, QDialog]] = []
        self._watched: QWindow | None = None
        self._touched()
        self.key = QAction(_("Verrouiller"), self)
        self.key.setShortcut(QKeySequence("Ctrl+L"))
        self.key.triggered.connect(self.on_key)
        self.coordination = QAction(_("Reprendre la coordination…"), self)
        self.coordination.triggered.connect(self.coordinate)
        self.pin = QAction(_("Changer mon code…"), self)
        self.pin.triggered.connect(self.on_pin)
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.on_look)
        self._timer.start()
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self.on_window)
        desk.identify, desk.coordinate = self.identify_somebody, self.coordinate
        desk.actor_changed.connect(self.on_actor)
        self.on_actor()

    def on_actor(self) -> None:
        """Offer what fits whoever acts now."""
        role = self._desk.actor.role
        self.key.setText(_("Dire qui je suis…") if role == Role.READER else _("Verrouiller"))
        self.coordination.setVisible(role != Role.COORDINATOR)
        self.pin.setVisible(role == Role.HOST)

    def on_key(self) -> None:
        """Lock, or say who one is."""
        if self._desk.actor.role == Role.READER:
            self.identify()
        else:
            self.lock()

    def on_pin(self) -> None:
        """The host who acts chooses another code."""
        ChangePinDialog(self._desk, self._window).exec()

    def lock(self) -> None:
        """Nobody acts any more. Nothing typed is lost: pages keep it, and dialogs are kept for the same person."""
        if self._desk.actor.role == Role.READER:
            return
        self._set_aside()
        self._desk.actor = reader()
        self.locked.emit()

    def identify(self) -> bool:
        """Have somebody say who they are; False when they gave up."""
        people: list[Found] = []
        with self._desk.attempt():
            people = self._people()
        finder = Finder(_("Qui est là ?"), _("les premières lettres d’un prénom"), people, self._window)
        return bool(finder.exec()) and self.become(finder.chosen)

    def _people(self) -> list[Found]:
        """Everybody one may say one is, hosts first: they are those who come to this PC in passing."""
        with self._desk.store.read() as session:
            coordination, keeps_till = coordinating(session), has_passphrase(session, Role.TREASURER)
        people = people_to_be(self._desk.store)
        note = "" if coordination.name == _("Coordination") else _("coordination")
        people.append(Found(coordination.name, note, coordination))
        if keeps_till:
            people.append(Found(_("Trésorerie"), "", treasurer()))
        return people

    def identify_somebody(self) -> bool:
        """Whether somebody acts: whoever does already, or says now who they are."""
        return self._desk.actor.role != Role.READER or self.identify()

    def coordinate(self) -> bool:
        """Coordinate, with the passphrase where there is one."""
        actor = reader()
        with self._desk.attempt(), self._desk.store.read() as session:
            actor = coordinating(session)
        return self.become(actor)

    def become(self, wanted: Actor) -> bool:
        """Somebody named shows that it is them; False when they gave up."""
        shown = False
        with self._desk.attempt():
            shown = wanted.role != Role.READER and self._shown_to_be(wanted)
        if not shown:
            return False
        self._touched()
        self._desk.actor = wanted
        self._bring_back(wanted)
        return True

    def _shown_to_be(self, wanted: Actor) -> bool:
        if wanted.role == Role.HOST:
            return ask_code(self._desk.store, wanted, self._window)
        with self._desk.store.read() as session:
            guarded = has_passphrase(session, wanted.role)
        return not guarded or ask_passphrase(self._desk, self._window, wanted.role)

    def on_look(self) -> None:
        """Lock once nobody has touched the PC for as long as the place says. A clock set forward locks too; one set
        back keeps nothing open."""
        role = self._desk.actor.role
        if role == Role.READER:
            return
        with self._desk.attempt():
            with self._desk.store.read() as session:
                minutes, guarded = get(session, LOCK_MINUTES), has_passphrase(session)
            kept_out = guarded or role != Role.COORDINATOR  # else anybody is the coordinator again at once
            if minutes and kept_out and self._idle_seconds() >= 60 * minutes:
                self.lock()

    def _touched(self) -> None:
        self._at = clock.seconds_on(), clock.now()

    def _idle_seconds(self) -> float:
        seconds, instant = self._at
        return max(clock.seconds_on() - seconds, (clock.now() - instant).total_seconds())

    def on_window(self, window: QWindow | None) -> None:
        """Another window has the keyboard: hands are looked for there. What every widget is told is not looked at, for
        that would be felt."""
        if self._watched is not None and shiboken6.isValid(self._watched):  # a dialog's may be gone
            self._watched.removeEventFilter(self)
        self._watched = window
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Somebody is there."""
        if event.type() in _BY_HAND:
            self._touched()
        return False

    def _set_aside(self) -> None:
        """Hide what stands open without ending it."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        for dialog in _open_dialogs():
            if isinstance(dialog, Finder | QFileDialog):  # a search, or the system's own window
                dialog.reject()
            else:
                # QDialog's own would end the waiting for its answer.
                QWidget.setVisible(dialog, False)
                self._aside.append((self._desk.actor, dialog))
                dialog.destroyed.connect(self._forgetter(dialog))

    def _forgetter(self, gone: QDialog) -> Callable[[], None]:
        def forget() -> None:
            self._aside = [(actor, dialog) for actor, dialog in self._aside if dialog is not gone]

        return forget

    def _bring_back(self, actor: Actor) -> None:
        """What this person left stands there again. What somebody else opened over it goes: it would have to be
        answered before anything of theirs is."""
        mine = [place for place, (owner, _dialog) in enumerate(self._aside) if owner == actor]
        if not mine:
            return
        aside, self._aside = self._aside, []
        for place, (owner, dialog) in enumerate(aside):
            if owner == actor:
                QWidget.setVisible(dialog, True)
                dialog.activateWindow()
            elif place > mine[0]:
                dialog.reject()
            else:
                self._aside.append((owner, dialog))

    def end(self) -> None:
        """The window closes: nothing waits any more."""
        self._timer.stop()
        self.on_window(None)
        aside, self._aside = self._aside, []
        for _owner, dialog in reversed(aside):
            dialog.reject()


def role_words(role: Role) -> str:
    """What whoever acts is here, and that the PC is locked from there."""
    if role == Role.READER:
        return _("dire qui je suis")
    return {
        Role.COORDINATOR: _("Coordination · verrouiller"),
        Role.TREASURER: _("Trésorerie · verrouiller"),
        Role.HOST: _("Accueil · verrouiller"),
    }[role]


def _open_dialogs() -> list[QDialog]:
    """The dialogs on screen, each after the one it was opened from."""
    shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
    return sorted(shown, key=_depth)


def _depth(widget: QWidget) -> int:
    parent = widget.parentWidget()
    return 0 if parent is None else 1 + _depth(parent)
