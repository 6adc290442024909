"""Bringing the team and its answers in from files: choose, settle who is who, read what was done."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from delta_app.core.backup import keep_copy
from delta_app.core.calendar import Month
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _, join_names, month_name, ngettext
from delta_app.core.troubles import refusal_for
from delta_app.planning.commands import (
    NEW_HOST,
    NOT_OURS,
    HostImport,
    HostRow,
    Match,
    PollImported,
    Written,
    hosts,
    import_host_list,
    match_written_people,
    preview_poll,
)
from delta_app.planning.commands import import_poll as note_poll
from delta_app.readers.host_list import HostListFile, HostListRow, parse_hosts, recognise
from delta_app.readers.poll_types import Poll
from delta_app.readers.polls import parse_poll
from delta_app.readers.tabular import read_table
from delta_app.readers.words import describe
from delta_app.widgets import theme, work
from delta_app.widgets.buttons import Button
from delta_app.widgets.dialog import Dialog, ask_file_to_open, scrolled
from delta_app.widgets.page import Desk
from delta_app.widgets.text import words

TABLES = "(*.csv *.xlsx *.ods *.txt)"
MOST_LINES = 12


def import_hosts(desk: Desk, parent: QWidget) -> None:
    """Ask for the list of hosts, read it on another thread, settle doubts, write, report."""
    path = ask_file_to_open(parent, _("Importer les accueillant·es"), _("Tableaux {endings}").format(endings=TABLES))
    if path is not None:
        work.start(lambda: _read_hosts(path), lambda file: _take_hosts(desk, file, parent), _refuser(desk))


def import_poll(desk: Desk, parent: QWidget, turn_to: Callable[[Month], None]) -> None:
    """Ask for a poll's export, read it on another thread, settle who is who, write, report, turn to its month."""
    title = _("Importer les réponses d’un sondage")
    path = ask_file_to_open(parent, title, _("Sondages {endings}").format(endings=TABLES))
    if path is not None:
        work.start(lambda: _read_poll(path), lambda poll: _take_poll(desk, poll, parent, turn_to), _refuser(desk))


def _refuser(desk: Desk) -> Callable[[Exception], None]:
    def on_failed(error: Exception) -> None:
        if not isinstance(error, Refused):
            raise error
        desk.refused.emit(say(error))

    return on_failed


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise refusal_for(error) or Refused("disk_trouble") from error


def _read_hosts(path: Path) -> HostListFile:
    table = read_table(_bytes(path), path.name)
    return parse_hosts(table, recognise(table.headers))


def _read_poll(path: Path) -> Poll:
    return parse_poll(_bytes(path), path.name)


def _take_hosts(desk: Desk, file: HostListFile, parent: QWidget) -> None:
    with desk.attempt():
        with desk.store.read() as session:
            matches = match_written_people(session, tuple(_written(row) for row in file.rows))
            team = hosts(session)
        doubtful = [match for match in matches if match.sure is None and match.candidates]
        done: list[HostImport] = []

        def write(settled: Mapping[str, int]) -> None:
            label = _("Importer une liste d’accueillant·es")
            keep_copy(desk.store.path, "import")
            with desk.store.write(desk.actor, label) as session:
                done.append(import_host_list(session, file.rows, settled))

        if _settled(doubtful, team, _("quelqu’un de nouveau"), NEW_HOST, write, parent):
            ImportedDialog(_("Accueillant·es importé·es"), host_import_words(done[-1], file), parent).exec()


def _written(row: HostListRow) -> Written:
    return Written(f"{row.given_name} {row.family_name}".strip(), row.email or None)


def _take_poll(desk: Desk, poll: Poll, parent: QWidget, turn_to: Callable[[Month], None]) -> None:
    with desk.attempt():
        with desk.store.read() as session:
            preview = preview_poll(session, poll)
            known = {name for name, _host in preview.recognised}
            written = tuple(Written(row.written_name, row.email) for row in poll.rows)
            matches = [match for match in match_written_people(session, written) if match.written.name not in known]
            team = hosts(session)
        done: list[PollImported] = []

        def write(settled: Mapping[str, int]) -> None:
            keep_copy(desk.store.path, "import")
            with desk.store.write(desk.actor, _("Importer les réponses d’un sondage")) as session:
                done.append(note_poll(session, poll, settled))

        if _settled(matches, team, _("pas encore dans l’équipe"), NOT_OURS, write, parent):
            turn_to(preview.months[0])
            ImportedDialog(_("Réponses importées"), poll_import_words(done[-1], poll), parent).exec()


def _settled(doubtful: Sequence[Match], team: Sequence[HostRow], nobody: str, nobody_id: int,
             write: Callable[[Mapping[str, int]], None], parent: QWidget) -> bool:  # fmt: skip
    """Write at once when nothing is doubtful, else after the doubts were put to the person. False when left."""
    if not doubtful:
        write({})
        return True
    return bool(WhoDialog(doubtful, team, nobody, nobody_id, write, parent).exec())


class WhoDialog(Dialog):
    """A line for each written name; nothing is chosen beforehand, what stays unchosen is left out and said."""

    def __init__(self, doubtful: Sequence[Match], team: Sequence[HostRow], nobody: str, nobody_id: int,
                 write: Callable[[Mapping[str, int]], None], parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(_("Qui est-ce ?"), parent, width=620)
        self._write = write
        self.combos: dict[str, QComboBox] = {}
        self._error = words(role="error", wrap=True)
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, theme.gap(8), 0)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(words(_("Écrit dans le fichier"), "soft"), 0, 0)
        grid.addWidget(words(_("Dans l’équipe"), "soft"), 0, 1)
        for line, match in enumerate(doubtful, 1):
            label = words(match.written.name, "strong", wrap=True)
            combo = _who_combo(match, team, nobody, nobody_id)
            label.setBuddy(combo)
            combo.setAccessibleName(_("Qui est {name} ?").format(name=match.written.name))
            grid.addWidget(label, line, 0)
            grid.addWidget(combo, line, 1)
            self.combos[match.written.name] = combo
        grid.setRowStretch(len(doubtful) + 1, 1)
        leave, go = Button(_("Annuler")), Button(_("Importer"), kind="main")

        sentence = _("Ces noms ne se reconnaissent pas avec certitude. Ce qui n’est pas choisi reste de côté.")
        self.column.addWidget(words(sentence, wrap=True))
        self.column.addWidget(scrolled(body), 1)
        self.column.addWidget(self._error)
        self.lay_out_buttons(leave, go)
        self.resize(self.width(), min(theme.px(620), self.height() + theme.px(38) * len(doubtful)))

        leave.clicked.connect(self.reject)
        go.clicked.connect(self.on_import)

    def on_import(self) -> None:
        """Write with what was chosen; a refusal is said here, so that the choices are not lost."""
        settled = {
            name: int(combo.currentData()) for name, combo in self.combos.items() if combo.currentData() is not None
        }
        try:
            self._write(settled)
        except Refused as refusal:
            self._error.setText(say(refusal))
            return
        self.accept()


def _who_combo(match: Match, team: Sequence[HostRow], nobody: str, nobody_id: int) -> QComboBox:
    """Likely people first, then the way to say nobody, then everybody else."""
    combo = QComboBox()
    combo.setPlaceholderText(_("Choisir…"))
    likely = [host for host in team if host.id in match.candidates]
    for host in likely:
        combo.addItem(host.full_name, host.id)
    combo.addItem(nobody, nobody_id)
    combo.insertSeparator(combo.count())
    for host in sorted(team, key=lambda host: host.full_name):
        if host not in likely:
            combo.addItem(host.full_name, host.id)
    combo.setCurrentIndex(-1)
    return combo


class ImportedDialog(Dialog):
    """What an import did, one sentence a line."""

    def __init__(self, title: str, lines: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(title, parent, width=600)
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, theme.gap(8), 0)
        for number, line in enumerate(lines):
            grid.addWidget(words(line, wrap=True), number, 0)
        grid.setRowStretch(len(lines), 1)
        close = Button(_("Fermer"), kind="main")

        self.column.addWidget(scrolled(body), 1)
        self.lay_out_buttons(close)
        self.resize(self.width(), min(theme.px(560), theme.px(150) + theme.px(26) * len(lines)))

        close.clicked.connect(self.accept)


def host_import_words(done: HostImport, file: HostListFile) -> list[str]:
    """The outcome of a host list."""
    added, changed, same = len(done.added), len(done.changed), len(done.unchanged)
    counted = [
        (added, ngettext("{n} personne ajoutée.", "{n} personnes ajoutées.", added)),
        (changed, ngettext("{n} fiche mise à jour.", "{n} fiches mises à jour.", changed)),
        (same, ngettext("{n} fiche inchangée.", "{n} fiches inchangées.", same)),
    ]
    lines = [line.format(n=count) for count, line in counted if count]
    if done.new_partners:
        lines.append(_("Nouveaux services : {names}.").format(names=join_names(list(done.new_partners))))
    if done.doubtful:
        names = join_names([match.written.name for match in done.doubtful])
        lines.append(_("Laissé·es de côté, faute de savoir qui c’est : {names}.").format(names=names))
    return [*lines, *_problem_lines([describe(problem) for problem in file.problems])]


def poll_import_words(done: PollImported, poll: Poll) -> list[str]:
    """The outcome of a poll."""
    preview, noted = done.preview, done.noted
    months = join_names([month_name(month.first) for month in preview.months])
    people = len(preview.recognised)
    lines = [
        ngettext("{n} personne reconnue, pour {months}.", "{n} personnes reconnues, pour {months}.", people).format(
            n=people, months=months
        ),
        _("Réponses : {added} nouvelles, {changed} changées, {unchanged} inchangées.").format(
            added=noted.added, changed=noted.changed, unchanged=noted.unchanged
        ),
    ]
    if noted.kept_by_hand:
        sentence = ngettext(
            "{n} réponse corrigée à la main est restée.", "{n} réponses corrigées à la main sont restées.",
            noted.kept_by_hand,
        )  # fmt: skip
        lines.append(sentence.format(n=noted.kept_by_hand))
    doubtful = [match.written.name for match in preview.doubtful]
    for names, sentence in (
        ((*doubtful, *preview.unmatched), _("De côté, faute de savoir qui c’est : {names}.")),
        (preview.left_out, _("Pas encore dans l’équipe : {names}.")),
        (preview.silent, _("Sans aucune réponse : {names}.")),
        (preview.absent_hosts, _("Dans l’équipe, mais pas dans le sondage : {names}.")),
    ):
        if names:
            lines.append(sentence.format(names=join_names(list(names))))
    outside = len(preview.outside)
    if outside:
        sentence = ngettext(
            "{n} moment du sondage ne correspond à aucune permanence ; ses réponses sont gardées.",
            "{n} moments du sondage ne correspondent à aucune permanence ; leurs réponses sont gardées.",
            outside,
        )
        lines.append(sentence.format(n=outside))
    return [*lines, *_problem_lines([describe(problem) for problem in poll.problems])]


def _problem_lines(problems: list[str]) -> list[str]:
    """The first problems, and how many more there are."""
    rest = len(problems) - MOST_LINES
    if rest <= 0:
        return problems
    more = ngettext("Et {n} autre remarque.", "Et {n} autres remarques.", rest).format(n=rest)
    return [*problems[:MOST_LINES], more]
