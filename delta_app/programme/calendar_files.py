"""The public programme for calendars (RFC 5545): one entry an activity, with its rule and what departs from it.

What is used of the format is what clients read alike: RRULE, EXDATE, and RECURRENCE-ID for a date that was moved,
changed or called off. RDATE is not: Outlook turns away an entry that has it without a rule and takes such a date only
as one moved between its neighbours ([MS-OXCICAL] 2.1.3.1.1.20.18), and Google hides those after the rule's end. A date
that its rule does not give is an entry by itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from delta_app.core.calendar import MINUTES_IN_DAY
from delta_app.core.clock import BRUSSELS
from delta_app.core.i18n import _, speaking
from delta_app.programme.calendar_marks import mark
from delta_app.programme.calendar_text import description_in, once, title_in
from delta_app.programme.public_data import PublicActivity, PublicProgramme, is_whole_day
from delta_app.programme.recurrence import days_of, parse_rule
from delta_app.programme.series import Departure, Occurrence, Series, occurrence_on
from delta_app.sheets.calendars import calendar_bytes, moment_of
from delta_app.sheets.glyphs import one_line

if TYPE_CHECKING:
    import icalendar

_END_OF_DAY = time(23, 59, 59)
_CLOCKS_CHANGED = 180  # at three in the morning the clocks have changed


@dataclass(frozen=True)
class Told:
    """What a file says of an activity: from its first date by its rule (empty: once), without some dates, with others
    that are not as the rest; and dates that go by themselves."""

    first: Occurrence | None
    rule: str = ""
    without: tuple[date, ...] = ()
    instead: tuple[Occurrence, ...] = ()
    alone: tuple[Occurrence, ...] = ()


def programme_ics(programme: PublicProgramme, languages: Sequence[str]) -> bytes:
    """The calendar file, with titles in one language or in several side by side; the same bytes until something that it
    says changes.

    A year's file tells each of its activities whole, with closed days as far as they are known; a month's only the
    dates that begin in the month.
    """
    from icalendar import Calendar

    with speaking(languages[0]):
        name = _("{venue} · programme").format(venue=programme.venue_name)
    frame = calendar_bytes((), name=name, sequence=programme.sequence, stamped=programme.told_at)
    calendar = Calendar.from_ical(frame)
    writer = _Writer(programme, languages)
    for activity in programme.activities:
        for event in writer.events(activity):
            calendar.add_component(event)
    return bytes(calendar.to_ical(sorted=False))


def told(activity: PublicActivity, programme: PublicProgramme) -> Told:
    """What a file says of an activity."""
    return _in_month(activity.series, programme) if programme.month else _whole(activity.series, programme)


def _shown(one: Occurrence | None) -> bool:
    """Whether everybody may know of a date: it takes place, or was called off."""
    return one is not None and (one.takes_place or one.state == "cancelled")


def _whole(series: Series, programme: PublicProgramme) -> Told:
    plan, days = series.plan, programme.days
    instead, alone, without = {}, [], set()
    for departure in series.departures:
        day = departure.original_day
        one = occurrence_on(series, day, days)
        given = plan.state != "idea" and bool(days_of(plan.rule, plan.first_day, day, day))
        if given and not _shown(one):
            without.add(day)
        elif one is not None and _shown(one):
            if not given:
                alone.append(one)
            elif _differs(one, series):
                instead[day] = one
    if plan.state == "idea":
        return Told(None, alone=tuple(alone))
    without |= set(_closed_days(series, programme))
    last = plan.last_day
    if last is not None and without.issuperset(days_of(plan.rule, plan.first_day, plan.first_day, last)):
        return Told(None, alone=tuple(alone))
    known = days_of(plan.rule, plan.first_day, plan.first_day, min(last or date.max, programme.known_until))
    for day in known if plan.rule else ():
        one = _plainly(series, day)
        if day not in without and day not in instead and _is_stretched(one):
            instead[day] = one
    told_instead = tuple(instead[day] for day in sorted(instead))
    return Told(_plainly(series, plan.first_day), plan.rule, tuple(sorted(without)), told_instead, tuple(alone))


def _closed_days(series: Series, programme: PublicProgramme) -> Iterator[date]:
    """The days that the rule gives and nothing is noted of, on which it does not take place."""
    plan, days = series.plan, programme.days
    known = set(days.closures) | {day for some in days.school.values() for day in some}
    if not known:
        return
    noted = {one.original_day for one in series.departures}
    for day in days_of(plan.rule, plan.first_day, min(known), max(known)):
        if day in known and day not in noted and not _shown(occurrence_on(series, day, days)):
            yield day


def _in_month(series: Series, programme: PublicProgramme) -> Told:
    plan, days = series.plan, programme.days
    ruled = plan.state != "idea"
    given = days_of(plan.rule, plan.first_day, programme.first, programme.last) if ruled else ()
    found = [(day, occurrence_on(series, day, days)) for day in given]
    standing = [one for _day, one in found if one is not None and _is_in(one, programme)]
    elsewhere = [one.original_day for one in series.departures if one.original_day not in given]
    others = [occurrence_on(series, day, days) for day in elsewhere]
    alone = tuple(one for one in others if one is not None and _is_in(one, programme))
    if len(standing) < 2:
        return Told(standing[0] if standing else None, alone=alone)
    last = standing[-1].original_day
    stand = {one.original_day for one in standing}
    first = _plainly(series, standing[0].original_day)
    return Told(
        first,
        str(parse_rule(plan.rule, plan.first_day).ending(last)),
        tuple(day for day in given if first.original_day < day < last and day not in stand),
        tuple(one for one in standing if _differs(one, series) or _is_stretched(one)),
        alone,
    )


def _is_in(one: Occurrence, programme: PublicProgramme) -> bool:
    return _shown(one) and programme.first <= one.day <= programme.last


def _plainly(series: Series, day: date) -> Occurrence:
    """A date as the series would have it."""
    return Occurrence(series.id, day, day, *series.plan.hours, series.plan, Departure(day))


_WORDS = ("title", "description", "title_nl", "description_nl", "room_id")


def _differs(one: Occurrence, series: Series) -> bool:
    """Whether anybody would see that a date is not as its series."""
    plan = series.plan
    moved = (one.day, one.start_minute, one.end_minute) != (one.original_day, *plan.hours)
    called_off = (one.state == "cancelled") != (plan.state == "cancelled")
    return moved or called_off or any(getattr(one.plan, name) != getattr(plan, name) for name in _WORDS)


def _is_stretched(one: Occurrence) -> bool:
    """Whether it lasts another time than its hours say, because the clocks change meanwhile.

    Some calendars (libical) give all dates of a series the time that passes on its first, others the same hours: what
    begins on such a night is told by how long it lasts, and such a night by its own hours.
    """
    if one.start_minute >= _CLOCKS_CHANGED and one.end_minute <= MINUTES_IN_DAY:
        return False
    start, end = moment_of(one.day, one.start_minute), moment_of(one.day, one.end_minute)
    return not is_whole_day(one.start_minute, one.end_minute) and start.utcoffset() != end.utcoffset()


class _Writer:
    """Puts activities into entries of the format."""

    def __init__(self, programme: PublicProgramme, languages: Sequence[str]) -> None:
        self._programme, self._languages = programme, languages

    def events(self, activity: PublicActivity) -> Iterator["icalendar.Event"]:
        """All that is said of an activity, what goes by itself last."""
        said = told(activity, self._programme)
        here = self._programme.place
        uid = mark(activity.uid, here, self._programme.month)
        if said.first is not None:
            begun = self._event(uid, said.first)
            if said.rule:
                if _is_stretched(said.first):
                    del begun["dtend"]
                    begun.add("duration", timedelta(minutes=said.first.end_minute - said.first.start_minute))
                begun.add("rrule", _ending_as_begun(said.rule, said.first))
            for day in said.without:
                begun.add("exdate", [_begins(day, said.first)])
            yield begun
            for one in said.instead:
                yield self._event(uid, one, instead_of=_begins(one.original_day, said.first))
        for one in said.alone:
            yield self._event(mark(activity.uid, here, one.original_day), one)

    def _event(self, uid: str, one: Occurrence, instead_of: date | None = None) -> "icalendar.Event":
        from icalendar import Event

        programme, event = self._programme, Event()
        event.add("uid", uid)
        if instead_of is not None:
            event.add("recurrence-id", instead_of)
        event.add("dtstamp", programme.told_at)
        event.add("last-modified", programme.told_at)
        event.add("sequence", programme.sequence)
        event.add("dtstart", _begins(one.day, one))
        event.add("dtend", _ends(one))
        self._add_words(event, one)
        event.add("location", one_line(", ".join(filter(None, self._where(one)))))
        event.add("categories", [one_line(programme.venue_name)])
        event.add("transp", "TRANSPARENT")  # nobody is taken because there is something to come to
        status = {"cancelled": "CANCELLED", "confirmed": "CONFIRMED", "held": "CONFIRMED"}.get(one.state)
        if status is not None:
            event.add("status", status)
        return event

    def _where(self, one: Occurrence) -> tuple[str, ...]:
        room = self._programme.rooms.get(one.plan.room_id or 0, "")
        return room, self._programme.venue_name, self._programme.address

    def _add_words(self, event: "icalendar.Event", one: Occurrence) -> None:
        called_off = one.state == "cancelled" and one.reason
        described = []
        for language in self._languages if called_off else ():
            with speaking(language):
                described.append(_("Annulé : {why}").format(why=one_line(one.reason)))
        described.append(description_in(one.plan, self._languages))
        alone = {"LANGUAGE": self._languages[0]} if len(self._languages) == 1 else {}
        event.add("summary", title_in(one.plan, self._languages), parameters=dict(alone))
        if any(described):
            event.add("description", "\n\n".join(once(described)), parameters=dict(alone))
        if called_off:
            event.add("comment", one_line(one.reason))


def _begins(day: date, like: Occurrence) -> date:
    """A day, or a moment of it, as the date it is like begins."""
    if is_whole_day(like.start_minute, like.end_minute):
        return day
    return moment_of(day, like.start_minute)


def _ends(one: Occurrence) -> date:
    if is_whole_day(one.start_minute, one.end_minute):
        return one.day + timedelta(days=one.end_minute // MINUTES_IN_DAY)
    return moment_of(one.day, one.end_minute)


def _ending_as_begun(rule: str, first: Occurrence) -> Any:
    """A rule with its end as the format wants it: of what begins at an hour of a zone, a moment in UTC."""
    from icalendar import vRecur

    read = parse_rule(rule, first.original_day)
    found = vRecur.from_ical(str(read.ending(None)))
    if read.until is not None:
        end = datetime.combine(read.until, _END_OF_DAY, BRUSSELS)
        whole_day = is_whole_day(first.start_minute, first.end_minute)
        found["UNTIL"] = [read.until if whole_day else end.astimezone(UTC)]
    return found
