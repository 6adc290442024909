"""The places that are photographed: one just founded, the demonstration, and one as full as they come."""

from datetime import timedelta
from pathlib import Path

from delta_app import demo
from delta_app.core import clock, datafile
from delta_app.core.access import coordinator
from delta_app.core.calendar import Month
from delta_app.core.store import Store
from delta_app.founding import found_place
from delta_app.hosts.commands import HostDetails, add_host, set_weekly_availability
from delta_app.hosts.rules import WeeklyWish
from delta_app.shifts.commands import open_month, publish
from delta_app.shifts.queries import slots_of
from delta_app.shifts.seat_commands import assign_host
from delta_app.till.commands import Paid, Wanted, open_till, sell
from delta_app.till.ledger_process import Signer
from delta_app.till.menu_commands import ProductDetails, add_product
from delta_app.venue.commands import set_opening_hours
from delta_app.venue.queries import parse_opening

TODAY = "2026-12-09T10:00:00Z"
SEVEN_DAYS = "mon-sun 8-11 11-14 14-17 17-20"
LEVELS = (*("experienced",) * 11, "novice", *("experienced",) * 3, "trainee")
LONG_NAMES = (
    ("Wilhelmina-Alexandrine", "Vanden Abeele-Vandermeersch"), ("Maximiliaan", "Van Steenberghe-Oosterlinck"),
    ("Ștefănița-Alexandra", "Constantinescu-Brâncuși"), ("Łucja-Władysława", "Wiśniewska-Brzęczyszczykiewicz"),
)  # fmt: skip


def a_place(kind: str, folder: Path) -> Store:
    """A place of that kind, new."""
    path = folder / "delta.db"
    if kind == "usual":
        return demo.make(path)

    def just_founded(store: Store) -> None:
        found_place(store, "Le Delta", parse_opening("tue-sat 10-13 13-16 16-19"), address="rue du Delta 61, Forest")

    store = datafile.create(path, found=just_founded)
    if kind == "full":
        _fill(store)
    return store


def _fill_till(store: Store) -> None:
    """Two dozen products with long names, and a day at which much was sold."""
    now = clock.now() - timedelta(hours=3)
    with store.write(coordinator(), "Remplir la caisse") as session:
        for number in range(24):
            details = ProductDetails(f"Assiette du potager et du jour n° {number}", "fixed", 350 + number, "À manger")
            add_product(session, details)
        signers = [Signer("Wilhelmina-Alexandrine V."), Signer("Maximiliaan V.")]
        open_till(session, signers, {5000: 1}, now)
        for number in range(60):
            wanted = [Wanted(1 + (number + step) % 24, 1 + number % 3) for step in range(1 + number % 4)]
            total = sum(one.quantity * (349 + one.product_id) for one in wanted)
            sell(session, wanted, [Paid("cash", total)], now + timedelta(minutes=number))


def _fill(store: Store) -> None:
    """Sixty hosts with long names, seven days, four slots."""
    month = Month.of(clock.today())
    with store.write(coordinator(), "Remplir le mois") as session:
        set_opening_hours(session, SEVEN_DAYS)
        hosts = []
        for number in range(60):
            given, family = LONG_NAMES[number % len(LONG_NAMES)]
            level = LEVELS[number % len(LEVELS)]
            details = HostDetails(
                f"{given} {number}", family, level=level, max_week=7, max_month=31, languages=("FR", "NL", "TR", "AR"),
            )  # fmt: skip
            host = add_host(session, details)
            set_weekly_availability(session, host, [WeeklyWish(day, 0, 1440, "can") for day in range(7)])
            hosts.append(host)
        open_month(session, month)
        session.flush()
        seated = [host for number, host in enumerate(hosts) if LEVELS[number % len(LEVELS)] != "trainee"]
        slots = slots_of(session, month)
        for number, slot in enumerate(slots):
            for seat in range(number % 3):  # empty, half and full ones
                assign_host(session, slot.id, seated[(2 * number + seat) % len(seated)])
        publish(session, month)
    _fill_till(store)
    with store.write(coordinator(), "Inscrire quelques personnes") as session:
        for number, slot in enumerate(slots):
            if number % 9 == 3:  # those that were empty
                assign_host(session, slot.id, seated[number % len(seated)], locked=False)
