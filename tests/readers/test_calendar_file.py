"""Calendars as other programs write them, and as they break: an entry is read, what is none is told with its line."""

import ast
import time
import tracemalloc
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import delta_app.programme
import delta_app.readers
from delta_app.core.clock import BRUSSELS
from delta_app.core.errors import say
from delta_app.readers import calendar_file, calendar_words
from delta_app.readers.calendar_file import calendar_bytes_of, read_calendar
from delta_app.readers.calendar_lines import MOST_SAID
from delta_app.readers.calendar_words import say_problem
from delta_app.readers.problems import Problem, UnreadableFile

TEN = "DTSTART;TZID=Europe/Brussels:20270106T100000"
NOON = "DTEND;TZID=Europe/Brussels:20270106T120000"


def event(*lines, uid="a@b", title="Tricot"):
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{title}", *lines, "END:VEVENT"]) + "\r\n"


def calendar(*parts):
    return ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + "".join(parts) + "END:VCALENDAR\r\n").encode()


def the_entry(*lines, **named):
    file = read_calendar(calendar(event(*lines, **named)))
    (entry,) = file.entries
    return entry


def codes(file):
    return [(problem.code, problem.line) for problem in file.problems]


def at(*when, zone=BRUSSELS):
    return datetime(*when, tzinfo=zone)


def test_an_entry_of_nextcloud():
    entry = the_entry(
        "DTSTAMP:20261201T080000Z", "LAST-MODIFIED:20261202T093000Z", "SEQUENCE:3", TEN, NOON, "STATUS:CONFIRMED",
        "RRULE:FREQ=WEEKLY;BYDAY=WE;UNTIL=20270127T225959Z", "DESCRIPTION:Laine\\, aiguilles\\net th\\;é\\\\",
        "LOCATION:Grande salle", "EXDATE;TZID=Europe/Brussels:20270113T100000,20270120T100000",
    )  # fmt: skip
    assert (entry.uid, entry.title, entry.line, entry.sequence) == ("a@b", "Tricot", 3, 3)
    assert (entry.start, entry.end) == (at(2027, 1, 6, 10), at(2027, 1, 6, 12))
    assert (entry.description, entry.location) == ("Laine, aiguilles\net th;é\\", "Grande salle")
    assert entry.rule == "FREQ=WEEKLY;BYDAY=WE;UNTIL=20270127T225959Z"
    assert entry.without == (at(2027, 1, 13, 10), at(2027, 1, 20, 10))
    assert (entry.status, entry.private, entry.modified) == ("CONFIRMED", False, at(2026, 12, 2, 9, 30, zone=UTC))


# When something is.


@pytest.mark.parametrize(
    ("lines", "start", "end"),
    [
        ((TEN, NOON), at(2027, 1, 6, 10), at(2027, 1, 6, 12)),
        (("DTSTART:20270106T090000Z", "DTEND:20270106T110000Z"), at(2027, 1, 6, 9, zone=UTC),
         at(2027, 1, 6, 11, zone=UTC)),
        (("DTSTART:20270106T100000", "DTEND:20270106T120000"), at(2027, 1, 6, 10, zone=None),
         at(2027, 1, 6, 12, zone=None)),
        (("DTSTART;VALUE=DATE:20270106",), date(2027, 1, 6), date(2027, 1, 7)),
        (("DTSTART;VALUE=DATE:20270106", "DTEND;VALUE=DATE:20270109"), date(2027, 1, 6), date(2027, 1, 9)),
        (("DTSTART;VALUE=DATE:20270106", "DURATION:P2D"), date(2027, 1, 6), date(2027, 1, 8)),
        (("DTSTART;VALUE=DATE:20270106", "DTEND;VALUE=DATE:20270106"), date(2027, 1, 6), date(2027, 1, 7)),
        ((TEN, "DURATION:PT1H30M"), at(2027, 1, 6, 10), at(2027, 1, 6, 11, 30)),
        ((TEN, "DURATION:P1W"), at(2027, 1, 6, 10), at(2027, 1, 13, 10)),
        ((TEN, "DTEND:20270106T110000Z"), at(2027, 1, 6, 10), at(2027, 1, 6, 11, zone=UTC)),
        ((TEN, "DTEND:20270106T120000"), at(2027, 1, 6, 10), at(2027, 1, 6, 12)),
        (('DTSTART;TZID="Europe/Brussels":20270106T100000', NOON), at(2027, 1, 6, 10), at(2027, 1, 6, 12)),
        (("dtstart;tzid=Europe/Brussels: 2027-01-06T10:00:00 ", NOON), at(2027, 1, 6, 10), at(2027, 1, 6, 12)),
        # The night that the clocks change: so much time passes, for a series the clock goes so much further.
        (("DTSTART;TZID=Europe/Brussels:20270327T220000", "DURATION:PT7H"), at(2027, 3, 27, 22), at(2027, 3, 28, 6)),
        (("DTSTART;TZID=Europe/Brussels:20270327T220000", "DURATION:PT7H", "RRULE:FREQ=WEEKLY"), at(2027, 3, 27, 22),
         at(2027, 3, 28, 5)),
    ],
)  # fmt: skip
def test_when_something_is(lines, start, end):
    file = read_calendar(calendar(event(*lines)))
    (entry,) = file.entries
    assert (entry.start, entry.end) == (start, end)
    assert file.problems == ()


@pytest.mark.parametrize(
    "lines",
    [
        (TEN,), (TEN, "DTEND;TZID=Europe/Brussels:20270106T100000"), (TEN, "DTEND:20270105T120000Z"),
        (TEN, "DTEND:demain"), (TEN, "DURATION:-PT1H"), (TEN, "DURATION:PT"), (TEN, "DTEND;VALUE=DATE:20270107"),
    ],
)  # fmt: skip
def test_what_has_no_end_lasts_an_hour_and_that_is_told(lines):
    file = read_calendar(calendar(event(*lines)))
    assert file.entries[0].end == at(2027, 1, 6, 11)
    assert codes(file) == [("calendar_end_unread", 3)]
    words = "Ligne 3 : « Tricot » n’a pas de fin lisible : une heure est comptée. Vérifiez."
    assert say_problem(file.problems[0]) == words


@pytest.mark.parametrize(
    "start", ["", "DTSTART:hier", "DTSTART:20270230", "DTSTART:20270106T250000", "DTSTART:00000101", "DTSTART:٢٠٢٧٠١٠٦"]
)
def test_what_has_no_beginning_is_left_aside_and_the_rest_read(start):
    file = read_calendar(calendar(event(*filter(None, [start])), event(TEN, NOON, uid="c", title="Chant")))
    assert [entry.title for entry in file.entries] == ["Chant"]
    assert codes(file) == [("calendar_start_unread", 3)]


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Europe/London", "Europe/London"), ("Romance Standard Time", "Europe/Paris"),
        ("W. Europe Standard Time", "Europe/Berlin"), ("  romance  standard TIME ", "Europe/Paris"),
        ("/mozilla.org/20050126_1/Europe/Brussels", "Europe/Brussels"), ("/citadel.org/America/Argentina/Salta",
         "America/Argentina/Salta"), ("US/Eastern", "US/Eastern"), ('"tzone://Microsoft/Utc"', "UTC"),
    ],
)  # fmt: skip
def test_zones_by_any_of_their_names(name, zone):
    entry = the_entry(f"DTSTART;TZID={name}:20270706T100000", f"DTEND;TZID={name}:20270706T120000")
    assert entry.start == at(2027, 7, 6, 10, zone=ZoneInfo(zone))


OUTLOOK = """BEGIN:VTIMEZONE
TZID:(UTC+01:00) Bruxelles\\, Copenhague
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
""".replace("\n", "\r\n")


@pytest.mark.parametrize("name", ["(UTC+01:00) Bruxelles\\, Copenhague", "(UTC+01:00) Bruxelles, Copenhague"])
@pytest.mark.parametrize("last", [False, True])
def test_a_zone_that_the_file_describes_itself(last, name):
    told = event(f'DTSTART;TZID="{name}":20270706T100000', f'DTEND;TZID="{name}":20270706T120000')
    file = read_calendar(calendar(told, OUTLOOK) if last else calendar(OUTLOOK, told))
    assert file.problems == ()
    assert file.entries[0].start.astimezone(UTC) == datetime(2027, 7, 6, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    "described",
    [
        "", "BEGIN:VTIMEZONE\r\nTZID:Mars\r\nEND:VTIMEZONE\r\n", "BEGIN:VTIMEZONE\r\nTZID:Mars\r\nBEGIN:STANDARD\r\n",
        OUTLOOK.replace("(UTC+01:00) Bruxelles\\, Copenhague", "Mars").replace("FREQ=YEARLY", "FREQ=SECONDLY"),
        OUTLOOK.replace("(UTC+01:00) Bruxelles\\, Copenhague", "Mars").replace("+0200", "deux"),
        OUTLOOK.replace("(UTC+01:00) Bruxelles\\, Copenhague", "Mars").replace(";BYDAY", ";BYSECOND=1;BYDAY"),
    ],
)  # fmt: skip
def test_a_zone_that_nobody_knows_is_told_once_and_its_hours_taken_as_written(described):
    several = [event("DTSTART;TZID=Mars:20270106T100000", "DURATION:PT1H", uid=str(number)) for number in range(3)]
    file = read_calendar(calendar(described, *several))
    assert {entry.start for entry in file.entries} == {at(2027, 1, 6, 10, zone=None)}
    assert [problem.code for problem in file.problems].count("calendar_zone_unknown") == 1


def test_a_zone_that_says_where_it_lies_is_that_one():
    described = "BEGIN:VTIMEZONE\r\nTZID:Custom\r\nX-LIC-LOCATION:Europe/London\r\nEND:VTIMEZONE\r\n"
    file = read_calendar(calendar(described, event("DTSTART;TZID=Custom:20270106T100000", "DURATION:PT1H")))
    assert file.entries[0].start == at(2027, 1, 6, 10, zone=ZoneInfo("Europe/London"))


# Series and their dates.


def test_dates_besides_and_dates_left_out():
    entry = the_entry(
        TEN, NOON, "RRULE:FREQ=WEEKLY", "RDATE;TZID=Europe/Brussels:20270107T150000", "EXDATE;VALUE=DATE:20270120",
        "RDATE;VALUE=PERIOD:20270108T090000Z/20270108T100000Z,20270109T090000Z/PT3H", "EXDATE:20270113T090000Z",
    )  # fmt: skip
    assert entry.without == (date(2027, 1, 20), at(2027, 1, 13, 9, zone=UTC))
    assert entry.also == (
        (at(2027, 1, 7, 15), at(2027, 1, 7, 17)),
        (at(2027, 1, 8, 9, zone=UTC), at(2027, 1, 8, 10, zone=UTC)),
        (at(2027, 1, 9, 9, zone=UTC), at(2027, 1, 9, 12, zone=UTC)),
    )


def test_what_cannot_be_taken_of_a_series_is_told():
    rules = ("RRULE:FREQ=WEEKLY", "RRULE:FREQ=MONTHLY", "EXRULE:FREQ=YEARLY")
    file = read_calendar(calendar(event(TEN, NOON, *rules, "EXDATE:hier,20270113T090000Z")))
    assert codes(file) == [("calendar_rules", 3), ("calendar_rule_without", 3), ("calendar_date_unread", 3)]
    assert file.entries[0].rule == "FREQ=WEEKLY"
    assert len(file.entries[0].without) == 1


def test_one_date_instead_of_another_and_all_that_follow():
    one = the_entry(TEN, NOON, "RECURRENCE-ID;TZID=Europe/Brussels:20270113T100000")
    assert (one.instead_of, one.following) == (at(2027, 1, 13, 10), False)
    later = the_entry(TEN, NOON, "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Brussels:20270113T100000")
    assert (later.instead_of, later.following) == (at(2027, 1, 13, 10), True)


def test_a_rule_is_kept_as_written_and_never_followed():
    begun = time.perf_counter()
    assert the_entry(TEN, NOON, "RRULE:FREQ=SECONDLY;COUNT=1000000000").rule == "FREQ=SECONDLY;COUNT=1000000000"
    assert time.perf_counter() - begun < 1


@pytest.mark.parametrize(
    ("word", "private"), [("PUBLIC", False), ("PRIVATE", True), ("confidential", True), ("X-OTHER", False), ("", False)]
)
def test_what_is_private_there(word, private):
    assert the_entry(TEN, NOON, f"CLASS:{word}").private is private


def test_what_a_calendar_is_sent_for_is_said_of_it_alone():
    off = event(TEN, NOON, "DTSTAMP:20261201T080000Z")
    one, other = (
        b"BEGIN:VCALENDAR\r\nMETHOD:%s\r\n%sEND:VCALENDAR\r\n" % (method, off.replace("a@b", uid).encode())
        for method, uid in ((b"cancel", "1"), (b"PUBLISH", "2"))
    )
    entries = read_calendar(one + other + calendar(off)).entries
    assert [(entry.status, entry.modified) for entry in entries] == [
        ("CANCELLED", None), ("", None), ("", at(2026, 12, 1, 8, zone=UTC)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "link"),
    [("https://exemple.be/a?b=c", "https://exemple.be/a?b=c"), ("file:///etc/passwd", ""), ("javascript:x", "")],
)
def test_a_page_about_it(written, link):
    assert the_entry(TEN, NOON, f"URL:{written}").link == link


# Texts.


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<p>Laine &amp\\; thé</p><p>le <b>mercredi</b></p>", "Laine & thé\n\nle mercredi"),
        ("Un<br>deux<br/>trois", "Un\ndeux\ntrois"),
        ("<html><head><style>p{}</style></head><body>Vu<script>alert(1)</script></body></html>", "Vu"),
        ("a < b && c > d", "a < b && c > d"),
        ("</script>", "</script>"),
        ("<3 &amp\\; <Jo@example.org>", "<3 &amp; <Jo@example.org>"),
        ("<ul><li>un</li><li>deux</li></ul>", "un\n\ndeux"),
        ('<a href="javascript:x">lien</a>', "lien"),
    ],
)
def test_descriptions_written_as_web_pages(written, read):
    assert the_entry(TEN, NOON, f"DESCRIPTION:{written}").description == read


def test_a_description_that_is_there_as_a_web_page_only():
    assert the_entry(TEN, NOON, "X-ALT-DESC;FMTTYPE=text/html:<p>Laine</p>").description == "Laine"
    both = the_entry(TEN, NOON, "DESCRIPTION:Thé", "X-ALT-DESC;FMTTYPE=text/html:<p>Laine</p>")
    assert both.description == "Thé"


def test_guests_alarms_and_attachments_are_not_read():
    file = read_calendar(
        calendar(
            event(
                TEN, NOON, "ORGANIZER;CN=Marie Secret:mailto:marie@example.org", "ATTENDEE:mailto:secret@x.org",
                "ATTACH:file:///etc/passwd", "ATTACH;ENCODING=BASE64;VALUE=BINARY:U2VjcmV0", "CONTACT:Secret",
                "BEGIN:VALARM", "SUMMARY:Secret", "DTSTART:20200101T000000", "ATTENDEE:mailto:s@x.org", "END:VALARM",
            ),
            "BEGIN:VTODO\r\nSUMMARY:Secret\r\nEND:VTODO\r\nBEGIN:VJOURNAL\r\nSUMMARY:Secret\r\nEND:VJOURNAL\r\n",
        )
    )  # fmt: skip
    assert [problem.code for problem in file.problems] == ["calendar_attachments", "calendar_other_entries"]
    assert say_problem(file.problems[0]) == "2 pièces jointes sont laissées de côté (la première à la ligne 10)."
    assert file.entries[0].start == at(2027, 1, 6, 10)
    for word in ("ecret", "marie", "passwd"):
        assert word not in repr(file)


# Files that are broken.


def test_lines_folded_anywhere_even_within_a_letter():
    text = event(TEN, NOON, title="Été à Forest").encode()
    place = text.index("É".encode()) + 1
    folded = text[:place] + b"\r\n " + text[place:]
    assert read_calendar(b"BEGIN:VCALENDAR\r\n" + folded).entries[0].title == "Été à Forest"
    tabbed = event(TEN, NOON, title="Tri\r\n\tcot").encode()
    assert read_calendar(b"BEGIN:VCALENDAR\r\n" + tabbed).entries[0].title == "Tricot"


@pytest.mark.parametrize("ending", ["\n", "\r", "\r\n", "\n\n", "\r\r\n"])
def test_lines_end_in_any_way(ending):
    data = calendar(event(TEN, NOON, "DESCRIPTION:Un\r\n  deux"), event(TEN, NOON, uid="c"))
    file = read_calendar(data.replace(b"\r\n", ending.encode()))
    assert [entry.description for entry in file.entries] == ["Un deux", ""]
    assert file.problems == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252"])
def test_encodings(encoding):
    file = read_calendar(calendar(event(TEN, NOON, title="Été à Liège")).decode().encode(encoding))
    assert file.entries[0].title == "Été à Liège"
    assert [problem.code for problem in file.problems] == ["calendar_encoding"] * (encoding in ("latin-1", "cp1252"))


def test_an_end_that_is_missing_and_a_file_that_is_cut_off():
    first = event(TEN, NOON).replace("END:VEVENT\r\n", "BEGIN:VALARM\r\nTRIGGER:-PT5M\r\n")
    file = read_calendar(calendar(first, event(TEN, NOON, uid="c")))
    assert ([entry.uid for entry in file.entries], codes(file)) == (["a@b", "c"], [("calendar_end_missing", 3)])
    file = read_calendar(calendar(first))
    assert ([entry.uid for entry in file.entries], codes(file)) == (["a@b"], [("calendar_end_missing", 3)])
    whole = calendar(event(TEN, NOON), event(TEN, NOON, uid="c"))
    file = read_calendar(whole[: whole.rindex(b"DTEND")])
    assert [entry.uid for entry in file.entries] == ["a@b", "c"]
    assert codes(file) == [("calendar_cut_off", 9), ("calendar_end_unread", 9)]


def test_lines_that_are_no_lines_are_told_and_the_rest_read():
    file = read_calendar(calendar(event(TEN, NOON, "DESCRIPTION:Un", "deux sans rien", "\x00\x01", "STATUS:CANCELLED")))
    assert (file.entries[0].description, file.entries[0].status) == ("Un", "CANCELLED")
    (problem,) = file.problems
    assert (problem.code, problem.facts) == ("calendar_line_broken", {"n": 2, "line": 9})


def test_quotes_that_are_not_paired():
    file = read_calendar(calendar(event('DTSTART;X-A="b:20270106T100000', "DTEND:20270106T120000")))
    assert file.entries[0].start == at(2027, 1, 6, 10, zone=None)


def test_entries_without_a_mark_get_the_same_one_each_time():
    text = event(TEN, NOON).replace("UID:a@b\r\n", "")
    one, other = (read_calendar(calendar(text)).entries[0].uid for _ in range(2))
    assert one == other
    assert read_calendar(calendar(text.replace("Tricot", "Chant"))).entries[0].uid != one


def test_of_a_thousand_problems_the_first_are_listed_and_the_others_counted():
    file = read_calendar(calendar(*(event(uid=str(number)) for number in range(1_000))))
    assert len(file.problems) == MOST_SAID + 1
    assert say_problem(file.problems[-1]) == "Et 950 autres remarques du même genre."


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"), (b" \r\n\x00", "file_empty"), (b"PK\x03\x04abc", "calendar_zipped"),
        (b"Nom;Date\nTricot;6/1\n", "not_a_calendar"), (b"\x00\xff" * 500, "not_a_calendar"),
        (b"%PDF-1.7", "not_a_calendar"), (b"<html></html>", "not_a_calendar"),
        (b"BEGIN:VCARD\r\nFN:Jo\r\nEND:VCARD\r\n", "not_a_calendar"),
    ],
)  # fmt: skip
def test_what_is_no_calendar(data, code):
    with pytest.raises(UnreadableFile) as refused:
        read_calendar(data, "x.ics")
    assert refused.value.code == code
    assert say(refused.value).endswith(".")


def test_a_calendar_without_entries_is_one():
    assert read_calendar(calendar()).entries == ()


def test_a_file_that_is_too_big_is_not_read_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(calendar_file, "MAX_BYTES", 1_000)
    (tmp_path / "x.ics").write_bytes(calendar(event(TEN, NOON, title="x" * 2_000)))
    data = calendar_bytes_of(tmp_path / "x.ics")
    assert len(data) == 1_001
    with pytest.raises(UnreadableFile, match="file_too_big"):
        read_calendar(data)
    monkeypatch.setattr(calendar_file, "MOST_ENTRIES", 3)
    with pytest.raises(UnreadableFile, match="calendar_too_many"):
        read_calendar(calendar(*(event(uid=str(number)) for number in range(4))))


# Great files. ``b"A" * 75`` a line, folded, is how a picture stands in a calendar.


def big(what):
    if what == "one line":
        return calendar(event(TEN, NOON, "DESCRIPTION:" + "x" * 20_000_000))
    if what == "empty lines":
        return b"BEGIN:VCALENDAR\n" + b"\n" * 1_000_000
    if what == "dates":
        return calendar(event(TEN, NOON, "RRULE:FREQ=DAILY", "EXDATE:" + "20270113T090000Z," * 300_000))
    lines = "\r\n ".join(["A" * 74] * 13_000)
    return calendar(*(event(TEN, NOON, f"ATTACH;ENCODING=BASE64:{lines}", uid=str(number)) for number in range(20)))


@pytest.mark.parametrize("what", ["one line", "empty lines", "dates", "pictures"])
def test_great_files_take_little_room(what):
    data = big(what)
    tracemalloc.start()
    try:
        file = read_calendar(data)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 6 * len(data)
    assert len(repr(file)) < 2_000_000


def test_parts_within_parts_without_end_take_no_time():
    begun = time.process_time()
    nested = "".join(f"BEGIN:X{number}\r\nEND:Y\r\n" for number in range(50_000))
    file = read_calendar(calendar(event(TEN, NOON, nested.rstrip()), event(TEN, NOON, uid="c")))
    assert time.process_time() - begun < 10
    assert [entry.uid for entry in file.entries] == ["a@b", "c"]
    assert codes(file) == []


@pytest.mark.long
def test_a_calendar_of_fifty_megabytes_and_a_hundred_thousand_entries():
    text = "Une longue description de ce qu’on y fait, avec qui, et de ce qu’il faut apporter. " * 4
    data = calendar(*(event(TEN, NOON, f"DESCRIPTION:{text}", uid=str(number)) for number in range(100_000)))
    assert len(data) > 45_000_000
    begun = time.process_time()
    assert len(read_calendar(data).entries) == 100_000
    assert time.process_time() - begun < 60


pieces = st.sampled_from(
    [
        "BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM", "END:VALARM", "BEGIN:VTODO",
        "BEGIN:VTIMEZONE", "TZID:X", "END:VTIMEZONE", "BEGIN:STANDARD", "END:STANDARD", "TZOFFSETTO:+0100", TEN, NOON,
        "UID:a", "SUMMARY:x", "DTSTART;TZID=X:20270106T100000", "RRULE:FREQ=WEEKLY", "EXDATE:20270113", " .", "\t.",
        "RECURRENCE-ID:20270113T090000Z", "RDATE;VALUE=PERIOD:20270113T090000Z/PT1H", "DTSTART:99991231T235959Z",
        "DURATION:P9999W", "DTSTART;TZID=America/New_York:00010101T000000", "DTEND:99991231", "RDATE:99991231T235959Z",
        "",
    ]
)  # fmt: skip


@given(st.lists(pieces | st.text(max_size=30), max_size=25), st.sampled_from(("utf-8", "utf-16", "latin-1")))
@settings(max_examples=300)
def test_whatever_comes_is_read_or_refused(lines, encoding):
    try:
        file = read_calendar("\r\n".join(lines).encode(encoding, "replace"))
    except UnreadableFile as refused:
        say(refused)
        return
    for problem in file.problems:
        assert say_problem(problem)
    for entry in file.entries:
        assert entry.uid
        assert type(entry.start) is type(entry.end)


# Words.


def codes_in_source():
    """Every text that looks like a code where problems with calendars are made."""
    found = set()
    folders = (Path(delta_app.readers.__file__).parent, Path(delta_app.programme.__file__).parent)
    for module in (path for folder in folders for path in folder.glob("calendar_*.py")):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and module.name != "calendar_words.py":
                found |= {node.value} if node.value.startswith("calendar_") and node.value.isidentifier() else set()
    return found


class _Facts(dict):
    """Whatever a sentence asks for."""

    def __missing__(self, key):
        return {"n": 2, "day": date(2027, 1, 5), "most": 20, "minute": 600}.get(key, f"<{key}>")


def test_every_problem_has_words_in_whole_sentences():
    others = {"calendar_too_many", "calendar_zipped", "calendar_too_much", "calendar_uid", "calendar_page"}
    assert codes_in_source() - others == set(calendar_words.PROBLEMS)
    for code in calendar_words.PROBLEMS:
        assert say_problem(Problem(code, 7, _Facts())).startswith("Ligne 7 : ")
        assert say_problem(Problem(code, None, _Facts())).endswith(".")
