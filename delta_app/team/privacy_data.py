"""Everything that is kept about one person, from every table, as they may ask for it.

What somebody gets is what GDPR art. 15 gives them: all data about them, also what others noted (that the coordination
would rather not put them with somebody, why a rule was set aside for their seat). Art. 15(4) keeps the rights of
others: companions are left out, whoever else is named is named by first name and initial as on any roster, and a pair
to avoid is told without the other's name, because that one may have asked for it. Not given, because it would weaken
what protects them: the hash of their code. What a letter had attached is named, not given again: a roster holds others.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from delta_app.budget.model import Purchase
from delta_app.core import clock
from delta_app.core.clock import BRUSSELS
from delta_app.core.errors import Refused
from delta_app.core.tries import TryCount
from delta_app.hosts.model import (
    STATES,
    Absence,
    Allowance,
    DatedAnswer,
    Gathering,
    GatheringHost,
    Host,
    HostAlias,
    HostPair,
    HostPin,
    HostStateChange,
    Mentoring,
    PathMark,
    WeeklyAvailability,
)
from delta_app.hosts.nameless_data import pin_subject
from delta_app.hosts.path_data import path_steps, step_title, usual_title
from delta_app.hosts.queries import HostRow, hosts
from delta_app.post.model import OutboxAttachment, OutboxLetter
from delta_app.shifts.given_data import given_by
from delta_app.shifts.model import LogbookEntry, ShiftCall
from delta_app.team.person_values import (
    Answered,
    AskedToBuy,
    Away,
    Call,
    Card,
    Code,
    Gathered,
    Letter,
    Mentor,
    Paid,
    Pair,
    PersonData,
    Signed,
    StateFrom,
    Step,
    Usual,
    Written,
)
from delta_app.team.person_words import said
from delta_app.team.privacy_acts_data import acts_about, acts_by
from delta_app.team.privacy_house_data import activities_of, chores_done_by, chores_of, turns_taken_by
from delta_app.team.privacy_shifts_data import agreed_of, asked_of, published_of, shifts_of, trades_of
from delta_app.till.model import TillEntry, TillSigner
from delta_app.venue.queries import venue

# Each column that says who: the part of ``PersonData`` that tells it.
TOLD_IN: dict[tuple[str, str], str] = {
    ("host_pin", "host_id"): "code",
    ("host_alias", "host_id"): "also_written",
    ("weekly_availability", "host_id"): "weekly",
    ("dated_answer", "host_id"): "answers",
    ("absence", "host_id"): "absences",
    ("host_pair", "first_host_id"): "pairs",
    ("host_pair", "second_host_id"): "pairs",
    ("allowance", "host_id"): "allowances",
    ("path_mark", "host_id"): "path",
    ("path_mark", "by_host_id"): "steps_of_others",
    ("mentoring", "host_id"): "mentors",
    ("mentoring", "mentor_id"): "mentors",
    ("host_state_change", "host_id"): "states",
    ("anonymised_host", "host_id"): "nameless",
    ("gathering_host", "host_id"): "gatherings",
    ("outbox_letter", "host_id"): "letters",
    ("seat", "host_id"): "shifts",
    ("published_seat", "host_id"): "published",
    ("logbook_entry", "host_id"): "logbook",
    ("trade", "host_id"): "trades",
    ("trade_choice", "host_id"): "asked",
    ("agreement", "host_id"): "agreed",
    ("shift_call", "host_id"): "calls",
    ("till_signer", "host_id"): "signed",
    ("purchase", "asked_by"): "purchases",
    ("activity", "host_id"): "activities",
    ("activity_date", "host_id"): "activities",
    ("chore_person", "host_id"): "chores",
    ("chore_cover", "host_id"): "turns_taken",
    ("chore_done", "host_id"): "chores_done",
}


def person_data(session: Session, host_id: int) -> PersonData:
    """Everything about one person, as it is now. Refuses ``no_such_host``; ``host_nameless`` once the name is gone."""
    team = {host.id: host for host in hosts(session, states=STATES)}
    if host_id not in team:
        raise Refused("no_such_host")
    if team[host_id].nameless:
        raise Refused("host_nameless")
    names = {other.id: other.name for other in team.values()}
    titles = {step.key: step_title(step) for step in path_steps(session)}
    return PersonData(
        place=venue(session).name,
        made_at=clock.now(),
        host_id=host_id,
        card=_card(session, team[host_id]),
        also_written=tuple(row.written for row in _rows(session, HostAlias, host_id)),
        code=_code(session, host_id),
        states=tuple(
            StateFrom(row.state, row.from_day)
            for row in sorted(_rows(session, HostStateChange, host_id), key=lambda row: row.from_day)
        ),
        path=tuple(
            Step(
                row.step_key,
                _called(row.step_key, titles),
                row.done_on,
                names.get(row.by_host_id, "") if row.by_host_id is not None else "",
            )
            for row in sorted(_rows(session, PathMark, host_id), key=lambda row: row.done_on)
        ),
        steps_of_others=_steps_of_others(session, host_id, names, titles),
        mentors=_mentors(session, host_id, names),
        weekly=tuple(
            Usual(row.weekday, row.start_minute, row.end_minute, row.wish)
            for row in sorted(
                _rows(session, WeeklyAvailability, host_id), key=lambda row: (row.weekday, row.start_minute)
            )
        ),
        answers=tuple(
            Answered(row.day, row.start_minute, row.end_minute, row.wish, row.source)
            for row in sorted(_rows(session, DatedAnswer, host_id), key=lambda row: (row.day, row.start_minute))
        ),
        absences=tuple(
            Away(row.first_day, row.last_day)
            for row in sorted(_rows(session, Absence, host_id), key=lambda row: row.first_day)
        ),
        pairs=_pairs(session, host_id, names),
        shifts=shifts_of(session, host_id),
        given=given_by(session, host_id, date.min, clock.today(), clock.local_now()),
        published=published_of(session, host_id),
        trades=trades_of(session, host_id, names),
        asked=asked_of(session, host_id, names),
        agreed=agreed_of(session, host_id, names),
        calls=tuple(
            Call(row.day, row.start_minute, row.end_minute, row.way, row.asked_at)
            for row in sorted(_rows(session, ShiftCall, host_id), key=lambda row: (row.asked_at, row.id))
        ),
        allowances=tuple(
            Paid(row.day, row.kind, row.cents, row.km)
            for row in sorted(_rows(session, Allowance, host_id), key=lambda row: (row.day, row.id))
        ),
        signed=_signed(session, host_id),
        purchases=_purchases(session, host_id),
        gatherings=_gatherings(session, host_id),
        activities=activities_of(session, host_id),
        chores=chores_of(session, host_id),
        turns_taken=turns_taken_by(session, host_id),
        chores_done=chores_done_by(session, host_id),
        letters=_letters(session, host_id),
        logbook=tuple(Written(row.at, row.text) for row in _rows(session, LogbookEntry, host_id)),
        acts_by=acts_by(session, host_id),
        acts_about=acts_about(session, host_id),
    )


def _called(key: str, titles: Mapping[str, str]) -> str:
    """What a step is called, also one that the path here no longer has."""
    return titles.get(key) or usual_title(key) or said(key)


def _rows(session: Session, of: type, host_id: int) -> Sequence[Any]:
    """The rows of a table that name the person in ``host_id``, as they came."""
    return session.scalars(select(of).where(of.host_id == host_id).order_by(of.id)).all()  # type: ignore[attr-defined]


def _card(session: Session, host: HostRow) -> Card:
    joined = session.scalars(select(Host.joined_at).where(Host.id == host.id)).one()
    return Card(
        given_name=host.given_name,
        family_name=host.family_name,
        short_name=host.name,
        email=host.email,
        phone=host.phone,
        joined_on=joined.astimezone(BRUSSELS).date(),
        origin=host.origin,
        service=host.partner,
        languages=host.languages,
        level=host.level,
        state=host.state,
        max_day=host.max_day,
        max_week=host.max_week,
        max_month=host.max_month,
        target=host.target,
        back_to_back_ok=host.back_to_back_ok,
        shadow_shifts=host.shadow_shifts,
    )


def _code(session: Session, host_id: int) -> Code:
    set_at = session.scalar(select(HostPin.set_at).where(HostPin.host_id == host_id))
    wrong = session.scalar(select(TryCount.failures).where(TryCount.subject == pin_subject(host_id)))
    return Code(set_at, wrong or 0)


def _steps_of_others(
    session: Session, host_id: int, names: Mapping[int, str], titles: Mapping[str, str]
) -> tuple[Step, ...]:
    """The steps that others did with the person; ``by`` is who did them."""
    rows = session.scalars(
        select(PathMark).where(PathMark.by_host_id == host_id).order_by(PathMark.done_on, PathMark.id)
    )
    return tuple(
        Step(row.step_key, _called(row.step_key, titles), row.done_on, names.get(row.host_id, "")) for row in rows
    )


def _mentors(session: Session, host_id: int, names: Mapping[int, str]) -> tuple[Mentor, ...]:
    rows = session.scalars(
        select(Mentoring)
        .where(or_(Mentoring.host_id == host_id, Mentoring.mentor_id == host_id))
        .order_by(Mentoring.id)
    )
    return tuple(
        Mentor("mentor", names.get(row.mentor_id, ""))
        if row.host_id == host_id
        else Mentor("newcomer", names.get(row.host_id, ""))
        for row in rows
    )


def _pairs(session: Session, host_id: int, names: Mapping[int, str]) -> tuple[Pair, ...]:
    rows = session.scalars(
        select(HostPair)
        .where(or_(HostPair.first_host_id == host_id, HostPair.second_host_id == host_id))
        .order_by(HostPair.id)
    )
    return tuple(
        Pair(
            row.kind,
            ""
            if row.kind == "avoid"
            else names.get(row.second_host_id if row.first_host_id == host_id else row.first_host_id, ""),
        )
        for row in rows
    )


def _gatherings(session: Session, host_id: int) -> tuple[Gathered, ...]:
    rows = session.scalars(
        select(Gathering)
        .join(GatheringHost, GatheringHost.gathering_id == Gathering.id)
        .where(GatheringHost.host_id == host_id)
        .order_by(Gathering.day, Gathering.start_minute, Gathering.id)
    )
    return tuple(Gathered(row.kind, row.day, row.start_minute, row.end_minute, row.theme, row.place) for row in rows)


def _signed(session: Session, host_id: int) -> tuple[Signed, ...]:
    rows = session.execute(
        select(TillEntry.day, TillEntry.kind, TillSigner.name)
        .join(TillSigner, TillSigner.entry_id == TillEntry.id)
        .where(TillSigner.host_id == host_id)
        .order_by(TillEntry.id)
    )
    return tuple(Signed(row.day, f"till_{row.kind}", row.name) for row in rows)


def _purchases(session: Session, host_id: int) -> tuple[AskedToBuy, ...]:
    asked = select(Purchase).where(Purchase.asked_by == host_id)
    rows = session.scalars(asked.order_by(Purchase.asked_on, Purchase.id))
    return tuple(AskedToBuy(row.asked_on, row.label, row.asked_for, row.cents, row.state) for row in rows)


def _letters(session: Session, host_id: int) -> tuple[Letter, ...]:
    rows = _rows(session, OutboxLetter, host_id)
    attached: dict[int, list[str]] = defaultdict(list)
    for file in session.execute(
        select(OutboxAttachment.letter_id, OutboxAttachment.name)
        .where(OutboxAttachment.letter_id.in_([row.id for row in rows]))
        .order_by(OutboxAttachment.id)
    ):
        attached[file.letter_id].append(file.name)
    return tuple(
        Letter(
            row.kind,
            row.about,
            row.to_address,
            row.to_name,
            row.subject,
            row.body,
            row.language,
            row.state,
            row.put_at,
            row.ended_at,
            tuple(attached[row.id]),
        )
        for row in rows
    )
