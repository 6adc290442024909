"""What has to be seen in large letters: shifts that are near and lack people, with what the coordinator may decide."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from delta_app.core.i18n import _, ngettext
from delta_app.today import spoken
from delta_app.today.queries import Alert, alert_words
from delta_app.widgets import space
from delta_app.widgets.buttons import Button
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.item_rows import ItemRow, empty_layout
from delta_app.widgets.text import set_property, words

LARGE = 2  # at once; more than that nobody reads from two metres


class Alerts(QWidget):
    """A banner for each; hidden while all is well. Signals tell the slot."""

    come_asked = Signal(int)
    decide_asked = Signal(object)  # the alert
    notice_asked = Signal(object)
    call_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        space.between(self._column, 8)

    def show_alerts(self, alerts: Sequence[Alert], today: date, *, may_decide: bool) -> None:
        """Show the nearest of them."""
        if self._shown == (tuple(alerts), today, may_decide):
            return
        self._shown = tuple(alerts), today, may_decide
        empty_layout(self._column)
        undecided_first = sorted(alerts, key=lambda alert: alert.decision is not None)
        for alert in undecided_first[:LARGE]:
            self._column.addWidget(self._banner(alert, today, may_decide=may_decide))
        for alert in undecided_first[LARGE:]:
            if alert.decision is not None:
                self._column.addWidget(self._settled(alert, today, may_decide=may_decide))
        more = sum(alert.decision is None for alert in undecided_first[LARGE:])
        if more > 0:
            sentence = ngettext(
                "Et {n} autre permanence proche manque de monde : voyez le planning.",
                "Et {n} autres permanences proches manquent de monde : voyez le planning.",
                more,
            )
            self._column.addWidget(words(sentence.format(n=more), "strong", wrap=True))
        self.setVisible(bool(alerts))

    def _banner(self, alert: Alert, today: date, *, may_decide: bool) -> QFrame:
        banner = QFrame()
        banner.setProperty("role", "alert")
        settled = alert.decision is not None
        tone = "alarm" if alert.lack == "nobody" and not settled else "attention"
        if alert.is_closed:
            tone = "settled"
        set_property(banner, "tone", tone)
        large, under = alert_words(alert, today)
        column = QVBoxLayout(banner)
        space.around(column, 16, 9, 16, 11)
        space.between(column, 4)
        heading = words(large, "large", wrap=True)
        heading.setProperty("tone", tone)
        column.addWidget(heading)
        column.addWidget(words(under, wrap=True))
        acts = FlowLayout(spacing=8)
        for button in self._acts(alert, may_decide=may_decide):
            acts.addWidget(button)
        column.addLayout(acts)
        banner.setAccessibleName(f"{large}. {under}")
        return banner

    def _settled(self, alert: Alert, today: date, *, may_decide: bool) -> ItemRow:
        """One that is decided, in a line, with its notice at hand."""
        large, under = alert_words(alert, today)
        return ItemRow(large, under, *self._acts(alert, may_decide=may_decide, kind="plain"))

    def _acts(self, alert: Alert, *, may_decide: bool, kind: str = "main") -> list[Button]:
        when = spoken.moment_words(alert.day, alert.start_minute)
        closed = alert.is_closed
        come = Button(_("Je viens"), kind="plain" if may_decide else kind)
        come.setAccessibleName(_("Je viens {when}").format(when=when))
        come.clicked.connect(lambda: self.come_asked.emit(alert.slot_id))
        if not may_decide:
            return [] if closed else [come]
        decide, notice = Button(_("Décider de l’ouverture…"), kind=kind), Button(_("Avis pour la porte…"), "print")
        decide.setAccessibleName(_("Décider de l’ouverture, {when}…").format(when=when))
        notice.setAccessibleName(_("Avis pour la porte, {when}…").format(when=when))
        decide.clicked.connect(lambda: self.decide_asked.emit(alert))
        notice.clicked.connect(lambda: self.notice_asked.emit(alert))
        call = Button(_("Lancer un appel…"), "speech")
        call.setAccessibleName(_("Lancer un appel, {when}…").format(when=when))
        call.clicked.connect(lambda: self.call_asked.emit(alert))
        return [decide, notice] if closed else [decide, call, notice, come]
