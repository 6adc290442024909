"""The page of the till.

Before it stand two hosts with a queue before them: they touch what is taken, take the money and give back. At the end
of the day they count it, tired, and want to be right to the cent and home soon.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.access import Role
from delta_app.core.i18n import _, format_instant
from delta_app.core.money import format_money
from delta_app.till.acts_page import TillActs, desk_key
from delta_app.till.closing_page import ClosingView
from delta_app.till.commands import close_till, open_till
from delta_app.till.journal_data import EntryRow
from delta_app.till.menu_dialogs import MenuDialog
from delta_app.till.opening_page import OpeningView
from delta_app.till.paper_dialog import show_paper
from delta_app.till.sale_page import SaleView
from delta_app.till.session_data import TillView, signatories, till_view
from delta_app.till.slip_dialog import show_slip
from delta_app.till.spoken import entry_words, local_time_words, number_words
from delta_app.widgets import space
from delta_app.widgets.buttons import Button
from delta_app.widgets.cards import Card, FirstStep
from delta_app.widgets.chips import Chip
from delta_app.widgets.page import Act, Desk, Page
from delta_app.widgets.text import words

NOBODY, CLOSED, SELLING = range(3)


class TillPage(Page):
    """The till, open or closed; counting takes the place of selling."""

    tables = frozenset(
        {"till_entry", "till_line", "product", "product_price", "consumption_card", "setting", "venue", "host", "seat",
         "slot"}
    )  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._acts = TillActs(desk, self)
        self._view: TillView | None = None
        self._counting: ClosingView | None = None
        self._count_version = 0
        self._build()
        self._lay_out()
        self._connect()

    def _build(self) -> None:
        self._title, self._state, self._float = words(_("Caisse"), "title"), Chip(), words("", "soft")
        self.card = Button(_("Carte de consommation"))
        self.money = Button(_("Achat / sortie d’argent"))
        self.close_button = Button(_("Compter et fermer"))
        self.menu = Button(_("Carte des prix…"))
        self._clock = Card(tone="alarm")
        self._clock_said = words("", wrap=True)
        self.right_clock = Button(_("C’est l’heure de ce PC qui est juste"))
        who = Button(_("Dire qui je suis…"), "person", kind="main")
        who.clicked.connect(self.on_who)
        self._nobody = FirstStep(
            "money",
            _("La caisse est à l’équipe"),
            _("Dites d’abord qui vous êtes : votre prénom, puis votre code."),
            who,
        )
        self.opening, self.sale = OpeningView(), SaleView(self.desk, self._acts)
        self._stack = QStackedWidget()

    def _lay_out(self) -> None:
        for button in (self.menu, self.card, self.money, self.close_button):
            self.acts.addWidget(button)
        self.lay_out_head(self._title, self._state, self._float)
        box = QWidget()
        around = QVBoxLayout(box)
        space.around(around, 20, 0, 20, 10)
        self._clock.column.addWidget(self._clock_said)
        self._clock.column.addWidget(self.right_clock, 0, Qt.AlignmentFlag.AlignLeft)
        around.addWidget(self._clock)
        self._clock_box = box
        self.lay_out_between(box)
        for view in (self._nobody, self.opening, self.sale):
            self._stack.addWidget(view)
        self.lay_out_body(self._stack)

    def _connect(self) -> None:
        self.card.clicked.connect(self.on_card)
        self.money.clicked.connect(self._acts.money)
        self.close_button.clicked.connect(self.on_count)
        self.menu.clicked.connect(self.on_menu)
        self.right_clock.clicked.connect(self._acts.accept_clock)
        self.opening.opened.connect(self.on_open)
        self.opening.draft_changed.connect(self.on_count_draft)
        self.opening.slip_asked.connect(self.on_slip)
        self.sale.menu_asked.connect(self.on_menu)
        self.sale.stale.connect(self.refresh)
        self.sale.journal.undo_asked.connect(self.on_undo)
        self.sale.journal.paper_asked.connect(lambda entry_id: show_paper(self.desk, entry_id))
        self.desk.actor_changed.connect(self.refresh)

    @property
    def may_sell(self) -> bool:
        """Whether the one who acts is of the team."""
        return self.desk.actor.role != Role.READER

    def refresh(self) -> None:
        """Show what the till says now."""
        with self.desk.attempt(), self.desk.store.read() as session:
            view = till_view(
                session, desk_key(self.desk), clock.now(), before=self._view, counting=self._counting is not None
            )
            counting = self._counting is not None and view.opening is not None
            people = signatories(session, clock.local_now()) if counting or view.opening is None else ()
            self._view = view
            self._count_version = view.count.version
            self._show(view)
            if view.opening is None:
                self.opening.show_till(view, people)
            if self._counting is not None and counting:
                self._counting.show_till(view, people)

    def _show(self, view: TillView) -> None:
        is_open, keeps = view.opening is not None, self.desk.handles_money
        if self._counting is not None and not (is_open and self.may_sell and self._counting.counts(view)):
            self._leave_counting()
        for button in (self.card, self.money, self.close_button):
            button.setVisible(is_open and self.may_sell)
        self.menu.setVisible(keeps)
        self._tell_state(view)
        behind = view.clock_behind
        self._clock_box.setVisible(behind is not None and self.may_sell)
        if behind is not None:
            self._clock_said.setText(
                _("L’heure de ce PC ne s’accorde pas avec la dernière écriture, du {last}. Rien ne se note tant que "
                  "l’une des deux n’est pas mise au juste.").format(last=format_instant(behind))
            )  # fmt: skip
        self.right_clock.setVisible(keeps)
        self._stack.setCurrentIndex(NOBODY if not self.may_sell else SELLING if is_open else CLOSED)
        self.sale.show_till(view)

    def _tell_state(self, view: TillView) -> None:
        if view.opening is None:
            self._state.tell(_("fermée"), "lock", "plain")
            self._float.setText("")
            return
        people = _(" et ").join(view.opening.signers)
        self._state.tell(
            _("ouverte · {time} · {people}").format(time=local_time_words(view.opening.at), people=people)
            if self.may_sell
            else _("ouverte"),
            "", "good",
        )  # fmt: skip
        counted = format_money(sum(piece * number for piece, number in view.opening.counted.items()))
        self._float.setText(_("fond de caisse {amount}").format(amount=counted) if self.may_sell else "")

    def on_who(self) -> None:
        """Say who one is."""
        self.desk.identify()

    def on_undo(self, entry_id: int) -> None:
        """A contrary entry."""
        row = next((one for one in self._view.entries if one.id == entry_id), None) if self._view else None
        if row is not None:
            self._acts.undo(row)

    def on_card(self) -> None:
        """A consumption card."""
        if self._view is not None:
            self._acts.consumption_card(bool(self._view.iban), self._view)

    def on_menu(self) -> None:
        """What is served, and for how much."""
        MenuDialog(self.desk, self).exec()
        self.refresh()

    def on_open(self) -> None:
        """Two people open it."""
        both, counted = self.opening.signers.signers, self.opening.count.counted
        if both is None:
            return
        done = _("La caisse est ouverte. Bonne permanence !")
        label = _("Ouvrir la caisse")
        if self.desk.act(label, lambda session: open_till(session, both, counted), lambda _booked: done, undo=False):
            self._drop_count()
            self.opening.clear()
            self.refresh()

    def on_count(self) -> None:
        """Count and close, in the place of selling."""
        if self._counting is not None or self._view is None or self._view.opening is None:
            return
        view = ClosingView()
        self._counting = view
        view.left.connect(self._leave_counting)
        view.closed.connect(self.on_close)
        view.draft_changed.connect(self.on_count_draft)
        self.refresh()
        self.show_instead(view)

    def _leave_counting(self) -> None:
        """Sell on; what was counted stays for the next time."""
        self._counting = None
        self.show_itself()

    def on_count_draft(self, content: str) -> None:
        """Keep a count that is begun."""
        version = self._acts.keep("count", content, self._count_version)
        if version is not None:
            self._count_version = version

    def _drop_count(self) -> None:
        self.on_count_draft("")

    def on_close(self) -> None:
        """Both have signed."""
        counting = self._counting
        if counting is None or counting.signers.signers is None or counting.keep_cents is None:
            return
        both, keep, why = counting.signers.signers, counting.keep_cents, counting.why.text()
        counted, opening_id = counting.count.counted, counting.opening_id
        why = why if counting.gap else ""
        closed = self.desk.act(
            _("Fermer la caisse"),
            lambda session: close_till(session, counted, keep, both, why, opening_id=opening_id),
            lambda _booked: _("La caisse est fermée. Merci !"),
            undo=False,
        )
        if closed:
            self._drop_count()
            self._leave_counting()
            self.refresh()
            self.on_slip()

    def on_slip(self) -> None:
        """The slip of the last closing."""
        if self._view is not None and self._view.last_close is not None:
            show_slip(self.desk, self._view.last_close.id, self)

    def let_go(self) -> None:
        """Whoever comes next sells; what was counted so far is there when they count on."""
        if self._counting is not None:
            self._leave_counting()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a till: a digit for a tile, a letter for a way to pay."""
        if self._stack.currentIndex() != SELLING or self._counting is not None or not self.sale.take_key(event):
            super().keyPressEvent(event)

    def to_take_back(self) -> str:
        """What Ctrl+Z does here: the newest entry of this opening is undone by a contrary one."""
        row = self._latest()
        if row is None:
            return ""
        return _("{number} : {what}").format(number=number_words((row.year, row.number)), what=entry_words(row))

    def take_back(self) -> None:
        """Do it."""
        row = self._latest()
        if row is not None:
            self._acts.undo(row)

    def _latest(self) -> EntryRow | None:
        selling = self._stack.currentIndex() == SELLING and self._counting is None
        return self.sale.journal.latest_to_undo() if selling else None

    def offers(self) -> Sequence[Act]:
        """What the buttons do, by name."""
        if self._view is None or not self.may_sell:
            return ()
        keeper = (Act.of("till.menu", self.menu),) if self.desk.handles_money else ()
        if self._view.opening is None:
            return (Act.of("till.open", self.opening.open), *keeper)
        buttons = (("till.card", self.card), ("till.money", self.money), ("till.close", self.close_button))
        return (*(Act.of(key, button) for key, button in buttons), *keeper)

    def help_lines(self) -> Sequence[tuple[str, str]]:
        """How one sells without a mouse."""
        return (
            (_("Ajouter un produit"), _("sa tuile, ou son chiffre de 1 à 9 ; + et − changent le nombre")),
            (_("Ôter la dernière ligne"), _("Retour arrière")),
            (
                _("Être payé en espèces"),
                _("Entrée, ou le billet qu’on vous donne : la monnaie à rendre se voit en grand"),
            ),
            (_("Être payé autrement"), _("C carte, Q code QR, O offert, S café suspendu, P partager")),
            (
                _("Corriger une erreur"),
                _("« annuler » dans le journal, ou Ctrl+Z : une écriture contraire, rien ne s’efface"),
            ),
            (_("Fermer"), _("« Compter et fermer » : compter, comparer, mettre de côté, signer à deux")),
        )
