"""The list of the team: sorted, filtered and searched in memory, one row a person."""

import html
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from delta_app.core.i18n import _
from delta_app.core.text import fold
from delta_app.team import spoken
from delta_app.team.path_data import step_short
from delta_app.team.queries import TeamRow
from delta_app.widgets import icons, theme
from delta_app.widgets.avatar import SIDE, initials, paint_disc
from delta_app.widgets.filter_chips import Count
from delta_app.widgets.sort_header import SortHeader

NAME, ORIGIN, LANGUAGES, STANDING, SHIFTS, COMING = range(6)
COLUMNS = range(6)
ORDER = {"experienced": 0, "novice": 1, "ready": 2, "trainee": 4, "paused": 5, "left": 6}
ROW_HEIGHT = 43
LEAST_NAME = 185
# What goes first where there is no room for all: it is in the detail as well.
DISPENSABLE = (LANGUAGES, ORIGIN, SHIFTS, COMING)
Index = QModelIndex | QPersistentModelIndex


def column_titles(month: str) -> list[str]:
    """The headings, the month's by its name."""
    return [_("Nom"), _("Vient de"), _("Langues"), _("Parcours"), month, _("Prochaine permanence")]


def counts(rows: Sequence[TeamRow]) -> list[Count]:
    """The counters above the list: the steps of the path that somebody is at, then the others; nobody of a kind, no
    counter, but for the active ones."""
    here = [row for row in rows if row.host.state == "active"]
    active = [row for row in here if row.host.level != "trainee"]
    captions = (
        *_steps(here),
        ("trainee", _("en formation"), _standing(rows, "trainee")),
        ("active", _("actifs"), len(active)),
        ("novice", _("débutent"), _standing(rows, "novice")),
        ("free", _("sans permanence ce mois"), sum(not row.shifts for row in active)),
        ("paused", _("en pause"), _standing(rows, "paused")),
        ("left", _("parti·es"), _standing(rows, "left")),
    )
    return [Count(key, figure, caption) for key, caption, figure in captions if figure or key == "active"]


def _steps(here: Sequence[TeamRow]) -> list[tuple[str, str, int]]:
    """Key, words and figure of each step somebody is at, in the order of the path, and of those who are ready."""
    newcomers = [row.newcomer for row in here if row.newcomer is not None]
    if not newcomers:
        return []
    numbers = Counter(newcomer.key for newcomer in newcomers)
    steps = []
    for one in newcomers[0].path.steps:
        key = f"step:{one.step.key}"
        steps.append((key, spoken.uncapitalised(step_short(one.step)), numbers[key]))
    return [*steps, ("ready", _("prêt·es"), numbers["ready"])]


def _standing(rows: Sequence[TeamRow], key: str) -> int:
    return sum(spoken.place_key(row) == key for row in rows)


def _shown_by(key: str, row: TeamRow) -> bool:
    """Whether a counter that is pressed shows somebody; whoever left is seen only when asked for."""
    host = row.host
    if key == "free":
        return host.state == "active" and host.level != "trainee" and not row.shifts
    if key == "active":
        return host.state == "active" and host.level != "trainee"
    return host.state != "left" if not key else spoken.place_key(row) == key


_KEYS: dict[int, Callable[[TeamRow], Any]] = {
    NAME: lambda row: fold(row.host.full_name),
    ORIGIN: lambda row: (fold(row.host.origin_words), fold(row.host.full_name)),
    LANGUAGES: lambda row: (row.host.languages, fold(row.host.full_name)),
    STANDING: lambda row: (
        ORDER.get(spoken.place_key(row), 3), len(row.newcomer.path.missing) if row.newcomer else 0,
        fold(row.host.full_name),
    ),
    SHIFTS: lambda row: row.shifts,
    COMING: lambda row: (
        (row.coming is None, row.coming.day.toordinal() if row.coming else 0,
         row.coming.start_minute if row.coming else 0)
    ),
}  # fmt: skip


class TeamModel(QAbstractTableModel):
    """The people of the list that are shown, in their order."""

    def __init__(self) -> None:
        super().__init__()
        self._all: list[tuple[TeamRow, str]] = []
        self._texts: dict[int, tuple[str, ...]] = {}  # by host: every column, said once for all that ask for it
        self.rows: list[TeamRow] = []
        self.filter, self.needle = "", ""
        self.column, self.descending = NAME, False
        self.month = ""

    def show_rows(self, rows: Sequence[TeamRow], month: str) -> None:
        """Show these people; ``month`` names the month whose shifts are counted."""
        self.month = month
        self._all = [(row, spoken.haystack(row)) for row in rows]
        self._texts = {row.host.id: _texts(row) for row in rows}
        self.arrange()

    def arrange(self) -> None:
        """Filter and sort anew."""
        self.beginResetModel()
        shown = [
            row for row, hay in self._all if _shown_by(self.filter, row) and spoken.found(self.needle, hay)
        ]  # fmt: skip
        self.rows = sorted(shown, key=_KEYS[self.column], reverse=self.descending)
        self.endResetModel()

    def place_of(self, host_id: int | None) -> int | None:
        """The row somebody is in; None when they are not shown."""
        return next((place for place, row in enumerate(self.rows) if row.host.id == host_id), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """How many are shown."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Six."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headings, for screen readers; on screen they are buttons."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return column_titles(self.month)[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell in words; the first one says the whole row to a screen reader."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<span>{html.escape(self.text(row, index.column()))}</span>"
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == NAME:
            return spoken.row_spoken(row, self.month)
        return None

    def text(self, row: TeamRow, column: int) -> str:
        """What a cell says."""
        return self._texts[row.host.id][column]


def _texts(row: TeamRow) -> tuple[str, ...]:
    """What the cells of a row say."""
    return (
        row.host.name, row.host.origin_words, spoken.languages(row.host), spoken.place(row)[0],
        str(row.shifts), spoken.coming(row.coming),
    )  # fmt: skip


class TeamDelegate(QStyledItemDelegate):
    """Paints a cell: a disc with initials and the name, a pill for the standing, plain words for the rest."""

    def __init__(self, people: TeamModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._people = people

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        shades, box = theme.colours(), QRect(option.rect)
        model = self._people
        row, column = model.rows[index.row()], index.column()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(box, theme.colour(shades.accent_soft if selected else shades.card))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, theme.colour(shades.line))
        inner = box.adjusted(theme.gap(8), 0, -theme.gap(8), 0)
        if column == NAME:
            self._paint_name(painter, inner, row, selected=selected)
        elif column == STANDING:
            _paint_pill(painter, inner, row)
        else:
            _paint_words(painter, inner, model.text(row, column), soft=row.host.state != "active")
        painter.restore()

    def _paint_name(self, painter: QPainter, box: QRect, row: TeamRow, *, selected: bool) -> None:
        side, here = theme.px(SIDE), row.host.state == "active"
        disc = QRectF(box.left(), box.center().y() - side / 2, side, side)
        paint_disc(painter, disc, initials(row.host.name), tone=None if here else "plain", on_accent=selected)
        place = box.adjusted(side + theme.gap(9), 0, 0, 0)
        _paint_words(painter, place, row.host.name, soft=not here, strong=True)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The table gives the height."""
        return QSize(theme.px(60), theme.px(ROW_HEIGHT))


def _paint_words(painter: QPainter, box: QRect, text: str, *, soft: bool = False, strong: bool = False) -> None:
    shades = theme.colours()
    painter.setFont(theme.font(13, QFont.Weight.DemiBold if strong else QFont.Weight.Normal))
    painter.setPen(theme.colour(shades.soft if soft else shades.ink))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, box.width() + 1)
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)


def _paint_pill(painter: QPainter, box: QRect, row: TeamRow) -> None:
    shades = theme.colours()
    text, icon, tone = spoken.place(row)
    ink = shades.text_of(tone)  # type: ignore[arg-type]
    painter.setFont(theme.font(12, QFont.Weight.DemiBold))
    sign, side, height = theme.px(13), theme.gap(8), theme.px(21)
    width = min(box.width(), 2 * side + sign + theme.gap(4) + painter.fontMetrics().horizontalAdvance(text))
    pill = QRectF(box.left(), box.center().y() - height / 2, width, height)
    painter.setPen(theme.colour(ink) if shades is theme.CONTRAST else Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(shades.ground_of(tone)))  # type: ignore[arg-type]
    painter.drawRoundedRect(pill, height / 2, height / 2)
    icons.paint(painter, icon, ink, QRectF(pill.left() + side, pill.center().y() - sign / 2, sign, sign))
    painter.setPen(theme.colour(ink))
    place = pill.adjusted(side + sign + theme.gap(4), 0, -side + 2, 0)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(place.width()) + 1)
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)


class TeamTable(QTableView, theme.Themed):
    """The list: arrows move, Enter goes to the person, N welcomes somebody; headings sort."""

    person_asked = Signal()
    newcomer_asked = Signal()
    person_shown = Signal(object)  # the id of whoever is chosen now, or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.people = TeamModel()
        self.setModel(self.people)
        self.header = SortHeader(column_titles(""), self)
        self.setHorizontalHeader(self.header)
        self.setItemDelegate(TeamDelegate(self.people, self))
        self.setObjectName("people")
        self.setAccessibleName(_("Les accueillant·es"))
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(False)
        self.header.sort_asked.connect(self.on_sort)
        self.header.left.connect(self.setFocus)
        self.selectionModel().currentRowChanged.connect(self.on_current)
        self.doubleClicked.connect(lambda _index: self.person_asked.emit())
        self._quiet = False
        self.on_theme()

    @property
    def host_id(self) -> int | None:
        """Whoever is chosen."""
        place = self.currentIndex().row()
        return self.people.rows[place].host.id if 0 <= place < len(self.people.rows) else None

    def show_rows(self, rows: Sequence[TeamRow], month: str, title: str) -> None:
        """Show these people; whoever was chosen stays so."""
        self.header.rename(SHIFTS, title)
        self._arranged(lambda: self.people.show_rows(rows, month))
        self._fit_columns()

    def filter(self, key: str) -> None:
        """Show one kind of people, or all."""
        self.people.filter = key
        self._arranged(self.people.arrange)

    def search(self, text: str) -> None:
        """Show whoever answers to these words."""
        self.people.needle = text
        self._arranged(self.people.arrange)

    def choose(self, host_id: int) -> bool:
        """Choose somebody; False when they are not in what is shown."""
        place = self.people.place_of(host_id)
        if place is not None:
            self._choose_place(place)
        return place is not None

    def on_sort(self, column: int) -> None:
        """Sort by a heading; once more, the other way round."""
        people = self.people
        people.descending = not people.descending if people.column == column else column == SHIFTS
        people.column = column
        self.header.show_order(column, descending=people.descending)
        self._arranged(people.arrange)

    def on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        """Somebody else is chosen."""
        if not self._quiet:
            self.person_shown.emit(self.host_id)

    def _arranged(self, arrange: Callable[[], None]) -> None:
        """Arrange the rows, and keep whoever was chosen, or the one who is now in their place."""
        chosen, place = self.host_id, self.currentIndex().row()
        self._quiet = True
        arrange()
        kept = self.people.place_of(chosen)
        rows = len(self.people.rows)
        if kept is None and rows:
            kept = max(0, min(place, rows - 1))
        if kept is not None:
            self._choose_place(kept)
        self._quiet = False
        self.person_shown.emit(self.host_id)

    def _choose_place(self, place: int) -> None:
        index = self.people.index(place, NAME)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the person, N welcomes somebody."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.person_asked.emit()
        elif plain and event.key() == Qt.Key.Key_N:
            self.newcomer_asked.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters do not jump about: Ctrl+F searches, without accents and by any word."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out the width."""
        super().resizeEvent(event)
        self._fit_columns()

    def on_theme(self) -> None:
        """Measure again in another text size."""
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW_HEIGHT))
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Every column as wide as its words, the name takes the rest; columns go where there is no room."""
        wanted = {column: self._wanted(column) for column in COLUMNS}
        room = self.viewport().width()
        for column in COLUMNS:
            self.setColumnHidden(column, False)
        # Names are cut before a column goes: whole, they stand in the detail and in the tooltip.
        wanted[NAME] = min(wanted[NAME], max(theme.px(LEAST_NAME), room - sum(wanted.values()) + wanted[NAME]))
        for column in DISPENSABLE:
            if sum(wanted.values()) > room:
                self.setColumnHidden(column, True)
                del wanted[column]
        left = room - sum(wanted.values())
        share = max(0, left) // (len(wanted) + 1)
        for column, width in wanted.items():
            self.setColumnWidth(column, width + share)
        if NAME in wanted:
            self.setColumnWidth(NAME, wanted[NAME] + left - share * (len(wanted) - 1))
        self.header.place()

    def _wanted(self, column: int) -> int:
        measure = QFontMetrics(theme.font(13, QFont.Weight.DemiBold))
        title = column_titles(self.header.title(SHIFTS))[column]
        texts = {self.people.text(row, column) for row in self.people.rows}
        most = theme.px(230 if column == NAME else 150)
        widest = min(max((measure.horizontalAdvance(text) for text in texts), default=0), most)
        extra = {NAME: theme.px(26) + theme.gap(9), STANDING: theme.px(13) + theme.gap(20)}.get(column, 0)
        heading = measure.horizontalAdvance(title) + theme.px(16)
        return max(widest + extra, heading) + theme.gap(18)

    def paintEvent(self, event: Any) -> None:
        """The rows, and a ring round the one that has the keyboard."""
        super().paintEvent(event)
        if self.hasFocus() and self.currentIndex().isValid():
            painter = QPainter(self.viewport())
            box = self.visualRect(self.currentIndex())
            painter.setPen(QPen(theme.colour(theme.colours().focus), 2))
            painter.drawRect(QRect(1, box.top() + 1, self.viewport().width() - 2, box.height() - 3))
