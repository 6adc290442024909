"""A data file of each test's own to be in trouble with; faults that only Linux can make are tested on Linux."""

import io
import sys
from pathlib import Path

import pytest

from tests.faults.trouble import place_file

# They mount disks, change user and stop processes at a system call; elsewhere there is nothing to run them with.
_LINUX_ONLY = [f"test_{fault}.py" for fault in ("full_disk", "full_disk_post", "killed", "killed_post", "read_only")]
collect_ignore = [] if sys.platform == "linux" else _LINUX_ONLY


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A data file with January published."""
    return place_file(tmp_path)


@pytest.fixture(autouse=True)
def _nobody_types(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.delenv("DELTA_PASSPHRASE", raising=False)
