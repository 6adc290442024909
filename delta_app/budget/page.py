"""The budget's page.

Before it stands the treasurer, once a week between two other things, who wants to see at a glance which envelope runs
dry, to answer what is asked for, and to trust every figure because it opens. A host comes to ask for a purchase.
"""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from delta_app.budget.bank_dialogs import MovementDialog
from delta_app.budget.cards_page import PurchaseActs, money_card, own_row, purchases_card, state_of
from delta_app.budget.chart_page import chart_card
from delta_app.budget.coming_dialog import ComingDialog
from delta_app.budget.entries_data import Behind, OfYear, Unclassified
from delta_app.budget.entries_dialogs import EntriesDialog, EntryWords
from delta_app.budget.first_lines import USUAL_LINES
from delta_app.budget.import_dialogs import ENDINGS, ask_and_import, import_file
from delta_app.budget.line_commands import LineDetails, add_line, copy_year
from delta_app.budget.lines_dialogs import CloseYearDialog, LinesDialog, edit_line
from delta_app.budget.month_page import MonthView
from delta_app.budget.purchase_acts_page import PurchaseDeeds
from delta_app.budget.purchase_data import PurchaseRow, purchases_by
from delta_app.budget.purchase_dialogs import AskDialog, PurchasesDialog
from delta_app.budget.queries import YearView, known_years, lines_of_year, year_view
from delta_app.budget.rules import Side
from delta_app.budget.start_page import first_lines
from delta_app.budget.table_page import ALL_LINES, TableActs, table_card
from delta_app.core import clock
from delta_app.core.access import Role
from delta_app.core.calendar import Month
from delta_app.core.i18n import _, capitalised, month_name, ngettext
from delta_app.widgets import space
from delta_app.widgets.buttons import Button, IconButton
from delta_app.widgets.cards import Card, FirstStep
from delta_app.widgets.chips import Chip
from delta_app.widgets.columns import Columns
from delta_app.widgets.dialog import scrolled
from delta_app.widgets.item_rows import empty_layout
from delta_app.widgets.page import Act, Desk, Page
from delta_app.widgets.tab_order import read_in_order
from delta_app.widgets.text import words

NARROW = 860  # below, the cards stand one under the other
YEARS_AHEAD = 1
FIRST_YEAR = 2000
HANDED_ON_UNTIL = 15  # day of a month until which one hands on the one before


class BudgetPage(Page):
    """A year's lines, months, places of money and purchases; ``tell`` words an entry of the till's journal."""

    tables = frozenset(
        {
            "budget_line",
            "purchase",
            "bank_movement",
            "till_entry",
            "till_line",
            "closed_year",
            "setting",
            "activity",
            "activity_date",
            "closure",
            "extra_opening",
            "school_holiday",
        }
    )

    def __init__(self, desk: Desk, tell: EntryWords, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._tell = tell
        self._deeds = PurchaseDeeds(desk, tell, self)
        self._month: MonthView | None = None
        self.year = clock.today().year
        self._view: YearView | None = None
        self._build()
        self._lay_out()
        self._connect()

    def _build(self) -> None:
        self.before, self.after = IconButton("chevron-left", ""), IconButton("chevron-right", "")
        self._title = words("", "title")
        self._state = Chip(*state_of(closed=False))
        self.importing = Button(_("Importer la banque…"))
        self.exporting = Button(_("Exporter le mois…"))
        self.more = Button(_("Plus"), "more")
        self.asking = Button(_("Demander un achat"), "plus", kind="main")
        menu = QMenu(self)
        self.note_movement = menu.addAction(_("Noter un mouvement de la banque…"))
        self.edit_lines = menu.addAction(_("Modifier les lignes…"))
        menu.addSeparator()
        self.copy_on = menu.addAction("")
        self.close_accounts = menu.addAction("")
        self.more.setMenu(menu)
        self._stack = QStackedWidget()
        self._reserved = FirstStep(
            "lock",
            _("Réservé à l’équipe"),
            _("La coordination et la trésorerie voient le budget ; une personne de l’équipe y demande un achat."),
            self._who_button(),
        )
        self._start, self._own, self._body = QWidget(), QWidget(), QWidget()
        for one in (self._start, self._own, self._body):
            column = QVBoxLayout(one)
            space.around(column, 20, 0, 20, 14)
            space.between(column, 14)

    def _who_button(self) -> Button:
        button = Button(_("Dire qui je suis…"), "lock", kind="main")
        button.clicked.connect(lambda: self.desk.identify())  # noqa: PLW0108 (another one is put there later)
        return button

    def _lay_out(self) -> None:
        for button in (self.importing, self.exporting, self.more, self.asking):
            self.acts.addWidget(button)
        self.lay_out_head(self.before, self._title, self.after, self._state)
        for one in (self._reserved, self._start, scrolled(self._own), scrolled(self._body)):
            self._stack.addWidget(one)
        self.lay_out_body(self._stack)

    def _connect(self) -> None:
        self.before.clicked.connect(lambda: self.go_to_year(self.year - 1))
        self.after.clicked.connect(lambda: self.go_to_year(self.year + 1))
        self.importing.clicked.connect(self.on_import)
        self.exporting.clicked.connect(self.on_export)
        self.asking.clicked.connect(self.on_ask)
        self.note_movement.triggered.connect(self.on_movement)
        self.edit_lines.triggered.connect(self.on_lines)
        self.copy_on.triggered.connect(lambda: self.copy(self.year, self.year + 1))
        self.close_accounts.triggered.connect(self.on_close_year)
        self.desk.actor_changed.connect(self.on_actor)

    def on_actor(self) -> None:
        """Somebody else may see more, or less."""
        self.stale = True
        if not self.desk.handles_money:
            self._leave_month()
        if self.isVisible():
            self.refresh_if_stale()

    def go_to_year(self, year: int) -> None:
        """Show another year."""
        self.year = max(FIRST_YEAR, min(clock.today().year + YEARS_AHEAD, year))
        self.refresh()

    def refresh(self) -> None:
        """Read the year and show it, as far as the one who looks may see it."""
        self._view = None
        with self.desk.attempt():
            if self.desk.handles_money:
                with self.desk.store.read() as session:
                    self._view = year_view(session, self.year)
                    years = known_years(session)
                self._fill(self._view, years)
            elif self.desk.actor.role == Role.HOST:
                self._fill_own()
            else:
                self._stack.setCurrentIndex(0)
        self._show_head()
        if self._month is not None:
            self._month.refresh()
        read_in_order(self)

    def _show_head(self) -> None:
        view, year = self._view, self.year
        self._title.setText(_("Budget {year}").format(year=year) if view is not None else _("Budget"))
        for button, by in ((self.before, -1), (self.after, 1)):
            button.say(_("Voir {year}").format(year=year + by))
            button.setVisible(view is not None)
        self.before.setEnabled(year > FIRST_YEAR)
        self.after.setEnabled(year < clock.today().year + YEARS_AHEAD)
        self._state.setVisible(view is not None)
        closed = view is not None and view.closed
        self._state.tell(
            _("clos") if closed else _("en cours"), "lock" if closed else "", "plain" if closed else "info"
        )
        self.importing.setVisible(view is not None)
        self.exporting.setVisible(view is not None)
        self.more.setVisible(view is not None)
        self.asking.setVisible(self.desk.actor.role != Role.READER)
        planned = view is not None and view.planned_at_all
        self.edit_lines.setEnabled(view is not None and not closed)
        self.copy_on.setText(_("Copier dans le budget {year}").format(year=year + 1))
        self.copy_on.setEnabled(planned)
        self.close_accounts.setText(_("Clôturer les comptes de {year}…").format(year=year))
        self.close_accounts.setEnabled(view is not None and not closed and year <= clock.today().year)

    def _fill(self, view: YearView, years: Sequence[int]) -> None:
        if not view.lines and not view.purchases and not view.closed and view.year not in years:
            self._fill_start()
            return
        column = self._body.layout()
        if column is None:
            return
        empty_layout(column)
        if not view.planned_at_all and not view.closed:
            column.addWidget(self._first_lines())
        table = TableActs(
            self.on_entries, self.on_line, self.on_lines, self.on_committed, self.on_coming, self.on_classify
        )
        left: list[QWidget] = [table_card(view, table)] if view.lines else []
        left.append(chart_card(view.year, view.months, self.on_month))
        right = [money_card(view, self.on_entries), purchases_card(view.purchases, self._purchase_acts)]
        column.addWidget(Columns([(71, left), (29, right)], narrow_below=NARROW, fill=True))
        self._stack.setCurrentIndex(3)

    def _fill_start(self) -> None:
        column = self._start.layout()
        if column is not None:
            empty_layout(column)
            column.addWidget(self._first_lines())
        self._stack.setCurrentIndex(1)

    def _first_lines(self) -> FirstStep:
        """What an empty year asks for first: its lines, the usual ones or last year's."""
        with self.desk.store.read() as session:
            before = bool(lines_of_year(session, self.year - 1))
        copies = (lambda: self.copy(self.year - 1, self.year)) if before else None
        return first_lines(self.year, self.on_usual_lines, self.on_lines, copies)

    def _fill_own(self) -> None:
        host_id = self.desk.actor.host_id
        with self.desk.store.read() as session:
            rows = () if host_id is None else purchases_by(session, host_id)
        column = self._own.layout()
        if column is None:
            return
        empty_layout(column)
        card = Card(_("Mes achats demandés"))
        for row in rows:
            card.column.addWidget(own_row(row, self._deeds.drop))
        if not rows:
            card.column.addWidget(
                words(_("Vous n’avez rien demandé. La coordination ou la trésorerie répond."), wrap=True)
            )
        column.addWidget(card)
        if isinstance(column, QVBoxLayout):
            column.addStretch(1)
        self._stack.setCurrentIndex(2)

    @property
    def _purchase_acts(self) -> PurchaseActs:
        deeds = self._deeds
        return PurchaseActs(
            deeds.approve, deeds.refuse, deeds.bought, deeds.give_up, deeds.detach, self.on_every_purchase
        )

    def on_import(self) -> None:
        """Bring in a bank's export."""
        ask_and_import(self.desk, self._tell, self)

    def on_export(self) -> None:
        """The month of the till, to look at and to hand on: the one before in its first days, else this one."""
        today = clock.today()
        this = Month.of(today)
        self._month = MonthView(self.desk, this.plus(-1) if today.day <= HANDED_ON_UNTIL else this)
        self._month.left.connect(self._leave_month)
        self.show_instead(self._month)

    def _leave_month(self) -> None:
        if self._month is not None:
            self._month = None
            self.show_itself()

    def let_go(self) -> None:
        """Whoever comes next sees the year."""
        self._leave_month()

    def on_ask(self) -> None:
        """Ask for a purchase."""
        AskDialog(self.desk, self).exec()

    def on_movement(self) -> None:
        """Note a movement of the bank by hand."""
        MovementDialog(self.desk, self).exec()

    def on_lines(self) -> None:
        """The year's lines in a list."""
        LinesDialog(self.desk, self.year, self).exec()

    def on_line(self, line_id: int) -> None:
        """One line."""
        edit_line(self.desk, self.year, line_id, self, lambda: None)

    def on_close_year(self) -> None:
        """Close the year's accounts."""
        CloseYearDialog(self.desk, self.year, self).exec()

    def on_entries(self, title: str, behind: Behind) -> None:
        """What a figure is made of."""
        EntriesDialog(self.desk, title, ((title, behind),), self._tell, self).exec()

    def on_month(self, month: int) -> None:
        """What came in and went out in a month."""
        views = (
            (_("Recettes"), OfYear(self.year, "receipts", month)),
            (_("Dépenses"), OfYear(self.year, "expense", month)),
        )
        title = capitalised(month_name(date(self.year, month, 1)))
        EntriesDialog(self.desk, title, views, self._tell, self).exec()

    def on_classify(self, side: Side) -> None:
        """What is on no line."""
        self.on_entries(_("À classer"), Unclassified(self.year, side))

    def on_committed(self, line_id: int | None) -> None:
        """The purchases that make what is committed."""

        def rows() -> list[PurchaseRow]:
            granted = [row for row in self._purchases if row.state == "approved"]
            return [row for row in granted if line_id in (ALL_LINES, row.line_id)]

        PurchasesDialog(_("Achats accordés, pas encore faits"), rows, self._purchase_acts, self).exec()

    def on_coming(self, name: str, line_id: int | None) -> None:
        """The activities that make what is planned to come on a line."""
        coming = self._view.coming if self._view is not None else ()
        rows = [row for row in coming if line_id in (ALL_LINES, row.line_id)]
        title = _("Activités à venir") if line_id == ALL_LINES else _("Activités à venir : {name}").format(name=name)
        ComingDialog(title, rows, self).exec()

    def on_every_purchase(self) -> None:
        """All of the year's."""
        title = _("Achats de {year}").format(year=self.year)
        PurchasesDialog(title, lambda: self._purchases, self._purchase_acts, self).exec()

    @property
    def _purchases(self) -> tuple[PurchaseRow, ...]:
        return self._view.purchases if self._view is not None else ()

    def on_usual_lines(self) -> None:
        """The lines most places begin with, planned at nothing: the amounts are the place's own."""
        year = self.year

        def add(session: object) -> None:
            for name, nature in USUAL_LINES:
                add_line(session, year, LineDetails(name(), 0, nature))  # type: ignore[arg-type]

        if self.desk.act(
            _("Enveloppes habituelles du budget {year}").format(year=year),
            add,
            lambda _done: _("Les enveloppes sont là : mettez-y les montants."),
        ):
            self.on_lines()

    def copy(self, year: int, into: int) -> None:
        """Plan a year as another one, and show it."""

        def told(count: int) -> str:
            said = ngettext(
                "{n} ligne de {year} copiée dans le budget {into}.",
                "{n} lignes de {year} copiées dans le budget {into}.",
                count,
            )
            return said.format(n=count, year=year, into=into)

        label = _("Copier le budget {year} dans {into}").format(year=year, into=into)
        if self.desk.act(label, lambda session: copy_year(session, year, into), told):
            self.go_to_year(into)

    def accepts_file(self, path: Path) -> bool:
        """A bank's export."""
        return self.desk.handles_money and path.suffix.lower() in ENDINGS and not path.is_dir()

    def take_file(self, path: Path) -> None:
        """Bring it in."""
        import_file(self.desk, self._tell, path, self)

    def offers(self) -> Sequence[Act]:
        """What can be done here, for the palette."""
        acts: list[Act] = []
        if self.desk.actor.role != Role.READER:
            acts.append(Act("budget.ask", _("Demander un achat…"), self.on_ask, button=self.asking))
        if self.desk.handles_money:
            more: tuple[tuple[str, str, Callable[[], None]], ...] = (
                ("budget.import", _("Importer la banque…"), self.on_import),
                ("budget.movement", _("Noter un mouvement de la banque…"), self.on_movement),
                ("budget.lines", _("Modifier les lignes du budget…"), self.on_lines),
                ("budget.close_year", _("Clôturer les comptes de {year}…").format(year=self.year), self.on_close_year),
            )
            acts += [Act(key, title, run) for key, title, run in more]
        return acts

    def help_lines(self) -> Sequence[tuple[str, str]]:
        """What one does with a budget."""
        return (
            (_("Voir d’où vient un montant"), _("le toucher : il ouvre ses écritures")),
            (_("Voir ce que coûteront les activités"), _("toucher le montant sous « Activités »")),
            (_("Classer une dépense"), _("« Classer… », à la ligne « À classer » ou dans la liste des écritures")),
            (
                _("Répondre à une demande d’achat"),
                _("« Accorder… » et choisir l’enveloppe, ou « Refuser… » avec une raison"),
            ),
            (_("Noter qu’un achat est fait"), _("« Acheté… » : par une écriture qui est là, ou payé maintenant")),
            (_("Revenir sur un achat"), _("accordé : « Ne plus acheter » ; lié à la mauvaise dépense : « Détacher »")),
            (_("Mettre la banque à jour"), _("« Importer la banque… » ; le même fichier deux fois n’ajoute rien")),
        )
