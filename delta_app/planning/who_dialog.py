"""Who is who: the people of a file whom nobody may guess, each with the team to choose from."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _
from delta_app.planning.commands import Doubt, HostRow, told_apart
from delta_app.widgets import theme
from delta_app.widgets.buttons import Button
from delta_app.widgets.choice import Choice
from delta_app.widgets.dialog import Dialog, scrolled
from delta_app.widgets.text import words


class WhoDialog(Dialog):
    """A line for each row of the file; nothing is chosen beforehand, what stays unchosen is left out and said."""

    def __init__(self, doubtful: Sequence[Doubt], team: Sequence[HostRow], nobody: tuple[str, int],
                 write: Callable[[Mapping[int, int]], None], parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(_("Qui est-ce ?"), parent, width=720)
        self._write = write
        self.combos: dict[int, Choice] = {}
        self._error = words(role="error", wrap=True)
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, theme.gap(8), 0)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        grid.addWidget(words(_("Écrit dans le fichier"), "soft"), 0, 0)
        grid.addWidget(words(_("Dans l’équipe"), "soft"), 0, 1)
        names = team_names(team)
        for line, doubt in enumerate(doubtful, 1):
            written = _written(doubt, doubtful)
            label = words(written, "strong", wrap=True)
            combo = Choice(_("Qui est {name} ?").format(name=written))
            _offer(combo, doubt, team, names, nobody)
            label.setBuddy(combo)
            grid.addWidget(label, line, 0)
            grid.addWidget(combo, line, 1)
            self.combos[doubt.line] = combo
        grid.setRowStretch(len(doubtful) + 1, 1)
        leave, go = Button(_("Annuler")), Button(_("Importer"), kind="main")

        sentence = _("Ces noms ne se reconnaissent pas avec certitude. Ce qui n’est pas choisi reste de côté.")
        self.column.addWidget(words(sentence, wrap=True))
        area = scrolled(body)
        self.column.addWidget(area, 1)
        self.column.addWidget(self._error)
        self.lay_out_buttons(leave, go)
        self.fit_to(area)
        next(iter(self.combos.values())).setFocus()

        leave.clicked.connect(self.reject)
        go.clicked.connect(self.on_import)

    def on_import(self) -> None:
        """Write with what was chosen; a refusal is said here, so that the choices are not lost."""
        settled = {
            line: int(combo.currentData()) for line, combo in self.combos.items() if combo.currentData() is not None
        }
        try:
            self._write(settled)
        except Refused as refusal:
            self._error.setText(say(refusal))
            return
        self.accept()


def team_names(team: Sequence[HostRow]) -> dict[int, str]:
    """How the team is offered: namesakes with their number and address, and who left with that said."""
    names = told_apart(team)
    for host in team:
        if names[host.id] != host.full_name and host.email:
            names[host.id] += f" · {host.email}"
        if host.state == "left":
            names[host.id] = _("{name} (a quitté l’équipe)").format(name=names[host.id])
    return names


def _written(doubt: Doubt, doubtful: Sequence[Doubt]) -> str:
    """The name as written; with its line, and its address, where another row is written alike."""
    if sum(other.written == doubt.written for other in doubtful) == 1:
        return doubt.written
    where = _("{name}, ligne {line}").format(name=doubt.written, line=doubt.line)
    return f"{where} · {doubt.match.written.email}" if doubt.match.written.email else where


def _offer(combo: Choice, doubt: Doubt, team: Sequence[HostRow], names: Mapping[int, str],
           nobody: tuple[str, int]) -> None:  # fmt: skip
    """Likely people first, then the way to say nobody, then everybody else, those who left at the end."""
    combo.setPlaceholderText(_("Choisir…"))
    likely = [host for host in team if host.id in doubt.match.candidates]
    for host in likely:
        combo.addItem(names[host.id], host.id)
    combo.addItem(*nobody)
    combo.insertSeparator(combo.count())
    for host in sorted(team, key=lambda host: (host.state == "left", host.full_name)):
        if host not in likely:
            combo.addItem(names[host.id], host.id)
    combo.setCurrentIndex(-1)
