"""What people do at a till, drawn at random, each act done on the till and on the till of plain arithmetic."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from delta_app.core.store import Store
from delta_app.till.proof_data import prove
from delta_app.till.queries import card_balance, find_card
from tests.till.conftest import player
from tests.till.plain_model import PlainTill

MENU = (("Café", "fixed", 50), ("Thé", "fixed", 62), ("Sirop", "fixed", 3), ("Soupe", "suggested", 100),
        ("Prix libre", "free", None), ("Café suspendu", "suspended", 50))  # fmt: skip
PIECES = (5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1)
BEGAN = datetime(2026, 12, 3, 12, 55, tzinfo=UTC)
NEW_YEARS_EVE = datetime(2026, 12, 31, 21, 40, tzinfo=UTC)  # an hour and twenty minutes before the next in Brussels
KINDS = ("sell",) * 9 + (
    "open", "close", "spend", "receive", "card_new", "card_topup", "card_refund", "deposit", "withdraw", "reverse",
    "price",
)  # fmt: skip


@dataclass(frozen=True)
class Act:
    """One act as it is written for the till, and what the model is asked to do."""

    name: str
    said: dict[str, Any]
    asked: tuple[Any, ...]


class TillAndModel:
    """A till and its model, side by side from the first float on."""

    def __init__(self, store: Store, began: datetime = BEGAN) -> None:
        self._store, self._play, self.model = store, player(store), PlainTill()
        self._at = began
        self.refused = 0
        for name, kind, cents in MENU:
            assert self._play("product", name=name, kind=kind, price=cents)["ok"]
            self.model.products[name] = (kind, cents)
        self.do(Act("open", {"hosts": ["A", "B"], "counted": {"2000": 2, "500": 2}}, (5000,)))

    def random(self, random: Random) -> None:
        """An act of somebody who may be tired, wrong, or both; never earlier than the one before."""
        self._at += timedelta(minutes=random.choice((0, 1, 4, 60)))
        self.do(random_act(random, self.model))

    def do(self, act: Act) -> None:
        """On both, which answer alike."""
        self.model.at = self._at
        done = getattr(self.model, act.name)(*act.asked)
        answer = self._play(act.name, at=self._at.isoformat(), **act.said)
        assert answer["ok"] == done, (act, answer)
        self.refused += not done
        if done and act.name != "price":
            number = answer.pop("entry")
            assert number == self.model.newest[1], (act, number)
        if done:
            answer.pop("entry", None)
            assert answer == self.model.answer(), act

    def prove(self) -> None:
        """The whole journal, gone through, and every card."""
        with self._store.read() as session:
            proof = prove(session)
            cards = {card: card_balance(session, find_card(session, str(card)).id) for card in self.model.cards}
        assert (proof.entries, proof.faults) == (len(self.model.entries), ())
        assert cards == self.model.cards


def random_act(random: Random, model: PlainTill) -> Act:
    """What somebody does next. Amounts are small, so that the till is often too short of cash."""
    kind = random.choice(KINDS)
    if not model.is_open and random.random() < 0.4:
        kind = "open"
    amount, card = random.randint(1, 4000), random.randint(1, 4 + len(model.entries) // 25)
    if kind == "sell":
        return _sale(random, model, card)
    if kind in ("open", "close"):
        counted = {piece: random.randint(0, 3) for piece in random.sample(PIECES, 4)}
        written = {str(piece): pieces for piece, pieces in counted.items()}
        total = sum(piece * pieces for piece, pieces in counted.items())
        if kind == "open":
            return Act(kind, {"hosts": ["A", "B"], "counted": written}, (total,))
        keep, why = random.randint(0, 6000), random.choice(("", "?"))
        return Act(kind, {"counted": written, "keep": keep, "by": ["A", "B"], "why": why}, (total, keep, why))
    if kind in ("spend", "receive"):
        way = random.choice(("cash", "bank"))
        return Act(kind, {"amount": amount, "way": way, "label": "lait"}, (amount, way))
    if kind in ("card_new", "card_topup"):
        way = random.choice(("cash", "qr"))
        return Act(kind, {"card": f"{card:04d}", "amount": amount, "way": way}, (card, amount, way))
    if kind == "card_refund":
        return Act(kind, {"card": str(card), "amount": amount}, (card, amount))
    if kind in ("deposit", "withdraw"):
        place = random.choice(("envelope", "till" if kind == "deposit" else "bank"))
        return Act(kind, {"amount": amount, "from": place}, (amount, place))
    if kind == "price":
        name = random.choice(MENU)[0]
        return Act(kind, {"name": name, "price": amount}, (name, amount))
    # What was done last is what people take back; sometimes it is long ago, and sometimes there is no such entry.
    numbers = list(model.entries)
    year, number = numbers[-min(random.choice((1, 1, 2, 5, 400)), len(numbers))]
    number += random.choice((0, 0, 0, 1))
    return Act(kind, {"entry": f"{year}-{number}", "why": "erreur"}, ((year, number),))


def _sale(random: Random, model: PlainTill, card: int) -> Act:
    """Of one product to three, most at their price, paid in one part to three that mostly come to the total."""
    lines, total = [], 0
    for _line in range(random.choice((1, 1, 2, 3))):
        name, quantity = random.choice(MENU)[0], random.randint(1, 4)
        kind, listed = model.products[name]
        typed = kind == "free" or (kind == "suggested" and random.random() < 0.5) or random.random() < 0.02
        unit = random.randint(0, 900) if typed else None
        lines.append((name, quantity, unit))
        total += quantity * (listed if unit is None else unit)
    some = ("cash", "cash", "card", "qr", "free", "suspended")
    ways = random.choices(some, k=random.choice((1, 1, 2, 3)))
    parts = [total // len(ways)] * len(ways)
    parts[-1] = total - sum(parts[:-1]) - (random.random() < 0.03)
    pay = [[way, part] for way, part in zip(ways, parts, strict=True) if part > 0]
    written = [[value for value in line if value is not None] for line in lines]
    return Act("sell", {"lines": written, "pay": pay, "card": f"{card:04d}"}, (lines, pay, card))
