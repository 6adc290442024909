"""Somebody asks for their data: all of it, from every table, as a paper to read and a file for other programs."""

import json
import os
import stat
from dataclasses import fields
from datetime import date, datetime

import pytest
import time_machine
from sqlalchemy import select

from delta_app.budget.model import Purchase
from delta_app.core import clock, i18n
from delta_app.core.database import Base
from delta_app.core.errors import Refused
from delta_app.hosts.commands import set_pair
from delta_app.hosts.model import Host
from delta_app.planning.queries import month_view
from delta_app.programme.model import Activity, ActivityDate
from delta_app.shifts.model import Agreement, Seat, Trade
from delta_app.team.person_values import PersonData
from delta_app.team.privacy_acts_data import host_columns
from delta_app.team.privacy_commands import anonymise
from delta_app.team.privacy_data import TOLD_IN, person_data
from delta_app.team.sheet_person import person_pdf
from delta_app.team.sheet_person_files import keep_person
from delta_app.team.sheet_person_json import person_json
from delta_app.till.commands import open_till
from delta_app.till.ledger_process import Signer
from delta_app.venue.model import Closure
from tests.factory import COORDINATOR, a_copy, a_host, acting
from tests.sheets.reading import page_count, text_of
from tests.team.test_anonymise import FIFTH, MAIL, PHONE, a_place_lived_in, leave
from tests.today.place import DECEMBER, Place


def a_place_with_more(folder):
    """Where Fatma also agreed to a trade, opened the till and asked for a purchase."""
    made = a_place_lived_in(folder)
    with acting(made.store) as session:  # Fatma says yes to Luc, and asks Ana
        trade = session.scalars(select(Trade).where(Trade.host_id == made.ids["Luc"])).one()
        choice = None
        session.add(Agreement(trade_id=trade.id, choice_id=choice, host_id=made.ids["Fatma"], at=clock.now()))
    with acting(made.store) as session:  # she opens the till with Luc, and would like a chess set
        open_till(session, [Signer("Fatma Ö.", made.ids["Fatma"]), Signer("Luc D.", made.ids["Luc"])], {5000: 1})
        session.add(
            Purchase(
                label="Jeu d’échecs",
                cents=3000,
                state="asked",
                asked_on=clock.today(),
                asked_by=made.ids["Fatma"],
            )
        )
    return made


@pytest.fixture
def place(tmp_path):
    with time_machine.travel(datetime(2026, 12, 9, 9, 0, tzinfo=clock.BRUSSELS), tick=False):
        made = a_copy(a_place_with_more, tmp_path)
    with time_machine.travel(FIFTH, tick=False):
        yield made
    made.store.close()


@pytest.fixture
def data(place):
    with place.store.read() as session:
        return person_data(session, place.ids["Fatma"])


def test_every_column_that_says_who_is_told_somewhere():
    assert set(TOLD_IN) == host_columns()
    assert set(TOLD_IN.values()) <= {field.name for field in fields(PersonData)}


def test_every_table_that_holds_something_about_them_is_in_it(place, data):
    me = place.ids["Fatma"]
    with place.store.read() as session:
        for (table, column), part in TOLD_IN.items():
            if part == "nameless":
                continue
            rows = session.execute(select(Base.metadata.tables[table].c[column])).scalars().all()
            told = getattr(data, part)
            found = bool(told) if part != "code" else data.code.set_at is not None
            assert found == (me in rows) or part in ("mentors", "pairs"), (table, column, part)
            assert me in rows or (table, column) in {("mentoring", "mentor_id"), ("host_pair", "second_host_id")}, table


def test_the_file_for_other_programs_is_stable_and_says_what_the_data_says(data):
    read = json.loads(person_json(data).decode("utf-8"))
    assert list(read) == ["format", "place", "made_at", "person", "not_given"]
    assert (read["format"], read["place"], read["made_at"]) == ("delta-person/1", "Le Delta", "2027-01-05T09:00:00Z")
    person = read["person"]
    assert person["card"]["family_name"] == "Öztürk"
    assert person["card"]["email"] == MAIL
    assert person["absences"] == [{"first_day": "2026-12-24", "last_day": "2026-12-26"}]
    assert person["shifts"][0] == {
        "day": "2026-12-09", "start_minute": 780, "end_minute": 960, "kind": "host", "fixed": True, "seeking": False,
        "service": "", "overrule": "", "lost_minutes": 0,
    }  # fmt: skip
    assert person["allowances"] == [{"day": "2026-12-02", "kind": "flat_rate", "cents": 2000, "km": 0}]
    assert person["pairs"] == [{"kind": "avoid", "name": ""}]
    assert person["path"] == [{"step": "met", "called": "Première rencontre", "done_on": "2026-11-01", "by": "Luc D."}]
    assert person["activities"][0] == {
        "title": "la salle de Fatma Öztürk", "first_day": "2026-12-02", "last_day": "2026-12-02", "start_minute": 600,
        "end_minute": 720, "rule": "", "skips_school": "", "room": "", "state": "confirmed",
    }  # fmt: skip
    assert person["activities"][1]["room"] == "la salle de Fatma Öztürk"  # the room of Luc's choir
    assert person["activities"][1]["first_day"] == "2026-12-09"
    fridge = "la salle de Fatma Öztürk"
    assert person["chores"] == [{"chore": fridge, "rule": "FREQ=WEEKLY", "first_day": "2026-12-07", "position": 2}]
    assert person["turns_taken"] == [{"chore": fridge, "day": "2026-12-21"}]
    assert person["chores_done"] == [
        {"chore": fridge, "day": "2026-12-07", "start_minute": None, "at": "2026-12-09T08:00:00Z"}
    ]
    assert person["given"] == {"shifts": 1, "minutes": 180, "shadows": 0}
    assert [act["act"] for act in person["acts_by"]] == ["Absence de Fatma Ö.", "Chercher qui remplace Fatma Ö."]
    assert "nameless" not in person
    assert "$argon2" not in json.dumps(read)
    assert b"\\u" not in person_json(data)


def test_what_somebody_leads_is_told_as_it_was_planned(place):
    me = place.ids["Fatma"]
    with acting(place.store) as session:
        usual = {"colour": "sky", "state": "planned", "start_minute": 600, "end_minute": 720, "host_id": me}
        session.add(Activity(id=8, uid="8@x", title="Tricot", first_day=date(2027, 1, 6), rule="FREQ=WEEKLY",
                             skips_school="fr", **usual))  # fmt: skip
        session.add(Activity(id=9, uid="9@x", title="Camp", first_day=date(2027, 7, 5), last_day=date(2027, 7, 5),
                             **{**usual, "end_minute": 5000}))  # fmt: skip
        session.add(ActivityDate(activity_id=8, original_day=date(2027, 1, 13), host_id=me, removed=True,
                                 day=date(2027, 1, 14), start_minute=840, end_minute=900, room_id=2,
                                 changed="facilitator host_id partner_id room_id when"))  # fmt: skip
    with place.store.read() as session:
        data = person_data(session, me)
    assert [(one.title, one.last_day) for one in data.activities][-1] == ("Camp", date(2027, 7, 8))
    pdf = person_pdf(data)
    text = " ".join("".join(text_of(pdf, page=page) for page in range(page_count(pdf))).split())
    for said in ("dès le mer. 6 janv. 2027, chaque mercredi, sauf congés des écoles francophones · 10h – 12h",
                 "du lun. 5 juil. 2027 au jeu. 8 juil. 2027", "jeu. 14 janv. 2027 · 14h – 15h"):  # fmt: skip
        assert said in text, said
    assert [one.state for one in data.activities if one.first_day == date(2027, 1, 14)] == ["removed"]


def test_others_are_named_by_first_name_and_initial_and_who_to_avoid_is_not(place, data):
    assert {row.kind: row.name for row in data.pairs} == {"avoid": ""}
    everything = person_json(data).decode()
    assert "Dumont" not in everything
    assert "Costa" not in everything
    assert "Luc D." in everything
    with acting(place.store) as session:
        set_pair(session, place.ids["Fatma"], place.ids["Ana"], "prefer")
    with place.store.read() as session:
        assert {row.kind: row.name for row in person_data(session, place.ids["Fatma"]).pairs} == {
            "avoid": "", "prefer": "Ana C.",
        }  # fmt: skip


def test_an_act_on_a_pair_is_told_without_its_name(place):
    with acting(place.store, "Paire Fatma Ö. et Luc D.") as session:
        set_pair(session, place.ids["Fatma"], place.ids["Luc"], None)
    with place.store.read() as session:
        about = person_data(session, place.ids["Fatma"]).acts_about
    assert about[-1].act == ""
    assert any(act.act == "Fiche de Fatma Ö." for act in about) is False  # it noted a pair too


def test_the_paper_is_read_by_a_person(data):
    pdf = person_pdf(data)
    text = "".join(text_of(pdf, page=page) for page in range(page_count(pdf)))
    for said in (
        "Ce que Le Delta sait de Fatma Öztürk", MAIL, PHONE, "Ma permanence faite : 1, 3 heures", "20,00",
        "nom non donné", "réunion d’équipe", "mer. 2 déc. 2026 · 10h – 12h", "confirmée", "chaque lundi",
        "le tour du lun. 7 déc. 2026", "Tours de tâche que j’ai repris",
        "Fatma Öztürk a laissé du café", "FR TR", "Rien n’est gardé de cela",
    ):  # fmt: skip
        assert said in text, said
    for language in ("nl", "en"):
        with i18n.speaking(language):
            assert MAIL in text_of(person_pdf(data))


def test_the_paper_counted_shadow_and_closed_shifts_as_held_and_this_mornings_as_to_come(tmp_path):
    with time_machine.travel(datetime(2026, 12, 9, 9, 0, tzinfo=clock.BRUSSELS), tick=False):
        place = a_copy(Place, tmp_path)
        me = place.ids["Fatma"]
        with acting(place.store) as session:
            session.add(Seat(slot_id=place.slots[11, 10], host_id=me, kind="shadow"))
            session.add(Closure(first_day=date(2026, 12, 10), last_day=date(2026, 12, 10), reason="panne"))
    for day, hour, given, coming in ((9, 15, (0, 0, 0), 3), (9, 17, (1, 180, 0), 2), (11, 14, (1, 180, 1), 0)):
        with time_machine.travel(datetime(2026, 12, day, hour, 0, tzinfo=clock.BRUSSELS), tick=False):
            with place.store.read() as session:
                data = person_data(session, me)
            assert (data.given.shifts, data.given.minutes, data.given.shadows) == given
            pdf = person_pdf(data)
            text = " ".join("".join(text_of(pdf, page=page) for page in range(page_count(pdf))).split())
            if coming:
                ahead = text.split("Mes permanences à venir")[1].split("Dans les plannings")[0].split("Ma perm")[0]
                assert ahead.count("déc. 2026") == coming
    assert "le lieu était fermé" in text
    assert "Ma permanence faite : 1, 3 heures ; 1 doublure" in text
    place.store.close()


def test_an_act_that_names_several_people_gave_each_the_others(place):
    me = place.ids["Fatma"]
    with acting(place.store, "À la date prévue : Fatma Ö. est en pause et Luc D. quitte l’équipe") as session:
        session.get_one(Host, me).state = "paused"
        session.get_one(Host, place.ids["Luc"]).state = "left"
    with acting(place.store, "À la date prévue : Fatma Ö. est de retour") as session:
        session.get_one(Host, me).state = "active"
    with place.store.read() as session:
        about = [act.act for act in person_data(session, me).acts_about]
    assert about[-2:] == ["À la date prévue", "À la date prévue : Fatma Ö. est de retour"]


def test_somebody_of_whom_little_is_known_gets_a_paper_too(place):
    new = a_host(place.store, "<b>Jo</b>", "")
    with place.store.read() as session:
        made = person_data(session, new)
    assert "<b>Jo</b>" in text_of(person_pdf(made))
    assert json.loads(person_json(made))["person"]["trades"] == []


def test_both_files_are_for_their_owner_alone_and_both_or_none(data, tmp_path):
    folder = tmp_path / "clé"
    folder.mkdir()
    paper, table = keep_person(folder, data)
    assert (paper.name, table.name) == ("donnees-Fatma-Ö-2027-01-05.pdf", "donnees-Fatma-Ö-2027-01-05.json")
    if os.name == "posix":
        assert {stat.S_IMODE(path.stat().st_mode) for path in (paper, table)} == {0o600}
        paper.chmod(0o644)
        keep_person(folder, data)
        assert stat.S_IMODE(paper.stat().st_mode) == 0o600
    paper.unlink()
    table.write_bytes(b"SQLite format 3\x00 whatever")
    with pytest.raises(Refused, match="is_data_file"):
        keep_person(folder, data)
    assert not paper.exists()


def test_story_19_a_host_leaves_on_31_december_and_asks_for_their_data_on_5_january(tmp_path):
    with time_machine.travel(datetime(2026, 12, 9, 9, 0, tzinfo=clock.BRUSSELS), tick=False):
        place = a_copy(Place, tmp_path)
    with time_machine.travel(datetime(2026, 12, 31, 18, 0, tzinfo=clock.BRUSSELS), tick=False):
        leave(place)
    with time_machine.travel(FIFTH, tick=False):
        with place.store.read() as session:
            paper, table = keep_person(tmp_path, person_data(session, place.ids["Fatma"]))
        shifts = json.loads(table.read_text(encoding="utf-8"))["person"]["shifts"]
        assert [shift["day"] for shift in shifts] == ["2026-12-09", "2026-12-10"]
        assert "mer. 9 déc. 2026" in text_of(paper.read_bytes(), page=page_count(paper.read_bytes()) - 1)
        anonymise(place.store, COORDINATOR, place.ids["Fatma"])
        with place.store.read() as session:
            slots = {(slot.day.day, slot.start_minute // 60): slot for slot in month_view(session, DECEMBER).slots}
        assert {seat.name for seat in slots[9, 13].taken} == {"Ancien·ne accueillant·e 1", "Luc D."}
        assert {seat.name for seat in slots[10, 13].taken} == {"Ancien·ne accueillant·e 1"}
    place.store.close()


def test_who_is_nameless_or_unknown_has_no_data_to_give(place):
    leave(place)
    anonymise(place.store, COORDINATOR, place.ids["Fatma"])
    with place.store.read() as session:
        with pytest.raises(Refused, match="host_nameless"):
            person_data(session, place.ids["Fatma"])
        with pytest.raises(Refused, match="no_such_host"):
            person_data(session, 999)
