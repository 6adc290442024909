"""Language of everything a person reads: gettext catalogues, and Belgian dates, times, numbers through Babel."""

import gettext
import io
import locale
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Literal

from delta_app.core import paths

SOURCE_LANGUAGE = "fr"
LANGUAGES = {"fr": "Français", "nl": "Nederlands", "en": "English"}
_BABEL_LOCALES = {"fr": "fr_BE", "nl": "nl_BE", "en": "en_BE"}
_HOUR_SIGNS = {"fr": "h", "nl": "u"}

_default_language = SOURCE_LANGUAGE
_language: ContextVar[str | None] = ContextVar("language", default=None)


def current_language() -> str:
    """The code of the language in use: fr, nl or en."""
    return _language.get() or _default_language


def set_language(code: str) -> None:
    """Choose the language of the whole process."""
    global _default_language
    if code not in LANGUAGES:
        raise ValueError(f"no such language: {code}")
    _default_language = code


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Use another language for a while: a sheet or a mail in its reader's language."""
    if code not in LANGUAGES:
        raise ValueError(f"no such language: {code}")
    token = _language.set(code)
    try:
        yield
    finally:
        _language.reset(token)


def system_language() -> str:
    """The language the user's system asks for, among ours; French when it asks for none of them."""
    asked = os.environ.get("LANGUAGE", "").split(":")  # several, the dearest first
    asked += [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    # Windows and macOS set no such variable. Where one is set, Python's own guess is not asked: it makes C English.
    for wish in asked if any(asked) else [locale.getlocale()[0] or ""]:
        code = wish[:2].lower()
        if code in LANGUAGES:
            return code
    return SOURCE_LANGUAGE


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    """The translations of a language; the compiled file when it is as new as its source, else compiled here."""
    if code == SOURCE_LANGUAGE:
        return gettext.NullTranslations()
    source = paths.resources() / "locale" / f"{code}.po"
    compiled = source.with_suffix(".mo")
    if compiled.exists() and (not source.exists() or compiled.stat().st_mtime >= source.stat().st_mtime):
        with compiled.open("rb") as stream:
            return gettext.GNUTranslations(stream)
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as stream:
        catalogue = read_po(stream, locale=code)
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    buffer.seek(0)
    return gettext.GNUTranslations(buffer)


def _(message: str) -> str:
    """The message in the language in use."""
    return _catalogue(current_language()).gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form of the message that fits n, in the language in use; French counts 0 as singular."""
    if current_language() == SOURCE_LANGUAGE:
        return singular if abs(n) < 2 else plural
    return _catalogue(current_language()).ngettext(singular, plural, n)


def pgettext(context: str, message: str) -> str:
    """The message in a context that tells apart words spelt alike."""
    return _catalogue(current_language()).pgettext(context, message)


def babel_locale() -> str:
    """The Belgian locale of the language in use, as Babel names it."""
    return _BABEL_LOCALES[current_language()]


def format_date(day: date, pattern: str) -> str:
    """A date by a CLDR pattern, e.g. ``EEEE d MMMM y``; the first of a month is ``1er`` in French."""
    return _formatted_date(day, pattern, babel_locale())


@lru_cache(2_000)  # a month on the screen says each of its days a dozen times
def _formatted_date(day: date, pattern: str, locale: str) -> str:
    from babel.dates import format_date as babel_format_date

    if day.day == 1 and locale == _BABEL_LOCALES["fr"]:
        # Babel knows no ordinals.
        pattern = f"{pattern}'er'" if pattern.endswith(" d") else pattern.replace("d M", "d'er' M")
    return babel_format_date(day, pattern, locale=locale)


def long_date(day: date) -> str:
    """``jeudi 10 décembre 2026``."""
    return format_date(day, "EEEE d MMMM y")


def day_month(day: date) -> str:
    """``jeudi 10 décembre``."""
    return format_date(day, "EEEE d MMMM")


def short_date(day: date) -> str:
    """``jeu. 10 déc.``."""
    return format_date(day, "EEE d MMM")


def short_day(day: date) -> str:
    """``1er janv.``, where the weekday stands above."""
    return format_date(day, "d MMM")


def month_name(day: date) -> str:
    """``décembre 2026``, of the month a day lies in."""
    return format_date(day, "LLLL y")


def weekday_name(weekday: int, width: Literal["wide", "abbreviated", "short"] = "wide") -> str:
    """Name of a weekday (0 Monday … 6 Sunday); width ``wide`` mardi, ``abbreviated`` mar., ``short`` ma."""
    from babel.dates import get_day_names

    return str(get_day_names(width, context="stand-alone", locale=babel_locale())[weekday])


def format_time(minute: int) -> str:
    """A time of day from minutes since midnight: ``13h``, ``13h30``; Dutch ``13u``; English ``13:00``."""
    hours, rest = divmod(minute, 60)
    sign = _HOUR_SIGNS.get(current_language())
    if sign is None:
        return f"{hours:02d}:{rest:02d}"
    return f"{hours}{sign}{rest:02d}" if rest else f"{hours}{sign}"


def format_span(start: int, end: int) -> str:
    """``13h – 16h``."""
    return f"{format_time(start)} – {format_time(end)}"


def format_instant(instant: datetime) -> str:
    """An instant as the venue's wall clock shows it: ``24 nov. 2026, 14h05``."""
    from delta_app.core.clock import BRUSSELS

    local = instant.astimezone(BRUSSELS)
    return f"{format_date(local.date(), 'd MMM y')}, {format_time(local.hour * 60 + local.minute)}"


def format_number(value: float) -> str:
    """A number with Belgian separators; in English with a decimal point, for a comma there reads as thousands."""
    from babel.numbers import format_decimal

    return format_decimal(value, locale="en_GB" if current_language() == "en" else babel_locale())


def capitalised(text: str) -> str:
    """The text with its first letter large: month and day names at the head of a page."""
    return text[:1].upper() + text[1:]


def join_names(names: list[str]) -> str:
    """``A, B et C`` in the language in use."""
    if len(names) < 2:
        return "".join(names)
    return _("{first} et {last}").format(first=", ".join(names[:-1]), last=names[-1])
