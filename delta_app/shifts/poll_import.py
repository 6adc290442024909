"""Poll answers into availabilities: first a preview that changes nothing, then the same, done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from delta_app.core.access import Role, allowed
from delta_app.core.calendar import Month
from delta_app.core.errors import Refused
from delta_app.core.i18n import join_names, month_name
from delta_app.hosts.commands import MOST_PEOPLE, AnswersNoted, note_answers, remember_alias
from delta_app.hosts.queries import Answer, Match, Wish, Written, hosts, match_written_people
from delta_app.readers.poll_types import Moment, Poll, PollRow
from delta_app.shifts.queries import known_spans

WISH_OF: dict[str, Wish] = {"yes": "can", "if_needed": "if_needed", "no": "cannot"}
NOT_OURS = 0


@dataclass(frozen=True)
class PollPreview:
    """What a poll says about this file's people and slots, before anything is noted.

    ``recognised``: (name as written, host id). ``doubtful``: asked of a person. ``unmatched``: nobody comes near.
    ``left_out``: a person said they are not of the team. ``silent``: opened the poll and never answered.
    ``absent_hosts``: short names of active hosts whom the poll does not hold. ``outside``: moments without a slot;
    their answers are kept in case the place opens then. ``uncovered``: slots the poll did not ask about.
    """

    months: tuple[Month, ...]
    moments: int
    recognised: tuple[tuple[str, int], ...]
    doubtful: tuple[Match, ...]
    unmatched: tuple[str, ...]
    left_out: tuple[str, ...]
    silent: tuple[str, ...]
    absent_hosts: tuple[str, ...]
    outside: tuple[Moment, ...]
    uncovered: tuple[tuple[date, int, int], ...]


@dataclass(frozen=True)
class PollImported:
    """What was noted, with the preview it was done from."""

    preview: PollPreview
    noted: AnswersNoted


def preview_poll(
    session: Session, poll: Poll, settled: Mapping[str, int] | None = None, *, month: Month | None = None
) -> PollPreview:
    """Who and what a poll is about. ``settled``: names as written → host id, or ``NOT_OURS`` for somebody else.

    Refuses ``poll_other_month`` when a month is asked for and the poll holds no date of it, ``too_many_people``,
    ``one_host_twice``.
    """
    if len(poll.rows) > MOST_PEOPLE:
        raise Refused("too_many_people", found=len(poll.rows), most=MOST_PEOPLE)
    settled = settled or {}
    months = tuple(sorted({Month.of(moment.day) for moment in poll.moments}))
    if month is not None and month not in months:
        raise Refused("poll_other_month", found=join_names([month_name(m.first) for m in months]), wanted=month)
    matches = match_written_people(session, _written(poll))
    recognised: list[tuple[str, int]] = []
    doubtful: list[Match] = []
    unmatched: list[str] = []
    left_out: list[str] = []
    for match in matches:
        name = match.written.name
        chosen = settled.get(name, match.sure)
        if chosen == NOT_OURS:
            left_out.append(name)
        elif chosen is not None:
            recognised.append((name, chosen))
        elif match.candidates:
            doubtful.append(match)
        else:
            unmatched.append(name)
    _refuse_one_host_twice(recognised)
    known = {span for each in months for span in known_spans(session, each)}
    found = {host_id for _, host_id in recognised} | {host for match in doubtful for host in match.candidates}
    return PollPreview(
        months=months,
        moments=len(poll.moments),
        recognised=tuple(recognised),
        doubtful=tuple(doubtful),
        unmatched=tuple(unmatched),
        left_out=tuple(left_out),
        silent=tuple(row.written_name for row in poll.rows if not row.answers),
        absent_hosts=tuple(host.name for host in hosts(session, states=("active",)) if host.id not in found),
        outside=tuple(moment for moment in poll.moments if not any(_asks_about(moment, span) for span in known)),
        uncovered=tuple(
            sorted(span for span in known if not any(_asks_about(moment, span) for moment in poll.moments))
        ),
    )


def _refuse_one_host_twice(recognised: list[tuple[str, int]]) -> None:
    """Two written names settled as the same host would overwrite each other."""
    names: dict[int, str] = {}
    for name, host_id in recognised:
        if host_id in names:
            raise Refused("one_host_twice", first=names[host_id], second=name)
        names[host_id] = name


def _asks_about(moment: Moment, span: tuple[date, int, int]) -> bool:
    day, start, end = span
    return moment.day == day and moment.start_minute <= start and end <= moment.end_minute


@allowed(Role.COORDINATOR)
def import_poll(
    session: Session, poll: Poll, settled: Mapping[str, int] | None = None, *, month: Month | None = None
) -> PollImported:
    """Note the answers of everybody recognised, and remember who settled names are.

    Doubtful and unmatched people are left out, not guessed. The same poll again changes nothing.
    Refuses ``poll_other_month``, ``one_host_twice``, ``no_such_host``.
    """
    settled = settled or {}
    preview = preview_poll(session, poll, settled, month=month)
    answers: dict[int, list[Answer]] = {}
    # Row by row, never by name: two people may have written the same one and differ by their address.
    for row, match in zip(poll.rows, match_written_people(session, _written(poll)), strict=True):
        chosen = settled.get(row.written_name, match.sure)
        if chosen is None or chosen == NOT_OURS:
            continue
        answers[chosen] = _answers(row)
        if match.sure is None:
            remember_alias(session, chosen, row.written_name)
    return PollImported(preview, note_answers(session, answers, source="poll"))


def _written(poll: Poll) -> tuple[Written, ...]:
    return tuple(Written(row.written_name, row.email) for row in poll.rows)


def _answers(row: PollRow) -> list[Answer]:
    return [
        Answer(moment.day, moment.start_minute, moment.end_minute, WISH_OF[said])
        for moment, said in row.answers.items()
    ]
