"""Months of a till for tests: one written by hand, any number of random acts, and what the lines themselves say."""

import random
from collections import Counter
from datetime import UTC, datetime

from sqlalchemy import text

from delta_app.budget.model import BudgetLine
from delta_app.core.calendar import Month
from delta_app.till.commands import receive, spend
from tests.factory import acting
from tests.till.conftest import FLOAT, player

DECEMBER = Month(2026, 12)
BY = ["Aïcha", "Jeroen"]


def usual(store):
    """Some days of December in which everything happens once; the milk and the gift have a budget line."""
    play = player(store)
    for name, price, category in (("Café", 50, "Boissons"), ("Thé", 50, "Boissons"), ("Soupe", 100, "Repas")):
        play("product", name=name, price=price, category=category)
    play("product", name="Café suspendu", price=50, kind="suspended")
    play("product", name="Prix libre", price=None)
    done = [
        play("open", at="2026-12-03T13:55", hosts=BY, counted=FLOAT),
        play("sell", lines=[["Café", 12], ["Thé", 7], ["Soupe", 9], ["Prix libre", 1, 1430]], pay=[["cash", 3280]]),
        play("card_new", card="0042", amount=1000, way="cash"),
        play("card_topup", card="0042", amount=200, way="qr"),
        play("sell", lines=[["Café", 3], ["Soupe", 1]], pay=[["card", 250]], card="0042"),
        play("sell", lines=[["Prix libre", 1, 1283]], pay=[["qr", 500], ["cash", 783]]),
        play("sell", lines=[["Café suspendu", 2]], pay=[["cash", 100]]),
        play("sell", lines=[["Café", 1]], pay=[["suspended", 50]]),
        play("sell", lines=[["Café", 2]], pay=[["free", 100]]),
        play("spend", amount=854, label='=HYPERLINK("x")', receipt="T13"),
        play("reverse", entry=10, why="8,54 au lieu de 5,84"),
        play("spend", amount=584, label="éponges", receipt="T13"),
        play("card_refund", card="0042", amount=100),
        play("sell", lines=[["Thé", 1]], pay=[["card", 50]], card="0042"),
        play("reverse", entry=14, why="pas lui"),
    ]
    milk = budget_line(store, "Boissons et repas", "goods")
    gift = budget_line(store, "Dons", "gifts", side="income")
    with acting(store) as session:
        at = datetime(2026, 12, 3, 15, tzinfo=UTC)
        spend(session, 847, "lait", receipt="T12", budget_line_id=milk, at=at)
        receive(session, 2500, "don d’un voisin", way="qr", budget_line_id=gift, at=at)
    counted = {"5000": 1, "2000": 1, "1000": 1, "500": 1, "50": 1, "20": 1, "10": 1, "5": 1}
    done += [
        play("close", at="2026-12-03T18:00", counted=counted, keep=5000, by=BY, why="une pièce mal rendue"),
        play("deposit", amount=2000, at="2026-12-04T10:00"),
    ]
    assert all(answer["ok"] for answer in done), done
    return done[-1]


def budget_line(store, name, nature, side="expense"):
    """A line of the year's budget."""
    with acting(store) as session:
        row = BudgetLine(year=2026, side=side, name=name, nature=nature, planned=0, position=0)
        session.add(row)
        session.flush()
        return row.id


def random_acts(store, seed, acts=150, first=(2026, 11), months=3):
    """Whatever happens at a till over some months; what is refused changes nothing."""
    rng, play = random.Random(seed), player(store)
    for name, price, kind in (("Café", 50, "fixed"), ("Pour plus tard", 50, "suspended"), ("Libre", None, "free")):
        play("product", name=name, price=price, kind=kind, category=rng.choice(["", "Boissons"]))
    lines = [budget_line(store, "Courses", "goods"), budget_line(store, "Poste", "services"), None]
    days = sorted((rng.randrange(months), rng.randrange(1, 29)) for _ in range(acts))
    answers = Counter()
    for number, (month, day) in enumerate(days):
        at = f"{Month(*first).plus(month)}-{day:02d}T{10 + number * 8 // acts}:00"
        answers[_one(store, rng, play, at, lines, number)] += 1
    return answers


def _one(store, rng, play, at, lines, number):
    amount, way = rng.randrange(1, 3000), rng.choice(["cash", "qr"])
    card = str(rng.randrange(1, 4))
    kind = rng.choice(
        ["open", "sell", "sell", "sell", "spend", "receive", "card", "refund", "move", "reverse", "close"]
    )
    if kind == "open":
        answer = play("open", at=at, hosts=BY, counted={"1000": rng.randrange(9), "5": rng.randrange(3)})
    elif kind == "sell":
        answer = _sale(rng, play, at, card)
    elif kind == "spend":
        answer = play("spend", at=at, amount=amount, label=f"achat {number}", way=rng.choice(["cash", "bank"]))
    elif kind == "receive":
        answer = play("receive", at=at, amount=amount, label="don", way=way)
    elif kind == "card":
        answer = play(rng.choice(["card_new", "card_topup"]), at=at, card=card, amount=amount, way=way)
    elif kind == "refund":
        answer = play("card_refund", at=at, card=card)
    elif kind == "move":
        answer = rng.choice(
            [
                lambda: play("deposit", at=at, amount=amount),
                lambda: play("withdraw", at=at, amount=amount, from_="bank"),
            ]
        )()
    elif kind == "reverse":
        answer = play("reverse", at=at, entry=f"{at[:4]}-{rng.randrange(1, number + 2)}", why="erreur")
    else:
        answer = play("close", at=at, counted={"1000": rng.randrange(9)}, keep=0, by=BY, why="compté")
    return kind, answer["ok"]


def _sale(rng, play, at, card):
    lines = [["Café", rng.randrange(1, 9)], ["Pour plus tard", rng.randrange(1, 3)], ["Libre", 1, rng.randrange(900)]]
    lines = rng.sample(lines, rng.randrange(1, 4))
    total = sum(line[1] * (line[2] if len(line) > 2 else 50) for line in lines)
    part = rng.randrange(total + 1)
    pay = [[rng.choice(["card", "qr", "free", "suspended"]), part], ["cash", total - part]]
    return play("sell", at=at, lines=lines, pay=[one for one in pay if one[1]], card=card)


def plain_lines(store):
    """Every line of the journal with what its entry is, asked in SQL alone."""
    with store.read() as session:
        rows = session.execute(
            text(
                "SELECT l.id, e.day, e.kind, l.account, l.cents, l.category, l.budget_line_id, l.product_id, "
                "u.kind AS undone FROM till_line l JOIN till_entry e ON e.id = l.entry_id "
                "LEFT JOIN till_entry u ON u.id = e.reverses_id ORDER BY l.id"
            )
        )
        return [row._mapping for row in rows]
