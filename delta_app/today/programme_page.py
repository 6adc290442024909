"""What is on today and in the days to come, on the page where the PC rests; who came is counted here."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.i18n import _, ngettext, short_date
from delta_app.today.cards_page import headed
from delta_app.today.programme_data import programme_caption, programme_hours, programme_state
from delta_app.today.queries import DateRow, TodayView
from delta_app.today.spoken import closure_words
from delta_app.widgets import space
from delta_app.widgets.buttons import Button, named_button
from delta_app.widgets.cards import Card
from delta_app.widgets.item_rows import ItemRow, empty_layout
from delta_app.widgets.text import words

COMING_SHOWN = 4


class ProgrammeCard(Card):
    """Activities of today with what can be said of them, the next ones in a line each, and closures announced.

    ``count_asked`` tells a date of which somebody wants to say how many came.
    """

    count_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        headed(self, _("Au programme"))
        self._shown: object = None
        self._rows = QVBoxLayout()
        space.between(self._rows, 2)
        self._lines = words("", wrap=True)
        self.column.addLayout(self._rows)
        self.column.addWidget(self._lines)
        self.column.addStretch()

    def show_day(self, view: TodayView) -> None:
        """Show what is on and what is announced."""
        local = clock.local_now()
        todays = [row for row in view.activities if row.day <= view.day <= row.occurrence.last_day and _is_told(row)]
        coming = [row for row in view.activities if row.day > view.day and row.takes_place]
        lines = [_("{day} : {title}").format(day=_when(row), title=row.title) for row in coming[:COMING_SHOWN]]
        more = len(coming) - COMING_SHOWN
        if more > 0:
            told = ngettext("et {n} autre dans la semaine", "et {n} autres dans la semaine", more)
            lines.append(told.format(n=more))
        lines += [closure_words(*closed) for closed in view.closures]
        nothing = "" if todays else _("Rien d’annoncé ces jours-ci.")
        self._lines.setText("\n".join(lines) or nothing)
        self._lines.setVisible(bool(self._lines.text()))
        shown = [(row, row.has_begun(local), row.is_over(local)) for row in todays]
        if shown != self._shown:
            self._shown = shown
            self._show_today(todays, local)

    def _show_today(self, rows: Sequence[DateRow], local: datetime) -> None:
        focused = self.window().focusWidget()
        held = focused.accessibleName() if self.isAncestorOf(focused) else ""
        empty_layout(self._rows)
        for row in rows:
            buttons = [self._count_button(row)] if row.has_begun(local) and row.takes_place else []
            line = ItemRow(
                f"{programme_hours(row)} {row.title}".strip(), programme_caption(row), *buttons,
                chip=programme_state(row, local),
            )  # fmt: skip
            self._rows.addWidget(line)
            for button in buttons:
                if held and button.accessibleName() == held:
                    button.setFocus()

    def _count_button(self, row: DateRow) -> Button:
        text = _("Combien ?") if row.state != "held" else _("Corriger")
        name = _("Combien de personnes : {title}").format(title=row.title)
        return named_button(text, name, lambda: self.count_asked.emit(row))


def _is_told(row: DateRow) -> bool:
    """Whether it stands on the page: what takes place, and what was to and does not."""
    return row.takes_place or row.state == "cancelled" or row.occurrence.shut


def _when(row: DateRow) -> str:
    hours = programme_hours(row)
    return f"{short_date(row.day)}, {hours}" if hours else short_date(row.day)
