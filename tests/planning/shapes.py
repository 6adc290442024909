"""Months as they occur and as they hardly ever do, by name, for looking at and for testing."""

from collections.abc import Callable
from datetime import date

from delta_app.core.calendar import Month, minutes
from delta_app.planning.queries import ActivityRow, MonthView
from tests.planning.view_factory import THREE_SLOTS, filler, month_view

PRINTED = date(2026, 11, 24)
ACTIVITIES = {
    date(2026, 12, 3): [ActivityRow(minutes(14), "Atelier cuisine")],
    date(2026, 12, 8): [ActivityRow(minutes(13, 30), "Chant")],
    date(2026, 12, 10): [ActivityRow(minutes(14), "Atelier cuisine"), ActivityRow(minutes(18), "Assemblée")],
    date(2026, 12, 19): [ActivityRow(minutes(15), "Goûter des voisins")],
}
LONG_NAMES = (
    "Marie-Antoinette Van den B.", "Bartholomé-Emmanuel de la T.", "Jean-Christophe W.", "Ana C.",
    "Nguyễn Thị Phương T.", "Abdelrahman-Mohammed El K.", "Jo",
)  # fmt: skip
ODD_NAMES = ("王小明", "Ana 🙂", "محمد K.", "<b>Luc</b> & C.", "Greet S.")
FOUR_SLOTS = tuple((minutes(start), minutes(start + 3)) for start in (9, 12, 15, 18))
MAY = Month(2027, 5)


def _lively() -> MonthView:
    return month_view(activities=ACTIVITIES, fill=filler(seeking_every=17, shadow_every=8))


def _crowded() -> MonthView:
    fill = filler(LONG_NAMES, seats=3, seeking_every=13, shadow_every=9)
    closures = {date(2027, 5, 6): "Ascension", date(2027, 5, 17): "Lundi de Pentecôte"}
    return month_view(MAY, weekdays=range(7), times=FOUR_SLOTS, fill=fill, closures=closures, state="draft", version=0)


def _one_day() -> MonthView:
    return month_view(weekdays=(2,), times=THREE_SLOTS[:2], fill=filler(seeking_every=5, shadow_every=4))


def _all_closed() -> MonthView:
    return month_view(closures=dict.fromkeys(Month(2026, 12).days(), "Travaux dans la grande salle"))


def _odd_names() -> MonthView:
    times = ((minutes(10, 30), minutes(14)), (minutes(17, 30), minutes(21)))
    return month_view(Month(2027, 2), weekdays=(0, 2, 4), times=times, fill=filler(ODD_NAMES, seats=4))


SHAPES: dict[str, Callable[[], MonthView]] = {
    "december": month_view,
    "lively": _lively,
    "crowded": _crowded,
    "one_day": _one_day,
    "all_closed": _all_closed,
    "odd_names": _odd_names,
    "all_free": lambda: month_view(fill=filler(()), state="draft"),
    "four_weeks": lambda: month_view(Month(2027, 2), weekdays=range(7)),
    "no_slots": lambda: month_view(times=(), closures={}, state="none"),
    "no_days": lambda: month_view(weekdays=(), state="none"),
}
