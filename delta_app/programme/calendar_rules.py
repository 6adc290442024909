"""Rules of other calendars as they are meant there, in the forms that the programme knows."""

import re
from dataclasses import replace
from datetime import datetime

from delta_app.programme.calendar_wall import Begun
from delta_app.programme.recurrence import WEEKDAYS, Rule, first_of, parse_rule

MOST_COUNTED = 10_000
_COUNT = re.compile(r"COUNT=([0-9]+);?", re.IGNORECASE)


def counts_far(text: str) -> bool:
    """Whether a rule counts further than anybody plans: it is then taken without end."""
    count = _COUNT.search(text)
    return count is not None and int(count[1][:12]) > MOST_COUNTED


def rule_meant(text: str, begun: Begun) -> Rule | None:
    """The rule of what begins so, over days where it was written; None where it gives no date but the first.

    ``COUNT`` counts the day it begins on, whether the rule gives that or not (RFC 5545, 3.3.10). Every day that is one
    of some weekdays is every week on these. Refuses what ``parse_rule`` and ``first_of`` do.
    """
    written = begun.with_last_day(_without_hour(text, begun))
    if counts_far(written):
        written = _COUNT.sub("", written)
    rule = parse_rule(written, begun.day)
    count = _COUNT.search(written)
    if count is not None and first_of(str(rule), begun.day) != begun.day:
        fewer = int(count[1]) - 1
        if not fewer:
            return None
        rule = parse_rule(_COUNT.sub(f"COUNT={fewer};", written), begun.day)
    return _weekly_where_it_can(rule)


def _without_hour(text: str, begun: Begun) -> str:
    """The rule without parts that say once more at what time of the day all begins."""
    if not isinstance(begun.start, datetime):
        return text
    start = begun.start
    said = {"BYHOUR": start.hour, "BYMINUTE": start.minute, "BYSECOND": start.second}
    again = {f"{name}={form}" for name, number in said.items() for form in (number, f"{number:02}")}
    return ";".join(part for part in text.split(";") if part.strip().upper() not in again)


def _weekly_where_it_can(rule: Rule) -> Rule:
    daily_on_weekdays = rule.every == "DAILY" and rule.interval == 1 and replace(rule, days=()).is_plain
    if not daily_on_weekdays or not rule.days:
        return rule
    if len(rule.days) == len(WEEKDAYS):
        return replace(rule, days=())
    return replace(rule, every="WEEKLY")
