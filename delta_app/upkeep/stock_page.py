"""The stock with what is low in sight, and beside it the shopping list; counted in its place."""

from collections.abc import Collection, Sequence
from functools import partial
from itertools import groupby

from PySide6.QtWidgets import QWidget

from delta_app.core.i18n import _
from delta_app.core.text import fold
from delta_app.upkeep import spoken
from delta_app.upkeep.counting_page import Counting
from delta_app.upkeep.shopping_acts_page import StockDeeds
from delta_app.upkeep.shopping_page import ShoppingCard
from delta_app.upkeep.stock_data import StockRow, shopping_rows, stock_rows
from delta_app.upkeep.view_page import NARROW, HouseView, card_of, group_heading, icon_act, more_button
from delta_app.widgets import theme
from delta_app.widgets.buttons import Button, named_button
from delta_app.widgets.cards import Card, FirstStep
from delta_app.widgets.columns import Columns
from delta_app.widgets.item_rows import ItemRow
from delta_app.widgets.page import Act, Desk
from delta_app.widgets.search_field import SearchField

SHOWN = 60
COUNT_WIDTH = 92  # so that most stand one under the other
SEARCHED_FROM = 15  # from so many on, one looks for a thing by its name


class StockView(HouseView):
    """Counted and shopped for by anybody of the team; what the house keeps is the coordinator's."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.deeds = StockDeeds(desk, self)
        self._rows: tuple[StockRow, ...] = ()
        self._ticked: set[str] = set()
        self._counting: Counting | None = None
        self._whole = False
        self._sought = ""
        self.counting, self.adding = Button(_("Compter…"), "pen"), Button(_("Ajouter à la réserve…"), "plus")
        self.counting.clicked.connect(lambda: self.count())  # noqa: PLW0108 (a press says besides whether it is checked)
        self.adding.clicked.connect(lambda: self.deeds.add(self._places))
        self.buttons = (self.adding, self.counting)

    def offered(self) -> Collection[Button]:
        """Nothing while one counts; where nothing is there yet, the page itself says so in large."""
        here = any(not row.withdrawn for row in self._rows)
        if self._counting is not None or not self._rows:
            return ()
        mine = {self.counting} if here and self.may_help else set()
        return mine | ({self.adding} if self.desk.may_write else set())

    @property
    def _places(self) -> list[str]:
        return sorted({row.place for row in self._rows if row.place}, key=fold)

    def refresh(self) -> None:
        """Read the stock and the list; what somebody is counting stays."""
        with self.desk.store.read() as session:
            self._rows, shopping = stock_rows(session), shopping_rows(session)
        here = [row for row in self._rows if not row.withdrawn]
        if self._counting is not None:
            return
        names = [row.name for row in here]
        card = ShoppingCard(shopping, self._ticked, self.deeds, names, may_help=self.may_help)
        left: QWidget = self._stock_card(here) if self._rows else self._first_step()
        self.show_body(Columns([(58, [left]), (42, [card])], narrow_below=NARROW))

    def _first_step(self) -> FirstStep:
        said = _(
            "La coordination note ici ce que la maison a toujours : on le compte, et ce qui manque va sur la liste."
        )
        buttons = []
        if self.desk.may_write:
            usual = Button(_("Proposer la réserve habituelle"), kind="main")
            usual.clicked.connect(self.deeds.add_usual)
            own = Button(_("Ajouter à la réserve…"))
            own.clicked.connect(lambda: self.deeds.add(self._places))
            buttons = [usual, own]
            said = _("D’abord ce que la maison a toujours : café, lait, éponges. Une fois compté, ce qui manque va de "
                     "soi-même sur la liste de courses.")  # fmt: skip
        return FirstStep("cupboard", _("La réserve est vide"), said, *buttons)

    def _stock_card(self, here: Sequence[StockRow]) -> Card:
        wanted = [row for row in here if fold(self._sought) in fold(f"{row.name} {row.place}")]
        shown = wanted if self._whole or self._sought else wanted[:SHOWN]
        rows: list[QWidget] = []
        for category, alike in groupby(shown, key=lambda row: row.category):
            rows.append(group_heading(spoken.category_words(category)))
            rows += [self._line(row) for row in alike]
        gone = [row for row in self._rows if row.withdrawn]
        if gone and self.desk.may_write and not self._sought:
            rows.append(group_heading(_("Retiré de la réserve")))
            rows += [self._gone_line(row) for row in gone]
        foot = more_button(len(wanted) - len(shown), self._on_whole)
        search = self._search_field() if len(here) >= SEARCHED_FROM or self._sought else None
        return card_of(_("Réserve"), rows, _("Rien ne s’appelle ainsi."), *foot, beside=search)

    def _search_field(self) -> SearchField:
        field = SearchField(_("Chercher dans la réserve"), _("Nom, endroit…"))
        field.setText(self._sought)
        field.textEdited.connect(self.on_sought)
        return field

    def on_sought(self, text: str) -> None:
        """Those called so alone."""
        self._sought = text
        self.refresh()
        again = self.findChild(SearchField)
        if again is not None:
            again.setFocus()
            again.end(False)

    def _on_whole(self) -> None:
        self._whole = True
        self.refresh()

    def _line(self, row: StockRow) -> ItemRow:
        buttons: list[QWidget] = []
        if self.may_help:
            text = _("Compter") if row.quantity is None else spoken.amount_words(row.quantity, row.unit)
            name = _("Compter : {name}").format(name=row.name)
            counting = named_button(text, name, partial(self.count, row.id))
            counting.setMinimumWidth(theme.px(COUNT_WIDTH))
            buttons.append(counting)
        if self.desk.may_write:
            change = _("Modifier : {name}").format(name=row.name)
            away = _("Retirer de la réserve : {name}").format(name=row.name)
            buttons.append(icon_act("pen", change, partial(self._change, row)))
            buttons.append(icon_act("close", away, partial(self.deeds.withdraw, row)))
        said = [row.place, *spoken.stock_words(row).split(" · ")[1 if self.may_help else 0 :]]
        chip = spoken.stock_chip(row)
        told = " · ".join(filter(None, said))
        return ItemRow(row.name, told, *buttons, chip=chip)  # type: ignore[arg-type]

    def _change(self, row: StockRow) -> None:
        self.deeds.change(row, self._places)

    def _gone_line(self, row: StockRow) -> ItemRow:
        name = _("Remettre dans la réserve : {name}").format(name=row.name)
        return ItemRow(row.name, "", named_button(_("Remettre"), name, partial(self.deeds.restore, row)))

    def count(self, stock_id: int | None = None) -> None:
        """Count, all of it or beginning with one."""
        made = Counting([row for row in self._rows if not row.withdrawn])
        made.done.connect(self.on_counted)
        made.given_up.connect(self.on_given_up)
        self._counting = made
        self.show_buttons()
        self.show_body(made)
        made.take_keyboard()
        if stock_id is not None:
            made.begin_with(stock_id)

    def on_counted(self, counts: dict[int, int]) -> None:
        """Note it; where that is refused, what was counted stays."""
        counting, self._counting = self._counting, None
        if not self.deeds.count(counts):
            self._counting = counting
            return
        self.on_given_up()

    def on_given_up(self) -> None:
        """The list again."""
        self._counting = None
        self.refresh()
        self.show_buttons()
        self.counting.setFocus()

    def let_go(self) -> None:
        """What was ticked and looked for goes; what was counted stays."""
        self._ticked.clear()
        self._sought, self._whole = "", False

    def offers(self) -> Sequence[Act]:
        """Counting, and one thing more."""
        found = [Act("house.count", _("Compter la réserve…"), self.count)] if self._rows and self.may_help else []
        if self.desk.may_write:
            found.append(Act("house.add_stock", _("Ajouter à la réserve…"), lambda: self.deeds.add(self._places)))
        return found

    def help_lines(self) -> Sequence[tuple[str, str]]:
        """What one does with the stock."""
        return (
            (_("Compter la réserve"), _("« Compter… » : un nombre, Entrée, et le suivant ; Entrée seule, comme avant")),
            (_("Ajouter à la liste de courses"), _("écrire sous la liste : « 3 ampoules », Entrée")),
            (_("Acheter"), _("cocher, puis « Acheté… » : une écriture à la caisse, et la réserve remonte")),
            (_("Demander l’argent avant"), _("cocher, puis « Demander au budget… »")),
        )
