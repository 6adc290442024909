"""Somebody's usual week: the grid that is painted, how it is done, and what was noted for other hours."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from delta_app.core.i18n import _
from delta_app.team import spoken
from delta_app.team.queries import PersonView
from delta_app.team.rules import levels, noted_otherwise
from delta_app.widgets.choice import Choice
from delta_app.widgets.rows import Removable, RemovableRows, TitledPart
from delta_app.widgets.text import words
from delta_app.widgets.wish_grid import WishGrid
from delta_app.widgets.wishes import LEVELS, level_words


class WeekSection(TitledPart):
    """``painted`` says which cells got which level, ``others_forgotten`` that the other hours are to go."""

    painted = Signal(object)
    others_forgotten = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Disponibilités habituelles"), parent=parent)
        self.grid = WishGrid()
        self._brush = Choice(_("Peindre avec"))
        self._brush.addItem(_("le niveau suivant"), ...)
        for level in LEVELS:
            self._brush.addItem(level_words(level), level)
        self._brush.addItem(_("rien : effacer"), None)
        self._painting = QWidget()
        self._how = words("", "soft", wrap=True)
        self._others = RemovableRows(self._first_cell)
        row = QHBoxLayout(self._painting)
        row.setContentsMargins(0, 0, 0, 0)
        label = words(_("Peindre avec"), "soft")
        label.setBuddy(self._brush)
        row.addWidget(label)
        row.addWidget(self._brush, 1)
        self.add(self.grid, self._painting, self._how, self._others)
        self._brush.currentIndexChanged.connect(self.on_brush)
        self.grid.painted.connect(self.painted)
        self._others.remove_asked.connect(lambda _key: self.others_forgotten.emit())

    def show_person(self, view: PersonView, *, editable: bool) -> None:
        """Show somebody's week."""
        cells = [(slot.weekday, slot.start_minute, slot.end_minute) for slot in view.pattern]
        self.grid.show_week(levels(view.weekly, cells), editable=editable)
        self.grid.setVisible(bool(cells))
        self._painting.setVisible(bool(cells) and editable)
        self._how.setText(
            _how_words(editable=editable) if cells else _("L’horaire d’ouverture n’est pas encore donné.")
        )
        others = noted_otherwise(view.weekly, cells)
        rows = []
        if others:
            said = spoken.wishes_words(others, {str(level): level_words(level) for level in LEVELS})
            text = _("Noté aussi, pour d’autres heures : {wishes}.").format(wishes=said)
            rows.append(Removable("others", text, _("Oublier ce qui est noté pour d’autres heures")))
        self._others.show_rows(rows, editable=editable)

    def on_brush(self) -> None:
        """From now on strokes paint with it."""
        self.grid.brush = self._brush.currentData()

    def _first_cell(self) -> QWidget:
        return self.grid.cells[0] if self.grid.cells else self


def _how_words(*, editable: bool) -> str:
    if not editable:
        return ""
    letters = ", ".join(f"{level_words(level)[:1].upper()} {level_words(level)}" for level in LEVELS)
    return _("Cliquez ou glissez ; au clavier : {letters}, Suppr rien.").format(letters=letters)
