"""The proposal for a month, in the place of the month: composed, looked at, changed, applied or thrown away."""

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from delta_app.core.calendar import Month
from delta_app.core.errors import Refused
from delta_app.core.i18n import _, month_name, ngettext
from delta_app.planning import compose_cards_page as cards
from delta_app.planning.commands import (
    Moment,
    Order,
    Plan,
    PlanApplied,
    Proposed,
    Weights,
    apply_proposal,
    keep_weights,
    preview_proposal,
    roster,
    weights_of,
)
from delta_app.planning.compose_bar_page import ProposalBar
from delta_app.planning.compose_data import Measures, Summary, effects, summarise
from delta_app.planning.compose_head_page import ProposalHead
from delta_app.planning.compose_people_page import MovesCard, SharesCard
from delta_app.planning.compose_run_page import ComposeRun
from delta_app.widgets import space, theme
from delta_app.widgets.cards import Card
from delta_app.widgets.dialog import Scrolled, scrolled
from delta_app.widgets.page import Act, Desk
from delta_app.widgets.text import words

TWO_COLUMNS_FROM = 820  # width at 100 % text from which people and reasons stand side by side


def prepared(desk: Desk, month: Month, order: Order | None = None) -> Proposed:
    """What composing starts from, now; without an order the usual one. Refuses what ``preview_proposal`` refuses."""
    with desk.store.rehearse(desk.actor) as session:
        if order is None:
            order = Order("least" if roster(session, month).version else "all")
        return preview_proposal(session, month, order)


class Proposal(QWidget, theme.Themed):
    """Composes from the moment it is made; ``left`` tells why slots stay short, by their moment, once applied."""

    left = Signal(object)

    def __init__(self, desk: Desk, proposed: Proposed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._month = desk, proposed.month
        self._name = month_name(proposed.month.first)
        self._shown: Proposed | None = None
        self._plan: Plan | None = None
        self._summary: Summary | None = None
        self._base: tuple[Order, Measures] | None = None  # what weights on trial are compared with
        self._place_weights = Weights()
        self._fresh, self._missed, self._applying = True, False, False
        self._opened: set[int] = set()
        self._comparing = proposed.background.version > 0
        self._all_shown = False
        self._held = ""  # what had the keyboard before composing again
        self._wide: bool | None = None
        self._build()
        self._lay_out()
        self._connect()
        self._start(proposed)

    def _build(self) -> None:
        self.head = ProposalHead(self)
        self.bar = ProposalBar()
        self._news = Card(tone="attention")
        self._news_words = words(role="strong", wrap=True)
        self._news.column.addWidget(self._news_words)
        self._run = ComposeRun()
        self._area: Scrolled | None = None

    def _lay_out(self) -> None:
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._outer.addLayout(self.head)
        self.head.place(wide=self._is_wide())
        self._strip = QVBoxLayout()
        space.around(self._strip, 20, 0, 20, 0)
        self._strip.addWidget(self._news)
        self._strip.addWidget(self._run)
        self._outer.addLayout(self._strip)
        self._outer.addStretch(0)
        self._news.hide()

    def _connect(self) -> None:
        self.head.settings.clicked.connect(self.on_settings)
        self.head.throw.clicked.connect(self.on_throw)
        self.head.again.clicked.connect(self.on_again)
        self.head.apply.clicked.connect(self.on_apply)
        self.bar.change.chosen.connect(self.on_change)
        self.bar.compare.chosen.connect(self.on_compare)
        self._run.found.connect(self.on_found)
        self._run.failed.connect(self.on_failed)
        self._run.stopped.connect(self.on_stopped)

    def offers(self) -> list[Act]:
        """What can be done with the proposal, by name."""
        return self.head.offers()

    def compose(self, order: Order) -> None:
        """Compose by an order; what is shown stays until there is another proposal, and when it is refused."""
        with self._desk.attempt():
            self._start(prepared(self._desk, self._month, order))

    def _start(self, proposed: Proposed) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self._held = focused.accessibleName()
        self._run.begin(proposed)
        self._news.hide()
        if self._summary is None:
            self.head.announce(self._name)
        self._settle()
        self._run.setFocus()

    def on_failed(self) -> None:
        """The child process ended without a plan."""
        self._tell(_("La composition s’est arrêtée avant la fin. Rien n’a changé dans le planning ; recommencez."))
        self._settle()
        self.head.again.setFocus()

    def on_found(self, proposed: Proposed, plan: Plan) -> None:
        """There is a plan: show what it says."""
        self._shown, self._plan = proposed, plan
        self._summary = summarise(proposed.composed, plan, proposed.background)
        with self._desk.store.read() as session:
            self._place_weights = weights_of(session)
        if proposed.order.weights is None:
            self._base = (proposed.order, self._summary.measures)
        self._fresh = True
        self._show()
        self._refocus()
        if self._missed:
            self.look_again()

    def on_stopped(self) -> None:
        """The proposal of before, or the month, shows again."""
        if self._summary is None:
            self.left.emit({})
            return
        self._show()
        self._refocus()

    def look_again(self) -> None:
        """Something was written: is what is shown still what would be proposed?"""
        if self._applying:
            return
        if not self._desk.may_write:
            self.on_throw()
            return
        self._missed = self._run.busy
        if self._shown is None or self._missed:
            return
        try:
            fresh = prepared(self._desk, self._month, self._shown.order) == self._shown
        except Refused:
            fresh = False
        with self._desk.store.read() as session:
            place = weights_of(session)
        if (fresh, place) == (self._fresh, self._place_weights):
            return
        self._fresh, self._place_weights = fresh, place
        self._show()

    def _tell(self, sentence: str) -> None:
        self._news_words.setText(sentence)
        self._news.setAccessibleName(sentence)
        self._news.show()

    def _show(self) -> None:
        """Everything anew from the summary; where one had scrolled to stays, and what had the keyboard keeps it."""
        if self._summary is None or self._shown is None:
            return
        self.head.tell(self._name, self._summary)
        self._news.hide()
        if not self._fresh:
            self._tell(_("Le planning a changé depuis : recomposez pour une proposition à jour."))
        self._settle()
        focused = QApplication.focusWidget()
        inside = focused is not None and self._area is not None and self._area.isAncestorOf(focused)
        if inside and focused is not None:
            self._held = focused.accessibleName()
        scrolled_to = self._area.verticalScrollBar().value() if self._area is not None else 0
        self.bar.put_away(self)
        area = scrolled(self._body(self._summary, self._shown))
        if self._area is not None:
            self._outer.removeWidget(self._area)
            self._area.hide()
            self._area.deleteLater()
        self._area = area
        self._outer.addWidget(area, 1)
        area.show()  # at once: a layout would do it later, and what is not shown takes no keyboard
        QTimer.singleShot(0, area, lambda: area.verticalScrollBar().setValue(scrolled_to))
        if inside:
            self._refocus()

    def _settle(self) -> None:
        self.head.settle(
            busy=self._run.busy,
            there=self._summary is not None,
            fresh=self._fresh,
            published=self._shown is not None and self._shown.background.version > 0,
        )
        if self._area is not None:
            self._area.setEnabled(not self._run.busy)

    def _body(self, summary: Summary, shown: Proposed) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        space.around(column, 20, 4, 20, 14)
        space.between(column, 14)
        if summary.compared:
            room = self.width() - 2 * theme.gap(20) - theme.gap(16)
            looked_at = "moves" if self._comparing else "people"
            column.addLayout(self.bar.lay_out(summary, shown.order, looked_at, room))
        wide = self._is_wide()
        column.addLayout(cards.figures(summary, columns=4 if wide else 2))
        across = QHBoxLayout() if wide else QVBoxLayout()
        space.between(across, 14)
        side = self._side(summary, shown)
        comparing = summary.compared and self._comparing
        people = MovesCard(summary.moves, summary.unchanged) if comparing else SharesCard(summary.shares, self._opened)
        people.column.addStretch()
        pieces = (people, side) if wide else (side, people)
        for piece in pieces:
            across.addWidget(piece, (6 if piece is people else 5) if wide else 0)
        column.addLayout(across, 1)
        return body

    def _side(self, summary: Summary, shown: Proposed) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        space.between(column, 14)
        order = shown.order
        column_cards = (
            self._trial(summary, order),
            cards.decided_card(order, shown.composed.names, self.compose),
            cards.set_aside_card(summary.set_aside),
            cards.leading_card(summary.leading),
            cards.short_cards(summary, order, self.compose, all_shown=self._all_shown, show_all=self.on_show_all),
            cards.gap_card(summary.gap, summary.helpers, order, self.compose),
            cards.kept_card(summary.kept),
        )
        for card in column_cards:
            if card is not None:
                column.addWidget(card)
        column.addStretch()
        return side

    def _trial(self, summary: Summary, order: Order) -> Card | None:
        if order.weights is None or order.weights == self._place_weights:
            return None
        told = None
        if self._base is not None and self._base[0] == replace(order, weights=None):
            told = effects(self._base[1], summary.measures)
        return cards.trial_card(told, self.on_keep_weights, lambda: self.compose(replace(order, weights=None)))

    def _is_wide(self) -> bool:
        return self.width() * 100 / theme.current().scale >= TWO_COLUMNS_FROM

    def _refocus(self) -> None:
        """Back to what had the keyboard, where it still is; else to the act one came for."""
        if not self.isVisible() or not self.window().isActiveWindow():
            return
        named = (one for one in self.findChildren(QWidget) if self._held and one.accessibleName() == self._held)
        again = next((one for one in named if one.focusPolicy() and one.isEnabled() and one.isVisibleTo(self)), None)
        (again or (self.head.apply if self.head.apply.isEnabled() else self.head.again)).setFocus()
        self._held = ""

    def on_change(self, change: str) -> None:
        """Another answer to what composing may change."""
        if self._shown is not None:
            self.compose(replace(self._shown.order, change=change))
            if not self._run.busy:
                self.bar.change.choose(self._shown.order.change)

    def on_compare(self, what: str) -> None:
        """Look at who moves, or at who does how many."""
        self._comparing = what == "moves"
        self._show()
        self.bar.compare.choose(what)

    def on_show_all(self) -> None:
        """Every slot that stays short, however many reasons there are."""
        self._all_shown = True
        self._show()
        if self._area is not None:
            self._area.setFocus()

    def on_again(self) -> None:
        """Compose once more, as the planning stands now."""
        order = self._shown.order if self._shown is not None else None
        with self._desk.attempt():
            self._start(prepared(self._desk, self._month, order))

    def on_settings(self) -> None:
        """Try other weights on this proposal."""
        from delta_app.planning.weights_dialog import WeightsDialog

        if self._shown is None:
            return
        dialog = WeightsDialog(self._shown.order.weights or self._place_weights, self)
        if dialog.exec():
            chosen = None if dialog.weights == self._place_weights else dialog.weights
            self.compose(replace(self._shown.order, weights=chosen))

    def on_keep_weights(self) -> None:
        """Make the weights on trial those of the place."""
        weights = self._shown.order.weights if self._shown is not None else None
        if weights is not None:
            self._desk.act(
                _("Garder les réglages de la composition"),
                lambda session: keep_weights(session, weights),
                lambda _done: _("Ces réglages valent maintenant pour chaque composition."),
            )
            self.head.apply.setFocus()

    def on_apply(self) -> None:
        """Put the plan in the month: one act, which can be taken back whole."""
        shown, plan, summary = self._shown, self._plan, self._summary
        if shown is None or plan is None or summary is None:
            return
        self._applying = True
        try:
            done = self._desk.act(
                _("Composer {month}").format(month=self._name),
                lambda session: apply_proposal(session, shown, plan),
                _applied_words,
            )
        finally:
            self._applying = False
        if done:
            why: dict[Moment, str] = {short.moment: short.why for short in summary.short if short.why}
            self.left.emit(why)
        else:
            self.look_again()

    def on_throw(self) -> None:
        """Leave everything as it was."""
        self._run.end()
        self.left.emit({})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape stops what is under way, else goes back to the month."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._run.busy:
            self._run.stop()
        else:
            self.on_throw()

    def on_theme(self) -> None:
        """Measure again in another text size."""
        self._wide = self._is_wide()
        self.head.place(wide=self._wide)
        QTimer.singleShot(0, self, self._show)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room, else one."""
        super().resizeEvent(event)
        if self._wide != self._is_wide():
            self._wide = self._is_wide()
            self.head.place(wide=self._wide)
            if self._summary is not None:
                self._show()


def _applied_words(done: PlanApplied) -> str:
    sentence = ngettext("{n} place attribuée.", "{n} places attribuées.", done.seated).format(n=done.seated)
    if not done.freed:
        return sentence
    freed = ngettext("{n} place libérée.", "{n} places libérées.", done.freed).format(n=done.freed)
    return f"{sentence} {freed}"
