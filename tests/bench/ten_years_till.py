"""Builds a till as ten years leave it: opened and closed each day, its entries chained as the program chains them."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import update

from delta_app.core import datafile
from delta_app.core.access import Actor, Role
from delta_app.core.database import sqlite_engine
from delta_app.core.journal import JournalRecord
from delta_app.core.store import Store
from delta_app.till.chain import BEFORE_THE_FIRST, digest_of
from delta_app.till.commands import Paid, Wanted, open_till, sell
from delta_app.till.ledger_process import Signer, counted_text
from delta_app.till.menu_commands import ProductDetails, add_product
from delta_app.till.model import TillEntry, TillLine
from delta_app.till.proof_data import link_of
from delta_app.till.rules import Account, Balances, Line, closing_lines, opening_lines
from delta_app.venue.commands import found_venue
from tests.bench.ten_years import insert_rows

TODAY = date(2026, 12, 9)
NOW = "2026-12-09T13:00:00Z"
PRODUCTS = ("Café", "Thé / tisane", "Chocolat chaud", "Jus de pomme", "Eau pétillante", "Soupe du jour", "Tartine",
            "Gâteau maison", "Repas partagé", "Café suspendu", "Sirop", "Biscuit")  # fmt: skip
FLOAT = {2000: 1, 1000: 2, 500: 2}
FLOAT_CENTS = 5000
SALES_A_DAY = 57
ENTRIES_A_DAY = SALES_A_DAY + 3
SOLD_TODAY = 10
AT_ONCE = 5_000


Row = dict[str, object]


def build(path: Path, entries: int) -> Store:
    """A new file with about so many entries before today, and this morning's sales; returns it open."""
    actor = Actor("Camille", Role.COORDINATOR)
    with closing(datafile.create(path)) as store, store.write(actor, "Créer le lieu") as session:
        found_venue(session, "Le Delta", address="rue du Delta 61, Forest")
        for number, name in enumerate(PRODUCTS):
            add_product(session, ProductDetails(name, "fixed", 50 + 10 * number, "Boissons"))
    _fill(path, entries)
    store = datafile.open_store(path)
    with store.write(actor, "Ouvrir la caisse") as session:
        now = datetime(2026, 12, 9, 12, tzinfo=UTC)
        open_till(session, [Signer("Aïcha B."), Signer("Jeroen V.")], FLOAT, now)
        for number in range(SOLD_TODAY):
            sell(session, [Wanted(1 + number % 9, 1)], [Paid("cash", 50 + 10 * (number % 9))], now)
    return store


def _fill(path: Path, entries: int) -> None:
    """Past SQLAlchemy's units of work, for speed; the proof of the till holds all the same."""
    engine = sqlite_engine(path)
    names = TillEntry.__table__.columns.keys()
    with engine.connect().execution_options(for_write=True) as connection:
        founded = datetime.combine(_days(entries // ENTRIES_A_DAY)[0], time(8), tzinfo=UTC)
        connection.execute(update(JournalRecord.__table__).values(at=founded))  # type: ignore[arg-type]
        writer = _Writer()
        kept: tuple[list[Row], list[Row]] = ([], [])
        for day in _days(entries // ENTRIES_A_DAY):
            for entry, lines in writer.day(day):
                kept[0].append({name: getattr(entry, name) for name in names})
                kept[1].extend(
                    {"entry_id": entry.id, "position": place, **vars(one)} for place, one in enumerate(lines)
                )
            if len(kept[0]) >= AT_ONCE or day == TODAY - timedelta(days=1):
                insert_rows(connection, JournalRecord.__table__, [_record(row) for row in kept[0]])
                for model, rows in zip((TillEntry, TillLine), kept, strict=True):
                    insert_rows(connection, model.__table__, rows)
                    rows.clear()
        connection.commit()
    engine.dispose()


def _record(entry: Row) -> Row:
    """What the history keeps of an act at the till: that it was."""
    return {
        "at": entry["at"], "actor": "Aïcha B.", "role": "host", "label": f"Vente n° {entry['number']}", "kind": "act",
        "target_id": None, "tables": json.dumps(["till_draft", "till_entry", "till_line"]),
    }  # fmt: skip


def _days(count: int) -> list[date]:
    """The last days before today on which the door was open, Tuesdays to Saturdays, oldest first."""
    open_days: list[date] = []
    day = TODAY
    while len(open_days) < count:
        day -= timedelta(days=1)
        if 1 <= day.weekday() <= 5:
            open_days.append(day)
    return open_days[::-1]


class _Writer:
    """Numbers, dates and chains what happens, as ``ledger_process.book`` does."""

    def __init__(self) -> None:
        self._id = 0
        self._number = (0, 0)  # year and newest number in it
        self._head = BEFORE_THE_FIRST
        self._balances = Balances()
        self._opening: TillEntry | None = None

    def day(self, day: date) -> Iterator[tuple[TillEntry, list[Line]]]:
        """An opening, sales, now and then a purchase, a closing, and on Saturdays a way to the bank."""
        at = datetime.combine(day, time(9), tzinfo=UTC)
        first = opening_lines(self._balances.till, FLOAT_CENTS, first=self._id == 0)
        yield self._entry("open", at, first, counted=counted_text(FLOAT))
        for number in range(SALES_A_DAY):
            at += timedelta(minutes=5)
            yield self._entry("sell", at, _sold(number + day.toordinal()))
        if day.weekday() == 3:
            yield self._entry("spend", at, [Line("expense", 850), Line("till", -850)], label="lait")
        till = self._balances.till
        yield self._entry("close", at, closing_lines(till, till, FLOAT_CENTS), counted=counted_text({1: till}))
        if day.weekday() == 5:
            brought = self._balances.envelope
            yield self._entry("deposit", at, [Line("bank", brought), Line("envelope", -brought)])

    def _entry(
        self, kind: str, at: datetime, lines: list[Line], label: str = "", counted: str = ""
    ) -> tuple[TillEntry, list[Line]]:
        self._id += 1
        year, newest = self._number
        self._number = (at.year, newest + 1 if at.year == year else 1)
        self._balances = self._balances.after(lines)
        opening = None if kind in ("open", "deposit") else self._opening
        entry = TillEntry(
            id=self._id, year=at.year, number=self._number[1], day=at.date(), at=at, kind=kind, label=label, receipt="",
            why="", counted=counted, paper_digest="", signers="", previous=self._head, reverses_id=None,
            session_id=None if opening is None else opening.id, **vars(self._balances),
        )  # fmt: skip
        entry.digest = digest_of(link_of(entry, lines, (), "" if opening is None else opening.digest, ""))
        self._head = entry.digest
        if kind in ("open", "close"):
            self._opening = entry if kind == "open" else None
        return entry, lines


def _sold(number: int) -> list[Line]:
    product, quantity = number % len(PRODUCTS), 1 + number % 3
    cents = quantity * (50 + 10 * product)
    place: Account = "bank" if number % 20 == 0 else "till"
    sale = Line("sales", -cents, product + 1, PRODUCTS[product], "Boissons", quantity)
    return [sale, Line(place, cents)]
