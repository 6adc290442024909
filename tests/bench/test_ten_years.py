"""Ten years of work make the month view no longer: as many questions to the file, each answered through an index."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from delta_app.core import datafile
from delta_app.core.store import Store
from delta_app.planning.queries import host_month, month_view
from delta_app.team.queries import person_view, team_rows
from tests.bench.ten_years import LAST, build

GROWING = ("slot", "seat", "published_seat", "dated_answer", "journal_record", "journal_change")
QUESTIONS: list[Callable[[Session], object]] = [
    lambda session: month_view(session, LAST),
    lambda session: host_month(session, 1, LAST),
    lambda session: team_rows(session, LAST, LAST.first),
    lambda session: person_view(session, 1, LAST, LAST.first),
]
IDS = ["month_view", "host_month", "team_rows", "person_view"]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A file of one month and one of ten years."""
    folder = tmp_path_factory.mktemp("years")
    for name, count in (("young", 1), ("old", 120)):
        build(folder / f"{name}.db", count).close()
    return folder / "young.db", folder / "old.db"


@contextmanager
def statements(store: Store) -> Iterator[list[tuple[str, Any]]]:
    """Every statement sent to the file meanwhile, with its values."""
    seen: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "EXPLAIN")):
            seen.append((statement, values))

    event.listen(store._database.reading, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(store._database.reading, "before_cursor_execute", note)


def test_the_old_file_is_one_the_program_could_have_written(files: tuple[Path, Path]) -> None:
    young, old = (datafile.check_file(path).rows for path in files)
    assert old["slot"] > 100 * young["slot"]
    assert old["journal_record"] > 100 * young["journal_record"] - 100
    assert old["dated_answer"] > 200_000
    with closing(datafile.open_store(files[1])) as store, store.read() as session:
        view = month_view(session, LAST)
    assert (view.state, view.version, view.changes_since_published) == ("published", 2, 0)
    assert view.count("full") == len(view.slots) > 60


@pytest.mark.parametrize("ask", QUESTIONS, ids=IDS)
def test_as_many_statements_as_on_a_young_file(files: tuple[Path, Path], ask: Callable[[Session], object]) -> None:
    counts = []
    for path in files:
        with closing(datafile.open_store(path)) as store, statements(store) as seen, store.read() as session:
            ask(session)
            counts.append(len(seen))
    assert counts[0] == counts[1] > 0


@pytest.mark.parametrize("ask", QUESTIONS, ids=IDS)
def test_no_growing_table_is_read_from_end_to_end(files: tuple[Path, Path], ask: Callable[[Session], object]) -> None:
    with closing(datafile.open_store(files[1])) as store:
        with statements(store) as seen, store.read() as session:
            ask(session)
        with store.read() as session:
            connection = session.connection()
            steps = [
                (step[3], statement)
                for statement, values in seen
                for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            ]
    assert any("USING INDEX" in step or "PRIMARY KEY" in step for step, _statement in steps)
    scans = [(step, statement) for step, statement in steps if step.startswith("SCAN") and step.split()[1] in GROWING]
    assert scans == []
