"""The photo of something broken, read from a file, made small and freed of all that it says besides what one sees."""

import tempfile
from pathlib import Path

from delta_app.core.errors import Refused
from delta_app.core.troubles import refusal_for
from delta_app.sheets.output import write_file
from delta_app.sheets.photo import NoPhoto, small_jpeg

MOST_READ_MB = 40
"""More is no photo somebody took; it would be a long wait, and much memory."""
LONGEST_SIDE = 1_280  # pixels: what is broken is seen, and the data stay small
ENDINGS = (".jpg", ".jpeg", ".png", ".webp")
_MB = 1_000_000


def read_photo(path: Path) -> bytes:
    """A photo as a JPEG of at most ``LONGEST_SIDE`` pixels, upright, without place, time, comment or camera.

    Refuses ``photo_missing``, ``photo_too_big``, ``photo_unreadable`` and what a disk refuses.
    """
    try:
        size = path.stat().st_size
        if size > MOST_READ_MB * _MB:
            raise Refused("photo_too_big", size=size // _MB, most=MOST_READ_MB)
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise Refused("photo_missing") from error
    except OSError as error:
        raise refusal_for(error) or Refused("photo_unreadable") from error
    return small_photo(content)


def small_photo(content: bytes) -> bytes:
    """The same of what a file holds. Refuses ``photo_unreadable``."""
    try:
        return small_jpeg(content, LONGEST_SIDE)
    except NoPhoto as error:
        raise Refused("photo_unreadable") from error


def put_photo_for_viewing(photo: bytes) -> Path:
    """A copy of it in a folder of its own that only this user can read, for the system to show; returns where.

    The system clears such folders. Refuses what a disk refuses.
    """
    path = Path(tempfile.mkdtemp(prefix="delta-")) / "photo.jpg"
    write_file(path, photo, private=True)
    return path
