"""Activities of the day as the page shows them, in words."""

from datetime import datetime
from typing import Literal

from delta_app.programme.date_words_data import about_words, counted_words, nameless_words, span_words, state_words
from delta_app.programme.queries import MOST_PEOPLE, DateRow

__all__ = [  # with what the pages of this slice show of the slices below
    "MOST_PEOPLE",
    "about_words",
    "counted_words",
    "nameless_words",
    "programme_caption",
    "programme_hours",
    "programme_state",
]

Tone = Literal["good", "attention", "alarm", "info", "plain"]


def programme_hours(row: DateRow) -> str:
    """``14h – 16h``; empty where it has no hours."""
    return "" if row.whole_day else span_words(row.start_minute, row.end_minute)


def programme_caption(row: DateRow) -> str:
    """``Grande salle · Fatma Ö.``, and why it does not take place."""
    told = [row.room, row.leader]
    if row.state == "cancelled":
        told.append(row.occurrence.reason)
    elif row.occurrence.shut:
        told.append(row.occurrence.closure)
    return " · ".join(part for part in told if part)


def programme_state(row: DateRow, local: datetime) -> tuple[str, str, Tone] | None:
    """A chip for what is not simply to come: cancelled, to be counted, held."""
    text, icon, tone = state_words(row, local)
    plain = row.takes_place and row.state != "held" and not row.is_over(local)
    return None if plain else (text, icon, tone)  # type: ignore[return-value]
