"""Two lines of words with what can be done at their right: below the name where it would cut it."""

from PySide6.QtCore import QPoint, QRect, QSize

from delta_app.widgets.pieces import PiecesLayout


class WordsAndAct(PiecesLayout):
    """Three pieces, added in this order: a name of one line, what is said of it in as many as it takes, an act.

    The act stands in the middle of the height, at the right. Where it would cut the name it goes under it, beside the
    rest; where it would cut a word of that too, in a line of its own.
    """

    def height_in(self, width: int) -> int:
        """Down to the last of the three."""
        return max(piece.bottom() + 1 for piece in self._places(QRect(0, 0, width, 0)))

    def setGeometry(self, rect: QRect) -> None:
        """Place the pieces."""
        super().setGeometry(rect)
        for item, place in zip(self._items, self._places(rect), strict=True):
            item.setGeometry(place)

    def sizeHint(self) -> QSize:
        """All of the name beside the act."""
        name, said, act = (item.sizeHint() for item in self._items)
        return QSize(name.width() + self._beside(act), max(name.height() + said.height(), act.height()))

    def minimumSize(self) -> QSize:
        """One under the other, the name cut."""
        name, said, act = (item.minimumSize() for item in self._items)
        return QSize(max(name.width(), said.width(), act.width()), max(name.height() + said.height(), act.height()))

    def _beside(self, act: QSize) -> int:
        """The width that goes to the act."""
        return act.width() + self.spacing() if act.width() else 0

    def _places(self, rect: QRect) -> tuple[QRect, QRect, QRect]:
        """Where the three pieces go; a height of the rectangle beyond what they need is shared above and below."""
        name, said, act = self._items
        size, title = act.sizeHint(), name.sizeHint()
        narrow = rect.width() - self._beside(size)
        words_fit = said.minimumSize().width() <= narrow
        beside_all = words_fit and title.width() <= narrow
        above = 0 if words_fit else size.height()  # the act has a line of its own
        width = narrow if words_fit else rect.width()
        height = said.heightForWidth(width)
        lower = max(height, size.height()) if words_fit and not beside_all else above + height
        needed = max(title.height() + lower, size.height())
        top = rect.y() + max(0, (rect.height() - needed) // 2)
        first = top + (needed - title.height() - lower) // 2
        second = first + title.height() + (lower - height if not words_fit else (lower - height) // 2)
        right = rect.x() + rect.width() - size.width()
        middle = top + (needed - size.height()) // 2
        if not beside_all:
            middle = first + title.height() + ((lower - size.height()) // 2 if words_fit else 0)
        return (
            QRect(rect.x(), first, narrow if beside_all else rect.width(), title.height()),
            QRect(rect.x(), second, width, height),
            QRect(QPoint(right, middle), size),
        )
