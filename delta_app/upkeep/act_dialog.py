"""Dialogs of the house whose last button writes: a few words, an amount asked of the budget, and fields they share."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from delta_app.budget.purchase_lines_data import choice_words, later_words, lines_to_choose
from delta_app.core import clock
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _
from delta_app.core.money import parse_money
from delta_app.upkeep.joining_page import Joining
from delta_app.upkeep.room_data import room_rows
from delta_app.upkeep.rules import LONGEST_DETAILS
from delta_app.widgets import space
from delta_app.widgets.buttons import Button
from delta_app.widgets.choice import Choice
from delta_app.widgets.date_field import DateField
from delta_app.widgets.dialog import Dialog, scrolled
from delta_app.widgets.forms import add_field, form_on
from delta_app.widgets.money_field import MoneyField
from delta_app.widgets.page import Desk
from delta_app.widgets.text import words


class ActDialog(Dialog):
    """A dialog whose last button writes; a refusal is told in it, and it stays. ``inside`` is its body, which scrolls
    where the screen is too low for it."""

    def __init__(self, title: str, go: str, parent: QWidget | None = None, *, width: int = 520) -> None:
        super().__init__(title, parent, width=width)
        body = QWidget()
        self.inside = QVBoxLayout(body)
        space.around(self.inside, 0, 2, 8, 2)
        space.between(self.inside, 10)
        self._area = scrolled(body)
        self.column.addWidget(self._area, 1)
        self._error = words("", "error", wrap=True)
        self._error.hide()
        self.leave, self.go = Button(_("Annuler")), Button(go, "check", kind="main")
        self.leave.clicked.connect(self.reject)
        self.go.clicked.connect(self.on_go)

    def lay_out_foot(self, *before: Button) -> None:
        """The place of a refusal, and the buttons."""
        self.inside.addStretch(1)
        self.column.addWidget(self._error)
        self.lay_out_buttons(*before, self.leave, self.go)
        self.refit()

    def refit(self) -> None:
        """As high as what it shows now."""
        self.fit_to(self._area)

    def take_files(self, joining: Joining[Any]) -> None:
        """Wait for what is being joined, and say why something cannot be."""
        joining.changed.connect(lambda: self._on_joined(joining))
        joining.failed.connect(self.say_why_not)
        self.finished.connect(lambda _result: joining.drop())

    def _on_joined(self, joining: Joining[Any]) -> None:
        self.go.setEnabled(not joining.reading)
        self.refit()

    def write(self) -> None:
        """Do it. Refuses what the command does."""
        raise NotImplementedError

    def on_go(self) -> None:
        """Do it, or say here why not."""
        try:
            self.write()
        except Refused as refusal:
            self.say_why_not(say(refusal))
            return
        self.accept()

    def say_why_not(self, text: str) -> None:
        """Why it is not done; nothing where there is nothing to say."""
        self._error.setText(text)
        self._error.setVisible(bool(text))


class OptionalDay(QWidget):
    """A date that may be unknown."""

    def __init__(self, text: str, day: date | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.known, self.field = QCheckBox(text), DateField(text)
        self.field.show_day(day or clock.today())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.known)
        row.addWidget(self.field)
        row.addStretch(1)
        self.known.toggled.connect(self.field.setVisible)
        self.known.setChecked(day is not None)
        self.field.setVisible(day is not None)

    @property
    def day(self) -> date | None:
        """The date, none where nobody knows."""
        return self.field.day if self.known.isChecked() else None


def add_pair(form: QFormLayout, text: str, first: QWidget, between: str, second: QWidget, name: str) -> None:
    """Two fields in one row that belong together: the label names the first, ``name`` the second."""
    label, pair = words(text, "strong"), QWidget()
    label.setBuddy(first)
    first.setAccessibleName(text)
    second.setAccessibleName(name)
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    space.between(row, 8)
    row.addWidget(first, 1)
    row.addWidget(words(between))
    row.addWidget(second, 1)
    form.addRow(label, pair)


def room_choice(desk: Desk, room_id: int | None) -> Choice:
    """The rooms, and none of them; a withdrawn one only where it was chosen before."""
    choice = Choice(_("Salle"))
    choice.addItem(_("aucune en particulier"), None)
    with desk.store.read() as session:
        for room in room_rows(session):
            if not room.withdrawn or room.id == room_id:
                choice.addItem(room.name, room.id)
    choice.setCurrentIndex(max(0, choice.findData(room_id)))
    return choice


def line_choice(desk: Desk, line_id: int | None = None) -> Choice:
    """This year's lines of costs with what is left on each, or to be put on one later."""
    choice = Choice(_("Enveloppe"))
    choice.addItem(later_words(), None)
    with desk.store.read() as session:
        for line in lines_to_choose(session, clock.today().year, line_id):
            choice.addItem(choice_words(line), line.id)
    choice.setCurrentIndex(max(0, choice.findData(line_id)))
    return choice


class WordsDialog(ActDialog):
    """A few words: how it was mended, or why not."""

    def __init__(
        self,
        title: str,
        field: str,
        go: str,
        store: Callable[[str], None],
        parent: QWidget | None = None,
        *,
        note: str = "",
        hint: str = "",
        most: int = LONGEST_DETAILS,
    ) -> None:
        super().__init__(title, go, parent)
        self._store = store
        self.said = QLineEdit()
        self.said.setMaxLength(most)
        self.said.setPlaceholderText(hint)
        if note:
            self.inside.addWidget(words(note, wrap=True))
        form = form_on()
        add_field(form, field, self.said)
        self.inside.addLayout(form)
        self.lay_out_foot()
        self.said.setFocus()

    def write(self) -> None:
        """Store them."""
        self._store(self.said.text())


class AskBudgetDialog(ActDialog):
    """How much is asked of the budget, and by whoever keeps it on which line."""

    def __init__(
        self,
        desk: Desk,
        title: str,
        about: str,
        store: Callable[[int, int | None], None],
        parent: QWidget | None = None,
        *,
        cents: int | None = None,
        line_id: int | None = None,
    ) -> None:
        super().__init__(title, _("Demander"), parent)
        self._store = store
        self.amount, self.line = MoneyField(cents), line_choice(desk, line_id)
        form = form_on()
        add_field(form, _("À peu près"), self.amount)
        add_field(form, _("Enveloppe"), self.line)
        form.setRowVisible(self.line, desk.handles_money and self.line.count() > 1)
        if about:
            self.inside.addWidget(words(about, wrap=True))
        self.inside.addLayout(form)
        self.lay_out_foot()
        self.amount.setFocus()

    def write(self) -> None:
        """Ask."""
        self._store(parse_money(self.amount.text()), self.line.currentData())
