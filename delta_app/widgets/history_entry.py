"""One act of the history: when it was done, what it was, by whom, and what can be done about it."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.i18n import _, capitalised, day_month, format_time, long_date, pgettext
from delta_app.core.journal import Record
from delta_app.widgets import space, theme
from delta_app.widgets.buttons import Button, IconButton
from delta_app.widgets.chips import Chip
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.text import words

STEPS: dict[int, int] = {
    Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_Home: -1_000_000, Qt.Key.Key_End: 1_000_000,
}  # fmt: skip


def day_of(record: Record) -> date:
    return record.at.astimezone(clock.BRUSSELS).date()


def time_words(record: Record) -> str:
    local = record.at.astimezone(clock.BRUSSELS)
    return format_time(local.hour * 60 + local.minute)


def day_words(day: date) -> str:
    """``Aujourd’hui``, ``Hier``, ``Mardi 1er décembre``, the year where it is another."""
    today = clock.today()
    if day == today:
        return _("Aujourd’hui")
    if day == today - timedelta(days=1):
        return _("Hier")
    return capitalised(day_month(day) if day.year == today.year else long_date(day))


def _state(record: Record) -> tuple[str, str, theme.Tone]:
    """What it was, in words, with its icon and tone."""
    if record.kind == "undo":
        return _("a annulé"), "undo", "attention"
    if record.kind == "redo":
        return _("a rétabli"), "redo", "info"
    if record.undone:
        return _("annulé depuis"), "close", "plain"
    return _("fait"), "check", "good"


def _why_not(record: Record) -> str:
    """Why a standing act has no button to take it back; empty when it has, or when there is nothing to say."""
    if record.kind != "act" or record.undone or record.kept:
        return ""
    if record.old:
        return _("fait il y a trop longtemps : ne s’annule plus")
    return _("cet acte ne s’annule pas")


class Entry(QFrame):
    """One act: its time, what it was, by whom, and what can be done about it."""

    undo_asked = Signal()
    return_asked = Signal()
    details_asked = Signal()
    step_asked = Signal(int)
    entered = Signal()

    def __init__(self, record: Record, *, may_undo: bool, may_return: bool, may_look: bool = False,
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self.record = record
        state, icon, tone = _state(record)
        why_not = _why_not(record)
        self.setProperty("role", "entry")
        when = _("{time}, {who}").format(time=time_words(record), who=record.actor)
        self.setAccessibleName(", ".join(filter(None, (record.label, state, day_words(day_of(record)), when, why_not))))
        self._error = words(role="error", wrap=True)
        self._error.hide()
        self._details = words(role="soft", wrap=True)
        self._details.hide()
        self.buttons: list[Button | IconButton] = []
        if may_undo and record.kind == "act" and record.kept and not record.undone:
            undo = Button(pgettext("undo", "Annuler"), "undo")
            undo.setAccessibleName(_("Annuler : {label}").format(label=record.label))
            undo.clicked.connect(self.undo_asked)
            self.buttons.append(undo)
        if may_look and record.kept:
            look = IconButton("view", _("Voir ce qui a changé : {label}").format(label=record.label))
            look.clicked.connect(self.details_asked)
            self.buttons.append(look)
        self._back = IconButton("history", _("Revenir à cet instant, juste après : {label}").format(label=record.label))
        self._back.clicked.connect(self.return_asked)
        if may_return:
            self.buttons.append(self._back)
        for button in self.buttons:
            button.installEventFilter(self)
        self._lay_out(Chip(state, icon, tone), why_not)
        self.be_current(False)

    def _lay_out(self, state: Chip, why_not: str) -> None:
        row = QHBoxLayout(self)
        space.around(row, 8, 5, 6, 5)
        space.between(row, 10)
        time = words(time_words(self.record), "soft")
        time.setFixedWidth(time.fontMetrics().horizontalAdvance("00:00h") + theme.px(6))
        row.addWidget(time, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        space.between(column, 3)
        label = words(self.record.label, "strong" if self.record.kind == "act" and not self.record.undone else "",
                      wrap=True)  # fmt: skip
        column.addWidget(label)
        below = FlowLayout(spacing=7)
        below.addWidget(state)
        below.addWidget(words(self.record.actor, "soft"))
        column.addLayout(below)
        if why_not:
            column.addWidget(words(why_not, "soft", wrap=True))
        column.addWidget(self._details)
        column.addWidget(self._error)
        row.addLayout(column, 1)
        for button in self.buttons:
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        if self._back not in self.buttons:
            room = self._back.sizePolicy()
            room.setRetainSizeWhenHidden(bool(self.buttons))  # so that the buttons of all entries stand in line
            self._back.setSizePolicy(room)
            row.addWidget(self._back)
            self._back.hide()

    def be_current(self, current: bool) -> None:
        """Tab comes to the current entry and its buttons only; the arrows go to the others."""
        policy = Qt.FocusPolicy
        self.setFocusPolicy(policy.StrongFocus if current else policy.ClickFocus)
        for button in self.buttons:
            button.setFocusPolicy(policy.StrongFocus if current else policy.ClickFocus)

    @property
    def tells_details(self) -> bool:
        """Whether what changed is shown."""
        return not self._details.isHidden()

    def show_details(self, lines: Sequence[str]) -> None:
        """Show what changed, or hide it again where there is no line."""
        self._details.setText("\n".join(lines))
        self._details.setVisible(bool(lines))
        self.setAccessibleDescription(". ".join(lines))

    def explain(self, sentence: str) -> None:
        """Say here why it was not done."""
        self._error.setText(sentence)
        self._error.show()
        self.setAccessibleDescription(sentence)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """This is the entry one is at."""
        super().focusInEvent(event)
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go from entry to entry."""
        if event.key() in STEPS:
            self.step_asked.emit(STEPS[event.key()])
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the buttons too, where Qt would go to the next button."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in STEPS:
            self.step_asked.emit(STEPS[event.key()])
            return True
        return super().eventFilter(watched, event)
