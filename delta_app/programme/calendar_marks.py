"""By what marks (UID) other calendars know the activities of a place: lasting ones, unlike those of any other place.

A year's file tells each activity whole, under one mark whatever the year. A month's file holds only its own dates: it
has marks of its own, or February would take January's place in somebody's calendar. A date that its rule does not give
goes by itself, under the mark of its day (see ``calendar_files``).
"""

import re
from dataclasses import dataclass
from datetime import date

from delta_app.core.calendar import Month

OURS = "@delta"
"""How what an activity is known by ends where it was planned here."""
_PART = re.compile(r"(?P<uid>.+)\.(?:(?P<day>[0-9]{8})|(?P<month>[0-9]{4}-[0-9]{2}))", re.DOTALL)
_LATER_PART = re.compile(r"since[0-9]{8}(?:-[0-9a-f]{8})?\.(?P<uid>.+)", re.DOTALL)


def later_part(uid: str, since: date, aside: str = "") -> str:
    """What the part of a series from a day on is known by, after the series was parted: of which it is stays readable,
    so that the calendar it came from does not bring it back whole. ``aside``: eight digits where that is taken."""
    return f"since{since:%Y%m%d}{aside and '-'}{aside}.{part_of(uid) or uid}"


def part_of(uid: str) -> str:
    """Of which activity something is a later part; empty where of none."""
    found = _LATER_PART.fullmatch(uid)
    return found["uid"] if found is not None else ""


@dataclass(frozen=True)
class Mark:
    """What a mark says: ``uid`` is what an activity is known by here, whole; ``of`` where it stands for one date of
    another, or the extract (``month``) of one, that one's."""

    uid: str
    of: str = ""
    day: date | None = None
    month: bool = False


def mark(uid: str, place: str, part: date | Month | None = None) -> str:
    """The mark of an activity, or of one date or one month of it; ``place``: what tells the venue from all others."""
    said = f"{part:%Y%m%d}" if isinstance(part, date) else str(part or "")
    return ".".join(one for one in (uid, said, place) if one)


def read_mark(text: str, place: str) -> Mark:
    """What a mark in a file means here; one that we did not give is an activity of its own."""
    uid = text.removesuffix(f".{place}")
    found = _PART.fullmatch(uid) if uid != text else None
    if found is None:
        return Mark(uid)
    if found["month"]:
        return Mark(uid, found["uid"], month=True)
    try:
        return Mark(uid, found["uid"], date(*map(int, (found["day"][:4], found["day"][4:6], found["day"][6:]))))
    except ValueError:
        return Mark(uid)
