"""What each view of the house is: a scrolled body, buttons in the title row, and a keyboard that keeps its place."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from delta_app.core.access import Role
from delta_app.core.i18n import format_number, ngettext
from delta_app.upkeep.now_data import Told
from delta_app.widgets import space, theme
from delta_app.widgets.buttons import Button, IconButton, named_button
from delta_app.widgets.cards import Card
from delta_app.widgets.chips import Chip
from delta_app.widgets.dialog import scrolled
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.item_rows import ItemRow, empty_layout
from delta_app.widgets.long_choice import RING
from delta_app.widgets.page import Act, Desk
from delta_app.widgets.tab_order import read_in_order
from delta_app.widgets.text import words

NARROW = 860  # below, the cards stand one under the other


class HouseView(QWidget):
    """One way to look at the house. ``buttons`` stand in the title row while it is shown."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.buttons: tuple[Button, ...] = ()
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        space.around(self._column, 20, 0, 20, 14)
        space.between(self._column, 14)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(self._body))

    @property
    def may_help(self) -> bool:
        """Whether the one who acts is of the team."""
        return self.desk.actor.role != Role.READER

    def refresh(self) -> None:
        """Show what the data says now."""
        raise NotImplementedError

    def offered(self) -> Collection[Button]:
        """Those of its buttons that are of use now, to the one who acts."""
        return self.buttons

    def show_buttons(self, *, shown: bool = True) -> None:
        """Show them in the title row, or none."""
        offered = self.offered() if shown else ()
        for button in self.buttons:
            button.setVisible(button in offered)

    def show_body(self, body: QWidget) -> None:
        """Put this in the place of what was shown; the keyboard goes to what is called as what had it."""
        with keyboard_kept(self):
            empty_layout(self._column)
            self._column.addWidget(body, 1)
            read_in_order(self._body)

    def offers(self) -> Sequence[Act]:
        """What can be done in it, for the palette of acts."""
        return ()

    def help_lines(self) -> Sequence[tuple[str, str]]:
        """What F1 tells of it."""
        return ()

    def let_go(self) -> None:
        """Whoever worked here has gone."""


@contextmanager
def keyboard_kept(view: QWidget) -> Iterator[None]:
    """Around making rows anew: what has the keyboard goes, and what is called so now has it, else what stands in its
    place."""
    held = QApplication.focusWidget()
    if held is None or not view.isAncestorOf(held):
        yield
        return
    before = [one for one in _stops(view) if one.isVisibleTo(view)]
    place = before.index(held) if held in before else 0
    name = held.accessibleName()
    yield
    # What goes is hidden with all it holds; what is new is not shown yet, but nobody hid it.
    after = [one for one in _stops(view) if one.isVisibleTo(view) or one not in before]
    alike = next((one for one in after if one.accessibleName() == name), None)
    if alike is None and after:
        alike = after[min(place, len(after) - 1)]
    if alike is not None:
        alike.setFocus()


def _stops(view: QWidget) -> list[QWidget]:
    by_hand = Qt.WidgetAttribute.WA_WState_ExplicitShowHide
    found = view.findChildren(QAbstractButton)
    hidden = {one for one in found if one.isHidden() and one.testAttribute(by_hand)}
    return [one for one in found if one.isEnabled() and one not in hidden and one.accessibleName()]


def card_of(heading: str, rows: Sequence[QWidget], empty: str, *foot: QWidget, beside: QWidget | None = None) -> Card:
    """A card with rows, or what is said where there is none, and what can be done at its foot."""
    card = Card()
    card.setAccessibleName(heading)
    head = FlowLayout(spacing=8, push_last=beside is not None)
    head.addWidget(words(heading, "heading"))
    if beside is not None:
        head.addWidget(beside)
    card.column.addLayout(head)
    for row in rows:
        card.column.addWidget(row)
    if not rows and empty:
        card.column.addWidget(words(empty, "soft", wrap=True))
    if foot:
        below = FlowLayout(spacing=8)
        for one in foot:
            below.addWidget(one)
        card.column.addLayout(below)
    card.column.addStretch(1)
    return card


def group_heading(text: str) -> QWidget:
    """What the rows under it have in common, inside a card."""
    box = QWidget()
    column = QVBoxLayout(box)
    space.around(column, 0, 8, 0, 0)
    column.addWidget(words(text, "soft"))
    return box


def bare_row(title: str, caption: str, *beside: QWidget) -> ItemRow:
    """A title, a caption and pieces at the right, inside a row that is larger."""
    row = ItemRow(title, caption, *beside)
    row.setProperty("role", "")
    layout = row.layout()
    if layout is not None:
        space.around(layout, 0, 0, 0, 0)
    return row


def icon_act(icon: str, name: str, act: Callable[[], object]) -> IconButton:
    """A small button of a row; its name says of which."""
    button = IconButton(icon, name)
    button.clicked.connect(lambda: act())  # noqa: PLW0108 (a press says besides whether it is checked)
    return button


def more_button(number: int, act: Callable[[], object], of: str = "") -> tuple[Button, ...]:
    """The button that shows those of a list that are not shown, ``of`` which; none where all are."""
    if number <= 0:
        return ()
    text = ngettext("Voir {n} autre", "Voir {n} autres", number).format(n=format_number(number))
    return (named_button(text, f"{text}, {of}" if of else text, act),)


def menu_button(icon: str, name: str, *entries: tuple[str, Callable[[], object]]) -> IconButton:
    """A small button of a row that opens a menu of what it says, and what that does."""
    button = IconButton(icon, name)
    menu = QMenu(button)
    for text, act in entries:
        menu.addAction(text, act)
    button.setMenu(menu)
    button.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
    return button


class UnderBox(QWidget, theme.Themed):
    """What is said under a box to tick, where its words begin; before it perhaps a chip."""

    def __init__(self, text: str, chip: Told | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        space.between(self._row, 8)
        if chip is not None:
            self._row.addWidget(Chip(*chip), 0, Qt.AlignmentFlag.AlignTop)  # type: ignore[arg-type]
        self._row.addWidget(words(text, "soft", wrap=True), 1)
        self.on_theme()

    def on_theme(self) -> None:
        """Measure again in another text size."""
        left = RING + theme.gap(5) + theme.px(14) + 2 + theme.gap(8)  # as the box sets its own
        self._row.setContentsMargins(left, 0, 0, 0)
