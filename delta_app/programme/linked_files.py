"""The public programme as data that search engines and other agendas read: schema.org events in JSON-LD."""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from delta_app.core.i18n import _, speaking
from delta_app.programme.calendar_marks import mark
from delta_app.programme.public_data import PublicActivity, PublicDate, PublicProgramme, is_whole_day
from delta_app.programme.series import Plan
from delta_app.sheets.calendars import moment_of

_SCHEMA = "https://schema.org"
# What would end a script, or a line of it, is written otherwise; JSON reads it the same.
_UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def programme_json(programme: PublicProgramme, languages: Sequence[str]) -> bytes:
    """The events of the programme as a file, each date one, those of a series under it."""
    said = json.dumps(linked_programme(programme, languages), ensure_ascii=False, indent=1)
    return f"{said}\n".encode()


def programme_script(programme: PublicProgramme, languages: Sequence[str]) -> str:
    """The same for a page: whatever a title holds, it neither ends the script nor begins another."""
    said = json.dumps(linked_programme(programme, languages), ensure_ascii=False, separators=(",", ":"))
    return f'<script type="application/ld+json">{said.translate(_UNSAFE)}</script>\n'


def linked_programme(programme: PublicProgramme, languages: Sequence[str]) -> dict[str, Any]:
    """The events as plain values, series first, then every date in order."""
    teller = _Teller(programme, languages)
    by_activity: dict[int, list[PublicDate]] = defaultdict(list)
    for one in programme.dates:
        by_activity[one.occurrence.activity_id].append(one)
    recurring = [one for one in programme.activities if one.series.recurring and by_activity[one.series.id]]
    ids = {one.series.id: f"_:series{number}" for number, one in enumerate(recurring, start=1)}
    uids = {one.series.id: one.uid for one in programme.activities}
    series = [teller.series(one, ids[one.series.id]) for one in recurring]
    events = []
    for one in programme.dates:
        activity_id = one.occurrence.activity_id
        part = one.occurrence.original_day if activity_id in ids else None
        event = teller.event(one, mark(uids[activity_id], programme.place, part))
        if activity_id in ids:
            event["superEvent"] = {"@id": ids[activity_id]}
        events.append(event)
    return {"@context": _SCHEMA, "@graph": [*series, *events]}


class _Teller:
    """Puts activities and their dates in the words of schema.org."""

    def __init__(self, programme: PublicProgramme, languages: Sequence[str]) -> None:
        self._programme, self._languages = programme, languages

    def series(self, activity: PublicActivity, key: str) -> dict[str, Any]:
        """An activity that comes again."""
        plan = activity.series.plan
        told = {
            "@type": "EventSeries", "@id": key, "identifier": mark(activity.uid, self._programme.place),
            **self._words(plan), "startDate": plan.first_day.isoformat(),
        }  # fmt: skip
        if plan.last_day is not None:
            told["endDate"] = plan.last_day.isoformat()
        return {**told, **self._about(plan, "")}

    def event(self, one: PublicDate, identifier: str) -> dict[str, Any]:
        """One date."""
        plan, occurrence = one.occurrence.plan, one.occurrence
        told = {
            "@type": "Event", "identifier": identifier,
            **self._words(plan, occurrence.reason if one.called_off else ""),
            "startDate": _when(one, occurrence.start_minute), "endDate": _when(one, occurrence.end_minute),
            "eventStatus": f"{_SCHEMA}/EventScheduled",
        }  # fmt: skip
        if one.called_off:
            told["eventStatus"] = f"{_SCHEMA}/EventCancelled"
        elif one.usual_start != (one.day, occurrence.start_minute):
            told["eventStatus"] = f"{_SCHEMA}/EventRescheduled"
            day, minute = one.usual_start
            told["previousStartDate"] = day.isoformat() if is_whole_day(*plan.hours) else written_moment(day, minute)
        return {**told, **self._about(plan, one.room)}

    def _words(self, plan: Plan, why: str = "") -> dict[str, Any]:
        titles = [plan.told_in(language)[0] for language in self._languages]
        described = [self._described(plan, language, why) for language in self._languages]
        told: dict[str, Any] = {"name": self._in_languages(titles)}
        if any(described):
            told["description"] = self._in_languages(described)
        return told

    def _described(self, plan: Plan, language: str, why: str) -> str:
        description = plan.told_in(language)[1]
        if not why:
            return description
        with speaking(language):
            return "\n\n".join(filter(None, (_("Annulé : {why}").format(why=why), description)))

    def _in_languages(self, texts: Sequence[str]) -> Any:
        if len(set(texts)) == 1:
            return texts[0]
        return [
            {"@value": text, "@language": language}
            for text, language in zip(texts, self._languages, strict=True)
            if text
        ]

    def _about(self, plan: Plan, room: str) -> dict[str, Any]:
        place: dict[str, Any] = {"@type": "Place", "name": ", ".join(filter(None, (self._programme.venue_name, room)))}
        if self._programme.address:
            place["address"] = self._programme.address
        told: dict[str, Any] = {
            "location": place,
            "organizer": {"@type": "Organization", "name": self._programme.venue_name},
            "eventAttendanceMode": f"{_SCHEMA}/OfflineEventAttendanceMode",
            "isAccessibleForFree": True,
        }
        if plan.language:
            told["inLanguage"] = plan.language
        if plan.capacity is not None:
            told["maximumAttendeeCapacity"] = plan.capacity
        return told


def _when(one: PublicDate, minute: int) -> str:
    """A moment with its distance from Greenwich; of what has no hours the day, the last one as its end."""
    if one.whole_day:
        return (one.day if minute == 0 else one.occurrence.last_day).isoformat()
    return written_moment(one.day, minute)


def written_moment(day: date, minute: int) -> str:
    """A moment as web pages write it: ``2027-01-06T10:00+01:00``."""
    return moment_of(day, minute).isoformat(timespec="minutes")
