"""What the house decides on plain values: what texts and numbers may be, when a chore is for a shift, what is low."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from delta_app.core.errors import Refused
from delta_app.core.money import MOST_CENTS
from delta_app.core.text import lines, one_line

Moment = Literal["every", "first", "last", "turn"]
RepairState = Literal["reported", "planned", "done", "given_up"]
Category = Literal["kitchen", "cleaning", "hygiene", "office", "workshop", "other"]

MOMENTS: tuple[Moment, ...] = get_args(Moment)
CATEGORIES: tuple[Category, ...] = get_args(Category)
LONGEST_TITLE = 80
LONGEST_NAME = 60
LONGEST_PLACE = 60
LONGEST_UNIT = 20
LONGEST_NOTE = 300
LONGEST_DETAILS = 500
MOST_THINGS = 10_000  # more of one thing is a slip of the hand
MOST_PHOTOS = 6
EVERY_DAY = 127  # the weekdays as bits, Monday the lowest
HANDING_OVER_MINUTES = 60  # so long after its end a shift is still closing


def cut(text: str, most: int) -> str:
    """A line as it fits where less is taken; that it goes on is seen."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def checked_title(text: str, most: int = LONGEST_TITLE) -> str:
    """What something is called. Refuses ``house_title_needed``, ``house_text_long``."""
    title = checked_line(text, most)
    if not title:
        raise Refused("house_title_needed")
    return title


def checked_line(text: str, most: int) -> str:
    """A line that may be empty. Refuses ``house_text_long``."""
    return _not_longer(one_line(text), most)


def checked_lines(text: str, most: int) -> str:
    """Several lines. Refuses ``house_text_long``."""
    return _not_longer(lines(text), most)


def _not_longer(text: str, most: int) -> str:
    if len(text) > most:
        raise Refused("house_text_long", most=most)
    return text


def checked_number(number: int, least: int = 0) -> int:
    """How many there are of something. Refuses ``house_number``."""
    if not least <= number <= MOST_THINGS:
        raise Refused("house_number", least=least, most=MOST_THINGS)
    return number


def checked_cents(cents: int | None) -> int | None:
    """What something is thought to cost, none where nobody knows. Refuses ``bad_amount``."""
    if not cents:
        return None
    if not 1 <= cents <= MOST_CENTS:
        raise Refused("bad_amount", text=str(cents))
    return cents


def weekday_bits(weekdays: Collection[int]) -> int:
    """Weekdays (0 Monday … 6 Sunday) as they are kept. Refuses ``chore_no_weekday``."""
    if not weekdays:
        raise Refused("chore_no_weekday")
    return sum(1 << weekday for weekday in set(weekdays))


def weekdays_in(bits: int) -> tuple[int, ...]:
    """The weekdays that are kept so."""
    return tuple(weekday for weekday in range(7) if bits >> weekday & 1)


@dataclass(frozen=True)
class Span:
    """A shift of a day, in minutes since midnight."""

    start_minute: int
    end_minute: int


def span_of_now(spans: Sequence[Span], minute: int) -> int | None:
    """The place, among a day's shifts in order, of the one whose chores are done now: the one that is on; else one that
    has ended for less than an hour; else the next; else the last of the day. None on a day without any."""
    for place, span in enumerate(spans):
        if span.start_minute <= minute < span.end_minute:
            return place
    ended = [place for place, span in enumerate(spans) if span.end_minute <= minute]
    coming = [place for place, span in enumerate(spans) if span.start_minute > minute]
    if ended and (not coming or minute - spans[ended[-1]].end_minute < HANDING_OVER_MINUTES):
        return ended[-1]
    return coming[0] if coming else None


def is_for_shift(moment: str, bits: int, weekday: int, place: int, count: int) -> bool:
    """Whether a chore is for the shift at this place among so many of a day."""
    wanted = {"every": True, "first": place == 0, "last": place == count - 1}
    return wanted.get(moment, False) and bool(bits >> weekday & 1)


def minute_of(local: datetime) -> int:
    """Minutes since midnight."""
    return local.hour * 60 + local.minute


def is_low(quantity: int | None, minimum: int) -> bool:
    """Whether less of something is there than there should be; what nobody has counted yet is not low."""
    return quantity is not None and quantity < minimum


def missing(quantity: int | None, minimum: int, wanted: int) -> int:
    """How many to buy so that as much is there as wanted; none where it is not low."""
    if quantity is None or not is_low(quantity, minimum):
        return 0
    return max(wanted, minimum) - quantity


@dataclass(frozen=True)
class Recount:
    """What a count found: how many there were by what was known, None where nobody had counted, and how many are."""

    stock_id: int
    name: str
    before: int | None
    now: int


def cents_for(prices: Iterable[tuple[int | None, int]]) -> int | None:
    """What so many of each would cost at these prices; None where no price is known."""
    known = [price * count for price, count in prices if price]
    return sum(known) if known else None


def is_under_guarantee(until: date | None, today: date) -> bool:
    """Whether a guarantee still runs on a day."""
    return until is not None and today <= until


WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FOURTH = 4  # from the fifth on, a weekday of a month is its last


def usual_repeats(day: date) -> tuple[str, ...]:
    """The rules by which something comes again that is on a day, the most usual first."""
    nth = (day.day - 1) // 7 + 1
    weekday = f"{nth if nth <= _FOURTH else -1}{WEEKDAYS[day.weekday()]}"
    return (
        "FREQ=WEEKLY",
        "FREQ=WEEKLY;INTERVAL=2",
        f"FREQ=MONTHLY;BYDAY={weekday}",
        f"FREQ=MONTHLY;INTERVAL=3;BYDAY={weekday}",
        f"FREQ=MONTHLY;INTERVAL=6;BYDAY={weekday}",
        "FREQ=YEARLY",
        "FREQ=DAILY",
    )
