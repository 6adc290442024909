"""What is done with chores, one act each, and how it is told.

Before it stands a host with wet hands at the end of a shift, and on Mondays the coordinator who looks whose week it is.
"""

from sqlalchemy.orm import Session

from delta_app.core import clock
from delta_app.core.i18n import _, day_month
from delta_app.hosts.queries import hosts
from delta_app.upkeep.chore_commands import (
    ChoreDetails,
    add_chore,
    change_chore,
    do_chore,
    leave_turn,
    take_turn,
    undo_chore,
    withdraw_chore,
)
from delta_app.upkeep.chore_data import ChoreNow, ChoreRow, TurnRow
from delta_app.upkeep.chore_dialog import ChoreDialog
from delta_app.upkeep.deeds_page import Deeds
from delta_app.upkeep.first_things import FIRST_CHORES, FIRST_IN_TURN
from delta_app.widgets.finder import Finder, Found


class ChoreDeeds(Deeds):
    """Acts on chores. Each says whether it was done."""

    def tick(self, one: ChoreNow, *, done: bool) -> bool:
        """It is done, or not after all."""
        about = {"title": one.title}
        key = (one.chore_id, one.day, one.start_minute)
        if done:
            return self._act(
                _("Fait : {title}").format(**about),
                lambda session: do_chore(session, *key),
                _("C’est fait : {title}.").format(**about),
            )
        return self._act(
            _("Pas encore fait : {title}").format(**about),
            lambda session: undo_chore(session, *key),
            _("Encore à faire : {title}.").format(**about),
        )

    def take(self, row: ChoreRow, turn: TurnRow, host_id: int, name: str) -> bool:
        """Somebody takes over a turn."""
        about = {"title": row.title, "name": name, "day": day_month(turn.day)}
        return self._act(
            _("{name} fait « {title} » du {day}").format(**about),
            lambda session: take_turn(session, row.id, turn.day, host_id),
            _("{name} fait « {title} » du {day}.").format(**about),
        )

    def take_oneself(self, row: ChoreRow, turn: TurnRow) -> bool:
        """Whoever stands here does it."""
        if not self._desk.identify():
            return False
        host_id = self._desk.actor.host_id
        if host_id is None:
            return self.choose(row, turn)
        return self.take(row, turn, host_id, self._desk.actor.name)

    def choose(self, row: ChoreRow, turn: TurnRow) -> bool:
        """The coordinator says who does it."""
        with self._desk.store.read() as session:
            found = [Found(host.name, "", host.id) for host in hosts(session)]
        finder = Finder(
            _("Qui fait « {title} » ?").format(title=row.title), _("les premières lettres d’un nom"), found,
            self._parent,
        )  # fmt: skip
        if not finder.exec() or finder.chosen is None:
            return False
        name = next(one.text for one in found if one.value == finder.chosen)
        return self.take(row, turn, finder.chosen, name)

    def leave(self, row: ChoreRow, turn: TurnRow) -> bool:
        """Whoever took it over does not after all."""
        about = {"title": row.title, "day": day_month(turn.day)}
        return self._act(
            _("« {title} » du {day} : comme prévu").format(**about),
            lambda session: leave_turn(session, row.id, turn.day),
            _("« {title} » du {day} : de nouveau comme prévu.").format(**about),
        )

    def add(self) -> None:
        """One more."""
        ChoreDialog(self._desk, None, self._add, self._parent).exec()

    def _add(self, details: ChoreDetails) -> None:
        about = {"title": details.title}
        self._wrote(
            _("Ajouter la tâche : {title}").format(**about),
            lambda session: add_chore(session, details),
            _("Tâche ajoutée : {title}.").format(**about),
        )

    def change(self, row: ChoreRow) -> None:
        """Have it done otherwise."""

        def store(details: ChoreDetails) -> None:
            about = {"title": details.title}
            self._wrote(
                _("Modifier la tâche : {title}").format(**about),
                lambda session: change_chore(session, row.id, details),
                _("Tâche modifiée : {title}.").format(**about),
            )

        ChoreDialog(self._desk, row, store, self._parent).exec()

    def withdraw(self, row: ChoreRow) -> bool:
        """It is done no more."""
        about = {"title": row.title}
        return self._act(
            _("Ne plus faire : {title}").format(**about),
            lambda session: withdraw_chore(session, row.id),
            _("Ne se fait plus : {title}.").format(**about),
        )

    def restore(self, row: ChoreRow) -> bool:
        """It is done again."""
        about = {"title": row.title}
        return self._act(
            _("Refaire : {title}").format(**about),
            lambda session: withdraw_chore(session, row.id, False),
            _("Se fait de nouveau : {title}.").format(**about),
        )

    def add_usual(self) -> bool:
        """What most houses begin with."""

        def add(session: Session) -> int:
            for title, moment, weekdays in FIRST_CHORES:
                add_chore(session, ChoreDetails(title(), moment, weekdays=weekdays))
            for title in FIRST_IN_TURN:
                details = ChoreDetails(title(), "turn", rule="FREQ=WEEKLY", first_day=clock.today())
                add_chore(session, details)
            return len(FIRST_CHORES) + len(FIRST_IN_TURN)

        return self._act(
            _("Ajouter les tâches habituelles"),
            add,
            lambda number: _("{n} tâches sont là : changez-les comme on les fait ici.").format(n=number),
        )
