"""Every text that people of a place write, into which somebody's name may have gone."""

from sqlalchemy.orm.attributes import InstrumentedAttribute

from delta_app.budget.model import Purchase
from delta_app.core.i18n import _
from delta_app.core.settings import Setting
from delta_app.hosts.model import Gathering, PaperText, PathStep
from delta_app.post.model import OutboxLetter
from delta_app.programme.model import Activity, ActivityDate, Proposal
from delta_app.shifts.model import LogbookEntry, Seat, Slot
from delta_app.team.settings import CONTACT, RESPONSIBLE
from delta_app.upkeep.model import Chore, Equipment, Repair, ShoppingItem, StockItem
from delta_app.venue.model import Closure, ExtraOpening, Room

FREE_TEXTS: tuple[InstrumentedAttribute[str], ...] = (
    Slot.note,
    Seat.overrule,
    LogbookEntry.text,
    Gathering.theme,
    Gathering.place,
    PathStep.name,
    Closure.reason,
    ExtraOpening.reason,
    PaperText.text,
    OutboxLetter.subject,
    OutboxLetter.body,
    OutboxLetter.problem,
    Purchase.label,
    Purchase.asked_for,
    Purchase.why,
    # the programme
    Activity.title,
    Activity.description,
    Activity.title_nl,
    Activity.description_nl,
    Activity.reason,
    Activity.facilitator,
    Activity.material,
    ActivityDate.title,
    ActivityDate.description,
    ActivityDate.title_nl,
    ActivityDate.description_nl,
    ActivityDate.reason,
    ActivityDate.facilitator,
    ActivityDate.material,
    Proposal.title,
    Proposal.words,
    Proposal.first_name,
    Proposal.answer,
    # the house
    Room.name,
    Room.note,
    Chore.title,
    Chore.how,
    Repair.title,
    Repair.details,
    Repair.place,
    Repair.coming,
    Repair.outcome,
    StockItem.name,
    StockItem.unit,
    StockItem.place,
    ShoppingItem.words,
    Equipment.name,
    Equipment.place,
    Equipment.note,
    Equipment.lent_to,
)
ONE_OF_A_KIND: frozenset[InstrumentedAttribute[str]] = frozenset({Room.name, StockItem.name})
"""Those of them that no two rows may share."""
# Lines of the settings in which a place may name somebody; those of other slices only to be read here.
SAID_IN_SETTINGS: tuple[Setting[str], ...] = (
    Setting(
        "venue.coordinator",
        "",
        lambda: _("Prénom ou nom de la personne qui coordonne, tel que la fenêtre et l’historique le montrent"),
        bool,
    ),
    Setting(
        "papers.organisation", "", lambda: _("Organisation qui porte le lieu, pour les papiers des bénévoles"), bool
    ),
    Setting("papers.contact", "", lambda: _("Qui prévenir en cas de dommage ou d’accident, et comment"), bool),
    CONTACT,
    RESPONSIBLE,
    Setting("mail.name", "", lambda: _("Nom que les gens voient"), bool),
)
