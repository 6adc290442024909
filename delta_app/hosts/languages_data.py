"""The languages of a place: those offered when somebody is noted, and how many people speak each."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy.orm import Session

from delta_app.core import settings
from delta_app.core.i18n import babel_locale, capitalised
from delta_app.core.text import fold
from delta_app.hosts.queries import hosts
from delta_app.hosts.settings import LANGUAGES


@dataclass(frozen=True)
class LanguageRow:
    """A language: its code, its name in the language in use, whether it is offered, how many of the team speak it."""

    code: str
    name: str
    offered: bool
    people: int


def language_rows(session: Session) -> tuple[LanguageRow, ...]:
    """The languages offered, in the order of the place, then those somebody speaks besides."""
    spoken = Counter(code for host in hosts(session) for code in host.languages)
    offered = settings.get(session, LANGUAGES).split()
    others = sorted(set(spoken) - set(offered))
    return tuple(LanguageRow(code, language_name(code), code in offered, spoken[code]) for code in (*offered, *others))


def language_name(code: str) -> str:
    """``AR`` → ``Arabe``; a code nobody knows is its own name."""
    from babel import Locale

    name = Locale.parse(babel_locale()).languages.get(code.lower())
    return capitalised(name) if name else code


def every_language() -> tuple[tuple[str, str], ...]:
    """(code, name) of the languages of the world that have a two-letter code, by name."""
    from babel import Locale

    known = Locale.parse(babel_locale()).languages
    named = [(code.upper(), capitalised(name)) for code, name in known.items() if len(code) == 2]
    return tuple(sorted(named, key=lambda one: fold(one[1])))
