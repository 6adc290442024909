"""Languages: complete catalogues, Belgian dates and times, and the language a system asks for."""

import ast
import re
from datetime import UTC, date, datetime
from functools import cache

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from delta_app.core import i18n, paths
from delta_app.core.i18n import _, ngettext, speaking
from delta_app.core.text import unbroken

SOURCE = paths.resources().parent / "delta_app"
KEYWORDS = {"_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
PLACEHOLDER = re.compile(r"\{[a-z_0-9]*\}|%\([a-z_]+\)[a-z]|%s")


@cache
def messages_in_source():
    found = set()
    for _file, _line, message, _comments, _context in extract_from_dir(
        str(SOURCE), [("**.py", "python")], keywords=KEYWORDS
    ):
        found.add(message)
    return found


def test_no_message_hides_where_it_is_not_found():
    """What is asked for inside an f-string is not extracted, and would stay French in the other languages."""
    known = {message if isinstance(message, str) else message[0] for message in messages_in_source()}
    for path in sorted(SOURCE.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in KEYWORDS:
                asked = call.args[call.func.id == "pgettext"]
                if isinstance(asked, ast.Constant):
                    assert asked.value in known, f"{path.name}:{call.lineno}: {asked.value}"


def catalogue(code):
    with (paths.resources() / "locale" / f"{code}.po").open("rb") as stream:
        return read_po(stream, locale=code)


@pytest.mark.parametrize("code", ["nl", "en"])
def test_every_message_is_translated_with_its_placeholders(code):
    known = catalogue(code)
    source = messages_in_source()
    assert len(source) > 400
    for message in source:
        entry = known[message[0] if isinstance(message, tuple) else message]
        assert entry is not None, message
        originals = [message] if isinstance(message, str) else list(message)
        translations = [entry.string] if isinstance(entry.string, str) else list(entry.string)
        assert all(translations), message
        assert not entry.fuzzy, message
        wanted = {frozenset(PLACEHOLDER.findall(text)) for text in originals}
        for text in translations:
            assert frozenset(PLACEHOLDER.findall(text)) in wanted, text
        assert len(translations) == len(originals)


@pytest.mark.parametrize("code", ["nl", "en"])
def test_catalogues_hold_nothing_that_is_no_longer_said(code):
    source = {message if isinstance(message, str) else message[0] for message in messages_in_source()}
    kept = {entry.id if isinstance(entry.id, str) else entry.id[0] for entry in catalogue(code) if entry.id}
    assert kept <= source


def test_the_same_moment_in_three_languages():
    day = date(2026, 12, 10)
    said = {}
    for code in i18n.LANGUAGES:
        with speaking(code):
            said[code] = (i18n.short_date(day), i18n.format_span(780, 960), i18n.format_time(630))
    assert said == {
        "fr": ("jeu. 10 déc.", "13h – 16h", "10h30"),
        "nl": ("do 10 dec", "13u – 16u", "10u30"),
        "en": ("Thu 10 Dec", "13:00 – 16:00", "10:30"),
    }


def test_an_instant_is_shown_as_the_venues_clock_shows_it():
    assert i18n.format_instant(datetime(2027, 7, 1, 22, 30, tzinfo=UTC)) == "2 juil. 2027, 0h30"
    assert i18n.format_instant(datetime(2027, 1, 1, 22, 30, tzinfo=UTC)) == "1er janv. 2027, 23h30"


def test_the_first_of_a_month_is_an_ordinal_in_french_only():
    day = date(2027, 1, 1)
    said = {}
    for code in i18n.LANGUAGES:
        with speaking(code):
            said[code] = (i18n.long_date(day), i18n.day_month(day), i18n.short_date(day))
    assert said == {
        "fr": ("vendredi 1er janvier 2027", "vendredi 1er janvier", "ven. 1er janv."),
        "nl": ("vrijdag 1 januari 2027", "vrijdag 1 januari", "vr 1 jan"),
        "en": ("Friday 1 January 2027", "Friday 1 January", "Fri 1 Jan"),
    }
    assert i18n.short_date(date(2027, 1, 11)) == "lun. 11 janv."
    assert i18n.month_name(day) == "janvier 2027"


def test_speaking_another_language_ends_with_its_block():
    with speaking("nl"):
        assert i18n.month_name(date(2027, 1, 1)) == "januari 2027"
    assert i18n.month_name(date(2027, 1, 1)) == "janvier 2027"
    with pytest.raises(ValueError, match="xx"), speaking("xx"):
        pytest.fail("no such language")


def test_french_counts_zero_as_singular_and_dutch_does_not():
    singular, plural = "{n} personne ajoutée.", "{n} personnes ajoutées."
    assert ngettext(singular, plural, 0) == singular
    with speaking("nl"):
        assert ngettext(singular, plural, 0) == ngettext(singular, plural, 2) != ngettext(singular, plural, 1)
    assert _("Composer") == "Composer"


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"LANG": "nl_BE.UTF-8"}, "nl"),
        ({"LANG": "nl_BE.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "nl_BE.UTF-8", "LANGUAGE": "fr"}, "fr"),
        ({"LANG": "fr_BE.UTF-8", "LANGUAGE": "de:nl:en"}, "nl"),
        ({"LANG": "C.UTF-8"}, "fr"),
        ({"LANG": "de_DE.UTF-8"}, "fr"),
    ],
)
def test_the_language_the_system_asks_for(monkeypatch, variables, expected):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert i18n.system_language() == expected


def test_names_are_joined_as_people_do():
    assert i18n.join_names([]) == ""
    assert i18n.join_names(["Ana"]) == "Ana"
    assert i18n.join_names(["Ana", "Bart", "Luc"]) == "Ana, Bart et Luc"


def test_english_numbers_have_a_decimal_point():
    said = {}
    for code in ("fr", "nl", "en"):
        with speaking(code):
            said[code] = i18n.format_number(1.5)
    assert said == {"fr": "1,5", "nl": "1,5", "en": "1.5"}


# A mark glued to its word (times such as 10:30, addresses and format specs apart), guillemets without their space, a
# straight apostrophe or three dots where French has its own signs.
NOT_FRENCH = re.compile(r"[^\W\d_][:;?!](?=\s|$)|[})»][:;?!](?=\s|$)|«(?! )|(?<! )»|[^\W\d_]'[^\W\d_]|\.\.\.|  ")


def test_french_is_set_as_french_is():
    source = [part for message in messages_in_source()
              for part in ([message] if isinstance(message, str) else message) if part]  # fmt: skip
    assert [text for text in source if NOT_FRENCH.search(text)] == []


def test_no_line_may_begin_with_a_mark_or_end_with_an_open_guillemet():
    spaced = "Vers « demain » : 5 % ; oui ? oui ! 3 €, à 10:30"
    assert unbroken(spaced) == (
        "Vers «\u00a0demain\u00a0»\u00a0: 5\u00a0%\u00a0; oui\u00a0? oui\u00a0! 3\u00a0€, à 10:30"
    )
    for message in messages_in_source():
        for text in [message] if isinstance(message, str) else filter(None, message):
            assert not re.search(r" [»:;?!%]|« ", unbroken(text)), text
            assert unbroken(text).replace("\u00a0", " ") == text.replace("\u00a0", " ")
