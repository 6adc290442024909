"""Takes the README's pictures, or with ``--all FOLDER`` every page in every look, to be gone through by eye.

``./run pictures`` writes ``resources/pictures``. Each look is taken by a process of its own: a screen has one size.
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
LOOKS = (*itertools.product(("light", "dark", "contrast"), (100, 200)),)
PLACES = ("empty", "usual", "full")


def main() -> int:
    """Take the pictures; 0 when every process that took some ended well."""
    parser = argparse.ArgumentParser(prog="./run pictures", description=__doc__)
    parser.add_argument("--all", metavar="FOLDER", type=Path, help="every page, screen, look, language and place")
    parser.add_argument("--only", metavar="WORD", default="", help="with --all: only pictures whose name has this word")
    wanted = parser.parse_args()
    if wanted.all is None:
        return _take(PICTURES, (1366, 768), "light", 100, "fr", "usual", readme=True)
    failed = 0
    for screen, (variant, scale), language, place in itertools.product(SCREENS, LOOKS, ("fr", "nl"), PLACES):
        name = f"{place}-{language}-{screen[0]}-{variant}-{scale}"
        if wanted.only in name:
            failed += _take(wanted.all / name, screen, variant, scale, language, place)
    return 1 if failed else 0


def _take(folder: Path, screen: tuple[int, int], variant: str, scale: int, language: str, place: str, *,
          readme: bool = False) -> int:  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        config = Path(home) / "screen.json"
        described = {"name": "screen", "x": 0, "y": 0, "width": screen[0], "height": screen[1],
                     "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}  # fmt: skip
        config.write_text(json.dumps({"screens": [described]}), encoding="utf-8")
        changed = {"QT_QPA_PLATFORM": f"offscreen:configfile={config}", "LANGUAGE": language, "HOME": home,
                   "XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home}  # fmt: skip
        command = [sys.executable, "-m", "tests.pictures.scenes", str(folder), variant, str(scale), place]
        command += ["--readme"] if readme else []
        return subprocess.run(command, env=os.environ | changed, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
