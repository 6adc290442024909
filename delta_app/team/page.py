"""The team page: everybody in a list with one person whole, newcomers by step, and what brings people in."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from delta_app.core import clock
from delta_app.core.i18n import _
from delta_app.core.store import Change
from delta_app.team import form_page, spoken
from delta_app.team.allowance_page import list_acts
from delta_app.team.board_page import BoardView
from delta_app.team.first_step_page import first_step
from delta_app.team.life_page import LifeView
from delta_app.team.list_view_page import ListView
from delta_app.team.queries import TeamRow, as_all_may_see, team_rows
from delta_app.team.views_page import TeamView, View
from delta_app.widgets.buttons import Button
from delta_app.widgets.page import Act, Desk, Page
from delta_app.widgets.search_field import SearchField
from delta_app.widgets.segments import Segments
from delta_app.widgets.tab_order import read_in_order
from delta_app.widgets.text import plain_tip, words

TABLES = frozenset(
    {"host", "host_pin", "partner", "weekly_availability", "dated_answer", "absence", "host_pair", "slot", "seat",
     "allowance", "allowance_ceiling", "opening", "closure", "extra_opening", "path_step", "path_mark", "mentoring",
     "host_state_change", "published_seat", "opening_decision"}
)  # fmt: skip
LIST = "list"
_VIEW = "team/view"  # where this PC remembers which view was looked at


def team_views() -> tuple[View, ...]:
    """The views beside the list, in the order of the switch."""
    return (
        View("board", _("Parcours"), BoardView),
        View("life", _("Vie d’équipe"), LifeView, for_all=True, of_people=False),
    )


class TeamPage(Page):
    """Whoever welcomes, and when."""

    tables = TABLES

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._rows: tuple[TeamRow, ...] = ()
        self._others = {view.key: view for view in team_views()}
        self._built: dict[str, TeamView] = {}
        self._stale_views: set[str] = set()
        self._build()
        self._lay_out()
        self._connect()

    def _build(self) -> None:
        self.title = words(_("Équipe des accueillant·es"), "title")
        self._how_many = words("", "soft")
        self.switch = Segments(
            _("Vue de l’équipe"), [(LIST, _("Liste")), *((view.key, view.title) for view in self._others.values())]
        )
        self.search = SearchField(_("Chercher dans l’équipe"), _("Nom, service, langue…"))
        self.importing = Button(_("Importer…"))
        self.welcome = Button(_("Accueillir quelqu’un"), "plus", kind="main")
        self.welcome.setShortcut(QKeySequence.StandardKey.New)
        self.list = ListView(self.desk)
        self.filters, self.table, self.detail = self.list.filters, self.list.table, self.list.detail
        self._built[LIST] = self.list
        self._stack = QStackedWidget()
        self._first_step: QWidget | None = None
        self._find = QShortcut(QKeySequence.StandardKey.Find, self)
        last = str(self.desk.memory.value(_VIEW, LIST))
        self._wanted = last if last in self._others else LIST

    def _lay_out(self) -> None:
        for piece in (self.search, self.importing, self.welcome):
            self.acts.addWidget(piece)
        self.lay_out_head(self.title, self._how_many, self.switch)
        self._stack.addWidget(self.list)
        self.lay_out_body(self._stack)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.on_search)
        self.search.left.connect(self.table.setFocus)
        self._find.activated.connect(self.on_find)
        self.switch.chosen.connect(self.on_view)
        self.importing.clicked.connect(self.on_import_hosts)
        self.welcome.clicked.connect(self.on_welcome)
        self.list.newcomer_asked.connect(self.on_welcome)
        self.desk.month_changed.connect(self.on_month_changed)

    @property
    def shown(self) -> str:
        """The key of the view in force; some are for whoever coordinates alone."""
        return self._wanted if self._rows and self._wanted in self._offered else LIST

    @property
    def _offered(self) -> set[str]:
        """The keys of the views beside the list that whoever acts may see."""
        return {key for key, view in self._others.items() if view.for_all or self.desk.may_write}

    def refresh(self) -> None:
        """Read the team and show it."""
        with self.desk.attempt():
            local = clock.local_now()
            with self.desk.store.read() as session:
                rows = team_rows(
                    session, self.desk.month, clock.today(), local.hour * 60 + local.minute, paths=self.desk.may_write
                )
            self._rows = rows if self.desk.may_write else tuple(map(as_all_may_see, rows))
            self._stale_views = set(self._others)
            self._show()

    def on_changed(self, change: Change) -> None:
        """A view may show more than the team itself does."""
        super().on_changed(change)
        for key, view in self._built.items():
            if change.tables & view.tables:
                self._stale_views.add(key)
        if self.isVisible():
            self._refresh_view()

    def _show(self) -> None:
        here = sum(row.host.state != "left" for row in self._rows)
        may = self.desk.may_write
        for button in (self.importing, self.welcome):
            button.setEnabled(may)
            why = "" if may else _("Réservé à la coordination.")
            plain_tip(button, why)
            button.setAccessibleDescription(why)
        self._how_many.setText(spoken.people_words(here) if self._rows else "")
        self.list.show_rows(self._rows)
        self._show_view()

    def _show_view(self) -> None:
        """The view in force, or the first step where there is nobody yet."""
        if self._first_step is not None:
            self._stack.removeWidget(self._first_step)
            self._first_step.deleteLater()
            self._first_step = None
        shown = self.shown
        self.switch.setVisible(bool(self._rows))
        self.switch.offer({LIST, *self._offered})
        self.switch.choose(shown)
        of_people = shown == LIST or self._others[shown].of_people
        for button in (self.importing, self.welcome):
            button.setVisible(of_people)
        self.search.setVisible(shown == LIST)
        self.search.setEnabled(bool(self._rows))
        if self._rows:
            self._stack.setCurrentWidget(self._view(shown))
            self._refresh_view()
        else:
            self._first_step = first_step(
                may_write=self.desk.may_write, by_hand=self.on_welcome, by_file=self.on_import_hosts
            )
            self._stack.addWidget(self._first_step)
            self._stack.setCurrentWidget(self._first_step)
        read_in_order(self)

    def _view(self, key: str) -> TeamView:
        """A view, made the first time it is asked for."""
        if key not in self._built:
            view = self._others[key].build(self.desk)
            view.person_asked.connect(self.on_person_of_view)
            self._built[key] = view
            self._stale_views.add(key)
            self._stack.addWidget(view)
        return self._built[key]

    def _refresh_view(self) -> None:
        key = self.shown
        if key in self._stale_views and key in self._built:
            self._stale_views.discard(key)
            self._built[key].refresh()

    def on_view(self, key: str) -> None:
        """Another way to look at the team, here and next time."""
        self._wanted = key
        self.desk.memory.setValue(_VIEW, key)
        self._show_view()

    def go_to_view(self, key: str) -> None:
        """The same, asked for by name: the keyboard goes there too."""
        self.on_view(key)
        self._view(self.shown).take_keyboard()

    def on_person_of_view(self, host_id: int) -> None:
        """Somebody met in another view is shown in the list."""
        self.on_view(LIST)
        self.search.clear()
        self.list.choose(host_id)
        self.on_person_asked()

    def offers(self) -> Sequence[Act]:
        """What the buttons do, by name."""
        find = Act("team.find", _("Chercher quelqu’un dans l’équipe"), self.on_find, shortcut="Ctrl+F")
        views = (
            Act(f"team.{key}", _("Équipe, vue « {view} »").format(view=view.title), partial(self.go_to_view, key))
            for key, view in self._others.items()
            if key in self._offered
        )
        if not self.desk.may_write:
            return (find, *views, *list_acts(self.desk, self.on_allowance_list))
        return (
            find,
            Act.of("team.welcome", self.welcome),
            Act("team.import_hosts", _("Importer les accueillant·es…"), self.on_import_hosts),
            Act("team.import_poll", _("Importer les réponses d’un sondage…"), self.on_import_poll),
            Act("team.codes", _("Donner un code à qui n’en a pas…"), self.on_codes),
            *views,
            Act("team.add_gathering", _("Noter une rencontre de l’équipe…"), self.on_gathering),
            *(act for view in self._built.values() for act in view.offers()),
            *list_acts(self.desk, self.on_allowance_list),
        )

    def help_lines(self) -> Sequence[tuple[str, str]]:
        """How one works with the team, as it is shown."""
        return self._view(self.shown).help_lines()

    def on_gathering(self) -> None:
        """Hosts met, or will."""
        self.go_to_view("life")
        view = self._view(self.shown)
        if isinstance(view, LifeView):  # nothing to meet where there is nobody yet
            view.on_add()

    def on_search(self, text: str) -> None:
        """Whoever answers to these words."""
        self.table.search(text)

    def on_find(self) -> None:
        """The keyboard goes to the search."""
        if self.shown != LIST:
            self.on_view(LIST)
        self.list.leave_person()
        self.search.setFocus()
        self.search.selectAll()

    def on_person_asked(self) -> None:
        """On to the person."""
        self.list.on_person_asked()

    def let_go(self) -> None:
        """Nobody in particular is looked at, and nothing is searched."""
        self.search.clear()
        self.list.leave_person()

    def on_back(self) -> None:
        """Back to the list."""
        self.list.on_back()

    def on_month_changed(self) -> None:
        """The month turned, here or on another page."""
        self.stale = True
        if self.isVisible():
            self.refresh_if_stale()

    def on_welcome(self) -> None:
        """Somebody new, by hand."""
        if not self.desk.may_write:
            return
        made = form_page.welcome(self.desk, self)
        if made is not None:
            form_page.tell_welcome(self.desk, self.list.side.name_of(made))
            if self.shown == LIST:
                self.filters.choose("")
                self.search.clear()
                self.table.choose(made)
                self.table.setFocus()

    def on_edit(self) -> None:
        """Change what is written about the person shown."""
        self.list.side.on_edit()

    def on_pair(self) -> None:
        """With whom the person should, or should not, be."""
        self.list.side.on_pair()

    def on_sheet(self) -> None:
        """The person's month for the fridge."""
        self.list.side.on_sheet()

    def on_allowance_list(self, year: int) -> None:
        """What everybody got back in a year."""
        from delta_app.team.allowance_dialogs import show_allowance_list

        show_allowance_list(self.desk, year, self)

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
