"""The house of the demonstration: chores and turns, a stock half counted down, something broken, and what it owns."""

from datetime import timedelta

from sqlalchemy.orm import Session

from delta_app.core import clock
from delta_app.core.access import Actor
from delta_app.core.calendar import monday_of
from delta_app.core.i18n import _
from delta_app.core.store import Store
from delta_app.hosts.queries import hosts
from delta_app.programme.proposal_commands import Idea
from delta_app.upkeep.chore_commands import ChoreDetails, add_chore
from delta_app.upkeep.equipment_commands import EquipmentDetails, add_equipment
from delta_app.upkeep.first_things import FIRST_CHORES, FIRST_IN_TURN, FIRST_STOCK
from delta_app.upkeep.idea_commands import propose_improvement
from delta_app.upkeep.repair_commands import RepairDetails, finish_repair, plan_repair, report_repair
from delta_app.upkeep.shopping_commands import add_shopping
from delta_app.upkeep.stock_commands import StockDetails, add_stock
from delta_app.venue.room_data import room_rows

IN_TURN = 4  # people who share a chore


def keep_house(store: Store, actor: Actor) -> None:
    """What is done, what there is, what is broken, and what somebody would like better."""
    with store.write(actor, _("La maison de la démonstration"), lasting=True) as session:
        _do_chores(session)
        for place, (name, unit, category, minimum, wanted) in enumerate(FIRST_STOCK):
            there = minimum - 1 if place % 4 == 1 else wanted - place % 2
            add_stock(session, StockDetails(name(), unit(), category, minimum=minimum, wanted=wanted), there)
        add_shopping(session, _("piles pour la télécommande"), 4)
        _own_and_mend(session)
        propose_improvement(session, Idea(_("Une lampe près du canapé"), _("on n’y voit rien pour lire")))


def _do_chores(session: Session) -> None:
    monday = monday_of(clock.today()) - timedelta(days=28)
    team = [host.id for host in hosts(session, states=("active",))]
    for title, moment, weekdays in FIRST_CHORES:
        add_chore(session, ChoreDetails(title(), moment, weekdays=weekdays))
    for place, title in enumerate(FIRST_IN_TURN):
        people = tuple(team[place * IN_TURN : (place + 1) * IN_TURN])
        add_chore(session, ChoreDetails(title(), "turn", rule="FREQ=WEEKLY", first_day=monday, people=people))


def _own_and_mend(session: Session) -> None:
    today = clock.today()
    rooms = {row.name: row.id for row in room_rows(session)}
    kitchen, hall = rooms.get(_("Cuisine")), rooms.get(_("Grande salle"))
    machine = add_equipment(session, EquipmentDetails(_("Percolateur"), room_id=kitchen,
                                                      bought_on=today - timedelta(days=400),
                                                      guarantee_until=today + timedelta(days=330)))  # fmt: skip
    add_equipment(session, EquipmentDetails(_("Vidéoprojecteur"), room_id=hall))
    add_equipment(session, EquipmentDetails(_("Chaises pliantes"), 24, room_id=hall))
    leaks = report_repair(session, RepairDetails(_("Le percolateur fuit"), _("un filet d’eau par-dessous"),
                                                 room_id=kitchen, equipment_id=machine))  # fmt: skip
    plan_repair(session, leaks, _("le réparateur du quartier"), today + timedelta(days=2))
    report_repair(session, RepairDetails(_("Poignée de la porte du fond"), place=_("couloir"), urgent=True))
    lamp = report_repair(session, RepairDetails(_("Néon qui clignote"), room_id=hall))
    finish_repair(session, lamp, _("tube changé"))
