"""Rooms kept for what is on no programme; what people would improve: noted, answered, made a repair or a purchase."""

from dataclasses import replace
from datetime import date

import pytest

from delta_app.core.errors import Refused, say
from delta_app.programme.commands import change_activity, plan_activity
from delta_app.programme.proposal_data import how_many_unanswered, proposal_rows
from delta_app.programme.queries import date_row, programme_between
from delta_app.programme.series import Plan
from delta_app.upkeep.idea_commands import (
    Idea,
    Wish,
    accept_improvement,
    bring_to_assembly,
    buy_improvement,
    mend_improvement,
    propose_improvement,
    put_off_idea,
    tell_answer,
)
from delta_app.upkeep.repair_commands import RepairDetails
from delta_app.upkeep.room_commands import Booking, book_room, free_room, withdraw_room
from delta_app.upkeep.room_data import closed_because, room_agendas
from delta_app.upkeep.sheet_improvement import improvement_pdf
from delta_app.venue.commands import close_days
from tests.factory import COORDINATOR, READER, all_data
from tests.sheets.reading import text_of
from tests.upkeep.conftest import WEDNESDAY

JANUARY = date(2027, 1, 31)


def book(house, title="Comité de quartier", day=date(2026, 12, 14), start=1080, end=1200, until=None, **how):
    return house.do(book_room, Booking(house.hall, title, day, start, end, until), **how)


def agenda(house, first=WEDNESDAY, last=JANUARY):
    with house.store.read() as session:
        return {one.room.name: [(row.title, row.day) for row in one.rows] for one in room_agendas(session, first, last)}


def test_a_room_is_kept_once_or_each_week_and_no_programme_announces_it(house):
    book(house)
    weekly = book(house, "Chorale", date(2026, 12, 15), until=date(2027, 1, 5))
    assert agenda(house)["Grande salle"] == [
        ("Comité de quartier", date(2026, 12, 14)), ("Chorale", date(2026, 12, 15)), ("Chorale", date(2026, 12, 22)),
        ("Chorale", date(2026, 12, 29)), ("Chorale", date(2027, 1, 5)),
    ]  # fmt: skip
    assert agenda(house)["Cuisine"] == []
    with house.store.read() as session:
        assert not any(row.is_public for row in programme_between(session, WEDNESDAY, JANUARY))
    house.do(free_room, weekly, date(2026, 12, 22), "following")
    assert agenda(house)["Grande salle"] == [
        ("Comité de quartier", date(2026, 12, 14)), ("Chorale", date(2026, 12, 15)),
    ]  # fmt: skip
    house.store.undo(COORDINATOR)
    assert len(agenda(house)["Grande salle"]) == 5


def test_what_is_in_the_room_already_is_said_and_may_be_kept_all_the_same(house):
    house.do(plan_activity, Plan("Chant", date(2026, 12, 15), 1080, 1200, room_id=house.hall))
    with pytest.raises(Refused, match="activity_clash") as refused:
        book(house, "Chorale", date(2026, 12, 8), until=date(2026, 12, 29))
    assert "« Chant » occupe déjà Grande salle" in say(refused.value)
    book(house, "Chorale", date(2026, 12, 8), until=date(2026, 12, 29), despite=True)
    assert [title for title, _day in agenda(house)["Grande salle"]] == ["Chant", "Chorale", "Chorale", "Chorale"]


def test_on_a_closed_day_only_where_somebody_says_so(house):
    house.do(close_days, date(2026, 12, 14), date(2026, 12, 14), "Chauffage")
    with house.store.read() as session:
        assert closed_because(session, date(2026, 12, 14)) == "Chauffage"
        assert closed_because(session, date(2026, 12, 15)) == ""
    with pytest.raises(Refused, match="activity_closed") as refused:
        book(house)
    assert "Chauffage" in say(refused.value)
    book(house, even_closed=True)
    assert len(agenda(house)["Grande salle"]) == 1


def test_what_cannot_be_kept(house):
    for how, code in (
        ({"title": " "}, "activity_title_needed"), ({"end": 1080}, "activity_hours"),
        ({"until": date(2026, 12, 1)}, "booking_ends_before"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=code) as refused:
            book(house, **how)
        assert say(refused.value)
    with pytest.raises(Refused, match="no_such_room"):
        house.do(book_room, Booking(99, "x", WEDNESDAY, 0, 60))
    with pytest.raises(Refused, match="not_allowed"):
        book(house, actor=house.host())
    book(house)
    house.do(withdraw_room, house.hall)
    house.do(withdraw_room, house.kitchen)
    assert set(agenda(house)) == {"Grande salle"}  # something is still in it
    with pytest.raises(Refused, match="room_withdrawn"):
        book(house, day=date(2026, 12, 21))


def test_only_a_booking_is_freed_and_what_is_at_the_programme_is_taken_out_there(house):
    inside = house.do(plan_activity, Plan("Réunion d’équipe", date(2026, 12, 14), 600, 660, public=False,
                                          state="confirmed", colour="sand", room_id=house.hall))  # fmt: skip
    chant = house.do(plan_activity, Plan("Chant", date(2026, 12, 15), 600, 660, room_id=house.hall))
    weekly = book(house, "Chorale", date(2026, 12, 16), until=date(2027, 1, 6))
    before = all_data(house.store)
    for number, day in ((inside, date(2026, 12, 14)), (chant, date(2026, 12, 15))):
        with pytest.raises(Refused, match="not_a_booking") as refused:
            house.do(free_room, number, day, "date")
        assert "dans Programme" in say(refused.value)
    assert all_data(house.store) == before
    with pytest.raises(Refused, match="no_such_activity"):
        house.do(free_room, 99, WEDNESDAY, "date")

    def booked():
        with house.store.read() as session:
            hall = next(one for one in room_agendas(session, WEDNESDAY, JANUARY) if one.room.id == house.hall)
        return {row.title for row in hall.rows if hall.is_booked_by(row)}

    assert booked() == {"Chorale"}
    with house.store.read() as session:
        plan = date_row(session, weekly, date(2026, 12, 23)).plan
    later, day = house.do(
        change_activity, weekly, date(2026, 12, 23), "following",
        replace(plan, title="Chorale du mercredi", first_day=date(2026, 12, 23), rule="FREQ=WEEKLY;UNTIL=20270106"),
    )  # fmt: skip
    assert later != weekly  # changed in the programme, both parts stay bookings
    assert booked() == {"Chorale", "Chorale du mercredi"}
    house.do(free_room, later, day, "date")
    house.do(change_activity, later, date(2026, 12, 30), "all", replace(plan, public=True, title="Chorale ouverte",
                                                                        first_day=date(2026, 12, 30)))  # fmt: skip
    assert booked() == {"Chorale"}  # announced to everybody, it is of the programme


# What people would improve.


def ideas(house):
    with house.store.read() as session:
        return proposal_rows(session, "house")


def an_idea(house, title="Une étagère pour les jeux"):
    return house.do(propose_improvement, Idea(title, "Ils traînent par terre", "Nadia"), actor=house.host())


def test_an_improvement_is_told_by_a_host_and_answered_yes_with_a_word(house):
    number = an_idea(house)
    with house.store.read() as session:
        assert (how_many_unanswered(session, "house"), how_many_unanswered(session)) == (1, 0)
    house.do(accept_improvement, number, "On en a une à la cave")
    (row,) = ideas(house)
    assert (row.state, row.answer, row.answered_on, row.to_tell) == (
        "accepted", "On en a une à la cave", WEDNESDAY, True,
    )  # fmt: skip
    with pytest.raises(Refused, match="improvement_answered"):
        house.do(accept_improvement, number)
    house.do(tell_answer, number, actor=house.host())
    assert not ideas(house)[0].to_tell


def test_a_yes_becomes_a_repair_or_a_purchase_in_the_same_act(house):
    number = an_idea(house, "Réparer la sonnette")
    house.do(mend_improvement, number, RepairDetails("Sonnette", place="porte"))
    assert [(row.title, row.state) for row in house.repairs()] == [("Sonnette", "reported")]
    assert "réparations" in ideas(house)[0].answer
    house.store.undo(COORDINATOR)
    assert (house.repairs(), ideas(house)[0].state) == ((), "open")
    house.do(buy_improvement, number, Wish("Sonnette sans fil", 2_990, "Maison"))
    assert "budget" in ideas(house)[0].answer


def test_not_now_or_to_the_assembly_and_yes_all_the_same_later(house):
    later, assembly = an_idea(house), an_idea(house, "Peindre l’entrée")
    house.do(put_off_idea, later, "pas de place avant mars")
    house.do(bring_to_assembly, assembly)
    assert {row.title: row.state for row in ideas(house)} == {
        "Une étagère pour les jeux": "later", "Peindre l’entrée": "assembly",
    }  # fmt: skip
    house.do(accept_improvement, assembly, "l’assemblée veut du jaune")


def test_the_answer_is_a_paper_without_the_first_name(house):
    for answer, words, said in (
        (accept_improvement, ("au printemps",), "Oui."), (accept_improvement, (), "Oui."),
        (put_off_idea, ("après les travaux",), "Pas maintenant."),
        (bring_to_assembly, (), "On en parle à l’assemblée."),
    ):  # fmt: skip
        number = an_idea(house)
        house.do(answer, number, *words)
        row = next(row for row in ideas(house) if row.id == number)
        text = text_of(improvement_pdf(row, "Le Delta", printed_on=WEDNESDAY))
        for part in (said, *words, "Une étagère pour les jeux", "Ils traînent par terre", "9 décembre 2026"):
            assert part in text
        assert "Nadia" not in text
        assert "au programme" not in text


def test_what_no_answer_can_be(house):
    number = an_idea(house)
    with pytest.raises(Refused, match="house_text_long"):
        house.do(accept_improvement, number, "x" * 201)
    with pytest.raises(Refused, match="no_such_proposal"):
        house.do(accept_improvement, 99)
    with pytest.raises(Refused, match="house_title_needed"):
        house.do(mend_improvement, number, RepairDetails(""))
    assert ideas(house)[0].state == "open"
    for actor in (READER, house.host()):
        with pytest.raises(Refused, match="not_allowed"):
            house.do(accept_improvement, number, actor=actor)
    with pytest.raises(Refused, match="not_allowed"):
        house.do(propose_improvement, Idea("x"), actor=READER)
