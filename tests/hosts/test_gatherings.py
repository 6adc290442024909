"""Gatherings of the hosts: noted, changed, taken away; who came, and who cannot have; on paper and in a spreadsheet."""

import io
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from delta_app.core import clock, i18n
from delta_app.core.errors import Refused, say
from delta_app.hosts.commands import change_host, details_of
from delta_app.hosts.gathering_commands import (
    Attendance,
    add_gathering,
    change_gathering,
    note_attendance,
    remove_gathering,
)
from delta_app.hosts.gathering_data import (
    attendance_list,
    coming_gatherings,
    gathering_row,
    gatherings_of,
    gatherings_of_year,
    took_part_words,
    year_words,
)
from delta_app.hosts.gathering_rules import GatheringDetails, StateFrom, can_have_come, standing_on
from delta_app.hosts.model import HostStateChange, PathMark
from delta_app.hosts.sheet_gatherings import attendance_pdf, year_csv, year_pdf, year_xlsx
from tests.factory import COORDINATOR, HOST, READER, a_host, a_store, acting, all_data
from tests.sheets.reading import page_count, text_of

TODAY = date(2026, 12, 9)
JOINED = date(2026, 11, 1)
MEETING = GatheringDetails("meeting", date(2026, 12, 8), 1080, 1200, "Les fermetures de fin d’année", "CALICO")


@pytest.fixture(autouse=True)
def december():
    with time_machine.travel(TODAY, tick=True) as traveller:
        yield traveller


@pytest.fixture
def store(tmp_path):
    with closing(a_store(tmp_path)) as opened:
        yield opened


def host(store, *name, **details):
    """Somebody who is in the team since the first of November."""
    with time_machine.travel(JOINED):
        return a_host(store, *name, **details)


def add(store, details=MEETING, actor=COORDINATOR):
    with acting(store, "add", actor) as session:
        return add_gathering(session, details)


def came(store, gathering, *hosts, actor=COORDINATOR):
    with acting(store, "came", actor) as session:
        return note_attendance(session, gathering, hosts)


def row(store, gathering):
    with store.read() as session:
        return gathering_row(session, gathering)


def text(pdf):
    return " ".join(" ".join(text_of(pdf, page=page) for page in range(page_count(pdf))).split())


days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
changes = st.lists(st.builds(StateFrom, days, st.sampled_from(["active", "paused", "left"])), max_size=4)


@given(days, days, changes, st.sampled_from(["active", "paused", "left"]))
def test_what_somebody_was_on_a_day_is_what_was_last_said_until_then(day, since, said, now):
    standing = standing_on(day, since, said, now)
    assert (standing == "unknown") == (day < since)
    if day >= since and any(change.from_day <= day for change in said):
        latest = max(change.from_day for change in said if change.from_day <= day)
        assert standing in {change.state for change in said if change.from_day == latest}
    elif day >= since:
        assert standing == ("active" if said else now)
    assert can_have_come(standing, left_dated=bool(said)) <= (day >= since)


def test_one_is_noted_changed_and_taken_away_each_undone_in_one_step(store):
    fatma, luc = host(store), host(store, "Luc", "Dumont")
    before = all_data(store)
    meeting = add(store, replace(MEETING, theme="  Les \n fermetures "))
    assert row(store, meeting).details == replace(MEETING, theme="Les fermetures")
    assert came(store, meeting, fatma, luc) == Attendance(2, 2, 0)
    assert came(store, meeting, luc) == Attendance(1, 0, 1)
    store.undo(COORDINATOR)
    assert row(store, meeting).came == ("Fatma Ö.", "Luc D.")
    whole = all_data(store)
    with acting(store) as session:
        change_gathering(session, meeting, replace(MEETING, kind="training", day=date(2026, 12, 1)))
    assert (row(store, meeting).kind, row(store, meeting).came) == ("training", ("Fatma Ö.", "Luc D."))
    with acting(store) as session:
        remove_gathering(session, meeting)
    with pytest.raises(Refused, match="no_such_gathering") as refusal:
        row(store, meeting)
    assert say(refusal.value)
    store.undo(COORDINATOR)
    store.undo(COORDINATOR)
    assert all_data(store) == whole
    for _step in range(2):
        store.undo(COORDINATOR)
    assert all_data(store) == before


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("bad_gathering_kind", {"kind": "party"}),
        ("bad_gathering_hours", {"start_minute": 1200}),
        ("bad_gathering_hours", {"end_minute": 1441}),
        ("bad_gathering_hours", {"start_minute": -1}),
        ("bad_gathering_day", {"day": date(1999, 12, 31)}),
        ("theme_too_long", {"theme": "a" * 121}),
        ("theme_too_long", {"place": "a" * 81}),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(store, code, change):
    before = all_data(store)
    with pytest.raises(Refused, match=code) as refusal:
        add(store, replace(MEETING, **change))
    assert say(refusal.value)
    assert all_data(store) == before


def test_nobody_came_before_the_day(store, december):
    fatma = host(store)
    tomorrow = add(store, replace(MEETING, day=TODAY + timedelta(days=1)))
    with pytest.raises(Refused, match="not_held_yet") as refusal:
        came(store, tomorrow, fatma)
    assert "jeudi 10 décembre 2026 : qui est venu se note le jour même ou après" in say(refusal.value)
    december.move_to(TODAY + timedelta(days=1))
    assert came(store, tomorrow, fatma).came == 1
    with pytest.raises(Refused, match="gathering_attended") as refusal, acting(store) as session:
        change_gathering(session, tomorrow, replace(MEETING, day=date(2026, 12, 24)))
    assert "1 personne y est notée présente" in say(refusal.value)


def test_who_was_not_in_the_team_that_day_cannot_have_come(store):
    fatma = host(store)
    with time_machine.travel(date(2026, 12, 5)):
        noor = a_host(store, "Noor", "Haddad")
    luc, zoe = host(store, "Luc", "Dumont"), host(store, "Zoé", "Wauters", state="left")
    with acting(store) as session:
        session.add(HostStateChange(host_id=luc, state="left", from_day=date(2026, 11, 20)))
        session.delete(session.scalars(select(HostStateChange).where(HostStateChange.host_id == zoe)).one())
    early = add(store, replace(MEETING, day=date(2026, 12, 1)))
    with pytest.raises(Refused, match="not_known_yet") as refusal:
        came(store, early, fatma, noor)
    assert "Noor H. n’était pas encore dans l’équipe le mardi 1er décembre 2026" in say(refusal.value)
    with pytest.raises(Refused, match="left_by_then") as refusal:
        came(store, early, luc)
    assert say(refusal.value)
    with pytest.raises(Refused, match="no_such_host"):
        came(store, early, 99)
    assert row(store, early).came == ()
    with store.read() as session:
        listed = attendance_list(session, early)
    assert [(one.name, one.standing, one.possible) for one in listed.people] == [
        ("Fatma Ö.", "active", True), ("Luc D.", "left", False), ("Noor H.", "unknown", False),
        ("Zoé W.", "left", True),
    ]  # fmt: skip
    assert came(store, early, fatma, zoe).came == 2  # when Zoé left is not known
    with acting(store) as session:
        session.add(PathMark(host_id=noor, step_key="meeting", done_on=date(2026, 11, 28)))
    assert came(store, early, fatma, noor).came == 2


def test_on_another_day_those_who_came_have_to_have_been_there_too(store):
    with time_machine.travel(date(2026, 12, 5)):
        noor = a_host(store, "Noor", "Haddad")
    meeting = add(store)
    came(store, meeting, noor)
    with pytest.raises(Refused, match="not_known_yet"), acting(store) as session:
        change_gathering(session, meeting, replace(MEETING, day=date(2026, 12, 1)))
    with acting(store) as session:
        change_gathering(session, meeting, replace(MEETING, day=date(2026, 12, 7)))


def test_who_is_noted_already_stays_though_they_left_since(store):
    fatma, luc = host(store), host(store, "Luc", "Dumont")
    meeting = add(store)
    came(store, meeting, fatma)
    with acting(store) as session:
        session.add(HostStateChange(host_id=fatma, state="left", from_day=date(2026, 12, 2)))
        change_host(session, fatma, replace(details_of(session, fatma), state="left"))
    assert came(store, meeting, fatma, luc) == Attendance(2, 1, 0)


def test_only_the_coordinator_notes_them(store):
    meeting = add(store)
    for actor in (HOST, READER):
        for act in (
            lambda session: add_gathering(session, MEETING),
            lambda session: change_gathering(session, meeting, MEETING),
            lambda session: remove_gathering(session, meeting),
            lambda session: note_attendance(session, meeting, ()),
        ):
            with pytest.raises(Refused, match="not_allowed"), acting(store, actor=actor) as session:
                act(session)


def test_a_year_is_counted_and_what_comes_is_told_without_who_came(store):
    fatma, luc = host(store), host(store, "Luc", "Dumont")
    first = add(store, replace(MEETING, day=date(2026, 11, 3), kind="intervision"))
    second = add(store)
    later = add(store, replace(MEETING, day=TODAY, start_minute=1380, end_minute=1410))
    add(store, replace(MEETING, day=date(2027, 1, 12), kind="training"))
    came(store, first, fatma, luc)
    came(store, second, luc)
    with store.read() as session:
        year, local = gatherings_of_year(session, 2026), clock.local_now()
        assert [one.id for one in year.over(local)] == [second, first]
        assert [one.id for one in year.coming(local)] == [later]
        coming = coming_gatherings(session, local)
        assert [(one.day, one.theme, one.came) for one in coming] == [
            (TODAY, MEETING.theme, ()), (date(2027, 1, 12), MEETING.theme, ()),
        ]  # fmt: skip
        assert len(coming_gatherings(session, local, at_most=1)) == 1
        mine = gatherings_of(session, luc)
        assert [(one.id, one.came) for one in mine] == [(second, ()), (first, ())]
        assert gatherings_of(session, 99) == ()
        with pytest.raises(Refused, match="bad_year"):
            gatherings_of_year(session, 1999)
    assert year_words(year.over(local)) == "1 réunion, 1 intervision ; 3 présences"
    assert year_words(()) == ""
    assert took_part_words(mine, 2026) == (
        "A participé en 2026 à 1 réunion, 1 intervision ; la dernière fois le 8 décembre."
    )
    assert took_part_words(mine, 2025) == "Aucune rencontre d’équipe notée en 2025."


def test_the_list_to_sign_has_those_active_that_day_and_room_for_others(store):
    host(store, "<b>Fatma", "Öztürk {x}")
    host(store, "Luc", "Dumont", state="paused")
    nobody = add(store, replace(MEETING, theme="<i>Fêtes</i> & {prénom}"))
    with store.read() as session:
        made = attendance_pdf(attendance_list(session, nobody), venue_name="Le Delta", printed_on=TODAY)
    said = text(made)
    for words in (
        "Feuille de présence : réunion d’équipe", "Mardi 8 décembre 2026, 18h – 20h · CALICO",
        "Thème : <i>Fêtes</i> & {prénom}", "<b>Fatma Ö.", "Signature", "ni notes, ni situations",
    ):  # fmt: skip
        assert words in said.replace("\xa0", " "), words
    assert "Luc" not in said
    assert "Öztürk" not in said


def test_sixty_people_fit_on_two_pages_and_nobody_on_one(store):
    for number in range(60):
        host(store, f"Wilhelmina-Alexandrine {number}", "Vanden Abeele-Vandermeersch")
    crowded = add(store)
    with store.read() as session:
        listed = attendance_list(session, crowded)
    made = attendance_pdf(listed, venue_name="Le Delta", printed_on=TODAY)
    assert page_count(made) in (2, 3)
    assert "Wilhelmina-Alexandrine 59 V." in text(made)
    assert came(store, crowded, *(one.host_id for one in listed.people)).came == 60
    with store.read() as session:
        year = gatherings_of_year(session, 2026)
    assert "Wilhelmina-Alexandrine 59 V." in text(year_pdf(year, venue_name="Le Delta", printed_on=TODAY))


def test_the_list_of_a_year_is_paper_and_spreadsheet(store):
    fatma, luc = host(store), host(store, "Luc", "Dumont")
    meeting = add(store, replace(MEETING, theme="=1+1"))
    add(store, replace(MEETING, kind="intervision", day=date(2026, 12, 20), theme="", place=""))
    came(store, meeting, fatma, luc)
    with store.read() as session:
        year, empty = gatherings_of_year(session, 2026), gatherings_of_year(session, 2025)
    said = text(year_pdf(year, venue_name="Le Delta", printed_on=TODAY)).replace("\xa0", " ")
    for words in (
        "Vie d’équipe, 2026",
        "1 réunion, 1 intervision ; 2 présences",
        "2 présences : Fatma Ö., Luc D.",
        "=1+1",
    ):
        assert words in said, words
    assert year_csv(year).decode("utf-8-sig").splitlines()[1:] == [
        "08/12/2026;18:00;20:00;réunion d’équipe;'=1+1;CALICO;2;Fatma Ö., Luc D.",
        "20/12/2026;18:00;20:00;intervision;;;0;",
    ]
    book = CalamineWorkbook.from_filelike(io.BytesIO(year_xlsx(year, venue_name="Le Delta", made_on=TODAY)))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[1][0] == date(2026, 12, 8)
    assert rows[1][4] == "=1+1"
    assert "Aucune rencontre notée en 2025." in text(year_pdf(empty, venue_name="Le Delta", printed_on=TODAY))


@pytest.mark.parametrize(
    ("language", "words"), [("nl", "Aanwezigheidslijst: teamvergadering"), ("en", "Attendance sheet: team meeting")]
)
def test_they_speak_the_language_of_the_window(store, language, words):
    meeting = add(store)
    with i18n.speaking(language), store.read() as session:
        assert words in text(attendance_pdf(attendance_list(session, meeting), venue_name="x", printed_on=TODAY))
