"""Files made by every released version still open, are brought up to date, and say what they said."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

import delta_app.models  # noqa: F401 (every table is known)
from delta_app.core import backup, datafile, schema
from delta_app.core.calendar import Month
from delta_app.hosts.allowance_data import allowance_list, ceiling_rows
from delta_app.hosts.pin_commands import identify_host
from delta_app.hosts.queries import hosts
from delta_app.planning.queries import month_view
from delta_app.shifts.alerts_data import decisions_between
from delta_app.shifts.day_data import logbook, visits_between
from delta_app.shifts.trade_data import trades
from delta_app.venue.school_data import school_holiday_rows
from tests.factory import COORDINATOR

OLD_FILES = sorted((Path(__file__).parents[1] / "old_files").glob("*.db"))


def test_every_version_has_its_file():
    assert [int(path.stem) for path in OLD_FILES] == list(range(1, schema.HEAD + 1))


@pytest.mark.parametrize("old", OLD_FILES, ids=lambda path: path.stem)
def test_an_old_file_opens_and_says_what_it_said(old, tmp_path):
    path = tmp_path / "delta.db"
    shutil.copy(old, path)
    assert_says_what_it_said(datafile.open_store(path), old)


@pytest.mark.parametrize("old", OLD_FILES, ids=lambda path: path.stem)
def test_an_old_file_moved_to_a_server_says_what_it_said(old, empty_database):
    assert backup.restore(empty_database, old) is None
    assert_says_what_it_said(datafile.open_store(empty_database), old)


def _rows_of(table):
    return text(f"SELECT * FROM {table} ORDER BY id")


def assert_says_what_it_said(store, old):
    said = json.loads(old.with_suffix(".json").read_text(encoding="utf-8"))
    with store.read() as session:
        view = month_view(session, Month.parse(said["month"]))
        people = {host.full_name: host.id for host in hosts(session)}
        school = school_holiday_rows(session, date.min, date.max)
        allowances = allowance_list(session, 2025).rows
        words = [[entry.author, entry.text] for entry in logbook(session)]
        visits = [
            [row.day.isoformat(), row.start_minute, row.counted.visits, row.counted.first_visits]
            for row in visits_between(session, date.min, date.max)
        ]
        asked = [
            [row.name, row.kind, row.day.isoformat(), [one.name for one in row.choices]] for row in trades(session)
        ]
        decisions = [
            [row.day.isoformat(), row.decision, row.lost_minutes]
            for row in decisions_between(session, date.min, date.max)
        ]
        ceilings = [row.ceiling for row in ceiling_rows(session, 2026) if row.own]
        stored = {
            table: [[str(value) for value in row] for row in session.execute(_rows_of(table))]
            for table in said.get("rows", {})
        }
    assert list(people) == said["hosts"]
    assert [[slot.day.isoformat(), [seat.name for seat in slot.taken]] for slot in view.slots] == said["slots"]
    assert view.version == said["version"]
    assert [
        [row.community, row.name, row.first_day.isoformat(), row.last_day.isoformat(), row.checked] for row in school
    ] == said.get("school_holidays", [])  # nothing was known of them before
    assert [
        [row.name, row.day.isoformat(), row.kind, row.cents, row.km] for row in allowances
    ] == said.get("allowances", [])  # fmt: skip
    assert [[one.year, one.day_cents, one.year_cents, one.checked] for one in ceilings] == said.get("ceilings", [])
    assert words == said.get("words", [])
    assert visits == said.get("visits", [])
    assert asked == said.get("asked", [])
    assert decisions == said.get("decisions", [])
    assert stored == said.get("rows", {})
    for name, pin in said.get("pins", {}).items():
        assert identify_host(store, people[name], pin).host_id == people[name]
    assert store.undo(COORDINATOR).label == said["undo"]
