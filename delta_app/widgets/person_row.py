"""Somebody in a list: a disc with initials, the name, what is said of them, and what can be done."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from delta_app.widgets import avatar, theme
from delta_app.widgets.beside import Places, lowest, places, width_beside
from delta_app.widgets.text import ONE_LINE, plain_tip, set_whole

_WRAPPED = int(
    Qt.TextFlag.TextDontClip | Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
)
_TALLEST = 10_000
_NOTHING = QSize(0, 0)


class PersonRow(QLabel, theme.Themed):
    """Drawn as one piece, with one button in it at most: a list may have sixty, which come on screen at once and take
    another text size at once."""

    def __init__(self, name: str, caption: str, act: QWidget | None = None, *, pale: bool = False, icon: str = "",
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self._icon = icon
        self._act: QWidget | None = None
        self._heights: dict[int, int] = {}  # of the whole row, by its width
        self._captions: dict[int, QSize] = {}  # by the width they have
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.tell(name, caption, act, pale=pale)

    def tell(self, name: str, caption: str, act: QWidget | None = None, *, pale: bool = False) -> None:
        """Say something else of them, with another thing to do; that of before is put away."""
        self._name, self._caption, self._pale = name, set_whole(caption), pale
        self.setText(f"{name}, {caption}")
        self.setAccessibleName(self.text())
        plain_tip(self, name)
        if self._act is not None and self._act is not act:
            self._act.hide()
        self._act = act
        if act is not None:
            if act.parentWidget() is not self:
                act.setParent(self)
            act.ensurePolished()  # it has its size by then
            act.show()
        self.on_theme()

    def on_theme(self) -> None:
        """Measure the words and the act, in the text size in use."""
        self._name_font = theme.font(12) if self._pale else theme.font(13, QFont.Weight.DemiBold)
        self._caption_font = theme.font(12)
        self._name_metrics, self._caption_metrics = QFontMetrics(self._name_font), QFontMetrics(self._caption_font)
        self._name_size = QSize(self._name_metrics.horizontalAdvance(self._name), self._name_metrics.height())
        self._captions.clear()
        self._longest_word = self._size_of_caption(0).width()
        self._act_size = _NOTHING if self._act is None else self._act.sizeHint()
        self._heights.clear()
        self.updateGeometry()
        self._place_act()
        self.update()

    def sizeHint(self) -> QSize:
        """All of the name beside the act; as high as the disc asks for, for the rest depends on the width."""
        width = self._around() + self._name_size.width() + width_beside(self._act_size, theme.gap(4))
        return QSize(width, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """One under the other, the name cut."""
        cut = 3 * self._name_metrics.averageCharWidth()
        width = self._around() + max(cut, self._longest_word, self._act_size.width())
        return QSize(width, theme.px(avatar.SIDE) + 2 * theme.gap(6))

    def hasHeightForWidth(self) -> bool:
        """Narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As many lines as it takes."""
        height = self._heights.get(width)
        if height is None:
            told = lowest(self._places(QRect(0, 0, width - self._around(), 0)))
            height = self._heights[width] = max(told, theme.px(avatar.SIDE)) + 2 * theme.gap(6)
        return height

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place what can be done."""
        super().resizeEvent(event)
        self._place_act()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The disc, the name cut in the middle where it has no room, and the rest in full."""
        shades, painter = theme.colours(), QPainter(self)
        side = theme.px(avatar.SIDE)
        disc = QRectF(theme.gap(2), (self.height() - side) // 2, side, side)
        letters = "" if self._icon else avatar.initials(self._name)
        avatar.paint_disc(painter, disc, letters, icon=self._icon, tone="plain" if self._pale else None)
        first, second, _act = self._places(self._inner())
        painter.setFont(self._name_font)
        painter.setPen(theme.colour(shades.soft if self._pale else shades.ink))
        shown = self._name_metrics.elidedText(self._name, Qt.TextElideMode.ElideMiddle, first.width())
        painter.drawText(first, int(ONE_LINE), shown)
        painter.setFont(self._caption_font)
        painter.setPen(theme.colour(shades.soft))
        painter.drawText(second, _WRAPPED, self._caption)

    def _place_act(self) -> None:
        if self._act is not None:
            self._act.setGeometry(self._places(self._inner())[2])

    def _inner(self) -> QRect:
        """What the words and the act have between them."""
        left = self._around() - theme.gap(2)
        return self.rect().adjusted(left, theme.gap(6), -theme.gap(2), -theme.gap(6))

    def _around(self) -> int:
        """The width that the disc and the margins take."""
        return 2 * theme.gap(2) + theme.px(avatar.SIDE) + theme.gap(9)

    def _places(self, rect: QRect) -> Places:
        def height_for(width: int) -> int:
            return self._size_of_caption(width).height()

        return places(rect, self._name_size, self._longest_word, height_for, self._act_size, theme.gap(4))

    def _size_of_caption(self, width: int) -> QSize:
        """What all that is said needs in a width."""
        if not self._caption:
            return _NOTHING
        if width not in self._captions:
            room = QRect(0, 0, width, _TALLEST)
            self._captions[width] = self._caption_metrics.boundingRect(room, _WRAPPED, self._caption).size()
        return self._captions[width]
