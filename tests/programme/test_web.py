"""The public programme as text for a website and as data: what it says, and nothing that is not public."""

import json
import re
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from delta_app.core.calendar import Month
from delta_app.programme.calendar_files import programme_ics
from delta_app.programme.files import FORMS, languages_of, programme_file
from delta_app.programme.linked_files import linked_programme
from delta_app.programme.public_data import public_programme
from delta_app.programme.series import Calendar, Departure, Plan, Series
from tests.programme.conftest import january
from tests.programme.public_programmes import fill_january, programme_of

SIXTH, THIRTEENTH = january(6, 13)
JANUARY = Month(2027, 1)
MARK = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}")  # digits given by chance


@pytest.fixture
def january_of_the_place(place):
    """A month with something of everything; see ``fill_january``."""
    return fill_january(place)


def public(place, span=2027):
    with place.store.read() as session:
        return public_programme(session, span)


# What is not public.


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("languages", [("fr",), ("nl",), ("fr", "nl")])
def test_names_costs_ideas_and_what_is_inside_never_leave(january_of_the_place, form, languages):
    for span in (2027, JANUARY):
        unfolded = programme_file(public(january_of_the_place, span), form, languages).decode().replace("\r\n ", "")
        said = MARK.sub("", unfolded)
        for word in ("Fatma", "Öztürk", "Zénobie", "aiguilles", "4000", "40,00", "Équipe", "Rêve", "Travaux"):
            assert word not in said
        assert ("Tricot" if "fr" in languages else "Breien") in said


# Text for a website.


class Page(HTMLParser):
    """What a browser finds: the tags in order, the text outside of scripts, and the scripts."""

    def __init__(self, data):
        super().__init__()
        self.tags, self.text, self.scripts, self.open = [], [], [], []
        self.feed(data.decode())
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag != "br":
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        (self.scripts if self.open[-1:] == ["script"] else self.text).append(data)


def test_a_piece_of_a_page(january_of_the_place):
    said = programme_file(public(january_of_the_place, JANUARY), ".html", ("fr", "nl"))
    page = Page(said)
    assert page.open == []
    assert [attrs["lang"] for tag, attrs in page.tags if tag == "section"] == ["fr", "nl"]
    text = " ".join(" ".join(page.text).split())
    assert "Programme · janvier 2027 Le Delta, rue du Delta 61, Forest Mercredi 6 janvier 10h – 12h Tricot" in text
    assert "Jeudi 14 janvier 10h – 12h Tricot , Grande salle, sur inscription, au lieu du mer. 13 janv." in text
    assert "annulé : Pas de laine" in text
    assert "Chaque mercredi, jusqu’au 27 janvier 2027 Laine et thé" in text
    assert "Woensdag 6 januari 10u – 12u Breien" in text
    assert {tag for tag, _attrs in page.tags} == {
        "section", "h2", "h3", "p", "ul", "li", "time", "strong", "s", "em", "dl", "dt", "dd", "br", "script",
    }  # fmt: skip
    assert not any("style" in attrs or name.startswith("on") for _tag, attrs in page.tags for name in attrs)
    (script,) = page.scripts
    assert len(json.loads(script)["@graph"]) == 6


HOSTILE = "</script><script>alert(1)</script> & <b onclick=x> \"'` *_[x](javascript:y)_* | # \u2028 ![i](u)"


def hostile_programme(hostile):
    plan = Plan(
        hostile, SIXTH, 600, 720, "FREQ=WEEKLY;UNTIL=20270113", description=f"{hostile}\n- {hostile}\n1. {hostile}"
    )
    gone = Departure(THIRTEENTH, state="cancelled", reason=hostile)
    return programme_of([Series(1, plan, (gone,))], Calendar(), JANUARY)


def test_a_title_ends_no_script_and_begins_no_tag():
    said = programme_file(hostile_programme(HOSTILE), ".html", ("fr",))
    page = Page(said)
    assert {tag for tag, _attrs in page.tags} <= {
        "section", "h2", "h3", "p", "ul", "li", "time", "strong", "s", "em", "dl", "dt", "dd", "br", "script",
    }  # fmt: skip
    assert said.lower().count(b"</script") == 1
    assert json.loads(page.scripts[0])["@graph"][1]["name"] == HOSTILE
    assert " ".join("".join(page.text).split()).count(" ".join(HOSTILE.split())) == 7


@given(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=30))
@settings(max_examples=60, deadline=None)
def test_markdown_shows_any_text_as_it_is(text):
    markdown = pytest.importorskip("markdown_it", reason="no reader of Markdown is installed").MarkdownIt("gfm-like")
    markdown.disable("linkify")
    said = programme_file(hostile_programme(text), ".md", ("fr",)).decode()
    page = Page(markdown.render(said).encode())
    assert {tag for tag, _attrs in page.tags} <= {"h1", "h2", "h3", "p", "ul", "li", "strong", "s", "br"}
    assert [tag for tag, _attrs in page.tags if tag in ("h1", "h2", "h3")] == ["h1", "h2", "h2", "h2", "h3"]
    lines = "".join(page.text).splitlines()
    assert f"- {text}" in lines
    assert f"1. {text}" in lines


def test_markdown_of_a_year_has_its_months_and_both_languages(january_of_the_place):
    said = programme_file(public(january_of_the_place), ".md", ("fr", "nl")).decode()
    assert said.startswith(
        "# Programme · 2027\n\nLe Delta, rue du Delta 61, Forest\n\n## Janvier 2027\n\n### Mercredi 6 janvier"
    )
    assert "- 10h – 12h **Tricot**, Grande salle, sur inscription\n" in said
    assert "- ~~10h – 12h **Tricot**~~ annulé : Pas de laine\n" in said
    assert "### Tricot\n\nChaque mercredi, jusqu’au 27 janvier 2027\n\nLaine\\\net thé\n" in said
    assert "\n---\n\n# Programma · 2027" in said
    assert "Breien" in said


def test_an_empty_month_says_so(place):
    assert "Rien n’est encore annoncé." in programme_file(public(place, JANUARY), ".html", ("fr",)).decode()
    assert "Rien n’est encore annoncé." in programme_file(public(place, JANUARY), ".md", ("fr",)).decode()
    assert json.loads(programme_file(public(place, JANUARY), ".json", ("fr",))) == {
        "@context": "https://schema.org", "@graph": [],
    }  # fmt: skip
    assert b"VEVENT" not in programme_ics(public(place, JANUARY), ("fr",))


# Data for search engines.


def test_events_as_search_engines_read_them(january_of_the_place):
    graph = linked_programme(public(january_of_the_place, JANUARY), ("fr",))["@graph"]
    series, first, moved, _night, gone, days = graph
    assert (series["@type"], series["startDate"], series["endDate"]) == ("EventSeries", "2027-01-06", "2027-01-27")
    assert first == {
        "@type": "Event", "identifier": first["identifier"], "name": "Tricot", "description": "Laine\net thé",
        "startDate": "2027-01-06T10:00+01:00", "endDate": "2027-01-06T12:00+01:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "location": {"@type": "Place", "name": "Le Delta, Grande salle", "address": "rue du Delta 61, Forest"},
        "organizer": {"@type": "Organization", "name": "Le Delta"},
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode", "isAccessibleForFree": True,
        "maximumAttendeeCapacity": 12, "superEvent": {"@id": series["@id"]},
    }  # fmt: skip
    assert (moved["eventStatus"], moved["startDate"], moved["previousStartDate"]) == (
        "https://schema.org/EventRescheduled", "2027-01-14T10:00+01:00", "2027-01-13T10:00+01:00",
    )  # fmt: skip
    assert gone["eventStatus"] == "https://schema.org/EventCancelled"
    assert gone["description"] == "Annulé : Pas de laine\n\nLaine\net thé"
    assert (days["startDate"], days["endDate"], "superEvent" in days) == ("2027-01-30", "2027-01-31", False)
    assert len({one["identifier"] for one in graph}) == len(graph)


def test_summer_time_and_two_languages(place):
    place.plan("Tricot", date(2027, 7, 7), title_nl="Breien", language="nl")
    (event,) = linked_programme(public(place), ("fr", "nl"))["@graph"]
    assert event["startDate"] == "2027-07-07T10:00+02:00"
    assert event["name"] == [{"@value": "Tricot", "@language": "fr"}, {"@value": "Breien", "@language": "nl"}]
    assert event["inLanguage"] == "nl"


def test_languages_asked_for():
    assert [languages_of(asked, "nl") for asked in (None, "fr", "nl", "both")] == [
        ("nl",),
        ("fr",),
        ("nl",),
        ("nl", "fr"),
    ]
