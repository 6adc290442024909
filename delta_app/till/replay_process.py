"""Acts at the till as lines of JSON, each played and answered, so that anyone can hold the till against a model.

An act is one object: ``{"act": "sell", "at": "2026-12-03T14:21", "lines": [["Café", 2]], "pay": [["cash", 100]]}``.
Amounts are integer cents, times those of the venue's wall clock; an act without ``at`` happens when the last one did.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from delta_app.core import clock
from delta_app.core.access import Actor
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _
from delta_app.core.store import Store
from delta_app.till.commands import (
    Paid,
    Wanted,
    accept_clock,
    close_till,
    deposit,
    open_till,
    receive,
    refund_card,
    reverse,
    sell,
    sell_card,
    spend,
    top_up_card,
    withdraw,
)
from delta_app.till.ledger_process import Booked, Signer
from delta_app.till.menu_commands import SINCE_EVER, ProductDetails, add_product, one_line, set_price, withdraw_product
from delta_app.till.queries import balances, entry_of, last_entry, menu
from delta_app.till.rules import Balances

_ANSWERED = ("till", "cards", "rounding", "difference", "envelope", "bank")


@dataclass(frozen=True)
class Answer:
    """What one act came to: the entry's number (None for acts on the menu) and what is where, or the refusal."""

    ok: bool
    entry: int | None = None
    balances: Balances | None = None
    refused: str = ""
    say: str = ""

    def line(self) -> str:
        """The answer as one line of JSON."""
        if not self.ok:
            return _compact({"ok": False, "refused": self.refused, "say": self.say})
        assert self.balances is not None  # noqa: S101 (for the types: an act done has them)
        there = {name: getattr(self.balances, name) for name in _ANSWERED}
        return _compact({"ok": True, "entry": self.entry, **there})


def _compact(said: Mapping[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


class Replay:
    """Plays acts on a place, one write each."""

    def __init__(self, store: Store, actor: Actor) -> None:
        self._store, self._actor = store, actor
        with store.read() as session:
            last = last_entry(session)
            self._at = None if last is None else last.at

    def play(self, text: str) -> Answer:
        """Play one line; what is refused changes nothing, and the next line follows."""
        try:
            act = _Act(_object(text.removeprefix("\ufeff")), self._at)
            with self._store.write(self._actor, _("Rejouer un acte de caisse")) as session:
                booked = act.play(session)
                there = balances(session)
        except Refused as refusal:
            return Answer(ok=False, refused=refusal.code, say=say(refusal))
        if booked is not None:
            self._at = act.at
        return Answer(ok=True, entry=None if booked is None else booked.number, balances=there)


def _object(text: str) -> Mapping[str, Any]:
    try:
        said = json.loads(text, parse_float=_no_fraction, parse_constant=_no_fraction)
    except (ValueError, RecursionError) as error:
        raise Refused("bad_act", detail=_("ce n’est pas du JSON")) from error
    if not isinstance(said, dict):
        raise Refused("bad_act", detail=_("ce n’est pas un objet"))
    return said


def _no_fraction(text: str) -> Any:
    raise Refused("bad_amount", text=text, in_cents=True)


class _Act:
    """One act as it was written: each value is taken as what it should be, or the act is refused ``bad_act``."""

    def __init__(self, said: Mapping[str, Any], at: datetime | None) -> None:
        self._said = said
        self.at = _instant(self._text("at")) if "at" in said else at

    def play(self, session: Session) -> Booked | None:
        """Do it; None where it makes no entry."""
        acts: dict[str, Callable[[Session], Booked | None]] = {
            "product": self._product,
            "withdraw_product": self._withdraw_product,
            "price": self._price,
            "open": lambda s: open_till(s, self._signers("hosts"), self._count("counted"), self.at),
            "sell": lambda s: sell(s, self._lines(s), self._pay(), self.at),
            "spend": lambda s: spend(
                s,
                self._cents("amount"),
                self._text("label"),
                receipt=self._text("receipt", ""),
                way=self._way(),
                at=self.at,
            ),
            "receive": lambda s: receive(s, self._cents("amount"), self._text("label"), way=self._way(), at=self.at),
            "card_new": lambda s: sell_card(s, self._card(), self._cents("amount"), self._way(), self.at),
            "card_topup": lambda s: top_up_card(s, self._card(), self._cents("amount"), self._way(), self.at),
            "card_refund": lambda s: refund_card(s, self._card(), self._cents("amount", None), self._way(), self.at),
            "deposit": lambda s: deposit(s, self._cents("amount"), self._source("envelope", "till"), at=self.at),
            "withdraw": lambda s: withdraw(s, self._cents("amount"), self._source("bank", "envelope"), at=self.at),
            "reverse": self._reverse,
            "clock": lambda s: accept_clock(s, self._text("why", ""), self.at),
            "close": lambda s: close_till(
                s, self._count("counted"), self._cents("keep"), self._signers("by"), self._text("why", ""), self.at
            ),
        }
        name = self._text("act")
        if name not in acts:
            raise Refused("bad_act", detail=_("l’acte « {name} » n’existe pas").format(name=name))
        return acts[name](session)

    def _value(self, key: str, kind: type | tuple[type, ...], default: Any = ...) -> Any:
        value = self._said.get(key, default)
        if value is ...:
            raise Refused("bad_act", detail=_("il manque « {key} »").format(key=key))
        if value is default:
            return value
        if not isinstance(value, kind) or isinstance(value, bool):
            raise Refused("bad_act", detail=_("« {key} » n’est pas ce qu’il faut").format(key=key))
        return value

    def _text(self, key: str, default: Any = ...) -> str:
        text: str = self._value(key, str, default)
        if not text.isprintable():
            raise Refused("bad_act", detail=_("« {key} » n’est pas ce qu’il faut").format(key=key))
        return text

    def _cents(self, key: str, default: Any = ...) -> Any:
        if isinstance(self._said.get(key), str):
            raise Refused("bad_amount", text=self._said[key], in_cents=True)
        return self._value(key, int, default)

    def _way(self) -> Any:
        return self._text("way", "cash")

    def _card(self) -> str:
        return str(self._value("card", (str, int)))

    def _source(self, *possible: str) -> str:
        source = self._text("from", "")
        if source and source not in possible:
            raise Refused("bad_way", way=source)
        return source

    def _count(self, key: str) -> dict[int, int]:
        said = self._value(key, dict)
        if not all(isinstance(pieces, int) and not isinstance(pieces, bool) for pieces in said.values()):
            raise Refused("bad_count", denomination=0, pieces=0)
        if not all(name.isascii() and name.isdigit() and len(name) < 7 for name in said):
            raise Refused("bad_count", denomination=0, pieces=0)
        if len({int(name) for name in said}) != len(said):
            raise Refused("bad_count", denomination=0, pieces=0)
        return {int(name): pieces for name, pieces in said.items()}

    def _signers(self, key: str) -> list[Signer]:
        return [Signer(name) for name in self._texts(key)]

    def _texts(self, key: str) -> list[str]:
        said = self._value(key, list)
        if not all(isinstance(one, str) and one.isprintable() for one in said):
            raise Refused("bad_act", detail=_("« {key} » n’est pas ce qu’il faut").format(key=key))
        return list(said)

    def _rows(self, key: str, shapes: tuple[tuple[type, ...], ...]) -> list[list[Any]]:
        """A list of short lists, each of one of these shapes."""
        said = self._value(key, list)
        for row in said:
            if not isinstance(row, list) or tuple(type(value) for value in row) not in shapes:
                raise Refused("bad_act", detail=_("« {key} » n’est pas ce qu’il faut").format(key=key))
        return list(said)

    def _lines(self, session: Session) -> list[Wanted]:
        rows = self._rows("lines", ((str, int), (str, int, int)))
        return [Wanted(self._product_id(session, name), *figures) for name, *figures in rows]

    def _pay(self) -> list[Paid]:
        rows = self._rows("pay", ((str, int), (str, int, str)))
        ways = [way for way, *_rest in rows]
        if set(ways) - {"cash", "card", "qr", "free", "suspended"}:
            raise Refused("bad_way", way=ways)
        card = self._card() if "card" in self._said else ""
        return [Paid(row[0], row[1], (row[2] if len(row) > 2 else card) if row[0] == "card" else "") for row in rows]

    def _product_id(self, session: Session, name: str) -> int:
        wanted = one_line(name).casefold()
        for row in menu(session, clock.today(), withdrawn=True):
            if row.name.casefold() == wanted:
                return row.id
        raise Refused("no_such_product")

    def _product(self, session: Session) -> None:
        cents = self._cents("price", None)
        kind = self._text("kind", "free" if cents is None else "fixed")
        if kind not in ("fixed", "suggested", "free", "suspended"):
            raise Refused("bad_act", detail=_("« {key} » n’est pas ce qu’il faut").format(key="kind"))
        details = ProductDetails(self._text("name"), kind, cents, self._text("category", ""))  # type: ignore[arg-type]
        add_product(session, details)

    def _withdraw_product(self, session: Session) -> None:
        withdraw_product(session, self._product_id(session, self._text("name")))

    def _price(self, session: Session) -> None:
        # Before the first entry there is no past to change.
        last = last_entry(session)
        moments = [moment for moment in (self.at, None if last is None else last.at) if moment is not None]
        today = max((moment.astimezone(clock.BRUSSELS).date() for moment in moments), default=SINCE_EVER)
        from_day = _day(self._text("from")) if "from" in self._said else today
        product_id = self._product_id(session, self._text("name"))
        set_price(session, product_id, self._cents("price"), from_day, today)

    def _reverse(self, session: Session) -> Booked:
        said = self._value("entry", (int, str))
        year = (self.at or clock.now()).astimezone(clock.BRUSSELS).year
        written = said if isinstance(said, str) else f"{year}-{min(max(said, 0), 10**9)}"
        return reverse(session, entry_of(session, written).id, self._text("why", ""), self.at)


def _instant(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refused("bad_act", detail=_("« {key} » n’est pas ce qu’il faut").format(key="at")) from error
    if not 2000 <= moment.year <= 2999:
        raise Refused("bad_act", detail=_("« {key} » n’est pas ce qu’il faut").format(key="at"))
    local = moment if moment.tzinfo is not None else moment.replace(tzinfo=clock.BRUSSELS)
    return local.astimezone(UTC).replace(microsecond=0)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused("bad_date", text=text) from error
