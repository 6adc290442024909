"""A password kept in a data file that others may read: sealed with a key that never leaves this user's own folder."""

import base64
import binascii
import contextlib
import os
import stat
from pathlib import Path

from delta_app.core.errors import Refused
from delta_app.mail import words  # noqa: F401 — gives the refusals below their words
from delta_app.mail.private_file import write_private

_KEY_BYTES = 32


def seal(text: str, key_file: Path) -> str:
    """The text encrypted (Fernet: AES-128-CBC and HMAC-SHA256), in ASCII; the key is made when there is none.

    A key that is damaged opens nothing any more: a new one takes its place. Refuses ``secret_not_kept`` when the key
    cannot be read or written.
    """
    from cryptography.fernet import Fernet

    try:
        key = _read_key(key_file) or _make_key(key_file)
    except OSError as problem:
        raise Refused("secret_not_kept", folder=str(key_file.parent), reason=problem.strerror or "") from problem
    return Fernet(key).encrypt(text.encode()).decode("ascii")


def unseal(sealed: str, key_file: Path) -> str:
    """The text that was sealed with this key.

    Refuses ``secret_unreadable`` when the key is another one, as on another PC, or gone, or when either is damaged.
    """
    from cryptography.fernet import Fernet, InvalidToken

    try:
        key = _read_key(key_file)
        if key is None:
            raise Refused("secret_unreadable")
        return Fernet(key).decrypt(sealed.encode()).decode()
    except (OSError, InvalidToken, UnicodeError) as problem:
        raise Refused("secret_unreadable") from problem


def _read_key(key_file: Path) -> bytes | None:
    """The key, its file closed to others again should it be open; None when there is none, or none that is whole."""
    try:
        key = key_file.read_bytes().strip()
    except FileNotFoundError:
        return None
    if os.name == "posix" and stat.S_IMODE(key_file.stat().st_mode) & 0o077:
        key_file.chmod(0o600)
    try:
        whole = len(base64.b64decode(key, altchars=b"-_", validate=True)) == _KEY_BYTES
    except binascii.Error:
        return None
    return key if whole else None


def _make_key(key_file: Path) -> bytes:
    """A new key in its file; that of another window, should it have been quicker."""
    from cryptography.fernet import Fernet

    key_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.suppress(FileNotFoundError):
        key_file.unlink()  # asked for only where there was no whole one
    with contextlib.suppress(FileExistsError):
        write_private(key_file, Fernet.generate_key())
    key = _read_key(key_file)
    if key is None:
        raise OSError("the key does not stay as it was written")
    return key
