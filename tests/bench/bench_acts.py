"""Holds the till against a till of plain arithmetic over 1,000,000 random acts, and measures what ten years add to one.

python tests/bench/bench_acts.py [--acts N] [--seed N]. An hour and more on two cores; ends with an error at the first
act that comes out otherwise, at a card, a balance or a link of the chain that does not hold. Each core keeps one till
after another, of ``ACTS_OF_A_TILL`` acts, and tells when it is proven; the yardstick is an act among the first tenth of
these, ours one of the last tenth.
"""

import argparse
import os
import statistics
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import delta_app.models  # noqa: E402, F401 (every table is known)
from tests.bench.measure import Figure, seconds, show  # noqa: E402
from tests.factory import a_store  # noqa: E402
from tests.till.random_acts import TillAndModel  # noqa: E402

ACTS_OF_A_TILL = 50_000
AIM = 1.5


@dataclass(frozen=True)
class Kept:
    """A till that was kept to its end: how many acts, refused among them, entries, and milliseconds an act took at
    its beginning and at its end."""

    acts: int
    refused: int
    entries: int
    early: float
    late: float


def keep(seed: int, acts: int) -> Kept:
    """One till, act after act; raises AssertionError where it and the model part."""
    random, tenth = Random(seed), max(1, acts // 10)
    with tempfile.TemporaryDirectory() as folder, closing(a_store(Path(folder))) as store:
        both = TillAndModel(store)
        try:
            took = [seconds(lambda: both.random(random)) for _act in range(acts)]
            both.prove()
        except AssertionError as error:
            error.add_note(f"in the till of seed {seed}")
            raise
    print(f"seed {seed}: {acts:,} acts, {len(both.model.entries):,} entries proven", flush=True)
    return Kept(
        acts,
        both.refused,
        len(both.model.entries),
        1000 * statistics.fmean(took[:tenth]),
        1000 * statistics.fmean(took[-tenth:]),
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--acts", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    wanted, _others = parser.parse_known_args()
    whole, rest = divmod(wanted.acts, ACTS_OF_A_TILL)
    shares = [ACTS_OF_A_TILL] * whole + ([rest] if rest else [])
    with ProcessPoolExecutor(os.cpu_count()) as cores:
        tills = list(cores.map(keep, range(wanted.seed, wanted.seed + len(shares)), shares))
    print(
        f"{sum(one.acts for one in tills):,} acts held against the model, {sum(one.refused for one in tills):,} of "
        f"them refused by both; {sum(one.entries for one in tills):,} entries proven in {len(tills)} tills, seeds "
        f"from {wanted.seed}"
    )
    full = [one for one in tills if one.acts == shares[0]]
    late, early = (statistics.median(values) for values in zip(*((one.late, one.early) for one in full), strict=True))
    show([Figure(f"an act after {shares[0]:,}, beside the first", late, early, "ms", AIM)])


if __name__ == "__main__":
    main()
