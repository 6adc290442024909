"""The entries behind a figure, and putting one of them on a budget line."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from delta_app.budget.bank_commands import CLASSIFIED, classify_entry
from delta_app.budget.entries_data import Behind, BehindRow, EntryRow, parts_behind, rows_behind
from delta_app.budget.paper_files import closing_slip, put_for_viewing, slip_name, slip_pdf
from delta_app.budget.queries import PlannedLine, lines_of_year
from delta_app.budget.reverse_dialog import ReverseDialog
from delta_app.budget.rules import Side
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _, format_date, format_number, ngettext
from delta_app.core.money import format_money
from delta_app.sheets.output import keep_pdf
from delta_app.till.paper_data import paper_of
from delta_app.widgets import space
from delta_app.widgets.buttons import Button, IconButton
from delta_app.widgets.choice import Choice
from delta_app.widgets.dialog import Dialog, scrolled
from delta_app.widgets.forms import add_field, form_on
from delta_app.widgets.item_rows import empty_layout
from delta_app.widgets.page import Desk
from delta_app.widgets.paper_dialog import PaperDialog
from delta_app.widgets.segments import Segments
from delta_app.widgets.text import words

MOST_SHOWN = 100

_WHEN, _SAID, _AMOUNT, _ACT, _UNDO, _PAPER = range(6)  # the columns of a row

EntryWords = Callable[[EntryRow], str]
"""What an entry was, in a line: the till's own words, which whoever makes the page hands over."""


class EntriesDialog(Dialog):
    """The entries of a figure, the newest first, each with its part in it; a cost or receipt can be put elsewhere.

    ``views``: figures that belong together by name, of which one is shown."""

    def __init__(self, desk: Desk, title: str, views: Sequence[tuple[str, Behind]], tell: EntryWords,
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(title, parent, width=760)
        self._desk, self._views, self._tell = desk, views, tell
        self._behind = views[0][1]
        self._most = MOST_SHOWN
        self.switch = Segments(title, [(str(place), name) for place, (name, _behind) in enumerate(views)])
        self.switch.choose("0")
        self.switch.setVisible(len(views) > 1)
        self.switch.chosen.connect(self.on_view)
        self._said = words("", "soft", wrap=True)
        self._body = QWidget()
        self._grid = QVBoxLayout(self._body)
        space.around(self._grid, 2, 2, 10, 2)
        space.between(self._grid, 0)
        self._area = scrolled(self._body)
        self.column.addWidget(self.switch)
        self.column.addWidget(self._said)
        self.column.addWidget(self._area, 1)
        close = Button(_("Fermer"), kind="main")
        close.clicked.connect(self.accept)
        self._close = close
        self._read()
        self.lay_out_buttons(close)
        self.fit_to(self._area)
        close.setFocus()

    def on_view(self, key: str) -> None:
        """The other figure."""
        self._behind, self._most = self._views[int(key)][1], MOST_SHOWN
        self._read()

    def _read(self) -> None:
        with self._desk.attempt():
            with self._desk.store.read() as session:
                parts = parts_behind(session, self._behind)
                rows = rows_behind(session, parts[: self._most])
            total = sum(part.cents for part in parts)
            self._said.setText(_summary(len(parts), total, self._most))
            empty_layout(self._grid)
            frames = [self._row(row) for row in rows]
            for frame in frames:
                self._grid.addWidget(frame)
            _align(frames)
            if len(parts) > self._most:
                more = Button(_("Voir les suivantes"), "down")
                more.clicked.connect(self.on_more)
                self._grid.addWidget(more)
            self._grid.addStretch(1)

    def on_more(self) -> None:
        """As many again."""
        self._most += MOST_SHOWN
        self._read()
        self._close.setFocus()

    def _row(self, row: BehindRow) -> QFrame:
        entry = row.entry
        frame = QFrame()
        frame.setProperty("role", "item")
        grid = QGridLayout(frame)
        space.around(grid, 0, 5, 0, 5)
        space.in_grid(grid, across=12, down=0)
        number = _("n° {year}-{number}").format(year=entry.year, number=entry.number)
        grid.addWidget(words(f"{format_date(entry.day, 'dd/MM/y')}\n{number}", "soft"), 0, _WHEN)
        said = self._tell(entry)
        if entry.reversed_by is not None:
            said = _("{said} (annulée)").format(said=said)
        grid.addWidget(words(said, wrap=True), 0, _SAID)
        grid.addWidget(words(format_money(row.cents), "strong"), 0, _AMOUNT)
        grid.setColumnStretch(_SAID, 1)
        if entry.has_paper:
            paper = IconButton("receipt", _("Voir la pièce : {said}").format(said=said))
            paper.clicked.connect(lambda: self.on_paper(entry))
            grid.addWidget(paper, 0, _PAPER)
        if entry.kind == "close":
            slip = Button(_("Bordereau…"))
            slip.setAccessibleName(_("Bordereau de {number}…").format(number=number))
            slip.clicked.connect(lambda: self.on_slip(entry))
            grid.addWidget(slip, 0, _ACT)
        side = _side_of(entry)
        if side is not None and self._desk.handles_money:
            button = Button(_("Classer…"))
            button.setAccessibleName(_("Classer {number}…").format(number=number))
            button.clicked.connect(lambda: self.on_classify(entry, side))
            grid.addWidget(button, 0, _ACT)
        if entry.reversible and self._desk.handles_money:
            undo = IconButton("undo", _("Annuler {number} : {said}…").format(number=number, said=said))
            undo.clicked.connect(lambda: self.on_reverse(entry))
            grid.addWidget(undo, 0, _UNDO)
        return frame

    def on_slip(self, entry: EntryRow) -> None:
        """The slip of a closing, as it was printed then."""
        with self._desk.attempt():
            with self._desk.store.read() as session:
                slip = closing_slip(session, entry.id)
            PaperDialog(
                self._desk, _("Bordereau de clôture"), lambda: slip_pdf(slip), keep_pdf, name=slip_name(slip),
                parent=self,
            ).exec()  # fmt: skip

    def on_paper(self, entry: EntryRow) -> None:
        """The receipt that is kept with it."""
        with self._desk.attempt():
            with self._desk.store.read() as session:
                paper = paper_of(session, entry.id)
            self._desk.open_path(put_for_viewing(paper))

    def on_reverse(self, entry: EntryRow) -> None:
        """Have it undone by a contrary entry; the list then says what is so."""
        if ReverseDialog(self._desk, entry, self).exec():
            self._read()
            self._close.setFocus()

    def on_classify(self, entry: EntryRow, side: Side) -> None:
        """Choose another line for it; the list then says what is so."""
        dialog = ClassifyDialog(self._desk, entry, side, self._tell(entry), self)
        if dialog.exec():
            self._read()
            self._close.setFocus()


def _align(rows: Sequence[QFrame]) -> None:
    """One column of days, of amounts and of buttons down all rows, whatever each of them offers."""
    grids = [grid for row in rows if isinstance(grid := row.layout(), QGridLayout)]
    for column in (_WHEN, _ACT, _UNDO, _PAPER):
        there = [_at(grid, column) for grid in grids]
        widest = max((widget.sizeHint().width() for widget in there if widget is not None), default=0)
        for grid, widget in zip(grids, there, strict=True):
            if widget is not None:
                widget.setMinimumWidth(widest)
            elif widest:  # an empty column would take no space before it
                gap = QWidget()
                gap.setMinimumWidth(widest)
                grid.addWidget(gap, 0, column)


def _at(grid: QGridLayout, column: int) -> QWidget | None:
    item = grid.itemAtPosition(0, column)
    widget = None if item is None else item.widget()
    if widget is not None:
        widget.ensurePolished()
    return widget


def _summary(count: int, total: int, most: int) -> str:
    said = ngettext("{n} écriture, {amount} en tout.", "{n} écritures, {amount} en tout.", count).format(
        n=format_number(count), amount=format_money(total)
    )
    if count > most:
        return _("{said} Voici les {shown} plus récentes.").format(said=said, shown=format_number(most))
    return said if count else _("Aucune écriture.")


def _side_of(entry: EntryRow) -> Side | None:
    """The side on which an entry can be put on a line; None where it cannot."""
    other = entry.reversed_by or entry.reverses
    if entry.kind not in CLASSIFIED or (other is not None and other[0] == entry.year):
        return None
    accounts = {line.account for line in entry.lines}
    return "expense" if "expense" in accounts else "income" if "income" in accounts else None


class ClassifyDialog(Dialog):
    """On which line of its year an entry counts."""

    def __init__(self, desk: Desk, entry: EntryRow, side: Side, said: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Classer une écriture"), parent, width=480)
        self._desk, self._entry, self._said = desk, entry, said
        with desk.store.read() as session:
            lines = lines_of_year(session, entry.year)
        ours = [line for line in lines if line.side == side]
        others = [line for line in lines if line.side != side and entry.kind == "bank"]
        self.line = line_choice(ours, others)
        self._error = words(role="error", wrap=True)
        self._error.hide()
        form = form_on()
        add_field(form, _("Ligne"), self.line)
        self.column.addWidget(words(said, wrap=True))
        self.column.addLayout(form)
        self.column.addWidget(self._error)
        told = _("Une écriture de reclassement le note dans le journal, à la même date ; rien n’est effacé.")
        self.column.addWidget(words(told, "soft", wrap=True))
        leave, go = Button(_("Annuler")), Button(_("Classer"), "check", kind="main")
        leave.clicked.connect(self.reject)
        go.clicked.connect(self.on_go)
        self.lay_out_buttons(leave, go)
        self.line.setFocus()

    def on_go(self) -> None:
        """Put it there, or say here why not."""
        line_id = self.line.currentData()
        try:
            with self._desk.store.write(self._desk.actor, _("Classer : {what}").format(what=self._said)) as session:
                classify_entry(session, self._entry.id, line_id)
        except Refused as refusal:
            self._error.setText(say(refusal))
            self._error.show()
            return
        told = _("Classé : {what}, {line}.").format(what=self._said, line=self.line.currentText())
        self._desk.told.emit(told, False)
        self.accept()


def line_choice(lines: Sequence[PlannedLine], others: Sequence[PlannedLine] = (), *, none: str = "") -> Choice:
    """A choice among lines that are planned for, those of the other side named as such, and none of them."""
    choice = Choice(_("Ligne"))
    choice.addItem(none or _("À classer (aucune ligne)"), None)
    for line in lines:
        if not line.withdrawn:
            choice.addItem(line.name, line.id)
    if len(lines) and not none:
        choice.setCurrentIndex(min(1, choice.count() - 1))
    for line in others:
        if not line.withdrawn:
            said = _("{name} (dépense rendue)") if line.side == "expense" else _("{name} (recette rendue)")
            choice.addItem(said.format(name=line.name), line.id)
    return choice
