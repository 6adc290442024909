"""The section of settings with the copies: what each holds, a look inside, putting one back, making one now."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from delta_app.core import backup
from delta_app.core.address import ServerAddress, copies_folder
from delta_app.core.backup import Backup
from delta_app.core.errors import Refused
from delta_app.core.i18n import _, format_instant, ngettext
from delta_app.planning.copies_data import CopyContents, copies_of, read_copy
from delta_app.planning.copies_words import months_words, people_words, reason_words, size_words
from delta_app.planning.copy_dialog import CopyDialog
from delta_app.widgets import work
from delta_app.widgets.buttons import Button
from delta_app.widgets.cards import Card
from delta_app.widgets.forms import acts_row
from delta_app.widgets.item_rows import ItemRow, empty_layout
from delta_app.widgets.page import Act, Desk
from delta_app.widgets.sections import Section, SectionView
from delta_app.widgets.tab_order import read_in_order
from delta_app.widgets.text import words
from delta_app.widgets.theme import Tone

Found = CopyContents | Refused  # what a copy holds, or why it cannot be read


class CopiesView(SectionView):
    """The newest first. Copies are read one after the other on another thread, each once."""

    tables: frozenset[str] = frozenset()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        sentence = _(
            "Le programme copie les données à chaque démarrage, toutes les demi-heures et avant chaque import ; il "
            "garde les copies récentes, puis une par jour, par semaine et par mois."
        )
        super().__init__(desk, _("Copies de sécurité"), sentence, parent)
        self._copies: tuple[Backup, ...] = ()
        self._found: dict[Path, Found] = {}
        self._reading: work.Work | None = None
        self._making = False
        self._make = Button(_("Faire une copie maintenant"), "save")
        self._folder = Button(_("Ouvrir le dossier"), "folder")
        self._progress = words(role="soft", wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        card = Card()
        card.column.addLayout(self._rows)

        self.column.addLayout(acts_row(self._make, self._folder))
        if isinstance(desk.store.path, ServerAddress):
            where = _(
                "Les données sont sur un serveur ; ces copies-ci sont des fichiers sur ce PC, faits par lui seul."
            )
            self.column.addWidget(words(where, wrap=True))
        self.column.addWidget(self._progress)
        self.column.addWidget(card)

        self._make.clicked.connect(self.on_make)
        self._folder.clicked.connect(self.on_folder)

    def refresh(self) -> None:
        """Look which copies there are, and read those not read yet."""
        self._make.setEnabled(self.desk.may_write and not self._making)
        self._copies = copies_of(self.desk.store.path)
        self._folder.setEnabled(copies_folder(self.desk.store.path).is_dir())
        self._show()
        self._read_on()

    def showEvent(self, event: QShowEvent) -> None:
        """The half-hourly copy may have come since."""
        super().showEvent(event)
        if not self.stale and copies_of(self.desk.store.path) != self._copies:
            self.refresh()

    def _show(self) -> None:
        held = self.focusWidget()
        name = held.accessibleName() if self.isAncestorOf(held) else ""
        empty_layout(self._rows)
        for copy in self._copies:
            self._rows.addWidget(self._row(copy))
        if not self._copies:
            nothing = _("Aucune copie pour l’instant : la première se fait peu après le démarrage, ou maintenant.")
            self._rows.addWidget(words(nothing, "soft", wrap=True))
        again = next((one for one in self.findChildren(Button) if name and one.accessibleName() == name), None)
        if again is not None and again is not held:
            again.setFocus()
        read_in_order(self)

    def _row(self, copy: Backup) -> ItemRow:
        when = format_instant(copy.made_at)
        title = _("{when} · {reason}").format(when=when, reason=reason_words(copy.reason))
        look = Button(_("Regarder dedans…"), "look")
        look.setAccessibleName(_("Regarder dans la copie du {when}").format(when=when))
        look.clicked.connect(lambda: self.on_look(copy))
        look.setEnabled(self.desk.may_write)  # names that are no longer to be read may be in it
        found = self._found.get(copy.path)
        chip: tuple[str, str, Tone] | None = None
        if isinstance(found, Refused):
            look.setEnabled(False)
            chip = (_("illisible"), "alert", "alarm")
        return ItemRow(title, _caption(copy, found), look, chip=chip)

    def _read_on(self) -> None:
        """Read the next copy nobody has read; the list fills as one looks at it."""
        unread = [copy for copy in self._copies if copy.path not in self._found]
        done = len(self._copies) - len(unread)
        if not unread:
            self._progress.setText(
                ngettext("{n} copie, lue.", "{n} copies, lues.", done).format(n=done) if done else ""
            )
            return
        self._progress.setText(
            _("Lecture de ce que contient chaque copie : {done} sur {all}…").format(done=done, all=len(self._copies))
        )
        if self._reading is None:
            path = unread[0].path
            self._reading = work.start(
                lambda: read_copy(path),
                lambda found: self.on_read(path, found),
                lambda error: self.on_read(path, error),
            )
            self.destroyed.connect(self._reading.drop)  # the window may close before it is read

    def on_read(self, path: Path, found: CopyContents | Exception) -> None:
        """One more copy is read, or cannot be."""
        self._reading = None
        if isinstance(found, Exception) and not isinstance(found, Refused):
            raise found
        self._found[path] = found
        self._show()
        self._read_on()

    def on_make(self) -> None:
        """Make a copy on another thread."""
        self._making = True
        self._make.say(_("La copie se fait…"))
        self._make.setEnabled(False)
        path = self.desk.store.path
        making = work.start(lambda: backup.keep_copy(path, "asked"), self.on_made, self.on_make_failed)
        self.destroyed.connect(making.drop)  # the copy is made all the same

    def on_made(self, made: Backup) -> None:
        """Tell it, and list it."""
        self._ready_again()
        self.desk.told.emit(_("Copie faite et vérifiée : {name}.").format(name=made.path.name), False)
        self.refresh()

    def on_make_failed(self, error: Exception) -> None:
        """Say why not."""
        self._ready_again()
        self.desk.refused.emit(work.in_words(error))

    def _ready_again(self) -> None:
        self._making = False
        self._make.say(_("Faire une copie maintenant"))
        self._make.setEnabled(self.desk.may_write)
        self._make.setFocus()

    def on_folder(self) -> None:
        """Show the copies in the system's own window, to carry one away."""
        folder = copies_folder(self.desk.store.path)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self.desk.refused.emit(
                _("Aucun programme n’ouvre de dossiers ici. Les copies sont dans {folder}.").format(folder=folder)
            )

    def on_look(self, copy: Backup) -> None:
        """A look inside; from there it can be put back."""
        if not copy.path.is_file():
            self.desk.refused.emit(_("Cette copie n’est plus là. Rien n’a changé ; prenez-en une autre de la liste."))
            self.refresh()
            self._make.setFocus()
            return
        dialog = CopyDialog(self.desk, copy, self)
        if not dialog.exec():
            return
        with self.desk.attempt():
            self.desk.store.poll_changes()  # every page hears of it now
            when = format_instant(copy.made_at)
            said = _("Remis : l’état du {when}. Celui d’avant est en tête de la liste des copies.").format(when=when)
            self.desk.told.emit(said, False)
        self.refresh()
        self._make.setFocus()

    def offers(self) -> Sequence[Act]:
        """Making one."""
        return (Act.of("settings.copy", self._make),) if self.desk.may_write else ()


def _caption(copy: Backup, found: Found | None) -> str:
    try:
        size = size_words(copy.path.stat().st_size)
    except OSError:
        return _("Elle n’est plus là : une autre fenêtre l’a peut-être remplacée.")
    if found is None:
        return _("{size} · en lecture…").format(size=size)
    if isinstance(found, Refused):
        return _("{size} · cette copie ne se lit pas ; prenez-en une autre.").format(size=size)
    said = [size, found.place, people_words(found.hosts), months_words(found.months)]
    if found.last is not None:
        said.append(_("dernier acte : {label}").format(label=found.last.label))
    return " · ".join(said)


def copies_section() -> Section:
    """What is kept in case something goes wrong."""
    return Section("copies", _("Copies de sécurité"), "copies", CopiesView)
