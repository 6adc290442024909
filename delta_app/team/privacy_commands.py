"""Taking away the name of somebody who left, and all else that the place has no reason to keep about them."""

from collections import Counter
from datetime import timedelta
from functools import lru_cache
from itertools import count
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import InstrumentedAttribute

import delta_app.team.words  # noqa: F401 (registers what the refusals say)
from delta_app.core import clock, forgetting, journal
from delta_app.core.access import Actor, Role, allowed
from delta_app.core.errors import Refused
from delta_app.core.i18n import _, speaking
from delta_app.core.settings import get
from delta_app.core.store import Store
from delta_app.core.tries import forget_tries
from delta_app.hosts.model import (
    STATES,
    Absence,
    Allowance,
    AnonymisedHost,
    DatedAnswer,
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
from delta_app.hosts.nameless_data import nameless_name, pin_subject, refuse_nameless
from delta_app.hosts.queries import hosts
from delta_app.post.commands import forget_recipient
from delta_app.post.end_process import end_letter
from delta_app.post.model import OutboxAttachment, OutboxLetter
from delta_app.programme.model import Activity, ActivityDate
from delta_app.programme.queries import programme_between
from delta_app.shifts.model import Agreement, LogbookEntry, Seat, ShiftCall, Slot, Trade, TradeChoice
from delta_app.team.privacy_acts_data import called_in_writing, records_about
from delta_app.team.privacy_rules import Anonymised, Called, says, without
from delta_app.team.privacy_texts_data import FREE_TEXTS, ONE_OF_A_KIND, SAID_IN_SETTINGS
from delta_app.team.retention_commands import rewrite
from delta_app.team.retention_rules import last_day_of_allowances
from delta_app.till.model import TillSigner
from delta_app.upkeep.chore_commands import ChoreDetails, change_chore
from delta_app.upkeep.chore_data import ChoreRow, chore_rows
from delta_app.upkeep.model import ChoreCover, ChoreDone
from delta_app.venue.queries import venue

STANDING = ("open", "agreed")
LOOKED_AHEAD = timedelta(days=366)
"""How far the programme is read for what somebody still leads."""
# Rows that go, by how ``Anonymised`` counts them.
_GOING: tuple[tuple[str, type[Any], tuple[InstrumentedAttribute[int], ...]], ...] = (
    ("code", HostPin, (HostPin.host_id,)),
    ("aliases", HostAlias, (HostAlias.host_id,)),
    ("availability", WeeklyAvailability, (WeeklyAvailability.host_id,)),
    ("availability", DatedAnswer, (DatedAnswer.host_id,)),
    ("absences", Absence, (Absence.host_id,)),
    ("pairs", HostPair, (HostPair.first_host_id, HostPair.second_host_id)),
    ("path", PathMark, (PathMark.host_id,)),
    ("mentoring", Mentoring, (Mentoring.host_id, Mentoring.mentor_id)),
    ("calls", ShiftCall, (ShiftCall.host_id,)),
)

HANDED_OUT = "handed_out"
"""Among the tables of a record: data about somebody left the program."""


def anonymise(store: Store, actor: Actor, host_id: int) -> Anonymised:
    """Take away the name of somebody who left, for good, and have the data file written anew without it.

    Refuses as ``anonymise_host`` does. Where only the writing anew is refused (``file_busy``, ``disk_full``) the name
    is gone from all that can be read, and the refusal says so as ``not_rewritten``.
    """
    with store.write(actor, _("Retirer le nom d’une personne partie")) as session:
        done = anonymise_host(session, host_id)
    rewrite(store)
    return done


def rehearse(store: Store, actor: Actor, host_id: int) -> Anonymised:
    """What ``anonymise`` would do; nothing is done. Refuses the same."""
    with store.rehearse(actor) as session:
        return anonymise_host(session, host_id)


@allowed(Role.COORDINATOR)
def note_handed_out(session: Session) -> None:
    """All that is kept about somebody else was printed or written to files: the history tells by whom, and when."""
    journal.note(session, HANDED_OUT)


@allowed(Role.COORDINATOR)
def anonymise_host(session: Session, host_id: int) -> Anonymised:
    """Take away the name of somebody who left, and whatever is noted of them but the shifts they did.

    The number in its place is the next one ever. Seats done, gatherings, activities led, trades that ended and words in
    the logbook stay under it; allowances too, and while the law wants them the yearly list shows the name (law of 3
    July 2005; seven years as any voucher), and so do the openings and closings of the till they signed. Others go on
    with the chores in their order. The record keeps no values and those of older acts about the person go, so that
    nothing brings them back.

    Refuses ``no_such_host``, ``host_nameless``, ``not_left``, ``still_seated`` (how many, the first day), and
    ``letter_moved_on`` while a letter to them is on its way.
    """
    host = session.get(Host, host_id)
    if host is None:
        raise Refused("no_such_host")
    refuse_nameless(session, host_id)
    _refuse_unless_gone(session, host_id)
    forgetting.keep_no_values(session)
    number = (session.scalar(select(func.max(AnonymisedHost.number))) or 0) + 1
    with speaking(venue(session).language):
        instead = nameless_name(number)
    names, about = called_in_writing(session, host_id), records_about(session, host_id)
    went: Counter[str] = Counter()
    _leave_chores(session, host_id, went)
    unsure = _forget_in_journal(session, names, about, instead, went)
    unsure += _reword_texts(session, host_id, names, instead, went)
    for key, model, columns in _GOING:
        went[key] += _delete(
            session, select(model).where(or_(*(column == host_id for column in columns))).order_by(model.id)
        )
    forget_tries(session, pin_subject(host_id))
    _leave_trades(session, host_id, went)
    _blank_letters(session, host_id, went)
    _forget_planned_states(session, host_id)
    last_allowance = session.scalar(select(func.max(Allowance.day)).where(Allowance.host_id == host_id))
    kept = f"{host.given_name} {host.family_name}".strip() if last_allowance is not None else ""
    still = _still_saying(session, (*names.own, *names.shared, host.given_name, host.family_name))
    leads_on = _still_leading(session, host_id)
    went["contact"] = sum(bool(value) for value in (host.email, host.phone))
    _blank_card(host, instead)
    session.add(AnonymisedHost(host_id=host_id, number=number, at=clock.now(), kept_name=kept))
    session.flush()
    until = last_day_of_allowances(last_allowance) if last_allowance is not None else None
    return Anonymised(number, dict(went), _staying(session, host_id), unsure, until, still, leads_on)


def _forget_planned_states(session: Session, host_id: int) -> None:
    """A return that was planned is nobody's any more."""
    planned = select(HostStateChange).where(
        HostStateChange.host_id == host_id, HostStateChange.from_day > clock.today()
    )
    _delete(session, planned.order_by(HostStateChange.id))


def _still_saying(session: Session, names: tuple[str, ...]) -> tuple[str, ...]:
    """What each line of the settings is called that says the name: whom the place names there is for it to say."""
    return tuple(setting.meaning() for setting in SAID_IN_SETTINGS if says(get(session, setting), names))


def _still_leading(session: Session, host_id: int) -> tuple[str, ...]:
    """The titles of activities to come that the person would lead, each once, the first to come before the others."""
    local = clock.local_now()
    rows = programme_between(session, local.date(), local.date() + LOOKED_AHEAD)
    ahead = [row for row in rows if row.plan.host_id == host_id and row.takes_place and not row.is_over(local)]
    return tuple(dict.fromkeys(row.title for row in ahead))


def _refuse_unless_gone(session: Session, host_id: int) -> None:
    row = next(host for host in hosts(session, states=STATES) if host.id == host_id)
    if row.state != "left":
        raise Refused("not_left", name=row.name)
    local = clock.local_now()
    today, minute = local.date(), local.hour * 60 + local.minute
    coming = session.scalars(
        select(Slot.day)
        .join(Seat, Seat.slot_id == Slot.id)
        .where(Seat.host_id == host_id, or_(Slot.day > today, (Slot.day == today) & (Slot.end_minute > minute)))
        .order_by(Slot.day, Slot.start_minute)
    ).all()
    if coming:
        raise Refused("still_seated", name=row.name, count=len(coming), first=coming[0])


def _forget_in_journal(session: Session, names: Called, about: set[int], instead: str, went: Counter[str]) -> int:
    """Values of acts about the person, and of any that name them, go; so does the name in what acts are called.
    Returns how many acts may be called after a namesake."""
    saying = forgetting.records_saying(session, names.sought(), names.stand_in)
    forgetting.forget_values(session, about | saying)
    went["undo"] = len(about | saying)
    unsure = 0

    @lru_cache(maxsize=5_000)  # the same few people act again and again, and much is called alike
    def own_gone(text: str) -> str:
        return without(text, names.own, instead, alone=names.alone)

    def reword(text: str, record_id: int) -> str:
        nonlocal unsure
        text = own_gone(text)
        if record_id in about:
            return without(text, (*names.shared, names.given), instead)
        unsure += says(text, names.shared)
        return text

    went["acts"] = forgetting.reword_records(session, reword)
    return unsure


def _reword_texts(session: Session, host_id: int, names: Called, instead: str, went: Counter[str]) -> int:
    unsure = 0
    for column in FREE_TEXTS:
        for row in session.scalars(select(column.class_).where(column != "").order_by(column.class_.id)):
            text = getattr(row, column.key)
            other = without(text, names.own, instead, alone=names.alone)
            if other != text:
                setattr(row, column.key, _not_taken(session, column, other))
                went["texts"] += 1
            unsure += says(other, names.shared)
    for seat in session.scalars(select(Seat).where(Seat.host_id == host_id, Seat.overrule != "").order_by(Seat.id)):
        seat.overrule = ""  # a reason about this person alone
    return unsure


def _not_taken(session: Session, column: InstrumentedAttribute[str], text: str) -> str:
    """The text, with a number where another row is called so already and no two may be."""
    if column not in ONE_OF_A_KIND:
        return text
    taken = set(session.scalars(select(column)))
    numbered = (f"{text} ({number})" for number in count(2))
    return text if text not in taken else next(other for other in numbered if other not in taken)


def _leave_chores(session: Session, host_id: int, went: Counter[str]) -> None:
    """The person does no chore in turn any more; those who go on have their turns as they would have had them. That a
    chore was done stays known, and not who said so."""
    rotas = [row for row in chore_rows(session, clock.today()) if host_id in dict(row.people)]
    went["covers"] += _delete(session, select(ChoreCover).where(ChoreCover.host_id == host_id).order_by(ChoreCover.id))
    for row in rotas:
        people = tuple(one for one in _in_their_order(row) if one != host_id)
        change_chore(
            session,
            row.id,
            ChoreDetails(row.title, row.moment, row.how, row.weekdays, row.rule, row.first_day, people),
        )
    went["rotas"] += len(rotas)
    for done in session.scalars(select(ChoreDone).where(ChoreDone.host_id == host_id).order_by(ChoreDone.id)):
        done.host_id = None
        went["done"] += 1


def _in_their_order(row: ChoreRow) -> tuple[int, ...]:
    """Those who do a chore in turn, as their turns come that are still to be done."""
    people, today = dict(row.people), clock.today()
    coming = [one.turn for one in row.turns if one.done is None or not one.turn.is_on(today)]
    whose = [turn.host_id if turn.host_id in people else turn.instead_of for turn in coming]
    return tuple(dict.fromkeys([*(one for one in whose if one in people), *people]))


def _delete(session: Session, wanted: Any) -> int:
    rows = session.scalars(wanted).all()
    for row in rows:
        session.delete(row)
    return len(rows)


def _leave_trades(session: Session, host_id: int, went: Counter[str]) -> None:
    """What the person asked and what they were asked ends; what was done stays as it was."""
    for trade in session.scalars(
        select(Trade).where(Trade.host_id == host_id, Trade.state.in_(STANDING)).order_by(Trade.id)
    ):
        trade.state, trade.ended_at = "cancelled", clock.now()
        went["trades"] += 1
    standing = {
        trade.id: trade
        for trade in session.scalars(select(Trade).where(Trade.state.in_(STANDING)).order_by(Trade.id))
        if trade.host_id != host_id
    }
    for agreement in session.scalars(select(Agreement).where(Agreement.host_id == host_id).order_by(Agreement.id)):
        if agreement.trade_id in standing:
            standing[agreement.trade_id].state = "open"  # somebody else may still say yes
            session.delete(agreement)
    session.flush()
    bound = set(session.scalars(select(Agreement.choice_id)))
    for choice in session.scalars(select(TradeChoice).where(TradeChoice.host_id == host_id).order_by(TradeChoice.id)):
        if choice.id not in bound:
            session.delete(choice)
            went["trades"] += 1


def _blank_letters(session: Session, host_id: int, went: Counter[str]) -> None:
    """Letters to the person say no more than that there was one; what letters to others had attached, as a roster,
    goes once they are sent, for nobody can take a name out of a PDF. Those that never arrived are given up with it."""
    stuck = select(OutboxLetter).where(OutboxLetter.state.in_(("refused", "in_doubt")))
    for letter in session.scalars(stuck.order_by(OutboxLetter.id)).all():
        if session.scalar(select(OutboxAttachment.id).where(OutboxAttachment.letter_id == letter.id).limit(1)):
            end_letter(session, letter, "cancelled")
    session.flush()
    ended = select(OutboxLetter.id).where(OutboxLetter.state.in_(("sent", "cancelled")))
    theirs = select(OutboxLetter.id).where(OutboxLetter.host_id == host_id)
    _delete(
        session,
        select(OutboxAttachment)
        .where(or_(OutboxAttachment.letter_id.in_(ended), OutboxAttachment.letter_id.in_(theirs)))
        .order_by(OutboxAttachment.id),
    )
    went["letters"] += forget_recipient(session, host_id)
    for letter in session.scalars(
        select(OutboxLetter).where(OutboxLetter.host_id == host_id).order_by(OutboxLetter.id)
    ):
        letter.to_address = letter.subject = letter.body = letter.problem = ""


def _blank_card(host: Host, instead: str) -> None:
    """As a card that nobody filled in; where somebody came from stays, for hours are counted by it."""
    host.given_name, host.family_name = instead, ""
    host.email = host.phone = ""
    host.languages, host.level, host.partner_id = "", "experienced", None
    host.max_day = host.max_week = host.max_month = host.target = host.shadow_shifts = 0
    host.back_to_back_ok = False


def _staying(session: Session, host_id: int) -> dict[str, int]:
    """What is left under the number."""

    def of(model: type[Any]) -> int:
        return session.scalar(select(func.count()).select_from(model).where(model.host_id == host_id)) or 0

    kinds = {
        "shifts": Seat,
        "gatherings": GatheringHost,
        "logbook": LogbookEntry,
        "allowances": Allowance,
        "signed": TillSigner,
    }
    dates = select(ActivityDate.activity_id).where(ActivityDate.host_id == host_id)
    led = select(func.count(Activity.id)).where(or_(Activity.host_id == host_id, Activity.id.in_(dates)))
    return {**{key: of(model) for key, model in kinds.items()}, "activities": session.scalar(led) or 0}
