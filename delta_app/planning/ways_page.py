"""The foot of a dialog that sends letters: by the outbox, as drafts in the usual mail program, or on paper."""

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from delta_app.core.access import Actor
from delta_app.core.address import Address
from delta_app.core.i18n import _, ngettext
from delta_app.core.store import Store
from delta_app.planning.draft_files import forget, new_folder, write_letters
from delta_app.planning.letter_data import Addressed, Writer
from delta_app.planning.making_page import Making
from delta_app.planning.sending_commands import PutOutcome
from delta_app.widgets import space
from delta_app.widgets.buttons import Button
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.page import Desk
from delta_app.widgets.text import plain_tip, words

OPENED_AT_ONCE = 3  # drafts that are opened one by one; of more, their folder is
MAIL_SETTINGS = "settings.mail"


@dataclass(frozen=True)
class Drafts:
    """Letters written as drafts: where they lie."""

    letters: tuple[Addressed, ...]
    folder: Path
    paths: tuple[Path, ...]


@dataclass(frozen=True)
class Sent:
    """Letters put in the outbox."""

    letters: tuple[Addressed, ...]
    outcome: PutOutcome


@dataclass(frozen=True)
class Batch:
    """Letters to be made, plain values all: how many, out of what they come one by one, what their drafts are called;
    the label of the act that puts them in the outbox, and the act itself."""

    count: int
    make: Callable[[], Iterable[Addressed]]
    called: str
    label: str
    put: Callable[[Any, tuple[Addressed, ...]], PutOutcome]


class Ways(QObject):
    """Three buttons and what is said beside them; the letters are made on another thread, told and to be stopped."""

    sent = Signal(object)  # Sent
    drafted = Signal(object)  # Drafts
    paper_asked = Signal()
    began = Signal()
    rested = Signal()  # what was being made is there, failed or was stopped

    def __init__(self, desk: Desk, writer: Writer, batch: Callable[[], Batch], dialog: Dialog) -> None:
        super().__init__(dialog)
        self._desk, self._writer, self._batch, self._dialog = desk, writer, batch, dialog
        self._build()
        self._connect()

    def _build(self) -> None:
        ready = not self._writer.why_not
        self.note = words("", "soft", wrap=True)
        self.trouble = words("", "error", wrap=True)
        self._why_not = words(_WHY_NOT.get(self._writer.why_not, lambda: "")(), "soft", wrap=True)
        self._set_up = Button(_("Régler le courrier…"), "settings")
        self.making = Making()
        self.close = Button(_("Fermer"))
        self.paper = Button("", "print")
        self.drafts = Button("", "pen", kind="plain" if ready else "main")
        self.send = Button("", "publish", kind="main" if ready else "plain")

    def _connect(self) -> None:
        self.close.clicked.connect(self._dialog.reject)
        self.paper.clicked.connect(self.paper_asked)
        self.send.clicked.connect(self.on_send)
        self.drafts.clicked.connect(self.on_drafts)
        self._set_up.clicked.connect(self.on_set_up)
        self.making.made.connect(self.on_made)
        self.making.failed.connect(self.on_failed)
        self.making.stopped.connect(self.on_rest)

    def hold(self, pieces: Iterable[QWidget], again: Callable[[], None]) -> None:
        """While letters are made nothing of what they are made of changes; ``again`` is asked for once they are."""

        def set_free(free: bool) -> None:
            for piece in pieces:
                piece.setEnabled(free)

        self.began.connect(lambda: set_free(False))
        self.rested.connect(lambda: set_free(True))
        self.rested.connect(again)

    def lay_out(self) -> None:
        """At the foot of the dialog."""
        column, not_ready = self._dialog.column, self._writer.why_not
        column.addWidget(self.note)
        if not_ready:
            row = QHBoxLayout()
            space.between(row, 10)
            row.addWidget(self._why_not, 1)
            if not_ready == "not_set_up":
                row.addWidget(self._set_up)
            column.addLayout(row)
        column.addWidget(self.trouble)
        column.addWidget(self.making)
        self.trouble.hide()
        ways = (self.send, self.drafts) if not_ready else (self.drafts, self.send)
        self._dialog.lay_out_buttons(self.close, self.paper, *ways)

    def tell(self, letters: int, paper: str, *, prints: bool, note: str = "") -> None:
        """For how many the buttons would do what they say; ``paper`` is what the third is called."""
        none = _("Cochez d’abord quelqu’un qui a une adresse e-mail.")
        self.send.say(ngettext("Envoyer à {n} personne", "Envoyer à {n} personnes", letters).format(n=letters))
        self.drafts.say(ngettext("Préparer {n} brouillon", "Préparer {n} brouillons", letters).format(n=letters))
        self.paper.say(paper)
        not_ready = _WHY_NOT.get(self._writer.why_not, lambda: "")()
        _allow(self.send, not_ready or ("" if letters else none))
        _allow(self.drafts, "" if letters else none)
        _allow(self.paper, "" if prints else _("Cochez d’abord quelqu’un."))
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def complain(self, sentence: str) -> None:
        """Say what is in the way; empty: no longer."""
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))

    def on_send(self) -> None:
        """Make the letters for the outbox."""
        batch = self._batch()
        self._begin()
        # Many letters with their files take seconds to be put there, which nobody is to wait for.
        put = partial(_put, self._desk.store.path, self._desk.actor, batch)
        self.making.begin(_("Préparation des lettres…"), batch.count, batch.make, put)

    def on_drafts(self) -> None:
        """Make the letters and write them as drafts."""
        batch = self._batch()
        self._begin()
        write = partial(_write_drafts, self._writer, batch.called)
        self.making.begin(_("Préparation des brouillons…"), batch.count, batch.make, write)

    def _begin(self) -> None:
        self.complain("")
        for button in (self.send, self.drafts, self.paper):
            button.setEnabled(False)
        self.began.emit()

    def on_made(self, done: object) -> None:
        """All the letters are there."""
        self.rested.emit()
        if isinstance(done, Drafts):
            self.drafted.emit(done)
            return
        with self._desk.attempt():
            self._desk.store.poll_changes()  # every page hears of it
        self.sent.emit(done)

    def on_failed(self, why: str) -> None:
        """They cannot be made or written."""
        self.on_rest()
        self.complain(why)

    def on_rest(self) -> None:
        """Nothing is being made any more; the buttons say again what they would do."""
        self.rested.emit()
        self.send.setFocus() if self.send.isEnabled() else self.drafts.setFocus()

    def on_set_up(self) -> None:
        """To the settings of the mail account; the dialog is left."""
        self._dialog.reject()
        self._desk.ask(MAIL_SETTINGS)

    def take_back(self, drafts: Drafts) -> None:
        """The drafts were for nothing."""
        forget(drafts.folder)

    def open_drafts(self, drafts: Drafts) -> tuple[str, bool]:
        """Open them in the mail program, or their folder where they are many; gives a sentence that says where, and
        whether anything opened them."""
        n = len(drafts.paths)
        targets = drafts.paths if n <= OPENED_AT_ONCE else (drafts.folder,)
        opened = [self._desk.open_path(target) for target in targets]
        if not all(opened):
            sentence = ngettext(
                "{n} brouillon est écrit, mais aucun programme ne l’ouvre ici. Il est dans {folder}.",
                "{n} brouillons sont écrits, mais aucun programme ne les ouvre ici. Ils sont dans {folder}.",
                n,
            )
        elif n <= OPENED_AT_ONCE:
            sentence = ngettext(
                "{n} brouillon ouvert dans votre programme d’e-mail : relisez-le, puis envoyez-le.",
                "{n} brouillons ouverts dans votre programme d’e-mail : relisez-les, puis envoyez-les.",
                n,
            )
        else:
            sentence = _("{n} brouillons dans {folder} : ouvrez-les, relisez-les, puis envoyez-les.")
        return sentence.format(n=n, folder=drafts.folder), all(opened)


def _allow(button: Button, why_not: str) -> None:
    button.setEnabled(not why_not)
    button.setAccessibleDescription(why_not)
    plain_tip(button, why_not)


def _put(path: Address, actor: Actor, batch: Batch, letters: tuple[Addressed, ...]) -> Sent:
    """Put letters in the outbox from another thread: with a store of its own, for one has one write at a time."""
    # Lasting: what leaves is not taken back with a key.
    with closing(Store(path)) as store, store.write(actor, batch.label, lasting=True) as session:
        return Sent(letters, batch.put(session, letters))


def _write_drafts(writer: Writer, called: str, letters: tuple[Addressed, ...]) -> Drafts:
    folder = new_folder(called)
    try:
        paths = write_letters([one.letter for one in letters], writer.sender, folder)
    except BaseException:
        forget(folder)
        raise
    return Drafts(letters, folder, paths)


_WHY_NOT = {
    "demo": lambda: _("La démonstration n’envoie aucun e-mail : les gens y sont inventés."),
    "not_set_up": lambda: _("Pour envoyer d’ici, il faut d’abord régler le compte e-mail du lieu."),
}
