"""A new file that only its owner can read: whole or not there at all, and never in the place of another."""

import contextlib
import os
import secrets
from pathlib import Path


def write_private(path: Path, content: bytes) -> None:
    """Put content at a path where nothing stands, readable and writable by its owner alone (mode 0600).

    Written beside it, flushed to the disk and only then given its name. Raises FileExistsError where something stands,
    else OSError; nothing is then left.
    """
    partial = path.with_name(f".{secrets.token_hex(6)}.part")
    try:
        _write_through(partial, content)
        _take_free_place(partial, path)
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)


def _write_through(partial: Path, content: bytes) -> None:
    # O_BINARY: else Windows doubles the ends of lines.
    number = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(number, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _take_free_place(partial: Path, path: Path) -> None:
    """Give the file its name unless it is taken: a link does so in one step, where the disk knows links."""
    try:
        os.link(partial, path)
    except FileExistsError:
        raise
    except OSError:  # a USB stick, some network folders: the name is taken first, then filled by a rename
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            partial.replace(path)
        except OSError:
            path.unlink(missing_ok=True)
            raise
