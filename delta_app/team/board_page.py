"""The board of newcomers: a column for each step somebody is at, a card for each person, the next step by one press.

Before it stands the coordinator who wonders: who is waiting for me, and for what?
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from delta_app.core.i18n import _, join_names, short_date
from delta_app.team import spoken
from delta_app.team.path_acts_page import PathActs
from delta_app.team.path_data import SHADOWS, NewcomerView, Step, newcomer_views, path_steps, step_short, step_title
from delta_app.team.views_page import TeamView
from delta_app.widgets import space, theme
from delta_app.widgets.avatar import Avatar, initials
from delta_app.widgets.buttons import Button, PressButton
from delta_app.widgets.cards import FirstStep
from delta_app.widgets.chips import Chip
from delta_app.widgets.dialog import scrolled
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.item_rows import empty_layout
from delta_app.widgets.page import Desk
from delta_app.widgets.tab_order import read_in_order
from delta_app.widgets.text import ElidedLabel, plain_tip, words

LEAST, MOST = (
    138,
    250,
)  # width of a card at 100 % text; where columns of the least have no room, steps are rows of cards
BETWEEN = 10
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class NameButton(PressButton):
    """A name that leads to the person."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "header")  # no frame within that of the card
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.setAccessibleDescription(_("Voir sa fiche"))
        self._row = QHBoxLayout(self)
        space.around(self._row, 6, 3, 6, 3)
        space.between(self._row, 7)
        for piece in (Avatar(initials(name)), ElidedLabel(name, "strong")):
            piece.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._row.addWidget(piece)

    def sizeHint(self) -> QSize:
        """As high as its line."""
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """The same, and narrow enough for any column."""
        return QSize(theme.px(70), self._row.sizeHint().height())


class NewcomerCard(QFrame):
    """One person: since when, with whom, the next shadow shift, and what is done next."""

    def __init__(self, newcomer: NewcomerView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "seat")
        self.newcomer = newcomer
        self.setAccessibleName(newcomer.host.name)
        self.name = NameButton(newcomer.host.name)
        self.go: Button | None = None
        column = QVBoxLayout(self)
        space.around(column, 5, 5, 5, 7)
        space.between(column, 3)
        column.addWidget(self.name)
        told = QVBoxLayout()
        space.around(told, 7, 0, 4, 2)
        told.setSpacing(0)
        for line in _told(newcomer):
            told.addWidget(ElidedLabel(line, "soft"))
        column.addLayout(told)
        current = newcomer.path.current
        if current is None or current.step.key != SHADOWS:
            ready = current is None
            self.go = Button(_("Accueillant·e…") if ready else _("Fait aujourd’hui"), "check")
            self.go.setAccessibleName(
                _("{name} devient accueillant·e…").format(name=newcomer.host.name)
                if current is None
                else _("{name}, {step} : fait aujourd’hui").format(
                    name=newcomer.host.name, step=step_title(current.step)
                )
            )
            column.addWidget(self.go)

    @property
    def stops(self) -> list[QWidget]:
        """Where the keyboard goes in it."""
        return [self.name, *([self.go] if self.go is not None else [])]


def _told(newcomer: NewcomerView) -> list[str]:
    lines = [_("depuis le {day}").format(day=spoken.day_of(newcomer.path.last_done or newcomer.since))]
    current = newcomer.path.current
    if newcomer.host.state == "paused":
        lines.append(_("en pause"))
    if current is not None and current.step.key == SHADOWS:
        lines.append(spoken.step_words(current))
    if newcomer.coming:
        lines.append(_("prochaine doublure {day}").format(day=short_date(newcomer.coming[0].day)))
    if newcomer.mentor is not None:
        lines.append(spoken.mentor_words(newcomer)[0])
    return lines


class BoardView(TeamView, theme.Themed):
    """Columns of cards; arrows go from card to card."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._acts = PathActs(desk, self)
        self._cards: list[list[NewcomerCard]] = []  # by column
        self._boxes: list[QWidget] = []
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        space.around(self._column, 20, 0, 20, 14)
        space.between(self._column, 10)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        space.between(self._across, BETWEEN)
        self._quiet = words("", "soft", wrap=True)
        self._column.addLayout(self._across)
        self._column.addWidget(self._quiet)
        self._column.addStretch(1)
        self._nobody = FirstStep(
            "team",
            _("Personne n’est en parcours"),
            _(
                "Une personne qui commence s’ajoute avec « Accueillir quelqu’un », expérience « en formation ». Ses "
                "étapes apparaissent ici."
            ),
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area = scrolled(self._body)
        outer.addWidget(self._area)
        outer.addWidget(self._nobody)

    def refresh(self) -> None:
        """Show who is at which step."""
        with self.desk.attempt():
            with self.desk.store.read() as session:
                views, steps = newcomer_views(session), path_steps(session)
            held = self._held()
            self._show(list(views.values()), steps)
            self._give_back(held)
            read_in_order(self)

    def take_keyboard(self) -> None:
        """The first card."""
        if self._cards:
            self._cards[0][0].stops[-1].setFocus()

    def help_lines(self) -> Sequence[tuple[str, str]]:
        """How one works with it."""
        return (
            (_("Noter qu’une étape est faite"), _("« Fait aujourd’hui » ; un autre jour : dans la fiche")),
            (_("Aller d’une carte à l’autre"), _("les flèches ; Entrée sur un nom ouvre la fiche")),
        )

    def _show(self, newcomers: Sequence[NewcomerView], steps: Sequence[Step]) -> None:
        empty_layout(self._across)
        self._cards, self._boxes = [], []
        quiet = []
        titles = [(f"step:{step.key}", step_short(step), step_title(step)) for step in steps]
        for key, short, title in (*titles, ("ready", _("Prêt·e"), "")):
            there = sorted(
                (one for one in newcomers if one.key == key), key=lambda one: one.path.last_done or one.since
            )
            if there:
                self._add_column(short, title, there)
            elif title:
                quiet.append(title)
        self._across.addStretch(1)
        self._area.setVisible(bool(newcomers))
        self._nobody.setVisible(not newcomers)
        self._quiet.setText(_("Personne à ces étapes : {steps}.").format(steps=join_names(quiet)) if quiet else "")
        self._quiet.setVisible(bool(quiet))
        self.on_theme()

    def _add_column(self, short: str, title: str, there: Sequence[NewcomerView]) -> None:
        box = QWidget()
        box.setAccessibleName(title or short)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        space.between(column, 8)
        head = QHBoxLayout()
        space.between(head, 7)
        name = words(short, "strong")
        plain_tip(name, title)
        head.addWidget(name)
        head.addWidget(Chip(str(len(there)), "", spoken.step_place(there[0])[2]))  # type: ignore[arg-type]
        head.addStretch(1)
        column.addLayout(head)
        flow = FlowLayout(spacing=8)
        column.addLayout(flow)
        cards = [self._card(one) for one in there]
        for card in cards:
            flow.addWidget(card)
        column.addStretch(1)
        self._cards.append(cards)
        self._boxes.append(box)
        self._across.addWidget(box)

    def _card(self, newcomer: NewcomerView) -> NewcomerCard:
        card = NewcomerCard(newcomer)
        card.name.clicked.connect(lambda: self.person_asked.emit(newcomer.host.id))
        if card.go is not None:
            card.go.clicked.connect(lambda: self.on_go(newcomer))
        for stop in card.stops:
            stop.installEventFilter(self)
        return card

    def on_go(self, newcomer: NewcomerView) -> None:
        """The next step is done today, or the path is at its end."""
        current = newcomer.path.current
        if current is None:
            self._acts.conclude(newcomer)
        else:
            self._acts.done_today(newcomer, current.step.key)

    def _all(self) -> list[NewcomerCard]:
        return [card for column in self._cards for card in column]

    def _held(self) -> tuple[int, bool] | None:
        """Whose card has the keyboard, and whether on what is done next."""
        focused = self.window().focusWidget()
        for card in self._all():
            if focused in card.stops:
                return card.newcomer.host.id, focused is card.go
        return None

    def _give_back(self, held: tuple[int, bool] | None) -> None:
        if held is None:
            return
        cards = self._all()
        card = next((card for card in cards if card.newcomer.host.id == held[0]), cards[0] if cards else None)
        if card is not None:
            card.stops[-1 if held[1] else 0].setFocus()
            self._area.ensureWidgetVisible(card)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Arrows go to the neighbour, on the same kind of button where it has one."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        step = _ARROWS.get(Qt.Key(event.key()))
        if step is None:
            return False
        for x, column in enumerate(self._cards):
            for y, card in enumerate(column):
                if watched in card.stops:
                    self._go_to(x + step[0], y + step[1], on_act=watched is card.go)
                    return True
        return False

    def _go_to(self, x: int, y: int, *, on_act: bool) -> None:
        if 0 <= x < len(self._cards) and y >= 0:
            column = self._cards[x]
            card = column[min(y, len(column) - 1)]
            card.stops[-1 if on_act else 0].setFocus()
            self._area.ensureWidgetVisible(card)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One below the other where there is no room side by side."""
        super().resizeEvent(event)
        self.on_theme()

    def on_theme(self) -> None:
        """Share out the room, in another text size too."""
        room = self.width() - theme.gap(40) - theme.gap(14)  # a bar may come at its side
        share = room // max(1, len(self._boxes)) - theme.gap(BETWEEN)
        beside = share >= theme.px(LEAST)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if way != self._across.direction():
            self._across.setDirection(way)
        width = min(theme.px(MOST), share if beside else room)
        for box, cards in zip(self._boxes, self._cards, strict=True):
            box.setMaximumWidth(width if beside else 16_777_215)
            for card in cards:
                card.setFixedWidth(max(1, width))
