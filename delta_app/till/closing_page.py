"""The till counted and closed in four steps: count, compare, put aside, sign.

Before it stand two tired hosts with the money before them: they count it once, and want to be home in two minutes.
"""

import json
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from delta_app.core.errors import Refused
from delta_app.core.i18n import _, join_names, long_date
from delta_app.core.money import format_money, parse_money, plain_money
from delta_app.till.closing_data import CashLine, expected_cash
from delta_app.till.count_page import CountCard
from delta_app.till.rules import kept_pieces
from delta_app.till.session_data import Signatory, TillView
from delta_app.till.signing_page import TwoSigners
from delta_app.till.spoken import cash_words, denomination_words
from delta_app.widgets import space
from delta_app.widgets.buttons import Button
from delta_app.widgets.cards import Card
from delta_app.widgets.chips import Chip
from delta_app.widgets.dialog import scrolled
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.forms import acts_row, add_field, form_on
from delta_app.widgets.item_rows import empty_layout
from delta_app.widgets.money_field import MoneyField
from delta_app.widgets.page import HEAD_SIDE
from delta_app.widgets.steps import StepsBar
from delta_app.widgets.text import words

COUNT, COMPARE, ASIDE, SIGN = range(4)


class ClosingView(QWidget):
    """The count at the left, the step one is at on the right. ``closed`` tells that all is signed, ``left`` that one
    sells on, ``journal_asked`` that one wants to look, ``draft_changed`` what stands so far."""

    closed = Signal()
    left = Signal()
    draft_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: TillView | None = None
        self._step = COUNT
        self._build()
        self._lay_out()
        self._connect()

    def _build(self) -> None:
        self._who = words("", "soft")
        self.back = Button(_("Revenir à la vente"))
        self._steps = StepsBar((_("Compter"), _("Comparer"), _("Mettre de côté"), _("Signer à deux")))
        self.count = CountCard()
        self._expected = QGridLayout()
        self._gap_card, self._even_card = Card(tone="attention"), Card(tone="good")
        self._gap = words("", "heading", wrap=True)
        self.why = QLineEdit()
        self.why.setMaxLength(200)
        self.why.setPlaceholderText(_("Ce qui a pu arriver : un café noté deux fois, une pièce mal rendue…"))
        self.why.setAccessibleName(_("Ce qui a pu arriver"))
        self.again = Button(_("Recompter"))
        self.look = Button(_("Voir le journal de l’ouverture"))
        self.keep = MoneyField()
        self._envelope, self._pieces = words("", "strong"), words("", "soft", wrap=True)
        self.signers = TwoSigners(_("Qui a compté"), _("Qui a vérifié"), initials=True)
        self._why_not = words("", "soft", wrap=True)
        self.previous = Button(_("Précédent"))
        self.go_on = Button(_("Continuer"), kind="main")

    def _lay_out(self) -> None:
        head = FlowLayout(spacing=8, push_last=True)
        title = words(_("Compter et fermer la caisse"), "title")
        for piece in (title, self._who, self.back):
            head.addWidget(piece)
        space.around(head, HEAD_SIDE, 11, HEAD_SIDE, 6)
        steps = QHBoxLayout()
        space.around(steps, HEAD_SIDE, 0, HEAD_SIDE, 12)
        steps.addWidget(self._steps)
        self._blind, self._expected_card = self._blind_card(), self._compare_card()
        self._fill_gap_cards()
        self._aside, self._sign = self._aside_card(), self._sign_card()
        stacked = (self._blind, self._expected_card, self._gap_card, self._even_card, self._aside, self._sign)
        right = QVBoxLayout()
        self._asked = scrolled(_stacked(*stacked))
        right.addWidget(self._asked, 1)
        foot = QHBoxLayout()
        space.between(foot, 10)
        foot.addWidget(self._why_not, 1)
        foot.addWidget(self.previous)
        foot.addWidget(self.go_on)
        right.addLayout(foot)
        body = QHBoxLayout()
        space.around(body, 20, 0, 20, 14)
        space.between(body, 16)
        body.addWidget(self.count, 38)
        body.addLayout(right, 62)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(steps)
        column.addLayout(body, 1)

    def _blind_card(self) -> Card:
        card = Card(_("Comptez tout ce qu’il y a dans la caisse"))
        card.column.addWidget(words(
            _("Billets et pièces, sans regarder le journal : ce qui devrait s’y trouver vient ensuite. Ainsi le "
              "comptage est vrai, et personne ne cherche à tomber juste."), wrap=True,
        ))  # fmt: skip
        card.column.addWidget(words(
            _("Au clavier : le nombre, puis Entrée ; les flèches ajoutent ou ôtent une pièce."), "soft", wrap=True,
        ))  # fmt: skip
        return card

    def _compare_card(self) -> Card:
        expected = Card(_("Ce qui devrait s’y trouver"))
        space.in_grid(self._expected, across=12, down=9)
        self._expected.setColumnStretch(0, 1)
        expected.column.addLayout(self._expected)
        return expected

    def _fill_gap_cards(self) -> None:
        row = FlowLayout(spacing=8, push_last=True)
        row.addWidget(self._gap)
        row.addWidget(Chip(_("écart"), "", "attention"))
        self._gap_card.column.addLayout(row)
        said = _("Cela arrive. L’écart est noté et expliqué, personne n’est mis en cause ni nommé.")
        note = words(said, "soft", wrap=True)
        self._gap_card.column.addWidget(note)
        self._gap_card.column.addWidget(self.why)
        self._gap_card.column.addLayout(acts_row(self.again, self.look))
        self._even_card.column.addWidget(words(_("Le compte est juste, au cent près."), "heading", wrap=True))

    def _aside_card(self) -> Card:
        card = Card(_("Ce qui reste, ce qu’on met de côté"))
        form = form_on()
        add_field(form, _("Reste dans la caisse pour demain"), self.keep)
        card.column.addLayout(form)
        card.column.addWidget(self._pieces)
        card.column.addWidget(self._envelope)
        return card

    def _sign_card(self) -> Card:
        card = Card(_("Signer à deux"))
        card.column.addWidget(words(
            _("Chacun·e met ses initiales : on a compté, et on a vu compter."), "soft", wrap=True
        ))  # fmt: skip
        card.column.addWidget(self.signers)
        return card

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.look.clicked.connect(self.left)
        self.again.clicked.connect(lambda: self.go_to(COUNT))
        self.previous.clicked.connect(lambda: self.go_to(self._step - 1))
        self.go_on.clicked.connect(self.on_go_on)
        self.count.changed.connect(self.on_changed)
        self.why.textEdited.connect(self.on_changed)
        self.why.returnPressed.connect(self.go_on.click)
        self.keep.textEdited.connect(self.on_changed)
        self.keep.returnPressed.connect(self.go_on.click)
        self.signers.changed.connect(self._tell)

    def counts(self, view: TillView) -> bool:
        """Whether it is this opening that is counted, not one that was closed elsewhere meanwhile."""
        return self._view is None or _opening_id(self._view) == _opening_id(view)

    def show_till(self, view: TillView, people: Sequence[Signatory]) -> None:
        """What should be there now, and what was begun before a pause or a power cut."""
        first = self._view is None
        self._view = view
        if view.opening is None:
            return
        names = join_names(list(view.opening.signers))
        self._who.setText(f"{long_date(view.opening.day)} · {names}")
        self.signers.offer(people, view.opening.signers)
        if first:
            self._take_up(view)
        self._show_expected(view)
        self.go_to(self._step)

    def _take_up(self, view: TillView) -> None:
        begun = json.loads(view.count.content) if view.count.content else {}
        if begun.get("purpose") != "close" or begun.get("opening") != _opening_id(view):
            return  # a count of an opening that another PC has closed since would be no blind one of this
        self.count.show_count({int(piece): number for piece, number in begun["counted"].items()})
        self.why.setText(begun["why"])
        self.keep.setText(begun["keep"])
        self._step = begun["step"]

    def _show_expected(self, view: TillView) -> None:
        empty_layout(self._expected)
        assert view.opening is not None  # noqa: S101 (for the types: a till that is closed is not counted)
        free = frozenset(row.id for row in (*view.products, *view.withdrawn) if row.kind == "free")
        lines = expected_cash(view.opening, tuple(reversed(view.entries)), free)
        for place, line in enumerate(lines):
            self._expected_row(place, line)
        total = words(_("Attendu"), "strong"), words(format_money(view.till), "strong")
        self._expected.addWidget(total[0], len(lines), 0)
        self._expected.addWidget(total[1], len(lines), 1, Qt.AlignmentFlag.AlignRight)

    def _expected_row(self, place: int, line: CashLine) -> None:
        self._expected.addWidget(words(cash_words(line), wrap=True), place, 0)
        self._expected.addWidget(words(format_money(line.cents)), place, 1, Qt.AlignmentFlag.AlignRight)

    @property
    def gap(self) -> int:
        """What was counted less what should be there, in cents."""
        return 0 if self._view is None else self.count.total - self._view.till

    @property
    def keep_cents(self) -> int | None:
        """What stays for tomorrow, in cents; None while it is no amount or more than there is."""
        try:
            cents = parse_money(self.keep.text())
        except Refused:
            return None
        return cents if cents <= self.count.total else None

    def go_to(self, step: int) -> None:
        """Another step."""
        moved, self._step = step != self._step, step
        if step == ASIDE and not self.keep.text() and self._view is not None:
            self.keep.setText(plain_money(min(self._view.keep, self.count.total)))
        self._steps.go_to(step)
        self.count.freeze(step != COUNT)
        self._tell()
        if moved:
            self._begin()
            self._keep_draft()

    @property
    def opening_id(self) -> int | None:
        """The opening that is counted at its end."""
        return None if self._view is None else _opening_id(self._view)

    def _begin(self) -> None:
        """The keyboard to what the step asks for first."""
        if self._step == COUNT:
            self.count.begin()
        elif self._step == COMPARE and self.gap:
            self.why.setFocus()
        elif self._step == ASIDE:
            self.keep.setFocus()
            self.keep.selectAll()
        elif self._step == SIGN:
            self.signers.begin()
        else:
            self.go_on.setFocus()
        QTimer.singleShot(0, self, self._show_where_one_is)  # once what the step shows has its place

    def _show_where_one_is(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self._asked.isAncestorOf(focused):
            self._asked.ensureWidgetVisible(focused)

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard to where one is."""
        super().showEvent(event)
        self._begin()

    def on_changed(self) -> None:
        """Something was counted or written."""
        self._tell()
        self._keep_draft()

    def _keep_draft(self) -> None:
        if self._view is None:
            return
        said = {"purpose": "close", "opening": _opening_id(self._view), "counted": self.count.counted,
                "why": self.why.text(), "keep": self.keep.text(), "step": self._step}  # fmt: skip
        self.draft_changed.emit(json.dumps(said))

    def _tell(self) -> None:
        step = self._step
        self._blind.setVisible(step == COUNT)
        self._expected_card.setVisible(step == COMPARE)
        self._gap_card.setVisible(step != COUNT and bool(self.gap))
        self._even_card.setVisible(step != COUNT and not self.gap)
        self._aside.setVisible(step in (ASIDE, SIGN))
        self._sign.setVisible(step == SIGN)
        self.why.setReadOnly(step != COMPARE)
        self.keep.setReadOnly(step != ASIDE)
        amount = format_money(abs(self.gap))
        missing = _("Il manque {amount}") if self.gap < 0 else _("Il y a {amount} de trop")
        self._gap.setText(missing.format(amount=amount))
        self._tell_aside()
        why_not = self._what_lacks()
        self._why_not.setText(why_not)
        self.go_on.setEnabled(not why_not)
        self.go_on.setAccessibleDescription(why_not)
        self.go_on.say(_("Fermer la caisse") if self._step == SIGN else _("Continuer"))
        self.previous.setVisible(self._step in (ASIDE, SIGN))

    def _tell_aside(self) -> None:
        keep = self.keep_cents
        if keep is None or self._view is None:
            self._envelope.setText("")
            self._pieces.setText("")
            return
        aside = self.count.total - keep
        self._envelope.setText(
            _("Enveloppe n° {number} : {amount}").format(number=self._view.envelope_number, amount=format_money(aside))
            if aside
            else _("Pas d’enveloppe : tout reste dans la caisse.")
        )
        pieces = kept_pieces(self.count.counted, keep)
        if pieces is None:
            said = _("Ces pièces et ces billets ne font pas ce montant au cent près : choisissez-en un autre.")
        else:
            named = (
                _("{n} × {piece}").format(n=number, piece=denomination_words(piece))
                for piece, number in sorted(pieces.items(), reverse=True)
            )
            said = _("Laissez par exemple {pieces}.").format(pieces=", ".join(named)) if pieces and aside else ""
        self._pieces.setText(said)

    def _what_lacks(self) -> str:
        if self._step == COMPARE and self.gap and not self.why.text().strip():
            return _("Dites en un mot ce qui a pu arriver, ou recomptez.")
        if self._step == ASIDE and self.keep_cents is None:
            return _("Écrivez un montant, au plus ce qui a été compté.")
        return self.signers.what_lacks if self._step == SIGN else ""

    def on_go_on(self) -> None:
        """The next step, or the end."""
        if not self.go_on.isEnabled():
            return
        if self._step < SIGN:
            self.go_to(self._step + 1)
        else:
            self.closed.emit()


def _opening_id(view: TillView) -> int | None:
    return None if view.opening is None else view.opening.id


def _stacked(*cards: Card) -> QWidget:
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    space.between(column, 14)
    for card in cards:
        column.addWidget(card)
    column.addStretch()
    return body
