"""A newcomer's path in their card: each step with its day and with whom, what comes next, and who stands by them.

Before it stands the coordinator who has just met the person, or had them sign: one press notes it, and says what lacks.
"""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from delta_app.core.i18n import _
from delta_app.team import spoken
from delta_app.team.path_data import SHADOWS, NewcomerView, StepNow
from delta_app.widgets import space, theme
from delta_app.widgets.avatar import Avatar
from delta_app.widgets.buttons import Button, PressButton
from delta_app.widgets.item_rows import empty_layout
from delta_app.widgets.rows import TitledPart
from delta_app.widgets.text import ElidedLabel, plain_tip, words
from delta_app.widgets.theme import Tone

CONCLUDE = "conclude"  # the key of the last row, as the keyboard is given back to it


class StepRow(PressButton):
    """A step: whether it is done, its name, when; pressed, it is changed."""

    def __init__(self, title: str, when: str, caption: str, *, icon: str, tone: Tone | None, strong: bool,
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self.setProperty("kind", "header")  # no frame: a list of them
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(", ".join(filter(None, (title, when, caption))))
        self.setAccessibleDescription(_("Noter quand, avec qui, ou l’enlever"))
        plain_tip(self, "\n".join(filter(None, (title, caption))))
        self._row = QHBoxLayout(self)
        space.around(self._row, 6, 4, 8, 4)
        space.between(self._row, 8)
        name = ElidedLabel(title, "strong" if strong else ("" if icon == "check" else "soft"))
        pieces: list[QWidget] = [Avatar(icon=icon, tone=tone, side=20), name, words(when, "soft")]
        for place, piece in enumerate(pieces):
            piece.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._row.addWidget(piece, 1 if place == 1 else 0)

    def sizeHint(self) -> QSize:
        """As high as its line."""
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """The same, and narrow enough for any side."""
        return QSize(theme.px(80), self._row.sizeHint().height())


class PathPart(TitledPart):
    """The path of whoever is shown; what is asked for is told as signals, the page does it."""

    done_asked = Signal(str)  # a step was done today
    step_asked = Signal(str)  # another day or person for a step, or not done after all
    conclude_asked = Signal()
    mentor_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Devenir accueillant·e"), parent=parent)
        self.column.setSpacing(0)
        self._rows = QWidget()
        self._lines = QVBoxLayout(self._rows)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self._by_key: dict[str, QWidget] = {}
        self._hold = ""
        self.add(self._rows)

    def show_path(self, newcomer: NewcomerView | None, *, shown: bool) -> None:
        """Show somebody's path; nothing for whoever has none, or where nobody may know."""
        focused = self.window().focusWidget()
        held = next((key for key, row in self._by_key.items() if row is focused), self._hold)
        self._hold = ""
        empty_layout(self._lines)
        self._by_key = {}
        self.setVisible(shown and newcomer is not None)
        if newcomer is None or not shown:
            return
        current = newcomer.path.current if newcomer.learning else None
        for one in newcomer.path.steps:
            self._add_step(one, newcomer, current=one is current)
        self._add_end(newcomer)
        if newcomer.learning or newcomer.mentor is not None:
            self._add_mentor(newcomer)
        if held:
            self._give_back(held, newcomer)

    def hold(self, key: str) -> None:
        """Where the keyboard is once all is shown anew."""
        self._hold = key

    def _add(self, key: str, row: QWidget) -> None:
        self._by_key[key] = row
        self._lines.addWidget(row)

    def _add_step(self, one: StepNow, newcomer: NewcomerView, *, current: bool) -> None:
        done = one.done_on is not None
        row = StepRow(
            spoken.step_words(one), spoken.step_when(one, newcomer), spoken.step_with(one, newcomer),
            icon="check" if done else ("chevron-right" if current else "minus"),
            tone="good" if done else (None if current else "plain"), strong=current,
        )  # fmt: skip
        key = one.step.key
        row.clicked.connect(lambda: self.step_asked.emit(key))
        self._add(key, row)
        hint = spoken.shadows_hint(newcomer) if key == SHADOWS else ""
        if current and key != SHADOWS:
            today = Button(_("Fait aujourd’hui"), "check")
            today.setAccessibleName(_("{step} : fait aujourd’hui").format(step=spoken.step_words(one)))
            today.clicked.connect(lambda: self.done_asked.emit(key))
            self._indented(f"{key} today", today)
        elif current and hint:
            self._indented("", words(hint, "soft", wrap=True))

    def _indented(self, key: str, piece: QWidget) -> None:
        box = QWidget()
        across = QHBoxLayout(box)
        space.around(across, 34, 0, 8, 5)
        across.addWidget(piece, 0 if key else 1)
        if key:
            across.addStretch(1)
            self._by_key[key] = piece
        self._lines.addWidget(box)

    def _add_end(self, newcomer: NewcomerView) -> None:
        path = newcomer.path
        if not newcomer.learning:
            if path.active_on is not None:
                when = _("Actif·ve depuis le {day}").format(day=spoken.day_of(path.active_on))
                self._lines.addWidget(_said(when))
            return
        ready = path.current is None
        row = StepRow(
            _("Accueillant·e actif·ve"), "", _("tout est fait") if ready else "", icon="star",
            tone="good" if ready else "plain", strong=ready,
        )  # fmt: skip
        row.setAccessibleDescription(_("Terminer le parcours"))
        row.clicked.connect(self.conclude_asked)
        self._add(CONCLUDE, row)
        if ready:
            go = Button(_("Devient accueillant·e aujourd’hui"), "check", kind="main")
            go.setAutoDefault(False)
            go.clicked.connect(self.conclude_asked)
            self._indented("conclude today", go)

    def _add_mentor(self, newcomer: NewcomerView) -> None:
        title, caption = spoken.mentor_words(newcomer)
        row = StepRow(title, caption, "", icon="person", tone="plain", strong=False)
        row.setAccessibleDescription(_("Choisir qui accompagne"))
        row.clicked.connect(self.mentor_asked)
        self._add("mentor", row)

    def _give_back(self, held: str, newcomer: NewcomerView) -> None:
        """The keyboard, to what it had; to what comes next where that has gone."""
        current = newcomer.path.current
        following = [f"{current.step.key} today", current.step.key] if current is not None else ["conclude today"]
        for key in (held, *following, CONCLUDE):
            if key in self._by_key:
                self._by_key[key].setFocus()
                return


def _said(text: str) -> QWidget:
    label = words(text, "soft", wrap=True)
    label.setContentsMargins(theme.gap(8), theme.gap(2), 0, theme.gap(4))
    return label
