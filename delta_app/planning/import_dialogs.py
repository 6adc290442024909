"""Bringing the team and its answers in from files: choose, look, settle who is who, read what was done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QGridLayout, QWidget

from delta_app.core.backup import keep_copy
from delta_app.core.calendar import Month
from delta_app.core.errors import Refused
from delta_app.core.i18n import _
from delta_app.core.troubles import refusal_for
from delta_app.planning.after_import import host_import_lines, naming, poll_import_lines
from delta_app.planning.columns_dialog import ListDialog
from delta_app.planning.commands import (
    NEW_HOST,
    NOT_OURS,
    STATES,
    Doubt,
    HostImport,
    HostRow,
    PollImported,
    hosts,
    import_host_list,
    preview_doubts,
    preview_poll,
)
from delta_app.planning.commands import import_poll as note_poll
from delta_app.planning.who_dialog import WhoDialog
from delta_app.readers.brought import Kind, kind_of
from delta_app.readers.host_list import HostListFile, recognise, with_header
from delta_app.readers.poll_types import Poll
from delta_app.readers.polls import poll_of
from delta_app.readers.tabular import Table, bytes_of, read_table
from delta_app.readers.words import describe
from delta_app.widgets import theme, work
from delta_app.widgets.buttons import Button
from delta_app.widgets.dialog import Dialog, ask_file_to_open, scrolled
from delta_app.widgets.page import Desk
from delta_app.widgets.text import words

TABLES = "(*.csv *.xlsx *.ods *.txt)"


@dataclass(frozen=True)
class _Brought:
    """A file that was chosen, read; ``said`` when it is of another kind than the one asked for."""

    name: str
    table: Table
    poll: Poll | None = None
    said: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Import:
    """Where a file goes: the desk it is written from, the page it was asked on, and how to turn to a month."""

    desk: Desk
    parent: QWidget
    turn_to: Callable[[Month], None]

    def on_failed(self, error: Exception) -> None:
        """The file cannot be read."""
        self.desk.refused.emit(work.in_words(error))


def import_hosts(desk: Desk, parent: QWidget, turn_to: Callable[[Month], None]) -> None:
    """Ask for the list of hosts, read it on another thread, show it, settle doubts, write, report."""
    title = _("Importer les accueillant·es")
    _start(_Import(desk, parent, turn_to), "hosts", title, _("Tableaux {endings}").format(endings=TABLES))


def import_poll(desk: Desk, parent: QWidget, turn_to: Callable[[Month], None]) -> None:
    """Ask for a poll's export, read it on another thread, settle who is who, write, report, turn to its month."""
    title = _("Importer les réponses d’un sondage")
    _start(_Import(desk, parent, turn_to), "poll", title, _("Sondages {endings}").format(endings=TABLES))


def _start(where: _Import, wanted: Kind, title: str, filters: str) -> None:
    path = ask_file_to_open(where.parent, title, filters)
    if path is not None:
        work.start(lambda: _read(path, wanted), lambda brought: _take(where, brought), where.on_failed)


def _bytes(path: Path) -> bytes:
    try:
        return bytes_of(path)
    except OSError as error:
        raise refusal_for(error) or Refused("disk_trouble") from error


def _read(path: Path, wanted: Kind) -> _Brought:
    """The file as what it is, whatever was asked for: people pick the wrong entry of a menu, not the wrong file."""
    table = read_table(_bytes(path), path.name)
    kind = kind_of(table)
    if kind == "poll" or (kind == "unknown" and wanted == "poll"):
        said = () if wanted == "poll" else (_("Ce fichier est un sondage : ses réponses sont importées comme telles."),)
        return _Brought(path.name, table, poll_of(table), said)
    said = () if wanted == "hosts" else (_("Ce fichier est une liste de personnes, pas un sondage."),)
    return _Brought(path.name, with_header(table), None, said)


def _take(where: _Import, brought: _Brought) -> None:
    with where.desk.attempt():
        if brought.poll is None:
            _take_hosts(where, brought)
        else:
            _take_poll(where, brought.poll, brought.said)


def _take_hosts(where: _Import, brought: _Brought) -> None:
    shown = ListDialog(brought.name, brought.table, recognise(brought.table.headers), brought.said, where.parent)
    if not shown.exec() or shown.file is None:
        return
    file, unread = shown.file, shown.mapping.unrecognised
    with where.desk.store.read() as session:
        doubtful = preview_doubts(session, file.rows)
        team = hosts(session, states=STATES)
    done: list[HostImport] = []

    def write(settled: Mapping[int, int]) -> None:
        label = _("Importer une liste d’accueillant·es")
        keep_copy(where.desk.store.path, "import")
        with where.desk.store.write(where.desk.actor, label) as session:
            done.append(import_host_list(session, file.rows, settled))

    if _settled(doubtful, team, (_("quelqu’un de nouveau"), NEW_HOST), write, where.parent):
        lines = host_outcome(done[-1], file, unread)
        ImportedDialog(_("Accueillant·es importé·es"), lines, where.parent).exec()


def _take_poll(where: _Import, poll: Poll, said: Sequence[str]) -> None:
    with where.desk.store.read() as session:
        preview = preview_poll(session, poll)
        team = hosts(session, states=STATES)
    done: list[PollImported] = []

    def write(settled: Mapping[int, int]) -> None:
        keep_copy(where.desk.store.path, "import")
        with where.desk.store.write(where.desk.actor, _("Importer les réponses d’un sondage")) as session:
            done.append(note_poll(session, poll, settled))

    asked = sorted([*preview.doubtful, *preview.unmatched], key=lambda doubt: doubt.line)
    if _settled(asked, team, (_("pas encore dans l’équipe"), NOT_OURS), write, where.parent):
        where.turn_to(preview.months[0])
        lines = [*said, *poll_outcome(done[-1], poll)]
        ImportedDialog(_("Réponses importées"), lines, where.parent).exec()


def _settled(doubtful: Sequence[Doubt], team: Sequence[HostRow], nobody: tuple[str, int],
             write: Callable[[Mapping[int, int]], None], parent: QWidget) -> bool:  # fmt: skip
    """Write at once when nothing is doubtful, else after the doubts were put to the person. False when left."""
    if not doubtful:
        write({})
        return True
    return bool(WhoDialog(doubtful, team, nobody, write, parent).exec())


class ImportedDialog(Dialog):
    """What an import did, one sentence a line; it scrolls, and nothing is left out."""

    def __init__(self, title: str, lines: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(title, parent, width=600)
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(theme.gap(4), 0, theme.gap(8), 0)
        for number, line in enumerate(lines):
            grid.addWidget(words(line, wrap=True), number, 0)
        grid.setRowStretch(len(lines), 1)
        close = Button(_("Fermer"), kind="main")

        area = scrolled(body)
        self.column.addWidget(area, 1)
        self.lay_out_buttons(close)
        self.fit_to(area)

        close.clicked.connect(self.accept)


def host_outcome(done: HostImport, file: HostListFile, unread: Sequence[str]) -> list[str]:
    """The outcome of a host list."""
    doubtful = [doubt.written for doubt in done.doubtful]
    return [
        *host_import_lines(done, unread),
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
