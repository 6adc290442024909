"""Refusals: what a command says when it cannot do what was asked, and how that is worded for a person."""

from collections.abc import Callable, Mapping
from typing import Any

_WORDS: dict[str, Callable[[Mapping[str, Any]], str]] = {}


class Refused(Exception):
    """An act that was not done, left nothing half done, and can be explained.

    ``code`` names the reason for programs and tests; ``facts`` are the plain values its sentence needs.
    """

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        return self.code


def register_words(words: Mapping[str, Callable[[Mapping[str, Any]], str]]) -> None:
    """Give each refusal code the function that words it in the language of the moment; a code has one wording."""
    twice = _WORDS.keys() & words.keys()
    if twice:
        raise ValueError(f"refusal worded twice: {sorted(twice)}")
    _WORDS.update(words)


def say(refusal: Refused) -> str:
    """One sentence for a person: what happened, that nothing is lost, what to do next.

    Raises KeyError for a code without words: a defect, caught by a test that reads every code in the source.
    """
    return _WORDS[refusal.code](refusal.facts)


def worded_codes() -> frozenset[str]:
    """Every refusal code that has words."""
    return frozenset(_WORDS)
