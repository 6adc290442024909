"""Measures reading a list of a hundred thousand rows beside Python's own csv on the same bytes.

python tests/bench/bench_readers.py
"""

import csv
import io
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from delta_app.readers.tabular import read_table  # noqa: E402
from tests.bench.measure import Figure, show, timed_in_turns  # noqa: E402

ROW = "Öztürk;Fatma;Équipe mobile;FR TR;expérimenté·e;3;2;5;fatma@example.org;+32 470 00 00 02\r\n"
ROWS, REPEATS, AIM = 100_000, 7, 10


def main() -> None:
    figures = []
    for encoding in ("utf-8", "cp1252"):
        data = (ROW * (ROWS + 1)).encode(encoding)
        times = timed_in_turns(
            lambda data=data: read_table(data),
            lambda data=data, encoding=encoding: list(csv.reader(io.StringIO(data.decode(encoding)), delimiter=";")),
            REPEATS,
        )
        figures.append(Figure(f"a list in {encoding}", *times, "ms", AIM))
    show(figures)


if __name__ == "__main__":
    main()
