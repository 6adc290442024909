"""Repairs: reported with a photo, planned, done or given up, asked of the budget; photos made small and silent."""

import io
from datetime import date

import pytest
from PIL import Image

from delta_app.budget.purchase_commands import approve_purchase, buy_purchase
from delta_app.core.errors import Refused, say
from delta_app.sheets import photo
from delta_app.upkeep import spoken
from delta_app.upkeep.equipment_commands import (
    EquipmentDetails,
    add_equipment,
    change_equipment,
    lend_equipment,
    take_equipment_back,
    withdraw_equipment,
)
from delta_app.upkeep.equipment_data import equipment_rows
from delta_app.upkeep.photo_files import read_photo, small_photo
from delta_app.upkeep.repair_commands import (
    RepairDetails,
    add_photo,
    ask_for_repair,
    change_repair,
    finish_repair,
    give_up_repair,
    plan_repair,
    remove_photo,
    reopen_repair,
    report_repair,
)
from delta_app.upkeep.repair_data import how_many_new, photo_of
from tests.factory import COORDINATOR, READER, SERVER_AT_LENGTH
from tests.upkeep.conftest import TREASURER, WEDNESDAY, House, at


def picture(size=(3000, 2000), kind="JPEG", **how):
    """A photo as a phone makes it, with where it was taken and a comment."""
    made = io.BytesIO()
    shot = Image.new("RGB", size, (120, 160, 90))
    if kind == "JPEG":
        exif = Image.Exif()
        exif[0x0112] = 6  # turned
        exif.get_ifd(0x8825)[1] = "N"
        exif[0x010F] = "PhoneMaker"
        how = {"exif": exif, "comment": b"chez Fatma", **how}
    shot.save(made, kind, **how)
    return made.getvalue()


def report(house, title="Robinet qui fuit", actor=None, **more):
    photos = more.pop("photos", ())
    return house.do(report_repair, RepairDetails(title, **more), photos, actor=actor or house.host())


def only(house):
    (row,) = house.repairs()
    return row


def test_a_host_reports_with_a_photo_the_coordinator_plans_and_it_is_done(house):
    number = report(house, room_id=house.kitchen, place="sous l’évier", urgent=True, photos=[small_photo(picture())])
    row = only(house)
    assert (row.state, row.where, row.reported_on, row.urgent) == (
        "reported", "Cuisine, sous l’évier", WEDNESDAY, True,
    )  # fmt: skip
    assert spoken.repair_state_words(row, WEDNESDAY) == ("urgent", "alert", "alarm")
    with house.store.read() as session:
        assert how_many_new(session) == 1
        shot = Image.open(io.BytesIO(photo_of(session, row.photos[0])))
    assert (shot.format, max(shot.size)) == ("JPEG", 1280)
    house.do(plan_repair, number, "Plomberie Janssens", date(2026, 12, 11), 8_500)
    row = only(house)
    assert spoken.repair_words(row) == (
        "Cuisine, sous l’évier · noté le 9 déc. · Plomberie Janssens, ven. 11 déc. · environ 85,00\xa0€"
    )
    with at(9, day=date(2026, 12, 14)):
        assert spoken.repair_state_words(row, date(2026, 12, 14))[0] == "passé ?"
    house.do(finish_repair, number, "joint remplacé", actor=house.host())
    row = only(house)
    assert (row.state, row.ended_on, row.outcome, row.is_open) == ("done", WEDNESDAY, "joint remplacé", False)
    house.store.undo(COORDINATOR)
    assert only(house).state == "planned"
    with house.store.read() as session:
        assert how_many_new(session) == 0


def test_reporting_with_a_photo_is_undone_whole_and_redone(house):
    report(house, photos=[small_photo(picture((300, 200)))])
    house.store.undo(COORDINATOR)
    assert house.repairs() == ()
    house.store.redo(COORDINATOR)
    row = only(house)
    with house.store.read() as session:
        assert photo_of(session, row.photos[0]).startswith(b"\xff\xd8")
    house.do(remove_photo, row.photos[0], actor=house.host())
    assert only(house).photos == ()
    house.store.undo(COORDINATOR)
    assert len(only(house).photos) == 1
    with pytest.raises(Refused, match="no_such_photo"):
        house.do(remove_photo, 99)


def test_it_is_given_up_with_a_reason_and_taken_up_again(house):
    number = report(house)
    with pytest.raises(Refused, match="repair_why_needed"):
        house.do(give_up_repair, number, "  ")
    house.do(give_up_repair, number, "trop cher")
    assert (only(house).state, only(house).outcome) == ("given_up", "trop cher")
    for act, words in ((plan_repair, ("x",)), (finish_repair, ()), (give_up_repair, ("x",)), (ask_for_repair, (5,))):
        with pytest.raises(Refused, match="repair_not_so") as refused:
            house.do(act, number, *words)
        assert "abandonné" in say(refused.value)
    house.do(reopen_repair, number)
    assert (only(house).state, only(house).ended_on, only(house).outcome) == ("reported", None, "")
    with pytest.raises(Refused, match="repair_not_so"):
        house.do(reopen_repair, number)


def test_what_it_costs_is_asked_of_the_budget_and_its_answer_is_seen(house):
    number = report(house, title="Porte " + "x" * 70)
    purchase = house.do(ask_for_repair, number, 8_500)
    row = only(house)
    assert (row.purchase.state, row.purchase.cents, len(row.purchase.label)) == ("asked", 8_500, 60)
    assert row.cost_cents == 8_500
    with pytest.raises(Refused, match="repair_asked_already"):
        house.do(ask_for_repair, number, 100)
    house.do(approve_purchase, purchase)
    assert only(house).purchase.state == "approved"
    house.do(buy_purchase, purchase, 8_000, way="bank")
    assert (only(house).purchase.state, only(house).purchase.paid) == ("bought", 8_000)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (RepairDetails(""), "house_title_needed"),
        (RepairDetails("x" * 500), "house_text_long"),
        (RepairDetails("x", details="y" * 501), "house_text_long"),
        (RepairDetails("x", room_id=99), "no_such_room"),
        (RepairDetails("x", equipment_id=99), "no_such_equipment"),
    ],
)
def test_what_no_repair_can_be(house, wrong, code):
    with pytest.raises(Refused, match=code) as refused:
        house.do(report_repair, wrong)
    assert say(refused.value)
    assert house.repairs() == ()


def test_who_may_what(house):
    with pytest.raises(Refused, match="not_allowed"):
        report(house, actor=READER)
    number = report(house)
    house.do(change_repair, number, RepairDetails("Robinet"), actor=house.host("luc"))
    with pytest.raises(Refused, match="not_allowed"):
        house.do(plan_repair, number, "x", actor=house.host())
    with pytest.raises(Refused, match="repair_nobody_comes"):
        house.do(plan_repair, number, "")
    house.do(plan_repair, number, "x")
    with pytest.raises(Refused, match="repair_not_so"):
        house.do(change_repair, number, RepairDetails("Autre"), actor=house.host())
    house.do(change_repair, number, RepairDetails("Autre"))
    house.do(finish_repair, number, actor=TREASURER)


def test_urgent_ones_first_then_the_oldest_and_what_is_over_last(house):
    with at(10, day=date(2026, 12, 1)):
        report(house, "vieux")
        done = report(house, "fini")
    report(house, "neuf")
    report(house, "vite", urgent=True)
    house.do(finish_repair, done)
    assert [row.title for row in house.repairs()] == ["vite", "vieux", "neuf", "fini"]


def test_six_photos_and_no_more(house):
    number = report(house)
    shot = small_photo(picture((40, 30)))
    for _turn in range(6):
        house.do(add_photo, number, shot)
    with pytest.raises(Refused, match="photos_many") as refused:
        house.do(add_photo, number, shot)
    assert "6 photos" in say(refused.value)


# Files.


def test_nothing_but_what_one_sees_is_kept_of_a_photo():
    made = small_photo(picture())
    shot = Image.open(io.BytesIO(made))
    assert shot.size == (853, 1280)  # held upright
    assert not shot.getexif()
    assert "comment" not in shot.info
    for told in (b"chez Fatma", b"PhoneMaker", b"Exif"):
        assert told not in made


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "BMP", "GIF"])
def test_pictures_of_other_kinds(kind):
    assert Image.open(io.BytesIO(small_photo(picture((60, 40), kind)))).format == "JPEG"


def test_what_is_no_photo(tmp_path):
    path = tmp_path / "photo.jpg"
    for content in (b"", b"%PDF-1.4", b"\xff\xd8\xff broken", picture((30, 30))[:200], b"un mot"):
        path.write_bytes(content)
        with pytest.raises(Refused, match="photo_unreadable") as refused:
            read_photo(path)
        assert "JPEG" in say(refused.value)
    with pytest.raises(Refused, match="photo_missing"):
        read_photo(tmp_path / "none.jpg")
    with pytest.raises(Refused):
        read_photo(tmp_path)


def test_a_photo_of_40_megabytes_and_a_picture_of_a_billion_dots(tmp_path, monkeypatch):
    path = tmp_path / "big.jpg"
    with path.open("wb") as stream:
        stream.write(picture((60, 40)))
        stream.truncate(41_500_000)
    with pytest.raises(Refused, match="photo_too_big") as refused:
        read_photo(path)
    assert "41" in say(refused.value)
    with path.open("r+b") as stream:
        stream.truncate(39_000_000)
    assert len(read_photo(path)) < 10_000
    monkeypatch.setattr(photo, "MOST_PIXELS", 1_000)
    with pytest.raises(Refused, match="photo_unreadable"):
        small_photo(picture((60, 40)))


# What the place owns.


def things(house):
    with house.store.read() as session:
        return equipment_rows(session)


def test_a_thing_is_noted_lent_late_back_and_broken_under_guarantee(house):
    number = house.do(
        add_equipment,
        EquipmentDetails(
            "Projecteur", 1, house.hall, "armoire", date(2025, 3, 1), date(2027, 3, 1), "télécommande dans le tiroir"
        ),
    )
    (row,) = things(house)
    assert spoken.equipment_words(row) == "Grande salle, armoire · depuis mars 2025 · télécommande dans le tiroir"
    assert spoken.equipment_chip(row, WEDNESDAY)[0] == "garantie jusqu’au 1er mars 2027"
    house.do(lend_equipment, number, "Maison de quartier", None, date(2026, 12, 12), actor=house.host())
    (row,) = things(house)
    assert spoken.equipment_chip(row, WEDNESDAY)[::2] == ("prêté : Maison de quartier, jusqu’au 12 déc.", "info")
    assert spoken.equipment_chip(row, date(2026, 12, 13))[2] == "attention"
    with pytest.raises(Refused, match="equipment_lent"):
        house.do(lend_equipment, number, "autre")
    house.do(take_equipment_back, number)
    with pytest.raises(Refused, match="equipment_here"):
        house.do(take_equipment_back, number)
    assert things(house)[0].lent_to == ""
    for words in (("",), ("", 99)):
        with pytest.raises(Refused, match=r"equipment_to_whom|no_such_partner"):
            house.do(lend_equipment, number, *words)
    report(house, "Lampe morte", equipment_id=number)
    assert (only(house).equipment, only(house).guarantee_until) == ("Projecteur", date(2027, 3, 1))
    house.do(withdraw_equipment, number)
    assert things(house)[0].withdrawn
    house.do(withdraw_equipment, number, False)


def test_what_no_thing_can_be(house):
    wrong = ((EquipmentDetails(""), "house_title_needed"), (EquipmentDetails("x" * 61), "house_text_long"),
             (EquipmentDetails("x", 0), "house_number"),
             (EquipmentDetails("x", room_id=9), "no_such_room"))  # fmt: skip
    for one, code in wrong:
        with pytest.raises(Refused, match=code):
            house.do(add_equipment, one)
    number = house.do(add_equipment, EquipmentDetails("Vaisselle", 40))
    house.do(change_equipment, number, EquipmentDetails("Assiettes", 38))
    assert [(row.name, row.number) for row in things(house)] == [("Assiettes", 38)]
    with pytest.raises(Refused, match="not_allowed"):
        house.do(add_equipment, EquipmentDetails("x"), actor=house.host())


@SERVER_AT_LENGTH
def test_on_both_databases(tmp_path, each_database):
    with at(14):
        house = House(tmp_path)
        shot = small_photo(picture((200, 100)))
        report(house, photos=[shot])
        with house.store.read() as session:
            assert photo_of(session, only(house).photos[0]) == shot
        house.store.undo(COORDINATOR)
        house.store.redo(COORDINATOR)
        with house.store.read() as session:
            assert photo_of(session, only(house).photos[0]) == shot
        house.store.close()
