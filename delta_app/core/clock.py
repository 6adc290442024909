"""The only place that asks what time it is: the venue's local date and time, and instants in UTC."""

import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")


def now() -> datetime:
    """The present instant, aware, in UTC, whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def local_now() -> datetime:
    """The present instant as read on the venue's wall clock."""
    return now().astimezone(BRUSSELS)


def today() -> date:
    """The venue's date."""
    return local_now().date()


def seconds_on() -> int:
    """Whole seconds of a clock that nobody sets and that starts with the computer; it only goes forward until then."""
    return int(time.monotonic())
