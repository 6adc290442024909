"""The planning page: what is filled, what is missing, and the acts that compose, publish and print the month."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from delta_app.core import clock
from delta_app.core.calendar import Month
from delta_app.core.i18n import _, month_name, ngettext
from delta_app.core.text import fold
from delta_app.planning import spoken
from delta_app.planning.body_page import MonthBody
from delta_app.planning.changes_data import concerned, month_changes
from delta_app.planning.commands import open_month, publish
from delta_app.planning.dialogs import OpeningDialog, PublishDialog
from delta_app.planning.first_step_page import first_step
from delta_app.planning.head_page import Head
from delta_app.planning.near_data import near_rows
from delta_app.planning.near_page import Near
from delta_app.planning.queries import MonthView, SlotRow, month_view
from delta_app.widgets import theme
from delta_app.widgets.finder import Finder, Found
from delta_app.widgets.month_grid import ARROWS
from delta_app.widgets.page import Act, Desk, Page

if TYPE_CHECKING:
    from delta_app.planning.compose_page import Proposal


class PlanningPage(Page, theme.Themed):
    """A month at a time."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._month = desk.month
        self._view: MonthView | None = None
        self._proposal: Proposal | None = None
        self._build()
        self._lay_out()
        self._connect()

    def _build(self) -> None:
        self.top = Head(self)
        self.body = MonthBody(self.desk, self.on_import_hosts)
        self.grid, self.inspector = self.body.grid, self.body.inspector
        self._near = Near()
        self._stack = QStackedWidget()
        self._first_step: QWidget | None = None

    def _lay_out(self) -> None:
        for button in self.top.buttons:
            self.acts.addWidget(button)
        self.lay_out_head(*self.top.pieces)
        self._stack.addWidget(self.body)
        self.lay_out_between(self._near)
        self.lay_out_body(self._stack)

    def _connect(self) -> None:
        top = self.top
        top.earlier.clicked.connect(lambda: self.turn(-1))
        top.later.clicked.connect(lambda: self.turn(1))
        top.today.clicked.connect(self.on_today)
        top.composing.clicked.connect(self.on_compose)
        top.publishing.clicked.connect(lambda: self.on_send() if top.sends else self.on_publish())
        top.printing.clicked.connect(self.on_print)
        top.import_hosts.triggered.connect(self.on_import_hosts)
        top.import_poll.triggered.connect(self.on_import_poll)
        top.reopen.triggered.connect(self.on_open_month)
        top.jump.triggered.connect(self.on_today)
        top.missing.triggered.connect(self.body.month.toggle_missing)
        top.person.triggered.connect(self.on_person)
        self.body.month.looking_changed.connect(lambda: top.missing.setChecked(self.body.month.looking.missing))
        top.week.triggered.connect(self.body.month.toggle_week)
        self.body.month.week_changed.connect(self.on_week_changed)
        self.grid.month_asked.connect(self.turn)
        self.desk.month_changed.connect(self.on_month_changed)
        self.desk.slot_asked.connect(self.body.on_slot_asked)
        self.desk.call_asked.connect(self.on_call_asked)
        self._near.asked.connect(self.on_near)
        self._near.call_asked.connect(self.on_near_call)
        self._near.decide_asked.connect(lambda: self.desk.ask("today.decide"))

    @property
    def month(self) -> Month:
        """The month shown."""
        return self._month

    @property
    def slots(self) -> tuple[SlotRow, ...]:
        """The slots of the month shown, in order."""
        return self._view.slots if self._view is not None else ()

    def show_month(self, month: Month) -> None:
        """Turn to another month; when it cannot be read, that is told and this one stays."""
        held = self.grid.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        with self.desk.attempt(), self.desk.store.read():  # one moment for the month and its side
            view = self._read(month)
            if self._proposal is not None and month != self._month:
                self._proposal.on_throw()
            self._month = self.desk.month = month
            self.grid.select(None)
            self._show(view)
            if held and view.slots:
                self.grid.focus_slot(view.slots[0].slot_id)

    def on_near(self, day: date, slot_id: int) -> None:
        """A shift that is near and lacks people is to be looked at."""
        self.show_month(Month.of(day))
        self.body.on_slot_asked(slot_id)

    def on_near_call(self, day: date, slot_id: int) -> None:
        """People are to be called for it."""
        self.on_near(day, slot_id)
        self.body.on_call(slot_id)

    def let_go(self) -> None:
        """Nobody is in hand or singled out, and no slot is chosen."""
        self.body.let_go()

    def on_call_asked(self, slot_id: int) -> None:
        """Another page has people called for a slot of the month."""
        self.body.on_slot_asked(slot_id)
        self.body.on_call(slot_id)

    def turn(self, step: int) -> None:
        """To the month before or after; where one week is shown, to that before or after."""
        if self.body.month.week is None:
            self.show_month(self._month.plus(step))
        elif not self.body.month.turn_week(step):
            self.show_month(self._month.plus(step))
            self.body.month.show_week(0 if step > 0 else -1)

    def on_week_changed(self) -> None:
        """Another week alone, or all of them: the title takes another width, and leaves another to what follows it."""
        self.on_theme()

    def on_theme(self) -> None:
        """The title and what follows it, in the room there is."""
        self._show_title()
        if self._view is not None:
            self._show_state(self._view)

    def _show_title(self) -> None:
        view, week = self._view, self.body.month.week
        shown = view.weeks[week].number if view is not None and week is not None and week < len(view.weeks) else None
        self.top.show_title(self._month, shown)

    def refresh(self) -> None:
        """Read the month and show it."""
        with self.desk.attempt(), self.desk.store.read() as session:
            self._near.show_alerts(near_rows(session), clock.today(), may_write=self.desk.may_write)
            self._show(self._read(self._month))
        if self._proposal is not None:
            self._proposal.look_again()

    def _read(self, month: Month) -> MonthView:
        with self.desk.store.read() as session:
            return month_view(session, month)

    def _show(self, view: MonthView) -> None:
        self._view = view
        self._show_title()
        self.top.show_what_may_be_done(view, may_write=self.desk.may_write)
        self._show_state(view)
        self._show_body(view)

    def _show_state(self, view: MonthView) -> None:
        self.top.show_state(view, self.width())
        self.head.invalidate()

    def _show_body(self, view: MonthView) -> None:
        if self._first_step is not None:
            self._stack.removeWidget(self._first_step)
            self._first_step.deleteLater()
            self._first_step = None
        if view.slots:
            self.body.show_view(view)
            self._stack.setCurrentWidget(self.body)
            return
        acts = {
            "print": self.on_print, "hours": self.on_hours, "open": self.on_open_month, "import": self.on_import_hosts,
        }  # fmt: skip
        self._first_step = first_step(view, acts, may_write=self.desk.may_write)
        self._stack.addWidget(self._first_step)
        self._stack.setCurrentWidget(self._first_step)

    def offers(self) -> Sequence[Act]:
        """What the buttons do, by name."""
        month = month_name(self._month.first)
        sends = self.top.sends
        going_out = _("Envoyer {month}…") if sends else _("Diffuser {month}")
        named = (
            ("compose", _("Composer {month}").format(month=month), self.top.composing),
            ("send" if sends else "publish", going_out.format(month=month), self.top.publishing),
            ("print", _("Imprimer {month}").format(month=month), self.top.printing),
            ("earlier", _("Mois précédent"), self.top.earlier),
            ("later", _("Mois suivant"), self.top.later),
        )
        acts = [Act.of(f"planning.{key}", button, title) for key, title, button in named]
        for key, action in (
            ("missing", self.top.missing),
            ("person", self.top.person),
            ("week", self.top.week),
            ("today", self.top.jump),
            ("reopen", self.top.reopen),
        ):
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            if action.isEnabled():
                acts.append(Act(f"planning.{key}", action.text(), action.trigger, shortcut=keys))
        if self._proposal is not None:
            acts.extend(self._proposal.offers())
        elif self.isVisible():  # from elsewhere nobody sees which slot is chosen
            acts.extend(self.body.offers())
        return acts

    def build_ahead(self) -> bool:
        """A few more of the rows in which the team is listed beside a slot."""
        return self._view is not None and self.inspector.slot.candidates.make_ahead(self._view.host_count, at_most=8)

    def help_lines(self) -> Sequence[tuple[str, str]]:
        """How one works in the month."""
        return (
            (_("Se déplacer"), _("les flèches ; Début et Fin pour la semaine, Page haut et Page bas pour les mois")),
            (_("Voir une permanence"), _("Entrée ou un clic ; à droite : qui est là et qui peut venir")),
            (_("Inscrire quelqu’un"), _("tapez les premières lettres de son nom sur la permanence")),
            (_("Libérer une place"), _("Suppr sur la permanence")),
            (
                _("Déplacer ou échanger"),
                _("faites glisser un nom ; ou Ctrl+X sur une permanence, puis Entrée ou Ctrl+V sur une autre"),
            ),
            (_("Tous les actes d’une permanence"), _("clic droit, ou la touche Menu")),
            (_("Appeler des gens pour une permanence"), _("Ctrl+Maj+A sur la permanence")),
            (_("Choisir plusieurs permanences"), _("Maj et les flèches ; Ctrl et un clic")),
            (_("Voir ce qui manque, ou le mois de quelqu’un"), _("Ctrl+M, Ctrl+F")),
            (_("Une semaine à la fois"), _("Ctrl+Maj+S ; puis Page haut et Page bas")),
            (_("Composer"), _("la proposition s’affiche à la place du mois ; rien n’est écrit avant d’appliquer")),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What nothing on the page has a use for: the months are turned as from a slot, an arrow goes to the slots."""
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and self._proposal is None:
            self.turn(-1 if event.key() == Qt.Key.Key_PageUp else 1)
        elif event.key() in ARROWS and self.body.isVisible():
            self.grid.enter()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The side goes where there is no room for it."""
        super().resizeEvent(event)
        if self._view is not None and event.oldSize().width() != event.size().width():
            self._show_state(self._view)
            self.body.share_out()

    def on_month_changed(self) -> None:
        """Another page turned the month."""
        if self.desk.month != self._month:
            self.show_month(self.desk.month)

    def on_today(self) -> None:
        """Back to today: to its first slot, or that of the next open day."""
        today = clock.today()
        self.show_month(Month.of(today))
        coming = [slot.slot_id for slot in self._view.slots if slot.day >= today] if self._view is not None else []
        if coming:
            self.grid.focus_slot(coming[0])

    def on_person(self) -> None:
        """Find somebody and look at their month."""
        view = self._view
        if view is None:
            return
        count = Counter((seat.host_id, seat.name) for slot in view.slots for seat in slot.people)
        entries = [
            Found(name, ngettext("{n} permanence", "{n} permanences", n).format(n=n), (host_id, name))
            for (host_id, name), n in sorted(count.items(), key=lambda one: fold(one[0][1]))
        ]
        finder = Finder(_("Le mois de qui ?"), _("les premières lettres d’un nom"), entries, self)
        if finder.exec():
            self.body.month.look_for_host(*finder.chosen)

    def on_hours(self) -> None:
        """Ask for the opening hours, then open the month."""
        if OpeningDialog(self.desk, self).exec():
            self.on_open_month()

    def on_open_month(self) -> None:
        """Give the month its slots."""
        opened = self.desk.act(
            _("Ouvrir {month}").format(month=month_name(self._month.first)),
            lambda session: open_month(session, self._month),
            lambda outcome: spoken.opened_words(self._month, outcome.closed, outcome.kept),
        )
        if opened and self._view is not None and self._view.slots:
            self.grid.focus_slot(self._view.slots[0].slot_id)  # the button that had the keyboard is gone

    def on_compose(self) -> None:
        """Compose in the place of the month: the result is looked at, then applied or thrown away."""
        from delta_app.planning.compose_page import Proposal, prepared  # here and below: start-up is felt

        if self._proposal is not None:
            self._proposal.on_again()
            return
        with self.desk.attempt():
            self._proposal = Proposal(self.desk, prepared(self.desk, self._month), self)
            self._proposal.left.connect(self.on_proposal_left)
            self.show_instead(self._proposal)

    def on_proposal_left(self, why: Mapping[tuple[date, int], str]) -> None:
        """Applied or thrown away: the month again, with the reasons why slots stay short."""
        self._proposal = None
        self.show_itself()
        slots = self._view.slots if self._view is not None else ()
        told = {slot.slot_id: why.get((slot.day, slot.start_minute), "") for slot in slots}
        self.body.explain({slot_id: words for slot_id, words in told.items() if words})
        self.top.composing.setFocus()

    def on_publish(self) -> None:
        """Publish after a look at what goes out."""
        view = self._view
        if view is None:
            return
        with self.desk.attempt():
            with self.desk.store.read() as session:
                people = concerned(view, month_changes(session, view.month))
            dialog = PublishDialog(view, people, self)
            if dialog.exec() and self._publish(view.next_version) and dialog.then_sends:
                self.on_send()

    def _publish(self, version: int) -> bool:
        month = spoken.month_title(self._month.first)
        return self.desk.act(
            _("Diffuser {month}, version {version}").format(month=month_name(self._month.first), version=version),
            lambda session: publish(session, self._month),
            lambda published: _(
                "{month} est diffusé : version {version}. Il reste à l’envoyer et à l’imprimer."
            ).format(month=month, version=published),
        )

    def on_send(self) -> None:
        """Send the published month to whom it concerns."""
        from delta_app.planning.send_dialog import SendDialog

        if not self.desk.may_write:
            self.desk.refused.emit(_("Réservé à la coordination. Rien n’est parti."))
            return
        with self.desk.attempt():
            SendDialog(self.desk, self._month, self).exec()

    def on_print(self) -> None:
        """Preview, print, save."""
        from delta_app.planning.print_dialog import PrintDialog

        with self.desk.attempt():
            PrintDialog(self.desk, self._month, self).exec()

    def on_import_hosts(self) -> None:
        """Bring the team in from a file."""
        self.desk.ask("team.import_hosts")

    def on_import_poll(self) -> None:
        """Bring answers in from a poll's export."""
        self.desk.ask("team.import_poll")
