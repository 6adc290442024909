"""The history of a slot as the side of the page shows it: the latest first, all of it when asked for."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from delta_app.core.i18n import _
from delta_app.planning.history_data import SlotEventRow
from delta_app.widgets import space
from delta_app.widgets.buttons import Button
from delta_app.widgets.cards import Card
from delta_app.widgets.text import words

SHOWN = 3


def history_block(rows: Sequence[SlotEventRow]) -> QWidget:
    """A card with what was done to a slot; the older part unfolds."""
    card = Card(_("Historique"))
    space.around(card.column, 12, 9, 12, 9)
    space.between(card.column, 6)
    entries = [_entry(row) for row in rows]
    for entry in entries:
        card.column.addWidget(entry)
    older = entries[SHOWN:]
    if older:
        more = Button("", kind="row")
        card.column.addWidget(more)

        def unfold(*, whole: bool) -> None:
            for entry in older:
                entry.setVisible(whole)
            more.say(_("Montrer moins") if whole else _("Tout voir ({n})").format(n=len(entries)))

        more.clicked.connect(lambda: unfold(whole=older[0].isHidden()))
        unfold(whole=False)
    return card


def _entry(row: SlotEventRow) -> QFrame:
    entry = QFrame()
    column = QVBoxLayout(entry)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    if not row.when_words:
        column.addWidget(words(row.sentence, "soft", wrap=True))
        entry.setAccessibleName(row.sentence)
        return entry
    above = _("{when} · {who}").format(when=row.when_words, who=row.who)
    column.addWidget(words(above, "soft", wrap=True))
    column.addWidget(words(row.sentence, wrap=True))
    entry.setAccessibleName(f"{above}. {row.sentence}")
    return entry
