"""Tiles: large coloured buttons side by side, pressed in passing, carried to another place by whoever orders them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from delta_app.widgets import space, theme
from delta_app.widgets.buttons import PressButton
from delta_app.widgets.carry import Carrier
from delta_app.widgets.text import plain_tip, set_property, words

LONG = 22  # letters that have room on two lines in large type
WIDE = 150  # the least width of a tile, as drawn; the style gives its height


@dataclass(frozen=True)
class TileSaid:
    """What a tile says: its name, what stands under it, its colour, the key that presses it too ("" for none)."""

    key: int
    name: str
    under: str
    colour: str
    shortcut: str = ""


class Tile(PressButton, theme.Themed):
    """One tile. It takes the keyboard by Tab only: a press leaves it where it was, for the next key."""

    menu_asked = Signal(QPoint)

    def __init__(self, said: TileSaid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said = said
        self.setProperty("kind", "tile")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self._name, self._under, self._key = words("", "tile", wrap=True), words("", "price"), words("", "soft")
        top = QHBoxLayout()
        top.addWidget(self._name, 1)
        top.addWidget(self._key, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        space.around(column, 14, 11, 12, 11)
        column.addLayout(top)
        column.addStretch()
        column.addWidget(self._under)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.tell(said)
        self.on_theme()

    def tell(self, said: TileSaid) -> None:
        """Say something else."""
        self.said = said
        self._name.setText(said.name)
        set_property(self._name, "role", "tile" if len(said.name) <= LONG else "tile long")
        self._under.setText(said.under)
        self._key.setText(said.shortcut)
        set_property(self, "colour", said.colour)
        self.setAccessibleName(f"{said.name}, {said.under}")
        plain_tip(self, f"{said.name}, {said.under}")

    def on_theme(self) -> None:
        """Measure again in another text size."""
        self.setMinimumWidth(theme.gap(WIDE))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done to it, at the pointer or, asked for by key, in its middle."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.menu_asked.emit(self.mapToGlobal(self.rect().center()) if by_key else event.globalPos())


class TileGrid(QWidget, theme.Themed):
    """Tiles of one width in rows. ``pressed`` tells a tile's key, ``menu_asked`` also where, ``carried`` a tile's key
    and that of the one whose place it takes."""

    pressed = Signal(int)
    menu_asked = Signal(int, QPoint)
    carried = Signal(int, int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._tiles: list[Tile] = []
        self._columns = 0
        self.movable = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        space.in_grid(self._grid, across=10, down=10)

    def show_tiles(self, said: Sequence[TileSaid]) -> None:
        """Show these; tiles that stay are only told what they say now."""
        for tile in self._tiles[len(said) :]:
            tile.hide()
            tile.deleteLater()
        del self._tiles[len(said) :]
        for tile, one in zip(self._tiles, said, strict=False):
            if tile.said != one:
                tile.tell(one)
        for one in said[len(self._tiles) :]:
            self._tiles.append(self._tile(one))
        self._place(again=True)

    def _tile(self, said: TileSaid) -> Tile:
        tile = Tile(said)
        tile.clicked.connect(lambda: self.pressed.emit(tile.said.key))
        tile.menu_asked.connect(lambda at: self.menu_asked.emit(tile.said.key, at))
        carrier = Carrier(tile)
        carrier.began.connect(lambda _at: None if self.movable else carrier.give_up())
        carrier.dropped.connect(lambda at: self._dropped(tile, at))
        return tile

    def _dropped(self, tile: Tile, at: QPoint) -> None:
        tile.setDown(False)
        if not self.movable:
            return
        here = self.mapFromGlobal(at)
        target = next((one for one in self._tiles if one is not tile and one.geometry().contains(here)), None)
        if target is not None:
            self.carried.emit(tile.said.key, target.said.key)

    @property
    def keys(self) -> list[int]:
        """The keys of the tiles, in their order."""
        return [tile.said.key for tile in self._tiles]

    def _place(self, *, again: bool = False) -> None:
        columns = max(1, (self.width() + theme.gap(10)) // (theme.gap(WIDE) + theme.gap(10)))
        columns = min(columns, 5)
        if columns == self._columns and not again:
            return
        for column in range(max(self._columns, columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for place, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, place // columns, place % columns)

    def minimumSizeHint(self) -> QSize:
        """One tile is enough across: what has no room beside goes below."""
        return QSize(theme.gap(WIDE), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many side by side as there is room for."""
        super().resizeEvent(event)
        self._place()

    def on_theme(self) -> None:
        """Another text size leaves room for another number side by side."""
        self._place(again=True)
