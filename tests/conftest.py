"""What every test stands on: no screen, no data of the user, French, and the long tests only with --long."""

import os
import shutil
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from argon2 import profiles
from hypothesis import settings

from delta_app.core import i18n, store
from delta_app.core.address import Address, ServerAddress
from delta_app.core.database import Database
from tests import factory

# The short run finds the same on every machine; the long one looks elsewhere each time.
LONGEST_SECONDS = 2400

settings.register_profile("short", max_examples=50, deadline=None, derandomize=True)
settings.register_profile("long", max_examples=1000, deadline=None, print_blob=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the long fault and property tests too")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("long" if config.getoption("long") else "short")
    profiles.RFC_9106_LOW_MEMORY = profiles.CHEAPEST  # a quarter of a second for each secret; other processes take it
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["LANGUAGE"] = "fr"
    os.environ["LC_ALL"] = "C.UTF-8"  # there on every machine, whatever language its user speaks
    home = Path(tempfile.mkdtemp(prefix="delta-tests-"))
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    os.environ["HOME"] = str(home)
    for name in ("CACHE_HOME", "CONFIG_HOME", "DATA_HOME", "RUNTIME_DIR", "STATE_HOME"):
        folder = home / name.lower()
        folder.mkdir(mode=0o700)
        os.environ[f"XDG_{name}"] = str(folder)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("long"):
        for item in items:  # a thousand examples take their time
            item.add_marker(pytest.mark.timeout(LONGEST_SECONDS))
        return
    long = [item for item in items if (mark := item.get_closest_marker("long")) and not _in_share(item, mark)]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]


def _in_share(item: pytest.Item, mark: pytest.Mark) -> bool:
    """Whether a long test is of the share that every run takes: always the same one in so many, told by its name."""
    one_in = mark.kwargs.get("one_in")
    return one_in is not None and zlib.crc32(item.nodeid.encode()) % one_in == 0


def pytest_sessionfinish() -> None:
    postgres = sys.modules.get("tests.postgres")
    if postgres is not None:
        postgres.stop_server()


@pytest.fixture(autouse=True)
def _no_widget_is_left_over() -> Iterator[None]:
    """What a test showed goes with it: else every later change of theme dresses all of it again."""
    yield
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    for widget in QApplication.topLevelWidgets():
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def empty_database(monkeypatch: pytest.MonkeyPatch) -> Iterator[ServerAddress]:
    """A server's database with nothing in it; every store opened on one is closed when the test is over."""
    from tests import postgres

    with _all_closed(monkeypatch), postgres.database() as address:
        yield address


@pytest.fixture(params=["file", "server"])
def each_database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Runs a test twice: on data files, and on databases of a PostgreSQL server."""
    with _places_on(request.param, monkeypatch):
        yield request.param


@pytest.fixture(params=["file", factory.ON_A_SERVER_AT_LENGTH])
def each_database_at_length(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The same, for fixtures of modules where that is for the long run; see ``factory.SERVER_AT_LENGTH``."""
    with _places_on(request.param, monkeypatch):
        yield request.param


@contextmanager
def _places_on(where: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if where == "file":
        yield
        return
    from tests import postgres

    with postgres.databases() as copies, _all_closed(monkeypatch):
        monkeypatch.setattr(factory, "_copies", copies)
        yield


@contextmanager
def _all_closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close what a test left open: a server's connections do not go away by themselves."""
    really = store.open_database
    opened: list[Database] = []

    def open_database(address: Address) -> Database:
        opened.append(really(address))
        return opened[-1]

    monkeypatch.setattr(store, "open_database", open_database)
    yield
    for database in opened:
        database.close()


@pytest.fixture(autouse=True)
def _french_again() -> Iterator[None]:
    """A test that speaks another language leaves the next one in French."""
    yield
    i18n.set_language("fr")
