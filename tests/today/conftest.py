"""The place and the moment of all tests of the shared PC: a Wednesday in December, two in the afternoon."""

import pytest
import time_machine

from tests.factory import a_copy
from tests.today.place import Place


@pytest.fixture(autouse=True)
def _wednesday():
    with time_machine.travel("2026-12-09T14:00+01:00", tick=True):
        yield


@pytest.fixture
def place(tmp_path):
    made = a_copy(Place, tmp_path)
    yield made
    made.store.close()
