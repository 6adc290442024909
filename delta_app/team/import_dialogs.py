"""Bringing the team and its answers in from a file: its columns, who is who, what will change, then one act."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from delta_app.core.backup import keep_copy
from delta_app.core.calendar import Month
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _
from delta_app.core.troubles import refusal_for
from delta_app.readers.brought import Kind, kind_of
from delta_app.readers.host_list import HostListFile, recognise, with_header
from delta_app.readers.poll_types import Poll
from delta_app.readers.polls import poll_of
from delta_app.readers.tabular import Table, bytes_of, read_table
from delta_app.readers.words import describe
from delta_app.team.after_import import host_change_lines, host_import_lines, naming, poll_import_lines
from delta_app.team.columns_page import ColumnsStep
from delta_app.team.commands import (
    NEW_HOST,
    NOT_OURS,
    STATES,
    HostImport,
    PollImported,
    hosts,
    import_host_list,
    preview_people,
    preview_poll_people,
)
from delta_app.team.commands import import_poll as note_poll
from delta_app.team.who_page import WhoStep
from delta_app.widgets import space, theme, work
from delta_app.widgets.buttons import Button
from delta_app.widgets.dialog import Dialog, Scrolled, ask_file_to_open, scrolled
from delta_app.widgets.page import Desk
from delta_app.widgets.text import words

TABLES = "(*.csv *.xlsx *.ods *.txt)"


@dataclass(frozen=True)
class Brought:
    """A file that was chosen, read; ``said`` when it is of another kind than the one asked for."""

    name: str
    table: Table
    poll: Poll | None = None
    said: tuple[str, ...] = ()


def ask_and_import(desk: Desk, parent: QWidget, wanted: Kind) -> None:
    """Ask for a list of hosts or a poll's export, and go through it."""
    poll = wanted == "poll"
    title = _("Importer les réponses d’un sondage") if poll else _("Importer les accueillant·es")
    filters = (_("Sondages {endings}") if poll else _("Tableaux {endings}")).format(endings=TABLES)
    path = ask_file_to_open(parent, title, filters)
    if path is not None:
        import_file(desk, parent, path, wanted)


def import_file(desk: Desk, parent: QWidget, path: Path, wanted: Kind = "unknown") -> None:
    """Read a file on another thread, then go through it; whatever was asked for, it is taken for what it holds."""

    def failed(error: Exception) -> None:
        desk.refused.emit(work.in_words(error))

    work.start(lambda: _read(path, wanted), lambda brought: go_through(desk, parent, brought), failed)


def go_through(desk: Desk, parent: QWidget, brought: Brought) -> None:
    """The steps of an import, up to the act; a poll turns every page to its month and shows it in the planning."""
    with desk.attempt():
        wizard = ImportDialog(desk, brought, parent)
        if not wizard.exec():
            return
        desk.told.emit(wizard.outcome, True)
        if wizard.months:
            desk.month = wizard.months[0]
            desk.ask("planning.show")


def _bytes(path: Path) -> bytes:
    try:
        return bytes_of(path)
    except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
        raise Refused("file_out_of_reach", name=path.name) from error
    except OSError as error:
        raise refusal_for(error) or Refused("disk_trouble") from error


def _read(path: Path, wanted: Kind) -> Brought:
    """The file as what it is, whatever was asked for: people pick the wrong entry of a menu, not the wrong file."""
    table = read_table(_bytes(path), path.name)
    kind = kind_of(table)
    if kind == "poll" or (kind == "unknown" and wanted == "poll"):
        told = _("Ce fichier est un sondage : ses réponses sont importées comme telles.")
        return Brought(path.name, table, poll_of(table), () if wanted == "poll" else (told,))
    told = _("Ce fichier est une liste de personnes, pas un sondage.")
    return Brought(path.name, with_header(table), None, (told,) if wanted == "poll" else ())


class ImportDialog(Dialog):
    """Step by step, with a way back; nothing is written before «Importer», and what it will do is said just above."""

    def __init__(self, desk: Desk, brought: Brought, parent: QWidget | None = None) -> None:
        poll = brought.poll is not None
        title = _("Importer les réponses d’un sondage") if poll else _("Importer les accueillant·es")
        super().__init__(title, parent, width=760)
        self._desk, self._brought = desk, brought
        self.outcome = ""
        self.months: tuple[Month, ...] = ()  # of a poll
        self._who: WhoStep | None = None
        self._areas: dict[QWidget, QWidget] = {}
        self._read_by: object = None  # the columns that «who is who» was made for
        self._build()
        self._lay_out()
        self._connect()
        self._go_on(first=True)

    def _build(self) -> None:
        self._columns: ColumnsStep | None = None
        if self._brought.poll is None:
            mapping = recognise(self._brought.table.headers)
            self._columns = ColumnsStep(self._brought.name, self._brought.table, mapping, self._brought.said)
        self._place = words("", "soft")
        self._error = words(role="error", wrap=True)
        self._steps = QStackedWidget()
        self._leave, self._back = Button(_("Annuler")), Button(_("Retour"))
        self._next, self._go = Button(_("Continuer"), kind="main"), Button(_("Importer"), "check", kind="main")

    def _lay_out(self) -> None:
        self.column.addWidget(self._place)
        self.column.addWidget(self._steps, 1)
        self.column.addWidget(self._error)
        self._error.hide()
        self.lay_out_buttons(self._leave, self._back, self._next, self._go)
        self.resize(self.width(), min(theme.px(600), self._room_height()))

    def _connect(self) -> None:
        self._leave.clicked.connect(self.reject)
        self._back.clicked.connect(self.on_back)
        self._next.clicked.connect(self.on_next)
        self._go.clicked.connect(self.on_import)
        if self._columns is not None:
            self._columns.changed.connect(self._allow)

    @property
    def _step(self) -> str:
        """Where one is: ``columns``, ``who`` or ``summary``."""
        shown = self._steps.currentWidget()
        return "" if shown is None else str(shown.property("step") or "")

    def _go_on(self, *, first: bool = False) -> None:
        """The next step that has something to ask; the last one says what will change."""
        with self._told_here():
            if first and self._columns is not None:
                self._show(self._area_of(self._columns), "columns")
            elif self._step in ("", "columns"):
                self._ask_who()
            else:
                self._sum_up()

    def _ask_who(self) -> None:
        columns = self._columns
        read_by = (columns.mapping, columns.bare) if columns is not None else "poll"
        if self._who is None or read_by != self._read_by:
            self._drop("who")
            with self._desk.store.read() as session:
                team = hosts(session, states=STATES)
                if self._brought.poll is not None:
                    people, nobody = (
                        preview_poll_people(session, self._brought.poll),
                        (_("pas encore dans l’équipe"), NOT_OURS),
                    )
                else:
                    people = preview_people(session, self._file.rows)
                    nobody = (_("quelqu’un de nouveau"), NEW_HOST)
            said = self._brought.said if self._brought.poll is not None else ()
            self._who, self._read_by = WhoStep(people, team, nobody, said), read_by
            self._area_of(self._who)
        if self._who is not None:
            self._show(self._area_of(self._who), "who")

    def _sum_up(self) -> None:
        """What would be, tried and taken back: the very sentences of what will then be done."""
        with self._desk.store.rehearse(self._desk.actor) as session:
            lines = self._act(session)
        self._drop("summary")
        body = QWidget()
        column = QVBoxLayout(body)
        space.around(column, 4, 0, 8, 0)
        space.between(column, 7)
        column.addWidget(words(_("Voici ce qui va changer. Rien n’est encore fait."), "strong", wrap=True))
        for line in lines:
            column.addWidget(words(line, wrap=True))
        column.addWidget(words(_("Une copie de vos données est gardée avant ; Ctrl+Z annule tout."), "soft", wrap=True))
        column.addStretch()
        area = scrolled(body)
        self._steps.addWidget(area)
        self._show(area, "summary")

    @property
    def _file(self) -> HostListFile:
        file = self._columns.file if self._columns is not None else None
        return file if file is not None else HostListFile((), ())  # «Continuer» waits until there are names

    def _act(self, session: object) -> list[str]:
        """The act itself, in a rehearsal as in earnest; in words what it does."""
        settled: Mapping[int, int] = self._who.settled if self._who is not None else {}
        if self._brought.poll is not None:
            noted: PollImported = note_poll(session, self._brought.poll, settled)  # type: ignore[arg-type]
            self.months = noted.preview.months
            return poll_outcome(noted, self._brought.poll)
        file = self._file
        done = import_host_list(session, file.rows, settled)  # type: ignore[arg-type]
        unread = self._columns.mapping.unrecognised if self._columns is not None else ()
        return host_outcome(done, file, unread)

    def _show(self, step: QWidget, name: str) -> None:
        step.setProperty("step", name)
        self._steps.setCurrentWidget(step)
        names = ["columns"] * (self._columns is not None) + ["who", "summary"]
        titles = {
            "columns": _("Les colonnes"), "who": _("Qui est qui"), "summary": _("Ce qui va changer"),
        }  # fmt: skip
        said = _("Étape {n} sur {all} : {title}")
        self._place.setText(said.format(n=names.index(name) + 1, all=len(names), title=titles[name]))
        self._back.setVisible(names.index(name) > 0)
        self._next.setVisible(name != "summary")
        self._go.setVisible(name == "summary")
        self._error.hide()
        self._allow()
        if name == "who" and self._who is not None and self._who.asks:
            next(iter(self._who.combos.values())).setFocus()
        elif name == "columns" and self._columns is not None and self._columns.file is None:
            self._columns.combos[0].setFocus()
        else:
            (self._go if name == "summary" else self._next).setFocus()

    def _allow(self) -> None:
        self._next.setEnabled(self._step != "columns" or (self._columns is not None and self._columns.file is not None))

    def _area_of(self, step: QWidget) -> QWidget:
        """Where a step scrolls, made the first time."""
        if step not in self._areas:
            self._areas[step] = _inside(step)
            self._steps.addWidget(self._areas[step])
        return self._areas[step]

    def _find_step(self, name: str) -> QWidget | None:
        for place in range(self._steps.count()):
            step = self._steps.widget(place)
            if step is not None and step.property("step") == name:
                return step
        return None

    def _drop(self, name: str) -> None:
        step = self._find_step(name)
        if step is not None:
            self._steps.removeWidget(step)
            step.deleteLater()

    @contextmanager
    def _told_here(self) -> Iterator[None]:
        """A refusal is said where the choices are, so that they are not lost."""
        try:
            yield
        except Refused as refusal:
            self._error.setText(say(refusal))
            self._error.show()

    def on_back(self) -> None:
        """The step before; what was chosen there stays."""
        before = self._find_step({"summary": "who", "who": "columns"}[self._step])
        if before is not None:
            self._show(before, str(before.property("step")))

    def on_next(self) -> None:
        """On, or what is in the way."""
        self._go_on()

    def on_import(self) -> None:
        """One act, the data copied before; a refusal is said here, so that the choices are not lost."""
        poll = self._brought.poll is not None
        label = _("Importer les réponses d’un sondage") if poll else _("Importer une liste d’accueillant·es")
        with self._told_here():
            keep_copy(self._desk.store.path, "import")
            with self._desk.store.write(self._desk.actor, label) as session:
                lines = self._act(session)
            self.outcome = " ".join(lines[: 2 if poll else 1])
            self.accept()


def _inside(step: QWidget) -> Scrolled:
    """A step that may be longer than its room."""
    body = QWidget()
    column = QVBoxLayout(body)
    space.around(column, 4, 0, 8, 0)
    column.addWidget(step)
    return scrolled(body)


def host_outcome(done: HostImport, file: HostListFile, unread: Sequence[str]) -> list[str]:
    """The outcome of a host list."""
    doubtful = [doubt.written for doubt in done.doubtful]
    return [
        *host_import_lines(done, unread),
        *host_change_lines(done),
        *naming(_("Laissé·es de côté, faute de savoir qui c’est : {names}."), doubtful),
        *map(describe, file.problems),
    ]


def poll_outcome(done: PollImported, poll: Poll) -> list[str]:
    """The outcome of a poll."""
    doubtful = [doubt.written for doubt in done.preview.doubtful]
    return [
        *poll_import_lines(done),
        *naming(_("De côté, faute de savoir qui c’est : {names}."), doubtful),
        *map(describe, poll.problems),
    ]
