"""The demonstration: an invented place with an invented team, this month published, the next one to compose."""

from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.core import clock, datafile
from delta_app.core.access import Actor, coordinator, hashed
from delta_app.core.address import Address
from delta_app.core.calendar import Month
from delta_app.core.errors import Refused
from delta_app.core.i18n import _, current_language
from delta_app.core.store import Store
from delta_app.core.text import fold
from delta_app.core.troubles import refusal_for
from delta_app.demo_house import keep_house
from delta_app.demo_money import keep_budget, keep_till
from delta_app.demo_programme import keep_programme
from delta_app.hosts.commands import HostDetails, add_host, promise_shifts, set_weekly_availability
from delta_app.hosts.gathering_commands import add_gathering, note_attendance
from delta_app.hosts.gathering_data import GatheringDetails
from delta_app.hosts.gathering_rules import GatheringKind
from delta_app.hosts.model import Host, HostPin, HostStateChange
from delta_app.hosts.path_commands import mark_step, set_mentor
from delta_app.hosts.queries import HostAvailability, availabilities, hosts
from delta_app.hosts.rules import DEMO_CODE, WeeklyWish, Wish
from delta_app.shifts.commands import apply_plan, open_month, publish
from delta_app.shifts.day_commands import note_visits
from delta_app.shifts.day_rules import Visits, is_over
from delta_app.shifts.model import LogbookEntry
from delta_app.shifts.queries import seats_between, slots_between, slots_of
from delta_app.shifts.roster_data import roster_problem
from delta_app.shifts.seat_commands import assign_host, free_seat
from delta_app.shifts.trade_commands import seek_replacement
from delta_app.shifts.trade_rules import starts_at
from delta_app.venue.commands import close_days, found_venue, set_opening_pattern
from delta_app.venue.queries import proposed_closures, venue
from delta_app.venue.rules import parse_opening
from delta_app.venue.school_commands import begin_school_holidays

OPENING = "tue-sat 10-13 13-16 16-19"
STARTS = (600, 780, 960)
SHIFT_MINUTES = 180
NEXT_SENT_BEFORE = 10  # days before a month ends
SERVICES = {"L’Adret": 12, "Le Gué": 10, "CALICO": 8}
TEAM = (
    ("Aïcha", "Benali", 0), ("Luc", "Dumont", None), ("Fatma", "Öztürk", None), ("Jeroen", "Vandevelde", 0),
    ("Inès", "Moreau", None), ("Paul", "Kessels", None), ("Sofia", "Ribeiro", 1), ("Malik", "Traoré", 1),
    ("Chantal", "Piette", None), ("Noor", "Haddad", None), ("Élodie", "Gérard", 2), ("İpek", "Yılmaz", None),
    ("Youssef", "Amrani", None), ("Bernard", "Lambert", None), ("Greet", "Segers", 2), ("Ana", "Costa", None),
    ("Ștefan", "Popa", None), ("Thị", "Nguyễn", None), ("Łukasz", "Kowalski", 1), ("Zoé", "Willems", None),
    ("Marie-Jeanne", "De Smet", 1), ("Bart", "D’Hondt", None), ("Yasmina", "Ouali", None), ("Pieter", "Claes", None),
    ("Fatoumata", "Diallo", None), ("Els", "Van den Berghe", None), ("Mehdi", "Bensaïd", 0),
    ("Nadia", "El Amrani", None), ("Emre", "Demir", 2), ("Olga", "Ivanova", None),
)  # fmt: skip
# Whoever is becoming a host: the steps done, each so many days ago; the last one is learning beside a mentor.
NEWCOMERS: tuple[tuple[str, str, tuple[tuple[str, int], ...]], ...] = (
    ("Samir", "Haddou", ()),
    ("Lucie", "Mertens", (("met", 6),)),
    ("Karim", "Belkacem", (("met", 20), ("charter", 13), ("note", 13))),
    ("Hana", "Novák", (("met", 36), ("charter", 33), ("note", 33), ("training", 22))),
)
MENTOR = 1  # of TEAM
NOVICES = {9, 16, 19, 25}
DUTCH = {3, 5, 14, 19, 21, 23, 25}


def ready(path: Address) -> Store:
    """The demonstration, open: made where there is none, and anew when this month is no longer among its months.

    The one of before is then kept beside it. Refuses what ``datafile.open_store`` and ``datafile.create`` refuse.
    """
    if not datafile.exists(path):
        return make(path)
    store = datafile.open_store(path)
    if isinstance(path, Path) and _is_over(store):
        store.close()
        try:
            path.rename(path.with_name(f"{path.stem}-{clock.today():%Y%m%d}{path.suffix}"))
        except OSError as error:
            raise refusal_for(error) or Refused("disk_trouble") from error
        return make(path)
    return store


def _is_over(store: Store) -> bool:
    with store.read() as session:
        return venue(session).is_demo and not slots_of(session, Month.of(clock.today()))


def make(path: Address) -> Store:
    """Make the demonstration's place where none is, whole or not at all. Refuses what ``datafile.create`` refuses."""
    return datafile.create(path, found=_fill)


def _fill(store: Store) -> None:
    actor = coordinator()
    present = Month.of(clock.today())
    past = (present.plus(-2), present.plus(-1))
    # Towards the end of a month the next one hangs on the wall already, and the one after is composed.
    sent = (present, present.plus(1)) if (present.last - clock.today()).days < NEXT_SENT_BEFORE else (present,)
    ahead = (*sent, sent[-1].plus(1))
    with store.write(actor, _("Préparer la démonstration"), lasting=True) as session:
        found_venue(
            session, _("Le Delta"), address="rue du Delta 61, Forest", language=current_language(), is_demo=True
        )
        set_opening_pattern(session, parse_opening(OPENING))
        for year in sorted({month.year for month in (*past, *ahead)}):
            for day, name in proposed_closures(session, year):
                close_days(session, day, day, name)
        begin_school_holidays(session)
        for number, (given, family, service) in enumerate(TEAM):
            host = add_host(session, _details(number, given, family, service))
            set_weekly_availability(session, host, _week(number))
        for partner, promised in SERVICES.items():
            promise_shifts(session, partner, promised)
        _have_been_here(session)
        _welcome_newcomers(session)
    with store.write(actor, _("Ouvrir les mois de la démonstration"), lasting=True) as session:
        for month in (*past, *ahead):
            open_month(session, month)
    for month in (*past, present):
        _fill_days_gone_by(store, actor, month)
    _shadow_once(store, actor)
    for month in sent:
        _compose(store, actor, month)
    with store.write(actor, _("Diffuser les mois de la démonstration"), lasting=True) as session:
        for month in (*past, *sent):
            publish(session, month)
    _live_on(store, actor, sent)
    _live_on_at_the_pc(store, actor)
    _meet(store, actor)
    keep_till(store, actor)
    keep_budget(store, actor)
    keep_programme(store, actor)
    keep_house(store, actor)


def _have_been_here(session: Session) -> None:
    """The team did not come today: some for two years, the latest for some months."""
    session.flush()
    for number, host in enumerate(session.scalars(select(Host).order_by(Host.id))):
        host.joined_at -= timedelta(days=130 + number * 37 % 600)
        for change in session.scalars(select(HostStateChange).where(HostStateChange.host_id == host.id)):
            change.from_day = host.joined_at.date()


def _welcome_newcomers(session: Session) -> None:
    """Some people are on their way to becoming hosts."""
    mentor = next(host.id for host in hosts(session) if (host.given_name, host.family_name) == TEAM[MENTOR][:2])
    for number, (given, family, done) in enumerate(NEWCOMERS):
        host = add_host(session, HostDetails(given, family, level="trainee", max_month=4, target=2))
        set_weekly_availability(session, host, _week(len(TEAM) + number))
        for key, days in done:
            mark_step(session, host, key, clock.today() - timedelta(days=days))
        if number == len(NEWCOMERS) - 1:
            set_mentor(session, host, mentor)


def _shadow_once(store: Store, actor: Actor) -> None:
    """The newcomer who has come furthest was beside somebody once, a few days ago."""
    with store.read() as session:
        newcomer = next(host for host in hosts(session) if host.given_name == NEWCOMERS[-1][0])
        first, last = clock.today() - timedelta(days=21), clock.today() - timedelta(days=1)
        seated = seats_between(session, first, last)
        past = [slot for slot in slots_between(session, first, last) if slot.seats and seated.get(slot.id)]
    if past:
        with store.write(actor, _("Une première doublure"), lasting=True) as session:
            assign_host(session, past[-1].id, newcomer.id, kind="shadow")


def _details(number: int, given: str, family: str, service: int | None) -> HostDetails:
    return HostDetails(
        given,
        family,
        origin="volunteer" if service is None else "staff",
        partner=None if service is None else tuple(SERVICES)[service],
        languages=("FR", "NL") if number in DUTCH else ("FR",),
        level="novice" if number in NOVICES else "experienced",
        max_month=8 if service is not None else 6,
        target=5 if service is not None else 4,
        email="" if number % 7 == 6 else f"{fold(f'{given} {family}').replace(' ', '.')}@example.org",
        phone=f"+32 470 00 00 {number:02}" if number % 5 else "",
    )


def _week(number: int) -> list[WeeklyWish]:
    """When somebody can come: a pattern that differs from person to person and leaves Friday evenings thin."""
    wishes: list[WeeklyWish] = []
    for weekday in range(1, 6):
        for place, start in enumerate(STARTS):
            turn = (number * 7 + weekday * 3 + place * 5) % 10
            if turn >= 6 or (weekday == 4 and place == 2 and number % 10):
                continue
            wish: Wish = "prefers" if turn == 0 else "if_needed" if turn == 5 else "can"
            wishes.append(WeeklyWish(weekday, start, start + SHIFT_MINUTES, wish))
    return wishes


def _fill_days_gone_by(store: Store, actor: Actor, month: Month) -> None:
    """Composing leaves the past alone: the demonstration's past was taken in turn by whoever could come."""
    with store.read() as session:
        gone = [slot for slot in slots_of(session, month) if slot.day < clock.today()]
        team = [host for host in hosts(session) if host.level == "experienced"]
        known = availabilities(session, month.first, month.last)
    turns = dict.fromkeys((host.id for host in team), 0)
    with store.write(actor, _("Remplir les jours passés de la démonstration"), lasting=True) as session:
        for day, slots in groupby(gone, key=lambda slot: slot.day):
            busy: set[int] = set()
            for slot in slots:
                able = [host for host in turns if host not in busy and _can(known[host], day, slot.start_minute)]
                for host in sorted(able, key=lambda host: turns[host])[: slot.seats]:
                    assign_host(session, slot.id, host, locked=False)
                    turns[host] += 1
                    busy.add(host)


def _live_on(store: Store, actor: Actor, months: tuple[Month, ...]) -> None:
    """What happens after a month is published: somebody asks to be replaced, somebody else cannot come any more."""
    with store.read() as session:
        first, last = clock.today() + timedelta(days=1), months[-1].last
        seated = seats_between(session, first, last)
        coming = [slot for slot in slots_between(session, first, last) if seated.get(slot.id)]
    if len(coming) < 6:
        return
    with store.write(actor, _("Une personne cherche quelqu’un pour la remplacer")) as session:
        seek_replacement(session, seated[coming[2].id][0].id, seeking=True)
    with store.write(actor, _("Une personne ne peut plus venir")) as session:
        free_seat(session, seated[coming[5].id][0].id)


def _live_on_at_the_pc(store: Store, actor: Actor) -> None:
    """What hosts leave at the PC: words for the next team, counts of visits; everybody has the same code here."""
    with store.read() as session:
        team = hosts(session)
        past = [
            slot
            for slot in slots_between(session, clock.today() - timedelta(days=21), clock.today())
            if slot.seats and is_over(slot, clock.local_now())
        ]
    with store.write(actor, _("Préparer l’accueil de la démonstration"), lasting=True) as session:
        kept = hashed(DEMO_CODE)  # once: each time takes a fifth of a second, as it should
        for host in team:
            session.add(HostPin(host_id=host.id, hash=kept, set_at=clock.now()))
        for place, text in enumerate(_words_left()):
            shift = past[place - len(_words_left())]  # each at the end of one of the latest shifts
            session.add(LogbookEntry(at=starts_at(shift.day, shift.end_minute), host_id=team[place].id, text=text))
    with store.write(actor, _("Compter les passages de la démonstration"), lasting=True) as session:
        for place, slot in enumerate(past):
            if place % 9 != 4:  # now and then nobody counts
                visits = 8 + place * 7 % 15
                note_visits(session, slot.day, slot.start_minute, Visits(visits, place % 4))


def _meet(store: Store, actor: Actor) -> None:
    """The team meets each month, learns and looks back together."""
    with store.read() as session:
        team = [host.id for host in hosts(session) if host.level != "trainee"]
    place, today = _("grande salle"), clock.today()
    with store.write(actor, _("Noter les rencontres de la démonstration"), lasting=True) as session:
        met: tuple[tuple[int, GatheringKind, int, str], ...] = (
            (-33, "meeting", 18 * 60, _("Préparer la fin de l’année")),
            (-12, "intervision", 10 * 60, _("Accueillir à deux, se relayer")),
            (-1, "meeting", 18 * 60, _("Horaires et clés")),
            (8, "training", 9 * 60 + 30, _("Premiers secours en santé mentale")),
            (27, "meeting", 18 * 60, ""),
        )
        for days, kind, start, theme in met:
            day = today + timedelta(days=days)
            number = add_gathering(session, GatheringDetails(kind, day, start, start + 120, theme, place))
            if days < -1:
                note_attendance(session, number, team[days % 3 :: 3])


def _words_left() -> tuple[str, ...]:
    return (
        _("Clé de la réserve déposée chez la voisine du rez."),
        _("Groupe intéressé par un atelier jardin : à proposer à l’assemblée."),
        _("Après-midi calme, belle partie d’échecs. Penser à racheter du lait."),
        _("La machine à café fuit un peu, le réparateur passe vendredi."),
    )


def _can(known: HostAvailability, day: date, start_minute: int) -> bool:
    return any(wish.weekday == day.weekday() and wish.start_minute == start_minute for wish in known.weekly)


def _compose(store: Store, actor: Actor, month: Month) -> None:
    """Fill a month: imported here, because the solver is felt at start-up."""
    from delta_app.shifts.compose import compose

    with store.read() as session:
        composed = roster_problem(session, month)
    plan = compose(composed.problem, explained=False)
    with store.write(actor, _("Composer le mois de la démonstration"), lasting=True) as session:
        apply_plan(session, composed, plan.assigned, plan.shadows)
