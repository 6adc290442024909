"""The page of the house.

Before it stands a host at the end of a shift with one hand free, an elderly volunteer who counts the cupboard, and on
Mondays the coordinator who wants to know what is broken, what runs out, and what people would like to be otherwise.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from delta_app.core.access import Role
from delta_app.core.i18n import _
from delta_app.upkeep.chores_page import ChoresView
from delta_app.upkeep.ideas_page import IdeasView
from delta_app.upkeep.photo_files import ENDINGS
from delta_app.upkeep.repair_acts_page import RepairDeeds
from delta_app.upkeep.repairs_page import RepairsView
from delta_app.upkeep.rooms_page import RoomsView
from delta_app.upkeep.stock_page import StockView
from delta_app.upkeep.view_page import HouseView
from delta_app.widgets import theme
from delta_app.widgets.page import HEAD_SIDE, Act, Desk, Page
from delta_app.widgets.segments import Segments
from delta_app.widgets.tab_order import read_in_order
from delta_app.widgets.text import words

_VIEW = "house/view"  # where this PC remembers which view was looked at
FOR_ANYBODY = ("chores", "stock")


def house_views() -> tuple[tuple[str, str, Callable[[Desk], HouseView]], ...]:
    """The views in the order of the switch."""
    return (
        ("chores", _("Entretien"), ChoresView),
        ("repairs", _("Réparations"), RepairsView),
        ("stock", _("Réserve et courses"), StockView),
        ("rooms", _("Salles et matériel"), RoomsView),
        ("ideas", _("Améliorations"), IdeasView),
    )


class HousePage(Page):
    """One view at a time; what it offers stands in the title row."""

    tables = frozenset(
        {"chore", "chore_person", "chore_cover", "chore_done", "repair", "repair_photo", "stock_item", "shopping_item",
         "equipment", "room", "activity", "activity_date", "proposal", "purchase", "budget_line", "till_entry",
         "host", "host_state_change", "absence", "slot", "opening_decision", "closure", "extra_opening", "partner",
         "opening", "school_holiday"}
    )  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._builders = {key: build for key, _title, build in house_views()}
        self._built: dict[str, HouseView] = {}
        self._fresh: set[str] = set()
        self._stack = QStackedWidget()
        self.switch = Segments(_("Vue de la maison"), [(key, title) for key, title, _build in house_views()])
        self._wanted = str(desk.memory.value(_VIEW, "chores"))
        self.lay_out_head(words(_("Maison"), "title"), self.switch)
        self.lay_out_body(self._stack)
        self.switch.chosen.connect(self.on_view)
        desk.actor_changed.connect(self.on_actor)

    @property
    def shown(self) -> str:
        """The key of the view in force; whoever has not said who they are sees some only."""
        return self._wanted if self._wanted in self._offered else "chores"

    @property
    def _offered(self) -> tuple[str, ...]:
        return FOR_ANYBODY if self.desk.actor.role == Role.READER else tuple(self._builders)

    @property
    def view(self) -> HouseView:
        """The view in force."""
        key = self.shown
        if key not in self._built:
            made = self._builders[key](self.desk)
            self._built[key] = made
            self._stack.addWidget(made)
            for button in made.buttons:
                self.acts.addWidget(button)
        return self._built[key]

    def on_view(self, key: str) -> None:
        """Look at another view; it is looked at again when the window opens next."""
        self._wanted = key
        self.desk.memory.setValue(_VIEW, key)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The views one below the other where there is no room for them side by side."""
        super().resizeEvent(event)
        self.switch.fit(self.width() - 2 * theme.gap(HEAD_SIDE))

    def on_actor(self) -> None:
        """Somebody else may see more, or less."""
        self.stale = True
        if self.isVisible():
            self.refresh_if_stale()

    def refresh(self) -> None:
        """Nothing that was read is fresh any more."""
        self._fresh.clear()
        self._show()

    def _show(self) -> None:
        with self.desk.attempt():
            view, key = self.view, self.shown
            self.switch.offer(self._offered)
            self.switch.choose(key)
            if key not in self._fresh:
                self._fresh.add(key)
                view.refresh()
            for other in self._built.values():
                other.show_buttons(shown=other is view)
            self._stack.setCurrentWidget(view)
        read_in_order(self)

    def let_go(self) -> None:
        """Whoever comes next begins anew."""
        for view in self._built.values():
            view.let_go()

    def offers(self) -> Sequence[Act]:
        """What can be done in the views, each of which is turned to first."""
        found = [
            Act(f"house.{key}", _("Maison : {view}").format(view=title), partial(self.on_view, key))
            for key, title, _build in house_views()
            if key in self._offered
        ]
        return [*found, *self.view.offers()]

    def help_lines(self) -> Sequence[tuple[str, str]]:
        """What F1 tells of the view in force."""
        return self.view.help_lines()

    def accepts_file(self, path: Path) -> bool:
        """A photo is of something broken."""
        return path.suffix.lower() in ENDINGS and self.desk.actor.role != Role.READER

    def take_file(self, path: Path) -> None:
        """Report what it shows."""
        self.on_view("repairs")
        RepairDeeds(self.desk, self).report(photo=path)
