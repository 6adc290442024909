"""Who can come to a slot, in words: what speaks for somebody, and what stands against the others."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from delta_app.core.i18n import _, day_month, format_time, join_names, short_date
from delta_app.shifts.candidates_data import Candidate, Obstacle, candidates, common_candidates


@dataclass(frozen=True)
class CandidateRow:
    """Somebody of the team as the side of the planning lists them; ``caption`` says why they fit or do not."""

    host_id: int
    name: str
    caption: str
    fits: bool
    may_all_the_same: bool  # the coordinator can set aside what stands against it
    learns: bool


def candidate_rows(session: Session, slot_id: int) -> tuple[CandidateRow, ...]:
    """Everybody who is not in the slot yet, those who fit first."""
    return tuple(
        CandidateRow(one.host_id, one.name, _caption(one), one.fits, one.may_all_the_same, one.learns)
        for one in candidates(session, slot_id)
    )


@dataclass(frozen=True)
class CommonRow:
    """Somebody who fits in some of several slots; ``caption`` says in how many."""

    host_id: int
    name: str
    caption: str


def common_rows(session: Session, slot_ids: Sequence[int]) -> tuple[CommonRow, ...]:
    """Whoever fits in at least one of some slots with a free seat, in the most first."""
    n = len(slot_ids)
    return tuple(
        CommonRow(
            one.host_id,
            one.name,
            _("libre pour {fits} sur {n} · {given} / {target} ce mois").format(
                fits=one.fits, n=n, given=one.given, target=one.target
            ),
        )
        for one in common_candidates(session, slot_ids)
    )


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
