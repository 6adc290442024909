"""A till in a few lines of plain arithmetic, written from DOMAIN's rules alone, to hold the real one against."""


def nearest_five(cents):
    return cents if cents <= 5 else (cents + 2) // 5 * 5


class PlainTill:
    def __init__(self):
        self.prices, self.cards, self.entries = {}, {}, []
        self.till = self.envelope = self.bank = self.rounding = self.difference = 0
        self.is_open = self.was_open = False

    def answer(self):
        return {
            "ok": True,
            "till": self.till,
            "cards": sum(self.cards.values()),
            "rounding": self.rounding,
            "difference": self.difference,
            "envelope": self.envelope,
            "bank": self.bank,
        }

    def take(self, way, cents, card=None, sign=1):
        """What one entry moves: place → cents."""
        if way == "cash":
            paid = nearest_five(cents)
            return {"till": sign * paid, "rounding": sign * (paid - cents)}
        if way == "card":
            return {card: -cents}
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
        self.entries.append((kind, moved))
        return True

    def open(self, counted):
        if self.is_open:
            return False
        gap = counted - self.till
        self.is_open = True
        self.move("open", {"till": gap}, {"difference": gap} if self.was_open else {})
        self.was_open = True
        return True

    def sell(self, lines, pay, card):
        total = sum(quantity * (self.prices[name] if price is None else price) for name, quantity, price in lines)
        if not self.is_open or total != sum(cents for _way, cents in pay):
            return False
        if any(way == "card" for way, _cents in pay) and card not in self.cards:
            return False
        cash = sum(cents for way, cents in pay if way == "cash")
        rest = [self.take(way, cents, card) for way, cents in pay if way != "cash"]
        return self.move("sell", self.take("cash", cash) if cash else {}, *rest)

    def spend(self, cents):
        return self.is_open and self.move("spend", self.take("cash", cents, sign=-1))

    def card_new(self, card, cents, way):
        return self.is_open and card not in self.cards and self.move("card", {card: cents}, self.take(way, cents))

    def card_topup(self, card, cents, way):
        return self.is_open and card in self.cards and self.move("card", {card: cents}, self.take(way, cents))

    def card_refund(self, card, cents):
        return (
            self.is_open and card in self.cards and self.move("card", {card: -cents}, self.take("cash", cents, sign=-1))
        )

    def deposit(self, cents, source):
        return (source == "envelope" or self.is_open) and self.move("deposit", {source: -cents, "bank": cents})

    def reverse(self, number):
        if not 0 < number <= len(self.entries):
            return False
        kind, moved = self.entries[number - 1]
        if kind in ("open", "close", "reverse", "undone") or ("till" in moved and not self.is_open):
            return False
        if not self.move("reverse", {place: -cents for place, cents in moved.items()}):
            return False
        self.entries[number - 1] = ("undone", moved)
        return True

    def close(self, counted, keep, why):
        gap = counted - self.till
        if not self.is_open or keep > counted or (gap and not why):
            return False
        self.is_open = False
        return self.move(
            "close", {"till": gap, "difference": gap}, {"till": keep - counted, "envelope": counted - keep}
        )
