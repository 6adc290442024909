"""Team life: the hosts' meetings, intervisions and training sessions, to come and gone by, and who came.

A host sees when and about what people meet; who came is for the coordinator.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.i18n import _, capitalised, ngettext
from delta_app.team.life_data import (
    YEARS,
    GatheringDetails,
    GatheringRow,
    TeamLife,
    clash_words,
    gathering_kind_words,
    gathering_words,
    span_words,
    team_life,
    year_words,
)
from delta_app.team.views_page import TeamView
from delta_app.widgets import space
from delta_app.widgets.buttons import Button, IconButton
from delta_app.widgets.cards import Card, FirstStep
from delta_app.widgets.chips import Chip
from delta_app.widgets.columns import Columns
from delta_app.widgets.dialog import scrolled
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.item_rows import ItemRow, empty_layout
from delta_app.widgets.page import Desk
from delta_app.widgets.stack import Stack
from delta_app.widgets.tab_order import read_in_order
from delta_app.widgets.text import words
from delta_app.widgets.theme import Tone

TABLES = frozenset(
    {"gathering", "gathering_host", "host", "host_state_change", "path_mark", "slot", "seat", "closure",
     "extra_opening", "opening"}
)  # fmt: skip
NARROW_BELOW = 820  # width at 100 % text under which the year stands below the lists
USUAL_HOURS = (18 * 60, 20 * 60)


class LifeView(TeamView):
    """What comes stands first, what is over under it, the year at the side."""

    tables = TABLES

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._year = clock.today().year
        self._life: TeamLife | None = None
        self._buttons: dict[str, Button] = {}  # of the rows, by what they are called
        self._hold = ""  # the name of the one that has the keyboard once all is shown anew
        self._build()
        self._lay_out()
        self._connect()

    def _build(self) -> None:
        self.add = Button(_("Noter une rencontre…"), "plus", kind="main")
        self.add.setShortcut(QKeySequence.StandardKey.New)
        self.earlier = IconButton("chevron-left", _("Année précédente"))
        self.later = IconButton("chevron-right", _("Année suivante"))
        self._shown_year, self._sum = words("", "figure"), words("", wrap=True)
        self.whole_year = Button(_("Liste de l’année…"), "print")
        self._coming, self._over = Card(_("À venir")), Card()
        self._over_heading = words("", "strong")
        self._whole = Card(_("L’année"))
        self._coming_rows, self._over_rows = QVBoxLayout(), QVBoxLayout()
        self._first_step = FirstStep(
            "team", _("Rien n’est encore noté"), _(
                "Notez une réunion d’équipe, une intervision ou une formation : la date, le thème, et ensuite qui est "
                "venu. Rien de ce qui s’y est dit."
            ), first := Button(_("Noter la première…"), "plus", kind="main"),
        )  # fmt: skip
        self._first = first
        self._nothing = FirstStep(
            "team", _("Pas de rencontre prévue"), _("Les prochaines rencontres de l’équipe se verront ici.")
        )
        self._stack = Stack()

    def _lay_out(self) -> None:
        head = FlowLayout(spacing=8, push_last=True)
        space.around(head, 20, 11, 20, 11)
        head.addWidget(words(_("Réunions, intervisions et formations"), "heading"))
        head.addWidget(self.add)
        for card, rows in ((self._coming, self._coming_rows), (self._over, self._over_rows)):
            rows.setSpacing(0)
            card.column.addLayout(rows)
        self._over.column.insertWidget(0, self._over_heading)
        years = QHBoxLayout()
        space.between(years, 4)
        for piece in (self.earlier, self._shown_year, self.later):
            years.addWidget(piece)
        years.addStretch()
        self._whole.column.addLayout(years)
        self._whole.column.addWidget(self._sum)
        kept = _("Ici : quand, de quoi il s’agissait, qui est venu. Rien de ce qui s’est dit.")
        self._whole.column.addWidget(words(kept, "soft", wrap=True))
        acts = FlowLayout(spacing=8)
        acts.addWidget(self.whole_year)
        self._whole.column.addLayout(acts)
        body = QWidget()
        inner = QVBoxLayout(body)
        space.around(inner, 20, 0, 20, 14)
        inner.addWidget(Columns(((7, (self._coming, self._over)), (3, (self._whole,))), narrow_below=NARROW_BELOW))
        inner.addStretch()
        self._lists = scrolled(body)
        for page in (self._lists, self._first_step, self._nothing):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.add.clicked.connect(self.on_add)
        self._first.clicked.connect(self.on_add)
        self.earlier.clicked.connect(lambda: self.on_year(-1))
        self.later.clicked.connect(lambda: self.on_year(1))
        self.whole_year.clicked.connect(self.on_whole_year)

    def refresh(self) -> None:
        """Show what the data says now, as far as whoever acts may know it."""
        with self.desk.attempt():
            may = self.desk.may_write
            with self.desk.store.read() as session:
                self._life = team_life(session, self._year, clock.local_now(), whole=may)
            self._show(self._life, may=may)

    def _show(self, life: TeamLife, *, may: bool) -> None:
        self.add.setVisible(may)
        for card in (self._over, self._whole):
            card.setVisible(may)
        self._shown_year.setText(str(life.year))
        self._over_heading.setText(_("Passées en {year}").format(year=life.year))
        self.earlier.setEnabled(life.year > YEARS[0])
        self.later.setEnabled(life.year < YEARS[-1])
        self._sum.setText(year_words(life.over) or _("Rien n’est noté pour cette année."))
        self.whole_year.setEnabled(bool(life.over) or any(row.day.year == life.year for row in life.coming))
        empty = not life.coming and not life.over and life.year == clock.today().year
        shown = self._lists if not empty else self._first_step if may else self._nothing
        self._stack.setCurrentWidget(shown)
        self._buttons.clear()
        self._fill(self._coming_rows, [self._coming_row(life, row, may=may) for row in life.coming],
                   _("Aucune rencontre n’est prévue."))  # fmt: skip
        self._fill(self._over_rows, [self._over_row(row) for row in life.over],
                   _("Aucune rencontre passée en {year}.").format(year=life.year))  # fmt: skip
        read_in_order(self)
        if self._hold:
            self._buttons.get(self._hold, self.add).setFocus()
        self._hold = ""

    def _fill(self, column: QVBoxLayout, rows: Sequence[QWidget], none: str) -> None:
        empty_layout(column)
        for row in rows or [words(none, "soft", wrap=True)]:
            column.addWidget(row)

    def _coming_row(self, life: TeamLife, row: GatheringRow, *, may: bool) -> ItemRow:
        caption = [*_about(row), clash_words(life.meanwhile.get(row.id, ()))]
        buttons: tuple[Button, ...] = ()
        if may:
            acts = (
                (_("Qui est venu…"), self.on_who_came) if row.day <= clock.today() else (_("Feuille…"), self.on_sheet)
            )
            buttons = self._button(row, *acts), self._button(row, _("Modifier…"), self.on_change)
        return ItemRow(_when(row), " · ".join(filter(None, caption)), *buttons, chip=_chip(row))

    def _over_row(self, row: GatheringRow) -> ItemRow:
        came = len(row.came)
        told = ngettext("{n} présence", "{n} présences", came).format(n=came) if came else ""
        lacking = () if came else (Chip(_("présences à noter"), "pen", "attention"),)
        return ItemRow(
            _when(row), " · ".join(filter(None, (*_about(row), told))), *lacking,
            self._button(row, _("Qui est venu…"), self.on_who_came), self._button(row, _("Modifier…"), self.on_change),
            chip=_chip(row),
        )  # fmt: skip

    def _button(self, row: GatheringRow, text: str, act: Callable[[GatheringRow], None]) -> Button:
        button = Button(text)
        button.setAccessibleName(f"{text.removesuffix('…')} : {gathering_words(row)}")
        button.clicked.connect(partial(self._held, button.accessibleName(), act, row))
        self._buttons[button.accessibleName()] = button
        return button

    def _held(self, name: str, act: Callable[[GatheringRow], None], row: GatheringRow) -> None:
        """Do it; the button of the same name has the keyboard afterwards."""
        self._hold = name
        act(row)
        self._hold = ""

    def on_add(self) -> None:
        """One more; of one that is not to come, who came is asked right away."""
        from delta_app.team.attendance_dialogs import note_who_came
        from delta_app.team.life_dialogs import GatheringDialog

        if not self.desk.may_write:
            return
        dialog = GatheringDialog(self.desk, self._usual(), parent=self)
        if dialog.exec() and dialog.gathering_id is not None:
            if dialog.day <= clock.today():
                self._year = dialog.day.year
                self.refresh()
                note_who_came(self.desk, dialog.gathering_id, self)
            self.add.setFocus()

    def _usual(self) -> GatheringDetails:
        """Today, at the hours and in the place of the latest one."""
        life = self._life
        latest = None if life is None else next(iter((*life.over, *life.coming)), None)
        start, end = USUAL_HOURS if latest is None else (latest.start_minute, latest.end_minute)
        usual = GatheringDetails("meeting", clock.today(), start, end)
        return usual if latest is None else replace(usual, place=latest.place)

    def on_change(self, row: GatheringRow) -> None:
        """Other facts, or taken away."""
        from delta_app.team.life_dialogs import GatheringDialog

        GatheringDialog(self.desk, row.details, row, self).exec()

    def on_who_came(self, row: GatheringRow) -> None:
        """Tick who came."""
        from delta_app.team.attendance_dialogs import note_who_came

        note_who_came(self.desk, row.id, self)

    def on_sheet(self, row: GatheringRow) -> None:
        """The list to sign."""
        from delta_app.team.life_dialogs import show_attendance_sheet

        show_attendance_sheet(self.desk, row.id, self)

    def on_whole_year(self) -> None:
        """All of the year on paper."""
        from delta_app.team.life_dialogs import show_year_list

        show_year_list(self.desk, self._year, self)
        self.whole_year.setFocus()

    def on_year(self, step: int) -> None:
        """Another year."""
        self._year = min(max(self._year + step, YEARS[0]), YEARS[-1])
        self.refresh()

    def take_keyboard(self) -> None:
        """To what comes first."""
        (self.add if self.add.isVisible() else self).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """N notes one."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() == Qt.Key.Key_N:
            self.on_add()
        else:
            super().keyPressEvent(event)


def _when(row: GatheringRow) -> str:
    return capitalised(span_words(row, clock.today().year))


def _about(row: GatheringRow) -> tuple[str, ...]:
    return tuple(filter(None, (row.theme or _("sans thème"), row.place)))


def _chip(row: GatheringRow) -> tuple[str, str, Tone]:
    icon, tone = _SIGNS[row.kind]
    return capitalised(gathering_kind_words(row.kind)), icon, tone


_SIGNS: dict[str, tuple[str, Tone]] = {
    "meeting": ("team", "info"), "intervision": ("speech", "activity"), "training": ("star", "good"),
}  # fmt: skip
