"""Takes the README's pictures, or with ``--all FOLDER`` every scene in every look, to be gone through by eye.

``./run pictures`` writes ``resources/pictures``. Each screen, language and place has a process of its own, which takes
all its looks; the pictures of one look are in a folder such as ``full-nl-1366-light-200``.
"""

import argparse
import itertools
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

PICTURES = Path(__file__).parents[2] / "resources" / "pictures"
SCREENS = ((1366, 768), (1920, 1080))
LOOKS = tuple(f"{variant}-{scale}" for variant, scale in itertools.product(("light", "dark", "contrast"), (100, 200)))
PLACES = ("empty", "usual", "full")


def main() -> int:
    """Take the pictures; 0 when every process that took some ended well."""
    parser = argparse.ArgumentParser(prog="./run pictures", description=__doc__)
    parser.add_argument("--all", metavar="FOLDER", type=Path, help="every scene, screen, look, language and place")
    parser.add_argument("--only", metavar="WORD", default="", help="with --all: only looks whose name has this word")
    parser.add_argument("--scene", metavar="WORD", default="", help="with --all: only scenes whose name has this word")
    parser.add_argument("--scaling", metavar="FACTOR", default="1", help="with --all: the screen's scaling, as 1.25")
    wanted = parser.parse_args()
    if wanted.all is None:
        return _take(PICTURES, (1366, 768), {"": "light-100"}, "fr", "usual", ["--readme"])
    failed = 0
    for screen, language, place in itertools.product(SCREENS, ("fr", "nl"), PLACES):
        named = {f"{place}-{language}-{screen[0]}-{look}": look for look in LOOKS}
        looks = {name: look for name, look in named.items() if wanted.only in name}
        if looks:
            scenes = ["--scene", wanted.scene]
            failed += _take(wanted.all, screen, looks, language, place, scenes, scaling=wanted.scaling)
    return 1 if failed else 0


def _take(folder: Path, screen: tuple[int, int], looks: dict[str, str], language: str, place: str, more: list[str], *,
          scaling: str = "1") -> int:  # fmt: skip
    """One process; ``looks`` are the folders it fills, and the look of each."""
    with tempfile.TemporaryDirectory() as home:
        config = Path(home) / "screen.json"
        described = {"name": "screen", "x": 0, "y": 0, "width": screen[0], "height": screen[1],
                     "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}  # fmt: skip
        config.write_text(json.dumps({"screens": [described]}), encoding="utf-8")
        changed = {"QT_QPA_PLATFORM": f"offscreen:configfile={config}", "LANGUAGE": language, "HOME": home,
                   "XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home,
                   "QT_SCALE_FACTOR": scaling}  # fmt: skip
        command = [sys.executable, "-m", "tests.pictures.taking", str(folder), place, *more]
        command += [f"--look={name}={look}" for name, look in looks.items()]
        return subprocess.run(command, env=os.environ | changed, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
