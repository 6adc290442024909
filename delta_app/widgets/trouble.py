"""What happens when the program itself fails: a log without names, and one calm sentence."""

import logging
import sys
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from delta_app.core.i18n import _
from delta_app.widgets.dialog import tell

LOG_BYTES = 500_000

_log = logging.getLogger("delta")


def keep_log(folder: Path) -> None:
    """Write the log in this folder, a few hundred kilobytes at most; go on without one where that is impossible."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / "delta.log", maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8")
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)


def describe(error: BaseException) -> str:
    """Kind of error and places in the code; never its message, which may hold somebody's name."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [type(error).__name__, *(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)]
    if error.__cause__ is not None:
        lines.append(f"  from {describe(error.__cause__)}")
    return "\n".join(lines)


def note(error: BaseException) -> None:
    """Write an error in the log."""
    _log.error(describe(error))


def sentence() -> str:
    """What a person is told."""
    return _(
        "Le programme n’a pas pu faire cela. Rien n’est perdu : ce qui était enregistré l’est toujours. "
        "Réessayez ; si cela revient, redémarrez le programme."
    )


def install(parent: Callable[[], object]) -> None:
    """From now on an unexpected error is logged and told, and the window stays open."""
    telling = False

    def on_error(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        nonlocal telling
        if not isinstance(error, Exception):
            sys.__excepthook__(kind, error, trace)
            return
        note(error)
        if telling:  # an error that comes back while its dialog is open is told once
            return
        telling = True
        try:
            tell(parent(), _("Un imprévu"), sentence())
        finally:
            telling = False

    sys.excepthook = on_error
