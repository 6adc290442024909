"""The planning page: what is filled, what is missing, and the acts that compose, publish and print the month."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.calendar import Month
from delta_app.core.i18n import _, join_names, month_name, ngettext
from delta_app.planning import spoken
from delta_app.planning.candidates_data import candidate_rows
from delta_app.planning.commands import assign_host, free_seat, lock_seat, open_month, publish, seek_replacement
from delta_app.planning.dialogs import OpeningDialog, OverruleDialog, PublishDialog
from delta_app.planning.inspector_page import Inspector
from delta_app.planning.month_page import grid_month
from delta_app.planning.queries import COVERAGES, MonthView, SlotRow, month_view
from delta_app.widgets import theme
from delta_app.widgets.buttons import Button, IconButton
from delta_app.widgets.cards import FirstStep
from delta_app.widgets.chips import Chip
from delta_app.widgets.month_grid import MonthGrid
from delta_app.widgets.month_rows import COVERAGE
from delta_app.widgets.page import Desk, Page
from delta_app.widgets.text import plain_tip, words

ROOMY_FROM = 1250  # width of the page at 100 % text from which the chips speak in full
NARROW_BELOW = 900  # width of the page at 100 % text under which the side shows only for a chosen slot


class PlanningPage(Page):
    """A month at a time."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._month = Month.of(clock.today())
        self._view: MonthView | None = None
        self._why: dict[int, str] = {}
        self._build()
        self._lay_out()
        self._connect()

    def _build(self) -> None:
        self.earlier = IconButton("chevron-left", _("Mois précédent"))
        self.later = IconButton("chevron-right", _("Mois suivant"))
        self.title = words(role="title")
        self.today = IconButton("today", _("Revenir au mois d’aujourd’hui"))
        self.state = Chip()
        self.full, self.partial, self.empty, self.shut = Chip(), Chip(), Chip(), Chip()
        self.importing = Button(_("Importer…"))
        self.printing = Button(_("Imprimer…"))
        self.printing.setShortcut(QKeySequence.StandardKey.Print)
        self.publishing = Button(_("Diffuser"))
        self.composing = Button(_("Composer"), "compose", kind="main")
        self.grid = MonthGrid()
        self.inspector = Inspector()
        self._stack = QStackedWidget()
        self._first_step: QWidget | None = None
        self._imports = QMenu(self)
        self._import_hosts = self._imports.addAction(_("Les accueillant·es (tableau)…"))
        self._import_poll = self._imports.addAction(_("Les réponses d’un sondage…"))
        self._imports.addSeparator()
        self._reopen = self._imports.addAction(_("Accorder le mois à l’horaire d’ouverture"))
        self.importing.setMenu(self._imports)

    def _lay_out(self) -> None:
        switcher = QWidget()
        row = QHBoxLayout(switcher)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.gap(6))
        for piece in (self.earlier, self.title, self.later, self.today):
            row.addWidget(piece)
        for button in (self.importing, self.printing, self.publishing, self.composing):
            self.acts.addWidget(button)
        self.lay_out_head(switcher, self.state, self.full, self.partial, self.empty, self.shut)
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
        self.earlier.clicked.connect(lambda: self.show_month(self._month.plus(-1)))
        self.later.clicked.connect(lambda: self.show_month(self._month.plus(1)))
        self.today.clicked.connect(lambda: self.show_month(Month.of(clock.today())))
        self.grid.month_asked.connect(lambda step: self.show_month(self._month.plus(step)))
        self.grid.chosen.connect(self.on_chosen)
        self.inspector.slot_asked.connect(self.on_slot_asked)
        self.inspector.closed.connect(self.on_closed)
        self.inspector.assign_asked.connect(self.on_assign)
        self.inspector.overrule_asked.connect(self.on_overrule)
        self.inspector.free_asked.connect(self.on_free)
        self.inspector.lock_asked.connect(self.on_lock)
        self.inspector.seek_asked.connect(self.on_seek)
        self.composing.clicked.connect(self.on_compose)
        self.publishing.clicked.connect(self.on_publish)
        self.printing.clicked.connect(self.on_print)
        self._import_hosts.triggered.connect(self.on_import_hosts)
        self._import_poll.triggered.connect(self.on_import_poll)
        self._reopen.triggered.connect(self.on_open_month)

    @property
    def month(self) -> Month:
        """The month shown."""
        return self._month

    def show_month(self, month: Month) -> None:
        """Turn to another month; when it cannot be read, that is told and this one stays."""
        held = self.grid.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        with self.desk.attempt():
            view = self._read(month)
            self._month = month
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
        self.title.setText(spoken.month_title(self._month.first))
        self.title.setMinimumWidth(self._widest_title())
        self.today.setVisible(self._month != Month.of(clock.today()))
        self._show_state(view)
        self._show_what_may_be_done(view)
        self._show_body(view)

    def _widest_title(self) -> int:
        """Room for any month of the year, so that turning months moves no button from under the pointer."""
        measure = self.title.fontMetrics()
        titles = (spoken.month_title(Month(self._month.year, number).first) for number in range(1, 13))
        return max(measure.horizontalAdvance(title) for title in titles)

    def _show_state(self, view: MonthView) -> None:
        roomy = self.width() * 100 / theme.current().scale >= ROOMY_FROM
        changed = bool(view.version and view.changes_since_published)
        tone: theme.Tone = "attention" if changed or not view.version else "info"
        state = spoken.state_words(view) if roomy else spoken.state_short(view)
        icon = "publish" if view.version and not changed else "draft"
        self.state.tell(state, icon, tone if view.slots else "plain", spoken.state_words(view))
        full, partial, empty, shut = (view.count(coverage) for coverage in COVERAGES)
        text = ngettext("{n} permanence complète", "{n} permanences complètes", full).format(n=full)
        self.full.tell(text if roomy else spoken.full_short(full), *COVERAGE["full"], text)
        self.partial.tell(_("{n} à compléter").format(n=partial), *COVERAGE["partial"])
        self.empty.tell(_("{n} sans personne").format(n=empty), *COVERAGE["empty"])
        text = ngettext("{n} fermée, à prévenir", "{n} fermées, à prévenir", shut).format(n=shut)
        self.shut.tell(text, *COVERAGE["shut"], spoken.shut_heading(shut))
        chips = (self.full, self.partial, self.empty, self.shut)
        for chip, count in zip(chips, (full, partial, empty, shut), strict=True):
            chip.setVisible(bool(count))
        self.head.invalidate()

    def _show_what_may_be_done(self, view: MonthView) -> None:
        """Only what has an effect now can be pressed; its tooltip says why not."""
        reserved = "" if self.desk.may_write else _("Réservé à la coordination.")
        nothing = "" if view.slots else _("Ouvrez d’abord le mois.")
        no_hours = "" if view.slots or view.has_pattern else _("Donnez d’abord l’horaire d’ouverture.")
        nobody = "" if view.host_count else _("Importez d’abord les accueillant·es.")
        same = "" if not view.version or view.changes_since_published else _("Rien n’a changé depuis la diffusion.")
        for button, why_not in (
            (self.importing, reserved),
            (self.printing, "" if view.closed else nothing),
            (self.publishing, reserved or nothing or same),
            (self.composing, reserved or no_hours or nobody),
        ):
            button.setEnabled(not why_not)
            plain_tip(button, why_not)
            button.setAccessibleDescription(why_not)
        self._reopen.setEnabled(bool(view.slots))

    def _show_body(self, view: MonthView) -> None:
        if self._first_step is not None:
            self._stack.removeWidget(self._first_step)
            self._first_step.deleteLater()
            self._first_step = None
        if view.slots:
            self.grid.show_month(grid_month(view, clock.today()))
        else:
            self._first_step = self._make_first_step(view)
            self._stack.addWidget(self._first_step)
            self._stack.setCurrentWidget(self._first_step)
        if self.grid.selected is not None and all(slot.slot_id != self.grid.selected for slot in view.slots):
            self.grid.select(None)
        if view.slots:
            self._stack.setCurrentIndex(0)
        self._show_side()

    def _make_first_step(self, view: MonthView) -> FirstStep:
        """What to do first in an empty month."""
        month = month_name(view.month.first)
        if view.closed:
            reasons = dict.fromkeys(day.closure for week in view.weeks for day in week.days if day.closure)
            sentence = _("Fermé : {reasons}. La feuille du mois fermé peut s’imprimer pour le mur.")
            printing = self._step(_("Imprimer la feuille du mois…"), self.on_print)
            title = _("Le lieu est fermé tout le mois de {month}").format(month=month)
            return FirstStep("door", title, sentence.format(reasons=join_names(list(reasons))), printing)
        if not self.desk.may_write:
            sentence = _("La coordination n’a pas encore ouvert ce mois.")
            return FirstStep("planning", _("Rien encore pour {month}").format(month=month), sentence)
        if not view.has_pattern:
            sentence = _("Dites d’abord quels jours et à quelles heures le lieu ouvre ; les permanences suivront.")
            hours = self._step(_("Donner l’horaire…"), self.on_hours)
            return FirstStep("door", _("Quand ouvre-t-on ?"), sentence, hours)
        sentence = _("Ouvrir le mois crée ses permanences d’après l’horaire d’ouverture, sans les jours fermés.")
        buttons = [self._step(_("Ouvrir le mois"), self.on_open_month)]
        if not view.host_count:
            buttons.insert(0, self._step(_("Importer les accueillant·es…"), self.on_import_hosts, kind="plain"))
        return FirstStep("planning", _("Rien encore pour {month}").format(month=month), sentence, *buttons)

    def _step(self, text: str, act: Callable[[], None], kind: str = "main") -> Button:
        button = Button(text, kind=kind)
        button.clicked.connect(lambda _checked: act())
        return button

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
            self.inspector.show_nobody(self._step(_("Importer les accueillant·es…"), self.on_import_hosts))
        else:
            self.inspector.show_month(view, clock.today())

    def _show_slot(self, slot: SlotRow) -> None:
        with self.desk.attempt():
            with self.desk.store.read() as session:
                candidates = () if slot.shut else candidate_rows(session, slot.slot_id)
            why = self._why.get(slot.slot_id, "")
            self.inspector.show_slot(slot, why, candidates, may_write=self.desk.may_write)

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

    def on_assign(self, host_id: int, name: str) -> None:
        """Seat somebody in the chosen slot."""
        self._correct(
            name,
            (_("Inscrire {place}"), _("Inscrit·e : {place}.")),
            lambda session, slot: assign_host(session, slot.slot_id, host_id),
        )

    def on_overrule(self, host_id: int, name: str, against: str) -> None:
        """Seat somebody in the chosen slot against a rule, with the coordinator's reason."""
        dialog = OverruleDialog(name, against, self)
        if dialog.exec():
            self._correct(
                name,
                (_("Inscrire {place} malgré une règle"), _("Inscrit·e malgré une règle : {place}.")),
                lambda session, slot: assign_host(session, slot.slot_id, host_id, overrule=dialog.reason),
            )

    def on_free(self, seat_id: int, name: str) -> None:
        """Free a place of the chosen slot."""
        said = (_("Libérer {place}"), _("Libéré : {place}."))
        self._correct(name, said, lambda session, _slot: free_seat(session, seat_id))

    def on_lock(self, seat_id: int, name: str, locked: bool) -> None:
        """Fix a place of the chosen slot, or let it go."""
        label = _("Fixer {place}") if locked else _("Ne plus fixer {place}")
        told = _("Fixé : {place}.") if locked else _("Plus fixé : {place}.")
        self._correct(name, (label, told), lambda session, _slot: lock_seat(session, seat_id, locked=locked))

    def on_seek(self, seat_id: int, name: str, seeking: bool) -> None:
        """Mark that a place of the chosen slot looks for somebody else, or no longer."""
        label = _("Chercher qui remplace {place}") if seeking else _("Ne plus chercher pour {place}")
        told = _("Cherche qui la remplace : {place}.") if seeking else _("Ne cherche plus : {place}.")
        self._correct(name, (label, told), lambda session, _slot: seek_replacement(session, seat_id, seeking=seeking))

    def _chosen(self) -> SlotRow | None:
        slots = self._view.slots if self._view is not None else ()
        return next((slot for slot in slots if slot.slot_id == self.grid.selected), None)

    def _correct(self, name: str, said: tuple[str, str], act: Callable[[Any, SlotRow], object]) -> None:
        """One act on somebody's place in the chosen slot: ``said`` as its label and afterwards.

        The keyboard goes back to the slot in the month, for the button that had it is gone.
        """
        slot = self._chosen()
        if slot is None:
            return
        label, told = (text.format(place=spoken.place_words(name, slot)) for text in said)
        if self.desk.act(label, lambda session: act(session, slot), lambda _done: told):
            self.grid.focus_slot(slot.slot_id)

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
