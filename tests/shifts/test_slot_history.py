"""What became of one slot, read from the journal; and a slot noted, called off and held again."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from delta_app.core.errors import Refused
from delta_app.planning.history_data import slot_event_rows
from delta_app.shifts.commands import open_month
from delta_app.shifts.history_data import SlotChange, slot_history
from delta_app.shifts.queries import seats_of, slot_row, slots_between, slots_not_held
from delta_app.shifts.seat_commands import (
    assign_host,
    call_off_slot,
    edit_slot,
    free_seat,
    hold_slot_again,
    lock_seat,
    move_seat,
    note_slot,
    swap_seats,
)
from delta_app.shifts.trade_commands import seek_replacement
from delta_app.venue.commands import close_days, set_opening_pattern
from delta_app.venue.rules import parse_opening
from tests.factory import COORDINATOR, JANUARY, READER, SERVER_AT_LENGTH, a_host, a_store, acting, an_open_month

pytestmark = [pytest.mark.usefixtures("each_database"), SERVER_AT_LENGTH]


@pytest.fixture
def store(tmp_path):
    made = a_store(tmp_path)
    for name in ("Ana", "Bart", "Chantal"):
        a_host(made, name, "Test")
    an_open_month(made)
    yield made
    made.close()


def slots(store):
    with store.read() as session:
        return [slot.id for day in (5, 6) for slot in _on(session, date(2027, 1, day))]


def _on(session, day):
    return slots_between(session, day, day)


def told(store, slot):
    with store.read() as session:
        return slot_history(session, slot)


def sentences(store, slot):
    with store.read() as session:
        return [row.sentence for row in slot_event_rows(session, slot)]


def test_who_came_and_who_went_is_told_newest_first_and_whether_it_was_undone(store):
    first = slots(store)[0]
    with acting(store, "Inscrire Ana") as session:
        seat = assign_host(session, first, 1)
    with acting(store, "Libérer Ana") as session:
        free_seat(session, seat)
    store.undo(COORDINATOR)
    events = told(store, first)
    assert [(e.kind, e.label, e.came, e.gone, e.undone) for e in events] == [
        ("undo", "Libérer Ana", ("Ana T.",), (), False),
        ("act", "Libérer Ana", (), ("Ana T.",), True),
        ("act", "Inscrire Ana", ("Ana T.",), (), False),
        ("act", "open month", (), (), False),
    ]
    assert events[0].actor == "Camille"
    assert events[-1].is_beginning
    assert sentences(store, first) == [
        "Vient : Ana T. (annulation de « Libérer Ana »)",
        "Ne vient plus : Ana T. — annulé depuis",
        "Vient : Ana T.",
        "Permanence créée (« open month »)",
    ]


def test_a_move_and_a_change_of_places_are_told_in_both_slots(store):
    first, second = slots(store)[0], slots(store)[3]
    with acting(store) as session:
        ana, bart = assign_host(session, first, 1), assign_host(session, second, 2)
    with acting(store, "swap") as session:
        swap_seats(session, ana, bart)
    assert (told(store, first)[0].came, told(store, first)[0].gone) == (("Bart T.",), ("Ana T.",))
    assert (told(store, second)[0].came, told(store, second)[0].gone) == (("Ana T.",), ("Bart T.",))
    with store.read() as session:
        seat = next(seat.id for seat in seats_of(session, JANUARY)[first])
    with acting(store, "move") as session:
        move_seat(session, seat, second)
    assert (told(store, first)[0].came, told(store, first)[0].gone) == ((), ("Bart T.",))
    assert (told(store, second)[0].came, told(store, second)[0].gone) == (("Bart T.",), ())


def test_fixing_seeking_hours_seats_and_note_are_told(store):
    first = slots(store)[0]
    with acting(store) as session:
        seat = assign_host(session, first, 1)
    with acting(store, "let go") as session:
        lock_seat(session, seat, locked=False)
    with acting(store, "seek") as session:
        seek_replacement(session, seat, seeking=True)
    with acting(store, "edit") as session:
        edit_slot(session, first, start_minute=600, end_minute=720, seats=1, note="clé chez Luc")
    changes = [event.changes for event in told(store, first)]
    assert changes[0] == (
        SlotChange("hours", old=(600, 780), new=(600, 720)),
        SlotChange("seats", old=2, new=1),
        SlotChange("note", old="", new="clé chez Luc"),
    )
    assert changes[1] == (SlotChange("seeking", "Ana T."),)
    assert changes[2] == (SlotChange("loose", "Ana T."),)
    assert sentences(store, first)[0] == (
        "Heures : 10h – 13h devient 10h – 12h ; places : 2 devient 1 ; note : clé chez Luc"
    )


def test_another_slot_whose_number_begins_alike_is_left_out(store):
    ids = slots(store)
    one, ten = min(ids), max(ids)
    with acting(store) as session:
        assert assign_host(session, ten, 1, overrule=f'x"slot_id": {one}}}, "slot_id": {one}}}')
    assert [event.label for event in told(store, one)] == ["open month"]


def test_what_is_older_than_thirty_days_is_said_to_be_forgotten(store):
    first = slots(store)[0]
    with time_machine.travel(datetime.now(UTC) + timedelta(days=31)):
        store.forget_old_values()
        assert told(store, first) == ()
        with acting(store, "Inscrire Ana") as session:
            assign_host(session, first, 1)
        with store.read() as session:
            rows = slot_event_rows(session, first)
    assert [row.sentence for row in rows] == [
        "Vient : Ana T.",
        "Ce qui s’est fait ici il y a plus de 30 jours n’est plus gardé en détail.",
    ]
    assert rows[0].when_words.startswith("aujourd’hui, ")
    assert (rows[1].when_words, rows[1].who) == ("", "")


def test_a_note_alone_leaves_the_slot_to_the_opening_hours(store):
    first = slots(store)[0]
    with acting(store) as session:
        note_slot(session, first, "  clé chez Luc ")
    with acting(store) as session:
        set_opening_pattern(session, parse_opening("tue-sat 10-12"))
    with acting(store) as session:
        open_month(session, JANUARY)
    with store.read() as session:
        row = slot_row(session, first)
    assert (row.note, row.edited, row.end_minute) == ("clé chez Luc", False, 720)


def test_a_slot_called_off_frees_its_people_can_be_found_and_is_held_again(store):
    first = slots(store)[0]
    with acting(store) as session:
        assign_host(session, first, 1)
        assign_host(session, first, 2)
    with acting(store, "off") as session:
        assert call_off_slot(session, first) == (1, 2)
    with store.read() as session:
        assert [row.id for row in slots_not_held(session, JANUARY)] == [first]
        assert slots_not_held(session, JANUARY.plus(1)) == ()
    assert sentences(store, first)[0] == "Ne viennent plus : Ana T. et Bart T. ; n’est plus tenue"
    with acting(store, "again") as session:
        assert hold_slot_again(session, first) == 2
    with store.read() as session:
        assert slots_not_held(session, JANUARY) == ()
        assert not slot_row(session, first).edited
    store.undo(COORDINATOR)
    store.undo(COORDINATOR)
    with store.read() as session:
        assert slot_row(session, first).seats == 2


def test_a_slot_with_hours_of_its_own_keeps_them_when_it_is_held_again(store):
    first = slots(store)[0]
    with acting(store) as session:
        edit_slot(session, first, start_minute=600, end_minute=700, seats=1)
        call_off_slot(session, first)
    with acting(store) as session:
        hold_slot_again(session, first)
    with store.read() as session:
        row = slot_row(session, first)
    assert (row.end_minute, row.seats, row.edited) == (700, 2, True)


def test_a_slot_of_a_closed_day_is_not_offered_to_be_held(store):
    first = slots(store)[0]
    with acting(store) as session:
        call_off_slot(session, first)
        close_days(session, date(2027, 1, 5), date(2027, 1, 5), "Travaux")
    with store.read() as session:
        assert slots_not_held(session, JANUARY) == ()


def test_a_slot_is_not_left_without_seats_while_a_shadow_comes(store):
    first, dirk = slots(store)[0], a_host(store, "Dirk", "Test", level="trainee")
    with acting(store) as session:
        assign_host(session, first, dirk)
    with pytest.raises(Refused, match="too_many_in_slot"), acting(store) as session:
        edit_slot(session, first, start_minute=600, end_minute=780, seats=0)


def test_who_only_looks_neither_notes_nor_calls_off(store):
    first = slots(store)[0]
    for act in (lambda s: note_slot(s, first, "x"), lambda s: call_off_slot(s, first)):
        with pytest.raises(Refused, match="not_allowed"), acting(store, actor=READER) as session:
            act(session)
