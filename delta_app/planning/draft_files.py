"""Letters as drafts in a folder that only its owner can look into; those of some weeks ago go by themselves."""

import re
import shutil
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from delta_app.core import clock, paths
from delta_app.core.errors import Refused
from delta_app.mail.drafts import write_drafts
from delta_app.mail.letter import Letter, Sender, as_message, new_message_id

KEPT_DAYS = 14
_NOBODY = Sender("nobody@delta.invalid", "")  # a domain that belongs to nobody (RFC 2606); never written into a draft
_NAMED = re.compile(r"(\d{4}-\d{2}-\d{2}) .+")


def new_folder(what: str) -> Path:
    """An empty folder for drafts, closed to others (mode 0700); ``what`` they are is in its name. Folders older than
    ``KEPT_DAYS`` are taken away: they hold addresses. Refuses ``drafts_not_written``."""
    drafts = paths.user_data_dir() / "drafts"
    name = f"{clock.today()} {re.sub(r'[^0-9A-Za-z -]+', '-', what)}"
    try:
        drafts.mkdir(mode=0o700, parents=True, exist_ok=True)
        _forget_old(drafts, clock.today() - timedelta(days=KEPT_DAYS))
        number = 1
        while True:
            folder = drafts / (name if number == 1 else f"{name} ({number})")
            try:
                folder.mkdir(mode=0o700)
            except FileExistsError:
                number += 1
            else:
                return folder
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise Refused("drafts_not_written", folder=str(drafts), why="system", reason=reason) from problem


def _forget_old(drafts: Path, before: date) -> None:
    for folder in sorted(drafts.iterdir()):
        named = _NAMED.fullmatch(folder.name)
        try:
            old = named is not None and date.fromisoformat(named[1]) < before
        except ValueError:  # 2026-02-31: none of ours
            continue
        if old and folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder, ignore_errors=True)  # what is open elsewhere goes next time


def forget(folder: Path) -> None:
    """Take a folder of drafts away: what they were for did not come to pass."""
    shutil.rmtree(folder, ignore_errors=True)


def write_letters(letters: Sequence[Letter], sender: Sender | None, folder: Path) -> tuple[Path, ...]:
    """A draft for each letter. Without a ``sender`` they say no one: the mail program puts in whoever opens it.

    All of them or none. Refuses ``drafts_not_written``, ``bad_mail_address``.
    """
    at, messages = clock.now(), []
    for letter in letters:
        whose = sender or _NOBODY
        message = as_message(letter, whose, message_id=new_message_id(whose.address), at=at, draft=True)
        if sender is None:
            del message["From"]
        messages.append(message)
    return write_drafts(messages, folder)
