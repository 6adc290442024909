"""The team page: everybody in a list, one person whole beside it, and what brings people in."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.i18n import _, capitalised, format_date, month_name
from delta_app.team import form_page, spoken
from delta_app.team.acts_page import PersonActs
from delta_app.team.allowance_page import list_acts
from delta_app.team.detail_page import Detail
from delta_app.team.first_step_page import first_step
from delta_app.team.list_page import TeamTable, counts
from delta_app.team.queries import PersonView, TeamRow, person_view, team_rows
from delta_app.widgets import space, theme
from delta_app.widgets.buttons import Button
from delta_app.widgets.cards import Card
from delta_app.widgets.filter_chips import FilterBar
from delta_app.widgets.page import Act, Desk, Page
from delta_app.widgets.search_field import SearchField
from delta_app.widgets.tab_order import read_in_order
from delta_app.widgets.text import plain_tip, words

NARROW_BELOW = 880  # width of the page at 100 % text under which the list and the person take turns
DETAIL_WIDTH = (330, 440)  # at 100 % text: the least, and the most where there is room
TABLES = frozenset(
    {"host", "host_pin", "partner", "weekly_availability", "dated_answer", "absence", "host_pair", "slot", "seat",
     "allowance", "allowance_ceiling", "opening", "closure", "extra_opening"}
)  # fmt: skip


class TeamPage(Page, theme.Themed):
    """Whoever welcomes, and when."""

    tables = TABLES

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._rows: tuple[TeamRow, ...] = ()
        self._reading = False  # the person, where both have no room
        self._acts = PersonActs(desk)
        self._build()
        self._lay_out()
        self._connect()

    def _build(self) -> None:
        self.title = words(_("Équipe des accueillant·es"), "title")
        self._how_many = words("", "soft")
        self.search = SearchField(_("Chercher dans l’équipe"), _("Nom, service, langue…"))
        self.importing = Button(_("Importer…"))
        self.welcome = Button(_("Accueillir quelqu’un"), "plus", kind="main")
        self.welcome.setShortcut(QKeySequence.StandardKey.New)
        self.filters = FilterBar(_("Ne montrer que"))
        self.table = TeamTable()
        self.listed = Card()
        space.around(self.listed.column, 1, 4, 1, 8)
        self.listed.column.addWidget(self.table)
        self._nobody = words("", wrap=True)
        self.detail = Detail()
        self._stack = QStackedWidget()
        self._first_step: QWidget | None = None
        self._find = QShortcut(QKeySequence.StandardKey.Find, self)

    def _lay_out(self) -> None:
        for piece in (self.importing, self.welcome):
            self.acts.addWidget(piece)
        self.acts.insertWidget(0, self.search)
        self.lay_out_head(self.title, self._how_many)
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        space.around(column, 20, 0, 20, 14)
        space.between(column, 10)
        column.addWidget(self.filters)
        column.addWidget(self._nobody)
        across = QHBoxLayout()
        space.between(across, 14)
        across.addWidget(self.listed, 1)
        across.addWidget(self.detail)
        column.addLayout(across, 1)
        self._stack.addWidget(self._body)
        self.lay_out_body(self._stack)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.on_search)
        self.search.left.connect(self.table.setFocus)
        self._find.activated.connect(self.on_find)
        self.filters.chosen.connect(self.on_filter)
        self.importing.clicked.connect(self.on_import_hosts)
        self.welcome.clicked.connect(self.on_welcome)
        self.table.person_shown.connect(self.on_person)
        self.table.person_asked.connect(self.on_person_asked)
        self.table.newcomer_asked.connect(self.on_welcome)
        detail = self.detail
        detail.back.clicked.connect(self.on_back)
        detail.edit.clicked.connect(self.on_edit)
        detail.pair.clicked.connect(self.on_pair)
        detail.calendar_file.clicked.connect(self.on_calendar)
        detail.code.clicked.connect(self.on_code)
        detail.no_code.clicked.connect(lambda: self._with_person(lambda v: self._acts.remove_pin(v.host)))
        detail.allowances.note.clicked.connect(self.on_allowance)
        detail.sheet.clicked.connect(self.on_sheet)
        detail.shift_asked.connect(self.on_shift)
        detail.week.painted.connect(lambda strokes: self._with_person(lambda v: self._acts.paint(v.host, strokes)))
        detail.week.others_forgotten.connect(lambda: self._with_person(lambda v: self._acts.forget_others(v.host)))
        days = detail.days
        days.month_asked.connect(self.on_month_asked)
        days.absence_noted.connect(
            lambda first, last: self._with_person(lambda v: self._acts.note_absence(v.host, first, last))
        )
        days.absence_removed.connect(lambda day: self._with_person(lambda v: self._acts.remove_absence(v.host, day)))
        days.answer_given.connect(
            lambda day, start, end, level: self._with_person(
                lambda v: self._acts.answer(v.host, day, (start, end), level)
            )
        )
        detail.state_asked.connect(lambda state: self._with_person(lambda v: self._acts.change_state(v.host, state)))
        detail.unpair_asked.connect(self.on_unpair)
        self.desk.month_changed.connect(self.on_month_changed)

    def _with_person(self, act: Callable[[PersonView], bool]) -> None:
        """Do something with the person shown; what was refused is shown again as it is."""
        if self.detail.view is not None and not act(self.detail.view):
            self.on_person(self.detail.view.host.id)

    def refresh(self) -> None:
        """Read the team and show it."""
        with self.desk.attempt():
            local = clock.local_now()
            with self.desk.store.read() as session:
                rows = team_rows(session, self.desk.month, clock.today(), local.hour * 60 + local.minute)
            self._rows = rows
            self._show()

    def _show(self) -> None:
        here = sum(row.host.state != "left" for row in self._rows)
        may = self.desk.may_write
        for button in (self.importing, self.welcome):
            button.setEnabled(may)
            why = "" if may else _("Réservé à la coordination.")
            plain_tip(button, why)
            button.setAccessibleDescription(why)
        self._how_many.setText(spoken.people_words(here) if self._rows else "")
        self.search.setEnabled(bool(self._rows))
        self._show_first_step()
        self.filters.show_counts(counts(self._rows))
        month = self.desk.month.first
        self.table.show_rows(self._rows, month_name(month), capitalised(format_date(month, "LLL y")))

    def _show_first_step(self) -> None:
        if self._first_step is not None:
            self._stack.removeWidget(self._first_step)
            self._first_step.deleteLater()
            self._first_step = None
        if self._rows:
            self._stack.setCurrentWidget(self._body)
            return
        self._first_step = first_step(
            may_write=self.desk.may_write, by_hand=self.on_welcome, by_file=self.on_import_hosts
        )
        self._stack.addWidget(self._first_step)
        self._stack.setCurrentWidget(self._first_step)

    def on_person(self, host_id: int | None) -> None:
        """Somebody is chosen in the list, or nobody can be."""
        with self.desk.attempt():
            view = None
            if host_id is not None:
                with self.desk.store.read() as session:
                    view = person_view(session, host_id, self.desk.month, clock.today())
            if view is not None:
                self.detail.show_person(view, editable=self.desk.may_write, money=self.desk.handles_money)
            else:
                self._reading = False
            nobody = bool(self._rows) and host_id is None
            self._nobody.setText(_("Personne ne répond à cette recherche. Échap la vide.") if nobody else "")
            self._nobody.setVisible(nobody)
            self._share_out(somebody=view is not None)
            read_in_order(self)

    def _share_out(self, *, somebody: bool) -> None:
        """Side by side where there is room, else the list or the person."""
        scaled = self.width() * 100 / theme.current().scale
        narrow = scaled < NARROW_BELOW
        self.detail.back.setVisible(narrow)
        self.detail.setVisible(somebody and (not narrow or self._reading))
        self.listed.setVisible(not narrow or not self._reading)
        self.filters.setVisible(not narrow or not self._reading)
        if narrow:
            self.detail.setMinimumWidth(0)
            self.detail.setMaximumWidth(16_777_215)
        else:
            least, most = DETAIL_WIDTH
            self.detail.setFixedWidth(theme.px(max(least, min(most, scaled * 0.27))))

    def offers(self) -> Sequence[Act]:
        """What the buttons do, by name."""
        find = Act("team.find", _("Chercher quelqu’un dans l’équipe"), self.on_find, shortcut="Ctrl+F")
        if not self.desk.may_write:
            return (find, *list_acts(self.desk, self.on_allowance_list))
        return (
            find,
            Act.of("team.welcome", self.welcome),
            Act("team.import_hosts", _("Importer les accueillant·es…"), self.on_import_hosts),
            Act("team.import_poll", _("Importer les réponses d’un sondage…"), self.on_import_poll),
            Act("team.codes", _("Donner un code à qui n’en a pas…"), self.on_codes),
            *list_acts(self.desk, self.on_allowance_list),
        )

    def help_lines(self) -> Sequence[tuple[str, str]]:
        """How one works with the team."""
        return (
            (_("Trouver quelqu’un"), _("Ctrl+F, puis quelques lettres d’un nom, d’un service ou d’une langue")),
            (_("Voir une personne"), _("les flèches dans la liste ; Entrée va à sa fiche, Échap en revient")),
            (_("Trier"), _("un clic sur un titre de colonne ; au clavier Maj+Tab, puis les flèches et Entrée")),
            (_("Dire quand quelqu’un vient d’habitude"), _("cliquer ou glisser sur la grille ; ou flèches et lettres")),
            (_("Noter une absence"), _("glisser sur le petit calendrier, ou Maj+flèches, puis Entrée")),
            (_("Importer une liste ou un sondage"), _("glisser le fichier dans la fenêtre")),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out the room."""
        super().resizeEvent(event)
        self._share_out(somebody=self.table.host_id is not None)

    def on_theme(self) -> None:
        """Share it out again in another text size."""
        self._share_out(somebody=self.table.host_id is not None)

    def on_search(self, text: str) -> None:
        """Whoever answers to these words."""
        self.table.search(text)

    def on_find(self) -> None:
        """The keyboard goes to the search."""
        self._reading = False
        self._share_out(somebody=self.table.host_id is not None)
        self.search.setFocus()
        self.search.selectAll()

    def on_filter(self, key: str) -> None:
        """One kind of people."""
        self.table.filter(key)

    def on_person_asked(self) -> None:
        """On to the person."""
        if self.table.host_id is None:
            return
        self._reading = True
        self._share_out(somebody=True)
        (self.detail.edit if self.detail.edit.isVisible() else self.detail.days.earlier).setFocus()

    def let_go(self) -> None:
        """Nobody in particular is looked at, and nothing is searched."""
        self.search.clear()
        self._reading = False
        self._share_out(somebody=self.table.host_id is not None)

    def on_back(self) -> None:
        """Back to the list."""
        self._reading = False
        self._share_out(somebody=True)
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape in the person goes back to the list."""
        if event.key() == Qt.Key.Key_Escape and self.detail.isAncestorOf(self.focusWidget()):
            self.on_back()
        else:
            super().keyPressEvent(event)

    def on_month_asked(self, step: int) -> None:
        """Another month, on every page."""
        self.desk.month = self.desk.month.plus(step)

    def on_month_changed(self) -> None:
        """The month turned, here or on another page."""
        self.stale = True
        if self.isVisible():
            self.refresh_if_stale()

    def on_shift(self, slot_id: int) -> None:
        """The shift in the planning."""
        self.desk.ask("planning.show")
        self.desk.slot_asked.emit(slot_id)

    def on_welcome(self) -> None:
        """Somebody new, by hand."""
        if not self.desk.may_write:
            return
        made = form_page.welcome(self.desk, self)
        if made is not None:
            self.filters.choose("")
            self.search.clear()
            self.table.choose(made)
            form_page.tell_welcome(self.desk, self._name_of(made))
            self.table.setFocus()

    def on_edit(self) -> None:
        """Change what is written about the person shown."""
        view = self.detail.view
        if view is None:
            return
        with self.desk.attempt():
            if form_page.change(self.desk, view.host, self):
                form_page.tell_changed(self.desk, self._name_of(view.host.id))
                self.detail.edit.setFocus()

    def _name_of(self, host_id: int) -> str:
        return next((row.host.name for row in self._rows if row.host.id == host_id), "")

    def on_pair(self) -> None:
        """With whom the person should, or should not, be."""
        from delta_app.team.person_dialogs import PairDialog

        view = self.detail.view
        if view is None:
            return
        team = [row.host for row in self._rows if row.host.state != "left"]
        dialog = PairDialog(view.host, team, self)
        if dialog.exec():
            other, name = int(dialog.other.currentData()), dialog.other.currentText()
            kind = dialog.kind
            self._with_person(lambda v: self._acts.pair(v.host, other, name, kind))
            self.detail.pair.setFocus()

    def on_unpair(self, other_id: int) -> None:
        """Nothing is noted of these two any more."""
        name = self._name_of(other_id)
        self._with_person(lambda v: self._acts.pair(v.host, other_id, name, None))

    def on_calendar(self) -> None:
        """The person's shifts for a telephone."""
        from delta_app.team.sheet_dialogs import save_calendar

        if self.detail.view is not None:
            save_calendar(self.desk, self.detail.view.host.id, self)

    def on_sheet(self) -> None:
        """The person's month for the fridge."""
        from delta_app.team.sheet_dialogs import show_sheet

        if self.detail.view is not None:
            show_sheet(self.desk, self.detail.view.host.id, self)

    def on_allowance(self) -> None:
        """What the person gets back for a day."""
        from delta_app.team.allowance_dialogs import note_allowances

        view = self.detail.view
        if view is not None:
            note_allowances(self.desk, view.host, view.allowances.year, self)
            self.detail.allowances.note.setFocus()

    def on_allowance_list(self, year: int) -> None:
        """What everybody got back in a year."""
        from delta_app.team.allowance_dialogs import show_allowance_list

        show_allowance_list(self.desk, year, self)

    def on_code(self) -> None:
        """The person's code for the PC, drawn and printed."""
        from delta_app.team.code_dialogs import give_codes

        if self.detail.view is not None:
            give_codes(self.desk, [self.detail.view.host], self)

    def on_codes(self) -> None:
        """A code for everybody who has none."""
        from delta_app.team.code_dialogs import give_codes_where_lacking

        give_codes_where_lacking(self.desk, self)

    def on_import_hosts(self) -> None:
        """Bring the team in from a file."""
        self._import("hosts")

    def on_import_poll(self) -> None:
        """Bring answers in from a poll's export."""
        self._import("poll")

    def _import(self, wanted: str) -> None:
        from delta_app.team.import_dialogs import ask_and_import

        ask_and_import(self.desk, self, wanted)  # type: ignore[arg-type]

    def accepts_file(self, path: Path) -> bool:
        """Tables: a list of people, or a poll."""
        named = path.suffix.lower() in (".csv", ".xlsx", ".ods", ".txt")
        return self.desk.may_write and named and not path.is_dir()

    def take_file(self, path: Path) -> None:
        """Whatever the file is, it is known by what it holds."""
        from delta_app.team.import_dialogs import import_file

        import_file(self.desk, self, path)
