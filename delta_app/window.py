"""The main window: sidebar, pages, undo and redo, the demonstration's banner, and the one place that words trouble."""

import gc
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from delta_app.core.access import Actor, Role
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _, pgettext
from delta_app.core.store import Change, Store, may_take_back
from delta_app.hosts.rules import DEMO_CODE
from delta_app.lock import Lock, role_words
from delta_app.venue.queries import VenueRow
from delta_app.widgets import space, theme
from delta_app.widgets.help import HelpDialog
from delta_app.widgets.history import HistoryDialog
from delta_app.widgets.looks import variant_names
from delta_app.widgets.page import Act, Desk, Page, PageEntry, PageStack
from delta_app.widgets.palette import acts_of_pages, acts_of_window, find_and_do
from delta_app.widgets.sidebar import Sidebar
from delta_app.widgets.text import words
from delta_app.widgets.toast import Toast

RESTING = "today"  # the page on which the PC rests
POLL_MS = 1_500
POLL_WHILE_GONE_MS = 15_000  # each look at a server that does not answer may hold the window for a moment
BUILD_EVERY_MS = 400  # between two pieces of what was never shown; each takes some thirty milliseconds
SMALL_SCREEN = 1_440  # up to this width the window takes the whole screen the first time
NARROW_BELOW = 920  # width of the window at 100 % text under which the sidebar shows icons only


class MainWindow(QMainWindow):
    """Holds the pages and what they have in common."""

    closed = Signal()

    def __init__(self, store: Store, actor: Actor, entries: Sequence[PageEntry], venue: Callable[[], VenueRow],
                 settings: QSettings) -> None:  # fmt: skip
        super().__init__()
        self.desk = Desk(store, actor, settings)
        self._entries, self._venue, self._settings = entries, venue, settings
        self._pages: dict[str, Page] = {}
        self._build()
        self._lay_out()
        self._connect()
        self._restore()
        self.on_actor_changed()
        last = RESTING if actor.role == Role.READER else str(settings.value("window/page", ""))
        self.show_page(last if any(entry.key == last for entry in entries) else entries[0].key)

    def _build(self) -> None:
        self.sidebar = Sidebar()
        self.lock = Lock(self.desk, self)
        self.stack = PageStack()
        self.toast = Toast(self.stack)
        self._timer = QTimer(self, interval=POLL_MS)
        self._idle = QTimer(self, interval=BUILD_EVERY_MS)
        self._undo = QAction(pgettext("undo", "Annuler"), self)
        self._undo.setShortcut(QKeySequence("Ctrl+Z"))
        self._redo = QAction(_("Rétablir"), self)
        self._redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        self._find = QAction(_("Trouver un acte"), self)
        self._find.setShortcut(QKeySequence("Ctrl+K"))
        self._help = QAction(_("Aide de cette page"), self)
        self._help.setShortcut(QKeySequence("F1"))
        self._past = QAction(_("Historique…"), self)
        self._past.setShortcut(QKeySequence("Ctrl+H"))
        self.addActions([self._undo, self._redo, self._find, self._past, self._help, self.lock.key])
        for number, entry in enumerate(self._entries, start=1):
            self.sidebar.add_page(entry.key, entry.title, entry.icon)
            turn = QAction(entry.title, self)
            turn.setShortcut(QKeySequence(f"Ctrl+{number}"))
            turn.triggered.connect(lambda _checked, key=entry.key: self.show_page(key))
            self.addAction(turn)
        self._build_menu()

    def _build_menu(self) -> None:
        menu = self.sidebar.identity.menu_of_choices
        menu.addActions([self.lock.key, self.lock.coordination, self.lock.pin])
        menu.addSeparator()
        menu.addActions([self._find, self._past, self._help])
        menu.addSeparator()
        sizes: QMenu = menu.addMenu(_("Taille du texte"))
        self._sizes = QActionGroup(self)
        for scale in theme.SCALES:
            action = sizes.addAction(_("{n} %").format(n=scale))
            action.setCheckable(True)
            action.setData(scale)
            self._sizes.addAction(action)
        looks: QMenu = menu.addMenu(_("Couleurs"))
        self._looks = QActionGroup(self)
        for variant, name in variant_names().items():
            action = looks.addAction(name)
            action.setCheckable(True)
            action.setData(variant)
            self._looks.addAction(action)
        self._larger = QAction(_("Agrandir le texte"), self)
        self._larger.setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
        self._smaller = QAction(_("Réduire le texte"), self)
        self._smaller.setShortcut(QKeySequence("Ctrl+-"))
        self.addActions([self._larger, self._smaller])

    def _lay_out(self) -> None:
        centre = QWidget()
        centre.setObjectName("ground")
        outer = QVBoxLayout(centre)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        if self._venue().is_demo:
            outer.addWidget(self._banner())
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addWidget(self.stack, 1)
        outer.addLayout(row, 1)
        self.setCentralWidget(centre)
        self.setMinimumSize(820, 560)
        self.setAcceptDrops(True)

    def _banner(self) -> QFrame:
        banner = QFrame()
        banner.setProperty("role", "banner")
        row = QHBoxLayout(banner)
        space.around(row, 16, 4, 16, 4)
        sentence = _(
            "Démonstration : personnes et permanences inventées, le code de chacun est {code}. Essayez tout, rien "
            "n’est vrai."
        ).format(code=DEMO_CODE)
        label = words(sentence, wrap=True)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        row.addWidget(label, 1)
        return banner

    def _connect(self) -> None:
        self.sidebar.page_asked.connect(self.show_page)
        self.sidebar.undo.clicked.connect(self.on_undo)
        self.sidebar.redo.clicked.connect(self.desk.redo)
        self._undo.triggered.connect(self.on_undo)
        self._redo.triggered.connect(self.desk.redo)
        self._find.triggered.connect(self.on_find)
        self._past.triggered.connect(self.on_history)
        self._help.triggered.connect(self.on_help)
        self.toast.undo_asked.connect(self.desk.undo)
        self.desk.told.connect(self.on_told)
        self.desk.refused.connect(self.on_told)
        self.desk.asked.connect(self.on_asked)
        self.desk.actor_changed.connect(self.on_actor_changed)
        self.lock.locked.connect(self.on_locked)
        looks = self.desk.looks
        self._sizes.triggered.connect(lambda action: looks.use_scale(action.data()))
        self._looks.triggered.connect(lambda action: looks.use_variant(action.data()))
        self._larger.triggered.connect(lambda: looks.step(1))
        self._smaller.triggered.connect(lambda: looks.step(-1))
        looks.changed.connect(self.on_look)
        self._timer.timeout.connect(self.on_poll)
        self._idle.timeout.connect(self.on_idle)
        self._stop_listening = self.desk.store.listen(self.on_changed)
        self._timer.start()
        self._idle.start()

    def show_page(self, key: str) -> None:
        """Show a page, here and next time."""
        page = self._page_for(key)
        self.sidebar.show_page(key)
        self.stack.setCurrentWidget(page)
        self.stack.setAccessibleName(next(entry.title for entry in self._entries if entry.key == key))
        self.stack.setFocus()  # nothing is pressed by a stray key; Tab goes on into the page
        self._settings.setValue("window/page", key)
        self._name_things()  # a page may have a way back of its own

    def _page_for(self, key: str) -> Page:
        """A page, made the first time it is asked for."""
        if key not in self._pages:
            entry = next(entry for entry in self._entries if entry.key == key)
            self._pages[key] = entry.build(self.desk)
            self.stack.addWidget(self._pages[key])
        return self._pages[key]

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return next(page for page in self._pages.values() if page is self.stack.currentWidget())

    def on_changed(self, change: Change) -> None:
        """A write happened, here or elsewhere."""
        with self.desk.attempt(), self.desk.store.read():  # one moment for all there is to show
            for page in self._pages.values():
                page.on_changed(change)
            self._name_things()

    def on_told(self, message: str, undo: bool = False) -> None:
        """An outcome or a refusal, in words."""
        self.toast.say(message, record_id=self.desk.store.last_own_record if undo else None)

    def offers(self) -> list[Act]:
        """Everything that can be done now: on the page that is shown first, then elsewhere and everywhere."""
        pages = {entry.key: self._page_for(entry.key) for entry in self._entries}
        who = (self.lock.key, self.lock.coordination, self.lock.pin)
        listed = (self._undo, self._redo, self._past, self._help, self._larger, self._smaller, *who)
        return [
            *acts_of_pages(pages, self._entries, self.page, self.show_page),
            *acts_of_window(listed, self._looks.actions()),
        ]

    def on_find(self) -> None:
        """Find an act by its words and do it."""
        find_and_do(self.offers(), self)

    def on_idle(self) -> None:
        """Go on building; once all is there, it is left alone."""
        if not self.build_ahead():
            self._idle.stop()
            gc.freeze()  # what stands now stays: looking through all of it again would be felt as a stutter

    def build_ahead(self) -> bool:
        """Build one more of what was never shown, so that nobody who asks for it waits: Ctrl+K lists it all. False once
        all of it is there."""
        missing = next((entry.key for entry in self._entries if entry.key not in self._pages), None)
        if missing is not None:
            self._page_for(missing)
        return missing is not None or any(page.build_ahead() for page in self._pages.values())

    def on_asked(self, key: str) -> None:
        """A page asks for an act of another, by its key."""
        act = next(act for act in self.offers() if act.key == key)
        act.run()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file over the window: may it be dropped?"""
        if self._taker(_dropped(event.mimeData())) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """The page it is for takes it, once the program it comes from has been let go."""
        path = _dropped(event.mimeData())
        key = self._taker(path)
        if path is not None and key is not None:
            event.acceptProposedAction()
            QTimer.singleShot(0, self, lambda: self._hand_over(key, path))

    def _taker(self, path: Path | None) -> str | None:
        """The page that takes a file: the one shown, else the first that does."""
        keys = sorted((entry.key for entry in self._entries), key=lambda key: self._pages.get(key) is not self.page)
        return next((key for key in keys if path is not None and self._page_for(key).accepts_file(path)), None)

    def _hand_over(self, key: str, path: Path) -> None:
        self.show_page(key)
        self._page_for(key).take_file(path)

    def on_help(self) -> None:
        """How things are done on the page that is shown."""
        entry = next(entry for entry in self._entries if self._pages.get(entry.key) is self.page)
        HelpDialog(_("Aide : {page}").format(page=entry.title), self.page.help_lines(), self).exec()

    def on_history(self) -> None:
        """What was done since Tuesday; one window of it, beside the page."""
        standing = (dialog for dialog in self.findChildren(HistoryDialog) if dialog.isVisible())
        dialog = next(standing, None) or HistoryDialog(self.desk, self)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def on_undo(self) -> None:
        """Take back the latest act: what a button says besides being pressed is not the number of one."""
        if self.page.to_take_back():
            self.page.take_back()
        else:
            self.desk.undo()

    def on_poll(self) -> None:
        """Another window or the command line may have written."""
        if not self._timer.isActive():  # being built, or closed and its file with it
            return
        try:
            self.desk.store.poll_changes()
        except Refused as refusal:
            self._on_trouble(refusal)
        else:
            self._on_no_trouble()

    def _on_trouble(self, refusal: Refused) -> None:
        """A server that went away is told once; a file's trouble when the person next does something."""
        if refusal.code == "server_gone" and self._timer.interval() == POLL_MS:
            self._timer.setInterval(POLL_WHILE_GONE_MS)
            self.desk.refused.emit(say(refusal))

    def _on_no_trouble(self) -> None:
        """What could not be read while the server was away is read now."""
        if self._timer.interval() != POLL_MS:
            self._timer.setInterval(POLL_MS)
            self._read_again()
            self.desk.told.emit(_("Le serveur de données est revenu ; ce que vous voyez est à jour."), False)

    def _read_again(self) -> None:
        self._name_things()
        for page in self._pages.values():
            page.stale = True
            if page.isVisible():
                page.refresh_if_stale()

    def on_actor_changed(self) -> None:
        """Say who works here, and offer what fits."""
        actor = self.desk.actor
        self.sidebar.identity.tell(actor.name, role_words(actor.role))
        self._past.setVisible(actor.role != Role.READER)
        self._past.setEnabled(actor.role != Role.READER)
        self._read_again()

    def on_locked(self) -> None:
        """Nobody acts any more: the way back goes, whatever was chosen on a page is let go, and the page on which the
        PC rests is shown."""
        self.toast.hide()
        for page in self._pages.values():
            page.let_go()
        if any(entry.key == RESTING for entry in self._entries):
            self.show_page(RESTING)

    def on_look(self) -> None:
        """Text size or colours are others now."""
        self._check_choices()
        self._be_narrow_or_not()

    def _check_choices(self) -> None:
        for group, value in ((self._sizes, theme.current().scale), (self._looks, theme.current().variant)):
            for action in group.actions():
                action.setChecked(action.data() == value)

    def _name_things(self) -> None:
        """The venue may have been renamed, and undo names the act it would take back."""
        with self.desk.attempt():
            name = self._venue().name
            self.sidebar.name_venue(name)
            self.setWindowTitle(_("{venue} · Delta").format(venue=name))
            own = self.page.to_take_back() if self._pages else ""
            back, again = (own, "") if own else self._labels_to_take_back()
            undo = _("Annuler : {label}").format(label=back) if back else _("Rien à annuler")
            redo = _("Rétablir : {label}").format(label=again) if again else _("Rien à rétablir")
            for button, action, name, may in (
                (self.sidebar.undo, self._undo, undo, bool(back)),
                (self.sidebar.redo, self._redo, redo, bool(again)),
            ):
                button.say(name)
                button.setEnabled(may)
                action.setEnabled(may)

    def _labels_to_take_back(self) -> tuple[str, str]:
        """What undo and redo would do, where whoever acts may; empty for nothing."""
        records = (self.desk.store.undoable(), self.desk.store.redoable())
        undo, redo = (one.label if one and may_take_back(self.desk.actor, one) else "" for one in records)
        return undo, redo

    def _restore(self) -> None:
        """As it was left last time."""
        self.resize(1366, 768)
        geometry = self._settings.value("window/geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)
        elif self.screen().availableSize().width() <= SMALL_SCREEN:
            self.setWindowState(Qt.WindowState.WindowMaximized)
        self._check_choices()

    def _be_narrow_or_not(self) -> None:
        self.sidebar.be_narrow(self.width() * 100 / theme.current().scale < NARROW_BELOW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the page the room it needs."""
        super().resizeEvent(event)
        self._be_narrow_or_not()

    def changeEvent(self, event: QEvent) -> None:
        """Look for others' changes as soon as somebody comes back to this window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and hasattr(self, "_timer"):
            self.on_poll()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember how it was left."""
        self._stop_listening()
        self.closed.emit()
        self.lock.end()
        self._timer.stop()
        self._idle.stop()
        self._settings.setValue("window/geometry", self.saveGeometry())
        super().closeEvent(event)


def _dropped(what: QMimeData) -> Path | None:
    """The one file that is dragged; nothing where there are several, or none on this computer."""
    urls = what.urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
