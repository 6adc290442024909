"""The activities behind what is planned on a line: their dates to come, and what they are to cost."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from delta_app.budget.coming_data import ComingRow, note_words, sum_words
from delta_app.core.i18n import _
from delta_app.core.money import format_money
from delta_app.widgets import space
from delta_app.widgets.buttons import Button
from delta_app.widgets.dialog import Dialog, scrolled
from delta_app.widgets.item_rows import ItemRow
from delta_app.widgets.text import words


class ComingDialog(Dialog):
    """A list, the next date first; nothing is changed here."""

    def __init__(self, title: str, rows: Sequence[ComingRow], parent: QWidget | None = None) -> None:
        super().__init__(title, parent, width=620)
        body = QWidget()
        column = QVBoxLayout(body)
        space.around(column, 2, 2, 10, 2)
        space.between(column, 0)
        for row in rows:
            column.addWidget(ItemRow(row.title, row.words, words(format_money(row.cents), "strong")))
        column.addStretch(1)
        area = scrolled(body)
        self.column.addWidget(words(sum_words(rows), "soft", wrap=True))
        self.column.addWidget(area, 1)
        self.column.addWidget(words(note_words(), "soft", wrap=True))
        close = Button(_("Fermer"), kind="main")
        close.clicked.connect(self.accept)
        self.lay_out_buttons(close)
        self.fit_to(area)
        close.setFocus()
