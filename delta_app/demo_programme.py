"""The programme of the demonstration: rooms, a season of activities, who came to those gone by, and ideas."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from delta_app.core import clock
from delta_app.core.access import Actor
from delta_app.core.calendar import Month
from delta_app.core.i18n import _
from delta_app.core.store import Store
from delta_app.hosts.queries import hosts
from delta_app.programme.commands import note_attendance, plan_activity
from delta_app.programme.model import Proposal
from delta_app.programme.proposal_commands import Idea, bring_to_assembly, link_idea, propose, put_off_idea, tell_answer
from delta_app.programme.queries import programme_between
from delta_app.programme.series import Plan
from delta_app.venue.room_commands import RoomDetails, add_room

UNCOUNTED_DAYS = 4  # lately nobody has said yet how many came


@dataclass(frozen=True)
class _Weekly:
    """An activity of the season: its words, weekday, hours in minutes, how it comes again, colour, room, and who of the
    team leads it."""

    said: Callable[[], tuple[str, str]]
    dutch: tuple[str, str]
    weekday: int
    hours: tuple[int, int]
    rule: str
    colour: str
    room: int
    leader: int | None = None


_SEASON = (
    _Weekly(lambda: (_("Tricot"), _("laine et aiguilles sur place, on apprend ensemble")),
            ("Breien", "wol en naalden ter plaatse, we leren samen"),
            2, (840, 960), "FREQ=WEEKLY", "sky", 0, 8),
    _Weekly(lambda: (_("Cuisine"), _("on prépare, on mange à 16h")), ("Koken", "we bereiden, we eten om 16u"),
            3, (840, 1_020), "FREQ=WEEKLY", "honey", 1, 12),
    _Weekly(lambda: (_("Chant"), _("toutes les voix")), ("Zingen", "alle stemmen"),
            1, (810, 900), "FREQ=WEEKLY", "lilac", 0),
    _Weekly(lambda: (_("Brunch des voisins"), _("chacun apporte un petit quelque chose")),
            ("Burenbrunch", "ieder brengt iets kleins mee"), 5, (660, 840), "FREQ=MONTHLY;BYDAY=1SA", "sage", 0),
    _Weekly(lambda: (_("Assemblée participative"), _("la carte, les horaires, vos idées")),
            ("Participatieve vergadering", "de kaart, de uren, uw ideeën"),
            1, (1_035, 1_140), "FREQ=MONTHLY;BYDAY=2TU", "sage", 0),
    _Weekly(lambda: (_("Ciné-goûter"), _("film choisi sur place")), ("Film en vieruurtje", "film ter plaatse gekozen"),
            5, (900, 1_020), "FREQ=MONTHLY;BYDAY=2SA", "rose", 0),
    _Weekly(lambda: (_("Soirée jeux"), ""), ("Spelavond", ""), 3, (1_080, 1_260), "FREQ=MONTHLY;BYDAY=3TH", "sage", 0,
            16),
)  # fmt: skip


def keep_programme(store: Store, actor: Actor) -> None:
    """A season that began last month, counted up to some days ago, and the box of ideas."""
    today = clock.today()
    with store.write(actor, _("Le programme de la démonstration"), lasting=True) as session:
        rooms = [
            add_room(session, RoomDetails(_("Grande salle"), 30, _("chaises, écran, piano"))),
            add_room(session, RoomDetails(_("Cuisine"), 8, _("quatre feux, grand frigo"))),
            add_room(session, RoomDetails(_("Bureau du fond"), 4)),
        ]
        team = [host.id for host in hosts(session)]
        for one in _SEASON:
            _plan(session, one, Month.of(today).plus(-1).first, rooms, team)
        plan_activity(session, _outing(today), despite=True)
        for row in programme_between(session, today - timedelta(days=62), today - timedelta(days=UNCOUNTED_DAYS)):
            if row.takes_place:
                came = 4 + (row.activity_id * 7 + row.day.day * 3) % 9
                note_attendance(session, row.activity_id, row.original_day, came)
        _have_ideas(session, today)


def _plan(session: Session, one: _Weekly, since: date, rooms: list[int], team: list[int]) -> None:
    title, description = one.said()
    first = since + timedelta(days=(one.weekday - since.weekday()) % 7)
    plan = Plan(title, first, *one.hours, one.rule, description=description, colour=one.colour)
    plan = replace(
        plan,
        title_nl=one.dutch[0],
        description_nl=one.dutch[1],
        room_id=rooms[one.room],
        host_id=None if one.leader is None else team[one.leader],
        skips_school="",
    )
    plan_activity(session, plan, despite=True)


def _outing(today: date) -> Plan:
    """Something that comes once, soon."""
    day = today + timedelta(days=(4 - today.weekday()) % 7 + 7)
    return Plan(
        _("Sortie au parc Duden"), day, 840, 1_020, description=_("on part du Delta à 14h, quel que soit le temps"),
        colour="apricot", even_closed=True, title_nl="Uitstap naar het Dudenpark", registration=True, capacity=12,
        description_nl="vertrek om 14u, bij elk weer",
    )  # fmt: skip


def _have_ideas(session: Session, today: date) -> None:
    wool = propose(session, Idea(_("Atelier crochet"), _("j’ai de la laine pour tout le monde"), "Jeanne"))
    garden = propose(session, Idea(_("Jardin sur le toit"), _("des bacs, des tomates")))
    games = propose(session, Idea(_("Jeux de société"), _("surtout le soir"), "Ali"))
    arabic = propose(session, Idea(_("Cours d’arabe")))
    for number, days in ((wool, 3), (garden, 9), (games, 30), (arabic, 21)):
        row = session.get_one(Proposal, number)
        row.made_on = today - timedelta(days=days)
    bring_to_assembly(session, garden)
    evening = next(
        row for row in programme_between(session, today, today + timedelta(days=40)) if row.title == _("Soirée jeux")
    )
    link_idea(session, games, evening.activity_id)
    tell_answer(session, games)
    put_off_idea(session, arabic, _("on cherche quelqu’un pour l’animer"))
