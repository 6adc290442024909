"""Composing the month: under way with a way out, then the result in words, applied or thrown away."""

from PySide6.QtCore import QRectF, QSize, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from delta_app.core.calendar import Month
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _, month_name, ngettext
from delta_app.planning.commands import (
    ComposeJob,
    Failure,
    Plan,
    Progress,
    RosterProblem,
    apply_plan,
    open_month,
    roster,
    roster_problem,
    slots_of,
)
from delta_app.planning.compose_data import HostShare, ShortSlot, Summary, summarise
from delta_app.widgets import theme
from delta_app.widgets.buttons import Button
from delta_app.widgets.cards import Avatar, Card, figure_card, initials
from delta_app.widgets.chips import Chip
from delta_app.widgets.dialog import Dialog, scrolled
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.page import Desk
from delta_app.widgets.progress import Progress as ProgressPanel
from delta_app.widgets.text import ElidedLabel, words

POLL_MS = 60


class ComposeDialog(Dialog):
    """Composes from the moment it is made, a month not opened yet too; ``why`` tells why slots stay short, in words."""

    def __init__(self, desk: Desk, month: Month, parent: QWidget | None = None) -> None:
        name = month_name(month.first)
        super().__init__(_("Composer {month}").format(month=name), parent, width=560)
        self._desk, self._month, self._name = desk, month, name
        self.why: dict[int, str] = {}
        self._plan: Plan | None = None
        with desk.store.rehearse(desk.actor) as session:
            self._opens = not slots_of(session, month)
            if self._opens:
                open_month(session, month)
                session.flush()
            published = roster(session, month).version > 0
            self._composed: RosterProblem = roster_problem(session, month, repair=published)
        self._job = ComposeJob(self._composed.problem)
        self._panel = ProgressPanel(
            _("Recherche du planning qui change le moins possible…")
            if published
            else _("Recherche du meilleur planning possible…")
        )
        self._timer = QTimer(self, interval=POLL_MS)

        self.column.addWidget(self._panel)
        self.fit()

        self._timer.timeout.connect(self.on_poll)
        self._panel.cancelled.connect(self.reject)
        self.finished.connect(self.on_finished)
        self._timer.start()

    def on_poll(self) -> None:
        """Is there news from the child process?"""
        news = self._job.poll()
        if isinstance(news, Progress):
            self._panel.advance(news.fraction)
        elif isinstance(news, Plan):
            self._timer.stop()
            self._plan = news
            self._show_result(summarise(self._composed, news))
        elif isinstance(news, Failure):
            self._timer.stop()
            self._show_failure()

    def on_finished(self) -> None:
        """Left while under way: the child ends at once, nothing has changed."""
        self._timer.stop()
        self._job.cancel()

    def _show_failure(self) -> None:
        self._panel.hide()
        sentence = _("La composition s’est arrêtée avant la fin. Rien n’a changé dans le planning ; recommencez.")
        self.column.addWidget(words(sentence, wrap=True))
        close = Button(_("Fermer"), kind="main")
        close.clicked.connect(self.reject)
        self.lay_out_buttons(close)

    def _show_result(self, summary: Summary) -> None:
        """The same window grows into the proposal."""
        self.why = {short.slot_id: short.why for short in summary.short if short.why}
        self._panel.hide()
        self.column.removeWidget(self._panel)
        self.heading.setText(_("Proposition pour {month}").format(month=self._name))
        self.setWindowTitle(self.heading.text())
        head = FlowLayout(spacing=theme.gap(10))
        self.column.removeWidget(self.heading)
        self.heading.setWordWrap(False)
        head.addWidget(self.heading)
        head.addWidget(Chip(summary.verdict, "check" if summary.proven else "half", "info"))
        self.column.addLayout(head)
        self.column.addLayout(_figures(summary))
        body = QHBoxLayout()
        body.setSpacing(theme.gap(14))
        body.addWidget(_shares_card(summary), 3)
        body.addWidget(_short_card(summary), 3)
        self.column.addLayout(body, 1)
        self._error = words(role="error", wrap=True)
        self._error.hide()
        self.column.addWidget(self._error)
        throw = Button(_("Jeter"))
        self.apply = Button(_("Appliquer au brouillon"), "check", kind="main")
        throw.clicked.connect(self.reject)
        self.apply.clicked.connect(self.on_apply)
        self._width = 1000
        self.lay_out_buttons(throw, self.apply)
        self.resize(self.width(), min(theme.px(640), self.screen().availableSize().height() - 50))
        self._centre()
        self.apply.setFocus()

    def _centre(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            middle = parent.window().frameGeometry().center()
            self.move(middle.x() - self.width() // 2, max(0, middle.y() - self.height() // 2))

    def on_apply(self) -> None:
        """Put the plan in the month: one act, which can be taken back whole."""
        if self._plan is None:
            return
        plan = self._plan
        try:
            with self._desk.store.write(self._desk.actor, _("Composer {month}").format(month=self._name)) as session:
                if self._opens:
                    open_month(session, self._month)
                    session.flush()
                done = apply_plan(session, self._composed, plan.assigned, plan.shadows)
        except Refused as refusal:
            self._error.setText(say(refusal))
            self._error.show()
            return
        sentence = ngettext("{n} place attribuée.", "{n} places attribuées.", done.seated)
        self._desk.told.emit(sentence.format(n=done.seated), bool(done.seated or done.freed))
        self.accept()


def _figures(summary: Summary) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.gap(14))
    whole = summary.filled == summary.seats
    filled = _("{filled} / {seats}").format(filled=summary.filled, seats=summary.seats)
    provided = ngettext("place pourvue", "places pourvues", summary.filled)
    row.addWidget(figure_card(filled, provided, "good" if whole else "attention"))
    nobody = summary.without_anybody
    caption = ngettext("permanence sans personne", "permanences sans personne", nobody)
    row.addWidget(figure_card(str(nobody), caption, "alarm" if nobody else None))
    if summary.changes is None:
        away = max((abs(share.given - share.target) for share in summary.shares), default=0)
        row.addWidget(figure_card(_("± {n}").format(n=away), _("écart au plus avec ce que chacun·e souhaite")))
    else:
        caption = ngettext("place changée", "places changées", summary.changes)
        row.addWidget(figure_card(str(summary.changes), caption))
    return row


def _shares_card(summary: Summary) -> Card:
    card = Card(_("Qui fait combien, sur combien de souhaitées"))
    body = QWidget()
    grid = QGridLayout(body)
    grid.setContentsMargins(0, 0, theme.gap(8), 0)
    grid.setHorizontalSpacing(theme.gap(10))
    grid.setVerticalSpacing(theme.gap(7))
    grid.setColumnStretch(1, 2)
    grid.setColumnStretch(2, 3)
    most = max([1, *(max(share.given, share.target) for share in summary.shares)])
    for line, share in enumerate(summary.shares):
        grid.addWidget(Avatar(initials(share.name)), line, 0)
        grid.addWidget(ElidedLabel(share.name, "strong"), line, 1)
        grid.addWidget(_Bar(share, most), line, 2)
        grid.addWidget(_count(share), line, 3)
    grid.setRowStretch(len(summary.shares), 1)
    card.column.addWidget(scrolled(body), 1)
    body.setObjectName("card_ground")
    return card


def _count(share: HostShare) -> QLabel:
    label = words(_("{given} / {target}").format(given=share.given, target=share.target))
    spoken = ngettext(
        "{name} : {given} permanence, {target} souhaitées",
        "{name} : {given} permanences, {target} souhaitées",
        share.given,
    )
    label.setAccessibleName(spoken.format(name=share.name, given=share.given, target=share.target))
    return label


def _short_card(summary: Summary) -> QWidget:
    """What stays empty, each with its reason; or that nothing does."""
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.gap(10))
    if not summary.short:
        column.addWidget(_all_filled())
    alike: dict[str, list[ShortSlot]] = {}
    for short in summary.short:
        alike.setdefault(short.why or short.title, []).append(short)
    for group in alike.values():
        column.addWidget(_short_slots(group))
    for title, lines in (
        (_("Pour tout remplir"), summary.gap),
        (_("Mis de côté par des places fixées à la main"), summary.set_aside),
        (_("Ce qui a été respecté"), summary.kept),
    ):
        if lines:
            card = Card(title, tone="attention" if lines is summary.set_aside else None)
            for line in lines:
                card.column.addWidget(words(line, wrap=True))
            column.addWidget(card)
    column.addStretch()
    return scrolled(body)


def _all_filled() -> Card:
    card = Card(_("Aucune place ne reste libre"), tone="good")
    card.column.addWidget(words(_("Chaque permanence a ses accueillant·es."), wrap=True))
    return card


def _short_slots(group: list[ShortSlot]) -> Card:
    """Slots that stay short for one and the same reason, which is said once."""
    missing = sum(short.missing for short in group)
    heading = ngettext("{n} place reste libre", "{n} places restent libres", missing).format(n=missing)
    card = Card(heading, tone="attention")
    for short in group:
        card.column.addWidget(words(_("{slot} · {present}").format(slot=short.title, present=short.present), wrap=True))
    if group[0].why:
        card.column.addWidget(words(group[0].why, "soft", wrap=True))
    return card


class _Bar(QWidget):
    """Shifts given, as a bar; the figures stand beside it."""

    def __init__(self, share: HostShare, most: int) -> None:
        super().__init__()
        self._share, self._most = share, most
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """A line high."""
        return QSize(theme.px(80), theme.px(16))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Given on a ground as long as the largest of all."""
        shades = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour(shades.plain_ground))
        height = theme.px(8)
        ground = QRectF(0, (self.height() - height) / 2, self.width() - 1, height)
        painter.setBrush(theme.colour(shades.plain_ground))
        painter.drawRoundedRect(ground, height / 2, height / 2)
        over = self._share.given > self._share.target
        shade = theme.colour(shades.attention_mark if over else shades.accent)
        painter.setPen(shade)
        painter.setBrush(shade)
        ground.setWidth(ground.width() * self._share.given / self._most)
        if self._share.given:
            painter.drawRoundedRect(ground, height / 2, height / 2)
