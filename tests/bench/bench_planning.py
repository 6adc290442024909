"""Measures reading a month in a file of ten years beside one of a month: python tests/bench/bench_planning.py."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from delta_app.core import backup, datafile  # noqa: E402
from delta_app.core.store import Store  # noqa: E402
from delta_app.planning.queries import host_month, month_view  # noqa: E402
from delta_app.team.queries import person_view, team_rows  # noqa: E402
from tests.bench.measure import Figure, show, timed_in_turns  # noqa: E402
from tests.bench.ten_years import LAST, build  # noqa: E402

REPEATS = 25
AIM = 1.5


def asked(question: Callable[..., object], *values: object) -> Callable[[Store], object]:
    def ask(store: Store) -> object:
        with store.read() as session:
            return question(session, *values)

    return ask


QUESTIONS: tuple[tuple[str, Callable[[Store], object], float | None], ...] = (
    ("month_view", asked(month_view, LAST), AIM),
    ("host_month", asked(host_month, 1, LAST), AIM),
    ("the team", asked(team_rows, LAST, LAST.first), AIM),
    ("one person", asked(person_view, 1, LAST, LAST.first), AIM),
    ("what undo would take back", Store.undoable, AIM),
    ("what redo would do again", Store.redoable, AIM),
    ("the last forty acts", lambda store: store.history(40), AIM),  # the young file has no hundred
    ("a change elsewhere noticed", Store.poll_changes, AIM),
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        old, young = (build(Path(folder) / f"{months}.db", months) for months in (120, 1))
        figures = [
            Figure(name, *timed_in_turns(lambda ask=ask: ask(old), lambda ask=ask: ask(young), REPEATS), "ms", aim)
            for name, ask, aim in QUESTIONS
        ]
        whole: tuple[tuple[str, Callable[[Path], object]], ...] = (
            ("opening the file", lambda path: datafile.open_store(path).close()),
            ("a verified copy", lambda path: backup.make_backup(path, "asked")),
        )
        for name, act in whole:  # these read every byte
            times = timed_in_turns(lambda act=act: act(old.path), lambda act=act: act(young.path), 5)
            figures.append(Figure(name, *times, "ms"))
        show(figures)
        megabytes = (store.path.stat().st_size / 1e6 for store in (old, young))
        print("the two files: " + ", ".join(f"{size:.1f} MB" for size in megabytes))
        for store in (old, young):
            store.close()


if __name__ == "__main__":
    main()
