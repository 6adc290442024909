"""What goes once its time is over: by the place's periods, by itself, without leaving anything in the history."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select

from delta_app.core import clock
from delta_app.core.access import Actor, Role, treasurer
from delta_app.core.errors import Refused
from delta_app.core.retention import JOURNAL_DAYS
from delta_app.core.settings import change_setting
from delta_app.hosts.allowance_commands import note_allowance
from delta_app.hosts.allowance_data import allowance_list
from delta_app.hosts.commands import note_absence, note_answers
from delta_app.hosts.model import AnonymisedHost, HostStateChange
from delta_app.hosts.queries import Answer, absences_from, hosts
from delta_app.post.model import OutboxAttachment, OutboxLetter
from delta_app.programme.model import Activity, ActivityDate, Proposal
from delta_app.programme.proposal_commands import Idea, change_idea, tell_answer
from delta_app.shifts.day_commands import write_entry
from delta_app.shifts.day_data import logbook
from delta_app.team import retention_commands
from delta_app.team.commands import change_state
from delta_app.team.privacy_commands import anonymise
from delta_app.team.register_data import register_facts
from delta_app.team.retention_commands import purge, purge_what_is_due
from delta_app.team.retention_data import due_now, left_rows, retention_rows
from delta_app.team.retention_rules import last_day_of_allowances, months_before, sound_instants
from delta_app.team.settings import (
    ALL,
    ANSWER_MONTHS,
    CHORE_DAYS,
    CONTACT,
    FIRST_NAME_MONTHS,
    LOGBOOK_DAYS,
    RESPONSIBLE,
)
from delta_app.team.sheet_register import register_pdf
from delta_app.till.proof_data import prove
from delta_app.till.queries import signers_of
from delta_app.upkeep.chore_data import chore_rows
from delta_app.upkeep.model import Chore, ChoreDone
from tests.factory import COORDINATOR, HOST, READER, a_host, a_store, acting, all_data
from tests.sheets.reading import page_count, text_of
from tests.till.conftest import player

START = datetime(2026, 12, 9, 12, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path, each_database):
    with time_machine.travel(START, tick=False):
        made = a_store(tmp_path)
        yield made
    made.close()


def words(store):
    with store.read() as session:
        return [entry.text for entry in logbook(session)]


def at(days):
    return time_machine.travel(START + timedelta(days=days), tick=False)


def somebody_came_by(store, *days):
    """The program is in use: something is noted on these days."""
    for day in days:
        with at(day):
            a_host(store, f"Ana{day}")


def a_word(store, text):
    with acting(store, "Laisser un mot") as session:
        write_entry(session, text)


def test_a_word_goes_after_sixty_days_and_nothing_is_left_of_it(store):
    a_word(store, "du café")
    with at(30):
        a_word(store, "du thé")
    with at(60):
        assert purge_what_is_due(store).rows == 0
        assert words(store) == ["du thé", "du café"]
    with at(61):
        assert purge_what_is_due(store).logbook
        assert words(store) == ["du thé"]
        assert purge_what_is_due(store).rows == 0  # once is enough
        newest = store.history(1)[0]
        assert (newest.actor, newest.label) == ("Delta", "Effacer ce dont la durée est passée")
        with pytest.raises(Refused):
            store.undo(COORDINATOR, newest.id)
        assert words(store) == ["du thé"]


def test_a_purged_word_is_not_in_the_file_any_more(tmp_path):
    with time_machine.travel(START, tick=False):
        store = a_store(tmp_path)
        a_word(store, "la clé est sous le paillasson")
        assert b"paillasson" in Path(store.path).read_bytes()
    somebody_came_by(store, 30)
    with at(61):
        purge_what_is_due(store)
    store.close()
    assert b"paillasson" not in Path(store.path).read_bytes()


def test_the_period_is_what_the_place_says(store):
    a_word(store, "du café")
    with acting(store) as session:
        change_setting(session, LOGBOOK_DAYS, 7)
    with at(8):
        purge_what_is_due(store)
        assert words(store) == []


def test_a_word_written_while_the_clock_was_set_back_does_not_go_before_its_time(store):
    a_word(store, "avant la panne")
    with time_machine.travel(datetime(2000, 1, 1, tzinfo=UTC), tick=False):  # the battery of the PC is empty
        assert purge_what_is_due(store).rows == 0
        a_word(store, "pendant la panne")
    with at(1):
        assert purge_what_is_due(store).rows == 0
        assert words(store) == ["pendant la panne", "avant la panne"]
    somebody_came_by(store, 30)
    with at(61):
        purge_what_is_due(store)
        assert words(store) == []


def test_a_word_written_by_a_clock_that_ran_ahead_goes_with_what_came_after_it(store):
    with at(3650):
        a_word(store, "du futur")
    somebody_came_by(store, 30)
    a_word(store, "du présent")
    with at(60):
        assert purge_what_is_due(store).rows == 0
    with at(61):
        purge_what_is_due(store)
        assert words(store) == []


@pytest.mark.parametrize(
    ("stamps", "sound"),
    [
        ([], []),
        ([1, 2, 3], [1, 2, 3]),
        ([5, 1, 2, 6], [5, 5, 5, 6]),
        ([3, 99, 4], [3, 4, 4]),
        ([99], [10]),
        ([2, 99, 1, 5], [2, 5, 2, 5]),
    ],
)
def test_the_order_of_writing_tells_a_wrong_clock(stamps, sound):
    def moment(day):
        return START + timedelta(days=day)

    assert sound_instants([moment(day) for day in stamps], moment(10)) == [moment(day) for day in sound]


def test_a_clock_that_ran_eight_years_ahead_destroyed_words_absences_and_allowances_at_opening(store):
    host = a_host(store)
    a_word(store, "du café")
    with acting(store) as session:
        note_answers(session, {host: [Answer(date(2026, 12, 10), 600, 780, "can")]})
        note_absence(session, host, date(2026, 12, 20), date(2026, 12, 24))
        note_allowance(session, host, date(2026, 12, 2), 20_00)
    for days in (2922, 2923, 2925):
        with at(days):
            assert purge_what_is_due(store).rows == 0
            a_host(store, f"Ana{days}")  # what is noted by that clock does not make it right
            assert purge_what_is_due(store).rows == 0
    with at(1):  # it is put right
        assert purge_what_is_due(store).rows == 0
        assert words(store) == ["du café"]
        with store.read() as session:
            assert len(absences_from(session, host, date.min)) == 1
            assert allowance_list(session, 2026).rows
    with at(2922):  # whoever asks for it has it done all the same
        gone = purge_what_is_due(store, COORDINATOR)
        assert (len(gone.absences), len(gone.answers), len(gone.allowances)) == (1, 1, 1)


def test_after_a_long_summer_the_program_purges_again_within_the_week(store):
    a_word(store, "du café")
    somebody_came_by(store, 5, 90)
    with at(90):
        assert purge_what_is_due(store).rows == 0
    with at(97):
        assert purge_what_is_due(store).rows == 1


def test_months_and_years_by_law():
    assert months_before(date(2027, 1, 31), 1) == date(2026, 12, 1)
    assert months_before(date(2027, 1, 5), 13) == date(2025, 12, 1)
    assert last_day_of_allowances(date(2026, 3, 1)) == date(2033, 12, 31)


def test_answers_and_absences_of_months_long_past_go(store):
    host = a_host(store)
    with acting(store) as session:
        note_answers(session, {host: [Answer(date(2026, 12, 10), 600, 780, "can")]})
        note_absence(session, host, date(2026, 12, 20), date(2027, 1, 2))
    somebody_came_by(store, 350, 400)
    with time_machine.travel(datetime(2027, 12, 31, 12, tzinfo=UTC), tick=False):
        assert purge_what_is_due(store).rows == 0
    with time_machine.travel(datetime(2028, 1, 1, 12, tzinfo=UTC), tick=False):
        gone = purge_what_is_due(store)
        assert (len(gone.answers), len(gone.absences)) == (1, 0)
    with time_machine.travel(datetime(2028, 2, 1, 12, tzinfo=UTC), tick=False):
        purge_what_is_due(store)
        with store.read() as session:
            assert absences_from(session, host, date.min) == ()


def test_very_much_goes_little_by_little_unless_somebody_asks(store, monkeypatch):
    monkeypatch.setattr(retention_commands, "AT_MOST_BY_ITSELF", 2)
    host = a_host(store)
    with acting(store) as session:
        note_answers(session, {host: [Answer(date(2026, 12, day), 600, 780, "can") for day in range(10, 18)]})
    somebody_came_by(store, 350)
    with time_machine.travel(datetime(2028, 1, 1, 12, tzinfo=UTC), tick=False):
        assert [len(purge_what_is_due(store).answers) for _time in range(2)] == [2, 2]
        assert len(purge_what_is_due(store, COORDINATOR).answers) == 4
        assert purge_what_is_due(store).rows == 0


def test_going_back_was_refused_past_every_purge(store):
    host = a_host(store, "Luc")
    before = store.history(1)[0].id

    def away(first, last):
        with acting(store) as session:
            note_absence(session, host, first, last)

    away(date(2025, 11, 3), date(2025, 11, 5))
    a_host(store, "Ana")
    assert len(purge_what_is_due(store).absences) == 1
    purged = store.history(1)[0].id
    away(date(2026, 12, 20), date(2026, 12, 24))  # in a file it takes the number of the row that went
    store.go_back(COORDINATOR, before, "Revenir à lundi")
    with store.read() as session:
        assert [row.id for row in hosts(session)] == [host]
        assert absences_from(session, host, date.min) == ()
    store.undo(COORDINATOR)
    with store.read() as session:
        assert [row.first_day for row in absences_from(session, host, date.min)] == [date(2026, 12, 20)]
    with pytest.raises(Refused, match="not_undoable"):
        store.undo(COORDINATOR, purged)


def test_going_back_past_a_purge_that_emptied_a_name_leaves_it_empty(store):
    a_host(store, "Luc")
    nothing = store.history(1)[0].id
    with acting(store) as session:
        session.add(
            Proposal(
                about="activity", made_on=date(2026, 1, 5), title="Tricot", words="", first_name="Jeanne",
                state="later", answered_on=date(2026, 1, 6), answer="plus tard",
            )
        )  # fmt: skip
    as_noted = all_data(store)["proposal"]
    noted = store.history(1)[0].id
    for title, first_name in (("Crochet", "Zoé"), ("Broderie", "Jeanne"), ("Broderie", "Jeanne")):
        with acting(store) as session:
            change_idea(session, 1, Idea(title, "", first_name))
    with acting(store) as session:
        tell_answer(session, 1)
    assert purge_what_is_due(store).ideas == (1,)
    with acting(store) as session:
        change_idea(session, 1, Idea("Dentelle", "", "Ana"))
    last = all_data(store)["proposal"]
    store.go_back(COORDINATOR, noted, "Revenir à l’idée")
    assert all_data(store)["proposal"] == [{**as_noted[0], "first_name": ""}]
    store.undo(COORDINATOR)
    assert all_data(store)["proposal"] == last
    store.go_back(COORDINATOR, nothing, "Revenir à lundi")
    assert all_data(store)["proposal"] == []
    store.undo(COORDINATOR)
    assert all_data(store)["proposal"] == last


# The programme and the house.


def idea(session, number, state, answered_on, *, told=True):
    session.add(
        Proposal(
            id=number, about="activity", made_on=date(2026, 12, 9), title=f"Idée {number}", words="chaque mercredi",
            first_name="Marie", state=state, answered_on=answered_on, told_on=answered_on if told else None,
        )
    )  # fmt: skip


def led(session, number, first, last, rule="", state="confirmed"):
    session.add(
        Activity(
            id=number, uid=f"{number}@x", title="Tricot", first_day=first, last_day=last, rule=rule, start_minute=600,
            end_minute=720, colour="sky", state=state, facilitator="Marie", material="laine",
        )
    )  # fmt: skip


def moved(session, activity_id, day, to=None, **more):
    session.add(
        ActivityDate(
            activity_id=activity_id, original_day=day, day=to, start_minute=to and 600, end_minute=to and 720, **more
        )
    )


def first_names(store, column):
    with store.read() as session:
        return [row[1] for row in session.execute(select(column.class_.id, column).order_by(column.class_.id))]


def in_use(store, *months):
    """Something is noted in the middle of these months of 2027."""
    for month in months:
        with time_machine.travel(datetime(2027, month, 15, 12, tzinfo=UTC), tick=False):
            a_host(store, f"Ana{month}")


def test_the_first_name_of_an_idea_goes_six_months_after_its_answer_and_the_idea_stays(store):
    with acting(store) as session:
        idea(session, 1, "accepted", date(2026, 12, 10))
        idea(session, 2, "later", date(2026, 12, 31), told=False)
        idea(session, 3, "later", date(2027, 1, 2))
        idea(session, 4, "open", None)
        idea(session, 5, "assembly", date(2026, 12, 10))
    before = all_data(store)["proposal"]
    in_use(store, *range(1, 7))
    with time_machine.travel(datetime(2027, 6, 30, 12, tzinfo=UTC), tick=False):
        assert purge_what_is_due(store).rows == 0
    with time_machine.travel(datetime(2027, 7, 1, 12, tzinfo=UTC), tick=False):
        assert purge_what_is_due(store).ideas == (1, 2)
        assert first_names(store, Proposal.first_name) == ["", "", "Marie", "Marie", "Marie"]
        purged = store.history(1)[0]
        assert (purged.actor, purged.tables) == ("Delta", frozenset({"proposal", "purged"}))
        with pytest.raises(Refused, match="not_undoable"):
            store.undo(COORDINATOR, purged.id)
        assert purge_what_is_due(store).rows == 0
    assert [{**row, "first_name": ""} for row in before] == [
        {**row, "first_name": ""} for row in all_data(store)["proposal"]
    ]


def test_the_first_name_of_whoever_led_goes_six_months_after_the_last_date(store):
    with acting(store) as session:
        led(session, 1, date(2026, 12, 16), date(2026, 12, 16))  # once
        led(session, 2, date(2026, 12, 2), date(2026, 12, 30), "FREQ=WEEKLY;UNTIL=20261230")  # its last was put off
        moved(session, 2, date(2026, 12, 30), date(2027, 1, 6), changed="when")
        led(session, 3, date(2026, 12, 2), date(2026, 12, 30), "FREQ=WEEKLY;UNTIL=20261230")  # so was one taken out
        moved(session, 3, date(2026, 12, 30), date(2027, 1, 6), changed="when", removed=True)
        led(session, 4, date(2026, 12, 2), None, "FREQ=WEEKLY")  # goes on
        moved(session, 4, date(2026, 12, 9), changed="facilitator", facilitator="Zoé")
        moved(session, 4, date(2026, 12, 16), date(2027, 1, 2), changed="facilitator when", facilitator="Zoé")
        led(session, 5, date(2026, 12, 2), None, "FREQ=WEEKLY", state="cancelled")  # called off for good
        led(session, 6, date(2027, 12, 2), None, "FREQ=WEEKLY", state="cancelled")
    before = all_data(store)["activity"]
    in_use(store, *range(1, 7))
    with time_machine.travel(datetime(2027, 7, 1, 12, tzinfo=UTC), tick=False):
        gone = purge_what_is_due(store)
        assert (gone.led, gone.rows) == ((1, 3, 5), 4)
        assert first_names(store, ActivityDate.facilitator) == ["", "", "", "Zoé"]
    with time_machine.travel(datetime(2027, 8, 1, 12, tzinfo=UTC), tick=False):
        assert purge_what_is_due(store).rows == 2
    assert first_names(store, Activity.facilitator) == ["", "", "", "Marie", "", "Marie"]
    assert first_names(store, ActivityDate.facilitator) == ["", "", "", ""]
    assert [{**row, "facilitator": ""} for row in before] == [
        {**row, "facilitator": ""} for row in all_data(store)["activity"]
    ]


def test_a_first_name_that_went_is_not_in_the_file_any_more(tmp_path):
    with time_machine.travel(START, tick=False):
        store = a_store(tmp_path)
        with acting(store) as session:
            session.add(
                Proposal(about="house", made_on=clock.today(), title="Un banc", first_name="Hadewijch", state="later",
                         answered_on=clock.today())
            )  # fmt: skip
        assert b"Hadewijch" in Path(store.path).read_bytes()
    in_use(store, *range(1, 7))
    with time_machine.travel(datetime(2027, 7, 1, 12, tzinfo=UTC), tick=False):
        assert purge_what_is_due(store).ideas
    store.close()
    assert b"Hadewijch" not in Path(store.path).read_bytes()


def test_how_long_first_names_are_kept_is_what_the_place_says(store):
    with acting(store) as session:
        idea(session, 1, "accepted", date(2026, 12, 10))
        change_setting(session, FIRST_NAME_MONTHS, 1)
    with time_machine.travel(datetime(2027, 2, 1, 12, tzinfo=UTC), tick=False):
        with store.read() as session:
            row = next(row for row in retention_rows(session) if row.key == "first_names")
        assert (row.due, row.how_long) == (1, "1 mois après le mois de la réponse, ou de la dernière date")
        assert purge_what_is_due(store).ideas == (1,)


def chores(store):
    """Each shift the cups, each Monday the fridge, each year the chimney; all done on Wednesday the 9th or before."""
    host = a_host(store)
    with acting(store) as session:
        session.add(Chore(id=1, title="Tasses", moment="every", first_day=date(2026, 12, 1)))
        session.add(Chore(id=2, title="Frigo", moment="turn", rule="FREQ=WEEKLY", first_day=date(2026, 12, 7)))
        session.add(Chore(id=3, title="Cheminée", moment="turn", rule="FREQ=YEARLY", first_day=date(2026, 12, 7)))
        done = {"done_at": clock.now(), "host_id": host}
        session.add(ChoreDone(id=1, chore_id=1, day=date(2026, 12, 9), start_minute=780, **done))
        session.add_all(ChoreDone(id=of, chore_id=of, day=date(2026, 12, 7), **done) for of in (2, 3))
    return host


def done_by(store):
    with store.read() as session:
        return session.execute(select(ChoreDone.chore_id, ChoreDone.host_id).order_by(ChoreDone.id)).all()


def test_that_a_chore_was_done_goes_after_eight_weeks_and_a_turn_that_is_on_stays_done(store):
    host = chores(store)
    somebody_came_by(store, 30)
    with at(54):  # Monday’s is eight weeks old
        assert purge_what_is_due(store).rows == 0
    with at(56):
        gone = purge_what_is_due(store)
        assert (gone.chores, gone.chores_on) == ((2,), (3,))
        assert done_by(store) == [(1, host), (3, None)]
        with store.read() as session:
            assert [
                row.turn_on(clock.today()).done.who for row in chore_rows(session, clock.today()) if row.id == 3
            ] == [""]
    with at(57):
        assert purge_what_is_due(store).chores == (1,)
        assert purge_what_is_due(store).rows == 0
        assert done_by(store) == [(3, None)]
    somebody_came_by(store, 100, 150, 200, 250, 300, 350)
    with time_machine.travel(datetime(2027, 12, 7, 12, tzinfo=UTC), tick=False):
        assert purge_what_is_due(store).chores == (3,)


def test_how_long_chores_are_told_is_what_the_place_says(store):
    chores(store)
    with acting(store) as session:
        change_setting(session, CHORE_DAYS, 14)
    with at(15):
        with store.read() as session:
            row = next(row for row in retention_rows(session) if row.key == "chores")
        assert (row.due, row.how_long) == (3, "14 jours")
        assert purge_what_is_due(store).rows == 3


def test_first_names_and_chores_wait_while_the_clock_may_have_jumped_ahead(store):
    chores(store)
    with acting(store) as session:
        idea(session, 1, "accepted", date(2026, 12, 10))
        led(session, 1, date(2026, 12, 16), date(2026, 12, 16))
    with at(2922):
        assert purge_what_is_due(store).rows == 0
        assert purge_what_is_due(store, COORDINATOR).rows == 5


def test_letters_that_left_go_with_what_was_attached_and_those_that_wait_stay(store):
    host = a_host(store)
    with acting(store) as session:
        for number, state in enumerate(("sent", "waiting", "in_doubt"), 1):
            session.add(
                OutboxLetter(
                    id=number,
                    kind="roster",
                    host_id=host,
                    to_address="a@example.org",
                    to_name="A",
                    subject="s",
                    body="b",
                    language="fr",
                    message_id=f"<{number}@x>",
                    state=state,
                    put_at=clock.now(),
                )
            )
            session.add(OutboxAttachment(letter_id=number, name="a.pdf", media_type="application/pdf", content=b"x"))
    somebody_came_by(store, 60)
    with at(91):
        assert len(purge_what_is_due(store).letters) == 1
        with store.read() as session:
            assert session.scalars(select(OutboxLetter.state).order_by(OutboxLetter.id)).all() == [
                "waiting", "in_doubt",
            ]  # fmt: skip
            assert session.scalars(select(OutboxAttachment.letter_id).order_by(OutboxAttachment.id)).all() == [2, 3]


def test_allowances_and_the_name_they_kept_go_after_seven_whole_years_when_somebody_asks(store):
    host = a_host(store)
    with acting(store) as session:
        note_allowance(session, host, date(2026, 12, 2), 20_00)
        change_state(session, host, "left")
    anonymise(store, COORDINATOR, host)
    with time_machine.travel(datetime(2033, 12, 31, 12, tzinfo=UTC), tick=False):
        assert purge_what_is_due(store, COORDINATOR).rows == 0
        with store.read() as session:
            assert [row.name for row in allowance_list(session, 2026).rows] == ["Fatma Öztürk"]
        a_host(store, "Luc")
    with time_machine.travel(datetime(2034, 1, 15, 12, tzinfo=UTC), tick=False):
        assert purge_what_is_due(store).rows == 0  # never by itself
        gone = purge_what_is_due(store, COORDINATOR)
        assert len(gone.allowances) == 1
        purge_what_is_due(store, COORDINATOR)
        with store.read() as session:
            assert session.scalars(select(AnonymisedHost.kept_name)).all() == [""]
            assert due_now(session).rows == 0


def test_the_journal_forgets_when_the_place_says(store):
    a_host(store, "Ana")
    record = store.history(1)[0].id
    with acting(store) as session:
        change_setting(session, JOURNAL_DAYS, 90)
    with at(60):
        a_host(store, "Luc")
        store.undo(COORDINATOR, record)
        store.redo(COORDINATOR)
        with acting(store) as session:
            change_setting(session, JOURNAL_DAYS, 7)
        assert purge_what_is_due(store).values >= 0
        with pytest.raises(Refused, match="too_old_to_undo"):
            store.undo(COORDINATOR, record)
        assert [one.old for one in store.history(100) if one.id == record] == [True]


def test_who_left_long_ago_is_recalled_and_not_touched(store):
    host = a_host(store)
    with acting(store) as session:
        change_state(session, host, "left")
        session.add(HostStateChange(host_id=host, state="left", from_day=date(2026, 12, 31)))
    with at(100), store.read() as session:
        assert [(row.name, row.left_on, row.due) for row in left_rows(session)] == [
            ("Fatma Ö.", date(2026, 12, 31), False)
        ]
    with time_machine.travel(datetime(2028, 1, 2, tzinfo=UTC), tick=False):
        with store.read() as session:
            assert [row.due for row in left_rows(session)] == [True]
            assert next(row.due for row in retention_rows(session) if row.key == "hosts") == 1
        purge_what_is_due(store)
        with store.read() as session:
            assert [row.name for row in left_rows(session)] == ["Fatma Ö."]


def test_the_periods_are_the_coordinators_to_change_and_make_sense(store):
    for setting in ALL:
        assert setting.accepts(setting.default)
        assert setting.meaning()
    with pytest.raises(Refused, match="bad_setting"), acting(store) as session:
        change_setting(session, ANSWER_MONTHS, 0)
    with pytest.raises(Refused, match="not_allowed"), acting(store, actor=Actor("x", Role.HOST, 1)) as session:
        change_setting(session, LOGBOOK_DAYS, 1)


def test_the_register_says_what_the_table_says(store):
    with acting(store) as session:
        change_setting(session, LOGBOOK_DAYS, 45)
        change_setting(session, RESPONSIBLE, "Réseau <b>Rézone</b> asbl")
        change_setting(session, CONTACT, "vie.privee@example.org")
    with store.read() as session:
        facts = register_facts(session)
    pdf = register_pdf(facts, printed_on=date(2027, 1, 5))
    text = " ".join("".join(text_of(pdf, page=page) for page in range(page_count(pdf))).split())
    for said in (
        "Registre des activités de traitement", "Réseau <b>Rézone</b> asbl", "vie.privee@example.org", "45 jours",
        "7 ans après l’année", "à vérifier", "5 janvier 2027", "Le Delta",
        "6 mois après le mois de la réponse", "56 jours", "6. Faire le programme avec les personnes du lieu",
    ):  # fmt: skip
        assert said in text, said


@pytest.mark.parametrize("actor", [HOST, READER, treasurer()])
def test_what_the_law_wants_kept_goes_by_the_coordinators_hand_alone(store, actor):
    with pytest.raises(Refused, match="not_allowed"), acting(store, actor=actor) as session:
        purge(session)
    with acting(store, actor=actor) as session:
        purge(session, unasked=True)


def test_who_signed_the_till_goes_after_seven_years_and_the_money_stays(tmp_path):
    """By the real clock: the database asks its own."""
    store = a_store(tmp_path)
    play = player(store)
    today = clock.today()
    play("open", at=f"{today.year - 9}-03-02T10:00", hosts=["Fatma Ö.", "Luc D."], counted={"5000": 1})
    play("close", counted={"5000": 1}, keep=5000, by=["Fatma Ö.", "Luc D."])
    play("clock", at=f"{today.year - 1}-03-02T09:00", why="huit ans fermé")
    play("open", at=f"{today.year - 1}-03-02T10:00", hosts=["Ana C.", "Luc D."], counted={"5000": 1})
    with acting(store, "purge") as session:
        gone = purge(session)
    assert (len(gone.signers), gone.rows) == (4, 4)
    with store.read() as session:
        assert signers_of(session, 1) == ()
        assert signers_of(session, 4) == ("Ana C.", "Luc D.")
        assert prove(session).faults == ()
    with acting(store, "again") as session:
        assert not purge(session).rows
