"""Rules in all their forms, and series the naive way: dateutil is asked, and a dict says what is noted of a date."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from dateutil.rrule import rrulestr
from hypothesis import strategies as st

from delta_app.core.clock import BRUSSELS
from delta_app.programme.recurrence import LAST_YEAR

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FIRST_DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))
# The days and weekdays of a date are those of 7600 years later: where dateutil soon gives up what never comes.
LATE = timedelta(days=19 * 146_097)


def given_by(text, first_day, first, last, start_minute=0):
    """The days that dateutil gives for a rule; one that ends at a moment is begun in the zone of the place."""
    zone = BRUSSELS if "Z" in text.partition("UNTIL=")[2].partition(";")[0] else None
    clock = time(start_minute // 60, start_minute % 60, tzinfo=zone)
    rule = rrulestr(text, dtstart=datetime.combine(first_day, clock))
    return [one.date() for one in rule.between(datetime.combine(first, clock), datetime.combine(last, clock), inc=True)]


def never_comes(text, first_day):
    """Whether dateutil finds no day of a rule without end in the years we know."""
    found = next(iter(rrulestr(text, dtstart=datetime.combine(first_day + LATE, time()))), None)
    return found is None or (found - LATE).year > LAST_YEAR


def signed(most):
    return st.integers(1, most) | st.integers(-most, -1)


def listed(values, most):
    return st.lists(values, min_size=1, max_size=most, unique=True).map(lambda many: ",".join(map(str, many)))


@st.composite
def rules_without_end(draw):
    """Rules in all forms that RFC 5545 gives a sense."""
    every = draw(st.sampled_from(("DAILY", "WEEKLY", "MONTHLY", "YEARLY")))
    parts = {"FREQ": every}
    names = ["BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS"] + ["BYWEEKNO", "BYYEARDAY"] * (every == "YEARLY")
    asked = draw(st.sets(st.sampled_from(names), max_size=3))
    asked -= {"BYMONTHDAY"} if every == "WEEKLY" else {"BYYEARDAY"} if "BYWEEKNO" in asked else set()
    weekdays = st.sampled_from(WEEKDAYS)
    if every in ("MONTHLY", "YEARLY") and "BYWEEKNO" not in asked and draw(st.booleans()):
        most = 5 if every == "MONTHLY" or "BYMONTH" in asked else 53
        weekdays = st.builds(lambda nth, day: f"{nth}{day}", signed(most), weekdays)
    texts = {
        "BYMONTH": listed(st.integers(1, 12), 6), "BYMONTHDAY": listed(signed(31), 5), "BYDAY": listed(weekdays, 5),
        "BYWEEKNO": listed(signed(53), 5), "BYYEARDAY": listed(signed(366), 5),
        "BYSETPOS": listed(signed({"DAILY": 1, "WEEKLY": 3, "MONTHLY": 4, "YEARLY": 20}[every]), 2),
    }  # fmt: skip
    if asked == {"BYSETPOS"}:
        asked = {"BYSETPOS", "BYDAY"}
    parts |= {name: draw(texts[name]) for name in sorted(asked)}
    if draw(st.booleans()):
        parts["INTERVAL"] = str(draw(st.integers(1, 5) | st.integers(1, 1000)))
    if draw(st.booleans()):
        parts["WKST"] = draw(st.sampled_from(WEEKDAYS))
    return ";".join(f"{name}={value}" for name, value in draw(st.permutations(list(parts.items()))))


def ends(first_day, form):
    """The end of a rule, in one of the forms there are; empty: none."""
    moments = st.datetimes(datetime.combine(first_day, time()), datetime.combine(first_day, time()) + timedelta(2000))
    if form == "COUNT":
        return st.integers(1, 60).map(lambda count: f";COUNT={count}")
    return moments.map(lambda moment: f";UNTIL={moment:{form}}" if form else "")


FORMS = ("", "COUNT", "%Y%m%d", "%Y%m%dT%H%M%S", "%Y%m%dT%H%M%SZ")
AS_SERIES = object()


def ending(rule, last):
    """A rule that ends on another day."""
    return ";".join([*(part for part in rule.split(";") if not part.startswith("UNTIL")), f"UNTIL={last:%Y%m%d}"])


@dataclass
class PlainSeries:
    """A series, with what is noted of its dates: ``notes`` has for an original day what is not as the series says."""

    title: str
    room: int | None
    first_day: date
    hours: tuple[int, int]
    rule: str
    schools: str = ""
    notes: dict[date, dict[str, Any]] = field(default_factory=dict)

    def given(self, first, last):
        return set(given_by(self.rule, self.first_day, first, last))

    def shown(self, first, last, days):
        """What is there from a day to another: day, minutes, title, room, state, who came, whether it is shut."""
        found = []
        plain = {day: {} for day in self.given(first, last) if not self.skipped(day, days)}
        for original, note in (plain | self.notes).items():
            day, *hours = note.get("when", (original, *self.hours))
            if first <= day <= last and not note.get("removed"):
                shut = day in days.closures and not note.get("even_closed")
                words = (note.get("title", self.title), note.get("room", self.room))
                found.append((day, *hours, *words, note.get("state", "planned"), note.get("came"), shut, original))
        return sorted(found, key=str)

    def skipped(self, day, days):
        return any(day in days.school[one] for one in ("fr", "nl") if self.schools in (one, "both"))

    def note(self, original, **what):
        """Note something of a date, or that it is as the series says."""
        note = {**self.notes.pop(original, {}), **what}
        note = {name: value for name, value in note.items() if value is not AS_SERIES}
        if note and not (note.get("removed") and not self.given(original, original)):
            self.notes[original] = note

    def change(self, original, when, title, room, even_closed):
        """One date as wanted."""
        usual = original in self.given(original, original) and when == (original, *self.hours)
        self.note(
            original,
            when=AS_SERIES if usual else when,
            title=AS_SERIES if title == self.title else title,
            room=AS_SERIES if room == self.room else room,
            even_closed=even_closed or AS_SERIES,
        )

    def part(self, original):
        """All from a date on, under the same rule."""
        first_day = min(self.given(original, original + timedelta(days=400)))
        later = PlainSeries(self.title, self.room, first_day, self.hours, self.rule, self.schools)
        later.notes = {day: note for day, note in self.notes.items() if day >= original}
        self.notes = {day: note for day, note in self.notes.items() if day < original}
        self.rule = ending(self.rule, original - timedelta(days=1))
        return later

    def end(self, last):
        """No date after this day, but those that somebody fixed or came to."""
        self.give(ending(self.rule, last), 0)

    def give(self, rule, by):
        """Another rule, its dates so many days later: what is noted goes along with them. What the rule gives no more
        stays where it was, if anybody fixed something or came."""
        fixed = {}
        before = PlainSeries(self.title, self.room, self.first_day, self.hours, self.rule)
        self.rule, self.first_day = rule, self.first_day + timedelta(days=by)
        old, self.notes = self.notes, {}
        for day, note in old.items():
            there = day + timedelta(days=by)
            if self.given(there, there) and (by == 0 or before.given(day, day)):
                self.notes[there] = note
            elif not note.get("removed") and note.keys() & {"when", "title", "room", "came"}:
                fixed[day] = {"when": (day, *self.hours), **note}
        for day in sorted(fixed):
            around = (day + timedelta(days=some) for number in range(9999) for some in (number, -number))
            free = next(one for one in around if one not in self.notes and not self.given(one, one))
            self.notes[free] = fixed[day]
