"""What tests start from: a data file, a place, people, with defaults for all that a test does not care about."""

import copy
import tempfile
from collections.abc import Callable, Hashable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

import delta_app.models  # noqa: F401 (every table is known)
from delta_app.core import clock, datafile
from delta_app.core.access import Actor, Role
from delta_app.core.address import Address
from delta_app.core.calendar import Month
from delta_app.core.database import Base
from delta_app.core.store import Store
from delta_app.hosts.commands import HostDetails, add_host, set_weekly_availability
from delta_app.hosts.rules import WeeklyWish
from delta_app.shifts.commands import open_month
from delta_app.shifts.queries import slots_of
from delta_app.venue.commands import found_venue, set_opening_pattern
from delta_app.venue.rules import parse_opening

COORDINATOR = Actor("Camille", Role.COORDINATOR)
READER = Actor("Passage", Role.READER)
HOST = Actor("Fatma", Role.HOST)
JANUARY = Month(2027, 1)
TESTS_BEGAN = datetime.now(UTC)
# For modules that use ``each_database`` and ask no more of a server than the store's own tests: there with --long, and
# a few of them in every run.
ON_A_SERVER_AT_LENGTH = pytest.param("server", marks=pytest.mark.long(one_in=10))
SERVER_AT_LENGTH = pytest.mark.parametrize("each_database", ["file", ON_A_SERVER_AT_LENGTH], indirect=True)
Made = TypeVar("Made")
SAMPLES = Path(__file__).parents[1] / "resources" / "samples"


def a_store(folder: Path, *, opening: str = "tue-sat 10-13 13-16 16-19", name: str = "Le Delta") -> Store:
    """A new place with its opening pattern, copied from one made once for all tests."""
    key = (opening, name)
    if key not in _copies.kept:
        with tempfile.TemporaryDirectory() as scratch:
            address = _copies.blank(Path(scratch))
            found_place_at(address, opening, name)
            _copies.kept[key] = _copies.content(address)
    return datafile.open_store(_copies.paste(_copies.kept[key], folder))


def a_copy(make: Callable[[Path], Made], folder: Path) -> Made:
    """What ``make`` makes in a folder: a store, or an object with the place in its ``store`` and what it knows of it.

    Made once for all tests that stand on the same day, and copied; ``make`` is a function or class of a module.
    """
    key = (make, clock.today())
    if key not in _copies.kept:
        with tempfile.TemporaryDirectory() as scratch:
            made: Any = make(Path(scratch))
            store = made if isinstance(made, Store) else made.__dict__.pop("store")
            store.close()
            _copies.kept[key] = _copies.content(store.path), None if made is store else made
    content, known = _copies.kept[key]
    store = datafile.open_store(_copies.paste(content, folder))
    if known is None:
        return cast(Made, store)
    copied = copy.deepcopy(known)
    copied.store = store
    return cast(Made, copied)


class Copies(Protocol):
    """Keeps what places hold, and makes places that hold it."""

    kept: dict[Hashable, Any]
    """By what made it, the content of a place, and what else is known of it."""

    def blank(self, folder: Path) -> Address:
        """Where a first place is made, as if it lay in this folder."""

    def content(self, address: Address) -> Any:
        """What a place that is closed holds."""

    def paste(self, content: Any, folder: Path) -> Address:
        """A place that holds this, as if it lay in this folder."""


class _CopiedFiles:
    def __init__(self) -> None:
        self.kept: dict[Hashable, Any] = {}

    def blank(self, folder: Path) -> Path:
        return folder / "delta.db"

    def content(self, address: Address) -> bytes:
        return cast(Path, address).read_bytes()

    def paste(self, content: bytes, folder: Path) -> Path:
        path = self.blank(folder)
        path.write_bytes(content)
        return path


# A test that runs on a server's database too puts others here; see the fixture ``each_database``.
_copies: Copies = _CopiedFiles()


def found_place_at(path: Address, opening: str, name: str, at: datetime = TESTS_BEGAN) -> None:
    """Make a place where none is, by default before all that a test does in it without travelling back."""
    with time_machine.travel(at), closing(datafile.create(path)) as store, acting(store, "found") as session:
        found_venue(session, name, address="rue du Delta 61, Forest")
        set_opening_pattern(session, parse_opening(opening))


@contextmanager
def acting(store: Store, label: str = "act", actor: Actor = COORDINATOR) -> Iterator[Session]:
    """A write by the coordinator."""
    with store.write(actor, label) as session:
        yield session


def a_host(store: Store, given_name: str = "Fatma", family_name: str = "Öztürk", **details: Any) -> int:
    """A host who can come to every slot of every week."""
    with acting(store, f"add {given_name}") as session:
        host = add_host(session, replace(HostDetails(given_name, family_name), **details))
        set_weekly_availability(session, host, [WeeklyWish(day, 0, 1440, "can") for day in range(7)])
        return host


def an_open_month(store: Store, month: Month = JANUARY) -> tuple[int, ...]:
    """The month's slots, made by the pattern; their ids in order."""
    with acting(store, "open month") as session:
        open_month(session, month)
    with store.read() as session:
        return tuple(slot.id for slot in slots_of(session, month))


def all_data(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table that undo answers for."""
    with store.read() as session:
        return {
            table.name: [dict(row) for row in session.execute(select(table).order_by(*table.primary_key)).mappings()]
            for table in Base.metadata.sorted_tables
            if table.info["journal"] == "full"
        }


def every_row(path: Address) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of a file or database, secrets and history too."""
    with closing(datafile.open_store(path)) as store, store.read() as session:
        return {
            table.name: [dict(row) for row in session.execute(select(table).order_by(*table.primary_key)).mappings()]
            for table in Base.metadata.sorted_tables
        }
