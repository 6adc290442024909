"""Measures start-up, from the command to the first painted window: python tests/bench/bench_startup.py [REPEATS]."""

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.measure import Figure, in_turns, show, until_it_speaks  # noqa: E402
from tests.bench.ten_years import build  # noqa: E402
from tests.bench.windows import BARE, OURS  # noqa: E402


def main() -> None:
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for name, months in (("one month of data", 1), ("ten years of data", 120)):
            path = home / f"{months}.db"
            build(path, months).close()

            def ours(path: Path = path) -> float:
                return until_it_speaks(OURS, 0, path, home=home)[0]

            def bare() -> float:
                return until_it_speaks(BARE, 0, home=home)[0]

            ours()
            bare()
            figures.append(Figure(f"window painted, {name}", *in_turns(ours, bare, repeats), "ms"))
    show(figures)


if __name__ == "__main__":
    main()
