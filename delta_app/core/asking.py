"""A question asked twice of one reading is answered once: what it asks of cannot have changed meanwhile."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session

P = ParamSpec("P")
T = TypeVar("T")

_ANSWERS = "answers"


def remember_answers(session: Session) -> None:
    """From now on this session, which only reads, answers each question once."""
    session.info[_ANSWERS] = {}


def asked_once(query: Callable[Concatenate[Session, P], T]) -> Callable[Concatenate[Session, P], T]:
    """A query of hashable arguments whose answer nobody changes. A session that writes asks anew each time."""

    @wraps(query)
    def answer(session: Session, /, *args: P.args, **kwargs: P.kwargs) -> T:
        answers: dict[Any, T] | None = session.info.get(_ANSWERS)
        if answers is None:
            return query(session, *args, **kwargs)
        question = (query, args, tuple(sorted(kwargs.items())))
        if question not in answers:
            answers[question] = query(session, *args, **kwargs)
        return answers[question]

    return answer
