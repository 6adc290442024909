"""The side of a date: what it is, how it stands, and everything that can be done with it."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from delta_app.core.i18n import _
from delta_app.programme.date_words_data import rule_words, state_words, when_words
from delta_app.programme.queries import DateRow
from delta_app.programme.spoken import cost_words, places_words
from delta_app.widgets import space
from delta_app.widgets.buttons import Button, IconButton
from delta_app.widgets.chips import Chip
from delta_app.widgets.dialog import scrolled
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.item_rows import empty_layout
from delta_app.widgets.text import words
from delta_app.widgets.theme import Tone

ACTS = ("edit", "count", "register", "confirm", "hold", "cancel", "forget", "remove")


class DateSide(QWidget):
    """Says in ``asked`` what is to be done with the date that is shown; ``closed`` when one turns away from it."""

    asked = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._state = words("", "heading", wrap=True), Chip()
        self._away = IconButton("close", _("Fermer"))
        self._told = QVBoxLayout()
        space.between(self._told, 5)
        self._buttons = FlowLayout(spacing=7)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._away, 0, Qt.AlignmentFlag.AlignTop)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        space.between(column, 9)
        column.addLayout(head)
        column.addWidget(self._state)
        column.addLayout(self._told)
        column.addLayout(self._buttons)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(body))
        body.setObjectName("card_ground")
        self._away.clicked.connect(self.closed)

    def show_date(self, row: DateRow, local: datetime, *, may_write: bool, may_count: bool) -> None:
        """Show a date, and what this person may do with it now."""
        self.setAccessibleName(row.title)
        self._title.setText(row.title)
        text, icon, tone = state_words(row, local)
        self._state.tell(text, icon, tone_of(tone))
        empty_layout(self._told)
        for line in _lines(row):
            self._told.addWidget(words(line, wrap=True))
        for line in _soft_lines(row):
            self._told.addWidget(words(line, "soft", wrap=True))
        held = self._focused()
        empty_layout(self._buttons)
        for key in _possible(row, local, may_write=may_write, may_count=may_count):
            button = _button(key, row)
            button.clicked.connect(lambda _checked=False, key=key: self.asked.emit(key))
            self._buttons.addWidget(button)
            if button.accessibleName() == held:
                button.setFocus()

    def _focused(self) -> str:
        focused = self.window().focusWidget()
        return focused.accessibleName() if self.isAncestorOf(focused) else ""


def tone_of(name: str) -> Tone:
    """The tone of a word for it."""
    tones: dict[str, Tone] = {"attention": "attention", "info": "info", "good": "good", "alarm": "alarm"}
    return tones.get(name, "plain")


def _lines(row: DateRow) -> Sequence[str]:
    repeats = rule_words(row.plan) if row.recurring else ""
    told = [when_words(row), repeats, row.room]
    if row.leader:
        told.append(_("Animé par {who}").format(who=row.leader))
    if row.partner and row.partner != row.leader:
        told.append(_("Avec {partner}").format(partner=row.partner))
    return [line for line in told if line]


def _soft_lines(row: DateRow) -> Sequence[str]:
    told = [row.plan.description, places_words(row)]
    if row.occurrence.moved:
        told.append(_("Date déplacée : elle reste où elle est quand la série change."))
    if row.state == "cancelled":
        told.append(_("Annulé : {why}").format(why=row.occurrence.reason))
    if row.occurrence.shut:
        told.append(_("Le lieu est fermé : {reason}").format(reason=row.occurrence.closure))
    if row.plan.material:
        told.append(_("Matériel : {what}").format(what=row.plan.material))
    if row.plan.cost_cents:
        told.append(_("Coût prévu : {amount}").format(amount=cost_words(row.plan)))
    if not row.plan.public:
        told.append(_("Interne : n’est pas annoncé."))
    return [line for line in told if line]


def _possible(row: DateRow, local: datetime, *, may_write: bool, may_count: bool) -> Sequence[str]:
    """What can be done with a date now, the most likely first."""
    begun, cancelled, held = row.has_begun(local), row.state == "cancelled", row.state == "held"
    wanted = {
        "count": may_count and begun and not cancelled and not row.occurrence.shut,
        "edit": may_write,
        "register": may_count and not begun and row.takes_place and row.plan.registration,
        "confirm": may_write and not begun and row.state in ("idea", "planned", "cancelled"),
        "hold": may_write and row.occurrence.shut and not cancelled,
        "cancel": may_write and not cancelled and not held and row.state != "idea",
        "forget": may_write and held,
        "remove": may_write and not held,
    }
    return [key for key, possible in wanted.items() if possible]


def offered(row: DateRow, local: datetime, *, may_write: bool, may_count: bool) -> Sequence[tuple[str, str]]:
    """What can be done with a date now, and what it is called."""
    possible = _possible(row, local, may_write=may_write, may_count=may_count)
    return [(key, _button(key, row).accessibleName()) for key in possible]


def _button(key: str, row: DateRow) -> Button:
    named = {
        "count": lambda: Button(_("Corriger le nombre…") if row.state == "held" else _("Combien étiez-vous ?…"), "team",
                                kind="main" if row.state != "held" else "plain"),
        "edit": lambda: Button(_("Modifier…"), "pen"),
        "register": lambda: Button(_("Inscriptions…"), "team"),
        "confirm": lambda: Button(_("A lieu") if row.state == "cancelled" else _("Confirmer"), "check"),
        "hold": lambda: Button(_("A lieu quand même"), "door"),
        "cancel": lambda: Button(_("Annuler cette activité…"), "close"),
        "forget": lambda: Button(_("Effacer le compte"), "undo"),
        "remove": lambda: Button(_("Retirer du programme…"), "minus"),
    }  # fmt: skip
    return named[key]()
