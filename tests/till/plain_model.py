"""A till in a few lines of plain arithmetic, written from DOMAIN's rules alone, to hold the real one against."""

from zoneinfo import ZoneInfo


def nearest_five(cents):
    return cents if cents <= 5 else (cents + 2) // 5 * 5


class PlainTill:
    def __init__(self):
        self.products, self.cards, self.entries = {}, {}, {}
        self.till = self.envelope = self.bank = self.suspended = self.rounding = self.difference = 0
        self.is_open = self.was_open = False
        self.at = self.newest = None

    def answer(self):
        places = ("till", "rounding", "difference", "envelope", "bank")
        return {"ok": True, "cards": sum(self.cards.values()), **{place: getattr(self, place) for place in places}}

    def take(self, way, cents, card=None, sign=1):
        """What one payment moves: place → cents."""
        if way == "cash":
            paid = nearest_five(cents)
            return {"till": sign * paid, "rounding": sign * (paid - cents)}
        if way in ("card", "suspended"):
            return {card if way == "card" else way: -cents}
        return {"bank": sign * cents} if way in ("qr", "bank") else {}

    def move(self, kind, *parts):
        """Book these moves if nothing would be below zero; whether it was done."""
        moved = {}
        for part in parts:
            for place, cents in part.items():
                moved[place] = moved.get(place, 0) + cents
        for place, cents in moved.items():
            there = self.cards.get(place, 0) if isinstance(place, int) else getattr(self, place)
            if place not in ("bank", "rounding", "difference") and there + cents < 0:
                return False
        for place, cents in moved.items():
            if isinstance(place, int):
                self.cards[place] = self.cards.get(place, 0) + cents
            else:
                setattr(self, place, getattr(self, place) + cents)
        year = self.at.astimezone(ZoneInfo("Europe/Brussels")).year
        number = self.newest[1] + 1 if self.newest and self.newest[0] == year else 1
        self.newest = (year, number)
        self.entries[self.newest] = (kind, moved)
        return True

    def price(self, name, cents):
        kind, _listed = self.products[name]
        if kind != "free":
            self.products[name] = (kind, cents)
        return kind != "free"

    def open(self, counted):
        if self.is_open:
            return False
        gap = counted - self.till
        self.is_open = True
        self.move("open", {"till": gap}, {"difference": gap} if self.was_open else {})
        self.was_open = True
        return True

    def sell(self, lines, pay, card):
        total, kept = 0, 0
        for name, quantity, typed in lines:
            kind, listed = self.products[name]
            if typed is not None and typed != listed and kind in ("fixed", "suspended"):
                return False
            cents = quantity * (listed if typed is None else typed)
            total += cents
            kept += cents if kind == "suspended" else 0
        ways = {way for way, _cents in pay}
        if not self.is_open or total != sum(cents for _way, cents in pay):
            return False
        if "card" in ways and card not in self.cards:
            return False
        if any(self.products[name][0] == "suspended" for name, *_rest in lines) and ways & {"free", "suspended"}:
            return False
        cash = sum(cents for way, cents in pay if way == "cash")
        rest = [self.take(way, cents, card) for way, cents in pay if way != "cash"]
        return self.move("sell", {"suspended": kept}, self.take("cash", cash) if cash else {}, *rest)

    def spend(self, cents, way):
        return (way == "bank" or self.is_open) and self.move("spend", self.take(way, cents, sign=-1))

    def receive(self, cents, way):
        return (way == "bank" or self.is_open) and self.move("receive", self.take(way, cents))

    def card_new(self, card, cents, way):
        return self.is_open and card not in self.cards and self.move("card", {card: cents}, self.take(way, cents))

    def card_topup(self, card, cents, way):
        return self.is_open and card in self.cards and self.move("card", {card: cents}, self.take(way, cents))

    def card_refund(self, card, cents):
        return (
            self.is_open
            and card in self.cards
            and self.move("card", {card: -cents}, self.take("cash", cents, None, -1))
        )

    def deposit(self, cents, source):
        return (source == "envelope" or self.is_open) and self.move("deposit", {source: -cents, "bank": cents})

    def withdraw(self, cents, source):
        return self.is_open and self.move("withdraw", {source: -cents, "till": cents})

    def reverse(self, key):
        kind, moved = self.entries.get(key, ("none", {}))
        if kind in ("none", "open", "close", "reverse", "undone") or ("till" in moved and not self.is_open):
            return False
        if not self.move("reverse", {place: -cents for place, cents in moved.items()}):
            return False
        self.entries[key] = ("undone", moved)
        return True

    def close(self, counted, keep, why):
        gap = counted - self.till
        if not self.is_open or keep > counted or (gap and not why):
            return False
        self.is_open = False
        return self.move(
            "close", {"till": gap, "difference": gap}, {"till": keep - counted, "envelope": counted - keep}
        )
