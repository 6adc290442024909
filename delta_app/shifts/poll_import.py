"""Poll answers into availabilities: first a preview that changes nothing, then the same, done."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from delta_app.core.access import Role, allowed
from delta_app.core.calendar import Month
from delta_app.core.errors import Refused
from delta_app.core.i18n import join_names, month_name
from delta_app.core.text import compact
from delta_app.hosts.commands import MOST_PEOPLE, AnswersNoted, note_answers, remember_alias, withdraw_poll_answers
from delta_app.hosts.list_import import PersonRead
from delta_app.hosts.queries import Answer, Doubt, Match, Wish, Written, answers_by_poll, hosts, match_written_people
from delta_app.readers.poll_types import Moment, Poll, PollRow
from delta_app.shifts.queries import known_spans

Span = tuple[date, int, int]

WISH_OF: dict[str, Wish] = {"yes": "can", "if_needed": "if_needed", "no": "cannot"}
NOT_OURS = 0


@dataclass(frozen=True)
class PollPreview:
    """What a poll says about this file's people and slots, before anything is noted.

    ``recognised``: (name as written, host id). ``doubtful``: asked of a person. ``unmatched``: nobody comes near.
    ``left_out``: a person said they are not of the team. ``gone``: recognised by a person, though they left the team.
    ``silent``: opened the poll and never answered; ``fell_silent``: those of them who had answered an earlier poll.
    ``absent_hosts``: short names of active hosts whom the poll does not hold. ``outside``: moments that hold no slot
    whole; their answers are kept in case the place opens then, and a no speaks for the slots it touches.
    ``uncovered``: slots the poll did not ask about.
    """

    months: tuple[Month, ...]
    moments: int
    recognised: tuple[tuple[str, int], ...]
    doubtful: tuple[Doubt, ...]
    unmatched: tuple[Doubt, ...]
    left_out: tuple[str, ...]
    gone: tuple[str, ...]
    silent: tuple[str, ...]
    fell_silent: tuple[str, ...]
    absent_hosts: tuple[str, ...]
    outside: tuple[Moment, ...]
    uncovered: tuple[Span, ...]


@dataclass(frozen=True)
class PollImported:
    """What was noted, with the preview it was done from; ``withdrawn``: (name as written, answers taken back)."""

    preview: PollPreview
    noted: AnswersNoted
    withdrawn: tuple[tuple[str, int], ...] = ()


def preview_poll(
    session: Session, poll: Poll, settled: Mapping[int, int] | None = None, *, month: Month | None = None
) -> PollPreview:
    """Who and what a poll is about. ``settled``: lines of the file → host id, or ``NOT_OURS`` for somebody else.

    Refuses ``poll_other_month`` when a month is asked for and the poll holds no date of it, ``too_many_people``,
    ``one_host_twice``.
    """
    if len(poll.rows) > MOST_PEOPLE:
        raise Refused("too_many_people", found=len(poll.rows), most=MOST_PEOPLE)
    months = tuple(sorted({Month.of(moment.day) for moment in poll.moments}))
    if month is not None and month not in months:
        raise Refused("poll_other_month", found=join_names([month_name(m.first) for m in months]), wanted=month)
    preview = _with_people(session, poll, settled or {}, months)
    known = {span for each in months for span in known_spans(session, each)}
    return replace(
        preview,
        outside=tuple(moment for moment in poll.moments if not any(_asks_about(moment, span) for span in known)),
        uncovered=tuple(
            sorted(span for span in known if not any(_asks_about(moment, span) for moment in poll.moments))
        ),
    )


def preview_poll_people(session: Session, poll: Poll) -> tuple[PersonRead, ...]:
    """Who the people of a poll are, and about whom a person has to be asked. Refuses ``too_many_people``."""
    if len(poll.rows) > MOST_PEOPLE:
        raise Refused("too_many_people", found=len(poll.rows), most=MOST_PEOPLE)
    return tuple(
        PersonRead(row.line, row.written_name, sure, None if sure is not None else Doubt(row.line, match))
        for row, match, sure in _judged(session, poll, {})
    )


def _with_people(session: Session, poll: Poll, settled: Mapping[int, int], months: tuple[Month, ...]) -> PollPreview:
    """The part of a preview that is about people."""
    recognised: list[tuple[PollRow, int]] = []
    doubtful: list[Doubt] = []
    unmatched: list[Doubt] = []
    left_out: list[str] = []
    for row, match, chosen in _judged(session, poll, settled):
        if chosen == NOT_OURS:
            left_out.append(row.written_name)
        elif chosen is not None:
            recognised.append((row, chosen))
        else:
            (doubtful if match.candidates else unmatched).append(Doubt(row.line, match))
    _refuse_one_host_twice(recognised)
    found = {host_id for _row, host_id in recognised}
    found |= {host for doubt in doubtful for host in doubt.match.candidates}
    gone = {host.id for host in hosts(session, states=("left",))}
    before = _answered_before(session, poll)
    return PollPreview(
        months=months,
        moments=len(poll.moments),
        recognised=tuple((row.written_name, host_id) for row, host_id in recognised),
        doubtful=tuple(doubtful),
        unmatched=tuple(unmatched),
        left_out=tuple(left_out),
        gone=tuple(row.written_name for row, host_id in recognised if host_id in gone),
        silent=tuple(row.written_name for row in poll.rows if not row.answers),
        fell_silent=tuple(
            row.written_name
            for row, host_id in recognised
            if not row.answers and _taken_back(row, poll, before.get(host_id, frozenset()))
        ),
        absent_hosts=tuple(host.name for host in hosts(session, states=("active",)) if host.id not in found),
        outside=(),
        uncovered=(),
    )


def _judged(session: Session, poll: Poll, settled: Mapping[int, int]) -> Iterator[tuple[PollRow, Match, int | None]]:
    """Each row, whom its name may mean, and the host chosen or sure.

    Row by row, never by name: two people may have written the same one and differ by their address.
    """
    written = tuple(Written(row.written_name, row.email) for row in poll.rows)
    for row, match in zip(poll.rows, match_written_people(session, written), strict=True):
        yield row, match, settled.get(row.line, match.sure)


def _refuse_one_host_twice(recognised: list[tuple[PollRow, int]]) -> None:
    """Two rows settled as the same host would overwrite each other."""
    names: dict[int, str] = {}
    for row, host_id in recognised:
        if host_id in names:
            raise Refused("one_host_twice", first=names[host_id], second=row.written_name)
        names[host_id] = row.written_name


def _asks_about(moment: Moment, span: Span) -> bool:
    day, start, end = span
    return moment.day == day and moment.start_minute <= start and end <= moment.end_minute


def _answered_before(session: Session, poll: Poll) -> dict[int, frozenset[Span]]:
    """What earlier polls say of each host on this poll's days."""
    days = [moment.day for moment in poll.moments]
    return answers_by_poll(session, min(days), max(days))


def _taken_back(row: PollRow, poll: Poll, before: frozenset[Span]) -> frozenset[Span]:
    """The earlier answers that this poll asked about again and left without answer.

    A cell that is missing or not understood takes nothing back: nobody knows what it was meant to say.
    """
    blank = [moment for moment in poll.moments if moment not in row.answers and moment not in row.unread]
    told = [*row.answers, *row.unread]
    return frozenset(
        span
        for span in before
        if any(_asks_about(moment, span) for moment in blank) and not any(_asks_about(moment, span) for moment in told)
    )


def _spoken_over(row: PollRow, poll: Poll, before: frozenset[Span]) -> frozenset[Span]:
    """The earlier answers about parts of moments that this poll asked about whole, and that have an answer now."""
    asked = {(moment.day, moment.start_minute, moment.end_minute) for moment in poll.moments}
    return frozenset(span for span in before - asked if any(_asks_about(moment, span) for moment in row.answers))


@allowed(Role.COORDINATOR)
def import_poll(
    session: Session, poll: Poll, settled: Mapping[int, int] | None = None, *, month: Month | None = None
) -> PollImported:
    """Note the answers of everybody recognised, and remember who settled names are.

    Doubtful and unmatched people are left out, not guessed. An answer of an earlier poll that the person now leaves
    blank is taken back, unless it was corrected by hand; one about a part of a moment gives way to the answer about the
    whole. Somebody whose whole row is blank keeps theirs and is listed (``fell_silent``): a row nobody filled in looks
    the same when a poll was opened anew under the same name, and wiping a month of answers over a glance would empty
    seats; whoever really withdrew is asked. The same poll again changes nothing.

    Refuses ``poll_other_month``, ``one_host_twice``, ``no_such_host``.
    """
    settled = settled or {}
    preview = preview_poll(session, poll, settled, month=month)
    before = _answered_before(session, poll)
    spellings = Counter(compact(row.written_name) for row in poll.rows)
    answers: dict[int, list[Answer]] = {}
    withdrawn: list[tuple[str, int]] = []
    for row, match, chosen in list(_judged(session, poll, settled)):
        if chosen is None or chosen == NOT_OURS:
            continue
        answers[chosen] = _answers(row)
        said_before = before.get(chosen, frozenset())
        if narrower := _spoken_over(row, poll, said_before):
            withdraw_poll_answers(session, chosen, narrower)
        spans = _taken_back(row, poll, said_before) if row.answers else frozenset()
        if spans:
            withdrawn.append((row.written_name, withdraw_poll_answers(session, chosen, spans)))
        if chosen != match.sure and spellings[compact(row.written_name)] == 1:
            remember_alias(session, chosen, row.written_name)
    return PollImported(preview, note_answers(session, answers, source="poll"), tuple(withdrawn))


def _answers(row: PollRow) -> list[Answer]:
    return [
        Answer(moment.day, moment.start_minute, moment.end_minute, WISH_OF[said])
        for moment, said in row.answers.items()
    ]
