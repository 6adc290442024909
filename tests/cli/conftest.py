"""A person at the command line, on a place of the test's own, on 10 December 2026."""

import io
import sys
from pathlib import Path

import pytest
import time_machine

from delta_app.cli import main


@pytest.fixture
def place(tmp_path):
    """Where a test's place lies."""
    return tmp_path / "lieu.db"


@pytest.fixture
def delta(place, tmp_path, capsys, monkeypatch):
    """Call a verb on a place of this test's own; gives exit code, answer, and what was said beside it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.delenv("DELTA_PASSPHRASE", raising=False)

    def call(*words):
        with time_machine.travel("2026-12-10T10:00:00Z", tick=False):
            try:
                code = main(["--file", str(place), *map(str, words)])
            except SystemExit as ending:
                code = ending.code
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


_kept: dict[str, bytes] = {}


@pytest.fixture
def once(place):
    """Make the place as it is called: by these acts the first time, then by copying the file they left."""

    def copied(called, act):
        if called in _kept and isinstance(place, Path):
            place.write_bytes(_kept[called])
            return
        act()
        if isinstance(place, Path):
            assert not place.with_name(f"{place.name}-wal").exists()
            _kept[called] = place.read_bytes()

    return copied


@pytest.fixture
def founded(delta, once):
    def new():
        assert delta("new", "--name", "Le Delta", "--open", "tue-sat 10-13 13-16 16-19")[0] == 0

    once("founded", new)
    return delta
