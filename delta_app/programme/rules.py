"""What an activity may be: texts, hours, numbers and rules as they are kept, or why not."""

from dataclasses import replace
from typing import Any, get_args

from delta_app.core.calendar import MINUTES_IN_DAY
from delta_app.core.errors import Refused
from delta_app.core.money import MOST_CENTS
from delta_app.core.text import lines, one_line
from delta_app.programme.recurrence import FIRST_YEAR, LAST_YEAR, first_of, parse_rule
from delta_app.programme.series import MOST_DAYS, Plan, State

LONGEST_TITLE = 500
LONGEST_DESCRIPTION = 2_000
LONGEST_NAME = 60
LONGEST_MATERIAL = 500
LONGEST_REASON = 200
MOST_PEOPLE = 10_000
STATES: tuple[State, ...] = get_args(State)


def checked_plan(plan: Plan) -> Plan:
    """The plan as it is kept: texts trimmed, its rule in one form and its first day one that the rule gives.

    Refuses ``activity_title_needed``, ``activity_text_long``, ``activity_hours``, ``activity_years``, ``bad_capacity``,
    ``bad_amount``, and what ``parse_rule`` and ``first_of`` do.
    """
    title = one_line(plan.title)
    if not title:
        raise Refused("activity_title_needed")
    texts = {
        "title": (title, LONGEST_TITLE),
        "description": (lines(plan.description), LONGEST_DESCRIPTION),
        "title_nl": (one_line(plan.title_nl), LONGEST_TITLE),
        "description_nl": (lines(plan.description_nl), LONGEST_DESCRIPTION),
        "facilitator": (one_line(plan.facilitator), LONGEST_NAME),
        "material": (one_line(plan.material), LONGEST_MATERIAL),
        "reason": (one_line(plan.reason), LONGEST_REASON),
    }
    for name, (text, most) in texts.items():
        if len(text) > most:
            raise Refused("activity_text_long", what=name.removesuffix("_nl"), most=most)
    _refuse_numbers(plan)
    rule = plan.rule and str(parse_rule(plan.rule, plan.first_day, plan.start_minute))
    sound: dict[str, Any] = {name: text for name, (text, _most) in texts.items()}
    return replace(plan, **sound, rule=rule, first_day=first_of(rule, plan.first_day))


def _refuse_numbers(plan: Plan) -> None:
    begins_in_day = 0 <= plan.start_minute < MINUTES_IN_DAY
    if not begins_in_day or not plan.start_minute < plan.end_minute <= MOST_DAYS * MINUTES_IN_DAY:
        raise Refused("activity_hours", most=MOST_DAYS)
    if not FIRST_YEAR <= plan.first_day.year <= LAST_YEAR:
        raise Refused("activity_years", first=FIRST_YEAR, last=LAST_YEAR)
    if plan.capacity is not None and not 1 <= plan.capacity <= MOST_PEOPLE:
        raise Refused("bad_capacity", most=MOST_PEOPLE)
    if not 0 <= plan.cost_cents <= MOST_CENTS:
        raise Refused("bad_amount", text=str(plan.cost_cents))


def checked_people(number: int) -> int:
    """How many came or registered. Refuses ``people_beyond``."""
    if not 0 <= number <= MOST_PEOPLE:
        raise Refused("people_beyond", most=MOST_PEOPLE)
    return number


def checked_reason(text: str) -> str:
    """Why something does not take place. Refuses ``reason_needed``, ``activity_text_long``."""
    reason = one_line(text)
    if not reason:
        raise Refused("reason_needed")
    if len(reason) > LONGEST_REASON:
        raise Refused("activity_text_long", what="reason", most=LONGEST_REASON)
    return reason
