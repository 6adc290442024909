"""Two lines of words with what can be done at their right: below the name where it would cut it."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize

from delta_app.widgets.pieces import PiecesLayout


def width_beside(act: QSize, spacing: int) -> int:
    """The width that goes to an act, none where there is none."""
    return act.width() + spacing if act.width() else 0


def places(
    rect: QRect, name: QSize, least: int, height_for: Callable[[int], int], act: QSize, spacing: int
) -> tuple[QRect, QRect, QRect]:
    """Where a name of one line, what is said of it, and an act go; a height of the rectangle beyond what they need is
    shared above and below.

    ``least`` is the width of the longest word said, ``height_for`` the height of all of them in a width. The act
    stands in the middle of the height, at the right. Where it would cut the name it goes under it, beside the rest;
    where it would cut a word of that too, in a line of its own.
    """
    narrow = rect.width() - width_beside(act, spacing)
    words_fit = least <= narrow
    beside_all = words_fit and name.width() <= narrow
    above = 0 if words_fit else act.height()  # the act has a line of its own
    width = narrow if words_fit else rect.width()
    height = height_for(width)
    lower = max(height, act.height()) if words_fit and not beside_all else above + height
    needed = max(name.height() + lower, act.height())
    top = rect.y() + max(0, (rect.height() - needed) // 2)
    first = top + (needed - name.height() - lower) // 2
    second = first + name.height() + (lower - height if not words_fit else (lower - height) // 2)
    right = rect.x() + rect.width() - act.width()
    middle = top + (needed - act.height()) // 2
    if not beside_all:
        middle = first + name.height() + ((lower - act.height()) // 2 if words_fit else 0)
    return (
        QRect(rect.x(), first, narrow if beside_all else rect.width(), name.height()),
        QRect(rect.x(), second, width, height),
        QRect(QPoint(right, middle), act),
    )


def lowest(pieces: tuple[QRect, ...]) -> int:
    """The height down to the last of them."""
    return max(piece.bottom() + 1 for piece in pieces)


class WordsAndAct(PiecesLayout):
    """Three widgets, added in this order: a name of one line, what is said of it in as many as it takes, an act."""

    def height_in(self, width: int) -> int:
        """Down to the last of the three."""
        return lowest(self._places(QRect(0, 0, width, 0)))

    def setGeometry(self, rect: QRect) -> None:
        """Place the pieces."""
        super().setGeometry(rect)
        for item, place in zip(self._items, self._places(rect), strict=True):
            item.setGeometry(place)

    def sizeHint(self) -> QSize:
        """All of the name beside the act."""
        name, said, act = (item.sizeHint() for item in self._items)
        width = name.width() + width_beside(act, self.spacing())
        return QSize(width, max(name.height() + said.height(), act.height()))

    def minimumSize(self) -> QSize:
        """One under the other, the name cut."""
        name, said, act = (item.minimumSize() for item in self._items)
        return QSize(max(name.width(), said.width(), act.width()), max(name.height() + said.height(), act.height()))

    def _places(self, rect: QRect) -> tuple[QRect, QRect, QRect]:
        name, said, act = self._items
        least = said.minimumSize().width()
        return places(rect, name.sizeHint(), least, said.heightForWidth, act.sizeHint(), self.spacing())
