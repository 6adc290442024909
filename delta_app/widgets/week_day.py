"""The head of a column of a drawn week: the day by its name, and what can be done with the whole of it."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from delta_app.core.i18n import _, capitalised, ngettext, weekday_name
from delta_app.widgets import theme
from delta_app.widgets.buttons import PressButton
from delta_app.widgets.text import button_text, plain_tip
from delta_app.widgets.week_block import WeekBlock

Width = Literal["wide", "abbreviated", "short"]
WIDTHS: tuple[Width, ...] = ("wide", "abbreviated", "short")  # of a name, the longest first


def word_alike(heads: Sequence["DayHead"]) -> None:
    """Name the days at the greatest length for which every one of them has room: never some whole and some cut."""
    width = next((width for width in WIDTHS if all(head.fits(width) for head in heads)), WIDTHS[-1])
    for head in heads:
        head.word(width)


class DayHead(PressButton):
    """The head of a column: the day, and in its menu what can be done with the whole of it."""

    add_asked = Signal(int)
    copy_asked = Signal(int, list)
    clear_asked = Signal(int)

    def __init__(self, weekday: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.weekday = weekday
        self.setProperty("kind", "day")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        name = weekday_name(weekday)
        menu = QMenu(self)
        menu.addAction(_("Ajouter une plage")).triggered.connect(lambda: self.add_asked.emit(weekday))
        copying = menu.addMenu(_("Copier ce jour vers"))
        others = [day for day in range(7) if day != weekday]
        working = [day for day in others if day < 5]
        copying.addAction(_("tous les jours du lundi au vendredi")).triggered.connect(
            lambda: self.copy_asked.emit(weekday, working)
        )
        for day in others:
            copying.addAction(button_text(weekday_name(day))).triggered.connect(
                lambda _checked, day=day: self.copy_asked.emit(weekday, [day])
            )
        self._clear = menu.addAction(_("Fermer le {day}").format(day=name))
        self._clear.triggered.connect(lambda: self.clear_asked.emit(weekday))
        self._copy = copying.menuAction()
        self.setMenu(menu)

    def tell(self, blocks: list[WeekBlock]) -> None:
        """Say how much the day opens."""
        self._blocks = blocks
        name = weekday_name(self.weekday)
        said = ngettext("{day} : {n} plage", "{day} : {n} plages", len(blocks)).format(day=name, n=len(blocks))
        self.setAccessibleName(said if blocks else _("{day} : fermé").format(day=name))
        plain_tip(self, _("Ajouter, copier ou fermer tout le jour"))
        self._clear.setEnabled(bool(blocks))
        self._copy.setEnabled(bool(blocks))

    def fits(self, width: Width) -> bool:
        """Whether the name of the day, as long as this, has room."""
        return self.fontMetrics().horizontalAdvance(self._name(width)) <= self.width() - 2 * theme.px(6)

    def word(self, width: Width) -> None:
        """Show the name as long as this."""
        self.setText(self._name(width))

    def _name(self, width: Width) -> str:
        return capitalised(weekday_name(self.weekday, width))
