"""People in an order that one changes: whoever comes next first."""

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from delta_app.core.i18n import _
from delta_app.widgets import space
from delta_app.widgets.buttons import Button, IconButton
from delta_app.widgets.finder import Finder, Found
from delta_app.widgets.forms import acts_row
from delta_app.widgets.item_rows import ItemRow, empty_layout
from delta_app.widgets.text import words


class PeopleOrder(QWidget):
    """A row a person; ``team``: (host id, name) of those who may be added."""

    def __init__(self, team: Sequence[tuple[int, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._team = tuple(team)
        self._chosen: list[tuple[int, str]] = []
        self._gone: list[tuple[int, str]] = []  # they have no turn, and stand last
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._nobody = words(_("Personne en particulier : qui veut le fait."), "soft", wrap=True)
        self.adding, self.all = Button(_("Ajouter quelqu’un…"), "plus"), Button(_("Toute l’équipe"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        space.between(column, 6)
        column.addLayout(self._rows)
        column.addWidget(self._nobody)
        column.addLayout(acts_row(self.adding, self.all))
        self.adding.clicked.connect(self.on_add)
        self.all.clicked.connect(self.on_all)
        self._show()

    @property
    def people(self) -> tuple[int, ...]:
        """Their ids, in order."""
        return tuple(host_id for host_id, _name in (*self._chosen, *self._gone))

    def show_people(self, people: Sequence[tuple[int, str]], gone: Collection[int] = ()) -> None:
        """Show these people in this order; ``gone``: those of them who have left."""
        self._chosen = [one for one in people if one[0] not in gone]
        self._gone = [one for one in people if one[0] in gone]
        self._show()

    def _show(self, hold: tuple[int, int] | None = None) -> None:
        """``hold``: at which place, and at which of its buttons, the keyboard goes on."""
        empty_layout(self._rows)
        for place, (_host_id, name) in enumerate(self._chosen):
            buttons = self._order_buttons(place, name)
            self._rows.addWidget(ItemRow(f"{place + 1}. {name}", "", *buttons))
            if hold is not None and hold[0] == place:
                (buttons[hold[1]] if buttons[hold[1]].isEnabled() else buttons[-1]).setFocus()
        for place, (_host_id, name) in enumerate(self._gone):
            self._rows.addWidget(
                ItemRow(name, _("n’est plus dans l’équipe"), self._away_button(name, self._gone, place))
            )
        self._nobody.setVisible(not self._chosen)
        chosen = set(self.people)
        left = [one for one in self._team if one[0] not in chosen]
        self.adding.setEnabled(bool(left))
        self.all.setVisible(bool(left) and not self._chosen)
        if hold is not None and not self._chosen:
            self.adding.setFocus()

    def _order_buttons(self, place: int, name: str) -> list[IconButton]:
        up = IconButton("up", _("Plus tôt : {name}").format(name=name))
        down = IconButton("down", _("Plus tard : {name}").format(name=name))
        up.setEnabled(place > 0)
        down.setEnabled(place < len(self._chosen) - 1)
        up.clicked.connect(partial(self._move, place, -1))
        down.clicked.connect(partial(self._move, place, 1))
        return [up, down, self._away_button(name, self._chosen, place)]

    def _away_button(self, name: str, among: list[tuple[int, str]], place: int) -> IconButton:
        away = IconButton("close", _("Retirer : {name}").format(name=name))
        away.clicked.connect(partial(self._remove, among, place))
        return away

    def _move(self, place: int, by: int, _checked: bool = False) -> None:
        self._chosen.insert(place + by, self._chosen.pop(place))
        self._show((place + by, 0 if by < 0 else 1))

    def _remove(self, among: list[tuple[int, str]], place: int, _checked: bool = False) -> None:
        among.pop(place)
        self._show((min(place, len(self._chosen) - 1), 2))

    def on_add(self) -> None:
        """Somebody more, at the end."""
        chosen = set(self.people)
        found = [Found(name, "", (host_id, name)) for host_id, name in self._team if host_id not in chosen]
        finder = Finder(_("Qui encore ?"), _("les premières lettres d’un nom"), found, self)
        if finder.exec() and finder.chosen is not None:
            self._chosen.append(finder.chosen)
            self._show()
            self.adding.setFocus()

    def on_all(self) -> None:
        """Everybody, in the order of the team."""
        self._chosen = list(self._team)
        self._show((0, 1))
