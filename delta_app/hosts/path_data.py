"""The path of newcomers as rows: its steps, what was noted of whom, and who stands by whom."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.core.asking import asked_once
from delta_app.hosts.model import Host, Mentoring, PathMark, PathStep
from delta_app.hosts.path_rules import (
    ACTIVE,
    DEFAULT_PATH,
    KNOWN_STEPS,
    MOST_SHADOWS,
    MOST_STEPS,
    SHADOWS,
    Mark,
    PathNow,
    Step,
    StepNow,
    path_now,
    step_short,
    step_title,
    usual_title,
)

__all__ = [  # with the plain values and words, for the slices above
    "ACTIVE",
    "DEFAULT_PATH",
    "KNOWN_STEPS",
    "MOST_SHADOWS",
    "MOST_STEPS",
    "SHADOWS",
    "Mark",
    "Newcomer",
    "PathNow",
    "Step",
    "StepNow",
    "mentors",
    "newcomers",
    "path_marks",
    "path_now",
    "path_steps",
    "step_short",
    "step_title",
    "usual_title",
]


@dataclass(frozen=True)
class Newcomer:
    """Somebody who is learning: the number of shadow shifts noted for them alone, 0 for that of the path."""

    host_id: int
    own_needed: int


@asked_once
def path_steps(session: Session) -> tuple[Step, ...]:
    """The path in force: the place's own, else the one the program ships."""
    columns = (PathStep.key, PathStep.name, PathStep.needed)
    rows = session.execute(select(*columns).order_by(PathStep.position, PathStep.id))
    return tuple(Step(row.key, row.name, row.needed) for row in rows) or DEFAULT_PATH


@asked_once
def path_marks(session: Session) -> dict[int, tuple[Mark, ...]]:
    """What was noted as done, by host, in the order of its dates."""
    rows = session.execute(
        select(PathMark.host_id, PathMark.step_key, PathMark.done_on, PathMark.by_host_id).order_by(
            PathMark.done_on, PathMark.id
        )
    )
    found: dict[int, list[Mark]] = defaultdict(list)
    for row in rows:
        found[row.host_id].append(Mark(row.step_key, row.done_on, row.by_host_id))
    return {host_id: tuple(marks) for host_id, marks in found.items()}


@asked_once
def mentors(session: Session) -> dict[int, int]:
    """Who stands by whom: the mentor's number by the newcomer's."""
    rows = session.execute(select(Mentoring.host_id, Mentoring.mentor_id).order_by(Mentoring.id))
    return {row.host_id: row.mentor_id for row in rows}


@asked_once
def newcomers(session: Session) -> tuple[Newcomer, ...]:
    """Whoever is learning and has not left, in the order they joined."""
    rows = session.execute(
        select(Host.id, Host.shadow_shifts).where(Host.level == "trainee", Host.state != "left").order_by(Host.id)
    )
    return tuple(Newcomer(row.id, row.shadow_shifts) for row in rows)
