"""Where newcomers are on their path, with who stands by them and the shadow shift that comes next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.core.clock import BRUSSELS
from delta_app.hosts import queries as people
from delta_app.hosts.model import Host
from delta_app.hosts.path_data import (
    SHADOWS,
    Mark,
    PathNow,
    Step,
    StepNow,
    mentors,
    path_marks,
    path_steps,
    step_short,
    step_title,
)
from delta_app.hosts.queries import HostRow
from delta_app.hosts.state_data import StateFrom, planned
from delta_app.shifts.leaving_data import Leaving, SeatToFree, leaving, seats_to_free
from delta_app.shifts.shadows_data import ShadowShift, learners, newcomer_path, shadowing_of

__all__ = [
    "SHADOWS",
    "Leaving",
    "Mark",
    "Mentor",
    "NewcomerView",
    "PathNow",
    "SeatToFree",
    "ShadowShift",
    "StateFrom",
    "Step",
    "StepNow",
    "leaving",
    "newcomer_views",
    "path_steps",
    "planned",
    "seats_to_free",
    "since_of",
    "step_short",
    "step_title",
]


@dataclass(frozen=True)
class Mentor:
    """Somebody who stands by a newcomer; ``until``: the day from which they are gone, where it is known."""

    host_id: int
    name: str
    until: date | None
    paused: bool


@dataclass(frozen=True)
class NewcomerView:
    """Somebody's path. ``learning``: they are still on it. ``coming`` are their shadow shifts not over yet, and
    ``with_whom`` the names of those with whom steps were done."""

    host: HostRow
    learning: bool
    path: PathNow
    since: date
    mentor: Mentor | None
    coming: tuple[ShadowShift, ...]
    with_whom: dict[int, str]

    @property
    def key(self) -> str:
        """Where they are, as the counters of the page call it."""
        current = self.path.current
        return f"step:{current.step.key}" if current is not None else "ready"


def newcomer_views(session: Session) -> dict[int, NewcomerView]:
    """Whoever is learning, by host."""
    return {number: view for number in sorted(learners(session)) if (view := newcomer_view(session, number))}


def newcomer_view(session: Session, host_id: int) -> NewcomerView | None:
    """The path of somebody who is learning, or of whom something is noted, those who left too; else None."""
    team = {host.id: host for host in people.hosts(session, states=("active", "paused", "left"))}
    host, marks = team.get(host_id), path_marks(session).get(host_id, ())
    learning = host is not None and host.level == "trainee" and host.state != "left"
    if host is None or not (learning or marks):
        return None
    others = {mark.by_host_id for mark in marks if mark.by_host_id in team}
    return NewcomerView(
        host=host,
        learning=learning,
        path=newcomer_path(session, host_id, host.shadow_shifts),
        since=since_of(session)[host_id],
        mentor=_mentor(session, team, mentors(session).get(host_id)),
        coming=shadowing_of(session, host_id).coming,
        with_whom={one: team[one].name for one in sorted(filter(None, others))},
    )


def _mentor(session: Session, team: dict[int, HostRow], mentor_id: int | None) -> Mentor | None:
    if mentor_id is None or mentor_id not in team:
        return None
    until = next((change.from_day for change in planned(session, mentor_id) if change.state == "left"), None)
    return Mentor(mentor_id, team[mentor_id].name, until, team[mentor_id].state == "paused")


def since_of(session: Session) -> dict[int, date]:
    """Since when each is in the team: written here, or met before that."""
    marks = path_marks(session)

    def first(written: date, noted: Iterable[Mark]) -> date:
        return min([written, *(mark.done_on for mark in noted)])

    return {
        row.id: first(row.joined_at.astimezone(BRUSSELS).date(), marks.get(row.id, ()))
        for row in session.execute(select(Host.id, Host.joined_at).order_by(Host.id))
    }
