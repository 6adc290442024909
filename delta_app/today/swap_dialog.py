"""“I can't come”: a shift is offered in exchange, to whoever can come, or to some people; its host stays responsible
until somebody has said yes.

Before it stands a host in passing, who wants to be off again in half a minute, and is asked no reason.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from delta_app.core.i18n import _, capitalised, join_names, ngettext
from delta_app.today import spoken
from delta_app.today.queries import OwnSeat, SwapView
from delta_app.today.swap_ways_page import ENTERS, Way, WayCard
from delta_app.widgets import space, theme
from delta_app.widgets.buttons import Button
from delta_app.widgets.choice import Choice
from delta_app.widgets.dialog import Dialog, scrolled
from delta_app.widgets.tab_order import read_in_order
from delta_app.widgets.text import words

LISTED = 10  # shifts that the list shows without scrolling


@dataclass(frozen=True)
class Request:
    """What somebody asks: a swap for one of these seats, anybody, or one of these people."""

    way: Way
    ids: tuple[int, ...] = ()


class SwapDialog(Dialog):
    """Accepted: ``request`` is what is asked for the place ``seat_id``. ``read`` gives what can be done with one of the
    person's places; ``seats`` are all of them, ``first`` the one that is shown as it opens."""

    def __init__(self, seats: Sequence[OwnSeat], read: Callable[[int], SwapView | None], *, own: bool,
                 first: int | None = None, parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__("", parent, width=760)
        self.request: Request | None = None
        self.seat_id = seats[0].seat_id if first is None else first
        self._seats, self._read, self._own = seats, read, own
        self._build()
        self._lay_out()
        self._connect()
        self.show_seat(self.seat_id)
        self.ways["swap" if self.ways["swap"].radio.isEnabled() else "all"].radio.setFocus()

    def _build(self) -> None:
        self._which = Choice(_("Quelle permanence ?"))
        for seat in self._seats:
            text = capitalised(spoken.shift_words(seat.day, seat.start_minute, seat.end_minute))
            self._which.addItem(text, seat.seat_id)
        self._which.setCurrentIndex(self._which.findData(self.seat_id))
        self._responsible = words("", wrap=True)
        self._group = group = QButtonGroup(self)
        self.ways: dict[str, WayCard] = {
            "swap": WayCard("swap", _("Échanger avec quelqu’un"), group),
            "all": WayCard("all", _("Chercher un remplaçant"), group),
            "some": WayCard("some", _("Demander à quelqu’un en particulier"), group),
        }
        self._why = Button("", kind="row")
        self._why_not = words("", "soft", wrap=True)
        self._late = words("", "error", wrap=True)
        self._lacks = words("", "soft", wrap=True)
        self._close = Button(_("Fermer"))
        self._keep = Button("")
        self._ask = Button("", kind="main")

    def _lay_out(self) -> None:
        if len(self._seats) > 1:
            self.column.addWidget(self._which)
        self.column.addWidget(self._responsible)
        body = QWidget()
        column = QVBoxLayout(body)
        space.around(column, 1, 1, 5, 1)
        space.between(column, 8)
        for card in self.ways.values():
            column.addWidget(card)
            if card.way == "swap":
                column.addWidget(self._why)
                column.addWidget(self._why_not)
        column.addStretch()
        self._area = scrolled(body)
        self.column.addWidget(self._area, 1)
        self.column.addWidget(self._late)
        self._why_not.hide()
        self.buttons.insertWidget(0, self._lacks, 1)
        self.lay_out_buttons(self._keep, self._close, self._ask)

    def _connect(self) -> None:
        self._which.currentIndexChanged.connect(lambda _place: self.show_seat(self._which.currentData()))
        for card in self.ways.values():
            card.changed.connect(self.on_changed)
            card.grown.connect(lambda: QTimer.singleShot(0, self, self.on_grown))  # once all is laid out
            card.meant.connect(self._ask.click)
        for enter in ENTERS:
            shortcut = QShortcut(QKeySequence(Qt.Modifier.CTRL | enter), self)
            shortcut.activated.connect(self._ask.click)
        self._why.clicked.connect(self.on_why)
        self._close.clicked.connect(self.reject)
        self._ask.clicked.connect(self.on_ask)
        self._keep.clicked.connect(self.on_keep)

    def show_seat(self, seat_id: int) -> None:
        """What can be done with one of the places."""
        view = self._read(seat_id)
        if view is None:
            self.reject()
            return
        self.seat_id, self._view = seat_id, view
        title = spoken.shift_words(view.day, view.start_minute, view.end_minute)
        if view.beside:
            title = _("{shift}, avec {names}").format(shift=title, names=join_names(list(view.beside)))
        self.heading.setText(capitalised(title))
        self.setWindowTitle(_("Ma permanence") if self._own else _("La permanence de {name}").format(name=view.name))
        self._responsible.setText(
            _("Vous restez inscrit·e jusqu’à ce que quelqu’un prenne le relais. Personne ne demande de raison.")
            if self._own
            else _("{name} reste inscrit·e jusqu’à ce que quelqu’un prenne le relais.").format(name=view.name)
        )
        self._show_ways(view)
        self._late.setText(spoken.hours_words(view))
        self._late.setVisible(bool(self._late.text()))
        keep = _("Je viens finalement") if self._own else _("{name} vient finalement").format(name=view.name)
        self._keep.say(keep)
        self._keep.setVisible(view.seeking)
        read_in_order(self)
        self.on_changed()
        self._fit()

    def _fit(self) -> None:
        """Room for what came, never less than before under the hand of whoever points; all of it on the screen."""
        rows, view = min(self._which.count(), LISTED), self._which.view()
        view.ensurePolished()  # Qt measures a list of rows without the white around them
        view.setMinimumHeight(rows * view.sizeHintForRow(0) + 2 * theme.gap(4) + 2)
        before = self.height() if self.isVisible() else 0
        self.fit_to(self._area)
        self.resize(self.width(), max(before, self.height()))
        below = self.frameGeometry().bottom() - self.screen().availableGeometry().bottom()
        if self.isVisible() and below > 0:
            self.move(self.x(), max(self.screen().availableGeometry().top(), self.y() - below))

    def on_grown(self) -> None:
        """The way one means is seen with all one may choose in it; its beginning, where there is no room for all."""
        self._fit()
        card = self._meant()
        self._area.ensureWidgetVisible(card, 0, 0)
        self._area.ensureWidgetVisible(card.radio, 0, theme.gap(12))

    def _show_ways(self, view: SwapView) -> None:
        options = [(one.seat_id, spoken.choice_words(view, one), one.name) for one in view.options]
        self.ways["swap"].tell(
            _("Donner cette permanence et prendre une des siennes : choisissez une ou plusieurs dates."),
            options,
            "" if options else _("Aucune date d’une autre personne ne va pour l’instant."),
        )
        self._why.setVisible(bool(view.unfit))
        unfit = len(view.unfit)
        others = ngettext("{n} autre date ne va pas : pourquoi ?", "{n} autres dates ne vont pas : pourquoi ?", unfit)
        self._why.say(others.format(n=unfit))
        self._why_not.setText("\n".join(spoken.why_not_words(view, own=self._own)))
        self.ways["all"].tell(_all_words(view))
        people = [(one.host_id, spoken.able_words(view, one.name, one.host_id), one.name) for one in view.able]
        self.ways["some"].tell(
            _("Choisissez à qui : on leur écrit, et la première personne qui accepte est inscrite.")
            if view.by_mail.issuperset(one.host_id for one in view.able)
            else _("Choisissez à qui ; la première personne qui accepte est inscrite."),
            people,
            "" if people else _("Personne n’est libre à ce moment ; demandez à tout le monde."),
        )
        first = "swap" if options else "all"
        self.ways[first].radio.setChecked(True)

    def on_why(self) -> None:
        """Unfold why the other dates do not do."""
        self._why_not.setVisible(self._why_not.isHidden())
        self._fit()

    def on_changed(self) -> None:
        """The button says what it will do, and for whom."""
        if self._group.checkedButton() is None:  # while they are told what they are
            return
        card = self._meant()
        names = join_names(card.names)
        if card.way == "all":
            self._ask.say(_("Demander à tout le monde"))
        elif card.way == "swap":
            self._ask.say(_("Proposer l’échange à {names}").format(names=names) if names else _("Proposer l’échange"))
        else:
            self._ask.say(_("Demander à {names}").format(names=names) if names else _("Demander"))
        lacks = "" if names or card.way == "all" else _LACKS[card.way]()
        self._ask.setEnabled(not lacks)
        self._ask.setAccessibleDescription(lacks)
        self._lacks.setText(lacks)
        self._lacks.setVisible(bool(lacks))

    def _meant(self) -> WayCard:
        return next(card for card in self.ways.values() if card.radio.isChecked())

    def on_ask(self) -> None:
        """That is what is asked."""
        card = self._meant()
        self.request = Request(card.way, card.chosen)
        self.accept()

    def on_keep(self) -> None:
        """They come after all: nothing is asked."""
        self.request = None
        self.accept()


_LACKS = {
    "swap": lambda: _("Choisissez d’abord une date."),
    "some": lambda: _("Choisissez d’abord à qui."),
}


def _all_words(view: SwapView) -> str:
    """How many could come, whether they are written to, and what a yes brings."""
    able = len(view.able)
    reached = sum(one.host_id in view.by_mail for one in view.able)
    said = [ngettext("{n} personne pourrait venir.", "{n} personnes pourraient venir.", able).format(n=able)]
    if reached == able > 0:
        said.append(_("On leur écrit ; la première qui accepte est inscrite."))
    else:
        if reached:
            some = ngettext("On écrit à {n} d’entre elles.", "On écrit à {n} d’entre elles.", reached)
            said.append(some.format(n=reached))
        said.append(_("La première qui accepte est inscrite."))
    return " ".join(said)
