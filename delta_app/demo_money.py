"""The money of the demonstration: three weeks of a till, and the budget of a year."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from delta_app.budget.bank_commands import add_bank_movement, set_bank_start
from delta_app.budget.line_commands import LineDetails, add_line
from delta_app.budget.purchase_commands import Wish, approve_purchase, ask_purchase
from delta_app.core import clock
from delta_app.core.access import Actor
from delta_app.core.i18n import _
from delta_app.core.store import Store
from delta_app.hosts.queries import hosts
from delta_app.shifts.queries import seats_between, slots_between
from delta_app.shifts.trade_rules import starts_at
from delta_app.till.commands import Paid, Wanted, close_till, open_till, sell, sell_card, spend
from delta_app.till.ledger_process import Signer
from delta_app.till.menu_commands import ProductDetails, add_product
from delta_app.till.queries import ProductRow, balances, menu
from delta_app.till.rules import DENOMINATIONS
from delta_app.till.settings_commands import TillRules, set_till_rules

OPENS, CLOSES = 600, 1140
"""Minutes of a day: the start of its first shift and the end of its last."""


def keep_till(store: Store, actor: Actor) -> None:
    """Three weeks of a till: opened, sold at, milk bought, counted and closed by the two of the afternoon; today it is
    open once the first shift has begun."""
    with store.write(actor, _("Remplir la carte des prix de la démonstration"), lasting=True) as session:
        for name, cents, category in _menu():
            add_product(session, ProductDetails(name, "free" if cents is None else "fixed", cents, category))
        set_till_rules(session, TillRules(5000, "BE68539007547034", ""))
        served = menu(session, clock.today())
        days = sorted({slot.day for slot in slots_between(session, clock.today() - timedelta(days=21), clock.today())})
        here = {
            day: [Signer(host.name, host.id) for host in hosts(session) if host.id in _seated(session, day)][:2]
            for day in days
        }
    now = clock.now()
    with store.write(actor, _("Tenir la caisse de la démonstration"), lasting=True) as session:
        for place, day in enumerate(day for day in days if len(here[day]) == 2):
            opens = starts_at(day, OPENS)
            if opens >= now:
                break
            open_till(session, here[day], {2000: 1, 1000: 2, 500: 2}, opens)
            _sell_all_day(session, served, place, opens, now)
            if starts_at(day, CLOSES) < now:
                _close(session, here[day], starts_at(day, CLOSES), short=place % 7 == 3)


def _seated(session: Session, day: date) -> set[int]:
    return {seat.host_id for seats in seats_between(session, day, day).values() for seat in seats}


def _sell_all_day(session: Session, served: tuple[ProductRow, ...], place: int, opens: datetime, now: datetime) -> None:
    if place == 1:
        sell_card(session, "42", 1000, at=opens + timedelta(minutes=4))
    for turn in range(6):
        at = opens + timedelta(minutes=20 + 71 * turn)
        if at >= now:
            return
        first, second = served[(place + turn) % 9], served[(place * 3 + turn) % 9]
        wanted = [Wanted(first.id, 1 + turn % 3), Wanted(served[9].id, 1, 62 + 50 * (turn % 4))]
        if second.id != first.id:
            wanted.append(Wanted(second.id, 1))
        total = sum(one.quantity * (one.unit or next(row.cents or 0 for row in served if row.id == one.product_id))
                    for one in wanted)  # fmt: skip
        by_card = place == 2 and turn == 0
        sell(session, wanted, [Paid("card" if by_card else "cash", total, "42" if by_card else "")], at)
    if place % 4 == 0:
        spend(session, 847, _("lait, café"), receipt=f"T{12 + place}", at=opens + timedelta(minutes=480))


def _close(session: Session, signers: list[Signer], at: datetime, *, short: bool) -> None:
    till = balances(session).till - (50 if short else 0)
    counted = {2000: 1, 1000: 2, 500: 2}  # the float of the next day
    for piece in DENOMINATIONS[4:]:
        more = (till - sum(one * number for one, number in counted.items())) // piece
        counted[piece] = counted.get(piece, 0) + more
    close_till(session, counted, 5000, signers, _("une pièce mal rendue, sans doute") if short else "", at)


def _menu() -> tuple[tuple[str, int | None, str], ...]:
    drinks, food = _("Boissons"), _("À manger")
    return (
        (_("Café"), 50, drinks), (_("Thé / tisane"), 50, drinks), (_("Chocolat chaud"), 80, drinks),
        (_("Soupe du jour"), 100, food), (_("Tartine"), 80, food), (_("Jus de pomme"), 70, drinks),
        (_("Eau pétillante"), 50, drinks), (_("Gâteau maison"), 80, food), (_("Repas partagé"), 300, food),
        (_("Prix libre"), None, ""),
    )  # fmt: skip


def keep_budget(store: Store, actor: Actor) -> None:
    """A year planned, what the bank brought and took, and three purchases asked for."""
    today = clock.today()
    with store.write(actor, _("Préparer le budget de la démonstration"), lasting=True) as session:
        lines = [
            add_line(session, today.year, LineDetails(name, planned, nature)) for name, planned, nature in _lines()
        ]
        gift = add_line(session, today.year, LineDetails(_("Subside communal"), 600_000, "subsidies"), "income")
        begun = date(today.year, 1, 1)
        set_bank_start(session, begun, 98_000)
        for month in range(1, today.month):
            day = date(today.year, month, 12)
            add_bank_movement(session, day, -(8_400 + 1_150 * (month % 4)), _("courses du mois"), lines[0])
            add_bank_movement(session, day, -(6_000 + 2_300 * (month % 3)), _("animation d’atelier"), lines[1])
            if month % 3 == 1:
                add_bank_movement(session, day, 150_000, _("subside, tranche"), gift)
        if today.month > 1:
            add_bank_movement(session, date(today.year, today.month - 1, 20), -18_742, _("vitres"), lines[2])
        asked = (
            (_("Laine et aiguilles"), 4_000, _("atelier tricot"), lines[1]),
            (_("Filtre machine à café"), 2_500, _("la maison"), lines[3]),
            (_("Jeu d’échecs"), 3_000, _("proposé en assemblée"), None),
        )
        ids = [ask_purchase(session, Wish(label, cents, wanted, line)) for label, cents, wanted, line in asked]
        approve_purchase(session, ids[1])


def _lines() -> tuple[tuple[str, int, str], ...]:
    return (
        (_("Consommation"), 240_000, "goods"),
        (_("Activités"), 180_000, "services"),
        (_("Entretien et nettoyage"), 22_000, "services"),
        (_("Petit matériel"), 60_000, "services"),
        (_("Impression, affiches"), 35_000, "services"),
    )
