"""Somebody left: their name goes for good, what the place needs stays under a number, and nothing brings it back."""

from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import UniqueConstraint, select
from sqlalchemy.types import Text

from delta_app.core import clock, i18n
from delta_app.core.access import Actor, Role
from delta_app.core.database import Base
from delta_app.core.errors import Refused, say
from delta_app.core.settings import change_setting
from delta_app.core.tries import TryCount, note_wrong
from delta_app.hosts.allowance_commands import note_allowance
from delta_app.hosts.allowance_data import allowance_list, allowance_year
from delta_app.hosts.commands import (
    HostDetails,
    change_host,
    details_of,
    note_absence,
    note_answers,
    remember_alias,
    set_pair,
)
from delta_app.hosts.gathering_commands import note_attendance
from delta_app.hosts.gathering_data import attendance_list
from delta_app.hosts.model import (
    Gathering,
    GatheringHost,
    Host,
    HostStateChange,
    Mentoring,
    PathMark,
    PathStep,
)
from delta_app.hosts.names import written_names
from delta_app.hosts.paper_data import Served, certificate, information_note
from delta_app.hosts.queries import Answer, hosts
from delta_app.hosts.rules import pin_subject
from delta_app.hosts.settings import PAPER_FACTS
from delta_app.planning.queries import month_view
from delta_app.post.model import OutboxAttachment, OutboxLetter
from delta_app.post.settings import FROM_NAME
from delta_app.programme.model import Activity, ActivityDate, Proposal
from delta_app.shifts.day_commands import write_entry
from delta_app.shifts.day_data import logbook
from delta_app.shifts.model import Seat, ShiftCall
from delta_app.shifts.seat_commands import free_seat, note_slot
from delta_app.shifts.trade_commands import seek_cover
from delta_app.shifts.trade_data import trades
from delta_app.team import privacy_rules
from delta_app.team.commands import change_state
from delta_app.team.privacy_acts_data import host_columns
from delta_app.team.privacy_commands import anonymise, rehearse
from delta_app.team.privacy_lines import stay_lines, still_line, went_lines
from delta_app.team.privacy_rules import called, says, without
from delta_app.team.privacy_texts_data import FREE_TEXTS, ONE_OF_A_KIND
from delta_app.team.settings import CONTACT, RESPONSIBLE
from delta_app.upkeep.chore_data import chore_rows
from delta_app.upkeep.model import Chore, ChoreCover, ChoreDone, ChorePerson, Equipment, Repair, ShoppingItem, StockItem
from delta_app.venue.model import Room
from tests.factory import COORDINATOR, a_copy, a_host, acting, all_data
from tests.today.place import DECEMBER, Place

MAIL, PHONE = "fatma.ozturk@example.org", "+32 470 11 22 33"
WRITTEN = ("Öztürk", "Ozturk", "Fatma Ö", MAIL, PHONE)
FIFTH = datetime(2027, 1, 5, 10, 0, tzinfo=clock.BRUSSELS)


@pytest.fixture
def place(tmp_path, each_database_at_length):
    """December 2026: Fatma was there, left on the 31st, and it is the 5th of January."""
    with time_machine.travel(datetime(2026, 12, 9, 9, 0, tzinfo=clock.BRUSSELS), tick=False):
        made = a_copy(a_place_lived_in, tmp_path)
    with time_machine.travel(FIFTH, tick=False):
        yield made
    made.store.close()


def a_place_lived_in(folder):
    """With all that can be noted about Fatma."""
    made = Place(folder)
    store, ids = made.store, made.ids
    me, luc = ids["Fatma"], ids["Luc"]
    fatma = Actor("Fatma Ö.", Role.HOST, me)
    with acting(store, "Fiche de Fatma Ö.") as session:
        change_host(session, me, HostDetails("Fatma", "Öztürk", email=MAIL, phone=PHONE, languages=("FR", "TR")))
        set_pair(session, me, luc, "avoid")
        remember_alias(session, me, "F. Ozturk-Yilmaz")
        note_slot(session, made.slots[9, 13], "Fatma Öztürk ouvre ; Mme Öztürk a les clés")
        note_allowance(session, me, date(2026, 12, 2), 20_00)
    with acting(store, "Absence de Fatma Ö.", fatma) as session:
        note_absence(session, me, date(2026, 12, 24), date(2026, 12, 26))
        note_answers(session, {me: [Answer(date(2026, 12, 30), 600, 780, "can")]})
        write_entry(session, "Fatma Öztürk a laissé du café")
    with acting(store, "Chercher qui remplace Fatma Ö.", fatma) as session:
        seek_cover(session, made.seats["Fatma", (10, 13)], [ids["Ana"]])
    with acting(store) as session:
        seat = made.seats["Luc", (9, 13)]
        assert seek_cover(session, seat, [me])
    with acting(store) as session:
        session.add_all(rows_of_tables_to_come(me, luc))
        session.add_all(rows_of_programme_and_house(me, luc, ids["Ana"]))
        note_wrong(session, pin_subject(me))
    with acting(store) as session:
        free_seat(session, made.seats["Fatma", (10, 13)])
    return made


def rows_of_tables_to_come(me, luc):
    now = clock.now()
    yield Gathering(
        id=1, kind="meeting", day=date(2026, 12, 1), start_minute=600, end_minute=700, theme="avec Fatma Ö."
    )
    yield GatheringHost(gathering_id=1, host_id=me)
    yield PathMark(host_id=me, step_key="met", done_on=date(2026, 11, 1), by_host_id=luc)
    yield PathMark(host_id=luc, step_key="met", done_on=date(2026, 11, 1), by_host_id=me)
    yield Mentoring(host_id=me, mentor_id=luc)
    yield HostStateChange(host_id=me, state="active", from_day=date(2026, 11, 1))
    yield ShiftCall(
        host_id=me, slot_id=1, day=date(2026, 12, 4), start_minute=600, end_minute=780, way="mail", asked_at=now
    )
    yield OutboxLetter(
        id=1, kind="roster", about="2026-12 v1", host_id=me, to_address=MAIL, to_name="Fatma Öztürk", subject="Mois",
        body="Bonjour Fatma", language="fr", message_id="<1@x>", state="sent", problem=f"{MAIL} ?", put_at=now,
    )  # fmt: skip
    yield OutboxLetter(
        id=2, kind="trade", about="t", host_id=luc, to_address="luc@example.org", to_name="Luc Dumont",
        subject="Remplacer Fatma Ö.", body="Fatma Ö. cherche quelqu’un.", language="fr", message_id="<2@x>",
        state="sent", put_at=now,
    )  # fmt: skip
    yield OutboxLetter(
        id=3, kind="roster", about="2026-12 v1", host_id=luc, to_address="luc@example.org", to_name="Luc Dumont",
        subject="Mois", body="Bonjour", language="fr", message_id="<3@x>", state="refused", put_at=now,
    )  # fmt: skip
    yield OutboxAttachment(letter_id=3, name="planning.pdf", media_type="application/pdf", content=b"Fatma Ozturk")
    yield OutboxAttachment(letter_id=1, name="planning.pdf", media_type="application/pdf", content=b"Fatma Ozturk")
    yield OutboxAttachment(letter_id=2, name="planning.pdf", media_type="application/pdf", content=b"Fatma Ozturk")


def rows_of_programme_and_house(me, luc, ana):
    """She led a workshop and one date of Luc's choir, and does the fridge in turn; her name stands in every text."""
    now, day = clock.now(), date(2026, 12, 2)
    usual = {"start_minute": 600, "end_minute": 720, "state": "confirmed"}
    yield naming(Activity(id=1, uid="1@x", first_day=day, last_day=day, colour="sky", host_id=me, **usual))
    yield Activity(id=2, uid="2@x", title="Chant", first_day=day, colour="sage", rule="FREQ=WEEKLY", host_id=luc,
                   room_id=1, **usual)  # fmt: skip
    yield naming(ActivityDate(activity_id=2, original_day=date(2026, 12, 9), host_id=me,
                              changed="description facilitator host_id material partner_id title"))  # fmt: skip
    yield naming(Proposal(about="house", made_on=day, state="later", answered_on=day))
    yield naming(Room(id=1))
    yield naming(Room(id=2), "la salle de Fatma Ö.")  # once her name is gone, called as the other
    yield naming(Chore(id=1, moment="turn", rule="FREQ=WEEKLY", first_day=date(2026, 12, 7)))
    yield from (ChorePerson(chore_id=1, host_id=who, position=at) for at, who in enumerate((luc, me, ana)))
    yield ChoreCover(chore_id=1, day=date(2026, 12, 21), host_id=me)
    yield ChoreDone(chore_id=1, day=date(2026, 12, 7), done_at=now, host_id=me)
    yield naming(Repair(reported_on=day, state="reported"))
    yield naming(StockItem(category="other"))
    yield naming(ShoppingItem(added_on=day))
    yield naming(Equipment())


def naming(row, text="la salle de Fatma Öztürk"):
    """The row with her name in all that one may write in it."""
    for column in FREE_TEXTS:
        if isinstance(row, column.class_):
            setattr(row, column.key, text)
    return row


def leave(place, name="Fatma"):
    with acting(place.store, f"Départ de {name}") as session:
        change_state(session, place.ids[name], "left")


def test_nothing_anybody_reads_names_whoever_is_nameless(place):
    leave(place)
    done = anonymise(place.store, COORDINATOR, place.ids["Fatma"])
    assert (done.number, done.named_until, done.unsure) == (1, date(2033, 12, 31), 0)
    assert (done.stay["shifts"], done.stay["allowances"], done.stay["gatherings"]) == (1, 1, 1)
    assert done.went["absences"] == done.went["aliases"] == done.went["pairs"] == done.went["letters"] == 1
    assert done.went["rotas"] == done.went["covers"] == done.went["done"] == 1
    for row in every_text(place.store):
        assert not any(part.casefold() in row.casefold() for part in WRITTEN), row
    with place.store.read() as session:
        view = month_view(session, DECEMBER)
        names = [seat.name for slot in view.slots for seat in slot.taken]
        assert "Ancien·ne accueillant·e 1" in names
        assert not [name for name in names if name.startswith("Fatma")]
        assert [entry.author for entry in logbook(session)] == ["Ancien·ne accueillant·e 1"]
        assert session.scalars(select(TryCount.subject)).all() == []
    with i18n.speaking("nl"), place.store.read() as session:
        assert next(row.name for row in hosts(session, states=("left",))) != "Ancien·ne accueillant·e 1"


def test_what_somebody_led_stays_under_their_number_and_the_chores_are_others(place):
    me, luc, ana = (place.ids[name] for name in ("Fatma", "Luc", "Ana"))
    leave(place)
    told = rehearse(place.store, COORDINATOR, me)
    assert {"sa place dans 1 tâche à tour de rôle", "1 tour de tâche repris", "son nom sous 1 tâche faite"} <= set(
        went_lines(told)
    )
    assert "2 activités animées" in stay_lines(told)
    anonymise(place.store, COORDINATOR, me)
    with place.store.read() as session:
        assert session.scalars(select(Activity.host_id).order_by(Activity.id)).all() == [me, luc]
        assert session.scalars(select(ActivityDate.host_id)).all() == [me]
        assert set(session.scalars(select(ChorePerson.host_id))) == {luc, ana}
        assert session.scalars(select(ChoreCover.id)).all() == []
        assert session.execute(select(ChoreDone.day, ChoreDone.host_id)).all() == [(date(2026, 12, 7), None)]
        names = session.scalars(select(Room.name).order_by(Room.id)).all()
    assert names == ["la salle de Ancien·ne accueillant·e 1", "la salle de Ancien·ne accueillant·e 1 (2)"]


@pytest.mark.parametrize(("day", "whose"), [(2, ("Luc D.", "Ana C.")), (9, ("Ana C.", "Luc D."))])
def test_taking_somebody_out_of_a_rota_gave_others_their_turns_on_other_days(place, day, whose):
    """Whoever has left is in no round; counted anew from the first day, the others would change places."""

    def turns():
        with place.store.read() as session:
            return [turn.who for turn in chore_rows(session, clock.today())[0].turns]

    leave(place)
    with time_machine.travel(datetime(2027, 2, day, 10, 0, tzinfo=clock.BRUSSELS), tick=False):
        before = turns()
        anonymise(place.store, COORDINATOR, place.ids["Fatma"])
        assert turns() == before == [*whose, *whose, whose[0]]


def test_the_poster_would_have_named_the_nameless_and_nobody_said_so(place):
    me = place.ids["Fatma"]
    with acting(place.store) as session:
        session.add_all(
            Activity(
                id=number, uid=f"{number}@x", title=title, first_day=day, last_day=until, start_minute=600,
                end_minute=720, rule=rule, colour="sky", state=state, host_id=me,
            )
            for number, title, day, until, rule, state in (
                (8, "Tricot", date(2026, 12, 2), None, "FREQ=WEEKLY", "planned"),
                (9, "Couture", date(2026, 12, 2), date(2026, 12, 30), "FREQ=WEEKLY;UNTIL=20261230", "planned"),
                (10, "Danse", date(2027, 2, 3), date(2027, 2, 3), "", "cancelled"),
            )
        )  # fmt: skip
    leave(place)
    told = rehearse(place.store, COORDINATOR, me)
    assert told.leads_on == ("Tricot",)
    assert "anime encore « Tricot »" in still_line(told)
    assert "« Ancien·ne accueillant·e 1 »" in still_line(told)


def every_text(store):
    """Every text of every table, but the name that the law keeps."""
    with store.read() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(select(table).order_by(*table.primary_key)).mappings():
                for column, value in row.items():
                    if isinstance(value, bytes):
                        yield value.decode(errors="replace")
                    if isinstance(value, str) and column != "kept_name":
                        yield value


def test_the_file_itself_holds_the_name_no_more(tmp_path):
    with time_machine.travel(datetime(2026, 12, 9, 9, 0, tzinfo=clock.BRUSSELS), tick=False):
        place = a_copy(a_place_lived_in, tmp_path)
    with time_machine.travel(FIFTH, tick=False):
        leave(place)
        with acting(place.store) as session:  # the law keeps a name: not here
            from delta_app.hosts.allowance_commands import remove_allowance

            remove_allowance(session, allowance_year(session, place.ids["Fatma"], 2026).rows[0].id)
        before = Path(place.store.path).read_bytes()
        assert all(part.encode() in before for part in WRITTEN)
        anonymise(place.store, COORDINATOR, place.ids["Fatma"])
        place.store.close()
    after = Path(place.store.path).read_bytes()
    for part in (*WRITTEN, "Yilmaz"):
        assert part.encode() not in after, part


def test_the_list_of_allowances_alone_names_them_for_seven_years(place):
    me = place.ids["Fatma"]
    leave(place)
    anonymise(place.store, COORDINATOR, me)
    with place.store.read() as session:
        assert [row.name for row in allowance_list(session, 2026).rows] == ["Fatma Öztürk"]
        assert allowance_year(session, me, 2026).rows[0].name == "Ancien·ne accueillant·e 1"
    with pytest.raises(Refused, match="host_nameless"), acting(place.store) as session:
        note_allowance(session, me, date(2026, 12, 3), 1)


def test_nobody_is_made_nameless_before_they_have_left_and_their_shifts_are_free(place):
    me = place.ids["Fatma"]
    with pytest.raises(Refused, match="not_left") as early:
        anonymise(place.store, COORDINATOR, me)
    assert "encore dans l’équipe" in say(early.value)
    with time_machine.travel(datetime(2026, 12, 8, 9, 0, tzinfo=clock.BRUSSELS), tick=False):
        with acting(place.store) as session:  # leaving frees what is to come; an import or a list may not
            session.get_one(Host, me).state = "left"
        with pytest.raises(Refused, match="still_seated") as seated:
            anonymise(place.store, COORDINATOR, me)
        assert (seated.value.facts["count"], seated.value.facts["first"]) == (1, date(2026, 12, 9))
        assert "9 décembre 2026" in say(seated.value)
    host = Actor("Luc D.", Role.HOST, place.ids["Luc"])
    with pytest.raises(Refused, match="not_allowed"):
        anonymise(place.store, host, me)


def test_it_is_rehearsed_without_anything_being_done(place):
    leave(place)
    before = all_data(place.store)
    told = rehearse(place.store, COORDINATOR, place.ids["Fatma"])
    assert all_data(place.store) == before
    assert told == anonymise(place.store, COORDINATOR, place.ids["Fatma"])


def test_undo_redo_and_going_back_bring_nothing_back(place):
    store, me = place.store, place.ids["Fatma"]
    leave(place)
    with acting(store, "Téléphone de Fatma Ö.") as session:
        change_host(session, me, HostDetails("Fatma", "Öztürk", state="left", phone="0499 99 99 99"))
    store.undo(COORDINATOR)  # so that there is something to redo
    last = store.history(1)[0].id
    anonymise(store, COORDINATOR, me)
    with pytest.raises(Refused, match="nothing_to_redo"):
        store.redo(COORDINATOR)
    with pytest.raises(Refused, match=r"cannot_go_back|nothing_to_undo"):
        store.go_back(COORDINATOR, last, "retour")
    for record in store.history(500):
        with suppress(Refused):
            store.undo(COORDINATOR, record.id)
    for row in every_text(store):
        assert not any(part in row for part in (*WRITTEN, "0499 99 99 99")), row
    with store.read() as session:
        assert session.get(Host, me).phone == ""


def test_it_happens_once_and_numbers_are_never_given_again(place):
    for name in ("Fatma", "Ana"):
        with acting(place.store) as session:
            for seat in session.scalars(select(Seat).where(Seat.host_id == place.ids[name])):
                session.delete(seat)
        leave(place, name)
    first, second = (anonymise(place.store, COORDINATOR, place.ids[name]).number for name in ("Fatma", "Ana"))
    assert (first, second) == (1, 2)
    for name in ("Fatma", "Ana"):
        with pytest.raises(Refused, match="host_nameless") as again:
            anonymise(place.store, COORDINATOR, place.ids[name])
        assert "ne revient pas" in say(again.value)
    with place.store.read() as session, pytest.raises(Refused, match="host_nameless"):
        details_of(session, place.ids["Ana"])
    with pytest.raises(Refused, match="host_nameless"):
        leave(place)


def test_what_others_relied_on_is_open_again_and_what_is_done_stays(place):
    leave(place)
    anonymise(place.store, COORDINATOR, place.ids["Fatma"])
    with place.store.read() as session:
        states = {row.host_id: row.state for row in trades(session)}
        assert states[place.ids["Fatma"]] in ("cancelled", "expired", "void")
        asked = [one.host_id for row in trades(session) for one in row.choices]
    assert place.ids["Fatma"] not in asked


def test_the_settings_and_the_steps_of_the_path_kept_the_name(place):
    with acting(place.store) as session:
        change_setting(session, PAPER_FACTS["contact"], "Fatma Öztürk, 0470 11 22 33")
        change_setting(session, CONTACT, "demander Mme ÖZTÜRK")
        change_setting(session, FROM_NAME, "Fatma, pour Le Delta")
        change_setting(session, RESPONSIBLE, "Réseau asbl")
        session.add(PathStep(key="own", name="Un café avec Fatma Ö.", position=9))
    leave(place)
    told = rehearse(place.store, COORDINATOR, place.ids["Fatma"])
    assert told.still == (PAPER_FACTS["contact"].meaning(), CONTACT.meaning(), FROM_NAME.meaning())
    assert PAPER_FACTS["contact"].meaning() in still_line(told)
    anonymise(place.store, COORDINATOR, place.ids["Fatma"])
    with place.store.read() as session:
        assert session.scalars(select(PathStep.name)).all() == ["Un café avec Ancien·ne accueillant·e 1"]


def test_the_nameless_were_still_offered_as_having_come_and_given_papers(place):
    me, ana = place.ids["Fatma"], place.ids["Ana"]
    other = 2
    with acting(place.store) as session:
        session.add(Gathering(id=other, kind="meeting", day=date(2026, 12, 11), start_minute=600, end_minute=700))
    leave(place)
    anonymise(place.store, COORDINATOR, me)
    with place.store.read() as session:
        assert me not in [one.host_id for one in attendance_list(session, other).people]
        came = [one.host_id for one in attendance_list(session, 1).people if one.came]
        assert came == [me]  # who did come stays
        for made in (
            lambda: information_note(session, me, "fr", clock.today()),
            lambda: certificate(session, me, Served(date(2026, 1, 1), date(2026, 12, 31), 1, 60, 0), "fr",
                                clock.today()),
        ):  # fmt: skip
            with pytest.raises(Refused, match="host_nameless"):
                made()
    with pytest.raises(Refused, match="host_nameless"), acting(place.store) as session:
        note_attendance(session, other, [me])
    with acting(place.store) as session:
        session.add(PathMark(host_id=ana, step_key="met", done_on=date(2026, 11, 1)))
    with acting(place.store) as session:
        assert note_attendance(session, 1, [me, ana]).came == 2


# Namesakes.


def test_a_label_that_may_mean_a_namesake_is_left_where_nothing_tells_whose_it_is(place):
    october = datetime(2026, 10, 1, 9, 0, tzinfo=clock.BRUSSELS)
    with time_machine.travel(october, tick=False), acting(place.store, "Pause de Fatma Ö., d’octobre") as session:
        note_slot(session, place.slots[11, 10], "x")
    a_host(place.store, "Fatma", "Osman")
    with acting(place.store, "Inscrire Fatma Ö. et Fatma Os.") as session:
        note_slot(session, place.slots[11, 10], "Fatma Osman")
    leave(place)
    done = anonymise(place.store, COORDINATOR, place.ids["Fatma"])
    labels = {record.label for record in place.store.history(500)}
    assert done.unsure >= 1
    assert "Pause de Fatma Ö., d’octobre" in labels  # perhaps the other's
    assert "Absence de Ancien·ne accueillant·e 1" in labels  # the journal knows whose it was
    assert "Inscrire Fatma Ö. et Fatma Os." in labels
    with place.store.read() as session:
        assert "Fatma Osman" in [host.full_name for host in hosts(session)]
        assert {slot.note for slot in month_view(session, DECEMBER).slots} >= {"Fatma Osman"}


def test_people_called_alike_are_told_apart_by_their_number(place):
    twin = a_host(place.store, "Fatma", "Öztürk")
    with acting(place.store, "Saluer Fatma Ö. (1) et Fatma Ö. (2)") as session:
        note_slot(session, place.slots[11, 10], f"Fatma Öztürk#{place.ids['Fatma']}, pas Fatma Öztürk#{twin}")
    leave(place)
    anonymise(place.store, COORDINATOR, place.ids["Fatma"])
    assert "Saluer Ancien·ne accueillant·e 1 et Fatma Ö. (2)" in {row.label for row in place.store.history(500)}
    with place.store.read() as session:
        notes = {slot.note for slot in month_view(session, DECEMBER).slots}
        assert f"Ancien·ne accueillant·e 1, pas Fatma Öztürk#{twin}" in notes
        assert [host.name for host in hosts(session) if host.id == twin] == ["Fatma Ö."]


@pytest.mark.parametrize(
    ("given", "family", "text", "left"),
    [
        ("Fatma", "Öztürk", "Inscrire Fatma Ö. jeudi", "Inscrire # jeudi"),
        ("Fatma", "Öztürk", "FATMA OZTURK, Öztürk Fatma, Öztürk, Fatma", "#, #, #"),
        ("Fatma", "Öztürk", "Anne-Fatma Ö., Fatma Öztürkson", "Anne-Fatma Ö., Fatma Öztürkson"),
        ("Jo", "", "Jo vient ; Jo Lambert et Jonas non", "# vient ; Jo Lambert et Jonas non"),
        ("Rose", "", "une rose pour Rose", "une rose pour #"),
        ("Els", "Van den Berghe", "Els V. puis Els Van den B.", "# puis #"),
        ("Al", "Petit", "un petit mot de M. Petit", "un petit mot de M. #"),
        ("<b>Zoé</b>", "D’Hondt", "<b>Zoé</b> D'Hondt", "#"),
    ],
)
def test_where_a_name_stands(given, family, text, left):
    names = called(written_names(given, family), (), family=family)
    assert without(text, names.own, "#", alone=names.alone) == left
    assert says(text, names.own) == (left != text and "M. #" not in left)


def test_every_act_was_read_letter_by_letter_for_each_way_to_write_the_name(monkeypatch):
    names = called(written_names("Fatma", "Öztürk"), (), family="Öztürk")
    read = []
    replaced = privacy_rules._replaced
    monkeypatch.setattr(privacy_rules, "_replaced", lambda *of: read.append(of[0]) or replaced(*of))
    acts = [f"Inscrire Élodie L. jeudi {day} à 13h" for day in range(30)] + ["Inscrire FATMA OZ. mardi"]
    assert [without(act, names.own, "#", alone=names.alone) for act in acts] == [*acts[:-1], "Inscrire # mardi"]
    assert {text for text in read if "#" not in text} == {acts[-1]}


def test_what_is_looked_for_in_the_journal_finds_all_that_holds_it():
    sought = called(written_names("Fatma", "Öztürk"), (), family="Öztürk").sought()
    for way in written_names("Fatma", "Öztürk"):
        assert any(one.encode().lower() in way.encode().lower() for one in sought), way


# What is covered.

NO_NAMES = {
    ("absence", "*"), ("credential", "*"), ("try_count", "*"), ("recovery_code", "*"), ("venue", "*"), ("opening", "*"),
    ("school_holiday", "*"), ("partner", "*"), ("setting", "*"), ("host_pin", "*"),
    ("host_alias", "*"), ("journal_record", "*"), ("journal_change", "*"), ("anonymised_host", "*"), ("host", "*"),
    ("outbox_attachment", "*"), ("mentoring", "*"), ("trade_choice", "answer"), ("repair_photo", "content"),
    # what is served, planned and prepaid; the till’s journal and the bank’s lines are kept as they are for seven years
    ("product", "*"), ("budget_line", "*"), ("consumption_card", "*"), ("till_draft", "*"), ("till_entry", "*"),
    ("till_line", "*"), ("till_signer", "*"), ("till_paper", "*"), ("bank_movement", "*"),
}  # fmt: skip
CODES = {"kind", "state", "way", "wish", "source", "decision", "step_key", "key", "month", "paper", "language",
         "message_id", "claim", "about", "to_name", "to_address", "day", "first_day", "last_day",
         # of the programme and the house
         "uid", "rule", "skips_school", "colour", "changed", "moment", "category"}  # fmt: skip


def test_every_text_a_person_can_write_is_looked_through():
    """A new column with free text belongs in FREE_TEXTS; one with a code or a date in the lists above."""
    looked_through = {(column.class_.__tablename__, column.key) for column in FREE_TEXTS}
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if type(column.type) is not Text or (table.name, "*") in NO_NAMES or column.name in CODES:
                continue
            if (table.name, column.name) not in NO_NAMES:
                assert (table.name, column.name) in looked_through, f"{table.name}.{column.name}"


def test_a_name_that_nobody_else_may_have_is_known_as_one():
    """Else two rows that are called alike once a name is gone would hinder that it goes."""
    alone = {
        (table.name, constraint.columns[0].name)
        for table in Base.metadata.sorted_tables
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint) and len(constraint.columns) == 1
    }
    looked_through = {(column.class_.__tablename__, column.key) for column in FREE_TEXTS}
    assert {(column.class_.__tablename__, column.key) for column in ONE_OF_A_KIND} == alone & looked_through


def test_every_column_that_says_who_is_settled():
    settled = {
        "stay": {
            ("seat", "host_id"), ("published_seat", "host_id"), ("trade", "host_id"), ("agreement", "host_id"),
            ("logbook_entry", "host_id"), ("gathering_host", "host_id"), ("host_state_change", "host_id"),
            ("path_mark", "by_host_id"), ("allowance", "host_id"), ("anonymised_host", "host_id"),
            ("outbox_letter", "host_id"), ("trade_choice", "host_id"), ("till_signer", "host_id"),
            ("purchase", "asked_by"), ("activity", "host_id"), ("activity_date", "host_id"),
        },
        "go": {
            ("host_pin", "host_id"), ("host_alias", "host_id"), ("weekly_availability", "host_id"),
            ("dated_answer", "host_id"), ("absence", "host_id"), ("host_pair", "first_host_id"),
            ("host_pair", "second_host_id"), ("path_mark", "host_id"), ("mentoring", "host_id"),
            ("mentoring", "mentor_id"), ("shift_call", "host_id"), ("chore_person", "host_id"),
            ("chore_cover", "host_id"), ("chore_done", "host_id"),
        },
    }  # fmt: skip
    assert host_columns() == settled["stay"] | settled["go"]


def test_every_host_id_is_known_as_one():
    named = {
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.name.endswith(("host_id", "mentor_id", "asked_by"))
    }
    assert named == host_columns()
