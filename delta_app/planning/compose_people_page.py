"""Who does how many in a proposal, each with a bar and the shifts behind it; and who moves."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from delta_app.core.i18n import _, join_names, ngettext
from delta_app.planning.compose_data import HostShare, Move, shift_words
from delta_app.widgets import icons, space, theme
from delta_app.widgets.avatar import SIDE, Avatar, initials, paint_disc
from delta_app.widgets.buttons import PressButton
from delta_app.widgets.cards import Card
from delta_app.widgets.text import ONE_LINE, plain_tip, words

LEAST_BAR = 70  # under which the bar goes to a line of its own
MOST_NAMED = 6


@dataclass(frozen=True)
class _Widths:
    """What the longest of all rows asks for, in pixels, so that columns line up."""

    name: int
    count: int
    why: int
    most: int  # shifts that a whole bar stands for


class _ShareRow(PressButton):
    """Somebody's number of shifts; pressed, it shows which they are."""

    def __init__(self, share: HostShare, widths: _Widths) -> None:
        super().__init__()
        self._share, self._widths = share, widths
        self.setProperty("kind", "bare")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(_spoken(share))
        plain_tip(self, _spoken(share))
        self._fit()

    def sizeHint(self) -> QSize:
        """As wide as there is room, a line or two high."""
        return QSize(theme.px(200), self._height())

    def minimumSizeHint(self) -> QSize:
        """Names are cut where there is no room."""
        return QSize(theme.px(120), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may take another line."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self._height())

    def _height(self) -> int:
        return theme.px(SIDE) + theme.gap(10) + (theme.px(20) if self._in_two_lines() else 0)

    def _room(self) -> int:
        """Pixels beside the disc and the chevron."""
        return self.width() - theme.px(SIDE) - theme.gap(10) - theme.px(14) - theme.gap(8) - theme.gap(8)

    def _columns(self) -> tuple[int, int, int]:
        """Widths of the name, the bar and the words, beside the count."""
        room, air = self._room(), theme.gap(10)
        name = min(self._widths.name, int(room * 0.3))
        why = min(self._widths.why, int(room * 0.34))
        return name, room - name - why - self._widths.count - 3 * air, why

    def _in_two_lines(self) -> bool:
        return self._columns()[1] < theme.px(LEAST_BAR)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Disc, name, bar, count and why; a chevron tells whether the shifts are shown below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shades, air = theme.colours(), theme.gap(10)
        if self.underMouse() or self.isChecked():
            painter.fillRect(self.rect(), theme.colour(shades.paper))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour(shades.line))
        line = QRect(theme.gap(4), 0, self.width() - theme.gap(8), theme.px(SIDE) + theme.gap(10))
        self._paint_disc(painter, line)
        self._paint_chevron(painter, line)
        left = line.left() + theme.px(SIDE) + air
        if self._in_two_lines():
            count = self._widths.count
            self._paint_text(painter, left, line, self._room() - count - air, self._share.name, strong=True)
            self._paint_count(painter, left + self._room() - count, line)
            below = QRect(left, line.bottom() - theme.px(3), self._room(), theme.px(20))
            bar = self._room() // 3
            self._paint_bar(painter, left, below, bar)
            self._paint_text(painter, left + bar + air, below, self._room() - bar - air, self._share.why)
        else:
            name, bar, why = self._columns()
            self._paint_text(painter, left, line, name, self._share.name, strong=True)
            self._paint_bar(painter, left + name + air, line, bar)
            self._paint_count(painter, left + name + bar + 2 * air, line)
            self._paint_text(painter, line.right() - theme.px(14) - theme.gap(4) - why, line, why, self._share.why)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour(shades.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.gap(6), theme.gap(6))

    def _paint_disc(self, painter: QPainter, line: QRect) -> None:
        side = theme.px(SIDE)
        disc = QRectF(line.left(), line.top() + (line.height() - side) / 2, side, side)
        paint_disc(painter, disc, initials(self._share.name))

    def _paint_chevron(self, painter: QPainter, line: QRect) -> None:
        side = theme.px(14)
        painter.save()
        painter.translate(line.right() - side / 2, line.center().y() + 1)
        painter.rotate(90 if self.isChecked() else 0)
        icons.paint(painter, "chevron-right", theme.colours().soft, QRectF(-side / 2, -side / 2, side, side))
        painter.restore()

    def _paint_text(
        self, painter: QPainter, left: int, line: QRect, width: int, text: str, *, strong: bool = False
    ) -> None:
        painter.setFont(_strong() if strong else _soft())
        painter.setPen(theme.colour(theme.colours().ink if strong else theme.colours().soft))
        mode = Qt.TextElideMode.ElideMiddle if strong else Qt.TextElideMode.ElideRight
        shown = painter.fontMetrics().elidedText(text, mode, width)
        painter.drawText(QRect(left, line.top(), width, line.height()), int(ONE_LINE), shown)

    def _paint_count(self, painter: QPainter, left: int, line: QRect) -> None:
        painter.setFont(theme.font(13))
        painter.setPen(theme.colour(theme.colours().ink))
        place = QRect(left, line.top(), self._widths.count, line.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), _count(self._share))

    def _paint_bar(self, painter: QPainter, left: int, line: QRect, width: int) -> None:
        """Given, on a ground as long as the largest number of all; another colour where it is more than wished."""
        shades, height = theme.colours(), theme.px(8)
        bar = QRectF(left, line.top() + (line.height() - height) / 2, width, height)
        outline = shades is theme.CONTRAST
        painter.setPen(QPen(theme.colour(shades.control_line), 1) if outline else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(shades.plain_ground))
        painter.drawRoundedRect(bar, height / 2, height / 2)
        if not self._share.given:
            return
        over = self._share.given > self._share.target
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(shades.attention_mark if over else shades.accent))
        bar.setWidth(max(float(height), width * self._share.given / self._widths.most))
        painter.drawRoundedRect(bar, height / 2, height / 2)


class SharesCard(Card):
    """Everybody by name; whose shifts are shown is kept from one proposal to the next."""

    def __init__(self, shares: Sequence[HostShare], opened: set[int]) -> None:
        super().__init__(_("Qui fait combien"))
        self._opened = opened
        self._below: dict[int, QWidget] = {}
        self.column.setSpacing(0)
        wished = _("attribuées / souhaitées ; pressez un nom pour voir ses permanences")
        self.column.addWidget(words(wished, "soft", wrap=True))
        self.column.addSpacing(theme.gap(6))
        widths = _widths_of(shares)
        for share in shares:
            self._add(share, widths)

    def _add(self, share: HostShare, widths: _Widths) -> None:
        row = _ShareRow(share, widths)
        self.column.addWidget(row)
        if share.host_id in self._opened:
            row.setChecked(True)
            self._show(row, share)
        row.toggled.connect(lambda shown: self._on_toggled(row, share, shown=shown))

    def _on_toggled(self, row: _ShareRow, share: HostShare, *, shown: bool) -> None:
        if shown:
            self._opened.add(share.host_id)
            self._show(row, share)
        else:
            self._opened.discard(share.host_id)
            below = self._below.pop(share.host_id)
            self.column.removeWidget(below)
            below.hide()
            below.deleteLater()
            row.setAccessibleDescription("")

    def _show(self, row: _ShareRow, share: HostShare) -> None:
        text = "\n".join(map(shift_words, share.shifts)) or _("Aucune permanence ce mois-ci.")
        label = words(text, "soft", wrap=True)
        label.setContentsMargins(theme.px(SIDE) + theme.gap(14), theme.gap(6), theme.gap(8), theme.gap(8))
        self.column.insertWidget(self.column.indexOf(row) + 1, label)
        self._below[share.host_id] = label
        row.setAccessibleDescription(text)


class MovesCard(Card):
    """Who loses or gains a shift against the month as it stands, with the dates."""

    def __init__(self, moves: Sequence[Move], unchanged: int) -> None:
        super().__init__(_("Qui bouge par rapport au planning actuel"))
        stay = ngettext("{n} place ne change pas.", "{n} places ne changent pas.", unchanged).format(n=unchanged)
        self.column.addWidget(words(stay, "soft", wrap=True))
        for move in moves:
            self.column.addWidget(_move_row(move))


def moves_words(moves: Sequence[Move]) -> str:
    """``2 personnes bougent : Ana C. et Luc D.``; only how many when they are too many to name at a glance."""
    if not moves:
        return _("Personne ne bouge")
    count = ngettext("{n} personne bouge", "{n} personnes bougent", len(moves)).format(n=len(moves))
    if len(moves) > MOST_NAMED:
        return count
    return _("{count} : {names}").format(count=count, names=join_names([move.name for move in moves]))


def _move_row(move: Move) -> QWidget:
    row = QFrame()
    row.setProperty("role", "person")
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(words(move.name, "strong", wrap=True))
    told = []
    if move.lost:
        told.append(_("ne vient plus {times}").format(times=join_names(list(move.lost))))
    if move.gained:
        told.append(_("vient {times}").format(times=join_names(list(move.gained))))
    for sentence in told:
        column.addWidget(words(sentence, "soft", wrap=True))
    row.setAccessibleName(f"{move.name}, {', '.join(told)}")
    across = QHBoxLayout(row)
    space.around(across, 0, 3, 0, 3)
    space.between(across, 10)
    across.addWidget(Avatar(initials(move.name)), 0, Qt.AlignmentFlag.AlignTop)
    across.addLayout(column, 1)
    return row


def _widths_of(shares: Sequence[HostShare]) -> _Widths:
    names, counts, whys = QFontMetrics(_strong()), QFontMetrics(theme.font(13)), QFontMetrics(_soft())
    return _Widths(
        name=max((names.horizontalAdvance(share.name) for share in shares), default=0) + 2,
        count=max((counts.horizontalAdvance(_count(share)) for share in shares), default=0) + 2,
        why=max((whys.horizontalAdvance(share.why) for share in shares), default=0) + 2,
        most=max([1, *(max(share.given, share.target) for share in shares)]),
    )


def _strong() -> QFont:
    return theme.font(13, QFont.Weight.DemiBold)


def _soft() -> QFont:
    return theme.font(12)


def _count(share: HostShare) -> str:
    return _("{given} / {target}").format(given=share.given, target=share.target)


def _spoken(share: HostShare) -> str:
    """What a row is called: the numbers in words, and why."""
    sentence = ngettext(
        "{name} : {given} permanence, {target} souhaitées",
        "{name} : {given} permanences, {target} souhaitées",
        share.given,
    ).format(name=share.name, given=share.given, target=share.target)
    return f"{sentence}, {share.why}" if share.why else sentence
