"""A till of a test's own, and acts written as they are replayed."""

import json

import pytest

from delta_app.till.replay_process import Replay
from tests.factory import COORDINATOR, a_store


@pytest.fixture
def store(tmp_path):
    return a_store(tmp_path)


@pytest.fixture
def play(store):
    """Play acts, given as keywords; the last answer comes back as a dict."""
    return player(store)


def player(store):
    replay = Replay(store, COORDINATOR)

    def one(act, **said):
        said = {name.removesuffix("_"): value for name, value in said.items()}
        return json.loads(replay.play(json.dumps({"act": act, **said})).line())

    return one


FLOAT = {"2000": 1, "1000": 2, "500": 2}


@pytest.fixture
def opened(play):
    """The same till with a menu, open on 3 December 2026 with fifty euros."""
    play("product", name="Café", price=50)
    play("product", name="Soupe", price=100)
    play("product", name="Prix libre", price=None)
    assert play("open", at="2026-12-03T13:55", hosts=["Aïcha", "Jeroen"], counted=FLOAT)["ok"]
    return play
