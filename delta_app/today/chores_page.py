"""What is to be done at the house now, on the page where the PC rests: a press says that it is done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from delta_app.core.i18n import _
from delta_app.today.cards_page import headed
from delta_app.today.queries import ChoreNow, TodayView
from delta_app.widgets import space
from delta_app.widgets.buttons import Button, named_button
from delta_app.widgets.cards import Card
from delta_app.widgets.item_rows import ItemRow, empty_layout
from delta_app.widgets.text import words


class ChoresCard(Card):
    """The chores of this shift, and the turns that are on; ``done_asked`` and ``undone_asked`` tell which."""

    done_asked = Signal(object)
    undone_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        headed(self, _("À faire à la maison"))
        self._shown: tuple[ChoreNow, ...] | None = None
        self._buttons: list[Button] = []
        self._rows = QVBoxLayout()
        space.between(self._rows, 0)
        self._nothing = words("", "soft", wrap=True)
        self.column.addLayout(self._rows)
        self.column.addWidget(self._nothing)
        self.column.addStretch()

    def show_day(self, view: TodayView) -> None:
        """Show what is to be done, and what is done already."""
        if view.chores == self._shown:
            return
        focused = self.window().focusWidget()
        before = zip(self._shown or (), self._buttons, strict=True)
        held = next((chore.chore_id for chore, button in before if button is focused), None)
        self._shown = view.chores
        empty_layout(self._rows)
        self._buttons = [self._button(chore) for chore in view.chores]
        for chore, button in zip(view.chores, self._buttons, strict=True):
            chip = (_("fait"), "check", "good") if chore.done is not None else None
            self._rows.addWidget(ItemRow(chore.title, _caption(chore), button, chip=chip))  # type: ignore[arg-type]
            if chore.chore_id == held:  # the keyboard stays with it, whatever its button says now
                button.setFocus()
        self._nothing.setText("" if view.chores else _("Rien n’est noté."))
        self._nothing.setVisible(not view.chores)

    def _button(self, chore: ChoreNow) -> Button:
        if chore.done is not None:
            name = _("Pas fait : {title}").format(title=chore.title)
            return named_button(_("Pas fait"), name, lambda: self.undone_asked.emit(chore))
        name = _("C’est fait : {title}").format(title=chore.title)
        return named_button(_("C’est fait"), name, lambda: self.done_asked.emit(chore))


def _caption(chore: ChoreNow) -> str:
    """Who did it, or whose turn it is and how it is done."""
    if chore.done is not None:
        return chore.done.who
    who = _("au tour de {who}").format(who=chore.who) if chore.who else ""
    when = _("avant de fermer") if chore.last_shift else ""
    return " · ".join(part for part in (who, when, chore.how) if part)
