"""What the measurements share: two acts timed in turns, children that report on themselves, and the printed table."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Figure:
    """One line of the table: ours beside its yardstick, both in ``unit``; ``aim`` is the greatest ratio wished for."""

    name: str
    ours: float
    yardstick: float
    unit: str
    aim: float | None = None

    @property
    def ratio(self) -> float:
        """How many times the yardstick."""
        return self.ours / self.yardstick


def seconds(act: Callable[[], object]) -> float:
    """How long an act takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def in_turns(ours: Callable[[], float], yardstick: Callable[[], float], repeats: int) -> tuple[float, float]:
    """Both measured one after the other, again and again, so that a busy moment strikes both; their medians."""
    pairs = [(ours(), yardstick()) for _repeat in range(repeats)]
    return statistics.median(one for one, _ in pairs), statistics.median(other for _, other in pairs)


def timed_in_turns(ours: Callable[[], object], yardstick: Callable[[], object], repeats: int) -> tuple[float, float]:
    """Medians in milliseconds of two acts, each done once before it counts."""
    ours()
    yardstick()
    one, other = in_turns(lambda: seconds(ours), lambda: seconds(yardstick), repeats)
    return 1000 * one, 1000 * other


def until_it_speaks(program: str, *arguments: object, home: Path) -> tuple[float, str]:
    """Start a program of a few lines in a new process without a screen; milliseconds until its first line, and it.

    Sources are compiled into ``home`` the first time, as installing does: start each program once before it counts.
    """
    own = {"QT_QPA_PLATFORM": "offscreen", "LANGUAGE": "fr", "PYTHONPATH": str(ROOT), "HOME": str(home)}
    own |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(home / "compiled")}
    own |= {f"XDG_{name}_HOME": str(home) for name in ("CACHE", "CONFIG", "DATA", "STATE")}
    command = [sys.executable, "-c", program, *map(str, arguments)]
    began = time.perf_counter()
    with subprocess.Popen(
        command, cwd=home, env=os.environ | own, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as child:
        assert child.stdout is not None
        line = child.stdout.readline()
        took = 1000 * (time.perf_counter() - began)
        child.kill()
    if not line:
        raise SystemExit("the program ended without a word")
    return took, line.strip()


def show(figures: Sequence[Figure]) -> None:
    """The table: figure, ours, yardstick, ratio, aim."""
    width = max(len(figure.name) for figure in figures)
    print(f"{'figure':{width}}  {'ours':>12}  {'yardstick':>12}  {'ratio':>6}  aim")
    for figure in figures:
        aim = "" if figure.aim is None else f"≤ {figure.aim:g}"
        ours, yardstick = (f"{value:.1f} {figure.unit}" for value in (figure.ours, figure.yardstick))
        print(f"{figure.name:{width}}  {ours:>12}  {yardstick:>12}  {figure.ratio:6.2f}  {aim}")
