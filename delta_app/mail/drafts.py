"""Letters as files that a mail program opens, to be read over and sent by hand: one a person, nothing overwritten."""

import contextlib
import errno
import re
import unicodedata
from collections.abc import Iterable
from email.message import EmailMessage
from pathlib import Path

from delta_app.core.backup import is_folder_of_copies
from delta_app.core.errors import Refused
from delta_app.mail import words  # noqa: F401 — gives the refusals below their words
from delta_app.mail.headers import one_line
from delta_app.mail.letter import as_file
from delta_app.mail.private_file import write_private

_FORBIDDEN = re.compile(r'[\\/:*?"<>|]+')
_LONGEST_NAME = 60  # characters: at most 240 bytes of the 255 that a name may have
_FULL = frozenset(number for name in ("ENOSPC", "EDQUOT") if (number := getattr(errno, name, None)) is not None)


def write_drafts(messages: Iterable[EmailMessage], folder: Path) -> tuple[Path, ...]:
    """An ``.eml`` file for each message, in their order, named after whom it is for; readable by their owner alone.

    All of them or none. Refuses ``drafts_not_written``, ``why``: ``folder`` (there is none), ``copies`` (copies of
    the data lie there), ``full`` or ``system``, with its ``reason``.
    """
    if not folder.is_dir():
        raise Refused("drafts_not_written", folder=str(folder), why="folder")
    if is_folder_of_copies(folder.resolve()):
        raise Refused("drafts_not_written", folder=str(folder), why="copies")
    written: list[Path] = []
    try:
        for message in messages:
            path = _write_beside_others(folder, _name_for(message), as_file(message))
            written.append(path)  # at once: should the next one fail, this one has to go
    except OSError as problem:
        _take_back(written)
        why = "full" if problem.errno in _FULL else "system"
        reason = problem.strerror or str(problem)
        raise Refused("drafts_not_written", folder=str(folder), why=why, reason=reason) from problem
    except BaseException:
        _take_back(written)
        raise
    return tuple(written)


def _take_back(written: list[Path]) -> None:
    for path in written:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _write_beside_others(folder: Path, stem: str, content: bytes) -> Path:
    """The file under the first of its names that is free: ``Anna.eml``, ``Anna (2).eml``…"""
    number = 1
    while True:
        path = folder / (f"{stem}.eml" if number == 1 else f"{stem} ({number}).eml")
        try:
            write_private(path, content)
        except FileExistsError:
            number += 1
        else:
            return path


def _name_for(message: EmailMessage) -> str:
    """Whom the message is for, as every system lets a file be called."""
    (whom,) = message["To"].addresses
    for wish in (whom.display_name, whom.username):
        # Direction marks turn a name around where it is shown: on a file they would hide its ending.
        seen = "".join(sign for sign in one_line(wish) if unicodedata.category(sign) != "Cf")
        name = unicodedata.normalize("NFC", _FORBIDDEN.sub("-", seen))[:_LONGEST_NAME].strip(" .")
        if name.strip("-"):
            return f"message {name}"  # so that no name is one of those that Windows keeps to itself, as con or nul
    return "message"
