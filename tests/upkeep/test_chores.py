"""Chores: for which shift they are, whose turn it is, done by whoever is there, and changed without moving anybody."""

import time
from datetime import date

import pytest
import time_machine
from sqlalchemy import select

from delta_app.core.errors import Refused, say
from delta_app.hosts.commands import note_absence
from delta_app.shifts.day_commands import decide_opening
from delta_app.team.commands import change_state
from delta_app.team.retention_commands import change_setting, purge_what_is_due
from delta_app.team.settings import CHORE_DAYS
from delta_app.upkeep import spoken
from delta_app.upkeep.chore_commands import (
    ChoreDetails,
    add_chore,
    change_chore,
    do_chore,
    leave_turn,
    take_turn,
    undo_chore,
    withdraw_chore,
)
from delta_app.upkeep.chore_data import turns_left_for
from delta_app.upkeep.model import NO_SHIFT, ChoreDone
from delta_app.upkeep.now_data import house_now
from delta_app.upkeep.room_commands import Booking, book_room, free_room
from delta_app.upkeep.room_data import room_agendas
from delta_app.venue.commands import close_days
from tests.factory import COORDINATOR, READER, SERVER_AT_LENGTH, all_data
from tests.upkeep.conftest import WEDNESDAY, House, at

MONDAY = date(2026, 12, 7)


def titles(house):
    return [one.title for one in house.now()]


def test_each_shift_has_its_chores_and_the_last_closes(house):
    house.chore("Vaisselle")
    house.chore("Ouvrir les volets", "first")
    house.chore("Sortir les sacs jaunes", "last")
    house.chore("Plantes", weekdays=(1, 4))
    assert titles(house) == ["Vaisselle"]  # 13h – 16h, a Wednesday
    with at(9):
        assert titles(house) == ["Vaisselle", "Ouvrir les volets"]  # the next that comes
        assert house.now()[0].start_minute == 600
    with at(17):
        assert titles(house) == ["Vaisselle", "Sortir les sacs jaunes"]
        assert spoken.now_words(house.now()[1], WEDNESDAY)[0] == "en fermant"
    with at(22):
        assert titles(house) == ["Vaisselle", "Sortir les sacs jaunes"]  # whoever closed is still at it
    with at(14, day=date(2026, 12, 11)):
        assert titles(house) == ["Vaisselle", "Plantes"]
    with at(14, day=date(2026, 12, 7)):
        assert titles(house) == []  # a Monday: closed


def test_the_last_shift_is_the_last_that_opens(house):
    house.chore("Fermer", "last")
    assert titles(house) == []
    house.do(decide_opening, WEDNESDAY, 960, "closed")
    assert titles(house) == ["Fermer"]
    with at(18):
        assert house.now()[0].start_minute == 780


def test_a_minute_after_the_end_one_still_ticks(house):
    house.chore("Vaisselle")
    house.do(decide_opening, WEDNESDAY, 780, "closed")
    with at(13, 1):
        assert house.now()[0].start_minute == 600
    with at(14, 1):
        assert house.now()[0].start_minute == 960


def test_one_click_does_it_undo_takes_it_back_and_the_next_shift_has_it_again(house):
    chore = house.chore()
    one = house.now()[0]
    assert house.do(do_chore, chore, one.day, one.start_minute, actor=house.host()) is True
    assert house.do(do_chore, chore, one.day, one.start_minute, actor=READER) is False
    done = house.now()[0].done
    assert (done.who, done.host_id) == ("Fatma Ö.", house.fatma)
    assert spoken.now_words(house.now()[0], WEDNESDAY) == ("fait à 14h, Fatma Ö.", "check", "good")
    with at(16, 30):
        assert house.now()[0].done is None
    house.store.undo(COORDINATOR)
    assert house.now()[0].done is None
    house.store.redo(COORDINATOR)
    assert house.do(undo_chore, chore, one.day, one.start_minute, actor=READER) is True
    assert house.do(undo_chore, chore, one.day, one.start_minute) is False
    assert house.now()[0].done is None


def test_whoever_stands_there_ticks_without_a_name(house):
    chore = house.chore()
    one = house.now()[0]
    house.do(do_chore, chore, one.day, one.start_minute, actor=READER)
    assert house.now()[0].done.who == ""
    assert spoken.now_words(house.now()[0], WEDNESDAY)[0] == "fait à 14h"


def test_what_is_not_then_cannot_be_done(house):
    daily, weekly = house.chore(), house.weekly(house.fatma)
    wrong = [
        (daily, WEDNESDAY, 781), (daily, MONDAY, 600), (daily, date(2026, 12, 10), 600), (daily, WEDNESDAY, NO_SHIFT),
        (weekly, WEDNESDAY, NO_SHIFT), (weekly, date(2026, 12, 14), NO_SHIFT), (weekly, MONDAY, 600),
    ]  # fmt: skip
    for chore, day, start in wrong:
        with pytest.raises(Refused, match="chore_not_then") as refused:
            house.do(do_chore, chore, day, start)
        assert "Rien n’a changé" in say(refused.value)
    with pytest.raises(Refused, match="no_such_chore"):
        house.do(do_chore, 99, WEDNESDAY, 780)
    house.do(withdraw_chore, daily)
    with pytest.raises(Refused, match="chore_not_then"):
        house.do(do_chore, daily, WEDNESDAY, 780)
    assert titles(house) == ["Nettoyer le frigo"]
    assert [row.withdrawn for row in house.chores()] == [False, True]


def test_somebodys_week_stays_until_it_is_done_or_the_next_begins(house):
    chore = house.weekly(house.fatma, house.luc)
    one = house.now()[0]
    assert (one.day, one.who, one.in_turn) == (MONDAY, "Fatma Ö.", True)
    with house.store.read() as session:
        assert [turns_left_for(session, who) for who in (house.fatma, house.luc)] == [1, 0]
    house.do(do_chore, chore, MONDAY, actor=house.host("ana"))  # whoever ticks, it was Fatma's turn
    assert house.now()[0].done.who == "Ana C."
    with house.store.read() as session:
        assert turns_left_for(session, house.fatma) == 0
    row = house.chore_row(chore)
    assert row.next_turn(WEDNESDAY).who == "Luc D."
    assert [name for _id, name in row.people] == ["Luc D.", "Fatma Ö."]
    with at(10, day=date(2026, 12, 14)):
        assert [(one.who, one.done) for one in house.now()] == [("Luc D.", None)]


def test_whoever_is_away_or_has_left_is_passed_over(house):
    chore = house.weekly(house.fatma, house.luc, house.ana)
    house.do(note_absence, house.fatma, date(2026, 12, 1), date(2026, 12, 9))
    row = house.chore_row(chore)
    assert [turn.who for turn in row.turns][:3] == ["Luc D.", "Fatma Ö.", "Ana C."]
    assert spoken.turn_words(row.turns[0]) == "Luc D., à la place de Fatma Ö."
    house.do(change_state, house.luc, "left")
    row = house.chore_row(chore)
    assert "Luc D." not in [turn.who for turn in row.turns]
    assert row.gone == {house.luc}
    house.do(change_state, house.ana, "left")
    house.do(change_state, house.fatma, "left")
    assert {turn.who for turn in house.chore_row(chore).turns} == {""}
    assert house.now()[0].who == ""


def test_one_week_is_taken_over_and_left_again(house):
    chore = house.weekly(house.fatma, house.luc)
    luc = house.host("luc")
    house.do(take_turn, chore, MONDAY, house.luc, actor=luc)
    row = house.chore_row(chore)
    assert [turn.who for turn in row.turns][:3] == ["Luc D.", "Fatma Ö.", "Fatma Ö."]
    assert row.turns[0].instead_of == "Fatma Ö."
    with pytest.raises(Refused, match="not_yours"):
        house.do(take_turn, chore, MONDAY, house.luc, actor=house.host("ana"))
    with pytest.raises(Refused, match="not_yours"):
        house.do(leave_turn, chore, MONDAY, actor=house.host("ana"))
    house.do(take_turn, chore, MONDAY, house.ana)  # the coordinator puts somebody else
    assert house.chore_row(chore).turns[0].who == "Ana C."
    house.do(leave_turn, chore, MONDAY)
    assert house.chore_row(chore).turns[0].who == "Fatma Ö."
    with pytest.raises(Refused, match="chore_not_then"):
        house.do(leave_turn, chore, MONDAY)
    with pytest.raises(Refused, match="chore_not_then"):
        house.do(take_turn, chore, WEDNESDAY, house.luc, actor=luc)
    with pytest.raises(Refused, match="chore_not_then"):
        house.do(take_turn, house.chore(), WEDNESDAY, house.luc, actor=luc)
    with pytest.raises(Refused, match="not_allowed"):
        house.do(take_turn, chore, MONDAY, house.luc, actor=READER)


def test_nobody_in_particular_does_it(house):
    chore = house.weekly()
    assert house.now()[0].who == ""
    assert spoken.now_words(house.now()[0], WEDNESDAY)[0] == "qui veut"
    house.do(take_turn, chore, MONDAY, house.luc, actor=house.host("luc"))
    assert house.now()[0].who == "Luc D."
    assert [turn.who for turn in house.chore_row(chore).turns][:2] == ["Luc D.", ""]


def details(house, *people, rule="FREQ=WEEKLY", first_day=MONDAY, title="Nettoyer le frigo"):
    return ChoreDetails(title, "turn", rule=rule, first_day=first_day, people=people)


def test_other_words_move_nobody_and_another_order_counts_from_the_next_turn(house):
    chore = house.weekly(house.fatma, house.luc, house.ana)
    house.do(do_chore, chore, MONDAY)
    before = [turn.turn for turn in house.chore_row(chore).turns]
    row = house.chore_row(chore)
    shown = [host for host, _name in row.people]
    assert shown == [house.luc, house.ana, house.fatma]
    house.do(change_chore, chore, details(house, *shown, title="Frigo et congélateur"))
    assert [turn.turn for turn in house.chore_row(chore).turns] == before
    house.do(change_chore, chore, details(house, house.ana, house.luc, house.fatma))
    row = house.chore_row(chore)
    assert [(turn.day, turn.who) for turn in row.turns][:3] == [
        (date(2026, 12, 14), "Ana C."), (date(2026, 12, 21), "Luc D."), (date(2026, 12, 28), "Fatma Ö."),
    ]  # fmt: skip
    house.do(change_chore, chore, details(house, house.ana, first_day=date(2026, 12, 14)))
    assert {turn.who for turn in house.chore_row(chore).turns} == {"Ana C."}


def test_another_rule_forgets_who_took_over_what_is_no_turn_any_more(house):
    chore = house.weekly(house.fatma, house.luc)
    house.do(take_turn, chore, date(2026, 12, 14), house.ana)
    house.do(change_chore, chore, details(house, house.fatma, rule="FREQ=MONTHLY;BYDAY=1FR"))
    row = house.chore_row(chore)
    assert [turn.day for turn in row.turns][:2] == [date(2027, 1, 1), date(2027, 2, 5)]
    assert "Ana C." not in {turn.who for turn in row.turns}
    assert house.now() == ()  # its first turn is to come
    house.do(change_chore, chore, ChoreDetails("Frigo", "every"))
    assert house.chore_row(chore).turns == ()
    assert titles(house) == ["Frigo"]


def test_a_chore_of_a_leap_day_and_one_each_year_stay_to_be_done(house):
    house.do(add_chore, details(house, rule="FREQ=YEARLY", first_day=date(2024, 2, 29), title="Extincteurs"))
    (one,) = house.now()
    assert one.day == date(2024, 2, 29)
    house.do(do_chore, one.chore_id, one.day)
    with time_machine.travel(date(2028, 2, 28)):
        assert house.now()[0].done is not None
    with time_machine.travel(date(2028, 3, 1)):
        assert house.now()[0].done is None


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (ChoreDetails(""), "house_title_needed"),
        (ChoreDetails("x" * 81), "house_text_long"),
        (ChoreDetails("x" * 500), "house_text_long"),
        (ChoreDetails("x", how="y" * 301), "house_text_long"),
        (ChoreDetails("x", weekdays=()), "chore_no_weekday"),
        (ChoreDetails("x", "turn"), "chore_rule_needed"),
        (ChoreDetails("x", "turn", rule="FREQ=HOURLY"), "rule_too_often"),
        (ChoreDetails("x", "turn", rule="FREQ=WEEKLY;BYDAY=XX"), "rule_unreadable"),
        (ChoreDetails("x", "turn", rule="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), "rule_never"),
        (ChoreDetails("x", "turn", rule="FREQ=WEEKLY", people=(99,)), "no_such_host"),
    ],
)
def test_what_no_chore_can_be(house, wrong, code):
    before = all_data(house.store)
    with pytest.raises(Refused, match=code) as refused:
        house.do(add_chore, wrong)
    assert say(refused.value)
    assert all_data(house.store) == before


def test_whoever_has_left_is_not_put_in_anew_but_stays_where_they_were(house):
    chore = house.weekly(house.fatma, house.luc)
    house.do(change_state, house.luc, "left")
    house.do(change_chore, chore, details(house, house.luc, house.fatma))
    with pytest.raises(Refused, match="host_gone") as refused:
        house.weekly(house.luc)
    assert "Luc" in say(refused.value)
    with pytest.raises(Refused, match="not_allowed"):
        house.do(add_chore, ChoreDetails("x"), actor=house.host())


def test_only_the_purge_takes_away_what_was_done_after_as_long_as_the_place_says(house):
    daily = house.chore()
    house.do(do_chore, daily, WEDNESDAY, 780, actor=house.host())
    house.do(change_setting, CHORE_DAYS, 60)

    def days():
        with house.store.read() as session:
            return session.scalars(select(ChoreDone.day).order_by(ChoreDone.id)).all()

    for month in (1, 2):  # somebody comes by, so that the clock is believed
        with at(14, day=date(2027, month, 6)):
            house.do(do_chore, daily, date(2027, month, 6), 780)
    with at(14, day=date(2027, 3, 3)):  # long after, and nobody has let anything go
        house.do(do_chore, daily, date(2027, 3, 3), 780)
        assert days() == [WEDNESDAY, date(2027, 1, 6), date(2027, 2, 6), date(2027, 3, 3)]
        purge_what_is_due(house.store)
        assert days() == [date(2027, 1, 6), date(2027, 2, 6), date(2027, 3, 3)]


def test_whoever_has_left_has_no_turn_and_the_rounds_are_of_the_others(house):
    chore = house.weekly(house.fatma, house.luc, house.ana)
    house.do(do_chore, chore, MONDAY)
    house.do(change_state, house.luc, "left")
    row = house.chore_row(chore)
    assert [turn.who for turn in row.turns] == ["Fatma Ö.", "Ana C.", "Fatma Ö.", "Ana C.", "Fatma Ö."]
    assert [host for host, _name in row.people] == [house.ana, house.fatma, house.luc]  # Luc was next, and is not
    with at(14, day=date(2026, 12, 23)):
        row = house.chore_row(chore)
        assert [host for host, _name in row.people] == [house.fatma, house.ana, house.luc]
        house.do(change_chore, chore, details(house, *dict(row.people), title="Frigo"))  # as they stand in the form
        assert [turn.turn for turn in house.chore_row(chore).turns] == [turn.turn for turn in row.turns]
    with at(14, day=date(2027, 2, 8)):
        assert [turn.who for turn in house.chore_row(chore).turns][:3] == ["Ana C.", "Fatma Ö.", "Ana C."]


def test_whoever_comes_back_has_turns_again_and_a_planned_leaving_counts_from_its_day(house):
    chore = house.weekly(house.fatma, house.luc)
    house.do(change_state, house.luc, "left")
    assert {turn.who for turn in house.chore_row(chore).turns} == {"Fatma Ö."}
    house.do(change_state, house.luc, "active")
    assert [turn.who for turn in house.chore_row(chore).turns][:3] == ["Fatma Ö.", "Luc D.", "Fatma Ö."]
    house.do(change_state, house.luc, "left", from_day=date(2026, 12, 20))
    row = house.chore_row(chore)
    assert [turn.who for turn in row.turns] == ["Fatma Ö.", "Luc D.", "Fatma Ö.", "Fatma Ö.", "Fatma Ö."]
    assert row.gone == frozenset()


def test_when_it_is_done_in_words(house):
    row = house.chore_row
    assert spoken.chore_words(row(house.chore("a"))) == "À chaque permanence"
    assert spoken.chore_words(row(house.chore("b", "last", weekdays=(1, 3)))) == (
        "À la dernière permanence du jour, le mardi et le jeudi"
    )
    assert spoken.chore_words(row(house.weekly())) == "Chaque lundi"


@SERVER_AT_LENGTH
def test_on_both_databases(tmp_path, each_database):
    with at(14):
        house = House(tmp_path)
        chore, weekly = house.chore(), house.weekly(house.fatma, house.luc)
        house.do(do_chore, chore, WEDNESDAY, 780)
        house.do(take_turn, weekly, MONDAY, house.ana)
        assert [(one.who, one.done is not None) for one in house.now()] == [("", True), ("Ana C.", False)]
        house.store.undo(COORDINATOR)
        assert house.now()[1].who == "Fatma Ö."
        house.do(change_state, house.fatma, "left")
        assert house.now()[1].who == "Luc D."
        booked = house.do(book_room, Booking(house.hall, "Comité", WEDNESDAY, 1080, 1200))
        with house.store.read() as session:
            assert {one.bookings for one in room_agendas(session, WEDNESDAY, WEDNESDAY)} == {frozenset({booked})}
        house.do(free_room, booked, WEDNESDAY, "date")
        house.store.close()


def test_what_the_house_asks_for_now_for_other_pages(house):
    house.chore()
    house.stock("Lait", 1)
    house.stock("Café", 0)
    with house.store.read() as session:
        now = house_now(session)
    assert (now.shift.start_minute, now.left, [row.name for row in now.low]) == (780, 1, ["Café", "Lait"])
    assert spoken.low_words(now.low) == "Racheter : Café, Lait"
    assert spoken.low_words(now.low * 4, 3) == "Racheter : Café, Lait, Café, 5 autres"


def test_thirty_chores_of_ten_years_are_read_quickly(house):
    for number in range(30):
        house.weekly(house.fatma, house.luc, house.ana, title=f"Tâche {number}", first_day=date(2017, 1, 2))
    house.now()
    begun = time.perf_counter()
    assert len(house.now()) == 30
    assert 0 < time.perf_counter() - begun < 2


def test_a_place_that_opens_no_month_in_the_planning_has_its_shifts_all_the_same(house):
    chore = house.chore()
    house.chore("Fermer", "last")
    with at(17, day=date(2027, 1, 6)):
        assert titles(house) == ["Vider le lave-vaisselle", "Fermer"]
        house.do(do_chore, chore, date(2027, 1, 6), 960)
        assert house.now()[0].done is not None
    house.do(close_days, date(2027, 1, 6), date(2027, 1, 6), "Fête")
    with at(17, day=date(2027, 1, 6)):
        assert titles(house) == []
