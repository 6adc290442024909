"""The chores: what is to be done now, what each shift does, and whose turn it is."""

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.i18n import _, format_span
from delta_app.upkeep import spoken
from delta_app.upkeep.chore_acts_page import ChoreDeeds
from delta_app.upkeep.chore_data import (
    ChoreNow,
    ChoreRow,
    ShiftOfNow,
    TurnRow,
    chore_rows,
    chores_of_now,
    shift_of_now,
)
from delta_app.upkeep.view_page import NARROW, HouseView, UnderBox, card_of, icon_act
from delta_app.widgets import space
from delta_app.widgets.buttons import Button, named_button
from delta_app.widgets.cards import Card, FirstStep
from delta_app.widgets.chips import Chip
from delta_app.widgets.columns import Columns
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.item_rows import ItemRow
from delta_app.widgets.long_choice import LongCheckBox
from delta_app.widgets.page import Act, Desk
from delta_app.widgets.text import words

NEXT_TOLD = 3


class ChoresView(HouseView):
    """Ticked by anybody who stands there; planned by the coordinator."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._deeds = ChoreDeeds(desk, self)
        self.adding = Button(_("Ajouter une tâche…"), "plus", kind="main")
        self.adding.clicked.connect(self._deeds.add)
        self.buttons = (self.adding,)
        self._empty = True

    def offered(self) -> Collection[Button]:
        """Adding is the coordinator's; where nothing is there yet, the page itself says so in large."""
        return self.buttons if self.desk.may_write and not self._empty else ()

    def refresh(self) -> None:
        """Read the chores and show them."""
        local = clock.local_now()
        with self.desk.store.read() as session:
            rows = chore_rows(session, local.date())
            now, shift = chores_of_now(session, local), shift_of_now(session, local)
        self._empty = not rows
        self.show_body(self._whole(rows, now, shift) if rows else self._first_step())

    def _first_step(self) -> FirstStep:
        buttons = []
        said = _("La coordination note ici ce qui se fait à chaque permanence, et qui fait le reste à tour de rôle.")
        if self.desk.may_write:
            usual = Button(_("Proposer les tâches habituelles"), kind="main")
            usual.clicked.connect(self._deeds.add_usual)
            own = Button(_("Ajouter une tâche…"))
            own.clicked.connect(self._deeds.add)
            buttons = [usual, own]
            said = _(
                "D’abord ce qui se fait à chaque permanence, puis ce que quelqu’un fait chaque semaine à tour de "
                "rôle. Un clic sur Aujourd’hui dit que c’est fait."
            )
        return FirstStep("house", _("Aucune tâche pour l’instant"), said, *buttons)

    def _whole(self, rows: Sequence[ChoreRow], now: Sequence[ChoreNow], shift: ShiftOfNow | None) -> QWidget:
        kept = [row for row in rows if not row.withdrawn]
        gone = [row for row in rows if row.withdrawn]
        right = [
            card_of(
                _("À tour de rôle"), [self._turn_row(row) for row in kept if row.in_turn],
                _("Rien ne se fait à tour de rôle : le frigo, les essuies, les plantes peuvent venir ici."),
            ),
            card_of(
                _("Par permanence"), [self._shift_row(row) for row in kept if not row.in_turn],
                _("Rien ne revient à chaque permanence."),
            ),
        ]  # fmt: skip
        if gone and self.desk.may_write:
            right.append(card_of(_("Ne se fait plus"), [self._gone_row(row) for row in gone], ""))
        return Columns([(40, [self._now_card(now, shift)]), (60, right)], narrow_below=NARROW)

    def _now_card(self, now: Sequence[ChoreNow], shift: ShiftOfNow | None) -> Card:
        span = "" if shift is None else format_span(shift.start_minute, shift.end_minute)
        left = sum(one.done is None for one in now)
        chip = Chip(span, "clock") if span else None
        empty = _("Rien à faire en ce moment.")
        card = card_of(_("À faire maintenant"), [self._tick_row(one) for one in now], empty, beside=chip)
        if now and not left:
            card.column.insertWidget(card.column.count() - 1, words(_("Tout est fait. Merci !"), "strong", wrap=True))
        return card

    def _tick_row(self, one: ChoreNow) -> QFrame:
        row = QFrame()
        row.setProperty("role", "item")
        told, icon, tone = spoken.now_words(one, clock.today())
        row.setAccessibleName(", ".join(filter(None, (one.title, told))))
        column = QVBoxLayout(row)
        space.around(column, 0, 5, 0, 6)
        column.setSpacing(0)
        box = LongCheckBox(one.title)
        box.setChecked(one.done is not None)
        box.setAccessibleDescription(told)
        box.clicked.connect(lambda done: self._tick(one, done))
        across = FlowLayout(spacing=8, push_last=bool(told))
        across.addWidget(box)
        if told:
            across.addWidget(Chip(told, icon, tone))  # type: ignore[arg-type]
        column.addLayout(across)
        if one.how and one.done is None:
            column.addWidget(UnderBox(one.how))
        return row

    def _tick(self, one: ChoreNow, done: bool) -> None:
        if not self._deeds.tick(one, done=done):
            self.refresh()

    def _shift_row(self, row: ChoreRow) -> ItemRow:
        caption = " · ".join(filter(None, (spoken.chore_words(row), row.how)))
        return ItemRow(row.title, caption, *self._change_buttons(row))

    def _turn_row(self, row: ChoreRow) -> ItemRow:
        today = clock.today()
        turn = row.turn_on(today)
        following = [one for one in row.turns if one is not turn][:NEXT_TOLD]
        told = [spoken.chore_words(row), row.how]
        if turn is not None and turn.done is None and turn.instead_of:
            told.append(spoken.turn_words(turn))
        if following:
            told.append(_("ensuite {turns}").format(turns=spoken.coming_turns_words(tuple(following), today)))
        chip: tuple[str, str, str] | None = None
        if turn is not None and turn.done is not None:
            chip = (spoken.done_words(turn.done, today), "check", "good")
        elif turn is not None:
            chip = (turn.who or _("qui veut"), "person" if turn.who else "team", "info" if turn.who else "plain")
        buttons = [*self._turn_buttons(row, row.next_turn(today)), *self._change_buttons(row)]
        return ItemRow(row.title, " · ".join(filter(None, told)), *buttons, chip=chip)  # type: ignore[arg-type]

    def _turn_buttons(self, row: ChoreRow, turn: TurnRow | None) -> list[QWidget]:
        if turn is None or not self.may_help or (self.desk.handles_money and not self.desk.may_write):
            return []
        about = {"title": row.title}
        mine = turn.turn.host_id is not None and turn.turn.host_id == self.desk.actor.host_id
        if turn.turn.taken_over and (mine or self.desk.may_write):
            text = _("Finalement non")
            name = _("Finalement non : {title}").format(**about)
            return [named_button(text, name, partial(self._deeds.leave, row, turn))]
        if self.desk.may_write:
            name = _("Qui le fait : {title}…").format(**about)
            return [named_button(_("Qui le fait…"), name, partial(self._deeds.choose, row, turn))]
        if mine:
            return []
        return [named_button(_("Je le fais"), _("Je le fais : {title}").format(**about),
                             partial(self._deeds.take_oneself, row, turn))]  # fmt: skip

    def _change_buttons(self, row: ChoreRow) -> list[QWidget]:
        if not self.desk.may_write:
            return []
        about = {"title": row.title}
        return [
            icon_act("pen", _("Modifier : {title}").format(**about), partial(self._deeds.change, row)),
            icon_act("close", _("Ne plus faire : {title}").format(**about), partial(self._deeds.withdraw, row)),
        ]

    def _gone_row(self, row: ChoreRow) -> ItemRow:
        again = named_button(_("Remettre"), _("Remettre : {title}").format(title=row.title),
                             partial(self._deeds.restore, row))  # fmt: skip
        return ItemRow(row.title, spoken.chore_words(row), again)

    def offers(self) -> Sequence[Act]:
        """Adding a chore."""
        if not self.desk.may_write:
            return ()
        return (Act("house.add_chore", _("Ajouter une tâche…"), self._deeds.add),)

    def help_lines(self) -> Sequence[tuple[str, str]]:
        """What one does with chores."""
        return (
            (_("Dire que c’est fait"), _("cocher la tâche, ici ou sur Aujourd’hui ; cocher de nouveau l’enlève")),
            (_("Faire le tour de quelqu’un d’autre"), _("« Je le fais » : son tour vient plus tard dans la ronde")),
            (_("Changer l’ordre des personnes"), _("« Modifier… », puis les flèches ; le prochain tour compte")),
        )
