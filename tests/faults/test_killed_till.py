"""Killed at the till: a sale or a closing is in the journal whole or not at all, and what was begun is still there."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from delta_app.core import datafile
from delta_app.till.commands import Paid, Wanted, close_till
from delta_app.till.draft_commands import keep_draft, sell_draft
from delta_app.till.ledger_process import Signer
from delta_app.till.proof_data import prove
from delta_app.till.session_data import till_view
from tests.factory import COORDINATOR
from tests.faults.test_killed import MANY, Killed, moments, most, started  # noqa: F401 (a fixture is used by its name)
from tests.faults.trouble import listing
from tests.till.conftest import FLOAT, player

DESK, AT = "desk", datetime(2026, 12, 3, 14, tzinfo=UTC)
BASKET = "[[1, 2, null]]"


def an_open_till(path: Path) -> None:
    with closing(datafile.open_store(path)) as store:
        play = player(store)
        play("product", name="Café", price=50)
        assert play("open", at="2026-12-03T13:55", hosts=["A", "B"], counted=FLOAT)["ok"]
        with store.write_aside(COORDINATOR) as session:
            keep_draft(session, DESK, "basket", BASKET, 0)


def sell(path: Path) -> None:
    with closing(datafile.open_store(path)) as store, store.write(COORDINATOR, "vendre") as session:
        sell_draft(session, DESK, 1, [Wanted(1, 2)], [Paid("cash", 100)], at=AT)


def close(path: Path) -> None:
    with closing(datafile.open_store(path)) as store, store.write(COORDINATOR, "fermer") as session:
        close_till(session, {5000: 1}, 3000, [Signer("A"), Signer("B")], at=AT)


def seen_in(path: Path) -> tuple[int, str, bool]:
    """How many entries, what is in the basket, whether the till is open."""
    with closing(datafile.open_store(path)) as store, store.read() as session:
        proof = prove(session)
        assert proof.faults == ()
        view = till_view(session, DESK, AT)
        return proof.entries, view.basket.content, view.opening is not None


@pytest.mark.parametrize(
    ("act", "before", "after"),
    [(sell, (1, BASKET, True), (2, "", True)), (close, (1, BASKET, True), (2, BASKET, False))],
)
def test_whenever_it_is_killed_nothing_is_doubled_and_nothing_is_half(
    tmp_path: Path,
    act,
    before,
    after,
    most: int,  # noqa: F811
) -> None:
    folder = started(tmp_path)
    an_open_till(folder / "lieu.db")
    killed = Killed(folder, act)
    assert (seen_in(folder / "lieu.db"), seen_in(killed.place)) == (before, after)
    found = set()
    for moment in moments(killed.whole.changes, most):
        killed.at(moment)
        found.add(seen_in(killed.place))
        with closing(datafile.open_store(killed.place)) as store:  # and the till goes on from there
            assert player(store)("product", name="Thé", price=50)["ok"]
        assert "lieu.db-journal" not in listing(killed.folder)
    assert found <= {before, after}
    if most == MANY:
        assert found == {before, after}
