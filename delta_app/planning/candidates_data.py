"""Who can come to a slot, in words: what speaks for somebody, and what stands against the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from delta_app.core.i18n import _, day_month, format_time, join_names, short_date
from delta_app.programme.leading_data import Leads, leading_words, leads_between
from delta_app.shifts.candidates_data import Candidate, Obstacle, candidates, common_candidates
from delta_app.shifts.queries import SlotRow, slot_row


@dataclass(frozen=True)
class CandidateRow:
    """Somebody of the team as the side of the planning lists them; ``caption`` says why they fit or do not.

    ``leads``: what they lead at that time, mostly nothing. It hinders nobody and is told before.
    """

    host_id: int
    name: str
    caption: str
    fits: bool
    may_all_the_same: bool  # the coordinator can set aside what stands against it
    learns: bool
    leads: str = ""


def candidate_rows(session: Session, slot_id: int) -> tuple[CandidateRow, ...]:
    """Everybody who is not in the slot yet: those who fit first, of them those last who lead an activity then."""
    slot = slot_row(session, slot_id)
    if slot is None:
        return ()
    leads = leads_between(session, slot.day, slot.day)
    rows = [_row(one, leads.words(one.host_id, *_span(slot))) for one in candidates(session, slot_id)]
    return tuple(sorted(rows, key=lambda row: (not row.fits, row.fits and bool(row.leads))))


def _span(slot: SlotRow) -> tuple[date, int, int]:
    return slot.day, slot.start_minute, slot.end_minute


def _row(one: Candidate, leads: str) -> CandidateRow:
    caption = _caption(one)
    if leads and not (one.obstacles and one.obstacles[0].code in _REFUSALS):  # who is away leads nothing either
        caption = f"{leads} · {caption}"
    return CandidateRow(one.host_id, one.name, caption, one.fits, one.may_all_the_same, one.learns, leads)


@dataclass(frozen=True)
class CommonRow:
    """Somebody who fits in some of several slots; ``caption`` says in how many."""

    host_id: int
    name: str
    caption: str


def common_rows(session: Session, slot_ids: Sequence[int]) -> tuple[CommonRow, ...]:
    """Whoever fits in at least one of some slots with a free seat, in the most first."""
    slots = [slot for slot_id in slot_ids if (slot := slot_row(session, slot_id)) is not None]
    if not slots:
        return ()
    days = [slot.day for slot in slots]
    leads, n = leads_between(session, min(days), max(days)), len(slot_ids)
    rows = []
    for one in common_candidates(session, slot_ids):
        caption = _("libre pour {fits} sur {n} · {given} / {target} ce mois").format(
            fits=one.fits, n=n, given=one.given, target=one.target
        )
        led = _led_words(leads, one.host_id, slots)
        rows.append(CommonRow(one.host_id, one.name, f"{caption} · {led}" if led else caption))
    return tuple(rows)


def _led_words(leads: Leads, host_id: int, slots: Sequence[SlotRow]) -> str:
    """``mène Tricot, mer. 6 janv. 10h – 12h``: what somebody leads in the time of some slots, with the day."""
    found = {one for slot in slots for one in leads.during(host_id, *_span(slot))}
    return leading_words(sorted(found), dated=True)


_REFUSALS = ("absent", "said_no", "usually_not")


def _caption(candidate: Candidate) -> str:
    if candidate.obstacles:
        return against_words(candidate.obstacles)
    wish = {"prefers": _("préfère ce moment"), "can": _("disponible"), "if_needed": _("si nécessaire")}[candidate.wish]
    if candidate.learns:
        return _("{wish} · en doublure").format(wish=wish)
    return _("{wish} · {given} / {target} ce mois").format(wish=wish, given=candidate.given, target=candidate.target)


def against_words(obstacles: Sequence[Obstacle]) -> str:
    """What stands against somebody's coming; nothing when nothing does."""
    if obstacles and obstacles[0].code in _REFUSALS:
        obstacles = obstacles[:1]  # then the rules are beside the point
    return join_names(list(dict.fromkeys(map(_against, obstacles))))


def _against(obstacle: Obstacle) -> str:
    if obstacle.code == "absent" and obstacle.away is not None:
        return _("absent·e du {first} au {last}").format(
            first=day_month(obstacle.away.first_day), last=day_month(obstacle.away.last_day)
        )
    when = join_names([f"{short_date(day)} {format_time(start)}" for day, start in obstacle.elsewhere])
    return {
        "absent": _("absent·e"),
        "said_no": _("a dit non"),
        "usually_not": _("ne vient jamais à ce moment"),
        "not_answered": _("n’a pas répondu"),
        "max_day": _("à son maximum du jour ({n})"),
        "max_week": _("à son maximum de la semaine ({n})"),
        "max_month": _("à son maximum du mois ({n})"),
        "overlap": _("déjà là : {when}"),
        "rest": _("trop peu de repos : {when}"),
        "avoid": _("à ne pas mettre avec {who}"),
        "novices": _("débute : il faut quelqu’un d’expérimenté"),
        "shadow_without_experienced": _("en doublure : il faut quelqu’un d’expérimenté"),
        "shadows_in_slot": _("il y a déjà une doublure"),
        "there_already": _("y est déjà"),
        "gone_by": _("c’est déjà passé"),
    }[obstacle.code].format(n=obstacle.allowed, when=when, who=join_names(list(obstacle.others)))
