"""The section of settings that says how shifts change hands, and from when a withdrawal is told in large letters."""

from PySide6.QtWidgets import QWidget

from delta_app.core.i18n import _
from delta_app.core.settings import get
from delta_app.shifts.settings import LATE_HOURS, TRADES_FREE, TRADES_WRITE
from delta_app.shifts.trade_commands import set_trade_rules
from delta_app.widgets.buttons import Button
from delta_app.widgets.cards import Card
from delta_app.widgets.forms import NumberField, acts_row, add_field, form_on
from delta_app.widgets.long_choice import LongCheckBox, LongRadioButton
from delta_app.widgets.page import Desk
from delta_app.widgets.sections import Section, SectionView
from delta_app.widgets.text import words


class TradesView(SectionView):
    """A card each for who says yes to an exchange, who is written to, and withdrawals that come late."""

    tables = frozenset({"setting"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        sentence = _("Comment une permanence change de mains, et quand un désistement se voit en grand.")
        super().__init__(desk, _("Échanges"), sentence, parent)
        self._kept = TRADES_FREE.default, TRADES_WRITE.default, LATE_HOURS.default
        self._build()
        self._lay_out()
        self._connect()

    def _build(self) -> None:
        self._free = LongRadioButton(_("L’échange se fait dès que les deux ont accepté"))
        self._asked = LongRadioButton(_("L’échange attend l’accord de la coordination, dans « À traiter »"))
        self._write = LongCheckBox(
            _("Écrire un e-mail aux personnes à qui l’on demande, et dire la réponse par e-mail")
        )
        self._write.setChecked(TRADES_WRITE.default)
        self._hours = NumberField(0, 336, LATE_HOURS.default)
        self._save = Button(_("Enregistrer"), "check")
        self._save.setAccessibleName(_("Enregistrer les règles des échanges"))

    def _lay_out(self) -> None:
        agreed = Card(_("Quand deux personnes s’accordent"))
        for choice in (self._free, self._asked):
            agreed.column.addWidget(choice)
        meaning = _("Les règles du planning sont vérifiées dans les deux cas, au moment où chacune accepte.")
        agreed.column.addWidget(words(meaning, "soft", wrap=True))
        letters = Card(_("E-mails"))
        letters.column.addWidget(self._write)
        when = _(
            "Ils partent du compte e-mail du lieu, s’il est réglé ; sans cela, chacun le voit en s’identifiant au PC."
        )
        letters.column.addWidget(words(when, "soft", wrap=True))
        late = Card(_("Désistements tardifs"))
        form = form_on()
        add_field(form, _("Heures avant la permanence"), self._hours)
        late.column.addLayout(form)
        shown = _(
            "À moins de ce délai, une permanence où il manque quelqu’un s’affiche en grand sur « Aujourd’hui » et au "
            "planning, avec la décision d’ouvrir ou non. Zéro : seulement quand elle a commencé."
        )
        late.column.addWidget(words(shown, "soft", wrap=True))
        for card in (agreed, letters, late):
            self.column.addWidget(card)
        self.column.addLayout(acts_row(self._save))

    def _connect(self) -> None:
        self._free.toggled.connect(self.on_edited)
        self._write.toggled.connect(self.on_edited)
        self._hours.valueChanged.connect(self.on_edited)
        self._save.clicked.connect(self.on_save)

    def refresh(self) -> None:
        """Show what is in force, save for what somebody is changing."""
        with self.desk.attempt():
            with self.desk.store.read() as session:
                now = get(session, TRADES_FREE), get(session, TRADES_WRITE), get(session, LATE_HOURS)
            if self._chosen() == self._kept or not self.desk.may_write:
                (self._free if now[0] else self._asked).setChecked(True)
                self._write.setChecked(now[1])
                self._hours.setValue(now[2])
            self._kept = now
            self.on_edited()

    def _chosen(self) -> tuple[bool, bool, int]:
        return not self._asked.isChecked(), self._write.isChecked(), self._hours.value()

    def on_edited(self) -> None:
        """Saving is offered for what differs; whoever only looks changes nothing."""
        may = self.desk.may_write
        self._hours.setReadOnly(not may)
        for choice in (self._free, self._asked, self._write):
            choice.setEnabled(may)
        self._save.setEnabled(may and self._chosen() != self._kept)

    def on_save(self) -> None:
        """All in one act."""
        free, write, hours = self._chosen()
        told = (
            _("Les échanges se font librement.") if free else _("Les échanges attendent l’accord de la coordination.")
        )
        self.desk.act(
            _("Changer les règles des échanges"),
            lambda session: set_trade_rules(session, free=free, write=write, late_hours=hours),
            lambda _nothing: told,
        )
        self._hours.setFocus()


def trades_section() -> Section:
    """How shifts change hands."""
    return Section("trades", _("Échanges"), "swap", TradesView)
