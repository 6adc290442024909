"""Poll exports: three tools, one meaning; silence is no refusal, and nothing is lost without a word."""

import csv
import io
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from delta_app.core.clock import BRUSSELS
from delta_app.readers.poll_moments import read_day, read_span
from delta_app.readers.poll_types import Answer, Moment, Poll
from delta_app.readers.polls import poll_of
from delta_app.readers.problems import UnreadableFile
from delta_app.readers.tabular import read_table

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
POLLS = sorted(path for path in SAMPLES.glob("*janvier-2027.csv") if not path.name.startswith("accueillants"))
TEN, ONE = Moment(date(2027, 1, 5), 600, 780), Moment(date(2027, 1, 5), 780, 960)

RALLLY = (
    "Name,Email,Responded on (Europe/Brussels),Tue 5 January 2027 10:00 - 13:00,Tue 5 January 2027 13:00 - 16:00\r\n"
)
STAMP = "2026-12-03 18:22:05"
FRAMADATE = ',"05/01/2027","05/01/2027",\r\n,"10h-13h","13h-16h",\r\n'
NEXTCLOUD = (
    "Participants,Email address,2027-01-05T10:00:00.000+01:00/2027-01-05T13:00:00.000+01:00,"
    "2027-01-05T12:00:00.000Z - 2027-01-05T15:00:00.000Z\r\n"
)


def parse_poll(data: bytes) -> Poll:
    return poll_of(read_table(data))


def codes(poll: Poll) -> list[str]:
    return [problem.code for problem in poll.problems]


def answers(poll: Poll) -> list[tuple[str, dict[Moment, Answer]]]:
    return [(row.written_name, dict(row.answers)) for row in poll.rows]


def test_the_four_samples_say_the_same() -> None:
    polls = [parse_poll(path.read_bytes()) for path in POLLS]
    assert [poll.kind for poll in polls] == ["framadate", "framadate", "nextcloud", "rallly"]
    for poll in polls:
        assert poll.problems == ()
        assert (len(poll.moments), len(poll.rows)) == (60, 30)
        assert poll.moments == polls[0].moments
        assert answers(poll) == answers(polls[0])
    aicha = polls[0].rows[0]
    assert (aicha.written_name, aicha.line, aicha.answers[TEN], aicha.answers[ONE]) == ("Aïcha Benali", 3, "yes", "no")
    assert all(len(row.answers) == 60 for row in polls[0].rows)


def as_xlsx(data: bytes) -> bytes:
    """A spreadsheet's own format, dates turned into date cells as it does by itself."""
    table = read_table(data)
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet()
    day_format = book.add_format({"num_format": "dd/mm/yyyy"})
    for number, row in enumerate((table.headers, *table.rows)):
        for column, cell in enumerate(row):
            day = read_day(cell)
            if day:
                sheet.write_datetime(number, column, day, day_format)
            elif cell:
                sheet.write_string(number, column, cell)
    book.close()
    return stream.getvalue()


def as_semicolons(data: bytes) -> bytes:
    table = read_table(data)
    stream = io.StringIO()
    csv.writer(stream, delimiter=";", lineterminator="\n").writerows([table.headers, *(row for row in table.rows)])
    return stream.getvalue().encode("utf-8-sig")


@pytest.mark.parametrize("path", POLLS, ids=lambda path: path.stem)
def test_saved_again_by_a_spreadsheet_it_says_the_same(path: Path) -> None:
    data = path.read_bytes()
    poll = parse_poll(data)
    for again in (as_xlsx(data), as_semicolons(data), data.decode("utf-8-sig").encode("utf-16")):
        other = parse_poll(again)
        assert (other.kind, other.moments, answers(other)) == (poll.kind, poll.moments, answers(poll))
        assert codes(other) == []


def test_windows_text_is_read_and_told() -> None:
    poll = parse_poll((FRAMADATE + '"Inès Martins","Oui","Si nécessaire",\r\n').encode("cp1252"))
    assert answers(poll) == [("Inès Martins", {TEN: "yes", ONE: "if_needed"})]
    assert codes(poll) == ["encoding_cp1252"]


@pytest.mark.parametrize(
    "text",
    ["10h-13h", "10h - 13h", "10:00-13:00", "10:00 – 13:00", "10-13", "10u-13u", "10 uur - 13 uur", "10.00u-13.00u",
     "de 10h à 13h", "van 10 tot 13 uur", "10 AM - 1 PM", "10:00 a.m. - 1:00 p.m.", "10h00-13h00"],
)  # fmt: skip
def test_spans_of_time(text: str) -> None:
    assert read_span(text) == (600, 780)


def test_spans_at_the_edges() -> None:
    assert read_span("10h30-13h") == (630, 780)
    assert read_span("21h-24h") == (1260, 1440)
    assert read_span("-") == (0, 1440)
    for text in ("soir", "13h-10h", "10h", "25h-26h", "10h-10h", "10h75-13h", "13 PM - 2 PM"):
        assert read_span(text) is None


@pytest.mark.parametrize(
    "text",
    ["05/01/2027", "5-1-2027", "05.01.27", "2027-01-05", "mardi  5 janvier 2027", "mar. 5 janv. 2027", "5 janvier 2027",
     "Tue 5 January 2027", "Tuesday, January 5, 2027", "January 5th, 2027", "dinsdag 5 januari 2027", "di 5 jan. 2027",
     "dinsdag januari 5 2027", "MARDI 5 JANVIER 2027"],
)  # fmt: skip
def test_days(text: str) -> None:
    assert read_day(text) == date(2027, 1, 5)


def test_months_in_three_languages() -> None:
    assert [read_day(f"1 {name} 2027") for name in ("août", "aug", "augustus", "August")] == [date(2027, 8, 1)] * 4
    assert [read_day(f"1 {name} 2027") for name in ("mars", "mrt", "maart", "Mar")] == [date(2027, 3, 1)] * 4
    assert [read_day(f"1 {name} 2027") for name in ("juin", "juil.", "jui", "foo")] == [
        date(2027, 6, 1), date(2027, 7, 1), None, None
    ]  # fmt: skip
    assert read_day("31/02/2027") is None


def test_somebody_who_never_answered_has_not_refused() -> None:
    poll = parse_poll((FRAMADATE + '"Luc","Inconnu","unkown",\r\n"Ana","Unknown","Non",\r\n').encode())
    assert answers(poll) == [("Luc", {}), ("Ana", {ONE: "no"})]
    assert codes(poll) == ["never_answered"]
    poll = parse_poll((NEXTCLOUD + "Luc,,,\r\n").encode())
    assert (answers(poll), codes(poll)) == ([("Luc", {})], ["never_answered"])


def test_a_strange_answer_is_no_answer_and_is_told() -> None:
    poll = parse_poll((FRAMADATE + '"Luc","Oui","✔",\r\n').encode())
    assert answers(poll) == [("Luc", {TEN: "yes"})]
    assert [(p.code, p.line, p.facts["value"]) for p in poll.problems] == [("answer_unknown", 3, "✔")]


def test_moments_that_cannot_be_read_are_listed() -> None:
    poll = parse_poll(b',"05/01/2027","05/01/2027","05/01/2027"\n,"10h-13h","soir","10h - 13h"\nLuc,Oui,Non,Non\n')
    assert answers(poll) == [("Luc", {TEN: "yes"})]
    assert [(p.code, p.facts["column"]) for p in poll.problems] == [("moment_unreadable", 3), ("moment_twice", 4)]


def test_a_date_that_contradicts_its_weekday_is_told() -> None:
    poll = parse_poll(b',"lundi 5 janvier 2027"\n,"10h-13h"\nLuc,Oui\n')
    assert (poll.moments, codes(poll)) == ((TEN,), ["weekday_differs"])


def test_days_without_hours_are_whole_days() -> None:
    poll = parse_poll(b',"05/01/2027","06/01/2027",\n"Luc","Oui","Non",\n')
    assert [moment.whole_day for moment in poll.moments] == [True, True]
    assert codes(poll) == ["moments_without_hours"]
    poll = parse_poll(
        b"Participants,2027-01-05T00:00:00.000+01:00/2027-01-06T00:00:00.000+01:00,2027-01-06\nLuc,yes,no\n"
    )
    assert (poll.kind, [moment.whole_day for moment in poll.moments]) == ("nextcloud", [True, True])
    assert codes(poll) == ["moments_without_hours"]


def test_months_written_first_are_noticed() -> None:
    poll = parse_poll(b',"01/05/2027","01/13/2027",\n,"10h-13h","10h-13h",\n"Luc","Yes","No",\n')
    assert [moment.day for moment in poll.moments] == [date(2027, 1, 5), date(2027, 1, 13)]
    assert codes(poll) == ["month_first"]


def test_a_name_typed_above_the_names_of_framadate() -> None:
    poll = parse_poll(b"Nom;05/01/2027;05/01/2027\n;10h-13h;13h-16h\nLuc;Oui;Non\n")
    assert (poll.kind, answers(poll)) == ("framadate", [("Luc", {TEN: "yes", ONE: "no"})])


def test_a_comma_in_a_rallly_name_is_put_straight_and_told() -> None:
    poll = parse_poll((RALLLY + f"Dumont, Luc,luc@example.org,{STAMP},Yes,No\r\n").encode())
    (row,) = poll.rows
    assert (row.written_name, row.email, row.answers) == ("Dumont, Luc", "luc@example.org", {TEN: "yes", ONE: "no"})
    assert row.answered_at == datetime.fromisoformat(STAMP)
    assert [(problem.code, problem.line) for problem in poll.problems] == [("row_straightened", 2)]


def test_two_commas_and_no_address_are_put_straight_too() -> None:
    poll = parse_poll((RALLLY + f"Dumont, Luc, dit Lucky,,{STAMP},Yes,No\r\n").encode())
    assert poll.rows[0].written_name == "Dumont, Luc, dit Lucky"
    assert codes(poll) == ["row_straightened"]


@pytest.mark.parametrize(
    "row",
    [
        f"Dumont, Luc,,{STAMP},Yes,No,No",
        f"Dumont, {STAMP},,{STAMP},Yes,No",
        f"Dumont, Luc,pas une adresse,{STAMP},Yes,No",
        f"Dumont, Luc,,{STAMP},Yes,Peut",
        f"Dumont, Luc,,{STAMP},Yes",
        "Dumont, Luc,,Yes,No,Yes,No",
    ],
)
def test_a_shifted_row_that_could_be_read_in_two_ways_is_left_out(row: str) -> None:
    poll = parse_poll((RALLLY + row + f"\r\nAna,,{STAMP},No,Yes\r\n").encode())
    assert [row.written_name for row in poll.rows] == ["Ana"]
    assert [(problem.code, problem.line) for problem in poll.problems] == [("row_shifted", 2)]


def test_a_quote_in_a_rallly_name_swallows_nobody() -> None:
    poll = parse_poll((RALLLY + f'"Bart,,{STAMP},Yes,No\r\nAna,,{STAMP},No,Yes\r\n').encode())
    assert [row.written_name for row in poll.rows] == ['"Bart', "Ana"]


def test_two_rallly_names_that_begin_with_a_quote_swallow_nobody_between_them() -> None:
    names = ['"Bart', "Ana", "Luc", '"Bea']
    poll = parse_poll((RALLLY + "".join(f"{name},,{STAMP},Yes,No\r\n" for name in names)).encode())
    assert [row.written_name for row in poll.rows] == names
    assert codes(poll) == ["quote_unpaired"]


def test_rallly_in_french_and_in_another_zone() -> None:
    poll = parse_poll(
        "Nom,E-mail,A répondu le (Europe/Paris),mar. 5 janvier 2027 10:00 - 13:00\n".encode()
        + f"Luc,undefined,{STAMP},Si besoin\n".encode()
    )
    assert (answers(poll), codes(poll)) == ([("Luc", {TEN: "if_needed"})], [])
    poll = parse_poll((RALLLY.replace("Europe/Brussels", "Mars/Base") + f"Luc,,{STAMP},Yes,No\r\n").encode())
    assert codes(poll) == ["zone_unknown"]
    poll = parse_poll(RALLLY.replace("Brussels", "London").encode())
    assert codes(poll) == ["poll_without_people", "zone_differs"]


def test_an_unreadable_first_column_is_not_taken_for_something_else() -> None:
    text = RALLLY.replace("Tue 5 January 2027 10:00 - 13:00", "Mardi (matin)") + f"Luc,,{STAMP},Yes,No\r\n"
    poll = parse_poll(text.encode())
    assert answers(poll) == [("Luc", {ONE: "no"})]
    assert [(problem.code, problem.facts["column"]) for problem in poll.problems] == [("moment_unreadable", 4)]


def test_nextcloud_instants_become_local_times_across_the_change_of_hour() -> None:
    poll = parse_poll((NEXTCLOUD + "Luc,luc@example.org,yes,maybe\r\n").encode())
    assert answers(poll) == [("Luc", {TEN: "yes", ONE: "if_needed"})]
    assert poll.rows[0].email == "luc@example.org"
    poll = parse_poll(b"Deelnemers,2027-03-28T08:00:00.000Z/2027-03-28T11:00:00.000Z\nLuc,yes\n")
    assert poll.moments == (Moment(date(2027, 3, 28), 600, 780),)


def test_nextcloud_days_that_no_calendar_has_are_listed() -> None:
    days = ("2027-13-05", "2027-13-05"), ("2027-01-05", "2027-01-07"), ("2027-01-05", "2027-01-05")
    headers = ",".join(f"{first}T10:00/{last}T13:00" for first, last in days)
    poll = parse_poll(f"Participants,{headers}\nLuc,yes,yes,no\n".encode())
    assert (answers(poll), codes(poll)) == ([("Luc", {TEN: "no"})], ["moment_unreadable"] * 2)


def test_a_bad_address_is_told_and_dropped() -> None:
    poll = parse_poll((NEXTCLOUD + 'Luc,"luc@example.org\nBcc: x@y.be",yes,no\r\n').encode())
    assert (poll.rows[0].email, codes(poll)) == (None, ["email_invalid"])


def test_the_latest_answer_of_the_same_person_counts() -> None:
    early, late = "2026-12-01 09:00:00", "2026-12-02 09:00:00"
    rows = f"Luc Dumont,l@x.be,{late},Yes,No\r\nluc dumont,L@x.be,{early},No,No\r\n"
    poll = parse_poll((RALLLY + rows).encode())
    assert answers(poll) == [("Luc Dumont", {TEN: "yes", ONE: "no"})]
    assert [(p.code, p.line, p.facts["ignored"]) for p in poll.problems] == [("answered_twice", 2, 3)]


def test_the_same_name_twice_may_be_two_people() -> None:
    poll = parse_poll((FRAMADATE + '"Luc","Oui","Non",\r\n"LUC","Non","Non",\r\n').encode())
    assert len(poll.rows) == 2
    assert [(p.code, p.facts["lines"]) for p in poll.problems] == [("name_twice", "3, 4")]


def test_two_people_who_sign_with_pictures_are_two_people() -> None:
    poll = parse_poll((FRAMADATE + '"🌻","Oui","Non",\r\n"🌼","Oui","Non",\r\n').encode())
    assert ([row.written_name for row in poll.rows], poll.problems) == (["🌻", "🌼"], ())


def test_a_cut_or_overlong_row_is_told() -> None:
    poll = parse_poll((FRAMADATE + '"Luc","Oui"\r\n"Ana","Non","Non","Oui"\r\n,"Oui","Oui",\r\n').encode())
    assert answers(poll) == [("Luc", {TEN: "yes"}), ("Ana", {TEN: "no", ONE: "no"})]
    assert codes(poll) == ["row_short", "row_long", "name_missing"]


def test_markup_and_formulas_in_names_stay_text() -> None:
    poll = parse_poll((FRAMADATE + '"<img src=x>","Oui","Non",\r\n"=HYPERLINK(1)","Oui","Oui",\r\n').encode())
    assert [row.written_name for row in poll.rows] == ["<img src=x>", "=HYPERLINK(1)"]


def test_what_is_no_poll_is_refused_with_what_was_seen() -> None:
    with pytest.raises(UnreadableFile) as caught:
        parse_poll((SAMPLES / "accueillants-janvier-2027.csv").read_bytes())
    assert (caught.value.code, caught.value.facts["seen"]) == ("not_a_poll", "Nom | Prénom | Origine | Langues")
    with pytest.raises(UnreadableFile) as caught:
        parse_poll(b',"05/01/2027"\n,"matin"\nLuc,Oui\n')
    assert caught.value.code == "poll_without_moments"


@given(st.binary(max_size=300))
def test_random_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        parse_poll(data)


@given(st.sampled_from(POLLS), st.data())
def test_damaged_exports_are_read_or_refused(path: Path, data: st.DataObject) -> None:
    raw = bytearray(path.read_bytes())
    for at, byte in data.draw(st.lists(st.tuples(st.integers(0, len(raw) - 1), st.integers(0, 255)), max_size=9)):
        raw[at] = byte
    try:
        poll = parse_poll(bytes(raw))
    except UnreadableFile:
        return
    assert all(set(row.answers) <= set(poll.moments) for row in poll.rows)


MOMENTS = st.lists(
    st.tuples(st.dates(date(2026, 1, 1), date(2030, 12, 31)), st.integers(0, 95), st.integers(1, 12))
    .filter(lambda drawn: drawn[1] + drawn[2] <= 96)
    .map(lambda drawn: Moment(drawn[0], drawn[1] * 15, (drawn[1] + drawn[2]) * 15)),
    min_size=1,
    max_size=6,
    unique=True,
)
CHOICES: list[Answer | None] = ["yes", "if_needed", "no", None]
ANSWERS = st.sampled_from(CHOICES)
NAMES = st.text("aéÖıŁ'’-", min_size=1, max_size=9).filter(lambda name: any(map(str.isalpha, name)))
FRENCH = {"yes": "Oui", "if_needed": "Si nécessaire", "no": "Non", None: "Inconnu"}
ENGLISH = {"yes": "Yes", "if_needed": "If need be", "no": "No"}
RAW = {"yes": "yes", "if_needed": "maybe", "no": "no", None: ""}


def clock(minute: int, sign: str = ":") -> str:
    return f"{minute // 60:02d}{sign}{minute % 60:02d}"


def iso(moment: Moment) -> str:
    """Nextcloud's interval; an end at midnight belongs to the next day."""
    midnight = datetime.combine(moment.day, datetime.min.time())
    ends = [midnight + timedelta(minutes=minute) for minute in (moment.start_minute, moment.end_minute)]
    return "/".join(end.replace(tzinfo=BRUSSELS).isoformat(timespec="milliseconds") for end in ends)


def exports(moments: list[Moment], people: list[tuple[str, list[Answer | None]]]) -> list[str]:
    """The same poll as the three tools would export it."""
    days = "".join(f'"{moment.day:%d/%m/%Y}",' for moment in moments)
    hours = "".join(f'"{clock(m.start_minute, "h")}-{clock(m.end_minute, "h")}",' for m in moments)
    framadate = [f",{days}", f",{hours}"]
    framadate += [f'"{name}",' + "".join(f'"{FRENCH[a]}",' for a in given_answers) for name, given_answers in people]
    headers = [
        f"{m.day:%a} {m.day.day} {m.day:%B} {m.day:%Y} {clock(m.start_minute)} - {clock(m.end_minute)}" for m in moments
    ]
    rallly = [",".join(["Name", "Email", "Responded on (Europe/Brussels)", *headers])]
    rallly += [",".join([n, "", STAMP, *(ENGLISH[a or "no"] for a in given_answers)]) for n, given_answers in people]
    nextcloud = [",".join(["Participants", *map(iso, moments)])]
    nextcloud += [",".join([name, *(RAW[a] for a in given_answers)]) for name, given_answers in people]
    return ["\r\n".join(lines) + "\r\n" for lines in (framadate, rallly, nextcloud)]


@given(st.data())
def test_generated_exports_come_back_whole(data: st.DataObject) -> None:
    moments = data.draw(MOMENTS)
    row = st.tuples(NAMES, st.lists(ANSWERS, min_size=len(moments), max_size=len(moments)))
    people = data.draw(st.lists(row, max_size=4, unique_by=lambda drawn: drawn[0].casefold().strip("'’-")))
    for text in exports(moments, people):
        poll = parse_poll(text.encode())
        silent: Answer | None = "no" if poll.kind == "rallly" else None
        # An hour that the clocks skip or repeat has no single instant: those days prove nothing about Nextcloud.
        if poll.kind == "nextcloud" and any(moment.day.month in (3, 10) and moment.day.day > 24 for moment in moments):
            continue
        assert list(poll.moments) == moments
        expected = {
            name: {m: a or silent for m, a in zip(moments, given_answers, strict=True) if a or silent}
            for name, given_answers in people
        }
        got = {found.written_name: dict(found.answers) for found in poll.rows}
        ignored = {p.facts["ignored"] for p in poll.problems if p.code == "answered_twice"}
        assert len(got) + len(ignored) == len(people)
        assert got.items() <= expected.items()
