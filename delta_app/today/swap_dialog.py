"""“I can't come”: a shift is offered in exchange, to whoever can come, or to some people; its host stays responsible
until somebody has said yes.

Before it stands a host in passing, who wants to be off again in half a minute, and is asked no reason.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QVBoxLayout, QWidget

from delta_app.core.i18n import _, capitalised, join_names, ngettext
from delta_app.today import spoken
from delta_app.today.queries import OwnSeat, SwapView
from delta_app.widgets import space
from delta_app.widgets.buttons import Button, PressButton
from delta_app.widgets.choice import Choice
from delta_app.widgets.dialog import Dialog, scrolled
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.item_rows import empty_layout
from delta_app.widgets.text import button_text, set_property, words

Way = Literal["swap", "all", "some"]
AT_ONCE = 10  # to choose among; what else there is unfolds


@dataclass(frozen=True)
class Request:
    """What somebody asks: a swap for one of these seats, anybody, or one of these people."""

    way: Way
    ids: tuple[int, ...] = ()


class _WayCard(QFrame):
    """One way: what it is called, what it means, and whom or what one may choose in it."""

    changed = Signal()
    grown = Signal()

    def __init__(self, way: Way, title: str, group: QButtonGroup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "seat")
        self.way = way
        self.radio = QRadioButton(button_text(title))
        self.radio.setAccessibleName(title)
        self.radio.setProperty("kind", "strong")
        group.addButton(self.radio)
        self._said = words("", "soft", wrap=True)
        self._chips = FlowLayout(spacing=7)
        self._buttons: dict[int, PressButton] = {}
        self._names: dict[int, str] = {}
        self._box = QWidget()
        self._box.setLayout(self._chips)
        column = QVBoxLayout(self)
        space.around(column, 13, 9, 13, 10)
        space.between(column, 5)
        for piece in (self.radio, self._said, self._box):
            column.addWidget(piece)
        self.radio.toggled.connect(self.on_toggled)

    def tell(self, sentence: str, choices: Sequence[tuple[int, str, str]] = (), why_not: str = "") -> None:
        """Show another sentence, and (id, words, name) to choose among, the first of them at once; ``why_not`` is why
        the way is no way now."""
        self._said.setText(why_not or sentence)
        self.radio.setEnabled(not why_not)
        self.radio.setAccessibleDescription(why_not or sentence)
        empty_layout(self._chips)
        self._buttons = {}
        self._names = {number: name for number, _words, name in choices}
        for number, text, _name in choices:
            button = PressButton(button_text(text))
            button.setProperty("kind", "choice")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setAccessibleName(text)
            button.toggled.connect(lambda on, button=button, text=text: self.on_chip(button, text, on=on))
            self._buttons[number] = button
            self._chips.addWidget(button)
        self._show_some(whole=len(choices) <= AT_ONCE + 2)
        self.on_toggled()

    def _show_some(self, *, whole: bool) -> None:
        buttons = list(self._buttons.values())
        for button in buttons[AT_ONCE:]:
            button.setVisible(whole)
        if not whole:
            rest = len(buttons) - AT_ONCE
            more = Button(ngettext("{n} de plus…", "{n} de plus…", rest).format(n=rest), "down", kind="row")
            more.clicked.connect(lambda: self.on_more(more))
            self._chips.addWidget(more)

    def on_more(self, more: Button) -> None:
        """All there is to choose among; the keyboard goes on to the first that was hidden."""
        more.hide()
        buttons = list(self._buttons.values())
        for button in buttons[AT_ONCE:]:
            button.show()
        buttons[AT_ONCE].setFocus()
        self._chips.invalidate()
        self.grown.emit()

    @property
    def chosen(self) -> tuple[int, ...]:
        """What is chosen, in the order shown."""
        return tuple(number for number, button in self._buttons.items() if button.isChecked())

    @property
    def names(self) -> list[str]:
        """The names of whom it goes to, each once."""
        return list(dict.fromkeys(self._names[number] for number in self.chosen))

    def on_chip(self, button: PressButton, text: str, *, on: bool) -> None:
        """Something is chosen or no longer: that is also the way one means."""
        button.setText(button_text(f"✓ {text}" if on else text))
        if on:
            self.radio.setChecked(True)
        self.changed.emit()

    def on_toggled(self) -> None:
        """The way one means shows whom to choose; the others stay short."""
        on = self.radio.isChecked()
        self._box.setVisible(bool(self._buttons) and (on or self.way == "swap"))
        set_property(self, "tone", "chosen" if on else "")
        self.changed.emit()


class SwapDialog(Dialog):
    """Accepted: ``request`` is what is asked for the place ``seat_id``. ``read`` gives what can be done with one of the
    person's places; ``seats`` are all of them."""

    def __init__(self, seats: Sequence[OwnSeat], read: Callable[[int], SwapView | None], *, own: bool,
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__("", parent, width=760)
        self.request: Request | None = None
        self.seat_id = seats[0].seat_id
        self._seats, self._read, self._own = seats, read, own
        self._build()
        self._lay_out()
        self._connect()
        self.show_seat(seats[0].seat_id)
        self.ways["swap" if self.ways["swap"].radio.isEnabled() else "all"].radio.setFocus()

    def _build(self) -> None:
        self._which = Choice(_("Quelle permanence ?"))
        for seat in self._seats:
            text = capitalised(spoken.shift_words(seat.day, seat.start_minute, seat.end_minute))
            self._which.addItem(text, seat.seat_id)
        self._responsible = words("", wrap=True)
        self._group = group = QButtonGroup(self)
        self.ways: dict[str, _WayCard] = {
            "swap": _WayCard("swap", _("Échanger avec quelqu’un"), group),
            "all": _WayCard("all", _("Chercher un remplaçant"), group),
            "some": _WayCard("some", _("Demander à quelqu’un en particulier"), group),
        }
        self._why = Button("", kind="row")
        self._why_not = words("", "soft", wrap=True)
        self._late = words("", "error", wrap=True)
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
        self.lay_out_buttons(self._keep, self._close, self._ask)

    def _connect(self) -> None:
        self._which.currentIndexChanged.connect(lambda _place: self.show_seat(self._which.currentData()))
        for card in self.ways.values():
            card.changed.connect(self.on_changed)
            card.grown.connect(lambda: self.fit_to(self._area))
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
        self.on_changed()
        self.fit_to(self._area)

    def _show_ways(self, view: SwapView) -> None:
        options = [(one.seat_id, spoken.option_words(one), one.name) for one in view.options]
        self.ways["swap"].tell(
            _("Donner cette permanence et prendre une des siennes : choisissez une ou plusieurs dates."),
            options,
            "" if options else _("Aucune date d’une autre personne ne va pour l’instant."),
        )
        self._why.setVisible(bool(view.unfit))
        unfit = len(view.unfit)
        others = ngettext("{n} autre date ne va pas : pourquoi ?", "{n} autres dates ne vont pas : pourquoi ?", unfit)
        self._why.say(others.format(n=unfit))
        reasons = [spoken.why_not_words(one) for one in view.unfit]
        self._why_not.setText("\n".join([*reasons[: 2 * AT_ONCE], *(["…"] if len(reasons) > 2 * AT_ONCE else [])]))
        self.ways["all"].tell(_all_words(view))
        people = [(one.host_id, one.name, one.name) for one in view.able]
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
        self.fit_to(self._area)

    def on_changed(self) -> None:
        """The button says what it will do, and for whom."""
        if self._group.checkedButton() is None:  # while they are told what they are
            return
        card = self._meant()
        if card.way == "all":
            self._ask.say(_("Demander à tout le monde"))
            self._ask.setEnabled(True)
            return
        names = join_names(card.names)
        if card.way == "swap":
            self._ask.say(_("Proposer l’échange à {names}").format(names=names) if names else _("Proposer l’échange"))
        else:
            self._ask.say(_("Demander à {names}").format(names=names) if names else _("Demander"))
        self._ask.setEnabled(bool(names))
        self._ask.setAccessibleDescription("" if names else _("Choisissez d’abord."))

    def _meant(self) -> _WayCard:
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
