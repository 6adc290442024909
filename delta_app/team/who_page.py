"""Who is who: the people of a file whom nobody may guess, each with the team to choose from."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from delta_app.core.i18n import _, join_names, ngettext
from delta_app.team.commands import Doubt, HostRow, PersonRead, told_apart
from delta_app.widgets import space
from delta_app.widgets.buttons import Button
from delta_app.widgets.choice import Choice
from delta_app.widgets.text import words


class WhoStep(QWidget):
    """One table: a line for each row of the file nobody may guess, nothing chosen beforehand; then, folded away, those
    who were recognised, which can be put right as well. What stays unchosen is left out and said."""

    def __init__(self, people: Sequence[PersonRead], team: Sequence[HostRow], nobody: tuple[str, int],
                 said: Sequence[str] = ()) -> None:  # fmt: skip
        super().__init__()
        self._team, self._names, self._nobody = team, team_names(team), nobody
        self._sure = [person for person in people if person.doubt is None]
        self._doubtful = [person.doubt for person in people if person.doubt is not None]
        self.combos: dict[int, Choice] = {}
        self.error = words(role="error", wrap=True)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 3)
        space.in_grid(self._grid, down=5)
        self.unfold = Button("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        space.between(column, 9)
        for sentence in said:
            column.addWidget(words(sentence, wrap=True))
        column.addWidget(words(self._opening(), wrap=True))
        column.addLayout(self._grid)
        column.addWidget(self.error)
        column.addStretch()
        self._ask()
        self.error.hide()
        self.unfold.clicked.connect(self.on_unfold)

    def _opening(self) -> str:
        if self._doubtful:
            return _("Ces noms ne se reconnaissent pas avec certitude. Ce qui n’est pas choisi reste de côté.")
        return _("Rien à demander : chaque nom est connu avec certitude, ou nouveau.")

    def _ask(self) -> None:
        if self._doubtful:
            self._grid.addWidget(words(_("Écrit dans le fichier"), "soft"), 0, 0)
            self._grid.addWidget(words(_("Dans l’équipe"), "soft"), 0, 1)
        for line, doubt in enumerate(self._doubtful, 1):
            combo = Choice("")
            _offer(combo, doubt.match.candidates, self._team, self._names, self._nobody)
            self._add(line, doubt.line, _written(doubt, self._doubtful), combo)
        known = sum(person.host_id is not None for person in self._sure)
        new = len(self._sure) - known
        parts = []
        if known:
            parts.append(ngettext("{n} personne reconnue", "{n} personnes reconnues", known).format(n=known))
        if new:
            parts.append(ngettext("{n} nouvelle personne", "{n} nouvelles personnes", new).format(n=new))
        self.unfold.say(_("Voir aussi : {who}").format(who=join_names(parts)))
        self.unfold.setVisible(bool(self._sure))
        self._grid.addWidget(self.unfold, len(self._doubtful) + 1, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)

    def _add(self, row: int, line: int, written: str, combo: Choice) -> None:
        combo.setAccessibleName(_("Qui est {name} ?").format(name=written))
        label = words(written, "strong", wrap=True)
        label.setBuddy(combo)
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(combo, row, 1)
        self.combos[line] = combo

    def on_unfold(self) -> None:
        """Show those who were recognised too; whoever is wrong can be put right."""
        self.unfold.hide()
        start = len(self._doubtful) + 2
        for place, person in enumerate(self._sure):
            combo = Choice("")
            _offer(combo, (), self._team, self._names, self._nobody)
            chosen = self._nobody[1] if person.host_id is None else person.host_id
            combo.setCurrentIndex(combo.findData(chosen))
            twice = sum(other.written == person.written for other in self._sure) > 1
            where = _("{name}, ligne {line}").format(name=person.written, line=person.line)
            self._add(start + place, person.line, where if twice else person.written, combo)
        next(iter(list(self.combos.values())[len(self._doubtful) :])).setFocus()

    @property
    def asks(self) -> bool:
        """Whether there is somebody to ask about."""
        return bool(self._doubtful)

    @property
    def settled(self) -> dict[int, int]:
        """Who was said to be whom, by line of the file; what was recognised anyway need not be said."""
        sure = {person.line: self._nobody[1] if person.host_id is None else person.host_id for person in self._sure}
        chosen = {
            line: int(combo.currentData()) for line, combo in self.combos.items() if combo.currentData() is not None
        }
        return {line: host for line, host in chosen.items() if sure.get(line) != host}


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


def _offer(combo: Choice, candidates: Collection[int], team: Sequence[HostRow], names: Mapping[int, str],
           nobody: tuple[str, int]) -> None:  # fmt: skip
    """Likely people first, then the way to say nobody, then everybody else, those who left at the end."""
    combo.setPlaceholderText(_("Choisir…"))
    likely = [host for host in team if host.id in candidates]
    for host in likely:
        combo.addItem(names[host.id], host.id)
    combo.addItem(*nobody)
    combo.insertSeparator(combo.count())
    for host in sorted(team, key=lambda host: (host.state == "left", host.full_name)):
        if host not in likely:
            combo.addItem(names[host.id], host.id)
    combo.setCurrentIndex(-1)
