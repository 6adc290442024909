"""One's own page.

Before it stands a host who has a minute: is anything asked of me, when do I come, when could I next month.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.access import Role
from delta_app.core.calendar import Month
from delta_app.core.i18n import _, join_names, month_name, ngettext
from delta_app.core.text import one_stop
from delta_app.today import spoken
from delta_app.today.acts_page import DayActs
from delta_app.today.commands import note_absence, note_answers, remove_absence, remove_answers
from delta_app.today.mine_cards_page import AbsencesCard, AnswersCard, AskedCard, GivenCard, MonthsButton, SeatsCard
from delta_app.today.mine_data import MineView, mine_view
from delta_app.today.mine_path_page import PathCard
from delta_app.today.queries import Answer, ChoiceRow, OwnSeat, TradeRow
from delta_app.widgets import space
from delta_app.widgets.buttons import Button
from delta_app.widgets.cards import FirstStep
from delta_app.widgets.columns import Columns
from delta_app.widgets.dialog import ask_file_to_save, scrolled
from delta_app.widgets.page import Act, Desk, Page
from delta_app.widgets.tab_order import read_in_order
from delta_app.widgets.text import words
from delta_app.widgets.wishes import Level

NARROW_BELOW = 820  # width of the cards at 100 % text under which the cards stand in one column


class MinePage(Page):
    """The shifts of the host who said who they are."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._acts = DayActs(desk, self)
        self._month = Month.of(clock.today()).plus(1)
        self._view: MineView | None = None
        self._seen: int | None = None  # whose page stood here last
        self._build()
        self._lay_out()
        self._connect()

    def _build(self) -> None:
        self._title = words(_("Mes permanences"), "title")
        self._who = words("", "soft")
        self.calendar_file = MonthsButton(_("Agenda .ics…"), "planning")
        self.sheet = MonthsButton(_("Ma feuille…"), "print")
        self.own_data = Button(_("Mes données…"), "save")
        self.cannot = Button(_("Je cherche un remplaçant"), "swap", kind="main")
        self.asked, self.seats, self.path = AskedCard(), SeatsCard(), PathCard()
        self.given, self.answers, self.absences = GivenCard(), AnswersCard(), AbsencesCard()
        self._nobody = FirstStep(
            "person",
            _("Vos permanences, vos échanges, vos disponibilités"),
            _("Dites d’abord qui vous êtes : votre prénom, puis votre code."),
            self._who_button(),
        )
        self._stack = QStackedWidget()

    def _who_button(self) -> Button:
        button = Button(_("Dire qui je suis…"), "person", kind="main")
        button.clicked.connect(self.on_who)
        return button

    def _lay_out(self) -> None:
        for button in (self.own_data, self.calendar_file, self.sheet, self.cannot):
            self.acts.addWidget(button)
        self.lay_out_head(self._title, self._who)
        body = QWidget()
        column = QVBoxLayout(body)
        space.around(column, 20, 0, 20, 14)
        cards = ((5, (self.path, self.asked, self.seats, self.given)), (6, (self.answers, self.absences)))
        column.addWidget(Columns(cards, narrow_below=NARROW_BELOW))
        self._stack.addWidget(self._nobody)
        self._area = scrolled(body)
        self._stack.addWidget(self._area)
        self.lay_out_body(self._stack)

    def _connect(self) -> None:
        self.cannot.clicked.connect(self.on_cannot)
        self.calendar_file.month_asked.connect(self.on_calendar)
        self.sheet.month_asked.connect(self.on_sheet)
        self.own_data.clicked.connect(self.on_own_data)
        self.seats.cannot_asked.connect(self._acts.cannot_come)
        self.seats.keep_asked.connect(self.on_keep)
        self.asked.agreed.connect(self.on_agreed)
        self.asked.declined.connect(self.on_declined)
        self.answers.month_asked.connect(self.on_month)
        self.answers.painted.connect(self.on_painted)
        self.absences.noted.connect(self.on_absent)
        self.absences.removed.connect(self.on_back)

    def refresh(self) -> None:
        """Show what concerns whoever acts now."""
        host_id = self.desk.actor.host_id
        view: MineView | None = None
        with self.desk.attempt():
            if host_id is not None:
                with self.desk.store.read() as session:
                    view = mine_view(session, host_id, self._month, clock.local_now())
        self._view = view
        for button in (self.own_data, self.calendar_file, self.sheet, self.cannot):
            button.setVisible(view is not None)
        self._who.setText(view.name if view is not None else "")
        self._stack.setCurrentIndex(0 if view is None else 1)
        if view is not None:
            self._show(view)
            if view.host_id != self._seen:  # somebody else: they begin at the top
                self._area.verticalScrollBar().setValue(0)
            self._seen = view.host_id
        read_in_order(self)

    def _show(self, view: MineView) -> None:
        self.path.show_path(view.person.newcomer)
        self.asked.show_asked(view.asked)
        self.seats.show_seats(view)
        self.given.show_given(view.given_month, view.given_year)
        self.answers.show_month(view)
        self.absences.show_absences(view)
        for button in (self.calendar_file, self.sheet):
            button.show_months(view.papers)
        self.cannot.setEnabled(bool(view.seats))
        self.cannot.setAccessibleDescription("" if view.seats else _("Aucune permanence à venir."))

    def let_go(self) -> None:
        """The next person starts with their own next month."""
        self._month = Month.of(clock.today()).plus(1)

    def on_who(self) -> None:
        """Say who one is."""
        self.desk.identify()

    def on_show(self) -> None:
        """Asked for from elsewhere: whoever has not said who they are does now."""
        if self.desk.actor.role != Role.HOST:
            self.desk.identify()

    def on_cannot(self) -> None:
        """One cannot come to one of one's shifts."""
        self._acts.cannot_come()

    def on_keep(self, seat: OwnSeat) -> None:
        """One comes after all."""
        if self._view is not None:
            self._acts.keep(seat.seat_id, self._view.name, spoken.moment_words(seat.day, seat.start_minute))

    def on_agreed(self, trade: TradeRow, choice: ChoiceRow | None) -> None:
        """Yes to what one is asked."""
        if self._view is not None:
            self._acts.agree(trade, self._view.host_id, choice)

    def on_declined(self, trade: TradeRow) -> None:
        """No to it."""
        if self._view is not None:
            self._acts.decline(trade, self._view.host_id)

    def on_month(self, step: int) -> None:
        """Another month's availability; none that is over."""
        self._month = max(Month.of(clock.today()), self._month.plus(step))
        self.refresh()

    def on_painted(self, answers: Mapping[tuple[date, int, int], Level]) -> None:
        """When one could come: one stroke, one act."""
        view = self._view
        if view is None:
            return

        def work(session: object) -> None:
            for (day, start, end), level in answers.items():
                if level is None:
                    remove_answers(session, view.host_id, day, (start, end))  # type: ignore[arg-type]
                else:
                    note_answers(session, {view.host_id: [Answer(day, start, end, level)]})  # type: ignore[arg-type]

        number = len(answers)
        done = self.desk.act(
            _("Disponibilités de {name}").format(name=view.name),
            work,
            lambda _nothing: ngettext("C’est noté : {n} moment.", "C’est noté : {n} moments.", number).format(n=number),
        )
        if not done:
            self.refresh()

    def on_absent(self, first: date, last: date) -> None:
        """One is away; why is nobody's business."""
        view = self._view
        if view is not None:
            days = spoken.days_words(first, last)
            there = (seat for seat in view.seats if first <= seat.day <= last)
            held = [seat for seat in there if not (seat.shadow or seat.seeking)]
            told = one_stop(_("Absence notée {days}.").format(days=days))
            self.desk.act(
                _("Absence de {name} {days}").format(name=view.name, days=days),
                lambda session: note_absence(session, view.host_id, first, last),
                lambda _nothing: f"{told} {_still_held(held)}".strip(),
            )

    def on_back(self, day: date) -> None:
        """One is there after all."""
        view = self._view
        if view is not None:
            self.desk.act(
                _("Enlever une absence de {name}").format(name=view.name),
                lambda session: remove_absence(session, view.host_id, day),
                lambda _nothing: _("Absence enlevée."),
            )

    def on_calendar(self, month: Month) -> None:
        """One's shifts of a month for a telephone."""
        from delta_app.today.files import calendar_facts, check_name, host_ics, host_month, write_file

        view = self._view
        if view is None:
            return
        with self.desk.attempt():
            with self.desk.store.read() as session:
                own, facts = host_month(session, view.host_id, month), calendar_facts(session, month, view.host_id)
            path = ask_file_to_save(self, _("Enregistrer"), f"permanences-{month}.ics", _("Agenda (*.ics)"))
            if path is not None and own is not None:
                check_name(path, ".ics")
                write_file(path, host_ics(own, facts, stamped=clock.now()))
                self.desk.told.emit(_("Enregistré : {path}").format(path=path), False)

    def on_sheet(self, month: Month) -> None:
        """One's own sheet of a month, seen before it is printed."""
        from delta_app.today.files import host_month, host_pdf, keep_pdf
        from delta_app.widgets.paper_dialog import PaperDialog

        view = self._view
        if view is None:
            return
        with self.desk.attempt():
            with self.desk.store.read() as session:
                own = host_month(session, view.host_id, month)
            if own is not None:
                today = clock.today()
                title = _("Ma feuille, {month}").format(month=month_name(month.first))
                PaperDialog(
                    self.desk, title, lambda: host_pdf(own, printed_on=today), keep_pdf,
                    name=f"permanences-{month}", parent=self,
                ).exec()  # fmt: skip

    def on_own_data(self) -> None:
        """All that is kept about oneself."""
        from delta_app.today.own_data_dialog import show_own_data

        if self._view is not None:
            show_own_data(self.desk, self._view.host_id, self)

    def offers(self) -> Sequence[Act]:
        """What can be done here, and how to get here."""
        here = Act("mine.mine", _("Mes permanences et mes disponibilités"), self.on_show)
        if self._view is None:
            return (here,)
        return (here, *self._papers(self._view), Act.of("mine.data", self.own_data))

    def _papers(self, view: MineView) -> Iterator[Act]:
        """What is taken along, month by month."""
        for month, held in view.papers:
            name = month_name(month.first)
            why_not = "" if held else _("Aucune permanence ce mois-là.")
            for key, title, act in (
                ("calendar", _("Agenda .ics, {month}"), self.on_calendar),
                ("sheet", _("Ma feuille, {month}"), self.on_sheet),
            ):
                yield Act(f"mine.{key}-{month}", title.format(month=name), partial(act, month), why_not)

    def help_lines(self) -> Sequence[tuple[str, str]]:
        """What one does with one's own shifts."""
        return (
            (_("Répondre à une demande"), _("« J’accepte » ou « Je ne peux pas » ; personne ne demande pourquoi")),
            (_("Ne pas pouvoir venir"), _("le bouton de la permanence : échanger, ou demander")),
            (_("Dire quand on peut le mois prochain"), _("cliquer ou glisser sur la grille ; ou flèches et lettres")),
            (_("Noter une absence"), _("du… au…, puis « Noter l’absence »")),
            (_("Changer de code"), _("menu en bas de la barre de gauche")),
        )


def _still_held(seats: Sequence[OwnSeat]) -> str:
    """That an absence leaves shifts of one's own without anybody; empty where it leaves none."""
    if not seats:
        return ""
    sentence = ngettext(
        "Vous y tenez encore une permanence ({when}) : cherchez un remplaçant.",
        "Vous y tenez encore {n} permanences ({when}) : cherchez un remplaçant.",
        len(seats),
    )
    when = join_names([spoken.moment_words(seat.day, seat.start_minute) for seat in seats])
    return sentence.format(n=len(seats), when=when)
