"""Killed while the outbox is emptied: each letter arrives once, and the one nobody can know of is told as such."""

import shutil
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from delta_app.core import datafile, tries
from delta_app.core.store import Store
from delta_app.post import sending_process
from delta_app.post.rules import CLAIM_LIVES
from delta_app.post.sending_process import send_waiting
from tests.faults.killing import run_until
from tests.faults.test_killed import moments, most  # noqa: F401 (a fixture is used by its name)
from tests.mail.post_office import Post, post_office
from tests.post.outbox import a_place, address_of_number, an_account, outgoing, put, states

PEOPLE = 3


def send(path: Path) -> None:
    with closing(datafile.open_store(path)) as store:
        send_waiting(store)


@contextmanager
def later() -> Iterator[None]:
    """So much later that whoever was sending is taken for dead."""
    really = tries.steady_seconds
    with pytest.MonkeyPatch.context() as patched:
        for module in (tries, sending_process):
            patched.setattr(module, "steady_seconds", lambda session: really(session) + CLAIM_LIVES + 1)
        yield


def test_whenever_it_is_killed_nobody_gets_a_letter_twice_and_nobody_is_forgotten(
    tmp_path: Path,
    most: int,  # noqa: F811
) -> None:
    start, folder, post = tmp_path / "start", tmp_path / "again", Post()
    start.mkdir()
    with post_office(post) as server:
        store, ids = a_place(start, PEOPLE)
        an_account(store, server.port)
        put(store, outgoing(ids))
        store.close()
        path = folder / store.path.name

        def run(last_change: int | None) -> int:
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(start, folder)
            post.taken.clear()
            return run_until(lambda: send(path), folder, last_change).changes

        whole = run(None)
        assert len(post.taken) == PEOPLE
        seen = set()
        for moment in moments(whole, most * 4):
            assert run(moment) == moment
            with closing(datafile.open_store(path)) as again:
                seen |= finish(again, post)
    assert "in_doubt" in seen  # some of the moments were while a letter was handed over


def finish(store: Store, post: Post) -> set[str]:
    """Send what is left; gives the states that letters are in."""
    with later():
        send_waiting(store, at_once=True)
    time.sleep(0.1)  # the server may still be reading what it was sent last
    found = states(store)
    arrived = [mail.recipients[0] for mail in post.taken]
    assert len(arrived) == len(set(arrived))
    assert set(found) <= {"sent", "in_doubt"}
    assert found.get("in_doubt", 0) <= 1
    assert found["sent"] <= len(arrived) <= PEOPLE
    missing = {address_of_number(n) for n in range(PEOPLE)} - set(arrived)
    assert len(missing) <= found.get("in_doubt", 0)
    return set(found)
