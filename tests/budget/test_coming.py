"""What activities still to come are planned to cost stands beside what is spent, and opens their list."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine

from delta_app.budget.coming_data import costs_to_come
from delta_app.cli.budget_words import year_lines
from delta_app.programme.activity_data import series_of
from delta_app.programme.commands import cancel_activity, change_activity, note_attendance, plan_activity
from delta_app.programme.series import Plan
from delta_app.till.commands import spend
from tests.budget.conftest import a_line, line_of, view
from tests.factory import COORDINATOR, acting
from tests.person import answering, press, read_text

WEEKLY = "FREQ=WEEKLY;UNTIL=20270127"


def a_plan(store, title="Tricot", day=date(2027, 1, 6), start=600, end=720, rule="", **more):
    with acting(store) as session:
        return plan_activity(session, Plan(title, day, start, end, rule, **more))


def coming(store, year=2027):
    with store.read() as session:
        return costs_to_come(session, year)


def test_the_story_of_tricot(store):
    """Wednesdays 6 to 27 January, forty euros for all of it."""
    line = a_line(store, "Activités", 30_000, year=2027)
    a_plan(store, rule=WEEKLY, cost_cents=4_000, line_id=line)
    (row,) = coming(store)
    assert (row.cents, row.each, row.line_id) == (4_000, None, line)
    assert row.words == "mer. 6, 13, 20 et 27 janvier · en tout"
    figures = line_of(store, line, 2027).figures
    assert (figures.coming, figures.left, figures.left_after, figures.used) == (4_000, 30_000, 26_000, 0)
    assert not coming(store, 2026)


def test_a_cost_for_each_date_counts_for_those_to_come(store):
    line = a_line(store, "Activités", year=2027)
    a_plan(store, rule=WEEKLY, cost_cents=1_000, cost_each=True, line_id=line)
    assert (coming(store)[0].cents, coming(store)[0].words) == (
        4_000, "mer. 6, 13, 20 et 27 janvier · 4 dates, 10,00\u00a0€ par date",
    )  # fmt: skip
    with time_machine.travel("2027-01-13T09:30:00+01:00", tick=False):
        assert coming(store)[0].cents == 3_000
    with time_machine.travel("2027-01-13T10:30:00+01:00", tick=False):  # it has begun
        assert coming(store)[0].cents == 2_000
    with time_machine.travel("2027-02-01T10:30:00+01:00", tick=False):
        assert not coming(store)


def test_a_cost_for_all_of_it_counts_until_the_first_date(store):
    a_plan(store, rule=WEEKLY, cost_cents=4_000)
    with time_machine.travel("2027-01-06T09:30:00+01:00", tick=False):
        assert [row.cents for row in coming(store)] == [4_000]
    with time_machine.travel("2027-01-06T10:30:00+01:00", tick=False):
        assert not coming(store)


def test_where_the_first_date_was_cancelled_the_next_begins_it(store):
    activity = a_plan(store, rule=WEEKLY, cost_cents=4_000)
    with acting(store) as session:
        cancel_activity(session, activity, date(2027, 1, 6), "date", "grippe")
    with time_machine.travel("2027-01-08T10:30:00+01:00", tick=False):
        assert [(row.cents, len(row.days)) for row in coming(store)] == [(4_000, 3)]


def test_a_cost_for_all_of_a_parted_series_is_not_lost_with_its_first_part(store):
    tricot = a_plan(store, rule=WEEKLY, cost_cents=4_000)
    with acting(store) as session:
        plan = replace(series_of(session, tricot).plan, first_day=date(2027, 1, 13), start_minute=840, end_minute=900)
        change_activity(session, tricot, date(2027, 1, 13), "following", plan)
    assert [(row.cents, row.days[0]) for row in coming(store)] == [(4_000, date(2027, 1, 6))]
    with acting(store) as session:
        cancel_activity(session, tricot, date(2027, 1, 6), "date", "grève")
    assert [(row.cents, row.days[0]) for row in coming(store)] == [(4_000, date(2027, 1, 13))]
    with time_machine.travel("2027-01-13T15:30:00+01:00", tick=False):
        assert not coming(store)


def test_ideas_cancelled_and_held_ones_cost_nothing(store):
    a_plan(store, "Idée", cost_cents=1_000, state="idea")
    a_plan(store, "Raté", cost_cents=1_000, state="cancelled", reason="grippe")
    activity = a_plan(store, "Fait", date(2026, 12, 10), 480, 540, cost_cents=1_000, cost_each=True)
    with acting(store) as session:
        note_attendance(session, activity, date(2026, 12, 10), 4)
    assert not coming(store)
    assert not coming(store, 2026)


def test_across_the_year_each_date_counts_in_its_own_on_the_line_of_the_same_name(store):
    old, new = a_line(store, "Activités"), a_line(store, "Activités", year=2027)
    rule = "FREQ=WEEKLY;UNTIL=20270113"
    a_plan(store, day=date(2026, 12, 16), rule=rule, cost_cents=1_000, cost_each=True, line_id=old)
    assert [(row.cents, row.line_id) for row in coming(store, 2026)] == [(3_000, old)]
    assert [(row.cents, row.line_id) for row in coming(store, 2027)] == [(2_000, new)]
    assert (line_of(store, old).figures.coming, line_of(store, new, 2027).figures.coming) == (3_000, 2_000)


def test_one_without_end_counts_to_the_end_of_the_year(store):
    a_plan(store, day=date(2026, 12, 16), rule="FREQ=WEEKLY", cost_cents=1_000, cost_each=True)
    assert (coming(store, 2026)[0].cents, coming(store, 2027)[0].cents) == (3_000, 52_000)


def test_what_is_on_no_line_is_to_be_put_on_one(store):
    a_plan(store, cost_cents=4_000)
    assert not view(store, 2027).lines  # nothing is planned: the year still asks for its lines
    a_line(store, "Activités", year=2027)
    (stray,) = (row for row in view(store, 2027).lines if row.id is None)
    assert stray.figures.coming == 4_000
    assert view(store, 2027).total("expense").coming == 4_000


def test_what_is_paid_is_not_counted_twice(store):
    line = a_line(store, "Activités", 30_000)
    a_plan(store, day=date(2026, 12, 10), start=720, end=780, cost_cents=4_000, line_id=line)
    assert line_of(store, line).figures.left_after == 26_000
    with time_machine.travel("2026-12-10T15:00:00Z", tick=True):
        with acting(store) as session:
            spend(session, 3_850, "laine", way="bank", budget_line_id=line)
        figures = line_of(store, line).figures
    assert (figures.moved, figures.coming, figures.left_after) == (3_850, 0, 26_150)


@pytest.fixture
def planned(store):
    line = a_line(store, "Activités", 10_000)
    a_plan(store, day=date(2026, 12, 16), cost_cents=4_000, line_id=line)
    a_plan(store, "Conte", date(2026, 12, 17), 840, 960, cost_cents=8_000, line_id=line)
    return line


def test_the_treasurer_reads_it_and_opens_the_list(at, planned):
    window = at()
    said = read_text(window.page).replace("\u00a0", " ").replace("\u202f", " ").replace("−", "-")
    assert "Activités" in said
    assert "puis -20,00 €" in said
    seen = []

    def look(dialog):
        seen.append(read_text(dialog).replace("\u00a0", " "))
        press(dialog, "Fermer")

    answering(look)
    press(window, "Activités, prévu par des activités à venir : 120,00")
    assert "2 activités à venir, 120,00 € en tout." in seen[0]
    assert "mer. 16 décembre · en tout" in seen[0]
    assert seen[0].index("Tricot") < seen[0].index("Conte")


def test_where_no_activity_costs_anything_the_table_is_as_before(at, store):
    a_line(store, "Entretien", 10_000)
    said = read_text(at(COORDINATOR).page)
    assert "puis" not in said
    assert "Activités" not in said


def test_the_command_line_tells_it_too(store, planned):
    said = [line.replace("\u00a0", " ").replace("\u202f", " ").replace("−", "-") for line in year_lines(view(store))]
    assert said[1].split() == ["Enveloppe", "Prévu", "Dépensé", "Engagé", "Reste", "Activités", "Reste", "ensuite"]
    amounts = ["100,00 €", "0,00 €", "0,00 €", "100,00 €", "120,00 €", "-20,00 €"]
    assert " ".join(said[2].split()) == " ".join(["Activités", *amounts])
    assert "  Tricot · mer. 16 décembre · en tout · 40,00 €" in said
