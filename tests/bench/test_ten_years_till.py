"""Years of entries make a sale no longer: as many questions to the file, each answered through an index."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import time_machine
from sqlalchemy import event
from sqlalchemy.orm import Session

from delta_app.core import clock, datafile
from delta_app.core.access import coordinator
from delta_app.till.commands import Paid, Wanted, reverse, sell
from delta_app.till.proof_data import prove
from delta_app.till.queries import last_entry
from delta_app.till.session_data import till_view
from tests.bench.ten_years_till import NOW, build

GROWING = ("till_entry", "till_line", "till_signer", "journal_record")
NEWEST = "ORDER BY till_entry.id DESC"  # read from its end, where the first row is the answer


@pytest.fixture(autouse=True)
def _on_that_day() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A till of a day, and one of two months."""
    folder = tmp_path_factory.mktemp("tills")
    with time_machine.travel(NOW, tick=False):
        for name, entries in (("young", 60), ("old", 2_400)):
            build(folder / f"{name}.db", entries).close()
    return folder / "young.db", folder / "old.db"


def sold(session: Session) -> None:
    sell(session, [Wanted(1, 2)], [Paid("cash", 100)])


def undone(session: Session) -> None:
    newest = last_entry(session)
    assert newest is not None
    reverse(session, newest.id, "erreur")


def asked(path: Path) -> list[tuple[str, list[str]]]:
    """Every statement of a sale, of its reversal and of showing the page, and how it is answered."""
    with closing(datafile.open_store(path)) as store:
        seen: list[tuple[str, Any]] = []

        def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
            if statement.startswith(("SELECT", "UPDATE", "DELETE")):
                seen.append((statement, values))

        event.listen(store._database.reading, "before_cursor_execute", note)
        for act in (sold, undone):
            with store.write(coordinator(), "Vendre") as session:
                act(session)
            with store.read() as session:
                till_view(session, "desk", clock.now())
        event.remove(store._database.reading, "before_cursor_execute", note)
        with store.read() as session:
            connection = session.connection()
            plans = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}", values) for said, values in seen]
            return [(said, [row[3] for row in plan]) for (said, _values), plan in zip(seen, plans, strict=True)]


def test_the_file_is_one_the_program_could_have_written(files: tuple[Path, Path]) -> None:
    for path in files:
        with closing(datafile.open_store(path)) as store, store.read() as session:
            assert prove(session).faults == ()


def test_a_sale_asks_as_much_of_an_old_till_as_of_a_young_one(files: tuple[Path, Path]) -> None:
    young, old = (asked(path) for path in files)
    assert len(young) == len(old) > 30


def test_nothing_of_a_sale_reads_a_growing_table_from_end_to_end(files: tuple[Path, Path]) -> None:
    steps = [(step, statement) for statement, plan in asked(files[1]) for step in plan]
    assert any("USING INDEX" in step or "PRIMARY KEY" in step for step, _statement in steps)
    scans = [
        (step, statement)
        for step, statement in steps
        if step.startswith("SCAN") and step.split()[1] in GROWING and NEWEST not in statement
    ]
    assert scans == []
