"""The page on which the PC rests.

Before it stands whoever comes through the door, two metres away: who is here, what comes, where is a place free. They
come to count a visit, leave a word, take a place or look for somebody in theirs, and are off again.
"""

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from delta_app.core.access import Actor, Role
from delta_app.core.calendar import Month
from delta_app.core.i18n import _, capitalised, long_date
from delta_app.today import spoken
from delta_app.today.acts_page import DayActs
from delta_app.today.alerts_page import Alerts
from delta_app.today.cards_page import LogbookCard, NextCard, NowCard, TillCard, VisitsCard
from delta_app.today.chores_page import ChoresCard
from delta_app.today.programme_page import ProgrammeCard
from delta_app.today.queries import Alert, TodayView, today_view
from delta_app.today.visits_dialog import show_visits
from delta_app.widgets import space
from delta_app.widgets.buttons import Button
from delta_app.widgets.chips import Chip
from delta_app.widgets.columns import Columns
from delta_app.widgets.dialog import scrolled
from delta_app.widgets.page import Act, Desk, Page
from delta_app.widgets.tab_order import read_in_order
from delta_app.widgets.text import words

LOOK_EVERY_MS = 20_000  # a shift begins and ends without anybody pressing anything
NARROW_BELOW = 860  # width of the cards at 100 % text under which the cards stand in one column


class TodayPage(Page):
    """The day at the door."""

    tables = frozenset(
        {"slot", "seat", "host", "trade", "trade_choice", "agreement", "visit_count", "logbook_entry", "setting",
         "opening_decision", "till_entry", "closure", "extra_opening", "roster", "publication", "venue", "opening",
         "activity", "activity_date", "room", "partner", "school_holiday", "chore", "chore_person", "chore_cover",
         "chore_done", "absence", "host_state_change"}
    )  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._acts = DayActs(desk, self)
        self._view: TodayView | None = None
        self._who: Actor | None = None  # who was here last
        self._begun: dict[Actor, str] = {}  # words for the next team, of people who have gone meanwhile
        self._build()
        self._lay_out()
        self._connect()

    def _build(self) -> None:
        self._title, self._state = words("", "title"), Chip()
        self.mine = Button(_("Mes permanences"), "person")
        self.cannot = Button(_("Je cherche un remplaçant"), "swap", kind="main")
        self.alerts = Alerts()
        self.now, self.coming, self.programme = NowCard(), NextCard(), ProgrammeCard()
        self.logbook, self.visits = LogbookCard(), VisitsCard()
        self._till = TillCard()
        self.chores = ChoresCard()
        self._clock = QTimer(self, interval=LOOK_EVERY_MS)

    def _lay_out(self) -> None:
        for button in (self.mine, self.cannot):
            self.acts.addWidget(button)
        self.lay_out_head(self._title, self._state)
        body = QWidget()
        column = QVBoxLayout(body)
        space.around(column, 20, 0, 20, 14)
        space.between(column, 12)
        column.addWidget(self.alerts)
        cards = (
            (11, (self.now, self.coming, self.programme)),
            (9, (self.logbook,)),
            (8, (self.visits, self._till, self.chores)),
        )
        column.addWidget(Columns(cards, narrow_below=NARROW_BELOW, fill=True), 1)
        self.lay_out_body(scrolled(body))

    def _connect(self) -> None:
        self.mine.clicked.connect(lambda: self.desk.ask("mine.mine"))
        self.cannot.clicked.connect(self.on_cannot)
        self.coming.come_asked.connect(self._acts.come)
        self.alerts.come_asked.connect(self._acts.come)
        self.alerts.decide_asked.connect(self._acts.decide)
        self.alerts.notice_asked.connect(self._acts.notice)
        self.alerts.call_asked.connect(self.on_call)
        self.chores.done_asked.connect(self._acts.do_chore)
        self.chores.undone_asked.connect(self._acts.undo_chore)
        self.programme.count_asked.connect(self._acts.count_activity)
        self.visits.counted.connect(self.on_counted)
        self.visits.month.clicked.connect(self.on_visits)
        self.logbook.written.connect(self.on_written)
        self.logbook.remove_asked.connect(self._acts.remove_word)
        self._till.asked.connect(lambda: self.desk.ask("till.show"))
        self._clock.timeout.connect(self.on_clock)
        self.desk.actor_changed.connect(self.on_actor)
        self.on_actor()
        self._clock.start()

    def on_call(self, alert: Alert) -> None:
        """People are called for a shift from the planning, where one sees it."""
        self.desk.month = Month.of(alert.day)
        self.desk.ask("planning.show")
        self.desk.call_asked.emit(alert.slot_id)

    def on_decide(self) -> None:
        """The nearest shift that lacks people and for which nothing is decided yet."""
        with self.desk.store.read() as session:
            view = today_view(session)
        alert = next((one for one in view.alerts if one.decision is None), None)
        if alert is None:
            self.desk.told.emit(_("Rien n’est à décider : aucune permanence proche ne manque de monde."), False)
        else:
            self._acts.decide(alert)

    def refresh(self) -> None:
        """Read the day and show it."""
        with self.desk.attempt(), self.desk.store.read() as session:
            self._show(today_view(session))

    def _show(self, view: TodayView) -> None:
        self._view = view
        actor = self.desk.actor
        self._title.setText(capitalised(long_date(view.day)))
        text, icon, tone = spoken.state_words(view)
        self._state.tell(text, icon, tone)  # type: ignore[arg-type]
        self.alerts.show_alerts(view.alerts, view.day, may_decide=self.desk.may_write)
        for card in (self.now, self.coming, self.programme, self.chores):
            card.show_day(view)
        self._till.show_till(view.till)
        self.visits.show_count(view.counted_shift, view.counted)
        self.logbook.show_entries(view.entries, view.day, actor.host_id, any_one=self.desk.may_write)
        read_in_order(self)

    def on_clock(self) -> None:
        """Time has passed."""
        if self.isVisible():
            self.refresh()

    def let_go(self) -> None:
        """Whoever comes next sees the page as it rests; a word that was begun waits for whoever began it."""
        self.coming.fold()
        begun = self.logbook.field.text()
        if self._who is not None and begun.strip():
            self._begun[self._who] = begun
            self.logbook.field.clear()

    def on_actor(self) -> None:
        """Somebody is here: the word they had begun stands there again."""
        if self.desk.actor.role == Role.READER:
            return
        self._who = self.desk.actor
        begun = self._begun.pop(self._who, "")
        if begun and not self.logbook.field.text().strip():
            self.logbook.field.setText(begun)

    def on_counted(self, visits: int, first_visits: int) -> None:
        """Somebody came through the door, or was counted once too often."""
        if self._view is not None and self._view.counted_shift is not None:
            self._acts.count(self._view.counted_shift[0], visits, first_visits)

    def on_visits(self) -> None:
        """The counts of a month, to see and to put right."""
        show_visits(self.desk, self)

    def on_cannot(self) -> None:
        """Somebody cannot come: first who it is, then what they ask."""
        self._acts.cannot_come()

    def on_written(self, text: str) -> None:
        """The word stays in the field until it is left."""
        if self._acts.write(text):
            self.logbook.field.clear()

    def offers(self) -> Sequence[Act]:
        """What the buttons do, by name."""
        at_the_door = (
            Act.of("today.cannot_come", self.cannot),
            Act.of("today.count", self.visits.more),
            Act.of("today.visits", self.visits.month),
            Act("today.word", _("Laisser un mot pour l’équipe suivante"), self.logbook.field.setFocus),
        )
        if not self.desk.may_write:
            return at_the_door
        decide = Act("today.decide", _("Décider de l’ouverture où il manque quelqu’un…"), self.on_decide)
        return (*at_the_door, decide)

    def help_lines(self) -> Sequence[tuple[str, str]]:
        """What one does at the door."""
        return (
            (_("Dire qui je suis, ou verrouiller"), _("Ctrl+L")),
            (_("Compter un passage"), _("le grand + ; Ctrl+Z reprend le dernier")),
            (_("Venir où une place est libre"), _("« Je viens », puis votre prénom et votre code")),
            (
                _("Ne pas pouvoir venir"),
                _("« Je cherche un remplaçant » : échanger, ou demander ; vous restez inscrit·e jusqu’à ce que "
                  "quelqu’un accepte"),
            ),
            (_("Laisser un mot"), _("en bas du cahier, Entrée ; jamais de nom de quelqu’un qu’on accueille")),
        )  # fmt: skip

    def showEvent(self, event: QShowEvent) -> None:
        """The time may be another since it was shown last."""
        self.stale = True
        super().showEvent(event)
