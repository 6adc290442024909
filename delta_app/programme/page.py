"""The programme's page.

Before it stands whoever coordinates, composing a month of activities out of what people told at the door, and answering
each of them; and a host who looks what is on, notes an idea, or counts who came.
"""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.access import Role
from delta_app.core.calendar import Month
from delta_app.core.errors import Refused
from delta_app.core.i18n import _, month_name, ngettext
from delta_app.programme.acts_page import CostLines, Deeds
from delta_app.programme.calendar_page import calendar_month, key_of
from delta_app.programme.date_page import DateSide, offered
from delta_app.programme.idea_acts_page import IdeaDeeds
from delta_app.programme.ideas_page import ANSWERED_SHOWN, IdeasBox
from delta_app.programme.import_dialog import ENDINGS, ask_and_import, import_file
from delta_app.programme.list_page import ProgrammeList
from delta_app.programme.poster_dialog import PosterDialog
from delta_app.programme.proposal_data import proposal_rows
from delta_app.programme.queries import DateRow, ProgrammeMonth, date_row, next_dates, programme_month
from delta_app.programme.share_page import fill_share_menu
from delta_app.widgets import space, theme
from delta_app.widgets.buttons import Button, IconButton
from delta_app.widgets.calendar_grid import CalendarGrid
from delta_app.widgets.chips import Chip
from delta_app.widgets.page import Act, Desk, Page
from delta_app.widgets.segments import Segments
from delta_app.widgets.tab_order import read_in_order
from delta_app.widgets.text import words

SIDE = 256
NARROW = 860  # below, at 100 % text, the side stands in the place of the month when something is chosen
_LOOK = "look/programme"


class ProgrammePage(Page):
    """A month of activities and the box of ideas. ``lines``: the budget lines of costs of a year."""

    tables = frozenset(
        {"activity", "activity_date", "proposal", "room", "host", "partner", "closure", "extra_opening", "opening",
         "school_holiday", "venue"}
    )  # fmt: skip

    def __init__(self, desk: Desk, lines: CostLines, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._view: ProgrammeMonth | None = None
        self._chosen: str | None = None
        self._deeds = Deeds(desk, lines, self)
        self._ideas = IdeaDeeds(desk, self._deeds, self)
        self._build()
        self._lay_out()
        self._connect()

    def _build(self) -> None:
        self.before = IconButton("chevron-left", _("Mois précédent"))
        self.after = IconButton("chevron-right", _("Mois suivant"))
        self.now = IconButton("today", _("Revenir au mois d’aujourd’hui"))
        self._title, self._count = words("", "title"), Chip()
        self._looks = Segments(_("Affichage"), [("month", _("Mois")), ("list", _("Liste"))])
        self.ideas = Button(_("Idées"), "speech")
        self.ideas.setCheckable(True)
        self.printing = Button(_("Affiche…"), "print")
        self.sharing = Button(_("Partager…"))
        self._share = QMenu(self)
        self.sharing.setMenu(self._share)
        self.printing.setShortcut(QKeySequence.StandardKey.Print)
        self.adding = Button(_("Activité"), "plus", kind="main")
        self.adding.setAccessibleName(_("Nouvelle activité"))
        self.calendar, self.listed = CalendarGrid(), ProgrammeList()
        self._months = QStackedWidget()
        self.box, self.side = IdeasBox(), DateSide()
        self._sides = QStackedWidget()
        self._frame = QWidget()
        self._card = QFrame()
        self._card.setProperty("role", "card")
        self._new = QShortcut(QKeySequence("Ctrl+N"), self)
        self._new.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._away = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._away.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        for button in (self.ideas, self.printing, self.sharing, self.adding):
            self.acts.addWidget(button)
        switcher = QWidget()
        row = QHBoxLayout(switcher)
        row.setContentsMargins(0, 0, 0, 0)
        space.between(row, 6)
        for piece in (self.before, self._title, self.after, self.now):
            row.addWidget(piece)
        self.lay_out_head(switcher, self._count, self._looks)
        for one in (self.calendar, self.listed):
            self._months.addWidget(one)
        for side in (self.box, self.side):
            self._sides.addWidget(side)
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._months)
        beside = QVBoxLayout(self._card)
        space.around(beside, 16, 13, 16, 13)
        beside.addWidget(self._sides)
        body = QWidget()
        across = QHBoxLayout(body)
        space.around(across, 20, 0, 20, 16)
        space.between(across, 14)
        across.addWidget(self._frame, 1)
        across.addWidget(self._card)
        self.lay_out_body(body)

    def _connect(self) -> None:
        self.before.clicked.connect(lambda: self.go_to(self.desk.month.plus(-1)))
        self.after.clicked.connect(lambda: self.go_to(self.desk.month.plus(1)))
        self.now.clicked.connect(lambda: self.go_to(Month.of(clock.today())))
        self._looks.chosen.connect(self.on_look)
        self.ideas.toggled.connect(self.on_ideas)
        self.printing.clicked.connect(self.on_print)
        self._share.aboutToShow.connect(lambda: fill_share_menu(self._share, self.desk, self))
        self.adding.clicked.connect(lambda: self._deeds.new(self._day_meant()))
        self._new.activated.connect(self.adding.click)
        self._away.activated.connect(lambda: self.choose(None))
        self.calendar.chosen.connect(self.choose)
        self.calendar.opened.connect(self.on_opened)
        self.calendar.new_asked.connect(self.on_new)
        self.calendar.removed.connect(lambda key: self.do("remove", key))
        self.calendar.menu_asked.connect(self.on_menu)
        self.calendar.move_asked.connect(self.on_move)
        self.calendar.month_asked.connect(lambda step: self.go_to(self.desk.month.plus(step)))
        self.listed.chosen.connect(self.choose)
        self.listed.opened.connect(self.on_opened)
        self.side.asked.connect(lambda act: self.do(act, self._chosen))
        self.side.closed.connect(lambda: self.choose(None))
        self.box.asked.connect(self._ideas.do)
        self.box.noted.connect(self._ideas.note)
        self._deeds.done.connect(self.on_done)
        self.desk.actor_changed.connect(self.on_actor)
        self.desk.month_changed.connect(self.on_month)

    @property
    def _may_count(self) -> bool:
        return self.desk.actor.role in (Role.HOST, Role.COORDINATOR)

    def refresh(self) -> None:
        """The month and the ideas as they are now."""
        with self.desk.attempt(), self.desk.store.read() as session:
            self._view = programme_month(session, self.desk.month)
            ideas = proposal_rows(session)
            today = clock.today()
            coming = {
                row.activity_id: next(iter(next_dates(session, row.activity_id, today)), None)
                for row in [row for row in ideas if row.state == "accepted"][:ANSWERED_SHOWN]
                if row.activity_id is not None
            }
            self._show()
            self.box.say_first(first=self.desk.may_write and not self._view.rows)
            self.box.show_ideas(
                ideas if self._may_count else (), coming, today, may_write=self.desk.may_write, may_tell=self._may_count
            )
        self._show_side()
        read_in_order(self)

    def _show(self) -> None:
        view, local = self._view, clock.local_now()
        if view is None:
            return
        month = month_name(view.month.first)
        self._title.setText(_("Programme · {month}").format(month=month))
        number = len(view.taking_place)
        told = ngettext("{n} activité", "{n} activités", number).format(n=number)
        self._count.tell(told, "star", "activity")
        self.now.setVisible(view.month != Month.of(clock.today()))
        self.adding.setVisible(self.desk.may_write)
        look = str(self.desk.memory.value(_LOOK, "month"))
        self._looks.choose("list" if look == "list" else "month")
        self._months.setCurrentWidget(self.listed if look == "list" else self.calendar)
        self.calendar.show_month(calendar_month(view, local, may_write=self.desk.may_write))
        self.listed.show_month(view, local)
        self._mark()

    def _mark(self) -> None:
        self.calendar.select(self._chosen)
        self.listed.select(self._chosen)

    def _row(self, key: str | None) -> DateRow | None:
        rows = self._view.rows if self._view is not None else ()
        return next((row for row in rows if key_of(row) == key), None)

    def _show_side(self) -> None:
        """The date that is chosen, or else the ideas."""
        row = self._row(self._chosen)
        if row is None:
            self._chosen = None
            self._sides.setCurrentWidget(self.box)
        else:
            self.side.show_date(row, clock.local_now(), may_write=self.desk.may_write, may_count=self._may_count)
            self._sides.setCurrentWidget(self.side)
        self._fit()

    def _fit(self) -> None:
        """The side beside the month; in its place where there is no room for both and one asks for it."""
        narrow = self.width() < theme.px(NARROW)
        asked = self._chosen is not None or self.ideas.isChecked()
        self._card.setFixedWidth(max(theme.px(SIDE), self.width() - theme.gap(40)) if narrow else theme.px(SIDE))
        self._frame.setVisible(not narrow or not asked)
        self._card.setVisible(not narrow or asked)
        self.ideas.setVisible(narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may have no room for the side."""
        super().resizeEvent(event)
        self._fit()

    def on_ideas(self, asked: bool) -> None:
        """The ideas in the place of the month, or the month again."""
        self.choose(None)
        self._fit()
        if asked:
            self.box.note.setFocus()

    def choose(self, key: str | None) -> None:
        """Show a date at the side; None: the ideas."""
        if key is None and self._chosen is None:
            return
        left, self._chosen = self._chosen, key
        self._mark()
        self._show_side()
        if key is None and left is not None and not self._months.isAncestorOf(self.window().focusWidget()):
            self._focus(left)

    def _focus(self, key: str) -> None:
        if self._months.currentWidget() is self.listed:
            self.listed.focus_row(key)
        else:
            self.calendar.focus_chip(key)

    def choose_first(self) -> None:
        """The first date of the month at the side, where there is one."""
        rows = self._view.of_month if self._view is not None else ()
        if rows:
            self.choose(key_of(rows[0]))

    def go_to(self, month: Month) -> None:
        """Another month, on every page."""
        self.desk.month = month

    def on_month(self) -> None:
        """Another month is worked on, here or on another page."""
        self._chosen = None
        self.stale = True
        if self.isVisible():
            self.refresh_if_stale()

    def on_actor(self) -> None:
        """Somebody else works here."""
        self.stale = True
        if self.isVisible():
            self.refresh_if_stale()

    def on_print(self) -> None:
        """The month on paper."""
        with self.desk.attempt():
            PosterDialog(self.desk, self.desk.month, self).exec()

    def on_import(self) -> None:
        """A calendar of another program."""
        ask_and_import(self.desk, self)

    def accepts_file(self, path: Path) -> bool:
        """A calendar dropped on the window."""
        return self.desk.may_write and path.suffix.lower() in ENDINGS

    def take_file(self, path: Path) -> None:
        """It is gone through."""
        import_file(self.desk, path, self)

    def on_look(self, look: str) -> None:
        """As a month or as a list."""
        self.desk.memory.setValue(_LOOK, look)
        self._show()

    def on_new(self, day: date) -> None:
        """A new activity on a day."""
        if self.desk.may_write:
            self._deeds.new(day)

    def on_opened(self, key: str) -> None:
        """A date is opened: changed by who may, shown to others."""
        self.choose(key)
        if self.desk.may_write:
            self.do("edit", key)

    def on_move(self, key: str, day: date) -> None:
        """A date is put on another day."""
        row = self._row(key)
        if row is not None and self.desk.may_write:
            self._deeds.move(row, day)

    def on_menu(self, key: str, at: QPoint) -> None:
        """Everything that can be done with a date, in a menu."""
        row = self._row(key)
        if row is None:
            return
        self.choose(key)
        menu = QMenu(self)
        acts = offered(row, clock.local_now(), may_write=self.desk.may_write, may_count=self._may_count)
        for act, text in acts:
            menu.addAction(text, partial(self.do, act, key))
        if acts:
            menu.exec(at)
        menu.deleteLater()

    def do(self, act: str, key: str | None) -> None:
        """Do something with a date."""
        row = self._row(key)
        if row is None or (act not in ("count", "register") and not self.desk.may_write):
            return
        deeds = self._deeds
        {
            "edit": deeds.edit, "count": deeds.count, "register": deeds.register, "confirm": deeds.confirm,
            "hold": deeds.hold, "cancel": deeds.cancel, "forget": deeds.forget_count, "remove": deeds.remove,
        }[act](row)  # fmt: skip

    def on_done(self, activity_id: int, day: date) -> None:
        """Something was done with a date: it is shown, in its month."""
        self.refresh_if_stale()
        try:
            with self.desk.store.read() as session:
                row = date_row(session, activity_id, day)
        except Refused:  # it was taken out of the programme
            return
        if self._row(key_of(row)) is None:
            self.go_to(Month.of(row.day))
        self.choose(key_of(row))
        self._focus(key_of(row))

    def _day_meant(self) -> date | None:
        """The day on which a new activity begins: that of the date chosen, or the first of a month to come."""
        row = self._row(self._chosen)
        if row is not None:
            return row.day
        return self.desk.month.first if self.desk.month > Month.of(clock.today()) else None

    def let_go(self) -> None:
        """Nobody's date is chosen any more."""
        self.choose(None)

    def offers(self) -> Sequence[Act]:
        """What can be done here."""
        why_not = "" if self.desk.may_write else _("Réservé à la coordination.")
        return (
            Act("programme.new", _("Planifier une activité…"), self.adding.click, why_not, "Ctrl+N", self.adding),
            Act.of("programme.print", self.printing, _("Imprimer l’affiche du mois…")),
            Act("programme.import", _("Importer un agenda…"), self.on_import, why_not),
            Act.of("programme.idea", self.box.note),
        )

    def help_lines(self) -> Sequence[tuple[str, str]]:
        """What F1 tells."""
        return (
            (_("Planifier une activité"), _("N sur un jour, ou double-clic")),
            (_("Choisir une date, l’ouvrir"), _("Entrée, puis Entrée")),
            (_("Déplacer"), _("glisser, ou Alt et les flèches")),
            (_("Retirer"), _("Suppr")),
            (_("Tout ce qui se fait avec une date"), _("clic droit, ou Maj+F10")),
            (_("Noter une idée"), _("le bouton de la boîte à idées")),
        )
