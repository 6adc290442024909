"""Measures the memory of the window, half a second after it was painted: python tests/bench/bench_memory.py."""

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.measure import Figure, in_turns, show, until_it_speaks  # noqa: E402
from tests.bench.ten_years import build  # noqa: E402
from tests.bench.windows import BARE, OURS  # noqa: E402

AFTER_MS = 500


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        figures = []
        for name, months in (("one month of data", 1), ("ten years of data", 120)):
            path = home / f"{months}.db"
            build(path, months).close()

            def ours(path: Path = path) -> float:
                return int(until_it_speaks(OURS, AFTER_MS, path, home=home)[1]) / 1024

            def bare() -> float:
                return int(until_it_speaks(BARE, AFTER_MS, home=home)[1]) / 1024

            ours()
            figures.append(Figure(f"memory of the window, {name}", *in_turns(ours, bare, 3), "MiB"))
    show(figures)


if __name__ == "__main__":
    main()
