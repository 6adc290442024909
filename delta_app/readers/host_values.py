"""Values of a host list as people write them in French, Dutch and English: origins, languages, levels, numbers."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Literal, TypeVar

from delta_app.core.text import compact, fold, one_typo_apart

Origin = Literal["volunteer", "neighbour", "staff"]
Level = Literal["experienced", "novice", "trainee"]
T = TypeVar("T", Origin, Level)

_ORIGIN_WORDS: Mapping[Origin, str] = {
    "volunteer": "bénévole volontaire vrijwilliger vrijwilligster vrijwillig volunteer",
    "neighbour": "voisin habitant riverain résident buur buren buurman buurvrouw buurtbewoner buurtbewoonster bewoner "
    "bewoonster neighbour neighbor resident",
    "staff": "personnel salarié professionnel travailleur travailleuse employé détaché personeel personeelslid "
    "medewerker medewerkster staff employee worker seconded",
}
_LEVEL_WORDS: Mapping[Level, str] = {
    "experienced": "expérimenté confirmé ancien ancienne autonome aguerri ervaren gevorderd experienced senior "
    "oui ja yes",
    "novice": "débutant novice nouveau nouvel nouvelle nouveaux inexpérimenté beginnend beginner beginneling nieuw "
    "onervaren new junior non nee neen no",
    "trainee": "en-formation formation stagiaire apprenti en-doublure doublure candidat in-opleiding opleiding "
    "meelopend meeloper trainee in-training shadow shadowing learner",
}


def _stem(text: str) -> str:
    """The letters of a word without the endings of gender and number: ``expérimenté(e)s`` → ``experiment``."""
    return compact(text).rstrip("es")


def _by_stem(words: Mapping[T, str]) -> Mapping[str, T]:
    return {_stem(word): meaning for meaning, spelt in words.items() for word in spelt.split()}


_ORIGINS = _by_stem(_ORIGIN_WORDS)
_LEVELS = _by_stem(_LEVEL_WORDS)

_YES = frozenset({"oui", "o", "ja", "j", "yes", "y", "x", "v", "true", "vrai", "1"})
_NO = frozenset({"non", "n", "nee", "neen", "no", "false", "faux", "0"})

_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"\\]+@(?:[\w-]+\.)+[^\W\d_]{2,}")
_NUMBER = re.compile(r"(\d{1,4})(?:[.,]0+)?")
_BLANK = frozenset({"", "-", "/", "–", "—"})

# Names of languages that Babel does not have, or has under a longer name.
_MORE_LANGUAGES = {
    "darija": "AR",
    "flamand": "NL",
    "vlaams": "NL",
    "flemish": "NL",
    "berbere": "BER",
    "berbers": "BER",
    "berber": "BER",
    "tamazight": "BER",
    "amazigh": "BER",
    "rifain": "RIF",
    "lsfb": "SFB",
    "tigrigna": "TI",
    "farsi": "FA",
    "mandarin": "ZH",
    "peul": "FF",
}
_BETWEEN_LANGUAGES = re.compile(r"[,;/+&|·•\n]|\bet\b|\band\b", re.IGNORECASE)
_WORD_BREAK = re.compile(r"[\s\-]+")


@lru_cache(maxsize=1024)
def read_origin(text: str) -> Origin | None:
    """``bénévole``, ``voisin·e``, ``vrijwilliger``…; None for anything else (by custom, a partner service's name)."""
    return _ORIGINS.get(_stem(text))


@lru_cache(maxsize=1024)
def resembles_origin(text: str) -> bool:
    """Whether a text that is no origin looks like one: misspelt, or with words around it. A person should look."""
    stem = _stem(text)
    misspelt = any(len(word) > 4 and one_typo_apart(stem, word) for word in _ORIGINS)
    return misspelt or any(_stem(word) in _ORIGINS for word in fold(text).split())


@lru_cache(maxsize=1024)
def read_level(text: str) -> Level | None:
    """``expérimenté·e``, ``débutant(e)``, ``stagiaire``, ``ervaren``… (a column «Expérimenté» may say oui or non)."""
    return _LEVELS.get(_stem(text))


@lru_cache(maxsize=1024)
def read_languages(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Upper-case codes in the order written, and the words that name no language."""
    codes: list[str] = []
    unknown: list[str] = []
    for part in _BETWEEN_LANGUAGES.split(text):
        whole = _language_code(part)
        words = [part.strip()] if whole else _WORD_BREAK.split(part.strip())
        for word in filter(None, words):
            code = _language_code(word)
            # «Frans en Nederlands»: among names in full, «en» is the Dutch «and», not English.
            if code == "EN" and word == "en" and any(len(fold(other)) > 3 for other in words):
                continue
            (codes if code else unknown).append(code or word)
    return tuple(dict.fromkeys(codes)), tuple(unknown)


def _language_code(text: str) -> str | None:
    return _language_names().get(fold(text))


@cache
def _language_names() -> Mapping[str, str]:
    """Codes and names of languages in French, Dutch and English, folded."""
    from babel import Locale

    names: dict[str, str] = {}
    for locale in ("en", "nl", "fr"):
        for code, name in Locale(locale).languages.items():
            if len(code) <= 3 and code.isalpha():
                names[fold(str(name))] = code.upper()
    names.update({code.lower(): code for code in set(names.values())})
    return {**names, **_MORE_LANGUAGES}


def read_number(text: str, most: int) -> int | None:
    """A whole number from 0 to ``most``; None when it is something else."""
    found = _NUMBER.fullmatch(text)
    return int(found[1]) if found and int(found[1]) <= most else None


def read_yes_no(text: str) -> bool | None:
    """Whether a cell says yes or no; None when it says something else."""
    word = compact(text)
    return True if word in _YES else False if word in _NO else None


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, or only a dash."""
    return text in _BLANK


def usable_email(text: str) -> str | None:
    """The address, when the text is one and nothing more."""
    return text if len(text) <= 254 and text.isprintable() and _EMAIL.fullmatch(text) else None


def usable_phone(text: str) -> str | None:
    """A telephone number as written, when it has digits enough and only the signs of one."""
    plain = " ".join(text.split())
    digits = sum(letter.isdigit() for letter in plain)
    return (
        plain if 6 <= digits <= 20 and re.fullmatch(r"[\d +()/.\-]+(?:\s*(?:ext|poste|p|x)\.?\s*\d+)?", plain) else None
    )
