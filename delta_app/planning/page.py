"""The planning page: what is filled, what is missing, and the acts that compose, publish and print the month."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.calendar import Month
from delta_app.core.i18n import _, month_name
from delta_app.planning import spoken
from delta_app.planning.candidates_data import candidate_rows
from delta_app.planning.commands import open_month, publish
from delta_app.planning.corrections_page import Corrections
from delta_app.planning.dialogs import OpeningDialog, PublishDialog
from delta_app.planning.first_step_page import first_step, step_button
from delta_app.planning.head_page import Head
from delta_app.planning.inspector_page import Inspector
from delta_app.planning.month_page import grid_month
from delta_app.planning.queries import MonthView, SlotRow, month_view
from delta_app.widgets import theme
from delta_app.widgets.month_grid import MonthGrid
from delta_app.widgets.page import Act, Desk, Page

NARROW_BELOW = 900  # width of the page at 100 % text under which the side shows only for a chosen slot


class PlanningPage(Page):
    """A month at a time."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._month = desk.month
        self._view: MonthView | None = None
        self._why: dict[int, str] = {}
        self._build()
        self._lay_out()
        self._connect()

    def _build(self) -> None:
        self.top = Head(self)
        self.grid = MonthGrid()
        self.inspector = Inspector()
        self.corrections = Corrections(self.desk, self._chosen, self)
        self._stack = QStackedWidget()
        self._first_step: QWidget | None = None

    def _lay_out(self) -> None:
        for button in self.top.buttons:
            self.acts.addWidget(button)
        self.lay_out_head(*self.top.pieces)
        month = QWidget()
        around = QVBoxLayout(month)
        around.setContentsMargins(theme.gap(20), 0, theme.gap(14), theme.gap(14))
        around.addWidget(self.grid)
        self._stack.addWidget(month)
        body = QWidget()
        across = QHBoxLayout(body)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._stack, 1)
        across.addWidget(self.inspector)
        self.lay_out_body(body)

    def _connect(self) -> None:
        top = self.top
        top.earlier.clicked.connect(lambda: self.show_month(self._month.plus(-1)))
        top.later.clicked.connect(lambda: self.show_month(self._month.plus(1)))
        top.today.clicked.connect(self.on_today)
        top.composing.clicked.connect(self.on_compose)
        top.publishing.clicked.connect(self.on_publish)
        top.printing.clicked.connect(self.on_print)
        top.import_hosts.triggered.connect(self.on_import_hosts)
        top.import_poll.triggered.connect(self.on_import_poll)
        top.reopen.triggered.connect(self.on_open_month)
        self.grid.month_asked.connect(lambda step: self.show_month(self._month.plus(step)))
        self.grid.chosen.connect(self.on_chosen)
        self.inspector.slot_asked.connect(self.on_slot_asked)
        self.inspector.closed.connect(self.on_closed)
        self.inspector.assign_asked.connect(self.corrections.on_assign)
        self.inspector.overrule_asked.connect(self.corrections.on_overrule)
        self.inspector.free_asked.connect(self.corrections.on_free)
        self.inspector.lock_asked.connect(self.corrections.on_lock)
        self.inspector.seek_asked.connect(self.corrections.on_seek)
        self.corrections.done.connect(self.grid.focus_slot)
        self.desk.month_changed.connect(self.on_month_changed)

    @property
    def month(self) -> Month:
        """The month shown."""
        return self._month

    def show_month(self, month: Month) -> None:
        """Turn to another month; when it cannot be read, that is told and this one stays."""
        held = self.grid.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        with self.desk.attempt():
            view = self._read(month)
            self._month = self.desk.month = month
            self.grid.select(None)
            self._show(view)
            if held and view.slots:
                self.grid.focus_slot(view.slots[0].slot_id)

    def refresh(self) -> None:
        """Read the month and show it."""
        with self.desk.attempt():
            self._show(self._read(self._month))

    def _read(self, month: Month) -> MonthView:
        with self.desk.store.read() as session:
            return month_view(session, month)

    def _show(self, view: MonthView) -> None:
        self._view, self._why = view, {}
        self.top.show_title(self._month)
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
            self.grid.show_month(grid_month(view, clock.today()))
        else:
            acts = {
                "print": self.on_print, "hours": self.on_hours, "open": self.on_open_month,
                "import": self.on_import_hosts,
            }  # fmt: skip
            self._first_step = first_step(view, acts, may_write=self.desk.may_write)
            self._stack.addWidget(self._first_step)
            self._stack.setCurrentWidget(self._first_step)
        if self.grid.selected is not None and all(slot.slot_id != self.grid.selected for slot in view.slots):
            self.grid.select(None)
        if view.slots:
            self._stack.setCurrentIndex(0)
        self._show_side()

    def _show_side(self) -> None:
        """The chosen slot, or what still needs somebody; nothing beside an empty month."""
        view = self._view
        if view is None:
            return
        slot = self._chosen()
        narrow = self.width() * 100 / theme.current().scale < NARROW_BELOW
        self.inspector.setVisible(bool(view.slots) and (slot is not None or not narrow))
        if slot is not None:
            self._show_slot(slot)
        elif not view.host_count:
            self.inspector.show_nobody(step_button(_("Importer les accueillant·es…"), self.on_import_hosts))
        else:
            self.inspector.show_month(view, clock.today())

    def _show_slot(self, slot: SlotRow) -> None:
        with self.desk.attempt():
            with self.desk.store.read() as session:
                candidates = () if slot.shut else candidate_rows(session, slot.slot_id)
            why = self._why.get(slot.slot_id, "")
            self.inspector.show_slot(slot, why, candidates, may_write=self.desk.may_write)

    def offers(self) -> Sequence[Act]:
        """What the buttons do, by name."""
        month = month_name(self._month.first)
        named = (
            ("compose", _("Composer {month}").format(month=month), self.top.composing),
            ("publish", _("Diffuser {month}").format(month=month), self.top.publishing),
            ("print", _("Imprimer {month}").format(month=month), self.top.printing),
            ("earlier", _("Mois précédent"), self.top.earlier),
            ("later", _("Mois suivant"), self.top.later),
        )
        acts = [
            Act(
                f"planning.{key}",
                title,
                button.click,
                button.accessibleDescription(),
                button.shortcut().toString(QKeySequence.SequenceFormat.NativeText),
            )
            for key, title, button in named
        ]
        acts.append(Act("planning.today", _("Revenir au mois d’aujourd’hui"), self.on_today))
        if self.desk.may_write:
            acts.append(Act("planning.import_hosts", _("Importer les accueillant·es…"), self.on_import_hosts))
            acts.append(Act("planning.import_poll", _("Importer les réponses d’un sondage…"), self.on_import_poll))
        return acts

    def help_lines(self) -> Sequence[tuple[str, str]]:
        """How one works in the month."""
        return (
            (_("Se déplacer"), _("les flèches ; Début et Fin pour la semaine, Page haut et Page bas pour les mois")),
            (_("Voir une permanence"), _("Entrée ou un clic ; à droite : qui est là et qui peut venir")),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The side goes where there is no room for it."""
        super().resizeEvent(event)
        if self._view is not None and event.oldSize().width() != event.size().width():
            self._show_state(self._view)
            self._show_side()

    def changeEvent(self, event: QEvent) -> None:
        """Lay the side out again in another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and getattr(self, "_view", None) is not None:
            self._show_side()

    def on_month_changed(self) -> None:
        """Another page turned the month."""
        if self.desk.month != self._month:
            self.show_month(self.desk.month)

    def on_today(self) -> None:
        """Back to the month of today."""
        self.show_month(Month.of(clock.today()))

    def on_chosen(self, _slot_id: int) -> None:
        """A slot was chosen in the month."""
        self._show_side()

    def on_slot_asked(self, slot_id: int) -> None:
        """A slot was picked from the list of what lacks somebody."""
        self.grid.select(slot_id)
        self.grid.focus_slot(slot_id)
        self._show_side()

    def on_closed(self) -> None:
        """The slot was closed: the keyboard goes back to it in the month."""
        held = self.grid.selected
        self.grid.select(None)
        self._show_side()
        if held is not None:
            self.grid.focus_slot(held)

    def _chosen(self) -> SlotRow | None:
        slots = self._view.slots if self._view is not None else ()
        return next((slot for slot in slots if slot.slot_id == self.grid.selected), None)

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
        """Compose, look at the result, apply it or not."""
        from delta_app.planning.compose_dialog import ComposeDialog  # here and below: start-up is felt

        with self.desk.attempt():
            dialog = ComposeDialog(self.desk, self._month, self)
            if dialog.exec():
                self._why = dialog.why  # until something else changes and the reasons with it
                self._show_side()

    def on_publish(self) -> None:
        """Publish after a look at what goes out."""
        if self._view is None or not PublishDialog(self._view, self).exec():
            return
        version = self._view.next_version
        month = spoken.month_title(self._month.first)
        self.desk.act(
            _("Diffuser {month}, version {version}").format(month=month_name(self._month.first), version=version),
            lambda session: publish(session, self._month),
            lambda published: _("{month} est diffusé : version {version}. Il reste à l’imprimer.").format(
                month=month, version=published
            ),
        )

    def on_print(self) -> None:
        """Preview, print, save."""
        from delta_app.planning.print_dialog import PrintDialog

        with self.desk.attempt():
            PrintDialog(self.desk, self._month, self).exec()

    def on_import_hosts(self) -> None:
        """Bring the team in from a file."""
        from delta_app.planning.import_dialogs import import_hosts

        import_hosts(self.desk, self, self.show_month)

    def on_import_poll(self) -> None:
        """Bring answers in from a poll's export."""
        from delta_app.planning.import_dialogs import import_poll

        import_poll(self.desk, self, self.show_month)
