"""The month in other programs: read back by a CSV reader, a spreadsheet reader, a calendar library and a calendar."""

import csv
import io
import subprocess
import sys
import zipfile
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
from python_calamine import CalamineWorkbook

from delta_app.core.calendar import Month, minutes
from delta_app.planning.calendar_data import CalendarFacts, CalledOff
from delta_app.planning.files import host_ics, month_csv, month_ics, month_xlsx
from delta_app.planning.queries import MonthView, SlotRow
from tests.planning.shapes import PRINTED, SHAPES
from tests.planning.view_factory import closed_since, host_month, host_shift, month_view, seat

STAMP = datetime(2026, 11, 24, 11, 5, tzinfo=ZoneInfo("Europe/Brussels"))
TENTH = date(2026, 12, 10)
BRUSSELS = ZoneInfo("Europe/Brussels")


def ics(view: MonthView, sequence: int = 3, called_off: tuple[CalledOff, ...] = ()) -> bytes:
    return month_ics(view, CalendarFacts("delta.example", sequence, called_off), stamped=STAMP)


def events(content: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def one_day_view(slot: SlotRow, **changes: object) -> MonthView:
    """A month whose only slot is this one."""
    view = month_view(Month.of(slot.day), weekdays=range(7), times=(), closures={}, **changes)
    weeks = tuple(
        type(week)(
            week.number,
            tuple(type(day)(day.day, day.in_month, (slot,) if day.day == slot.day else ()) for day in week.days),
        )
        for week in view.weeks
    )
    return type(view)(**{**vars(view), "weeks": weeks, "slots": (slot,)})


def a_slot(day: date = TENTH, start: int = minutes(10), end: int = minutes(13), **changes: object) -> SlotRow:
    return SlotRow(12, day, start, end, 2, **changes)


LIVELY_SLOT = a_slot(
    taken=(seat("Ana C.", seeking=True),), shadows=(seat("=Noor H.", 2, origin="Rézone"),), note="Clé ; chez Luc"
)


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_csv_has_a_row_for_every_seat_and_shadow() -> None:
    listed = rows(month_csv(one_day_view(LIVELY_SLOT)))
    assert [(row["place"], row["accueillant·e"], row["état"]) for row in listed] == [
        ("1", "Ana C.", "cherche remplaçant"),
        ("2", "", "libre"),
        ("", "'=Noor H.", "doublure"),
    ]
    assert [listed[0][name] for name in ("date", "jour", "semaine", "début", "fin", "heures", "remarque")] == [
        "10/12/2026", "jeudi", "50", "10:00", "13:00", "3", "Clé ; chez Luc",
    ]  # fmt: skip
    assert listed[2]["origine"] == "Rézone"


def test_csv_counts_every_seat_of_the_month() -> None:
    view = month_view()
    assert len(rows(month_csv(view))) == 2 * len(view.slots)


def sheet_rows(content: bytes, name: str) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(name).to_python()


def test_the_workbook_has_the_wall_and_the_list() -> None:
    content = month_xlsx(SHAPES["lively"](), PRINTED)
    wall = sheet_rows(content, "Mois")
    assert wall[0][0] == "Permanences · décembre 2026"
    assert wall[1][:5] == ["sem.", "mardi", "", "", "mercredi"]
    assert wall[2][:2] == [49, date(2026, 12, 1)]
    assert wall[3][1:4] == ["10–13h", "Ana C.", "Élodie G."]
    flat = [cell for row in wall for cell in row]
    assert "Noël · fermé" in flat
    assert "14h Atelier cuisine · 18h Assemblée" in flat
    assert any(str(cell).endswith("(cherche remplaçant)") for cell in flat)
    assert "doublure : Greet S." in flat
    listed = sheet_rows(content, "Liste")
    assert listed[1][:5] == [date(2026, 12, 1), "mardi", 49, time(10), time(13)]


def test_the_workbook_says_how_much_changed_since_its_version() -> None:
    with zipfile.ZipFile(io.BytesIO(month_xlsx(month_view(changes_since_published=2), PRINTED))) as archive:
        assert "version 3, 2 changements depuis" in archive.read("xl/worksheets/sheet1.xml").decode()


def test_the_wall_prints_on_one_landscape_page() -> None:
    with zipfile.ZipFile(io.BytesIO(month_xlsx(month_view(state="draft"), PRINTED))) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert '<pageSetup paperSize="9" orientation="landscape"/>' in xml
    assert "<pageSetUpPr fitToPage" in xml
    assert 'state="frozen"' in xml
    assert "brouillon" in xml


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_of_month_can_be_exported(shape: str) -> None:
    view = SHAPES[shape]()
    assert len(sheet_rows(month_xlsx(view, PRINTED), "Liste")) >= len(view.slots)
    assert len(events(ics(view))) == len(view.slots)
    assert month_csv(view)


def test_calendar_entries_say_who_when_and_what_is_free() -> None:
    [event] = events(ics(one_day_view(LIVELY_SLOT)))
    assert event["UID"] == "slot-12@delta.example"
    assert event["SEQUENCE"] == 3
    assert event["DTSTAMP"].dt == datetime(2026, 11, 24, 10, 5, tzinfo=UTC)
    assert event["SUMMARY"] == "Permanence : Ana C. (cherche remplaçant) et =Noor H. (doublure) · 1 place libre"
    assert event["LOCATION"] == "Le Delta, rue du Delta 61, Forest"
    assert event["STATUS"] == "CONFIRMED"
    assert event["DTSTART"].dt == datetime(2026, 12, 10, 10, tzinfo=BRUSSELS)
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(hours=3)
    assert "Clé" not in event["DESCRIPTION"]
    assert "Rézone" not in event["DESCRIPTION"]


def test_a_day_closed_after_people_were_seated_is_closed_in_every_file() -> None:
    view = closed_since(one_day_view(a_slot(taken=(seat("Ana C."),))), {TENTH}, "Travaux")
    rows = [row for row in sheet_rows(month_xlsx(view, PRINTED), "Mois") if any(row)]
    assert "Travaux · fermé · à prévenir : Ana C." in [cell for row in rows for cell in row]
    assert [row[7:9] for row in sheet_rows(month_xlsx(view, PRINTED), "Liste")[1:]] == [
        ["Ana C.", "fermé : à prévenir"]
    ]
    [event] = events(ics(view))
    assert str(event["SUMMARY"]) == "FERMÉ · Permanence : Ana C."


def test_every_calendar_names_the_version_and_what_changed_since() -> None:
    since = {"version": 1, "changes_since_published": 2}
    shift = host_shift(date(2026, 12, 3))
    for content in (
        ics(month_view(**since)),
        host_ics(host_month([shift], **since), CalendarFacts("delta.example", 1), stamped=STAMP),
    ):
        assert events(content)[0]["DESCRIPTION"].startswith("Version 1, 2 changements depuis. Empêché·e ?")
    assert events(ics(month_view(state="draft")))[0]["DESCRIPTION"].startswith("Brouillon, peut encore changer. ")


def test_a_draft_is_tentative() -> None:
    assert {str(event["STATUS"]) for event in events(ics(month_view(state="draft")))} == {"TENTATIVE"}


def test_identity_stays_from_one_version_to_the_next() -> None:
    before, after = events(ics(month_view(), 3)), events(ics(month_view(version=4), 4))
    assert [event["UID"] for event in before] == [event["UID"] for event in after]
    assert {event["SEQUENCE"] for event in after} == {4}
    assert len({event["UID"] for event in after}) == len(after)


def test_calendar_files_keep_to_the_letter_of_the_standard() -> None:
    names = (seat("Ana, <b>; C\\", 1), seat("N" * 60, 2), seat("Łukasz 王\nBEGIN:VALARM", 3))
    content = ics(one_day_view(a_slot(taken=names)))
    assert content.count(b"\n") == content.count(b"\r\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    [event] = events(content)
    assert "Ana, <b>; C\\" in event["SUMMARY"]
    assert "Łukasz 王 BEGIN:VALARM" in event["SUMMARY"]
    assert b"TZID=Europe/Brussels:20261210T100000" in content


@pytest.mark.parametrize(("day", "hours"), [(date(2027, 3, 28), 2), (date(2027, 10, 31), 4), (date(2027, 6, 6), 3)])
def test_the_night_the_clocks_change_moves_no_slot(day: date, hours: int) -> None:
    content = ics(one_day_view(a_slot(day, minutes(1), minutes(4))))
    calendar = icalendar.Calendar.from_ical(content)
    [event] = calendar.walk("VEVENT")
    start, end = event["DTSTART"].dt, event["DTEND"].dt
    assert (start.hour, end.hour) == (1, 4)
    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=hours)
    # The zone of the file itself, as a client without its own table reads it.
    [zone] = calendar.walk("VTIMEZONE")
    own = zone.to_tz()
    for wall in (start, end):
        naive = wall.replace(tzinfo=None)
        assert naive.replace(tzinfo=own).utcoffset() == naive.replace(tzinfo=BRUSSELS).utcoffset()


def test_a_slot_past_midnight_ends_the_day_after() -> None:
    for end in (minutes(1), minutes(25)):
        [event] = events(ics(one_day_view(a_slot(start=minutes(22), end=end))))
        assert event["DTEND"].dt == datetime(2026, 12, 11, 1, tzinfo=BRUSSELS)


def test_a_host_has_a_calendar_of_the_own_shifts() -> None:
    shifts = [
        host_shift(date(2026, 12, 3), slot_id=5),
        host_shift(date(2026, 12, 4), slot_id=6, companions=(), missing=1, seeking=True),
        host_shift(date(2026, 12, 5), slot_id=7, shadow=True),
    ]
    content = host_ics(host_month(shifts), CalendarFacts("delta.example", 1), stamped=STAMP)
    found = events(content)
    assert [str(event["SUMMARY"]) for event in found] == [
        "Permanence avec Ana C.",
        "Permanence · cherche remplaçant · 1 place libre",
        "Doublure avec Ana C.",
    ]
    assert [str(event["UID"]) for event in found] == [f"slot-{n}-host-7@delta.example" for n in (5, 6, 7)]
    assert "Öztürk" not in content.decode()  # a calendar is passed on: first names only


def test_a_slot_that_is_no_more_is_called_off() -> None:
    gone = CalledOff(99, date(2026, 12, 11), minutes(10), minutes(13))
    *standing, last = events(ics(month_view(), called_off=(gone,)))
    assert {str(event["STATUS"]) for event in standing} == {"CONFIRMED"}
    assert (last["UID"], last["STATUS"]) == ("slot-99@delta.example", "CANCELLED")
    assert last["DTSTART"].dt == datetime(2026, 12, 11, 10, tzinfo=BRUSSELS)


def test_a_real_calendar_program_reads_the_month(tmp_path: Path) -> None:
    pytest.importorskip("khal")
    (tmp_path / "calendar").mkdir()
    settings = tmp_path / "khal.conf"
    settings.write_text(
        f"[calendars]\n[[delta]]\npath = {tmp_path / 'calendar'}\ntype = calendar\n"
        f"[sqlite]\npath = {tmp_path / 'khal.db'}\n[default]\ndefault_calendar = delta\n"
        "[locale]\nlocal_timezone = Europe/Brussels\ndefault_timezone = Europe/Brussels\n"
        "timeformat = %H:%M\ndateformat = %d/%m\nlongdateformat = %d/%m/%Y\n"
        "datetimeformat = %d/%m %H:%M\nlongdatetimeformat = %d/%m/%Y %H:%M\n"
    )
    spring = date(2027, 3, 28)
    exported = tmp_path / "month.ics"
    exported.write_bytes(ics(one_day_view(a_slot(spring, minutes(1), minutes(4), taken=(seat("Łukasz W."),)))))

    def khal(*words: str) -> str:
        command = [sys.executable, "-m", "khal", "-c", str(settings), *words]
        return subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8").stdout

    khal("import", "--batch", str(exported))
    listed = khal("list", "--format", "{start-time}-{end-time} {title}", "28/03/2027", "1d")
    assert "01:00-04:00 Permanence : Łukasz W. · 1 place libre" in listed
    assert "DTSTART;TZID=Europe/Brussels:20270328T010000" in next((tmp_path / "calendar").iterdir()).read_text()
