"""The cards of the day: who is here, what comes, what is on, the words for the next team, the visits."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from delta_app.core.i18n import _, format_span, ngettext
from delta_app.today import spoken
from delta_app.today.commands import LONGEST_ENTRY
from delta_app.today.queries import EntryRow, PersonHere, Shift, TillState, TodayView, Visits
from delta_app.widgets import space, theme
from delta_app.widgets.avatar import Avatar, initials
from delta_app.widgets.buttons import Button, IconButton, SquareButton
from delta_app.widgets.cards import Card
from delta_app.widgets.chips import Chip
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.item_rows import empty_layout
from delta_app.widgets.text import plain_tip, words

WORDS_SHOWN = 6
FREE_SHOWN = 6


def headed(card: Card, heading: str, beside: QWidget | None = None) -> None:
    """A card's heading, with something at its right."""
    card.setAccessibleName(heading)
    row = FlowLayout(spacing=8, push_last=beside is not None)
    row.addWidget(words(heading, "heading"))
    if beside is not None:
        row.addWidget(beside)
    card.column.addLayout(row)


class NowCard(Card):
    """Who is at the door now, readable from two metres."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._shown: tuple[Shift | None, str] | None = None
        self._chip = Chip()
        headed(self, _("Maintenant à l’accueil"), self._chip)
        self._people = FlowLayout(spacing=26)
        self.column.addLayout(self._people)
        self._nobody = words("", "large", wrap=True)
        self._note = words("", "soft", wrap=True)
        self.column.addWidget(self._nobody)
        self.column.addWidget(self._note)

    def show_day(self, view: TodayView) -> None:
        """Show the shift that is on, or that none is."""
        sentence, icon, tone = spoken.state_words(view)
        if self._shown == (view.now, sentence):
            return
        self._shown = view.now, sentence
        empty_layout(self._people)
        people = view.now.people if view.now is not None else ()
        for one in people:
            self._people.addWidget(_person(one))
        if view.now is not None and view.state == "open":
            sentence, icon, tone = spoken.coverage_words(view.now)
        self._chip.tell(sentence, icon, tone)  # type: ignore[arg-type]
        self._chip.setVisible(view.now is not None)
        empty = _("Personne n’est inscrit.") if view.now is not None else sentence
        self._nobody.setText("" if people else empty)
        self._nobody.setVisible(not people)
        self._note.setText(view.now.note if view.now is not None else "")
        self._note.setVisible(bool(self._note.text()))
        self._people.invalidate()


def _person(one: PersonHere) -> QFrame:
    """A large name with its disc, and where they come from."""
    box = QFrame()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    space.between(row, 11)
    row.addWidget(Avatar(initials(one.name), side=46, tone="attention" if one.seeking else None))
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(words(one.name, "large"))
    said = spoken.origin_words(one)
    if one.seeking:
        said = _("cherche remplaçant")
    column.addWidget(words(said, "soft"))
    row.addLayout(column)
    box.setAccessibleName(f"{one.name}, {said}")
    return box


class ShiftLine(QFrame, theme.Themed):
    """One shift to come: when, who, and how it stands or the way to fill it."""

    def __init__(self, shift: Shift, today: date, come: Button | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "item")
        text, icon, tone = spoken.short_coverage(shift)
        when = spoken.when_words(shift, today)
        people = spoken.people_words(shift) or _("personne")
        said = f"{people} · {text}" if shift.hosts and shift.missing else people
        self.setAccessibleName(
            f"{spoken.shift_words(shift.day, shift.start_minute, shift.end_minute)}, {people}, {text}"
        )
        row = FlowLayout(self, spacing=10, push_last=True)
        space.around(row, 0, 6, 0, 6)
        self._when = words(when, "strong")
        row.addWidget(self._when)
        row.addWidget(words(said))
        if come is not None:
            row.addWidget(come)
        else:
            row.addWidget(Chip(text, icon, tone))  # type: ignore[arg-type]
        self.on_theme()

    def on_theme(self) -> None:
        """What is said begins at the same place in every line."""
        self._when.setMinimumWidth(theme.px(84))


class NextCard(Card):
    """What comes next; ``come_asked`` tells the slot somebody wants to come to."""

    come_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._view: TodayView | None = None
        self._buttons: dict[int, Button] = {}
        headed(self, _("Ensuite"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.column.addLayout(self._lines)
        self._free_heading = words(_("Places libres ensuite"), "strong", wrap=True)
        self._free = QVBoxLayout()
        self._free.setSpacing(0)
        self._more = Button("", "down", kind="row")
        self._more.clicked.connect(self.on_more)
        self._whole = False  # somebody wants to see every place that is free
        self.column.addWidget(self._free_heading)
        self.column.addLayout(self._free)
        self.column.addWidget(self._more)
        self._nothing = words(
            _("Rien de publié dans les deux semaines qui viennent : la coordination diffuse le mois depuis Planning."),
            "soft",
            wrap=True,
        )
        self.column.addWidget(self._nothing)

    def show_day(self, view: TodayView) -> None:
        """Show the shifts to come, then where a place is free after them; the keyboard stays where it was."""
        before, self._view = self._view, view
        if before is None or (before.coming, before.free, before.day) != (view.coming, view.free, view.day):
            self._lay_out_lines(view)

    def _lay_out_lines(self, view: TodayView) -> None:
        free = view.free if self._whole else view.free[:FREE_SHOWN]
        held = next((slot_id for slot_id, button in self._buttons.items() if button.hasFocus()), None)
        self._buttons = {}
        for lines, shifts in ((self._lines, view.coming), (self._free, free)):
            empty_layout(lines)
            for shift in shifts:
                lines.addWidget(ShiftLine(shift, view.day, self._come(shift)))
        self._free_heading.setVisible(bool(view.free))
        more = len(view.free) - len(free)
        self._more.say(ngettext("{n} autre place libre…", "{n} autres places libres…", more).format(n=more))
        self._more.setVisible(more > 0)
        self._nothing.setVisible(not view.coming)
        if held is not None and self._buttons:
            self._buttons.get(held, next(iter(self._buttons.values()))).setFocus()

    def on_more(self) -> None:
        """Every place that is free; the keyboard goes on to the first that was hidden."""
        self._whole = True
        if self._view is not None and len(self._view.free) > FREE_SHOWN:
            self._lay_out_lines(self._view)
            self._buttons[self._view.free[FREE_SHOWN].slot_id].setFocus()

    def fold(self) -> None:
        """Whoever comes next finds the first of them again."""
        if self._whole and self._view is not None:
            self._whole = False
            self._lay_out_lines(self._view)

    def _come(self, shift: Shift) -> Button | None:
        if not shift.may_come:
            return None
        button = Button(_("Je viens"))
        button.setAccessibleName(_("Je viens {when}").format(when=spoken.moment_words(shift.day, shift.start_minute)))
        button.clicked.connect(lambda: self.come_asked.emit(shift.slot_id))
        self._buttons[shift.slot_id] = button
        return button


class LogbookCard(Card):
    """The words left for the next team, and the field for another. ``written`` tells a word, ``removed`` its number."""

    written = Signal(str)
    remove_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._shown: tuple[object, ...] | None = None
        self._whole = False
        self._given: tuple[Sequence[EntryRow], date, int | None, bool] = ((), date.min, None, False)
        headed(self, _("Cahier de liaison"))
        self.column.addWidget(words(_("Pas de nom, pas de santé, pas de situation personnelle."), "soft", wrap=True))
        self._entries = QVBoxLayout()
        space.between(self._entries, 7)
        self.column.addLayout(self._entries)
        self._more = Button(_("Montrer plus ancien"), "history")
        self.column.addWidget(self._more)
        self.column.addStretch()
        self.field = QLineEdit()
        self.field.setMaxLength(LONGEST_ENTRY)
        self.field.setAccessibleName(_("Un mot pour l’équipe suivante"))
        self.field.setPlaceholderText(_("Un mot pour l’équipe suivante…"))
        self._send = Button(_("Laisser ce mot"), "pen")
        foot = FlowLayout(spacing=8, push_last=True)
        self.column.addWidget(self.field)
        foot.addWidget(self._send)
        self.column.addLayout(foot)
        self.field.returnPressed.connect(self.on_written)
        self._send.clicked.connect(self.on_written)
        self.field.textChanged.connect(lambda text: self._send.setVisible(bool(text.strip())))
        self._send.hide()
        self._more.clicked.connect(self.on_more)

    def show_entries(self, entries: Sequence[EntryRow], today: date, mine: int | None, *, any_one: bool) -> None:
        """Show the latest words; one's own, or any for the coordinator, can be taken away."""
        shown = (tuple(entries), today, mine, any_one, self._whole)
        if self._shown == shown:
            return
        self._shown, self._given = shown, (entries, today, mine, any_one)
        empty_layout(self._entries)
        for entry in entries if self._whole else entries[:WORDS_SHOWN]:
            may = any_one or (mine is not None and entry.host_id == mine)
            self._entries.addWidget(self._entry(entry, today, removable=may))
        if not entries:
            self._entries.addWidget(words(_("Rien encore. Laissez un mot à qui vient après vous."), "soft", wrap=True))
        self._more.setVisible(not self._whole and len(entries) > WORDS_SHOWN)

    def _entry(self, entry: EntryRow, today: date, *, removable: bool) -> QFrame:
        box = QFrame()
        box.setProperty("role", "word")
        column = QVBoxLayout(box)
        space.around(column, 11, 7, 8, 7)
        space.between(column, 2)
        column.addWidget(words(entry.text, wrap=True))
        said = spoken.entry_words(entry, today)
        below = QHBoxLayout()
        below.addWidget(words(said, "soft", wrap=True), 1)
        if removable:
            remove = IconButton("close", _("Retirer ce mot : {text}").format(text=entry.text[:40]))
            remove.clicked.connect(lambda: self.remove_asked.emit(entry.id))
            below.addWidget(remove)
        column.addLayout(below)
        box.setAccessibleName(f"{entry.text} {said}")
        return box

    def on_written(self) -> None:
        """A word is to be left."""
        text = self.field.text().strip()
        if text:
            self.written.emit(text)

    def on_more(self) -> None:
        """All the words there are."""
        self._whole = True
        entries, today, mine, any_one = self._given
        self.show_entries(entries, today, mine, any_one=any_one)
        self.field.setFocus()


class VisitsCard(Card):
    """How many came in this shift: one press a person. ``counted`` tells (visits, first visits) more or fewer."""

    counted = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._heading = words(_("Passages de cette permanence"), "heading", wrap=True)
        self.column.addWidget(self._heading)
        self._figure = words("–", "huge")
        self.fewer = SquareButton(_("Un passage de moins"), "minus")
        self.more = SquareButton(_("Un passage de plus"), "plus", strong=True)
        across = QHBoxLayout()
        space.between(across, 14)
        across.addWidget(self._figure, 1)
        across.addWidget(self.fewer)
        across.addWidget(self.more)
        self.column.addLayout(across)
        self._said = words("", "soft", wrap=True)
        self.first = Button(_("Une première fois"), "plus")
        self.first_less = IconButton("minus", _("Une première fois de moins"))
        self.month = Button(_("Passages du mois…"), "history")
        plain_tip(self.first, _("Compte un passage de plus, de quelqu’un qui vient pour la première fois"))
        self.column.addWidget(self._said)
        below = FlowLayout(spacing=6)
        below.addWidget(self.first)
        below.addWidget(self.first_less)
        below.addWidget(self.month)
        self.column.addLayout(below)
        self.more.clicked.connect(lambda: self.counted.emit(1, 0))
        self.fewer.clicked.connect(lambda: self.counted.emit(-1, 0))
        self.first.clicked.connect(lambda: self.counted.emit(1, 1))
        self.first_less.clicked.connect(lambda: self.counted.emit(0, -1))

    def show_count(self, span: tuple[int, int] | None, counted: Visits | None) -> None:
        """Show a count; that nobody counted yet is told otherwise than that nobody came."""
        self._figure.setText("–" if counted is None else str(counted.visits))
        self.more.setEnabled(span is not None)
        self.first.setEnabled(span is not None)
        self.fewer.setEnabled(counted is not None and counted.visits > counted.first_visits)
        self.first_less.setVisible(counted is not None and counted.first_visits > 0)
        if span is None:
            self._said.setText(_("On compte dès que la permanence commence."))
            return
        when = format_span(*span)
        if counted is None:
            self._said.setText(_("{span} : pas encore compté. Anonyme : un nombre, jamais un nom.").format(span=when))
            return
        first = ngettext("dont {n} première fois", "dont {n} premières fois", counted.first_visits)
        said = _("{span} · anonyme · {first}").format(span=when, first=first.format(n=counted.first_visits))
        self._said.setText(said)
        self._figure.setAccessibleName(ngettext("{n} passage", "{n} passages", counted.visits).format(n=counted.visits))
        self._figure.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class TillCard(Card):
    """Whether the till is open, since when and by whom; ``asked`` tells that somebody wants to go there."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._chip = Chip()
        headed(self, _("Caisse"), self._chip)
        self._said = words("", "soft", wrap=True)
        self.column.addWidget(self._said)
        go = Button(_("Aller à la caisse"), "till")
        go.clicked.connect(self.asked)
        self.column.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch()

    def show_till(self, till: TillState) -> None:
        """Show how it stands: no amount, whoever stands before the PC."""
        chip, said = spoken.till_words(till)
        self._chip.tell(chip, "" if till.opened_at else "lock", "good" if till.opened_at else "plain")
        self._said.setText(said)
