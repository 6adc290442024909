"""What every layout of our own is: pieces in the order they were added, given a width and as high as that asks for."""

from PySide6.QtCore import QMargins, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from delta_app.widgets import space


class PiecesLayout(QLayout):
    """Keeps the pieces as Qt expects, and the heights that Qt asks many times over; where the pieces go is for the
    layout that is made of it to say. ``spacing`` is white space in sizes of the design."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 8) -> None:
        self._items: list[QLayoutItem] = []  # these first, for Qt asks while it makes a layout
        self._heights: dict[int, int] = {}  # by width
        super().__init__(parent)
        space.between(self, spacing)
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def addItem(self, item: QLayoutItem) -> None:
        """Append a piece."""
        self._items.append(item)
        self._heights.clear()

    def count(self) -> int:
        """How many pieces."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """One piece, or None past the end, as Qt expects."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take one piece out."""
        self._heights.clear()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes the width it is given, no more height than needed."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height it needs in that width."""
        if width not in self._heights:
            self._heights[width] = self.height_in(width)
        return self._heights[width]

    def height_in(self, width: int) -> int:
        """The same, found anew: that of its hint, where a layout says nothing else."""
        return self.sizeHint().height()

    def invalidate(self) -> None:
        """Its pieces are of another size."""
        self._heights.clear()
        super().invalidate()
