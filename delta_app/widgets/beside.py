"""Two lines of words with what can be done at their right: below the name where it would cut it."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize

from delta_app.widgets.pieces import PiecesLayout

Places = tuple[QRect, QRect, QRect]  # of a name, of what is said of it, of an act

_LINES_BESIDE = 2


def width_beside(act: QSize, spacing: int) -> int:
    """The width that goes to an act, none where there is none."""
    return act.width() + spacing if act.width() else 0


def places(rect: QRect, name: QSize, least: int, height_for: Callable[[int], int], act: QSize, spacing: int) -> Places:
    """Where a name of one line, what is said of it, and an act at the right go; a height of the rectangle beyond what
    they need is shared above and below.

    ``least`` is the width of the longest word said, ``height_for`` the height of all of them in a width. The act stands
    beside both, unless that would cut the name or have more said than two lines; else where it takes the least height:
    beside the name alone, beside what is said alone, or between the two in a line of its own.
    """
    narrow = rect.width() - width_beside(act, spacing)
    name_fits, words_fit = name.width() <= narrow, least <= narrow
    ways: list[Places] = []
    if name_fits and words_fit:
        said = QSize(narrow, height_for(narrow))
        both = _beside_both(rect, QSize(narrow, name.height()), said, act)
        if said.height() <= _LINES_BESIDE * name.height():
            return both
        ways.append(both)
    whole = QSize(rect.width(), height_for(rect.width()))
    if name_fits:
        ways.append(_beside_name(rect, QSize(narrow, name.height()), whole, act))
    if words_fit:
        said = QSize(narrow, height_for(narrow))
        ways.append(_beside_said(rect, QSize(rect.width(), name.height()), said, act))
    ways.append(_between(rect, QSize(rect.width(), name.height()), whole, act))
    return min(ways, key=lambda way: lowest(way) - min(piece.y() for piece in way))


def _beside_both(rect: QRect, name: QSize, said: QSize, act: QSize) -> Places:
    words = name.height() + said.height()
    top = _top(rect, max(words, act.height()))
    first = top + max(0, act.height() - words) // 2
    return _placed(rect, first, name, first + name.height(), said, top + max(0, words - act.height()) // 2, act)


def _beside_name(rect: QRect, name: QSize, said: QSize, act: QSize) -> Places:
    row = max(name.height(), act.height())
    top = _top(rect, row + said.height())
    first, middle = top + (row - name.height()) // 2, top + (row - act.height()) // 2
    return _placed(rect, first, name, top + row, said, middle, act)


def _beside_said(rect: QRect, name: QSize, said: QSize, act: QSize) -> Places:
    row = max(said.height(), act.height())
    top = _top(rect, name.height() + row)
    below = top + name.height()
    return _placed(rect, top, name, below + (row - said.height()) // 2, said, below + (row - act.height()) // 2, act)


def _between(rect: QRect, name: QSize, said: QSize, act: QSize) -> Places:
    top = _top(rect, name.height() + act.height() + said.height())
    below = top + name.height()
    return _placed(rect, top, name, below + act.height(), said, below, act)


def _top(rect: QRect, needed: int) -> int:
    return rect.y() + max(0, (rect.height() - needed) // 2)


def _placed(rect: QRect, first: int, name: QSize, second: int, said: QSize, third: int, act: QSize) -> Places:
    """The three from their tops, the words at the left and the act at the right."""
    right = rect.x() + rect.width() - act.width()
    left = rect.x()
    return QRect(QPoint(left, first), name), QRect(QPoint(left, second), said), QRect(QPoint(right, third), act)


def lowest(pieces: Places) -> int:
    """Where the last of them ends."""
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

    def _places(self, rect: QRect) -> Places:
        name, said, act = self._items
        least = said.minimumSize().width()
        return places(rect, name.sizeHint(), least, said.heightForWidth, act.sizeHint(), self.spacing())
