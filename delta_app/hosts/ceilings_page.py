"""The section of settings with the ceilings of the volunteers' flat rate, a year a row."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.i18n import _
from delta_app.core.money import format_money
from delta_app.hosts.allowance_commands import remove_ceiling, set_ceiling
from delta_app.hosts.allowance_data import CeilingRow, ceiling_rows
from delta_app.hosts.allowance_rules import YEARS
from delta_app.widgets.buttons import Button
from delta_app.widgets.cards import Card
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.forms import NumberField, acts_row, add_field, form_on
from delta_app.widgets.item_rows import ItemRow, empty_layout
from delta_app.widgets.money_field import MoneyField
from delta_app.widgets.page import Act, Desk
from delta_app.widgets.sections import Section, SectionView
from delta_app.widgets.text import words
from delta_app.widgets.theme import Tone


class CeilingsView(SectionView):
    """The amounts are indexed each January; what is not known yet is reckoned with last year's, and said so."""

    tables = frozenset({"allowance_ceiling"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        sentence = _(
            "Le plus qu’un·e volontaire peut recevoir au forfait, par jour et par an (loi du 3 juillet 2005, art. 10). "
            "Les montants changent chaque année : comparez-les à ceux que publie l’État."
        )
        super().__init__(desk, _("Plafonds des défraiements"), sentence, parent)
        self._hold: int | None = None  # the year whose button should have the keyboard once all is shown anew
        self._years: tuple[int, ...] = ()  # those with amounts of their own
        self._shown: tuple[int, ...] = ()
        self._add = Button(_("Ajouter une année…"), "plus")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        card = Card()
        card.column.addLayout(self._rows)
        self.column.addLayout(acts_row(self._add))
        self.column.addWidget(card)
        self._add.clicked.connect(self.on_add)

    def refresh(self) -> None:
        """Show the table as it is kept."""
        with self.desk.attempt():
            with self.desk.store.read() as session:
                rows = ceiling_rows(session, clock.today().year)
            self._years = tuple(row.year for row in rows if row.ceiling.year == row.year)
            self._shown = tuple(row.year for row in rows)
            self._add.setEnabled(self.desk.handles_money)
            empty_layout(self._rows)
            to_hold: Button | None = None
            for row in rows:
                change = Button(_("Modifier…"), "pen")
                change.setAccessibleName(_("Modifier : plafonds {year}").format(year=row.year))
                change.setEnabled(self.desk.handles_money)
                change.clicked.connect(lambda _checked=False, row=row: self.on_change(row))
                self._rows.addWidget(ItemRow(str(row.year), _amounts(row), change, chip=_chip(row)))
                to_hold = change if row.year == self._hold else to_hold
            if to_hold is not None:
                to_hold.setFocus()
            self._hold = None

    def on_add(self) -> None:
        """The ceilings of one more year."""
        self._ask(CeilingDialog(None, self._years, max(self._years) + 1, self))

    def on_change(self, row: CeilingRow) -> None:
        """Other amounts for a year, compared or not, or those shipped again."""
        self._ask(CeilingDialog(row, self._years, row.year, self))

    def _ask(self, dialog: "CeilingDialog") -> None:
        if not dialog.exec():
            return
        year, label = dialog.year, _("Plafonds de défraiement {year}").format(year=dialog.year)
        self._hold = year
        if dialog.removing:
            told = _("Plafonds {year} : oubliés.").format(year=year)
            self.desk.act(label, lambda session: remove_ceiling(session, year), lambda _done: told)
            if year not in self._shown:
                self._add.setFocus()  # its row has gone
            return
        amounts, checked = dialog.amounts, dialog.checked
        self.desk.act(
            label,
            lambda session: set_ceiling(session, year, *amounts, checked=checked),
            lambda _done: _("Plafonds {year} : {day} par jour, {whole} par an.").format(
                year=year, day=format_money(amounts[0]), whole=format_money(amounts[1])
            ),
        )

    def offers(self) -> Sequence[Act]:
        """Adding a year."""
        return (Act.of("settings.add_ceiling", self._add, _("Noter les plafonds de défraiement d’une année…")),)


def _amounts(row: CeilingRow) -> str:
    sentence = _("{day} par jour · {whole} par an").format(
        day=format_money(row.ceiling.day_cents), whole=format_money(row.ceiling.year_cents)
    )
    if row.ceiling.year == row.year:
        return sentence
    return _("{amounts} · ceux de {other}, faute de mieux").format(amounts=sentence, other=row.ceiling.year)


def _chip(row: CeilingRow) -> tuple[str, str, Tone]:
    return (_("vérifié"), "check", "good") if row.ceiling.checked else (_("à vérifier"), "alert", "attention")


class CeilingDialog(Dialog):
    """Accepted: ``year``, ``amounts`` and ``checked`` are filled in, or ``removing`` is set."""

    def __init__(self, row: CeilingRow | None, known: Sequence[int], year: int, parent: QWidget | None = None) -> None:
        title = _("Plafonds {year}").format(year=row.year) if row else _("Les plafonds d’une année")
        super().__init__(title, parent, width=480)
        self.removing = False
        self._known = () if row else known
        self._year = NumberField(YEARS[0], YEARS[-1], year)
        self._day = MoneyField(row.ceiling.day_cents if row else None)
        self._whole = MoneyField(row.ceiling.year_cents if row else None)
        self._checked = QCheckBox(_("Comparés aux montants publiés"))
        self._checked.setChecked(row is None or row.ceiling.checked)
        self._said = words("", "soft", wrap=True)
        remove, leave = Button(_("Oublier ces montants")), Button(_("Annuler"))
        self._go = Button(_("Enregistrer"), "check", kind="main")

        form = form_on()
        if row is None:
            add_field(form, _("Année"), self._year)
        add_field(form, _("Par jour"), self._day)
        add_field(form, _("Par an"), self._whole)
        self.column.addLayout(form)
        self.column.addWidget(self._checked)
        self.column.addWidget(self._said)
        self.lay_out_buttons(*((remove,) if row and row.own else ()), leave, self._go)

        self._year.valueChanged.connect(self.on_edited)
        self._day.textChanged.connect(self.on_edited)
        self._whole.textChanged.connect(self.on_edited)
        remove.clicked.connect(self.on_remove)
        leave.clicked.connect(self.reject)
        self._go.clicked.connect(self.accept)
        self.on_edited()
        (self._day if row else self._year).setFocus()

    @property
    def year(self) -> int:
        """Of which year."""
        return self._year.value()

    @property
    def amounts(self) -> tuple[int, int]:
        """The most in a day and in a year, in cents."""
        return self._day.cents or 0, self._whole.cents or 0

    @property
    def checked(self) -> bool:
        """Whether somebody compared the amounts."""
        return self._checked.isChecked()

    def on_edited(self) -> None:
        """Offered once it is whole."""
        day, whole = self.amounts
        said = ""
        if day and whole and day > whole:
            said = _("Le plafond d’un jour dépasse celui de l’année.")
        elif self.year in self._known:
            said = _("{year} est déjà dans le tableau : ces montants remplacent les siens.").format(year=self.year)
        self._said.setText(said)
        self._said.setVisible(bool(said))
        self._go.setEnabled(0 < day <= whole)

    def on_remove(self) -> None:
        """Forget what the place noted."""
        self.removing = True
        self.accept()


def ceilings_section() -> Section:
    """The most a volunteer may get."""
    return Section("allowances", _("Défraiements"), "money", CeilingsView)
